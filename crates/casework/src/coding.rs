//! One officer's coding of what was logged in a case: codes by field, who it is known from, and how far it is verified
//! (decision 0060).

use std::fmt;

use seal::{OfficerId, Sender};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::{CodedField, FieldCodes, RecordKind};
use crate::incident::Incident;
use crate::proceeding_entry::StandingProceeding;
use crate::protections::Protection;

/// A coding, as it lies inside an officer's note. The server sees that something was noted.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// What is coded.
    pub subject: CodingSubject,
    /// As what: the word of a [`RecordKind`].
    pub kind: String,
    /// The version of the codebook whose codes it uses.
    pub codebook: u16,
    /// A code for each field; fields that are not named stay empty.
    pub codes: Vec<ChosenCode>,
    /// From whom it is known.
    #[serde(default)]
    pub sources: Vec<CodingSource>,
    /// Whether whoever verified it is independent of the parties: `yes`, `no` or `unknown`.
    pub independent: String,
}

/// What is coded: a part of something that was logged in the case.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Zeroize,
    ZeroizeOnDrop,
)]
#[serde(deny_unknown_fields)]
pub struct CodingSubject {
    /// The id of the officer who logged it; empty for the reporter.
    #[serde(default)]
    pub sender: String,
    /// Its number among what its sender sent.
    pub number: u32,
    /// Which of its acts, from 0.
    pub part: u16,
}

/// The code of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ChosenCode {
    /// The name of the field.
    pub field: String,
    /// The code.
    pub code: String,
}

/// A source, by what it has to do with the matter and how reliable it is. Who it is stands nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct CodingSource {
    /// A code of the list `source_connection`.
    pub connection: String,
    /// A code of the list `source_reliability`.
    pub reliability: String,
}

/// Why a coding is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodingFault {
    /// Nothing that is logged in a case is counted as this.
    #[error(
        "kind: `{0}` is nothing that an entry of a case is coded as; take act, person or proceeding"
    )]
    Kind(String),
    /// It was begun with another version of the codebook.
    #[error(
        "codebook: the coding is of version {found} and this program has {CODEBOOK_VERSION}; begin it anew"
    )]
    Codebook {
        /// The version of the coding.
        found: u16,
    },
    /// The case has no such entry, or the entry no such part.
    #[error("subject: there is nothing in the case that this codes; open the case anew")]
    Subject,
    /// The kind does not have this field, or it is named twice.
    #[error("{0}: there is no such field, or it is named twice; begin the coding anew")]
    Field(String),
    /// A field that every record has is empty.
    #[error("{0}: choose a code; where nobody knows, choose unknown")]
    Missing(&'static str),
    /// Something stands in a field that is no code of it.
    #[error("{field}: `{code}` is no code; choose one of the list")]
    Code {
        /// The field.
        field: String,
        /// What stands there.
        code: String,
    },
    /// More sources than one coding names.
    #[error(
        "sources: name {} at most, the most reliable ones",
        Coding::MOST_SOURCES
    )]
    ManySources,
    /// What is said of the verification needs sources that are not named.
    #[error(
        "sources: `{0}` rests on sources; name them, two for `corroborated` or one record of a court or body"
    )]
    FewSources(String),
    /// It is not said whether who verified it is independent.
    #[error("independent: say yes, no or unknown")]
    Independence,
    /// Verified by a party.
    #[error(
        "verification: verified means by somebody independent of the parties; say who is, or choose another status"
    )]
    NotIndependent,
    /// What stands for the person is none, or stands where nobody is counted.
    #[error("person: a mark has 32 hexadecimal digits, and only persons have one")]
    Person,
    /// Only one officer has coded it.
    #[error("a second officer has still to code it, before anybody settles it")]
    NeedsSecond,
    /// Two who agree are overruled.
    #[error("{0}: the codings agree, and the settlement says something else; code it anew first")]
    AgainstBoth(&'static str),
    /// The codings disagree, or it is settled otherwise than it was coded, and it is not said why.
    #[error(
        "{0}: the codings disagree, or something else is settled; say why, once for the whole settlement"
    )]
    NoReason(&'static str),
    /// One officer alone says that it is verified.
    #[error(
        "verification: verified needs two officers who say so; settle it lower, or code it anew"
    )]
    NotVerifiedByTwo,
    /// One officer's coding would say whether a proceeding is a SLAPP.
    #[error(
        "slapp: what is settled is what two officers hold of the proceeding, here `{0}`; choose that, or assess it first"
    )]
    AgainstVerdict(String),
    /// Something that has a verification is to be counted nowhere without one that says so.
    #[error(
        "uncounted: settle the verification as refuted or duplicate; only a proceeding, and a person whose consent was withdrawn, is left out otherwise"
    )]
    Uncounted,
    /// The case says something else than is to be settled.
    #[error("{0}: the case says something else; open it anew")]
    OtherThanFound(&'static str),
    /// It is not said why nothing of it is counted.
    #[error("reason: say why nothing of it is counted")]
    NotCountedWhy,
    /// The period is none of this kind, or has not begun.
    #[error(
        "period: `{0}` is no period that has begun; write a quarter such as 2027-Q1, for persons a year such as 2027"
    )]
    Period(String),
    /// Exact figures show a person who did not agree to it.
    #[error(
        "shown_because: no consent of this person to be counted stands in this case; note it first"
    )]
    NoConsent,
    /// It is said to be public, and no source is.
    #[error(
        "shown_because: `public` rests on media, a court, a record or open research; name that source in a coding"
    )]
    NotPublic,
    /// The case belongs to another body, which counts it.
    #[error(
        "an officer of the body that received the case settles it, so that it is counted there"
    )]
    OtherBody,
}

