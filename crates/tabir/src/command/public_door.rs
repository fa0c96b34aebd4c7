//! The public's door: opened from files alone, and made anew when something is released.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use actix_web::rt::time::timeout;
use actix_web::web::block;
use anyhow::{Context as _, Result};
use futures_util::future::{Either, select};
use observatory::Observatory;
use seal::Digest;

use super::doors::Socket;
use super::release::book;
use crate::config::Config;
use crate::data_folder::read_trust;
use crate::public_releases::PublicReleases;

/// Where everything that is public comes from.
#[derive(Debug, Clone)]
pub(super) struct PublicSource {
    pub(super) trust: PathBuf,
    pub(super) releases: Option<PathBuf>,
    pub(super) licence: Option<String>,
    pub(super) leave: String,
}

/// What was shown last, so that only what changed is made anew or said.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    mark: Digest,
    refused: Vec<String>,
}

impl PublicSource {
    pub(super) fn of(config: &Config) -> Self {
        let section = config.observatory.as_ref();
        Self {
            trust: config.trust.folder.clone(),
            releases: section.and_then(|section| section.releases.clone()),
            licence: section.and_then(|section| section.licence.clone()),
            leave: config.intake.leave.clone(),
        }
    }

    /// Verifies every release.
    pub(super) fn read(&self) -> Result<PublicReleases> {
        let mut releases = PublicReleases::read(
            self.releases.as_deref(),
            &read_trust(&self.trust)?,
            &book()?,
        )?;
        releases.published.licence.clone_from(&self.licence);
        Ok(releases)
    }

    /// Makes everything that the public reads.
    pub(super) fn open(&self, releases: &PublicReleases) -> Result<Observatory> {
        let settings = observatory::Settings {
            leave: self.leave.clone(),
            training: read_trust(&self.trust)?.manifest.instance.is_for_training(),
        };
        Ok(Observatory::open(settings, &releases.published)?)
    }

    /// The same for a door that opens whatever lies in the folder: what cannot be read is said and not shown.
    fn open_anyway(&self) -> Result<(Observatory, Shown)> {
        let releases = self.read().or_else(|fault| {
            let refused = vec![format!("No release is shown: {fault:#}")];
            let without = Self {
                releases: None,
                ..self.clone()
            };
            Ok::<_, anyhow::Error>(PublicReleases {
                refused,
                ..without.read()?
            })
        })?;
        let shown = Shown::of(&releases);
        shown.say_refused(&[]);
        Ok((self.open(&releases)?, shown))
    }

    /// Makes the door beside whatever else runs, serves it, and looks again for releases, until the program is told to stop.
    pub(super) async fn serve(self, socket: Socket) -> Result<()> {
        let listen = |kind| signal(kind).context("signals cannot be heard");
        let (mut terminate, mut interrupt, look) = (
            listen(SignalKind::terminate())?,
            listen(SignalKind::interrupt())?,
            listen(SignalKind::hangup())?,
        );
        let source = self.clone();
        let opening = pin!(block(move || source.open_anyway()));
        let (told, asked) = (pin!(terminate.recv()), pin!(interrupt.recv()));
        let stopping = select(told, asked);
        let (door, shown) = match select(opening, stopping).await {
            Either::Left((opened, _)) => opened??,
            // Told to stop before there was anything to serve.
            Either::Right(_) => return Ok(()),
        };
        let door = Arc::new(door);
        actix_web::rt::spawn(self.watch(door.clone(), shown, look));
        let server = http_guard::serve(socket.into_serving(), observatory::door(door))?;
        server.await.context("the server stopped")
    }

    /// Looks again every ten minutes, and at once when the process is told to with SIGHUP.
    async fn watch(self, door: Arc<Observatory>, mut shown: Shown, mut told: Signal) {
        loop {
            // However the wait ends, it is time to look.
            let _told = timeout(BETWEEN_LOOKS, told.recv()).await;
            let (source, door, before) = (self.clone(), door.clone(), shown.mark);
            let looked = block(move || source.look(&door, before)).await;
            match looked.map_err(anyhow::Error::from).flatten() {
                Ok(next) => {
                    next.say_refused(&shown.refused);
                    if next.mark != shown.mark {
                        tracing::info!("What is released has changed, and is shown.");
                    }
                    shown = next;
                }
                Err(fault) => {
                    let fault =
                        format!("Releases cannot be read, and what was shown stays: {fault:#}");
                    if shown.refused != [fault.clone()] {
                        tracing::error!("{fault}");
                        shown.refused = vec![fault];
                    }
                }
            }
        }
    }

    fn look(&self, door: &Observatory, before: Digest) -> Result<Shown> {
        let releases = self.read()?;
        let shown = Shown::of(&releases);
        if shown.mark != before {
            door.publish(&releases.published)?;
        }
        Ok(shown)
    }
}

impl Shown {
    fn of(releases: &PublicReleases) -> Self {
        Self {
            mark: releases.mark(),
            refused: releases.refused.clone(),
        }
    }

    fn say_refused(&self, known: &[String]) {
        let new = self.refused.iter().filter(|line| !known.contains(line));
        for line in new {
            tracing::error!("{line}");
        }
    }
}

const BETWEEN_LOOKS: Duration = Duration::from_secs(600);
