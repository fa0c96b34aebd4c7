use ledger::{Code, Origin};
use seal::FollowUp;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{fault::Fault, outgoing_files::OutgoingFiles, ticket::ticket};

/// What is being sealed under a receipt: its files are sent first, then the head.
#[wasm_bindgen]
pub struct OutgoingFollowUp {
    follow_up: FollowUp,
    origin: Origin,
}

#[wasm_bindgen]
impl OutgoingFollowUp {
    /// The id under which everything is sent.
    pub fn id(&self) -> String {
        self.follow_up.id().to_string()
    }

    /// The place that it has among what was sent under its receipt.
    pub fn number(&self) -> Option<u32> {
        self.follow_up.next_sequence().checked_sub(1)
    }

    /// Begins the files.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn begin_files(&mut self) -> Result<OutgoingFiles, Fault> {
        Ok(OutgoingFiles::of(self.follow_up.begin_bundle()?))
    }

    /// Closes everything and hands out the head, which is sent last.
    ///
    /// # Errors
    /// `fault-locking` while files are open.
    pub fn finish(self, files: Option<OutgoingFiles>) -> Result<Vec<u8>, Fault> {
        let files = files.map(OutgoingFiles::finished).transpose()?;
        let origin = self.origin;
        let parcel = self.follow_up.finish(files, |secret, sequence, first| {
            Ok(ticket(&origin, Code::FollowUp, sequence, secret, first))
        })?;
        Ok(parcel.to_bytes())
    }
}

impl OutgoingFollowUp {
    pub(crate) const fn of(follow_up: FollowUp, origin: Origin) -> Self {
        Self { follow_up, origin }
    }
}
