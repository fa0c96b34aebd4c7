//! The real program, built beside the tests so that they can start it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    tabir::command::run(tabir::command::Tabir::parse())
}
