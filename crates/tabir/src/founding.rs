//! Founding an office: its manifest, its first roster, everybody's keys.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, Capability, Day, Digest, FormKey, InstanceId, KeyRing, Limits,
    LogPolicy, Manifest, Officer, OfficerId, OfficerKeys, Passphrase, Roster, Stretching, Unit,
    UnitId, VerifiedManifest, VerifiedRoster,
};
use serde::Deserialize;

use crate::data_folder::{DataFolder, make_private_folder, write_private_file};

/// What an office is founded with; `deploy/office.toml` is an example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePlan {
    /// How far the office's clocks run ahead of UTC, in minutes.
    pub offset_minutes: i32,
    /// How many officers are drawn for a case.
    pub panel: u8,
    /// The origin line of the transparency log, such as `reports.example.org/log`.
    pub log_origin: String,
    /// How many bytes the files of one sending may have together.
    #[serde(default = "default_bundle_bytes")]
    pub bundle_bytes: u64,
    /// How many files one sending may have.
    #[serde(default = "default_files")]
    pub files: u32,
    /// Names of those who sign rosters. One outside the commission is advised.
    pub roster_signers: Vec<String>,
    /// How many of them must sign.
    pub roster_threshold: u8,
    /// The bodies that receive reports.
    pub body: Vec<BodyPlan>,
}

/// A body in an [`OfficePlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyPlan {
    /// Its name as shown to reporters.
    pub label: String,
    /// `anti-corruption`, `human-rights`, `civil-society` or `witness-protection`.
    pub kind: String,
    /// Its units.
    pub unit: Vec<UnitPlan>,
}

/// A unit in a [`BodyPlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPlan {
    /// Its name as shown to reporters.
    pub label: String,
    /// Its officers.
    pub officer: Vec<OfficerPlan>,
}

/// An officer in a [`UnitPlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerPlan {
    /// A short name for key files: letters, digits and dashes.
    pub name: String,
    /// Role, and name if wished, as shown to reporters who choose who must not see a report.
    pub label: String,
    /// `triage`, `lead` or `custodian`.
    pub capability: String,
    /// Whether this is the head of the body.
    #[serde(default)]
    pub head: bool,
}

/// Whether passphrases are kept beside the keys. Only a demonstration does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passphrases {
    /// Beside the key files.
    Kept,
    /// Shown once by the caller and nowhere else.
    HandedOut,
}

/// What a founding hands out.
#[derive(Debug)]
pub struct Founded {
    /// The digest for the poster.
    pub manifest: Digest,
    /// Name and passphrase of every key file.
    pub passphrases: Vec<(String, Passphrase)>,
}

