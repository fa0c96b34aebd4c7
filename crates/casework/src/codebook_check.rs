//! Reads a codebook, and says everything that is wrong with it at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::codebook::Code;
use crate::codebook_fault::CodebookFault;
use crate::codebook_text::CodebookText;
use crate::codebook_whole::{
    CodeConfidence, CodeGroup, CodeLabel, Codebook, CodedEntry, CodedList, Crosswalk,
    CrosswalkRelation, LabelState, Replacement,
};

/// Schemes that the crosswalk may name, each with where it is published.
pub const SCHEMES: &[(&str, &str)] = &[
    (
        "CM/Rec(2024)2-para8",
        "Council of Europe, Recommendation CM/Rec(2024)2, paragraph 8",
    ),
    (
        "CoE-SoJ-category",
        "Council of Europe, platform for the safety of journalists",
    ),
    ("EU-2019/1937-Art19", "Directive (EU) 2019/1937, article 19"),
    (
        "EU-2024/1069-Art4(3)",
        "Directive (EU) 2024/1069, article 4(3)",
    ),
    ("HURIDOCS-MT04", "HURIDOCS micro-thesaurus 4, types of acts"),
    (
        "HURIDOCS-MT07",
        "HURIDOCS micro-thesaurus 7, counting units",
    ),
    (
        "HURIDOCS-MT18",
        "HURIDOCS micro-thesaurus 18, degrees of involvement",
    ),
    (
        "HURIDOCS-MT22",
        "HURIDOCS micro-thesaurus 22, chains of events",
    ),
    (
        "HURIDOCS-MT24",
        "HURIDOCS micro-thesaurus 24, types of perpetrators",
    ),
    (
        "HURIDOCS-MT41",
        "HURIDOCS micro-thesaurus 41, status of violations",
    ),
    (
        "ICCS-v1",
        "United Nations, International Classification of Crime for Statistical Purposes, version 1",
    ),
    (
        "ISIC-Rev4",
        "United Nations, International Standard Industrial Classification, revision 4",
    ),
    (
        "SDG-16.10.1",
        "United Nations, metadata of the indicator 16.10.1",
    ),
    (
        "SEAPA-incident",
        "Southeast Asian Press Alliance, kinds of incidents",
    ),
    (
        "UNCAC",
        "United Nations Convention against Corruption, articles",
    ),
];

