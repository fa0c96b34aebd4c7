use std::collections::BTreeSet;
use std::str::FromStr;

use seal::answer::Claim;
use seal::{
    BodyId, CaseId, Day, DetachedObject, Digest, Grant, ObjectHeader, ObjectId, OfficerId,
    SealedObject, SignedCaseHeader,
};
use thiserror::Error;

use crate::decision::DecisionKind;
use crate::parts::{In, Out};
use crate::protection_status::ProtectionStatus;
use crate::protection_step::{KeptProtection, ToldProtection};
use crate::referral_status::ReferralStatus;
use crate::referrals::ReferralState;
use crate::stage::CaseStage;
use crate::standing::Pending;
use crate::status::CaseStatus;
use crate::task::KnownTask;

/// How soon a case wants work, as the desk sees it without opening anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// After the others.
    Low,
    /// As they come.
    Normal,
    /// Before the others.
    High,
    /// Somebody is in danger: at once.
    Emergency,
}

impl Priority {
    /// Every one, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Emergency];

    /// The word that stands for it in forms and wording keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Emergency => "emergency",
        }
    }

    /// The byte that stands for it on the way to an officer's client.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
            Self::Emergency => 3,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Low),
            1 => Some(Self::Normal),
            2 => Some(Self::High),
            3 => Some(Self::Emergency),
            _ => None,
        }
    }
}

/// The word stands for no priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an unknown priority")]
pub struct UnknownPriority;

impl FromStr for Priority {
    type Err = UnknownPriority;

    fn from_str(word: &str) -> Result<Self, UnknownPriority> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.word() == word).ok_or(UnknownPriority)
    }
}

/// A case in an officer's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCase {
    /// What the reporter signed about the case.
    pub header: SignedCaseHeader,
    /// Where it stands, as the reporter is told.
    pub status: CaseStatus,
    /// Where the work stands.
    pub stage: CaseStage,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
    /// The officer's own grants, oldest epoch first, the outer lock taken off.
    pub grants: Vec<Grant>,
    /// The card, to be opened with the grant.
    pub card: Option<SealedObject>,
    /// The reporter's card, where an officer has made another one: a card that does not open hides no title.
    pub first_card: Option<SealedObject>,
}

/// Where a request for protection stands, as the desk has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtectionState {
    /// The object with the request.
    pub request: ObjectId,
    /// Where.
    pub status: ProtectionStatus,
    /// When running measures are looked at again.
    pub review_on: Option<Day>,
    /// The last object about it.
    pub last: ObjectId,
}

/// Everything an officer may have of a case, the outer lock taken off: from here on ordinary age
/// tools open it. The ciphertext of bundles is read apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// As in the list.
    pub case: ListedCase,
    /// The current epoch.
    pub epoch: u32,
    /// Whether nothing of it may be forgotten.
    pub is_held: bool,
    /// What waits for a second officer.
    pub pending: Option<Pending>,
    /// Requests for protection, in the order of their numbers.
    pub protections: Vec<ProtectionState>,
    /// What officers told the desk beside their objects about protection.
    pub told: Vec<KeptProtection>,
    /// Who holds a grant.
    pub holders: Vec<OfficerId>,
    /// All objects, in the order of the days on which they arrived.
    pub objects: Vec<ArrivedObject>,
    /// What the log holds about the case.
    pub claims: Vec<Claim>,
    /// The tasks that the desk knows of.
    pub tasks: Vec<KnownTask>,
    /// Referrals to other bodies, in the order of their numbers.
    pub referrals: Vec<ReferralState>,
}

/// An object as it is stored: a text with its ciphertext, or a bundle whose ciphertext lies in
/// chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredObject {
    /// Files.
    Bundle(DetachedObject),
    /// A text or a card.
    Text(SealedObject),
}

/// An object with the day the server received it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedObject {
    /// The object.
    pub object: StoredObject,
    /// When it arrived.
    pub arrived_on: Day,
}

