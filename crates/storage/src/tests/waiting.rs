//! Chunks that are sent before the head of their parcel.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use seal::{AcceptableParcel, ParcelId};

use super::office::{NOW, Office, TODAY};
use crate::testing::TestStorage;
use crate::upkeep::BlobPlace;
use crate::{
    ChoreOutcome, ChunkAhead, DropBox, Moment, SentAhead, StoreError, WaitingBundle, waiting_chunk,
};

#[test]
fn chunks_sent_in_any_order_become_the_bundle_without_being_written_again() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, chunks) = office.sealed_with_file(&file());
        assert_eq!(chunks.len(), 3);
        for number in [2, 0, 1] {
            assert_eq!(send(&drop_box, &parcel, &chunks, number).await, KEPT);
        }
        let waiting = blobs(place);

        let bundle = read(&drop_box, &parcel, &chunks).await;
        drop_box
            .accept_report(parcel.clone(), Some(bundle), None, TODAY)
            .await
            .unwrap();
        assert_eq!(blobs(place), waiting, "no blob came and none went");
        assert_eq!(opened(place, &office, &parcel).await, chunks.concat());
        let left = drop_box.waiting_bundle(parcel.head.id).await.unwrap();
        assert_eq!(left.bytes(), Some(0));

        assert_eq!(send(&drop_box, &parcel, &chunks, 1).await, KEPT);
        assert_eq!(blobs(place), waiting, "what is accepted is not kept twice");
        let before = drop_box.accepted_before(parcel.head.id, parcel.digest);
        assert!(before.await.unwrap().unwrap().again);
    });
}

#[test]
fn a_chunk_sent_again_is_kept_once_and_other_bytes_are_a_conflict() {
    TestStorage::on_each(async |place| {
        let drop_box = place.storage.drop_box();
        let parcel = ParcelId::draw().unwrap();
        let sendings: Vec<_> = (0..20)
            .map(|_| {
                let drop_box = drop_box.clone();
                tokio::spawn(async move { ahead(&drop_box, parcel, 0, vec![1; 5_000]).await })
            })
            .collect();
        for sending in sendings {
            assert_eq!(sending.await.unwrap().unwrap(), SentAhead::Kept);
        }
        assert_eq!(blobs(place).len(), 1);
        for other in [vec![1; 5_001], vec![2; 5_000]] {
            let refused = ahead(&drop_box, parcel, 0, other).await;
            assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        }
        assert_eq!(blobs(place).len(), 1);
        let of_another = ParcelId::draw().unwrap();
        assert_eq!(
            ahead(&drop_box, of_another, 0, vec![2; 5_000])
                .await
                .unwrap(),
            SentAhead::Kept
        );
    });
}

#[test]
fn a_parcel_with_a_gap_is_not_whole() {
    TestStorage::on_each(async |place| {
        let drop_box = place.storage.drop_box();
        let parcel = ParcelId::draw().unwrap();
        let bytes = async || {
            let waiting = drop_box.waiting_bundle(parcel).await.unwrap();
            waiting.bytes()
        };
        assert_eq!(bytes().await, Some(0));
        let full = vec![0; seal::CHUNK_BYTES];
        ahead(&drop_box, parcel, 1, full.clone()).await.unwrap();
        assert_eq!(bytes().await, None, "the first is missing");
        ahead(&drop_box, parcel, 0, full.clone()).await.unwrap();
        let full = u64::try_from(full.len()).unwrap();
        assert_eq!(bytes().await, Some(2 * full));
        ahead(&drop_box, parcel, 2, vec![0; 10]).await.unwrap();
        assert_eq!(bytes().await, Some(2 * full + 10));
        ahead(&drop_box, parcel, 3, vec![0; 10]).await.unwrap();
        assert_eq!(bytes().await, None, "one is short and not the last");
    });
}

