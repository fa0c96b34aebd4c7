//! An office that is put together from its configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use http_guard::Clock;
use seal::{Day, Trust};
use storage::{Readiness, Storage, StorageConfig};

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
            trust: Arc::new(trust),
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

    /// Refuses to go on with a database that would lose reports.
    ///
    /// # Errors
    /// Names what to do first.
    pub async fn require_ready(&self) -> Result<()> {
        match self
            .storage
            .readiness()
            .await
            .context("the database does not answer")?
        {
            Readiness::Ready => Ok(()),
            Readiness::NeedsMigration => {
                anyhow::bail!("the database has older tables: run `tabir migrate` first")
            }
            Readiness::LosesWrites => anyhow::bail!(
                "the PostgreSQL server has `fsync` or `full_page_writes` off and would lose reports; turn them on"
            ),
        }
    }
}
