use std::fmt;

use seal::{
    CaseId, Kind, Level, NamedTextError, NoRandomness, ObjectId, OfficerKeys, SealedObject,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::allegation::Allegation;
use crate::card::{CARD_LABELS_BYTES, CARD_TITLE_BYTES, cleaned_labels};
use crate::case_file::{CaseBytesError, Priority};
use crate::coding::{Coding, CodingFault};
use crate::consent::Consent;
use crate::exhibit::{Custody, Exhibit};
use crate::hand_over::HandOver;
use crate::kept_out::KeptOutTold;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;
use crate::parcel_part::ParcelPart;
use crate::parts::{In, Out};
use crate::protection::ProtectionFault;
use crate::referral::ReferralStep;
use crate::settlement::Settlement;
use crate::slapp::{SlappAssessment, SlappFault};
use crate::task::{Task, TaskHalf};
use crate::triage::Triage;

/// What an officer notes in a case for those who hold it. The reporter never reads it; the server sees that
/// something was noted, and not what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Note {
    /// One thing that the report says somebody did, or a new version of it.
    Allegation(Allegation),
    /// How the officer codes something that was logged.
    Coding(Box<Coding>),
    /// What those who reported agree to.
    Consent(Consent),
    /// What was done with evidence.
    Custody(Custody),
    /// A file that is meant as evidence.
    Exhibit(Exhibit),
    /// To whom the officer handed the case over, and what they should know.
    HandOver(HandOver),
    /// That the other body of a referral was told whom this case keeps out.
    KeptOut(KeptOutTold),
    /// The labels that the case has from now on.
    Labels(Vec<String>),
    /// A link to another case.
    Link(Link),
    /// How the case is called in lists.
    Naming(Naming),
    /// A part of what goes to another office.
    Parcel(ParcelPart),
    /// A step with a referral to another body.
    Referral(Box<ReferralStep>),
    /// What the officer holds of a proceeding: whether it is a SLAPP.
    Slapp(Box<SlappAssessment>),
    /// How something is coded in the end, and the record that is counted.
    Settlement(Box<Settlement>),
    /// Something that is to be done.
    Task(Task),
    /// A text.
    Text(String),
    /// An assessment.
    Triage(Triage),
}

/// A link from this case to another one. It is known here only: the server never learns of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// A code of the list `case_link`.
    pub relation: String,
    /// The number of the other case, or its name in the register of another body.
    pub to: String,
}

/// How a case is called in lists, in the place of its report's first line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// The title.
    pub title: String,
    /// The number in the body's own register, where it has one.
    pub register: String,
}

