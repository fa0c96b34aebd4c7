use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use actix_web::rt::time::timeout;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use futures_util::future::{FutureExt as _, LocalBoxFuture, try_join_all};
use rustix::process::{Resource, Rlimit};
use storage::Door;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::Place;
use super::doors::{Doors, Socket};
use super::public_door::PublicSource;
use crate::allocator::give_back_large_buffers;
use crate::config::Config;
use crate::data_folder::read_trust;
use crate::folder_lock::FolderLock;
use crate::notices::Notices;
use crate::office::Office;
use crate::terminal::say;

/// Runs the reporter's door, and the officers' desk and the public's observatory if the configuration has
/// them, until it is told to stop.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Run one of them alone, so that each has a process, or a machine, of its own
    #[arg(long, value_enum, value_name = "DOOR")]
    only: Option<Only>,
}

/// One of the doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// The officers' desk
    Desk,
    /// The reporter's door
    Intake,
    /// The public's observatory. It opens no database
    Observatory,
}

/// The sockets of the doors that are to be opened.
#[derive(Debug, Default)]
pub(super) struct Sockets {
    pub(super) intake: Option<Socket>,
    pub(super) desk: Option<Socket>,
    pub(super) observatory: Option<Socket>,
}

impl Serve {
    pub(super) fn run(self) -> Result<()> {
        give_back_large_buffers();
        if self.only == Some(Only::Observatory) {
            return self.serve_the_public();
        }
        let office = self.place.open()?;
        let config = &office.config;
        let _working = FolderLock::beside_others(&config.data_folder())?;
        let mut sockets = Sockets::default();
        let runs = |door| self.only.is_none_or(|only| only == door);
        if runs(Only::Intake) {
            sockets.intake = Some(Socket::of_intake(&config.intake)?);
        }
        match (&config.desk, runs(Only::Desk)) {
            (Some(desk), true) => sockets.desk = Some(Socket::of_desk(desk)?),
            (None, true) if self.only.is_some() => {
                bail!("the configuration has no section [desk]")
            }
            (_, true | false) => {}
        }
        if let (Some(observatory), true) = (&config.observatory, runs(Only::Observatory)) {
            sockets.observatory = Some(Socket::of_observatory(observatory)?);
        }
        serve(office, sockets, |sockets| {
            if let Some(intake) = &sockets.intake {
                say!("The reporter's door is open at {}", intake.url());
            }
            if let Some(desk) = &sockets.desk {
                say!("The officers' desk is open at {}", desk.url());
            }
            if let Some(observatory) = &sockets.observatory {
                say_public(observatory);
            }
            Ok(())
        })
    }

    /// What is public needs no database and no secret: a process that has none can lose none.
    fn serve_the_public(&self) -> Result<()> {
        self.place.require_config()?;
        let config = Config::read(&self.place.config())?;
        let section = config.observatory.as_ref();
        let section = section.context("the configuration has no section [observatory]")?;
        let _working = FolderLock::beside_others(&config.data_folder())?;
        log_quietly();
        keep_memory_private();
        let socket = Socket::of_observatory(section)?;
        say_public(&socket);
        let source = PublicSource::of(&config);
        actix_web::rt::System::new().block_on(source.serve(socket))
    }
}

fn say_public(socket: &Socket) {
    say!("The public's observatory is open at {}", socket.url());
}