impl OfficePlan {
    /// Reads a plan.
    ///
    /// # Errors
    /// Says which line or key is wrong.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the plan `{}` cannot be read", path.display()))?;
        Self::parse(&text)
            .with_context(|| format!("the plan `{}` is not understood", path.display()))
    }

    /// Reads the text of a plan.
    ///
    /// # Errors
    /// Says which line or key is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    /// Draws every key, signs manifest and first roster, and writes the data folder.
    ///
    /// # Errors
    /// When the plan is unsound, or the folder holds an office already.
    pub fn found(&self, data: &DataFolder, today: Day, keep: Passphrases) -> Result<Founded> {
        if data.trust().exists() {
            bail!("`{}` holds an office already", data.path().display());
        }
        for folder in [
            data.path(),
            &data.trust(),
            &data.officers(),
            &data.roster_keys(),
            &data.path().join("secrets"),
        ] {
            make_private_folder(folder)?;
        }
        make_private_folder(&data.trust().join("rosters"))?;

        let instance = InstanceId::draw()?;
        let mut passphrases = vec![];
        let mut keep_keys = |folder: &Path, name: &str, keys: &OfficerKeys| -> Result<()> {
            check_name(name)?;
            let passphrase = Passphrase::draw()?;
            let file = keys.to_file(&passphrase, Stretching::STANDARD)?;
            write_private_file(&folder.join(format!("{name}.key")), file.as_bytes())?;
            if keep == Passphrases::Kept {
                write_private_file(
                    &folder.join(format!("{name}.passphrase")),
                    passphrase.words().as_bytes(),
                )?;
            }
            passphrases.push((name.to_owned(), passphrase));
            Ok(())
        };

        let mut signers = vec![];
        for name in &self.roster_signers {
            let keys = OfficerKeys::draw(instance, OfficerId::draw()?)?;
            keep_keys(&data.roster_keys(), name, &keys)?;
            signers.push((NamedKey::new(name, keys.signing.verifying())?, keys));
        }
        let manifest = self.manifest(instance, &signers);
        let (roster, officers) = self.roster(instance, today)?;
        for (name, keys) in &officers {
            keep_keys(&data.officers(), name, keys)?;
        }
        let needed = signers
            .get(..usize::from(self.roster_threshold))
            .unwrap_or(&signers);
        let sign = |text: &str| -> String {
            let lines: Vec<String> = needed
                .iter()
                .map(|(name, keys)| note::sign(text, name, &keys.signing))
                .collect();
            note::assemble(text, &lines)
        };
        let manifest_note = sign(&manifest.to_text());
        let verified = VerifiedManifest::check(&manifest_note).context("the plan is unsound")?;
        let roster_note = sign(&roster.to_text());
        VerifiedRoster::check(&roster_note, &verified).context("the plan is unsound")?;
        check_panels(&roster, self.panel)?;

        let ring: KeyRing = officers
            .iter()
            .map(|(_, keys)| keys.identity.recipient())
            .collect();
        write_private_file(&data.trust().join("manifest"), manifest_note.as_bytes())?;
        write_private_file(
            &data.trust().join("officer-keys"),
            ring.to_text().as_bytes(),
        )?;
        write_roster(&data.trust(), roster.version, &roster_note)?;
        let form_key = Digest::from_bytes(*FormKey::draw()?.expose());
        write_private_file(&data.form_key(), format!("{form_key}\n").as_bytes())?;
        Ok(Founded {
            manifest: verified.digest(),
            passphrases,
        })
    }

    fn manifest(&self, instance: InstanceId, signers: &[(NamedKey, OfficerKeys)]) -> Manifest {
        Manifest {
            instance,
            offset_minutes: self.offset_minutes,
            roster_keys: signers.iter().map(|(name, _)| name.clone()).collect(),
            roster_threshold: self.roster_threshold,
            panel: self.panel,
            lowest_roster: 1,
            log: LogPolicy {
                origin: self.log_origin.clone(),
                key: None,
            },
            limits: Limits {
                bundle_bytes: self.bundle_bytes,
                files: self.files,
            },
        }
    }

    fn roster(
        &self,
        instance: InstanceId,
        today: Day,
    ) -> Result<(Roster, Vec<(String, OfficerKeys)>)> {
        let mut roster = Roster {
            instance,
            version: 1,
            previous: Digest::NONE,
            from: today,
            until: today.plus(ROSTER_DAYS - 1),
            bodies: vec![],
            units: vec![],
            officers: vec![],
        };
        let mut keys_of = vec![];
        for body in &self.body {
            let kind: BodyKind = body
                .kind
                .parse()
                .with_context(|| format!("`{}` is no kind of body", body.kind))?;
            let body_id = BodyId::draw()?;
            roster.bodies.push(Body {
                id: body_id,
                kind,
                label: body.label.clone(),
            });
            for unit in &body.unit {
                let unit_id = UnitId::draw()?;
                roster.units.push(Unit {
                    id: unit_id,
                    body: body_id,
                    label: unit.label.clone(),
                });
                for plan in &unit.officer {
                    let capability: Capability = plan
                        .capability
                        .parse()
                        .with_context(|| format!("`{}` is no capability", plan.capability))?;
                    let keys = OfficerKeys::draw(instance, OfficerId::draw()?)?;
                    roster.officers.push(Officer {
                        id: keys.officer,
                        body: body_id,
                        unit: unit_id,
                        head: plan.head,
                        capability,
                        recipient: keys.identity.recipient().digest(),
                        verifying: keys.signing.verifying(),
                        from: today,
                        until: today.plus(DAYS_OF_DUTY),
                        label: plan.label.clone(),
                    });
                    keys_of.push((plan.name.clone(), keys));
                }
            }
        }
        Ok((roster, keys_of))
    }
}

/// Signs the newest roster again for another period, with the next version.
///
/// # Errors
/// When too few keys are given, or a key is not one of the manifest's.
pub fn renew_roster(
    trust_folder: &Path,
    signers: &[OfficerKeys],
    today: Day,
) -> Result<VerifiedRoster> {
    let trust = crate::data_folder::read_trust(trust_folder)?;
    let newest = trust.newest()?;
    let mut roster = Roster::clone(newest);
    roster.version = roster.version.saturating_add(1);
    roster.previous = newest.digest();
    roster.from = today;
    roster.until = today.plus(ROSTER_DAYS - 1);
    let text = roster.to_text();
    let mut lines = vec![];
    for keys in signers {
        let named = trust
            .manifest
            .roster_keys
            .iter()
            .find(|named| named.key() == keys.signing.verifying());
        let named = named.context("one of the keys is not a roster key of this office")?;
        lines.push(note::sign(&text, named, &keys.signing));
    }
    let note = note::assemble(&text, &lines);
    let verified = VerifiedRoster::check(&note, &trust.manifest)?;
    write_roster(trust_folder, roster.version, &note)?;
    Ok(verified)
}

fn write_roster(trust_folder: &Path, version: u32, note: &str) -> Result<()> {
    write_private_file(
        &trust_folder.join("rosters").join(format!("{version:06}")),
        note.as_bytes(),
    )
}

fn check_name(name: &str) -> Result<()> {
    let sound = !name.is_empty()
        && name
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '-');
    if !sound {
        bail!("`{name}` cannot be the name of a key file: use letters, digits and dashes");
    }
    Ok(())
}

/// A body with no more officers than a panel could exclude nobody.
fn check_panels(roster: &Roster, panel: u8) -> Result<()> {
    let receiving = |body: &Body| {
        roster
            .officers
            .iter()
            .filter(|officer| officer.body == body.id && officer.receives_reports())
            .count()
    };
    let counts: Vec<usize> = roster
        .bodies
        .iter()
        .map(receiving)
        .filter(|&count| count > 0)
        .collect();
    if counts.is_empty() || counts.iter().any(|&count| count < usize::from(panel)) {
        bail!(
            "each body that receives reports needs at least {panel} officers with the capability triage or lead"
        );
    }
    Ok(())
}

const fn default_bundle_bytes() -> u64 {
    2 << 30
}

const fn default_files() -> u32 {
    10_000
}

/// The longest a roster may be valid.
const ROSTER_DAYS: i32 = 35;
/// Officers stay in office until a roster says otherwise.
const DAYS_OF_DUTY: i32 = 5 * 365;
