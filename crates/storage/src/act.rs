use casework::{Act, ActKind, ActSubject};
use diesel::prelude::*;
use seal::{CaseId, Day, Digest, InstanceId, OfficerId};

use crate::act_day;
use crate::columns::{ActSubjectColumn, DayColumn, DigestColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::schema::main::acts;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = acts, check_for_backend(MultiBackend))]
struct ActRow {
    subject: ActSubjectColumn,
    number: i64,
    done_on: DayColumn,
    kind: String,
    officer: Option<OfficerIdColumn>,
    whom: Option<OfficerIdColumn>,
    about: DigestColumn,
    previous: DigestColumn,
}

/// Something that was done, before it has its place in the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done {
    kind: ActKind,
    subject: ActSubject,
    officer: Option<OfficerId>,
    whom: Option<OfficerId>,
    about: Digest,
}

impl Done {
    /// Something that an officer did in a case.
    pub(crate) const fn in_case(kind: ActKind, officer: OfficerId, case: CaseId) -> Self {
        Self {
            kind,
            subject: ActSubject::Case(case),
            officer: Some(officer),
            whom: None,
            about: Digest::NONE,
        }
    }

    /// Something that whoever keeps the server writes down about a case.
    pub(crate) const fn about_case(kind: ActKind, case: CaseId) -> Self {
        Self {
            kind,
            subject: ActSubject::Case(case),
            officer: None,
            whom: None,
            about: Digest::NONE,
        }
    }

    /// Something that was done in the office; `None` for whoever keeps the server.
    pub(crate) const fn in_office(kind: ActKind, officer: Option<OfficerId>) -> Self {
        Self {
            kind,
            subject: ActSubject::Office,
            officer,
            whom: None,
            about: Digest::NONE,
        }
    }

    /// To whom it was done.
    pub(crate) const fn to(self, whom: OfficerId) -> Self {
        Self {
            whom: Some(whom),
            ..self
        }
    }

    /// What it is about.
    pub(crate) const fn about(self, about: Digest) -> Self {
        Self { about, ..self }
    }
}

impl TryFrom<ActRow> for Act {
    type Error = StoreError;

    fn try_from(row: ActRow) -> Result<Self, StoreError> {
        Ok(Self {
            subject: row.subject.into(),
            number: row.number.try_into().map_err(StoreError::broken)?,
            on: row.done_on.into(),
            kind: row.kind.parse().map_err(StoreError::broken)?,
            officer: row.officer.map(OfficerId::from),
            whom: row.whom.map(OfficerId::from),
            about: row.about.into(),
            previous: row.previous.into(),
        })
    }
}

/// Writes an act behind the last one of its subject, in the write of the act itself. When the clock was
/// set back it is dated like the last one, and never on a day that was gathered.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    instance: InstanceId,
    done: Done,
    today: Day,
) -> Result<(), StoreError> {
    let last = last_of(tx, done.subject)?;
    let earliest = act_day::last(tx)?.map(|gathered| gathered.on.plus(1));
    let days = [last.as_ref().map(|last| last.on), earliest];
    let on = days.into_iter().flatten().fold(today, Day::max);
    let number = last
        .as_ref()
        .map_or(Some(0), |last| last.number.checked_add(1));
    let row = ActRow {
        subject: done.subject.into(),
        number: number.ok_or(StoreError::Conflict)?.into(),
        done_on: on.into(),
        kind: done.kind.word().to_owned(),
        officer: done.officer.map(OfficerIdColumn::from),
        whom: done.whom.map(OfficerIdColumn::from),
        about: done.about.into(),
        previous: last
            .map_or(Digest::NONE, |last| last.digest(instance))
            .into(),
    };
    diesel::insert_into(acts::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The same, at most once a day for what the same officer does again and again.
pub(crate) fn record_daily(
    tx: &mut WriteTx<'_>,
    instance: InstanceId,
    done: Done,
    today: Day,
) -> Result<(), StoreError> {
    if is_noted(tx, done, today)? {
        return Ok(());
    }
    record(tx, instance, done, today)
}

/// Whether the same was recorded today. A record that is ahead of the clock, which was set back, says of
/// nothing that it was: then everything is recorded again.
pub(crate) fn is_noted(tx: &mut impl Reads, done: Done, today: Day) -> Result<bool, StoreError> {
    let same = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(done.subject)))
        .filter(acts::done_on.eq(DayColumn::from(today)))
        .filter(acts::kind.eq(done.kind.word()))
        .filter(acts::about.eq(DigestColumn(done.about)))
        .select((acts::officer, acts::whom));
    let same: Vec<(Option<OfficerIdColumn>, Option<OfficerIdColumn>)> =
        same.load(tx.connection())?;
    let sought = (
        done.officer.map(OfficerIdColumn::from),
        done.whom.map(OfficerIdColumn::from),
    );
    Ok(same.contains(&sought))
}

