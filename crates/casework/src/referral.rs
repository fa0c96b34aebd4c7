use std::fmt;

use seal::{
    BodyId, CaseId, Day, Kind, Level, ObjectId, OfficerId, OfficerKeys, Receipt, SealedObject,
    Sender,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::note::{Note, NoteFault};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::parcel_part::{CarriedFiles, ParcelPart};
use crate::parts::{In, Out};
use crate::protection::ProtectionRequest;
use crate::protections::Protection;
use crate::referral_along::AlongReferral;
use crate::referral_elsewhere::{Going, ReferralAnswer, SentElsewhere};
use crate::referral_status::ReferralStatus;
use crate::referral_terms::{ReferralTerms, SharedIdentity};
use crate::referrals::Referral;
use crate::referred_file::{ReferredFile, WentAs};
use crate::risk::RiskLevel;

/// A step with a referral to another body, as it lies inside its sealed note.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReferralStep {
    /// The note that began it; empty where this one does.
    #[serde(default)]
    pub referral: String,
    /// The last note about it that the officer had seen; empty where this one begins it.
    #[serde(default)]
    pub after: String,
    /// A code of the list `referral_status`.
    pub to: String,
    /// The id of the other body.
    #[serde(default)]
    pub body: String,
    /// Why, or what came of it.
    #[serde(default)]
    pub reason: String,
    /// What was sent, where this step sends it.
    #[serde(default)]
    pub sent: Option<SentReferral>,
    /// What was answered about the danger, where that was asked.
    #[serde(default)]
    pub risk: Option<ReferralRisk>,
    /// What the office elsewhere answered, where this step rests on that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ReferralAnswer>,
}

/// What went to the other body, and what opens its answers. Whoever holds the first case can read them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SentReferral {
    /// The digits of the receipt.
    pub receipt: String,
    /// The id of the consent that it rests on.
    pub consent: String,
    /// How much of who reported went along: a word of [`SharedIdentity`].
    pub identity: String,
    /// A code of the list `sharing_level`.
    pub sharing: String,
    /// By when an answer is asked for, as `2026-12-05`.
    pub due: String,
    /// What was sent.
    pub text: String,
    /// The files that went along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ReferredFile>,
    /// What else went along.
    #[serde(default, skip_serializing_if = "AlongReferral::is_nothing")]
    pub along: AlongReferral,
    /// The ids of who had declined the case or was kept out of it later on by then, where it went to a body of this office:
    /// who is kept out since is not kept out there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barred: Option<Vec<String>>,
    /// Where it went, if that is another office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<SentElsewhere>,
}

/// What an officer answers about the danger of a referral.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReferralRisk {
    /// Whether the danger of reprisals is acceptable.
    pub reprisal_acceptable: bool,
    /// Whether nobody could be put to death, tortured or sent back to where that waits.
    pub nobody_exposed: bool,
    /// Whether somebody in the case is in danger of life or body now, as it was assessed last.
    pub is_critical: bool,
}

/// What an officer wants to do, as the form has it.
#[derive(Clone, Default, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Referring {
    /// The id of the other body.
    pub body: String,
    /// `proposed`, `consent_pending` or `sent`.
    pub to: String,
    /// A word of [`SharedIdentity`].
    pub identity: String,
    /// A code of the list `sharing_level`.
    pub sharing: String,
    /// `acceptable` or `unacceptable`.
    pub reprisal: String,
    /// `none` or `possible`.
    pub exposure: String,
    /// What is sent.
    pub text: String,
    /// Why it is referred, or why not.
    pub reason: String,
    /// By when an answer is asked for, as `2026-12-05`.
    pub due: String,
    /// Who of an office elsewhere must not see it: ids of officers or units of its roster, or `head:` and the id of a body.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// The files that go along.
    #[serde(default)]
    pub files: Vec<ReferredFile>,
    /// What else goes along.
    #[serde(default)]
    pub along: AlongReferral,
}

