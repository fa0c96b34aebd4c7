use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Level;
use crate::bundle::FinishedBundle;
use crate::bundle_sealer::BundleSealer;
use crate::case::SignedCaseHeader;
use crate::chain::Chain;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{CaseId, InstanceId, ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::object::{DetachedObject, Kind, ObjectHeader, SealedObject, Sender};
use crate::random::random_bytes;
use crate::sending::SendingError;
use crate::signing::BadSignature;
use crate::text::{OpenedText, TextError};

/// Bytes of either copy of a reply, at most: header, signature, and the age file of the largest class
/// of texts.
///
/// ```
/// use seal::padding::TEXT_BYTES;
/// let age_header_and_blocks = 8 * 1_024;
/// assert_eq!(seal::REPLY_BYTES, TEXT_BYTES[2] + age_header_and_blocks);
/// ```
pub const REPLY_BYTES: usize = 72 * 1_024;

/// What lies inside both copies of a reply.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The text.
    pub text: String,
    /// 64 hexadecimal digits: the salt of the commitment that joins the copies.
    pub(crate) salt: String,
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<NamedFiles>,
    /// Which consent the reporter is asked for, in a custodian's notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asks: Option<NamedConsent>,
}

/// How a notice names the consent that it asks for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedConsent {
    vault: String,
    officer: String,
}

/// A consent that the reporter is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedConsent {
    /// The object with the vault.
    pub vault: ObjectId,
    /// Who is to read it.
    pub officer: OfficerId,
}

/// How a reply names its files.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct NamedFiles {
    /// Header, content digest and signature of the bundle, in base64.
    bundle: String,
    /// The key that opens it, as an age identity.
    key: String,
}

/// The files of a reply, still sealed.
pub struct ReplyFiles {
    /// The bundle, signed by the officer who replied: check it with [`DetachedObject::check`], and its
    /// ciphertext with [`DetachedObject::check_content`].
    pub bundle: DetachedObject,
    /// Opens the bundle, and nothing else.
    pub identity: Identity,
}

/// The two copies of a reply, one for the case and one for the reporter, and its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyParts {
    /// Sealed to the case.
    pub to_case: SealedObject,
    /// Sealed to the reply key.
    pub to_reporter: SealedObject,
    /// The files, which both copies name. They stand before the reply in the officer's chain.
    pub files: Option<DetachedObject>,
}

/// A reply that is being written.
pub struct Replying {
    header: SignedCaseHeader,
    chain: Chain,
    files_key: Option<Identity>,
    asks: Option<AskedConsent>,
}

impl Replying {
    /// Begins a reply of `officer`. `after` is the officer's last object in the case.
    pub fn begin(
        header: &SignedCaseHeader,
        epoch: u32,
        after: Option<&DetachedObject>,
        officer: OfficerId,
        level: Level,
    ) -> Self {
        let chain = Chain {
            instance: header.instance,
            case: header.case,
            epoch,
            level,
            sender: Sender::Officer(officer),
            sequence: after.map_or(0, |last| last.header.sequence.saturating_add(1)),
            previous: after.map_or(Digest::NONE, DetachedObject::digest),
        };
        Self {
            header: header.clone(),
            chain,
            files_key: None,
            asks: None,
        }
    }

    /// Asks the reporter for a consent as well.
    #[must_use]
    pub fn asking(self, asks: Option<AskedConsent>) -> Self {
        Self { asks, ..self }
    }

    /// Begins the files, of which there may be `files`. They are sealed once: to the case, and to a
    /// fresh key that travels in the reply alone. So whoever can no longer read the reply can no longer
    /// open its files (decision 0020).
    ///
    /// # Errors
    /// [`SendingError::Order`] the second time, [`SendingError::Bundle`].
    pub fn begin_bundle(&mut self, files: u32) -> Result<BundleSealer, SendingError> {
        if self.files_key.is_some() {
            return Err(SendingError::Order);
        }
        let key = Identity::draw()?;
        let to = [self.header.recipient.clone(), key.recipient()];
        let head = self.chain.next(Kind::Bundle, Digest::NONE)?;
        self.files_key = Some(key);
        let files = usize::try_from(files).unwrap_or(usize::MAX);
        Ok(BundleSealer::begin_for(head, &to, files)?)
    }

