//! What happens at night.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, iter};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::office::{NOW, Office, TODAY, lock_of};
use crate::testing::TestStorage;
use crate::transaction::WriteTx;
use crate::{ChoreOutcome, Moment, case_key};

#[test]
fn the_shuffle_gives_every_blob_another_name_and_time_and_keeps_its_content() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let mut bundles = Vec::new();
        for number in 0..12 {
            let (_, parcel, bundle) = office.report_with_file(place, &[number; 100]).await;
            bundles.push(parcel.head.bundle.clone().unwrap());
            drop_box
                .accept_report(parcel, Some(bundle), None, TODAY)
                .await
                .unwrap();
        }
        let before = blobs(&place.config.blobs);
        for (number, path) in (1..).zip(&before) {
            written_at(path, u64::try_from(NOW).unwrap() + number);
        }

        let upkeep = place.storage.upkeep();
        let same_day = upkeep.shuffle(moment(0)).await.unwrap();
        assert_eq!(
            same_day,
            ChoreOutcome::Done(0),
            "today's blobs wait for the night"
        );
        let done = upkeep.shuffle(moment(1)).await.unwrap();
        assert_eq!(done, ChoreOutcome::Done(12));
        assert_eq!(
            upkeep.shuffle(moment(1)).await.unwrap(),
            ChoreOutcome::NotOurs
        );

        let after = blobs(&place.config.blobs);
        assert_eq!(after.len(), before.len());
        let (names_before, names_after): (BTreeSet<_>, BTreeSet<_>) =
            (before.iter().collect(), after.iter().collect());
        assert!(names_before.is_disjoint(&names_after));

        let room = place.storage.case_room();
        let mut order = Vec::new();
        for (number, signed) in bundles.iter().enumerate() {
            let officer = office.officers[0].officer;
            let mut reader = room
                .bundle(officer, signed.header.object, TODAY)
                .await
                .unwrap();
            let chunk = reader.next_chunk().await.unwrap().unwrap();
            assert!(reader.next_chunk().await.unwrap().is_none());
            signed.check_content(chunk.as_ref()).unwrap();
            let path = after
                .iter()
                .find(|path| fs::read(path).unwrap() == chunk)
                .unwrap();
            order.push((fs::metadata(path).unwrap().modified().unwrap(), number));
        }
        order.sort();
        let order: Vec<_> = order.into_iter().map(|(_, number)| number).collect();
        // One chance in 479 million to stand as they arrived.
        assert_ne!(order, (0..12).collect::<Vec<_>>());
        assert_eq!(
            upkeep.shuffle(moment(2)).await.unwrap(),
            ChoreOutcome::Done(0)
        );
    });
}

#[test]
fn the_shuffle_keeps_every_row() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let mut sent = Vec::new();
        for number in 0..5 {
            let (receipt, case) = office.receives(place, &format!("Report {number}")).await;
            office.reply(place, case, "Hello.", 0).await.unwrap();
            sent.push((receipt, case));
        }
        place.storage.upkeep().shuffle(moment(1)).await.unwrap();
        let officer = office.officers[0].officer;
        for (receipt, case) in sent {
            let file = place
                .storage
                .case_room()
                .case_file(officer, case, TODAY)
                .await
                .unwrap();
            assert_eq!(
                (file.objects.len(), file.claims.len(), file.holders.len()),
                (3, 2, 3)
            );
            let mailbox = super::office::mailbox_of(&receipt);
            let answer = place.storage.drop_box().answer(mailbox, 0).await.unwrap();
            assert_eq!(answer.slots.len(), 1);
            office.reply(place, case, "Once more.", 1).await.unwrap();
        }
    });
}

#[test]
fn what_belongs_to_no_case_is_swept_after_two_days() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, bundle) = office.report_with_file(place, b"kept").await;
        let case = parcel.head.header.case;
        drop_box
            .accept_report(parcel, Some(bundle), None, TODAY)
            .await
            .unwrap();
        let kept = blobs(&place.config.blobs);

        // A parcel whose main transaction never came, and a write that the power cut in half.
        let shelves = place.storage.shelves();
        let begun = seal::CaseId::draw().unwrap();
        case_key::lock_for(&shelves.keystore, begun, TODAY)
            .await
            .unwrap();
        let orphan = crate::blob::blob_name().unwrap();
        shelves
            .blobs
            .put(&orphan, vec![1; 10].into())
            .await
            .unwrap();
        let folder = kept[0].parent().unwrap();
        fs::write(folder.join("0123456789abcdef0123456789abcdef#1"), b"half").unwrap();
        let written = u64::try_from(NOW).unwrap();
        every_file(&place.config.blobs).for_each(|path| written_at(&path, written));

        let upkeep = place.storage.upkeep();
        assert_eq!(
            upkeep.sweep(moment(2)).await.unwrap(),
            ChoreOutcome::Done(0)
        );
        assert_eq!(
            upkeep.sweep(moment(3)).await.unwrap(),
            ChoreOutcome::Done(3)
        );

        assert_eq!(every_file(&place.config.blobs).collect::<Vec<_>>(), kept);
        let key = |case| lock_of(&shelves.keystore, case);
        assert!(key(begun).await.unwrap().is_none());
        assert!(key(case).await.unwrap().is_some());
    });
}

