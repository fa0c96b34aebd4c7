use std::collections::BTreeSet;

use casework::OfficerHandOver;
use seal::{BodyId, Day, Kind, OfficerId};

use crate::case_room::CaseRoom;
use crate::leaving::{Leaving, Left, Way};
use crate::recusal::check_kind;
use crate::store_error::StoreError;

impl CaseRoom {
    /// Lets a colleague, who is an officer of the body `of`, into a case and takes it from the officer who hands it
    /// over, in one write: as [`grant`](Self::grant) and [`recuse`](Self::recuse) together, but the officer may be
    /// let in again. The caller has checked both signatures, and says who is on duty.
    ///
    /// # Errors
    /// As [`grant`](Self::grant); `Conflict` also when the colleague holds the case already, and for a note
    /// that does not go on where the officer's last object in the case ended.
    pub async fn hand_over(
        &self,
        officer: OfficerId,
        handed: OfficerHandOver,
        of: BodyId,
        on_duty: BTreeSet<OfficerId>,
        today: Day,
    ) -> Result<Left, StoreError> {
        let OfficerHandOver {
            grant,
            exclusions,
            note,
            ..
        } = handed;
        check_kind(&note, Kind::Note)?;
        let case = note.header.case;
        if grant.case != case {
            return Err(StoreError::Conflict);
        }
        self.check_made_from_own(officer, &grant, of).await?;
        let leaving = Leaving {
            case,
            officer,
            object: note.into(),
            way: Way::HandingOver { grant, exclusions },
            on_duty,
            today,
        };
        self.leave(leaving).await
    }
}