/// What follows from what an officer wants to do, with everything checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralPlan {
    /// Where the referral stands then: `sent` only with `terms`.
    pub to: ReferralStatus,
    /// The other body.
    pub body: BodyId,
    /// What is sent is sent under these terms.
    pub terms: Option<ReferralTerms>,
    /// The request for protection that goes along, as it is sent.
    pub request: Option<ProtectionRequest>,
    consent: String,
    risk: Option<ReferralRisk>,
}

/// What the desk is told beside a sealed note about a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldReferral {
    /// The note that began it; its own one where this one does.
    pub referral: ObjectId,
    /// The last note about it before this one; its own one where this one begins it.
    pub after: ObjectId,
    /// The other body.
    pub body: BodyId,
    /// Where it stands then.
    pub to: ReferralStatus,
    /// By when an answer is asked for, where it is sent.
    pub due: Option<Day>,
    /// How many objects the case had when it was sealed. What is sent rests on consent that stood then: whatever came
    /// in between has to be seen first.
    pub seen: u32,
}

/// A step with a referral on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedReferral {
    /// What the desk is told.
    pub told: ToldReferral,
    /// What only holders read.
    pub object: SealedObject,
    /// The parcel for the other body, where the step sends one to a body here; else empty.
    pub parcel: Vec<u8>,
    /// The parcel for an office elsewhere, sealed in parts for those who hold this case; else empty.
    pub carried: Vec<SealedObject>,
    /// The files of that parcel, sealed once more for those who hold this case; nothing where it has none.
    pub files: Option<CarriedFiles>,
}

impl ReferralStep {
    /// Bytes of a reason, at most.
    pub const REASON_BYTES: usize = 4_000;

    /// Bytes of an answer of an office elsewhere that is noted, at most.
    pub const ANSWER_BYTES: usize = 40 * 1_024;
}

impl Referring {
    /// Bytes of what is sent, at most: it is kept in the first case as well, beside what opens the answers.
    pub const TEXT_BYTES: usize = 40 * 1_024;

    fn risk(&self, is_critical: bool) -> Result<ReferralRisk, NoteFault> {
        let answer = |said: &str, yes: &str, no: &str| match said {
            said if said == yes => Ok(true),
            said if said == no => Ok(false),
            _ => Err(NoteFault::NoRiskAnswer),
        };
        Ok(ReferralRisk {
            reprisal_acceptable: answer(&self.reprisal, "acceptable", "unacceptable")?,
            nobody_exposed: answer(&self.exposure, "none", "possible")?,
            is_critical,
        })
    }
}

impl ReferralRisk {
    /// Whether nothing may be sent.
    pub const fn blocks(&self) -> bool {
        !self.reprisal_acceptable || !self.nobody_exposed || self.is_critical
    }
}

