//! A disk of a few megabytes, filled to the brim.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::office::{Office, TODAY};
use crate::testing::{INSTANCE, TestStorage};
use crate::{Database, Storage, StorageConfig, StoreError};

#[test]
fn a_full_disk_refuses_reports_whole_and_takes_them_once_there_is_room() {
    let Some(disk) = SmallDisk::mount() else {
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

/// A file system of its own, which only root may make.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
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
