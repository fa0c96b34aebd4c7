//! What was answered survives a power cut of the machine on which PostgreSQL runs.
//!
//! The server runs under `strace`. Its writes are played back onto a disk that forgets what was not
//! synced; the power is cut after each report that was answered, and at any instant while several
//! arrive at once; a server is started on what is left, recovers, and must have every report that was
//! answered. To see that this can fail, the same is done with a server that is told not to sync, and
//! with a row whose commit did not wait.

use std::{env, fs, thread};

use seal::{CaseId, OfficerId};

use super::office::{Office, TODAY};
use super::power_cut::{Disk, Event, Loss, TOLD, read_trace};
use crate::testing::{INSTANCE, PrivateServer, TestStorage};
use crate::{Storage, StorageConfig, StoreError};

#[test]
fn no_answered_report_is_lost_when_the_power_of_postgresql_is_cut() {
    let Some(template) = template() else {
        return;
    };
    let Some(sound) = Scene::play(&template, &CARELESSLY_SET, 1) else {
        return;
    };
    let tellings = sound.tellings();
    assert_eq!(tellings.len(), how_many() + 1);
    for (number, &instant) in tellings.iter().enumerate() {
        for loss in [Loss::All, Loss::Some(number + 1)] {
            let left = sound.left(instant, loss);
            assert_eq!(left.told, number + 1);
            assert_eq!(left.lost, 0, "after report {number}");
            let told_all = left.told > how_many() && loss == Loss::All;
            assert!(
                !(told_all && left.is_careless_row_there()),
                "a commit that did not wait is kept"
            );
        }
    }

    let careless = Scene::play(&template, &["fsync=off"], 1).unwrap();
    let last = careless.tellings().pop().unwrap();
    let lost = careless.left(last, Loss::All).lost;
    assert_eq!(lost, how_many(), "nothing was synced");
}

#[test]
fn no_answered_report_is_lost_when_the_power_of_postgresql_fails_at_any_instant_under_load() {
    let Some(template) = template() else {
        return;
    };
    let Some(scene) = Scene::play(&template, &CARELESSLY_SET, CLIENTS) else {
        return;
    };
    let tellings = scene.tellings();
    for number in 0..CUTS * how_many() {
        // Each cut is at an instant by chance, after one more of the tellings than the one before.
        let before = number * (tellings.len() - 1) / (CUTS * how_many());
        let span = tellings[before + 1] - tellings[before];
        let instant = tellings[before] + usize::from(random()) * span / 65_536;
        let loss = [Loss::All, Loss::Some(instant)][number % 2];
        let left = scene.left(instant, loss);
        assert_eq!(left.told, before + 1);
        assert_eq!(left.lost, 0, "at event {instant}");
    }
}

/// What a server did while reports arrived.
struct Scene {
    original: std::path::PathBuf,
    trace: String,
    folder: std::path::PathBuf,
    /// All that were sent.
    sent: Vec<(CaseId, OfficerId)>,
}

/// What there is after a power cut.
struct Left {
    /// How many things had been told, the careless row among them.
    told: usize,
    /// Reports that had been answered and are not there.
    lost: usize,
    /// Reports that are there.
    kept: usize,
    rows: usize,
}

impl Left {
    fn is_careless_row_there(&self) -> bool {
        self.rows > self.kept
    }
}

impl Scene {
    fn play(template: &PrivateServer, settings: &[&str], clients: usize) -> Option<Self> {
        let mut server = PrivateServer::on_copy_of(template.data());
        if !server.start_traced(settings, CALLS) {
            return None;
        }
        let runtime = runtime();
        let (storage, config) = {
            let _entered = runtime.enter();
            storage_on(&server)
        };
        let place = TestStorage::somewhere(storage, config);
        let office = Office::new();
        let client = || {
            let mut sent = vec![];
            for number in 0..how_many() {
                let (_, parcel) = office.report("A report.");
                let case = parcel.head.header.case;
                let drop_box = place.storage.drop_box();
                let accepted = drop_box.accept_report(parcel, None, None, TODAY);
                runtime.block_on(accepted).unwrap();
                let officer = office.officers[0].officer;
                tell(&server, &format!("{TOLD}{case} {officer}"));
                sent.push((case, officer));
                if number % 3 == 1 {
                    server.execute("CHECKPOINT");
                }
            }
            sent
        };
        let sent = thread::scope(|scope| {
            let clients: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
            let sent = clients.into_iter().map(|client| client.join().unwrap());
            sent.collect::<Vec<_>>().concat()
        });
        server.execute(
            "SET synchronous_commit = off; INSERT INTO main.parcels VALUES ('careless', 'x', 0)",
        );
        tell(&server, CARELESS);
        server.crash();
        Some(Self {
            original: template.data().to_owned(),
            trace: fs::read_to_string(server.trace()).unwrap(),
            folder: server.data().to_owned(),
            sent,
        })
    }

