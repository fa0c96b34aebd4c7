//! No parser of untrusted bytes breaks, and none takes for signed or sealed what was not.

use journeys::fuzz::{Seeds, mutate, targets};
use journeys::operator_files;

#[test]
fn every_parser_takes_its_own_seeds_and_survives_their_mutations() {
    let rounds = std::env::var("TABIR_FUZZ_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS);
    let seeds = Seeds::shared();
    for target in targets().chain(operator_files::TARGETS) {
        let corpus = (target.seeds)(seeds);
        assert!(!corpus.is_empty(), "{} has no seed", target.name);
        for (place, seed) in corpus.iter().enumerate() {
            (target.read)(seeds, seed);
            for round in 0..rounds {
                let number = u64::try_from(place).unwrap() << 40 | round;
                let mut bytes = seed.clone();
                mutate(&mut bytes, number);
                let read = std::panic::catch_unwind(|| (target.read)(seeds, &bytes));
                assert!(
                    read.is_ok(),
                    "target {}, seed {place}, mutation {number}",
                    target.name
                );
            }
        }
    }
}

const ROUNDS: u64 = 400;
