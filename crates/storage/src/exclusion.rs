use std::collections::BTreeSet;

use casework::{ActKind, OfficerExclusion, StoredObject};
use seal::{Day, Kind, OfficerId, Sender};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, no_repetition, record_object};
use crate::leaving::{Leaving, Left, Way};
use crate::recusal::check_kind;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{grant, object};

impl CaseRoom {
    /// Keeps an exclusion, and takes the case from those whom it names and who hold it, as
    /// [`recuse`](Self::recuse) takes it from who declines. They are let in by nobody again. Who else is
    /// named stands in the sealed exclusion alone. The caller has checked the signature, and says who is on
    /// duty. The same exclusion again changes nothing.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` when others hold the case by now than the officer's client saw,
    /// for another kind of object, for one that is too long, or one that does not go on where the officer's
    /// last object in the case ended.
    pub async fn exclude(
        &self,
        officer: OfficerId,
        excluding: OfficerExclusion,
        on_duty: BTreeSet<OfficerId>,
        today: Day,
    ) -> Result<Left, StoreError> {
        let OfficerExclusion {
            exclusion,
            holders,
            leave,
            ..
        } = excluding;
        check_kind(&exclusion, Kind::Exclusion)?;
        let case = exclusion.header.case;
        let object = StoredObject::from(exclusion);
        let digest = object.digest();
        let is_kept = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            let last = object::last_of(tx, case, Sender::Officer(officer))?;
            Ok(last.is_some_and(|last| last.object.digest() == digest))
        };
        if self.0.main.read(is_kept).await? {
            return Ok(Left::Done);
        }
        if !leave.is_empty() {
            let way = Way::Excluding { holders, leave };
            return self
                .leave(Leaving {
                    case,
                    officer,
                    object,
                    way,
                    on_duty,
                    today,
                })
                .await;
        }
        let instance = self.0.instance;
        let exclude = move |tx: &mut WriteTx<'_>| {
            let held: BTreeSet<_> = grant::holders_of(tx, case)?.into_iter().collect();
            if held != holders {
                // Also without a grant nobody is told who holds the case.
                grant::require(tx, officer, case)?;
                return Err(StoreError::Conflict);
            }
            record_object(tx, officer, instance, &object, today)?;
            let excluded = Done::in_case(ActKind::Excluded, officer, case).about(digest);
            act::record(tx, instance, excluded, today)
        };
        let written = self.0.main.write("exclude", exclude).await;
        written.map_err(no_repetition)?;
        Ok(Left::Done)
    }
}
