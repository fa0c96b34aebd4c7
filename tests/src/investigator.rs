use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tabir::data_folder::DataFolder;

use crate::office::TestOffice;
use crate::program::program;

/// An officer at the offline station: the real `tabir` program with the officer's key.
#[derive(Debug, Clone)]
pub struct InvestigatorAt {
    /// The name of the key file.
    pub name: String,
    folder: PathBuf,
    config: PathBuf,
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
    pub(crate) fn new(name: &str, folder: &DataFolder, config: &Path) -> Self {
        Self {
            name: name.to_owned(),
            folder: folder.path().to_owned(),
            config: config.to_owned(),
        }
    }

    /// The eight letters of every case that the officer can open.
    pub fn cases(&self) -> Vec<String> {
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
