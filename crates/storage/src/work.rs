//! What waits for an officer: each kind is read from an index of its own, and the kinds are merged by day.

use std::collections::BTreeSet;

use casework::{
    CaseStatus, Deadlines, DecisionKind, Due, InboxPlace, NoticePlace, Pending, ProtectionStatus,
    RetentionPlace, TaskPlace, Work, WorkItem, WorkPage, WorkPlace,
};
use diesel::dsl::exists;
use diesel::prelude::*;
use seal::{CaseId, Day, ObjectId, OfficerId};

use crate::case_room::CaseRoom;
use crate::columns::{
    CaseIdColumn, DayColumn, DecisionColumn, ObjectIdColumn, OfficerIdColumn,
    ProtectionStatusColumn, StatusColumn,
};
use crate::inbox::Listed;
use crate::schema::main::{grants, objects, proposals, protections, tasks};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads};
use crate::{case, proposal, referral, retention, task};

/// Something of one kind, with the place from which its kind goes on.
#[derive(Debug, Clone, Copy)]
enum Found {
    Decide(CaseId, DecisionKind),
    Forget(NoticePlace),
    Acknowledge(InboxPlace),
    Feedback(InboxPlace),
    Protect(TaskPlace),
    Reassess(TaskPlace),
    Unfinished(TaskPlace),
    Referral(TaskPlace),
    Own(TaskPlace),
    Free(TaskPlace),
    Over(RetentionPlace),
}

impl CaseRoom {
    /// A page of what waits for an officer, in cases that the officer holds a grant for, what is due first
    /// first: proposals of others, promises to reporters, tasks of the officer and tasks of nobody. A closed
    /// case waits with nothing but a proposal, and with the end of the time for which it is kept.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn work(
        &self,
        officer: OfficerId,
        (after, limit): (WorkPlace, usize),
        deadlines: &Deadlines,
        (on_duty, today): (&BTreeSet<OfficerId>, Day),
    ) -> Result<WorkPage, StoreError> {
        let promises = deadlines.clone();
        let read = move |tx: &mut ReadTx<'_>| {
            let deadlines = &promises;
            let waiting = Waiting { officer, limit };
            let mut found = waiting.proposals(tx, after.decide)?;
            found.extend(
                waiting
                    .notices(tx, after.forget)?
                    .into_iter()
                    .map(Found::Forget),
            );
            let received = waiting.promises(tx, CaseStatus::Received, after.acknowledge)?;
            found.extend(received.into_iter().map(Found::Acknowledge));
            let answered = waiting.promises(tx, CaseStatus::Answered, after.feedback)?;
            found.extend(answered.into_iter().map(Found::Feedback));
            let undecided = waiting.protections(tx, Awaits::Decision, after.protect)?;
            found.extend(undecided.into_iter().map(Found::Protect));
            let running = waiting.protections(tx, Awaits::Review, after.reassess)?;
            found.extend(running.into_iter().map(Found::Reassess));
            let unfinished = waiting.unfinished(tx, after.unfinished)?;
            found.extend(unfinished.into_iter().map(Found::Unfinished));
            let referred = referral::waiting(tx, officer, after.referral, waiting.most()?)?;
            found.extend(referred.into_iter().map(Found::Referral));
            let own = waiting.tasks(tx, Some(officer), after.own)?;
            found.extend(own.into_iter().map(Found::Own));
            let free = waiting.tasks(tx, None, after.free)?;
            found.extend(free.into_iter().map(Found::Free));
            let over_by = deadlines.retention.over_by(today);
            let over = retention::over(tx, officer, &over_by, after.retention, waiting.most()?)?;
            found.extend(over.into_iter().map(Found::Over));
            // Stable: within a kind things stay in the order in which they were read.
            found.sort_by_key(|one| (one.due(deadlines), one.rank()));
            let is_last = found.len() < limit;
            found.truncate(limit);
            let next = found.iter().fold(after, |after, one| one.go_on(after));
            let items: Vec<_> = found.iter().map(|one| one.item(deadlines)).collect();
            let cases: BTreeSet<_> = items.iter().map(|item| item.case).collect();
            let ids: Vec<_> = cases.into_iter().collect();
            let listed = Listed::of(tx, officer, &ids)?;
            let next = (!is_last).then_some(next);
            Ok(((items, listed, next), ids))
        };
        let ((items, listed, next), locks) = self.0.read_locked(read).await?;
        let rows = listed.rows(&locks, self.0.instance, on_duty, deadlines);
        Ok(WorkPage {
            items,
            rows,
            more_vaults: 0,
            next,
        })
    }
}