impl Coding {
    /// Sources of one coding, at most.
    pub const MOST_SOURCES: usize = 8;
    /// What a code has in bytes, at most.
    pub(crate) const CODE_BYTES: usize = 60;

    /// What an incident says of one of its acts, for a coding to begin with; nothing where it has no such act.
    pub fn draft(incident: &Incident, kind: RecordKind, part: u16) -> Option<Vec<ChosenCode>> {
        let act = incident.acts.get(usize::from(part))?;
        let first = |codes: &[String]| codes.first().cloned().unwrap_or_default();
        let known = |is_so: bool| if is_so { "yes" } else { "unknown" }.to_owned();
        let said = [
            ("act", act.kind.clone()),
            ("completion", act.completion.clone()),
            ("unit", act.target.unit.clone()),
            ("size", act.target.size.clone()),
            ("activity", first(&act.target.activities)),
            ("perpetrator", first(&incident.by)),
            ("online", known(incident.is_online)),
            ("cross_border", known(incident.crosses_border)),
            ("verification", "reported".to_owned()),
        ];
        Some(drafted(kind, said))
    }

    /// What a request for protection says as it stands, for a coding to begin with: of several codes in one field the foremost. In
    /// which country it is, it does not say.
    pub fn draft_of_protection(known: &Protection) -> Vec<ChosenCode> {
        let first = |codes: &[String]| codes.first().cloned().unwrap_or_default();
        let asked = known.asked.as_ref();
        let risk = known.risk.as_ref().map(|risk| risk.level.word());
        let said = [
            (
                "applicant",
                asked
                    .map(|asked| asked.applicant.clone())
                    .unwrap_or_default(),
            ),
            (
                "role",
                asked.map(|asked| first(&asked.basis)).unwrap_or_default(),
            ),
            ("measure", first(&known.measures)),
            ("status", known.standing.status.word().to_owned()),
            ("refusal", first(&known.refusals)),
            ("risk", risk.unwrap_or_default().to_owned()),
        ];
        drafted(RecordKind::Protection, said)
    }

