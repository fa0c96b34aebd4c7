//! Saying who one is, for custodians to keep.

use askama::Template;

use crate::{Door, Fault, Wording};

/// The form in which a reporter may say who they are, and the question whether they want to.
#[derive(Template)]
#[template(path = "intake/identity.html")]
pub struct IdentityPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// The name that was typed.
    pub name: &'a str,
    /// How to reach them.
    pub reach: &'a str,
    /// Whether the office has custodians enough.
    pub is_possible: bool,
    /// Its custodians.
    pub keepers: &'a [Keeper],
    /// What needs another look.
    pub faults: &'a [Fault],
    /// Whether it is shown to be looked at once more.
    pub is_check: bool,
    /// No files go with it: never.
    pub files_again: bool,
}

/// A custodian, as the page offers to leave one out.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// The number.
    pub id: String,
    /// Who it is.
    pub label: String,
    /// Of which body.
    pub body: String,
    /// Whether it is ticked.
    pub is_left_out: bool,
}
