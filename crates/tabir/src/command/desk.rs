use std::fs;

use anyhow::{Context, Result, bail};
use casework::{AccountName, INVITATION_SECONDS};
use clap::{Args, Subcommand};
use seal::{CodeSecret, OfficerId, SecretToken};
use storage::Invitation;
use zeroize::Zeroizing;

use super::desk_connect::Connect;
use super::{Place, block_on};
use crate::data_folder::{DataFolder, read_desk_key};
use crate::desk_account::{Accounts, SecondFactor};
use crate::office::Office;
use crate::officer_key::{FoundKey, KeyChoice};
use crate::terminal::say;

/// Officers' accounts at the web desk.
#[derive(Debug, Args)]
pub(super) struct DeskCommand {
    #[command(subcommand)]
    act: DeskAct,
}

#[derive(Debug, Subcommand)]
enum DeskAct {
    /// Open an account for an officer, or open it anew; on the office's machine, with the officer there
    SignUp(SignUp),
    /// Print a link, good once and for three days, with which an officer opens an account in a browser of
    /// their own, or opens it anew
    Invite(Invite),
    /// Print the code of this half minute; only in a demonstration, where the secret lies in a file
    Code(Code),
    /// End an account's sessions and let nobody sign in to it
    Lock(Named),
    /// Let its officer sign in again
    Unlock(Named),
    /// Work at a desk elsewhere with the pages of this machine, which its server cannot exchange
    Connect(Connect),
}

#[derive(Debug, Args)]
struct SignUp {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    /// The name of the account; that of the key file when it is not given
    #[arg(long, value_name = "NAME")]
    account: Option<AccountName>,
}

#[derive(Debug, Args)]
struct Invite {
    /// The name that the account will have
    #[arg(value_name = "NAME")]
    account: AccountName,
    /// The officer, as the roster labels them, or by id; not needed where the account is opened anew
    #[arg(long, value_name = "OFFICER")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Code {
    /// The officer's name in the data folder's `officers`
    #[arg(long = "as", value_name = "NAME")]
    name: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Named {
    /// The name of the account
    #[arg(value_name = "NAME")]
    account: AccountName,
    #[command(flatten)]
    place: Place,
}

impl DeskCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.act {
            DeskAct::SignUp(sign_up) => sign_up.run(),
            DeskAct::Invite(invite) => invite.run(),
            DeskAct::Code(code) => code.run(),
            DeskAct::Lock(named) => named.lock(true),
            DeskAct::Unlock(named) => named.lock(false),
            DeskAct::Connect(connect) => connect.run(),
        }
    }
}

impl SignUp {
    fn run(self) -> Result<()> {
        let mut keys = self.key.find(&self.place.folder())?;
        let (Some(key), true) = (keys.pop(), keys.is_empty()) else {
            bail!("name one key with --key FILE or --as NAME");
        };
        let office = self.place.open()?;
        let account = match self.account {
            Some(account) => account,
            None => key.name.parse()?,
        };
        let factor = block_on(sign_up(&office, &account, &key))?;
        say!("The account `{account}` is open, with the passphrase of the key file.\n");
        say!("Shown this once. For an app that makes codes:\n");
        say!("  {}\n", factor.codes.address(account.as_str()).as_str());
        say!("If the app is lost, each of these is good once in place of a code:\n");
        for code in &factor.recovery {
            say!("  {}", code.to_text().as_str());
        }
        Ok(())
    }
}

async fn sign_up(office: &Office, account: &AccountName, key: &FoundKey) -> Result<SecondFactor> {
    office.require_ready().await?;
    let file = office.config.secrets.desk_key_file.as_ref();
    let desk_key = read_desk_key(file.context("[secrets] names no `desk_key_file`")?)?;
    let passphrase = key.passphrase()?;
    let keys = key.unlock_with(&passphrase)?;
    if keys.manifest != office.trust.manifest.digest() {
        bail!(
            "the key of {} was made for another manifest than this office has",
            key.name
        );
    }
    let accounts = Accounts {
        room: office.storage.staff_room(),
        key: &desk_key,
        now: office.moment(),
    };
    accounts.open(account, &keys, &passphrase).await
}

impl Invite {
    fn run(self) -> Result<()> {
        let office = self.place.open()?;
        let desk = office.config.desk.as_ref();
        let origin = desk.and_then(|desk| desk.origin.as_ref());
        let origin = origin.context("[desk] names no `origin`, the address of the desk")?;
        let link = block_on(self.invite(&office))?;
        say!(
            "Hand this to the officer over a way that you both trust. It is good once, for three days, and only"
        );
        say!("together with the officer's key file and its passphrase:\n");
        say!("  {origin}/#invite={}", link.to_text().as_str());
        Ok(())
    }

    async fn invite(&self, office: &Office) -> Result<SecretToken> {
        office.require_ready().await?;
        let room = office.storage.staff_room();
        let officer = match &self.officer {
            Some(named) => officer_named(office, named)?,
            None => {
                let account = room.account(self.account.clone()).await;
                let unknown =
                    || format!("there is no account `{}` yet; name --officer", self.account);
                account.with_context(unknown)?.officer
            }
        };
        let token = SecretToken::draw()?;
        let invitation = Invitation {
            account: self.account.clone(),
            officer,
        };
        let until = office
            .clock
            .unix_seconds()
            .saturating_add(INVITATION_SECONDS);
        let link = token.digest(office.trust.manifest.instance);
        room.invite(link, invitation, until, office.today()).await?;
        Ok(token)
    }
}

/// The officer on duty whom the newest roster labels so, or whose id this is.
fn officer_named(office: &Office, named: &str) -> Result<OfficerId> {
    let roster = office.trust.newest()?;
    let officers = roster.officers.iter();
    let mut found = officers.filter(|one| one.label == named || one.id.to_string() == named);
    let (Some(officer), None) = (found.next(), found.next()) else {
        bail!("the roster names no officer, or more than one, as `{named}`");
    };
    if !officer.is_on_duty(office.today()) {
        bail!("`{named}` is not on duty");
    }
    Ok(officer.id)
}

impl Code {
    fn run(self) -> Result<()> {
        let secret = demonstrated_secret(&self.place.folder(), &self.name)?;
        let now = http_guard::Clock::system().unix_seconds();
        say!("{}", secret.code_at(now));
        Ok(())
    }
}

/// The secret that stands in for an officer's app in a demonstration.
fn demonstrated_secret(data: &DataFolder, name: &str) -> Result<CodeSecret> {
    let path = data.codes_of(name);
    let address = fs::read_to_string(&path).map(Zeroizing::new);
    let address = address.with_context(|| {
        format!(
            "`{}` cannot be read; outside a demonstration an officer's app makes the codes",
            path.display()
        )
    })?;
    let secret = address.split_once("secret=").map(|(_, rest)| rest);
    let secret = secret.and_then(|rest| rest.split('&').next());
    secret
        .and_then(CodeSecret::from_base32)
        .with_context(|| format!("`{}` holds no secret of codes", path.display()))
}

impl Named {
    fn lock(self, is_locked: bool) -> Result<()> {
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            let (room, today) = (office.storage.staff_room(), office.today());
            let done = if is_locked {
                room.lock_account(self.account.clone(), today).await
            } else {
                room.unlock_account(self.account.clone(), today).await
            };
            done.with_context(|| format!("there is no account `{}`", self.account))?;
            if is_locked {
                say!("The account `{}` is locked.", self.account);
            } else {
                say!("The account `{}` is open again.", self.account);
            }
            Ok(())
        })
    }
}
