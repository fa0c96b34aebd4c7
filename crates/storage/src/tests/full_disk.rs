//! A disk of a few megabytes, filled to the brim.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::office::{Office, TODAY};
use crate::testing::{INSTANCE, PrivateServer, TestStorage, copy};
use crate::{Database, ListedCase, Storage, StorageConfig, StoreError};

#[test]
fn a_full_disk_refuses_reports_whole_and_takes_them_once_there_is_room() {
    let Some(disk) = SmallDisk::mount("6m") else {
        return;
    };
    let config = StorageConfig {
        database: Database::Sqlite(disk.path().join("main.db")),
        keystore: Database::Sqlite(disk.path().join("keystore.db")),
        blobs: disk.path().join("blobs"),
        instance: INSTANCE,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let storage = Storage::open(&config).unwrap();
        storage.migrate().await.unwrap();
        let place = TestStorage::somewhere(storage, config);
        let drop_box = place.storage.drop_box();
        let office = Office::new();
        let officer = office.officers[0].officer;
        let (_, case) = office.receives(&place, "While there is room.").await;
        let filler = disk.fill();

        let (_, parcel) = office.report("Too late.");
        let refused = drop_box
            .accept_report(parcel.clone(), None, None, TODAY)
            .await;
        assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
        let mut bundle = drop_box.new_bundle();
        let started = bundle.put_chunk(vec![7; 100_000]).await;
        let stored = match started {
            Ok(()) => bundle.finish().await.map(|_| ()),
            Err(fault) => Err(fault),
        };
        assert!(matches!(stored, Err(StoreError::Full(_))), "{stored:?}");
        let room = place.storage.case_room();
        let cases = room.cases_of(officer, None, 10).await.unwrap();
        assert_eq!(cases.len(), 1, "what was accepted before can still be read");
        assert_eq!(cases[0].header.case, case);

        fs::remove_file(filler).unwrap();
        let accepted = drop_box
            .accept_report(parcel, None, None, TODAY)
            .await
            .unwrap();
        assert!(!accepted.again);
        assert_eq!(room.cases_of(officer, None, 10).await.unwrap().len(), 2);
    });
}

#[test]
fn a_full_disk_of_postgresql_loses_nothing_that_was_answered() {
    let Some(mut template) = PrivateServer::make() else {
        return;
    };
    template.start(&[]);
    template.execute("CREATE SCHEMA main; CREATE SCHEMA keys");
    template.stop();
    let Some(disk) = SmallDisk::mount("80m") else {
        return;
    };
    let mut server =
        PrivateServer::filled_at(disk.path().join("data"), |to| copy(template.data(), to));
    server.start(&[]);
    let blobs = tempfile::tempdir().unwrap();
    let config = StorageConfig {
        database: server.database("main"),
        keystore: server.database("keys"),
        blobs: blobs.path().to_owned(),
        instance: INSTANCE,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let storage = Storage::open(&config).unwrap();
        storage.migrate().await.unwrap();
        let drop_box = storage.drop_box();
        let office = Office::new();
        let officer = office.officers[0].officer;
        let filler = disk.fill();
        let mut kept = 0;
        // Some still fit into what the server has laid out beforehand.
        let refused = loop {
            let (_, parcel) = office.report("Is there room?");
            let sent = parcel.clone();
            match drop_box.accept_report(sent, None, None, TODAY).await {
                Ok(_) => kept += 1,
                Err(StoreError::Full(_) | StoreError::Unreachable(_)) => break parcel,
                Err(fault) => panic!("after {kept} reports: {fault:?}"),
            }
            assert!(kept < 2_000, "the disk is not full");
        };
        fs::remove_file(filler).unwrap();
        // A server that cannot write its log gives up; its operator starts it again.
        tokio::task::block_in_place(|| {
            server.crash();
            server.start(&[]);
        });
        let room = storage.case_room();
        let cases = room.cases_of(officer, None, 2_000).await.unwrap();
        let again = drop_box
            .accept_report(refused.clone(), None, None, TODAY)
            .await
            .unwrap();
        let is_there = |case: &ListedCase| case.header.case == refused.head.header.case;
        assert_eq!(
            cases.iter().any(is_there),
            again.again,
            "whole or not at all"
        );
        assert_eq!(cases.len(), kept + usize::from(again.again));
    });
}

/// A file system of its own, which only root may make.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size},mode=0755"),
                "tmpfs",
            ])
            .arg(folder.path())
            .output();
        if !mount.is_ok_and(|mount| mount.status.success()) {
            eprintln!("The full disk is left out: only root may mount one");
            return None;
        }
        Some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves not a byte.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = fs::File::create(&path).unwrap();
        for size in [1 << 20, 1 << 12, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let ended = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .status();
        assert!(
            ended.is_ok_and(|ended| ended.success()),
            "a disk stays mounted"
        );
    }
}
