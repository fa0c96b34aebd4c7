use std::collections::BTreeMap;

use thiserror::Error;

use crate::day::Day;
use crate::digest::Digest;
use crate::id::OfficerId;
use crate::identity::Recipient;
use crate::manifest::{ManifestError, VerifiedManifest};
use crate::roster::{RosterError, RosterStanding, VerifiedRoster};
use crate::roster_line::Officer;
use crate::spelling::KeyError;

/// The officers' age1pq keys, found by the digest that the roster names.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(BTreeMap<Digest, Recipient>);

impl KeyRing {
    /// Reads one key a line; empty lines are passed over.
    ///
    /// # Errors
    /// [`KeyError`] when a line is no key.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        text.lines()
            .filter(|line| !line.is_empty())
            .map(str::parse)
            .collect()
    }

    /// One key a line, as [`KeyRing::read`] reads it.
    pub fn to_text(&self) -> String {
        self.0.values().map(|key| format!("{key}\n")).collect()
    }

    /// The key of an officer; `None` when it is not on the ring.
    pub fn of(&self, officer: &Officer) -> Option<&Recipient> {
        self.0.get(&officer.recipient)
    }

    /// Every key, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Recipient> {
        self.0.values()
    }
}

impl FromIterator<Recipient> for KeyRing {
    fn from_iter<T: IntoIterator<Item = Recipient>>(keys: T) -> Self {
        Self(keys.into_iter().map(|key| (key.digest(), key)).collect())
    }
}

/// What a client trusts in one deployment: its manifest, its rosters, its officers' keys.
#[derive(Debug, Clone)]
pub struct Trust {
    /// The manifest.
    pub manifest: VerifiedManifest,
    /// Every roster that may still matter, newest first.
    rosters: Vec<VerifiedRoster>,
    /// The officers' keys.
    pub keys: KeyRing,
}

/// Why nothing can be sealed or accepted at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TrustError {
    /// The manifest is not to be trusted.
    #[error("the manifest is refused")]
    Manifest(#[from] ManifestError),
    /// The key ring lacks the key of an officer who receives reports.
    #[error("the key of officer {0} is not among the officers' keys")]
    MissingKey(OfficerId),
    /// There is no roster.
    #[error("there is no roster")]
    NoRoster,
    /// The newest roster is older than one that is in use.
    #[error("roster {offered} is older than roster {seen}, which is in use")]
    Older {
        /// What was offered.
        offered: u32,
        /// What is in use.
        seen: u32,
    },
    /// The manifest is not the one that is in use.
    #[error("the manifest is not the one that is in use")]
    OtherManifest,
    /// A roster is not to be trusted.
    #[error("a roster is refused")]
    Roster(#[from] RosterError),
    /// The newest roster is not valid on this day.
    #[error("the newest roster may not be used today")]
    NotValid(RosterStanding),
}

impl Trust {
    /// Puts a trust together from the notes of its rosters, in any order.
    ///
    /// # Errors
    /// [`TrustError::NoRoster`] without a roster; [`TrustError::Roster`] for the first bad one.
    pub fn new<'a>(
        manifest: VerifiedManifest,
        rosters: impl IntoIterator<Item = &'a str>,
        keys: KeyRing,
    ) -> Result<Self, TrustError> {
        let rosters = rosters
            .into_iter()
            .map(|note| VerifiedRoster::check(note, &manifest));
        let mut rosters = rosters.collect::<Result<Vec<_>, _>>()?;
        rosters.sort_by_key(|roster| std::cmp::Reverse(roster.version));
        rosters.dedup_by_key(|roster| roster.digest());
        for (newer, older) in rosters.iter().zip(rosters.iter().skip(1)) {
            let follows = newer.version == older.version.saturating_add(1);
            if newer.version == older.version || (follows && newer.previous != older.digest()) {
                return Err(TrustError::Roster(RosterError::Fork(newer.version)));
            }
        }
        if rosters.is_empty() {
            return Err(TrustError::NoRoster);
        }
        Ok(Self {
            manifest,
            rosters,
            keys,
        })
    }

    /// The newest roster, whatever day it is.
    ///
    /// # Errors
    /// [`TrustError::NoRoster`] never happens for a trust made by [`Trust::new`].
    pub fn newest(&self) -> Result<&VerifiedRoster, TrustError> {
        self.rosters.first().ok_or(TrustError::NoRoster)
    }

    /// The roster to seal with on `today`.
    ///
    /// # Errors
    /// [`TrustError::NotValid`] when the newest has not begun or is past day 60.
    pub fn roster(&self, today: Day) -> Result<&VerifiedRoster, TrustError> {
        let newest = self.newest()?;
        match newest.standing(today) {
            RosterStanding::Current | RosterStanding::Stale => Ok(newest),
            refused @ (RosterStanding::Early | RosterStanding::Expired) => {
                Err(TrustError::NotValid(refused))
            }
        }
    }

    /// Whether `next` may take the place of this trust on `today`: under the same manifest, with no roster
    /// exchanged for another, none missing between the newest here and the newest there, and ready to be
    /// sealed with.
    ///
    /// # Errors
    /// [`TrustError`] says why it may not.
    pub fn check_successor(&self, next: &Self, today: Day) -> Result<(), TrustError> {
        if next.manifest.digest() != self.manifest.digest() {
            return Err(TrustError::OtherManifest);
        }
        let (seen, offered) = (self.newest()?.version, next.newest()?.version);
        if offered < seen {
            return Err(TrustError::Older { offered, seen });
        }
        for known in &self.rosters {
            let exchanged = |other: &&VerifiedRoster| {
                other.version == known.version && other.digest() != known.digest()
            };
            if next.rosters.iter().any(|other| exchanged(&other)) {
                return Err(TrustError::Roster(RosterError::Fork(known.version)));
            }
        }
        for version in seen..=offered {
            if !next.rosters.iter().any(|roster| roster.version == version) {
                return Err(TrustError::Roster(RosterError::Fork(version)));
            }
        }
        let roster = next.roster(today)?;
        let without_key = |officer: &&Officer| {
            officer.receives_reports()
                && officer.is_on_duty(today)
                && next.keys.of(officer).is_none()
        };
        match roster.officers.iter().find(without_key) {
            Some(officer) => Err(TrustError::MissingKey(officer.id)),
            None => Ok(()),
        }
    }

    /// The roster with this digest.
    pub fn roster_with(&self, digest: &Digest) -> Option<&VerifiedRoster> {
        self.rosters
            .iter()
            .find(|roster| roster.digest() == *digest)
    }

    /// Every roster, newest first.
    pub fn rosters(&self) -> &[VerifiedRoster] {
        &self.rosters
    }

    /// Whether no roster is missing from the first one that the manifest lets be used to the newest one here. Only then does
    /// it say something that an officer or a key stands in none of them. Whether there is a newer one nothing here can say.
    pub fn is_whole(&self) -> bool {
        let lowest = self.manifest.lowest_roster.max(1);
        let versions = self.rosters.iter().map(|roster| roster.version).rev();
        (lowest..)
            .zip(versions)
            .all(|(expected, version)| expected == version)
    }
}
