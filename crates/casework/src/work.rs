use std::fmt;
use std::str::FromStr;

use seal::{CaseId, Day, ObjectId};
use thiserror::Error;

use crate::case_file::CaseBytesError;
use crate::decision::DecisionKind;
use crate::inbox::{InboxPlace, InboxRow};
use crate::parts::{In, Out};
use crate::vault_custody::AskedNames;

/// Rows of a work list that the desk hands out at once.
pub const WORK_ROWS: usize = 100;

/// Something that waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkItem {
    /// By which day; nothing where there is none.
    pub due: Due,
    /// What.
    pub what: Work,
    /// In which case.
    pub case: CaseId,
}

/// When something is due. What two officers decide and what custodians are asked comes before everything with a day,
/// and what has no day comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// As soon as somebody looks.
    Now,
    /// By this day.
    By(Day),
    /// On no day.
    Never,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Another officer's proposal waits for this officer's vote; that a case be forgotten waits from its day on.
    Decide(DecisionKind),
    /// The reporter asks for a review, and nobody has answered or taken the case up again.
    Review,
    /// An officer asks this custodian for the share of a name. The custodian holds nothing of the case.
    Vault(ObjectId),
    /// The reporter was promised to hear that the report was read.
    Acknowledge,
    /// The reporter was promised to hear what was done.
    Feedback,
    /// Somebody who asked for protection was promised to hear what was decided.
    Protect(ObjectId),
    /// Running measures of protection are to be looked at again.
    Reassess(ObjectId),
    /// A request for protection that was decided on keeps its case, and no measures run that are looked at again: it is
    /// to be ended, or brought further.
    Unfinished(ObjectId),
    /// Another body was asked to answer a referral by a day.
    Referral(ObjectId),
    /// A task of this officer.
    OwnTask(ObjectId),
    /// A task that nobody does yet.
    FreeTask(ObjectId),
    /// The time for which the closed case is kept is over: two officers decide whether it is deleted.
    Retention,
}

/// Where the next page of a work list begins: behind the last that was handed out of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkPlace {
    /// The case of the last proposal that may be decided at once.
    pub decide: Option<CaseId>,
    /// The last case in which a review waits, by the day on which it was asked for.
    pub review: Option<NoticePlace>,
    /// The last case that is proposed to be forgotten, by the day of the proposal.
    pub forget: Option<NoticePlace>,
    /// The last case to be acknowledged.
    pub acknowledge: Option<InboxPlace>,
    /// The last case with feedback due.
    pub feedback: Option<InboxPlace>,
    /// The last request for protection that nobody decided on, by the day on which it came.
    pub protect: Option<TaskPlace>,
    /// The last request whose measures are looked at again, by that day.
    pub reassess: Option<TaskPlace>,
    /// The last request that keeps its case and has no such day, by the day on which it came.
    pub unfinished: Option<TaskPlace>,
    /// The last referral that another body has not answered, by the day for which it was asked to.
    pub referral: Option<TaskPlace>,
    /// The last task of the officer.
    pub own: Option<TaskPlace>,
    /// The last task of nobody.
    pub free: Option<TaskPlace>,
    /// The last case that is kept no longer, by the day on which it was closed.
    pub retention: Option<RetentionPlace>,
}

/// The place of a task among those of one officer, or of a request for protection or a referral among
/// those of the officer's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskPlace {
    /// The day by which rows are ordered.
    pub due_on: Day,
    /// The case.
    pub case: CaseId,
    /// The task, the request or the referral.
    pub task: ObjectId,
}

/// The place of a case among those of an officer that are to be forgotten, or in which a review waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticePlace {
    /// The day on which that was proposed or asked for.
    pub since: Day,
    /// The case.
    pub case: CaseId,
}

/// The place of a closed case among those of an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RetentionPlace {
    /// The day on which it was closed for the first time.
    pub closed_on: Day,
    /// The case.
    pub case: CaseId,
}