    /// What a proceeding says as it stands, for a coding to begin with: of several codes in one field the foremost.
    pub fn draft_of_proceeding(standing: &StandingProceeding) -> Vec<ChosenCode> {
        let said = standing.coded().into_iter();
        let first = said.filter_map(|(field, codes)| Some((field, codes.into_iter().next()?)));
        drafted(RecordKind::Proceeding, first)
    }

    /// As what officers code entries of cases. A case itself is coded by nobody: what its record says follows from it.
    pub const KINDS: [RecordKind; 4] = [
        RecordKind::Act,
        RecordKind::Person,
        RecordKind::Proceeding,
        RecordKind::Protection,
    ];

    /// As what it is coded; nothing where that is none of [`Coding::KINDS`].
    pub fn record_kind(&self) -> Option<RecordKind> {
        let kind = kind_of(&self.kind)?;
        Self::KINDS.contains(&kind).then_some(kind)
    }

    /// The code of a field; empty where it has none.
    pub fn code(&self, field: &str) -> &str {
        code_in(&self.codes, field)
    }

    /// Everything that is wrong with it; nothing where it can be noted. Codes are looked at by their form: whether the
    /// list has them is looked at when the record is handed in.
    pub fn faults(&self) -> Vec<CodingFault> {
        let Some(kind) = self.record_kind() else {
            return vec![CodingFault::Kind(self.kind.clone())];
        };
        let mut faults = vec![];
        if self.codebook != CODEBOOK_VERSION {
            let found = self.codebook;
            faults.push(CodingFault::Codebook { found });
        }
        faults.extend(code_faults(kind, &self.codes));
        let verification = self.code("verification");
        if self.sources.len() > Self::MOST_SOURCES {
            faults.push(CodingFault::ManySources);
        }
        for source in self.sources.iter().take(Self::MOST_SOURCES) {
            for (field, code) in [
                ("connection", &source.connection),
                ("reliability", &source.reliability),
            ] {
                if !is_code(code) {
                    let (field, code) = (field.to_owned(), code.clone());
                    faults.push(CodingFault::Code { field, code });
                }
            }
        }
        if !self.has_sources_for(verification) {
            faults.push(CodingFault::FewSources(verification.to_owned()));
        }
        if !["yes", "no", "unknown"].contains(&self.independent.as_str()) {
            faults.push(CodingFault::Independence);
        } else if verification == VERIFIED && self.independent != "yes" {
            faults.push(CodingFault::NotIndependent);
        }
        faults
    }

    fn has_sources_for(&self, verification: &str) -> bool {
        let has_document = || {
            let mut sources = self.sources.iter();
            sources.any(|source| ["court", "official"].contains(&source.connection.as_str()))
        };
        match verification {
            "plausible" | VERIFIED => !self.sources.is_empty(),
            "corroborated" => self.sources.len() > 1 || has_document(),
            _ => true,
        }
    }
}

impl CodingFault {
    /// The key under which the wording of pages says it, and what its text has a place for: a field, a code, or nothing.
    pub fn key(&self) -> (&'static str, &str) {
        match self {
            Self::Kind(_)
            | Self::Codebook { .. }
            | Self::Subject
            | Self::Field(_)
            | Self::OtherThanFound(_)
            | Self::Uncounted => ("fault-coding-anew", ""),
            Self::Missing(field) => ("fault-coding-missing", field),
            Self::Code { field, .. } => ("fault-coding-code", field),
            Self::ManySources => ("fault-coding-many", ""),
            Self::FewSources(status) => ("fault-coding-sources", status),
            Self::Independence => ("fault-coding-independence", ""),
            Self::NotIndependent => ("fault-coding-not-independent", ""),
            Self::Person => ("fault-coding-person", ""),
            Self::NeedsSecond => ("fault-coding-second", ""),
            Self::AgainstBoth(field) => ("fault-coding-both", field),
            Self::NoReason(field) => ("fault-coding-reason", field),
            Self::NotVerifiedByTwo => ("fault-coding-verified", ""),
            Self::AgainstVerdict(_) => ("fault-coding-verdict", "slapp"),
            Self::NotCountedWhy => ("fault-coding-uncounted", ""),
            Self::Period(_) => ("fault-coding-period", ""),
            Self::NoConsent => ("fault-coding-consent", ""),
            Self::NotPublic => ("fault-coding-public", ""),
            Self::OtherBody => ("fault-coding-body", ""),
        }
    }
}

