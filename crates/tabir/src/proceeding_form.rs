//! The form to log a lawsuit or a charge, or how one went on, as a file for whoever seals away from any server.

use std::path::Path;

use anyhow::{Result, bail};
use casework::{Proceeding, ProceedingCodes, ProceedingField, ProceedingForm};
use seal::Day;

use crate::form_file::{self, EmptyForm, codes_of};
use crate::incident_form::signs;

/// The form with nothing in it.
///
/// # Errors
/// When a list of the codebook is broken.
pub(crate) fn empty() -> Result<String> {
    let mut form = EmptyForm::begin(
        "A lawsuit or a charge against somebody who spoke up, or how one went on. Only the officers of your report can read it.\n\
         Write between the quotation marks. In lists, take the mark # away before a line that is meant.\n\
         Days to answer a court pass whether or not you log it here: ask a lawyer now.",
    );
    form.text(
        "continues",
        "To tell how an earlier one went on: its number. Then only what is new has to be said.",
    );
    for (field, comments) in FIELDS {
        let codes = match field.codes() {
            ProceedingCodes::List(list) => codes_of(list)?,
            ProceedingCodes::Words(words) => words
                .iter()
                .map(|word| ((*word).to_owned(), String::new()))
                .collect(),
        };
        if SEVERAL.contains(&field) {
            form.several(field.word(), comments, &codes);
        } else {
            form.one(&[field.word()], comments, &codes);
        }
    }
    form.text(
        "filed",
        "When it was filed, as far as you know: \"2026-03-12\", \"2026-03\" or \"2026\".",
    );
    form.text(
        "served",
        "When its papers were handed over. Days to answer are counted from it.",
    );
    form.text("ended", "When it ended.");
    form.one(
        &["sure"],
        "How sure the dates are. Empty where they are.",
        &signs(),
    );
    for (name, comments) in TEXTS {
        form.text(name, comments);
    }
    form.long_text(
        "message",
        "What it is about, in your own words. May stay empty.",
    );
    Ok(form.end())
}

/// Reads a form that was filled in. `today` and `before` are as for [`ProceedingForm::parse`].
///
/// # Errors
/// Everything that is wrong in it, by name.
pub(crate) fn read(path: &Path, today: Day, before: u32) -> Result<Proceeding> {
    let names = FIELDS.iter().map(|(field, _)| field.word());
    let names = names.chain(TEXTS.map(|(name, _)| name));
    let names: Vec<_> = names.chain(["continues", "sure", "message"]).collect();
    let mut form = ProceedingForm::default();
    for (name, value) in form_file::read(path, &names, &["filed", "served", "ended"])? {
        form.take(&name, &value);
    }
    match form.parse(today, before)? {
        Ok(proceeding) => Ok(proceeding),
        Err(faults) => {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            bail!("`{}`: {}", path.display(), faults.join("; "))
        }
    }
}

/// What takes codes or words, in the order of the page.
const FIELDS: [(ProceedingField, &str); 19] = [
    (
        ProceedingField::Direction,
        "Against whom it is. Empty: against who spoke up.",
    ),
    (ProceedingField::Country, "In which country."),
    (ProceedingField::Kind, "What kind it is."),
    (ProceedingField::Basis, "What is claimed or charged."),
    (
        ProceedingField::Claimant,
        "Who brings it, by what they are.",
    ),
    (ProceedingField::Defendants, "How many are sued or charged."),
    (
        ProceedingField::Individuals,
        "Whether persons are, and not only an organisation. May stay empty.",
    ),
    (ProceedingField::Activity, "What they did before it."),
    (ProceedingField::Topic, "What that was about."),
    (ProceedingField::Stage, "How far it has come."),
    (ProceedingField::Outcome, "How it ended."),
    (ProceedingField::Court, "Before whom. May stay empty."),
    (
        ProceedingField::Relief,
        "What is asked of the court. May stay empty.",
    ),
    (
        ProceedingField::Amount,
        "How much money is claimed: none, up to the usual income of a month, a year, ten years, a hundred years, or more.",
    ),
    (
        ProceedingField::Costs,
        "What the defence costs, in the same steps. May stay empty.",
    ),
    (
        ProceedingField::Asked,
        "What was asked against the abuse. May stay empty.",
    ),
    (
        ProceedingField::Granted,
        "What of it was granted. May stay empty.",
    ),
    (
        ProceedingField::Ruling,
        "What the court held of the plea that it is an abuse. May stay empty.",
    ),
    (
        ProceedingField::Relation,
        "How it hangs together with the entry whose number stands behind `number`. May stay empty.",
    ),
];

/// Of these several may be chosen.
const SEVERAL: [ProceedingField; 7] = [
    ProceedingField::Basis,
    ProceedingField::Claimant,
    ProceedingField::Activity,
    ProceedingField::Topic,
    ProceedingField::Relief,
    ProceedingField::Asked,
    ProceedingField::Granted,
];

/// Texts of one line, all of which may stay empty.
const TEXTS: [(&str, &str); 7] = [
    (
        "number",
        "The number of another entry that it hangs together with. This and what follows may stay empty.",
    ),
    ("parallel", "How many other suits there are."),
    ("court-name", "The name of the court."),
    ("docket", "The number that the court gave it."),
    ("statute", "The law and section."),
    ("claimant-name", "The name of who brings it."),
    ("sum", "The sum that is claimed, with its currency."),
];
