//! `[notices]`: the mail that officers get at fixed hours.

use std::fs;
use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use casework::NoticeHours;
use lettre::Address;
use pages::Language;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::findings::Fault;

/// Who is told by mail to look in, when, and through which server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticesConfig {
    /// At which hours of the office's own clock, weekends included.
    #[serde(default = "three_a_day")]
    pub hours: Vec<String>,
    /// The file with one line for each officer: the label in the roster, and the address.
    pub addresses_file: PathBuf,
    /// The name or the address of the mail server.
    pub server: String,
    /// Its port; by itself 587, or 465 with `tls = "from-the-start"`.
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: MailTls,
    /// The authority (PEM) that the server's certificate leads to. By itself those that this machine knows.
    pub authority: Option<PathBuf>,
    /// The address that the mail comes from.
    pub sender: String,
    /// The name to sign in with, where the server wants one. Together with `password_file`, or neither.
    pub user: Option<String>,
    /// A file whose first line is the password.
    pub password_file: Option<PathBuf>,
    /// In which language it is written, such as `id`.
    #[serde(default = "english")]
    pub language: String,
    /// The address of the desk, where it should stand in each mail. By itself none does.
    pub desk: Option<String>,
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTls {
    /// It begins in the clear, and nothing is said before TLS is there.
    #[default]
    Starttls,
    /// It begins with TLS.
    FromTheStart,
    /// It is not: for a server on this machine alone.
    None,
}

/// The password for the mail server.
pub struct MailPassword(Zeroizing<String>);

impl std::fmt::Debug for MailPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailPassword(hidden)")
    }
}

impl MailPassword {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl NoticesConfig {
    /// The hours.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn hours(&self) -> Result<NoticeHours> {
        let hours = NoticeHours::read(self.hours.iter().map(String::as_str));
        hours.context("[notices] hours")
    }

    /// The address that mail comes from.
    ///
    /// # Errors
    /// When it is none.
    pub fn sender(&self) -> Result<Address> {
        let sender = self.sender.parse().ok();
        sender
            .filter(|_| self.sender.is_ascii())
            .context("[notices] `sender` is no address in plain letters")
    }

    /// The language of the mail.
    ///
    /// # Errors
    /// When nobody wrote it in that language.
    pub fn language(&self) -> Result<Language> {
        let known = Language::OFFERED.into_iter();
        let mut known = known.filter(|one| one.code() == self.language);
        let unknown = || format!("[notices] `language` is `{}`", self.language);
        known.next().with_context(unknown)
    }

    /// The password, read anew each time.
    ///
    /// # Errors
    /// A file that cannot be read or is empty.
    pub fn password(&self) -> Result<Option<MailPassword>> {
        let Some(file) = &self.password_file else {
            return Ok(None);
        };
        let told = || {
            format!(
                "[notices] the file `{}` with the password cannot be read",
                file.display()
            )
        };
        let text = Zeroizing::new(fs::read_to_string(file).with_context(told)?);
        let first = text.lines().next().unwrap_or_default();
        anyhow::ensure!(!first.is_empty(), "[notices] the password is empty");
        Ok(Some(MailPassword(Zeroizing::new(first.to_owned()))))
    }

    /// The port to go to.
    pub fn port(&self) -> u16 {
        let usual = match self.tls {
            MailTls::Starttls => 587,
            MailTls::FromTheStart => 465,
            MailTls::None => 25,
        };
        self.port.unwrap_or(usual)
    }

    /// Everything in it that does not fit together.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        let read = [
            self.hours().map(drop),
            self.sender().map(drop),
            self.language().map(drop),
        ];
        let mends = [
            "write them as hours = [\"07:30\", \"12:30\", \"17:00\"]",
            "write it as sender = \"post@example.org\"",
            "write \"en\" or \"id\"",
        ];
        let faults = read.into_iter().zip(mends);
        let mut faults: Vec<Fault> = faults
            .filter_map(|(read, mend)| Some(Fault::told(&read.err()?, mend)))
            .collect();
        if self.user.is_some() != self.password_file.is_some() {
            faults.push(Fault::new(
                "[notices] has only one of `user` and `password_file`",
                "name both, or neither",
            ));
        }
        if self.tls == MailTls::None && !self.is_loopback() {
            let what = format!(
                "[notices] goes to {} without TLS, where everybody on the way could read along",
                self.server
            );
            faults.push(Fault::new(what, "leave out `tls`"));
        }
        faults
    }

    fn is_loopback(&self) -> bool {
        let address = self.server.parse::<IpAddr>();
        self.server == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }
}

fn three_a_day() -> Vec<String> {
    ["07:30", "12:30", "17:00"].map(str::to_owned).to_vec()
}

fn english() -> String {
    "en".to_owned()
}
