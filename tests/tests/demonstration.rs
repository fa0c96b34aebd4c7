//! The first command of a newcomer.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use journeys::{Demonstration, Source, tell};
use tempfile::TempDir;

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
