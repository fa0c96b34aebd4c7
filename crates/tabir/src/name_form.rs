//! The form to leave a name with custodians, as a file for whoever seals away from any server.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use casework::ReporterIdentity;
use seal::{Custodians, Day, Exclusions, Officer, OfficerId, Recipient, Trust, VaultError};
use serde::Deserialize;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::terminal::harmless_line;

/// What was filled in.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameForm {
    name: String,
    #[serde(default)]
    reach: String,
    /// Whether nobody may read it before the reporter agreed as well.
    #[serde(default)]
    pub(crate) consent: bool,
    #[serde(default)]
    leave_out: Vec<String>,
}

/// The form with nothing in it, and the custodians of this day.
///
/// # Errors
/// When no list of officers may be used on this day.
pub(crate) fn empty(trust: &Trust, today: Day) -> Result<String> {
    let mut form = BEGINNING.to_owned();
    let roster = trust.roster(today)?;
    for officer in &roster.officers {
        if is_custodian(officer, today) {
            let body = roster.body(officer.body);
            let body = body.map_or("", |body| body.label.as_str());
            // A line break in a label would begin a line of its own.
            let label = harmless_line(&format!("{}, {body}", officer.label)).to_string();
            writeln!(form, "    # \"{}\", # {label}", officer.id)?;
        }
    }
    form.push_str("]\n");
    Ok(form)
}

/// Reads a form that was filled in.
///
/// # Errors
/// What is wrong in it, by name.
pub(crate) fn read(path: &Path) -> Result<NameForm> {
    let text = fs::read_to_string(path).map(Zeroizing::new);
    let text = text.with_context(|| format!("`{}` cannot be read as text", path.display()))?;
    parse(&text).with_context(|| format!("`{}` is not filled in", path.display()))
}

fn parse(text: &str) -> Result<NameForm> {
    // What is said of a form that is none must not repeat what stands in it.
    let form: NameForm = toml::from_str(text).map_err(|fault| {
        let line = fault.span().and_then(|span| text.get(..span.start));
        let line = line.map_or(1, |before| before.lines().count().max(1));
        anyhow::anyhow!("around line {line} it is not written as the form was: mind quotation marks and brackets")
    })?;
    form.identity()?;
    form.left_out()?;
    Ok(form)
}

impl NameForm {
    /// Who the reporter is.
    ///
    /// # Errors
    /// When the name is missing, or the texts are too long.
    pub(crate) fn identity(&self) -> Result<ReporterIdentity> {
        Ok(ReporterIdentity::parse(&self.name, &self.reach)?)
    }

    fn left_out(&self) -> Result<BTreeSet<OfficerId>> {
        let ids = self.leave_out.iter().map(|id| {
            let known = id.parse();
            known.with_context(|| {
                format!(
                    "leave_out: `{}` is no number of a custodian",
                    harmless_line(id)
                )
            })
        });
        ids.collect()
    }
}

/// Draws who is to keep it.
///
/// # Errors
/// When somebody who is left out is no custodian of this day, or custodians of fewer than three bodies are left.
pub(crate) fn draw(form: &NameForm, trust: &Trust, today: Day) -> Result<Custodians> {
    let left_out = form.left_out()?;
    let roster = trust.roster(today)?;
    for id in &left_out {
        if !roster
            .officer(*id)
            .is_some_and(|officer| is_custodian(officer, today))
        {
            bail!(
                "leave_out: {id} is no custodian of today’s list; write a new form with `tabir answers name-form`"
            );
        }
    }
    let left_out = Exclusions::new(left_out, [])?;
    // Who holds the case only its report says, which the receipt does not open.
    match Custodians::draw(trust, &BTreeSet::new(), &left_out, today) {
        Err(VaultError::TooFewCustodians) => {
            bail!(
                "custodians of fewer than three bodies are left, so nothing was locked; leave out fewer"
            )
        }
        drawn => Ok(drawn?),
    }
}

/// An officer who may be given a consent, with the key.
///
/// # Errors
/// When the officer is not on duty, or may hold no cases.
pub(crate) fn officer(trust: &Trust, id: OfficerId, today: Day) -> Result<(OfficerId, &Recipient)> {
    let known = trust.roster(today)?.officer(id);
    let known = known.filter(|known| known.is_on_duty(today) && known.may_be_let_in());
    let known =
        known.context("this officer is not on duty, or may hold no cases; nothing was sealed")?;
    let key = trust.keys.of(known);
    Ok((
        id,
        key.context("the folder of --trust lacks this officer’s key")?,
    ))
}

fn is_custodian(officer: &Officer, today: Day) -> bool {
    officer.keeps_vaults() && officer.is_on_duty(today)
}

const BEGINNING: &str = r#"# Who you are, for three custodians of three bodies to keep. Two of them have to agree before an officer of your report reads it.
# As soon as one agrees, a message in your mailbox tells you who asked. It does not stop them.

name = ""

# How and when to reach you safely. May stay empty.
reach = """
"""

# With `true` nobody reads it before you agreed as well, for the officer who asked. Then you have to come back with your
# receipt; if it is lost, the name stays locked for good, also when it could protect you. If the receipt is sent to the
# office even once, such as where a browser does not open the answers itself, its computer can open this lock from then on.
consent = false

# Custodians to be left out: take the mark # away before them. Whom you left out in your report is locked inside it and not
# known here, so mark them again. Custodians of three bodies have to be left.
leave_out = [
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn form(leave_out: &str) -> String {
        format!("{BEGINNING}{leave_out}]\n")
    }

    #[test]
    fn an_empty_form_says_that_the_name_is_missing_and_a_filled_one_is_read() {
        let told = |text: &str| format!("{:#}", parse(text).map(drop).unwrap_err());
        assert!(told(&form("")).contains("the name is missing"));
        let filled = form("    # \"somebody\",\n").replace("name = \"\"", "name = \"Sari\"");
        let read = parse(&filled).unwrap();
        assert_eq!(read.identity().unwrap().name, "Sari");
        assert!(!read.consent && read.left_out().unwrap().is_empty());
        let locked = filled.replace("consent = false", "consent = true");
        assert!(parse(&locked).unwrap().consent);
        assert!(BEGINNING.contains("its computer can open this lock from then on"));
        let wrong = filled.replace("# \"somebody\"", "\"somebody\"");
        assert!(told(&wrong).contains("leave_out: `somebody` is no number"));
    }

    #[test]
    fn what_is_wrong_with_a_form_is_said_without_what_stands_in_it() {
        let broken = form("").replace("name = \"\"", "name = \"Sari Dewi");
        let told = format!("{:#}", parse(&broken).map(drop).unwrap_err());
        assert!(told.contains("around line 4"), "{told}");
        assert!(!told.contains("Sari"), "{told}");
    }
}