/// Lists whose codes keep the spelling of the standard that they come from.
const SPELT_ELSEWHERE: [&str; 2] = ["conf_status", "obs_status"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupRow {
    list: String,
    code: String,
    label_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelRow {
    list: String,
    code: String,
    label: String,
    state: LabelState,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrosswalkRow {
    list: String,
    code: String,
    scheme: String,
    scheme_code: String,
    relation: CrosswalkRelation,
    confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplacedRow {
    list: String,
    code: String,
    replaced_by: String,
    since: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedRow {
    list: String,
    code: String,
    since: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChildRow {
    country: String,
    list: String,
    code: String,
    label_en: String,
    definition: String,
    source: String,
}

impl CodebookText<'_> {
    /// Reads it.
    ///
    /// # Errors
    /// Every [`CodebookFault`] that there is in it; at least one.
    pub fn read(&self) -> Result<Codebook, Vec<CodebookFault>> {
        let mut reading = Reading::default();
        let mut lists = reading.lists(self);
        reading.groups(self.groups, &mut lists);
        reading.children(self.children, &mut lists);
        for (language, text) in &self.labels {
            reading.labels(language, text, &mut lists);
        }
        reading.crosswalk(self.crosswalk, &mut lists);
        reading.published(self, &mut lists);
        reading.replaced(self, &mut lists);
        for list in lists.values_mut() {
            reading.parents(list);
        }
        if reading.faults.is_empty() {
            Ok(Codebook {
                version: self.version,
                lists: lists.into_values().collect(),
            })
        } else {
            Err(reading.faults)
        }
    }
}

type Lists = BTreeMap<String, CodedList>;

/// What was found to be wrong so far.
#[derive(Default)]
struct Reading {
    faults: Vec<CodebookFault>,
}

impl Reading {
    fn rows<T: DeserializeOwned>(&mut self, file: &str, text: &str) -> Vec<T> {
        let mut rows = vec![];
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            match row {
                Ok(row) => rows.push(row),
                Err(fault) => self.faults.push(CodebookFault::Unreadable {
                    file: file.to_owned(),
                    line: fault.position().map_or(1, csv::Position::line),
                    why: fault.to_string(),
                }),
            }
        }
        rows
    }

    fn lists(&mut self, text: &CodebookText<'_>) -> Lists {
        let mut lists = Lists::new();
        for (name, text) in &text.lists {
            let mut codes: Vec<CodedEntry> = vec![];
            for code in self.rows::<Code>(name, text) {
                let entry = entry(code);
                self.check_texts(name, &entry);
                if codes.iter().any(|known| known.code == entry.code) {
                    self.twice(name, &entry.code);
                } else {
                    codes.push(entry);
                }
            }
            let list = CodedList {
                name: (*name).to_owned(),
                groups: vec![],
                codes,
            };
            if lists.insert(list.name.clone(), list).is_some() {
                self.twice("lists", name);
            }
        }
        lists
    }

    fn check_texts(&mut self, list: &str, entry: &CodedEntry) {
        let (list, code) = (list.to_owned(), entry.code.clone());
        if !SPELT_ELSEWHERE.contains(&list.as_str()) && !is_spelt(&code) {
            self.faults.push(CodebookFault::Spelling { list, code });
            return;
        }
        for (column, text) in [
            ("label", &entry.label),
            ("definition", &entry.definition),
            ("source", &entry.source),
        ] {
            if text.trim().is_empty() {
                self.faults.push(CodebookFault::NoText {
                    list: list.clone(),
                    code: code.clone(),
                    column,
                });
            }
        }
    }

    fn groups(&mut self, text: &str, lists: &mut Lists) {
        for GroupRow {
            list,
            code,
            label_en,
        } in self.rows("groups", text)
        {
            let Some(known) = lists.get_mut(&list) else {
                self.unknown("groups", &list, &code);
                continue;
            };
            let is_there = known.groups.iter().any(|group| group.code == code)
                || known.codes.iter().any(|entry| entry.code == code);
            if is_there {
                self.twice(&list, &code);
            } else {
                let label = label_en;
                known.groups.push(CodeGroup { code, label });
            }
        }
    }

    fn children(&mut self, text: &str, lists: &mut Lists) {
        for row in self.rows::<ChildRow>("children", text) {
            let parent = row.code.rsplit_once('.').map(|(parent, _)| parent);
            let list = lists.get_mut(&row.list);
            let list = list.filter(|list| {
                let is_code = |parent: &str| list.code(parent).is_some();
                parent.is_some_and(is_code) && list.code(&row.code).is_none()
            });
            let Some(list) = list else {
                self.faults.push(CodebookFault::NoChild {
                    country: row.country,
                    list: row.list,
                    code: row.code,
                });
                continue;
            };
            let added = CodedEntry {
                country: Some(row.country),
                ..entry(Code {
                    code: row.code,
                    label_en: row.label_en,
                    definition: row.definition,
                    source: row.source,
                    weight: None,
                })
            };
            self.check_texts(&row.list, &added);
            list.codes.push(added);
        }
    }

    fn labels(&mut self, language: &str, text: &str, lists: &mut Lists) {
        let file = format!("labels/{language}");
        for row in self.rows::<LabelRow>(&file, text) {
            let Some(entry) = entry_of(lists, &row.list, &row.code) else {
                self.unknown(&file, &row.list, &row.code);
                continue;
            };
            let label = CodeLabel {
                text: row.label,
                state: row.state,
            };
            if entry.labels.insert(language.to_owned(), label).is_some() {
                self.twice(&file, &row.code);
            }
        }
    }

    fn crosswalk(&mut self, text: &str, lists: &mut Lists) {
        for row in self.rows::<CrosswalkRow>("crosswalk", text) {
            if !SCHEMES.iter().any(|(scheme, _)| *scheme == row.scheme) {
                let scheme = row.scheme;
                self.faults.push(CodebookFault::UnknownScheme { scheme });
                continue;
            }
            let Some(entry) = entry_of(lists, &row.list, &row.code) else {
                self.unknown("crosswalk", &row.list, &row.code);
                continue;
            };
            let crosswalk = Crosswalk {
                scheme: row.scheme,
                code: row.scheme_code,
                relation: row.relation,
                confidence: row.confidence,
            };
            let is_same = |known: &Crosswalk| {
                (&known.scheme, &known.code) == (&crosswalk.scheme, &crosswalk.code)
            };
            if entry.crosswalks.iter().any(is_same) {
                self.twice("crosswalk", &row.code);
            } else {
                entry.crosswalks.push(crosswalk);
            }
        }
    }

    fn published(&mut self, text: &CodebookText<'_>, lists: &mut Lists) {
        for row in self.rows::<PublishedRow>("published", text.published) {
            self.check_version(&row.list, &row.code, row.since, text.version);
            match entry_of(lists, &row.list, &row.code) {
                Some(entry) => entry.since = row.since,
                None => self.faults.push(CodebookFault::Gone {
                    list: row.list,
                    code: row.code,
                    since: row.since,
                }),
            }
        }
        for list in lists.values() {
            let new = list.codes.iter();
            for entry in new.filter(|entry| entry.since == 0 && entry.country.is_none()) {
                self.faults.push(CodebookFault::Unpublished {
                    list: list.name.clone(),
                    code: entry.code.clone(),
                });
            }
        }
    }

    fn replaced(&mut self, text: &CodebookText<'_>, lists: &mut Lists) {
        let rows = self.rows::<ReplacedRow>("replaced", text.replaced);
        let gone: BTreeSet<_> = rows
            .iter()
            .map(|row| (row.list.clone(), row.code.clone()))
            .collect();
        for row in rows {
            self.check_version(&row.list, &row.code, row.since, text.version);
            if entry_of(lists, &row.list, &row.replaced_by).is_none() {
                self.unknown("replaced", &row.list, &row.replaced_by);
            } else if gone.contains(&(row.list.clone(), row.replaced_by.clone())) {
                self.faults.push(CodebookFault::ReplacedByReplaced {
                    list: row.list,
                    code: row.code,
                    by: row.replaced_by,
                });
            } else if let Some(entry) = entry_of(lists, &row.list, &row.code) {
                entry.replaced = Some(Replacement {
                    by: row.replaced_by,
                    since: row.since,
                });
            } else {
                self.unknown("replaced", &row.list, &row.code);
            }
        }
    }

    fn parents(&mut self, list: &mut CodedList) {
        let mut above: BTreeSet<String> =
            list.codes.iter().map(|entry| entry.code.clone()).collect();
        above.extend(list.groups.iter().map(|group| group.code.clone()));
        for entry in &mut list.codes {
            let Some((parent, _)) = entry.code.rsplit_once('.') else {
                continue;
            };
            if above.contains(parent) {
                entry.parent = Some(parent.to_owned());
            } else {
                self.faults.push(CodebookFault::NoParent {
                    list: list.name.clone(),
                    code: entry.code.clone(),
                    parent: parent.to_owned(),
                });
            }
        }
    }

    fn check_version(&mut self, list: &str, code: &str, since: u16, version: u16) {
        if !(1..=version).contains(&since) {
            self.faults.push(CodebookFault::NoSuchVersion {
                list: list.to_owned(),
                code: code.to_owned(),
                since,
                version,
            });
        }
    }

    fn twice(&mut self, list: &str, code: &str) {
        let (list, code) = (list.to_owned(), code.to_owned());
        self.faults.push(CodebookFault::Twice { list, code });
    }

    fn unknown(&mut self, file: &str, list: &str, code: &str) {
        self.faults.push(CodebookFault::UnknownCode {
            file: file.to_owned(),
            list: list.to_owned(),
            code: code.to_owned(),
        });
    }
}

fn entry_of<'l>(lists: &'l mut Lists, list: &str, code: &str) -> Option<&'l mut CodedEntry> {
    let codes = &mut lists.get_mut(list)?.codes;
    codes.iter_mut().find(|entry| entry.code == code)
}

fn entry(code: Code) -> CodedEntry {
    CodedEntry {
        confidence: CodeConfidence::of(&code.source),
        code: code.code,
        parent: None,
        label: code.label_en,
        definition: code.definition,
        source: code.source,
        labels: BTreeMap::new(),
        crosswalks: vec![],
        since: 0,
        replaced: None,
        country: None,
    }
}

/// Parts of small letters, digits and `_`, with dots between them.
fn is_spelt(code: &str) -> bool {
    let is_fit = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_';
    let mut parts = code.split('.');
    parts.all(|part| !part.is_empty() && part.chars().all(is_fit))
}
