//! Chunks that are sent before the head of their parcel: they wait, and become a bundle.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use seal::{CHUNK_BYTES, Day, Digest, ParcelId};

use crate::blob::{StoredBundle, blob_name};
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::waiting_chunk::WaitingChunk;
use crate::{parcel, waiting_chunk};

/// One chunk of a bundle's ciphertext whose parcel is still in the making.
#[derive(Debug, Clone)]
pub struct ChunkAhead {
    /// The parcel it will belong to.
    pub parcel: ParcelId,
    /// Its place, from 0.
    pub number: u32,
    /// What it holds: 1 to [`CHUNK_BYTES`] bytes.
    pub content: Bytes,
}

/// What became of a chunk that was sent ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentAhead {
    /// It is durable: now, since it was sent before, or because its parcel was accepted.
    Kept,
    /// Too much waits already; nothing of it was kept.
    NoRoom,
}

/// The chunks that wait for the head of one parcel, to be read and checked one at a time.
pub struct WaitingBundle {
    shelves: Arc<Shelves>,
    parcel: ParcelId,
    chunks: Vec<WaitingChunk>,
    next: usize,
}

enum Look {
    Kept,
    NoRoom,
    Other,
    ToBeStored,
}

impl Shelves {
    pub(crate) async fn send_ahead(
        &self,
        chunk: ChunkAhead,
        most_waiting: u64,
        today: Day,
    ) -> Result<SentAhead, StoreError> {
        let ChunkAhead {
            parcel,
            number,
            content,
        } = chunk;
        let chunk = WaitingChunk {
            number: number.into(),
            bytes: u64::try_from(content.len()).map_err(StoreError::broken)?,
            digest: Digest::of(&content),
        };
        match self.look(parcel, chunk, most_waiting).await? {
            Look::Kept => return Ok(SentAhead::Kept),
            Look::NoRoom => return Ok(SentAhead::NoRoom),
            Look::Other => return Err(StoreError::Conflict),
            Look::ToBeStored => {}
        }
        let blob = blob_name()?;
        let written = self.blobs.put(&blob, content).await;
        let recorded = match written {
            Ok(()) => {
                let blob = blob.clone();
                let record = move |tx: &mut WriteTx<'_>| {
                    if parcel::is_known(tx, parcel)? {
                        return Err(StoreError::AlreadyThere);
                    }
                    waiting_chunk::record(tx, parcel, chunk, &blob, today)
                };
                self.main.append("keep chunk", record).await
            }
            Err(fault) => Err(fault),
        };
        let Err(fault) = recorded else {
            return Ok(SentAhead::Kept);
        };
        if fault.surely_kept_nothing() {
            // What is left lying is swept after two days.
            let _left_lying = self.blobs.delete(&blob).await.is_err();
        }
        if !matches!(fault, StoreError::AlreadyThere) {
            return Err(fault);
        }
        // Somebody sent a chunk of this number, or closed the parcel, at the same moment.
        match self.look(parcel, chunk, u64::MAX).await? {
            Look::Kept => Ok(SentAhead::Kept),
            Look::Other => Err(StoreError::Conflict),
            Look::NoRoom | Look::ToBeStored => {
                Err(StoreError::unreachable("a chunk came and went"))
            }
        }
    }

    async fn look(
        &self,
        parcel: ParcelId,
        chunk: WaitingChunk,
        most_waiting: u64,
    ) -> Result<Look, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            match waiting_chunk::digest_of(tx, parcel, chunk.number)? {
                Some(digest) if digest == chunk.digest => return Ok(Look::Kept),
                Some(_) => return Ok(Look::Other),
                None => {}
            }
            if parcel::is_known(tx, parcel)? {
                return Ok(Look::Kept);
            }
            let weight = waiting_chunk::weight(tx)?;
            Ok(if weight.saturating_add(chunk.bytes) > most_waiting {
                Look::NoRoom
            } else {
                Look::ToBeStored
            })
        };
        self.main.read(look).await
    }
}

impl WaitingBundle {
    pub(crate) async fn of(shelves: Arc<Shelves>, parcel: ParcelId) -> Result<Self, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| waiting_chunk::of_parcel(tx, parcel);
        let chunks = shelves.main.read(look).await?;
        Ok(Self {
            shelves,
            parcel,
            chunks,
            next: 0,
        })
    }

    /// Bytes of all chunks together; `None` while one is missing between them, or is too short to
    /// stand before another.
    pub fn bytes(&self) -> Option<u64> {
        let full = u64::try_from(CHUNK_BYTES).ok()?;
        let mut total = 0_u64;
        for (chunk, number) in self.chunks.iter().zip(0..) {
            // Every chunk before this one was full.
            if chunk.number != number || total != full.checked_mul(u64::try_from(number).ok()?)? {
                return None;
            }
            total = total.checked_add(chunk.bytes)?;
        }
        Some(total)
    }

    /// The next chunk; `None` behind the last.
    ///
    /// # Errors
    /// `NotFound` when the chunks do not wait any more: their parcel was accepted meanwhile, or they
    /// were given up. Storage that fails.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, StoreError> {
        let Some(chunk) = self.chunks.get(self.next) else {
            return Ok(None);
        };
        let (parcel, number) = (self.parcel, chunk.number);
        let mut last_tried = None;
        loop {
            let look = move |tx: &mut ReadTx<'_>| waiting_chunk::blob_of(tx, parcel, number);
            let blob = self.shelves.main.read(look).await?;
            if last_tried.as_ref() == Some(&blob) {
                return Err(StoreError::broken("a blob is missing"));
            }
            match self.shelves.blobs.read(&blob).await {
                // The nightly shuffle may have moved it since its name was read.
                Err(StoreError::NotFound) => last_tried = Some(blob),
                Err(fault) => return Err(fault),
                Ok(content) => {
                    self.next = self.next.saturating_add(1);
                    return Ok(Some(content));
                }
            }
        }
    }

    /// The bundle that the chunks become when a parcel is accepted with it.
    pub fn finish(self) -> StoredBundle {
        StoredBundle::of_waiting(&self.shelves.blobs, self.parcel, self.chunks)
    }
}

impl fmt::Debug for WaitingBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitingBundle")
            .field("chunks", &self.chunks.len())
            .finish_non_exhaustive()
    }
}
