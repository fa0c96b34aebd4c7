use ledger::{Code, Origin};
use seal::{Receipt, Sending};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{fault::Fault, outgoing_files::OutgoingFiles, slip::Slip, ticket::ticket};

/// A first report that is being sealed: its files are sent first, then the head.
#[wasm_bindgen]
pub struct Outgoing {
    sending: Sending,
    receipt: Option<Receipt>,
    body: String,
    origin: Origin,
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

    /// Begins the files.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn begin_files(&mut self) -> Result<OutgoingFiles, Fault> {
        Ok(OutgoingFiles::of(self.sending.begin_bundle()?))
    }

    /// Closes everything and hands out the head, which is sent last.
    ///
    /// # Errors
    /// `fault-locking` while files are open.
    pub fn finish(self, files: Option<OutgoingFiles>) -> Result<Vec<u8>, Fault> {
        let files = files.map(OutgoingFiles::finished).transpose()?;
        let origin = self.origin;
        let parcel = self.sending.finish(files, |secret, report| {
            Ok(ticket(&origin, Code::Received, 0, secret, report))
        })?;
        Ok(parcel.to_bytes())
    }
}

impl Outgoing {
    pub(crate) const fn report(
        sending: Sending,
        receipt: Receipt,
        body: String,
        origin: Origin,
    ) -> Self {
        Self {
            sending,
            receipt: Some(receipt),
            body,
            origin,
        }
    }
}
