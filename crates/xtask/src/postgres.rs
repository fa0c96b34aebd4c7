//! A private PostgreSQL cluster for the tests: its own folder, port, password and certificate authority.

use std::fs;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::debian;
use crate::phases::{Outcome, answer, quiet, shown};
use crate::process::process_times;

/// Runs a command with a cluster beside it: `cargo xtask with-postgres cargo test --package storage`.
pub fn lend(mut words: impl Iterator<Item = String>) -> Result<bool> {
    let program = words
        .next()
        .context("say which command to run with PostgreSQL")?;
    let cluster = Cluster::start()?;
    let outcome = shown(cluster.introduce(Command::new(program).args(words)))?;
    Ok(outcome == Outcome::Passed)
}

/// A running cluster. It ends, and its folder goes, when this value is dropped or when this process dies.
pub struct Cluster {
    keeper: Child,
    leash: Option<ChildStdin>,
    folder: PathBuf,
    password: String,
    port: u16,
    programs: PathBuf,
}

impl Cluster {
    /// Makes a cluster in a fresh folder and starts it on a free loopback port, with and without TLS.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let servant = Servant::find()?;
        let password = random_hex()?;
        let folder = std::env::temp_dir().join(format!("tabir-postgres-{}", random_hex()?));
        fs::DirBuilder::new().mode(0o700).create(&folder)?;
        servant.own(&folder)?;