/// A page of an officer's work list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkPage {
    /// What waits, the first to be due first.
    pub items: Vec<WorkItem>,
    /// The cases that it is about, as the inbox has them; none for those of which only a share is kept.
    pub rows: Vec<InboxRow>,
    /// How many requests for names wait for this custodian besides those that the first page lists.
    pub more_vaults: u32,
    /// Where the next page begins, where there is one.
    pub next: Option<WorkPlace>,
}

/// The text is no place in a work list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no place in a work list")]
pub struct UnknownWorkPlace;

impl WorkPage {
    /// Adds what a custodian is asked, behind what two officers decide and before everything with a day.
    pub fn put_asked(&mut self, asked: &AskedNames) {
        let at = self.items.partition_point(|item| item.due == Due::Now);
        let asked_items = asked.asked.iter().map(|(case, request)| WorkItem {
            due: Due::Now,
            what: Work::Vault(*request),
            case: *case,
        });
        self.items.splice(at..at, asked_items);
        self.more_vaults = asked.more;
    }

    /// Writes the page, as the web desk sends it to the officer's client.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.several(&self.items, |out, item| item.write(out));
        out.several(&self.rows, |out, row| row.write(out));
        out.0.extend_from_slice(&self.more_vaults.to_be_bytes());
        out.part(
            self.next
                .map(|next| next.to_string())
                .unwrap_or_default()
                .as_bytes(),
        );
        out.0
    }

    /// Reads what [`WorkPage::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let page = Self {
            items: rest.several(WorkItem::read)?,
            rows: rest.several(InboxRow::read)?,
            more_vaults: u32::from_be_bytes(rest.array()?),
            next: match rest.part()? {
                [] => None,
                next => {
                    let next = std::str::from_utf8(next).map_err(|_| CaseBytesError)?;
                    let place: WorkPlace = next.parse().map_err(|_| CaseBytesError)?;
                    // One spelling only.
                    Some(place)
                        .filter(|place| place.to_string() == next)
                        .map(Some)
                        .ok_or(CaseBytesError)?
                }
            },
        };
        rest.end(page)
    }
}

impl WorkItem {
    fn write(&self, out: &mut Out) {
        match self.due {
            Due::Now => out.byte(NOW),
            Due::By(day) => {
                out.byte(BY);
                out.day(day);
            }
            Due::Never => out.byte(NEVER),
        }
        match self.what {
            Work::Decide(kind) => {
                out.byte(DECIDE);
                out.byte(kind.code());
            }
            Work::Vault(request) => {
                out.byte(VAULT);
                out.0.extend_from_slice(request.as_bytes());
            }
            Work::Review => out.byte(REVIEW),
            Work::Acknowledge => out.byte(ACKNOWLEDGE),
            Work::Feedback => out.byte(FEEDBACK),
            Work::Protect(request) => {
                out.byte(PROTECT);
                out.0.extend_from_slice(request.as_bytes());
            }
            Work::Reassess(request) => {
                out.byte(REASSESS);
                out.0.extend_from_slice(request.as_bytes());
            }
            Work::Unfinished(request) => {
                out.byte(UNFINISHED);
                out.0.extend_from_slice(request.as_bytes());
            }
            Work::Referral(referral) => {
                out.byte(REFERRAL);
                out.0.extend_from_slice(referral.as_bytes());
            }
            Work::OwnTask(task) => {
                out.byte(OWN_TASK);
                out.0.extend_from_slice(task.as_bytes());
            }
            Work::FreeTask(task) => {
                out.byte(FREE_TASK);
                out.0.extend_from_slice(task.as_bytes());
            }
            Work::Retention => out.byte(RETENTION),
        }
        out.0.extend_from_slice(self.case.as_bytes());
    }

    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            due: match rest.byte()? {
                NOW => Due::Now,
                BY => Due::By(rest.day()?),
                NEVER => Due::Never,
                _ => return Err(CaseBytesError),
            },
            what: match rest.byte()? {
                DECIDE => {
                    Work::Decide(DecisionKind::from_code(rest.byte()?).ok_or(CaseBytesError)?)
                }
                REVIEW => Work::Review,
                ACKNOWLEDGE => Work::Acknowledge,
                FEEDBACK => Work::Feedback,
                PROTECT => Work::Protect(ObjectId::from_bytes(rest.array()?)),
                REASSESS => Work::Reassess(ObjectId::from_bytes(rest.array()?)),
                VAULT => Work::Vault(ObjectId::from_bytes(rest.array()?)),
                UNFINISHED => Work::Unfinished(ObjectId::from_bytes(rest.array()?)),
                REFERRAL => Work::Referral(ObjectId::from_bytes(rest.array()?)),
                OWN_TASK => Work::OwnTask(ObjectId::from_bytes(rest.array()?)),
                FREE_TASK => Work::FreeTask(ObjectId::from_bytes(rest.array()?)),
                RETENTION => Work::Retention,
                _ => return Err(CaseBytesError),
            },
            case: CaseId::from_bytes(rest.array()?),
        })
    }
}

