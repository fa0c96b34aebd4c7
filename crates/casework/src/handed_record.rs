//! A coded record on its way from the officer's client to the desk, and how long it waits there (decision 0060).

use seal::{BodyId, Day};
use thiserror::Error;

use crate::case_file::CaseBytesError;
use crate::codebook_whole::Codebook;
use crate::coded_fault::CodedFault;
use crate::coded_field::{FieldCodes, RecordKind};
use crate::coded_record::{CodedRecord, RecordFile, hexadecimal};
use crate::coding::kind_of;
use crate::parts::{In, Out};
use crate::record_lists::{RecordLists, head_of};
use crate::release_period::ReleasePeriod;
use crate::settlement::Settlement;
use crate::weekday::Weekday;

/// What an officer's client hands in of a settlement: its record, and the keys of those in whose place it comes. No case, entry
/// or officer stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedRecord {
    /// A file of coded records with one row; nothing where an earlier record is only taken out.
    pub record: Option<String>,
    /// Keys of earlier records.
    pub replaces: Vec<[u8; 16]>,
}

/// A coded record whose codes are those of its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecord {
    /// Its random key.
    pub key: [u8; 16],
    /// As what it is counted.
    pub kind: RecordKind,
    /// The version of the codebook.
    pub codebook: u16,
    /// When.
    pub period: ReleasePeriod,
    /// Its codes in the order of the columns, parted by commas.
    pub codes: String,
}

/// What was handed in, and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedHandIn {
    /// The record; nothing where an earlier one is only taken out.
    pub record: Option<KeptRecord>,
    /// Keys of earlier records.
    pub replaces: Vec<[u8; 16]>,
}

/// Why a record is not taken.
#[derive(Debug, Error)]
pub enum HandedFault {
    /// It is not one record of this body and codebook.
    #[error(transparent)]
    Coded(#[from] CodedFault),
    /// It is neither one record nor one that is taken out.
    #[error("hand in one record, or the key of one to be taken out")]
    Number,
}

impl HandedRecord {
    /// Bytes of one on its way, at most.
    pub const MOST_BYTES: usize = 8_192;
    /// Earlier records that one replaces, at most.
    pub const MOST_REPLACED: usize = 16;

    /// What there is to hand in of a settlement; nothing where nothing of it is counted and nothing was.
    pub fn of(settlement: &Settlement, body: BodyId) -> Option<Self> {
        let kind = settlement.record_kind()?;
        let key = |key: &String| hexadecimal(key, 32).map(u128::to_be_bytes);
        let replaces = settlement.replaces.iter().filter_map(key);
        let replaces: Vec<_> = replaces.take(Self::MOST_REPLACED).collect();
        let cell = |field: &crate::coded_field::CodedField| match field.codes {
            FieldCodes::Token => settlement.token(),
            FieldCodes::List(_) | FieldCodes::Country | FieldCodes::Words(_) => {
                settlement.code(field.name).to_owned()
            }
        };
        let record = hexadecimal(&settlement.key, 32).map(|_| {
            let cells = kind.fields().iter().map(cell);
            let cells = [settlement.key.clone(), settlement.period.clone()]
                .into_iter()
                .chain(cells);
            let row = cells.collect::<Vec<_>>().join(",");
            let head = head_of(kind, settlement.codebook, body).join("\n");
            format!("{head}\n{row}\n")
        });
        (record.is_some() || !replaces.is_empty()).then_some(Self { record, replaces })
    }

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.several(self.record.as_slice(), |out, text| {
            out.part(text.as_bytes())
        });
        out.several(&self.replaces, |out, key| out.0.extend_from_slice(key));
        out.0
    }

