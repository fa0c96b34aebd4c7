//! What in a configuration does not fit together.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::{Config, DatabaseConfig};
use crate::findings::Fault;
use crate::notices_config::NoticesConfig;

impl Config {
    /// Everything that does not fit together, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let Self {
            secrets,
            database,
            keystore,
            intake,
            desk,
            observatory,
            notices,
            ..
        } = self;
        let mut faults = vec![
            database.fault("[database]"),
            keystore.fault("[keystore]"),
            listening("[intake]", intake.listen, &intake.certificate, &intake.key),
        ];
        if let Some(desk) = desk {
            faults.push(listening(
                "[desk]",
                desk.listen,
                &desk.certificate,
                &desk.key,
            ));
            faults.push(secrets.desk_key_file.is_none().then(|| {
                Fault::new(
                    "[desk] needs `desk_key_file` in [secrets], which is missing",
                    "write desk_key_file = \"secrets/desk-key\" there; `tabir setup` made that file",
                )
            }));
            let origin = desk.origin.as_deref().filter(|origin| !is_origin(origin));
            faults.push(origin.map(|origin| {
                Fault::new(
                    format!("[desk] `origin` is `{origin}`, where browsers use no passkeys"),
                    "write https:// and a name in small letters, perhaps with a port, and nothing behind it; \
                     or http://localhost with a port",
                )
            }));
            faults.push(taken("[desk]", desk.listen, "[intake]", intake.listen));
        }
        if let Some(observatory) = observatory {
            let section = "[observatory]";
            let listen = observatory.listen;
            let tls = (&observatory.certificate, &observatory.key);
            faults.push(listening(section, listen, tls.0, tls.1));
            faults.push(taken(section, listen, "[intake]", intake.listen));
            let desk = desk.as_ref();
            faults.push(desk.and_then(|desk| taken(section, listen, "[desk]", desk.listen)));
            let licence = observatory.licence.as_deref();
            faults.push(licence.filter(|licence| !is_address(licence)).map(|licence| {
                Fault::new(
                    format!("{section} `licence` is `{licence}`, which is no address"),
                    "write the whole address of its text, such as https://creativecommons.org/licenses/by/4.0/",
                )
            }));
        }
        let notices = notices.iter().flat_map(NoticesConfig::faults);
        faults.into_iter().flatten().chain(notices).collect()
    }
}

impl DatabaseConfig {
    fn fault(&self, section: &str) -> Option<Fault> {
        let what = match (&self.sqlite, &self.postgres_url_file) {
            (Some(_), None) | (None, Some(_)) => return None,
            (Some(_), Some(_)) => format!("{section} names two databases"),
            (None, None) => format!("{section} names no database"),
        };
        Some(Fault::new(
            what,
            "write either `sqlite` or `postgres_url_file`",
        ))
    }
}

fn listening(
    section: &str,
    listen: SocketAddr,
    certificate: &Option<PathBuf>,
    key: &Option<PathBuf>,
) -> Option<Fault> {
    if certificate.is_some() != key.is_some() {
        return Some(Fault::new(
            format!("{section} has only one of `certificate` and `key`"),
            "name both, or neither",
        ));
    }
    (certificate.is_none() && !listen.ip().is_loopback()).then(|| {
        Fault::new(
            format!(
                "{section} listens on {listen} without a certificate, where everybody on the way could read along"
            ),
            "name `certificate` and `key`, or listen on 127.0.0.1",
        )
    })
}

/// Two doors have one address.
fn taken(section: &str, listen: SocketAddr, other: &str, by: SocketAddr) -> Option<Fault> {
    (listen == by && listen.port() != 0).then(|| {
        Fault::new(
            format!("{section} listens on {listen}, as {other} does"),
            "give it another port or address",
        )
    })
}

/// Browsers let pages at these places alone use what the desk needs.
fn is_origin(origin: &str) -> bool {
    let local = origin.strip_prefix("http://localhost");
    let local = local.filter(|port| port.is_empty() || port.starts_with(':'));
    let place = local.map(|port| format!("localhost{port}"));
    let place = place.or_else(|| origin.strip_prefix("https://").map(str::to_owned));
    let place = place.unwrap_or_default();
    let (name, port) = place.split_once(':').unwrap_or((&place, "443"));
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || b"-.".contains(&one));
    let is_number = name
        .split('.')
        .next_back()
        .is_some_and(|last| last.parse::<u8>().is_ok());
    is_name && !is_number && port.parse::<u16>().is_ok()
}

/// Whether it is an address that a page may link to as it stands.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or_default();
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-._~/?#=&%:+".contains(one);
    rest.split('/')
        .next()
        .is_some_and(|host| host.contains('.'))
        && rest.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_and_not_only_the_first() {
        let text = crate::config::tests::SOUND
            .replace(
                "sqlite = \"main.sqlite\"",
                "sqlite = \"a\"\npostgres_url_file = \"b\"",
            )
            .replace("127.0.0.1:8080", "0.0.0.0:443");
        let text = format!("{text}\n[desk]\nlisten = \"0.0.0.0:443\"\nkey = \"k\"");
        let text = format!(
            "{text}\n[observatory]\nlisten = \"0.0.0.0:443\"\nlicence = \"javascript:alert(1)\""
        );
        let told = format!("{:#}", Config::parse(&text).unwrap_err());
        for expected in [
            "[database] names two databases",
            "[intake] listens on 0.0.0.0:443 without a certificate",
            "[desk] has only one of `certificate` and `key`",
            "[desk] needs `desk_key_file`",
            "[desk] listens on 0.0.0.0:443, as [intake] does",
            "[observatory] listens on 0.0.0.0:443 without a certificate",
            "[observatory] listens on 0.0.0.0:443, as [intake] does",
            "[observatory] listens on 0.0.0.0:443, as [desk] does",
            "[observatory] `licence` is `javascript:alert(1)`, which is no address",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
    }

    #[test]
    fn an_origin_is_a_place_where_browsers_use_passkeys() {
        for sound in [
            "https://desk.example.org",
            "https://desk.example.org:8443",
            "http://localhost:8081",
        ] {
            assert!(is_origin(sound), "{sound}");
        }
        for wrong in [
            "https://desk.example.org/",
            "http://desk.example.org",
            "https://127.0.0.1",
            "https://Desk.example.org",
            "http://localhost.example.org:80",
            "https://",
            "desk.example.org",
        ] {
            let text = crate::config::tests::SOUND
                .replace("[database]", "desk_key_file = \"d\"\n[database]");
            let text = format!("{text}\n[desk]\nlisten = \"127.0.0.1:8081\"\norigin = \"{wrong}\"");
            let told = format!("{:#}", Config::parse(&text).unwrap_err());
            assert!(told.contains("`origin`") && told.contains(wrong), "{told}");
        }
    }

    #[test]
    fn a_key_that_is_not_known_is_named() {
        let text = crate::config::tests::SOUND;
        let text = text.replace("folder = \"blobs\"", "folder = \"blobs\"\nsize = 3");
        let told = format!("{:#}", Config::parse(&text).unwrap_err());
        assert!(told.contains("size"), "{told}");
    }
}
