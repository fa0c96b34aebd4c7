//! The files of a reply as a file that can be read from any place, for a thread that may wait.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use actix_web::web::Bytes;
use storage::BundleReader;
use tokio::runtime::Handle;

/// Holds one piece of the ciphertext at a time.
pub(crate) struct SealedFiles {
    reader: BundleReader,
    runtime: Handle,
    length: u64,
    place: u64,
    piece: Bytes,
    piece_at: u64,
}

impl SealedFiles {
    /// Call it where the runtime is; read from it elsewhere.
    pub(crate) fn new(reader: BundleReader, length: u64) -> Self {
        Self {
            reader,
            runtime: Handle::current(),
            length,
            place: 0,
            piece: Bytes::new(),
            piece_at: 0,
        }
    }

    /// The runtime that its reading waits for.
    pub(crate) fn runtime(&self) -> Handle {
        self.runtime.clone()
    }
}

impl BufRead for SealedFiles {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let held = self.place.checked_sub(self.piece_at);
        let held = held.and_then(|within| usize::try_from(within).ok());
        let held = held.filter(|&within| within < self.piece.len());
        let within = match held {
            Some(within) => within,
            None if self.place >= self.length => return Ok(&[]),
            None => {
                let piece = self.runtime.block_on(self.reader.piece_at(self.place));
                self.piece = piece.map_err(io::Error::other)?;
                self.piece_at = self.place;
                0
            }
        };
        Ok(self.piece.get(within..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let amount = u64::try_from(amount).unwrap_or(u64::MAX);
        self.place = self.place.saturating_add(amount);
    }
}

impl Read for SealedFiles {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(into)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl Seek for SealedFiles {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(step) => self.place.checked_add_signed(step),
            SeekFrom::End(step) => self.length.checked_add_signed(step),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
