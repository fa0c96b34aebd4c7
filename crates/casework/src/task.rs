use std::collections::BTreeSet;
use std::fmt;

use seal::{Day, ObjectId, OfficerId, Sender};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::note::NoteFault;
use crate::opened_case::{Content, Entry, OpenCase};
use crate::parts::{In, Out};

/// Something that is to be done in a case. Noted again under the same id, it stands as it was noted last.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// By which it is named again.
    pub id: String,
    /// What is to be done.
    pub text: String,
    /// By which day, as `2026-12-05`; empty where there is none.
    pub due: String,
    /// The officer who does it; empty where nobody is named.
    pub officer: String,
    /// How far it is.
    #[zeroize(skip)]
    pub state: TaskState,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskState {
    /// It is done.
    Done,
    /// It is to be done.
    Open,
    /// It is not to be done after all.
    Withdrawn,
}

/// What the desk has to know of a task so that it can stand in work lists. What is to be done is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskPlan {
    /// The task.
    pub task: ObjectId,
    /// By which day.
    pub due: Option<Day>,
    /// Who does it.
    pub officer: Option<OfficerId>,
    /// Whether it is still to be done.
    pub is_open: bool,
}

/// The half of a noted task that the desk reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskHalf {
    /// What it has to know.
    pub plan: TaskPlan,
    /// The note in which the task stood before: of two who note it anew at once, one finds that the other was
    /// faster. Nothing for a new task.
    pub after: Option<ObjectId>,
}

/// A task as the desk knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownTask {
    /// What it knows.
    pub plan: TaskPlan,
    /// The note in which it stands.
    pub noted_in: ObjectId,
}

/// A task as it stands in an opened case.
#[derive(Clone, PartialEq, Eq)]
pub struct StandingTask {
    /// As it was noted last; nobody does it once the officer has left the case. Without a text where the desk
    /// alone knows of it.
    pub task: Task,
    /// The note in which it stands.
    pub noted_in: ObjectId,
    /// Who noted it so; nothing where the desk names a note that is not in the case.
    pub by: Option<Sender>,
    /// What the desk makes of it.
    pub listing: Listing,
}

/// What the desk makes of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// It lists the task as it was signed.
    AsSigned,
    /// It lists another day, officer or state than was signed, or nothing.
    Otherwise,
    /// It lists a task that nobody has sealed.
    Unsealed,
}

impl Task {
    /// Bytes of what is to be done, at most.
    pub const TEXT_BYTES: usize = 2_000;

    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        if self.text.trim().is_empty() {
            return Err(NoteFault::Empty);
        }
        self.plan().map(|_| ()).ok_or(NoteFault::NoTask)
    }

    /// What the desk has to know of it; nothing when a field is not what it should be.
    pub fn plan(&self) -> Option<TaskPlan> {
        if self.text.len() > Self::TEXT_BYTES {
            return None;
        }
        let plan = TaskPlan {
            task: self.id.parse().ok()?,
            due: optional(&self.due)?,
            officer: optional(&self.officer)?,
            is_open: self.state == TaskState::Open,
        };
        Some(plan).filter(TaskPlan::has_a_day_of_the_calendar)
    }
}

/// Nothing when it is neither empty nor one.
fn optional<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    if text.is_empty() {
        return Some(None);
    }
    text.parse().ok().map(Some)
}

impl OpenCase<'_> {
    /// The half of a task that the desk reads, which goes on from how the task stands.
    pub(crate) fn task_half(&self, task: &Task) -> Result<TaskHalf, NoteFault> {
        let plan = task.plan().ok_or(NoteFault::NoTask)?;
        // As the desk says: a task that somebody told it otherwise can still be noted anew.
        let mut known = self.file.tasks.iter();
        let before = known.find(|known| known.plan.task == plan.task);
        let after = before.map(|before| before.noted_in);
        Ok(TaskHalf { plan, after })
    }

    /// The tasks of the case, in the order in which they were first noted, also what is done or was taken back;
    /// after them what somebody made the desk list without sealing what it is, so that it can be ended.
    pub fn tasks(&self, entries: &[Entry<'_>]) -> Vec<StandingTask> {
        let mut standing = fold(entries);
        for one in &mut standing {
            let known = self.file.tasks.iter();
            let mut known = known.filter(|known| known.noted_in == one.noted_in);
            let signed = one.task.plan();
            if known.any(|known| Some(known.plan) == signed) {
                one.listing = Listing::AsSigned;
            }
        }
        let sealed: BTreeSet<ObjectId> = standing
            .iter()
            .filter_map(|one| one.task.id.parse().ok())
            .collect();
        let unsealed = |known: &&KnownTask| !sealed.contains(&known.plan.task);
        let open = self.file.tasks.iter().filter(|known| known.plan.is_open);
        standing.extend(open.filter(unsealed).map(|known| known.unsealed(entries)));
        standing
    }
}

