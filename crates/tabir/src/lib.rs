//! The one binary of Tabir: configuration, wiring, subcommands.
//!
//! Rooms are made elsewhere; here they are put together. A subcommand is a file in `command/`.
#![allow(
    clippy::print_stdout,
    reason = "printing is what a command line program is for"
)]

mod addresses;
mod agreement_signed;
mod allocator;
pub mod case_archive;
mod case_text;
pub mod command;
pub mod config;
mod config_faults;
pub mod country;
pub mod data_folder;
pub mod deadlines_config;
pub mod desk_account;
mod earlier_years;
pub mod findings;
mod folder_lock;
mod form_file;
pub mod founding;
mod import_faults;
mod incident_form;
mod incident_text;
mod inspection;
pub mod mail;
mod name_form;
mod note_text;
pub mod notices;
pub mod notices_config;
mod office;
pub mod office_plan;
mod officer_key;
mod proceeding_form;
mod proceeding_text;
mod protection_form;
mod protection_text;
mod public_releases;
mod receipt_text;
mod release_folder;
mod release_register;
mod release_signers;
pub mod retention_config;
pub mod roster_draft;
pub mod roster_memory;
mod station;
mod terminal;

pub use office::Office;
