//! A PostgreSQL server of one test's own, to be stopped, killed, traced and started again. It listens
//! on a Unix socket only.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "only tests use it"
)]

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use diesel::connection::SimpleConnection;

use crate::dialer::{Database, Dialer};

/// The server. It is killed, and its folder goes, when this value is dropped.
#[derive(Debug)]
pub struct PrivateServer {
    programs: PathBuf,
    folder: PathBuf,
    data: PathBuf,
    running: Option<Running>,
}

/// The shell that keeps the server on a leash: when the pipe to this process closes, however this
/// process ended, it kills the server.
#[derive(Debug)]
struct Running {
    keeper: Child,
    leash: Option<ChildStdin>,
}

impl PrivateServer {
    /// Makes a server that is not started yet, where tests are to run on PostgreSQL and its programs
    /// are found; what is left out is said on the standard error output.
    pub fn make() -> Option<Self> {
        let server = Self::somewhere()?;
        server.succeeds(
            server.servant("initdb").args([
                "--username=tabir",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "--wal-segsize=1",
                "--pgdata",
            ]),
            &server.data,
        );
        Some(server)
    }

    /// A server that is going to run on what `fill` puts into its folder.
    ///
    /// # Panics
    /// When the folder cannot be handed over to the user of the server.
    pub fn filled_by(fill: impl FnOnce(&Path)) -> Self {
        let server = Self::somewhere().expect("programs that were there before");
        server.fill(fill)
    }

    /// The same with its data in a folder that does not go with it.
    ///
    /// # Panics
    /// As [`filled_by`](Self::filled_by).
    pub fn filled_at(data: PathBuf, fill: impl FnOnce(&Path)) -> Self {
        let mut server = Self::somewhere().expect("programs that were there before");
        server.data = data;
        server.fill(fill)
    }

    fn fill(self, fill: impl FnOnce(&Path)) -> Self {
        fs::create_dir(&self.data).expect("a folder");
        fill(&self.data);
        let of_server = |command: &mut Command| {
            let done = command.arg(&self.data).status();
            assert!(done.is_ok_and(|done| done.success()), "not handed over");
        };
        of_server(Command::new("chmod").arg("0700"));
        if let Some((user, group)) = servant_ids() {
            of_server(Command::new("chown").args(["-R", &format!("{user}:{group}")]));
        }
        self
    }

