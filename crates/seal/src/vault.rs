use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use data_encoding::BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::age_file::{self, OpenError, SealError};
use crate::case::SignedCaseHeader;
use crate::day::Day;
use crate::digest::Digest;
use crate::exclusion::Exclusions;
use crate::framing::{VaultText, begin_vault};
use crate::id::{CaseId, InstanceId, ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::random::{NoRandomness, below};
use crate::roster_line::Officer;
use crate::sharing::{Joining, PART_BYTES, Part, Share, SharingError, SharingScheme};
use crate::signing::{BadSignature, SIGNATURE_BYTES, Signature, SigningKey};
use crate::text::TextError;
use crate::trust::{Trust, TrustError};
use crate::wire::{Reader, Short};

/// Bytes that an identity, or what is said about a request, has before sealing: what is shorter is padded.
pub const VAULT_TEXT_BYTES: usize = 4 * 1_024;

/// Where a vault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultPlace {
    /// The deployment.
    pub instance: InstanceId,
    /// The case.
    pub case: CaseId,
    /// The object that holds the vault.
    pub vault: ObjectId,
}

/// Who the reporter is, under a key that only several custodians put together. It lies in an object of its own that the
/// reporter signs and that is sealed to the case: so custodians without a holder open nothing either.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenVault", into = "WrittenVault")]
pub struct Vault {
    scheme: SharingScheme,
    custodians: Vec<OfficerId>,
    commitments: Vec<Digest>,
    sealed: Vec<u8>,
}

/// A vault as it is spelt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenVault {
    needed: u8,
    custodians: Vec<String>,
    /// One for every part, in 64 hexadecimal digits.
    commitments: Vec<String>,
    /// The age file, in base64.
    sealed: String,
}

/// Who is to keep a vault.
#[derive(Debug, Clone)]
pub struct Custodians {
    scheme: SharingScheme,
    chosen: Vec<(OfficerId, Recipient)>,
}

/// What one custodian keeps, sealed to this custodian and signed by the reporter.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedShare {
    /// To whom it is sealed.
    pub custodian: OfficerId,
    sealed: Vec<u8>,
    signature: Signature,
}

/// The share of a vault that a custodian has opened.
#[derive(Debug)]
pub struct VaultShare {
    pub(crate) scheme: SharingScheme,
    pub(crate) share: Share,
}

