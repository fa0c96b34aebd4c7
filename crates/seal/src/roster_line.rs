//! The lines of a roster: bodies, units, officers, other offices.

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding as _};

use crate::day::Day;
use crate::digest::Digest;
use crate::id::{BodyId, OfficerId, UnitId};
use crate::roster::RosterError;
use crate::signing::VerifyingKey;

/// A body that receives reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its id, for life.
    pub id: BodyId,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Its name as shown.
    pub label: String,
}

/// A unit of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id, for life.
    pub id: UnitId,
    /// The body it belongs to.
    pub body: BodyId,
    /// Its name as shown.
    pub label: String,
}

/// An officer: no name need stand here, a role is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The officer's id, for life.
    pub id: OfficerId,
    /// The body.
    pub body: BodyId,
    /// The unit.
    pub unit: UnitId,
    /// Whether this is the head of the body.
    pub head: bool,
    /// What the officer may be drawn for.
    pub capability: Capability,
    /// Digest of the officer's age1pq key.
    pub recipient: Digest,
    /// The key that signs what the officer does.
    pub verifying: VerifyingKey,
    /// First day of duty.
    pub from: Day,
    /// Last day of duty.
    pub until: Day,
    /// Role and, if wished, name, as shown to reporters.
    pub label: String,
}

macro_rules! word_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in signed texts.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = RosterError;

            fn from_str(word: &str) -> Result<Self, RosterError> {
                Self::ALL.iter().copied().find(|one| one.word() == word).ok_or(RosterError::UnknownWord)
            }
        }
    };
}

word_enum! {
    /// What kind of body receives a report; the protection of the law often depends on it.
    BodyKind {
        /// An anti-corruption commission.
        AntiCorruption = "anti-corruption",
        /// A civil-society desk.
        CivilSociety = "civil-society",
        /// A national human rights institution.
        HumanRights = "human-rights",
        /// An agency that protects witnesses.
        WitnessProtection = "witness-protection",
    }
}

word_enum! {
    /// What an officer may be drawn for. `casework` has the table of what each may do at the desk.
    Capability {
        /// Runs the machines; opens nothing.
        Administrator = "administrator",
        /// Reads the record of acts; opens no case.
        Auditor = "auditor",
        /// Enters reports for others; opens no case.
        Contributor = "contributor",
        /// Keeps a share of identity vaults; is never on a panel.
        Custodian = "custodian",
        /// Answers for what is published and kept; opens no case.
        DataCustodian = "data-custodian",
        /// Works cases that a holder lets them into; is never on a panel.
        Investigator = "investigator",
        /// Leads: may countersign, and is drawn for panels too.
        Lead = "lead",
        /// Protects people in cases that a holder lets them into; is never on a panel.
        ProtectionOfficer = "protection-officer",
        /// Receives reports.
        Triage = "triage",
    }
}

impl Officer {
    /// Whether the officer is on duty on `day`.
    pub fn is_on_duty(&self, day: Day) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Whether the officer may be drawn for a panel.
    pub const fn receives_reports(&self) -> bool {
        match self.capability {
            Capability::Lead | Capability::Triage => true,
            Capability::Administrator
            | Capability::Auditor
            | Capability::Contributor
            | Capability::Custodian
            | Capability::DataCustodian
            | Capability::Investigator
            | Capability::ProtectionOfficer => false,
        }
    }

    /// Whether a holder may let the officer into a case.
    pub const fn may_be_let_in(&self) -> bool {
        self.receives_reports()
            || matches!(
                self.capability,
                Capability::Investigator | Capability::ProtectionOfficer
            )
    }

    /// Whether the officer keeps shares of identities.
    pub const fn keeps_vaults(&self) -> bool {
        matches!(self.capability, Capability::Custodian)
    }

    /// Whether the officer may read the record of acts.
    pub const fn reads_record(&self) -> bool {
        matches!(self.capability, Capability::Auditor)
    }
}

impl fmt::Display for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = if self.head { "head" } else { "member" };
        let verifying = Base64::encode_string(self.verifying.as_bytes());
        let Self {
            id,
            body,
            unit,
            recipient,
            from,
            until,
            label,
            ..
        } = self;
        let capability = self.capability.word();
        write!(
            f,
            "{id} {body} {unit} {head} {capability} {recipient} {verifying} {from} {until} {label}"
        )
    }
}

impl FromStr for Officer {
    type Err = LineFault;

    fn from_str(text: &str) -> Result<Self, LineFault> {
        let [
            id,
            body,
            unit,
            head,
            capability,
            recipient,
            verifying,
            from,
            until,
            label,
        ] = parts(text)?;
        let verifying = Base64::decode_vec(verifying).map_err(|_| LineFault::NotUnderstood)?;
        Ok(Self {
            id: read(id)?,
            body: read(body)?,
            unit: read(unit)?,
            head: match head {
                "head" => true,
                "member" => false,
                _ => return Err(LineFault::NotUnderstood),
            },
            capability: read(capability)?,
            recipient: Digest::from_hex(recipient).ok_or(LineFault::NotUnderstood)?,
            verifying: VerifyingKey::from_bytes(
                verifying.try_into().map_err(|_| LineFault::NotUnderstood)?,
            ),
            from: read(from)?,
            until: read(until)?,
            label: label.to_owned(),
        })
    }
}

/// Another office to which this one may refer cases. Whoever signs the roster has compared the digest with the poster of that
/// office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Digest of its manifest.
    pub manifest: Digest,
    /// No roster of it that is older than this version is believed.
    pub lowest_roster: u32,
    /// Its name as shown.
    pub label: String,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            manifest,
            lowest_roster,
            label,
        } = self;
        write!(f, "{manifest} {lowest_roster} {label}")
    }
}

impl FromStr for Peer {
    type Err = LineFault;

    fn from_str(text: &str) -> Result<Self, LineFault> {
        let [manifest, lowest_roster, label] = parts(text)?;
        Ok(Self {
            manifest: Digest::from_hex(manifest).ok_or(LineFault::NotUnderstood)?,
            lowest_roster: read(lowest_roster)?,
            label: label.to_owned(),
        })
    }
}

/// What is wrong with one line.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// It does not read like a line of a roster.
    NotUnderstood,
    /// It repeats an id or a key.
    Twice,
}

pub(crate) fn read<T: FromStr>(text: &str) -> Result<T, LineFault> {
    text.parse().map_err(|_| LineFault::NotUnderstood)
}

/// Cuts a line into `N` parts at its first spaces; the last part is a label and may hold spaces.
pub(crate) fn parts<const N: usize>(text: &str) -> Result<[&str; N], LineFault> {
    let parts: Vec<&str> = text.splitn(N, ' ').collect();
    let parts: [&str; N] = parts.try_into().map_err(|_| LineFault::NotUnderstood)?;
    parts
        .iter()
        .all(|part| !part.is_empty())
        .then_some(parts)
        .ok_or(LineFault::NotUnderstood)
}

pub(crate) fn refuse_twice(stands_twice: bool) -> Result<(), LineFault> {
    if stands_twice {
        Err(LineFault::Twice)
    } else {
        Ok(())
    }
}
