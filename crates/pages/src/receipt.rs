//! The receipt, its check, and the form in which it is typed again.

use askama::Template;

use crate::{Date, Door, Fault, Wording, cleaned::CleanedFiles};

/// The receipt, after the report is stored.
#[derive(Template)]
#[template(path = "intake/receipt.html")]
pub struct ReceiptPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The name of the body that received the report.
    pub body: &'a str,
    /// Whether this was added to a report sent from the same form before.
    pub added: bool,
    /// What became of its files, where hidden data was to be removed.
    pub cleaned: &'a [CleanedFiles],
    /// The seven groups of digits.
    pub digits: &'a [&'a str],
    /// The twelve words.
    pub words: &'a [&'a str],
    /// The receipt as the hidden value of the check.
    pub receipt: &'a str,
    /// By when the reporter is told that the report was read.
    pub read_by: Date,
    /// By when the reporter is told what was done.
    pub done_by: Date,
}

/// The receipt page for a report that is locked in the browser: the script puts the receipt in, which
/// the server never sees, and asks two of its groups back.
#[derive(Template)]
#[template(path = "intake/receipt_here.html")]
pub struct ReceiptHerePage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// By when the reporter is told that the report was read.
    pub read_by: Date,
    /// By when the reporter is told what was done.
    pub done_by: Date,
}

/// Two groups of the receipt asked back.
#[derive(Template)]
#[template(path = "intake/check.html")]
pub struct CheckPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// The numbers of the groups asked for, from 1.
    pub asked: [u8; 2],
    /// The numbers of the groups that were typed wrongly.
    pub wrong: &'a [u8],
}

/// The receipt was written down rightly.
#[derive(Template)]
#[template(path = "intake/checked.html")]
pub struct CheckedPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
}

/// Where the receipt is typed to come back.
#[derive(Template)]
#[template(path = "intake/return.html")]
pub struct ReturnPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// What was typed so far.
    pub typed: &'a str,
    /// What is wrong with it.
    pub fault: Option<&'a Fault>,
}
