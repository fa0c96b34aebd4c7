//! HTML templates and wording: data in, text out.
//!
//! Every page is a plain struct that renders itself in the language it is given. Words live only
//! in `wording/<language>.ftl`, markup only in `templates/`, looks only in `static/style.css`.
//! This crate knows no database, no request and no key; no page carries inline script or style.
//!
//! ```
//! use pages::{Door, Language, Pages, Template, start::StartPage};
//!
//! let pages = Pages::load()?;
//! let door = Door::example(&pages);
//! let page = StartPage { say: pages.wording(Language::English), door: &door, bodies: &[] };
//! assert!(page.render()?.contains("id=\"start-report\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod address;
pub mod answer;
pub mod cleaned;
mod coding_lists;
mod date;
pub mod deletion;
pub mod desk;
mod door;
mod fault;
mod figure;
mod figure_words;
pub mod identity;
pub mod incident;
mod language;
mod notice;
pub mod observatory;
mod observatory_agreement;
mod observatory_codes;
mod observatory_place;
mod observatory_promises;
mod observatory_release;
mod observatory_series;
pub mod parcel;
pub mod proceeding;
mod pseudo;
pub mod receipt;
pub mod refusal;
pub mod report;
pub mod safety;
mod script;
pub mod sealing;
pub mod start;
mod style;
mod wording;

pub use askama::Template;

pub use crate::{
    date::Date,
    door::{Door, Span},
    fault::Fault,
    language::Language,
    notice::NoticeText,
    script::{Scripts, StaticFile, fingerprint},
    style::Style,
    wording::{Wording, WordingError},
};

/// Everything that is loaded once: the wording of every language and the style sheet.
#[derive(Debug)]
pub struct Pages {
    english: Wording,
    indonesian: Wording,
    pseudo: Wording,
    style: Style,
    desk_style: Style,
    observatory_style: Style,
}

impl Pages {
    /// Reads the wording and the style sheet that were compiled in.
    pub fn load() -> Result<Self, WordingError> {
        Ok(Self {
            english: Wording::load(Language::English)?,
            indonesian: Wording::load(Language::Indonesian)?,
            pseudo: Wording::load(Language::Pseudo)?,
            style: Style::load(),
            desk_style: Style::for_desk(),
            observatory_style: Style::for_observatory(),
        })
    }

    /// Returns the words of one language.
    pub fn wording(&self, language: Language) -> &Wording {
        match language {
            Language::English => &self.english,
            Language::Indonesian => &self.indonesian,
            Language::Pseudo => &self.pseudo,
        }
    }

    /// Returns the style sheet.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// Returns the style sheet of the officers' desk.
    pub fn desk_style(&self) -> &Style {
        &self.desk_style
    }

    /// Returns the style sheet of the public's door, which is also printed.
    pub fn observatory_style(&self) -> &Style {
        &self.observatory_style
    }

    /// Returns the style sheet that a door's pages name.
    pub fn style_of(&self, door: &Door) -> &Style {
        [&self.desk_style, &self.observatory_style]
            .into_iter()
            .find(|style| door.style == style.address())
            .unwrap_or(&self.style)
    }
}
