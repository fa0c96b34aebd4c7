use std::collections::BTreeSet;

use casework::{
    DeletionRequest, IdentityFault, IncidentForm, Message, MessageFault, ProceedingForm,
    ProtectionFault, ProtectionRequest, ReporterIdentity, ReviewFault, ReviewRequest,
};
use seal::{Custodians, Exclusions, FollowUp, Kind, Level, Receipt, VaultError, answer::Answer};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    defence::ShownDefence,
    fault::{BROKEN, Fault, LIST},
    office::Office,
    outgoing::Outgoing,
};

#[wasm_bindgen]
impl Office {
    /// Seals a first report. `form` is the form as JSON, with the names of
    /// [`casework::ReportForm`]; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with the form; a list that may not be used on this day.
    pub fn report(
        &self,
        form: String,
        has_files: bool,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        self.seal_report(form, has_files, unix_seconds, |_| Ok(None))
    }

    /// Seals a further message, and makes ready for files that go with it. `page` is the answer page
    /// of this receipt, as new as possible: what is sent goes on where it says that sending stopped.
    ///
    /// # Errors
    /// `fault-message-empty` without a text and files; a text that is too long; `fault-locking` when
    /// the page is of another receipt.
    pub fn follow_up(
        &self,
        receipt: String,
        page: &[u8],
        text: String,
        has_files: bool,
    ) -> Result<Outgoing, Fault> {
        let text = Zeroizing::new(text);
        let message = match Message::parse(&text) {
            Ok(message) => Some(message),
            Err(MessageFault::Empty) if has_files => None,
            Err(MessageFault::Empty) => return Err(Fault::new("fault-message-empty")),
            Err(MessageFault::TooLong { over }) => {
                return Err(Fault::with("fault-text-too-long", over));
            }
        };
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        if let Some(message) = message {
            follow_up.write(Kind::Message, &message)?;
        }
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals the wish for a review.
    ///
    /// # Errors
    /// `fault-review-ground` without a ground of the list; a text that is too long; `fault-locking` when the page is
    /// of another receipt.
    pub fn review(
        &self,
        receipt: String,
        page: &[u8],
        ground: &str,
        text: String,
    ) -> Result<Outgoing, Fault> {
        let text = Zeroizing::new(text);
        let request = ReviewRequest::parse(ground, &text).map_err(|fault| match fault {
            ReviewFault::Ground => Fault::new("fault-review-ground"),
            ReviewFault::TooLong { over } => Fault::with("fault-text-too-long", over),
        })?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        follow_up.write(Kind::Request, &request)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals a request for protection. `fields` are those of the form, each as its name, a tabulator and what was
    /// chosen or typed, parted by form feeds.
    ///
    /// # Errors
    /// What is missing in it; `fault-locking` when the page is of another receipt.
    pub fn protection(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
    ) -> Result<Outgoing, Fault> {
        let fields = Zeroizing::new(fields);
        let mut asked = ProtectionRequest::default();
        let mut fields = fields
            .split('\u{c}')
            .filter_map(|field| field.split_once('\t'));
        let taken = fields.try_for_each(|(name, value)| asked.take(name, value));
        taken
            .and_then(|()| asked.check())
            .map_err(|fault| match fault {
                ProtectionFault::Applicant => Fault::new("fault-protection-applicant"),
                ProtectionFault::Basis => Fault::new("fault-protection-target"),
                ProtectionFault::Consent => Fault::new("fault-protection-consent"),
                ProtectionFault::OwnView => Fault::new("fault-protection-fear"),
                ProtectionFault::TooLong { over } => Fault::with("fault-text-too-long", over),
                ProtectionFault::Word => Fault::new("fault-word-unknown"),
            })?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        follow_up.write(Kind::ProtectionRequest, &asked)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals what was done to somebody. `fields` are those of the form, each as its name, a tabulator and what was
    /// chosen or typed, parted by form feeds; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-locking` when the page is of another receipt.
    pub fn incident(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = IncidentForm::default();
        typed.take_all(&fields);
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let parsed = typed.parse_chosen(self.day(unix_seconds), follow_up.next_sequence());
        let incident = parsed.map_err(|faults| Fault::of_incident(&faults))?;
        follow_up.write(Kind::Incident, &incident)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals a lawsuit, a charge, or how one went on. `fields` and `unix_seconds` are as for an incident.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-locking` when the page is of another receipt.
    pub fn proceeding(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = ProceedingForm::default();
        typed.take_all(&fields);
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let parsed = typed.parse_chosen(self.day(unix_seconds), follow_up.next_sequence());
        let proceeding = parsed.map_err(|faults| Fault::of_proceeding(&faults))?;
        follow_up.write(Kind::Incident, &proceeding)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// What is known of what to do first against what such a form says, as JSON: `null` where nobody has to defend
    /// themselves.
    pub fn defence(&self, fields: String, unix_seconds: f64) -> String {
        let fields = Zeroizing::new(fields);
        let mut typed = ProceedingForm::default();
        typed.take_all(&fields);
        let parsed = typed.parse_chosen(self.day(unix_seconds), u32::MAX);
        let shown = parsed.ok().as_ref().and_then(ShownDefence::of);
        serde_json::to_string(&shown).unwrap_or_default()
    }

    /// Seals who the reporter is, for custodians who are drawn here. `fields` are those of the form, each as its name, a
    /// tabulator and what was chosen or typed, parted by form feeds; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-identity-name` without a name; `fault-identity-few` when custodians of fewer than three bodies are left; a text
    /// that is too long; a list that may not be used on this day; `fault-locking` when the page is of another receipt.
    pub fn identity(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        let fields = Zeroizing::new(fields);
        let (mut name, mut reach, mut consent, mut left_out) = ("", "", false, vec![]);
        let split = fields.split('\u{c}').filter_map(|one| one.split_once('\t'));
        for (field, value) in split {
            match field {
                "name" => name = value,
                "reach" => reach = value,
                "consent" => consent = value == "yes",
                "leave-out" => left_out.push(value.parse().map_err(|_| Fault::new(BROKEN))?),
                _ => {}
            }
        }
        let identity = ReporterIdentity::parse(name, reach).map_err(|fault| match fault {
            IdentityFault::NoName => Fault::new("fault-identity-name"),
            IdentityFault::TooLong { over } => Fault::with("fault-text-too-long", over),
        })?;
        let left_out = Exclusions::new(left_out, [])?;
        // Who holds the case only its report says, and that is sealed: who asks passes over custodians who hold it.
        let panel = BTreeSet::new();
        let drawn = Custodians::draw(&self.trust, &panel, &left_out, self.day(unix_seconds));
        let chosen = drawn.map_err(vault_fault)?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let sealed = follow_up.write_vault(&identity, &chosen, consent);
        sealed.map_err(vault_fault)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals the consent that an officer reads a name that the reporter locked so. It cannot be taken back.
    ///
    /// # Errors
    /// `fault-consent-officer` when the officer is none who may hold cases on this day; a list that may not be used on this
    /// day; `fault-locking` when the page is of another receipt.
    pub fn consent(
        &self,
        receipt: String,
        page: &[u8],
        vault: &str,
        officer: &str,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        let vault = vault.parse().map_err(|_| Fault::new(BROKEN))?;
        let officer = officer.parse().map_err(|_| Fault::new(BROKEN))?;
        let today = self.day(unix_seconds);
        let known = self.trust.roster(today)?.officer(officer);
        let known = known.filter(|known| known.is_on_duty(today) && known.may_be_let_in());
        let known = known.ok_or_else(|| Fault::new("fault-consent-officer"))?;
        let key = self.trust.keys.of(known).ok_or_else(|| Fault::new(LIST))?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let sealed = follow_up.write_consent(vault, (officer, key));
        sealed.map_err(vault_fault)?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }

    /// Seals the wish that everything be deleted.
    ///
    /// # Errors
    /// `fault-locking` when the page is of another receipt.
    pub fn deletion(&self, receipt: String, page: &[u8]) -> Result<Outgoing, Fault> {
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let reason = String::new();
        follow_up.write(Kind::Deletion, &DeletionRequest { reason })?;
        Ok(Outgoing::follow_up(follow_up, self.origin()))
    }
}

impl Office {
    fn begin_follow_up(&self, receipt: String, page: &[u8]) -> Result<FollowUp, Fault> {
        let refused = || Fault::new(BROKEN);
        let receipt = Zeroizing::new(receipt);
        let receipt = Receipt::parse(&receipt).map_err(|_| refused())?;
        let answer = Answer::from_bytes(page).map_err(|_| refused())?;
        let status = answer.status.ok_or_else(refused)?;
        let keys = receipt.keys(self.instance());
        let checked = status.check(&keys, self.instance());
        checked.map_err(|_| refused())?;
        let files = self.trust.manifest.limits.files;
        Ok(FollowUp::begin(keys, &status, Level::B, files)?)
    }
}

/// Why a name is not locked, as keys of the wording.
fn vault_fault(fault: VaultError) -> Fault {
    match fault {
        VaultError::TooFewCustodians => Fault::new("fault-identity-few"),
        VaultError::TooLong => Fault::with("fault-text-too-long", ReporterIdentity::MOST_BYTES),
        VaultError::Trust(fault) => fault.into(),
        VaultError::Damaged
        | VaultError::NoConsent
        | VaultError::NoRandomness(_)
        | VaultError::NotForThis(_)
        | VaultError::Open(_)
        | VaultError::Other
        | VaultError::Seal(_)
        | VaultError::Sharing(_)
        | VaultError::Signature(_)
        | VaultError::Text(_)
        | VaultError::TooManyOfOneBody => Fault::new(BROKEN),
    }
}