impl OpenCase<'_> {
    /// Looks what follows from what an officer of the body `own` wants to do on a day. What would put somebody in danger is
    /// blocked, whatever was consented to; everything else that is sent needs consent that stands.
    ///
    /// # Errors
    /// [`NoteFault`] says what is missing.
    pub fn plan_referral(
        &self,
        asked: &Referring,
        own: BodyId,
        day: Day,
    ) -> Result<ReferralPlan, NoteFault> {
        let body: BodyId = asked.body.parse().map_err(|_| NoteFault::NoReceiver)?;
        if body == own || body == self.file.case.header.body {
            return Err(NoteFault::NoReceiver);
        }
        let to: ReferralStatus = asked.to.parse().map_err(|_| NoteFault::NoDecision)?;
        if asked.reason.trim().is_empty() {
            return Err(NoteFault::NoReason);
        }
        if asked.reason.len() > ReferralStep::REASON_BYTES {
            return Err(NoteFault::TooLong);
        }
        let mut plan = ReferralPlan {
            to,
            body,
            terms: None,
            request: None,
            consent: String::new(),
            risk: None,
        };
        if to.is_pending() {
            return Ok(plan);
        }
        if to != ReferralStatus::Sent {
            return Err(NoteFault::NoDecision);
        }
        let entries = self.entries();
        let protections = self.protections(&entries);
        self.check_passing_on(&entries, &protections)?;
        let mut risks = protections.iter().filter_map(|known| known.risk.as_ref());
        let risk = asked.risk(risks.any(|risk| risk.level == RiskLevel::Critical))?;
        let blocks = risk.blocks();
        plan.risk = Some(risk);
        if blocks {
            plan.to = ReferralStatus::RiskBlocked;
            return Ok(plan);
        }
        let referrals = self.referrals(&entries);
        let mut to_them = referrals.iter().filter(|known| known.body == body);
        if to_them.any(|known| known.status.awaits_answer() && self.is_listed(known)) {
            return Err(NoteFault::AlreadyReferred);
        }
        let due: Day = asked.due.parse().map_err(|_| NoteFault::NoTerms)?;
        let terms = ReferralTerms::parse(own, &asked.identity, &asked.sharing, due)?;
        // What is in a file as it came, or beside it, may say who made it.
        let mut files = asked.files.iter();
        let is_original = |file: &ReferredFile| file.went_as.parse() == Ok(WentAs::Original);
        if terms.identity != SharedIdentity::Named && files.any(is_original) {
            return Err(NoteFault::OriginalNeedsNamed);
        }
        let consents = self.consents(&entries);
        let mut consents = consents.iter();
        let consent = consents.find(|one| one.allows(terms.identity, body, day));
        plan.consent = consent.ok_or(NoteFault::NoConsent)?.id.clone();
        if asked.text.trim().is_empty() {
            return Err(NoteFault::Empty);
        }
        if asked.text.len() > Referring::TEXT_BYTES {
            return Err(NoteFault::TooLong);
        }
        if asked.files.len() > ReferredFile::MOST {
            return Err(NoteFault::TooManyFiles);
        }
        if !asked.files.iter().all(ReferredFile::is_sound) {
            return Err(NoteFault::Exhibit);
        }
        plan.request = self.check_along(&asked.along, &protections, terms.identity)?;
        plan.terms = Some(terms);
        Ok(plan)
    }

    /// Seals the note that begins a referral, or goes on with one to that body of which nothing was sent. `sent` is the
    /// parcel for the other body, and the receipt for it, where the plan has terms.
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn refer(
        &self,
        plan: &ReferralPlan,
        asked: &Referring,
        sent: Option<(&Receipt, Vec<u8>)>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedReferral, SealingFault> {
        let (receipt, parcel) = sent.unzip();
        let going = receipt.map(|receipt| Going {
            receipt,
            elsewhere: None,
            carried: &[],
            files: None,
        });
        let sealed = self.refer_to(plan, asked, going, keys, level)?;
        Ok(SealedReferral {
            parcel: parcel.unwrap_or_default(),
            ..sealed
        })
    }

    pub(crate) fn refer_to(
        &self,
        plan: &ReferralPlan,
        asked: &Referring,
        mut sent: Option<Going<'_>>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedReferral, SealingFault> {
        if (plan.to == ReferralStatus::Sent) != sent.is_some() {
            return Err(NoteFault::NoTerms.into());
        }
        let referrals = self.referrals(&self.entries());
        let mut referrals = referrals.iter();
        let before = referrals.find(|known| {
            known.body == plan.body && known.status.is_pending() && self.is_listed(known)
        });
        if before.is_some_and(|known| !known.status.may_go_to(plan.to)) {
            return Err(NoteFault::NoSuchStep.into());
        }
        let mut chain = OfficerChain::of(self, keys, level)?;
        let carried = sent.as_ref().map_or(&[][..], |going| going.carried);
        let ahead = sent.as_mut().and_then(|going| going.files.take());
        let files = ahead.map(|(upload, files)| {
            let bundle = chain.end_files(files)?;
            Ok::<_, SealingFault>(CarriedFiles { upload, bundle })
        });
        let files = files.transpose()?;
        let mut step = ReferralStep::default();
        step.to = plan.to.word().to_owned();
        step.body = plan.body.to_string();
        step.reason = asked.reason.trim().to_owned();
        step.risk.clone_from(&plan.risk);
        step.sent = sent
            .zip(plan.terms.as_ref())
            .map(|(going, terms)| SentReferral {
                receipt: going.receipt.digits().to_string(),
                consent: plan.consent.clone(),
                identity: terms.identity.word().to_owned(),
                sharing: terms.sharing.clone(),
                due: terms.due.to_string(),
                text: asked.text.clone(),
                files: asked.files.clone(),
                along: asked.along.clone(),
                barred: going.elsewhere.is_none().then(|| {
                    let barred = self.barred().into_iter();
                    barred.map(|officer| officer.to_string()).collect()
                }),
                elsewhere: going.elsewhere,
            });
        let place = before.map(|known| (known.id, known.last));
        let due = plan.terms.as_ref().map(|terms| terms.due);
        let told = (plan.body, plan.to, due);
        let sealed = self.seal_referral(step, place, told, &mut chain)?;
        Ok(SealedReferral {
            carried: ParcelPart::seal_all(carried, &mut chain)?,
            files,
            ..sealed
        })
    }

    /// Seals a step with a referral that stands, such as what came of it.
    ///
    /// # Errors
    /// [`SealingFault`]: also for a referral that there is not, and a step that does not follow. Nothing is sent by it.
    pub fn go_on_with_referral(
        &self,
        mut step: ReferralStep,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedReferral, SealingFault> {
        let to: ReferralStatus = step.to.parse().map_err(|_| NoteFault::NoDecision)?;
        if step.reason.trim().is_empty() {
            return Err(NoteFault::NoReason.into());
        }
        if step.reason.len() > ReferralStep::REASON_BYTES {
            return Err(NoteFault::TooLong.into());
        }
        let referrals = self.referrals(&self.entries());
        let mut referrals = referrals.iter();
        let known = referrals.find(|known| known.id.to_string() == step.referral);
        let known = known.ok_or(NoteFault::NoSuchStep)?;
        let follows = ReferralStatus::after(Some(known.status), to).is_ok();
        if !follows || matches!(to, ReferralStatus::Sent | ReferralStatus::RiskBlocked) {
            return Err(NoteFault::NoSuchStep.into());
        }
        let mut answer = step.answer.iter();
        if answer.any(|answer| answer.text.len() > ReferralStep::ANSWER_BYTES) {
            return Err(NoteFault::TooLong.into());
        }
        step.body = known.body.to_string();
        (step.sent, step.risk) = (None, None);
        let place = Some((known.id, known.last));
        let mut chain = OfficerChain::of(self, keys, level)?;
        self.seal_referral(step, place, (known.body, to, None), &mut chain)
    }

    /// Whether the desk has this referral where it stands. What only a note says is passed over: otherwise an officer's
    /// changed client could write down something that nobody goes on from.
    fn is_listed(&self, known: &Referral) -> bool {
        let mut listed = self.file.referrals.iter();
        listed.any(|state| (state.referral, state.last) == (known.id, known.last))
    }

    /// What is passed on rests on everything that officers noted: where something of it is missing, does not open, or is
    /// contradicted, it may be that consent was withdrawn. And what another body passed on here goes on only as far as that
    /// body has said.
    fn check_passing_on(
        &self,
        entries: &[Entry<'_>],
        protections: &[Protection],
    ) -> Result<(), NoteFault> {
        let is_unreadable = |entry: &Entry<'_>| {
            matches!(entry.content, Content::Unreadable(..))
                && matches!(entry.sender, Sender::Officer(_))
        };
        let is_doubtful =
            |known: &Protection| known.is_misplaced || !known.contradicted_by.is_empty();
        if !self.gaps().is_empty()
            || entries.iter().any(is_unreadable)
            || protections.iter().any(is_doubtful)
        {
            return Err(NoteFault::NotWhole);
        }
        let narrow = ["tlp_red", "tlp_amber_strict"];
        let terms = self.referred_by().and_then(|by| by.terms);
        if terms.is_some_and(|terms| narrow.contains(&terms.sharing.as_str())) {
            return Err(NoteFault::MayNotPassOn);
        }
        Ok(())
    }

    fn seal_referral(
        &self,
        mut step: ReferralStep,
        place: Option<(ObjectId, ObjectId)>,
        (body, to, due): (BodyId, ReferralStatus, Option<Day>),
        chain: &mut OfficerChain<'_>,
    ) -> Result<SealedReferral, SealingFault> {
        let name = |id: Option<ObjectId>| id.map_or_else(String::new, |id| id.to_string());
        step.referral = name(place.map(|(referral, _)| referral));
        step.after = name(place.map(|(_, after)| after));
        let note = Note::Referral(Box::new(step));
        let object = chain.seal(Kind::Note, &note)?;
        let own = object.header.object;
        let (referral, after) = place.unwrap_or((own, own));
        Ok(SealedReferral {
            told: ToldReferral {
                referral,
                after,
                body,
                to,
                due,
                seen: u32::try_from(self.file.objects.len()).unwrap_or(u32::MAX),
            },
            object,
            parcel: vec![],
            carried: vec![],
            files: None,
        })
    }
}

impl ToldReferral {
    /// Whether it begins a referral, and says so of itself without contradiction; for a note with this number.
    pub fn begins(&self, object: ObjectId) -> Option<bool> {
        match (self.referral == object, self.after == object) {
            (true, true) => Some(true),
            (false, false) => Some(false),
            _ => None,
        }
    }

    fn write(&self, out: &mut Out) {
        out.0.extend_from_slice(self.referral.as_bytes());
        out.0.extend_from_slice(self.after.as_bytes());
        out.0.extend_from_slice(self.body.as_bytes());
        out.byte(self.to.code());
        out.several(self.due.as_slice(), |out, day| out.day(*day));
        out.0.extend_from_slice(&self.seen.to_be_bytes());
    }

    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            referral: ObjectId::from_bytes(rest.array()?),
            after: ObjectId::from_bytes(rest.array()?),
            body: BodyId::from_bytes(rest.array()?),
            to: ReferralStatus::from_code(rest.byte()?).ok_or(CaseBytesError)?,
            due: rest.at_most_one(In::day)?,
            seen: u32::from_be_bytes(rest.array()?),
        })
    }
}

