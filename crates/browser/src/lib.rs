//! What pages call: WASM bindings to `seal`, `casework` and `ledger`. It has no ideas of its own.
//!
//! Everything runs in a worker of the page. Nothing here knows the network: what has to be sent is
//! handed out as bytes, and what was fetched is handed in.

mod fault;
mod files;
mod mailbox;
mod office;
mod outgoing;
mod slip;

pub use crate::{
    fault::Fault, files::Files, mailbox::Mailbox, office::Office, outgoing::Outgoing, slip::Slip,
};
