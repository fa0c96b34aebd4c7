use std::net::{SocketAddr, TcpListener};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use actix_web::rt::time::timeout;
use anyhow::{Context, Result};
use clap::Args;
use http_guard::Serving;
use intake::{Intake, Settings};
use rustix::process::{Resource, Rlimit};
use seal::Trust;
use storage::{Door, Moment};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::Place;
use crate::data_folder::{read_form_key, read_trust};
use crate::office::Office;
use crate::terminal::say;

/// Runs the reporter's door until it is told to stop.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
}

impl Serve {
    pub(super) fn run(self) -> Result<()> {
        let office = self.place.open()?;
        let listen = office.config.intake.listen;
        serve(office, listen, |address, tls| {
            say!(
                "The reporter's door is open at {}://{address}/",
                if tls { "https" } else { "http" }
            );
            Ok(())
        })
    }
}

/// Serves an office on an address. `opened` is told the address before the first visitor comes.
pub(super) fn serve(
    office: Office,
    listen: SocketAddr,
    opened: impl FnOnce(SocketAddr, bool) -> Result<()>,
) -> Result<()> {
    log_quietly();
    keep_memory_private();
    let intake_config = office.config.intake.clone();
    let tls = match (&intake_config.certificate, &intake_config.key) {
        (Some(certificate), Some(key)) => Some(http_guard::tls::from_files(certificate, key)?),
        _ => None,
    };
    let form_key = read_form_key(&office.config.secrets.form_key_file)?;
    let listener = TcpListener::bind(listen).with_context(|| {
        format!("{listen} is taken or not allowed; choose another address or port")
    })?;
    let address = listener.local_addr()?;
    let workers = match intake_config.workers {
        0 => std::thread::available_parallelism().map_or(1, NonZero::get),
        given => given,
    };
    actix_web::rt::System::new().block_on(async move {
        office.require_ready().await?;
        office.require_door(Door::Intake).await?;
        let bounds = intake_config.bounds();
        let settings = Settings {
            leave: intake_config.leave,
            danger_contact: intake_config.danger_contact,
            read_at: intake_config.read_at,
            acknowledge_days: intake_config.acknowledge_days,
            feedback_days: intake_config.feedback_days,
            bounds,
        };
        let trust = Trust::clone(&office.trust);
        let intake = Intake::new(
            office.storage.drop_box(),
            trust,
            form_key,
            office.clock.clone(),
            settings,
        )?;
        let is_tls = tls.is_some();
        let serving = Serving {
            listener,
            tls,
            workers,
            ends_on_signals: true,
        };
        let intake = Arc::new(intake);
        let server = http_guard::serve(serving, intake::door(intake.clone()))?;
        let told = signal(SignalKind::hangup()).context("signals cannot be heard")?;
        actix_web::rt::spawn(watch_rosters(
            intake,
            office.config.trust.folder.clone(),
            told,
        ));
        opened(address, is_tls)?;
        if office.may_open(Door::Upkeep).await? {
            actix_web::rt::spawn(keep_up(office));
        } else {
            tracing::info!(
                "This login does no nightly chores: `tabir upkeep` does them elsewhere."
            );
        }
        server.await.context("the server stopped")
    })
}

/// Our own words, and of everybody else warnings only: a library does not know what must not be said
/// about a reporter. Without the time, which would tell the minute of a fault.
fn log_quietly() {
    let ours = ["tabir", "intake", "http_guard", "storage"].map(|name| (name, LevelFilter::INFO));
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(ours);
    let lines = tracing_subscriber::fmt::layer()
        .without_time()
        .with_target(false);
    tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .init();
}

/// No core dump may hold what a reporter wrote, and no other process of the same user may look at
/// this one's memory.
fn keep_memory_private() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let done = rustix::process::setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    let done = done.and_then(|()| {
        let behavior = rustix::process::DumpableBehavior::NotDumpable;
        rustix::process::set_dumpable_behavior(behavior)
    });
    if let Err(fault) = done {
        tracing::warn!("Core dumps could not be turned off: {fault}");
    }
}

/// Takes a roster that is published while the door is open: looks every minute, and at once when the
/// process is told to with SIGHUP (decision 0021).
async fn watch_rosters(intake: Arc<Intake>, folder: PathBuf, mut told: Signal) {
    let mut refused = String::new();
    loop {
        // However the wait ends, it is time to look.
        let _told = timeout(BETWEEN_LOOKS, told.recv()).await;
        let folder = folder.clone();
        let read = actix_web::web::block(move || read_trust(&folder)).await;
        let taken = read.map_err(anyhow::Error::from).flatten();
        match taken.and_then(|trust| Ok(intake.renew_trust(trust)?)) {
            Ok(true) => {
                refused.clear();
                tracing::info!("A new roster is in use.");
            }
            Ok(false) => refused.clear(),
            Err(fault) => {
                let fault = format!("{fault:#}");
                if fault != refused {
                    tracing::error!("A new roster is refused and the old one stays: {fault}");
                    refused = fault;
                }
            }
        }
    }
}

/// Offers the nightly chores every few minutes. Each runs once a day whoever offers it, so any number
/// of processes may.
async fn keep_up(office: Office) {
    loop {
        if let Err(fault) = do_chores(&office).await {
            tracing::error!("A nightly chore failed and will be tried again: {fault}");
        }
        actix_web::rt::time::sleep(BETWEEN_CHORES).await;
    }
}

/// Does the chores of this night that nobody did yet.
pub(super) async fn do_chores(office: &Office) -> Result<()> {
    let upkeep = office.storage.upkeep();
    let moment = Moment {
        day: office.today(),
        unix_seconds: office.clock.unix_seconds(),
    };
    upkeep.shuffle(moment).await?;
    upkeep.sweep(moment).await?;
    upkeep.forget_old(moment).await?;
    Ok(())
}

const BETWEEN_LOOKS: Duration = Duration::from_secs(60);
const BETWEEN_CHORES: Duration = Duration::from_secs(600);