/// For whom, and how much at once.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    officer: OfficerId,
    limit: usize,
}

impl Waiting {
    fn most(self) -> Result<i64, StoreError> {
        i64::try_from(self.limit).map_err(StoreError::broken)
    }

    /// What others have proposed that may be decided at once.
    fn proposals(
        self,
        tx: &mut impl Reads,
        after: Option<CaseId>,
    ) -> Result<Vec<Found>, StoreError> {
        let own = OfficerIdColumn(self.officer);
        // Few wait in the whole office, and each is looked up among the grants.
        let held = grants::table
            .filter(grants::case_id.eq(proposals::case_id))
            .filter(grants::epoch.eq(i64::from(case::EPOCH)))
            .filter(grants::grantee.eq(own));
        let mut waiting = proposals::table
            .filter(exists(held))
            .filter(proposals::officer.ne(own))
            .filter(proposals::kind.ne(DecisionColumn::from(DecisionKind::Forget)))
            .select((proposals::case_id, proposals::kind))
            .order(proposals::case_id)
            .limit(self.most()?)
            .into_boxed();
        if let Some(after) = after {
            waiting = waiting.filter(proposals::case_id.gt(CaseIdColumn(after)));
        }
        let rows: Vec<(CaseIdColumn, DecisionColumn)> = waiting.load(tx.connection())?;
        let found =
            |(case, kind): (CaseIdColumn, DecisionColumn)| Found::Decide(case.into(), kind.into());
        Ok(rows.into_iter().map(found).collect())
    }

    /// Cases that others have proposed to forget, the first to be proposed first: the days from which somebody may agree
    /// come in this order.
    fn notices(
        self,
        tx: &mut impl Reads,
        after: Option<NoticePlace>,
    ) -> Result<Vec<NoticePlace>, StoreError> {
        let own = OfficerIdColumn(self.officer);
        let held = || {
            grants::table
                .filter(grants::case_id.eq(proposals::case_id))
                .filter(grants::epoch.eq(i64::from(case::EPOCH)))
                .filter(grants::grantee.eq(own))
        };
        let (mut found, mut after) = (vec![], after);
        loop {
            let mut waiting = proposals::table
                .inner_join(objects::table.on(objects::id.eq(proposals::object_id)))
                .filter(exists(held()))
                .filter(proposals::officer.ne(own))
                .filter(proposals::kind.eq(DecisionColumn::from(DecisionKind::Forget)))
                .select((objects::arrived_on, proposals::case_id))
                .order((objects::arrived_on, proposals::case_id))
                .limit(self.most()?)
                .into_boxed();
            if let Some(after) = after {
                let (day, case) = (DayColumn::from(after.since), CaseIdColumn(after.case));
                let of_day = objects::arrived_on.eq(day).and(proposals::case_id.gt(case));
                waiting = waiting.filter(objects::arrived_on.gt(day).or(of_day));
            }
            let rows: Vec<(DayColumn, CaseIdColumn)> = waiting.load(tx.connection())?;
            let is_last = rows.len() < self.limit;
            for (since, case) in rows {
                let (since, case) = (since.into(), case.into());
                let place = NoticePlace { since, case };
                after = Some(place);
                // What the reporter objected to waits for nobody, also before the night has taken it away.
                if !proposal::is_objected(tx, case)? {
                    found.push(place);
                }
            }
            if is_last || found.len() >= self.limit {
                return Ok(found);
            }
        }
    }