/// The bytes are no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the server's answer is no case")]
pub struct CaseBytesError;

impl StoredObject {
    /// What the server sees of it.
    pub const fn header(&self) -> &ObjectHeader {
        match self {
            Self::Bundle(bundle) => &bundle.header,
            Self::Text(object) => &object.header,
        }
    }

    /// Its digest, by which the sender's next object names it.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Bundle(bundle) => bundle.digest(),
            Self::Text(object) => object.digest(),
        }
    }

    /// The same without its ciphertext, which is enough to check its signature and to go on with
    /// its chain.
    pub fn detached(&self) -> DetachedObject {
        match self {
            Self::Bundle(bundle) => bundle.clone(),
            Self::Text(object) => object.detached(),
        }
    }
}

impl From<SealedObject> for StoredObject {
    fn from(object: SealedObject) -> Self {
        Self::Text(object)
    }
}

impl From<DetachedObject> for StoredObject {
    fn from(bundle: DetachedObject) -> Self {
        Self::Bundle(bundle)
    }
}

impl ListedCase {
    /// Writes a page of a list, as the web desk sends it to the officer's client.
    pub fn list_to_bytes(list: &[Self]) -> Vec<u8> {
        let mut out = Out::default();
        out.number(list.len());
        list.iter().for_each(|case| case.write(&mut out));
        out.0
    }

    /// Reads what [`ListedCase::list_to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn list_from_bytes(bytes: &[u8]) -> Result<Vec<Self>, CaseBytesError> {
        let mut rest = In::new(bytes);
        let list = rest.several(Self::read)?;
        rest.end(list)
    }

    fn write(&self, out: &mut Out) {
        out.part(&self.header.to_bytes());
        out.byte(self.status.code());
        out.byte(self.stage.code());
        out.byte(self.priority.code());
        out.day(self.received_on);
        out.several(self.due_on.as_slice(), |out, day| out.day(*day));
        out.several(&self.grants, |out, grant| out.part(&grant.to_bytes()));
        for card in [&self.card, &self.first_card] {
            out.several(card.as_slice(), |out, card| out.part(&card.to_bytes()));
        }
    }

    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        let card =
            |rest: &mut In<'_>| SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError);
        Ok(Self {
            header: SignedCaseHeader::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            status: CaseStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            stage: CaseStage::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            priority: Priority::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            received_on: rest.day()?,
            due_on: rest.at_most_one(In::day)?,
            grants: rest
                .several(|rest| Grant::from_bytes(rest.part()?).map_err(|_| CaseBytesError))?,
            card: rest.at_most_one(card)?,
            first_card: rest.at_most_one(card)?,
        })
    }
}

