//! Where the pages of the reporter's door live.
//!
//! Everything but the first page lies under one neutral prefix with numbers that say nothing,
//! so that a browser's history and a list of addresses say nothing either.

/// The first page.
pub const START: &str = "/";
/// What to know before reporting.
pub const SAFETY: &str = "/s/1";
/// The report form, and where it is sent.
pub const REPORT: &str = "/s/2";
/// Where somebody comes back with a receipt.
pub const ANSWER: &str = "/s/3";
/// The check of two groups of a receipt.
pub const CHECK: &str = "/s/4";
/// Where a further message is sent.
pub const MESSAGE: &str = "/s/5";
/// Where further files are sent.
pub const FILES: &str = "/s/6";
/// Where deletion is asked for.
pub const DELETION: &str = "/s/7";
/// Where a review is asked for.
pub const REVIEW: &str = "/s/13";
/// Where protection is asked for.
pub const PROTECTION: &str = "/s/14";
/// Where a reporter may say who they are.
pub const IDENTITY: &str = "/s/16";
/// Where is logged what was done to somebody.
pub const INCIDENT: &str = "/s/17";
/// Where a lawsuit or a charge is logged.
pub const PROCEEDING: &str = "/s/18";
/// What officers have signed about being away.
pub const AWAY: &str = "/s/15";
/// Where a parcel sealed elsewhere is handed in.
pub const PARCEL: &str = "/s/8";
/// Where sealed answers are fetched, to be opened elsewhere.
pub const MAILBOX: &str = "/s/9";
/// Where one answer is read whole, with its files.
pub const WHOLE_ANSWER: &str = "/s/10";
/// Where a file of an answer is saved from.
pub const ANSWER_FILE: &str = "/s/11";
/// Where a long answer or the files of one are fetched sealed, to be opened elsewhere.
pub const REPLY_PART: &str = "/s/12";