fn fold(entries: &[Entry<'_>]) -> Vec<StandingTask> {
    let mut standing: Vec<StandingTask> = vec![];
    for entry in entries {
        match (&entry.content, entry.sender) {
            (Content::Note(crate::note::Note::Task(task)), by) => {
                let stands = StandingTask {
                    task: task.clone(),
                    noted_in: entry.object,
                    by: Some(by),
                    listing: Listing::Otherwise,
                };
                match standing.iter_mut().find(|known| known.task.id == task.id) {
                    Some(known) => *known = stands,
                    None => standing.push(stands),
                }
            }
            (Content::Recusal(_) | Content::HandOver(_), Sender::Officer(leaver)) => {
                release(&mut standing, leaver);
            }
            (Content::Exclusion(excluded), _) => {
                for leaver in &excluded.officers {
                    release(&mut standing, *leaver);
                }
            }
            _ => {}
        }
    }
    standing
}

/// Who leaves a case leaves its tasks to those who go on with it.
fn release(standing: &mut [StandingTask], leaver: OfficerId) {
    let leaver = leaver.to_string();
    for one in standing {
        if one.task.officer == leaver {
            one.task.officer.clear();
        }
    }
}

impl TaskHalf {
    pub(crate) fn write(&self, out: &mut Out) {
        self.plan.write(out);
        out.several(self.after.as_slice(), |out, after| {
            out.0.extend_from_slice(after.as_bytes());
        });
    }

    pub(crate) fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            plan: TaskPlan::read(rest)?,
            after: rest.at_most_one(|rest| rest.array().map(ObjectId::from_bytes))?,
        })
    }
}

impl KnownTask {
    /// As it is shown where no note says what it is.
    fn unsealed(&self, entries: &[Entry<'_>]) -> StandingTask {
        let plan = self.plan;
        let mut note = entries.iter().filter(|entry| entry.object == self.noted_in);
        let due = plan.due.filter(|_| plan.has_a_day_of_the_calendar());
        StandingTask {
            task: Task {
                id: plan.task.to_string(),
                text: String::new(),
                due: due.map(|day| day.to_string()).unwrap_or_default(),
                officer: plan.officer.map(|one| one.to_string()).unwrap_or_default(),
                state: TaskState::Open,
            },
            noted_in: self.noted_in,
            by: note.next().map(|entry| entry.sender),
            listing: Listing::Unsealed,
        }
    }

    pub(crate) fn write(&self, out: &mut Out) {
        self.plan.write(out);
        out.0.extend_from_slice(self.noted_in.as_bytes());
    }

    pub(crate) fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            plan: TaskPlan::read(rest)?,
            noted_in: ObjectId::from_bytes(rest.array()?),
        })
    }
}

impl TaskPlan {
    /// Whether its day is one that a calendar shows. The desk keeps no other, since every holder's list has to.
    pub fn has_a_day_of_the_calendar(&self) -> bool {
        self.due
            .is_none_or(|due| (0..=LAST_DAY).contains(&due.number()))
    }

    fn write(&self, out: &mut Out) {
        out.0.extend_from_slice(self.task.as_bytes());
        out.several(self.due.as_slice(), |out, day| out.day(*day));
        out.several(self.officer.as_slice(), |out, officer| {
            out.0.extend_from_slice(officer.as_bytes());
        });
        out.byte(self.is_open.into());
    }

    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            task: ObjectId::from_bytes(rest.array()?),
            due: rest.at_most_one(In::day)?,
            officer: rest.at_most_one(|rest| rest.array().map(OfficerId::from_bytes))?,
            is_open: match rest.byte()? {
                0 => false,
                1 => true,
                _ => return Err(CaseBytesError),
            },
        })
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Task(hidden)")
    }
}