impl SealedReferral {
    /// Bytes of it on its way, at most.
    pub const MOST_BYTES: usize =
        (1 + ParcelPart::MOST_PARTS) * seal::REPLY_BYTES + seal::PARCEL_HEAD_BYTES + 1_024;

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.told.write(&mut out);
        out.part(&self.object.to_bytes());
        out.part(&self.parcel);
        out.several(&self.carried, |out, part| out.part(&part.to_bytes()));
        out.several(self.files.as_slice(), |out, files| files.write(out));
        out.0
    }

    /// Reads what [`SealedReferral::to_bytes`] wrote. No signature is checked here, and nothing of the parcel.
    ///
    /// # Errors
    /// [`CaseBytesError`], also when an object is no note of this case, when it contradicts itself about where the referral
    /// begins, and unless just what is sent has a day and a parcel: for a body here, or in parts for an office elsewhere, which
    /// alone may have files beside it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let object =
            |rest: &mut In<'_>| SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError);
        let read = Self {
            told: ToldReferral::read(&mut rest)?,
            object: object(&mut rest)?,
            parcel: rest.part()?.to_vec(),
            carried: rest.several(object)?,
            files: rest.at_most_one(CarriedFiles::read)?,
        };
        let header = &read.object.header;
        let sends = read.told.to == ReferralStatus::Sent;
        let parcels = usize::from(!read.parcel.is_empty()) + usize::from(!read.carried.is_empty());
        let mut carried = read.carried.iter().map(|part| &part.header);
        let is_sound = header.kind == Kind::Note
            && read.told.begins(header.object).is_some()
            && sends == read.told.due.is_some()
            && parcels == usize::from(sends)
            && read.carried.len() <= ParcelPart::MOST_PARTS
            && carried.all(|part| (part.kind, part.case) == (header.kind, header.case))
            && read.files.as_ref().is_none_or(|files| {
                let files = &files.bundle.header;
                !read.carried.is_empty() && (files.kind, files.case) == (Kind::Bundle, header.case)
            });
        if !is_sound {
            return Err(CaseBytesError);
        }
        rest.end(read)
    }

    /// The case that it is about.
    pub const fn case(&self) -> CaseId {
        self.object.header.case
    }
}

