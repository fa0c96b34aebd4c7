//! Where a case stands for the next step.

use casework::{CaseStatus, Pending, ProtectionStatus, ReferralStatus, Standing};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use seal::{CaseId, Day};

use crate::columns::{
    CaseIdColumn, DayColumn, ProtectionStatusColumn, ReferralStatusColumn, StageColumn,
    StatusColumn,
};
use crate::schema::main::{cases, mailboxes, protections, referrals, reviews};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};
use crate::{grant, object};

/// Where a case stands, with what is kept of it.
pub(crate) struct CaseStanding {
    pub(crate) standing: Standing,
    status: CaseStatus,
    held_on: Option<Day>,
}

/// Of the case with this id, in which that waits for a second officer.
pub(crate) fn of_case(
    tx: &mut impl Reads,
    id: CaseId,
    pending: Option<Pending>,
) -> Result<CaseStanding, StoreError> {
    type Row = (
        (StageColumn, StatusColumn, Option<DayColumn>),
        (bool, bool, bool, bool),
    );
    let case = CaseIdColumn(id);
    let of_case = || protections::table.filter(protections::case_id.eq(case));
    let in_status = |wanted: fn(ProtectionStatus) -> bool| {
        let all = ProtectionStatus::ALL.iter().copied();
        let wanted = all.filter(|status| wanted(*status));
        protections::status.eq_any(wanted.map(ProtectionStatusColumn::from).collect::<Vec<_>>())
    };
    let asked = of_case().filter(in_status(ProtectionStatus::is_waiting));
    let protected = of_case()
        .filter(in_status(ProtectionStatus::keeps_case).or(protections::review_on.is_not_null()));
    let all = ReferralStatus::ALL.iter().copied();
    let awaiting = all.filter(|status| status.awaits_answer());
    let awaiting = awaiting.map(ReferralStatusColumn::from).collect::<Vec<_>>();
    let referred = referrals::table
        .filter(referrals::case_id.eq(case))
        .filter(referrals::status.eq_any(awaiting));
    // A review keeps no case whose reporter asked for deletion, who has not to wait for an answer first. It waits all the
    // same, since whoever finds a receipt may have asked for the one or the other.
    let contested = reviews::table.filter(reviews::case_id.eq(case));
    let deletion = mailboxes::table
        .filter(mailboxes::case_id.eq(case))
        .filter(mailboxes::deletion_asked_on.is_not_null());
    let ((stage, status, held_on), (asks, awaits, protects, contests)): Row = cases::table
        .find(case)
        .select((
            (cases::stage, cases::status, cases::held_on),
            (
                exists(asked),
                exists(referred),
                exists(protected),
                exists(contested).and(not(exists(deletion))),
            ),
        ))
        .first(tx.connection())?;
    Ok(CaseStanding {
        standing: Standing {
            stage: stage.into(),
            is_held: held_on.is_some(),
            asks_protection: asks,
            awaits_referral: awaits,
            is_protected: protects,
            is_contested: contests,
            pending,
        },
        status: status.into(),
        held_on: held_on.map(Day::from),
    })
}

impl CaseStanding {
    /// Notes where the case stands after a step, and tells the reporter what follows from it. A hold keeps the day on which
    /// it began.
    pub(crate) fn note(
        &self,
        tx: &mut WriteTx<'_>,
        id: CaseId,
        after: &Standing,
        today: Day,
    ) -> Result<(), StoreError> {
        let held_on = after.is_held.then(|| self.held_on.unwrap_or(today));
        let is_answered = self.status != CaseStatus::Closed || object::is_answered(tx, id)?;
        let status = after.stage.told(self.status, is_answered);
        if (after.stage, status, held_on) == (self.standing.stage, self.status, self.held_on) {
            return Ok(());
        }
        diesel::update(cases::table.find(CaseIdColumn(id)))
            .set((
                cases::stage.eq(StageColumn::from(after.stage)),
                cases::status.eq(StatusColumn::from(status)),
                cases::held_on.eq(held_on.map(DayColumn::from)),
            ))
            .execute(tx.connection())?;
        if status == self.status {
            return Ok(());
        }
        grant::note_status(tx, id, status)
    }
}
