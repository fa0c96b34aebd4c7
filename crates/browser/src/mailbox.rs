use std::collections::BTreeMap;

use casework::CaseStatus;
use seal::answer::{Answer, Slot, SlotReply, StatusBlock};
use seal::{
    Identity, Kind, Receipt, ReceiptError, Reply, ReplyError, SealedObject, Sender, VerifyingKey,
};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    fault::{BROKEN, Fault},
    files::Files,
    office::Office,
};

/// What a receipt opens. The receipt stays here: the door is told a number that is derived from it.
#[wasm_bindgen]
pub struct Mailbox {
    receipt: Receipt,
    status: Option<StatusBlock>,
    named: BTreeMap<String, SlotReply>,
    opened: BTreeMap<String, Opened>,
}

/// A reply, with the key of the officer who signed it.
struct Opened {
    reply: Reply,
    officer: VerifyingKey,
}

/// What the page says of a mailbox. Days are counted from 1970-01-01.
#[derive(Serialize)]
struct Told {
    is_known: bool,
    status: &'static str,
    received: Option<i32>,
    deletion_asked: Option<i32>,
    /// The day promised for an answer that did not come, and until when a review may be asked for.
    silence: Option<[i32; 2]>,
    /// The day on which it was proposed to delete the case, and the first one on which it may be done.
    notice: Option<[i32; 2]>,
    replies: u32,
    /// The number of what the reporter sent last.
    last: u32,
    messages: Vec<Shown>,
}

/// What the page says of an answer.
#[derive(Serialize)]
struct Shown {
    number: String,
    day: Option<i32>,
    /// `text`, `long`, `differs` or `unreadable`.
    what: &'static str,
    text: String,
    /// Digest of what the officer signed, in hexadecimal digits; empty where nothing was opened.
    digest: String,
    /// What proves later who signed it.
    #[cfg(feature = "desk")]
    proof: Option<seal::ReplyProof>,
    has_files: bool,
    /// Which consent a custodian's notice asks for.
    asks: Option<ShownConsent>,
}

/// A consent that the reporter may give.
#[derive(Serialize)]
struct ShownConsent {
    vault: String,
    officer: String,
    name: String,
    body: String,
}

#[wasm_bindgen]
impl Mailbox {
    /// Reads a receipt as it was typed.
    ///
    /// # Errors
    /// What is wrong with it; nothing is looked up then.
    pub fn open(typed: String) -> Result<Self, Fault> {
        let typed = Zeroizing::new(typed);
        let receipt = Receipt::parse(&typed).map_err(|fault| match fault {
            _ if typed.trim().is_empty() => Fault::new("fault-receipt-empty"),
            ReceiptError::UnknownWord(word) => Fault::with("fault-receipt-word", word),
            ReceiptError::WrongLength { .. } => Fault::new("fault-receipt-length"),
            ReceiptError::BadCheck => Fault::new("fault-receipt-check"),
        })?;
        Ok(Self {
            receipt,
            status: None,
            named: BTreeMap::new(),
            opened: BTreeMap::new(),
        })
    }

    /// The number that the door is told.
    pub fn number(&self, office: &Office) -> String {
        let keys = self.receipt.keys(office.instance());
        keys.mailbox.to_text().as_str().to_owned()
    }

    /// Opens an answer page and says as JSON what is on it.
    ///
    /// # Errors
    /// `fault-locking` when the page is not one, or is of another receipt.
    pub fn read(&mut self, office: &Office, page: &[u8]) -> Result<String, Fault> {
        let refused = || Fault::new(BROKEN);
        let answer = Answer::from_bytes(page).map_err(|_| refused())?;
        let keys = self.receipt.keys(office.instance());
        if let Some(status) = &answer.status {
            let checked = status.check(&keys, office.instance());
            checked.map_err(|_| refused())?;
        }
        let identity = keys.reply().map_err(|_| refused())?;
        self.status = answer.status;
        self.opened.clear();
        self.named.clear();
        let slots = answer.slots.into_iter().rev();
        let messages = slots.map(|slot| self.slot(office, slot, &identity));
        let messages = messages.collect();
        let status = self.status.as_ref();
        to_json(&Told {
            is_known: status.is_some(),
            status: status.map_or("", shown_status),
            received: status.map(|status| status.received_on.number()),
            deletion_asked: status
                .and_then(|status| status.deletion_asked_on)
                .map(seal::Day::number),
            silence: status
                .and_then(|status| status.silence)
                .map(|told| [told.promised_on.number(), told.review_by.number()]),
            notice: status
                .and_then(|status| status.notice)
                .map(|told| [told.since.number(), told.from.number()]),
            replies: status.map_or(0, |status| status.replies),
            last: status.map_or(0, |status| status.last.header.sequence),
            messages,
        })
    }

    /// Opens an answer that did not fit the page, fetched by its number, and says as JSON what it says.
    ///
    /// # Errors
    /// `fault-locking` when it is not the one that the page named.
    pub fn whole(&mut self, office: &Office, number: &str, copy: &[u8]) -> Result<String, Fault> {
        let refused = || Fault::new(BROKEN);
        let copy = SealedObject::from_bytes(copy).map_err(|_| refused())?;
        match self.named.get(number) {
            Some(SlotReply::Named(name)) if *name == copy.detached() => {}
            Some(_) | None => return Err(refused()),
        }
        let keys = self.receipt.keys(office.instance());
        let identity = keys.reply().map_err(|_| refused())?;
        to_json(&self.copy(office, &copy, None, &identity))
    }

