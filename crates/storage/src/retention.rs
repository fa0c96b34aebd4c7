//! For how long closed cases are kept (PROTOCOL 7).

use casework::{CaseStatus, Kept, ProtectionStatus, RetentionClass, RetentionPlace};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use seal::{CaseId, Day, OfficerId};

use crate::case;
use crate::columns::{
    CaseIdColumn, DayColumn, OfficerIdColumn, ProtectionStatusColumn, RetentionClassColumn,
    StatusColumn,
};
use crate::schema::main::{cases, grants, proposals, protections, referrals, reviews};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// As what a case is kept; nothing before it is closed, and where that was not said.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<Kept>, StoreError> {
    let (class, since): (Option<RetentionClassColumn>, Option<DayColumn>) = cases::table
        .find(CaseIdColumn(case))
        .select((cases::kept_as, cases::closed_on))
        .first(tx.connection())?;
    Ok(class.zip(since).map(|(class, since)| Kept {
        class: class.into(),
        since: since.into(),
    }))
}

/// Notes as what a case is kept that is closed. The day stays that of the first time.
pub(crate) fn note(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    class: Option<RetentionClass>,
    today: Day,
) -> Result<(), StoreError> {
    let (received_on, closed_on): (DayColumn, Option<DayColumn>) = cases::table
        .find(CaseIdColumn(case))
        .select((cases::received_on, cases::closed_on))
        .first(tx.connection())?;
    // A clock that was ahead then, or is behind now, is the only way to a later or an earlier day.
    let today = Day::from(received_on).max(today);
    let closed_on = closed_on.map(Day::from).filter(|day| *day <= today);
    let closed_on = Some(DayColumn::from(closed_on.unwrap_or(today)));
    let kept_as = class.map(RetentionClassColumn::from);
    diesel::update(cases::table.find(CaseIdColumn(case)))
        .set((cases::kept_as.eq(kept_as), cases::closed_on.eq(closed_on)))
        .execute(tx.connection())?;
    diesel::update(grants::table.filter(grants::case_id.eq(CaseIdColumn(case))))
        .set((grants::kept_as.eq(kept_as), grants::closed_on.eq(closed_on)))
        .execute(tx.connection())?;
    Ok(())
}

/// Closed cases of an officer whose time is over, and which nothing keeps from being deleted that is known here: no hold,
/// nobody who is protected, waits for it or has an offer, no referral without an answer, nothing that waits for a second officer. The first to be closed first; behind
/// `after`.
pub(crate) fn over(
    tx: &mut impl Reads,
    officer: OfficerId,
    over_by: &[Kept],
    after: Option<RetentionPlace>,
    most: i64,
) -> Result<Vec<RetentionPlace>, StoreError> {
    let mut places = vec![];
    for kept in over_by {
        places.extend(over_in_class(tx, officer, *kept, after, most)?);
    }
    places.sort_unstable();
    places.truncate(usize::try_from(most).map_err(StoreError::broken)?);
    Ok(places)
}

fn over_in_class(
    tx: &mut impl Reads,
    officer: OfficerId,
    kept: Kept,
    after: Option<RetentionPlace>,
    most: i64,
) -> Result<Vec<RetentionPlace>, StoreError> {
    let closed_on = grants::closed_on.assume_not_null();
    // Few are held in the whole office.
    let held = cases::table
        .filter(cases::held_on.is_not_null())
        .select(cases::id);
    let pending = proposals::table.filter(proposals::case_id.eq(grants::case_id));
    let all = ProtectionStatus::ALL.iter();
    let keeping = all.filter(|status| status.keeps_case());
    let keeping = keeping.map(|status| ProtectionStatusColumn::from(*status));
    let protected = protections::table
        .filter(protections::case_id.eq(grants::case_id))
        .filter(
            (protections::status.eq_any(keeping.collect::<Vec<_>>()))
                .or(protections::review_on.is_not_null()),
        );
    let referred = referrals::table
        .filter(referrals::case_id.eq(grants::case_id))
        .filter(referrals::due_on.is_not_null());
    let contested = reviews::table.filter(reviews::case_id.eq(grants::case_id));
    let mut over = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .filter(grants::epoch.eq(i64::from(case::EPOCH)))
        .filter(grants::kept_as.eq(RetentionClassColumn::from(kept.class)))
        .filter(closed_on.le(DayColumn::from(kept.since)))
        .filter(grants::status.eq(StatusColumn::from(CaseStatus::Closed)))
        .filter(grants::case_id.ne_all(held))
        .filter(not(exists(pending)))
        .filter(not(exists(protected)))
        .filter(not(exists(referred)))
        .filter(not(exists(contested)))
        .select((closed_on, grants::case_id))
        .order((closed_on, grants::case_id))
        .limit(most)
        .into_boxed();
    if let Some(after) = after {
        let (day, case) = (DayColumn::from(after.closed_on), CaseIdColumn(after.case));
        let of_day = closed_on.eq(day).and(grants::case_id.gt(case));
        // The first condition is the one that an index is read from.
        over = over
            .filter(closed_on.ge(day))
            .filter(closed_on.gt(day).or(of_day));
    }
    let rows: Vec<(DayColumn, CaseIdColumn)> = over.load(tx.connection())?;
    let place = |(closed_on, case): (DayColumn, CaseIdColumn)| RetentionPlace {
        closed_on: closed_on.into(),
        case: case.into(),
    };
    Ok(rows.into_iter().map(place).collect())
}
