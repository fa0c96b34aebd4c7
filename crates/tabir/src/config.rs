//! The configuration of an office: one TOML file, read once.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use casework::Deadlines;
use intake::Bounds;
use serde::Deserialize;

use crate::country::Country;
use crate::data_folder::DataFolder;
use crate::deadlines_config::DeadlinesConfig;
use crate::notices_config::NoticesConfig;
use crate::retention_config::RetentionConfig;

/// Everything that `tabir serve` needs to know. Relative paths begin at the file's own folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The country of the office, such as `id`: what is surely known of it holds where `[deadlines]` says nothing else.
    pub country: Option<Country>,
    /// Manifest, rosters and officers' keys.
    pub trust: TrustConfig,
    /// The server's own secrets.
    pub secrets: SecretsConfig,
    /// The main database.
    pub database: DatabaseConfig,
    /// The keystore: a second database with its own, short-lived backups.
    pub keystore: DatabaseConfig,
    /// The sealed files.
    pub blobs: BlobsConfig,
    /// The reporter's door.
    pub intake: IntakeConfig,
    /// The officers' door, where there is one.
    pub desk: Option<DeskConfig>,
    /// The public's door, where there is one.
    pub observatory: Option<ObservatoryConfig>,
    /// What the office promises.
    #[serde(default)]
    pub deadlines: DeadlinesConfig,
    /// For how long closed cases are kept.
    #[serde(default)]
    pub retention: RetentionConfig,
    /// The mail that officers get at fixed hours, where they do.
    pub notices: Option<NoticesConfig>,
}

/// `[trust]`: public files; whoever changes them is found out by their signatures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustConfig {
    /// The folder with `manifest`, `officer-keys` and `rosters/`.
    pub folder: PathBuf,
}

/// `[secrets]`: nothing in it opens a report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretsConfig {
    /// 64 hexadecimal digits; keeps a form from carrying somebody else's receipt.
    pub form_key_file: PathBuf,
    /// The desk's half of every sign-in, made by `tabir setup`. Whoever loses it invites every officer
    /// anew; whoever has it and the database can guess passphrases.
    pub desk_key_file: Option<PathBuf>,
}

/// `[database]` and `[keystore]`: exactly one of `sqlite` and `postgres_url_file`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// An SQLite file.
    pub sqlite: Option<PathBuf>,
    /// A file whose first line is a PostgreSQL URL. The URL may hold a password, so it does not stand
    /// here itself.
    pub postgres_url_file: Option<PathBuf>,
    /// The authority (PEM) that the PostgreSQL server's certificate leads to. Without it only a Unix
    /// socket will do.
    pub postgres_authority: Option<PathBuf>,
}

/// `[blobs]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobsConfig {
    /// The folder of sealed files.
    pub folder: PathBuf,
}

/// `[intake]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeConfig {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The certificate chain (PEM). Together with `key`, or neither.
    pub certificate: Option<PathBuf>,
    /// The certificate's key (PEM).
    pub key: Option<PathBuf>,
    /// How many threads answer; 0 means one for each processor.
    #[serde(default)]
    pub workers: usize,
    /// The harmless page that *Leave* opens.
    #[serde(default = "harmless_page")]
    pub leave: String,
    /// Whom to call in danger, shown only once somebody has verified it.
    pub danger_contact: Option<String>,
    /// When reports are read, such as `on working days at 9:00`.
    pub read_at: Option<String>,
    /// Megabytes of memory for files on their way in. Whoever finds no room is told to try again in a
    /// minute; reports without files need none.
    #[serde(default = "quarter_of_a_gigabyte")]
    pub upload_megabytes: u64,
    /// Megabytes on the disk for parts of files that wait for the rest of their parcel, at most three
    /// days. Whoever finds no room is told to try again in a minute.
    #[serde(default = "sixteen_gigabytes")]
    pub waiting_megabytes: u64,
}

/// `[desk]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// The address to listen on. A name of its own keeps the session's cookie from the reporter's door.
    pub listen: SocketAddr,
    /// How officers' browsers reach it, such as `https://desk.example.org`. Passkeys are bound to it, and links of invitations begin with it.
    pub origin: Option<String>,
    /// The certificate chain (PEM). Together with `key`, or neither.
    pub certificate: Option<PathBuf>,
    /// The certificate's key (PEM).
    pub key: Option<PathBuf>,
    /// How many threads answer; 0 means one for each processor.
    #[serde(default)]
    pub workers: usize,
}

/// `[observatory]`: what is published, for everybody to read. It needs no database and no secret.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservatoryConfig {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The certificate chain (PEM). Together with `key`, or neither.
    pub certificate: Option<PathBuf>,
    /// The certificate's key (PEM).
    pub key: Option<PathBuf>,
    /// How many threads answer; 0 means one for each processor.
    #[serde(default)]
    pub workers: usize,
    /// The folder of releases, each in a folder of its own, with their register; where there is none, nothing is released.
    pub releases: Option<PathBuf>,
    /// The https address of the licence under which what is released may be used, such as
    /// `https://creativecommons.org/licenses/by/4.0/`; where there is none, the pages say so.
    pub licence: Option<String>,
}

fn harmless_page() -> String {
    "https://www.wikipedia.org/".to_owned()
}

const fn quarter_of_a_gigabyte() -> u64 {
    256
}

const fn sixteen_gigabytes() -> u64 {
    16 * 1_024
}

impl IntakeConfig {
    /// The bounds as `intake` wants them.
    pub const fn bounds(&self) -> Bounds {
        Bounds {
            upload_bytes: self.upload_megabytes.saturating_mul(1 << 20),
            waiting_bytes: self.waiting_megabytes.saturating_mul(1 << 20),
        }
    }
}

