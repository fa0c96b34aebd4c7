//! The first command of a newcomer, and every command that it prints.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use journeys::{Demonstration, Filled, Reader, Source, between, run, tell};
use pages::address;
use tempfile::TempDir;

#[test]
fn what_a_demonstration_prints_can_be_typed_and_typed_again() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("my office");
    fs::create_dir(folder.path().join("tmp")).unwrap();
    let demo = Demonstration::run(&data);
    let source = Source::at(demo.door());
    let receipt = source.reports(&source.writes("The tender was rigged."));

    let commands = commands(&demo.greeting);
    let typed = |beginning: &str| {
        let command = commands.iter().find(|one| one.contains(beginning));
        command
            .unwrap_or_else(|| panic!("{beginning}: {commands:#?}"))
            .clone()
    };
    let listed = shell(folder.path(), &typed(" cases "));
    let first = listed.lines().next().unwrap();
    let (name, rest) = first.split_once(' ').unwrap();
    let case = rest.split_whitespace().next().unwrap();
    let filled = |command: &str| command.replace("NAME", name).replace("CASE", case);

    let code = shell(folder.path(), &filled(&typed("desk code")));
    assert_eq!(code.trim().len(), 6, "{code}");
    for _ in 0..2 {
        let told = shell(folder.path(), &filled(&typed(" open ")));
        assert!(
            told.contains("The tender was rigged.") && told.contains("Written to"),
            "{told}"
        );
        let told = shell(folder.path(), &filled(&typed(" reply ")));
        assert!(
            told.contains(&format!("Sent in the name of {name} (")),
            "{told}"
        );
    }
    assert!(
        source
            .returns_with(&receipt.words)
            .text()
            .contains("When was this?")
    );

    // Level A, in one shell as one would paste it.
    let sealing: Vec<String> = commands
        .iter()
        .skip_while(|one| !one.starts_with("A="))
        .take(4)
        .cloned()
        .collect();
    for _ in 0..2 {
        let told = shell(folder.path(), &sealing.join("\n"));
        let parcel = fs::read(told.lines().last().unwrap()).unwrap();
        let form = Filled::default().file_as("parcel", "parcel", &parcel);
        assert!(source.sends(address::PARCEL, &form).has("parcel-number"));
        let digits = told
            .lines()
            .find(|line| line.trim_start().starts_with(char::is_numeric));
        fs::write(folder.path().join("receipt"), digits.unwrap()).unwrap();
        let from_file = " --receipt-file receipt";
        let number = shell(folder.path(), &(typed("answers mailbox") + from_file));
        let page = source.fetches(address::MAILBOX, &[("mailbox", number.trim())]);
        fs::write(folder.path().join("FILE"), page).unwrap();
        let told = shell(folder.path(), &(typed("answers read") + from_file));
        assert!(told.contains("Nobody has answered yet."), "{told}");
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        4,
        "the data, and what this test made"
    );
}

#[test]
fn a_demonstration_begins_with_a_release_of_invented_figures_that_its_data_custodian_signed() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    for _ in 0..2 {
        let demo = Demonstration::run(&data);
        let public = between(&demo.greeting, "The public's observatory", "/\n").trim();
        let mut releases = fs::read_dir(data.join("releases")).unwrap();
        let release = releases.next().unwrap().unwrap().path();
        assert!(releases.next().is_none(), "one, however often it starts");
        let reader = Reader::at(public);
        let listed = reader.gets("/releases/index.html", &[]).text();
        let page = between(&listed, "releases/rehearsal-", "\"");
        let shown = reader.gets(&format!("/releases/rehearsal-{page}"), &[]);
        let shown = shown.text();
        for said in [
            "This is a rehearsal. The figures are of nothing that happened.",
            "Data custodian of the commission",
            "<svg",
        ] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        let path = |name: &str| data.join(name).to_str().unwrap().to_owned();
        let digest = between(&demo.greeting, "--manifest-digest ", "\n");
        let digest = digest.split_whitespace().next().unwrap();
        let pinned = ["--trust", &path("trust"), "--manifest-digest", digest];
        let verify = ["release", "verify", release.to_str().unwrap()];
        let told = run(&[&verify[..], &pinned].concat()).unwrap();
        assert!(
            told.contains("holds.") && told.contains("THIS IS A REHEARSAL"),
            "{told}"
        );
        assert!(data.join("officers/statistics.key").exists());
    }
}

