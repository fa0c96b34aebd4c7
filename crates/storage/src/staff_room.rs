use std::fmt;
use std::sync::Arc;

use casework::{AccountName, ActKind};
use seal::{Day, Digest, OfficerId};

use crate::account::{self, Account};
use crate::act::{self, Done};
use crate::invitation::{self, Invitation};
use crate::passkey::{self, PasskeyUse};
use crate::session::{self, Session};
use crate::sign_in::{self, Pending, SignInId};
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::upkeep::Moment;

/// The door for the officers' accounts: invitations, sign-ins, sessions. It knows no case.
#[derive(Clone)]
pub struct StaffRoom(pub(crate) Arc<Shelves>);

/// Whether somebody may try to sign in.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Yes; the account, if there is one of this name.
    Go(Option<Box<Account>>),
    /// Not for so many seconds: too many attempts before this one failed.
    Wait(i64),
}

/// What was used as the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsedFactor {
    /// The code of this half minute.
    Code(i64),
    /// A passkey.
    Passkey(PasskeyUse),
    /// The recovery code of this digest.
    Recovery(Digest),
}

impl StaffRoom {
    pub(crate) fn new(shelves: Arc<Shelves>) -> Self {
        Self(shelves)
    }

    /// Keeps an invitation under the digest of its link; earlier ones for the account end.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn invite(
        &self,
        link: Digest,
        invitation: Invitation,
        expires_at: i64,
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let invited = Done::in_office(ActKind::Invited, None).to(invitation.officer);
        let invite = move |tx: &mut WriteTx<'_>| {
            invitation::record(tx, link, &invitation, expires_at)?;
            act::record(tx, instance, invited, today)
        };
        self.0.main.write("invite officer", invite).await
    }

    /// What the invitation of a link invites to, and until which moment: that may have passed.
    ///
    /// # Errors
    /// `NotFound` when it was used, a later one took its place, or it never was.
    pub async fn invitation(&self, link: Digest) -> Result<(Invitation, i64), StoreError> {
        let read = move |tx: &mut ReadTx<'_>| invitation::of_link(tx, link);
        self.0.main.read(read).await
    }

    /// Uses up an invitation and opens the account in its place. An earlier account of the name ends,
    /// with its sessions.
    ///
    /// # Errors
    /// `NotFound` when the invitation was used, is expired, or never was; `Conflict` when it invites
    /// to another account.
    pub async fn register(
        &self,
        link: Digest,
        account: Account,
        recovery: Vec<Digest>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let opened = Done::in_office(ActKind::AccountOpened, Some(account.officer));
        let register = move |tx: &mut WriteTx<'_>| {
            let (invitation, expires_at) = invitation::of_link(tx, link)?;
            if expires_at <= now.unix_seconds {
                return Err(StoreError::NotFound);
            }
            if (&invitation.account, invitation.officer) != (&account.name, account.officer) {
                return Err(StoreError::Conflict);
            }
            invitation::forget(tx, link)?;
            session::forget_of(tx, &account.name)?;
            account::record(tx, &account, &recovery)?;
            act::record(tx, instance, opened.to(account.officer), now.day)
        };
        self.0.main.write("register officer", register).await
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.0.main.read(|tx| account::all(tx)).await
    }

    /// The account of a name.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn account(&self, name: AccountName) -> Result<Account, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| account::named(tx, &name);
        self.0.main.read(read).await?.ok_or(StoreError::NotFound)
    }

    /// Locks an account and ends its sessions. An invitation that is under way ends too: it would open the
    /// account anew.
    ///
    /// # Errors
    /// `NotFound` when there is none of this name.
    pub async fn lock_account(&self, name: AccountName, today: Day) -> Result<(), StoreError> {
        self.set_lock(name, Some(today), ActKind::AccountLocked, today)
            .await
    }

    /// Unlocks an account. An invitation that is under way ends, as when it is locked.
    ///
    /// # Errors
    /// `NotFound` when there is none of this name.
    pub async fn unlock_account(&self, name: AccountName, today: Day) -> Result<(), StoreError> {
        self.set_lock(name, None, ActKind::AccountUnlocked, today)
            .await
    }

    async fn set_lock(
        &self,
        name: AccountName,
        on: Option<Day>,
        kind: ActKind,
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let lock = move |tx: &mut WriteTx<'_>| {
            session::forget_of(tx, &name)?;
            invitation::forget_of(tx, &name)?;
            account::lock(tx, &name, on)?;
            let account = account::named(tx, &name)?.ok_or(StoreError::NotFound)?;
            let done = Done::in_office(kind, None).to(account.officer);
            act::record(tx, instance, done, today)
        };
        self.0.main.write("lock account", lock).await
    }

    /// Notes an attempt to sign in, unless too many before it failed. The record of acts hears of it at night:
    /// what is written here is alike whether there is such an account or not.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn attempt(
        &self,
        id: SignInId,
        name: AccountName,
        now: Moment,
    ) -> Result<Turn, StoreError> {
        let seconds = now.unix_seconds;
        let attempt = move |tx: &mut WriteTx<'_>| {
            if let Some(seconds) = sign_in::attempt(tx, id, &name, seconds)? {
                return Ok(Turn::Wait(seconds));
            }
            Ok(Turn::Go(account::named(tx, &name)?.map(Box::new)))
        };
        let turn = self.0.main.write("note sign-in", attempt).await?;
        // Ids are random, so that this is one attempt in sixteen, whether it has an account or not.
        if id.last().is_some_and(|byte| byte % 16 == 0) {
            let forget = move |tx: &mut WriteTx<'_>| sign_in::forget_invented(tx, seconds);
            self.0.main.write("forget invented names", forget).await?;
        }
        Ok(turn)
    }

    /// How many attempts of a name failed since a moment.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn failed_since(&self, name: AccountName, since: i64) -> Result<u32, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| sign_in::failed_since(tx, &name, since);
        self.0.main.read(read).await
    }

    /// Keeps a sign-in until its second message.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn keep_sign_in(
        &self,
        id: SignInId,
        pending: Pending,
        now: i64,
    ) -> Result<(), StoreError> {
        let keep = move |tx: &mut WriteTx<'_>| sign_in::keep(tx, id, &pending, now);
        self.0.main.write("begin sign-in", keep).await
    }

    /// Takes a sign-in out, so that its second message counts once.
    ///
    /// # Errors
    /// `NotFound` when it was taken already, is too old, or never was.
    pub async fn take_sign_in(&self, id: SignInId, now: i64) -> Result<Pending, StoreError> {
        let take = move |tx: &mut WriteTx<'_>| sign_in::take(tx, id, now);
        self.0.main.write("finish sign-in", take).await
    }

    /// Uses up the second factor and opens a session under the digest of its token.
    ///
    /// # Errors
    /// `NotFound` when the account or its passkey is gone or locked; `Conflict` when the code was used
    /// before, there is no such recovery code, or there is a copy of the passkey.
    pub async fn open_session(
        &self,
        id: SignInId,
        name: AccountName,
        factor: UsedFactor,
        token: Digest,
        now: Moment,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let open = move |tx: &mut WriteTx<'_>| {
            let officer = use_factor(tx, &name, &factor)?;
            sign_in::note_opened(tx, id)?;
            session::record(tx, token, &name, now.unix_seconds)?;
            let signed_in = Done::in_office(ActKind::SignedIn, Some(officer));
            act::record(tx, instance, signed_in, now.day)
        };
        self.0.main.write("open session", open).await
    }

    /// Who is signed in with a token. Notes that the session is in use, at most every half minute.
    ///
    /// # Errors
    /// `NotFound` when the session ended, was idle for too long, or its account is locked.
    pub async fn session(&self, token: Digest, now: i64) -> Result<Session, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| session::open(tx, token, now);
        let (session, seen_at) = self.0.main.ask(read).await?;
        if now.saturating_sub(seen_at) >= NOTED_EVERY_SECONDS {
            let note = move |tx: &mut WriteTx<'_>| session::note_seen(tx, token, now);
            self.0.main.write("note session", note).await?;
        }
        Ok(session)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn close_session(&self, token: Digest) -> Result<(), StoreError> {
        let close = move |tx: &mut WriteTx<'_>| session::forget(tx, token);
        self.0.main.write("close session", close).await
    }
}

/// Uses up a second factor of an account that is not locked. Says whose it is.
pub(crate) fn use_factor(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    factor: &UsedFactor,
) -> Result<OfficerId, StoreError> {
    let account = account::named(tx, name)?.ok_or(StoreError::NotFound)?;
    if account.locked_on.is_some() {
        return Err(StoreError::NotFound);
    }
    match factor {
        UsedFactor::Code(step) => account::use_step(tx, name, *step),
        UsedFactor::Passkey(used) => passkey::use_key(tx, name, used),
        UsedFactor::Recovery(code) => account::use_recovery(tx, name, *code),
    }?;
    Ok(account.officer)
}

impl fmt::Debug for StaffRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffRoom")
    }
}

const NOTED_EVERY_SECONDS: i64 = 30;
