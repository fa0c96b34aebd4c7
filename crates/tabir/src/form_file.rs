//! Forms as files, for whoever seals away from any server: what may be written in them, and what was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use casework::{CodeList, CodeState};
use serde::Deserialize;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::terminal::harmless_line;

/// An empty form, as it grows.
#[derive(Debug)]
pub(crate) struct EmptyForm(String);

/// What was written behind one name.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(untagged)]
enum Entry {
    Text(String),
    YesOrNo(bool),
    Number(u32),
    Several(Vec<String>),
    /// A date that was written without quotation marks.
    Date(#[zeroize(skip)] toml::value::Datetime),
}

impl EmptyForm {
    /// Begins with these comments.
    pub(crate) fn begin(comments: &str) -> Self {
        let mut form = Self(String::new());
        form.comment(comments);
        form
    }

    /// A text of one line, or a date.
    pub(crate) fn text(&mut self, name: &str, comments: &str) {
        self.comment(comments);
        self.line(&format!("{name} = \"\""));
    }

    /// A text of several lines.
    pub(crate) fn long_text(&mut self, name: &str, comments: &str) {
        self.comment(comments);
        self.line(&format!("{name} = \"\"\"\n\"\"\""));
    }

    /// Something that is so or not.
    pub(crate) fn yes_or_no(&mut self, name: &str, comments: &str) {
        self.comment(comments);
        self.line(&format!("{name} = false"));
    }

    /// One code for each of these names.
    pub(crate) fn one(&mut self, names: &[&str], comments: &str, codes: &[(String, String)]) {
        self.comment(comments);
        for (code, label) in codes {
            self.line(&format!("#   \"{code}\"{}", called(label)));
        }
        for name in names {
            self.line(&format!("{name} = \"\""));
        }
    }

    /// Any number of codes.
    pub(crate) fn several(&mut self, name: &str, comments: &str, codes: &[(String, String)]) {
        self.comment(comments);
        self.line(&format!("{name} = ["));
        for (code, label) in codes {
            self.line(&format!("    # \"{code}\",{}", called(label)));
        }
        self.line("]");
    }

    /// The whole form.
    pub(crate) fn end(self) -> String {
        self.0
    }

    fn comment(&mut self, comments: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        for line in comments.lines() {
            self.line(&format!("# {line}"));
        }
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }
}

fn called(label: &str) -> String {
    if label.is_empty() {
        String::new()
    } else {
        format!("  # {label}")
    }
}

/// The codes of a list that may be used, with their English names.
///
/// # Errors
/// When the list is broken.
pub(crate) fn codes_of(list: CodeList) -> Result<Vec<(String, String)>> {
    let mut codes = vec![];
    for code in list.codes()? {
        if matches!(list.state(&code.code)?, CodeState::InUse) {
            codes.push((code.code.clone(), code.label_en.clone()));
        }
    }
    Ok(codes)
}

/// Reads a form that was filled in: each field by the name that it has on the page, several codes one after the other. A name
/// among `days` is that of a date, which becomes its year, month and day.
///
/// # Errors
/// What is wrong in it, without what stands in it.
pub(crate) fn read(
    path: &Path,
    names: &[&str],
    days: &[&str],
) -> Result<Vec<(String, Zeroizing<String>)>> {
    let text = fs::read_to_string(path).map(Zeroizing::new);
    let text = text.with_context(|| format!("`{}` cannot be read as text", path.display()))?;
    parse(&text, names, days).with_context(|| format!("`{}` is not filled in", path.display()))
}

fn parse(text: &str, names: &[&str], days: &[&str]) -> Result<Vec<(String, Zeroizing<String>)>> {
    let written: BTreeMap<String, Entry> = toml::from_str(text).map_err(|fault| {
        let line = fault.span().and_then(|span| text.get(..span.start));
        let line = line.map_or(1, |before| before.lines().count().max(1));
        anyhow::anyhow!("around line {line} it is not written as the form was: mind quotation marks and brackets")
    })?;
    let mut fields = vec![];
    for (name, entry) in &written {
        if days.contains(&name.as_str()) {
            fields.extend(day(name, &entry.text(name)?)?);
        } else if !names.contains(&name.as_str()) {
            bail!("the form has no `{}`", harmless_line(name));
        } else if let Entry::Several(several) = entry {
            let each = several.iter().map(|one| Zeroizing::new(one.clone()));
            fields.extend(each.map(|one| (name.clone(), one)));
        } else {
            fields.push((name.clone(), entry.text(name)?));
        }
    }
    Ok(fields)
}

impl Entry {
    fn text(&self, name: &str) -> Result<Zeroizing<String>> {
        Ok(Zeroizing::new(match self {
            Self::Text(text) => text.clone(),
            Self::YesOrNo(true) => "yes".to_owned(),
            Self::YesOrNo(false) => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Several(_) => bail!("{name}: write one thing, in quotation marks"),
        }))
    }
}

/// A date as far as it is known, in the fields of the page.
fn day(name: &str, written: &str) -> Result<Vec<(String, Zeroizing<String>)>> {
    let parts = written.trim().splitn(3, '-');
    let fields = ["year", "month", "day"].iter().zip(parts);
    let fields = fields.filter(|(_, part)| !part.is_empty());
    fields
        .map(|(field, part)| {
            if !part.chars().all(|one| one.is_ascii_digit()) {
                bail!("{name}: write it as \"2026-03-12\", \"2026-03\" or \"2026\"");
            }
            Ok((format!("{field}-{name}"), Zeroizing::new(part.to_owned())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<(String, String)>> {
        let fields = parse(text, &["place", "by", "online", "number"], &["began"])?;
        let plain = fields.into_iter();
        Ok(plain.map(|(name, text)| (name, text.to_string())).collect())
    }

    #[test]
    fn each_kind_of_entry_becomes_fields_of_the_page() {
        let text =
            "place = \"Here\"\nby = [\"a\", \"b\"]\nonline = true\nnumber = 4\nbegan = \"2026-03\"";
        let mut fields = parsed(text).unwrap();
        fields.sort();
        let fields: Vec<_> = fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("by", "a"),
                ("by", "b"),
                ("month-began", "03"),
                ("number", "4"),
                ("online", "yes"),
                ("place", "Here"),
                ("year-began", "2026"),
            ]
        );
        assert_eq!(parsed("began = 2026-03-12").unwrap().len(), 3);
        assert_eq!(parsed("began = \"\"").unwrap().len(), 0);
        assert_eq!(parsed("online = false").unwrap()[0].1, "");
    }

    #[test]
    fn what_is_wrong_is_said_without_what_stands_in_it() {
        let told = |text: &str| format!("{:#}", parsed(text).unwrap_err());
        assert!(told("began = \"last May\"").contains("began: write it as"));
        assert!(told("place = [\"Here\"]\nplaces = 1").contains("no `places`"));
        assert!(told("began = [\"2026\"]").contains("began: write one thing"));
        let told = told("online = true\nplace = \"Kampung");
        assert!(
            told.contains("around line 2") && !told.contains("Kampung"),
            "{told}"
        );
    }
}
