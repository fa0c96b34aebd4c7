use casework::{DeletionRequest, Message, MessageFault, ReviewFault, ReviewRequest};
use seal::{FollowUp, Kind, Level, Receipt, answer::Answer};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    fault::{BROKEN, Fault},
    office::Office,
    outgoing_follow_up::OutgoingFollowUp,
};

#[wasm_bindgen]
impl Office {
    /// Seals a further message, and makes ready for files that go with it. `page` is the answer page
    /// of this receipt, as new as possible: what is sent goes on where it says that sending stopped.
    ///
    /// # Errors
    /// `fault-message-empty` without a text and files; a text that is too long; `fault-locking` when
    /// the page is of another receipt.
    pub fn message(
        &self,
        receipt: String,
        page: &[u8],
        text: String,
        has_files: bool,
    ) -> Result<OutgoingFollowUp, Fault> {
        let text = Zeroizing::new(text);
        let message = match Message::parse(&text) {
            Ok(message) => Some(message),
            Err(MessageFault::Empty) if has_files => None,
            Err(MessageFault::Empty) => return Err(Fault::new("fault-message-empty")),
            Err(MessageFault::TooLong { over }) => {
                return Err(Fault::with("fault-text-too-long", over));
            }
        };
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        if let Some(message) = message {
            follow_up.write(Kind::Message, &message)?;
        }
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }

    /// Seals the wish for a review.
    ///
    /// # Errors
    /// `fault-review-ground` without a ground of the list; a text that is too long; `fault-locking` when the page is
    /// of another receipt.
    pub fn review(
        &self,
        receipt: String,
        page: &[u8],
        ground: &str,
        text: String,
    ) -> Result<OutgoingFollowUp, Fault> {
        let text = Zeroizing::new(text);
        let request = ReviewRequest::parse(ground, &text).map_err(|fault| match fault {
            ReviewFault::Ground => Fault::new("fault-review-ground"),
            ReviewFault::TooLong { over } => Fault::with("fault-text-too-long", over),
        })?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        follow_up.write(Kind::Request, &request)?;
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }

    /// Seals the wish that everything be deleted.
    ///
    /// # Errors
    /// `fault-locking` when the page is of another receipt.
    pub fn deletion(&self, receipt: String, page: &[u8]) -> Result<OutgoingFollowUp, Fault> {
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let reason = String::new();
        follow_up.write(Kind::Deletion, &DeletionRequest { reason })?;
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }
}

impl Office {
    /// Goes on under a receipt where its answer page, as new as possible, says that sending stopped.
    ///
    /// # Errors
    /// `fault-locking` when the page is of another receipt.
    pub(crate) fn begin_follow_up(&self, receipt: String, page: &[u8]) -> Result<FollowUp, Fault> {
        let refused = || Fault::new(BROKEN);
        let receipt = Zeroizing::new(receipt);
        let receipt = Receipt::parse_digits(&receipt).map_err(|_| refused())?;
        let answer = Answer::from_bytes(page).map_err(|_| refused())?;
        let status = answer.status.ok_or_else(refused)?;
        let keys = receipt.keys(self.instance());
        let checked = status.check(&keys, self.instance());
        checked.map_err(|_| refused())?;
        let files = self.trust.manifest.limits.files;
        Ok(FollowUp::begin(keys, &status, Level::B, files)?)
    }
}
