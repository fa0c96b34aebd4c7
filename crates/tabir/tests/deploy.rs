//! The examples in `deploy/` work as they stand.

use std::path::{Path, PathBuf};

use seal::Day;
use tabir::config::Config;
use tabir::data_folder::{DataFolder, read_trust};
use tabir::founding::{OfficePlan, Passphrases};

#[test]
fn the_example_configuration_is_sound() {
    Config::read(&deploy("example.toml")).unwrap();
}

#[test]
fn the_example_plan_founds_an_office() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(&folder.path().join("office"));
    let plan = OfficePlan::read(&deploy("office.toml")).unwrap();
    let today: Day = "2026-11-25".parse().unwrap();
    let founded = plan.found(&data, today, Passphrases::HandedOut).unwrap();
    let trust = read_trust(&data.trust()).unwrap();
    assert_eq!(trust.manifest.digest(), founded.manifest);
    assert_eq!(trust.newest().unwrap().officers.len(), 8);
}

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deploy")
        .join(name)
}
