//! The next roster on its way from one signer to the next: a folder that anybody may carry.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use seal::note;
use seal::{
    Capability, Day, KeyRing, Officer, OfficerId, OfficerKeys, OfficerPublic, Peer, Recipient,
    Roster, Trust, Unit, VerifiedManifest, VerifiedRoster,
};

use crate::data_folder::{
    make_private_folder, read_text, read_trust, replace_private_file, write_private_file,
};
use crate::founding::{DAYS_OF_DUTY, ROSTER_DAYS, check_panels, roster_file};

/// A roster that is being made, with the one before it.
#[derive(Debug)]
pub struct RosterDraft {
    folder: PathBuf,
    manifest: VerifiedManifest,
    before: VerifiedRoster,
    /// The roster as it stands.
    pub roster: Roster,
    added: Vec<Recipient>,
}

impl RosterDraft {
    /// Begins with the officers of the newest roster.
    ///
    /// # Errors
    /// When the folder exists already.
    pub fn begin(folder: &Path, trust: &Trust, from: Day) -> Result<Self> {
        if folder.exists() {
            bail!("`{}` exists already; name a new folder", folder.display());
        }
        let before = trust.newest()?.clone();
        let roster = Roster {
            version: before.version.saturating_add(1),
            previous: before.digest(),
            from,
            until: from.plus(ROSTER_DAYS - 1),
            ..Roster::clone(&before)
        };
        make_private_folder(folder)?;
        write_private_file(&folder.join(MANIFEST), trust.manifest.note().as_bytes())?;
        write_private_file(&folder.join(BEFORE), before.note().as_bytes())?;
        let draft = Self {
            folder: folder.to_owned(),
            manifest: trust.manifest.clone(),
            before,
            roster,
            added: vec![],
        };
        draft.save()?;
        Ok(draft)
    }

