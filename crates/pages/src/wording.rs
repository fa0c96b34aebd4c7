use std::{borrow::Cow, fmt};

use casework::{CodeList, CodebookError};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::{LanguageIdentifier, LanguageIdentifierError};

use crate::coding_lists::coding_lists;
use crate::observatory::Labels;
use crate::{Date, Fault, Language, Span, pseudo};

/// Why the compiled-in wording could not be read. A test makes sure that none of these happens.
#[derive(Debug, thiserror::Error)]
pub enum WordingError {
    /// A wording file does not follow Fluent's grammar.
    #[error("the wording of `{0}` does not parse")]
    Grammar(&'static str),
    /// A key stands twice in a wording file.
    #[error("a key stands twice in the wording of `{0}`")]
    Twice(&'static str),
    /// A code list is broken.
    #[error(transparent)]
    Codes(#[from] CodebookError),
    /// The codebook as a whole cannot be read.
    #[error("the codebook is broken")]
    Codebook,
    /// A language code is not well formed.
    #[error("a language code is not well formed")]
    Code(#[from] LanguageIdentifierError),
}

/// The words of one language.
pub struct Wording {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    codes: Vec<CodeLabels>,
}

/// What the codes of a list are called.
#[derive(Debug)]
pub struct CodeLabels {
    /// The list.
    pub list: &'static str,
    /// Its codes, in its order.
    pub codes: Vec<CodeLabel>,
}

/// What a code is called.
#[derive(Debug)]
pub struct CodeLabel {
    /// The code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// What it weighs, in a list whose codes are weighed.
    pub weight: Option<u8>,
}

impl Wording {
    /// Reads the words of one language.
    pub(crate) fn load(language: Language) -> Result<Self, WordingError> {
        let code: LanguageIdentifier = language.code().parse()?;
        let resource = FluentResource::try_new(source(language).into_owned())
            .map_err(|_| WordingError::Grammar(language.code()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![code]);
        // Isolation marks would be copied along with a receipt or a file name.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|_| WordingError::Twice(language.code()))?;
        let labels = |list: &CodeList| labels(*list, language);
        let mut codes: Vec<_> = CodeList::ALL.iter().map(labels).collect::<Result<_, _>>()?;
        codes.extend(coding_lists(language)?);
        Ok(Self {
            language,
            bundle,
            codes,
        })
    }

    /// Returns the language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the code of the language.
    pub fn code(&self) -> &'static str {
        self.language.code()
    }

    /// Returns what the codes of all lists are called.
    pub fn codes(&self) -> &[CodeLabels] {
        &self.codes
    }

    /// Returns what the codes of one list are called.
    pub fn list(&self, name: &str) -> &[CodeLabel] {
        let known = self.codes.iter().find(|known| known.list == name);
        known.map_or(&[], |known| known.codes.as_slice())
    }

    /// Returns what a code is called; one that the list does not have stands for itself.
    pub fn label<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        let known = self.list(list).iter().find(|known| known.code == code);
        known.map_or(code, |known| known.label.as_str())
    }

    /// Says whether these words include `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Returns one text. An unknown key shows itself, which a test turns into a failure.
    pub fn text<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.format(key, None)
    }

    /// Returns one text with a value put in.
    pub fn with(&self, key: &str, name: &str, value: impl fmt::Display) -> String {
        self.with_all(key, &[(name, value.to_string())])
    }

    /// Returns one text with two values put in.
    pub fn with_two(
        &self,
        key: &str,
        first: &str,
        value: impl fmt::Display,
        second: &str,
        other: impl fmt::Display,
    ) -> String {
        self.with_all(
            key,
            &[(first, value.to_string()), (second, other.to_string())],
        )
    }

    /// Returns a number with its thousands set apart.
    pub fn number(&self, number: &u32) -> String {
        let mark = match self.language {
            Language::English | Language::Pseudo => ',',
            Language::Indonesian => '.',
        };
        let digits = number.to_string();
        let mut shown = String::with_capacity(digits.len().saturating_mul(2));
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
                shown.push(mark);
            }
            shown.push(digit);
        }
        shown
    }

    /// Returns a day as people write it.
    pub fn date(&self, date: &Date) -> String {
        let mut values = FluentArgs::new();
        values.set("day", i64::from(date.day));
        values.set("month", i64::from(date.month));
        values.set("year", i64::from(date.year));
        self.format("date", Some(&values)).into_owned()
    }

    /// Returns a text with a day put in.
    pub fn with_date(&self, key: &str, date: &Date) -> String {
        self.with(key, "date", self.date(date))
    }

