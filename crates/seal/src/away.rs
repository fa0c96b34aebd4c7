use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::day::Day;
use crate::framing::begin_away;
use crate::id::{InstanceId, OfficerId};
use crate::key_file::OfficerKeys;
use crate::roster::Roster;
use crate::signing::{SIGNATURE_BYTES, Signature, VerifyingKey};
use crate::wire::Reader;

/// That an officer is away, from one day until another, both included; or back, where `until` lies before `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub officer: OfficerId,
    /// Counts the officer's statements from 1: one with a higher number takes the place of those before.
    pub number: u32,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// The same as its officer signed it: `officer 16 ‖ number 4 ‖ from 4 ‖ until 4 ‖ signature 64`, over tag
/// `tabir/v1/away`, the instance and the fields. On lists it stands as a line of hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedAway {
    away: Away,
    signature: Signature,
}

/// Why it is not believed that an officer is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AwayError {
    /// These are not the bytes of such a statement.
    #[error("this does not say that an officer is away")]
    Malformed,
    /// It lasts too long.
    #[error("nobody is away for more than 180 days at once")]
    TooLong,
    /// The officer did not sign it.
    #[error("the officer did not sign that")]
    Unsigned,
}

impl Away {
    /// Days that one statement may last.
    pub const MOST_DAYS: i32 = 180;

    /// Whether the officer is away on this day.
    pub fn covers(&self, day: Day) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Signs it.
    ///
    /// # Errors
    /// [`AwayError::TooLong`]; [`AwayError::Unsigned`] with another officer's keys.
    pub fn sign(self, keys: &OfficerKeys) -> Result<SignedAway, AwayError> {
        if self.officer != keys.officer {
            return Err(AwayError::Unsigned);
        }
        self.check_length()?;
        let mut text = begin_away(keys.instance);
        text.extend_from_slice(&self.to_bytes());
        Ok(SignedAway {
            away: self,
            signature: keys.signing.sign(&text),
        })
    }

    fn check_length(&self) -> Result<(), AwayError> {
        let days = self.until.number().saturating_sub(self.from.number());
        if days < Self::MOST_DAYS {
            Ok(())
        } else {
            Err(AwayError::TooLong)
        }
    }

    fn to_bytes(self) -> [u8; FIELD_BYTES] {
        let mut bytes = [0; FIELD_BYTES];
        let (officer, rest) = bytes.split_at_mut(16);
        officer.copy_from_slice(self.officer.as_bytes());
        let (number, rest) = rest.split_at_mut(4);
        number.copy_from_slice(&self.number.to_be_bytes());
        let (from, until) = rest.split_at_mut(4);
        from.copy_from_slice(&self.from.number().to_be_bytes());
        until.copy_from_slice(&self.until.number().to_be_bytes());
        bytes
    }
}

impl SignedAway {
    /// Bytes of a statement.
    pub const BYTES: usize = FIELD_BYTES + SIGNATURE_BYTES;

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.away.to_bytes()[..], &self.signature].concat()
    }

    /// Reads what [`SignedAway::to_bytes`] wrote. It says nothing yet.
    ///
    /// # Errors
    /// [`AwayError::Malformed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, AwayError> {
        Self::read(bytes).ok_or(AwayError::Malformed)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let away = Away {
            officer: OfficerId::from_bytes(reader.array().ok()?),
            number: reader.u32().ok()?,
            from: Day::from_number(reader.i32().ok()?),
            until: Day::from_number(reader.i32().ok()?),
        };
        let signature = reader.array().ok()?;
        reader.is_empty().then_some(Self { away, signature })
    }

    /// Its line on a list.
    pub fn to_line(&self) -> String {
        base16ct::lower::encode_string(&self.to_bytes())
    }

    fn from_line(line: &str) -> Option<Self> {
        Self::read(&base16ct::lower::decode_vec(line).ok()?)
    }

    /// What it says, once it is known that this officer signed it in this deployment.
    ///
    /// # Errors
    /// [`AwayError`].
    pub fn check(&self, instance: InstanceId, signer: &VerifyingKey) -> Result<Away, AwayError> {
        let mut text = begin_away(instance);
        text.extend_from_slice(&self.away.to_bytes());
        signer
            .check(&text, &self.signature)
            .map_err(|_| AwayError::Unsigned)?;
        self.away.check_length()?;
        Ok(self.away)
    }

    /// Who is said to be away.
    pub const fn officer(&self) -> OfficerId {
        self.away.officer
    }
}

/// The newest statement of each officer of a roster, out of a list with one on a line. What is not one, what its officer
/// did not sign and what lasts too long counts for nothing: whoever hands out the list can leave some out, and invent none.
pub fn believed_away(list: &str, roster: &Roster) -> BTreeMap<OfficerId, Away> {
    let mut newest: BTreeMap<OfficerId, Away> = BTreeMap::new();
    for signed in list.lines().filter_map(SignedAway::from_line) {
        let known = roster.officer(signed.officer());
        let away = known.and_then(|known| signed.check(roster.instance, &known.verifying).ok());
        let Some(away) = away else { continue };
        let before = newest.get(&away.officer).map_or(0, |before| before.number);
        if away.number > before {
            newest.insert(away.officer, away);
        }
    }
    newest
}

/// Who of a roster is away on a day, by such a list.
pub fn absentees(list: &str, roster: &Roster, day: Day) -> BTreeSet<OfficerId> {
    let believed = believed_away(list, roster).into_values();
    let absent = believed.filter(|away| away.covers(day));
    absent.map(|away| away.officer).collect()
}

const FIELD_BYTES: usize = 28;