/// Why there is no vault, or why it does not open.
#[derive(Debug, Error)]
pub enum VaultError {
    /// Bytes or a text do not have their layout.
    #[error("this is damaged")]
    Damaged,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// Somebody is no custodian on duty, receives this case, or is left out.
    #[error("{0} may not keep a share of this vault")]
    NotForThis(OfficerId),
    /// An age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It belongs to another vault, case, request or officer.
    #[error("this is of another vault")]
    Other,
    /// An age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The shares do not fit.
    #[error(transparent)]
    Sharing(#[from] SharingError),
    /// The signature does not hold.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// The vault's object is not sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Too few custodians of different bodies are left.
    #[error("too few custodians of different bodies are left")]
    TooFewCustodians,
    /// More than [`VAULT_TEXT_BYTES`].
    #[error("the text is too long")]
    TooLong,
    /// So many custodians of one body that they could open it alone.
    #[error("custodians of one body could open this alone")]
    TooManyOfOneBody,
    /// The roster is not in use, or lacks a key.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

impl From<Short> for VaultError {
    fn from(_: Short) -> Self {
        Self::Damaged
    }
}

impl Custodians {
    /// Draws three custodians of three bodies, of whom two will be needed, among those who are on duty, hold nothing of
    /// the case and are not left out. Nobody who is left out can be told from somebody who was not drawn.
    ///
    /// # Errors
    /// [`VaultError::TooFewCustodians`]; [`TrustError::MissingKey`] when the key of any custodian is missing, for a
    /// server could choose them by withholding keys.
    pub fn draw(
        trust: &Trust,
        panel: &BTreeSet<OfficerId>,
        left_out: &Exclusions,
        today: Day,
    ) -> Result<Self, VaultError> {
        let scheme = SharingScheme::TWO_OF_THREE;
        let roster = trust.roster(today)?;
        let keep = |officer: &&Officer| may_keep(officer, panel, left_out, today);
        let mut left: Vec<&Officer> = roster.officers.iter().filter(keep).collect();
        let without_key = left.iter().find(|one| trust.keys.of(one).is_none());
        if let Some(officer) = without_key {
            return Err(TrustError::MissingKey(officer.id).into());
        }
        let mut drawn: Vec<&Officer> = Vec::new();
        while drawn.len() < usize::from(scheme.people()) && !left.is_empty() {
            let next = left.swap_remove(below(left.len())?);
            let of_body = drawn.iter().filter(|one| one.body == next.body);
            if of_body.count() + 1 < usize::from(scheme.needed()) {
                drawn.push(next);
            }
        }
        if drawn.len() < usize::from(scheme.people()) {
            return Err(VaultError::TooFewCustodians);
        }
        let drawn: Vec<_> = drawn.into_iter().map(|officer| officer.id).collect();
        Self::appoint(trust, scheme, &drawn, panel, left_out, today)
    }

    /// Takes these custodians, in their order.
    ///
    /// # Errors
    /// [`VaultError::NotForThis`] for somebody who is no custodian on duty, holds the case, is left out or stands twice;
    /// [`VaultError::TooManyOfOneBody`] when custodians of one body would be as many as are needed;
    /// [`VaultError::TooFewCustodians`] when they are not as many as the scheme has.
    pub fn appoint(
        trust: &Trust,
        scheme: SharingScheme,
        officers: &[OfficerId],
        panel: &BTreeSet<OfficerId>,
        left_out: &Exclusions,
        today: Day,
    ) -> Result<Self, VaultError> {
        if officers.len() != usize::from(scheme.people()) {
            return Err(VaultError::TooFewCustodians);
        }
        let roster = trust.roster(today)?;
        let mut bodies = BTreeMap::new();
        let mut chosen: Vec<(OfficerId, Recipient)> = Vec::with_capacity(officers.len());
        for &id in officers {
            let officer = roster
                .officer(id)
                .filter(|officer| may_keep(officer, panel, left_out, today))
                .filter(|_| !chosen.iter().any(|(known, _)| *known == id))
                .ok_or(VaultError::NotForThis(id))?;
            let key = trust.keys.of(officer).ok_or(TrustError::MissingKey(id))?;
            let of_body: &mut u8 = bodies.entry(officer.body).or_default();
            *of_body = of_body.saturating_add(1);
            if *of_body >= scheme.needed() {
                return Err(VaultError::TooManyOfOneBody);
            }
            chosen.push((id, key.clone()));
        }
        Ok(Self { scheme, chosen })
    }

    /// Who they are.
    pub fn ids(&self) -> impl Iterator<Item = OfficerId> {
        self.chosen.iter().map(|(id, _)| *id)
    }

    /// How many of them are needed.
    pub const fn needed(&self) -> u8 {
        self.scheme.needed()
    }
}

fn may_keep(
    officer: &Officer,
    panel: &BTreeSet<OfficerId>,
    left_out: &Exclusions,
    today: Day,
) -> bool {
    officer.keeps_vaults()
        && officer.is_on_duty(today)
        && !panel.contains(&officer.id)
        && !left_out.cover(officer)
}

impl Vault {
    /// Seals an identity to a fresh key and shares that key's random seed. Text that somebody could guess is never
    /// shared itself.
    ///
    /// # Errors
    /// [`VaultError::TooLong`]; [`VaultError::NoRandomness`], and then nothing was made.
    pub(crate) fn seal<T: Serialize>(
        header: &SignedCaseHeader,
        vault: ObjectId,
        identity: &T,
        custodians: &Custodians,
        key: &SigningKey,
    ) -> Result<(Self, Vec<SealedShare>), VaultError> {
        let place = VaultPlace {
            instance: header.instance,
            case: header.case,
            vault,
        };
        let scheme = custodians.scheme;
        let fresh = Identity::draw()?;
        let parts = scheme.split(&fresh.seed())?;
        let bound = place.bound(scheme);
        let commitments = parts
            .iter()
            .enumerate()
            .map(|(number, part)| part.commitment(&bound, number))
            .collect();
        let mut shares = Vec::with_capacity(custodians.chosen.len());
        for (person, (custodian, recipient)) in (0..).zip(&custodians.chosen) {
            let mut plain = share_head(&place, header, scheme, person, *custodian);
            put_parts(&mut plain, &scheme.share_of(person, &parts));
            let sealed = age_file::seal(std::slice::from_ref(recipient), &plain)?;
            let signature = key.sign(&share_text(&place, *custodian, &sealed));
            shares.push(SealedShare {
                custodian: *custodian,
                sealed,
                signature,
            });
        }
        let vault = Self {
            scheme,
            custodians: custodians.ids().collect(),
            commitments,
            sealed: age_file::seal(&[fresh.recipient()], &padded(identity)?)?,
        };
        Ok((vault, shares))
    }

    /// Who keeps shares.
    pub fn custodians(&self) -> &[OfficerId] {
        &self.custodians
    }

    /// How many of them are needed.
    pub const fn needed(&self) -> u8 {
        self.scheme.needed()
    }

    /// Begins to put the key together. The vault must be what the reporter signed at this place.
    ///
    /// # Errors
    /// [`VaultError::Sharing`] when the commitments are not as many as there are parts.
    pub fn begin_opening(&self, place: &VaultPlace) -> Result<OpeningVault<'_>, VaultError> {
        let bound = place.bound(self.scheme);
        Ok(OpeningVault {
            vault: self,
            joining: Joining::begin(self.scheme, bound, &self.commitments)?,
        })
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(hidden)")
    }
}

impl From<Vault> for WrittenVault {
    fn from(vault: Vault) -> Self {
        Self {
            needed: vault.scheme.needed(),
            custodians: vault.custodians.iter().map(OfficerId::to_string).collect(),
            commitments: vault.commitments.iter().map(Digest::to_string).collect(),
            sealed: BASE64.encode(&vault.sealed),
        }
    }
}

impl TryFrom<WrittenVault> for Vault {
    type Error = VaultError;

