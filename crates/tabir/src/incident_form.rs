//! The form to log what was done to somebody, as a file for whoever seals away from any server.

use std::path::Path;

use anyhow::{Result, bail};
use casework::{CodeList, Incident, IncidentField, IncidentForm};
use seal::Day;

use crate::form_file::{self, EmptyForm, codes_of};

/// The form with nothing in it.
///
/// # Errors
/// When a list of the codebook is broken.
pub(crate) fn empty() -> Result<String> {
    let mut form = EmptyForm::begin(
        "What was done to somebody who spoke up. Only the officers of your report can read it.\n\
         Write between the quotation marks. In lists, take the mark # away before a line that is meant.\n\
         It is about one person or one group; whoever else was meant is logged once more.",
    );
    let of = |field: IncidentField| codes_of(field.list());
    let acts = of(IncidentField::Act)?
        .into_iter()
        .filter(|(code, _)| !IncidentForm::FOUND_LATER.contains(&code.as_str()));
    let acts: Vec<_> = acts.collect();
    form.one(
        &["act-1", "act-2", "act-3"],
        "What was done. Threats and attempts count.",
        &acts,
    );
    form.one(
        &["done-1", "done-2", "done-3"],
        "How far each of these went.",
        &of(IncidentField::Completion)?,
    );
    let units = of(IncidentField::Unit)?
        .into_iter()
        .filter(|(code, _)| IncidentForm::UNITS.contains(&code.as_str()));
    let units: Vec<_> = units.collect();
    form.one(&["unit"], "To whom.", &units);
    form.one(
        &["size"],
        "About how many people they are. For one person it may stay empty.",
        &of(IncidentField::Size)?,
    );
    form.several(
        "activity",
        "What made them a target.",
        &of(IncidentField::Activity)?,
    );
    form.several(
        "by",
        "Who did it, by what they are. May stay empty.",
        &of(IncidentField::By)?,
    );
    form.text(
        "began",
        "When it was, or began, as far as you know: \"2026-03-12\", \"2026-03\" or \"2026\". May stay empty.",
    );
    form.text("ended", "When it ended, if it lasted.");
    form.yes_or_no("ongoing", "Whether it goes on.");
    form.one(
        &["sure"],
        "How sure the dates are. Empty where they are.",
        &signs(),
    );
    form.text("place", "Where. May stay empty.");
    form.yes_or_no("online", "Whether it was done online or by phone.");
    form.yes_or_no("abroad", "Whether it crossed a border.");
    form.long_text(
        "message",
        "What happened, in your own words. May stay empty.",
    );
    form.text(
        "number",
        "The number of an earlier entry that this one hangs together with. May stay empty.",
    );
    let relations = codes_of(CodeList::ChainRelation)?
        .into_iter()
        .filter(|(code, _)| IncidentForm::RELATIONS.contains(&code.as_str()));
    let relations: Vec<_> = relations.collect();
    form.one(
        &["relation"],
        "How it hangs together with that one.",
        &relations,
    );
    Ok(form.end())
}

/// Reads a form that was filled in. `today` and `before` are as for [`IncidentForm::parse`].
///
/// # Errors
/// Everything that is wrong in it, by name.
pub(crate) fn read(path: &Path, today: Day, before: u32) -> Result<Incident> {
    let mut form = IncidentForm::default();
    for (name, value) in form_file::read(path, &NAMES, &["began", "ended"])? {
        form.take(&name, &value);
    }
    match form.parse(today, before)? {
        Ok(incident) => Ok(incident),
        Err(faults) => {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            bail!("`{}`: {}", path.display(), faults.join("; "))
        }
    }
}

/// How sure dates are.
pub(crate) fn signs() -> Vec<(String, String)> {
    let signs = [
        ("?", "not sure"),
        ("~", "about"),
        ("%", "about, and not sure"),
    ];
    signs
        .map(|(sign, label)| (sign.to_owned(), label.to_owned()))
        .into()
}

const NAMES: [&str; 18] = [
    "act-1", "act-2", "act-3", "done-1", "done-2", "done-3", "unit", "size", "activity", "by",
    "ongoing", "sure", "place", "online", "abroad", "message", "number", "relation",
];
