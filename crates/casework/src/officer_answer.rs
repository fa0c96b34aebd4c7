use seal::{DetachedObject, LogTicket, ReplyParts, SealedObject, ThreadId};

use crate::case_file::CaseBytesError;
use crate::parts::{In, Out};

/// An officer's answer on its way from the officer's client to the desk: both copies, the log entry about
/// them, and what names its files where it has some. The files themselves go ahead of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerAnswer {
    /// The copies.
    pub parts: ReplyParts,
    /// The entry.
    pub ticket: LogTicket,
}

impl OfficerAnswer {
    /// Writes the answer.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.part(&self.parts.to_case.to_bytes());
        out.part(&self.parts.to_reporter.to_bytes());
        out.part(&self.ticket.entry);
        out.part(&self.ticket.opening);
        out.part(self.ticket.thread.as_bytes());
        if let Some(files) = &self.parts.files {
            out.part(&files.to_bytes());
        }
        out.0
    }

    /// Reads what [`OfficerAnswer::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let mut object = || SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError);
        let mut parts = ReplyParts {
            to_case: object()?,
            to_reporter: object()?,
            files: None,
        };
        let ticket = LogTicket {
            entry: rest.part()?.try_into().map_err(|_| CaseBytesError)?,
            opening: rest.part()?.try_into().map_err(|_| CaseBytesError)?,
            thread: ThreadId::from_bytes(rest.part()?.try_into().map_err(|_| CaseBytesError)?),
        };
        if !rest.is_at_end() {
            let files = DetachedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
            parts.files = Some(files);
        }
        rest.end(Self { parts, ticket })
    }
}