impl Config {
    /// Reads the file and resolves its paths.
    ///
    /// # Errors
    /// Says which line or which key is wrong, or everything that does not fit together.
    pub fn read(path: &Path) -> Result<Self> {
        let config = Self::read_as_it_is(path)?;
        let unsound = || format!("the configuration `{}` cannot be used", path.display());
        config.require_sound().with_context(unsound)?;
        Ok(config)
    }

    /// The same without asking whether its parts fit together: see [`Self::faults`].
    ///
    /// # Errors
    /// Says which line or which key is wrong.
    pub fn read_as_it_is(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the configuration `{}` cannot be read", path.display()))?;
        let config: Self = toml::from_str(&text)
            .with_context(|| format!("the configuration `{}` is not understood", path.display()))?;
        Ok(config.below(path.parent().unwrap_or(Path::new("."))))
    }

    /// Reads the text of a configuration; paths stay as they are.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn parse(text: &str) -> Result<Self> {
        let config: Self = toml::from_str(text)?;
        config.require_sound()?;
        Ok(config)
    }

    /// By when the office promises what, the configuration before the country, and that before what holds anywhere;
    /// and for how long it keeps what is closed.
    pub fn deadlines(&self) -> Deadlines {
        let country = self.country.as_ref().map(Country::deadlines);
        let retention = self.retention.retention();
        Deadlines {
            retention,
            ..self.deadlines.over(country.unwrap_or_default())
        }
    }

    /// The folder in which the office's files lie, unless each has a place of its own.
    pub fn data_folder(&self) -> DataFolder {
        let around = self.trust.folder.parent();
        DataFolder::at(around.filter(|one| *one != "").unwrap_or(Path::new(".")))
    }

    fn require_sound(&self) -> Result<()> {
        let faults: Vec<String> = self.faults().iter().map(ToString::to_string).collect();
        if faults.is_empty() {
            return Ok(());
        }
        bail!("{}", faults.join(". "))
    }

    fn below(mut self, folder: &Path) -> Self {
        let resolve = |path: &mut PathBuf| *path = folder.join(&path);
        resolve(&mut self.trust.folder);
        resolve(&mut self.secrets.form_key_file);
        resolve(&mut self.blobs.folder);
        for database in [&mut self.database, &mut self.keystore] {
            let paths = [
                &mut database.sqlite,
                &mut database.postgres_url_file,
                &mut database.postgres_authority,
            ];
            paths.into_iter().flatten().for_each(resolve);
        }
        let mut others = vec![
            &mut self.secrets.desk_key_file,
            &mut self.intake.certificate,
            &mut self.intake.key,
        ];
        if let Some(desk) = &mut self.desk {
            others.extend([&mut desk.certificate, &mut desk.key]);
        }
        if let Some(observatory) = &mut self.observatory {
            others.extend([
                &mut observatory.certificate,
                &mut observatory.key,
                &mut observatory.releases,
            ]);
        }
        if let Some(notices) = &mut self.notices {
            resolve(&mut notices.addresses_file);
            others.extend([&mut notices.authority, &mut notices.password_file]);
        }
        others.into_iter().flatten().for_each(resolve);
        self
    }
}

impl DatabaseConfig {
    /// Whether it names a database at all.
    pub const fn is_named(&self) -> bool {
        self.sqlite.is_some() || self.postgres_url_file.is_some()
    }

    /// The database as `storage` wants it.
    ///
    /// # Errors
    /// When the URL file cannot be read.
    pub fn open(&self) -> Result<storage::Database> {
        if let Some(path) = &self.sqlite {
            return Ok(storage::Database::Sqlite(path.clone()));
        }
        let path = self
            .postgres_url_file
            .as_ref()
            .context("no database is named")?;
        let text = fs::read_to_string(path).with_context(|| {
            format!(
                "the file `{}` with the PostgreSQL URL cannot be read",
                path.display()
            )
        })?;
        let url = text.lines().next().unwrap_or_default().trim().to_owned();
        Ok(storage::Database::Postgres {
            url,
            authority: self.postgres_authority.clone(),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const SOUND: &str = r#"
        [trust]
        folder = "trust"
        [secrets]
        form_key_file = "secrets/form-key"
        [database]
        sqlite = "main.sqlite"
        [keystore]
        sqlite = "keystore.sqlite"
        [blobs]
        folder = "blobs"
        [intake]
        listen = "127.0.0.1:8080"
    "#;

    #[test]
    fn a_sound_configuration_is_read() {
        let config = Config::parse(SOUND).unwrap();
        assert_eq!(config.intake.bounds(), Bounds::default());
        assert_eq!(config.deadlines(), Deadlines::default());
    }

    #[test]
    fn what_is_sure_of_a_country_holds_where_the_configuration_says_nothing_else() {
        let of = |rest: &str| Config::parse(&format!("country = \"vn\"\n{SOUND}\n{rest}"));
        let day = |text: &str| text.parse().unwrap();
        // 5 December 2026 is a Saturday.
        let deadlines = of("").unwrap().deadlines();
        assert_eq!(
            deadlines.acknowledge_by(day("2026-11-28")),
            day("2026-12-07")
        );
        let own = of("[deadlines]\nrest_days = [\"monday\"]").unwrap();
        let own = own.deadlines();
        assert_eq!(own.acknowledge_by(day("2026-11-28")), day("2026-12-05"));
        assert!(own.holidays.contains(&day("2027-04-30")));
        let told = Config::parse(&format!("country = \"xx\"\n{SOUND}"));
        let told = told.unwrap_err().to_string();
        assert!(told.contains("`xx`"), "{told}");
    }
}