    /// Writes the text and seals both copies.
    ///
    /// # Errors
    /// [`SendingError::Order`] when files were begun and are not here, or the other way round, or when
    /// the keys are another officer's; [`TextError::TooLong`] above 64 KiB of JSON.
    pub fn finish(
        mut self,
        text: &str,
        bundle: Option<FinishedBundle>,
        keys: &OfficerKeys,
    ) -> Result<ReplyParts, SendingError> {
        if self.chain.sender != Sender::Officer(keys.officer) {
            return Err(SendingError::Order);
        }
        let files = match (bundle, self.files_key) {
            (None, None) => None,
            (Some(bundle), Some(identity)) => Some(ReplyFiles {
                bundle: bundle.sign(&keys.signing),
                identity,
            }),
            (Some(_), None) | (None, Some(_)) => return Err(SendingError::Order),
        };
        if let Some(files) = &files {
            self.chain.previous = files.bundle.digest();
        }
        let salt: [u8; 32] = random_bytes()?;
        let bound = (files.as_ref().map(digests), self.asks);
        let commitment = commitment(place_of(&self.header), &salt, bound, text);
        let body = Reply {
            text: text.to_owned(),
            salt: base16ct::lower::encode_string(&salt),
            files: files.as_ref().map(NamedFiles::of).transpose()?,
            asks: self.asks.map(|asks| NamedConsent {
                vault: asks.vault.to_string(),
                officer: asks.officer.to_string(),
            }),
        };
        let head = self.chain.next(Kind::Reply, commitment)?;
        // The reporter's copy stands at the same place of the officer's chain.
        let twin = ObjectHeader {
            object: ObjectId::draw()?,
            ..head.clone()
        };
        let seal = |head: ObjectHeader, to: &Recipient| {
            SealedObject::seal_text(head, &body, std::slice::from_ref(to), &keys.signing)
        };
        Ok(ReplyParts {
            to_case: seal(head, &self.header.recipient)?,
            to_reporter: seal(twin, &self.header.reply)?,
            files: files.map(|files| files.bundle),
        })
    }
}

impl std::fmt::Debug for Replying {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replying(hidden)")
    }
}

