//! Logging a lawsuit or a charge, and what is known of what to do first.

use std::borrow::Cow;

use askama::Template;
use casework::{
    DefenceFact, FactConfidence, IncidentForm, ProceedingCodes, ProceedingDate, ProceedingField,
    ProceedingForm,
};

use crate::{Date, Door, Fault, Wording, incident::ACTIVITIES};

/// The form to log a proceeding; again after a fault.
#[derive(Template)]
#[template(path = "intake/proceeding.html")]
pub struct ProceedingPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value; empty where the form is locked in the browser.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// What was chosen and typed.
    pub typed: &'a ProceedingForm,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// No files go with it: never.
    pub files_again: bool,
}

/// A proceeding is stored.
#[derive(Template)]
#[template(path = "intake/proceeding_kept.html")]
pub struct ProceedingKeptPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// Its number, by which later ones name it. Nothing where the same form came again and something else meanwhile.
    pub number: Option<u32>,
    /// What to do first; nothing where nobody has to defend themselves.
    pub defence: Option<Defence>,
}

/// What is known of what to do first.
#[derive(Debug)]
pub struct Defence {
    /// Whether it is known when the papers were served.
    pub is_served: bool,
    /// Each thing, what is due first before the others.
    pub steps: Vec<DefenceStep>,
}

/// Something to do in defence.
#[derive(Debug)]
pub struct DefenceStep {
    /// The last part of the key of its text, which begins with `defence-`.
    pub key: String,
    /// The last day.
    pub due: Option<Date>,
    /// Whether courts surely do not work on the last day.
    pub is_closed: bool,
    /// The next day on which they work, where that is known.
    pub next_working: Option<Date>,
    /// Whether the last day is over.
    pub is_late: bool,
    /// How sure it is.
    pub sure: FactConfidence,
}

/// A field with what can be chosen in it.
pub(crate) struct Choice<'a> {
    pub(crate) name: &'static str,
    pub(crate) hint: Option<String>,
    pub(crate) is_optional: bool,
    /// One list to choose from for each code that it may have in the form.
    pub(crate) selects: Vec<Vec<Offered<'a>>>,
}

/// A code or word that can be chosen.
pub(crate) struct Offered<'a> {
    pub(crate) code: &'a str,
    pub(crate) label: Cow<'a, str>,
    pub(crate) is_chosen: bool,
}

/// What everybody is asked first: fields, and how many codes each takes in the form.
pub(crate) const ASKED: [(ProceedingField, usize); 9] = [
    (ProceedingField::Country, 1),
    (ProceedingField::Kind, 1),
    (ProceedingField::Court, 1),
    (ProceedingField::Basis, 3),
    (ProceedingField::Claimant, 2),
    (ProceedingField::Defendants, 1),
    (ProceedingField::Individuals, 1),
    (ProceedingField::Activity, 2),
    (ProceedingField::Topic, 2),
];
/// How far it has come.
pub(crate) const STANDING: [(ProceedingField, usize); 2] =
    [(ProceedingField::Stage, 1), (ProceedingField::Outcome, 1)];
/// What few know.
pub(crate) const MORE: [(ProceedingField, usize); 7] = [
    (ProceedingField::Direction, 1),
    (ProceedingField::Relief, 3),
    (ProceedingField::Amount, 1),
    (ProceedingField::Costs, 1),
    (ProceedingField::Asked, 2),
    (ProceedingField::Granted, 2),
    (ProceedingField::Ruling, 1),
];
/// How it hangs together with something else.
pub(crate) const RELATION: [(ProceedingField, usize); 1] = [(ProceedingField::Relation, 1)];

/// The texts of the form that few know, by name; each has a text `proceeding-…`.
pub(crate) fn texts(typed: &ProceedingForm) -> [(&'static str, &str); 6] {
    [
        ("court-name", &typed.chosen.court_name),
        ("docket", &typed.chosen.docket),
        ("statute", &typed.chosen.statute),
        ("claimant-name", &typed.chosen.claimant),
        ("sum", &typed.chosen.sum),
        ("parallel", &typed.parallel),
    ]
}

/// The days of the form.
pub(crate) const DATES: [ProceedingDate; 3] = ProceedingDate::ALL;

/// The last parts of the keys of everything that is known of defences, with how sure it is.
pub(crate) fn defence_facts() -> Vec<(String, &'static str)> {
    DefenceFact::all()
        .map(|fact| (fact.key(), fact.sure.word()))
        .collect()
}

/// What can be chosen in fields.
pub(crate) fn choices<'a>(
    say: &'a Wording,
    typed: &ProceedingForm,
    fields: &[(ProceedingField, usize)],
) -> Vec<Choice<'a>> {
    let choice = |(field, most): &(ProceedingField, usize)| {
        let name = field.word();
        let chosen = typed.codes(*field);
        let hint = format!("proceeding-{name}-hint");
        let selects = (0..*most).map(|place| {
            let chosen = chosen.get(place).copied().unwrap_or_default();
            let offered = offered(say, *field).into_iter();
            let offer = offered.map(|(code, label)| Offered {
                is_chosen: code == chosen,
                code,
                label,
            });
            offer.collect()
        });
        Choice {
            name,
            hint: say.knows(&hint).then_some(hint),
            is_optional: !field.is_needed(),
            selects: selects.collect(),
        }
    };
    fields.iter().map(choice).collect()
}

