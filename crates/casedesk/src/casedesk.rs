use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use casework::Deadlines;
use casework::SIGN_IN_SECONDS;
use http_guard::{Clock, Look};
use pages::{Door, Pages, Scripts, WordingError};
use seal::{Day, DeskKey, InstanceId, Trust, TrustError};
use storage::{CaseRoom, Moment, StaffRoom};
use thiserror::Error;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::ahead::ChunkRoom;
use crate::peer::Peers;

/// What the office says about its desk.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The harmless page that *Leave quickly* opens.
    pub leave: String,
    /// How officers' browsers reach the desk, such as `https://desk.example.org`. Passkeys are bound to
    /// it; without it there are none.
    pub origin: Option<String>,
    /// Bytes of files that may wait until what names them is there, reporters' and officers' together.
    pub waiting_bytes: u64,
    /// By when reporters are promised what.
    pub deadlines: Deadlines,
}

/// Why a door does not open.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address is none that passkeys can be bound to.
    #[error("`{0}` is no address that passkeys can be bound to")]
    Origin(String),
    /// The compiled-in wording is unsound, which a test rules out.
    #[error(transparent)]
    Wording(#[from] WordingError),
}

/// The rooms that the desk works in.
#[derive(Clone, Debug)]
pub struct Rooms {
    /// Cases, each for those who hold a grant for it.
    pub cases: CaseRoom,
    /// Accounts, sign-ins, sessions.
    pub staff: StaffRoom,
}

/// All that the officers' door holds.
pub struct Casedesk {
    pub(crate) rooms: Rooms,
    /// The server's half of every sign-in. It opens no case.
    pub(crate) key: DeskKey,
    /// Nothing where the desk does not know its address.
    pub(crate) passkeys: Option<Webauthn>,
    pub(crate) chunks: ChunkRoom,
    pub(crate) waiting_bytes: u64,
    pub(crate) deadlines: Deadlines,
    clock: Clock,
    trust: RwLock<Arc<Trust>>,
    peers: RwLock<Arc<Peers>>,
    look: Arc<Look>,
}

impl Casedesk {
    /// Opens the door.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn new(
        rooms: Rooms,
        trust: Trust,
        key: DeskKey,
        clock: Clock,
        settings: Settings,
    ) -> Result<Self, OpenError> {
        let pages = Pages::load()?;
        let mut door = Door::of_desk(pages.desk_style().address(), &settings.leave);
        door.training = trust.manifest.instance.is_for_training();
        let look = Look {
            pages,
            door,
            scripts: Scripts::for_desk(&trust.manifest.digest().to_string()),
        };
        Ok(Self {
            rooms,
            key,
            passkeys: settings.origin.map(passkeys_at).transpose()?,
            chunks: ChunkRoom::new(),
            waiting_bytes: settings.waiting_bytes,
            deadlines: settings.deadlines,
            clock,
            trust: RwLock::new(Arc::new(trust)),
            peers: RwLock::default(),
            look: Arc::new(look),
        })
    }

    /// Checks answers with another roster from now on, if there is one that may follow the one in use.
    /// Says whether there was.
    ///
    /// # Errors
    /// [`TrustError`] says why it is refused; the roster in use stays.
    pub fn renew_trust(&self, next: Trust) -> Result<bool, TrustError> {
        let current = self.trust();
        if current.newest()?.digest() == next.newest()?.digest() {
            return Ok(false);
        }
        current.check_successor(&next, self.today())?;
        let mut place = self.trust.write().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(next);
        Ok(true)
    }

    /// Hands out these lists of other offices from now on.
    pub fn renew_peers(&self, next: Peers) {
        let mut place = self.peers.write().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(next);
    }

    /// The lists of other offices.
    pub(crate) fn peers(&self) -> Arc<Peers> {
        let peers = self.peers.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&peers)
    }

    /// Manifest, rosters and keys.
    pub(crate) fn trust(&self) -> Arc<Trust> {
        let trust = self.trust.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&trust)
    }

    /// What pages need to be drawn.
    pub(crate) fn look(&self) -> Arc<Look> {
        self.look.clone()
    }

    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.clock.unix_seconds()
    }

    /// Both at once.
    pub(crate) fn moment(&self) -> Moment {
        Moment {
            day: self.today(),
            unix_seconds: self.now(),
        }
    }

    /// The day it is where the office is.
    pub(crate) fn today(&self) -> Day {
        Day::at(self.now(), self.trust().manifest.offset_minutes)
    }

    /// The deployment.
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust().manifest.instance
    }
}

impl fmt::Debug for Casedesk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Casedesk")
    }
}

/// Passkeys of one host, for pages at this very address.
fn passkeys_at(origin: String) -> Result<Webauthn, OpenError> {
    let address = Url::parse(&origin).ok();
    let host = address.as_ref().and_then(Url::host_str);
    let passkeys = address.as_ref().zip(host).and_then(|(address, host)| {
        let builder = WebauthnBuilder::new(host, address).ok()?;
        builder.timeout(ANSWERED_WITHIN).build().ok()
    });
    passkeys.ok_or(OpenError::Origin(origin))
}

/// The browser stops asking before the challenge is too old.
const ANSWERED_WITHIN: Duration = Duration::from_secs(SIGN_IN_SECONDS.unsigned_abs());
