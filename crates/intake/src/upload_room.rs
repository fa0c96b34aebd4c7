use std::sync::Arc;
use std::time::Duration;

use http_guard::Refusal;
use seal::CHUNK_BYTES;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::cleaning;

/// Room in memory for files on their way in. Who sends text alone needs none, and always gets through.
///
/// Files of a form or of a whole parcel hold their place for as long as they are sent, single chunks
/// only for a moment. Each kind has half of the room, so that a few slow forms keep no chunk out. A
/// form whose files are to be cleaned holds a larger place, because it holds a whole file. The memory
/// for cleaning itself stands beside the room; it is taken once, by one file after the other.
pub(crate) struct UploadRoom {
    /// Counted in chunks.
    files: Semaphore,
    most_files: u32,
    chunks: Semaphore,
    cleaning: Arc<Semaphore>,
}

/// A place that is free again when this is dropped.
pub(crate) struct Place<'r>(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'r>);

impl UploadRoom {
    /// Room of `bytes`, but for one of each kind at least.
    pub(crate) fn of(bytes: u64) -> Self {
        let half = usize::try_from(bytes / 2).unwrap_or(usize::MAX);
        let chunks = u32::try_from(half / CHUNK_BYTES).unwrap_or(u32::MAX);
        let places = |most: u32| Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX));
        let (files, chunks) = (
            chunks.clamp(FILES_CHUNKS, MOST_PLACES),
            chunks.clamp(1, MOST_PLACES),
        );
        Self {
            files: places(files),
            most_files: files,
            chunks: places(chunks),
            cleaning: Arc::new(Semaphore::new(1)),
        }
    }

    /// A place for files that are sealed or checked as they arrive.
    pub(crate) async fn for_files(&self) -> Result<Place<'_>, Refusal> {
        place_in(&self.files, FILES_CHUNKS).await
    }

    /// A place for files that are held one by one until they are cleaned. A room that is too small for
    /// that has one such place.
    pub(crate) async fn for_files_to_clean(&self) -> Result<Place<'_>, Refusal> {
        let chunks = FILES_CHUNKS.saturating_add(HELD_CHUNKS);
        place_in(&self.files, chunks.min(self.most_files)).await
    }

    /// The one place where a file is cleaned.
    pub(crate) async fn for_cleaning(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        within(self.cleaning.clone().acquire_owned()).await
    }

    /// A place for a single chunk.
    pub(crate) async fn for_chunk(&self) -> Result<Place<'_>, Refusal> {
        place_in(&self.chunks, 1).await
    }
}

async fn place_in(places: &Semaphore, chunks: u32) -> Result<Place<'_>, Refusal> {
    within(places.acquire_many(chunks)).await.map(Place)
}

async fn within<P>(place: impl Future<Output = Result<P, AcquireError>>) -> Result<P, Refusal> {
    match timeout(WITHIN, place).await {
        Ok(Ok(permit)) => Ok(permit),
        Ok(Err(_)) | Err(_) => Err(Refusal::Crowded),
    }
}

/// One chunk that fills, and two on their way to the disk.
const FILES_CHUNKS: u32 = 3;
/// A whole file, as large as one that is cleaned may be.
const HELD_CHUNKS: u32 = 4;
const _: () = assert!(
    cleaning::MOST_BYTES == 4 * CHUNK_BYTES,
    "a held file is four chunks"
);
const MOST_PLACES: u32 = 30_000;
/// How long a place is waited for. The sender's line waits meanwhile; nothing of it is in memory.
const WITHIN: Duration = if cfg!(test) {
    Duration::from_millis(50)
} else {
    Duration::from_secs(10)
};

#[cfg(test)]
mod tests {
    use actix_web::rt::System;

    use super::*;

    #[test]
    fn who_finds_no_place_is_told_so_and_the_next_one_gets_it() {
        System::new().block_on(async {
            let room = UploadRoom::of((2 * 3 * 4) << 20);
            let first = room.for_files().await.unwrap();
            assert!(matches!(room.for_files().await, Err(Refusal::Crowded)));
            let chunks = [
                room.for_chunk().await.unwrap(),
                room.for_chunk().await.unwrap(),
                room.for_chunk().await.unwrap(),
            ];
            assert!(matches!(room.for_chunk().await, Err(Refusal::Crowded)));
            drop((first, chunks));
            assert!(room.for_files().await.is_ok());
            assert!(room.for_chunk().await.is_ok());
        });
    }

    #[test]
    fn forms_whose_files_are_cleaned_hold_more_room_and_files_are_cleaned_one_by_one() {
        System::new().block_on(async {
            // Room for seventeen chunks of each kind: two such forms, or one and three others.
            let room = UploadRoom::of((2 * 17 * 4) << 20);
            let first = room.for_files_to_clean().await.unwrap();
            let second = room.for_files_to_clean().await.unwrap();
            assert!(matches!(
                room.for_files_to_clean().await,
                Err(Refusal::Crowded)
            ));
            let third = room.for_files().await.unwrap();
            assert!(matches!(room.for_files().await, Err(Refusal::Crowded)));
            drop(second);
            let rest = [
                room.for_files().await.unwrap(),
                room.for_files().await.unwrap(),
            ];
            assert!(matches!(
                room.for_files_to_clean().await,
                Err(Refusal::Crowded)
            ));
            let cleaned = room.for_cleaning().await.unwrap();
            assert!(matches!(room.for_cleaning().await, Err(Refusal::Crowded)));
            drop(cleaned);
            assert!(room.for_cleaning().await.is_ok());
            drop((first, third, rest));
            let small = UploadRoom::of(0);
            let only = small.for_files_to_clean().await.unwrap();
            assert!(matches!(small.for_files().await, Err(Refusal::Crowded)));
            drop(only);
            assert!(small.for_files().await.is_ok());
        });
    }

    #[test]
    fn the_smallest_room_has_one_place_of_each_kind() {
        System::new().block_on(async {
            let room = UploadRoom::of(0);
            let _one = room.for_files().await.unwrap();
            let _other = room.for_chunk().await.unwrap();
        });
    }
}