#[test]
fn what_waits_is_bounded_for_all_together_and_small_chunks_count_as_a_mebibyte() {
    TestStorage::on_each(async |place| {
        let drop_box = place.storage.drop_box();
        let parcel = ParcelId::draw().unwrap();
        let send = async |number, bytes| {
            let chunk = ChunkAhead {
                parcel,
                number,
                content: Bytes::from(vec![7; bytes]),
            };
            drop_box.send_ahead(chunk, 3 << 20, TODAY).await.unwrap()
        };
        assert_eq!(send(0, 2 << 20).await, SentAhead::Kept);
        assert_eq!(send(1, 1).await, SentAhead::Kept);
        let kept = blobs(place);
        assert_eq!(send(2, 1).await, SentAhead::NoRoom);
        assert_eq!(blobs(place), kept);
        assert_eq!(send(1, 1).await, SentAhead::Kept, "that is there already");
    });
}

#[test]
fn a_parcel_closed_many_times_at_once_is_accepted_once() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, chunks) = office.sealed_with_file(&file());
        for number in 0..chunks.len() {
            send(&drop_box, &parcel, &chunks, number).await;
        }
        let mut bundles = Vec::new();
        for _ in 0..8 {
            bundles.push(read(&drop_box, &parcel, &chunks).await);
        }
        let closings: Vec<_> = bundles
            .into_iter()
            .map(|bundle| {
                let (drop_box, parcel) = (drop_box.clone(), parcel.clone());
                tokio::spawn(async move {
                    let accepted = drop_box.accept_report(parcel, Some(bundle), None, TODAY);
                    accepted.await
                })
            })
            .collect();
        let mut fresh = 0;
        for closing in closings {
            fresh += usize::from(!closing.await.unwrap().unwrap().again);
        }
        assert_eq!(fresh, 1);
        assert_eq!(opened(place, &office, &parcel).await, chunks.concat());
    });
}

#[test]
fn chunks_are_given_up_three_days_after_the_last_one_and_a_parcel_needs_all_of_them() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, chunks) = office.sealed_with_file(&file());
        let on = async |number: usize, day| {
            let chunk = chunk_of(&parcel, &chunks, number);
            drop_box
                .send_ahead(chunk, u64::MAX, TODAY.plus(day))
                .await
                .unwrap()
        };
        on(0, 0).await;
        on(1, 2).await;
        on(2, 2).await;
        let bundle = read(&drop_box, &parcel, &chunks).await;
        let upkeep = place.storage.upkeep();
        assert_eq!(
            upkeep.sweep(moment(5)).await.unwrap(),
            ChoreOutcome::Done(0)
        );
        assert_eq!(blobs(place).len(), 3, "something was added three days ago");
        assert_eq!(
            upkeep.sweep(moment(6)).await.unwrap(),
            ChoreOutcome::Done(3)
        );
        assert!(blobs(place).is_empty());

        let late = drop_box
            .accept_report(parcel.clone(), Some(bundle), None, TODAY)
            .await;
        assert!(matches!(late, Err(StoreError::Unreachable(_))), "{late:?}");
        let accepted = drop_box.accepted_before(parcel.head.id, parcel.digest);
        assert_eq!(accepted.await.unwrap(), None);
    });
}

#[test]
fn the_shuffle_moves_what_waits_and_a_reader_finds_it() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, chunks) = office.sealed_with_file(&file());
        for number in 0..chunks.len() {
            send(&drop_box, &parcel, &chunks, number).await;
        }
        let before = blobs(place);
        let mut begun = drop_box.waiting_bundle(parcel.head.id).await.unwrap();
        assert_eq!(begun.next_chunk().await.unwrap().unwrap(), chunks[0]);
        let upkeep = place.storage.upkeep();
        assert_eq!(
            upkeep.shuffle(moment(1)).await.unwrap(),
            ChoreOutcome::Done(3)
        );
        let after = blobs(place);
        assert!(before.iter().all(|path| !after.contains(path)));
        assert_eq!(begun.next_chunk().await.unwrap().unwrap(), chunks[1]);

        let bundle = read(&drop_box, &parcel, &chunks).await;
        drop_box
            .accept_report(parcel.clone(), Some(bundle), None, TODAY.plus(1))
            .await
            .unwrap();
        assert_eq!(opened(place, &office, &parcel).await, chunks.concat());
    });
}

