use std::fmt;

use actix_web::{HttpResponse, http::StatusCode};
use casework::StepFault;
use http_guard::{LogSafe, Refusal, write_with_causes};
use seal::NoRandomness;
use serde::Serialize;
use storage::StoreError;

/// Why a sign-in goes no further, as the officer's client is told: a key of the wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignInFault {
    /// The message came too late, or a second time.
    Again,
    /// The code is not the one of this half minute, and no recovery code.
    Code,
    /// The code was used before.
    CodeUsed,
    /// The time of the invitation is over.
    InvitationExpired,
    /// The invitation was used, or a later one took its place, or it never was.
    InvitationGone,
    /// What was registered is not signed with the key of the officer who is invited.
    InvitationKey,
    /// This is no link of an invitation, or a part of one.
    InvitationLink,
    /// The account has as many passkeys as it may.
    ManyPasskeys,
    /// No code was typed, and the account has no passkey.
    NoPasskey,
    /// The passkey is none of this account, or answered something else.
    Passkey,
    /// There is a copy of the passkey, which is locked.
    PasskeyCopied,
    /// Name and passphrase do not belong together, or the account is locked.
    Refused,
    /// Too many attempts failed; for so many seconds nobody may try.
    Wait(i64),
}

#[derive(Serialize)]
struct Told {
    fault: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<i64>,
}

impl SignInFault {
    pub(crate) fn answer(self) -> HttpResponse {
        let (status, fault) = match self {
            Self::Again => (StatusCode::FORBIDDEN, "fault-sign-in-again"),
            Self::Code => (StatusCode::FORBIDDEN, "fault-sign-in-code"),
            Self::CodeUsed => (StatusCode::FORBIDDEN, "fault-sign-in-code-used"),
            Self::InvitationExpired => (StatusCode::FORBIDDEN, "fault-invitation-expired"),
            Self::InvitationGone => (StatusCode::FORBIDDEN, "fault-invitation-gone"),
            Self::InvitationKey => (StatusCode::FORBIDDEN, "fault-invitation-key"),
            Self::InvitationLink => (StatusCode::FORBIDDEN, "fault-invitation-link"),
            Self::ManyPasskeys => (StatusCode::FORBIDDEN, "fault-passkey-many"),
            Self::NoPasskey => (StatusCode::FORBIDDEN, "fault-passkey-none"),
            Self::Passkey => (StatusCode::FORBIDDEN, "fault-passkey-refused"),
            Self::PasskeyCopied => (StatusCode::FORBIDDEN, "fault-passkey-copied"),
            Self::Refused => (StatusCode::FORBIDDEN, "fault-sign-in-refused"),
            Self::Wait(_) => (StatusCode::TOO_MANY_REQUESTS, "fault-sign-in-wait"),
        };
        let seconds = match self {
            Self::Wait(seconds) => Some(seconds),
            Self::Again
            | Self::Code
            | Self::CodeUsed
            | Self::InvitationExpired
            | Self::InvitationGone
            | Self::InvitationKey
            | Self::InvitationLink
            | Self::ManyPasskeys
            | Self::NoPasskey
            | Self::Passkey
            | Self::PasskeyCopied
            | Self::Refused => None,
        };
        HttpResponse::build(status).json(Told { fault, seconds })
    }
}

/// Too few officers on duty would hold a case.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TooFewFault {
    /// If the officer left it.
    Leaving,
    /// If the officer excluded others; whom the officer has let in does not count then.
    Excluding,
}

impl TooFewFault {
    pub(crate) fn answer(self) -> HttpResponse {
        HttpResponse::build(StatusCode::CONFLICT).json(Told {
            fault: match self {
                Self::Leaving => "fault-desk-too-few-left",
                Self::Excluding => "fault-desk-too-few-stay",
            },
            seconds: None,
        })
    }
}

/// Says why a step in a case is not taken.
pub(crate) fn step_answer(fault: StepFault) -> HttpResponse {
    let fault = match fault {
        StepFault::AlreadySo => "fault-desk-already-so",
        StepFault::AsksProtection => "fault-desk-asks-protection",
        StepFault::AwaitsReferral => "fault-desk-awaits-referral",
        StepFault::Contested => "fault-desk-contested",
        StepFault::Held => "fault-desk-held",
        StepFault::NoSuchMove => "fault-desk-no-such-move",
        StepFault::NotClosed => "fault-desk-not-closed",
        StepFault::NotPending => "fault-desk-not-pending",
        StepFault::Notice => "fault-desk-notice",
        StepFault::OwnDecision => "fault-desk-own-decision",
        StepFault::OwnProposal => "fault-desk-own-proposal",
        StepFault::Pending => "fault-desk-pending",
        StepFault::ProposerLeft => "fault-desk-proposer-left",
        StepFault::Protected => "fault-desk-protected",
    };
    HttpResponse::build(StatusCode::CONFLICT).json(Told {
        fault,
        seconds: None,
    })
}

/// The desk elsewhere did not answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineFault;

impl LineFault {
    pub(crate) fn answer(self) -> HttpResponse {
        HttpResponse::build(StatusCode::BAD_GATEWAY).json(Told {
            fault: "fault-desk-line",
            seconds: None,
        })
    }
}

/// Turns a fault of storage into a refusal; its cause goes to the log. What an officer holds no grant
/// for is not there.
pub(crate) fn store_refusal(fault: StoreError) -> Refusal {
    match fault {
        StoreError::NotFound => Refusal::NotFound,
        StoreError::AlreadyThere | StoreError::Conflict => Refusal::Stale,
        StoreError::Full(_) | StoreError::Unreachable(_) => Refusal::busy(StoreFault(fault)),
        StoreError::Broken(_) => Refusal::internal(StoreFault(fault)),
    }
}

/// Turns a failing random source into a refusal.
pub(crate) fn no_randomness(_: NoRandomness) -> Refusal {
    Refusal::internal(DeskFault("the random source failed"))
}

/// Turns a codebook that cannot be read into a refusal; tests rule it out.
pub(crate) fn broken_codebook() -> Refusal {
    Refusal::internal(DeskFault("the codebook is broken"))
}

/// A fault of storage with its causes. They name tables, files and systems.
#[derive(Debug)]
struct StoreFault(StoreError);

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_with_causes(&self.0, f)
    }
}

impl LogSafe for StoreFault {}

/// A fault of the desk itself.
#[derive(Debug)]
pub(crate) struct DeskFault(pub(crate) &'static str);

impl fmt::Display for DeskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl LogSafe for DeskFault {}