impl SentReferral {
    /// What opens the answers of the other body.
    pub fn receipt(&self) -> Option<Receipt> {
        Receipt::parse(&self.receipt).ok()
    }

    /// Whether each field is what it should be.
    pub(crate) fn is_sound(&self) -> bool {
        self.receipt().is_some()
            && self.identity().is_some()
            && ReferralTerms::SHARINGS.contains(&self.sharing.as_str())
            && self.due.parse::<Day>().is_ok()
            && self.files.len() <= ReferredFile::MOST
            && self.files.iter().all(ReferredFile::is_sound)
            && self.along.is_sound()
            && self
                .barred
                .iter()
                .flatten()
                .all(|id| id.parse::<OfficerId>().is_ok())
            && self.elsewhere.as_ref().is_none_or(SentElsewhere::is_sound)
    }

    /// The place of the last of its objects among those of its receipt, from 0: report and card, a request for protection and
    /// files. What has a higher one was sent there later.
    pub fn last_place(&self) -> u32 {
        let more = [self.along.has_request(), !self.files.is_empty()];
        let more = more.into_iter().map(u32::from);
        more.sum::<u32>().saturating_add(1)
    }

    /// How much of who reported went along.
    pub fn identity(&self) -> Option<SharedIdentity> {
        self.identity.parse().ok()
    }
}

