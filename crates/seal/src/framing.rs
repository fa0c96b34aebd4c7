//! How everything signed or hashed begins: `u8 length ‖ tag ‖ 16-byte instance id` (PROTOCOL 0).

use crate::id::InstanceId;
use crate::release_signature::Publication;

/// What a signed or hashed text is for. Two purposes never share a tag, so a signature made for one
/// cannot stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Act,
    ActDay,
    CaseHeader,
    CaseHeaderDigest,
    DeskRow,
    Exclusions,
    FollowUp,
    FollowUpSignature,
    Form,
    Grant,
    KeyFile,
    Object,
    ObjectDigest,
    OuterLock,
    OwnLock,
    PageToken,
    Parcel,
    Receipt,
    RecoveryCode,
    Registration,
    ReplyCommitment,
    Resend,
    SecretToken,
    SignIn,
    WrappedKeys,
}

impl Tag {
    const fn text(self) -> &'static str {
        match self {
            Self::Act => "tabir/v1/act",
            Self::ActDay => "tabir/v1/act-day",
            Self::CaseHeader => "tabir/v1/case-header",
            Self::CaseHeaderDigest => "tabir/v1/case-header-digest",
            Self::DeskRow => "tabir/v1/desk-row",
            Self::Exclusions => "tabir/v1/exclusions",
            Self::FollowUp => "tabir/v1/follow-up",
            Self::FollowUpSignature => "tabir/v1/follow-up-signature",
            Self::Form => "tabir/v1/form",
            Self::Grant => "tabir/v1/grant",
            Self::KeyFile => "tabir/v1/officer-key",
            Self::Object => "tabir/v1/object",
            Self::ObjectDigest => "tabir/v1/object-digest",
            Self::OuterLock => "tabir/v1/outer-lock",
            Self::OwnLock => "tabir/v1/own-lock",
            Self::PageToken => "tabir/v1/page-token",
            Self::Parcel => "tabir/v1/parcel",
            Self::Receipt => "tabir/v1/receipt",
            Self::RecoveryCode => "tabir/v1/recovery-code",
            Self::Registration => "tabir/v1/registration",
            Self::ReplyCommitment => "tabir/v1/reply-commitment",
            Self::Resend => "tabir/v1/resend",
            Self::SecretToken => "tabir/v1/secret-token",
            Self::SignIn => "tabir/v1/sign-in",
            Self::WrappedKeys => "tabir/v1/wrapped-keys",
        }
    }

    /// `length ‖ tag ‖ instance`, to be followed by fields of fixed layout.
    pub(crate) fn begin(self, instance: InstanceId) -> Vec<u8> {
        framed(self.text(), instance)
    }

    #[cfg(test)]
    const ALL: [Self; 25] = [
        Self::Act,
        Self::ActDay,
        Self::CaseHeader,
        Self::CaseHeaderDigest,
        Self::DeskRow,
        Self::Exclusions,
        Self::FollowUp,
        Self::FollowUpSignature,
        Self::Form,
        Self::Grant,
        Self::KeyFile,
        Self::Object,
        Self::ObjectDigest,
        Self::OuterLock,
        Self::OwnLock,
        Self::PageToken,
        Self::Parcel,
        Self::Receipt,
        Self::RecoveryCode,
        Self::Registration,
        Self::ReplyCommitment,
        Self::Resend,
        Self::SecretToken,
        Self::SignIn,
        Self::WrappedKeys,
    ];
}

/// `length ‖ tag ‖ instance`.
fn framed(tag: &str, instance: InstanceId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(tag.len() + 256);
    // Tags are short constants; `every_tag_fits_its_length_byte` holds them below 256 bytes.
    bytes.push(u8::try_from(tag.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(tag.as_bytes());
    bytes.extend_from_slice(instance.as_bytes());
    bytes
}

/// How what an officer tells the server begins. It stands apart from the other tags, which what reporters'
/// browsers load carries along.
pub(crate) fn begin_told(instance: InstanceId) -> Vec<u8> {
    framed(TOLD, instance)
}

/// How what an officer signs of a case that leaves the office begins.
pub(crate) fn begin_case_book(instance: InstanceId) -> Vec<u8> {
    framed(CASE_BOOK, instance)
}

/// How it begins that an officer entered a report for somebody. Only officers sign and check it.
pub(crate) fn begin_entered(instance: InstanceId) -> Vec<u8> {
    framed(ENTERED, instance)
}

/// How it begins that an officer is away.
pub(crate) fn begin_away(instance: InstanceId) -> Vec<u8> {
    framed(AWAY, instance)
}

/// How what belongs to identity vaults begins, each part of it with a word of its own.
pub(crate) fn begin_vault(instance: InstanceId, text: VaultText) -> Vec<u8> {
    framed(text.tag(), instance)
}

/// How what is derived from a key of persons begins.
pub(crate) fn begin_person(instance: InstanceId, text: PersonText) -> Vec<u8> {
    framed(text.tag(), instance)
}

/// How what is derived from a rounding key begins.
pub(crate) fn begin_rounding(instance: InstanceId, text: RoundingText) -> Vec<u8> {
    framed(text.tag(), instance)
}

/// How what is signed of the public figures begins.
pub(crate) fn begin_publication(instance: InstanceId, kind: Publication) -> Vec<u8> {
    framed(kind.tag(), instance)
}

/// What is derived from a key of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonText {
    Lock,
    Record,
    Token,
}

impl PersonText {
    const fn tag(self) -> &'static str {
        match self {
            Self::Lock => "tabir/v1/person-lock",
            Self::Record => "tabir/v1/person-record",
            Self::Token => "tabir/v1/person-in-files",
        }
    }
}