    /// Cases that stand here, the first to arrive first: their promises end in this order.
    fn promises(
        self,
        tx: &mut impl Reads,
        status: CaseStatus,
        after: Option<InboxPlace>,
    ) -> Result<Vec<InboxPlace>, StoreError> {
        let waiting = || {
            grants::table
                .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
                .filter(grants::status.eq(StatusColumn::from(status)))
                .select((grants::received_on, grants::case_id))
                .order((grants::received_on, grants::case_id))
                .into_boxed()
        };
        let mut places: Vec<(DayColumn, CaseIdColumn)> = vec![];
        let mut later = waiting();
        if let Some(after) = after {
            // One condition for both would be read from the beginning of the index.
            places = waiting()
                .filter(grants::received_on.eq(DayColumn::from(after.received_on)))
                .filter(grants::case_id.gt(CaseIdColumn(after.case)))
                .limit(self.most()?)
                .load(tx.connection())?;
            later = later.filter(grants::received_on.gt(DayColumn::from(after.received_on)));
        }
        let rest: Vec<(DayColumn, CaseIdColumn)> =
            later.limit(self.most()?).load(tx.connection())?;
        places.extend(rest);
        places.truncate(self.limit);
        let place = |(day, case): (DayColumn, CaseIdColumn)| InboxPlace {
            received_on: day.into(),
            case: case.into(),
        };
        Ok(places.into_iter().map(place).collect())
    }

    /// Open tasks of one officer, or of nobody, in cases that are not closed.
    fn tasks(
        self,
        tx: &mut impl Reads,
        of: Option<OfficerId>,
        after: Option<TaskPlace>,
    ) -> Result<Vec<TaskPlace>, StoreError> {
        let waiting = || {
            let open = tasks::table
                .inner_join(grants::table.on(grants::case_id.eq(tasks::case_id)))
                // With the whole key, so that each task costs one look and not one at every grant of the officer.
                .filter(grants::epoch.eq(i64::from(case::EPOCH)))
                .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
                .filter(grants::status.ne(StatusColumn::from(CaseStatus::Closed)))
                .filter(tasks::is_open.eq(true))
                .select((tasks::due_on, tasks::case_id, tasks::id))
                .order((tasks::due_on, tasks::case_id, tasks::id))
                .into_boxed();
            match of {
                Some(officer) => open.filter(tasks::officer.eq(OfficerIdColumn(officer))),
                None => open.filter(tasks::officer.is_null()),
            }
        };
        let mut places: Vec<(DayColumn, CaseIdColumn, ObjectIdColumn)> = vec![];
        let mut later = waiting();
        if let Some(after) = after {
            let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
            places = waiting()
                .filter(tasks::due_on.eq(day))
                .filter(tasks::case_id.eq(case))
                .filter(tasks::id.gt(ObjectIdColumn(after.task)))
                .limit(self.most()?)
                .load(tx.connection())?;
            let of_day: Vec<(DayColumn, CaseIdColumn, ObjectIdColumn)> = waiting()
                .filter(tasks::due_on.eq(day))
                .filter(tasks::case_id.gt(case))
                .limit(self.most()?)
                .load(tx.connection())?;
            places.extend(of_day);
            later = later.filter(tasks::due_on.gt(day));
        }
        let rest: Vec<(DayColumn, CaseIdColumn, ObjectIdColumn)> =
            later.limit(self.most()?).load(tx.connection())?;
        places.extend(rest);
        places.truncate(self.limit);
        let place = |(due_on, case, task): (DayColumn, CaseIdColumn, ObjectIdColumn)| TaskPlace {
            due_on: due_on.into(),
            case: case.into(),
            task: ObjectId::from(task),
        };
        Ok(places.into_iter().map(place).collect())
    }
}