    /// Reads what [`HandedRecord::to_bytes`] wrote. Nothing of it is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let text = |rest: &mut In<'_>| {
            let text = std::str::from_utf8(rest.part()?).map_err(|_| CaseBytesError)?;
            Ok(text.to_owned())
        };
        let read = Self {
            record: rest.at_most_one(text)?,
            replaces: rest.several(In::array)?,
        };
        if read.replaces.len() > Self::MOST_REPLACED {
            return Err(CaseBytesError);
        }
        rest.end(read)
    }

    /// Looks whether it is one record of this body, in codes of this codebook that are in use and of a period that has begun;
    /// or one that is only taken out.
    ///
    /// # Errors
    /// [`HandedFault`] names the field.
    pub fn check(
        &self,
        body: BodyId,
        book: &Codebook,
        today: Day,
    ) -> Result<CheckedHandIn, HandedFault> {
        let checked = |record| CheckedHandIn {
            record,
            replaces: self.replaces.clone(),
        };
        let Some(text) = &self.record else {
            return if self.replaces.is_empty() {
                Err(HandedFault::Number)
            } else {
                Ok(checked(None))
            };
        };
        let kind = text
            .lines()
            .nth(1)
            .and_then(|line| line.strip_prefix("kind "));
        let kind = kind_of(kind.unwrap_or_default()).ok_or_else(|| CodedFault::Head {
            line: 2,
            expected: "kind act".to_owned(),
        })?;
        let lists = RecordLists::of(kind, book);
        let mut file = RecordFile::begin(text.as_bytes(), &lists)?;
        if file.body != body {
            let body = file.body.to_string();
            return Err(CodedFault::OtherBody { body }.into());
        }
        let mut record = CodedRecord::empty();
        let has_one = file.next_record(&mut record)?;
        let (key, period) = (record.key.to_be_bytes(), record.period);
        if !has_one || file.next_record(&mut record)? || self.replaces.contains(&key) {
            return Err(HandedFault::Number);
        }
        if period.first_day() > today {
            return Err(CodedFault::Period {
                row: 1,
                period: period.to_string(),
                wanted: "period that has begun",
            }
            .into());
        }
        let row = text.lines().nth(5).unwrap_or_default();
        let kept = KeptRecord {
            key,
            kind,
            codebook: lists.version,
            period,
            codes: row.splitn(3, ',').nth(2).unwrap_or_default().to_owned(),
        };
        // One spelling only: what a reader of the file passes over, such as an empty line, is none of it.
        let one = std::slice::from_ref(&kept);
        if KeptRecord::file(kind, kept.codebook, body, one) != *text {
            return Err(HandedFault::Number);
        }
        Ok(checked(Some(kept)))
    }
}

impl KeptRecord {
    /// What stands for the person; nothing in records of other kinds.
    pub fn token(&self) -> Option<&str> {
        self.codes.split(',').nth(token_place(self.kind)?)
    }

    /// The same record with something else for the person.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        let Some(place) = token_place(self.kind) else {
            return self;
        };
        let mut cells: Vec<&str> = self.codes.split(',').collect();
        if let Some(cell) = cells.get_mut(place) {
            *cell = token;
        }
        let codes = cells.join(",");
        Self { codes, ..self }
    }

    /// The text of a file of records of one kind, in the order of their keys.
    pub fn file(kind: RecordKind, codebook: u16, body: BodyId, records: &[Self]) -> String {
        let mut sorted: Vec<&Self> = records.iter().collect();
        sorted.sort_by_key(|record| record.key);
        let mut text = head_of(kind, codebook, body).join("\n");
        text.push('\n');
        for record in sorted {
            let key = u128::from_be_bytes(record.key);
            // One that was kept before the last fields came has none of them.
            let has = record.codes.split(',').count();
            let lacks = ",".repeat(kind.fields().len().saturating_sub(has));
            text.push_str(&format!(
                "{key:032x},{},{}{lacks}\n",
                record.period, record.codes
            ));
        }
        text
    }
}

/// Where the token of the person stands among the codes.
fn token_place(kind: RecordKind) -> Option<usize> {
    let mut fields = kind.fields().iter();
    fields.position(|field| field.codes == FieldCodes::Token)
}

