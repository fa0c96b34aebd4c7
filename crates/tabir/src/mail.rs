//! Mail that says the same every time, to one person at a time.

use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use casework::Weekday;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use pages::NoticeText;
use seal::Day;

use crate::notices_config::{MailTls, NoticesConfig};

/// Sends notices through the office's mail server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Address,
    text: NoticeText,
}

/// Why a mail did not go out. What the server said is left out: it may name an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum MailFault {
    /// The server does not answer, or breaks off.
    #[error("the mail server does not answer")]
    Unreachable,
    /// TLS does not come about: another certificate, or none.
    #[error("the connection to the mail server cannot be protected")]
    Unprotected,
    /// It does not take name and password.
    #[error("the mail server refuses the sign-in")]
    SignIn,
    /// It does not take mail for somebody.
    #[error("the mail server refuses a recipient")]
    Refused,
    /// It asks to come back later.
    #[error("the mail server takes no mail for the moment")]
    NotNow,
    /// What it says is not understood.
    #[error("the mail server is not understood")]
    NotUnderstood,
}

impl MailFault {
    /// Whether the others are tried all the same.
    pub const fn is_about_one(self) -> bool {
        matches!(self, Self::Refused | Self::NotNow)
    }

    /// Whether it helps to try before the next hour.
    pub const fn may_pass(self) -> bool {
        !matches!(self, Self::Refused)
    }
}

impl Mailer {
    /// Reads what the configuration names. Connects to nothing yet.
    ///
    /// # Errors
    /// Says which file or key is wrong.
    pub fn of(config: &NoticesConfig, text: NoticeText) -> Result<Self> {
        let server = config.server.clone();
        let tls = match config.tls {
            MailTls::None => Tls::None,
            MailTls::Starttls => Tls::Required(parameters(config)?),
            MailTls::FromTheStart => Tls::Wrapper(parameters(config)?),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
            .port(config.port())
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&config.user, config.password()?) {
            let password = password.expose().to_owned();
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: transport.build(),
            sender: config.sender()?,
            text,
        })
    }

    /// Sends the notice to one person.
    ///
    /// # Errors
    /// [`MailFault`] says of what kind it is.
    pub async fn send(
        &self,
        to: &Address,
        unix_seconds: i64,
        offset_minutes: i32,
    ) -> Result<(), MailFault> {
        let letter = self
            .letter(to, unix_seconds, offset_minutes)
            .map_err(|_| MailFault::NotUnderstood)?;
        let envelope = Envelope::new(Some(self.sender.clone()), vec![to.clone()])
            .map_err(|_| MailFault::NotUnderstood)?;
        let sent = self.transport.send_raw(&envelope, letter.as_bytes()).await;
        sent.map(drop).map_err(|fault| MailFault::of(&fault))
    }

    fn letter(&self, to: &Address, unix_seconds: i64, offset_minutes: i32) -> Result<String> {
        let mut chance = String::new();
        for byte in seal::random_bytes::<16>()? {
            write!(chance, "{byte:02x}")?;
        }
        let NoticeText { subject, body } = &self.text;
        let subject = if subject.is_ascii() {
            subject.clone()
        } else {
            format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(subject))
        };
        let body = BASE64_STANDARD.encode(body.replace('\n', "\r\n"));
        let mut lines = String::new();
        for (place, letter) in body.chars().enumerate() {
            if place > 0 && place % 76 == 0 {
                lines.push_str("\r\n");
            }
            lines.push(letter);
        }
        let date = date(unix_seconds, offset_minutes)?;
        let domain = self.sender.domain();
        // Without the last header, people's automatic answers would come back to the sender.
        Ok(format!(
            "From: <{}>\r\nTo: <{to}>\r\nSubject: {subject}\r\nDate: {date}\r\n\
             Message-ID: <{chance}@{domain}>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\
             Auto-Submitted: auto-generated\r\n\r\n{lines}\r\n",
            self.sender
        ))
    }
}

impl MailFault {
    fn of(fault: &lettre::transport::smtp::Error) -> Self {
        let status = fault.status().map(u16::from);
        match status {
            Some(530 | 534 | 535 | 538) => Self::SignIn,
            _ if fault.is_permanent() => Self::Refused,
            _ if fault.is_transient() => Self::NotNow,
            // The server offers no TLS, or no way to sign in that is known here.
            _ if fault.is_client() || fault.is_tls() || broke_in_tls(fault) => Self::Unprotected,
            _ if fault.is_response() => Self::NotUnderstood,
            _ => Self::Unreachable,
        }
    }
}