    /// The number under which the files of an answer are fetched.
    pub fn files_number(&self, number: &str) -> Option<String> {
        let files = self.opened.get(number)?.reply.files().ok()??;
        Some(files.bundle.header.object.to_string())
    }

    /// Opens the files of an answer.
    ///
    /// # Errors
    /// `answer-unreadable` when they are not those that the officer signed.
    pub fn files(&self, number: &str, sealed: Vec<u8>) -> Result<Files, Fault> {
        let refused = || Fault::new("whole-files-damaged");
        let opened = self.opened.get(number).ok_or_else(refused)?;
        let files = opened.reply.files().ok().flatten().ok_or_else(refused)?;
        files.bundle.check(&opened.officer).map_err(|_| refused())?;
        Files::open(&files.bundle, &files.identity, sealed).ok_or_else(refused)
    }

    /// The receipt as digits: for the module that seals, and for whoever goes on at level C after being
    /// told what that means.
    pub fn receipt(&self) -> String {
        self.receipt.digits().to_string()
    }
}

impl Mailbox {
    /// What this receipt opens.
    #[cfg(feature = "desk")]
    pub(crate) const fn of(receipt: Receipt) -> Self {
        Self {
            receipt,
            status: None,
            named: BTreeMap::new(),
            opened: BTreeMap::new(),
        }
    }

    /// The number that the door of this office is told.
    #[cfg(feature = "desk")]
    pub(crate) fn number_at(&self, instance: seal::InstanceId) -> String {
        self.receipt
            .keys(instance)
            .mailbox
            .to_text()
            .as_str()
            .to_owned()
    }

    fn slot(&mut self, office: &Office, slot: Slot, identity: &Identity) -> Shown {
        let day = Some(slot.arrived_on.number());
        match slot.reply {
            SlotReply::Here(copy) => self.copy(office, &copy, day, identity),
            named @ SlotReply::Named(_) => {
                let number = named.header().object.to_string();
                let signer = self.signer(office, &named);
                let what = signer.map_or("unreadable", |_| "long");
                self.named.insert(number.clone(), named);
                Shown::empty(number, day, what)
            }
        }
    }

    fn copy(
        &mut self,
        office: &Office,
        copy: &SealedObject,
        day: Option<i32>,
        identity: &Identity,
    ) -> Shown {
        let number = copy.header.object.to_string();
        let signer = self.signer(office, &SlotReply::Here(copy.clone()));
        let (Some(officer), Some(status)) = (signer, &self.status) else {
            return Shown::empty(number, day, "unreadable");
        };
        match Reply::open(copy, &status.header, identity) {
            Ok(reply) => {
                let shown = Shown {
                    text: reply.text.clone(),
                    digest: copy.digest().to_string(),
                    #[cfg(feature = "desk")]
                    proof: reply.proof(copy).ok(),
                    has_files: reply.has_files(),
                    asks: asked_consent(office, (copy.header.sender, &officer), &reply),
                    ..Shown::empty(number.clone(), day, "text")
                };
                self.opened.insert(number, Opened { reply, officer });
                shown
            }
            Err(ReplyError::Mismatch) => Shown::empty(number, day, "differs"),
            Err(ReplyError::BadSignature(_) | ReplyError::Text(_)) => {
                Shown::empty(number, day, "unreadable")
            }
        }
    }

    /// The key of the officer who signed a reply to this case, if it is one.
    fn signer(&self, office: &Office, reply: &SlotReply) -> Option<VerifyingKey> {
        let (header, case) = (reply.header(), &self.status.as_ref()?.header);
        let of_this_case = header.instance == case.instance
            && header.case == case.case
            && header.kind == Kind::Reply;
        let Sender::Officer(officer) = header.sender else {
            return None;
        };
        // What was signed before a key was replaced stays true.
        let rosters = office.trust.rosters().iter();
        let mut keys = rosters.filter_map(|roster| Some(roster.officer(officer)?.verifying));
        keys.find(|key| of_this_case && reply.check(key).is_ok())
    }
}

impl Shown {
    fn empty(number: String, day: Option<i32>, what: &'static str) -> Self {
        Self {
            number,
            day,
            what,
            text: String::new(),
            digest: String::new(),
            #[cfg(feature = "desk")]
            proof: None,
            has_files: false,
            asks: None,
        }
    }
}

/// What a notice asks for. Who it is is read from the list of officers, and not from what the notice says.
fn asked_consent(
    office: &Office,
    (sender, signer): (Sender, &VerifyingKey),
    reply: &Reply,
) -> Option<ShownConsent> {
    let Sender::Officer(officer) = sender else {
        return None;
    };
    let asks = casework::asked_consent(&office.trust, (officer, signer), reply)?;
    let newest = office.trust.newest().ok()?;
    let known = newest.officer(asks.officer)?;
    let body = newest.body(known.body);
    known.may_be_let_in().then(|| ShownConsent {
        vault: asks.vault.to_string(),
        officer: asks.officer.to_string(),
        name: known.label.clone(),
        body: body.map_or_else(String::new, |body| body.label.clone()),
    })
}

fn shown_status(status: &StatusBlock) -> &'static str {
    match CaseStatus::from_code(status.status) {
        Some(CaseStatus::Answered) => "status-answered",
        Some(CaseStatus::Closed) => "status-closed",
        Some(CaseStatus::Received) | None => "status-received",
    }
}

fn to_json(told: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(told).map_err(|_| Fault::new(BROKEN))
}
