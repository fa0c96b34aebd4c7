//! Many writers at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use futures_util::future::join_all;
use seal::{Digest, MailboxDigest};

use super::office::TODAY;
use crate::StoreError;
use crate::resend;
use crate::schema::main::resends;
use crate::testing::TestStorage;
use crate::transaction::{Isolation, Reads, WriteTx, begin, commit, within};

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
fn an_append_that_waits_for_somebody_else_does_not_hold_up_its_group() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            // SQLite has one writer, and nobody to wait for.
            return;
        }
        let main = &place.storage.shelves().main;
        let dialer = main.dialer().clone();
        // Another process has this very row under way.
        let begun = tokio::sync::oneshot::channel();
        let (go_on, waits) = std::sync::mpsc::channel();
        let work = tokio::task::spawn_blocking(move || {
            let connection = &mut dialer.open().unwrap();
            begin(connection, Isolation::InsertsOnly).unwrap();
            within(connection, |tx| resend::record(tx, MAILBOX, form(0), TODAY))
                .unwrap()
                .unwrap();
            begun.0.send(()).unwrap();
            waits.recv().unwrap();
            commit(connection).unwrap();
        });
        begun.1.await.unwrap();
        let append = |number| {
            let main = main.clone();
            let add = move |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(number), TODAY);
            tokio::spawn(async move { main.append("add", add).await })
        };
        let held_up = append(0);
        for number in 1..20 {
            append(number).await.unwrap().unwrap();
        }
        assert!(!held_up.is_finished(), "it waits by itself");
        go_on.send(()).unwrap();
        work.await.unwrap();
        let done = held_up.await.unwrap();
        assert!(matches!(done, Err(StoreError::AlreadyThere)), "{done:?}");
    });
}

#[test]
fn groups_of_two_processes_that_want_the_same_rows_get_over_each_other() {
    TestStorage::on_each(async |place| {
        let other = crate::Storage::open(&place.config).unwrap();
        let mains = [&place.storage.shelves().main, &other.shelves().main];
        let appends: Vec<_> = (0..200_u8)
            .map(|number| {
                // The two go through the rows in opposite directions, and so lock each other out.
                let (main, number) = match number % 2 {
                    0 => (mains[0].clone(), number / 2),
                    _ => (mains[1].clone(), 99 - number / 2),
                };
                let add =
                    move |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(number), TODAY);
                tokio::spawn(async move { main.append("add", add).await })
            })
            .collect();
        let mut kept = 0;
        for append in appends {
            match append.await.unwrap() {
                Ok(()) => kept += 1,
                Err(fault) => assert!(matches!(fault, StoreError::AlreadyThere), "{fault:?}"),
            }
        }
        assert_eq!(kept, 100);
    });
}

#[test]
fn an_append_after_the_server_hung_up_on_an_idle_writer_is_kept() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let main = &place.storage.shelves().main;
        let add = |number| {
            main.append("add", move |tx: &mut WriteTx<'_>| {
                resend::record(tx, MAILBOX, form(number), TODAY)?;
                #[derive(QueryableByName)]
                struct Backend {
                    #[diesel(sql_type = diesel::sql_types::Integer)]
                    id: i32,
                }
                let asked = diesel::sql_query("SELECT pg_backend_pid() AS id");
                Ok(asked.get_result::<Backend>(tx.connection())?.id)
            })
        };
        let writer = add(1).await.unwrap();
        let dialer = main.dialer().clone();
        let hang_up = format!("SELECT pg_terminate_backend({writer}, 10000)");
        let hang_up = move || dialer.open().unwrap().batch_execute(&hang_up).unwrap();
        tokio::task::spawn_blocking(hang_up).await.unwrap();
        // Whichever writer takes them, the one that was cut off among them.
        let later = join_all((2..60).map(add)).await;
        for kept in later {
            assert_ne!(kept.unwrap(), writer);
        }
    });
}

#[test]
fn a_write_whose_transaction_has_failed_is_not_called_committed() {
    TestStorage::on_each(async |place| {
        let main = &place.storage.shelves().main;
        // The second row is refused. On PostgreSQL nothing of the transaction can be kept from there on.
        let swallow = |number: u8| {
            move |tx: &mut WriteTx<'_>| {
                resend::record(tx, MAILBOX, form(number), TODAY)?;
                assert!(resend::record(tx, MAILBOX, form(number), TODAY).is_err());
                Ok(())
            }
        };
        let mut said = vec![
            main.append("swallow", swallow(0)).await,
            main.write("swallow", swallow(1)).await,
        ];
        // In one group, and with neighbours.
        let neighbours = (2..22).map(|number| async move {
            if number % 2 == 0 {
                main.append("swallow", swallow(number)).await
            } else {
                let add =
                    move |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, form(number), TODAY);
                main.append("add", add).await
            }
        });
        said.extend(join_all(neighbours).await);
        let kept = main.read(|tx| Ok(resends::table.count().get_result::<i64>(tx.connection())?));
        let kept = usize::try_from(kept.await.unwrap()).unwrap();
        assert_eq!(said.iter().filter(|said| said.is_ok()).count(), kept);
        let expected = if place.is_on_postgres() {
            10
        } else {
            said.len()
        };
        assert_eq!(kept, expected, "{said:?}");
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
