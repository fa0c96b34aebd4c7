use std::fmt;

use hmac::Mac;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::framing::Tag;
use crate::hmac_key::{self, HmacSha256};
use crate::id::{InstanceId, MailboxId, ObjectId, ThreadId};
use crate::identity::Identity;
use crate::signing::SigningKey;
use crate::spelling::KeyError;

/// What is derived from a receipt in one deployment (PROTOCOL 1).
#[derive(Debug)]
pub struct ReceiptKeys {
    /// All the server needs to find the mailbox.
    pub mailbox: MailboxId,
    /// Signs this reporter's objects.
    pub signing: SigningKey,
    /// Finds and blinds this report's log entries.
    pub log_secret: LogSecret,
    /// Recognises a form that is sent twice.
    pub resend: ResendKey,
    reply_seed: Zeroizing<[u8; 32]>,
    /// What everything is expanded from.
    prk: Zeroizing<[u8; 32]>,
}

impl ReceiptKeys {
    /// Derives everything from the receipt's bits (PROTOCOL 1).
    pub(crate) fn derive(entropy: &[u8; 16], instance: InstanceId) -> Self {
        let prk = hmac_key::extract(&Tag::Receipt.begin(instance), entropy);
        let key = |label: &[u8]| hmac_key::expand(&prk, label);
        let [mailbox @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = *key(b"mailbox-id");
        Self {
            mailbox: MailboxId::from_bytes(mailbox),
            signing: SigningKey::from_seed(&key(b"sign")),
            reply_seed: key(b"reply"),
            log_secret: LogSecret(*key(b"log")),
            resend: ResendKey {
                key: *key(b"resend"),
                instance,
            },
            prk,
        }
    }

    /// The identity of the consent lock of one vault: only the receipt has it.
    ///
    /// # Errors
    /// [`KeyError`](KeyError) never happens for a seed of 32 bytes; it is passed on all the same.
    pub fn consent(&self, vault: ObjectId) -> Result<Identity, KeyError> {
        let label = [b"consent".as_slice(), vault.as_bytes()].concat();
        Identity::from_seed(hmac_key::expand(&self.prk, &label).as_slice())
    }

    /// The identity that opens replies.
    ///
    /// # Errors
    /// [`KeyError`](KeyError) never happens for a seed of 32 bytes; it is passed on all the same.
    pub fn reply(&self) -> Result<Identity, KeyError> {
        Identity::from_seed(self.reply_seed.as_slice())
    }
}

/// From this secret come the tags and blinds of a report's log entries (PROTOCOL 8). It travels only
/// inside the sealed report.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct LogSecret([u8; 32]);

impl LogSecret {
    /// Derives 32 bytes for a label of the log: the tag or the blind of an entry (HKDF-Expand).
    pub fn expand(&self, label: &[u8]) -> [u8; 32] {
        *hmac_key::expand(&self.0, label)
    }

    /// The thread that joins the entries of this report for the audit.
    pub fn thread(&self) -> ThreadId {
        let [thread @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            *hmac_key::expand(&self.0, b"thread");
        ThreadId::from_bytes(thread)
    }

    /// The secret as it stands inside the sealed report: 64 hexadecimal digits.
    pub fn to_sealed_text(&self) -> Zeroizing<String> {
        Zeroizing::new(base16ct::lower::encode_string(&self.0))
    }

    /// Reads the secret out of an opened report; `None` when it is not 64 hexadecimal digits.
    pub fn from_sealed_text(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(base16ct::lower::decode_vec(text).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }
}

impl fmt::Debug for LogSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogSecret(hidden)")
    }
}

/// The key under which the server recognises the same form sent twice (PROTOCOL 4).
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ResendKey {
    key: [u8; 32],
    #[zeroize(skip)]
    instance: InstanceId,
}

impl ResendKey {
    /// Begins the digest of one form.
    pub fn begin(&self) -> ResendMac {
        let mut mac = hmac_key::begin(&self.key);
        mac.update(&Tag::Resend.begin(self.instance));
        ResendMac(mac)
    }
}

impl fmt::Debug for ResendKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResendKey(hidden)")
    }
}

/// The keyed digest of a form in the making.
#[derive(Clone)]
pub struct ResendMac(HmacSha256);

impl ResendMac {
    /// Adds one field. Names and values keep their borders: `ab, c` and `a, bc` differ.
    pub fn field(&mut self, name: &str, value: &[u8]) {
        for part in [name.as_bytes(), value] {
            self.0
                .update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            self.0.update(part);
        }
    }

    /// Adds bytes of a file, in pieces of any size. A field with the file's name goes before them and
    /// a field with their number after them, so that the borders stay.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest, to be kept for seven days.
    pub fn finish(self) -> Digest {
        Digest::from_bytes(self.0.finalize().into_bytes().into())
    }
}

impl fmt::Debug for ResendMac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResendMac(hidden)")
    }
}
