//! Logging what was done to somebody.

use askama::Template;
use casework::{IncidentForm, TypedDay};

use crate::{Door, Fault, Wording, wording::CodeLabel};

/// The form to log an incident; again after a fault.
#[derive(Template)]
#[template(path = "intake/incident.html")]
pub struct IncidentPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value; empty where the form is locked in the browser.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// What was chosen and typed.
    pub typed: &'a IncidentForm,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// No files go with it: never.
    pub files_again: bool,
}

/// An incident is stored.
#[derive(Template)]
#[template(path = "intake/incident_kept.html")]
pub struct IncidentKeptPage<'a> {
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
}

/// What made somebody a target, as the form offers it of the list `protected_activity`, each with a text
/// `incident-for-…`. Officers use all of it.
pub const ACTIVITIES: [&str; 16] = [
    "report.external_acc",
    "report.internal",
    "report.public",
    "testimony.witness",
    "support.facilitator",
    "hrd.advocacy",
    "hrd.land_environment",
    "hrd.monitoring",
    "media.journalism",
    "speech.criticism",
    "assembly.protest",
    "union.activity",
    "legal.litigation",
    "community.consultation",
    "perceived",
    "unknown",
];

/// Who did it, as the form offers it of the list `perpetrator_type`. Officers use all of it.
pub const PERPETRATORS: [&str; 18] = [
    "st.police",
    "st.military",
    "st.local_gov",
    "st.executive_national",
    "st.prosecution",
    "st.judiciary",
    "st.foreign_state",
    "pv.employer",
    "pv.company_national",
    "pv.company_transnational",
    "pv.landowner",
    "pv.security_guard",
    "pv.politician_party",
    "pv.media_troll",
    "pv.family_community",
    "ng.organised_crime",
    "unk.unidentified",
    "oth.other",
];

/// How sure dates are: what stands behind them, and the key of the text.
pub const DOUBTS: [(&str, &str); 4] = [
    ("", "incident-sure-yes"),
    ("~", "incident-sure-about"),
    ("?", "incident-sure-no"),
    ("%", "incident-sure-neither"),
];

/// What can be done to somebody, as the form offers it of the list `incident_type`: by what comes before the dot, each
/// with a text `incident-kind-…`.
pub(crate) fn kinds(say: &Wording) -> Vec<(&str, Vec<&CodeLabel>)> {
    let mut kinds: Vec<(&str, Vec<&CodeLabel>)> = vec![];
    for code in say.list("incident_type") {
        if IncidentForm::FOUND_LATER.contains(&code.code.as_str()) {
            continue;
        }
        let group = code.code.split('.').next().unwrap_or_default();
        match kinds.last_mut() {
            Some((known, codes)) if *known == group => codes.push(code),
            Some(_) | None => kinds.push((group, vec![code])),
        }
    }
    kinds
}

/// The two days of the form: their name, the key of the text, and what was typed.
pub(crate) fn days(typed: &IncidentForm) -> [(&'static str, &'static str, &TypedDay); 2] {
    [
        ("began", "incident-began", &typed.began),
        ("ended", "incident-ended", &typed.ended),
    ]
}

#[cfg(test)]
mod tests {
    use casework::CodeList;

    use super::*;
    use crate::{Language, Pages};

    #[test]
    fn what_the_form_offers_stands_in_the_lists_and_has_words() {
        let pages = Pages::load().unwrap();
        for (offered, list) in [
            (&ACTIVITIES[..], CodeList::ProtectedActivity),
            (&PERPETRATORS, CodeList::PerpetratorType),
        ] {
            let known = list.codes().unwrap();
            for code in offered {
                assert!(known.iter().any(|one| one.code == *code), "{code}");
            }
        }
        for language in Language::ALL {
            let say = pages.wording(language);
            let activities = ACTIVITIES.map(|code| code.replace('.', "-"));
            let activities = activities.iter().map(|code| format!("incident-for-{code}"));
            let kinds = kinds(say);
            let kinds = kinds
                .iter()
                .map(|(group, _)| format!("incident-kind-{group}"));
            let doubts = DOUBTS.iter().map(|(_, key)| (*key).to_owned());
            for key in activities.chain(kinds).chain(doubts) {
                assert!(say.knows(&key), "{key}");
            }
        }
    }

    #[test]
    fn each_kind_is_offered_once_under_its_group() {
        let pages = Pages::load().unwrap();
        let kinds = kinds(pages.wording(Language::English));
        let offered: usize = kinds.iter().map(|(_, codes)| codes.len()).sum();
        assert_eq!(offered, CodeList::IncidentType.codes().unwrap().len() - 1);
        let mut groups: Vec<_> = kinds.iter().map(|(group, _)| group).collect();
        groups.sort();
        groups.dedup();
        assert_eq!(groups.len(), kinds.len());
    }
}
