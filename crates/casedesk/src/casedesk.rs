use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use http_guard::{Clock, Look};
use pages::{Door, Pages, Scripts, WordingError};
use seal::{Day, DeskKey, InstanceId, Trust, TrustError};
use storage::{CaseRoom, StaffRoom};

/// What the office says about its desk.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The harmless page that *Leave quickly* opens.
    pub leave: String,
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
    clock: Clock,
    trust: RwLock<Arc<Trust>>,
    look: Arc<Look>,
}

impl Casedesk {
    /// Opens the door.
    ///
    /// # Errors
    /// [`WordingError`] when the compiled-in wording is unsound, which a test rules out.
    pub fn new(
        rooms: Rooms,
        trust: Trust,
        key: DeskKey,
        clock: Clock,
        settings: Settings,
    ) -> Result<Self, WordingError> {
        let pages = Pages::load()?;
        let door = Door {
            style: pages.style().address().to_owned(),
            leave: settings.leave,
            ..Door::default()
        };
        let look = Look {
            pages,
            door,
            scripts: Scripts::for_desk(&trust.manifest.digest().to_string()),
        };
        Ok(Self {
            rooms,
            key,
            clock,
            trust: RwLock::new(Arc::new(trust)),
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
