use std::collections::BTreeSet;
use std::str::FromStr;

use thiserror::Error;

use crate::day::Day;
use crate::digest::Digest;
use crate::id::{BodyId, InstanceId, OfficerId, UnitId};
use crate::manifest::Manifest;
use crate::note::{self, NoteError};
use crate::roster_line::{Body, LineFault, Officer, Peer, Unit, parts, read, refuse_twice};

/// Who receives reports in a deployment: bodies, their units and their officers (PROTOCOL 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The deployment.
    pub instance: InstanceId,
    /// Grows by one with every roster.
    pub version: u32,
    /// Digest of the roster before; [`Digest::NONE`] for the first.
    pub previous: Digest,
    /// The first day on which clients accept it.
    pub from: Day,
    /// The last day; at most 35 days after the first.
    pub until: Day,
    /// The bodies, in the order in which they are shown.
    pub bodies: Vec<Body>,
    /// Their units.
    pub units: Vec<Unit>,
    /// The officers.
    pub officers: Vec<Officer>,
    /// Other offices to which cases may be referred.
    pub peers: Vec<Peer>,
}

/// Why a roster is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RosterError {
    /// An id or a key stands twice.
    #[error("line {0} of the roster repeats an id or a key")]
    Twice(usize),
    /// Two rosters of one version, or one that does not name the one before it.
    #[error("roster {0} does not follow the one before it")]
    Fork(u32),
    /// The roster is of another deployment.
    #[error("the roster is of another deployment")]
    ForeignInstance,
    /// A line is not understood, or names a body or unit that is not there; counted from 1.
    #[error("line {0} of the roster is not understood")]
    Line(usize),
    /// The note around the roster is damaged.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The roster is valid for more than 35 days, or ends before it begins.
    #[error("a roster is valid for between 1 and 35 days")]
    Period,
    /// The version is below the lowest that the manifest accepts.
    #[error("the roster has version {0}, which the manifest refuses as too old")]
    TooOld(u32),
    /// Too few of the manifest's roster keys signed.
    #[error("the roster is signed by {signed} of {needed} keys")]
    TooFewSignatures {
        /// How many signed.
        signed: usize,
        /// How many are needed.
        needed: u8,
    },
    /// A word for a kind or a capability is not known.
    #[error("an unknown word")]
    UnknownWord,
}

/// Whether a roster may be used on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterStanding {
    /// Use it.
    Current,
    /// Its validity has not begun.
    Early,
    /// It is past its end but may be used with a warning, until day 60 after its beginning.
    Stale,
    /// Refuse it.
    Expired,
}

/// A roster with enough signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedRoster {
    roster: Roster,
    digest: Digest,
    note: String,
}

impl Roster {
    /// The text that is signed.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{FIRST_LINE}\ninstance {}\nversion {}\n",
            self.instance, self.version
        );
        text.push_str(&format!(
            "previous {}\nvalid {} {}\n",
            self.previous, self.from, self.until
        ));
        for Body { id, kind, label } in &self.bodies {
            text.push_str(&format!("body {id} {} {label}\n", kind.word()));
        }
        for Unit { id, body, label } in &self.units {
            text.push_str(&format!("unit {id} {body} {label}\n"));
        }
        for officer in &self.officers {
            text.push_str(&format!("officer {officer}\n"));
        }
        for peer in &self.peers {
            text.push_str(&format!("peer {peer}\n"));
        }
        text
    }

    /// The officer with this id.
    pub fn officer(&self, id: OfficerId) -> Option<&Officer> {
        self.officers.iter().find(|officer| officer.id == id)
    }

    /// The body with this id.
    pub fn body(&self, id: BodyId) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }

    /// Reads the text of a roster that nobody has signed yet: a draft. What counts is a
    /// [`VerifiedRoster`].
    ///
    /// # Errors
    /// [`RosterError`] says which line is wrong.
    pub fn read_unsigned(text: &str) -> Result<Self, RosterError> {
        Self::from_text(text)
    }

    fn from_text(text: &str) -> Result<Self, RosterError> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(place, line)| (place + 1, line));
        if lines.next().is_none_or(|(_, first)| first != FIRST_LINE) {
            return Err(RosterError::Line(1));
        }
        let mut field = |name: &str| {
            let (number, line) = lines.next().ok_or(RosterError::Line(0))?;
            let value = line
                .strip_prefix(name)
                .and_then(|value| value.strip_prefix(' '));
            value
                .map(|value| (number, value))
                .ok_or(RosterError::Line(number))
        };
        fn parsed<T: FromStr>((number, value): (usize, &str)) -> Result<T, RosterError> {
            value.parse().map_err(|_| RosterError::Line(number))
        }
        let instance = parsed(field("instance")?)?;
        let version = parsed(field("version")?)?;
        let (number, previous) = field("previous")?;
        let previous = Digest::from_hex(previous).ok_or(RosterError::Line(number))?;
        let (number, valid) = field("valid")?;
        let (from, until) = valid.split_once(' ').ok_or(RosterError::Line(number))?;
        let mut roster = Self {
            instance,
            version,
            previous,
            from: parsed((number, from))?,
            until: parsed((number, until))?,
            bodies: vec![],
            units: vec![],
            officers: vec![],
            peers: vec![],
        };
        for (number, line) in lines {
            roster.add_line(line).map_err(|fault| match fault {
                LineFault::NotUnderstood => RosterError::Line(number),
                LineFault::Twice => RosterError::Twice(number),
            })?;
        }
        if !(0..MOST_DAYS).contains(&(roster.until.number().saturating_sub(roster.from.number()))) {
            return Err(RosterError::Period);
        }
        (roster.to_text() == text)
            .then_some(roster)
            .ok_or(RosterError::Line(1))
    }

    fn add_line(&mut self, line: &str) -> Result<(), LineFault> {
        let (kind, value) = line.split_once(' ').ok_or(LineFault::NotUnderstood)?;
        match kind {
            "body" => {
                let [id, kind, label] = parts(value)?;
                let body = Body {
                    id: read(id)?,
                    kind: read(kind)?,
                    label: label.to_owned(),
                };
                refuse_twice(self.body(body.id).is_some())?;
                self.bodies.push(body);
            }
            "unit" => {
                let [id, body, label] = parts(value)?;
                let unit = Unit {
                    id: read(id)?,
                    body: read(body)?,
                    label: label.to_owned(),
                };
                self.body(unit.body).ok_or(LineFault::NotUnderstood)?;
                refuse_twice(self.units.iter().any(|known| known.id == unit.id))?;
                self.units.push(unit);
            }
            "officer" => {
                let officer: Officer = value.parse()?;
                let known_unit = |unit: &Unit| unit.id == officer.unit && unit.body == officer.body;
                self.units
                    .iter()
                    .find(|unit| known_unit(unit))
                    .ok_or(LineFault::NotUnderstood)?;
                let same = |known: &Officer| {
                    known.id == officer.id
                        || known.recipient == officer.recipient
                        || known.verifying == officer.verifying
                };
                refuse_twice(self.officers.iter().any(same))?;
                self.officers.push(officer);
            }
            "peer" => {
                let peer: Peer = value.parse()?;
                let same =
                    |known: &Peer| known.manifest == peer.manifest || known.label == peer.label;
                refuse_twice(self.peers.iter().any(same))?;
                self.peers.push(peer);
            }
            _ => return Err(LineFault::NotUnderstood),
        }
        Ok(())
    }
}

