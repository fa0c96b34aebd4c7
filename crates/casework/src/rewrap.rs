use seal::{Grant, Officer, OfficerKeys, Sender, Trust};

use crate::case_file::{CaseBytesError, ListedCase};
use crate::opened_case::{CaseFault, open_grant};
use crate::parts::{In, Out};

/// Writes grants that an officer sealed to the own other key, on their way to the desk.
pub fn rewrapped_to_bytes(grants: &[Grant]) -> Vec<u8> {
    let mut out = Out::default();
    out.several(grants, |out, grant| out.part(&grant.to_bytes()));
    out.0
}

/// Reads what [`rewrapped_to_bytes`] wrote. No signature is checked here.
///
/// # Errors
/// [`CaseBytesError`].
pub fn rewrapped_from_bytes(bytes: &[u8]) -> Result<Vec<Grant>, CaseBytesError> {
    let mut rest = In::new(bytes);
    let grants =
        rest.several(|rest| Grant::from_bytes(rest.part()?).map_err(|_| CaseBytesError))?;
    rest.end(grants)
}

impl ListedCase {
    /// Seals the officer's own grant to the key that took the place of an older one. Nothing where the newer
    /// key opens the case already: so what was interrupted is begun anew from its beginning.
    ///
    /// # Errors
    /// When the older key does not open the grant, or the newer one is not that of the roster.
    pub fn rewrap(
        &self,
        own: &Officer,
        old: &OfficerKeys,
        new: &OfficerKeys,
        trust: &Trust,
    ) -> Result<Option<Grant>, CaseFault> {
        let opens_anew = || open_grant(&self.header, &self.grants, new, trust).is_ok();
        // Opening costs most of it: the key that is likelier to open comes first.
        let is_own = |grant: &Grant| grant.grantor == Sender::Officer(new.officer);
        let is_done = self.grants.iter().any(is_own);
        if is_done && opens_anew() {
            return Ok(None);
        }
        let opened = match open_grant(&self.header, &self.grants, old, trust) {
            Ok(opened) => opened,
            Err(_) if !is_done && opens_anew() => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let grant = opened.rewrap(own, new).map_err(CaseFault::Grant)?;
        // What does not open would be the end of the case for this officer.
        let opened = grant
            .clone()
            .open(new, &new.signing.verifying(), &self.header);
        opened.map_err(CaseFault::Grant)?;
        Ok(Some(grant))
    }
}
