//! Who signed a declaration or a release, and who may: what the rosters in force on the day of a signature say.

use anyhow::{Context as _, Result, bail};
use seal::{
    BodyId, Capability, Day, OfficerId, OfficerKeys, Publication, ReleaseSignature, RosterStanding,
    Trust, VerifiedRoster,
};

use crate::terminal::harmless_line;

/// Somebody who signed.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) officer: OfficerId,
    /// The body that the officer belonged to.
    pub(crate) body: BodyId,
    /// The day that it says.
    pub(crate) day: Day,
    /// What the officer was there for on that day.
    capabilities: Vec<Capability>,
    pub(crate) label: String,
}

impl Signer {
    pub(crate) fn may(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }
}

/// The rosters that were in force at some time of a day: those that begin on it, and the newest of those that began before.
/// What later ones say changes nothing about that day.
fn in_force(trust: &Trust, day: Day) -> impl Iterator<Item = &VerifiedRoster> {
    let rosters = trust.rosters().iter();
    let before = rosters.clone().find(|roster| roster.from < day);
    let usable = move |roster: &&VerifiedRoster| match roster.standing(day) {
        RosterStanding::Current | RosterStanding::Stale => true,
        RosterStanding::Early | RosterStanding::Expired => false,
    };
    let that_day = rosters.filter(move |roster| roster.from == day);
    that_day.chain(before).filter(usable)
}

/// Those who signed a text, each once, by the rosters of the day of the signature. Whoever stands in none of them, or was not
/// on duty, counts for nothing.
pub(crate) fn signers(
    kind: Publication,
    text: &str,
    lines: &str,
    trust: &Trust,
) -> Result<Vec<Signer>> {
    let mut signers: Vec<Signer> = vec![];
    for line in lines.lines() {
        let signature: ReleaseSignature = line.parse()?;
        for roster in in_force(trust, signature.day) {
            let officer = roster.officer(signature.officer);
            let Some(officer) = officer.filter(|one| one.is_on_duty(signature.day)) else {
                continue;
            };
            let instance = trust.manifest.instance;
            let holds = signature.check(kind, instance, &officer.verifying, text.as_bytes());
            if holds.is_err() {
                continue;
            }
            match signers.iter_mut().find(|known| known.officer == officer.id) {
                Some(known) if known.day == signature.day => {
                    known.capabilities.push(officer.capability);
                }
                Some(_) => {}
                None => signers.push(Signer {
                    officer: officer.id,
                    body: officer.body,
                    day: signature.day,
                    capabilities: vec![officer.capability],
                    label: harmless_line(&officer.label),
                }),
            }
        }
    }
    Ok(signers)
}

/// The label of an officer who may sign on a day, by the roster of that day.
pub(crate) fn check_signer(
    keys: &OfficerKeys,
    trust: &Trust,
    may: &[Capability],
    today: Day,
) -> Result<String> {
    if keys.manifest != trust.manifest.digest() {
        bail!(
            "the key trusts another manifest than the one of this office: name the right folder with --data"
        );
    }
    let officer = in_force(trust, today)
        .next()
        .context("no roster is in force today: have one published")?
        .officer(keys.officer);
    let fits = officer.filter(|officer| {
        may.contains(&officer.capability) && officer.verifying == keys.signing.verifying()
    });
    match fits {
        Some(officer) if !officer.is_on_duty(today) => bail!(
            "{} is on duty from {} until {}, and signs nothing on {today}: have a roster published in which the duty goes on",
            harmless_line(&officer.label),
            officer.from,
            officer.until
        ),
        Some(officer) => Ok(harmless_line(&officer.label)),
        None => {
            let words: Vec<&str> = may.iter().map(|one| one.word()).collect();
            bail!(
                "this is not the key of an officer with the capability {} in the roster of {today}",
                words.join(" or ")
            )
        }
    }
}