    /// Returns a length of time in words, such as `3 months`.
    pub fn span(&self, span: &Span) -> String {
        let part = |key: &str, count: u16| {
            let mut args = FluentArgs::new();
            args.set("count", FluentValue::from(count));
            self.format(key, Some(&args)).into_owned()
        };
        match (span.months, span.days) {
            (0, days) => part("span-days", days),
            (months, 0) => part("span-months", months),
            (months, days) => {
                let months = part("span-months", months);
                self.with_two(
                    "span-both",
                    "months",
                    months,
                    "days",
                    part("span-days", days),
                )
            }
        }
    }

    /// Returns how far the labels of a language have come in a list.
    pub fn with_labels(&self, labels: &Labels) -> String {
        self.with_all(
            "observatory-labels",
            &[
                ("language", labels.language.clone()),
                ("labelled", labels.labelled.to_string()),
                ("codes", labels.codes.to_string()),
                ("state", self.text(labels.state).into_owned()),
            ],
        )
    }

    /// Returns what is to be said about a fault.
    pub fn fault(&self, fault: &Fault) -> String {
        let shown = |(name, value): &(&'static str, String)| match value.parse() {
            Ok(number) if *name != "word" => (*name, self.number(&number)),
            Ok(_) | Err(_) => (*name, value.clone()),
        };
        let values: Vec<_> = fault.values.iter().map(shown).collect();
        self.with_all(fault.key, &values)
    }

    /// Returns a text whose values are put in by a script: each place holds its name in braces.
    pub fn places(&self, key: &str) -> String {
        let place = |name: &'static str| (name, format!("{{{name}}}"));
        self.with_all(key, &PLACES.map(place))
    }

    pub(crate) fn with_all(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.as_str()));
        }
        self.format(key, Some(&args)).into_owned()
    }

    fn format<'a>(&'a self, key: &'a str, values: Option<&'a FluentArgs<'_>>) -> Cow<'a, str> {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return Cow::Borrowed(key);
        };
        self.bundle.format_pattern(pattern, values, &mut Vec::new())
    }
}

impl fmt::Debug for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wording({})", self.code())
    }
}

fn labels(list: CodeList, language: Language) -> Result<CodeLabels, CodebookError> {
    let mut labels = list.labels(language.code())?;
    let codes = list.codes()?.into_iter().map(|code| {
        let label = labels.remove(&code.code).unwrap_or_default();
        CodeLabel {
            label: match language {
                Language::English | Language::Indonesian => label,
                Language::Pseudo => pseudo::accented(&label),
            },
            code: code.code,
            weight: code.weight,
        }
    });
    Ok(CodeLabels {
        list: list.name(),
        codes: codes.collect(),
    })
}

/// Returns the wording file of a language; the pseudo-language is made from English.
pub(crate) fn source(language: Language) -> Cow<'static, str> {
    match language {
        Language::English => Cow::Borrowed(ENGLISH),
        Language::Indonesian => Cow::Borrowed(INDONESIAN),
        Language::Pseudo => Cow::Owned(pseudo::from_base(ENGLISH)),
    }
}

/// Values that scripts put into texts.
const PLACES: [&str; 32] = [
    "act", "acts", "body", "cases", "count", "date", "day", "days", "field", "found", "known",
    "name", "names", "number", "officers", "outcome", "over", "overdue", "page", "part", "period",
    "points", "reasons", "size", "soon", "status", "total", "unit", "waiting", "what", "why",
    "word",
];

const ENGLISH: &str = include_str!("../wording/en.ftl");
const INDONESIAN: &str = include_str!("../wording/id.ftl");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_in_the_manner_of_the_language() {
        let english = Wording::load(Language::English).unwrap();
        let indonesian = Wording::load(Language::Indonesian).unwrap();
        assert_eq!(english.number(&7), "7");
        assert_eq!(english.number(&10_000), "10,000");
        assert_eq!(indonesian.number(&1_234_567), "1.234.567");
    }

    #[test]
    fn a_day_is_written_in_the_manner_of_the_language() {
        let day = Date {
            year: 2026,
            month: 11,
            day: 5,
        };
        assert_eq!(
            Wording::load(Language::English).unwrap().date(&day),
            "5 November 2026"
        );
        assert_eq!(
            Wording::load(Language::Indonesian).unwrap().date(&day),
            "5 November 2026"
        );
        let day = Date { month: 12, ..day };
        assert_eq!(
            Wording::load(Language::Indonesian).unwrap().date(&day),
            "5 Desember 2026"
        );
    }
}
