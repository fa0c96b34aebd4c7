//! How a vault is asked for, and what custodians answer.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::age_file;
use crate::digest::Digest;
use crate::framing::VaultText;
use crate::id::{ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::signing::{BadSignature, SIGNATURE_BYTES, Signature, VerifyingKey};
use crate::vault::{VaultError, VaultPlace, padded};
use crate::vault_share::VaultShare;
use crate::wire::Reader;

/// Which request for which vault something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedVault {
    /// The vault.
    pub place: VaultPlace,
    /// The request's object in the case.
    pub request: ObjectId,
    /// Who asks.
    pub requester: OfficerId,
    /// SHA-256 of the age file that says on which basis and why: whoever answers, answers this text.
    pub text: Digest,
}

/// On which basis an officer asks to have a vault opened and why, sealed to the custodians who are asked and to the
/// case, and signed by the officer.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRequest {
    /// The request's object in the case.
    pub request: ObjectId,
    /// Who asks.
    pub requester: OfficerId,
    sealed: Vec<u8>,
    signature: Signature,
}

/// What a custodian answers, sealed to the officer who asked and signed by the custodian.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultAnswer {
    /// Who answers.
    pub custodian: OfficerId,
    /// Whether the custodian's share is in it; else a reason is.
    pub approves: bool,
    sealed: Vec<u8>,
    signature: Signature,
}

/// An answer that the officer who asked has opened.
#[derive(Debug)]
pub enum OpenedAnswer {
    /// The custodian's share.
    Share(VaultShare),
    /// Why there is none.
    Refusal(String),
}

impl SealedRequest {
    /// Seals what is said about a request.
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn seal<T: Serialize>(
        place: &VaultPlace,
        request: ObjectId,
        text: &T,
        to: &[Recipient],
        keys: &OfficerKeys,
    ) -> Result<Self, VaultError> {
        let sealed = age_file::seal(to, &padded(text)?)?;
        let mut sealed = Self {
            request,
            requester: keys.officer,
            sealed,
            signature: [0; SIGNATURE_BYTES],
        };
        sealed.signature = keys.signing.sign(&sealed.asked(place).signed_text());
        Ok(sealed)
    }

    /// Which request this is.
    pub fn asked(&self, place: &VaultPlace) -> AskedVault {
        AskedVault {
            place: *place,
            request: self.request,
            requester: self.requester,
            text: Digest::of(&self.sealed),
        }
    }

    /// Checks that the officer who asks has signed it for this vault.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(
        &self,
        place: &VaultPlace,
        signer: &VerifyingKey,
    ) -> Result<AskedVault, BadSignature> {
        let asked = self.asked(place);
        signer.check(&asked.signed_text(), &self.signature)?;
        Ok(asked)
    }

    /// Opens it with the key of a custodian who is asked, or of the case.
    ///
    /// # Errors
    /// [`VaultError::Open`], [`VaultError::Damaged`].
    pub fn open<T: DeserializeOwned>(&self, identity: &Identity) -> Result<T, VaultError> {
        let plain = age_file::open(identity, &self.sealed)?;
        serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)
    }

    /// `request 16 ‖ requester 16 ‖ signature 64 ‖ age file`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.request.as_bytes().to_vec();
        bytes.extend_from_slice(self.requester.as_bytes());
        bytes.extend_from_slice(&self.signature);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads what [`SealedRequest::to_bytes`] wrote. The signature is not checked here.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut reader = Reader::new(bytes);
        Ok(Self {
            request: ObjectId::from_bytes(reader.array()?),
            requester: OfficerId::from_bytes(reader.array()?),
            signature: reader.array()?,
            sealed: reader.rest().to_vec(),
        })
    }
}

impl SealedRequest {
    /// The same in base64, to stand in a text.
    pub fn to_text(&self) -> String {
        Base64::encode_string(&self.to_bytes())
    }

    /// Reads what [`SealedRequest::to_text`] wrote.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        let bytes = Base64::decode_vec(text);
        Self::from_bytes(&bytes.map_err(|_| VaultError::Damaged)?)
    }
}

impl fmt::Debug for SealedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedRequest({})", self.request)
    }
}

impl AskedVault {
    fn signed_text(&self) -> Vec<u8> {
        self.fields(VaultText::Request)
    }

    fn fields(&self, text: VaultText) -> Vec<u8> {
        let mut bytes = self.place.begin(text);
        bytes.extend_from_slice(self.request.as_bytes());
        bytes.extend_from_slice(self.requester.as_bytes());
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }

