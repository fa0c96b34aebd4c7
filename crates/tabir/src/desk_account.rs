//! Officers' accounts at the web desk, opened by the office.

use anyhow::Result;
use casework::{AccountName, INVITATION_SECONDS, RECOVERY_CODES};
use seal::{
    CodeSecret, DeskKey, OfficerKeys, Passphrase, RecoveryCode, Registering, Registration,
    SecretToken,
};
use storage::{Account, Invitation, Moment, StaffRoom};

/// Where accounts are opened.
#[derive(Debug)]
pub struct Accounts<'d> {
    /// The room that keeps them.
    pub room: StaffRoom,
    /// The desk's secret.
    pub key: &'d DeskKey,
    /// When it is.
    pub now: Moment,
}

/// What an officer is given once: the second factor, and what stands in for it when it is lost.
#[derive(Debug)]
pub struct SecondFactor {
    /// For the officer's app.
    pub codes: CodeSecret,
    /// Each good once.
    pub recovery: Vec<RecoveryCode>,
}

impl Accounts<'_> {
    /// Opens an account in which an officer's keys lie wrapped, in place of an earlier one of this name,
    /// whose sessions end. The passphrase becomes that of the account.
    ///
    /// # Errors
    /// Storage that fails; no randomness.
    pub async fn open(
        &self,
        name: &AccountName,
        keys: &OfficerKeys,
        passphrase: &Passphrase,
    ) -> Result<SecondFactor> {
        let instance = keys.instance;
        let (client, request) = Registering::begin(instance, passphrase)?;
        let answer = self.key.register(name.as_str(), &request)?;
        let Registration { record, wrapped } =
            client.finish(name.as_str(), passphrase, &answer, keys)?;
        let codes = CodeSecret::draw()?;
        let recovery = (0..RECOVERY_CODES).map(|_| RecoveryCode::draw());
        let recovery: Vec<_> = recovery.collect::<Result<_, _>>()?;
        let account = Account {
            name: name.clone(),
            officer: keys.officer,
            record,
            wrapped,
            factor: self.key.lock_code_secret(instance, name.as_str(), &codes)?,
            factor_step: 0,
            locked_on: None,
        };
        let link = SecretToken::draw()?.digest(instance);
        let invitation = Invitation {
            account: name.clone(),
            officer: keys.officer,
        };
        let until = self.now.unix_seconds.saturating_add(INVITATION_SECONDS);
        self.room
            .invite(link, invitation, until, self.now.day)
            .await?;
        let digests = recovery.iter();
        let digests = digests.map(|code| code.digest(instance, keys.officer));
        self.room
            .register(link, account, digests.collect(), self.now)
            .await?;
        Ok(SecondFactor { codes, recovery })
    }
}
