use std::collections::VecDeque;

use ledger::{Code, Origin, Statement};
use seal::{
    BundleSealer, Digest, FinishedBundle, FollowUp, LogSecret, LogTicket, Receipt, Sending,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    fault::{BROKEN, Fault},
    slip::Slip,
};

/// What is being sealed: files go in piece by piece and come out as chunks to be sent, then the head.
#[wasm_bindgen]
pub struct Outgoing {
    parcel: Parcel,
    receipt: Option<Receipt>,
    body: String,
    origin: Origin,
    bundle: Option<BundleSealer>,
    chunks: VecDeque<Vec<u8>>,
    finished: Option<FinishedBundle>,
}

/// What the files go with.
enum Parcel {
    FollowUp(Box<FollowUp>),
    Report(Box<Sending>),
}

#[wasm_bindgen]
impl Outgoing {
    /// The id under which everything is sent.
    pub fn id(&self) -> String {
        match &self.parcel {
            Parcel::FollowUp(follow_up) => follow_up.id().to_string(),
            Parcel::Report(sending) => sending.id().to_string(),
        }
    }

    /// The receipt of a first report. To be shown only once everything was taken.
    pub fn slip(&mut self) -> Option<Slip> {
        self.receipt.take().map(Slip::of)
    }

    /// The name of the body whose officers can open a first report.
    pub fn body(&self) -> String {
        self.body.clone()
    }

    /// Begins the bundle of files.
    ///
    /// # Errors
    /// `fault-locking` when it was begun before.
    pub fn begin_files(&mut self) -> Result<(), Fault> {
        self.bundle = Some(match &mut self.parcel {
            Parcel::FollowUp(follow_up) => follow_up.begin_bundle()?,
            Parcel::Report(sending) => sending.begin_bundle()?,
        });
        Ok(())
    }

    /// Begins the next file.
    ///
    /// # Errors
    /// `fault-files-too-many`.
    pub fn start_file(&mut self, name: &str) -> Result<(), Fault> {
        self.bundle()?.start_file(name)?;
        Ok(())
    }

    /// Adds bytes to the file that was begun last.
    ///
    /// # Errors
    /// `fault-locking` when no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        Ok(self.bundle()?.write(bytes)?)
    }

    /// Hands out the next full chunk, if there is one.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        match &mut self.bundle {
            Some(bundle) => bundle.take_chunk(),
            None => self.chunks.pop_front(),
        }
    }

    /// Pads until another chunk is full, and hands that out; nothing once there is no more to pad.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn pad(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.bundle()?.pad()?)
    }

    /// Closes the bundle. What is left of it comes out of [`Outgoing::take_chunk`].
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn finish_files(&mut self) -> Result<(), Fault> {
        let bundle = self.bundle.take().ok_or_else(|| Fault::new(BROKEN))?;
        let (finished, last) = bundle.finish()?;
        self.chunks.extend(last);
        self.finished = Some(finished);
        Ok(())
    }

    /// Closes everything and hands out the head, which is sent last.
    ///
    /// # Errors
    /// `fault-locking` while files are open.
    pub fn finish(self) -> Result<Vec<u8>, Fault> {
        if self.bundle.is_some() || !self.chunks.is_empty() {
            return Err(Fault::new(BROKEN));
        }
        let origin = self.origin;
        match self.parcel {
            Parcel::FollowUp(follow_up) => {
                let parcel = follow_up.finish(self.finished, |secret, sequence, first| {
                    Ok(ticket(&origin, Code::FollowUp, sequence, secret, first))
                })?;
                Ok(parcel.to_bytes())
            }
            Parcel::Report(sending) => {
                let parcel = sending.finish(self.finished, |secret, report| {
                    Ok(ticket(&origin, Code::Received, 0, secret, report))
                })?;
                Ok(parcel.to_bytes())
            }
        }
    }
}

impl Outgoing {
    pub(crate) fn report(sending: Sending, receipt: Receipt, body: String, origin: Origin) -> Self {
        Self {
            receipt: Some(receipt),
            body,
            ..Self::of(Parcel::Report(Box::new(sending)), origin)
        }
    }

    pub(crate) fn follow_up(follow_up: FollowUp, origin: Origin) -> Self {
        Self::of(Parcel::FollowUp(Box::new(follow_up)), origin)
    }

    fn of(parcel: Parcel, origin: Origin) -> Self {
        Self {
            parcel,
            receipt: None,
            body: String::new(),
            origin,
            bundle: None,
            chunks: VecDeque::new(),
            finished: None,
        }
    }

    fn bundle(&mut self) -> Result<&mut BundleSealer, Fault> {
        self.bundle.as_mut().ok_or_else(|| Fault::new(BROKEN))
    }
}

/// Makes a log entry about an object, in the thread of its report.
fn ticket(
    origin: &Origin,
    code: Code,
    sequence: u32,
    secret: &LogSecret,
    about: Digest,
) -> LogTicket {
    let statement = Statement {
        code,
        sequence: u16::try_from(sequence).unwrap_or(u16::MAX),
        detail: 0,
        digest: *about.as_bytes(),
    };
    let (entry, opening) = statement.commit(|label| secret.expand(label), origin);
    LogTicket::new(*entry.as_bytes(), opening.to_bytes(), secret)
}
