//! Files that are sent before the head of their parcel.

use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::{StreamExt, future, stream};
use intake::Bounds;

use super::office::{Office, Sealed, Shown};

#[test]
fn files_sent_ahead_in_any_order_and_two_at_a_time_arrive_with_their_parcel() {
    Office::on_each(async |office| {
        let sealed = office.sealed_with_file(&file());
        assert_eq!(sealed.chunks.len(), 3);
        let (third, first) = future::join(put(office, &sealed, 2), put(office, &sealed, 0)).await;
        assert_eq!((third.status, first.status), (204, 204));
        assert!(first.html.is_empty());
        assert_eq!(put(office, &sealed, 1).await.status, 204);

        let closed = close(office, &sealed).await;
        assert_eq!(closed.status, 200);
        assert!(closed.has(&sealed.id));
        assert_eq!(office.blobs(), 3, "what waited is what is kept");
        assert!(office.come_back(&sealed.receipt).await.says("Received."));

        assert_eq!(close(office, &sealed).await.html, closed.html);
        assert_eq!(put(office, &sealed, 1).await.status, 204);
        let whole = [sealed.head.clone(), sealed.chunks.concat()].concat();
        let whole = office.put(&format!("/s/8/{}", sealed.id), &whole).await;
        assert_eq!(whole.html, closed.html);
        assert_eq!(office.blobs(), 3);
    });
}

#[test]
fn a_line_cut_at_every_chunk_costs_that_chunk_and_nothing_else() {
    Office::on_each(async |office| {
        let sealed = office.sealed_with_file(&file());
        for (number, chunk) in sealed.chunks.iter().enumerate() {
            let cut = office
                .put_cut(&at(&sealed, number), &chunk[..chunk.len() / 2])
                .await;
            assert_eq!(cut.status, 408);
            assert_eq!(office.blobs(), number, "half a chunk is no chunk");
            let early = close(office, &sealed).await;
            assert_eq!(early.status, 412);
            assert!(early.says("Parts of the files are missing"));
            assert_eq!(put(office, &sealed, number).await.status, 204);
        }
        let beginning = &sealed.head[..sealed.head.len() / 2];
        let path = format!("/s/8/{}/close", sealed.id);
        assert_eq!(office.put_cut(&path, beginning).await.status, 408);
        assert_eq!(office.put(&path, beginning).await.status, 422);
        assert_eq!(close(office, &sealed).await.status, 200);
        assert!(office.come_back(&sealed.receipt).await.says("Received."));
    });
}

#[test]
fn a_chunk_sent_twice_is_kept_once_and_other_bytes_are_refused() {
    Office::on_each(async |office| {
        let sealed = office.sealed_with_file(&file());
        for _ in 0..3 {
            assert_eq!(put(office, &sealed, 0).await.status, 204);
        }
        assert_eq!(office.blobs(), 1);
        let other = office.put(&at(&sealed, 0), &sealed.chunks[1]).await;
        assert_eq!(other.status, 409);
        assert_eq!(office.blobs(), 1);
    });
}

#[test]
fn chunks_that_no_parcel_could_have_are_refused() {
    Office::on_each(async |office| {
        let sealed = office.sealed_with_file(&file());
        let status = async |path: &str, body: &[u8]| office.put(path, body).await.status;
        let chunk = sealed.chunks[2].as_slice();
        assert_eq!(
            status(&at(&sealed, 3), chunk).await,
            413,
            "behind the largest"
        );
        let large = vec![0; seal::CHUNK_BYTES + 1];
        assert_eq!(status(&at(&sealed, 0), &large).await, 413);
        let unannounced = stream::iter(large.chunks(1 << 16).map(Bytes::copy_from_slice).map(Ok))
            .collect::<Vec<Result<Bytes, PayloadError>>>();
        let unannounced = stream::iter(unannounced.await);
        let unannounced = office.put_stream(&at(&sealed, 0), unannounced).await;
        assert_eq!(unannounced.status, 413);
        assert_eq!(status(&at(&sealed, 0), b"").await, 400);
        for number in ["01", "+1", "-1", "1.0", "4294967296", "x"] {
            let path = format!("/s/8/{}/{number}", sealed.id);
            assert_eq!(status(&path, chunk).await, 404, "{number}");
        }
        assert_eq!(status("/s/8/nobody/0", chunk).await, 404);
        assert_eq!(status("/s/8/nobody/close", &sealed.head).await, 404);
        assert_eq!(office.blobs(), 0);
    });
}

