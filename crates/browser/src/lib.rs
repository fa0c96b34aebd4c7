//! What pages call: WASM bindings to `seal`, `casework`, `ledger` and `traces`. It has no ideas of its own.
//!
//! Everything runs in a worker of the page. Nothing here knows the network: what has to be sent is
//! handed out as bytes, and what was fetched is handed in. Each feature becomes a module of its own, so
//! that a page fetches only what it needs: `sealing` for a first report, `follow_up` for what is sent under its receipt,
//! `mailbox` for what was answered, `traces` for what chosen files give away, `desk` for officers, `pdf` for showing
//! what they were sent.

#[cfg(any(feature = "desk", feature = "follow_up"))]
mod defence;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod desk_acts;
#[cfg(feature = "desk")]
mod desk_agreement;
#[cfg(feature = "desk")]
mod desk_assist;
#[cfg(feature = "desk")]
mod desk_away;
#[cfg(feature = "desk")]
mod desk_book;
#[cfg(feature = "desk")]
mod desk_case;
#[cfg(feature = "desk")]
mod desk_coding;
#[cfg(feature = "desk")]
mod desk_elsewhere;
#[cfg(feature = "desk")]
mod desk_exclusion;
#[cfg(feature = "desk")]
mod desk_grant;
#[cfg(feature = "desk")]
mod desk_hand_over;
#[cfg(feature = "desk")]
mod desk_inbox;
#[cfg(feature = "desk")]
mod desk_incident;
#[cfg(feature = "desk")]
mod desk_invitation;
#[cfg(feature = "desk")]
mod desk_journal;
#[cfg(feature = "desk")]
mod desk_memory;
#[cfg(feature = "desk")]
mod desk_note;
#[cfg(feature = "desk")]
mod desk_persons;
#[cfg(feature = "desk")]
mod desk_proceeding;
#[cfg(feature = "desk")]
mod desk_protection;
#[cfg(feature = "desk")]
mod desk_recusal;
#[cfg(feature = "desk")]
mod desk_referral;
#[cfg(feature = "desk")]
mod desk_reply;
#[cfg(feature = "desk")]
mod desk_rewrap;
#[cfg(feature = "desk")]
mod desk_roles;
#[cfg(feature = "desk")]
mod desk_searches;
#[cfg(feature = "desk")]
mod desk_sign_in;
#[cfg(feature = "desk")]
mod desk_step;
#[cfg(feature = "desk")]
mod desk_vault;
#[cfg(feature = "desk")]
mod desk_work;
mod fault;
#[cfg(any(feature = "desk", feature = "mailbox"))]
mod files;
#[cfg(feature = "follow_up")]
mod follow_up;
#[cfg(feature = "follow_up")]
mod identity;
#[cfg(feature = "follow_up")]
mod incident;
#[cfg(any(feature = "desk", feature = "mailbox"))]
mod mailbox;
mod office;
#[cfg(any(feature = "desk", feature = "sealing"))]
mod outgoing;
#[cfg(feature = "desk")]
mod outgoing_carried;
#[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
mod outgoing_files;
#[cfg(any(feature = "desk", feature = "follow_up"))]
mod outgoing_follow_up;
#[cfg(feature = "desk")]
mod outgoing_referral;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "follow_up")]
mod proceeding;
#[cfg(feature = "follow_up")]
mod protection;
#[cfg(any(feature = "desk", feature = "sealing"))]
mod reporting;
#[cfg(feature = "sealing")]
mod sealing;
#[cfg(any(feature = "desk", feature = "sealing"))]
mod slip;
#[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
mod ticket;
#[cfg(feature = "traces")]
mod traces;

#[cfg(any(feature = "desk", feature = "mailbox"))]
pub use crate::files::Files;
#[cfg(any(feature = "desk", feature = "mailbox"))]
pub use crate::mailbox::Mailbox;
#[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
pub use crate::outgoing_files::OutgoingFiles;
#[cfg(any(feature = "desk", feature = "follow_up"))]
pub use crate::outgoing_follow_up::OutgoingFollowUp;
#[cfg(feature = "pdf")]
pub use crate::pdf::{Drawing, Pdf};
#[cfg(feature = "traces")]
pub use crate::traces::CleanFile;
#[cfg(feature = "desk")]
pub use crate::{
    desk::Desk,
    desk_acts::Record,
    desk_book::{Book, FinishedBook},
    desk_coding::CodingReport,
    desk_invitation::{Joined, Joining},
    desk_reply::OutgoingReply,
    desk_sign_in::SignIn,
    outgoing_carried::OutgoingCarriedFiles,
    outgoing_referral::OutgoingReferral,
};
pub use crate::{fault::Fault, office::Office};
#[cfg(any(feature = "desk", feature = "sealing"))]
pub use crate::{outgoing::Outgoing, slip::Slip};
