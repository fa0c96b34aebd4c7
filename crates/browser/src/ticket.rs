use ledger::{Code, Origin, Statement};
use seal::{Digest, LogSecret, LogTicket};

/// Makes a log entry about an object, in the thread of its report.
pub(crate) fn ticket(
    origin: &Origin,
    code: Code,
    sequence: u32,
    secret: &LogSecret,
    about: Digest,
) -> LogTicket {
    let statement = Statement {
        code,
        sequence: u16::try_from(sequence).unwrap_or(u16::MAX),
        detail: 0,
        digest: *about.as_bytes(),
    };
    let (entry, opening) = statement.commit(|label| secret.expand(label), origin);
    LogTicket::new(*entry.as_bytes(), opening.to_bytes(), secret)
}
