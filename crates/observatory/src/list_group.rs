//! Which code lists belong together: the order in which people read them.

/// Each group, by the end of the key of its heading, with its lists.
pub(crate) const GROUPS: &[(&str, &[&str])] = &[
    (
        "acts",
        &[
            "incident_type",
            "retaliation_form",
            "act_completion",
            "chain_relation",
        ],
    ),
    (
        "people",
        &[
            "victim_role",
            "protected_activity",
            "population_group",
            "sex_gender",
            "age_band",
            "counting_unit",
            "group_size_band",
        ],
    ),
    (
        "doers",
        &[
            "perpetrator_type",
            "involvement_degree",
            "perpetrator_status",
            "impunity_status",
        ],
    ),
    ("wrongs", &["uncac_offence", "sector", "right_affected"]),
    (
        "suits",
        &[
            "proceeding_type",
            "proceeding_stage",
            "proceeding_outcome",
            "claimant_type",
            "legal_basis",
            "relief_sought",
            "slapp_assessment",
            "slapp_indicator",
            "slapp_feature",
            "slapp_topic",
            "slapp_remedy",
        ],
    ),
    (
        "knowing",
        &[
            "verification_status",
            "source_reliability",
            "source_connection",
            "date_precision",
            "location_precision",
        ],
    ),
    (
        "protection",
        &[
            "protection_measure",
            "protection_status",
            "protection_refusal",
            "risk_level",
            "risk_likelihood",
            "risk_severity",
            "risk_factor",
            "intervention_type",
            "intervention_response",
            "remedy",
            "remedy_level",
        ],
    ),
    (
        "work",
        &[
            "report_channel",
            "triage_criterion",
            "triage_decision",
            "case_status",
            "case_link",
            "disposition",
            "evidence_type",
            "custody_event",
            "removal_reason",
            "consent_scope",
            "sharing_level",
            "disclosure_basis",
            "referral_status",
            "review_ground",
        ],
    ),
    ("figures", &["obs_status", "conf_status", "sdc_method"]),
];

#[cfg(test)]
mod tests {
    use casework::CodebookText;
    use pages::observatory::{ListGroup, title_key};
    use pages::{Language, Pages};

    use super::*;

    #[test]
    fn every_list_stands_in_one_group_and_is_called_something_in_every_language() {
        let book = CodebookText::of_project().read().unwrap();
        let mut known: Vec<_> = book.lists.iter().map(|list| list.name.as_str()).collect();
        let mut grouped: Vec<_> = GROUPS
            .iter()
            .flat_map(|(_, lists)| *lists)
            .copied()
            .collect();
        known.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, known);
        let pages = Pages::load().unwrap();
        for language in Language::ALL {
            let say = pages.wording(language);
            for list in &grouped {
                assert!(say.knows(&title_key(list)), "{list}");
            }
            for (name, _) in GROUPS {
                let group = ListGroup {
                    name,
                    lists: vec![],
                };
                assert!(say.knows(&group.heading()), "{name}");
            }
        }
    }
}
