//! What waits for an officer: each kind is read from an index of its own, and the kinds are merged by day.

mod promise;
mod proposal;
mod protection;
mod review;
mod task;

use std::collections::BTreeSet;

use casework::{
    CaseStatus, Deadlines, DecisionKind, Due, InboxPlace, NoticePlace, Pending, RetentionPlace,
    TaskPlace, Work, WorkItem, WorkPage, WorkPlace,
};
use seal::{CaseId, Day, OfficerId};

use self::protection::Awaits;
use crate::case_room::CaseRoom;
use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn};
use crate::inbox::Listed;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;
use crate::{referral, retention};

/// Something of one kind, with the place from which its kind goes on.
#[derive(Debug, Clone, Copy)]
enum Found {
    Decide(CaseId, DecisionKind),
    Review(NoticePlace),
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
    /// first: proposals of others, reviews, promises to reporters, tasks of the officer and tasks of nobody. A closed
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
            let contested = waiting.reviews(tx, after.review)?;
            found.extend(contested.into_iter().map(Found::Review));
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
            let unfinished = waiting.protections(tx, Awaits::End, after.unfinished)?;
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
}

/// A day, a case, and something in it.
type Row = (DayColumn, CaseIdColumn, ObjectIdColumn);

fn place((due_on, case, task): Row) -> TaskPlace {
    TaskPlace {
        due_on: due_on.into(),
        case: case.into(),
        task: task.into(),
    }
}

impl Found {
    fn due(&self, deadlines: &Deadlines) -> Due {
        let by = |day: Option<Day>| day.map_or(Due::Never, Due::By);
        match self {
            Self::Decide(..) | Self::Review(_) => Due::Now,
            Self::Forget(place) => Due::By(Pending::forgets_from(place.since)),
            Self::Acknowledge(place) => by(deadlines.next(place.received_on, CaseStatus::Received)),
            Self::Feedback(place) => by(deadlines.next(place.received_on, CaseStatus::Answered)),
            Self::Protect(place) => Due::By(deadlines.protection_by(place.due_on)),
            Self::Reassess(place) | Self::Referral(place) => Due::By(place.due_on),
            Self::Own(place) | Self::Free(place) => by(crate::task::day(place.due_on)),
            // Whatever somebody was promised comes first.
            Self::Unfinished(_) | Self::Over(_) => Due::Never,
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Decide(..) => 0,
            Self::Review(_) => 1,
            Self::Forget(_) => 2,
            Self::Acknowledge(_) => 3,
            Self::Feedback(_) => 4,
            Self::Protect(_) => 5,
            Self::Reassess(_) => 6,
            Self::Referral(_) => 7,
            Self::Own(_) => 8,
            Self::Unfinished(_) => 9,
            Self::Free(_) => 10,
            Self::Over(_) => 11,
        }
    }

    fn item(&self, deadlines: &Deadlines) -> WorkItem {
        let (what, case) = match *self {
            Self::Decide(case, kind) => (Work::Decide(kind), case),
            Self::Review(place) => (Work::Review, place.case),
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
        // A review stands before what has a day, and has one all the same.
        let due = if let Self::Review(place) = self {
            Due::By(deadlines.review_answered_by(place.since))
        } else {
            self.due(deadlines)
        };
        WorkItem { due, what, case }
    }

    const fn go_on(&self, after: WorkPlace) -> WorkPlace {
        match *self {
            Self::Decide(case, _) => WorkPlace {
                decide: Some(case),
                ..after
            },
            Self::Review(place) => WorkPlace {
                review: Some(place),
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
