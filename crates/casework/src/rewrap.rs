use seal::{Grant, Officer, OfficerKeys, Trust};

use crate::case_file::ListedCase;
use crate::opened_case::{CaseFault, open_grant};

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
        if open_grant(&self.header, &self.grants, new, trust).is_ok() {
            return Ok(None);
        }
        let opened = open_grant(&self.header, &self.grants, old, trust)?;
        let grant = opened.rewrap(own, new).map_err(CaseFault::Grant)?;
        // What does not open would be the end of the case for this officer.
        let opened = grant
            .clone()
            .open(new, &new.signing.verifying(), &self.header);
        opened.map_err(CaseFault::Grant)?;
        Ok(Some(grant))
    }
}
