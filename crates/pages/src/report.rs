//! The report form.

use std::fmt;

use askama::Template;

use crate::{Door, Fault, Wording};

/// The form, blank or as it was filled in.
#[derive(Template)]
#[template(path = "intake/report.html")]
pub struct ReportPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The hidden value from which the receipt will be made.
    pub entropy: &'a str,
    /// Who can receive reports, with the officers that can be left out.
    pub bodies: &'a [BodyChoice],
    /// What was typed and ticked so far.
    pub filled: &'a FilledReport,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// Whether files had been chosen that the browser has forgotten.
    pub files_again: bool,
}

/// What was typed and ticked in a report form, right or wrong.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct FilledReport {
    /// What happened.
    pub account: String,
    /// The bases that were ticked: values of [`BASES`].
    pub basis: Vec<String>,
    /// When it happened.
    pub when: String,
    /// Where it happened.
    pub place: String,
    /// Who is involved.
    pub who: String,
    /// The id of the body that should receive it.
    pub body: String,
    /// Who must not see it: ids of officers and units, or `head:` and the id of a body.
    pub exclude: Vec<String>,
    /// Whether anyone was threatened or punished.
    pub reprisal: String,
    /// How urgent it is: a value of [`URGENCIES`], or empty.
    pub urgency: String,
    /// Whether hidden data is to be removed from files.
    pub clean: bool,
}

impl FilledReport {
    /// Says whether this basis was ticked.
    pub fn rests_on(&self, basis: &str) -> bool {
        self.basis.iter().any(|ticked| ticked == basis)
    }

    /// Says whether this urgency was chosen.
    pub fn is_urgency(&self, urgency: &str) -> bool {
        self.urgency == urgency
    }

    /// Says whether this officer or unit was ticked.
    pub fn excludes(&self, id: &str) -> bool {
        self.exclude.iter().any(|ticked| ticked == id)
    }

    /// Says whether the head of this body was ticked.
    pub fn excludes_head(&self, body: &str) -> bool {
        self.exclude
            .iter()
            .any(|ticked| ticked.strip_prefix("head:") == Some(body))
    }
}

impl fmt::Debug for FilledReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilledReport(hidden)")
    }
}

/// A body that can receive reports, or whose officers can be let into a case.
#[derive(Clone, Debug)]
pub struct BodyChoice {
    /// Its id.
    pub id: String,
    /// Its name in the language of the page.
    pub name: String,
    /// One line on what protection reporting there gives.
    pub protection: String,
    /// Whether reports can be sent to it. The officers of any other can still be left out.
    pub receives: bool,
    /// Whether the list of officers marks somebody as its head.
    pub has_head: bool,
    /// Its units.
    pub units: Vec<UnitChoice>,
}

/// A unit of a body.
#[derive(Clone, Debug)]
pub struct UnitChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its officers.
    pub officers: Vec<OfficerChoice>,
}

/// An officer, under the label of the published list.
#[derive(Clone, Debug)]
pub struct OfficerChoice {
    /// The officer's id.
    pub id: String,
    /// The label.
    pub label: String,
}

/// What a report can rest on: the value sent and the key of its text.
pub const BASES: [(&str, &str); 3] = [
    ("saw", "report-basis-saw"),
    ("document", "report-basis-document"),
    ("told", "report-basis-told"),
];

/// How urgent a report can be: the value sent and the key of its text.
pub const URGENCIES: [(&str, &str); 3] = [
    ("normal", "report-urgency-normal"),
    ("soon", "report-urgency-soon"),
    ("danger", "report-urgency-danger"),
];

/// Those of the bodies to which reports can be sent.
pub fn receiving(bodies: &[BodyChoice]) -> Vec<&BodyChoice> {
    bodies.iter().filter(|body| body.receives).collect()
}

/// No bodies: at the officers' desk a script puts them in, since its page is the same for everybody.
pub const BODIES_LATER: &[BodyChoice] = &[];
