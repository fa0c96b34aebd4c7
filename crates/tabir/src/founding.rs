//! Founding an office: its manifest, its first roster, everybody's keys.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, Capability, Day, DeskKey, Digest, FormKey, InstanceId, KeyRing, Limits,
    LogPolicy, Manifest, Officer, OfficerId, OfficerKeys, Passphrase, Roster, SigningKey,
    Stretching, Unit, UnitId, VerifiedManifest, VerifiedRoster,
};
use zeroize::Zeroizing;

use crate::data_folder::{DataFolder, make_private_folder, write_private_file};
use crate::office_plan::OfficePlan;

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
    /// Name and keys of every officer.
    pub officers: Vec<(String, OfficerKeys)>,
}

impl OfficePlan {
    /// Draws every key, signs manifest and first roster, and writes the data folder.
    ///
    /// # Errors
    /// When the plan is unsound, or the folder holds an office already.
    pub fn found(&self, data: &DataFolder, today: Day, keep: Passphrases) -> Result<Founded> {
        if data.trust().exists() {
            bail!("`{}` holds an office already", data.path().display());
        }
        let instance = if self.training {
            InstanceId::draw_for_training()?
        } else {
            InstanceId::draw()?
        };
        // Nothing is written before everything is known to be sound.
        let mut files: Vec<(PathBuf, Zeroizing<Vec<u8>>)> = vec![];
        let mut passphrases = vec![];
        let mut keep_keys = |folder: &Path, name: &str, keys: &OfficerKeys| -> Result<()> {
            check_name(name)?;
            let passphrase = Passphrase::draw()?;
            let file = keys.to_file(&passphrase, Stretching::STANDARD)?;
            files.push((folder.join(format!("{name}.key")), file.into_bytes().into()));
            if keep == Passphrases::Kept {
                let words = passphrase.words().as_bytes().to_vec();
                files.push((folder.join(format!("{name}.passphrase")), words.into()));
            }
            passphrases.push((name.to_owned(), passphrase));
            Ok(())
        };

        let mut signers = vec![];
        for name in &self.roster_signers {
            let key = SigningKey::draw()?;
            signers.push((NamedKey::new(name, key.verifying())?, key));
        }
        let manifest = self.manifest(instance, &signers);
        // Every key file names the manifest, so that its owner trusts no other.
        let pinned = Digest::of(manifest.to_text().as_bytes());
        let (roster, officers) = self.roster(instance, pinned, today)?;
        for (name, key) in &signers {
            let mut keys = OfficerKeys::draw(instance, pinned, OfficerId::draw()?)?;
            keys.signing = key.clone();
            keep_keys(&data.roster_keys(), name.name(), &keys)?;
        }
        for (name, keys) in &officers {
            keep_keys(&data.officers(), name, keys)?;
        }
        let needed = signers
            .get(..usize::from(self.roster_threshold))
            .unwrap_or(&signers);
        let sign = |text: &str| -> String {
            let lines: Vec<String> = needed
                .iter()
                .map(|(name, key)| note::sign(text, name, key))
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
        let form_key = Digest::from_bytes(*FormKey::draw()?.expose());
        let trust = data.trust();
        files.push((trust.join("manifest"), manifest_note.into_bytes().into()));
        files.push((
            trust.join("officer-keys"),
            ring.to_text().into_bytes().into(),
        ));
        files.push((
            roster_file(&trust, roster.version),
            roster_note.into_bytes().into(),
        ));
        let desk_key = DeskKey::draw()?.to_text().as_bytes().to_vec();
        files.push((data.desk_key(), desk_key.into()));
        files.push((data.form_key(), format!("{form_key}\n").into_bytes().into()));
        for (path, bytes) in &files {
            make_private_folder(path.parent().unwrap_or(data.path()))?;
            write_private_file(path, bytes)?;
        }
        Ok(Founded {
            manifest: verified.digest(),
            passphrases,
            officers,
        })
    }

    fn manifest(&self, instance: InstanceId, signers: &[(NamedKey, SigningKey)]) -> Manifest {
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
        pinned: Digest,
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
            peers: vec![],
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
                    let keys = OfficerKeys::draw(instance, pinned, OfficerId::draw()?)?;
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
    write_private_file(&roster_file(trust_folder, roster.version), note.as_bytes())?;
    Ok(verified)
}

/// Where a trust folder keeps a roster.
pub(crate) fn roster_file(trust_folder: &Path, version: u32) -> PathBuf {
    trust_folder.join("rosters").join(format!("{version:06}"))
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
pub(crate) fn check_panels(roster: &Roster, panel: u8) -> Result<()> {
    let receiving = |body: &Body| {
        roster
            .officers
            .iter()
            .filter(|officer| officer.body == body.id && officer.receives_reports())
            .filter(|officer| officer.is_on_duty(roster.from))
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
            "each body that receives reports needs at least {panel} officers on duty with the capability triage or lead"
        );
    }
    Ok(())
}

/// The longest a roster may be valid.
pub(crate) const ROSTER_DAYS: i32 = 35;
/// Officers stay in office until a roster says otherwise.
pub(crate) const DAYS_OF_DUTY: i32 = 5 * 365;
