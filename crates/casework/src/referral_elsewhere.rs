use std::collections::BTreeSet;
use std::fmt;

use seal::{
    BundleSealer, CaseId, Digest, FinishedBundle, InstanceId, Level, ObjectId, OfficerKeys, Parcel,
    ParcelId, Receipt, ReplyProof, Sender, SendingError, Trust,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::Note;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::peer_office::PeerOffice;
use crate::referral::{ReferralPlan, Referring, SealedReferral};
use crate::referrals::Referral;

/// An answer of an office elsewhere, as an officer here noted it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReferralAnswer {
    /// The number of the answer there.
    pub number: String,
    /// Digest of what the officer there signed, in hexadecimal digits.
    pub digest: String,
    /// What it says.
    pub text: String,
    /// What the officer there signed; without it the answer is the word of who noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ReplyProof>,
}

/// Who signed an answer that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerSigner {
    /// The proof is of something else or for another case than the one that the parcel became, or of somebody who was no
    /// officer there in any roster of a list that lacks none.
    False,
    /// Nothing that was signed lies beside it.
    Nobody,
    /// An officer of that body, as a roster of that office names them.
    Officer(String),
    /// The list of that office or the parcel is not whole or not at hand, or the referral does not say which case it became; or
    /// an officer of another body there, who may have been let in.
    Unknown,
}

/// To which office elsewhere something goes, and the parcel that is carried there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SentElsewhere {
    /// Digest of its manifest, in hexadecimal digits.
    pub manifest: String,
    /// The names of the body and of its office on that day.
    pub name: String,
    /// SHA-256 of the parcel without its files, in hexadecimal digits. Its bytes lie in the case beside this.
    pub parcel: String,
    /// Which case it becomes there: what is signed there is signed for that one. Empty in what older clients sealed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
    /// The object here in which its files lie; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub files: String,
}

/// A parcel that is carried to an office elsewhere.
pub struct CarriedParcel<'p> {
    /// What opens its answers.
    pub receipt: &'p Receipt,
    /// The parcel without its files.
    pub bytes: &'p [u8],
    /// Which case it becomes there.
    pub case: CaseId,
    /// Its files, sealed to the case here, and under what their chunks were sent ahead.
    pub files: Option<(ParcelId, FinishedBundle)>,
}

/// What is sent: its receipt, and where it is carried elsewhere the parcel.
pub(crate) struct Going<'p> {
    pub(crate) receipt: &'p Receipt,
    pub(crate) elsewhere: Option<SentElsewhere>,
    pub(crate) carried: &'p [u8],
    pub(crate) files: Option<(ParcelId, FinishedBundle)>,
}