impl VerifiedRoster {
    /// Checks a roster against the manifest: enough signatures, this deployment, not too old, no id or
    /// key twice. Whether it may be used on a day says [`VerifiedRoster::standing`].
    ///
    /// # Errors
    /// [`RosterError`] says what is wrong.
    pub fn check(note: &str, manifest: &Manifest) -> Result<Self, RosterError> {
        let (text, signers) = note::check(note, &manifest.roster_keys)?;
        if signers.len() < usize::from(manifest.roster_threshold) {
            return Err(RosterError::TooFewSignatures {
                signed: signers.len(),
                needed: manifest.roster_threshold,
            });
        }
        let roster = Roster::from_text(text)?;
        if roster.instance != manifest.instance {
            return Err(RosterError::ForeignInstance);
        }
        if roster.version < manifest.lowest_roster {
            return Err(RosterError::TooOld(roster.version));
        }
        let digest = Digest::of(text.as_bytes());
        Ok(Self {
            roster,
            digest,
            note: note.to_owned(),
        })
    }

    /// SHA-256 of the text that is signed; case headers carry it.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The note as it was read.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Whether a client may use the roster on `today`: it warns from the day after its end on, and
    /// refuses from day 60 on.
    pub fn standing(&self, today: Day) -> RosterStanding {
        if today < self.roster.from {
            RosterStanding::Early
        } else if today <= self.roster.until {
            RosterStanding::Current
        } else if today < self.roster.from.plus(DAY_OF_REFUSAL) {
            RosterStanding::Stale
        } else {
            RosterStanding::Expired
        }
    }

    /// Whether the server still takes a parcel that was sealed with this roster: until 180 days after
    /// its end, because a stick from a remote district travels long.
    pub fn takes_parcels(&self, today: Day) -> bool {
        self.roster.from <= today && today <= self.roster.until.plus(DAYS_OF_TRAVEL)
    }

    /// The units of a body's officers who could be on a panel on `day`.
    pub fn units_receiving(&self, body: BodyId, day: Day) -> BTreeSet<UnitId> {
        let receiving = |officer: &&Officer| {
            officer.body == body && officer.receives_reports() && officer.is_on_duty(day)
        };
        self.roster
            .officers
            .iter()
            .filter(receiving)
            .map(|officer| officer.unit)
            .collect()
    }
}

impl std::ops::Deref for VerifiedRoster {
    type Target = Roster;

    fn deref(&self) -> &Roster {
        &self.roster
    }
}

const FIRST_LINE: &str = "tabir/v1/roster";
const MOST_DAYS: i32 = 35;
const DAY_OF_REFUSAL: i32 = 60;
const DAYS_OF_TRAVEL: i32 = 180;
