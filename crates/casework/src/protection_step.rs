use std::fmt;

use seal::{
    BadSignature, CaseId, Day, InstanceId, Kind, Level, NamedText, ObjectId, OfficerId,
    OfficerKeys, Recipient, SealedObject, Signature, VerifyingKey, check_told, sign_told,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::note::NoteFault;
use crate::officer_grant::Told;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;
use crate::parts::{In, Out};
use crate::protection::ProtectionRequest;
use crate::protection_status::ProtectionStatus;
use crate::risk::Risk;
use crate::step::StepFault;

/// What an officer writes about protection, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ProtectionEntry {
    /// A request that somebody made by word of mouth.
    Request(ProtectionRequest),
    /// A step with a request that is there.
    Step(ProtectionStep),
}

/// Where an officer brings a request, and why.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ProtectionStep {
    /// The number of the object with the request.
    pub request: String,
    /// The number of the last object about that request that the officer had seen.
    #[serde(default)]
    pub after: String,
    /// A code of the list `protection_status`.
    pub to: String,
    /// What was found of the danger, where it was assessed.
    #[serde(default)]
    pub risk: Option<Risk>,
    /// What is offered or granted: codes of the list `protection_measure`.
    #[serde(default)]
    pub measures: Vec<String>,
    /// Why not all, or nothing: codes of the list `protection_refusal`.
    #[serde(default)]
    pub refusals: Vec<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// When it is looked at again, counted from 1970-01-01.
    #[serde(default)]
    pub review_on: Option<i32>,
    /// What only some of those who hold the case may read, such as where somebody is taken.
    #[zeroize(skip)]
    #[serde(default)]
    pub named: Option<ForNamed>,
}

/// A part for some officers alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForNamed {
    /// Their numbers.
    pub officers: Vec<String>,
    /// The text.
    pub text: NamedText,
}

/// What the desk is told beside a sealed object about protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldProtection {
    /// The object with the request; its own one for a request.
    pub request: ObjectId,
    /// The last object about that request before this one; its own one for a request.
    pub after: ObjectId,
    /// Where the request stands then.
    pub to: ProtectionStatus,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

/// What an officer does about protection, on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedProtection {
    /// What the desk is told.
    pub told: ToldProtection,
    /// What only holders read.
    pub object: SealedObject,
    /// The officer's signature over both.
    pub signature: Signature,
}

/// What an officer told the desk, as it is kept beside the object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptProtection {
    /// The object.
    pub object: ObjectId,
    /// What was told.
    pub told: ToldProtection,
    /// The officer's signature over both.
    pub signature: Signature,
}

impl ProtectionStep {
    /// Looks whether it says what a step there has to say.
    ///
    /// # Errors
    /// [`NoteFault`].
    pub fn check(&self) -> Result<(), NoteFault> {
        let status: ProtectionStatus = self.to.parse().map_err(|_| NoteFault::NoDecision)?;
        let has_reason = !self.reason.trim().is_empty();
        if let Some(risk) = &self.risk {
            risk.check(&self.reason)?;
        }
        let is_grant = status.is_running() || status == ProtectionStatus::Offered;
        if is_grant && self.measures.is_empty() {
            return Err(NoteFault::NoMeasure);
        }
        let assesses = matches!(
            status,
            ProtectionStatus::Assessing | ProtectionStatus::Renewed
        );
        if assesses && self.risk.is_none() {
            return Err(NoteFault::NoRisk);
        }
        let refuses = matches!(
            status,
            ProtectionStatus::Refused | ProtectionStatus::ActivePartial
        );
        if refuses && self.refusals.is_empty() {
            return Err(NoteFault::NoRefusal);
        }
        if status.needs_review() != self.review_on.is_some() {
            return Err(NoteFault::NoReview);
        }
        let goes_without = matches!(
            status,
            ProtectionStatus::Acknowledged | ProtectionStatus::Assessing | ProtectionStatus::Closed
        );
        if has_reason || goes_without {
            Ok(())
        } else {
            Err(NoteFault::NoReason)
        }
    }
}

