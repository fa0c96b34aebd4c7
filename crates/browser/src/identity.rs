use std::collections::BTreeSet;

use casework::{IdentityFault, ReporterIdentity};
use seal::{Custodians, Exclusions, VaultError};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    fault::{BROKEN, Fault, LIST},
    office::Office,
    outgoing_follow_up::OutgoingFollowUp,
};

#[wasm_bindgen]
impl Office {
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
    ) -> Result<OutgoingFollowUp, Fault> {
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
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
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
    ) -> Result<OutgoingFollowUp, Fault> {
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
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
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
