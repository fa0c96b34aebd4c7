use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A later message of the reporter, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The text.
    pub text: String,
}

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MessageFault {
    /// There is nothing in it.
    #[error("the message is empty")]
    Empty,
    /// It is too long.
    #[error("the message has {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

impl Message {
    /// Bytes of a message, at most.
    pub const MOST_BYTES: usize = 48 * 1_024;

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn parse(typed: &str) -> Result<Self, MessageFault> {
        if typed.trim().is_empty() {
            return Err(MessageFault::Empty);
        }
        match typed.len().checked_sub(Self::MOST_BYTES) {
            Some(over) if over > 0 => Err(MessageFault::TooLong { over }),
            _ => Ok(Self {
                text: typed.to_owned(),
            }),
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Message(hidden)")
    }
}

/// The reporter asks for deletion. Replies and vault go at once; the case goes by two holders after
/// thirty days' notice in the mailbox (PROTOCOL 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeletionRequest {
    /// Why, if the reporter wishes to say.
    pub reason: String,
}