/// Whether what waits of a body goes into the table in this night: when many records do, so that none stands alone beside the
/// few cases that were worked on that day, and else once a week. Keys that only take records out make nothing due before:
/// whoever invents some would have one record alone in the table. `looked` is the day on which it was looked at last, in whose
/// week nothing is due again; where that is not known, Mondays are.
pub fn is_batch_due(records: u64, keys: u64, looked: Option<Day>, today: Day) -> bool {
    let week = |day: Day| (i64::from(day.number()) + DAYS_BEFORE_THURSDAY).div_euclid(7);
    let is_new_week = match looked {
        Some(looked) => week(looked) < week(today),
        None => Weekday::of(today) == Weekday::Monday,
    };
    records >= LEAST_BATCH || (is_new_week && (records > 0 || keys > 0))
}

/// Whether records of a kind and period wait on while others of the body go: `waiting` are how many of them there are. What became
/// of a case or of a request for protection is sealed, and that and on which day it was closed or went on is not; whoever sees both
/// would put them together in a week in which only one went on. They go once their period is over, when many of them do, or all
/// that there are 60 days later.
pub fn waits_for_others(kind: RecordKind, period: ReleasePeriod, waiting: u64, today: Day) -> bool {
    match kind {
        RecordKind::Case | RecordKind::Protection => {
            let last = period.last_day();
            today <= last || (waiting < LEAST_BATCH && today <= last.plus(DAYS_OF_FEW))
        }
        RecordKind::Act | RecordKind::Person | RecordKind::Proceeding => false,
    }
}