#[test]
fn files_that_are_not_those_of_the_head_are_not_accepted() {
    Office::on_each(async |office| {
        let mut sealed = office.sealed_with_file(&file());
        let other = office.sealed_with_file(&file());
        sealed.chunks[1][77] ^= 1;
        for number in 0..3 {
            assert_eq!(put(office, &sealed, number).await.status, 204);
        }
        let refused = close(office, &sealed).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("The parcel is damaged or incomplete"));
        let foreign = office
            .put(&format!("/s/8/{}/close", sealed.id), &other.head)
            .await;
        assert_eq!(foreign.status, 422, "the head of another parcel");
        for receipt in [&sealed.receipt, &other.receipt] {
            let answer = office.come_back(receipt).await;
            assert!(answer.says("No report is kept under this receipt."));
        }
    });
}

#[test]
fn when_too_much_waits_files_are_told_to_wait_and_text_gets_through() {
    let bounds = Bounds {
        waiting_bytes: 5 << 20,
        ..Bounds::default()
    };
    Office::on_each_with(bounds, async |office| {
        let sealed = office.sealed_with_file(&file());
        assert_eq!(put(office, &sealed, 0).await.status, 204);
        let crowded = put(office, &sealed, 1).await;
        assert_eq!(crowded.status, 503);
        assert_eq!(crowded.headers["retry-after"], "60");
        assert!(crowded.says("Your files are not lost"));
        assert_eq!(office.blobs(), 1);

        let form = office.report("The tender was rigged.").await;
        assert_eq!(office.send(&form).await.status, 200);
        let (_, id, parcel) = office.sealed_elsewhere("It was rigged twice.");
        for path in [format!("/s/8/{id}/close"), format!("/s/8/{id}")] {
            assert_eq!(office.put(&path, &parcel).await.status, 200);
        }
    });
}

#[test]
fn slow_files_that_take_all_the_room_keep_no_text_out() {
    let bounds = Bounds {
        upload_bytes: 0,
        ..Bounds::default()
    };
    Office::on_each_with(bounds, async |office| {
        let sealed = office.sealed_with_file(&file());
        let whole = [sealed.head.clone(), sealed.chunks.concat()].concat();
        let slow = |bytes: &[u8]| {
            let first: Result<Bytes, PayloadError> = Ok(Bytes::copy_from_slice(bytes));
            stream::iter([first]).chain(stream::pending())
        };
        let chunk_path = at(&sealed, 0);
        let slow_chunk = office.put_stream(&chunk_path, slow(&sealed.chunks[0][..9]));
        let path = format!("/s/8/{}", sealed.id);
        let slow_parcel = office.put_stream(&path, slow(&whole[..sealed.head.len() + 9]));
        let text = async {
            let form = office.report("The tender was rigged.").await;
            assert_eq!(office.send(&form).await.status, 200);
            let (_, id, parcel) = office.sealed_elsewhere("It was rigged twice.");
            let handed_in = office.put(&format!("/s/8/{id}"), &parcel).await;
            assert_eq!(handed_in.status, 200);
        };
        let slow = future::join(slow_chunk, slow_parcel);
        let first = future::select(Box::pin(slow), Box::pin(text)).await;
        assert!(matches!(first, future::Either::Right(_)), "text came first");
    });
}

async fn put(office: &Office<'_>, sealed: &Sealed, number: usize) -> Shown {
    office
        .put(&at(sealed, number), &sealed.chunks[number])
        .await
}

async fn close(office: &Office<'_>, sealed: &Sealed) -> Shown {
    let path = format!("/s/8/{}/close", sealed.id);
    office.put(&path, &sealed.head).await
}

fn at(sealed: &Sealed, number: usize) -> String {
    format!("/s/8/{}/{number}", sealed.id)
}

/// Enough for two full chunks and a rest.
fn file() -> Vec<u8> {
    (0..8_000_000_u32).map(|n| n.to_le_bytes()[1]).collect()
}
