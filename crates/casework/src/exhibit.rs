use std::fmt;

use seal::ObjectId;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;

/// A file of the case that is meant as evidence, under a number of its own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// Its number in the case, from 1; whoever writes it down gives 0, and the client the next one that is free. What is
    /// noted later under the same number stands in its place.
    pub number: u16,
    /// The object that the file came in.
    pub object: String,
    /// The name under which it is shown.
    pub file: String,
    /// The SHA-256 digest of its bytes.
    pub sha256: String,
    /// A code of the list `evidence_type`.
    pub kind: String,
    /// What it shows.
    pub shows: String,
    /// Of what it was made, where it is no original; 0 where it is one.
    #[serde(default)]
    pub copy_of: u16,
}

/// What was done with evidence, or with the case as a whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// A code of the list `custody_event`.
    pub event: String,
    /// The numbers of the exhibits; none for the case as a whole.
    #[serde(default)]
    pub exhibits: Vec<u16>,
    /// The SHA-256 digests of the files that had these numbers when it was noted, in the same order. Two officers may
    /// have given one number to two files, and which of them keeps it is for the order in which the notes are read.
    #[serde(default)]
    pub files: Vec<String>,
    /// Who has it now, or got a copy; empty for nobody else.
    #[serde(default)]
    pub to: String,
    /// Why.
    pub reason: String,
    /// The SHA-256 digest of what was made; empty where nothing was.
    #[serde(default)]
    pub sha256: String,
    /// What was taken out of a copy.
    #[serde(default)]
    pub removed: Vec<Removal>,
}

/// A passage or an area that was taken out of a copy. The original stays as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// Where it was.
    pub from: String,
    /// A code of the list `removal_reason`.
    pub reason: String,
}

impl Exhibit {
    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        let is_digest = self.sha256.len() == 64
            && self
                .sha256
                .bytes()
                .all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'));
        let is_whole = self.number > 0
            && self.object.parse::<ObjectId>().is_ok()
            && !self.file.is_empty()
            && is_digest;
        if !is_whole {
            return Err(NoteFault::Exhibit);
        }
        if self.kind.is_empty() || self.shows.trim().is_empty() {
            return Err(NoteFault::NoEvidence);
        }
        Ok(())
    }
}

impl Custody {
    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        if self.event.is_empty() {
            return Err(NoteFault::NoDecision);
        }
        let has_reasons = self.removed.iter().all(|one| !one.reason.is_empty());
        if self.reason.trim().is_empty() || !has_reasons {
            return Err(NoteFault::NoReason);
        }
        Ok(())
    }
}

impl fmt::Debug for Exhibit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exhibit(hidden)")
    }
}

impl fmt::Debug for Custody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Custody(hidden)")
    }
}

impl fmt::Debug for Removal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Removal(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exhibit() -> Exhibit {
        Exhibit {
            number: 1,
            object: ObjectId::from_bytes([7; 16]).to_string(),
            file: "ledger.jpg".to_owned(),
            sha256: "ab".repeat(32),
            kind: "photo".to_owned(),
            shows: "The page of March.".to_owned(),
            copy_of: 0,
        }
    }

    #[test]
    fn an_exhibit_names_its_file_its_digest_and_what_it_shows() {
        assert_eq!(exhibit().check(), Ok(()));
        let changed = |change: fn(&mut Exhibit)| {
            let mut changed = exhibit();
            change(&mut changed);
            changed.check()
        };
        for lacking in [
            changed(|one| one.number = 0),
            changed(|one| one.object = "1".to_owned()),
            changed(|one| one.file.clear()),
            changed(|one| one.sha256 = "z".repeat(64)),
            changed(|one| one.sha256 = "AB".repeat(32)),
            changed(|one| one.sha256.truncate(63)),
        ] {
            assert_eq!(lacking, Err(NoteFault::Exhibit));
        }
        for lacking in [
            changed(|one| one.kind.clear()),
            changed(|one| one.shows = " ".to_owned()),
        ] {
            assert_eq!(lacking, Err(NoteFault::NoEvidence));
        }
        assert_eq!(format!("{:?}", exhibit()), "Exhibit(hidden)");
    }

    #[test]
    fn what_was_done_with_evidence_has_a_reason_and_so_has_each_removal() {
        let custody = |reason: &str, removed: &[&str]| Custody {
            event: "redacted".to_owned(),
            exhibits: vec![1],
            files: vec![],
            to: "The court".to_owned(),
            reason: reason.to_owned(),
            sha256: String::new(),
            removed: removed
                .iter()
                .map(|reason| Removal {
                    from: "Report".to_owned(),
                    reason: (*reason).to_owned(),
                })
                .collect(),
        };
        assert_eq!(custody("Order of 3 May.", &["reporter"]).check(), Ok(()));
        assert_eq!(custody(" ", &[]).check(), Err(NoteFault::NoReason));
        assert_eq!(
            custody("Why.", &["reporter", ""]).check(),
            Err(NoteFault::NoReason)
        );
    }
}
