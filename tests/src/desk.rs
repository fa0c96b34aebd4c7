use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use casedesk::{Casedesk, Peers, Rooms, Settings};
use casework::{AccountName, Deadlines, INVITATION_SECONDS};
use seal::{DeskKey, SecretToken, Trust};
use storage::Invitation;
use tabir::desk_account::{Accounts, SecondFactor};
use thirtyfour::prelude::*;

use crate::office::{TestOffice, open_door_at};
use crate::officer::OfficerAtDesk;
use crate::window::press;

/// The officers' door of an office, open on loopback until it is dropped.
pub struct Desk<'o> {
    office: &'o TestOffice,
    address: String,
    origin: String,
    key: DeskKey,
    door: Arc<Casedesk>,
    stop: Option<actix_web::dev::ServerHandle>,
}

impl<'o> Desk<'o> {
    /// Opens it.
    pub fn of(office: &'o TestOffice) -> Self {
        Self::under(office, office.trust.clone())
    }

    /// Opens it where these deadlines hold.
    pub fn keeping(office: &'o TestOffice, deadlines: Deadlines) -> Self {
        Self::open(office, office.trust.clone(), deadlines)
    }

    /// Opens it with another roster.
    pub fn under(office: &'o TestOffice, trust: Trust) -> Self {
        Self::open(office, trust, Deadlines::default())
    }

    fn open(office: &'o TestOffice, trust: Trust, deadlines: Deadlines) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let origin = format!("http://localhost:{port}");
        let key = DeskKey::draw().unwrap();
        let rooms = Rooms {
            cases: office.storage.case_room(),
            staff: office.storage.staff_room(),
        };
        let settings = Settings {
            leave: "https://leave.invalid/".to_owned(),
            origin: Some(origin.clone()),
            waiting_bytes: 1 << 30,
            deadlines,
        };
        let copy = DeskKey::from_text(&key.to_text()).unwrap();
        let clock = office.clock.clone();
        let peers = office.peers_of(&trust);
        let door = Casedesk::new(rooms, trust, copy, clock, settings).unwrap();
        let door = Arc::new(door);
        door.renew_peers(peers);
        let (address, stop) = open_door_at(listener, casedesk::door(door.clone()));
        Self {
            office,
            address,
            origin,
            key,
            door,
            stop: Some(stop),
        }
    }

    /// Signs in two officers who open a case.
    pub fn two_holders(&self) -> [OfficerAtDesk; 2] {
        let everybody = self.office.everybody().into_iter();
        let mut holders = everybody.filter(|one| !one.cases().is_empty());
        [(); 2].map(|()| self.signed_in(&holders.next().unwrap().name))
    }

    /// Writes its secret into a file, so that another process can be the same desk.
    pub fn keeps_its_key_at(&self, path: &Path) {
        fs::write(path, self.key.to_text().as_str()).unwrap();
    }

    /// Hands out these lists of other offices from now on.
    pub fn hands_out(&self, peers: Peers) {
        self.door.renew_peers(peers);
    }

    /// `http://host:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address that passkeys are bound to.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Opens an officer's account, under the name of the key file and with its passphrase.
    pub fn opens_account(&self, name: &str) -> SecondFactor {
        let accounts = Accounts {
            room: self.office.storage.staff_room(),
            key: &self.key,
            now: self.office.moment(),
        };
        let (keys, passphrase) = (self.office.keys(name), self.office.passphrase(name));
        let name: AccountName = name.parse().unwrap();
        self.office
            .wait(accounts.open(&name, &keys, &passphrase))
            .unwrap()
    }

    /// Invites an officer, and hands out the token of the link.
    pub fn invites(&self, name: &str) -> String {
        let invitation = Invitation {
            account: name.parse().unwrap(),
            officer: self.office.keys(name).officer,
        };
        let token = SecretToken::draw().unwrap();
        let link = token.digest(self.office.trust.manifest.instance);
        let until = self.office.clock.unix_seconds() + INVITATION_SECONDS;
        let room = self.office.storage.staff_room();
        self.office
            .wait(room.invite(link, invitation, until, self.office.today()))
            .unwrap();
        token.to_text().to_string()
    }

    /// Opens an officer's account and signs the officer in, in a browser.
    ///
    /// # Errors
    /// When the desk does not open.
    pub async fn signs_in_on(&self, page: &WebDriver, name: &str) -> anyhow::Result<()> {
        self.signs_in_through(page, &self.address, name).await
    }

    /// The same through another address of this door.
    ///
    /// # Errors
    /// When the desk does not open.
    pub async fn signs_in_through(
        &self,
        page: &WebDriver,
        address: &str,
        name: &str,
    ) -> anyhow::Result<()> {
        self.signs_in_at(page, &format!("{address}/?l=en"), name)
            .await
    }

    /// The same in another language.
    ///
    /// # Errors
    /// When the list of cases does not come.
    pub async fn signs_in_speaking(
        &self,
        page: &WebDriver,
        language: &str,
        name: &str,
    ) -> anyhow::Result<()> {
        self.signs_in_at(page, &format!("{}/?l={language}", self.address), name)
            .await
    }

    async fn signs_in_at(&self, page: &WebDriver, url: &str, name: &str) -> anyhow::Result<()> {
        let factor = self.opens_account(name);
        let code = factor.codes.code_at(self.office.clock.unix_seconds());
        page.goto(url).await?;
        page.find(By::Css("#sign-in button:not([disabled])"))
            .await?;
        let passphrase = self.office.passphrase(name);
        for (field, typed) in [
            ("account", name),
            ("passphrase", passphrase.words()),
            ("code", &code),
        ] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        press(page, "#sign-in button").await?;
        page.find(By::Css("main [data-act=lock]")).await?;
        Ok(())
    }

    /// Somebody at this door who is not signed in.
    pub fn somebody(&self) -> OfficerAtDesk {
        OfficerAtDesk::at(&self.address, self.office.trust.manifest.instance)
    }

    /// An officer with an account who has just signed in.
    pub fn signed_in(&self, name: &str) -> OfficerAtDesk {
        self.signed_in_through(&self.address, name)
    }

    /// The same through another address of this door.
    pub fn signed_in_through(&self, address: &str, name: &str) -> OfficerAtDesk {
        let factor = self.opens_account(name);
        let code = factor.codes.code_at(self.office.clock.unix_seconds());
        let mut officer = OfficerAtDesk::at(address, self.office.trust.manifest.instance);
        officer
            .signs_in(name, &self.office.passphrase(name), &code)
            .unwrap();
        officer
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            tokio::spawn(stop.stop(false));
        }
    }
}
