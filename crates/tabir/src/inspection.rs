//! Whether an office would work as it is configured.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use http_guard::Clock;
use pages::NoticeText;
use seal::{RosterStanding, Trust};
use storage::Readiness;

use crate::addresses::Addresses;
use crate::command::block_on;
use crate::config::{Config, DatabaseConfig};
use crate::data_folder::{read_desk_key, read_form_key, read_peer, read_trust};
use crate::findings::{Fault, Findings};
use crate::mail::Mailer;
use crate::office::Office;
use crate::officer_key::key_files_in;
use crate::terminal::{harmless_line, shell_word};

/// A look at everything that a configuration names. Changes nothing.
pub(crate) struct Inspection<'f> {
    config: Config,
    /// How another command is told of this configuration.
    at: String,
    findings: &'f mut Findings,
}

impl<'f> Inspection<'f> {
    pub(crate) const fn new(config: Config, at: String, findings: &'f mut Findings) -> Self {
        Self {
            config,
            at,
            findings,
        }
    }

    /// Looks at each part, whatever was wrong with the others.
    pub(crate) fn run(mut self) {
        let trust = self.trust();
        self.secrets();
        self.tls();
        self.keys_of_people();
        let clock = Clock::system();
        if let Some(trust) = &trust {
            self.roster(trust, &clock);
            self.peers(trust, &clock);
        }
        if let Some(trust) = &trust {
            self.notices(trust, &clock);
        }
        let apart = self.databases_are_apart();
        match (trust, apart) {
            (Some(trust), true) => self.databases(trust, clock),
            (None, _) => self
                .findings
                .nothing("databases", "not looked at without [trust]"),
            (Some(_), false) => {}
        }
    }

    fn trust(&mut self) -> Option<Trust> {
        let read = read_trust(&self.config.trust.folder).map_err(|fault| {
            let mend =
                "put the folder `trust` there as `tabir setup` or `tabir roster publish` wrote it";
            Fault::told(&fault.context("[trust]"), mend)
        });
        let trust = self.findings.take("trust", read)?;
        let digest = trust.manifest.digest();
        self.findings
            .good("trust", format_args!("manifest {digest}"));
        if trust.manifest.instance.is_for_training() {
            let what = "this office is for practice, for good, and every page says so";
            let mend = "nothing; found another one with `tabir setup` for real reports";
            self.findings.warn("practice", &Fault::new(what, mend));
        }
        Some(trust)
    }

    fn secrets(&mut self) {
        let secrets = self.config.secrets.clone();
        let lost = "put the file there that `tabir setup` made; a backup has it";
        let form_key = read_form_key(&secrets.form_key_file).context("[secrets] form_key_file");
        let mut sound = self
            .findings
            .take(
                "secrets",
                form_key.map_err(|fault| Fault::told(&fault, lost)),
            )
            .is_some();
        if let (Some(_), Some(file)) = (&self.config.desk, &secrets.desk_key_file) {
            let desk_key = read_desk_key(file).context("[secrets] desk_key_file");
            let desk_key = desk_key.map_err(|fault| Fault::told(&fault, lost));
            sound &= self.findings.take("secrets", desk_key).is_some();
        }
        let databases = [&self.config.database, &self.config.keystore];
        let addresses = databases.map(|one| one.postgres_url_file.as_ref());
        let files = [Some(&secrets.form_key_file), secrets.desk_key_file.as_ref()];
        let files: BTreeSet<PathBuf> = files
            .into_iter()
            .chain(addresses)
            .flatten()
            .cloned()
            .collect();
        for file in files {
            sound &= self.is_private("secrets", &file);
        }
        if sound {
            self.findings.good("secrets", "for their owner alone");
        }
    }

