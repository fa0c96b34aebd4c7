use std::fmt;

use crate::LogSafe;

/// A random number that joins a visitor's page with a line of the log, and says nothing else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reference([u8; 8]);

impl Reference {
    /// Draws a number. Without a random source it is all `A`: the page must still appear.
    pub fn draw() -> Self {
        let mut bytes = [0; 8];
        if getrandom::fill(&mut bytes).is_err() {
            bytes = [0; 8];
        }
        Self(bytes.map(|byte| LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'A')))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.into_iter().enumerate() {
            if place == 4 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl LogSafe for Reference {}

/// Letters and digits that are not mistaken for one another when read aloud.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