impl OpenCase<'_> {
    /// Seals a request that somebody made by word of mouth.
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn ask_protection(
        &self,
        request: ProtectionRequest,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedProtection, SealingFault> {
        request.check().map_err(NoteFault::Protection)?;
        let entry = ProtectionEntry::Request(request);
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::ProtectionRequest, &entry)?;
        let own = object.header.object;
        let told = ToldProtection {
            request: own,
            after: own,
            to: ProtectionStatus::Submitted,
            review_on: None,
        };
        Ok(SealedProtection::sign(told, object, keys))
    }

    /// Seals a step with a request, behind the last one that is there. What is only for some is sealed to them: `named`
    /// is their numbers, keys and the text.
    ///
    /// # Errors
    /// [`SealingFault`]: also for a request that there is not, and for a step that does not follow from what was signed
    /// before, which includes that who decided would decide on what is contested of it.
    pub fn protect(
        &self,
        mut step: ProtectionStep,
        named: Option<(&[(OfficerId, Recipient)], &str)>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedProtection, SealingFault> {
        step.named = None;
        step.check()?;
        let to: ProtectionStatus = step.to.parse().map_err(|_| NoteFault::NoDecision)?;
        let entries = self.entries();
        let protections = self.protections(&entries);
        let mut known = protections.iter();
        let known = known.find(|known| known.request.to_string() == step.request);
        let known = known.ok_or(SealingFault::OtherProposal)?;
        known
            .standing
            .after(to, keys.officer)
            .map_err(|fault| match fault {
                StepFault::OwnDecision => NoteFault::OwnDecision,
                StepFault::AlreadySo
                | StepFault::AsksProtection
                | StepFault::AwaitsReferral
                | StepFault::Contested
                | StepFault::Held
                | StepFault::NoSuchMove
                | StepFault::NotClosed
                | StepFault::NotPending
                | StepFault::Notice
                | StepFault::OwnProposal
                | StepFault::Pending
                | StepFault::Protected
                | StepFault::ProposerLeft => NoteFault::NoSuchStep,
            })?;
        if let Some((officers, text)) = named {
            let recipients: Vec<_> = officers.iter().map(|(_, key)| key.clone()).collect();
            let place = (self.id(), known.request, keys.officer);
            let text = NamedText::seal(place, text.trim(), &recipients);
            step.named = Some(ForNamed {
                officers: officers.iter().map(|(id, _)| id.to_string()).collect(),
                text: text.map_err(NoteFault::Named)?,
            });
        }
        step.after = known.last.to_string();
        let told = ToldProtection {
            request: known.request,
            after: known.last,
            to,
            review_on: step.review_on.map(Day::from_number),
        };
        let entry = ProtectionEntry::Step(step);
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::ProtectionRequest, &entry)?;
        Ok(SealedProtection::sign(told, object, keys))
    }
}

impl ToldProtection {
    /// Writes it: request 16, object before 16, status 1, number of days 1, and the day 4 where there is one.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend_from_slice(self.request.as_bytes());
        out.0.extend_from_slice(self.after.as_bytes());
        out.byte(self.to.code());
        out.byte(self.review_on.is_some().into());
        if let Some(day) = self.review_on {
            out.day(day);
        }
        out.0
    }

    /// Reads what [`ToldProtection::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let read = Self {
            request: ObjectId::from_bytes(rest.array()?),
            after: ObjectId::from_bytes(rest.array()?),
            to: ProtectionStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            review_on: match rest.byte()? {
                0 => None,
                1 => Some(rest.day()?),
                _ => return Err(CaseBytesError),
            },
        };
        rest.end(read)
    }

    /// Whether it is a new request and not a step with one, and says so of itself without contradiction; for an object
    /// with this number.
    pub fn is_request(&self, object: ObjectId) -> Option<bool> {
        let begins = self.to == ProtectionStatus::Submitted;
        let is_own = self.request == object && self.after == object;
        let is_others = self.request != object && self.after != object;
        match (begins, is_own, is_others) {
            (true, true, _) => Some(true),
            (false, _, true) => Some(false),
            _ => None,
        }
    }

    fn signed(&self, object: &SealedObject) -> Vec<u8> {
        let mut out = Out::default();
        out.byte(Told::Protection.code());
        out.part(&self.to_bytes());
        out.part(&object.to_bytes());
        out.0
    }
}

impl KeptProtection {
    /// Checks the officer's signature over what was told beside this object.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, object: &SealedObject, signer: &VerifyingKey) -> Result<(), BadSignature> {
        let signed = self.told.signed(object);
        check_told(object.header.instance, signer, &signed, &self.signature)
    }
}

impl SealedProtection {
    /// Bytes of it on its way, at most.
    pub const MOST_BYTES: usize = seal::REPLY_BYTES + 256;