impl CodingSubject {
    /// A part of what somebody logged.
    pub fn of(sender: Sender, number: u32, part: u16) -> Self {
        let sender = match sender {
            Sender::Reporter => String::new(),
            Sender::Officer(officer) => officer.to_string(),
        };
        Self {
            sender,
            number,
            part,
        }
    }

    /// Who logged it; nothing where that is nobody.
    pub fn sender(&self) -> Option<Sender> {
        if self.sender.is_empty() {
            return Some(Sender::Reporter);
        }
        let officer: Option<OfficerId> = self.sender.parse().ok();
        officer.map(Sender::Officer)
    }
}

/// What is wrong with the codes of a kind.
pub(crate) fn code_faults(kind: RecordKind, codes: &[ChosenCode]) -> Vec<CodingFault> {
    let mut faults = vec![];
    for (place, chosen) in codes.iter().enumerate() {
        let is_again = codes
            .iter()
            .take(place)
            .any(|before| before.field == chosen.field);
        let field = kind.field(&chosen.field);
        let Some(field) = field.filter(|field| !is_again && field.codes != FieldCodes::Token)
        else {
            faults.push(CodingFault::Field(chosen.field.clone()));
            continue;
        };
        if !chosen.code.is_empty() && !fits(field, &chosen.code) {
            faults.push(CodingFault::Code {
                field: chosen.field.clone(),
                code: chosen.code.clone(),
            });
        }
    }
    let asked = kind.fields().iter().filter(|field| field.required);
    let asked = asked.filter(|field| field.codes != FieldCodes::Token);
    let missing = asked.filter(|field| code_in(codes, field.name).is_empty());
    faults.extend(missing.map(|field| CodingFault::Missing(field.name)));
    faults
}

/// The code of a field among those that were chosen.
pub(crate) fn code_in<'c>(codes: &'c [ChosenCode], field: &str) -> &'c str {
    let found = codes.iter().find(|chosen| chosen.field == field);
    found.map_or("", |chosen| chosen.code.as_str())
}

/// As what something is counted, by its word.
pub(crate) fn kind_of(word: &str) -> Option<RecordKind> {
    word.parse().ok()
}

fn fits(field: &CodedField, code: &str) -> bool {
    match field.codes {
        FieldCodes::Words(words) => words.contains(&code),
        FieldCodes::List(_) | FieldCodes::Country => is_code(code),
        FieldCodes::Token => false,
    }
}

/// Whether a text has the form of a code: no sentence, name or number of a document has it.
fn is_code(text: &str) -> bool {
    let is_fit =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.".contains(&byte);
    !text.is_empty() && text.len() <= Coding::CODE_BYTES && text.bytes().all(is_fit)
}

impl fmt::Debug for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Coding(hidden)")
    }
}

pub(crate) const VERIFIED: &str = "verified";

/// What of `said` the kind has a field for, and what is not empty.
pub(crate) fn drafted(
    kind: RecordKind,
    said: impl IntoIterator<Item = (&'static str, String)>,
) -> Vec<ChosenCode> {
    let fits = |(field, code): &(&str, String)| kind.field(field).is_some() && !code.is_empty();
    let chosen = |(field, code): (&str, String)| ChosenCode {
        field: field.to_owned(),
        code,
    };
    said.into_iter().filter(fits).map(chosen).collect()
}

#[cfg(test)]
pub(crate) mod tests;
