use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use crate::codebook_whole::LabelState;

macro_rules! code_lists {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A code list of the project (`crates/casework/codebook`). Codes never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CodeList { $($(#[$doc])* $variant),+ }

        impl CodeList {
            /// Every list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, which is that of its file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../codebook/", $name, ".csv"))),+
                }
            }
        }
    };
}

code_lists! {
    /// How far an act went: threatened, attempted, carried out.
    ActCompletion = "act_completion",
    /// How one case is linked to another.
    CaseLink = "case_link",
    /// Where the work on a case stands inside the body.
    CaseStatus = "case_status",
    /// How an incident hangs together with another one.
    ChainRelation = "chain_relation",
    /// Who brings a proceeding, by what they are.
    ClaimantType = "claimant_type",
    /// To what somebody agrees.
    ConsentScope = "consent_scope",
    /// Who is counted as one: a person or a group.
    CountingUnit = "counting_unit",
    /// What was done with evidence.
    CustodyEvent = "custody_event",
    /// On which ground the custodians of an identity are asked for it.
    DisclosureBasis = "disclosure_basis",
    /// What became of an allegation.
    Disposition = "disposition",
    /// What kind of thing is evidence.
    EvidenceType = "evidence_type",
    /// How many a group is.
    GroupSizeBand = "group_size_band",
    /// What was done to somebody.
    IncidentType = "incident_type",
    /// On what ground a proceeding is brought.
    LegalBasis = "legal_basis",
    /// Who did it, by what they are.
    PerpetratorType = "perpetrator_type",
    /// How a proceeding ended.
    ProceedingOutcome = "proceeding_outcome",
    /// How far a proceeding has come.
    ProceedingStage = "proceeding_stage",
    /// What kind of proceeding it is.
    ProceedingType = "proceeding_type",
    /// What somebody did that made them a target.
    ProtectedActivity = "protected_activity",
    /// What protects.
    ProtectionMeasure = "protection_measure",
    /// Why protection is refused.
    ProtectionRefusal = "protection_refusal",
    /// Where a request for protection stands.
    ProtectionStatus = "protection_status",
    /// Where a referral to another body stands.
    ReferralStatus = "referral_status",
    /// What a court is asked for.
    ReliefSought = "relief_sought",
    /// Why something is taken out of a copy.
    RemovalReason = "removal_reason",
    /// How a report came.
    ReportChannel = "report_channel",
    /// Human rights that the wrongdoing touches.
    RightAffected = "right_affected",
    /// What raises or lowers a danger.
    RiskFactor = "risk_factor",
    /// How high a risk is.
    RiskLevel = "risk_level",
    /// How likely harm is.
    RiskLikelihood = "risk_likelihood",
    /// How grave it would be.
    RiskSeverity = "risk_severity",
    /// Where in state and economy it happened.
    Sector = "sector",
    /// To whom something may be passed on.
    SharingLevel = "sharing_level",
    /// Whether a proceeding is a SLAPP.
    SlappAssessment = "slapp_assessment",
    /// What shows that it is one.
    SlappIndicator = "slapp_indicator",
    /// What is done against one.
    SlappRemedy = "slapp_remedy",
    /// What the target of one spoke about.
    SlappTopic = "slapp_topic",
    /// What a triage weighs, with the weights.
    TriageCriterion = "triage_criterion",
    /// What a triage decides.
    TriageDecision = "triage_decision",
    /// Corruption offences and misconduct.
    UncacOffence = "uncac_offence",
    /// What makes somebody a target.
    VictimRole = "victim_role",
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code: small letters, digits, `_`, and a dot before a child.
    pub code: String,
    /// What it is called in English.
    pub label_en: String,
    /// What it means, in a line.
    pub definition: String,
    /// Where it comes from, with a mark of how sure that is (`[V]` read there, `[M-h]`, `[M-m]`, `[M-l]`
    /// recalled, `OWN` this project's).
    pub source: String,
    /// From 1, in lists whose codes are weighed.
    #[serde(default)]
    pub weight: Option<u8>,
}

/// How codes of a list are called in another language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    list: String,
    code: String,
    label: String,
    state: LabelState,
}

/// Whether a code may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeState {
    /// It may.
    InUse,
    /// Another one is used instead.
    Replaced {
        /// Which.
        by: String,
    },
    /// The list does not have it.
    Unknown,
}

/// A code that is used no longer.
#[derive(Deserialize)]
struct Replaced {
    list: String,
    code: String,
    replaced_by: String,
}

/// A file of the codebook is broken, which tests rule out.
#[derive(Debug, Error)]
#[error("the code list `{list}` is broken")]
pub struct CodebookError {
    list: &'static str,
    #[source]
    fault: csv::Error,
}

impl CodeList {
    /// The codes of the list, in its order.
    ///
    /// # Errors
    /// [`CodebookError`].
    pub fn codes(self) -> Result<Vec<Code>, CodebookError> {
        let mut rows = csv::Reader::from_reader(self.text().as_bytes());
        let codes: Result<Vec<Code>, _> = rows.deserialize().collect();
        let list = self.name();
        codes.map_err(|fault| CodebookError { list, fault })
    }

