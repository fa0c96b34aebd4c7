//! What was answered survives a power cut of the machine on which PostgreSQL runs.
//!
//! The server runs under `strace`. Its writes are played back onto a disk that forgets what was not
//! synced; the power is cut after each report that was answered; a server is started on what is left,
//! recovers, and must have every report. To see that this can fail, the same is done with a server
//! that is told not to sync, and with a row whose commit did not wait.

use std::{env, fs};

use super::office::{Office, TODAY};
use super::power_cut::{Disk, Loss, TOLD, read_trace};
use crate::testing::{INSTANCE, PrivateServer, TestStorage};
use crate::{Storage, StorageConfig};

#[test]
fn no_answered_report_is_lost_when_the_power_of_postgresql_is_cut() {
    let Some(mut template) = PrivateServer::make() else {
        return;
    };
    template.start(&[]);
    template.execute("CREATE SCHEMA main; CREATE SCHEMA keys");
    let migrated = runtime().block_on(storage_on(&template).0.migrate());
    migrated.unwrap();
    template.stop();

    // What an administrator sets for the whole server must not matter, and the last row must not
    // become durable by itself.
    let settings = [
        "synchronous_commit=off",
        "wal_writer_delay=10s",
        "bgwriter_delay=10s",
    ];
    let Some(sound) = Scene::play(&template, &settings) else {
        return;
    };
    let reports = sound.told.iter().filter(|told| *told != CARELESS).count();
    assert_eq!(reports, how_many());
    for (number, loss) in sound.cuts() {
        let (lost, careless) = sound.lost(number, loss);
        assert_eq!(lost, 0, "after report {number}");
        let told_all = number == sound.told.len() && loss == Loss::All;
        assert!(
            !(told_all && careless),
            "a commit that did not wait is kept"
        );
    }

    let careless = Scene::play(&template, &["fsync=off"]).unwrap();
    let (lost, _) = careless.lost(careless.told.len(), Loss::All);
    assert_eq!(lost, how_many(), "nothing was synced");
}

/// What a server did while reports arrived.
struct Scene {
    original: std::path::PathBuf,
    trace: String,
    folder: std::path::PathBuf,
    /// What was told, in order.
    told: Vec<String>,
}

impl Scene {
    fn play(template: &PrivateServer, settings: &[&str]) -> Option<Self> {
        let mut server = PrivateServer::on_copy_of(template.data());
        if !server.start_traced(settings, CALLS) {
            return None;
        }
        let mut told = Vec::new();
        runtime().block_on(async {
            let (storage, config) = storage_on(&server);
            let place = TestStorage::somewhere(storage, config);
            let office = Office::new();
            for number in 0..how_many() {
                let (_, parcel) = office.report("A report.");
                let case = parcel.head.header.case;
                let drop_box = place.storage.drop_box();
                drop_box
                    .accept_report(parcel, None, None, TODAY)
                    .await
                    .unwrap();
                let words = format!("{TOLD}{case} {}", office.officers[0].officer);
                tell(&server, &words);
                told.push(words);
                if number % 3 == 1 {
                    server.execute("CHECKPOINT");
                }
            }
        });
        server.execute(
            "SET synchronous_commit = off; INSERT INTO main.parcels VALUES ('careless', 'x', 0)",
        );
        tell(&server, CARELESS);
        told.push(CARELESS.to_owned());
        server.crash();
        Some(Self {
            original: template.data().to_owned(),
            trace: fs::read_to_string(server.trace()).unwrap(),
            folder: server.data().to_owned(),
            told,
        })
    }

    /// After which of the things told the power is cut, and what goes with it.
    fn cuts(&self) -> impl Iterator<Item = (usize, Loss)> {
        let each = 1..=self.told.len();
        each.flat_map(|number| [(number, Loss::All), (number, Loss::Some(number))])
    }

    /// Cuts the power right after so many things were told. How many of the reports among them are
    /// lost, and whether the careless row is there.
    fn lost(&self, told: usize, loss: Loss) -> (usize, bool) {
        let mut disk = Disk::new(&self.folder);
        disk.fill_from(&self.original);
        let mut count = 0;
        for event in read_trace(&self.trace, &self.folder, &mut disk) {
            count += usize::from(disk.play(event).is_some());
            if count == told {
                break;
            }
        }
        assert_eq!(count, told, "everything told is in the trace");
        let mut server = PrivateServer::filled_by(|folder| {
            disk.cut_power(loss, folder);
            // The process that it names may be another one by now.
            let _none = fs::remove_file(folder.join("postmaster.pid")).is_err();
        });
        server.start(&[]);
        let lost = runtime().block_on(async {
            let (storage, _) = storage_on(&server);
            let mut lost = 0;
            for words in self
                .told
                .iter()
                .take(told)
                .filter(|words| *words != CARELESS)
            {
                let words = words.strip_prefix(TOLD).unwrap();
                let (case, officer) = words.split_once(' ').unwrap();
                let (case, officer) = (case.parse().unwrap(), officer.parse().unwrap());
                let room = storage.case_room();
                let Ok(file) = room.case_file(officer, case).await else {
                    lost += 1;
                    continue;
                };
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
            (lost, rows.await.unwrap())
        });
        let (lost, rows) = lost;
        let reports = i64::try_from(told.min(how_many())).unwrap() - i64::try_from(lost).unwrap();
        (lost, rows > reports)
    }
}

/// Asks the server for a file that is not there, so that the words stand in its trace.
fn tell(server: &PrivateServer, words: &str) {
    server.execute(&format!("SELECT pg_ls_dir('{words}', true, false)"));
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

/// Each is followed by two power cuts, and a recovery after each.
fn how_many() -> usize {
    let asked = env::var("TABIR_POWER_CUT_REPORTS").ok();
    asked.map_or(3, |reports| reports.parse().unwrap())
}

const CARELESS: &str = "ACCEPTED nothing";
const CALLS: &str = "trace=openat,write,pwrite64,pwritev,ftruncate,fsync,fdatasync,link,linkat,\
     rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat";
