use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use seal::{Digest, OfficerId, OfficerKeys, Passphrase, Stretching};

use super::Place;
use crate::data_folder::{read_pinned_trust, replace_private_file, write_private_file};
use crate::officer_key::KeyChoice;
use crate::terminal::say;

/// An officer's key.
#[derive(Debug, Args)]
pub(super) struct KeyCommand {
    #[command(subcommand)]
    act: KeyAct,
}

#[derive(Debug, Subcommand)]
enum KeyAct {
    /// Write the identity in clear into a file, for ordinary age tools; remove it afterwards
    Identity(Identity),
    /// Draw the keys of a new officer, on the officer's own machine
    New(New),
    /// Draw other keys for the same officer, in the place of the ones before
    Renew(Renew),
    /// Trust another manifest of the same office from now on
    Pin(Pin),
}

#[derive(Debug, Args)]
struct Identity {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Which manifest, and from where.
#[derive(Debug, Args)]
struct Pinned {
    /// The folder with `manifest`, `officer-keys` and `rosters/`, as the office publishes it
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// The manifest's digest from the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST")]
    manifest_digest: String,
}

#[derive(Debug, Args)]
struct New {
    #[command(flatten)]
    pinned: Pinned,
    /// The key file to write; the public keys go beside it, into `….public`
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Renew {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    /// The key file to write; the public keys go beside it, into `….public`
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Pin {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    pinned: Pinned,
}

impl KeyCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.act {
            KeyAct::Identity(identity) => identity.run(),
            KeyAct::New(new) => new.run(),
            KeyAct::Renew(renew) => renew.run(),
            KeyAct::Pin(pin) => pin.run(),
        }
    }
}

impl Identity {
    fn run(self) -> Result<()> {
        let key = self.key.one(&self.place.folder())?;
        let text = key.unlock()?.identity.secret_text()?;
        write_private_file(&self.out, text.as_bytes())?;
        say!(
            "The identity of {} stands in clear in {}. Remove it when you are done.",
            key.name,
            self.out.display()
        );
        Ok(())
    }
}

impl New {
    fn run(self) -> Result<()> {
        let trust = read_pinned_trust(&self.pinned.trust, &self.pinned.manifest_digest)?;
        let manifest = trust.manifest.digest();
        let keys = OfficerKeys::draw(trust.manifest.instance, manifest, OfficerId::draw()?)?;
        write_drawn(&keys, &self.out)
    }
}

impl Renew {
    fn run(self) -> Result<()> {
        // The passphrase shows that it is the officer who asks.
        let before = self.key.one(&self.place.folder())?.unlock()?;
        let keys = OfficerKeys::draw(before.instance, before.manifest, before.officer)?;
        say!(
            "Keep the key file before: it opens your cases until a roster names the new keys and `tabir rewrap` has said that nothing is left.\n"
        );
        write_drawn(&keys, &self.out)
    }
}

/// Writes keys that were just drawn, and shows their passphrase.
fn write_drawn(keys: &OfficerKeys, out: &Path) -> Result<()> {
    let passphrase = Passphrase::draw()?;
    let file = keys.to_file(&passphrase, Stretching::STANDARD)?;
    let public = out.with_extension("public");
    if public.exists() {
        bail!("`{}` exists already", public.display());
    }
    write_private_file(out, file.as_bytes())?;
    write_private_file(&public, keys.public_note()?.as_bytes())?;
    say!("Officer {}", keys.officer);
    say!(
        "The key file is {}: keep it. Hand {} to who makes the roster; it is no secret.\n",
        out.display(),
        public.display()
    );
    say!("The passphrase is shown this once. Write it on paper:\n");
    say!("  {}", passphrase.words());
    Ok(())
}

impl Pin {
    fn run(self) -> Result<()> {
        let trust = read_pinned_trust(&self.pinned.trust, &self.pinned.manifest_digest)?;
        let key = self.key.one(&self.place.folder())?;
        let passphrase = key.passphrase()?;
        let mut keys = key.unlock_with(&passphrase)?;
        if keys.instance != trust.manifest.instance {
            bail!("this manifest is another office's; a key belongs to one office");
        }
        let (old, new): (Digest, Digest) = (keys.manifest, trust.manifest.digest());
        say!("Trusted until now  {old}\nTrusted from now   {new}");
        if old == new {
            say!("That is the same manifest; nothing is changed.");
            return Ok(());
        }
        keys.manifest = new;
        let file = keys.to_file(&passphrase, Stretching::STANDARD)?;
        replace_private_file(&key.path, file.as_bytes())?;
        say!("{} trusts the new manifest and no other.", key.name);
        Ok(())
    }
}