    /// What its codes are called in a language, by code. A code without a label of that language has its
    /// English one.
    ///
    /// # Errors
    /// [`CodebookError`].
    pub fn labels(self, language: &str) -> Result<BTreeMap<String, String>, CodebookError> {
        let codes = self.codes()?.into_iter();
        let mut labels: BTreeMap<_, _> = codes.map(|code| (code.code, code.label_en)).collect();
        for (_, text) in LABELS.iter().filter(|(known, _)| *known == language) {
            for label in csv::Reader::from_reader(text.as_bytes()).deserialize() {
                let label: Label = label.map_err(|fault| CodebookError {
                    list: "labels",
                    fault,
                })?;
                if label.list == self.name() && labels.contains_key(&label.code) {
                    labels.insert(label.code, label.label);
                }
            }
        }
        Ok(labels)
    }

    /// Whether one of its codes may be used.
    ///
    /// # Errors
    /// [`CodebookError`].
    pub fn state(self, code: &str) -> Result<CodeState, CodebookError> {
        self.state_beside(code, REPLACED)
    }

    fn state_beside(self, code: &str, replaced: &str) -> Result<CodeState, CodebookError> {
        if !self.codes()?.iter().any(|known| known.code == code) {
            return Ok(CodeState::Unknown);
        }
        for row in csv::Reader::from_reader(replaced.as_bytes()).deserialize() {
            let row: Replaced = row.map_err(|fault| CodebookError {
                list: "replaced",
                fault,
            })?;
            if (row.list.as_str(), row.code.as_str()) == (self.name(), code) {
                return Ok(CodeState::Replaced {
                    by: row.replaced_by,
                });
            }
        }
        Ok(CodeState::InUse)
    }
}

const LABELS: [(&str, &str); 3] = [
    ("id", include_str!("../codebook/labels/id.csv")),
    ("id", include_str!("../codebook/labels/id_incidents.csv")),
    ("id", include_str!("../codebook/labels/id_proceedings.csv")),
];

const REPLACED: &str = include_str!("../codebook/replaced.csv");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_list_is_read_and_no_code_stands_in_one_twice() {
        let marks = ["OWN", "OUTDOC", "["];
        for list in CodeList::ALL {
            let codes = list.codes().unwrap();
            let names: BTreeSet<_> = codes.iter().map(|code| code.code.as_str()).collect();
            assert_eq!(names.len(), codes.len(), "{}", list.name());
            for code in &codes {
                let is_fit = |one: char| {
                    one.is_ascii_lowercase() || one.is_ascii_digit() || "_.".contains(one)
                };
                assert!(code.code.chars().all(is_fit), "{code:?}");
                assert!(
                    !code.label_en.is_empty() && !code.definition.is_empty(),
                    "{code:?}"
                );
                assert!(!code.source.is_empty(), "{code:?}");
                assert!(
                    marks.iter().any(|mark| code.source.contains(mark))
                        || !code.source.contains('?'),
                    "{code:?}"
                );
                assert_eq!(
                    code.weight.is_some(),
                    *list == CodeList::TriageCriterion,
                    "{code:?}"
                );
            }
        }
    }

    #[test]
    fn every_label_belongs_to_a_code_and_every_code_has_one() {
        let mut missing: BTreeSet<_> = CodeList::ALL
            .iter()
            .flat_map(|list| {
                let codes = list.codes().unwrap().into_iter();
                codes.map(|code| (list.name().to_owned(), code.code))
            })
            .collect();
        // Whether labels of lists that no form uses belong to codes is looked at where the codebook is read whole.
        let is_used = |label: &Label| CodeList::ALL.iter().any(|list| list.name() == label.list);
        for (language, text) in LABELS {
            assert_eq!(language, "id");
            let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
            let labels: Vec<Label> = rows.map(Result::unwrap).collect();
            for label in labels.into_iter().filter(is_used) {
                assert!(!label.label.trim().is_empty(), "{label:?}");
                assert!(
                    missing.remove(&(label.list.clone(), label.code.clone())),
                    "{label:?}"
                );
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
        let labels = CodeList::Disposition.labels("id").unwrap();
        assert_eq!(labels["sub.unsubstantiated"], "Tidak terbukti");
        assert_eq!(
            CodeList::Disposition.labels("xx").unwrap()["act.none"],
            "No further action"
        );
    }

    #[test]
    fn a_code_is_in_use_replaced_or_unknown() {
        let list = CodeList::IncidentType;
        let replaced = "list,code,replaced_by,since\nincident_type,threat.legal,legal.slapp,2\n";
        let state = |code: &str| list.state_beside(code, replaced).unwrap();
        assert_eq!(state("threat.death"), CodeState::InUse);
        assert_eq!(state("threat"), CodeState::Unknown);
        let by = "legal.slapp".to_owned();
        assert_eq!(state("threat.legal"), CodeState::Replaced { by });
        assert_eq!(list.state("threat.legal").unwrap(), CodeState::InUse);
        assert_eq!(list.state("").unwrap(), CodeState::Unknown);
    }
}