/// Why a note is not taken.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NoteFault {
    /// There is nothing in it.
    #[error("the note is empty")]
    Empty,
    /// A coding is not whole.
    #[error("the coding lacks something: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Coding(Vec<CodingFault>),
    /// A consent lacks to what, for whom or how it was given.
    #[error("say to what was consented, for which body, and how")]
    Consent,
    /// An exhibit that names no file of the case.
    #[error("the exhibit names no file")]
    Exhibit,
    /// An allegation lacks what it is about.
    #[error("say what is alleged, which offence it would be, and in which sector")]
    Incomplete,
    /// A part for named officers is not sealed.
    #[error(transparent)]
    Named(NamedTextError),
    /// Nobody consented to what is to be sent.
    #[error("no consent stands in this case for that body and for as much of who reported")]
    NoConsent,
    /// Nothing was decided.
    #[error("choose what is decided")]
    NoDecision,
    /// An exhibit does not say what it is and shows.
    #[error("say what kind of evidence it is, and what it shows")]
    NoEvidence,
    /// Nothing is offered or granted.
    #[error("choose what is offered or granted")]
    NoMeasure,
    /// It does not say what the people themselves fear and want.
    #[error("write what the people themselves fear and want")]
    NoOwnView,
    /// It is said that a reporter lied, and not how that is proven.
    #[error(
        "say how it is proven that the reporter knew it to be false; a report that did not hold is no lie"
    )]
    NoProof,
    /// There is no reason.
    #[error("say why: whoever reviews the case reads it")]
    NoReason,
    /// No other body is named.
    #[error("choose to which other body")]
    NoReceiver,
    /// A refusal lacks its code.
    #[error("choose why not everything that was asked is granted")]
    NoRefusal,
    /// Measures run, and no day is set on which they are looked at again; or a day is set for none.
    #[error("set a day on which the measures are looked at again, and only where some run")]
    NoReview,
    /// The risk was not assessed.
    #[error("assess the risk first")]
    NoRisk,
    /// It was not answered how dangerous a referral is.
    #[error("answer both questions about the danger")]
    NoRiskAnswer,
    /// More files than a referral may have.
    #[error(
        "choose fewer files: more than {} do not go along with a referral",
        crate::ReferredFile::MOST
    )]
    TooManyFiles,
    /// A file is to go as it came, and who reported is not to be named.
    #[error(
        "a file that goes as it came can say who made it: it goes only under a consent to be named"
    )]
    OriginalNeedsNamed,
    /// The words of those who ask for protection are to go along, and they are not to be named.
    #[error(
        "the words of those who ask for protection name people: they go only under a consent to be named, or of the group"
    )]
    WordsNeedNamed,
    /// It was not said under which terms something is passed on.
    #[error("say how much of who reported goes along, to whom it may go on, and by when to answer")]
    NoTerms,
    /// A step does not follow from where a request for protection stands.
    #[error("the request cannot go there from where it stands")]
    NoSuchStep,
    /// The reporter wrote since it was proposed that the case be forgotten.
    #[error("the reporter wrote since this was proposed: the case is not forgotten")]
    Objected,
    /// Somebody is protected.
    #[error("somebody in this case is protected: it is not deleted until that has ended")]
    Protected,
    /// Somebody asks to be protected, and nobody has decided on it.
    #[error("a request for protection waits in this case: decide on it before the case is closed")]
    AsksProtection,
    /// The body that referred the case has asked that it stay here.
    #[error(
        "the body that referred this case has asked that it be passed on to nobody outside this body"
    )]
    MayNotPassOn,
    /// Something that officers noted is missing, does not open or is contradicted.
    #[error(
        "something in this case is missing or does not open, and may say that consent was withdrawn"
    )]
    NotWhole,
    /// That body has it, and owes an answer.
    #[error("that body has a referral of this case and owes an answer")]
    AlreadyReferred,
    /// Another body owes an answer.
    #[error("another body owes an answer in this case: note what came of it before it is closed")]
    AwaitsReferral,
    /// Who decided would decide on what is contested of it.
    #[error("somebody else than who decided decides on what is contested")]
    OwnDecision,
    /// A request for protection lacks something.
    #[error(transparent)]
    Protection(#[from] ProtectionFault),
    /// An assessment of a proceeding lacks something.
    #[error(transparent)]
    Slapp(#[from] SlappFault),
    /// A task whose day, officer or length no form sends.
    #[error("the day or the officer of the task is none, or it is too long")]
    NoTask,
    /// Scores that no form sends.
    #[error("the scores are not those of the criteria")]
    Scores,
    /// A title or number is too long.
    #[error("the title or the number is too long for a list")]
    TooLong,
}

/// A note on its way to the desk: with the card that follows from it, where there is one, and how soon the
/// case wants work, where that follows too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedNote {
    /// The note.
    pub note: SealedObject,
    /// The card that lists show from now on; it goes on where the note ended.
    pub card: Option<SealedObject>,
    /// What the desk is to know of it.
    pub priority: Option<Priority>,
    /// Of a task, what the desk is to know.
    pub task: Option<TaskHalf>,
}

impl Note {
    /// Bytes of a register number, at most.
    pub const REGISTER_BYTES: usize = 40;

    /// Looks whether it can be noted.
    ///
    /// # Errors
    /// [`NoteFault`].
    pub fn check(&self) -> Result<(), NoteFault> {
        match self {
            Self::Allegation(allegation) => allegation.check(),
            Self::Coding(coding) => match coding.faults() {
                faults if faults.is_empty() => Ok(()),
                faults => Err(NoteFault::Coding(faults)),
            },
            Self::Consent(consent) => consent.check(),
            Self::Custody(custody) => custody.check(),
            Self::Exhibit(exhibit) => exhibit.check(),
            // Nobody is left behind by a note: a case is handed over in one step with the grant.
            Self::HandOver(_) => Err(NoteFault::Empty),
            Self::KeptOut(told) => told.check(),
            // What the desk has to know goes beside it.
            Self::Referral(_) | Self::Parcel(_) => Err(NoteFault::Empty),
            // It rests on codings of the case.
            Self::Settlement(_) => Err(NoteFault::Empty),
            Self::Link(link) if link.to.trim().is_empty() || link.relation.is_empty() => {
                Err(NoteFault::Empty)
            }
            Self::Link(_) => Ok(()),
            Self::Labels(labels) if cleaned_labels(labels).len() > CARD_LABELS_BYTES => {
                Err(NoteFault::TooLong)
            }
            Self::Labels(_) => Ok(()),
            Self::Naming(naming) if naming.title.trim().is_empty() => Err(NoteFault::Empty),
            Self::Naming(naming) => naming.check_length(),
            // It is looked at beside the proceeding that it is about.
            Self::Slapp(_) => Ok(()),
            Self::Task(task) => task.check(),
            Self::Text(text) if text.trim().is_empty() => Err(NoteFault::Empty),
            Self::Text(_) => Ok(()),
            Self::Triage(triage) => triage.check(),
        }
    }
}

