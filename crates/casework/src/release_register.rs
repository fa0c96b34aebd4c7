//! What was declared and what was released, line by line, each with a digest of everything before it: the book in which a second
//! release of the same records is found.

use seal::{BodyId, Digest};
use thiserror::Error;

use crate::coded_field::RecordKind;
use crate::release_period::ReleasePeriod;
use crate::table_declaration::CheckedDeclaration;

/// The register of a deployment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReleaseRegister {
    entries: Vec<RegisterEntry>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RegisterEntry {
    released: bool,
    rehearsal: bool,
    period: ReleasePeriod,
    kind: RecordKind,
    bodies: Vec<BodyId>,
    digest: Digest,
}

/// Why the register refuses.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegisterFault {
    /// A line was changed, taken out or put between.
    #[error(
        "line {0} of the register does not follow the one before it: put back the register as it was kept elsewhere"
    )]
    Broken(usize),
    /// The records are counted by another declaration.
    #[error(
        "{period} {kind} is declared already for a body of these: two sets of tables over the same records tell more than either; keep the \
         first, and declare others for a later period"
    )]
    Declared {
        /// The period.
        period: ReleasePeriod,
        /// What is counted.
        kind: RecordKind,
    },
    /// A declaration is not in the register.
    #[error(
        "the declaration is not in the register: what was not entered before its period began is not released"
    )]
    NotDeclared,
    /// The declaration followed another line than the one that stands here.
    #[error(
        "the register is not the one that the declaration was entered in, or it was cut: put back the register as it was kept elsewhere"
    )]
    OtherRegister,
    /// A rehearsal and the real thing would stand in one register.
    #[error(
        "a register is of rehearsals or of what is real, and this one is of the other: name another register"
    )]
    Mixed,
    /// There is a release already, and it is another one.
    #[error(
        "{period} {kind} was released already, and this release differs from it: figures made anew over the same records tell more than \
         either. Find out what was added to the records, and leave it for no release"
    )]
    Released {
        /// The period.
        period: ReleasePeriod,
        /// What is counted.
        kind: RecordKind,
    },
}