    /// What stands before an answer's content, and what its signature is over before the digest of its age file.
    fn answer_head(&self, custodian: OfficerId, approves: bool) -> Vec<u8> {
        let mut bytes = self.fields(VaultText::Answer);
        bytes.extend_from_slice(custodian.as_bytes());
        bytes.push(approves.into());
        bytes
    }
}

impl VaultAnswer {
    /// Bytes of the reason of a refusal, at most.
    pub const MOST_REASON_BYTES: usize = 2_000;

    /// Gives the own share to the officer who asked, and to nobody else.
    ///
    /// # Errors
    /// [`VaultError::Seal`].
    pub fn approve(
        asked: &AskedVault,
        given: &VaultShare,
        requester: &Recipient,
        keys: &OfficerKeys,
    ) -> Result<Self, VaultError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(1_024));
        plain.extend_from_slice(&asked.answer_head(keys.officer, true));
        given.put(&mut plain);
        Self::seal(asked, true, &plain, requester, keys)
    }

    /// Says why not.
    ///
    /// # Errors
    /// [`VaultError::TooLong`] above [`VaultAnswer::MOST_REASON_BYTES`].
    pub fn refuse(
        asked: &AskedVault,
        reason: &str,
        requester: &Recipient,
        keys: &OfficerKeys,
    ) -> Result<Self, VaultError> {
        if reason.len() > Self::MOST_REASON_BYTES {
            return Err(VaultError::TooLong);
        }
        let head = asked.answer_head(keys.officer, false);
        let mut plain = Zeroizing::new(Vec::with_capacity(VAULT_REFUSAL_BYTES));
        plain.extend_from_slice(&head);
        plain.extend_from_slice(reason.as_bytes());
        plain.resize(VAULT_REFUSAL_BYTES, b' ');
        Self::seal(asked, false, &plain, requester, keys)
    }

    fn seal(
        asked: &AskedVault,
        approves: bool,
        plain: &[u8],
        requester: &Recipient,
        keys: &OfficerKeys,
    ) -> Result<Self, VaultError> {
        let sealed = age_file::seal(std::slice::from_ref(requester), plain)?;
        let mut answer = Self {
            custodian: keys.officer,
            approves,
            sealed,
            signature: [0; SIGNATURE_BYTES],
        };
        answer.signature = keys.signing.sign(&answer.signed_text(asked));
        Ok(answer)
    }

    fn signed_text(&self, asked: &AskedVault) -> Vec<u8> {
        let mut text = asked.answer_head(self.custodian, self.approves);
        text.extend_from_slice(Digest::of(&self.sealed).as_bytes());
        text
    }

    /// Checks that the custodian has signed it about this request.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, asked: &AskedVault, signer: &VerifyingKey) -> Result<(), BadSignature> {
        signer.check(&self.signed_text(asked), &self.signature)
    }

    /// Opens what the custodian answered; the signature is checked apart.
    ///
    /// # Errors
    /// [`VaultError::Open`] for anybody but the officer who asked, [`VaultError::Other`], [`VaultError::Damaged`].
    pub fn open(&self, asked: &AskedVault, keys: &OfficerKeys) -> Result<OpenedAnswer, VaultError> {
        let plain = age_file::open(&keys.identity, &self.sealed)?;
        let head = asked.answer_head(self.custodian, self.approves);
        let rest = plain.strip_prefix(head.as_slice());
        let rest = rest.ok_or(VaultError::Other)?;
        if self.approves {
            return Ok(OpenedAnswer::Share(VaultShare::read(Reader::new(rest))?));
        }
        let reason = str::from_utf8(rest).map_err(|_| VaultError::Damaged)?;
        Ok(OpenedAnswer::Refusal(reason.trim_end().to_owned()))
    }

    /// `custodian 16 ‖ approves 1 ‖ signature 64 ‖ age file`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.custodian.as_bytes().to_vec();
        bytes.push(self.approves.into());
        bytes.extend_from_slice(&self.signature);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads what [`VaultAnswer::to_bytes`] wrote. The signature is not checked here.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut reader = Reader::new(bytes);
        Ok(Self {
            custodian: OfficerId::from_bytes(reader.array()?),
            approves: match reader.u8()? {
                0 => false,
                1 => true,
                _ => return Err(VaultError::Damaged),
            },
            signature: reader.array()?,
            sealed: reader.rest().to_vec(),
        })
    }
}

impl fmt::Debug for VaultAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultAnswer(of {})", self.custodian)
    }
}

/// Bytes of a refusal before sealing: whatever the reason is, it is as long as any other.
const VAULT_REFUSAL_BYTES: usize = VaultAnswer::MOST_REASON_BYTES + 512;
