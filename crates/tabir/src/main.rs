//! `tabir`: the reporter's door, the offline station, and everything an office needs to run them.

use std::process::ExitCode;

fn main() -> ExitCode {
    tabir::command::run(tabir::command::Tabir::from_terminal())
}
