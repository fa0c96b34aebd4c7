use sha2::{Digest as _, Sha256};

use crate::digest::Digest;
use crate::object::DetachedObject;

/// Checks a ciphertext, as it comes piece by piece, against what its sender signed.
pub struct ContentCheck {
    signed: (u64, Digest),
    hash: Sha256,
    length: u64,
}

impl ContentCheck {
    pub(crate) fn of(object: &DetachedObject) -> Self {
        Self {
            signed: (object.header.length, object.content),
            hash: Sha256::new(),
            length: 0,
        }
    }

    /// Takes the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        self.hash.update(piece);
        let bytes = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.length = self.length.saturating_add(bytes);
    }

    /// Whether the pieces so far are what was signed, and all of it.
    pub fn holds(&self) -> bool {
        let content = Digest::from_bytes(self.hash.clone().finalize().into());
        (self.length, content) == self.signed
    }
}

impl std::io::Write for ContentCheck {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.feed(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for ContentCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ContentCheck")
    }
}
