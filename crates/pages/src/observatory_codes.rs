use std::collections::BTreeMap;

use casework::{CodeGroup, CodedEntry, CodedList, LabelState};

use crate::Language;
use crate::observatory::{confidence_key, relation_key, state_key};

/// How far the labels of one language have come in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The language, by its own name.
    pub language: String,
    /// How many codes have a label.
    pub labelled: usize,
    /// How many there are.
    pub codes: usize,
    /// The state of the one that was looked at least, as a key.
    pub state: &'static str,
}

impl Labels {
    pub(crate) fn of(list: &CodedList) -> Vec<Self> {
        let mut found: BTreeMap<&str, (usize, LabelState)> = BTreeMap::new();
        let labels = list.codes.iter().flat_map(|entry| &entry.labels);
        for (language, label) in labels {
            let so_far = found.entry(language).or_insert((0, label.state));
            so_far.0 = so_far.0.saturating_add(1);
            so_far.1 = so_far.1.min(label.state);
        }
        let found = found.into_iter();
        found
            .map(|(language, (labelled, state))| Self {
                language: own_name(language),
                labelled,
                codes: list.codes.len(),
                state: state_key(state),
            })
            .collect()
    }
}

/// Codes of a list with the same first part.
#[derive(Debug)]
pub struct CodeSection<'a> {
    /// What they have in common; nothing in a list without groups.
    pub group: Option<&'a CodeGroup>,
    /// The codes, in the order of the list.
    pub codes: Vec<CodeLine<'a>>,
}

impl<'a> CodeSection<'a> {
    pub(crate) fn of(list: &'a CodedList, language: Language) -> Vec<Self> {
        let group_of = |entry: &CodedEntry| {
            let first = entry.code.split('.').next().unwrap_or_default();
            list.groups.iter().find(|group| group.code == first)
        };
        let groups = std::iter::once(None).chain(list.groups.iter().map(Some));
        let sections = groups.map(|group| {
            let of_group = list.codes.iter().filter(|entry| group_of(entry) == group);
            Self {
                group,
                codes: of_group
                    .map(|entry| CodeLine::of(list, entry, language))
                    .collect(),
            }
        });
        sections
            .filter(|section| !section.codes.is_empty())
            .collect()
    }
}

/// A code, as a page in one language shows it.
#[derive(Debug)]
pub struct CodeLine<'a> {
    /// Everything that is known of it.
    pub entry: &'a CodedEntry,
    /// What it is called on this page.
    pub label: SpokenLabel,
    /// What it is called in other languages.
    pub others: Vec<SpokenLabel>,
    /// The code above it, where there is one: its code and English label.
    pub above: Option<&'a CodedEntry>,
    /// The same thing in other schemes.
    pub schemes: Vec<OtherScheme<'a>>,
}

impl<'a> CodeLine<'a> {
    fn of(list: &'a CodedList, entry: &'a CodedEntry, language: Language) -> Self {
        let english = SpokenLabel {
            code: Language::English.code().to_owned(),
            language: Language::English.own_name().to_owned(),
            text: entry.label.clone(),
            state: None,
        };
        let mut labels = vec![english];
        labels.extend(entry.labels.iter().map(|(code, label)| SpokenLabel {
            code: code.clone(),
            language: own_name(code),
            text: label.text.clone(),
            state: Some(state_key(label.state)),
        }));
        let own = labels.iter().position(|one| one.code == language.code());
        let label = labels.remove(own.unwrap_or(0));
        Self {
            entry,
            label,
            others: labels,
            above: entry.parent.as_deref().and_then(|above| list.code(above)),
            schemes: OtherScheme::of(entry),
        }
    }

    /// What it means, unless the label says the same already.
    pub fn definition(&self) -> Option<&str> {
        let definition = self.entry.definition.as_str();
        (definition != self.entry.label).then_some(definition)
    }

    /// The key of how sure it is.
    pub const fn confidence(&self) -> &'static str {
        confidence_key(self.entry.confidence)
    }
}

/// What a code is called in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenLabel {
    /// The code of the language.
    pub code: String,
    /// The language, by its own name.
    pub language: String,
    /// The label.
    pub text: String,
    /// How far it was looked at, as a key; nothing in English, in which the lists are written.
    pub state: Option<&'static str>,
}

/// The codes of one other scheme that are related to a code.
#[derive(Debug)]
pub struct OtherScheme<'a> {
    /// The scheme.
    pub name: &'a str,
    /// Its codes, each with the key of how it is related, and the mark of how sure that is.
    pub codes: Vec<(&'a str, &'static str, &'a str)>,
}

impl<'a> OtherScheme<'a> {
    fn of(entry: &'a CodedEntry) -> Vec<Self> {
        let mut schemes: Vec<Self> = vec![];
        for other in &entry.crosswalks {
            let relation = relation_key(other.relation);
            let code = (other.code.as_str(), relation, other.confidence.as_str());
            match schemes.iter_mut().find(|known| known.name == other.scheme) {
                Some(known) => known.codes.push(code),
                None => schemes.push(Self {
                    name: &other.scheme,
                    codes: vec![code],
                }),
            }
        }
        schemes
    }
}

fn own_name(code: &str) -> String {
    match Language::from_code(code) {
        Some(known) => known.own_name().to_owned(),
        None => code.to_owned(),
    }
}
