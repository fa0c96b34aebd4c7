//! What was answered survives a power cut.
//!
//! A process of its own accepts reports under `strace`, and has officers decline some of the cases; each
//! time that was done it says so. Its
//! writes are played back onto a disk that forgets what was not synced, the power is cut at each of
//! those moments and at many others, and storage is opened on what is left.
//!
//! This proves that storage, the object store and SQLite sync the right things in the right order
//! before anybody is answered. It does not prove that the machine's disk keeps what it says it
//! synced. `postgres_power.rs` does the same to a PostgreSQL server.

use std::io::Write as _;
use std::process::Command;
use std::{env, fs, io};

use super::leavers::{declines, moment};
use super::office::{Office, TODAY};
use super::power_cut::{Disk, Loss, read_trace};
use crate::testing::{INSTANCE, TestStorage};
use crate::{Database, Left, Readiness, Storage, StorageConfig, StoreError, StoredObject};

#[test]
fn no_answered_report_is_lost_when_the_power_is_cut() {
    let scene = tempfile::tempdir().unwrap();
    let (folder, trace) = (scene.path().join("disk"), scene.path().join("trace"));
    fs::create_dir(&folder).unwrap();
    let traced = Command::new("strace")
        .args(["-f", "-y", "-xx", "-s", "8000000", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg(env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "tests::durability::the_process_that_loses_power",
        ])
        .env("TABIR_TEST_POWER_CUT", &folder)
        .output();
    match traced {
        Ok(done) if done.status.success() => {}
        Ok(done) => {
            let told = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(!told.contains("panicked"), "{told}");
            eprintln!("The power cut is left out: strace may not trace here: {told}");
            return;
        }
        Err(_) => {
            eprintln!("The power cut is left out: there is no strace");
            return;
        }
    }

    let mut disk = Disk::new(&folder);
    let events = read_trace(&fs::read_to_string(trace).unwrap(), &folder, &mut disk);
    let mut done: Vec<String> = Vec::new();
    let mut cuts = 0;
    let count = events.len();
    for (number, event) in events.into_iter().enumerate() {
        let told = disk.play(event);
        let is_news =
            |told: &String| told.starts_with("ACCEPTED ") || told.starts_with("DECLINED ");
        let news = told.filter(is_news);
        let is_news = news.is_some();
        done.extend(news);
        let losses = [Loss::All, Loss::Some(number)];
        for loss in losses.into_iter().filter(|_| is_news || number % 29 == 0) {
            let left = tempfile::tempdir().unwrap();
            disk.cut_power(loss, left.path());
            everything_is_there(left.path(), &done);
            cuts += 1;
        }
    }
    eprintln!(
        "{count} events, {cuts} power cuts, {} reports accepted or declined",
        done.len()
    );
    assert_eq!(done.len(), REPORTS + DECLINED);
    assert!(cuts > 2 * done.len());
}

#[test]
fn the_power_cut_notices_a_write_that_was_not_synced() {
    use super::power_cut::{Call, Event};
    let scene = tempfile::tempdir().unwrap();
    let (folder, left) = (scene.path().join("disk"), scene.path().join("left"));
    fs::create_dir(&left).unwrap();
    let mut disk = Disk::new(&folder);
    let path = folder.join("file");
    let sync = |path: &std::path::Path| Call::Sync {
        path: path.to_owned(),
    };
    let mut play = |call| {
        disk.play(Event::Begins(1, call));
        disk.play(Event::Returns(1));
    };
    play(Call::Create {
        path: path.clone(),
        empties: false,
    });
    play(Call::Write {
        path: path.clone(),
        at: None,
        bytes: b"synced".to_vec(),
    });
    play(sync(&path));
    play(sync(&folder));
    play(Call::Write {
        path: path.clone(),
        at: None,
        bytes: b" and not".to_vec(),
    });
    play(Call::Rename {
        from: path.clone(),
        to: folder.join("renamed"),
    });
    disk.cut_power(Loss::All, &left);
    assert_eq!(fs::read(left.join("file")).unwrap(), b"synced");
    assert!(!left.join("renamed").exists());
    assert_eq!(disk.unsynced(), [folder.join("renamed")]);
}

/// Does nothing unless the test above runs it in a process of its own.
#[test]
fn the_process_that_loses_power() {
    let Some(folder) = env::var_os("TABIR_TEST_POWER_CUT") else {
        return;
    };
    let config = config(folder.as_ref());
    runtime().block_on(async {
        let storage = Storage::open(&config).unwrap();
        storage.migrate().await.unwrap();
        let place = TestStorage::somewhere(storage, config);
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        for number in 0..REPORTS {
            let (parcel, bundle) = if number % 3 == 0 {
                let (_, parcel, bundle) = office.report_with_file(&place, &[7; 3_000]).await;
                (parcel, Some(bundle))
            } else {
                (office.report("A report.").1, None)
            };
            let case = parcel.head.header.case;
            drop_box
                .accept_report(parcel, bundle, None, TODAY)
                .await
                .unwrap();
            // In one call, so that the trace has it as one word.
            let told = format!("ACCEPTED {case} {}\n", office.officers[0].officer);
            io::stderr().write_all(told.as_bytes()).unwrap();
            if number < DECLINED {
                let (room, leaver) = (place.storage.case_room(), &office.officers[1]);
                let recused = declines(&room, &office, leaver, case).await;
                assert_eq!(recused, Left::Done);
                let told = format!("DECLINED {case} {}\n", leaver.officer);
                io::stderr().write_all(told.as_bytes()).unwrap();
            }
        }
    });
}

/// Opens storage on what is left and looks for every accepted report, and for every declined case as the
/// officer who declined it. The nightly sweep changes nothing of either.
fn everything_is_there(folder: &std::path::Path, done: &[String]) {
    let config = config(folder);
    runtime().block_on(async {
        let storage = Storage::open(&config).unwrap();
        if done.is_empty() {
            // Even half-made tables can be finished.
            storage.migrate().await.unwrap();
            return;
        }
        assert_eq!(storage.readiness().await.unwrap(), Readiness::Ready);
        everything_opens(&storage, done).await;
        storage.upkeep().sweep(moment(0)).await.unwrap();
        everything_opens(&storage, done).await;
    });
}

async fn everything_opens(storage: &Storage, done: &[String]) {
    let room = storage.case_room();
    for line in done {
        let [did, case, officer] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let (case, officer) = (case.parse().unwrap(), officer.parse().unwrap());
        let file = room.case_file(officer, case, TODAY).await;
        if did == "DECLINED" {
            assert!(matches!(file, Err(StoreError::NotFound)), "{file:?}");
            continue;
        }
        let file = file.unwrap();
        assert_eq!(file.case.grants.len(), 1);
        let mailbox = file.case.header.mailbox;
        assert!(storage.drop_box().status(mailbox).await.unwrap().is_some());
        for arrived in file.objects {
            let StoredObject::Bundle(signed) = arrived.object else {
                continue;
            };
            let mut reader = room
                .bundle(officer, signed.header.object, TODAY)
                .await
                .unwrap();
            let mut ciphertext = Vec::new();
            while let Some(chunk) = reader.next_chunk().await.unwrap() {
                ciphertext.extend_from_slice(&chunk);
            }
            signed.check_content(ciphertext.as_slice()).unwrap();
        }
    }
}

fn config(folder: &std::path::Path) -> StorageConfig {
    StorageConfig {
        database: Database::Sqlite(folder.join("main.db")),
        keystore: Database::Sqlite(folder.join("keystore.db")),
        blobs: folder.join("blobs"),
        instance: INSTANCE,
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

const REPORTS: usize = 12;
/// Of so many of them one officer declines the case.
const DECLINED: usize = 4;
const CALLS: &str = "trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,\
     renameat2,unlink,unlinkat,mkdir,mkdirat";