impl Naming {
    fn check_length(&self) -> Result<(), NoteFault> {
        let fits =
            self.title.len() <= CARD_TITLE_BYTES && self.register.len() <= Note::REGISTER_BYTES;
        if fits {
            Ok(())
        } else {
            Err(NoteFault::TooLong)
        }
    }
}

impl OpenCase<'_> {
    /// Seals a note to the case, with the card that lists show once it is there.
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn note(
        &self,
        note: &Note,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedNote, SealingFault> {
        note.check()?;
        if let Note::Slapp(assessment) = note {
            self.check_assessment(assessment)?;
        }
        let mut chain = OfficerChain::of(self, keys, level)?;
        let sealed = chain.seal(Kind::Note, note)?;
        let priority = match note {
            Note::Triage(triage) if triage.is_emergency() => Some(Priority::Emergency),
            Note::Triage(_) | Note::Naming(_) => None,
            Note::Labels(_) => None,
            Note::Task(task) => {
                return Ok(SealedNote {
                    task: Some(self.task_half(task)?),
                    note: sealed,
                    card: None,
                    priority: None,
                });
            }
            Note::Allegation(_)
            | Note::Coding(_)
            | Note::Consent(_)
            | Note::Custody(_)
            | Note::Exhibit(_)
            | Note::HandOver(_)
            | Note::KeptOut(_)
            | Note::Link(_)
            | Note::Parcel(_)
            | Note::Referral(_)
            | Note::Slapp(_)
            | Note::Settlement(_)
            | Note::Text(_) => {
                return Ok(SealedNote {
                    note: sealed,
                    card: None,
                    priority: None,
                    task: None,
                });
            }
        };
        let mut card = self.working(&self.entries()).card;
        card.follow(note);
        Ok(SealedNote {
            note: sealed,
            card: Some(chain.seal_card(&card)?),
            priority,
            task: None,
        })
    }
}

impl SealedNote {
    /// Bytes of a note on its way, at most: two objects and what is around them.
    pub const MOST_BYTES: usize = 2 * seal::REPLY_BYTES;

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.part(&self.note.to_bytes());
        out.several(self.card.as_slice(), |out, card| out.part(&card.to_bytes()));
        out.several(self.priority.as_slice(), |out, one| out.byte(one.code()));
        out.several(self.task.as_slice(), |out, task| task.write(out));
        out.0
    }

    /// Reads what [`SealedNote::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let object =
            |rest: &mut In<'_>| SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError);
        let read = Self {
            note: object(&mut rest)?,
            card: rest.at_most_one(object)?,
            priority: rest
                .at_most_one(|rest| Priority::from_code(rest.byte()?).ok_or(CaseBytesError))?,
            task: rest.at_most_one(TaskHalf::read)?,
        };
        rest.end(read)
    }

    /// The case that it is about.
    pub const fn case(&self) -> CaseId {
        self.note.header.case
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Note(hidden)")
    }
}

/// Draws the id of a new allegation.
///
/// # Errors
/// When the random source fails.
pub fn draw_allegation_id() -> Result<String, NoRandomness> {
    ObjectId::draw().map(|id| id.to_string())
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(hidden)")
    }
}

impl fmt::Debug for Naming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Naming(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allegation::Known;

    #[test]
    fn a_note_says_something_and_shows_nothing() {
        let naming = |title: &str, register: &str| {
            Note::Naming(Naming {
                title: title.to_owned(),
                register: register.to_owned(),
            })
        };
        let link = |to: &str| {
            Note::Link(Link {
                relation: "duplicate".to_owned(),
                to: to.to_owned(),
            })
        };
        let allegation = |facts: &str| {
            Note::Allegation(Allegation {
                id: "1".to_owned(),
                offence: "u17".to_owned(),
                sector: "land".to_owned(),
                rights: vec![],
                legal_person: Known::Unknown,
                transnational: Known::No,
                facts: facts.to_owned(),
                withdrawn: false,
            })
        };
        for (note, told) in [
            (Note::Text("Called the clerk.".to_owned()), Ok(())),
            (Note::Text(" \n".to_owned()), Err(NoteFault::Empty)),
            (naming("Land in Ratanakiri", "ACU/2026/7"), Ok(())),
            (naming("", "ACU/2026/7"), Err(NoteFault::Empty)),
            (naming(&"a".repeat(161), ""), Err(NoteFault::TooLong)),
            (naming("a", &"7".repeat(41)), Err(NoteFault::TooLong)),
            (link("YJ2K5QRA"), Ok(())),
            (link(" "), Err(NoteFault::Empty)),
            (allegation("The fund was emptied."), Ok(())),
            (allegation(" "), Err(NoteFault::Incomplete)),
        ] {
            assert_eq!(note.check(), told);
            assert_eq!(format!("{note:?}"), "Note(hidden)");
        }
    }
}
