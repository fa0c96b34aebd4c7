//! The first page.

use askama::Template;

use crate::{Door, Wording, report::BodyChoice};

/// What this is, who reads it, and the two ways on.
#[derive(Template)]
#[template(path = "intake/start.html")]
pub struct StartPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Who can receive reports.
    pub bodies: &'a [BodyChoice],
}
