use std::fs;

use pages::address;

use crate::office::TestOffice;
use crate::program::run;
use crate::source::{Filled, KeptReceipt, Source};

/// What somebody does at home, without any server.
#[derive(Debug)]
pub struct Home {
    folder: tempfile::TempDir,
    trust: [String; 4],
    number: String,
    door: String,
}

impl Home {
    /// A machine with the receipt, and the number of its mailbox.
    pub fn of(office: &TestOffice, receipt: &KeptReceipt) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("receipt"), &receipt.digits).unwrap();
        let trust = office.folder().trust().to_str().unwrap().to_owned();
        let digest = office.trust.manifest.digest().to_string();
        let mut home = Self {
            folder,
            trust: [
                "--trust".to_owned(),
                trust,
                "--manifest-digest".to_owned(),
                digest,
            ],
            number: String::new(),
            door: office.door().to_owned(),
        };
        let number = home.runs(&["mailbox"], true).unwrap();
        number.trim().clone_into(&mut home.number);
        home
    }

    /// Where a file of this machine is.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// The newest answer page, fetched at the door.
    pub fn page(&self) -> String {
        let page = Source::at(&self.door).fetches(address::MAILBOX, &[("mailbox", &self.number)]);
        fs::write(self.path("page"), page).unwrap();
        self.path("page")
    }

    /// Runs `tabir answers`.
    pub fn runs(&self, act: &[&str], with_receipt: bool) -> Result<String, String> {
        let kept = self.path("receipt");
        let mut arguments = [&["answers"], act].concat();
        arguments.extend(self.trust.iter().map(String::as_str));
        if with_receipt {
            arguments.extend(["--receipt-file", &kept]);
        }
        run(&arguments)
    }

    /// Hands in what was written as `parcel`. None of `hidden` may stand there in a way that a server could read.
    pub fn hands_in(&self, source: &Source, hidden: &[&str]) {
        let parcel = fs::read(self.path("parcel")).unwrap();
        fs::remove_file(self.path("parcel")).unwrap();
        let form = Filled::default()
            .field("l", "en")
            .file_as("parcel", "a.tabir", &parcel);
        assert!(source.sends(address::PARCEL, &form).has("parcel-number"));
        for text in hidden {
            let found = parcel
                .windows(text.len())
                .any(|bytes| bytes == text.as_bytes());
            assert!(!found, "{text}");
        }
    }
}