    /// A server that is going to run on a copy of what another one left.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn on_copy_of(data: &Path) -> Self {
        Self::filled_by(|to| copy(data, to))
    }

    fn somewhere() -> Option<Self> {
        if env::var_os("TABIR_TEST_POSTGRES").is_none() {
            eprintln!("A PostgreSQL of its own is left out: TABIR_TEST_POSTGRES is not set");
            return None;
        }
        let Some(programs) = programs() else {
            eprintln!("A PostgreSQL of its own is left out: its programs are not found");
            return None;
        };
        // Short, as the path of a socket must be.
        let name = crate::blob::blob_name().expect("a random name");
        let folder = env::temp_dir().join(format!("tabir-pg-{}", name.get(..12)?));
        fs::create_dir(&folder).expect("a temporary folder");
        if let Some((user, group)) = servant_ids() {
            std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("another owner");
        }
        Some(Self {
            programs,
            data: folder.join("data"),
            folder,
            running: None,
        })
    }

    /// Where the server keeps everything.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Starts the server and waits until it answers. `settings` are of the form `name=value`.
    ///
    /// # Panics
    /// When it does not answer within two minutes.
    pub fn start(&mut self, settings: &[&str]) {
        self.run(&[], settings);
    }

    /// Starts it under `strace`, which writes down the calls named in `calls`. `false` when tracing
    /// is not possible here.
    ///
    /// # Panics
    /// As [`start`](Self::start).
    pub fn start_traced(&mut self, settings: &[&str], calls: &str) -> bool {
        let tried = self
            .servant_of("strace".as_ref())
            .args(["-o", "/dev/null", "true"])
            .output();
        if !tried.is_ok_and(|done| done.status.success()) {
            eprintln!("The power cut is left out: strace is missing, or may not trace here");
            return false;
        }
        let trace = self.trace();
        let trace = trace.to_string_lossy();
        let words = ["strace", "-f", "-y", "-xx", "-s", "8000000", "-e", calls];
        self.run(&[words.as_slice(), &["-o", &trace]].concat(), settings);
        true
    }

    /// What `strace` wrote down.
    pub fn trace(&self) -> PathBuf {
        self.folder.join("trace")
    }

    /// Shuts the server down in order.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.end("fast");
    }

    /// Ends the server at once, in the middle of whatever it does.
    ///
    /// # Panics
    /// When it does not end.
    pub fn crash(&mut self) {
        self.end("immediate");
    }

    /// Stops all processes of the server where they stand: nothing is answered, nothing hung up.
    ///
    /// # Panics
    /// When they cannot be stopped.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// Lets them go on.
    ///
    /// # Panics
    /// When they cannot be told to.
    pub fn go_on(&self) {
        self.signal("-CONT");
    }

    /// Ends all connections, and leaves the server running.
    ///
    /// # Panics
    /// When the server does not do so.
    pub fn hang_up(&self) {
        self.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity \
             WHERE application_name = 'tabir' AND pid <> pg_backend_pid()",
        );
    }

    /// The database of the server, seen through one schema.
    pub fn database(&self, schema: &str) -> Database {
        let folder = self.folder.display();
        Database::Postgres {
            url: format!(
                "postgres://tabir@/postgres?host={folder}&options=-csearch_path%3D{schema}"
            ),
            authority: None,
        }
    }

    /// Runs a command with all rights, on a thread of its own.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn execute(&self, command: &str) {
        let (database, command) = (self.database("public"), command.to_owned());
        let work = thread::spawn(move || {
            let dialer = Dialer::new(&database).expect("a URL of a server");
            let mut connection = dialer.open().expect("a server that answers");
            connection.batch_execute(&command).expect("all rights");
        });
        work.join().expect("the server does as it is told");
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a server says that it is ready only when asked"
    )]
    fn run(&mut self, tracer: &[&str], settings: &[&str]) {
        let log = fs::File::create(self.folder.join("log")).expect("a log");
        let mut keeper = self.servant_of("/bin/sh".as_ref());
        keeper
            .args(["-c", KEEPER, "keeper"])
            .arg(self.data.join("postmaster.pid"))
            .args(tracer)
            .arg(self.programs.join("postgres"))
            .arg("-D")
            .arg(&self.data)
            .args(["-c", "listen_addresses=", "-c"])
            .arg(format!("unix_socket_directories={}", self.folder.display()))
            .args(["-c", "log_min_messages=fatal"]);
        for setting in settings {
            keeper.args(["-c", setting]);
        }
        let mut keeper = keeper
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("a shell");
        let leash = keeper.stdin.take();
        self.running = Some(Running { keeper, leash });
        let start = Instant::now();
        let is_ready = || {
            Command::new(self.programs.join("pg_isready"))
                .arg("--host")
                .arg(&self.folder)
                .output()
                .is_ok_and(|done| done.status.success())
        };
        while !is_ready() {
            let told = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(start.elapsed() < Duration::from_secs(120), "{}", told());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&mut self, mode: &str) {
        let Some(mut running) = self.running.take() else {
            return;
        };
        // One that has died by itself already cannot be told to.
        if self.data.join("postmaster.pid").exists() {
            self.succeeds(
                self.servant("pg_ctl")
                    .args(["stop", "--wait", "--mode", mode, "--pgdata"]),
                &self.data,
            );
        }
        drop(running.leash.take());
        running.keeper.wait().expect("the keeper ends");
    }

    /// Sends a signal to the server and then to the processes that it has started, which are no group.
    fn signal(&self, signal: &str) {
        let told = fs::read_to_string(self.data.join("postmaster.pid")).expect("a server");
        let server = told.lines().next().expect("its first line is an id");
        let send = |ids: &[&str]| {
            let sent = Command::new("kill").arg(signal).args(ids).status();
            sent.expect("the program `kill`").success()
        };
        assert!(send(&[server]), "no signal");
        let children = Command::new("pgrep").args(["-P", server]).output();
        let children = String::from_utf8(children.expect("pgrep").stdout).expect("numbers");
        // One that has ended since it was listed needs no signal.
        send(&children.lines().collect::<Vec<_>>());
    }

    /// A program of the server, run by the user that it runs as.
    fn servant(&self, program: &str) -> Command {
        self.servant_of(self.programs.join(program).as_ref())
    }

    fn servant_of(&self, program: &OsStr) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = servant_ids() {
            command.uid(user).gid(group);
        }
        command.current_dir(&self.folder);
        command
    }

    fn succeeds(&self, command: &mut Command, last: &Path) {
        let Output { status, stderr, .. } = command.arg(last).output().expect("a program");
        assert!(
            status.success(),
            "{}{}",
            String::from_utf8_lossy(&stderr),
            fs::read_to_string(self.folder.join("log")).unwrap_or_default()
        );
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            drop(running.leash.take());
            if let Err(fault) = running.keeper.wait() {
                eprintln!("a PostgreSQL server may still run: {fault}");
            }
        }
        if let Err(fault) = fs::remove_dir_all(&self.folder) {
            eprintln!("`{}` is left behind: {fault}", self.folder.display());
        }
    }
}

/// Copies what a server that does not run has left.
///
/// # Panics
/// When it cannot be copied.
pub fn copy(data: &Path, to: &Path) {
    let copied = Command::new("cp")
        .arg("-R")
        .arg(data.join("."))
        .arg(to)
        .status();
    assert!(copied.is_ok_and(|copied| copied.success()), "no copy");
}

/// PostgreSQL refuses to run as root, so another user runs it.
fn servant_ids() -> Option<(u32, u32)> {
    let id = |words: &[&str]| {
        let told = Command::new("id").args(words).output().ok()?;
        let told = String::from_utf8(told.stdout).ok()?;
        told.trim().parse::<u32>().ok()
    };
    if id(&["-u"])? != 0 {
        return None;
    }
    let of = |name| Some((id(&["-u", name])?, id(&["-g", name])?));
    of("postgres").or_else(|| of("nobody"))
}

fn programs() -> Option<PathBuf> {
    let named = env::var_os("TABIR_POSTGRES_BIN").map(PathBuf::from);
    let packaged = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let on_path = env::var_os("PATH").unwrap_or_default();
    let has_all = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "pg_isready", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    named
        .into_iter()
        .chain(packaged)
        .chain(env::split_paths(&on_path))
        .find(has_all)
}

const KEEPER: &str = r#"
trap '' INT TERM
pid=$1
shift
"$@" &
server=$!
read -r _
if test -f "$pid"; then
    id="$(head -n 1 "$pid")"
    kill -QUIT "$id"
    # One that stands still hears only when it goes on.
    kill -CONT "$id"
fi
wait "$server"
"#;
