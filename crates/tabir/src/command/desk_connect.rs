use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, Result};
use casedesk::{Remote, remote_door};
use clap::Args;
use http_guard::Serving;
use seal::Digest;

use super::serve::{keep_memory_private, log_quietly};
use crate::terminal::say;

/// Work at a desk elsewhere with the pages of this machine, which its server cannot exchange.
#[derive(Debug, Args)]
pub(super) struct Connect {
    /// The address of the office's desk, such as https://desk.example.org
    #[arg(value_name = "URL")]
    address: String,
    /// The digest of the office's manifest, as it stands on the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST", value_parser = digest)]
    manifest_digest: Digest,
    /// The port for the browser on this machine; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8090)]
    port: u16,
    /// Certificates (PEM) of those who vouch for the desk, instead of this machine's authorities
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
}

fn digest(text: &str) -> Result<Digest, &'static str> {
    Digest::from_hex(text).ok_or("a digest has 64 hexadecimal digits")
}

impl Connect {
    pub(super) fn run(self) -> Result<()> {
        log_quietly();
        keep_memory_private();
        let tls = http_guard::tls::client(self.authority.as_deref())?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port));
        let listener = listener
            .with_context(|| format!("port {} is taken; choose another with --port", self.port))?;
        let port = listener.local_addr()?.port();
        actix_web::rt::System::new().block_on(async move {
            let (remote, trust) =
                Remote::open(&self.address, &self.manifest_digest, tls, port).await?;
            let serving = Serving {
                listener,
                tls: None,
                workers: 1,
                ends_on_signals: true,
            };
            let server = http_guard::serve(serving, remote_door(remote))?;
            say!(
                "The desk at {} belongs to the office with this manifest.",
                self.address
            );
            say!(
                "Its list of officers has version {}.",
                trust.newest()?.version
            );
            say!("On this machine alone it is open at http://localhost:{port}/");
            say!("End it with Ctrl-C when you have signed out.");
            server.await.context("the server stopped")
        })
    }
}
