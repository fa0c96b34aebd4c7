use std::collections::BTreeSet;

use seal::{Day, Kind, OfficerId, REPLY_BYTES, SealedObject};

use crate::case_room::CaseRoom;
use crate::leaving::{Leaving, Left, Way};
use crate::store_error::StoreError;

impl CaseRoom {
    /// Takes a case from an officer who declines it because of a conflict, and keeps the reason for those
    /// who go on with it. Everything of the case is locked anew and the key before is destroyed, so that the
    /// officer's grant opens in no backup of the main database either. The caller has checked the signature,
    /// and says who is on duty. What was begun goes on to its end even when nobody waits for it any more.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` for another kind of object, for one that is too long, or one
    /// that does not go on where the officer's last object in the case ended.
    pub async fn recuse(
        &self,
        officer: OfficerId,
        recusal: SealedObject,
        on_duty: BTreeSet<OfficerId>,
        today: Day,
    ) -> Result<Left, StoreError> {
        check_kind(&recusal, Kind::Exclusion)?;
        let leaving = Leaving {
            case: recusal.header.case,
            officer,
            object: recusal.into(),
            way: Way::Declining,
            on_duty,
            today,
        };
        self.leave(leaving).await
    }

    pub(crate) async fn leave(&self, leaving: Leaving) -> Result<Left, StoreError> {
        let shelves = self.0.clone();
        tokio::spawn(async move { shelves.leave(leaving).await }).await?
    }
}

/// Refuses another kind of object, and one that is longer than an officer's text can be.
pub(crate) fn check_kind(object: &SealedObject, kind: Kind) -> Result<(), StoreError> {
    if object.header.kind != kind || object.to_bytes().len() > REPLY_BYTES {
        return Err(StoreError::Conflict);
    }
    Ok(())
}