#[test]
fn a_link_of_an_invitation_leads_to_the_desk_wherever_the_demonstration_has_it() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    for _ in 0..2 {
        let demo = Demonstration::run(&data);
        let desk = between(&demo.greeting, "The officers' desk", "/\n").trim();
        let told = run(&[
            "desk",
            "invite",
            "north-1",
            "--data",
            data.to_str().unwrap(),
        ])
        .unwrap();
        assert!(
            told.contains(&format!("  {desk}/#invite=")),
            "{desk}: {told}"
        );
    }
}

#[test]
fn a_running_demonstration_is_neither_emptied_nor_started_twice() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let demo = Demonstration::run(&data);
    let source = Source::at(demo.door());
    let receipt = source.reports(&source.writes("Still here."));
    let path = data.to_str().unwrap();
    symlink(&data, folder.path().join("other"));
    let other = folder.path().join("other").to_str().unwrap().to_owned();
    for arguments in [
        vec!["demo", "--data", path, "--port-base", "0"],
        vec!["demo", "--data", path, "--port-base", "0", "--fresh"],
        vec!["demo", "--data", &other, "--port-base", "0", "--fresh"],
    ] {
        let (works, told) = tell(&arguments);
        assert!(!works && told.contains("something runs in"), "{told}");
        assert!(!told.contains("Founding"), "{told}");
    }
    let (works, told) = tell(&["serve", "--data", path]);
    assert!(!works && told.contains("a demonstration runs in"), "{told}");
    assert!(source.returns_with(&receipt.digits).has("messages"));

    drop(demo);
    let again = Demonstration::run(&data);
    let source = Source::at(again.door());
    assert!(
        source.returns_with(&receipt.digits).has("messages"),
        "found again"
    );
    drop(again);
    fs::write(data.join("stray"), "").unwrap();
    let (works, _) = tell(&["demo", "--data", path, "--port-base", &taken().1, "--fresh"]);
    assert!(
        !works && data.join("stray").exists(),
        "nothing goes before the ports are free"
    );
}

#[test]
fn a_taken_port_is_named_before_anything_is_founded() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (_taken, port) = taken();
    let (works, told) = tell(&[
        "demo",
        "--data",
        data.to_str().unwrap(),
        "--port-base",
        &port,
    ]);
    assert!(!works && told.contains("--port-base 9080"), "{told}");
    assert!(!told.contains("Founding") && !data.exists(), "{told}");
}

#[test]
fn a_demonstration_is_not_founded_among_the_files_of_others() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("thesis.odt"), "years of work").unwrap();
    let path = folder.path().to_str().unwrap();
    for fresh in [&[][..], &["--fresh"][..]] {
        let (works, told) = tell(&[&["demo", "--data", path, "--port-base", "0"], fresh].concat());
        assert!(!works, "{told}");
    }
    assert_eq!(fs::read_dir(path).unwrap().count(), 1);
}

/// A port that somebody listens on, as long as the first is kept.
fn taken() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    (listener, port)
}

fn symlink(to: &Path, link: std::path::PathBuf) {
    std::os::unix::fs::symlink(to, link).unwrap();
}

/// The commands of a greeting: what is indented by three spaces, with broken lines joined.
fn commands(greeting: &str) -> Vec<String> {
    let joined = greeting.replace("\\\n", " ");
    let lines = joined.lines().filter_map(|line| line.strip_prefix("   "));
    let is_command = |line: &&str| {
        let starts = ["A=", "echo ", "ls "];
        line.contains("/tabir ") || starts.iter().any(|start| line.starts_with(start))
    };
    lines.filter(is_command).map(str::to_owned).collect()
}

/// Types something into a shell and returns what was printed.
fn shell(folder: &Path, typed: &str) -> String {
    let output = Command::new("sh")
        .args(["-e", "-c", typed])
        .current_dir(folder)
        .env("TMPDIR", folder.join("tmp"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let faults = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{typed}: {printed}{faults}");
    printed
}