    /// The disk as it was at first, and everything that happened to it.
    fn events(&self) -> (Disk, Vec<Event>) {
        let mut disk = Disk::new(&self.folder);
        disk.fill_from(&self.original);
        let events = read_trace(&self.trace, &self.folder, &mut disk);
        (disk, events)
    }

    /// The instants right after something was told.
    fn tellings(&self) -> Vec<usize> {
        let (mut disk, events) = self.events();
        let told = events
            .into_iter()
            .zip(1..)
            .filter_map(|(event, instant)| disk.play(event).map(|_| instant));
        told.collect()
    }

    /// Cuts the power after so many events, and starts a server on what is left.
    fn left(&self, instant: usize, loss: Loss) -> Left {
        let (mut disk, events) = self.events();
        let told: Vec<_> = events
            .into_iter()
            .take(instant)
            .filter_map(|event| disk.play(event))
            .collect();
        let mut server = PrivateServer::filled_by(|folder| {
            disk.cut_power(loss, folder);
            // The process that it names may be another one by now.
            let _none = fs::remove_file(folder.join("postmaster.pid")).is_err();
        });
        server.start(&[]);
        runtime().block_on(async {
            let (storage, _) = storage_on(&server);
            let room = storage.case_room();
            let (mut lost, mut kept) = (0, 0);
            for (case, officer) in &self.sent {
                let file = match room.case_file(*officer, *case, TODAY).await {
                    Ok(file) => file,
                    Err(StoreError::NotFound) => {
                        lost += usize::from(told.contains(&format!("{TOLD}{case} {officer}")));
                        continue;
                    }
                    Err(fault) => panic!("{fault:?}"),
                };
                kept += 1;
                assert_eq!((file.objects.len(), file.case.grants.len()), (2, 1));
                let mailbox = file.case.header.mailbox;
                assert!(storage.drop_box().status(mailbox).await.unwrap().is_some());
            }
            let rows = storage.shelves().main.read(|tx| {
                use crate::transaction::Reads;
                use diesel::prelude::*;
                let parcels = crate::schema::main::parcels::table;
                Ok(parcels.count().get_result::<i64>(tx.connection())?)
            });
            Left {
                told: told.len(),
                lost,
                kept,
                rows: usize::try_from(rows.await.unwrap()).unwrap(),
            }
        })
    }
}

/// Asks the server for a file that is not there, so that the words stand in its trace.
fn tell(server: &PrivateServer, words: &str) {
    server.execute(&format!("SELECT pg_ls_dir('{words}', true, false)"));
}

/// A server with empty tables, stopped.
fn template() -> Option<PrivateServer> {
    let mut template = PrivateServer::make()?;
    template.start(&[]);
    template.execute("CREATE SCHEMA main; CREATE SCHEMA keys");
    let migrated = runtime().block_on(async { storage_on(&template).0.migrate().await });
    migrated.unwrap();
    template.stop();
    Some(template)
}

fn storage_on(server: &PrivateServer) -> (Storage, StorageConfig) {
    let config = StorageConfig {
        database: server.database("main"),
        keystore: server.database("keys"),
        blobs: server.data().with_file_name("blobs"),
        instance: INSTANCE,
    };
    (Storage::open(&config).unwrap(), config)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn random() -> u16 {
    u16::from_be_bytes(seal::random_bytes().unwrap())
}

/// Reports of one client. After each there are two power cuts, and a recovery after each.
fn how_many() -> usize {
    let asked = env::var("TABIR_POWER_CUT_REPORTS").ok();
    asked.map_or(3, |reports| reports.parse().unwrap())
}

/// What an administrator sets for the whole server must not matter, and the last row must not become
/// durable by itself.
const CARELESSLY_SET: [&str; 3] = [
    "synchronous_commit=off",
    "wal_writer_delay=10s",
    "bgwriter_delay=10s",
];
const CLIENTS: usize = 4;
/// Power cuts at any instant, for each report of a client.
const CUTS: usize = 2;
const CARELESS: &str = "ACCEPTED nothing";
const CALLS: &str = "trace=openat,write,pwrite64,pwritev,ftruncate,fsync,fdatasync,link,linkat,\
     rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat";
