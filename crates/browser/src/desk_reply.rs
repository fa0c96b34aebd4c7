use casework::{OfficerAnswer, OpenCase};
use ledger::{Code, Origin, Statement};
use seal::{
    FinishedBundle, Level, LogTicket, ParcelId, ReplyParts, Replying, SealedObject, SendingError,
    TextError,
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
    outgoing_files::OutgoingFiles,
};

/// An answer that is being sealed: its files are sent first, then what names them.
#[wasm_bindgen]
pub struct OutgoingReply {
    id: ParcelId,
    replying: Replying,
    text: Zeroizing<String>,
}

#[wasm_bindgen]
impl OutgoingReply {
    /// The id under which its files are sent.
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// Begins the files.
    ///
    /// # Errors
    /// `fault-desk-failed` when they were begun before.
    pub fn begin_files(&mut self) -> Result<OutgoingFiles, Fault> {
        let bundle = self.replying.begin_bundle(MOST_FILES);
        Ok(OutgoingFiles::of(bundle.map_err(|_| failed())?))
    }
}

#[wasm_bindgen]
impl Desk {
    /// Bytes of all files of one answer, at most.
    pub fn most_bytes(&self, office: &Office) -> u64 {
        office.trust.manifest.limits.bundle_bytes
    }

    /// Begins an answer to the open case and its reporter.
    ///
    /// # Errors
    /// `fault-desk-empty`, `fault-desk-too-long`; `fault-desk-damaged` when something else stands in the
    /// place of the officer's last object.
    pub fn begin_reply(&self, office: &Office, text: String) -> Result<OutgoingReply, Fault> {
        let text = Zeroizing::new(text);
        if text.trim().is_empty() {
            return Err(Fault::new("fault-desk-empty"));
        }
        let text = Zeroizing::new(text.trim().to_owned());
        let case = self.open_case(office)?;
        // A text that is too long is found before files are sealed for it.
        self.seal(self.replying(&case)?, &text, None)?;
        Ok(OutgoingReply {
            id: ParcelId::draw()?,
            replying: self.replying(&case)?,
            text,
        })
    }

    /// Seals the answer for the desk to keep, after its files.
    ///
    /// # Errors
    /// As [`Desk::begin_reply`]; `fault-locking` while files are open.
    pub fn finish_reply(
        &self,
        office: &Office,
        reply: OutgoingReply,
        files: Option<OutgoingFiles>,
    ) -> Result<Vec<u8>, Fault> {
        let case = self.open_case(office)?;
        let files = files.map(OutgoingFiles::finished).transpose()?;
        let parts = self.seal(reply.replying, &reply.text, files)?;
        let ticket = ticket(&case, office, Code::Feedback, &parts.to_case)?;
        Ok(OfficerAnswer { parts, ticket }.to_bytes())
    }
}

impl Desk {
    /// Goes on where the officer's last object in the case ended.
    fn replying(&self, case: &OpenCase<'_>) -> Result<Replying, Fault> {
        let (file, keys) = (&case.file, self.keys());
        let after = case.last_object_of(keys.officer);
        if after.as_ref().is_some_and(|last| !case.is_signed(last)) {
            return Err(Fault::new(DAMAGED));
        }
        let (header, epoch) = (&file.case.header, file.epoch);
        Ok(Replying::begin(
            header,
            epoch,
            after.as_ref(),
            keys.officer,
            Level::B,
        ))
    }

    fn seal(
        &self,
        replying: Replying,
        text: &str,
        files: Option<FinishedBundle>,
    ) -> Result<ReplyParts, Fault> {
        let sealed = replying.finish(text, files, self.keys());
        if let Err(SendingError::Text(TextError::TooLong { .. })) = &sealed {
            return Err(Fault::new("fault-desk-too-long"));
        }
        Ok(sealed?)
    }
}

/// Makes the log entry about an officer's object, in the reporter's thread.
fn ticket(
    case: &OpenCase<'_>,
    office: &Office,
    code: Code,
    about: &SealedObject,
) -> Result<LogTicket, Fault> {
    let place = case.log_place(code.byte());
    let (secret, sequence) = place.map_err(|_| Fault::new(DAMAGED))?;
    let statement = Statement {
        code,
        sequence,
        detail: 0,
        digest: *about.digest().as_bytes(),
    };
    let origin = Origin::of(&office.trust.manifest.log.origin);
    let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
    Ok(LogTicket::new(
        *entry.as_bytes(),
        opening.to_bytes(),
        &secret,
    ))
}

fn failed() -> Fault {
    Fault::new("fault-desk-failed")
}

/// Files of one answer.
const MOST_FILES: u32 = 100;
