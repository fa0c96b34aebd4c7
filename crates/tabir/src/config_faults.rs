//! What in a configuration does not fit together.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::{Config, DatabaseConfig};
use crate::findings::Fault;

impl Config {
    /// Everything that does not fit together, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let Self {
            secrets,
            database,
            keystore,
            intake,
            desk,
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
            let is_taken = desk.listen == intake.listen && desk.listen.port() != 0;
            faults.push(is_taken.then(|| {
                Fault::new(
                    format!("[desk] listens on {}, as [intake] does", desk.listen),
                    "give it another port or address",
                )
            }));
        }
        faults.into_iter().flatten().collect()
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
        let told = format!("{:#}", Config::parse(&text).unwrap_err());
        for expected in [
            "[database] names two databases",
            "[intake] listens on 0.0.0.0:443 without a certificate",
            "[desk] has only one of `certificate` and `key`",
            "[desk] needs `desk_key_file`",
            "[desk] listens on 0.0.0.0:443, as [intake] does",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
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
