use thiserror::Error;

use crate::Level;
use crate::content_check::ContentCheck;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{CaseId, InstanceId, ObjectId, OfficerId};
use crate::signing::{BadSignature, SIGNATURE_BYTES, Signature, SigningKey, VerifyingKey};
use crate::wire::{Reader, Short};

/// Bytes of an object header: version 1, instance 16, case 16, object 16, kind 1, epoch 4, level 1,
/// sender 16, sequence 4, previous digest 32, length 8, commitment 32.
///
/// ```
/// assert_eq!(seal::HEADER_BYTES, 1 + 16 + 16 + 16 + 1 + 4 + 1 + 16 + 4 + 32 + 8 + 32);
/// ```
pub const HEADER_BYTES: usize = 147;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $word:literal;)+) => {
        /// What an object is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant),+ }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The byte that stands for the kind in headers.
            pub const fn code(self) -> u8 {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word that stands for the kind inside the sealed text.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

kinds! {
    /// The first report.
    Report = 1, "report";
    /// A later message of the reporter.
    Message = 2, "message";
    /// Files.
    Bundle = 3, "bundle";
    /// What lists show of a case.
    Card = 4, "card";
    /// An officer's note.
    Note = 5, "note";
    /// A status told to the reporter.
    Status = 6, "status";
    /// An officer's reply.
    Reply = 7, "reply";
    /// Keys of older epochs.
    KeyHistory = 8, "key-history";
    /// A later exclusion.
    Exclusion = 9, "exclusion";
    /// The beginning of an epoch.
    Epoch = 10, "epoch";
    /// An incident.
    Incident = 11, "incident";
    /// A request for protection.
    ProtectionRequest = 12, "protection-request";
    /// An identity vault.
    Vault = 13, "vault";
    /// A custodian's share of a vault.
    Share = 14, "share";
    /// A request to open a vault.
    Request = 15, "request";
    /// A custodian's approval.
    Approval = 16, "approval";
    /// The reporter's consent.
    Consent = 17, "consent";
    /// The reporter has read something.
    Acknowledgement = 18, "acknowledgement";
    /// The reporter asks for deletion.
    Deletion = 19, "deletion";
}

impl Kind {
    /// The kind that a byte of a header stands for.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// Who made an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sender {
    /// The reporter; sixteen zero bytes in headers.
    Reporter,
    /// An officer.
    Officer(OfficerId),
}

impl Sender {
    /// The sixteen bytes that stand for the sender.
    pub const fn to_bytes(self) -> [u8; 16] {
        match self {
            Self::Reporter => [0; 16],
            Self::Officer(officer) => *officer.as_bytes(),
        }
    }

    /// The sender that sixteen bytes stand for.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        if bytes == [0; 16] {
            Self::Reporter
        } else {
            Self::Officer(OfficerId::from_bytes(bytes))
        }
    }
}

/// What the server sees of an object (PROTOCOL 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectHeader {
    /// The deployment.
    pub instance: InstanceId,
    /// The case.
    pub case: CaseId,
    /// The object.
    pub object: ObjectId,
    /// What it is.
    pub kind: Kind,
    /// The epoch of the case key it is sealed to, from 1.
    pub epoch: u32,
    /// Where it was sealed.
    pub level: Level,
    /// Who made it.
    pub sender: Sender,
    /// Counts this sender's objects in the case, from 0.
    pub sequence: u32,
    /// Digest of this sender's object before; [`Digest::NONE`] for the first.
    pub previous: Digest,
    /// Bytes of the ciphertext.
    pub length: u64,
    /// The salted commitment that joins the two copies of a reply; [`Digest::NONE`] elsewhere.
    pub commitment: Digest,
}

/// An object whose ciphertext is held in memory: texts and cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedObject {
    /// What the server sees of it.
    pub header: ObjectHeader,
    /// The age file.
    pub sealed: Vec<u8>,
    /// The sender's signature over header and digest of the age file.
    pub signature: Signature,
}

/// An object whose ciphertext lies elsewhere: a bundle of files in chunks, or any object of which only
/// the proof is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetachedObject {
    /// What the server sees of it.
    pub header: ObjectHeader,
    /// SHA-256 of the age file.
    pub content: Digest,
    /// The sender's signature over header and content digest.
    pub signature: Signature,
}

/// Why bytes are not an object to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ObjectError {
    /// The signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The bytes do not have the layout, or end early, or go on too long.
    #[error("the object is damaged")]
    Malformed,
    /// Another version of the protocol.
    #[error("the object has version {0}, which is unknown here")]
    UnknownVersion(u8),
}

impl From<Short> for ObjectError {
    fn from(_: Short) -> Self {
        Self::Malformed
    }
}