    /// A file that others can read is a fault; one that is not there is somebody else's to name.
    fn is_private(&mut self, part: &str, file: &Path) -> bool {
        let Ok(about) = fs::metadata(file) else {
            return true;
        };
        let mode = about.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            return true;
        }
        let what = format!(
            "`{}` is open to others than its owner (mode {mode:03o})",
            file.display()
        );
        let mend = format!("chmod 600 {}", shell_word(&file.display().to_string()));
        self.findings.fault(part, &Fault::new(what, mend));
        false
    }

    fn tls(&mut self) {
        let intake = &self.config.intake;
        let mut doors = vec![(
            "intake",
            intake.listen,
            intake.certificate.clone(),
            intake.key.clone(),
        )];
        match &self.config.desk {
            Some(desk) => doors.push((
                "desk",
                desk.listen,
                desk.certificate.clone(),
                desk.key.clone(),
            )),
            None => self
                .findings
                .nothing("desk", "none; officers work at the station"),
        }
        match &self.config.observatory {
            Some(observatory) => doors.push((
                "observatory",
                observatory.listen,
                observatory.certificate.clone(),
                observatory.key.clone(),
            )),
            None => self
                .findings
                .nothing("observatory", "none; nothing is published from here"),
        }
        for (door, listen, certificate, key) in doors {
            let (Some(certificate), Some(key)) = (certificate, key) else {
                let reach = "without TLS: from this machine only, or through an onion service";
                self.findings
                    .nothing(door, format_args!("{listen}, {reach}"));
                continue;
            };
            let mut sound = self.is_private(door, &key);
            let tls = http_guard::tls::from_files(&certificate, &key).map_err(|fault| {
                let fault = anyhow::Error::from(fault).context(format!("[{door}]"));
                Fault::told(
                    &fault,
                    "name the chain and the key that belong together, both as PEM",
                )
            });
            sound &= self.findings.take(door, tls).is_some();
            if sound {
                self.findings.good(door, format_args!("{listen}, with TLS"));
            }
        }
    }

    /// What opens cases or signs rosters has no place beside the server.
    fn keys_of_people(&mut self) {
        let data = self.config.data_folder();
        let keys = key_files_in(data.path());
        if keys.is_empty() {
            self.findings
                .good("keys", "none of an officer or signer lies here");
            return;
        }
        let names: Vec<String> = keys.iter().map(|key| key.display().to_string()).collect();
        let what = format!(
            "secret keys of people lie beside the server, where whoever takes it has them:\n{}",
            names.join("\n")
        );
        if data.is_demonstration() {
            let mend = "nothing; but never use this demonstration for real reports";
            self.findings.warn("keys", &Fault::new(what, mend));
        } else {
            let words: Vec<String> = names.iter().map(|name| shell_word(name)).collect();
            let mend = format!(
                "copy each onto its owner's stick, then type: rm {}",
                words.join(" ")
            );
            self.findings.fault("keys", &Fault::new(what, mend));
        }
    }

    fn roster(&mut self, trust: &Trust, clock: &Clock) {
        let newest = match trust.newest() {
            Ok(newest) => newest,
            Err(fault) => {
                let fault = Fault::told(
                    &fault.into(),
                    "publish a roster with `tabir roster publish`",
                );
                return self.findings.fault("roster", &fault);
            }
        };
        let (version, until) = (newest.version, newest.until);
        let today = seal::Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
        let next = "sign the next one, as docs/OPERATING.md says under \"The roster\"";
        match newest.standing(today) {
            RosterStanding::Current if until < today.plus(DAYS_AHEAD) => {
                let what = format!("{version} ends on {until}");
                self.findings.warn("roster", &Fault::new(what, next));
            }
            RosterStanding::Current => {
                self.findings
                    .good("roster", format_args!("{version} until {until}"));
            }
            RosterStanding::Stale => {
                let what = format!("{version} ended on {until}: clients warn already");
                self.findings.warn("roster", &Fault::new(what, next));
            }
            RosterStanding::Early => {
                let what = format!("{version} begins on {}, and today is {today}", newest.from);
                let mend = "set this machine's clock right, or wait";
                self.findings.fault("roster", &Fault::new(what, mend));
            }
            RosterStanding::Expired => {
                let what = format!("{version} ended on {until}: no report can be sealed");
                self.findings.fault("roster", &Fault::new(what, next));
            }
        }
    }

    /// Whether something can be sealed for each office elsewhere that the roster names.
    fn peers(&mut self, trust: &Trust, clock: &Clock) {
        let Ok(newest) = trust.newest() else {
            return;
        };
        for peer in &newest.peers {
            let label = harmless_line(&peer.label);
            let mend = "fetch that office's newest trust folder, then type: tabir roster take-peer --trust DIR";
            let warn = |what: String| self.findings.warn("other office", &Fault::new(what, mend));
            let list = match read_peer(&self.config.trust.folder, &peer.manifest) {
                Ok((list, _)) => list,
                Err(fault) => {
                    warn(format!("“{label}”: {fault:#}"));
                    continue;
                }
            };
            let Ok(theirs) = list.newest() else {
                continue;
            };
            let (version, until) = (theirs.version, theirs.until);
            let today = seal::Day::at(clock.unix_seconds(), list.manifest.offset_minutes);
            if version < peer.lowest_roster {
                let asked = peer.lowest_roster;
                warn(format!(
                    "“{label}”: its list has roster {version}, and the roster here asks for {asked}"
                ));
            } else if until < today.plus(DAYS_AHEAD) {
                warn(format!(
                    "“{label}”: its roster {version} ends, or ended, on {until}"
                ));
            } else {
                let text = format_args!("“{label}”: roster {version} until {until}");
                self.findings.good("other office", text);
            }
        }
    }

    /// Whom notices would go to. Nothing is sent, and no address is told.
    fn notices(&mut self, trust: &Trust, clock: &Clock) {
        let Some(notices) = self.config.notices.clone() else {
            return self.findings.nothing("notices", "none are sent");
        };
        let files = [
            Some(&notices.addresses_file),
            notices.password_file.as_ref(),
        ];
        let mut sound = true;
        for file in files.into_iter().flatten() {
            sound &= self.is_private("notices", file);
        }
        let mend = "write lines such as \"Intake officer 1\" = \"someone@example.org\"";
        let addresses = Addresses::read(&notices.addresses_file).context("[notices]");
        let addresses = addresses.map_err(|fault| Fault::told(&fault, mend));
        let Some(addresses) = self.findings.take("notices", addresses) else {
            return;
        };
        let nothing = NoticeText {
            subject: String::new(),
            body: String::new(),
        };
        let mailer = Mailer::of(&notices, nothing);
        let mailer = mailer.map_err(|fault| Fault::told(&fault, "put the file there"));
        sound &= self.findings.take("notices", mailer).is_some();
        let Ok(roster) = trust.newest() else {
            return;
        };
        let today = seal::Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
        for name in addresses.unknown(roster) {
            let what = format!(
                "an address belongs to “{name}”, whom the roster does not name, or names twice"
            );
            let mend = "write the label as the roster has it, or the officer's id";
            self.findings.warn("notices", &Fault::new(what, mend));
        }
        let noticed = addresses.noticed(roster, today).len();
        if noticed == 0 {
            let what = "no officer who receives reports has an address";
            self.findings.warn("notices", &Fault::new(what, mend));
        } else if sound {
            let hours = notices.hours.join(", ");
            let text = format_args!(
                "at {hours} to {noticed} officers; `tabir notices try{}` sends one",
                self.at
            );
            self.findings.good("notices", text);
        }
    }

    /// One database for both would put cases and the keys to forget them by into one backup.
    fn databases_are_apart(&mut self) -> bool {
        let named = [&self.config.database, &self.config.keystore];
        if !named.iter().all(|one| one.is_named()) {
            self.findings
                .nothing("databases", "not looked at before both are named");
            return false;
        }
        let open = |one: &DatabaseConfig, section: &'static str| one.open().context(section);
        let databases = open(&self.config.database, "[database]")
            .and_then(|main| Ok((main, open(&self.config.keystore, "[keystore]")?)));
        let databases = databases
            .map_err(|fault| Fault::told(&fault, "name a database that this user can read"));
        let Some((main, keystore)) = self.findings.take("databases", databases) else {
            return false;
        };
        match main.is_same_as(&keystore) {
            Ok(false) => true,
            Ok(true) => {
                let what = "[keystore] is the same database as [database], however it is spelt: one backup \
                            would hold cases and what they are forgotten by (decision 0009)";
                let mend = "name another database in [keystore], then: tabir migrate".to_owned()
                    + &self.at;
                self.findings.fault("databases", &Fault::new(what, mend));
                false
            }
            Err(fault) => {
                let fault = anyhow::Error::from(fault).context("[database] or [keystore]");
                let mend = "start the server, and look at the address in `postgres_url_file`";
                self.findings.fault("databases", &Fault::told(&fault, mend));
                false
            }
        }
    }

    fn databases(&mut self, trust: Trust, clock: Clock) {
        let looked = block_on(self.doors(trust, clock));
        match looked {
            Ok(doors) => {
                let roles = doors.join(", ");
                self.findings.good("databases", format_args!("for {roles}"));
            }
            Err(fault) => {
                let fault = fault
                    .downcast()
                    .unwrap_or_else(|fault| Fault::told(&fault, "mend that, then check again"));
                self.findings.fault("databases", &fault);
            }
        }
    }

    async fn doors(&self, trust: Trust, clock: Clock) -> Result<Vec<&'static str>> {
        let office = Office::of(self.config.clone(), Arc::new(trust), clock)?;
        let readiness = office.storage.readiness().await;
        if let Readiness::NeedsMigration = readiness.context("[database] or [keystore]")? {
            let what = "[database] or [keystore] has no tables yet, or older ones";
            return Err(Fault::new(what, format!("tabir migrate{}", self.at)).into());
        }
        office.require_ready().await?;
        let doors = office.storage.doors().await?;
        Ok(doors.iter().map(|door| door.role()).collect())
    }
}

/// How long before a roster ends the operator is warned.
const DAYS_AHEAD: i32 = 14;
