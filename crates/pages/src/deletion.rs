//! Asking for deletion.

use askama::Template;

use crate::{Door, Wording};

/// What deletion means, and the question whether it is wished.
#[derive(Template)]
#[template(path = "intake/deletion.html")]
pub struct DeletionPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
}

/// The wish is stored.
#[derive(Template)]
#[template(path = "intake/deletion_asked.html")]
pub struct DeletionAskedPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
}
