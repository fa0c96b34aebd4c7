use std::fmt;

use zeroize::Zeroizing;

use crate::age_file;
use crate::case::SignedCaseHeader;
use crate::digest::Digest;
use crate::framing::VaultText;
use crate::id::{ObjectId, OfficerId};
use crate::identity::Recipient;
use crate::key_file::OfficerKeys;
use crate::sharing::{PART_BYTES, Part, Share, SharingScheme};
use crate::signing::{BadSignature, SIGNATURE_BYTES, Signature, SigningKey, VerifyingKey};
use crate::vault::{VaultError, VaultPlace};
use crate::wire::Reader;

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
    pub(crate) needs_consent: bool,
    pub(crate) share: Share,
}

impl SealedShare {
    /// Seals a share to its custodian, signed with the reporter's key.
    pub(crate) fn seal(
        place: &VaultPlace,
        header: &SignedCaseHeader,
        given: &VaultShare,
        (custodian, recipient): (OfficerId, &Recipient),
        key: &SigningKey,
    ) -> Result<Self, VaultError> {
        // All room at once: a vector that grows would leave copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(1_024));
        plain.extend_from_slice(&share_head(place, header));
        plain.extend_from_slice(custodian.as_bytes());
        given.put(&mut plain);
        let sealed = age_file::seal(std::slice::from_ref(recipient), &plain)?;
        let signature = key.sign(&share_text(place, custodian, &sealed));
        Ok(Self {
            custodian,
            sealed,
            signature,
        })
    }

    /// Checks that the reporter has signed it for this vault and its custodian. What is in it only the custodian can tell.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, place: &VaultPlace, reporter: &VerifyingKey) -> Result<(), BadSignature> {
        reporter.check(
            &share_text(place, self.custodian, &self.sealed),
            &self.signature,
        )
    }

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
        self.check(&place, &header.verifying)?;
        if self.custodian != keys.officer {
            return Err(VaultError::Other);
        }
        let plain = age_file::open(&keys.identity, &self.sealed)?;
        let head = share_head(&place, header);
        let rest = plain.strip_prefix(head.as_slice());
        let mut rest = Reader::new(rest.ok_or(VaultError::Other)?);
        let custodian = OfficerId::from_bytes(rest.array()?);
        if custodian != keys.officer {
            return Err(VaultError::Other);
        }
        VaultShare::read(rest)
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

impl VaultShare {
    /// Whether the vault has a consent lock, so that its reporter has to agree as well. Out of a [`SealedShare`] it is the
    /// reporter's word, and out of an answer the custodian's.
    pub const fn needs_consent(&self) -> bool {
        self.needs_consent
    }

    /// `needed 1 ‖ people 1 ‖ person 1 ‖ needs consent 1 ‖ parts`, to the end.
    pub(crate) fn put(&self, plain: &mut Vec<u8>) {
        let (scheme, share) = (self.scheme, &self.share);
        plain.extend_from_slice(&[scheme.needed(), scheme.people(), share.person]);
        plain.push(self.needs_consent.into());
        for part in &share.parts {
            plain.extend_from_slice(part.expose());
        }
    }

    /// Reads what [`VaultShare::put`] wrote.
    pub(crate) fn read(mut rest: Reader<'_>) -> Result<Self, VaultError> {
        let scheme = SharingScheme::new(rest.u8()?, rest.u8()?)?;
        let person = rest.u8()?;
        let needs_consent = match rest.u8()? {
            0 => false,
            1 => true,
            _ => return Err(VaultError::Damaged),
        };
        let mut parts = Vec::with_capacity(scheme.parts());
        for _ in scheme.parts_of(person) {
            parts.push(Part::from_bytes(rest.array::<PART_BYTES>()?));
        }
        if !rest.is_empty() || parts.is_empty() {
            return Err(VaultError::Damaged);
        }
        Ok(Self {
            scheme,
            needs_consent,
            share: Share { person, parts },
        })
    }
}

impl fmt::Debug for SealedShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedShare(of {})", self.custodian)
    }
}

/// What the reporter signs of a share.
fn share_text(place: &VaultPlace, custodian: OfficerId, sealed: &[u8]) -> Vec<u8> {
    let mut text = place.begin(VaultText::Share);
    text.extend_from_slice(custodian.as_bytes());
    text.extend_from_slice(Digest::of(sealed).as_bytes());
    text
}

fn share_head(place: &VaultPlace, header: &SignedCaseHeader) -> Vec<u8> {
    let mut head = place.begin(VaultText::Share);
    head.extend_from_slice(header.digest().as_bytes());
    head
}
