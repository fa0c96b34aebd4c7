//! One parser of untrusted bytes under libFuzzer. `cargo xtask soak fuzz` builds it with counters and says
//! by the environment which one, where its office is kept, and where its corpus grows; with nothing said it
//! tells which parsers there are.
#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;
use std::{env, fs, process};

use fuzz::{Seeds, Target, targets};
use libfuzzer_sys::fuzz_target;
use sealed_report::SealedReport;

// The tests try the same parsers; with the rest of their package all servers would be compiled as well.
#[path = "../../src/fuzz/mod.rs"]
#[expect(dead_code, reason = "the tests mutate by themselves")]
mod fuzz;
#[path = "../../src/sealed_report.rs"]
mod sealed_report;

fuzz_target!(init: { chosen(); }, |bytes: &[u8]| {
    let (target, seeds) = chosen();
    (target.read)(seeds, bytes);
});

fn chosen() -> &'static (&'static Target, Seeds) {
    static CHOSEN: OnceLock<(&Target, Seeds)> = OnceLock::new();
    CHOSEN.get_or_init(choose)
}

fn choose() -> (&'static Target, Seeds) {
    let Ok(name) = env::var("TABIR_FUZZ_TARGET") else {
        targets().for_each(|target| println!("{}", target.name));
        process::exit(0);
    };
    let target = targets()
        .find(|target| target.name == name)
        .expect("a parser that there is");
    let folder = |variable| PathBuf::from(env::var_os(variable).expect(variable));
    let seeds = Seeds::kept_in(&folder("TABIR_FUZZ_OFFICE"));
    let corpus = folder("TABIR_FUZZ_CORPUS");
    for (number, seed) in (target.seeds)(&seeds).iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), seed).expect("a corpus folder");
    }
    (target, seeds)
}

const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../crates/traces/tests/samples"
);
