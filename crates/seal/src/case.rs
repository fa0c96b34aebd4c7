use crate::Level;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{BodyId, CaseId, InstanceId, MailboxDigest};
use crate::identity::{RECIPIENT_BYTES, Recipient};
use crate::object::ObjectError;
use crate::signing::{SIGNATURE_BYTES, Signature, SigningKey, VerifyingKey};
use crate::wire::Reader;

/// Bytes of a case header: version 1, instance 16, case 16, body 16, level 1, roster digest 32,
/// verifying key 32, mailbox digest 32, and two public keys.
///
/// ```
/// assert_eq!(seal::CASE_HEADER_BYTES, 1 + 16 + 16 + 16 + 1 + 32 + 32 + 32 + 2 * seal::RECIPIENT_BYTES);
/// assert_eq!(seal::SIGNED_CASE_HEADER_BYTES, seal::CASE_HEADER_BYTES + 64);
/// ```
pub const CASE_HEADER_BYTES: usize = 146 + 2 * RECIPIENT_BYTES;

/// Bytes of a case header with its signature.
pub const SIGNED_CASE_HEADER_BYTES: usize = CASE_HEADER_BYTES + SIGNATURE_BYTES;

/// What the server may know of a case: who it is for, which keys belong to it (PROTOCOL 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHeader {
    /// The deployment.
    pub instance: InstanceId,
    /// The case.
    pub case: CaseId,
    /// The body the reporter chose.
    pub body: BodyId,
    /// Where the report was sealed.
    pub level: Level,
    /// Digest of the roster it was sealed with.
    pub roster: Digest,
    /// The key that signs this reporter's objects.
    pub verifying: VerifyingKey,
    /// The mailbox that the receipt opens.
    pub mailbox: MailboxDigest,
    /// What the case's objects are sealed to.
    pub recipient: Recipient,
    /// What replies are sealed to.
    pub reply: Recipient,
}

/// A case header with the reporter's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCaseHeader {
    header: CaseHeader,
    signature: Signature,
}

impl CaseHeader {
    /// Signs the header with the reporter's key.
    pub fn sign(self, key: &SigningKey) -> SignedCaseHeader {
        let signature = key.sign(&self.signed_text());
        SignedCaseHeader {
            header: self,
            signature,
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(SIGNED_CASE_HEADER_BYTES);
        bytes.push(VERSION);
        bytes.extend_from_slice(self.instance.as_bytes());
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.extend_from_slice(self.body.as_bytes());
        bytes.push(self.level.code());
        bytes.extend_from_slice(self.roster.as_bytes());
        bytes.extend_from_slice(self.verifying.as_bytes());
        bytes.extend_from_slice(self.mailbox.as_bytes());
        bytes.extend_from_slice(&self.recipient.to_bytes());
        bytes.extend_from_slice(&self.reply.to_bytes());
        bytes
    }

    fn signed_text(&self) -> Vec<u8> {
        let mut text = Tag::CaseHeader.begin(self.instance);
        text.extend_from_slice(&self.to_bytes());
        text
    }
}

impl SignedCaseHeader {
    /// Reads a header and checks its signature with the key that stands in it.
    ///
    /// # Errors
    /// [`ObjectError`] when it is cut short, of another version, or the signature does not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        let mut reader = Reader::new(bytes);
        let version = reader.u8()?;
        if version != VERSION {
            return Err(ObjectError::UnknownVersion(version));
        }
        let header = CaseHeader {
            instance: InstanceId::from_bytes(reader.array()?),
            case: CaseId::from_bytes(reader.array()?),
            body: BodyId::from_bytes(reader.array()?),
            level: Level::from_code(reader.u8()?).ok_or(ObjectError::Malformed)?,
            roster: Digest::from_bytes(reader.array()?),
            verifying: VerifyingKey::from_bytes(reader.array()?),
            mailbox: MailboxDigest::from_bytes(reader.array()?),
            recipient: Recipient::from_bytes(reader.bytes(RECIPIENT_BYTES)?)
                .map_err(|_| ObjectError::Malformed)?,
            reply: Recipient::from_bytes(reader.bytes(RECIPIENT_BYTES)?)
                .map_err(|_| ObjectError::Malformed)?,
        };
        let signature = reader.array()?;
        if !reader.is_empty() {
            return Err(ObjectError::Malformed);
        }
        header.verifying.check(&header.signed_text(), &signature)?;
        Ok(Self { header, signature })
    }

    /// SHA-256 of the header; every grant of the case names it inside its sealed part.
    pub fn digest(&self) -> Digest {
        let mut text = Tag::CaseHeaderDigest.begin(self.header.instance);
        text.extend_from_slice(&self.header.to_bytes());
        Digest::of(&text)
    }

    /// The header and its signature, as [`SignedCaseHeader::from_bytes`] reads them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_bytes();
        bytes.extend_from_slice(&self.signature);
        bytes
    }
}

impl std::ops::Deref for SignedCaseHeader {
    type Target = CaseHeader;

    fn deref(&self) -> &CaseHeader {
        &self.header
    }
}

const VERSION: u8 = 1;