impl Reply {
    /// Writes a reply without files and seals both copies. `after` is the officer's last object in the
    /// case.
    ///
    /// # Errors
    /// [`TextError::TooLong`] above 64 KiB of JSON.
    pub fn write(
        text: &str,
        header: &SignedCaseHeader,
        epoch: u32,
        after: Option<&DetachedObject>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<ReplyParts, SendingError> {
        Replying::begin(header, epoch, after, keys.officer, level).finish(text, None, keys)
    }

    /// Opens either copy and checks it against the commitment in its header. The signature is checked
    /// apart, with the roster key of the officer who sent it.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`] when the copy is not the text that was committed to.
    pub fn open(
        object: &SealedObject,
        header: &SignedCaseHeader,
        identity: &Identity,
    ) -> Result<Self, ReplyError> {
        let OpenedText(body): OpenedText<Self> = object.open_text(identity)?;
        let salt = base16ct::lower::decode_vec(&body.salt).map_err(|_| ReplyError::Mismatch)?;
        let salt = salt.try_into().map_err(|_| ReplyError::Mismatch)?;
        let files = body.files()?;
        // The files stand right before the reply in the officer's chain.
        let follows = files.as_ref().is_none_or(|files| {
            let bundle = &files.bundle;
            let place = ObjectHeader {
                object: object.header.object,
                kind: Kind::Reply,
                sequence: bundle.header.sequence.saturating_add(1),
                previous: bundle.digest(),
                length: object.header.length,
                commitment: object.header.commitment,
                ..bundle.header.clone()
            };
            bundle.header.kind == Kind::Bundle && place == object.header
        });
        let asks = body.asks()?;
        let bound = (files.as_ref().map(digests), asks);
        let expected = commitment(place_of(header), &salt, bound, &body.text);
        let matches = follows && expected == object.header.commitment;
        matches.then_some(body).ok_or(ReplyError::Mismatch)
    }

    /// The files that came with the reply.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`] when they are not named as they should be.
    pub fn files(&self) -> Result<Option<ReplyFiles>, ReplyError> {
        self.files.as_ref().map(NamedFiles::read).transpose()
    }

    /// Which consent the reporter is asked for.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`] when it is not named as it should be.
    pub fn asks(&self) -> Result<Option<AskedConsent>, ReplyError> {
        match self.asks.as_ref().map(NamedConsent::read) {
            None => Ok(None),
            Some(asks) => asks.map(Some).ok_or(ReplyError::Mismatch),
        }
    }

    /// Whether files came with the reply.
    pub const fn has_files(&self) -> bool {
        self.files.is_some()
    }
}

impl NamedConsent {
    pub(crate) fn read(&self) -> Option<AskedConsent> {
        let (vault, officer) = (self.vault.parse().ok()?, self.officer.parse().ok()?);
        Some(AskedConsent { vault, officer })
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reply(hidden)")
    }
}

impl NamedFiles {
    fn of(files: &ReplyFiles) -> Result<Self, SendingError> {
        let key = files.identity.secret_text();
        Ok(Self {
            bundle: Base64::encode_string(&files.bundle.to_bytes()),
            key: key.map_err(|_| SendingError::Order)?.as_str().to_owned(),
        })
    }

    fn read(&self) -> Result<ReplyFiles, ReplyError> {
        let bundle = Base64::decode_vec(&self.bundle).map_err(|_| ReplyError::Mismatch)?;
        Ok(ReplyFiles {
            bundle: DetachedObject::from_bytes(&bundle).map_err(|_| ReplyError::Mismatch)?,
            identity: self.key.parse().map_err(|_| ReplyError::Mismatch)?,
        })
    }
}

impl std::fmt::Debug for ReplyFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReplyFiles(hidden)")
    }
}

/// Why a reply is not shown.
#[derive(Debug, Error)]
pub enum ReplyError {
    /// The signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The two copies differ.
    #[error("the two copies of the reply differ")]
    Mismatch,
    /// The text does not open.
    #[error(transparent)]
    Text(#[from] TextError),
}

fn place_of(header: &SignedCaseHeader) -> (InstanceId, CaseId) {
    (header.instance, header.case)
}

/// Of files, what is committed to: the bundle, and the key that opens it.
pub(crate) fn digests(files: &ReplyFiles) -> (Digest, Digest) {
    (files.bundle.digest(), files.identity.recipient().digest())
}

pub(crate) fn commitment(
    (instance, case): (InstanceId, CaseId),
    salt: &[u8; 32],
    (files, asks): (Option<(Digest, Digest)>, Option<AskedConsent>),
    text: &str,
) -> Digest {
    let mut bytes = Tag::ReplyCommitment.begin(instance);
    bytes.extend_from_slice(case.as_bytes());
    bytes.extend_from_slice(salt);
    bytes.push(u8::from(files.is_some()) | u8::from(asks.is_some()) << 1);
    if let Some((bundle, key)) = files {
        bytes.extend_from_slice(bundle.as_bytes());
        bytes.extend_from_slice(key.as_bytes());
    }
    if let Some(asks) = asks {
        bytes.extend_from_slice(asks.vault.as_bytes());
        bytes.extend_from_slice(asks.officer.as_bytes());
    }
    bytes.extend_from_slice(text.as_bytes());
    Digest::of(&bytes)
}