    fn try_from(written: WrittenVault) -> Result<Self, VaultError> {
        let people = u8::try_from(written.custodians.len()).map_err(|_| VaultError::Damaged)?;
        let custodians: Result<BTreeSet<OfficerId>, _> =
            written.custodians.iter().map(|id| id.parse()).collect();
        let custodians = custodians.map_err(|_| VaultError::Damaged)?;
        if custodians.len() != written.custodians.len() {
            return Err(VaultError::Damaged);
        }
        let ids = written.custodians.iter().filter_map(|id| id.parse().ok());
        let commitments = written.commitments.iter();
        let commitments: Option<Vec<_>> = commitments.map(|hex| Digest::from_hex(hex)).collect();
        let sealed = BASE64.decode(written.sealed.as_bytes());
        Ok(Self {
            scheme: SharingScheme::new(written.needed, people)?,
            custodians: ids.collect(),
            commitments: commitments.ok_or(VaultError::Damaged)?,
            sealed: sealed.map_err(|_| VaultError::Damaged)?,
        })
    }
}

/// A vault whose key is being put together.
pub struct OpeningVault<'v> {
    vault: &'v Vault,
    joining: Joining<'v>,
}

impl OpeningVault<'_> {
    /// Takes the share that a custodian gave, all of it or nothing.
    ///
    /// # Errors
    /// [`SharingError::FalseShare`] when it is not what the reporter committed to: the custodian is to blame.
    pub fn take(&mut self, custodian: OfficerId, given: VaultShare) -> Result<(), SharingError> {
        let mut keepers = self.vault.custodians.iter();
        let place = keepers.position(|keeper| *keeper == custodian);
        let is_own = place == Some(usize::from(given.share.person));
        if !is_own || given.scheme != self.vault.scheme {
            return Err(SharingError::FalseShare);
        }
        self.joining.take(given.share)
    }

    /// Opens the identity.
    ///
    /// # Errors
    /// [`SharingError::TooFew`] within [`VaultError::Sharing`]; [`VaultError::Damaged`] when the text is none.
    pub fn finish<T: DeserializeOwned>(self) -> Result<T, VaultError> {
        let seed = self.joining.finish()?;
        let key = Identity::from_seed(seed.as_slice()).map_err(|_| VaultError::Damaged)?;
        let plain = age_file::open(&key, &self.vault.sealed)?;
        serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)
    }
}

impl fmt::Debug for OpeningVault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningVault(hidden)")
    }
}

