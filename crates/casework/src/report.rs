use std::fmt;

use seal::{BodyId, Exclusions, LogSecret, Roster};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::assisted::Assisted;
use crate::card::Card;
use crate::exclusion::resolve_exclusions;
use crate::referral_terms::Referred;

/// A report form as it was filled in. Nothing is checked yet.
#[derive(Default, Clone, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct ReportForm {
    /// What happened.
    pub account: String,
    /// What it is based on: words of [`Basis`].
    pub basis: Vec<String>,
    /// The id of the body it is for.
    pub body: String,
    /// Who must not see it: ids of officers and units, or `head:` and the id of a body.
    pub exclude: Vec<String>,
    /// When it happened.
    pub when: String,
    /// Where it happened.
    pub place: String,
    /// Who is involved.
    pub who: String,
    /// What has already been done to anybody because of it.
    pub reprisal: String,
    /// A word of [`Urgency`]; empty means normal.
    pub urgency: String,
}

/// What is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormFault {
    /// No body was chosen, or one that is not in the roster.
    #[error("no body was chosen")]
    Body,
    /// A ticked exclusion is not in the roster.
    #[error("an exclusion is not in the roster")]
    Exclusion,
    /// There is neither a text nor a file.
    #[error("neither a text nor a file was given")]
    Nothing,
    /// The text fields together are too long.
    #[error("the text has {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
    /// A ticked word is not one of the form's.
    #[error("an answer is not one of those offered")]
    UnknownWord,
}

macro_rules! form_words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every word, in the order in which the form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands in the form and inside the sealed report.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub(crate) fn from_word(word: &str) -> Result<Self, FormFault> {
                Self::ALL.iter().copied().find(|one| one.word() == word).ok_or(FormFault::UnknownWord)
            }
        }
    };
}

form_words! {
    /// What a reporter bases a report on. False-report offences exist nearly everywhere, so the three
    /// are kept apart.
    Basis {
        /// The reporter saw or heard it.
        Saw = "saw",
        /// The reporter holds a document or a recording.
        Document = "document",
        /// The reporter was told.
        Told = "told",
    }
}

form_words! {
    /// How urgent a report is, in the reporter's own view.
    Urgency {
        /// It can wait for the usual order.
        Normal = "normal",
        /// It should be read soon.
        Soon = "soon",
        /// Somebody is in danger.
        Danger = "danger",
    }
}

impl ReportForm {
    /// Bytes that all text fields may have together, in UTF-8. Written as JSON with everything else
    /// they still fit the largest text class, even where every tenth byte needs a backslash.
    pub const MOST_TEXT_BYTES: usize = 48 * 1_024;

    /// What the report is based on.
    ///
    /// # Errors
    /// [`FormFault::UnknownWord`].
    pub fn basis(&self) -> Result<Vec<Basis>, FormFault> {
        self.basis
            .iter()
            .map(|word| Basis::from_word(word))
            .collect()
    }

    /// How urgent it is.
    ///
    /// # Errors
    /// [`FormFault::UnknownWord`].
    pub fn urgency(&self) -> Result<Urgency, FormFault> {
        if self.urgency.is_empty() {
            Ok(Urgency::Normal)
        } else {
            Urgency::from_word(&self.urgency)
        }
    }

    /// The chosen body. A deployment with one receiving body needs no choice.
    ///
    /// # Errors
    /// [`FormFault::Body`].
    pub fn body(&self, roster: &Roster) -> Result<BodyId, FormFault> {
        let receiving = |body: BodyId| {
            roster
                .officers
                .iter()
                .any(|officer| officer.body == body && officer.receives_reports())
        };
        let body = self.body.parse().map_err(|_| FormFault::Body)?;
        roster
            .body(body)
            .filter(|body| receiving(body.id))
            .map(|body| body.id)
            .ok_or(FormFault::Body)
    }

    /// Whether nothing was written. Then there must be a file.
    pub fn has_no_text(&self) -> bool {
        [
            &self.account,
            &self.who,
            &self.reprisal,
            &self.when,
            &self.place,
        ]
        .iter()
        .all(|text| text.trim().is_empty())
    }

    /// Checks everything that can be checked before files are read.
    ///
    /// # Errors
    /// Every [`FormFault`] there is, in the order of the form.
    pub fn check(&self, roster: &Roster) -> Result<CheckedReport, Vec<FormFault>> {
        let (body, exclusions) = (self.body(roster), resolve_exclusions(roster, &self.exclude));
        let (basis, urgency, length) = (self.basis(), self.urgency(), self.check_length());
        match (body, exclusions, basis, urgency, length) {
            (Ok(body), Ok(exclusions), Ok(basis), Ok(urgency), Ok(())) => Ok(CheckedReport {
                body,
                exclusions,
                basis,
                urgency,
            }),
            (body, exclusions, basis, urgency, length) => {
                let faults = [
                    body.err(),
                    exclusions.err(),
                    basis.err(),
                    urgency.err(),
                    length.err(),
                ];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    fn check_length(&self) -> Result<(), FormFault> {
        let texts = [
            &self.account,
            &self.when,
            &self.place,
            &self.who,
            &self.reprisal,
        ];
        let length: usize = texts.iter().map(|text| text.len()).sum();
        match length.checked_sub(Self::MOST_TEXT_BYTES) {
            Some(over) if over > 0 => Err(FormFault::TooLong { over }),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for ReportForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReportForm(hidden)")
    }
}

/// A form that can be sealed.
#[derive(Debug, Clone)]
pub struct CheckedReport {
    /// The chosen body.
    pub body: BodyId,
    /// Who must not see it.
    pub exclusions: Exclusions,
    basis: Vec<Basis>,
    urgency: Urgency,
}

impl CheckedReport {
    /// The report as it is sealed, and its card.
    pub fn write(self, form: &ReportForm, log_secret: &LogSecret) -> (Report, Card) {
        let card = Card::of_report(&form.account, self.urgency);
        let report = Report {
            account: form.account.clone(),
            basis: self.basis,
            when: form.when.clone(),
            place: form.place.clone(),
            who: form.who.clone(),
            reprisal: form.reprisal.clone(),
            urgency: self.urgency,
            exclusions: self.exclusions,
            log_secret: log_secret.to_sealed_text().as_str().to_owned(),
            assisted: None,
            referred: None,
        };
        (report, card)
    }
}

/// A report as it lies inside its sealed object. Where else a field has to be added stands in
/// docs/ARCHITECTURE.md, "Where to add a field to a report".
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What happened.
    pub account: String,
    /// What it is based on.
    #[zeroize(skip)]
    pub basis: Vec<Basis>,
    /// When it happened.
    pub when: String,
    /// Where it happened.
    pub place: String,
    /// Who is involved.
    pub who: String,
    /// What has already been done to anybody because of it.
    pub reprisal: String,
    /// How urgent it is.
    #[zeroize(skip)]
    pub urgency: Urgency,
    /// Who must not see it.
    #[zeroize(skip)]
    pub exclusions: Exclusions,
    /// From this a holder's client makes log entries; see [`LogSecret::from_sealed_text`].
    pub log_secret: String,
    /// Which officer entered it for somebody; nothing where the reporter wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted: Option<Assisted>,
    /// Which body passed it on; nothing where none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred: Option<Referred>,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report(hidden)")
    }
}