impl Waiting {
    /// Requests for protection that keep their cases although somebody decided on them, without measures that are looked
    /// at again on some day: refused ones that are contested or found right, offers, and what was never ended.
    fn unfinished(
        self,
        tx: &mut impl Reads,
        after: Option<TaskPlace>,
    ) -> Result<Vec<TaskPlace>, StoreError> {
        let held = grants::table
            .filter(grants::case_id.eq(protections::case_id))
            .filter(grants::epoch.eq(i64::from(case::EPOCH)))
            .filter(grants::grantee.eq(OfficerIdColumn(self.officer)));
        let keeping = ProtectionStatus::ALL.iter().filter(|one| one.keeps_case());
        let keeping: Vec<_> = keeping
            .map(|one| ProtectionStatusColumn::from(*one))
            .collect();
        let mut waiting = protections::table
            .filter(exists(held))
            .filter(protections::decided_on.is_not_null())
            .filter(protections::review_on.is_null())
            .filter(protections::status.eq_any(keeping))
            .select((
                protections::asked_on,
                protections::case_id,
                protections::request_id,
            ))
            .order((
                protections::asked_on,
                protections::case_id,
                protections::request_id,
            ))
            .limit(self.most()?)
            .into_boxed();
        if let Some(after) = after {
            let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
            let request = ObjectIdColumn(after.task);
            let of_case = protections::case_id
                .eq(case)
                .and(protections::request_id.gt(request));
            let of_day = protections::case_id.gt(case).or(of_case);
            let later = protections::asked_on.gt(day);
            waiting = waiting.filter(later.or(protections::asked_on.eq(day).and(of_day)));
        }
        let rows: Vec<(DayColumn, CaseIdColumn, ObjectIdColumn)> = waiting.load(tx.connection())?;
        let place =
            |(due_on, case, request): (DayColumn, CaseIdColumn, ObjectIdColumn)| TaskPlace {
                due_on: due_on.into(),
                case: case.into(),
                task: request.into(),
            };
        Ok(rows.into_iter().map(place).collect())
    }
}

/// For what a request for protection waits.
#[derive(Debug, Clone, Copy)]
enum Awaits {
    Decision,
    Review,
}

impl Waiting {
    /// Requests for protection in the officer's cases, by the day on which they came or on which they are looked at
    /// again.
    fn protections(
        self,
        tx: &mut impl Reads,
        awaits: Awaits,
        after: Option<TaskPlace>,
    ) -> Result<Vec<TaskPlace>, StoreError> {
        // Few wait in the whole office, and each is looked up among the grants.
        let held = || {
            grants::table
                .filter(grants::case_id.eq(protections::case_id))
                .filter(grants::epoch.eq(i64::from(case::EPOCH)))
                .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
        };
        type Row = (DayColumn, CaseIdColumn, ObjectIdColumn);
        let rows: Vec<Row> = match awaits {
            Awaits::Decision => {
                let mut waiting = protections::table
                    .filter(exists(held()))
                    .filter(protections::decided_on.is_null())
                    .select((
                        protections::asked_on,
                        protections::case_id,
                        protections::request_id,
                    ))
                    .order((
                        protections::asked_on,
                        protections::case_id,
                        protections::request_id,
                    ))
                    .limit(self.most()?)
                    .into_boxed();
                if let Some(after) = after {
                    let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
                    let request = ObjectIdColumn(after.task);
                    let of_case = protections::case_id
                        .eq(case)
                        .and(protections::request_id.gt(request));
                    let of_day = protections::case_id.gt(case).or(of_case);
                    let later = protections::asked_on.gt(day);
                    waiting = waiting.filter(later.or(protections::asked_on.eq(day).and(of_day)));
                }
                waiting.load(tx.connection())?
            }
            Awaits::Review => {
                let day_of = protections::review_on.assume_not_null();
                let mut waiting = protections::table
                    .filter(exists(held()))
                    .filter(protections::review_on.is_not_null())
                    .select((day_of, protections::case_id, protections::request_id))
                    .order((day_of, protections::case_id, protections::request_id))
                    .limit(self.most()?)
                    .into_boxed();
                if let Some(after) = after {
                    let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
                    let request = ObjectIdColumn(after.task);
                    let of_case = protections::case_id
                        .eq(case)
                        .and(protections::request_id.gt(request));
                    let of_day = protections::case_id.gt(case).or(of_case);
                    waiting = waiting.filter(day_of.gt(day).or(day_of.eq(day).and(of_day)));
                }
                waiting.load(tx.connection())?
            }
        };
        let place = |(due_on, case, request): Row| TaskPlace {
            due_on: due_on.into(),
            case: case.into(),
            task: request.into(),
        };
        Ok(rows.into_iter().map(place).collect())
    }
}

