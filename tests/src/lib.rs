//! An office to try things on: real doors, real programs, real databases.
//!
//! [`TestOffice::on_each`] founds an office, opens its reporter's door on loopback and hands both to a
//! test, on SQLite always and on PostgreSQL when `TABIR_TEST_POSTGRES` is set. A [`Source`] uses the
//! door as a browser without script would; an [`InvestigatorAt`] runs the real `tabir` program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    reason = "only tests use it"
)]

mod authenticator;
mod barriers;
mod browser;
mod colleagues;
mod desk;
mod devtools;
mod duty;
mod figures;
pub mod fuzz;
mod hand;
mod home;
mod investigator;
mod logged;
mod mail_server;
mod office;
mod officer;
pub mod operator_files;
mod page;
mod picture;
mod program;
mod public;
mod sealed_report;
mod source;
mod spelling;
mod window;
mod wire;

pub use authenticator::Authenticator;
pub use barriers::{axe, finds_nothing, fits};
pub use browser::{Browser, Make, Scripts};
pub use desk::Desk;
pub use devtools::{add_authenticator, devtools};
pub use figures::{Custodian, Plan};
pub use hand::{saved, set, text, type_in, unfold};
pub use home::Home;
pub use investigator::InvestigatorAt;
pub use logged::{changes_first, comes_back};
pub use mail_server::{Mail, MailServer};
pub use office::{DEMO, TestOffice};
pub use officer::{Joining, OfficerAtDesk, Told};
pub use page::{Page, between};
pub use picture::{picture, resize, whole_picture};
pub use program::{Demonstration, Door, program, run, tell};
pub use public::{PublicOffice, Published, Reader};
pub use sealed_report::SealedReport;
pub use source::{Filled, KeptReceipt, Source};
pub use spelling::{contains, spellings};
pub use window::{
    in_chromium, in_chromium_as_wide, in_chromium_beside, in_chromium_with, in_each_browser,
    in_each_browser_without_script, in_window, press, send,
};
pub use wire::Wire;

/// Pictures and documents as strangers make them.
pub(crate) const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../crates/traces/tests/samples"
);

/// A community's request for protection.
pub fn asked_protection() -> casework::ProtectionRequest {
    let mut asked = casework::ProtectionRequest::default();
    for (name, value) in [
        ("applicant", "community"),
        ("size", "n50_249"),
        ("target", "com.leader"),
        ("target", "hrd.land_env"),
        ("wish", "col"),
        ("message", "Men with guns asked for our speakers."),
        ("consent", "At the village meeting."),
    ] {
        asked.take(name, value).unwrap();
    }
    asked
}