impl ReleaseRegister {
    /// Reads a register, and checks that each line follows the one before it. An empty text is one without entries.
    ///
    /// # Errors
    /// [`RegisterFault::Broken`], [`RegisterFault::Mixed`].
    pub fn from_text(text: &str) -> Result<Self, RegisterFault> {
        let (mut read, mut before) = (Self::default(), Digest::NONE);
        for (line, number) in text.lines().zip(1..) {
            let entry = RegisterEntry::read(line).ok_or(RegisterFault::Broken(number))?;
            let (chained, digest) = entry.chained(before);
            if chained != line {
                return Err(RegisterFault::Broken(number));
            }
            before = digest;
            read.check_like(&entry)?;
            read.entries.push(entry);
        }
        // A last line without its line feed, or one of another machine's kind, was not written here.
        if read.to_text() != text {
            return Err(RegisterFault::Broken(read.entries.len()));
        }
        Ok(read)
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        let (mut text, mut before) = (String::new(), Digest::NONE);
        for entry in &self.entries {
            let (line, digest) = entry.chained(before);
            before = digest;
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// Enters a declaration. The same one again changes nothing.
    ///
    /// # Errors
    /// [`RegisterFault::Declared`] where another one counts some of the same records; [`RegisterFault::OtherRegister`] where it does
    /// not follow the last line; [`RegisterFault::Mixed`].
    pub fn declare(&mut self, declared: &CheckedDeclaration) -> Result<(), RegisterFault> {
        let entry = RegisterEntry::of(declared, false, declared.digest());
        if self.entries.contains(&entry) {
            return Ok(());
        }
        self.check_like(&entry)?;
        let overlaps = |known: &&RegisterEntry| !known.released && known.overlaps(&entry);
        if self.entries.iter().find(overlaps).is_some() {
            return Err(RegisterFault::Declared {
                period: entry.period,
                kind: entry.kind,
            });
        }
        if declared.register != self.end() {
            return Err(RegisterFault::OtherRegister);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Enters a release, by the digest of its list of digests. The same one again changes nothing.
    ///
    /// # Errors
    /// [`RegisterFault::NotDeclared`], [`RegisterFault::OtherRegister`], [`RegisterFault::Released`].
    pub fn release(
        &mut self,
        declared: &CheckedDeclaration,
        digest: Digest,
    ) -> Result<(), RegisterFault> {
        let declaration = RegisterEntry::of(declared, false, declared.digest());
        let Some(before) = self.end_before(|entry| *entry == declaration) else {
            return Err(RegisterFault::NotDeclared);
        };
        if before != declared.register {
            return Err(RegisterFault::OtherRegister);
        }
        let entry = RegisterEntry::of(declared, true, digest);
        if self.entries.contains(&entry) {
            return Ok(());
        }
        let (period, kind) = (entry.period, entry.kind);
        if self
            .entries
            .iter()
            .any(|known| known.released && known.overlaps(&entry))
        {
            return Err(RegisterFault::Released { period, kind });
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The digest of its last line, with which everything before is held fast; [`Digest::NONE`] without any line.
    pub fn end(&self) -> Digest {
        let next = |before, entry: &RegisterEntry| entry.chained(before).1;
        self.entries.iter().fold(Digest::NONE, next)
    }

    /// What a declaration has to say with which digest the register ended before it: the last line, or, where these bodies, kind and
    /// period are declared already, the line before that.
    pub fn end_for(&self, declared: &CheckedDeclaration) -> Digest {
        let known = |entry: &RegisterEntry| {
            !entry.released
                && (entry.period, entry.kind) == (declared.period, declared.kind)
                && entry.bodies == declared.bodies
        };
        self.end_before(known).unwrap_or_else(|| self.end())
    }

    fn check_like(&self, entry: &RegisterEntry) -> Result<(), RegisterFault> {
        let is_other = |known: &RegisterEntry| known.rehearsal != entry.rehearsal;
        if self.entries.iter().any(is_other) {
            return Err(RegisterFault::Mixed);
        }
        Ok(())
    }

    fn end_before(&self, is_it: impl Fn(&RegisterEntry) -> bool) -> Option<Digest> {
        let mut before = Digest::NONE;
        for entry in &self.entries {
            if is_it(entry) {
                return Some(before);
            }
            before = entry.chained(before).1;
        }
        None
    }

    /// The digest of what was released of a body, kind and period.
    pub fn released(
        &self,
        body: BodyId,
        kind: RecordKind,
        period: ReleasePeriod,
    ) -> Option<Digest> {
        let is_it = |entry: &&RegisterEntry| {
            entry.released
                && (entry.kind, entry.period) == (kind, period)
                && entry.bodies.contains(&body)
        };
        self.entries.iter().find(is_it).map(|entry| entry.digest)
    }

    /// Whether a release was entered whose list of digests has this digest.
    pub fn has_released(&self, digest: Digest) -> bool {
        let is_it = |entry: &RegisterEntry| entry.released && entry.digest == digest;
        self.entries.iter().any(is_it)
    }
}

impl RegisterEntry {
    fn of(declared: &CheckedDeclaration, released: bool, digest: Digest) -> Self {
        Self {
            released,
            rehearsal: declared.declaration.rehearsal,
            period: declared.period,
            kind: declared.kind,
            bodies: declared.bodies.clone(),
            digest,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let shares = self.bodies.iter().any(|body| other.bodies.contains(body));
        shares && (self.period, self.kind) == (other.period, other.kind)
    }

    /// Its line, which ends with the digest of everything up to it.
    fn chained(&self, before: Digest) -> (String, Digest) {
        let line = self.to_text();
        let digest = Digest::of(format!("{before} {line}").as_bytes());
        (format!("{line} {digest}"), digest)
    }

    fn to_text(&self) -> String {
        let word = match (self.rehearsal, self.released) {
            (false, false) => DECLARED,
            (false, true) => RELEASED,
            (true, false) => DECLARED_IN_REHEARSAL,
            (true, true) => RELEASED_IN_REHEARSAL,
        };
        let bodies: Vec<String> = self.bodies.iter().map(ToString::to_string).collect();
        let (period, kind, digest) = (self.period, self.kind, self.digest);
        format!("{word} {period} {kind} {} {digest}", bodies.join(","))
    }

    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let (rehearsal, released) = match words.next()? {
            DECLARED => (false, false),
            RELEASED => (false, true),
            DECLARED_IN_REHEARSAL => (true, false),
            RELEASED_IN_REHEARSAL => (true, true),
            _ => return None,
        };
        Some(Self {
            released,
            rehearsal,
            period: words.next()?.parse().ok()?,
            kind: words.next()?.parse().ok()?,
            bodies: words
                .next()?
                .split(',')
                .map(|id| id.parse().ok())
                .collect::<Option<_>>()?,
            digest: Digest::from_hex(words.next()?)?,
        })
    }
}

const DECLARED: &str = "declared";
const RELEASED: &str = "released";
const DECLARED_IN_REHEARSAL: &str = "declared-in-rehearsal";
const RELEASED_IN_REHEARSAL: &str = "released-in-rehearsal";