impl CaseFile {
    /// Writes the file, as the web desk sends it to the officer's client.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.case.write(&mut out);
        out.0.extend_from_slice(&self.epoch.to_be_bytes());
        out.byte(u8::from(self.is_held));
        out.several(self.pending.as_slice(), |out, pending| {
            out.0.extend_from_slice(pending.object.as_bytes());
            out.byte(pending.kind.code());
            out.0.extend_from_slice(pending.by.as_bytes());
            out.day(pending.since);
        });
        out.several(&self.protections, |out, one| {
            out.0.extend_from_slice(one.request.as_bytes());
            out.byte(one.status.code());
            out.several(one.review_on.as_slice(), |out, day| out.day(*day));
            out.0.extend_from_slice(one.last.as_bytes());
        });
        out.several(&self.told, |out, kept| {
            out.0.extend_from_slice(kept.object.as_bytes());
            out.part(&kept.told.to_bytes());
            out.0.extend_from_slice(&kept.signature);
        });
        out.several(&self.holders, |out, holder| {
            out.0.extend_from_slice(holder.as_bytes());
        });
        out.several(&self.objects, |out, arrived| {
            out.day(arrived.arrived_on);
            match &arrived.object {
                StoredObject::Text(text) => {
                    out.byte(TEXT);
                    out.part(&text.to_bytes());
                }
                StoredObject::Bundle(bundle) => {
                    out.byte(BUNDLE);
                    out.part(&bundle.to_bytes());
                }
            }
        });
        out.several(&self.claims, |out, claim| {
            out.byte(claim.code);
            out.0.extend_from_slice(&claim.sequence.to_be_bytes());
            out.day(claim.day);
        });
        out.several(&self.tasks, |out, task| task.write(out));
        out.several(&self.referrals, |out, one| {
            out.0.extend_from_slice(one.referral.as_bytes());
            out.0.extend_from_slice(one.body.as_bytes());
            out.byte(one.status.code());
            out.several(one.due.as_slice(), |out, day| out.day(*day));
            out.0.extend_from_slice(one.last.as_bytes());
        });
        out.0
    }

    /// SHA-256 of the file, by which it is told from that of any other case and from itself once something changed.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Reads what [`CaseFile::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let file = Self {
            case: ListedCase::read(&mut rest)?,
            epoch: u32::from_be_bytes(rest.array()?),
            is_held: match rest.byte()? {
                0 => false,
                1 => true,
                _ => return Err(CaseBytesError),
            },
            pending: rest.at_most_one(|rest| {
                Ok(Pending {
                    object: ObjectId::from_bytes(rest.array()?),
                    kind: DecisionKind::from_code(rest.byte()?).ok_or(CaseBytesError)?,
                    by: OfficerId::from_bytes(rest.array()?),
                    since: rest.day()?,
                })
            })?,
            protections: rest.several(|rest| {
                Ok(ProtectionState {
                    request: ObjectId::from_bytes(rest.array()?),
                    status: ProtectionStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
                    review_on: rest.at_most_one(In::day)?,
                    last: ObjectId::from_bytes(rest.array()?),
                })
            })?,
            told: rest.several(|rest| {
                Ok(KeptProtection {
                    object: ObjectId::from_bytes(rest.array()?),
                    told: ToldProtection::from_bytes(rest.part()?)?,
                    signature: rest.array()?,
                })
            })?,
            holders: rest.several(|rest| rest.array().map(OfficerId::from_bytes))?,
            objects: rest.several(|rest| {
                let arrived_on = rest.day()?;
                let object = match rest.byte()? {
                    TEXT => SealedObject::from_bytes(rest.part()?).map(StoredObject::Text),
                    BUNDLE => DetachedObject::from_bytes(rest.part()?).map(StoredObject::Bundle),
                    _ => return Err(CaseBytesError),
                };
                let object = object.map_err(|_| CaseBytesError)?;
                Ok(ArrivedObject { object, arrived_on })
            })?,
            claims: rest.several(|rest| {
                Ok(Claim {
                    code: rest.byte()?,
                    sequence: u16::from_be_bytes(rest.array()?),
                    day: rest.day()?,
                })
            })?,
            tasks: rest.several(KnownTask::read)?,
            referrals: rest.several(|rest| {
                Ok(ReferralState {
                    referral: ObjectId::from_bytes(rest.array()?),
                    body: BodyId::from_bytes(rest.array()?),
                    status: ReferralStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
                    due: rest.at_most_one(In::day)?,
                    last: ObjectId::from_bytes(rest.array()?),
                })
            })?,
        };
        rest.end(file)
    }

    /// The case.
    /// Whether this is the same case with everything that was in it before.
    pub fn goes_on_from(&self, before: &Self) -> bool {
        let digests = |file: &Self| -> BTreeSet<Digest> {
            let objects = file.objects.iter();
            objects.map(|arrived| arrived.object.digest()).collect()
        };
        self.case.header == before.case.header && digests(before).is_subset(&digests(self))
    }

    /// The case.
    pub fn id(&self) -> CaseId {
        self.case.header.case
    }
}

const TEXT: u8 = 0;
const BUNDLE: u8 = 1;
