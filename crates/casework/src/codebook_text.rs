//! The files of the codebook as they lie in `crates/casework/codebook`.

/// The version of the codebook: a coded record says by which one it was made. It goes up by one with every code that is
/// added or replaced.
pub const CODEBOOK_VERSION: u16 = 1;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../codebook/", $name, ".csv")))),+]
    };
}

/// The texts that a codebook is read from. Not read by what reporters' browsers load.
#[derive(Debug, Clone)]
pub struct CodebookText<'t> {
    /// Its version.
    pub version: u16,
    /// Each list, with its name: `code,label_en,definition,source`, and `weight` where codes are weighed.
    pub lists: Vec<(&'t str, &'t str)>,
    /// What codes with the same first part have in common: `list,code,label_en`.
    pub groups: &'t str,
    /// What codes are called in other languages, with the language, in one file or several: `list,code,label,state`.
    pub labels: Vec<(&'t str, &'t str)>,
    /// The same things in other schemes: `list,code,scheme,scheme_code,relation,confidence`.
    pub crosswalk: &'t str,
    /// Codes that are used no longer: `list,code,replaced_by,since`.
    pub replaced: &'t str,
    /// Codes that were published, and since which version: `list,code,since`.
    pub published: &'t str,
    /// What a country adds under a code: `country,list,code,label_en,definition,source`.
    pub children: &'t str,
}

impl CodebookText<'static> {
    /// That of the project. No country adds anything yet.
    pub fn of_project() -> Self {
        Self {
            version: CODEBOOK_VERSION,
            lists: LISTS.to_vec(),
            groups: include_str!("../codebook/groups.csv"),
            labels: vec![
                ("id", include_str!("../codebook/labels/id.csv")),
                ("id", include_str!("../codebook/labels/id_incidents.csv")),
                ("id", include_str!("../codebook/labels/id_proceedings.csv")),
            ],
            crosswalk: include_str!("../codebook/crosswalk.csv"),
            replaced: include_str!("../codebook/replaced.csv"),
            published: include_str!("../codebook/published.csv"),
            children: "country,list,code,label_en,definition,source\n",
        }
    }
}

const LISTS: &[(&str, &str)] = files![
    "act_completion",
    "age_band",
    "case_link",
    "case_status",
    "chain_relation",
    "claimant_type",
    "conf_status",
    "consent_scope",
    "counting_unit",
    "custody_event",
    "date_precision",
    "disclosure_basis",
    "disposition",
    "evidence_type",
    "group_size_band",
    "impunity_status",
    "incident_type",
    "intervention_response",
    "intervention_type",
    "involvement_degree",
    "legal_basis",
    "location_precision",
    "obs_status",
    "perpetrator_status",
    "perpetrator_type",
    "population_group",
    "proceeding_outcome",
    "proceeding_stage",
    "proceeding_type",
    "protected_activity",
    "protection_measure",
    "protection_refusal",
    "protection_status",
    "referral_status",
    "relief_sought",
    "remedy",
    "remedy_level",
    "removal_reason",
    "report_channel",
    "retaliation_form",
    "review_ground",
    "right_affected",
    "risk_factor",
    "risk_level",
    "risk_likelihood",
    "risk_severity",
    "sdc_method",
    "sector",
    "sex_gender",
    "sharing_level",
    "slapp_assessment",
    "slapp_feature",
    "slapp_indicator",
    "slapp_remedy",
    "slapp_topic",
    "source_connection",
    "source_reliability",
    "triage_criterion",
    "triage_decision",
    "uncac_offence",
    "verification_status",
    "victim_role",
];