fn offered(say: &Wording, field: ProceedingField) -> Vec<(&str, Cow<'_, str>)> {
    let worded = |prefix: &str, words: &[&'static str]| {
        let word = |word: &&'static str| {
            let key = format!("{prefix}-{}", word.replace('.', "-"));
            (*word, Cow::Owned(say.text(&key).into_owned()))
        };
        words.iter().map(word).collect()
    };
    match field {
        ProceedingField::Activity => worded("incident-for", &ACTIVITIES),
        ProceedingField::Relation => {
            let label = |code: &'static str| (code, Cow::from(say.label("chain_relation", code)));
            IncidentForm::RELATIONS.map(label).into()
        }
        ProceedingField::Direction
        | ProceedingField::Country
        | ProceedingField::Court
        | ProceedingField::Kind
        | ProceedingField::Basis
        | ProceedingField::Claimant
        | ProceedingField::Defendants
        | ProceedingField::Individuals
        | ProceedingField::Topic
        | ProceedingField::Stage
        | ProceedingField::Outcome
        | ProceedingField::Relief
        | ProceedingField::Amount
        | ProceedingField::Costs
        | ProceedingField::Asked
        | ProceedingField::Granted
        | ProceedingField::Ruling => match field.codes() {
            ProceedingCodes::List(list) => {
                let codes = say.list(list.name()).iter();
                let label = |code: &'_ crate::wording::CodeLabel| Cow::Owned(code.label.clone());
                codes
                    .map(|code| (code.code.as_str(), label(code)))
                    .collect()
            }
            ProceedingCodes::Words(words) => worded(&word_prefix(field), words),
        },
    }
}

/// Before the words of a field stands this in the keys of their texts.
pub(crate) fn word_prefix(field: ProceedingField) -> String {
    match field {
        ProceedingField::Country => "proceeding-in".to_owned(),
        // Both are in the same words.
        ProceedingField::Amount | ProceedingField::Costs => "proceeding-amount".to_owned(),
        ProceedingField::Direction
        | ProceedingField::Court
        | ProceedingField::Kind
        | ProceedingField::Basis
        | ProceedingField::Claimant
        | ProceedingField::Defendants
        | ProceedingField::Individuals
        | ProceedingField::Activity
        | ProceedingField::Topic
        | ProceedingField::Stage
        | ProceedingField::Outcome
        | ProceedingField::Relief
        | ProceedingField::Asked
        | ProceedingField::Granted
        | ProceedingField::Ruling
        | ProceedingField::Relation => format!("proceeding-{}", field.word()),
    }
}

/// The fields whose words the desk shows, each with these.
pub(crate) fn worded_fields() -> Vec<(&'static str, String, &'static [&'static str])> {
    let fields = ProceedingField::ALL.into_iter();
    let worded = fields.filter_map(|field| match field.codes() {
        ProceedingCodes::Words(words) => Some((field.word(), word_prefix(field), words)),
        ProceedingCodes::List(_) => None,
    });
    worded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Pages};

    #[test]
    fn every_field_is_asked_once_with_words_and_everything_that_is_known_has_a_text() {
        let pages = Pages::load().unwrap();
        let asked: Vec<_> = [&ASKED[..], &STANDING, &MORE, &RELATION].concat();
        let mut fields: Vec<_> = asked.iter().map(|(field, _)| *field).collect();
        fields.sort();
        assert_eq!(fields, ProceedingField::ALL);
        for language in Language::ALL {
            let say = pages.wording(language);
            for choice in choices(say, &ProceedingForm::default(), &asked) {
                assert!(say.knows(&format!("proceeding-{}", choice.name)));
                for offered in choice.selects.iter().flatten() {
                    let label = &offered.label;
                    assert!(
                        !label.is_empty() && !label.starts_with("proceeding-"),
                        "{} {}",
                        choice.name,
                        offered.code
                    );
                }
            }
            for (key, sure) in defence_facts() {
                assert!(say.knows(&format!("defence-{key}")), "{key}");
                assert!(say.knows(&format!("defence-sure-{sure}")), "{sure}");
            }
            for (name, _) in texts(&ProceedingForm::default()) {
                assert!(say.knows(&format!("proceeding-{name}")), "{name}");
            }
        }
    }
}
