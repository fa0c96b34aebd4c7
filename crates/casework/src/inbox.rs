use seal::{CaseId, Day};

use crate::case_file::{CaseBytesError, Priority};
use crate::docket::SealedDocket;
use crate::parts::{In, Out};
use crate::protection_status::ProtectionStatus;
use crate::stage::CaseStage;
use crate::status::CaseStatus;

/// Rows that the desk hands out at once.
///
/// ```
/// // A row with its docket, its list of days due, a status and the lengths before them.
/// let row = 16 + 1 + 1 + 1 + 4 + 4 + (4 + 4) + (4 + 1) + 1 + 1 + (4 + 4 + casework::SealedDocket::BYTES);
/// assert!(casework::INBOX_ROWS * row <= 64 * 1_000);
/// ```
pub const INBOX_ROWS: usize = 100;

/// How far an officer's cases are counted: counting all of very many costs more than showing a page of them.
pub const COUNTED_CASES: u32 = 10_000;

/// Cases whose cards are asked for at once, at most.
pub const CARDS_AT_ONCE: usize = 50;

/// A case in an officer's inbox, as the desk knows it without opening anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// The case.
    pub case: CaseId,
    /// Where it stands, as the reporter is told.
    pub status: CaseStatus,
    /// Where the work stands.
    pub stage: CaseStage,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When the last thing was added to it.
    pub last_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
    /// The most pressing of its requests for protection, where one waits or somebody is protected.
    pub protection: Option<ProtectionStatus>,
    /// Whether the reporter asks for a review, and nobody has answered or taken the case up again.
    pub asks_review: bool,
    /// Whether fewer than [`LIVE_HOLDERS`](crate::LIVE_HOLDERS) officers on duty hold it.
    pub has_few_holders: bool,
    /// What the officer's client noted of it. Nothing here was checked: the client made it, and the
    /// client sees whether it did.
    pub docket: Option<Vec<u8>>,
}

/// The place of a case in an inbox, which is ordered by day of arrival, newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboxPlace {
    /// When the case arrived.
    pub received_on: Day,
    /// The case.
    pub case: CaseId,
}

/// A page of an officer's inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxPage {
    /// How many cases there are in all, counted up to [`COUNTED_CASES`]; one more than that where there are more. The first
    /// page says it.
    pub total: Option<u32>,
    /// The rows.
    pub rows: Vec<InboxRow>,
    /// Behind which the next page begins, where there is one.
    pub next: Option<InboxPlace>,
}

impl InboxPage {
    /// Writes the page, as the web desk sends it to the officer's client.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.several(self.total.as_slice(), |out, total| {
            out.0.extend_from_slice(&total.to_be_bytes());
        });
        out.several(&self.rows, |out, row| row.write(out));
        out.several(self.next.as_slice(), |out, place| {
            out.day(place.received_on);
            out.0.extend_from_slice(place.case.as_bytes());
        });
        out.0
    }

    /// Reads what [`InboxPage::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let page = Self {
            total: rest.at_most_one(|rest| rest.array().map(u32::from_be_bytes))?,
            rows: rest.several(InboxRow::read)?,
            next: rest.at_most_one(|rest| {
                Ok(InboxPlace {
                    received_on: rest.day()?,
                    case: CaseId::from_bytes(rest.array()?),
                })
            })?,
        };
        rest.end(page)
    }
}

impl InboxRow {
    pub(crate) fn write(&self, out: &mut Out) {
        out.0.extend_from_slice(self.case.as_bytes());
        out.byte(self.status.code());
        out.byte(self.stage.code());
        out.byte(self.priority.code());
        out.day(self.received_on);
        out.day(self.last_on);
        out.several(self.due_on.as_slice(), |out, day| out.day(*day));
        out.several(self.protection.as_slice(), |out, one| out.byte(one.code()));
        out.byte(self.asks_review.into());
        out.byte(self.has_few_holders.into());
        out.several(self.docket.as_slice(), |out, docket| out.part(docket));
    }

    pub(crate) fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            case: CaseId::from_bytes(rest.array()?),
            status: CaseStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            stage: CaseStage::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            priority: Priority::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            received_on: rest.day()?,
            last_on: rest.day()?,
            due_on: rest.at_most_one(In::day)?,
            protection: rest.at_most_one(|rest| {
                ProtectionStatus::from_code(rest.byte()?).ok_or(CaseBytesError)
            })?,
            asks_review: flag(rest)?,
            has_few_holders: flag(rest)?,
            docket: rest.at_most_one(|rest| rest.part().map(<[u8]>::to_vec))?,
        })
    }
}

fn flag(rest: &mut In<'_>) -> Result<bool, CaseBytesError> {
    match rest.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CaseBytesError),
    }
}

/// Writes the ids of cases whose cards are asked for.
pub fn case_ids_to_bytes(cases: &[CaseId]) -> Vec<u8> {
    cases.iter().flat_map(|case| *case.as_bytes()).collect()
}

/// Reads what [`case_ids_to_bytes`] wrote.
///
/// # Errors
/// [`CaseBytesError`], also for more than [`CARDS_AT_ONCE`].
pub fn case_ids_from_bytes(bytes: &[u8]) -> Result<Vec<CaseId>, CaseBytesError> {
    let (ids, []) = bytes.as_chunks() else {
        return Err(CaseBytesError);
    };
    if ids.len() > CARDS_AT_ONCE {
        return Err(CaseBytesError);
    }
    Ok(ids.iter().copied().map(CaseId::from_bytes).collect())
}

const _: () = assert!(CARDS_AT_ONCE <= SealedDocket::MOST);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_is_written_and_nothing_else_is() {
        let row = |docket| InboxRow {
            case: CaseId::draw().unwrap(),
            status: CaseStatus::Answered,
            stage: CaseStage::Investigation,
            priority: Priority::High,
            received_on: Day::from_number(20_000),
            last_on: Day::from_number(20_001),
            due_on: Some(Day::from_number(20_002)),
            protection: Some(ProtectionStatus::Submitted),
            asks_review: true,
            has_few_holders: false,
            docket,
        };
        let page = InboxPage {
            total: Some(100_000),
            rows: vec![row(None), row(Some(vec![7; SealedDocket::BYTES]))],
            next: Some(InboxPlace {
                received_on: Day::from_number(20_000),
                case: CaseId::draw().unwrap(),
            }),
        };
        let bytes = page.to_bytes();
        assert_eq!(InboxPage::from_bytes(&bytes), Ok(page));
        for end in 0..bytes.len() {
            assert!(InboxPage::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        assert!(InboxPage::from_bytes(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn cards_are_asked_for_by_whole_ids_and_fifty_at_once() {
        let cases = [CaseId::draw().unwrap(), CaseId::draw().unwrap()];
        let bytes = case_ids_to_bytes(&cases);
        assert_eq!(case_ids_from_bytes(&bytes), Ok(cases.to_vec()));
        assert!(case_ids_from_bytes(&bytes[1..]).is_err());
        assert!(case_ids_from_bytes(&[0; 16 * 51]).is_err());
    }
}
