use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The real program, beside the test that runs.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let built = test
        .parent()
        .and_then(Path::parent)
        .expect("tests lie two folders deep");
    let program = built.join("examples/tabir");
    assert!(
        program.exists(),
        "`{}` is built by `cargo test --workspace`",
        program.display()
    );
    program
}

/// Runs the program with arguments and returns what it printed, or why it refused.
///
/// # Errors
/// What it said on standard error.
pub fn run(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program())
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr))
    }
}

/// Runs the program and returns whether it succeeded, and all that it printed, faults last.
pub fn tell(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).expect("it speaks UTF-8");
    (output.status.success(), printed)
}

/// A demonstration in a process of its own, ended when it is dropped.
#[derive(Debug)]
pub struct Demonstration {
    process: Child,
    /// What it printed when its doors were open.
    pub greeting: String,
}

impl Demonstration {
    /// Runs `tabir demo` in a folder, on ports that are free, and waits until it says what to type.
    pub fn run(data: &Path) -> Self {
        let mut process = Command::new(program())
            .args(["demo", "--port-base", "0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let mut greeting = String::new();
        for line in lines.by_ref() {
            greeting.push_str(&line);
            greeting.push('\n');
            if line.starts_with("Stop with Ctrl-C") {
                break;
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, greeting }
    }

    /// The address of the reporter's door.
    pub fn door(&self) -> &str {
        let line = self
            .greeting
            .lines()
            .find(|line| line.starts_with("The reporter's door"));
        let address = line.and_then(|line| line.split_whitespace().last());
        address.expect("it names its door").trim_end_matches('/')
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        self.process.kill().expect("the process is ours");
        self.process.wait().expect("the process ends");
    }
}

/// A door in a process of its own, ended when it is dropped.
#[derive(Debug)]
pub struct Door {
    process: Child,
    address: String,
}

impl Door {
    /// Runs `tabir serve` and waits until the door is open. What it says goes into `log`.
    pub fn serve(config: &Path, log: &Path) -> Self {
        Self::run(&[], config, log)
    }

    /// The same for one of the doors: `intake`, `desk` or `observatory`.
    pub fn serve_only(door: &str, config: &Path, log: &Path) -> Self {
        Self::run(&["--only", door], config, log)
    }

    /// Runs `tabir desk connect`, on this machine, to a desk elsewhere.
    ///
    /// # Errors
    /// What it said instead of opening.
    pub fn connect(address: &str, manifest_digest: &str, more: &[&str]) -> Result<Self, String> {
        let mut command = Command::new(program());
        command
            .args(["desk", "connect", address, "--port", "0"])
            .args(["--manifest-digest", manifest_digest])
            .args(more)
            .stderr(Stdio::piped());
        Self::open(command, std::io::sink())
    }

    fn run(arguments: &[&str], config: &Path, log: &Path) -> Self {
        let log = OpenOptions::new().create(true).append(true).open(log);
        let log = log.expect("a log");
        let mut command = Command::new(program());
        command
            .args(["serve", "--config"])
            .arg(config)
            .args(arguments)
            .stderr(log.try_clone().expect("the log again"));
        Self::open(command, log).expect("the door opens")
    }

    fn open(mut command: Command, mut log: impl Write + Send + 'static) -> Result<Self, String> {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let opened = lines.find_map(|line| {
            line.split_once("is open at ")
                .map(|(_, address)| address.to_owned())
        });
        let Some(address) = opened else {
            let output = process.wait_with_output().expect("it ends");
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        };
        std::thread::spawn(move || lines.for_each(|line| writeln!(log, "{line}").expect("a log")));
        Ok(Self {
            process,
            address: address.trim_end_matches('/').to_owned(),
        })
    }

    /// `http://host:port` or `https://host:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Kills the process at once, as a power cut would.
    pub fn kill(&mut self) {
        self.process.kill().expect("the process is ours");
        self.process.wait().expect("the process ends");
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Ok(None) = self.process.try_wait() {
            self.kill();
        }
    }
}
