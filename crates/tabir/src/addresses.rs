//! Where officers are told by mail to look in. The roster is public and names no address; this file is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use lettre::Address;
use seal::{Day, OfficerId, Roster};

use crate::data_folder::read_text;

/// Officers, as the roster labels them or by id, with their addresses. Not shown anywhere.
pub struct Addresses(BTreeMap<String, Address>);

impl fmt::Debug for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Addresses(hidden)")
    }
}

/// An officer who gets notices.
pub struct Noticed<'a> {
    /// The officer.
    pub officer: OfficerId,
    /// As the roster labels them.
    pub label: &'a str,
    /// Where mail goes.
    pub address: &'a Address,
}

impl Addresses {
    /// Reads a file of lines such as `"Intake officer 1" = "someone@example.org"`.
    ///
    /// # Errors
    /// Says which line is wrong, and never what stands in it.
    pub fn read(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        let told = |fault: toml::de::Error| {
            let before = fault.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.matches('\n').count() + 1);
            anyhow::anyhow!("line {line} of `{}` is not understood", path.display())
        };
        let lines: BTreeMap<String, String> = toml::from_str(&text).map_err(told)?;
        let (mut read, mut seen) = (BTreeMap::new(), BTreeSet::new());
        for (officer, address) in lines {
            if officer.contains('@') {
                bail!("an address stands where an officer should: the officer comes first");
            }
            if !seen.insert(address.to_lowercase()) {
                bail!("the address of “{officer}” stands at another officer too");
            }
            let address = address.parse().ok().filter(|_| address.is_ascii());
            let told = || format!("what stands at “{officer}” is no address in plain letters");
            read.insert(officer.clone(), address.with_context(told)?);
        }
        Ok(Self(read))
    }

    /// The officers on duty who may be drawn for reports and have an address here, in the order of the roster.
    pub fn noticed<'a>(&'a self, roster: &'a Roster, today: Day) -> Vec<Noticed<'a>> {
        let officers = roster.officers.iter();
        let receiving = officers.filter(|one| one.receives_reports() && one.is_on_duty(today));
        let noticed = receiving.filter_map(|one| {
            let address = self.0.get(&one.id.to_string());
            let by_label = || {
                self.0
                    .get(&one.label)
                    .filter(|_| is_one(roster, &one.label))
            };
            Some(Noticed {
                officer: one.id,
                label: &one.label,
                address: address.or_else(by_label)?,
            })
        });
        noticed.collect()
    }

    /// Those in the file whom the roster does not name, or names more than once.
    pub fn unknown<'a>(&'a self, roster: &Roster) -> Vec<&'a str> {
        let known = |name: &str| {
            let mut ids = roster.officers.iter().map(|one| one.id.to_string());
            ids.any(|id| id == name) || is_one(roster, name)
        };
        let names = self.0.keys().map(String::as_str);
        names.filter(|name| !known(name)).collect()
    }
}

fn is_one(roster: &Roster, label: &str) -> bool {
    let officers = roster.officers.iter();
    officers.filter(|one| one.label == label).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_without_an_address_and_addresses_never_show_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("addresses.toml");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Addresses::read(&path)
        };
        let sound = read("\"One\" = \"a@example.org\"\n\"Two\" = \"b@example.org\"\n").unwrap();
        assert_eq!(format!("{sound:?}"), "Addresses(hidden)");
        for (wrong, expected) in [
            ("\"One\" = \"a@example.org\"\nTwo b@example.org", "line 2"),
            (
                "\"One\" = \"a@example.org\"\n\"One\" = \"b@example.org\"",
                "line 2",
            ),
            ("\"One\" = 3", "line 1"),
            (
                "\"One\" = \"a@example.org\"\n\"Two\" = \"A@example.org\"",
                "“Two”",
            ),
            ("\"One\" = \"example.org\"", "“One”"),
            ("\"a@example.org\" = \"One\"", "comes first"),
            (
                "\"One\" = \"a@example.org\\nRCPT TO:<b@example.org>\"",
                "“One”",
            ),
            ("\"One\" = \"a@example.org, b@example.org\"", "“One”"),
        ] {
            let told = format!("{:#}", read(wrong).unwrap_err());
            assert!(told.contains(expected), "{wrong}: {told}");
            assert!(!told.contains("example.org"), "{told}");
        }
    }
}