    /// Opens a draft. Manifest and the roster before it are checked; the draft itself is what it is until
    /// enough have signed it.
    ///
    /// # Errors
    /// Says which part is missing or damaged.
    pub fn open(folder: &Path) -> Result<Self> {
        let read = |name: &str| read_text(&folder.join(name));
        let manifest = VerifiedManifest::check(&read(MANIFEST)?)?;
        let before = VerifiedRoster::check(&read(BEFORE)?, &manifest)?;
        let roster = Roster::read_unsigned(&read(ROSTER)?)?;
        let follows = roster.version == before.version.saturating_add(1)
            && roster.previous == before.digest()
            && roster.instance == manifest.instance;
        if !follows {
            bail!("the draft does not follow the roster that lies beside it");
        }
        let keys = read(ADDED)?;
        let added = keys.lines().map(str::parse).collect::<Result<_, _>>();
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
            before,
            roster,
            added: added.context("the added keys are damaged")?,
        })
    }

    /// The manifest that the draft is for.
    pub const fn manifest(&self) -> &VerifiedManifest {
        &self.manifest
    }

    /// Adds an officer whose keys were made on the officer's own machine.
    ///
    /// # Errors
    /// When the keys are for another office, or the officer is there already.
    pub fn add(
        &mut self,
        public: &OfficerPublic,
        unit: &str,
        capability: Capability,
        label: &str,
    ) -> Result<OfficerId> {
        if public.instance != self.manifest.instance || public.manifest != self.manifest.digest() {
            bail!("these keys were made for another office or another manifest");
        }
        let unit = self.unit(unit)?.clone();
        let officer = Officer {
            id: public.officer,
            body: unit.body,
            unit: unit.id,
            head: false,
            capability,
            recipient: public.recipient.digest(),
            verifying: public.verifying,
            from: self.roster.from,
            until: self.roster.from.plus(DAYS_OF_DUTY),
            label: label.to_owned(),
        };
        let same = |known: &Officer| {
            known.id == officer.id
                || known.recipient == officer.recipient
                || known.verifying == officer.verifying
        };
        if self.roster.officers.iter().any(same) {
            bail!("this officer, or one of these keys, stands in the roster already");
        }
        self.roster.officers.push(officer);
        self.added.push(public.recipient.clone());
        self.save()?;
        Ok(public.officer)
    }

    /// Puts new keys in the place of those that an officer has, and says how the officer is called. What was
    /// sealed to the keys before still opens with them alone.
    ///
    /// # Errors
    /// When the keys are for another office, there is no such officer, or one of the keys is known already.
    pub fn rekey(&mut self, public: &OfficerPublic) -> Result<String> {
        if public.instance != self.manifest.instance || public.manifest != self.manifest.digest() {
            bail!("these keys were made for another office or another manifest");
        }
        let recipient = public.recipient.digest();
        let same =
            |known: &Officer| known.recipient == recipient || known.verifying == public.verifying;
        if self.roster.officers.iter().any(same) {
            bail!("one of these keys stands in the roster already");
        }
        let mut officers = self.roster.officers.iter_mut();
        let officer = officers.find(|known| known.id == public.officer);
        let officer = officer.context("no officer of this roster has this id")?;
        (officer.recipient, officer.verifying) = (recipient, public.verifying);
        let label = officer.label.clone();
        self.added.push(public.recipient.clone());
        self.save()?;
        Ok(label)
    }

    /// Changes an officer, named by id or label.
    ///
    /// # Errors
    /// When there is no such officer, or more than one of that name.
    pub fn change(&mut self, officer: &str, change: impl FnOnce(&mut Officer)) -> Result<()> {
        let is_it = |known: &&mut Officer| {
            known.id.to_string() == officer || known.label.eq_ignore_ascii_case(officer)
        };
        let mut found = self.roster.officers.iter_mut().filter(is_it);
        let Some(one) = found.next() else {
            bail!(
                "no officer of this roster is called `{officer}`; `tabir roster show` lists them"
            );
        };
        if found.next().is_some() {
            bail!("several officers are called `{officer}`; use the id");
        }
        change(one);
        self.save()
    }

    /// Names another office, to which cases may be referred; one of this manifest gives way to it.
    ///
    /// # Errors
    /// When it is this office, one of the two is for practice, or an older list is named than before.
    pub fn name_peer(&mut self, peer: Peer, theirs: &VerifiedManifest) -> Result<()> {
        let (ours, elsewhere) = (self.manifest.instance, theirs.instance);
        if ours == elsewhere {
            bail!("this is the manifest of the own office");
        }
        if ours.is_for_training() != elsewhere.is_for_training() {
            bail!("one of the two offices is for practice: nothing real is ever carried to one");
        }
        let mut before = self.roster.peers.iter();
        let before = before.find(|known| known.manifest == peer.manifest);
        if before.is_some_and(|known| known.lowest_roster > peer.lowest_roster) {
            bail!("the roster names a newer list of that office already: fetch the newest one");
        }
        self.roster
            .peers
            .retain(|known| known.manifest != peer.manifest);
        self.roster.peers.push(peer);
        self.save()
    }

    /// Names an office no more.
    ///
    /// # Errors
    /// When none is called so.
    pub fn drop_peer(&mut self, label: &str) -> Result<()> {
        let is_it = |known: &Peer| known.label.eq_ignore_ascii_case(label);
        if !self.roster.peers.iter().any(is_it) {
            bail!("the draft names no other office as `{label}`; `tabir roster show` lists them");
        }
        self.roster.peers.retain(|known| !is_it(known));
        self.save()
    }

    /// The unit with this id or label.
    ///
    /// # Errors
    /// When there is none, or more than one of that name.
    pub fn unit(&self, wanted: &str) -> Result<&Unit> {
        let is_it =
            |unit: &&Unit| unit.id.to_string() == wanted || unit.label.eq_ignore_ascii_case(wanted);
        let mut found = self.roster.units.iter().filter(is_it);
        match (found.next(), found.next()) {
            (Some(unit), None) => Ok(unit),
            (None, _) => {
                let labels: Vec<&str> = self.roster.units.iter().map(|unit| &*unit.label).collect();
                bail!(
                    "no unit is called `{wanted}`; the roster has: {}",
                    labels.join(", ")
                )
            }
            (Some(_), Some(_)) => bail!("several units are called `{wanted}`; use the id"),
        }
    }

    /// What is otherwise than in the roster before, line by line.
    pub fn differences(&self) -> Vec<String> {
        let lines = |roster: &Roster| -> BTreeSet<String> {
            roster.to_text().lines().map(str::to_owned).collect()
        };
        let (old, new) = (lines(&self.before), lines(&self.roster));
        let gone = old.difference(&new).map(|line| format!("- {line}"));
        let come = new.difference(&old).map(|line| format!("+ {line}"));
        gone.chain(come).collect()
    }

    /// The digest that signers compare by word of mouth.
    pub fn digest(&self) -> seal::Digest {
        seal::Digest::of(self.roster.to_text().as_bytes())
    }

    /// The names of those whose signatures lie in the folder and hold.
    ///
    /// # Errors
    /// When one does not hold.
    pub fn signers(&self) -> Result<Vec<String>> {
        if !self.folder.join(SIGNATURES).exists() {
            return Ok(vec![]);
        }
        let note = self.note()?;
        let (_, signers) = note::check(&note, &self.manifest.roster_keys)?;
        Ok(signers.iter().map(|key| key.name().to_owned()).collect())
    }

    /// Signs the draft and returns the signer's name.
    ///
    /// # Errors
    /// When the key is not one of the manifest's, trusts another manifest, or the draft could not be
    /// published as it stands.
    pub fn sign(&self, keys: &OfficerKeys) -> Result<String> {
        if keys.manifest != self.manifest.digest() {
            bail!("the draft comes with another manifest than the one this key was made for");
        }
        check_panels(&self.roster, self.manifest.panel)?;
        let mut names = self.manifest.roster_keys.iter();
        let named = names.find(|named| named.key() == keys.signing.verifying());
        let named = named.context("the key is not a roster key of this office")?;
        let line = note::sign(&self.roster.to_text(), named, &keys.signing);
        make_private_folder(&self.folder.join(SIGNATURES))?;
        let place = self.folder.join(SIGNATURES).join(named.name());
        replace_private_file(&place, line.as_bytes())?;
        Ok(named.name().to_owned())
    }

    /// Puts the signed roster, and the keys of added officers, into the office's trust folder.
    ///
    /// # Errors
    /// When too few have signed, when the office has another newest roster by now, or when nobody could
    /// seal with it on `today`. Nothing is changed then.
    pub fn publish(&self, trust_folder: &Path, today: Day) -> Result<VerifiedRoster> {
        let trust = read_trust(trust_folder)?;
        let (signed, needed) = (self.signers()?.len(), trust.manifest.roster_threshold);
        if signed < usize::from(needed) {
            bail!("the draft is signed by {signed} of {needed} keys");
        }
        let note = self.note()?;
        let verified = VerifiedRoster::check(&note, &trust.manifest)?;
        if trust.newest()?.digest() != verified.previous {
            bail!("the office has published another roster since; begin a new draft");
        }
        check_panels(&verified, trust.manifest.panel)?;
        let keys: KeyRing = trust.keys.iter().chain(&self.added).cloned().collect();
        let notes: Vec<&str> = trust.rosters().iter().map(VerifiedRoster::note).collect();
        let notes = notes.into_iter().chain([note.as_str()]);
        let next = Trust::new(trust.manifest.clone(), notes, keys)?;
        trust.check_successor(&next, today)?;
        // Keys first: a roster whose keys are missing is refused.
        let ring = trust_folder.join("officer-keys");
        replace_private_file(&ring, next.keys.to_text().as_bytes())?;
        let place = roster_file(trust_folder, verified.version);
        replace_private_file(&place, note.as_bytes())?;
        Ok(verified)
    }

    fn note(&self) -> Result<String> {
        let folder = self.folder.join(SIGNATURES);
        let mut lines = vec![];
        if folder.exists() {
            for entry in fs::read_dir(&folder)? {
                lines.push(read_text(&entry?.path())?);
            }
        }
        lines.sort();
        Ok(note::assemble(&self.roster.to_text(), &lines))
    }

    /// Writes the draft down. Signatures of what it was before go.
    fn save(&self) -> Result<()> {
        let text = self.roster.to_text();
        Roster::read_unsigned(&text).context("the roster would not be sound")?;
        let signatures = self.folder.join(SIGNATURES);
        if signatures.exists() {
            fs::remove_dir_all(&signatures)?;
        }
        let added: String = self.added.iter().map(|key| format!("{key}\n")).collect();
        replace_private_file(&self.folder.join(ADDED), added.as_bytes())?;
        replace_private_file(&self.folder.join(ROSTER), text.as_bytes())
    }
}

const MANIFEST: &str = "manifest";
const BEFORE: &str = "roster-before";
const ROSTER: &str = "roster";
const ADDED: &str = "added-keys";
const SIGNATURES: &str = "signatures";