#[test]
fn a_chunk_that_becomes_part_of_a_report_during_the_shuffle_is_not_lost() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, chunks) = office.sealed_with_file(&file());
        for number in 0..chunks.len() {
            send(&drop_box, &parcel, &chunks, number).await;
        }
        let seen = place
            .storage
            .shelves()
            .main
            .read(|tx| waiting_chunk::arrived_between(tx, TODAY, TODAY.plus(1)));
        let seen = seen.await.unwrap();
        assert_eq!(seen.len(), 3);
        let bundle = read(&drop_box, &parcel, &chunks).await;
        drop_box
            .accept_report(parcel.clone(), Some(bundle), None, TODAY)
            .await
            .unwrap();
        let kept = blobs(place);
        for chunk in seen {
            let moved = place
                .storage
                .upkeep()
                .move_blob(&BlobPlace::Waiting(chunk))
                .await;
            assert!(!moved.unwrap(), "its old name is still in use");
        }
        assert_eq!(blobs(place), kept);
        assert_eq!(opened(place, &office, &parcel).await, chunks.concat());
    });
}

/// Enough for two full chunks and a rest.
fn file() -> Vec<u8> {
    (0..9_000_000_u32).map(|n| n.to_le_bytes()[1]).collect()
}

fn chunk_of(parcel: &AcceptableParcel, chunks: &[Vec<u8>], number: usize) -> ChunkAhead {
    ChunkAhead {
        parcel: parcel.head.id,
        number: u32::try_from(number).unwrap(),
        content: Bytes::from(chunks[number].clone()),
    }
}

async fn send(
    drop_box: &DropBox,
    parcel: &AcceptableParcel,
    chunks: &[Vec<u8>],
    number: usize,
) -> SentAhead {
    let chunk = chunk_of(parcel, chunks, number);
    drop_box.send_ahead(chunk, u64::MAX, TODAY).await.unwrap()
}

async fn ahead(
    drop_box: &DropBox,
    parcel: ParcelId,
    number: u32,
    content: Vec<u8>,
) -> Result<SentAhead, StoreError> {
    let content = Bytes::from(content);
    let chunk = ChunkAhead {
        parcel,
        number,
        content,
    };
    drop_box.send_ahead(chunk, u64::MAX, TODAY).await
}

async fn read(
    drop_box: &DropBox,
    parcel: &AcceptableParcel,
    chunks: &[Vec<u8>],
) -> crate::StoredBundle {
    let mut waiting: WaitingBundle = drop_box.waiting_bundle(parcel.head.id).await.unwrap();
    let length = parcel.head.bundle.as_ref().unwrap().header.length;
    assert_eq!(waiting.bytes(), Some(length));
    for chunk in chunks {
        assert_eq!(&waiting.next_chunk().await.unwrap().unwrap(), chunk);
    }
    assert!(waiting.next_chunk().await.unwrap().is_none());
    waiting.finish()
}

async fn opened(place: &TestStorage, office: &Office, parcel: &AcceptableParcel) -> Vec<u8> {
    let officer = office.officers[0].officer;
    let object = parcel.head.bundle.as_ref().unwrap().header.object;
    let mut reader = place
        .storage
        .case_room()
        .bundle(officer, object, TODAY)
        .await
        .unwrap();
    let mut content = Vec::new();
    while let Some(chunk) = reader.next_chunk().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    content
}

fn blobs(place: &TestStorage) -> Vec<PathBuf> {
    fn below(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .flat_map(|path| {
                if path.is_dir() {
                    below(&path)
                } else {
                    vec![path]
                }
            })
            .collect()
    }
    let mut blobs = below(&place.config.blobs);
    blobs.sort();
    blobs
}

fn moment(days: i32) -> Moment {
    Moment {
        day: TODAY.plus(days),
        unix_seconds: NOW + i64::from(days) * 86_400,
    }
}

const KEPT: SentAhead = SentAhead::Kept;
