//! The doors that `tabir serve` opens.

use std::net::{SocketAddr, TcpListener};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use casedesk::{Casedesk, Peers, Rooms};
use http_guard::Serving;
use intake::Intake;
use seal::{Trust, TrustError};
use storage::Door;

use crate::config::{DeskConfig, IntakeConfig, ObservatoryConfig};
use crate::data_folder::{read_desk_key, read_form_key, read_peer};
use crate::office::Office;
use crate::terminal::harmless_line;

/// What is served and follows the roster: one door or both. That of the public knows no roster.
#[derive(Debug, Default)]
pub(super) struct Doors {
    pub(super) reporters: Option<Arc<Intake>>,
    pub(super) officers: Option<Arc<Casedesk>>,
}

/// An address that is listened on, before anybody is answered.
#[derive(Debug)]
pub(super) struct Socket {
    serving: Serving,
    address: SocketAddr,
}

impl Doors {
    /// Opens the reporters' door.
    pub(super) async fn open_for_reporters(&mut self, office: &Office) -> Result<Arc<Intake>> {
        office.require_door(Door::Intake).await?;
        let form_key = read_form_key(&office.config.secrets.form_key_file)?;
        let config = &office.config.intake;
        let settings = intake::Settings {
            leave: config.leave.clone(),
            danger_contact: config.danger_contact.clone(),
            read_at: config.read_at.clone(),
            deadlines: office.config.deadlines(),
            bounds: config.bounds(),
        };
        let trust = Trust::clone(&office.trust);
        let (drop_box, clock) = (office.storage.drop_box(), office.clock.clone());
        let intake = Arc::new(Intake::new(drop_box, trust, form_key, clock, settings)?);
        self.reporters = Some(intake.clone());
        Ok(intake)
    }

    /// Opens the officers' door.
    pub(super) async fn open_for_officers(&mut self, office: &Office) -> Result<Arc<Casedesk>> {
        office.require_door(Door::Desk).await?;
        office.require_door(Door::Staff).await?;
        let secrets = &office.config.secrets;
        let key = secrets.desk_key_file.as_ref();
        let key = read_desk_key(key.context("[secrets] `desk_key_file` is missing")?)?;
        let settings = casedesk::Settings {
            leave: office.config.intake.leave.clone(),
            origin: office
                .config
                .desk
                .as_ref()
                .and_then(|desk| desk.origin.clone()),
            waiting_bytes: office.config.intake.bounds().waiting_bytes,
            deadlines: office.config.deadlines(),
        };
        let rooms = Rooms {
            cases: office.storage.case_room(),
            staff: office.storage.staff_room(),
        };
        let trust = Trust::clone(&office.trust);
        let desk = Casedesk::new(rooms, trust, key, office.clock.clone(), settings)?;
        let desk = Arc::new(desk);
        self.officers = Some(desk.clone());
        Ok(desk)
    }

    /// Hands the officers' door the lists of the offices that its roster names, as their folders have them now. Says which
    /// could not be read, and why.
    pub(super) fn renew_peers(&self, folder: &Path, trust: &Trust) -> Result<Vec<String>> {
        let (mut peers, mut faults) = (Peers::default(), vec![]);
        for peer in &trust.newest()?.peers {
            match read_peer(folder, &peer.manifest) {
                Ok((list, away)) => peers.add(&peer.manifest, &list, &away),
                Err(fault) => faults.push(format!(
                    "The list of the office `{}` is not handed out: {fault:#}. Put its newest trust folder in place with \
                     `tabir roster take-peer`.",
                    harmless_line(&peer.label)
                )),
            }
        }
        if let Some(officers) = &self.officers {
            officers.renew_peers(peers);
        }
        Ok(faults)
    }

    /// Hands every door the next roster. Says whether it was new to one of them.
    pub(super) fn renew_trust(&self, next: &Trust) -> Result<bool, TrustError> {
        let reporters = self.reporters.as_ref();
        let reporters = reporters.map(|door| door.renew_trust(next.clone()));
        let officers = self.officers.as_ref();
        let officers = officers.map(|door| door.renew_trust(next.clone()));
        let is_new = |told: Option<Result<bool, TrustError>>| told.unwrap_or(Ok(false));
        Ok(is_new(reporters)? | is_new(officers)?)
    }
}

impl Socket {
    /// Listens for reporters.
    pub(super) fn of_intake(config: &IntakeConfig) -> Result<Self> {
        let listener = listen(config.listen).context("[intake]")?;
        Self::intake_on(listener, config)
    }

    /// The same on an address that is listened on already.
    pub(super) fn intake_on(listener: TcpListener, config: &IntakeConfig) -> Result<Self> {
        let tls = (&config.certificate, &config.key);
        Self::on(listener, tls, config.workers).context("[intake]")
    }

    /// Listens for officers.
    pub(super) fn of_desk(config: &DeskConfig) -> Result<Self> {
        let listener = listen(config.listen).context("[desk]")?;
        Self::desk_on(listener, config)
    }

    /// Listens for everybody.
    pub(super) fn of_observatory(config: &ObservatoryConfig) -> Result<Self> {
        let listener = listen(config.listen).context("[observatory]")?;
        Self::observatory_on(listener, config)
    }

    /// The same on an address that is listened on already.
    pub(super) fn observatory_on(
        listener: TcpListener,
        config: &ObservatoryConfig,
    ) -> Result<Self> {
        let tls = (&config.certificate, &config.key);
        Self::on(listener, tls, config.workers).context("[observatory]")
    }

    /// The same on an address that is listened on already.
    pub(super) fn desk_on(listener: TcpListener, config: &DeskConfig) -> Result<Self> {
        let tls = (&config.certificate, &config.key);
        Self::on(listener, tls, config.workers).context("[desk]")
    }

    fn on(
        listener: TcpListener,
        tls: (&Option<PathBuf>, &Option<PathBuf>),
        workers: usize,
    ) -> Result<Self> {
        let tls = match tls {
            (Some(certificate), Some(key)) => Some(http_guard::tls::from_files(certificate, key)?),
            _ => None,
        };
        let address = listener.local_addr()?;
        let workers = match workers {
            0 => std::thread::available_parallelism().map_or(1, NonZero::get),
            given => given,
        };
        let serving = Serving {
            listener,
            tls,
            workers,
            ends_on_signals: true,
        };
        Ok(Self { serving, address })
    }

    /// Where it listens: the port is known only now if it was left to the system.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// `https://host:port/`, or `http://…` without TLS.
    pub(super) fn url(&self) -> String {
        let scheme = self.serving.tls.as_ref().map_or("http", |_| "https");
        format!("{scheme}://{}/", self.address)
    }

    /// What a door is served with.
    pub(super) fn into_serving(self) -> Serving {
        self.serving
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).with_context(|| {
        format!("{address} is taken or not allowed; choose another address or port")
    })
}