/// Whether a handshake failed, as with a wrong certificate: to the crate the connection just broke.
fn broke_in_tls(fault: &dyn Error) -> bool {
    let is_invalid = |cause: &(dyn Error + 'static)| {
        let broken = cause.downcast_ref::<io::Error>();
        broken.is_some_and(|broken| broken.kind() == io::ErrorKind::InvalidData)
    };
    let mut cause = fault.source();
    while let Some(known) = cause {
        if is_invalid(known) {
            return true;
        }
        cause = known.source();
    }
    false
}

/// Whom the connection believes.
fn parameters(config: &NoticesConfig) -> Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(config.server.clone());
    if let Some(authority) = &config.authority {
        parameters = parameters
            .certificate_store(CertificateStore::None)
            .add_root_certificate(certificate(authority)?);
    }
    let told = "[notices] TLS cannot start";
    // What is wrong with TLS names no address of an officer.
    parameters
        .build()
        .map_err(|fault| anyhow::anyhow!("{fault}"))
        .context(told)
}

fn certificate(path: &Path) -> Result<Certificate> {
    let told = || format!("[notices] `{}` is no authority", path.display());
    let pem = std::fs::read(path).with_context(told)?;
    let certificate = Certificate::from_pem(&pem).map_err(|fault| anyhow::anyhow!("{fault}"));
    certificate.with_context(told)
}

/// Such as `Sun, 29 Nov 2026 07:30:00 +0700`.
fn date(unix_seconds: i64, offset_minutes: i32) -> Result<String> {
    let day = Day::at(unix_seconds, offset_minutes);
    let weekday = Weekday::of(day).word().get(..3).unwrap_or_default();
    let (first, rest) = weekday.split_at_checked(1).unwrap_or_default();
    let text = day.to_string();
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next().context("a day has three parts");
    let (year, month, of_month) = (part()?, part()?, part()?);
    let month = month.parse::<usize>()?.checked_sub(1);
    let month = month.and_then(|month| MONTHS.get(month));
    let month = month.context("a month is one of twelve")?;
    let local = unix_seconds.saturating_add(i64::from(offset_minutes) * 60);
    let second = local.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let offset = offset_minutes.unsigned_abs();
    let (hours, minutes) = (offset / 60, offset % 60);
    let first = first.to_uppercase();
    Ok(format!(
        "{first}{rest}, {of_month} {month} {year} {hour:02}:{minute:02}:{second:02} {sign}{hours:02}{minutes:02}"
    ))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const PATIENCE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_mail_writes_it() {
        let moment = 20_786 * 86_400 + 30 * 60 + 9;
        assert_eq!(
            date(moment, 420).unwrap(),
            "Sun, 29 Nov 2026 07:30:09 +0700"
        );
        assert_eq!(
            date(moment, -210).unwrap(),
            "Sat, 28 Nov 2026 21:00:09 -0330"
        );
    }

    #[test]
    fn letters_to_one_person_are_of_one_length_and_differ_in_nothing_but_moment_and_number() {
        let config = NoticesConfig {
            hours: vec![],
            addresses_file: "addresses".into(),
            server: "localhost".to_owned(),
            port: None,
            tls: MailTls::None,
            authority: None,
            sender: "post@example.org".to_owned(),
            user: None,
            password_file: None,
            language: "id".to_owned(),
            desk: None,
        };
        let pages = pages::Pages::load().unwrap();
        let text = pages.notice(config.language().unwrap(), None);
        let mailer = Mailer::of(&config, text).unwrap();
        let to: Address = "someone@example.org".parse().unwrap();
        let letter = |seconds| mailer.letter(&to, seconds, 420).unwrap();
        let (one, other) = (letter(1_764_400_000), letter(1_790_000_001));
        assert_eq!(one.len(), other.len());
        assert_ne!(one, other);
        let same = |letter: &str| {
            let lines = letter.lines();
            let lines =
                lines.filter(|line| !line.starts_with("Date") && !line.starts_with("Message-ID"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(same(&one), same(&other));
        assert!(one.lines().all(|line| line.len() <= 78), "{one}");
    }
}
