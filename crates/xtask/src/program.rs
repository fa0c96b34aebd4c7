//! The release binary as a process of its own: started, measured from outside, stopped by its id.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::phases::{Outcome, cargo, quiet, shown};
use crate::postgres::Cluster;
use crate::process::process_times;

/// Builds the release binary, and beside it the example that seals parcels; returns the path of the first.
pub fn build() -> Result<PathBuf> {
    let outcome = shown(cargo().args([
        "build",
        "--release",
        "--locked",
        "--package",
        "tabir",
        "--bins",
        "--examples",
    ]))?;
    anyhow::ensure!(
        outcome == Outcome::Passed,
        "the release binary does not build"
    );
    Ok(PathBuf::from("target/release/tabir"))
}

/// Has the demo whose data lies in `data` keep its rows on PostgreSQL from now on.
pub fn move_to(cluster: &Cluster, binary: &Path, data: &Path) -> Result<()> {
    let config = data.join("tabir.toml");
    let mut text = fs::read_to_string(&config)?;
    for (name, file) in [("main", "main.sqlite"), ("keystore", "keystore.sqlite")] {
        let url = data.join(format!("{name}-url"));
        fs::write(&url, cluster.database(name)?)?;
        text = text.replace(
            &format!("sqlite = \"{file}\""),
            &format!("postgres_url_file = \"{name}-url\""),
        );
    }
    fs::write(&config, text)?;
    quiet(Command::new(binary).args(["migrate", "--data"]).arg(data))
}

/// A running `tabir demo` on loopback.
pub struct Program {
    child: Child,
    door: String,
    /// From the start of the process to the first page.
    pub seconds_to_first_page: f64,
}

impl Program {
    /// Starts the demo on a data folder and waits for its first page.
    pub fn start(binary: &Path, data: &Path) -> Result<Self> {
        let port = free_port()?;
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(data.with_extension("log"))?;
        let start = Instant::now();
        let child = Command::new(binary)
            .arg("demo")
            .arg("--data")
            .arg(data)
            .args(["--port-base", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} did not start", binary.display()))?;
        let mut program = Self {
            child,
            door: format!("http://localhost:{port}"),
            seconds_to_first_page: 0.0,
        };
        program.wait_for_first_page(start)?;
        program.seconds_to_first_page = start.elapsed().as_secs_f64();
        Ok(program)
    }

    /// The address of the reporter's door.
    pub fn door(&self) -> &str {
        &self.door
    }

    /// Seconds of processor time that the process has used, in user and system mode.
    pub fn cpu_seconds(&self) -> Result<f64> {
        Ok(process_times(&self.child.id().to_string())?.own)
    }

    /// Memory in use, in MB of 10^6 bytes.
    pub fn memory_mb(&self) -> Result<f64> {
        self.status_mb("VmRSS:")
    }

    /// The most memory in use since the last [`Self::forget_peak`], in MB of 10^6 bytes.
    pub fn peak_memory_mb(&self) -> Result<f64> {
        self.status_mb("VmHWM:")
    }

    /// Starts the peak anew.
    pub fn forget_peak(&self) -> Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")
            .context("the peak of memory cannot be reset")
    }

    /// Ends the process at once, as a power cut would end it.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn status_mb(&self, field: &str) -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib = text
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .and_then(|rest| rest.trim().strip_suffix(" kB"))
            .and_then(|number| number.parse::<f64>().ok())
            .with_context(|| format!("/proc/…/status has no {field}"))?;
        Ok(kib * 1_024.0 / 1_000_000.0)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a server says that it is ready only when asked"
    )]
    fn wait_for_first_page(&mut self, start: Instant) -> Result<()> {
        let first_page = || {
            let patient = ureq::get(&self.door).config();
            patient
                .timeout_global(Some(Duration::from_secs(5)))
                .build()
                .call()
        };
        while first_page().is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("`tabir demo` ended with {status}");
            }
            if start.elapsed() > Duration::from_secs(120) {
                bail!("`tabir demo` showed no page within two minutes");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        for fault in [self.child.kill().err(), self.child.wait().err()]
            .into_iter()
            .flatten()
        {
            eprintln!("`tabir demo` may still run: {fault}");
        }
    }
}

/// A port that nobody listens on, and that no connection going out is given: one that asked for it
/// before the server was there would be joined to itself and hold it.
fn free_port() -> Result<u16> {
    for _ in 0..100 {
        let mut bytes = [0; 2];
        fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        let port = 10_000 + u16::from_be_bytes(bytes) % 20_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}

/// A folder that goes when this value is dropped.
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Makes an empty folder.
    pub fn new(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("tabir-{name}-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(fault) = fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be removed: {fault}", self.0.display());
        }
    }
}

/// Bytes of all files below a folder.
pub fn bytes_below(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let what = entry.metadata()?;
        bytes += if what.is_dir() {
            bytes_below(&entry.path())?
        } else {
            what.len()
        };
    }
    Ok(bytes)
}
