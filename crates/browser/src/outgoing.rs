use ledger::{Code, Origin, Statement};
use seal::{Digest, FollowUp, LogSecret, LogTicket, Receipt, Sending};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{fault::Fault, outgoing_files::OutgoingFiles, slip::Slip};

/// What is being sealed by a reporter: its files are sent first, then the head.
#[wasm_bindgen]
pub struct Outgoing {
    parcel: Parcel,
    receipt: Option<Receipt>,
    body: String,
    origin: Origin,
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

    /// The place that what is added has among what was sent under its receipt.
    pub fn number(&self) -> Option<u32> {
        match &self.parcel {
            Parcel::FollowUp(follow_up) => follow_up.next_sequence().checked_sub(1),
            Parcel::Report(_) => None,
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

    /// Begins the files.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn begin_files(&mut self) -> Result<OutgoingFiles, Fault> {
        Ok(OutgoingFiles::of(match &mut self.parcel {
            Parcel::FollowUp(follow_up) => follow_up.begin_bundle()?,
            Parcel::Report(sending) => sending.begin_bundle()?,
        }))
    }

    /// Closes everything and hands out the head, which is sent last.
    ///
    /// # Errors
    /// `fault-locking` while files are open.
    pub fn finish(self, files: Option<OutgoingFiles>) -> Result<Vec<u8>, Fault> {
        let files = files.map(OutgoingFiles::finished).transpose()?;
        let origin = self.origin;
        match self.parcel {
            Parcel::FollowUp(follow_up) => {
                let parcel = follow_up.finish(files, |secret, sequence, first| {
                    Ok(ticket(&origin, Code::FollowUp, sequence, secret, first))
                })?;
                Ok(parcel.to_bytes())
            }
            Parcel::Report(sending) => {
                let parcel = sending.finish(files, |secret, report| {
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
        }
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