/// Serves the doors that have a socket. `opened` is told the sockets before the first visitor comes.
pub(super) fn serve(
    office: Office,
    sockets: Sockets,
    opened: impl FnOnce(&Sockets) -> Result<()>,
) -> Result<()> {
    log_quietly();
    keep_memory_private();
    actix_web::rt::System::new().block_on(async move {
        office.require_ready().await?;
        let mut doors = Doors::default();
        let mut servers: Vec<LocalBoxFuture<'_, Result<()>>> = vec![];
        let intake = match &sockets.intake {
            Some(_) => Some(doors.open_for_reporters(&office).await?),
            None => None,
        };
        let desk = match &sockets.desk {
            Some(_) => Some(doors.open_for_officers(&office).await?),
            None => None,
        };
        opened(&sockets)?;
        if let (Some(door), Some(socket)) = (intake, sockets.intake) {
            servers.push(stopped(http_guard::serve(
                socket.into_serving(),
                intake::door(door),
            )?));
        }
        if let (Some(door), Some(socket)) = (desk, sockets.desk) {
            servers.push(stopped(http_guard::serve(
                socket.into_serving(),
                casedesk::door(door),
            )?));
        }
        // Made beside the others: nobody who reports waits for it, and who reads meanwhile waits on the open socket.
        if let Some(socket) = sockets.observatory {
            servers.push(PublicSource::of(&office.config).serve(socket).boxed_local());
        }
        let told = signal(SignalKind::hangup()).context("signals cannot be heard")?;
        let trust = office.config.trust.folder.clone();
        actix_web::rt::spawn(watch_rosters(doors, trust, told));
        if office.may_open(Door::Upkeep).await? {
            if let Some(notices) = Notices::of(&office)? {
                actix_web::rt::spawn(notices.keep_sending());
            }
            actix_web::rt::spawn(keep_up(office));
        } else {
            tracing::info!(
                "This login does no nightly chores: `tabir upkeep` does them elsewhere."
            );
        }
        try_join_all(servers).await.map(drop)
    })
}

fn stopped<'a>(
    server: impl Future<Output = std::io::Result<()>> + 'a,
) -> LocalBoxFuture<'a, Result<()>> {
    server
        .map(|ended| ended.context("the server stopped"))
        .boxed_local()
}

/// Our own words, and of everybody else warnings only: a library does not know what must not be said
/// about a reporter. Without the time, which would tell the minute of a fault.
pub(super) fn log_quietly() {
    let ours = ["tabir", "casedesk", "intake", "http_guard", "storage"]
        .map(|name| (name, LevelFilter::INFO));
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
pub(super) fn keep_memory_private() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    if let Err(fault) = rustix::process::setrlimit(Resource::Core, none) {
        tracing::warn!("Core dumps could not be turned off: {fault}");
    }
    #[cfg(target_os = "linux")]
    {
        let behavior = rustix::process::DumpableBehavior::NotDumpable;
        if let Err(fault) = rustix::process::set_dumpable_behavior(behavior) {
            tracing::warn!("Other processes of this user may look at this one's memory: {fault}");
        }
    }
}

/// Takes a roster, and the lists of other offices, that are published while the door is open: looks every minute, and at once
/// when the process is told to with SIGHUP (decision 0021).
async fn watch_rosters(doors: Doors, folder: PathBuf, mut told: Signal) {
    let (doors, mut refused) = (Arc::new(doors), vec![]);
    loop {
        let (watched, place) = (doors.clone(), folder.clone());
        let looked = actix_web::web::block(move || look(&watched, &place)).await;
        let faults = match looked.map_err(anyhow::Error::from).flatten() {
            Ok((is_new, faults)) => {
                if is_new {
                    tracing::info!("A new roster is in use.");
                }
                faults
            }
            Err(fault) => vec![format!(
                "A new roster is refused and the old one stays: {fault:#}"
            )],
        };
        if faults != refused {
            for fault in &faults {
                tracing::error!("{fault}");
            }
            refused = faults;
        }
        // However the wait ends, it is time to look.
        let _told = timeout(BETWEEN_LOOKS, told.recv()).await;
    }
}

/// Reads what lies in the trust folder. Says whether the roster is new, and which other offices' lists are not used.
fn look(doors: &Doors, folder: &Path) -> Result<(bool, Vec<String>)> {
    let trust = read_trust(folder)?;
    let is_new = doors.renew_trust(&trust)?;
    Ok((is_new, doors.renew_peers(folder, &trust)?))
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
    let moment = office.moment();
    upkeep.shuffle(moment).await?;
    upkeep.sweep(moment).await?;
    upkeep.forget_old(moment).await?;
    let deadlines = Arc::new(office.config.deadlines());
    upkeep.note_unprotected(&deadlines, moment).await?;
    upkeep.note_silence(deadlines, moment).await?;
    upkeep.note_reviews(moment).await?;
    upkeep.note_protection_asked(moment).await?;
    upkeep.note_objections(moment).await?;
    upkeep.batch_records(moment).await?;
    upkeep.gather_acts(moment).await?;
    Ok(())
}

const BETWEEN_LOOKS: Duration = Duration::from_secs(60);
const BETWEEN_CHORES: Duration = Duration::from_secs(600);