/// Days after the end of their period for which few records of cases and protection wait for more.
const DAYS_OF_FEW: i32 = 60;
/// Records that make a batch on any day.
const LEAST_BATCH: u64 = 20;
/// 1970-01-01 was a Thursday, and weeks begin on Mondays.
const DAYS_BEFORE_THURSDAY: i64 = 3;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codebook_text::{CODEBOOK_VERSION, CodebookText};
    use crate::coding::tests::coding;

    fn settlement() -> Settlement {
        let mut settlement = Settlement::default();
        settlement.kind = "act".to_owned();
        settlement.codebook = CODEBOOK_VERSION;
        settlement.period = "2026-Q4".to_owned();
        settlement.codes = coding("reported").codes.clone();
        settlement.key = "0f".repeat(16);
        settlement
    }

    fn book() -> Codebook {
        CodebookText::of_project().read().unwrap()
    }

    fn today() -> Day {
        "2026-11-29".parse().unwrap()
    }

    #[test]
    fn what_is_handed_in_has_a_key_a_period_and_codes_and_nothing_else() {
        let body = BodyId::from_bytes([7; 16]);
        let mut settled = settlement();
        settled.reason = "Both officers spoke to the village.".to_owned();
        settled.codings = vec!["coding".to_owned()];
        settled.replaces = vec!["ab".repeat(16)];
        let handed = HandedRecord::of(&settled, body).unwrap();
        assert_eq!(
            HandedRecord::from_bytes(&handed.to_bytes()).unwrap(),
            handed
        );
        let text = handed.record.clone().unwrap();
        let row = text.lines().last().unwrap();
        assert_eq!(
            row,
            "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f,2026-Q4,kh,threat.death,threatened,reported,individual,,\
             wb.citizen,,st.police,,,,,,no,unknown,,"
        );
        assert!(!text.contains("village") && !text.contains("coding"));
        let kept = handed.check(body, &book(), today()).unwrap();
        assert_eq!(kept.replaces, [[0xab; 16]]);
        let kept = kept.record.unwrap();
        assert_eq!(kept.key, [0x0f; 16]);
        let file = KeptRecord::file(kept.kind, kept.codebook, body, std::slice::from_ref(&kept));
        assert_eq!(file, text);
    }

    #[test]
    fn what_is_not_counted_any_more_is_only_taken_out() {
        let body = BodyId::from_bytes([7; 16]);
        let mut settled = settlement();
        settled.key = String::new();
        assert_eq!(HandedRecord::of(&settled, body), None);
        settled.replaces = vec!["ab".repeat(16)];
        let handed = HandedRecord::of(&settled, body).unwrap();
        let kept = handed.check(body, &book(), today()).unwrap();
        assert_eq!((kept.record, kept.replaces.len()), (None, 1));
        let nothing = HandedRecord {
            record: None,
            replaces: vec![],
        };
        assert!(nothing.check(body, &book(), today()).is_err());
    }

    #[test]
    fn another_body_another_code_a_sentence_and_a_period_to_come_are_refused() {
        let body = BodyId::from_bytes([7; 16]);
        let refused = |change: &dyn Fn(&mut Settlement)| {
            let mut settled = settlement();
            change(&mut settled);
            let handed = HandedRecord::of(&settled, body).unwrap();
            handed
                .check(body, &book(), today())
                .unwrap_err()
                .to_string()
        };
        let other = HandedRecord::of(&settlement(), BodyId::from_bytes([8; 16])).unwrap();
        assert!(other.check(body, &book(), today()).is_err());
        for (field, code, told) in [
            ("act", "threat.nobody", "act"),
            ("country", "", "country"),
            ("verification", "refuted", "verification"),
            ("perpetrator", "the mayor, of course", "fields"),
        ] {
            let said = refused(&|settled| {
                let mut codes = settled.codes.iter_mut();
                codes.find(|one| one.field == field).unwrap().code = code.to_owned();
            });
            assert!(said.contains(told), "{field}: {said}");
        }
        let said = refused(&|settled| settled.period = "2027-Q1".to_owned());
        assert!(said.contains("2027-Q1"), "{said}");
        assert!(!refused(&|settled| settled.period = "2026".to_owned()).is_empty());
        assert!(!refused(&|settled| settled.codebook += 1).is_empty());
        for (from, to) in [("\n0f0f", "\n\n0f0f"), (",,\n", ",,\r\n"), (",,\n", ",,")] {
            let mut other = HandedRecord::of(&settlement(), body).unwrap();
            other.record = other.record.map(|text| text.replacen(from, to, 1));
            assert!(
                other.check(body, &book(), today()).is_err(),
                "{from:?} {to:?}"
            );
        }
        let mut two = HandedRecord::of(&settlement(), body).unwrap();
        let text = two.record.take().unwrap();
        let row = text.lines().last().unwrap().replace("0f", "1f");
        two.record = Some(format!("{text}{row}\n"));
        assert!(two.check(body, &book(), today()).is_err());
    }

    #[test]
    fn only_a_record_of_a_person_has_a_token_and_all_else_of_it_stays() {
        let kept = |kind, codes: &str| KeptRecord {
            key: [1; 16],
            kind,
            codebook: CODEBOOK_VERSION,
            period: "2026".parse().unwrap(),
            codes: codes.to_owned(),
        };
        let person = kept(RecordKind::Person, "aa,killing,journalist,verified,public");
        assert_eq!(person.token(), Some("aa"));
        let other = person.with_token("bb");
        assert_eq!(other.codes, "bb,killing,journalist,verified,public");
        let case = kept(RecordKind::Case, "received,");
        assert_eq!(case.token(), None);
        assert_eq!(case.clone().with_token("bb"), case);
    }

    #[test]
    fn a_case_that_was_kept_before_promises_were_coded_has_a_row_as_long_as_the_others() {
        let body = BodyId::from_bytes([7; 16]);
        let kept = |key: u8, codes: &str| KeptRecord {
            key: [key; 16],
            kind: RecordKind::Case,
            codebook: CODEBOOK_VERSION,
            period: "2026".parse().unwrap(),
            codes: codes.to_owned(),
        };
        let records = [kept(1, "received,"), kept(2, "received,,kept,late")];
        let text = KeptRecord::file(RecordKind::Case, CODEBOOK_VERSION, body, &records);
        let lists = RecordLists::of(RecordKind::Case, &book());
        let mut file = RecordFile::begin(text.as_bytes(), &lists).unwrap();
        let mut record = CodedRecord::empty();
        for said in [None, Some("late")] {
            assert!(file.next_record(&mut record).unwrap());
            assert_eq!(lists.code(&record, "feedback"), said);
        }
        // A file that was made before is read as it is, and one that lacks more is not.
        let before = text.replace(",acknowledgement,feedback", "");
        let before = before.replace("received,,kept,late", "received,");
        let before = before.replace("received,,,", "received,");
        let mut file = RecordFile::begin(before.as_bytes(), &lists).unwrap();
        assert!(file.next_record(&mut record).unwrap());
        assert_eq!(lists.code(&record, "feedback"), None);
        let lacks = before.replace(",disposition", "");
        assert!(RecordFile::begin(lacks.as_bytes(), &lists).is_err());
    }

    #[test]
    fn a_person_has_another_token_in_another_year() {
        let mut settled = settlement();
        settled.person = "5e".repeat(16);
        settled.period = "2026".to_owned();
        let token = settled.token();
        assert_eq!(token.len(), 16);
        assert_eq!(token, settled.token());
        settled.period = "2027".to_owned();
        assert_ne!(token, settled.token());
    }

    #[test]
    fn few_records_wait_for_a_monday_and_many_for_one_night() {
        let monday: Day = "2026-11-30".parse().unwrap();
        for (records, keys, looked, day, due) in [
            (0, 0, Some(-1), 0, false),
            (1, 0, Some(-1), 0, true),
            (1, 0, Some(0), 1, false),
            (19, 0, Some(5), 6, false),
            (20, 0, Some(5), 6, true),
            (0, 0, Some(6), 7, false),
            (0, 1, Some(6), 7, true),
            // Keys of no record bring no other record in before its time.
            (1, 2_000, Some(0), 1, false),
            (19, 16, Some(5), 6, false),
            // A server that was off on a Monday does on the next day what was due, and not a week later.
            (1, 0, Some(-1), 1, true),
            (1, 0, Some(-9), 6, true),
            // At first it is not known how long a record waits.
            (1, 0, None, 0, true),
            (1, 0, None, 1, false),
        ] {
            let looked = looked.map(|day| monday.plus(day));
            assert_eq!(
                is_batch_due(records, keys, looked, monday.plus(day)),
                due,
                "{records} {keys} {looked:?} {day}"
            );
        }
    }

    #[test]
    fn what_became_of_a_case_waits_for_others_until_its_period_is_over() {
        let tuesday: Day = "2026-12-01".parse().unwrap();
        let next_monday = tuesday.plus(6);
        let year: ReleasePeriod = "2026".parse().unwrap();
        let quarter: ReleasePeriod = "2026-Q4".parse().unwrap();
        for (kind, period) in [(RecordKind::Case, year), (RecordKind::Protection, quarter)] {
            // One closing in a week, or many: the record of acts has the day of each.
            for waiting in [1, 400] {
                assert!(waits_for_others(kind, period, waiting, tuesday));
                assert!(waits_for_others(kind, period, waiting, next_monday));
                assert!(waits_for_others(kind, period, waiting, period.last_day()));
            }
            let over = period.last_day().plus(1);
            assert!(!waits_for_others(kind, period, 20, over));
            assert!(waits_for_others(kind, period, 19, over));
            assert!(waits_for_others(kind, period, 0, over.plus(59)));
            assert!(!waits_for_others(kind, period, 1, over.plus(60)));
        }
        for kind in [RecordKind::Act, RecordKind::Person, RecordKind::Proceeding] {
            assert!(!waits_for_others(kind, quarter, 1, next_monday));
        }
    }

    proptest! {
        #[test]
        fn bytes_that_are_no_record_are_refused_and_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(read) = HandedRecord::from_bytes(&bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }
}