/// As it stands in an address: twelve places, each empty where nothing of its kind was handed out.
impl fmt::Display for WorkPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_case = |place: InboxPlace| format!("{}_{}", place.received_on.number(), place.case);
        let of_notice = |NoticePlace { since, case }| format!("{}_{case}", since.number());
        let of_task =
            |place: TaskPlace| format!("{}_{}_{}", place.due_on.number(), place.case, place.task);
        let places = [
            self.decide.map(|case| case.to_string()),
            self.review.map(of_notice),
            self.forget.map(of_notice),
            self.acknowledge.map(of_case),
            self.feedback.map(of_case),
            self.protect.map(of_task),
            self.reassess.map(of_task),
            self.unfinished.map(of_task),
            self.referral.map(of_task),
            self.own.map(of_task),
            self.free.map(of_task),
            self.retention
                .map(|RetentionPlace { closed_on, case }| format!("{}_{case}", closed_on.number())),
        ];
        f.write_str(&places.map(Option::unwrap_or_default).join("~"))
    }
}

impl FromStr for WorkPlace {
    type Err = UnknownWorkPlace;

    fn from_str(text: &str) -> Result<Self, UnknownWorkPlace> {
        let mut places = text.split('~');
        let mut next = || places.next().ok_or(UnknownWorkPlace);
        let place = Self {
            decide: optional(next()?, |text| text.parse().ok())?,
            review: optional(next()?, notice_place)?,
            forget: optional(next()?, notice_place)?,
            acknowledge: optional(next()?, case_place)?,
            feedback: optional(next()?, case_place)?,
            protect: optional(next()?, task_place)?,
            reassess: optional(next()?, task_place)?,
            unfinished: optional(next()?, task_place)?,
            referral: optional(next()?, task_place)?,
            own: optional(next()?, task_place)?,
            free: optional(next()?, task_place)?,
            retention: optional(next()?, retention_place)?,
        };
        places.next().map_or(Ok(place), |_| Err(UnknownWorkPlace))
    }
}

fn optional<T>(
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, UnknownWorkPlace> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or(UnknownWorkPlace)
}

fn case_place(text: &str) -> Option<InboxPlace> {
    let (day, case) = text.split_once('_')?;
    Some(InboxPlace {
        received_on: Day::from_number(day.parse().ok()?),
        case: case.parse().ok()?,
    })
}

fn retention_place(text: &str) -> Option<RetentionPlace> {
    let InboxPlace { received_on, case } = case_place(text)?;
    let closed_on = received_on;
    Some(RetentionPlace { closed_on, case })
}

fn notice_place(text: &str) -> Option<NoticePlace> {
    let InboxPlace { received_on, case } = case_place(text)?;
    let since = received_on;
    Some(NoticePlace { since, case })
}

fn task_place(text: &str) -> Option<TaskPlace> {
    let (day, rest) = text.split_once('_')?;
    let (case, task) = rest.split_once('_')?;
    Some(TaskPlace {
        due_on: Day::from_number(day.parse().ok()?),
        case: case.parse().ok()?,
        task: task.parse().ok()?,
    })
}

