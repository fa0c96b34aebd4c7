use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use ureq::Agent;

use crate::{Custodian, DEMO, Door, TestOffice, run, tell};

/// An office with an observatory, without a running program.
#[derive(Debug)]
pub struct PublicOffice(TempDir);

impl PublicOffice {
    /// Founds one with the plan of the demonstration.
    pub fn found() -> Self {
        let office = Self(TempDir::new().unwrap());
        fs::write(office.at("plan.toml"), DEMO).unwrap();
        let (plan, data) = (office.at("plan.toml"), office.at("office"));
        run(&[
            "setup",
            "--plan",
            plan.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
        ])
        .unwrap();
        let config = office.at("office/tabir.toml");
        let text = fs::read_to_string(&config).unwrap();
        fs::write(
            config,
            format!("{text}\n[observatory]\nlisten = \"127.0.0.1:0\"\n"),
        )
        .unwrap();
        office
    }

    /// Founds one with a data custodian, whose passphrase lies beside the key, and a folder of releases. Its program need not
    /// have a database.
    pub fn with_custodian(training: bool) -> (Self, Custodian) {
        let office = Self(TempDir::new().unwrap());
        let before = "officer = [{ name = \"society-custodian\"";
        assert!(DEMO.contains(before));
        let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
            { name = \"society-custodian\"";
        let mut plan = DEMO.replace(before, with);
        if training {
            plan = format!("training = true\n{plan}");
        }
        let data = office.at("office");
        fs::create_dir(&data).unwrap();
        TestOffice::found(&plan, &data);
        fs::create_dir(office.at("releases")).unwrap();
        let config = "[trust]\nfolder = \"trust\"\n[secrets]\nform_key_file = \"form-key\"\n[database]\nsqlite = \"none\"\n\
            [keystore]\nsqlite = \"no-other\"\n[blobs]\nfolder = \"blobs\"\n[intake]\nlisten = \"127.0.0.1:0\"\n\
            [observatory]\nlisten = \"127.0.0.1:0\"\nreleases = \"../releases\"\n";
        fs::write(data.join("tabir.toml"), config).unwrap();
        let custodian = Custodian::of(&data);
        (office, custodian)
    }

    /// A place in its folder: the office lies in `office`, what it logs in `log`.
    pub fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Opens the public's door alone.
    pub fn serves(&self) -> Door {
        Door::serve_only(
            "observatory",
            &self.at("office/tabir.toml"),
            &self.at("log"),
        )
    }

    /// Writes the site into a folder that is not there yet. Says whether that worked, and what was printed.
    pub fn export(&self, folder: &str) -> (bool, String) {
        let (folder, data) = (self.at(folder), self.at("office"));
        tell(&[
            "observatory",
            "export",
            folder.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
        ])
    }

    /// Every file of the export, by its path.
    pub fn exported(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let (works, told) = self.export(folder);
        assert!(works, "{told}");
        let mut files = BTreeMap::new();
        gather(&self.at(folder), "", &mut files);
        assert!(
            told.starts_with(&format!("{} files.", files.len())),
            "{told}"
        );
        files
    }
}

fn gather(folder: &Path, above: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{above}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// Somebody who reads what is public.
#[derive(Debug)]
pub struct Reader {
    agent: Agent,
    door: String,
}

/// What the door answered.
#[derive(Debug)]
pub struct Published {
    /// The status.
    pub status: u16,
    /// Every header.
    pub headers: BTreeMap<String, String>,
    /// The content, as it came over the line.
    pub body: Vec<u8>,
}

impl Published {
    /// A header; nothing where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The content as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Reader {
    /// Somebody at a door, given as `http://host:port`.
    pub fn at(door: &str) -> Self {
        let settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build();
        Self {
            agent: settings.into(),
            door: door.to_owned(),
        }
    }

    /// Asks for a file.
    pub fn gets(&self, path: &str, headers: &[(&str, &str)]) -> Published {
        self.asks("GET", path, headers)
    }

    /// Asks by any method.
    pub fn asks(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Published {
        let mut asked = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.door));
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        let mut told = self.agent.run(asked.body(()).unwrap()).unwrap();
        let headers = told.headers().iter().map(|(name, value)| {
            let value = value.to_str().unwrap().to_owned();
            (name.as_str().to_owned(), value)
        });
        Published {
            status: told.status().as_u16(),
            headers: headers.collect(),
            body: told.body_mut().read_to_vec().unwrap(),
        }
    }

    /// Follows every link from the first page on, and returns what was found.
    pub fn crawls(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::from(["index.html".to_owned()]);
        let mut waiting = VecDeque::from(["index.html".to_owned()]);
        while let Some(path) = waiting.pop_front() {
            let told = self.gets(&format!("/{path}"), &[]);
            assert_eq!(told.status, 200, "{path}");
            if !path.ends_with(".html") {
                continue;
            }
            let html = told.text();
            for link in html.split(" href=\"").skip(1) {
                let link = link.split('"').next().unwrap();
                let link = link.split('#').next().unwrap();
                if link.is_empty() || link == "data:," || link == "https://www.wikipedia.org/" {
                    continue;
                }
                let mut folders: Vec<&str> = path.split('/').collect();
                folders.pop();
                for part in link.split('/') {
                    if part == ".." {
                        folders.pop().unwrap();
                    } else {
                        folders.push(part);
                    }
                }
                let to = folders.join("/");
                if found.insert(to.clone()) {
                    waiting.push_back(to);
                }
            }
        }
        found
    }
}