/// Whether something of a kind was written down about a subject today or, behind a clock that was set back, later.
pub(crate) fn is_noted_since(
    tx: &mut impl Reads,
    subject: ActSubject,
    kind: ActKind,
    today: Day,
) -> Result<bool, StoreError> {
    let count: i64 = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(subject)))
        .filter(acts::kind.eq(kind.word()))
        .filter(acts::done_on.ge(DayColumn::from(today)))
        .count()
        .get_result(tx.connection())?;
    Ok(count > 0)
}

/// How often an officer did something in the office today.
pub(crate) fn count_today(
    tx: &mut impl Reads,
    kind: ActKind,
    officer: OfficerId,
    today: Day,
) -> Result<i64, StoreError> {
    let count = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(ActSubject::Office)))
        .filter(acts::done_on.eq(DayColumn::from(today)))
        .filter(acts::kind.eq(kind.word()))
        .filter(acts::officer.eq(OfficerIdColumn(officer)))
        .count()
        .get_result(tx.connection())?;
    Ok(count)
}

/// Who ever took part in closing the case: who agreed, and who had proposed it.
pub(crate) fn closed_by(tx: &mut impl Reads, case: CaseId) -> Result<Vec<OfficerId>, StoreError> {
    let closings: Vec<(Option<OfficerIdColumn>, Option<OfficerIdColumn>)> = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(ActSubject::Case(case))))
        .filter(acts::kind.eq(ActKind::Closed.word()))
        .select((acts::officer, acts::whom))
        .load(tx.connection())?;
    let both = closings
        .into_iter()
        .flat_map(|(agreed, proposed)| [agreed, proposed]);
    Ok(both.flatten().map(OfficerId::from).collect())
}

fn last_of(tx: &mut impl Reads, subject: ActSubject) -> Result<Option<Act>, StoreError> {
    let row: Option<ActRow> = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(subject)))
        .order(acts::number.desc())
        .select(ActRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(Act::try_from).transpose()
}

/// The acts of a subject, in their order, behind the one of this number.
pub(crate) fn of_subject(
    tx: &mut impl Reads,
    subject: ActSubject,
    after: Option<u32>,
    limit: usize,
) -> Result<Vec<Act>, StoreError> {
    let rows: Vec<ActRow> = acts::table
        .filter(acts::subject.eq(ActSubjectColumn(subject)))
        .filter(acts::number.gt(after.map_or(-1, i64::from)))
        .order(acts::number)
        .limit(i64::try_from(limit).map_err(StoreError::broken)?)
        .select(ActRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(Act::try_from).collect()
}

/// Acts of a day, by subject and number, behind one of them.
pub(crate) fn of_day(
    tx: &mut impl Reads,
    on: Day,
    after: Option<(ActSubject, u32)>,
    limit: usize,
) -> Result<Vec<Act>, StoreError> {
    let most = |count: usize| i64::try_from(count).map_err(StoreError::broken);
    let of_day = || {
        acts::table
            .filter(acts::done_on.eq(DayColumn::from(on)))
            .order((acts::subject, acts::number))
            .select(ActRow::as_select())
            .into_boxed()
    };
    let mut rows: Vec<ActRow> = Vec::new();
    let mut rest = of_day();
    if let Some((subject, number)) = after {
        // One condition for both would be read from the beginning of the day.
        rows = of_day()
            .filter(acts::subject.eq(ActSubjectColumn(subject)))
            .filter(acts::number.gt(i64::from(number)))
            .limit(most(limit)?)
            .load(tx.connection())?;
        rest = rest.filter(acts::subject.gt(ActSubjectColumn(subject)));
    }
    let left = limit.saturating_sub(rows.len());
    if left > 0 {
        rows.extend(rest.limit(most(left)?).load::<ActRow>(tx.connection())?);
    }
    rows.into_iter().map(Act::try_from).collect()
}

/// The first day with an act, of those behind `after`.
pub(crate) fn next_day(tx: &mut impl Reads, after: Option<Day>) -> Result<Option<Day>, StoreError> {
    let mut days = acts::table
        .select(acts::done_on)
        .order(acts::done_on)
        .into_boxed();
    if let Some(after) = after {
        days = days.filter(acts::done_on.gt(DayColumn::from(after)));
    }
    let day: Option<DayColumn> = days.first(tx.connection()).optional()?;
    Ok(day.map(Day::from))
}