const NOW: u8 = 0;
const BY: u8 = 1;
const NEVER: u8 = 2;
const DECIDE: u8 = 0;
const ACKNOWLEDGE: u8 = 1;
const FEEDBACK: u8 = 2;
const OWN_TASK: u8 = 3;
const FREE_TASK: u8 = 4;
const PROTECT: u8 = 5;
const REASSESS: u8 = 6;
const REFERRAL: u8 = 7;
const RETENTION: u8 = 8;
const VAULT: u8 = 9;
const UNFINISHED: u8 = 10;
const REVIEW: u8 = 11;

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> WorkPage {
        let (case, task) = (CaseId::draw().unwrap(), ObjectId::draw().unwrap());
        let day = Day::from_number(20_000);
        let kinds = [
            (Due::Now, Work::Decide(DecisionKind::Close)),
            (Due::Now, Work::Review),
            (Due::Now, Work::Vault(task)),
            (Due::By(day), Work::Acknowledge),
            (Due::By(day), Work::Feedback),
            (Due::By(day), Work::Protect(task)),
            (Due::By(day), Work::Reassess(task)),
            (Due::By(day), Work::Decide(DecisionKind::Forget)),
            (Due::By(day), Work::Referral(task)),
            (Due::By(day), Work::OwnTask(task)),
            (Due::Never, Work::Unfinished(task)),
            (Due::Never, Work::FreeTask(task)),
            (Due::Never, Work::Retention),
        ];
        let place = InboxPlace {
            received_on: day,
            case,
        };
        WorkPage {
            items: kinds
                .map(|(due, what)| WorkItem { due, what, case })
                .to_vec(),
            rows: vec![],
            more_vaults: 7,
            next: Some(WorkPlace {
                decide: Some(case),
                review: None,
                forget: Some(NoticePlace { since: day, case }),
                acknowledge: None,
                feedback: Some(place),
                protect: None,
                reassess: None,
                unfinished: None,
                referral: None,
                own: Some(TaskPlace {
                    due_on: Day::from_number(-3),
                    case,
                    task,
                }),
                free: None,
                retention: Some(RetentionPlace {
                    closed_on: day,
                    case,
                }),
            }),
        }
    }

    #[test]
    fn a_page_of_work_is_read_as_it_is_written_and_nothing_else_is() {
        let page = page();
        assert!(page.items.is_sorted_by_key(|item| item.due));
        let bytes = page.to_bytes();
        assert_eq!(WorkPage::from_bytes(&bytes), Ok(page));
        for end in 0..bytes.len() {
            assert!(WorkPage::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        assert!(WorkPage::from_bytes(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn what_a_custodian_is_asked_stands_behind_what_two_decide_and_before_every_day() {
        let mut page = page();
        page.items
            .retain(|item| !matches!(item.what, Work::Vault(_)));
        let asked = AskedNames {
            asked: [1, 2]
                .map(|_| (CaseId::draw().unwrap(), ObjectId::draw().unwrap()))
                .to_vec(),
            more: 90,
        };
        page.put_asked(&asked);
        assert!(page.items.is_sorted_by_key(|item| item.due));
        let first: Vec<_> = page.items[..4].iter().map(|item| item.what).collect();
        let [(_, one), (_, other)] = asked.asked[..] else {
            panic!("two")
        };
        let decide = Work::Decide(DecisionKind::Close);
        assert_eq!(
            first,
            [decide, Work::Review, Work::Vault(one), Work::Vault(other)]
        );
        assert_eq!(page.more_vaults, 90);
    }

    #[test]
    fn a_place_in_a_work_list_is_read_as_it_is_written() {
        let place = page().next.unwrap();
        let text = place.to_string();
        assert_eq!(text.parse(), Ok(place));
        assert_eq!("~~~~~~~~~~~".parse(), Ok(WorkPlace::default()));
        for wrong in [
            "",
            "~~~~~~~~~~",
            "~~~~~~~~~~~~",
            "x~~~~~~~~~~~",
            "~7~~~~~~~~~~",
            "~~7~~~~~~~~~",
            "~~~7~~~~~~~~",
            "~~~~~7_~~~~~~",
            "~~~~~~~~~~~7",
            &text[1..],
        ] {
            assert_eq!(wrong.parse::<WorkPlace>(), Err(UnknownWorkPlace), "{wrong}");
        }
    }
}
