//! The transparency log of Tabir: entries, their openings and what proves them.
//!
//! Everything here is pure. A log entry is 49 bytes that look alike for reports, events and dummies;
//! only whoever holds the report's log secret finds it, and only its opening proves what it says.
//!
//! ```
//! use ledger::{Code, Origin, Statement};
//!
//! let origin = Origin::of("log.example/reports");
//! let received = Statement { code: Code::Received, sequence: 0, detail: 0, digest: [7; 32] };
//! // `seal::LogSecret::expand` in earnest; anything that derives bytes from a label here.
//! let expand = |label: &[u8]| [u8::try_from(label.len()).unwrap_or(0); 32];
//! let (entry, opening) = received.commit(expand, &origin);
//! assert_eq!(entry.tag(), &ledger::tag(expand, &origin, Code::Received, 0));
//! assert!(opening.opens(&entry, &origin));
//! ```

mod entry;

pub use entry::{
    Code, ENTRY_BYTES, Entry, EntryError, OPENING_BYTES, Opening, Origin, Statement, tag,
};
