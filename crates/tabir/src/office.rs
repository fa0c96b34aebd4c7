//! An office that is put together from its configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use http_guard::Clock;
use seal::{Day, Trust};
use storage::{Door, Moment, Readiness, Storage, StorageConfig};

use crate::config::Config;
use crate::data_folder::read_trust;

/// Storage, trust and clock of one office.
pub struct Office {
    /// Where everything lies.
    pub config: Config,
    /// The databases and the sealed files.
    pub storage: Storage,
    /// Manifest, rosters, keys.
    pub trust: Arc<Trust>,
    /// The time.
    pub clock: Clock,
}

impl Office {
    /// Reads the configuration and opens what it names. Connects to nothing yet.
    ///
    /// # Errors
    /// Says which file or key is wrong.
    pub fn open(config: &Path, clock: Clock) -> Result<Self> {
        let config = Config::read(config)?;
        let trust = read_trust(&config.trust.folder)?;
        Self::of(config, Arc::new(trust), clock)
    }

    /// The same for what was read already.
    ///
    /// # Errors
    /// Says which database or folder is wrong.
    pub fn of(config: Config, trust: Arc<Trust>, clock: Clock) -> Result<Self> {
        let storage = Storage::open(&StorageConfig {
            database: config.database.open().context("[database]")?,
            keystore: config.keystore.open().context("[keystore]")?,
            blobs: config.blobs.folder.clone(),
            instance: trust.manifest.instance,
        })
        .context("the storage cannot be opened")?;
        Ok(Self {
            config,
            storage,
            trust,
            clock,
        })
    }

    /// The day it is at the office.
    pub fn today(&self) -> Day {
        Day::at(
            self.clock.unix_seconds(),
            self.trust.manifest.offset_minutes,
        )
    }

    /// The same, and the second.
    pub fn moment(&self) -> Moment {
        Moment {
            day: self.today(),
            unix_seconds: self.clock.unix_seconds(),
        }
    }

    /// Refuses to go on with databases that would lose reports or keep what must go.
    ///
    /// # Errors
    /// Names what to do first.
    pub async fn require_ready(&self) -> Result<()> {
        let readiness = self.storage.readiness().await;
        match readiness.context("[database] or [keystore] does not answer")? {
            Readiness::Ready => Ok(()),
            Readiness::NeedsMigration => {
                bail!("[database] has no tables yet, or older ones: run `tabir migrate`")
            }
            Readiness::LosesWrites => bail!(
                "[database] the PostgreSQL server has `fsync` or `full_page_writes` off and would lose reports; turn them on"
            ),
            Readiness::KeepsOldRows => bail!(
                "[database] the PostgreSQL server has `autovacuum` or `track_counts` off and would keep what must go; turn them on"
            ),
            Readiness::LogsWhatIsSent => bail!(
                "[database] the PostgreSQL server logs what is sent to it, and when; its administrator tells it not to with `ALTER ROLE … SET log_min_messages = 'fatal'` for the login in the PostgreSQL URL"
            ),
            Readiness::NoDoor => bail!(
                "[database] the login in the PostgreSQL URL is a member of none of {} in both databases",
                Door::ALL.map(Door::role).join(", ")
            ),
        }
    }

    /// Refuses to go on when the database's login may not open a door.
    ///
    /// # Errors
    /// Names the role that is missing.
    pub async fn require_door(&self, door: Door) -> Result<()> {
        if self.may_open(door).await? {
            return Ok(());
        }
        bail!(
            "[database] the login in the PostgreSQL URL is no member of `{}`, or not in both databases",
            door.role()
        )
    }

    /// Whether the database's login may open a door. On SQLite it may.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn may_open(&self, door: Door) -> Result<bool> {
        let doors = self.storage.doors().await;
        let doors = doors.context("[database] or [keystore] does not answer")?;
        Ok(doors.contains(&door))
    }
}