impl OpenCase<'_> {
    /// Begins what holds the files of a parcel for an office elsewhere, behind what the officer sealed last.
    ///
    /// # Errors
    /// [`SendingError::Order`] when something else stands in the place of that.
    pub fn begin_carried_files(
        &self,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<BundleSealer, SendingError> {
        let chain = OfficerChain::of(self, keys, level).map_err(|_| SendingError::Order)?;
        chain.begin_files(1)
    }

    /// Seals the note that refers something to an office elsewhere, and the parcel in parts beside it: it is carried there
    /// by hand, and the server here does not see it. Of the office come the digest of its manifest, and its name behind that
    /// of the body.
    ///
    /// # Errors
    /// [`SealingFault`], also for a parcel that does not fit into the case, and for files that were begun elsewhere than
    /// behind what the officer sealed last.
    pub fn refer_elsewhere(
        &self,
        plan: &ReferralPlan,
        asked: &Referring,
        parcel: CarriedParcel<'_>,
        (manifest, name): (Digest, String),
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedReferral, SealingFault> {
        let files = parcel.files.as_ref();
        let elsewhere = SentElsewhere {
            manifest: manifest.to_string(),
            name,
            parcel: Digest::of(parcel.bytes).to_string(),
            case: parcel.case.to_string(),
            files: files.map_or_else(String::new, |(_, files)| files.object().to_string()),
        };
        let going = Going {
            receipt: parcel.receipt,
            elsewhere: Some(elsewhere),
            carried: parcel.bytes,
            files: parcel.files,
        };
        self.refer_to(plan, asked, Some(going), keys, level)
    }

    /// Looks whether what would be noted of a referral has room in a sealed note, before any of its files goes ahead. Of an
    /// office elsewhere come the same as in [`OpenCase::refer_elsewhere`].
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn try_referral(
        &self,
        plan: &ReferralPlan,
        asked: &Referring,
        elsewhere: Option<(Digest, String)>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<(), SealingFault> {
        let receipt = Receipt::draw()?;
        let place = |(manifest, name): (Digest, String)| {
            let files = if asked.files.is_empty() {
                String::new()
            } else {
                ObjectId::draw()?.to_string()
            };
            Ok::<_, SealingFault>(SentElsewhere {
                manifest: manifest.to_string(),
                // Behind its files it may have a number that is a digit longer.
                name: format!("{name} "),
                parcel: Digest::NONE.to_string(),
                case: CaseId::draw()?.to_string(),
                files,
            })
        };
        let going = Going {
            receipt: &receipt,
            elsewhere: elsewhere.map(place).transpose()?,
            carried: &[],
            files: None,
        };
        self.refer_to(plan, asked, Some(going), keys, level)?;
        Ok(())
    }

    /// The objects that hold files of parcels for offices elsewhere, and nothing that was sent to this case.
    pub fn carried_files(&self, entries: &[Entry<'_>]) -> BTreeSet<ObjectId> {
        let named = entries.iter().filter_map(|entry| {
            let Content::Note(Note::Referral(step)) = &entry.content else {
                return None;
            };
            let elsewhere = step.sent.as_ref()?.elsewhere.as_ref()?;
            Some((entry.sender, elsewhere.files.parse().ok()?))
        });
        let named: BTreeSet<(Sender, ObjectId)> = named.collect();
        let carried = entries.iter().filter(|entry| {
            matches!(entry.content, Content::Files(_))
                && named.contains(&(entry.sender, entry.object))
        });
        carried.map(|entry| entry.object).collect()
    }

    /// Who signed the answer that was noted last of a referral, looked at anew; nothing where none was noted. What the server
    /// leaves out, of the parcel or of the rosters before the newest, makes no true answer a false one.
    pub fn answer_signer(&self, known: &Referral) -> Option<AnswerSigner> {
        let answer = known.answer.as_ref()?;
        let Some(proof) = &answer.proof else {
            return Some(AnswerSigner::Nobody);
        };
        let elsewhere = known.sent.as_ref()?.0.elsewhere.as_ref();
        let Some(elsewhere) = elsewhere.filter(|elsewhere| !elsewhere.case.is_empty()) else {
            return Some(AnswerSigner::Unknown);
        };
        let mut peers = self.peers().iter();
        let office = peers.find(|peer| peer.manifest.to_string() == elsewhere.manifest);
        let Some(list) = office.and_then(PeerOffice::trusted) else {
            return Some(AnswerSigner::Unknown);
        };
        let instance = list.manifest.instance;
        let said = || {
            let place = (instance, elsewhere.case.parse().ok()?);
            let signed = proof.check(place, &answer.text).ok()?;
            let is_it = signed.digest().to_string() == answer.digest
                && signed.header.object.to_string() == answer.number;
            match signed.header.sender {
                Sender::Officer(officer) if is_it => Some((officer, signed)),
                Sender::Officer(_) | Sender::Reporter => None,
            }
        };
        let Some((officer, signed)) = said() else {
            return Some(AnswerSigner::False);
        };
        let Some(parcel) = &known.carried else {
            return Some(AnswerSigner::Unknown);
        };
        if !known.became(parcel, instance) {
            return Some(AnswerSigner::False);
        }
        let rosters = list.rosters().iter();
        let signers = rosters.filter_map(|roster| roster.officer(officer));
        let signers: Vec<_> = signers
            .filter(|one| signed.check(&one.verifying).is_ok())
            .collect();
        let mut of_body = signers.iter().filter(|one| one.body == known.body);
        let label = of_body.next().map(|one| one.label.clone());
        Some(match label {
            Some(label) => AnswerSigner::Officer(label),
            None if signers.is_empty() && list.is_whole() && known.is_reached_by(list) => {
                AnswerSigner::False
            }
            None => AnswerSigner::Unknown,
        })
    }
}

impl Referral {
    /// Whether the parcel, by its first bytes, became the case that the step names, of that body there and under the receipt
    /// that opens its answers.
    fn became(&self, parcel: &[u8], instance: InstanceId) -> bool {
        let Some((sent, _)) = &self.sent else {
            return false;
        };
        let named = sent.elsewhere.as_ref().map(|there| there.case.as_str());
        let receipt = sent.receipt().map(|receipt| receipt.keys(instance));
        let header = Parcel::case_header(parcel, instance);
        header.ok().zip(receipt).is_some_and(|(header, receipt)| {
            named == Some(header.case.to_string().as_str())
                && header.body == self.body
                && header.verifying == receipt.signing.verifying()
        })
    }

    /// Whether a list of rosters was not over before the answer was noted: an older one may lack who signed it.
    fn is_reached_by(&self, list: &Trust) -> bool {
        let newest = list.newest().ok();
        self.answered
            .zip(newest)
            .is_some_and(|(noted, newest)| newest.until >= noted)
    }
}

impl SentElsewhere {
    /// Whether each field is what it should be.
    pub(crate) fn is_sound(&self) -> bool {
        let is_empty_or = |text: &str, is_one: bool| text.is_empty() || is_one;
        Digest::from_hex(&self.manifest).is_some()
            && Digest::from_hex(&self.parcel).is_some()
            && is_empty_or(&self.case, self.case.parse::<CaseId>().is_ok())
            && is_empty_or(&self.files, self.files.parse::<ObjectId>().is_ok())
    }
}

impl fmt::Debug for SentElsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentElsewhere(hidden)")
    }
}

impl fmt::Debug for CarriedParcel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CarriedParcel(hidden)")
    }
}

impl fmt::Debug for ReferralAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferralAnswer(hidden)")
    }
}
