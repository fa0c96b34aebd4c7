use crate::id::ThreadId;
use crate::receipt_keys::LogSecret;

/// Bytes of a log entry: `0x00 ‖ tag 16 ‖ commitment 32`.
pub const ENTRY_BYTES: usize = 49;

/// Bytes of an entry's opening: code 1, sequence 2, detail 1, digest 32, blind 32.
pub const OPENING_BYTES: usize = 68;

/// A log entry with its opening, as it travels to the server (PROTOCOL 8). `ledger` makes and reads
/// both; here they are only carried. The thread id joins the entries of one report for the audit; it is
/// derived from the log secret, so that a holder's client goes on in the reporter's thread, and names
/// no case to anybody else.
#[derive(Clone, PartialEq, Eq)]
pub struct LogTicket {
    /// The entry that becomes public.
    pub entry: [u8; ENTRY_BYTES],
    /// What opens its commitment; kept until the quarter's audit is signed.
    pub opening: [u8; OPENING_BYTES],
    /// The thread of the report.
    pub thread: ThreadId,
}

impl LogTicket {
    /// A ticket in the thread of the report whose secret this is.
    pub fn new(
        entry: [u8; ENTRY_BYTES],
        opening: [u8; OPENING_BYTES],
        log_secret: &LogSecret,
    ) -> Self {
        Self {
            entry,
            opening,
            thread: log_secret.thread(),
        }
    }
}

impl std::fmt::Debug for LogTicket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogTicket(hidden)")
    }
}
