use casework::{IncidentForm, Journal, JournalFault};
use seal::{FollowUp, Kind, Level, Receipt, answer::Answer};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    fault::Fault,
    mailbox::Mailbox,
    office::Office,
    outgoing_follow_up::OutgoingFollowUp,
};

/// What the page shows of a journal: its receipt stays here.
#[derive(Serialize)]
struct ShownJournal<'j> {
    name: &'j str,
    body: &'j str,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON which journals this contributor keeps; `kept` is what the desk handed out.
    ///
    /// # Errors
    /// `fault-desk-searches` when they do not open.
    pub fn journals(&self, kept: &[u8]) -> Result<String, Fault> {
        let (_, kept) = self.saved(kept)?;
        let journals = kept.journals.iter().map(|journal| ShownJournal {
            name: &journal.name,
            body: &journal.body,
        });
        to_json(&journals.collect::<Vec<_>>())
    }

    /// Keeps the receipt of an own report as a journal, and returns what the desk is to keep.
    ///
    /// # Errors
    /// `fault-desk-journal-name` without a name; `fault-desk-journal-twice`; `fault-desk-search-many` when there is no
    /// room; `fault-desk-damaged` when it is no receipt; else as [`Desk::journals`].
    pub fn keep_journal(
        &self,
        kept: &[u8],
        name: &str,
        body: &str,
        receipt: String,
    ) -> Result<Vec<u8>, Fault> {
        let receipt = Zeroizing::new(receipt);
        let receipt = Receipt::parse(&receipt).map_err(|_| Fault::new(DAMAGED))?;
        let (number, mut kept) = self.saved(kept)?;
        let journal = Journal {
            name: name.to_owned(),
            body: body.to_owned(),
            receipt: receipt.digits().to_string(),
        };
        kept.keep_journal(journal).map_err(|fault| match fault {
            JournalFault::Name => Fault::new("fault-desk-journal-name"),
            JournalFault::Twice => Fault::new("fault-desk-journal-twice"),
        })?;
        self.sealed(number, &kept)
    }

    /// What opens the answers to a journal.
    ///
    /// # Errors
    /// `fault-desk-damaged` when there is none of this name; else as [`Desk::journals`].
    pub fn journal_mailbox(&self, kept: &[u8], name: &str) -> Result<Mailbox, Fault> {
        Ok(Mailbox::of(self.journal_receipt(kept, name)?))
    }

    /// Seals an incident into a journal. `page` is its answer page, as new as possible; `fields` are those of the form, each
    /// as its name, a tabulator and what was chosen or typed, parted by form feeds; `unix_seconds` is the time of this
    /// device.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-desk-damaged` when the page is of another journal; else as
    /// [`Desk::journal_mailbox`].
    pub fn log_in_journal(
        &self,
        office: &Office,
        kept: &[u8],
        name: &str,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<OutgoingFollowUp, Fault> {
        let fields = Zeroizing::new(fields);
        let refused = || Fault::new(DAMAGED);
        let keys = self.journal_receipt(kept, name)?.keys(office.instance());
        let answer = Answer::from_bytes(page).map_err(|_| refused())?;
        let status = answer.status.ok_or_else(refused)?;
        let checked = status.check(&keys, office.instance());
        checked.map_err(|_| refused())?;
        let files = office.trust.manifest.limits.files;
        let mut follow_up = FollowUp::begin(keys, &status, Level::B, files)?;
        let mut typed = IncidentForm::default();
        typed.take_all(&fields);
        let parsed = typed.parse(office.day(unix_seconds), follow_up.next_sequence());
        let incident = parsed.map_err(|_| refused())?;
        let incident = incident.map_err(|faults| Fault::of_incident(&faults))?;
        follow_up.write(Kind::Incident, &incident)?;
        Ok(OutgoingFollowUp::of(follow_up, office.origin()))
    }
}

impl Desk {
    fn journal_receipt(&self, kept: &[u8], name: &str) -> Result<Receipt, Fault> {
        let refused = || Fault::new(DAMAGED);
        let (_, kept) = self.saved(kept)?;
        let mut journals = kept.journals.iter();
        let journal = journals.find(|journal| journal.name == name);
        let journal = journal.ok_or_else(refused)?;
        Receipt::parse(&journal.receipt).map_err(|_| refused())
    }
}