#[test]
fn a_case_that_is_finished_late_is_no_orphan() {
    TestStorage::on_each(async |place| {
        let keystore = &place.storage.shelves().keystore;
        let case = seal::CaseId::draw().unwrap();
        case_key::lock_for(keystore, case, TODAY).await.unwrap();
        // The same parcel comes again on the day of the sweep, and its case is not there yet.
        case_key::lock_for(keystore, case, TODAY.plus(3))
            .await
            .unwrap();
        place.storage.upkeep().sweep(moment(3)).await.unwrap();
        assert!(lock_of(keystore, case).await.unwrap().is_some());
    });
}

#[test]
fn a_form_is_recognized_for_seven_days() {
    TestStorage::on_each(async |place| {
        use crate::SentBefore;
        let office = Office::new();
        let (receipt, parcel) = office.report("Once.");
        let mailbox = super::office::mailbox_of(&receipt);
        let form = seal::Digest::of(b"form");
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_report(parcel, None, Some(form), TODAY)
            .await
            .unwrap();
        let upkeep = place.storage.upkeep();
        upkeep.forget_old(moment(7)).await.unwrap();
        assert_eq!(
            drop_box.sent_before(mailbox, form).await.unwrap(),
            SentBefore::ThisForm
        );
        upkeep.forget_old(moment(8)).await.unwrap();
        assert_eq!(
            drop_box.sent_before(mailbox, form).await.unwrap(),
            SentBefore::OtherForm
        );
    });
}

#[test]
fn a_key_is_overwritten_before_its_row_goes() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let keystore = &place.storage.shelves().keystore;
        let mut connection = keystore.dialer().open().unwrap();
        connection
            .batch_execute(
                "CREATE TABLE last_seen (key BLOB); \
                 CREATE TRIGGER see BEFORE DELETE ON case_keys \
                 BEGIN INSERT INTO last_seen VALUES (OLD.key); END",
            )
            .unwrap();
        let cases = [(); 2].map(|()| seal::CaseId::draw().unwrap());
        for case in cases {
            case_key::lock_for(keystore, case, TODAY).await.unwrap();
        }
        let [one, old] = cases;
        let destroy = move |tx: &mut WriteTx<'_>| {
            case_key::destroy(tx, one)?;
            case_key::destroy_old(tx, &[old], TODAY.plus(1))
        };
        keystore.write("destroy", destroy).await.unwrap();
        for case in cases {
            assert!(lock_of(keystore, case).await.unwrap().is_none());
        }
        let zeros: i64 =
            diesel::sql_query("SELECT count(*) AS found FROM last_seen WHERE key = zeroblob(32)")
                .get_result::<Found>(&mut connection)
                .unwrap()
                .found;
        assert_eq!(zeros, 2);
    });
}

#[test]
fn a_log_that_somebody_still_reads_is_not_taken_for_emptied() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let keystore = &place.storage.shelves().keystore;
        let case = seal::CaseId::draw().unwrap();
        case_key::lock_for(keystore, case, TODAY).await.unwrap();
        let mut reader = keystore.dialer().open().unwrap();
        reader
            .batch_execute("BEGIN; SELECT count(*) FROM case_keys")
            .unwrap();

        assert!(keystore.clear_log().await.is_err());
        let upkeep = place.storage.upkeep();
        assert!(upkeep.sweep(moment(1)).await.is_err());
        reader.batch_execute("COMMIT").unwrap();
        let later = Moment {
            unix_seconds: moment(1).unix_seconds + 7 * 3_600,
            ..moment(1)
        };
        assert_eq!(upkeep.sweep(later).await.unwrap(), ChoreOutcome::Done(0));
        let log = fs::metadata(place.folder().join("keystore.db-wal")).unwrap();
        assert_eq!(log.len(), 0);
    });
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    found: i64,
}

fn moment(days: i32) -> Moment {
    Moment {
        day: TODAY.plus(days),
        unix_seconds: NOW + i64::from(days) * 86_400,
    }
}

fn blobs(folder: &Path) -> Vec<PathBuf> {
    every_file(folder)
        .filter(|path| !path.to_string_lossy().contains('#'))
        .collect()
}

fn every_file(folder: &Path) -> Box<dyn Iterator<Item = PathBuf>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    Box::new(paths.into_iter().flat_map(|path| {
        if path.is_dir() {
            every_file(&path)
        } else {
            Box::new(iter::once(path))
        }
    }))
}

fn written_at(path: &Path, unix_seconds: u64) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(unix_seconds))
        .unwrap();
}