/// What is derived from a rounding key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoundingText {
    Name,
    Stream,
}

impl RoundingText {
    const fn tag(self) -> &'static str {
        match self {
            Self::Name => "tabir/v1/rounding-name",
            Self::Stream => "tabir/v1/rounding-stream",
        }
    }
}

/// What a text about an identity vault is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VaultText {
    Answer,
    Consent,
    Part,
    Request,
    Share,
}

impl VaultText {
    const fn tag(self) -> &'static str {
        match self {
            Self::Answer => "tabir/v1/vault-answer",
            Self::Consent => "tabir/v1/vault-consent",
            Self::Part => "tabir/v1/vault-part",
            Self::Request => "tabir/v1/vault-request",
            Self::Share => "tabir/v1/vault-share",
        }
    }
}

const AWAY: &str = "tabir/v1/away";
const CASE_BOOK: &str = "tabir/v1/case-file";
const TOLD: &str = "tabir/v1/told";
const ENTERED: &str = "tabir/v1/entered";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const VAULT_TEXTS: [VaultText; 5] = [
        VaultText::Answer,
        VaultText::Consent,
        VaultText::Part,
        VaultText::Request,
        VaultText::Share,
    ];

    const PERSON_TEXTS: [PersonText; 3] = [PersonText::Lock, PersonText::Record, PersonText::Token];
    const ROUNDING_TEXTS: [RoundingText; 2] = [RoundingText::Name, RoundingText::Stream];
    const PUBLICATIONS: [Publication; 3] = [
        Publication::Agreement,
        Publication::Declaration,
        Publication::Release,
    ];

    #[test]
    fn every_tag_fits_its_length_byte() {
        assert!(Tag::ALL.iter().all(|tag| tag.text().len() < 256));
    }

    #[test]
    fn no_two_purposes_share_a_tag() {
        let texts = Tag::ALL.iter().map(|tag| tag.text());
        let texts: BTreeSet<_> = texts
            .chain([AWAY, TOLD, ENTERED])
            .chain(VAULT_TEXTS.map(VaultText::tag))
            .chain(ROUNDING_TEXTS.map(RoundingText::tag))
            .chain(PERSON_TEXTS.map(PersonText::tag))
            .chain(PUBLICATIONS.map(Publication::tag))
            .collect();
        let of_keys = ROUNDING_TEXTS.len() + PERSON_TEXTS.len();
        let apart = VAULT_TEXTS.len() + of_keys + PUBLICATIONS.len();
        assert_eq!(texts.len(), Tag::ALL.len() + 3 + apart);
    }

    #[test]
    fn no_framed_beginning_is_the_beginning_of_another() {
        let instance = InstanceId::from_bytes([7; 16]);
        for one in Tag::ALL {
            for other in Tag::ALL {
                let (first, second) = (one.begin(instance), other.begin(instance));
                assert!(one == other || !second.starts_with(&first));
            }
            let apart = [
                begin_away(instance),
                begin_told(instance),
                begin_entered(instance),
            ];
            let of_vaults = VAULT_TEXTS.map(|text| begin_vault(instance, text));
            let of_rounding = ROUNDING_TEXTS.map(|text| begin_rounding(instance, text));
            let of_figures = PUBLICATIONS.map(|kind| begin_publication(instance, kind));
            let of_persons = PERSON_TEXTS.map(|text| begin_person(instance, text));
            let of_figures = of_rounding.into_iter().chain(of_figures);
            let of_figures = of_figures.chain(of_persons);
            for apart in apart.into_iter().chain(of_vaults).chain(of_figures) {
                let first = one.begin(instance);
                assert!(!first.starts_with(&apart) && !apart.starts_with(&first));
            }
        }
    }
}
