use std::collections::VecDeque;

use ledger::{Code, Origin};
use seal::{BundleSealer, FinishedBundle, Receipt, Sending};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    fault::{BROKEN, Fault},
    office::ticket,
    slip::Slip,
};

/// What is being sealed: files go in piece by piece and come out as chunks to be sent, then the head.
#[wasm_bindgen]
pub struct Outgoing {
    sending: Sending,
    receipt: Option<Receipt>,
    body: String,
    origin: Origin,
    bundle: Option<BundleSealer>,
    chunks: VecDeque<Vec<u8>>,
    finished: Option<FinishedBundle>,
}

#[wasm_bindgen]
impl Outgoing {
    /// The id under which everything is sent.
    pub fn id(&self) -> String {
        self.sending.id().to_string()
    }

    /// The receipt. To be shown only once everything was taken.
    pub fn slip(&mut self) -> Option<Slip> {
        self.receipt.take().map(Slip::of)
    }

    /// The name of the body whose officers can open it.
    pub fn body(&self) -> String {
        self.body.clone()
    }

    /// Begins the bundle of files.
    ///
    /// # Errors
    /// `fault-locking` when it was begun before.
    pub fn begin_files(&mut self) -> Result<(), Fault> {
        self.bundle = Some(self.sending.begin_bundle()?);
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
        let parcel = self.sending.finish(self.finished, |secret, report| {
            Ok(ticket(&origin, Code::Received, 0, secret, report))
        })?;
        Ok(parcel.to_bytes())
    }
}

impl Outgoing {
    pub(crate) fn report(sending: Sending, receipt: Receipt, body: String, origin: Origin) -> Self {
        Self {
            sending,
            receipt: Some(receipt),
            body,
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
