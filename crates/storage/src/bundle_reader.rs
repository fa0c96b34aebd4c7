use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use seal::{CHUNK_BYTES, ObjectId};

use crate::blob::StoredChunk;
use crate::chunk;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;

/// Reads the ciphertext of a bundle, chunk by chunk or from any place on.
pub struct BundleReader {
    shelves: Arc<Shelves>,
    object: ObjectId,
    number: i64,
    found: Option<(i64, StoredChunk)>,
}

impl BundleReader {
    pub(crate) fn new(shelves: Arc<Shelves>, object: ObjectId) -> Self {
        Self {
            shelves,
            object,
            number: 0,
            found: None,
        }
    }

    /// Bytes of the whole ciphertext.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn length(&self) -> Result<u64, StoreError> {
        let object = self.object;
        let bytes = move |tx: &mut ReadTx<'_>| chunk::bytes_of(tx, object);
        self.shelves.main.read(bytes).await
    }

    /// The next chunk; `None` behind the last. Whether all of them are the bundle that was signed is
    /// for `seal` to check.
    ///
    /// # Errors
    /// Storage that fails, or a blob that is missing.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, StoreError> {
        let chunk = self.read(self.number, 0, u64::MAX).await?;
        self.number = self.number.saturating_add(1);
        Ok(chunk)
    }

    /// At most [`PIECE_BYTES`](Self::PIECE_BYTES) from a place of the ciphertext on, up to the end of
    /// the chunk that the place is in; nothing behind the end.
    ///
    /// # Errors
    /// Storage that fails, or a blob that is missing.
    pub async fn piece_at(&mut self, offset: u64) -> Result<Bytes, StoreError> {
        let whole = u64::try_from(CHUNK_BYTES).map_err(StoreError::broken)?;
        let number = i64::try_from(offset / whole).map_err(StoreError::broken)?;
        let within = offset % whole;
        let most = (whole - within).min(Self::PIECE_BYTES);
        let piece = self.read(number, within, most).await?;
        Ok(piece.unwrap_or_default())
    }

    /// Bytes that [`piece_at`](Self::piece_at) reads at once.
    pub const PIECE_BYTES: u64 = 256 * 1_024;

    async fn read(
        &mut self,
        number: i64,
        offset: u64,
        most: u64,
    ) -> Result<Option<Bytes>, StoreError> {
        let known = self.found.take().filter(|(found, _)| *found == number);
        let known = match known {
            Some((_, stored)) => Some(stored),
            None => self.stored(number).await?,
        };
        let Some(mut stored) = known else {
            return Ok(None);
        };
        let most = most.min(stored.bytes.saturating_sub(offset));
        if most == 0 {
            return Ok(None);
        }
        let blobs = self.shelves.blobs.clone();
        let mut piece = blobs.read_from(&stored.blob, offset, most).await;
        while matches!(piece, Err(StoreError::NotFound)) {
            // The nightly shuffle may have moved it since its name was read.
            let moved = self.stored(number).await?;
            stored = moved
                .filter(|moved| moved.blob != stored.blob)
                .ok_or_else(|| StoreError::broken("a blob is missing"))?;
            piece = blobs.read_from(&stored.blob, offset, most).await;
        }
        self.found = Some((number, stored));
        piece.map(Some)
    }

    async fn stored(&self, number: i64) -> Result<Option<StoredChunk>, StoreError> {
        let object = self.object;
        let stored = self
            .shelves
            .main
            .read(move |tx| chunk::stored(tx, object, number))
            .await;
        match stored {
            Ok(stored) => Ok(Some(stored)),
            Err(StoreError::NotFound) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl fmt::Debug for BundleReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BundleReader")
            .field("object", &self.object)
            .finish_non_exhaustive()
    }
}
