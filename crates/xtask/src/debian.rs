//! Debian's packages, which root may install.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::phases::{answer, quiet};

/// Whether this is Debian and we are root.
pub fn may_install() -> bool {
    Path::new("/etc/debian_version").exists() && answer("id", &["-u"]).as_deref() == Some("0")
}

/// Installs packages without the ones they merely recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    println!("Installing {}", packages.join(", "));
    apt(&["update", "-q"])?;
    let install = ["install", "-q", "-y", "--no-install-recommends"];
    apt(&[&install, packages].concat())
}

fn apt(arguments: &[&str]) -> Result<()> {
    quiet(
        Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null()),
    )
}
