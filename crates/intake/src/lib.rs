//! The reporter's door: report, come back with the receipt, read, write again, hand in a parcel.
//!
//! Everything works without script. At level C what arrives is sealed in memory as it streams in:
//! no temporary file, no buffer that grows with the upload, and a receipt is shown only after the
//! report is durable. This crate holds a [`DropBox`](storage::DropBox) and nothing that could read
//! a case; it logs counts and faults only, and keeps nothing about whoever is on the line.
//!
//! The route table in `door.rs` is the table of contents.
//!
//! ```
//! // Everything but the first page lies under one prefix that says nothing.
//! assert!(intake::ROUTES.iter().all(|route| route.path == "/" || route.path.starts_with("/s/")));
//! ```

mod ahead;
mod answer;
mod cleaning;
mod day;
mod deletion;
mod door;
mod fault;
mod files;
mod follow_up;
mod identity;
mod incident;
mod intake;
mod kept;
mod mailbox;
mod once;
mod opened_reply;
mod parcel;
mod proceeding;
mod protection;
mod published;
mod receipt;
mod reply_part;
mod report;
mod sealed_files;
mod sent_report;
mod start;
mod thread;
mod trusts;
mod upload;
mod upload_room;
mod whole_answer;

pub use crate::{
    door::{ROUTES, door},
    intake::{Bounds, Intake, Settings},
    parcel::{HandedIn, take_pieces},
};