impl Found {
    fn due(&self, deadlines: &Deadlines) -> Due {
        let by = |day: Option<Day>| day.map_or(Due::Never, Due::By);
        match self {
            Self::Decide(..) => Due::Now,
            Self::Forget(place) => Due::By(Pending::forgets_from(place.since)),
            Self::Acknowledge(place) => by(deadlines.next(place.received_on, CaseStatus::Received)),
            Self::Feedback(place) => by(deadlines.next(place.received_on, CaseStatus::Answered)),
            Self::Protect(place) => Due::By(deadlines.protection_by(place.due_on)),
            Self::Reassess(place) | Self::Referral(place) => Due::By(place.due_on),
            Self::Own(place) | Self::Free(place) => by(task::day(place.due_on)),
            // Whatever somebody was promised comes first.
            Self::Unfinished(_) | Self::Over(_) => Due::Never,
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Decide(..) => 0,
            Self::Forget(_) => 1,
            Self::Acknowledge(_) => 2,
            Self::Feedback(_) => 3,
            Self::Protect(_) => 4,
            Self::Reassess(_) => 5,
            Self::Referral(_) => 6,
            Self::Own(_) => 7,
            Self::Unfinished(_) => 8,
            Self::Free(_) => 9,
            Self::Over(_) => 10,
        }
    }

    fn item(&self, deadlines: &Deadlines) -> WorkItem {
        let (what, case) = match *self {
            Self::Decide(case, kind) => (Work::Decide(kind), case),
            Self::Forget(place) => (Work::Decide(DecisionKind::Forget), place.case),
            Self::Acknowledge(place) => (Work::Acknowledge, place.case),
            Self::Feedback(place) => (Work::Feedback, place.case),
            Self::Protect(place) => (Work::Protect(place.task), place.case),
            Self::Reassess(place) => (Work::Reassess(place.task), place.case),
            Self::Unfinished(place) => (Work::Unfinished(place.task), place.case),
            Self::Referral(place) => (Work::Referral(place.task), place.case),
            Self::Own(place) => (Work::OwnTask(place.task), place.case),
            Self::Free(place) => (Work::FreeTask(place.task), place.case),
            Self::Over(place) => (Work::Retention, place.case),
        };
        let due = self.due(deadlines);
        WorkItem { due, what, case }
    }

    const fn go_on(&self, after: WorkPlace) -> WorkPlace {
        match *self {
            Self::Decide(case, _) => WorkPlace {
                decide: Some(case),
                ..after
            },
            Self::Forget(place) => WorkPlace {
                forget: Some(place),
                ..after
            },
            Self::Acknowledge(place) => WorkPlace {
                acknowledge: Some(place),
                ..after
            },
            Self::Feedback(place) => WorkPlace {
                feedback: Some(place),
                ..after
            },
            Self::Protect(place) => WorkPlace {
                protect: Some(place),
                ..after
            },
            Self::Reassess(place) => WorkPlace {
                reassess: Some(place),
                ..after
            },
            Self::Unfinished(place) => WorkPlace {
                unfinished: Some(place),
                ..after
            },
            Self::Referral(place) => WorkPlace {
                referral: Some(place),
                ..after
            },
            Self::Own(place) => WorkPlace {
                own: Some(place),
                ..after
            },
            Self::Free(place) => WorkPlace {
                free: Some(place),
                ..after
            },
            Self::Over(place) => WorkPlace {
                retention: Some(place),
                ..after
            },
        }
    }
}
