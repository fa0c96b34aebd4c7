use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A real mail server on loopback, aiosmtpd, ended when it is dropped.
#[derive(Debug)]
pub struct MailServer {
    process: Child,
    folder: TempDir,
    /// Where it listens.
    pub port: u16,
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Whom the sender named to the server.
    pub to: Vec<String>,
    /// Whether it came over TLS.
    pub over_tls: bool,
    /// Whether its sender had signed in.
    pub signed_in: bool,
    /// What was sent.
    pub content: String,
}

impl MailServer {
    /// Starts one with these arguments (see `mail_server.py`). `None` where aiosmtpd is not installed; Debian's
    /// package is `python3-aiosmtpd`.
    pub fn start(arguments: &[&str]) -> Option<Self> {
        let knows = |python: &&str| {
            let mut asked = Command::new(python);
            asked.args(["-c", "import aiosmtpd"]).stderr(Stdio::null());
            asked.status().is_ok_and(|status| status.success())
        };
        let Some(python) = ["/usr/bin/python3", "python3"].into_iter().find(knows) else {
            eprintln!("aiosmtpd is not installed, so this test is left out");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail_server.py");
        let mut process = Command::new(python)
            .arg(script)
            .arg(folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut port)
            .unwrap();
        let port = port.trim().parse().expect("it says where it listens");
        Some(Self {
            process,
            folder,
            port,
        })
    }

    /// Takes out the mails that came since the last time, in the order in which they came.
    pub fn taken(&self) -> Vec<Mail> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "mail"))
            .collect();
        paths.sort();
        paths.iter().map(|path| read(path)).collect()
    }

    /// Takes from now on also what it put off.
    pub fn open(&self) {
        fs::write(self.folder.path().join("open"), "").unwrap();
    }
}

fn read(path: &Path) -> Mail {
    let mail: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    fs::remove_file(path).unwrap();
    let to = mail["to"].as_array().unwrap();
    Mail {
        to: to
            .iter()
            .map(|one| one.as_str().unwrap().to_owned())
            .collect(),
        over_tls: mail["tls"].as_bool().unwrap(),
        signed_in: mail["signed_in"].as_bool().unwrap(),
        content: mail["content"].as_str().unwrap().to_owned(),
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}