impl ObjectHeader {
    /// The header's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.push(VERSION);
        bytes.extend_from_slice(self.instance.as_bytes());
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.extend_from_slice(self.object.as_bytes());
        bytes.push(self.kind.code());
        bytes.extend_from_slice(&self.epoch.to_be_bytes());
        bytes.push(self.level.code());
        bytes.extend_from_slice(&self.sender.to_bytes());
        bytes.extend_from_slice(&self.sequence.to_be_bytes());
        bytes.extend_from_slice(self.previous.as_bytes());
        bytes.extend_from_slice(&self.length.to_be_bytes());
        bytes.extend_from_slice(self.commitment.as_bytes());
        bytes
    }

    /// Reads a header of exactly [`HEADER_BYTES`].
    ///
    /// # Errors
    /// [`ObjectError::Malformed`] or [`ObjectError::UnknownVersion`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        let mut reader = Reader::new(bytes);
        let version = reader.u8()?;
        if version != VERSION {
            return Err(ObjectError::UnknownVersion(version));
        }
        let header = Self {
            instance: InstanceId::from_bytes(reader.array()?),
            case: CaseId::from_bytes(reader.array()?),
            object: ObjectId::from_bytes(reader.array()?),
            kind: Kind::from_code(reader.u8()?).ok_or(ObjectError::Malformed)?,
            epoch: reader.u32()?,
            level: Level::from_code(reader.u8()?).ok_or(ObjectError::Malformed)?,
            sender: Sender::from_bytes(reader.array()?),
            sequence: reader.u32()?,
            previous: Digest::from_bytes(reader.array()?),
            length: reader.u64()?,
            commitment: Digest::from_bytes(reader.array()?),
        };
        if reader.is_empty() {
            Ok(header)
        } else {
            Err(ObjectError::Malformed)
        }
    }

    /// The digest by which the sender's next object and the log name an object with this header and
    /// this digest of its age file.
    pub fn digest_with(&self, content: &Digest) -> Digest {
        Digest::of(&self.framed(Tag::ObjectDigest, content))
    }

    pub(crate) fn sign(&self, content: &Digest, key: &SigningKey) -> Signature {
        key.sign(&self.framed(Tag::Object, content))
    }

    fn check(
        &self,
        content: &Digest,
        signature: &Signature,
        key: &VerifyingKey,
    ) -> Result<(), BadSignature> {
        key.check(&self.framed(Tag::Object, content), signature)
    }

    fn framed(&self, tag: Tag, content: &Digest) -> Vec<u8> {
        let mut text = tag.begin(self.instance);
        text.extend_from_slice(&self.to_bytes());
        text.extend_from_slice(content.as_bytes());
        text
    }
}

impl SealedObject {
    pub(crate) fn new(mut header: ObjectHeader, sealed: Vec<u8>, key: &SigningKey) -> Self {
        header.length = u64::try_from(sealed.len()).unwrap_or(u64::MAX);
        let signature = header.sign(&Digest::of(&sealed), key);
        Self {
            header,
            sealed,
            signature,
        }
    }

    /// SHA-256 of the age file.
    pub fn content(&self) -> Digest {
        Digest::of(&self.sealed)
    }

    /// The object's digest, by which the sender's next object and the log name it.
    pub fn digest(&self) -> Digest {
        self.header.digest_with(&self.content())
    }

    /// Checks the sender's signature.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, key: &VerifyingKey) -> Result<(), BadSignature> {
        self.header.check(&self.content(), &self.signature, key)
    }

    /// The object without its ciphertext.
    pub fn detached(&self) -> DetachedObject {
        DetachedObject {
            header: self.header.clone(),
            content: self.content(),
            signature: self.signature,
        }
    }

    /// `header ‖ signature ‖ age file`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_bytes();
        bytes.extend_from_slice(&self.signature);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads `header ‖ signature ‖ age file`; the length in the header must fit. The signature is not
    /// checked here.
    ///
    /// # Errors
    /// [`ObjectError::Malformed`] or [`ObjectError::UnknownVersion`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        let mut reader = Reader::new(bytes);
        let header = ObjectHeader::from_bytes(reader.bytes(HEADER_BYTES)?)?;
        let signature = reader.array()?;
        let sealed = reader.rest();
        if u64::try_from(sealed.len()) != Ok(header.length) {
            return Err(ObjectError::Malformed);
        }
        Ok(Self {
            header,
            sealed: sealed.to_vec(),
            signature,
        })
    }
}

impl DetachedObject {
    /// Bytes of an object without its ciphertext: header, content digest, signature.
    pub const BYTES: usize = HEADER_BYTES + 32 + SIGNATURE_BYTES;

    /// The object's digest.
    pub fn digest(&self) -> Digest {
        self.header.digest_with(&self.content)
    }

    /// Checks the sender's signature; whether a ciphertext has this content is checked where they are
    /// read, with [`DetachedObject::check_content`].
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, key: &VerifyingKey) -> Result<(), BadSignature> {
        self.header.check(&self.content, &self.signature, key)
    }

    /// Reads an age file to its end and checks that it is the one that was signed.
    ///
    /// # Errors
    /// Those of the reader; `InvalidData` when it is another one.
    pub fn check_content(&self, mut file: impl std::io::Read) -> std::io::Result<()> {
        let mut check = self.content_check();
        std::io::copy(&mut file, &mut check)?;
        if check.holds() {
            Ok(())
        } else {
            Err(std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "the files are not those that were signed",
            ))
        }
    }

    /// Checks the same where the file comes piece by piece.
    pub fn content_check(&self) -> ContentCheck {
        ContentCheck::of(self)
    }

    /// `header ‖ content digest ‖ signature`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_bytes();
        bytes.extend_from_slice(self.content.as_bytes());
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// Reads `header ‖ content digest ‖ signature`; the signature is not checked here.
    ///
    /// # Errors
    /// [`ObjectError::Malformed`] or [`ObjectError::UnknownVersion`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        let mut reader = Reader::new(bytes);
        let header = ObjectHeader::from_bytes(reader.bytes(HEADER_BYTES)?)?;
        let content = Digest::from_bytes(reader.array()?);
        let signature = reader.array()?;
        if reader.is_empty() {
            Ok(Self {
                header,
                content,
                signature,
            })
        } else {
            Err(ObjectError::Malformed)
        }
    }
}

const VERSION: u8 = 1;
