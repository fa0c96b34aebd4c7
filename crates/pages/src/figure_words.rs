//! What the codes of a release are called: by the lists of the codebook, and by what is public of the bodies.

use std::collections::BTreeMap;

use casework::{Codebook, FieldCodes, RecordKind, ReleasePeriod};

use crate::figure::FigureLabel;
use crate::observatory::title_key;
use crate::{Language, Wording};

/// What words are taken from.
#[derive(Debug, Clone, Copy)]
pub struct FigureWords<'a> {
    /// The words of the page.
    pub say: &'a Wording,
    /// The lists.
    pub book: &'a Codebook,
    /// What each body is called, by its id.
    pub bodies: &'a BTreeMap<String, String>,
}

impl FigureWords<'_> {
    /// What is counted.
    pub fn kind(&self, kind: RecordKind) -> String {
        self.say.text(kind_key(kind)).into_owned()
    }

    /// A quarter or a year.
    pub fn period(&self, period: ReleasePeriod) -> String {
        let year = period.year();
        match period.to_string().split_once("-Q") {
            Some((_, quarter)) => {
                let key = format!("figures-quarter-{quarter}");
                self.say.with(&key, "year", year)
            }
            None => self.say.with("figures-year", "year", year),
        }
    }

    /// What a body is called.
    pub fn body(&self, id: &str) -> String {
        self.bodies
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_owned())
    }

    /// The names of bodies, one after the other.
    pub fn bodies(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.body(id)).collect();
        names.join(", ")
    }

    /// What a dimension is called.
    pub fn dimension(&self, kind: RecordKind, dimension: &str) -> String {
        let (field, grouped) = parts(dimension);
        let title = match list_of(kind, field) {
            Some(list) => self.say.text(&title_key(list)).into_owned(),
            None => {
                let key = format!("figures-dimension-{}", field.replace('_', "-"));
                self.say.text(&key).into_owned()
            }
        };
        if grouped {
            self.say.with("figures-in-groups", "title", title)
        } else {
            title
        }
    }

    /// The page of the list that a dimension has its codes from, and what it is called.
    pub fn list(&self, kind: RecordKind, dimension: &str) -> Option<(String, String)> {
        let list = list_of(kind, parts(dimension).0)?;
        let title = self.say.text(&title_key(list)).into_owned();
        Some((page_of(list), title))
    }

    /// What a category is called.
    pub fn code(&self, kind: RecordKind, dimension: &str, code: &str) -> FigureLabel {
        if code == NOT_STATED {
            return FigureLabel::plain(self.say.text("figures-not-stated"));
        }
        let (field, grouped) = parts(dimension);
        let codes = kind.field(field).map(|field| field.codes);
        match codes {
            Some(FieldCodes::List(list)) => self.of_list(list, grouped, code),
            Some(FieldCodes::Country) => self.keyed(format!("figures-country-{code}"), code),
            Some(FieldCodes::Words(_)) => self.keyed(format!("figures-word-{code}"), code),
            Some(FieldCodes::Token) => FigureLabel::plain(code),
            None => FigureLabel::plain(self.body(code)),
        }
    }

    fn of_list(&self, name: &str, grouped: bool, code: &str) -> FigureLabel {
        let list = self.book.list(name);
        let defined = Some((page_of(name), code.to_owned()));
        let language = self.say.language();
        let english = (language != Language::English).then_some(Language::English.code());
        let told = |text: &str, lang| FigureLabel {
            text: text.to_owned(),
            lang,
            defined: defined.clone(),
        };
        let groups = list.into_iter().flat_map(|list| &list.groups);
        let group = groups
            .filter(|_| grouped)
            .find(|group| group.code == code)
            .map(|group| told(&group.label, english));
        let entry = || {
            let entry = list.and_then(|list| list.code(code))?;
            Some(match entry.labels.get(language.code()) {
                Some(label) => told(&label.text, None),
                None => told(&entry.label, english),
            })
        };
        // A code that is in no list of this program has no page either.
        group
            .or_else(entry)
            .unwrap_or_else(|| FigureLabel::plain(code))
    }

    fn keyed(&self, key: String, code: &str) -> FigureLabel {
        if self.say.knows(&key) {
            FigureLabel::plain(self.say.text(&key))
        } else {
            FigureLabel::plain(code)
        }
    }
}

/// The field of a dimension, and whether its codes are counted by what stands before their dot.
fn parts(dimension: &str) -> (&str, bool) {
    match dimension.strip_suffix(":group") {
        Some(field) => (field, true),
        None => (dimension, false),
    }
}

fn list_of(kind: RecordKind, field: &str) -> Option<&'static str> {
    match kind.field(field)?.codes {
        FieldCodes::List(list) => Some(list),
        FieldCodes::Country | FieldCodes::Words(_) | FieldCodes::Token => None,
    }
}

fn page_of(list: &str) -> String {
    format!("codebook/{list}.html")
}

const fn kind_key(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Act => "figures-kind-act",
        RecordKind::Case => "figures-kind-case",
        RecordKind::Person => "figures-kind-person",
        RecordKind::Proceeding => "figures-kind-proceeding",
        RecordKind::Protection => "figures-kind-protection",
    }
}

/// The category of records in which a field was left empty.
const NOT_STATED: &str = "_X";

#[cfg(test)]
mod tests {
    use casework::CodebookText;

    use super::*;
    use crate::Pages;

    #[test]
    fn every_dimension_and_every_category_is_called_something_in_every_language() {
        let pages = Pages::load().unwrap();
        let book = CodebookText::of_project().read().unwrap();
        let bodies = BTreeMap::from([("ab".to_owned(), "Commission".to_owned())]);
        for language in Language::ALL {
            let say = pages.wording(language);
            let words = FigureWords {
                say,
                book: &book,
                bodies: &bodies,
            };
            for kind in RecordKind::ALL {
                assert!(say.knows(kind_key(kind)));
                for field in kind.fields() {
                    if field.codes == FieldCodes::Token {
                        continue;
                    }
                    let title = words.dimension(kind, field.name);
                    assert!(!title.contains("figures-"), "{title}");
                    for code in field.codes(&book, false) {
                        let label = words.code(kind, field.name, code);
                        assert!(label.text != code || code.len() > 2, "{code}");
                        let is_list = matches!(field.codes, FieldCodes::List(_));
                        assert_eq!(label.defined.is_some(), is_list, "{code}");
                    }
                }
            }
            assert_eq!(words.code(RecordKind::Act, "body", "ab").text, "Commission");
            assert_eq!(words.code(RecordKind::Act, "body", "cd").text, "cd");
            let group = words.code(RecordKind::Act, "act:group", "life");
            assert_eq!(
                group.defined,
                Some(("codebook/incident_type.html".to_owned(), "life".to_owned()))
            );
            assert_eq!(group.lang.is_none(), language == Language::English);
            let none = words.code(RecordKind::Act, "sex", "_X").text;
            assert!(!none.contains('_'), "{none}");
            for period in ["2027-Q1", "2027-Q4", "2027"] {
                let told = words.period(period.parse().unwrap());
                assert!(told.contains("2027") && !told.contains("figures"), "{told}");
            }
        }
    }
}