    fn sign(told: ToldProtection, object: SealedObject, keys: &OfficerKeys) -> Self {
        let signature = sign_told(keys, &told.signed(&object));
        Self {
            told,
            object,
            signature,
        }
    }

    /// Checks the officer's signature over both, not that of the object itself.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, instance: InstanceId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        check_told(
            instance,
            signer,
            &self.told.signed(&self.object),
            &self.signature,
        )
    }

    /// What is kept of it beside the object.
    pub fn kept(&self) -> KeptProtection {
        KeptProtection {
            object: self.object.header.object,
            told: self.told,
            signature: self.signature,
        }
    }

    /// The case that it is about.
    pub const fn case(&self) -> CaseId {
        self.object.header.case
    }

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.told.signed(&self.object);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// Reads what [`SealedProtection::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`], also when the object is of another kind, when a new request is said to stand elsewhere than
    /// at the beginning, and when a day is told where none belongs or lacks where one does.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let (told, signature) = bytes.split_last_chunk().ok_or(CaseBytesError)?;
        let mut rest = In::new(told);
        if rest.byte()? != Told::Protection.code() {
            return Err(CaseBytesError);
        }
        let read = Self {
            told: ToldProtection::from_bytes(rest.part()?)?,
            object: SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            signature: *signature,
        };
        let header = &read.object.header;
        let is_sound = read.told.is_request(header.object).is_some()
            && read.told.to.needs_review() == read.told.review_on.is_some();
        if header.kind != Kind::ProtectionRequest || !is_sound {
            return Err(CaseBytesError);
        }
        rest.end(read)
    }
}

impl fmt::Debug for ProtectionEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProtectionEntry(hidden)")
    }
}

impl fmt::Debug for ProtectionStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProtectionStep(hidden)")
    }
}

impl fmt::Debug for ForNamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForNamed(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Likelihood, RiskLevel, Severity};

    fn step(to: ProtectionStatus) -> ProtectionStep {
        let mut step = ProtectionStep::default();
        step.to = to.word().to_owned();
        step.reason = "Threats by telephone since Monday.".to_owned();
        step
    }

    fn risk() -> Risk {
        Risk {
            likelihood: Likelihood::Likely,
            severity: Severity::Extreme,
            level: RiskLevel::High,
            factors: vec![],
            own_view: "They want to stay together.".to_owned(),
        }
    }

    #[test]
    fn what_a_step_has_to_say_depends_on_where_it_leads() {
        use ProtectionStatus::*;
        let measures = || vec!["col.group_order".to_owned()];
        for status in ProtectionStatus::ALL {
            let told = step(*status).check();
            let lacks = match status {
                EmergencyActive | Offered | Active | ActivePartial | Renewed => {
                    Err(NoteFault::NoMeasure)
                }
                Assessing => Err(NoteFault::NoRisk),
                Refused => Err(NoteFault::NoRefusal),
                _ => Ok(()),
            };
            assert_eq!(told, lacks, "{status:?}");
        }
        let mut renewed = step(Renewed);
        renewed.measures = measures();
        assert_eq!(renewed.check(), Err(NoteFault::NoRisk));
        renewed.risk = Some(risk());
        assert_eq!(renewed.check(), Err(NoteFault::NoReview));
        renewed.review_on = Some(20_000);
        assert_eq!(renewed.check(), Ok(()));
        let mut partial = step(ActivePartial);
        partial.measures = measures();
        assert_eq!(partial.check(), Err(NoteFault::NoRefusal));
        let mut dated = step(Declined);
        dated.review_on = Some(20_000);
        assert_eq!(dated.check(), Err(NoteFault::NoReview));
        let mut emergency = step(EmergencyActive);
        emergency.measures = measures();
        assert_eq!(emergency.check(), Ok(()));
        emergency.reason = " ".to_owned();
        assert_eq!(emergency.check(), Err(NoteFault::NoReason));
        let mut acknowledged = step(Acknowledged);
        acknowledged.reason.clear();
        assert_eq!(acknowledged.check(), Ok(()));
        let mut nowhere = step(Acknowledged);
        nowhere.to = "somewhere".to_owned();
        assert_eq!(nowhere.check(), Err(NoteFault::NoDecision));
        assert_eq!(format!("{nowhere:?}"), "ProtectionStep(hidden)");
    }
}
