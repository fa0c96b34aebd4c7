use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

use seal::OfficerKeys;
use storage::Storage;
use tabir::data_folder::DataFolder;
use tokio::runtime::Handle;

use crate::office::TestOffice;
use crate::program::program;

/// An officer at the offline station: the real `tabir` program with the officer's key.
#[derive(Debug, Clone)]
pub struct InvestigatorAt {
    /// The name of the key file.
    pub name: String,
    folder: PathBuf,
    config: PathBuf,
    key_file: PathBuf,
    storage: Storage,
}

impl TestOffice {
    /// The first of the officers who can open what was reported.
    pub fn a_holder(&self) -> InvestigatorAt {
        let mut everybody = self.everybody().into_iter();
        let holder = everybody.find(|one| !one.cases().is_empty());
        holder.expect("somebody holds a case")
    }
}

impl InvestigatorAt {
    pub(crate) fn new(name: &str, folder: &DataFolder, config: &Path, storage: &Storage) -> Self {
        Self {
            name: name.to_owned(),
            folder: folder.path().to_owned(),
            config: config.to_owned(),
            key_file: folder.officers().join(format!("{name}.key")),
            storage: storage.clone(),
        }
    }

    /// The eight letters of every case of which there is a key for the officer, as storage has them: what
    /// [`Self::lists`] prints, without a program that stretches a passphrase first.
    pub fn cases(&self) -> Vec<String> {
        let file = fs::read_to_string(&self.key_file).unwrap();
        let (_, officer) = OfficerKeys::owner_of_file(&file).unwrap();
        let runtime = Handle::current();
        let room = self.storage.case_room();
        // On a thread of its own, since this one may be waiting for a browser.
        let listed = thread::scope(|scope| {
            let read = || runtime.block_on(room.cases_of(officer, None, 1_000));
            scope.spawn(read).join().expect("the cases are read")
        });
        let cases = listed.unwrap().into_iter();
        cases.map(|case| case.header.case.short()).collect()
    }

    /// The eight letters of every case that the program opens with the officer's key.
    pub fn lists(&self) -> Vec<String> {
        let listed = self.says(&["cases", "--json"]);
        listed
            .lines()
            .map(|line| crate::between(line, "\"short\":\"", "\"").to_owned())
            .collect()
    }

    /// Hands in what an officer made without a connection.
    pub fn delivers(&self, carried: &str) {
        let (folder, config) = (self.folder.to_str().unwrap(), self.config.to_str().unwrap());
        crate::run(&["deliver", carried, "--data", folder, "--config", config]).unwrap();
    }

    /// Hands in what is refused, and returns why.
    pub fn does_not_deliver(&self, carried: &str) -> String {
        let (folder, config) = (self.folder.to_str().unwrap(), self.config.to_str().unwrap());
        crate::run(&["deliver", carried, "--data", folder, "--config", config]).unwrap_err()
    }

    /// Runs a command that must succeed and returns what it printed.
    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.runs(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success(),
            "{} {arguments:?}: {told}",
            self.name
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must be refused and returns why.
    pub fn is_refused(&self, arguments: &[&str]) -> String {
        let output = self.runs(arguments);
        assert!(
            !output.status.success(),
            "{} {arguments:?} was not refused",
            self.name
        );
        String::from_utf8(output.stderr).unwrap()
    }

    fn runs(&self, arguments: &[&str]) -> Output {
        Command::new(program())
            .args(arguments)
            .args(["--as", &self.name, "--data"])
            .arg(&self.folder)
            .arg("--config")
            .arg(&self.config)
            .output()
            .expect("the program starts")
    }
}
