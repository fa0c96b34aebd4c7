use std::time::Duration;

use http_guard::Refusal;
use seal::CHUNK_BYTES;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// Room in memory for files on their way in. Who sends text alone needs none, and always gets through.
///
/// Files of a form or of a whole parcel hold their place for as long as they are sent, single chunks
/// only for a moment. Each kind has half of the room, so that a few slow forms keep no chunk out.
pub(crate) struct UploadRoom {
    files: Semaphore,
    chunks: Semaphore,
}

/// A place that is free again when this is dropped.
pub(crate) struct Place<'r>(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'r>);

impl UploadRoom {
    /// Room of `bytes`, but for one of each kind at least.
    pub(crate) fn of(bytes: u64) -> Self {
        let half = usize::try_from(bytes / 2).unwrap_or(usize::MAX);
        let places = |each: usize| Semaphore::new((half / each).clamp(1, MOST_PLACES));
        Self {
            files: places(FILES_BYTES),
            chunks: places(CHUNK_BYTES),
        }
    }

    /// A place for files that are sealed or checked as they arrive.
    pub(crate) async fn for_files(&self) -> Result<Place<'_>, Refusal> {
        place_in(&self.files).await
    }

    /// A place for a single chunk.
    pub(crate) async fn for_chunk(&self) -> Result<Place<'_>, Refusal> {
        place_in(&self.chunks).await
    }
}

async fn place_in(places: &Semaphore) -> Result<Place<'_>, Refusal> {
    match timeout(WITHIN, places.acquire()).await {
        Ok(Ok(permit)) => Ok(Place(permit)),
        Ok(Err(_)) | Err(_) => Err(Refusal::Crowded),
    }
}

/// One chunk that fills, and two on their way to the disk.
const FILES_BYTES: usize = 3 * CHUNK_BYTES;
const MOST_PLACES: usize = 10_000;
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
    fn the_smallest_room_has_one_place_of_each_kind() {
        System::new().block_on(async {
            let room = UploadRoom::of(0);
            let _one = room.for_files().await.unwrap();
            let _other = room.for_chunk().await.unwrap();
        });
    }
}
