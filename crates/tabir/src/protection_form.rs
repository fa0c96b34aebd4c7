//! The form to ask for protection, as a file for whoever seals away from any server.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use casework::ProtectionRequest;
use serde::Deserialize;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The form with nothing in it.
pub(crate) const EMPTY: &str = r#"# A request for protection. Only the officers of your report can read it.
# Take the mark # away before a line that is meant.

# Is somebody in danger right now?
emergency = false

# Who needs protection: individual, family, informal_group, organisation, community, indigenous_people
# or social_group
applicant = ""

# About how many people: n1, n2_9, n10_49, n50_249, n250_999, n1000p, unk. May stay empty.
size = ""

# What made them a target. It is what people do that counts: nobody has to be a victim or a witness.
target = [
    # "wb.citizen",          # reported wrongdoing
    # "wit.witness",
    # "vic.victim",
    # "hrd.defender",        # stands up for human rights
    # "hrd.land_env",        # defends land or the environment
    # "hrd.indigenous",
    # "med.journalist",
    # "uni.trade_unionist",
    # "com.leader",          # speaks for a community
    # "sup.relative",        # is close to somebody at risk
    # "sup.facilitator",     # helped somebody to report
    # "mis.mistaken",        # is wrongly believed to have reported
]

# What would help. May stay empty.
wish = [
    # "conf", "phys", "relo", "legal", "emp", "fin", "psy", "dig", "col", "pub",
]

# What has happened, and what is feared? Who threatens, how, and since when?
fear = """
"""

# For a group: how did it agree to this, and who may speak for it?
consent = """
"""
"#;

#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    emergency: bool,
    applicant: String,
    #[serde(default)]
    size: String,
    target: Vec<String>,
    #[serde(default)]
    wish: Vec<String>,
    fear: String,
    #[serde(default)]
    consent: String,
}

/// Reads a form that was filled in.
///
/// # Errors
/// What is wrong in it, by name.
pub(crate) fn read(path: &Path) -> Result<ProtectionRequest> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("`{}` cannot be read as text", path.display()))?;
    let text = Zeroizing::new(text);
    parse(&text).with_context(|| format!("`{}` is not filled in", path.display()))
}

fn parse(text: &str) -> Result<ProtectionRequest> {
    let written: Written = toml::from_str(text)?;
    let mut request = ProtectionRequest::default();
    let one = |name: &'static str, value: &str| (name, value.to_owned());
    let several = |name: &'static str, values: &[String]| {
        let values: Vec<_> = values.iter().map(|value| one(name, value)).collect();
        values
    };
    let mut fields = vec![
        one("applicant", &written.applicant),
        one("size", &written.size),
        one("message", &written.fear),
        one("consent", &written.consent),
        one("emergency", if written.emergency { "yes" } else { "" }),
    ];
    fields.extend(several("target", &written.target));
    fields.extend(several("wish", &written.wish));
    for (name, value) in &fields {
        request.take(name, value)?;
    }
    request.check()?;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_form_says_what_is_missing_and_a_filled_one_is_read() {
        let told = |text: &str| parse(text).unwrap_err().to_string();
        assert!(told(EMPTY).contains("say for whom protection is asked"));
        let filled = EMPTY
            .replace("applicant = \"\"", "applicant = \"community\"")
            .replace("# \"com.leader\",", "\"com.leader\",")
            .replace(
                "fear = \"\"\"\n",
                "fear = \"\"\"\nMen with guns were seen.\n",
            );
        assert!(told(&filled).contains("say how the group agreed"));
        let agreed = filled.replace("consent = \"\"\"\n", "consent = \"\"\"\nAt a meeting.\n");
        let request = parse(&agreed).unwrap();
        assert_eq!(request.basis, ["com.leader"]);
        assert_eq!(request.own_view, "Men with guns were seen.");
        let wrong = agreed.replace("size = \"\"", "size = \"many\"");
        assert!(told(&wrong).contains("does not know"));
        assert!(told("fear = 1").contains("fear"));
    }

    #[test]
    fn the_form_names_every_choice() {
        let lists = [
            &ProtectionRequest::APPLICANTS[..],
            &ProtectionRequest::SIZES,
            &ProtectionRequest::BASES,
            &ProtectionRequest::WISHES,
        ];
        for code in lists.into_iter().flatten() {
            assert!(EMPTY.contains(code), "{code}");
        }
    }
}
