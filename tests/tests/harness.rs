//! The harness of libFuzzer in `tests/fuzz` has a workspace of its own, which only `cargo xtask soak fuzz`
//! builds. Here the same file is compiled with all the rest, so that it keeps up with the parsers.

use journeys::SealedReport;

#[path = "../fuzz/src/main.rs"]
#[expect(
    clippy::print_stdout,
    dead_code,
    unused_attributes,
    unused_imports,
    reason = "there it is a program, with its own root"
)]
mod harness;

// The harness names libFuzzer; what it takes from there stands below.
extern crate self as libfuzzer_sys;

/// Makes the loop's body a function, as libFuzzer does, without the loop.
#[macro_export]
macro_rules! fuzz_target {
    (init: $init:block, |$bytes:ident: &[u8]| $body:block) => {
        /// Tries bytes on the parser that the environment names.
        pub fn try_bytes($bytes: &[u8]) {
            $init
            $body
        }
    };
}

const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../crates/traces/tests/samples"
);

/// In a process of its own: the harness is told by the environment what to do.
const CHILD: &str = "the_harness_tries_what_it_is_told_to";

#[test]
fn the_harness_tries_what_it_is_told_to() {
    if std::env::var_os("TABIR_FUZZ_TARGET").is_some() {
        return harness::try_bytes(b"no receipt at all");
    }
    let folder = tempfile::tempdir().unwrap();
    let tried = |target: &str| {
        std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", CHILD])
            .env("TABIR_FUZZ_TARGET", target)
            .env("TABIR_FUZZ_OFFICE", folder.path())
            .env("TABIR_FUZZ_CORPUS", folder.path())
            .output()
            .unwrap()
            .status
            .success()
    };
    assert!(tried("receipt"));
    assert!(folder.path().join("seed-0").exists(), "seeds of the corpus");
    assert!(!tried("no such parser"));
}