impl SealedShare {
    /// Opens the own share. Case header and signature have to be those of the reporter who sealed it: so nobody gets a
    /// custodian to tell somebody else that a vault is opened.
    ///
    /// # Errors
    /// [`VaultError::Signature`], [`VaultError::Other`], [`VaultError::Open`].
    pub fn open(
        &self,
        header: &SignedCaseHeader,
        vault: ObjectId,
        keys: &OfficerKeys,
    ) -> Result<VaultShare, VaultError> {
        let place = VaultPlace {
            instance: header.instance,
            case: header.case,
            vault,
        };
        let text = share_text(&place, self.custodian, &self.sealed);
        header.verifying.check(&text, &self.signature)?;
        if self.custodian != keys.officer {
            return Err(VaultError::Other);
        }
        let plain = age_file::open(&keys.identity, &self.sealed)?;
        let bare = share_bare_head(&place, header);
        let rest = plain.strip_prefix(bare.as_slice());
        let mut rest = Reader::new(rest.ok_or(VaultError::Other)?);
        let custodian = OfficerId::from_bytes(rest.array()?);
        if custodian != keys.officer {
            return Err(VaultError::Other);
        }
        read_share(rest)
    }

    /// `custodian 16 ‖ signature 64 ‖ age file`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.custodian.as_bytes().to_vec();
        bytes.extend_from_slice(&self.signature);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads what [`SealedShare::to_bytes`] wrote. The signature is not checked here.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut reader = Reader::new(bytes);
        Ok(Self {
            custodian: OfficerId::from_bytes(reader.array()?),
            signature: reader.array::<SIGNATURE_BYTES>()?,
            sealed: reader.rest().to_vec(),
        })
    }
}

impl fmt::Debug for SealedShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedShare(of {})", self.custodian)
    }
}

impl VaultPlace {
    /// The fields that bind something to this vault, behind the beginning of its text.
    pub(crate) fn begin(&self, text: VaultText) -> Vec<u8> {
        let mut bytes = begin_vault(self.instance, text);
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.extend_from_slice(self.vault.as_bytes());
        bytes
    }

    fn bound(&self, scheme: SharingScheme) -> Vec<u8> {
        let mut bytes = self.begin(VaultText::Part);
        bytes.extend_from_slice(&[scheme.needed(), scheme.people()]);
        bytes
    }
}

/// What the reporter signs of a share.
fn share_text(place: &VaultPlace, custodian: OfficerId, sealed: &[u8]) -> Vec<u8> {
    let mut text = place.begin(VaultText::Share);
    text.extend_from_slice(custodian.as_bytes());
    text.extend_from_slice(Digest::of(sealed).as_bytes());
    text
}

fn share_bare_head(place: &VaultPlace, header: &SignedCaseHeader) -> Vec<u8> {
    let mut head = place.begin(VaultText::Share);
    head.extend_from_slice(header.digest().as_bytes());
    head
}

fn share_head(
    place: &VaultPlace,
    header: &SignedCaseHeader,
    scheme: SharingScheme,
    person: u8,
    custodian: OfficerId,
) -> Zeroizing<Vec<u8>> {
    // All room at once: a vector that grows would leave copies behind.
    let mut head = Zeroizing::new(Vec::with_capacity(1_024));
    head.extend_from_slice(&share_bare_head(place, header));
    head.extend_from_slice(custodian.as_bytes());
    head.extend_from_slice(&[scheme.needed(), scheme.people(), person]);
    head
}

pub(crate) fn put_parts(plain: &mut Vec<u8>, share: &Share) {
    for part in &share.parts {
        plain.extend_from_slice(part.expose());
    }
}

/// `needed 1 ‖ people 1 ‖ person 1 ‖ parts`, to the end.
pub(crate) fn read_share(mut rest: Reader<'_>) -> Result<VaultShare, VaultError> {
    let scheme = SharingScheme::new(rest.u8()?, rest.u8()?)?;
    let person = rest.u8()?;
    let mut parts = Vec::with_capacity(scheme.parts());
    for _ in scheme.parts_of(person) {
        parts.push(Part::from_bytes(rest.array::<PART_BYTES>()?));
    }
    if !rest.is_empty() || parts.is_empty() {
        return Err(VaultError::Damaged);
    }
    Ok(VaultShare {
        scheme,
        share: Share { person, parts },
    })
}

/// A text as JSON, padded with spaces to [`VAULT_TEXT_BYTES`].
pub(crate) fn padded<T: Serialize>(text: &T) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(VAULT_TEXT_BYTES));
    // A slice takes no more than it has room for, and never grows.
    plain.resize(VAULT_TEXT_BYTES, b' ');
    serde_json::to_writer(plain.as_mut_slice(), text).map_err(|_| VaultError::TooLong)?;
    Ok(plain)
}
