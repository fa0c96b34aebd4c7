//! Many writers at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::prelude::*;
use seal::{Digest, MailboxDigest};

use super::office::TODAY;
use crate::StoreError;
use crate::resend;
use crate::schema::main::resends;
use crate::testing::TestStorage;
use crate::transaction::{Reads, WriteTx};

#[test]
fn parallel_writers_that_read_before_they_write_lose_nothing() {
    TestStorage::on_each(async |place| {
        let runs = Arc::new(AtomicUsize::new(0));
        let count_and_add = |number: u8| {
            let (main, runs) = (place.storage.shelves().main.clone(), runs.clone());
            async move {
                let work = move |tx: &mut WriteTx<'_>| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    let rows: i64 = resends::table.count().get_result(tx.connection())?;
                    resend::record(tx, MAILBOX, form(number), TODAY)?;
                    Ok(rows)
                };
                main.write("count and add", work).await.unwrap()
            }
        };
        let writers: Vec<_> = (0..100)
            .map(|number| tokio::spawn(count_and_add(number)))
            .collect();
        let mut counts = Vec::new();
        for writer in writers {
            counts.push(writer.await.unwrap());
        }
        counts.sort_unstable();
        // As if one had written after the other: each saw another number of rows.
        assert_eq!(counts, (0..100).collect::<Vec<_>>());
        eprintln!("100 writes ran {} times", runs.load(Ordering::Relaxed));
    });
}

#[test]
fn writes_that_wait_together_share_a_commit() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let main = &place.storage.shelves().main;
        let before = main.dialer().watch.commits();
        let writers: Vec<_> = (0..200)
            .map(|number| {
                let main = main.clone();
                let work =
                    move |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(number), TODAY);
                tokio::spawn(async move { main.append("add", work).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let commits = main.dialer().watch.commits() - before;
        eprintln!("200 writes, {commits} commits");
        assert!((1..100).contains(&commits), "{commits} commits");
    });
}

#[test]
fn a_write_that_fails_or_panics_costs_its_neighbours_nothing() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let main = &place.storage.shelves().main;
        let writers: Vec<_> = (0..90)
            .map(|number| {
                let main = main.clone();
                let work = move |tx: &mut WriteTx<'_>| {
                    resend::record(tx, MAILBOX, form(number), TODAY)?;
                    match number % 3 {
                        0 => Ok(()),
                        1 => Err(StoreError::Conflict),
                        _ => panic!("on purpose"),
                    }
                };
                tokio::spawn(async move { main.append("add", work).await })
            })
            .collect();
        for (number, writer) in writers.into_iter().enumerate() {
            let done = writer.await.unwrap();
            match number % 3 {
                0 => done.unwrap(),
                1 => assert!(matches!(done, Err(StoreError::Conflict))),
                _ => assert!(matches!(done, Err(StoreError::Broken(_)))),
            }
        }
        let rows = main.read(|tx| Ok(resends::table.count().get_result::<i64>(tx.connection())?));
        assert_eq!(rows.await.unwrap(), 30);
    });
}

#[test]
fn a_write_goes_on_when_nobody_waits_for_it_any_more() {
    TestStorage::on_each(async |place| {
        let main = place.storage.shelves().main.clone();
        let work = |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(1), TODAY);
        let waiting = tokio::spawn({
            let main = main.clone();
            async move { main.append("add", work).await }
        });
        tokio::task::yield_now().await;
        waiting.abort();
        let _cut_off = waiting.await.is_err();
        // Whatever became of the first, the next one is not disturbed by it.
        let next = |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(2), TODAY);
        main.append("add", next).await.unwrap();
    });
}

fn form(number: u8) -> Digest {
    Digest::from_bytes([number; 32])
}

const MAILBOX: MailboxDigest = MailboxDigest::from_bytes([1; 32]);
