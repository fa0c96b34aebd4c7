//! The real program, built beside the tests so that they can start it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tabir::command::run(tabir::command::Tabir::from_terminal())
}
