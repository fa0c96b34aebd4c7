//! What to know before reporting.

use askama::Template;

use crate::{Door, Wording, report::BodyChoice};

/// Two minutes of reading: device, files, who can read it, what is not protected.
#[derive(Template)]
#[template(path = "intake/safety.html")]
pub struct SafetyPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Who can receive reports, and what protection reporting there gives.
    pub bodies: &'a [BodyChoice],
}
