use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The name of an officer's account at the desk: 1 to 40 lower-case letters, digits and dashes.
///
/// ```
/// use casework::AccountName;
///
/// let name: AccountName = " North-1 ".parse()?;
/// assert_eq!(name.as_str(), "north-1");
/// # Ok::<(), casework::AccountNameError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(String);

/// The text is no name of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a name has letters, digits and dashes, at most 40")]
pub struct AccountNameError;

impl AccountName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = AccountNameError;

    fn from_str(text: &str) -> Result<Self, AccountNameError> {
        let name = text.trim().to_ascii_lowercase();
        let sound = (1..=MOST_LETTERS).contains(&name.len())
            && name
                .bytes()
                .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-');
        sound.then_some(Self(name)).ok_or(AccountNameError)
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How long one has to wait, in seconds, before the next attempt to sign in to an account, after so
/// many attempts in a row that did not open it. The same for accounts that do not exist.
///
/// ```
/// use casework::wait_after;
///
/// assert_eq!(wait_after(4), 0);
/// assert_eq!(wait_after(5), 30);
/// assert_eq!(wait_after(6), 60);
/// // Never longer than a quarter of an hour: nobody is shut out by somebody else's guesses.
/// assert_eq!(wait_after(1_000), 900);
/// ```
pub fn wait_after(failures: u32) -> i64 {
    let Some(over) = failures.checked_sub(FREE_ATTEMPTS) else {
        return 0;
    };
    FIRST_WAIT
        .checked_shl(over)
        .filter(|wait| over < 16 && *wait < LONGEST_WAIT)
        .unwrap_or(LONGEST_WAIT)
}

/// Seconds without any request after which a session at the desk ends.
pub const SESSION_IDLE_SECONDS: i64 = 600;
/// Seconds after which a session at the desk ends, whatever happens in it: a working day.
pub const SESSION_SECONDS: i64 = 12 * 3_600;
/// Seconds for which an invitation can be used: three days.
pub const INVITATION_SECONDS: i64 = 72 * 3_600;
/// Seconds between the two messages of a sign-in at most.
pub const SIGN_IN_SECONDS: i64 = 120;
/// Seconds for which a failed attempt counts.
pub const ATTEMPT_COUNTS_SECONDS: i64 = 86_400;
/// How many passkeys an account may have.
pub const MOST_PASSKEYS: usize = 8;
/// How many recovery codes an account gets.
pub const RECOVERY_CODES: usize = 8;

const MOST_LETTERS: usize = 40;
const FREE_ATTEMPTS: u32 = 5;
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 900;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "  ", "a b", "a@b", "é", "a.b", &"a".repeat(41)] {
            assert_eq!(text.parse::<AccountName>(), Err(AccountNameError), "{text}");
        }
    }

    #[test]
    fn waits_only_grow() {
        let waits: Vec<i64> = (0..200).map(wait_after).collect();
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&900));
    }
}