        let mut cluster = Self::fill_and_launch(&programs, &servant, &folder, password)
            .inspect_err(|_| remove(&folder))?;
        cluster.wait_until_ready(&programs)?;
        println!(
            "PostgreSQL {} on port {}",
            answer(&path_text(&programs.join("postgres")), &["--version"]).unwrap_or_default(),
            cluster.port
        );
        Ok(cluster)
    }

    /// Makes an empty database and returns its URL, over a Unix socket as on a machine of its own.
    pub fn database(&self, name: &str) -> Result<String> {
        let socket = path_text(&self.folder);
        quiet(
            Command::new(self.programs.join("createdb"))
                .args(["--username=tabir", "--host", &socket])
                .args(["--port", &self.port.to_string(), name])
                .env("PGPASSWORD", &self.password),
        )?;
        Ok(format!(
            "postgres://tabir:{}@/{name}?host={socket}&port={}",
            self.password, self.port
        ))
    }

    /// Seconds of processor time that the server and all its sessions have used.
    pub fn cpu_seconds(&self) -> Result<f64> {
        let server = fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
        let server = server.lines().next().unwrap_or_default();
        let mut seconds = 0.0;
        for entry in fs::read_dir("/proc")? {
            let process = entry?.file_name().to_string_lossy().into_owned();
            // Processes end while they are listed.
            let Ok(times) = process_times(&process) else {
                continue;
            };
            if process == server {
                seconds += times.own + times.of_ended_children;
            } else if times.parent == server {
                seconds += times.own;
            }
        }
        Ok(seconds)
    }

    /// Tells a command where the cluster is and which authority signed its certificate.
    pub fn introduce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env(
                "TABIR_TEST_POSTGRES",
                format!(
                    "postgres://tabir:{}@localhost:{}/postgres",
                    self.password, self.port
                ),
            )
            .env("TABIR_TEST_POSTGRES_CA", self.folder.join("ca.pem"))
    }

    fn fill_and_launch(
        programs: &Path,
        servant: &Servant,
        folder: &Path,
        password: String,
    ) -> Result<Self> {
        let data = folder.join("data");
        let secret = folder.join("password");
        fs::write(&secret, &password)?;
        servant.own(&secret)?;
        quiet(
            servant
                .command(&programs.join("initdb"))
                .args([
                    "--username=tabir",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                ])
                .args(["--no-locale", "--no-sync"])
                .arg(format!("--pwfile={}", secret.display()))
                .arg(format!("--pgdata={}", data.display()))
                .current_dir(folder),
        )?;
        certificates(servant, folder)?;

        let port = free_port()?;
        // The shell holds the server on a leash: when the pipe to this process closes, however this
        // process ended, the shell stops the server by its id and removes the folder.
        let mut keeper = servant
            .command(Path::new("/bin/sh"))
            .args(["-c", KEEPER, "keeper"])
            .arg(folder)
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args([
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                &format!("port={port}"),
            ])
            .args([
                "-c",
                &format!("unix_socket_directories={}", folder.display()),
            ])
            .args([
                "-c",
                "ssl=on",
                "-c",
                &format!("ssl_cert_file={}", folder.join("server.pem").display()),
            ])
            .args([
                "-c",
                &format!("ssl_key_file={}", folder.join("server.key").display()),
            ])
            .args(["-c", "max_connections=200", "-c", "log_min_messages=fatal"])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.join("log"))?)
            .spawn()
            .context("the PostgreSQL server did not start")?;
        let leash = keeper.stdin.take();
        Ok(Self {
            keeper,
            leash,
            folder: folder.to_owned(),
            password,
            port,
            programs: programs.to_owned(),
        })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a server says that it is ready only when asked"
    )]
    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let start = Instant::now();
        let port = self.port.to_string();
        let ask = path_text(&programs.join("pg_isready"));
        while answer(&ask, &["--host=127.0.0.1", "--port", &port]).is_none() {
            let ended = self.keeper.try_wait()?.is_some();
            if ended || start.elapsed() > Duration::from_secs(60) {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("the PostgreSQL server did not become ready:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.leash.take());
        if let Err(fault) = self.keeper.wait() {
            eprintln!("the PostgreSQL server may still run: {fault}");
        }
        remove(&self.folder);
    }
}

/// Who runs the server: PostgreSQL refuses to run as root.
struct Servant(Option<(u32, u32)>);

impl Servant {
    fn find() -> Result<Self> {
        if !is_root() {
            return Ok(Self(None));
        }
        for name in ["postgres", "nobody"] {
            let uid = answer("id", &["-u", name]).and_then(|id| id.parse().ok());
            let gid = answer("id", &["-g", name]).and_then(|id| id.parse().ok());
            if let (Some(uid), Some(gid)) = (uid, gid) {
                return Ok(Self(Some((uid, gid))));
            }
        }
        bail!(
            "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as"
        );
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((uid, gid)) = self.0 {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn own(&self, path: &Path) -> Result<()> {
        if let Some((uid, gid)) = self.0 {
            chown(path, Some(uid), Some(gid))
                .with_context(|| format!("{} could not be handed over", path.display()))?;
        }
        Ok(())
    }
}

/// Finds the folder with the server's programs; on Debian root may install them.
fn programs() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    ensure!(
        debian::may_install(),
        "PostgreSQL {OLDEST} or newer is missing.\n\
         Install its server (Debian: the package `postgresql`; macOS: `brew install postgresql@17`; Fedora:\n\
         `postgresql-server`), or name its folder of programs in TABIR_POSTGRES_BIN, and run this again."
    );
    debian::install(&["openssl", "postgresql-common"])?;
    // Without this the package would also make and start a cluster of its own.
    let settings = Path::new("/etc/postgresql-common/createcluster.conf");
    let mut text = fs::read_to_string(settings).unwrap_or_default();
    if !text
        .lines()
        .any(|line| line.starts_with("create_main_cluster"))
    {
        text.push_str("\ncreate_main_cluster = false\n");
        fs::write(settings, text)?;
    }
    debian::install(&["postgresql"])?;
    installed().with_context(|| {
        format!("the package `postgresql` brought no server of version {OLDEST} or newer")
    })
}

fn installed() -> Option<PathBuf> {
    let named = std::env::var_os("TABIR_POSTGRES_BIN").map(PathBuf::from);
    let on_path = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let packaged = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let asked = answer("pg_config", &["--bindir"]).map(PathBuf::from);
    named
        .into_iter()
        .chain(packaged)
        .chain(on_path)
        .chain(asked)
        .filter(|folder| {
            ["createdb", "initdb", "pg_isready", "postgres"]
                .iter()
                .all(|name| folder.join(name).is_file())
        })
        .find(|folder| version(folder).is_some_and(|version| version >= OLDEST))
}

/// Reads the major version out of `postgres (PostgreSQL) 15.18 (Debian …)`.
fn version(folder: &Path) -> Option<u32> {
    let line = answer(&path_text(&folder.join("postgres")), &["--version"])?;
    line.split(|letter: char| !letter.is_ascii_digit())
        .find(|part| !part.is_empty())?
        .parse()
        .ok()
}

/// Makes an authority and a server certificate that live for two days.
fn certificates(servant: &Servant, folder: &Path) -> Result<()> {
    let openssl = |arguments: &str| {
        quiet(
            servant
                .command(Path::new("openssl"))
                .args(arguments.split(' '))
                .current_dir(folder),
        )
        .context("the tests need the program `openssl` to make certificates; install it and run this again")
    };
    fs::write(folder.join("tls.cnf"), TLS_SETTINGS)?;
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -config tls.cnf";
    openssl(&format!(
        "req -x509 {key} -extensions authority -days 2 -subj /CN=tabir-tests -keyout ca.key -out ca.pem"
    ))?;
    openssl(&format!(
        "req -new {key} -subj /CN=localhost -keyout server.key -out server.csr"
    ))?;
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 2 -extfile tls.cnf -extensions server -out server.pem",
    )
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn is_root() -> bool {
    answer("id", &["-u"]).as_deref() == Some("0")
}

fn random_hex() -> Result<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            eprintln!("{} could not be removed: {fault}", folder.display());
        }
        Ok(()) | Err(_) => {}
    }
}

/// The oldest major version that the platform supports.
const OLDEST: u32 = 15;

const KEEPER: &str = r#"
trap '' INT TERM
folder=$1
shift
"$@" &
server=$!
read -r _
kill -INT "$server"
wait "$server"
rm -rf -- "$folder"
"#;

const TLS_SETTINGS: &str = "\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = CA:FALSE
subjectAltName = DNS:localhost, IP:127.0.0.1
";
