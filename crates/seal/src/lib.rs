//! The only cryptography of Tabir: receipts, keys, rosters, grants, sealed objects and bundles.
//!
//! Everything here is pure: no clock, no files, no network. What is random comes from the operating
//! system (or the browser), and a random source that fails stops the operation. `docs/PROTOCOL.md`
//! says what each part is for; this crate must never hand a secret to anything that can print,
//! compare loosely or serialize it.
//!
//! ```
//! use seal::{Identity, Receipt};
//!
//! // A receipt is 128 random bits, written as digits or as words.
//! let receipt = Receipt::draw()?;
//! assert_eq!(Receipt::parse(&receipt.digits())?, receipt);
//!
//! // Everything sealed is an age file that one private key opens.
//! let officer = Identity::draw()?;
//! let sealed = seal::age_file::seal(&[officer.recipient()], b"The tender was rigged.")?;
//! assert_eq!(seal::age_file::open(&officer, &sealed)?.as_slice(), b"The tender was rigged.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod act_digest;
pub mod age_file;
pub mod answer;
mod away;
mod bundle;
mod bundle_chunks;
mod bundle_sealer;
mod case;
mod case_book;
mod chain;
mod content_check;
mod day;
mod digest;
mod entered;
mod exclusion;
mod follow_up;
mod follow_up_parcel;
mod form_key;
mod framing;
mod grant;
mod hmac_key;
mod id;
mod identity;
mod key_file;
mod manifest;
mod named_text;
pub mod note;
mod object;
mod officer_public;
mod one_time_code;
mod opened_bundle;
mod outer_lock;
mod own_lock;
pub mod padding;
mod panel;
mod parcel;
mod parcel_reader;
mod passphrase;
mod person_key;
mod random;
mod receipt;
mod receipt_keys;
mod recovery_code;
mod registration;
mod release_signature;
mod reply;
mod reply_proof;
mod roster;
mod roster_line;
mod rounding_key;
mod secret_token;
mod sending;
mod sharing;
mod sign_in;
mod signing;
mod spelling;
mod symmetric;
mod text;
mod ticket;
mod told;
mod trust;
mod vault;
mod vault_answer;
mod vault_consent;
mod vault_custodians;
mod vault_kept;
mod vault_share;
mod wire;

pub use act_digest::{act_day_digest, act_digest};
pub use away::{Away, AwayError, SignedAway, absentees, believed_away};
pub use bundle::{
    BUNDLE_FILES, BundleError, CHUNK_BYTES, FILE_NAME_BYTES, FinishedBundle, PADDING_ENTRY,
};
pub use bundle_sealer::BundleSealer;
pub use case::{CASE_HEADER_BYTES, CaseHeader, SIGNED_CASE_HEADER_BYTES, SignedCaseHeader};
pub use case_book::{CaseBook, CaseBookError, FinishedCaseBook};
pub use content_check::ContentCheck;
pub use day::{Day, DayError};
pub use digest::Digest;
pub use entered::{check_entered, sign_entered};
pub use exclusion::Exclusions;
pub use follow_up::FollowUp;
pub use follow_up_parcel::{AcceptableFollowUp, FollowUpParcel};
pub use form_key::{FormKey, FormKeyError};
pub use grant::{Grant, GrantError, OpenedGrant};
pub use id::{
    BodyId, CaseId, IdError, InstanceId, MailboxDigest, MailboxId, ObjectId, OfficerId, ParcelId,
    ThreadId, UnitId,
};
pub use identity::{Identity, RECIPIENT_BYTES, Recipient};
pub use key_file::{KeyFileError, OfficerKeys, Stretching};
pub use manifest::{Limits, LogPolicy, Manifest, ManifestError, VerifiedManifest};
pub use named_text::{NamedText, NamedTextError};
pub use object::{
    DetachedObject, HEADER_BYTES, Kind, ObjectError, ObjectHeader, SealedObject, Sender,
};
pub use officer_public::{OfficerPublic, OfficerPublicError};
pub use one_time_code::{CODE_SECRET_BYTES, CodeSecret};
pub use opened_bundle::OpenedBundle;
pub use outer_lock::{CaseLock, LockError};
pub use own_lock::OwnLock;
pub use panel::{Panel, PanelError};
pub use parcel::{AcceptableParcel, Parcel, ParcelError, ParcelHead, sealed_bundle_bytes};
pub use parcel_reader::{Acceptable, Asked, PARCEL_HEAD_BYTES, ParcelReader};
pub use passphrase::{Passphrase, PassphraseError};
pub use person_key::PersonKey;
pub use random::{NoRandomness, random_bytes};
pub use receipt::{Receipt, ReceiptError, digit};
pub use receipt_keys::{LogSecret, ReceiptKeys, ResendKey, ResendMac};
pub use recovery_code::RecoveryCode;
pub use release_signature::{Publication, ReleaseSignature, ReleaseSignatureError};
pub use reply::{AskedConsent, REPLY_BYTES, Reply, ReplyError, ReplyFiles, ReplyParts, Replying};
pub use reply_proof::ReplyProof;
pub use roster::{Roster, RosterError, RosterStanding, VerifiedRoster};
pub use roster_line::{Body, BodyKind, Capability, Officer, Peer, Unit};
pub use rounding_key::{RoundingKey, RoundingKeyError, RoundingStream};
pub use secret_token::SecretToken;
pub use sending::{Sending, SendingError};
pub use sharing::{SharingError, SharingScheme};
pub use sign_in::{
    Challenge, DeskKey, ExportKey, PendingSignIn, Registering, Registration, SignInError,
    SignInRecord, SigningIn,
};
pub use signing::{BadSignature, SIGNATURE_BYTES, Signature, SigningKey, VerifyingKey};
pub use spelling::KeyError;
pub use text::{OpenedText, TextError};
pub use ticket::{ENTRY_BYTES, LogTicket, OPENING_BYTES};
pub use told::{check_told, sign_told};
pub use trust::{KeyRing, Trust, TrustError};
pub use vault::{OpeningVault, VAULT_TEXT_BYTES, Vault, VaultError, VaultPlace};
pub use vault_answer::{AskedVault, OpenedAnswer, SealedRequest, VaultAnswer};
pub use vault_consent::{ConsentKey, VaultConsent};
pub use vault_custodians::{Custodians, draw_apart};
pub use vault_kept::KeptVault;
pub use vault_share::{SealedShare, VaultShare};

/// How far the reporter's words travelled before they were sealed (PROTOCOL 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Offline, by `tabir seal`.
    A,
    /// In the reporter's browser.
    B,
    /// In the server's memory.
    C,
}

impl Level {
    /// Every level, strongest first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The byte that stands for the level in headers: its capital letter in ASCII.
    pub const fn code(self) -> u8 {
        match self {
            Self::A => b'A',
            Self::B => b'B',
            Self::C => b'C',
        }
    }

    /// The level that a byte of a header stands for.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The level as one letter.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}
