use std::fs;

use casedesk::Peers;
use casework::{PeerOffice, SentPeers};
use seal::Trust;
use tabir::data_folder::{read_peer, read_trust};

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

    /// Publishes a roster that names another office, puts its list in place, and reads the own one.
    pub fn names(&self, there: &Self, label: &str) -> Trust {
        let draft = self.folder().path().join(format!("roster-with-{label}"));
        let (draft, data) = (
            draft.to_str().unwrap(),
            self.folder().path().to_str().unwrap(),
        );
        crate::run(&["roster", "draft", draft, "--data", data]).unwrap();
        let theirs = there.folder().trust();
        let theirs = ["--trust", theirs.to_str().unwrap()];
        let digest = there.trust.manifest.digest().to_string();
        let name = ["roster", "peer", draft, "--label", label];
        let name = [&name[..], &theirs, &["--manifest-digest", &digest]].concat();
        crate::run(&name).unwrap();
        let trust = self.publishes(draft);
        let take = ["roster", "take-peer", "--data", data];
        crate::run(&[&take[..], &theirs].concat()).unwrap();
        trust
    }

    /// The lists of the offices that a roster names, as the program hands them to the desk.
    pub fn peers_of(&self, trust: &Trust) -> Peers {
        let mut peers = Peers::default();
        for peer in &trust.newest().unwrap().peers {
            if let Ok((list, away)) = read_peer(&self.folder().trust(), &peer.manifest) {
                peers.add(&peer.manifest, &list, &away);
            }
        }
        peers
    }

    /// The same lists, as an officer's client believes them.
    ///
    /// # Panics
    /// When there is no roster.
    pub fn peers_known(&self, trust: &Trust) -> Vec<PeerOffice> {
        let mut sent = SentPeers::default();
        let roster = trust.newest().unwrap();
        for peer in &roster.peers {
            if let Ok((list, away)) = read_peer(&self.folder().trust(), &peer.manifest) {
                sent.add(&peer.manifest, &list, &away);
            }
        }
        sent.check(trust, roster)
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
