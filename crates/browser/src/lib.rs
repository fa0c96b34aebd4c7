//! What pages call: WASM bindings to `seal`, `casework` and `ledger`. It has no ideas of its own.
//!
//! Everything runs in a worker of the page. Nothing here knows the network: what has to be sent is
//! handed out as bytes, and what was fetched is handed in. Each feature becomes a module of its own, so
//! that a page fetches only what it needs: `sealing` for what is sent, `mailbox` for what was answered.

mod fault;
#[cfg(feature = "mailbox")]
mod files;
#[cfg(feature = "mailbox")]
mod mailbox;
mod office;
#[cfg(feature = "sealing")]
mod outgoing;
#[cfg(feature = "sealing")]
mod sealing;
#[cfg(feature = "sealing")]
mod slip;

pub use crate::{fault::Fault, office::Office};
#[cfg(feature = "mailbox")]
pub use crate::{files::Files, mailbox::Mailbox};
#[cfg(feature = "sealing")]
pub use crate::{outgoing::Outgoing, slip::Slip};