impl fmt::Debug for StandingTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StandingTask(hidden)")
    }
}

/// 31 December 9999.
const LAST_DAY: i32 = 2_932_896;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later_exclusion::LaterExclusion;
    use crate::note::Note;

    const ONE: OfficerId = OfficerId::from_bytes([1; 16]);
    const OTHER: OfficerId = OfficerId::from_bytes([2; 16]);

    fn task(id: u8, officer: Option<OfficerId>, text: &str) -> Task {
        Task {
            id: ObjectId::from_bytes([id; 16]).to_string(),
            text: text.to_owned(),
            due: "2026-12-05".to_owned(),
            officer: officer.map(|one| one.to_string()).unwrap_or_default(),
            state: TaskState::Open,
        }
    }

    fn entry(number: u8, sender: OfficerId, content: Content<'static>) -> Entry<'static> {
        Entry {
            on: Day::from_number(20_000),
            sender: Sender::Officer(sender),
            from: String::new(),
            object: ObjectId::from_bytes([number; 16]),
            content,
        }
    }

    #[test]
    fn a_task_stands_as_it_was_noted_last_and_whoever_leaves_does_none() {
        let noted = |number, task| entry(number, ONE, Content::Note(Note::Task(task)));
        let excluded = LaterExclusion {
            reason: "Why.".to_owned(),
            officers: BTreeSet::from([OTHER]),
        };
        let mut done = task(1, Some(ONE), "Called the clerk.");
        done.state = TaskState::Done;
        let mut entries = vec![
            noted(11, task(1, Some(ONE), "Call the clerk.")),
            noted(12, task(2, Some(OTHER), "Ask the bank.")),
            noted(13, done),
            entry(14, ONE, Content::Exclusion(excluded)),
        ];
        let standing = fold(&entries);
        let told: Vec<_> = standing
            .iter()
            .map(|one| (one.task.text.as_str(), one.noted_in.as_bytes()[0]))
            .collect();
        assert_eq!(told, [("Called the clerk.", 13), ("Ask the bank.", 12)]);
        let officers = |standing: &[StandingTask]| -> Vec<_> {
            let plans = standing.iter().map(|one| one.task.plan().unwrap());
            plans.map(|plan| plan.officer).collect()
        };
        assert_eq!(officers(&standing), [Some(ONE), None]);
        assert!(!standing[0].task.plan().unwrap().is_open);
        entries.push(entry(15, ONE, Content::Recusal("Conflict.".to_owned())));
        assert_eq!(officers(&fold(&entries)), [None, None]);
        // Who was let in again does what is given to them from then on.
        entries.push(noted(16, task(2, Some(ONE), "Ask the bank.")));
        assert_eq!(officers(&fold(&entries)), [None, Some(ONE)]);
    }

    #[test]
    fn a_task_without_a_text_or_with_another_day_is_none() {
        let good = task(1, None, "Call the clerk.");
        assert_eq!(good.check(), Ok(()));
        let due = good.plan().unwrap().due;
        assert_eq!(
            due.map(|day| day.to_string()).as_deref(),
            Some("2026-12-05")
        );
        let changed = |change: &dyn Fn(&mut Task)| {
            let mut task = good.clone();
            change(&mut task);
            task.check()
        };
        assert_eq!(changed(&|task| task.due.clear()), Ok(()));
        assert_eq!(
            changed(&|task| task.text = " ".to_owned()),
            Err(NoteFault::Empty)
        );
        let none = Err(NoteFault::NoTask);
        assert_eq!(changed(&|task| task.due = "soon".to_owned()), none);
        assert_eq!(changed(&|task| task.due = "1969-12-31".to_owned()), none);
        assert_eq!(changed(&|task| task.due = "9999-12-31".to_owned()), Ok(()));
        assert_eq!(changed(&|task| task.officer = "Sokha".to_owned()), none);
        assert_eq!(changed(&|task| task.id = "1".to_owned()), none);
        assert_eq!(changed(&|task| task.text = "a".repeat(2_001)), none);
        assert_eq!(format!("{good:?}"), "Task(hidden)");
    }
}
