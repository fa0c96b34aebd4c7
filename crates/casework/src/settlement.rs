//! How something is coded in the end, once enough officers have coded it, and the record that is counted (decision 0060).

use std::fmt;

use seal::{BodyId, Day, Digest, Kind, Level, NoRandomness, OfficerId, OfficerKeys, random_bytes};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::RecordKind;
use crate::coded_together::not_counted;
use crate::coding::{ChosenCode, CodingFault, CodingSubject, code_in, kind_of};
use crate::note::{Note, SealedNote};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;
use crate::settlement_rules::WhoAgreed;

/// A settlement, as it lies inside an officer's note. It alone knows that the record with this key is of this case.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// What is coded.
    pub subject: CodingSubject,
    /// As what: the word of a [`RecordKind`].
    pub kind: String,
    /// The version of the codebook whose codes it uses.
    pub codebook: u16,
    /// When it is counted, as [`ReleasePeriod`](crate::ReleasePeriod) writes it.
    pub period: String,
    /// A code for each field.
    pub codes: Vec<ChosenCode>,
    /// The numbers of the codings that it rests on.
    pub codings: Vec<String>,
    /// Why these codes hold where the codings disagree or none of them says so, one reason for all of them; empty where nothing was
    /// chosen. Settlements of before have one only for fields that take two.
    #[serde(default)]
    pub reason: String,
    /// The key of its record, of 32 hexadecimal digits; empty where nothing of it is counted.
    #[serde(default)]
    pub key: String,
    /// The keys of all earlier records in whose place it comes, whether or not another settlement named them before.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// What stands for the person, of 32 hexadecimal digits, in sealed notes and nowhere else; empty unless a person is
    /// counted.
    #[serde(default)]
    pub person: String,
}

/// What an officer wants to settle.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SettlementPlan {
    /// What is coded.
    pub subject: CodingSubject,
    /// As what.
    pub kind: String,
    /// When it is counted.
    pub period: String,
    /// A code for each field.
    pub codes: Vec<ChosenCode>,
    /// Why; may be empty.
    pub reason: String,
    /// The mark of a person who is counted already; empty for one who is not.
    pub person: String,
    /// Whether nothing of it is counted, whatever its codes say: for a proceeding that is not there, or that is counted in
    /// another case; or for a person who agrees to it no more.
    #[serde(default)]
    pub uncounted: bool,
}

/// Why something is not settled.
#[derive(Debug, Error)]
pub enum SettlementFault {
    /// Something is missing or against the rules.
    #[error("it cannot be settled: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Coding(Vec<CodingFault>),
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingFault),
}

impl Settlement {
    /// As what it is counted; nothing where that is none.
    pub fn record_kind(&self) -> Option<RecordKind> {
        kind_of(&self.kind)
    }

    /// The code of a field; empty where it has none.
    pub fn code(&self, field: &str) -> &str {
        code_in(&self.codes, field)
    }

    /// Sixteen hexadecimal digits that stand for the person within one year: whoever knows those of two years does not see
    /// that they are one person.
    pub fn token(&self) -> String {
        let text = format!("tabir/v1/person-token {} {}", self.person, self.period);
        let digest = Digest::of(text.as_bytes()).to_string();
        digest.chars().take(16).collect()
    }
}

impl SettlementPlan {
    /// Whether something of it is counted.
    pub fn is_counted(&self, kind: RecordKind) -> bool {
        !self.uncounted && not_counted(kind, |field| code_in(&self.codes, field)).is_none()
    }
}

impl OpenCase<'_> {
    /// Settles how something is coded, and draws the key of its record. What is not counted, such as what was refuted, has
    /// none, and takes an earlier record out.
    ///
    /// # Errors
    /// [`SettlementFault`].
    pub fn settle(
        &self,
        plan: &SettlementPlan,
        today: Day,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedNote, SettlementFault> {
        let refuse = |fault| Err(SettlementFault::Coding(vec![fault]));
        let entries = self.entries();
        let subjects = self.coded(&entries);
        let mut places = subjects.iter();
        let place = places.find(|known| known.subject == plan.subject);
        let mut kinds = place.into_iter().flat_map(|known| &known.kinds);
        let Some(coded) = kinds.find(|known| known.kind.word() == plan.kind) else {
            return refuse(CodingFault::Subject);
        };
        let body = self.receiver();
        if self.body_of(keys.officer) != Some(body) {
            return refuse(CodingFault::OtherBody);
        }
        let agreed = WhoAgreed {
            coded: &subjects,
            consents: &self.consents(&entries),
            body,
        };
        let faults = coded.against_in(plan, today, agreed);
        if !faults.is_empty() {
            return Err(SettlementFault::Coding(faults));
        }
        let mut settlement = Settlement::default();
        settlement.subject = plan.subject.clone();
        settlement.kind = plan.kind.clone();
        settlement.codebook = CODEBOOK_VERSION;
        settlement.period = plan.period.clone();
        settlement.codes = plan.codes.clone();
        let latest = coded.latest();
        settlement.codings = latest.iter().map(|note| note.object.to_string()).collect();
        settlement.reason = plan.reason.trim().to_owned();
        settlement.replaces = coded.known_keys();
        if plan.is_counted(coded.kind) {
            settlement.key = draw_mark()?;
            if coded.kind == RecordKind::Person {
                settlement.person = plan.person.clone();
                if settlement.person.is_empty() {
                    settlement.person = draw_mark()?;
                }
            }
        }
        let note = Note::Settlement(Box::new(settlement));
        let sealed = OfficerChain::of(self, keys, level)?.seal(Kind::Note, &note)?;
        Ok(SealedNote {
            note: sealed,
            card: None,
            priority: None,
            task: None,
        })
    }

    /// The body of an officer, as the newest roster that knows them says.
    pub fn body_of(&self, officer: OfficerId) -> Option<BodyId> {
        let mut rosters = self.trust().rosters().iter();
        rosters.find_map(|roster| Some(roster.officer(officer)?.body))
    }
}

fn draw_mark() -> Result<String, NoRandomness> {
    Ok(format!("{:032x}", u128::from_be_bytes(random_bytes()?)))
}

macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        })+
    };
}

hidden!(Settlement, SettlementPlan);
