//! What codes are called that only coded records use: the lists of their fields, and those of sources.

use std::collections::BTreeSet;

use casework::{CodeList, CodebookText, FieldCodes, RecordKind};

use crate::language::Language;
use crate::pseudo;
use crate::wording::{CodeLabel, CodeLabels, WordingError};

/// The lists that no other form offers, each once.
fn names() -> BTreeSet<&'static str> {
    let fields = RecordKind::ALL.into_iter().flat_map(|kind| kind.fields());
    let lists = fields.filter_map(|field| match field.codes {
        FieldCodes::List(list) => Some(list),
        FieldCodes::Country | FieldCodes::Words(_) | FieldCodes::Token => None,
    });
    let all = lists.chain(["source_connection", "source_reliability"]);
    all.filter(|name| !CodeList::ALL.iter().any(|list| list.name() == *name))
        .collect()
}

/// What the codes of these lists are called.
pub(crate) fn coding_lists(language: Language) -> Result<Vec<CodeLabels>, WordingError> {
    let book = CodebookText::of_project().read();
    let book = book.map_err(|_| WordingError::Codebook)?;
    let lists = names().into_iter().map(|name| {
        let entries = book.list(name).into_iter().flat_map(|list| &list.codes);
        let codes = entries.filter(|entry| entry.country.is_none());
        let label = |entry: &casework::CodedEntry| {
            let other = entry.labels.get(language.code());
            let label = other.map_or(entry.label.as_str(), |label| label.text.as_str());
            match language {
                Language::English | Language::Indonesian => label.to_owned(),
                Language::Pseudo => pseudo::accented(label),
            }
        };
        CodeLabels {
            list: name,
            codes: codes
                .map(|entry| CodeLabel {
                    code: entry.code.clone(),
                    label: label(entry),
                    weight: None,
                })
                .collect(),
        }
    });
    Ok(lists.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_coded_has_its_words_once() {
        let lists = coding_lists(Language::English).unwrap();
        for list in &lists {
            assert!(!list.codes.is_empty(), "{}", list.list);
            assert!(CodeList::ALL.iter().all(|known| known.name() != list.list));
        }
        let names: BTreeSet<_> = lists.iter().map(|list| list.list).collect();
        assert_eq!(names.len(), lists.len());
        assert!(names.contains("source_reliability") && names.contains("age_band"));
    }
}
