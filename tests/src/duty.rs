use std::fs;

use seal::Trust;
use tabir::data_folder::read_trust;

use crate::office::TestOffice;

impl TestOffice {
    /// Publishes a roster in which these officers are no longer on duty, and reads it. The doors that are
    /// open already go on with the one before.
    pub fn ends_duty_of(&self, names: &[&str]) -> Trust {
        let draft = self.folder().path().join("next-roster");
        let (draft, data) = (
            draft.to_str().unwrap(),
            self.folder().path().to_str().unwrap(),
        );
        crate::run(&["roster", "draft", draft, "--data", data]).unwrap();
        for name in names {
            let officer = self.keys(name).officer.to_string();
            crate::run(&["roster", "end", draft, "--officer", &officer]).unwrap();
        }
        self.publishes(draft)
    }

    /// Publishes a roster in which an officer is there for something else, and reads it.
    pub fn changes_role_of(&self, name: &str, capability: &str) -> Trust {
        let draft = self.folder().path().join("changed-roster");
        let (draft, data) = (
            draft.to_str().unwrap(),
            self.folder().path().to_str().unwrap(),
        );
        crate::run(&["roster", "draft", draft, "--data", data]).unwrap();
        let officer = self.keys(name).officer.to_string();
        let change = ["roster", "change", draft, "--officer", &officer];
        crate::run(&[&change[..], &["--capability", capability]].concat()).unwrap();
        self.publishes(draft)
    }

    /// Signs a draft and publishes it.
    pub fn publishes(&self, draft: &str) -> Trust {
        let data = self.folder().path().to_str().unwrap();
        let signers = fs::read_dir(self.folder().path().join("roster-keys")).unwrap();
        let signers = signers.map(|entry| entry.unwrap().path());
        for key in signers.filter(|path| path.extension().is_some_and(|ending| ending == "key")) {
            crate::run(&["roster", "sign", draft, "--key", key.to_str().unwrap()]).unwrap();
        }
        crate::run(&["roster", "publish", draft, "--data", data]).unwrap();
        read_trust(&self.folder().trust()).unwrap()
    }
}
