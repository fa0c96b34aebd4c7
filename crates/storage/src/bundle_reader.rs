use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use seal::ObjectId;

use crate::blob::Blobs;
use crate::chunk;
use crate::storage::Shelves;
use crate::store_error::StoreError;

/// Reads the ciphertext of a bundle, chunk by chunk.
pub struct BundleReader {
    shelves: Arc<Shelves>,
    object: ObjectId,
    number: i64,
}

impl BundleReader {
    pub(crate) fn new(shelves: Arc<Shelves>, object: ObjectId) -> Self {
        Self {
            shelves,
            object,
            number: 0,
        }
    }

    /// The next chunk; `None` behind the last. Whether all of them are the bundle that was signed is
    /// for `seal` to check.
    ///
    /// # Errors
    /// Storage that fails, or a blob that is missing.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, StoreError> {
        let Some(mut blob) = self.blob().await? else {
            return Ok(None);
        };
        let blobs: &Blobs = &self.shelves.blobs;
        let mut chunk = blobs.read(&blob).await;
        while matches!(chunk, Err(StoreError::NotFound)) {
            // The nightly shuffle may have moved it between the two lines above.
            let moved = self.blob().await?.filter(|moved| *moved != blob);
            blob = moved.ok_or_else(|| StoreError::broken("a blob is missing"))?;
            chunk = blobs.read(&blob).await;
        }
        self.number = self.number.saturating_add(1);
        chunk.map(Some)
    }

    async fn blob(&self) -> Result<Option<String>, StoreError> {
        let (object, number) = (self.object, self.number);
        let blob = self
            .shelves
            .main
            .read(move |tx| chunk::blob_of(tx, object, number))
            .await;
        match blob {
            Ok(blob) => Ok(Some(blob)),
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
