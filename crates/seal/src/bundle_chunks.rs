use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::bundle::CHUNK_BYTES;
use crate::digest::Digest;

/// Ciphertext on its way out, cut into chunks.
#[derive(Clone, Default)]
pub(crate) struct Chunks(Arc<Mutex<Cut>>);

#[derive(Default)]
struct Cut {
    full: Vec<Vec<u8>>,
    filling: Vec<u8>,
    hash: Sha256,
    length: u64,
}

impl Chunks {
    pub(crate) fn take_full(&self) -> Option<Vec<u8>> {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (!cut.full.is_empty()).then(|| cut.full.remove(0))
    }

    pub(crate) fn close(&self) -> (Digest, u64, Vec<Vec<u8>>) {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = mem::take(&mut cut.full);
        let filling = mem::take(&mut cut.filling);
        if !filling.is_empty() {
            last.push(filling);
        }
        (
            Digest::from_bytes(cut.hash.clone().finalize().into()),
            cut.length,
            last,
        )
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cut.filling.capacity() == 0 {
            cut.filling.reserve_exact(CHUNK_BYTES);
        }
        let taken = bytes
            .get(..CHUNK_BYTES - cut.filling.len())
            .unwrap_or(bytes);
        cut.filling.extend_from_slice(taken);
        cut.hash.update(taken);
        cut.length += u64::try_from(taken.len()).unwrap_or(0);
        if cut.filling.len() == CHUNK_BYTES {
            let full = mem::take(&mut cut.filling);
            cut.full.push(full);
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts what is written through it.
pub(crate) struct Counting<W> {
    pub(crate) inner: W,
    pub(crate) written: u64,
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(bytes)?;
        self.written += u64::try_from(taken).unwrap_or(0);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
