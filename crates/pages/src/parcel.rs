//! Handing in a parcel that was sealed elsewhere.

use askama::Template;

use crate::{Date, Door, Wording};

/// The form for a parcel.
#[derive(Template)]
#[template(path = "intake/parcel.html")]
pub struct ParcelPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// How large a parcel may be, as text.
    pub largest: &'a str,
}

/// The parcel is stored.
#[derive(Template)]
#[template(path = "intake/parcel_kept.html")]
pub struct ParcelKeptPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The number of the parcel.
    pub number: &'a str,
    /// Whether it adds to a report, for which the days were told before.
    pub follows: bool,
    /// By when the reporter is told that the report was read.
    pub read_by: Date,
    /// By when the reporter is told what was done.
    pub done_by: Date,
}
