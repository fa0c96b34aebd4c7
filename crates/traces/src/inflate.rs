use std::io::Read;

use flate2::read::ZlibDecoder;
use zeroize::Zeroizing;

use crate::finding::Reason;

/// How many bytes may still be unpacked from one file.
pub(crate) struct Budget {
    whole: usize,
    left: usize,
}

impl Budget {
    pub(crate) const fn new(bytes: usize) -> Self {
        Self {
            whole: bytes,
            left: bytes,
        }
    }

    pub(crate) const fn left(&self) -> usize {
        self.left
    }

    /// Whether half of it is still there after `more` bytes.
    pub(crate) fn spares(&self, more: u32) -> bool {
        let after = usize::try_from(more)
            .ok()
            .and_then(|more| self.left.checked_sub(more));
        after.is_some_and(|after| after >= self.whole / 2)
    }

    /// Reads to the end, or says that it is too much.
    pub(crate) fn read(&mut self, from: impl Read) -> Result<Zeroizing<Vec<u8>>, Reason> {
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        let mut out = Zeroizing::new(vec![]);
        from.take(most.saturating_add(1))
            .read_to_end(&mut out)
            .map_err(|_| Reason::Damaged)?;
        self.left = self.left.checked_sub(out.len()).ok_or(Reason::TooLarge)?;
        Ok(out)
    }
}

/// Unpacks zlib data.
pub(crate) fn inflate(packed: &[u8], budget: &mut Budget) -> Result<Zeroizing<Vec<u8>>, Reason> {
    budget.read(ZlibDecoder::new(packed))
}