impl fmt::Debug for ReferralStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferralStep(hidden)")
    }
}

impl fmt::Debug for SentReferral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentReferral(hidden)")
    }
}

impl fmt::Debug for ReferralRisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferralRisk(hidden)")
    }
}

impl fmt::Debug for Referring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Referring(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use seal::Digest;

    use super::*;

    #[test]
    fn what_says_to_have_been_sent_names_at_most_forty_files_and_officers_by_their_ids() {
        let digest = Digest::of(b"a file").to_string();
        let file = ReferredFile {
            name: "001.png".to_owned(),
            sha256: digest.clone(),
            of: digest,
            exhibit: 0,
            went_as: WentAs::Copy.word().to_owned(),
        };
        let mut sent = SentReferral {
            receipt: Receipt::from_entropy([7; 16]).digits().to_string(),
            consent: String::new(),
            identity: SharedIdentity::Unnamed.word().to_owned(),
            sharing: "tlp_red".to_owned(),
            due: "2026-12-05".to_owned(),
            text: "What is passed on.".to_owned(),
            files: vec![file.clone(); ReferredFile::MOST],
            along: AlongReferral::default(),
            barred: Some(vec![OfficerId::from_bytes([1; 16]).to_string()]),
            elsewhere: None,
        };
        assert!(sent.is_sound());
        sent.files.push(file);
        assert!(!sent.is_sound());
        sent.files.clear();
        assert!(sent.is_sound());
        sent.barred = Some(vec!["somebody".to_owned()]);
        assert!(!sent.is_sound());
        sent.barred = None;
        assert!(sent.is_sound());
        sent.along.urgency = "now".to_owned();
        assert!(!sent.is_sound());
        sent.along.urgency = "danger".to_owned();
        sent.along.request = "a request".to_owned();
        assert!(!sent.is_sound());
        sent.along.request.clear();
        sent.along.has_words = true;
        assert!(!sent.is_sound(), "words of no request");
    }
}
