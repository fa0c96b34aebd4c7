//! Who a reporter is, as it is left with custodians (decision 0051).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Who a reporter is, as it lies in a vault.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReporterIdentity {
    /// The name.
    pub name: String,
    /// How and when to reach them safely; may be empty.
    #[serde(default)]
    pub reach: String,
}

/// Why an identity is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentityFault {
    /// There is no name.
    #[error("the name is missing")]
    NoName,
    /// It is too long.
    #[error("the texts have {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

impl ReporterIdentity {
    /// Bytes of both texts, at most.
    pub const MOST_BYTES: usize = 2_000;

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`IdentityFault`].
    pub fn parse(name: &str, reach: &str) -> Result<Self, IdentityFault> {
        let (name, reach) = (name.trim(), reach.trim());
        if name.is_empty() {
            return Err(IdentityFault::NoName);
        }
        let bytes = name.len().saturating_add(reach.len());
        match bytes.checked_sub(Self::MOST_BYTES) {
            Some(over) if over > 0 => Err(IdentityFault::TooLong { over }),
            Some(_) | None => Ok(Self {
                name: name.to_owned(),
                reach: reach.to_owned(),
            }),
        }
    }
}

impl fmt::Debug for ReporterIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReporterIdentity(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_has_a_name_and_fits() {
        let taken = ReporterIdentity::parse(" Sari ", " ").unwrap();
        assert_eq!((taken.name.as_str(), taken.reach.as_str()), ("Sari", ""));
        assert_eq!(format!("{taken:?}"), "ReporterIdentity(hidden)");
        let none = ReporterIdentity::parse(" ", "by post");
        assert_eq!(none.unwrap_err(), IdentityFault::NoName);
        let long = ReporterIdentity::parse("Sari", &"a".repeat(1_999));
        assert_eq!(long.unwrap_err(), IdentityFault::TooLong { over: 3 });
    }
}
