//! The next roster, from draft to publication, through the hands of several signers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use seal::{Capability, Day, OfficerPublic};

use super::Place;
use crate::data_folder::read_trust;
use crate::officer_key::KeyChoice;
use crate::roster_draft::RosterDraft;
use crate::terminal::{harmless_line, say};

/// The folder of the draft.
#[derive(Debug, Args)]
pub(super) struct Draft {
    /// The folder of the draft
    #[arg(value_name = "DRAFT")]
    folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Begin {
    #[command(flatten)]
    draft: Draft,
    /// The first day of the roster, such as 2027-01-31; today when it is not given
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    draft: Draft,
    /// The officer's public keys, made by `tabir key new` on the officer's machine
    #[arg(long, value_name = "FILE")]
    public: PathBuf,
    /// The unit: its name or id
    #[arg(long)]
    unit: String,
    /// Role, and name if wished, as shown to reporters
    #[arg(long)]
    label: String,
    /// What the officer is there for: triage, lead, or another word of docs/OPERATING.md, "Roles"
    #[arg(long, value_name = "WORD", default_value = "triage")]
    capability: String,
}

#[derive(Debug, Args)]
pub(super) struct Rekey {
    #[command(flatten)]
    draft: Draft,
    /// The officer's new public keys, made by `tabir key renew` on the officer's machine
    #[arg(long, value_name = "FILE")]
    public: PathBuf,
}

/// An officer of the draft.
#[derive(Debug, Args)]
struct Who {
    /// The officer: the label or the id
    #[arg(long)]
    officer: String,
}

#[derive(Debug, Args)]
pub(super) struct End {
    #[command(flatten)]
    draft: Draft,
    #[command(flatten)]
    who: Who,
    /// The last day of duty; the day before the roster begins when it is not given
    #[arg(long, value_name = "DAY")]
    last_day: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct Move {
    #[command(flatten)]
    draft: Draft,
    #[command(flatten)]
    who: Who,
    /// The unit: its name or id
    #[arg(long, value_name = "UNIT")]
    to: String,
}

#[derive(Debug, Args)]
pub(super) struct Change {
    #[command(flatten)]
    draft: Draft,
    #[command(flatten)]
    who: Who,
    /// What the officer is there for: triage, lead, or another word of docs/OPERATING.md, "Roles"
    #[arg(long, value_name = "WORD")]
    capability: Option<String>,
    /// Role, and name if wished, as shown to reporters
    #[arg(long)]
    label: Option<String>,
    /// The officer becomes the head of the body
    #[arg(long, conflicts_with = "member")]
    head: bool,
    /// The officer is no longer the head of the body
    #[arg(long)]
    member: bool,
}

#[derive(Debug, Args)]
pub(super) struct Sign {
    #[command(flatten)]
    draft: Draft,
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    draft: Draft,
    #[command(flatten)]
    place: Place,
}

impl Begin {
    pub(super) fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let clock = http_guard::Clock::system();
        let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
        let from = self.from.unwrap_or(today);
        let draft = RosterDraft::begin(&self.draft.folder, &trust, from)?;
        say!(
            "Roster {} is begun in {}, valid from {} until {}. Change it with `tabir roster add`, `end`, `move` and `change`; look at it with `tabir roster diff`.",
            draft.roster.version,
            self.draft.folder.display(),
            draft.roster.from,
            draft.roster.until
        );
        Ok(())
    }
}

impl Add {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.draft.folder)?;
        let public = read_public(&self.public)?;
        let capability = capability(&self.capability)?;
        let id = draft.add(&public, &self.unit, capability, &self.label)?;
        say!(
            "Added as officer {id}. Let the officer read out the id in person before anybody signs."
        );
        show(&draft)
    }
}

impl Rekey {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.draft.folder)?;
        let public = read_public(&self.public)?;
        let label = draft.rekey(&public)?;
        say!(
            "The keys of {} are replaced. Whoever holds the new ones reads what is sent to this officer from then on: let the officer say in person that they are theirs, and compare `{}`, before anybody signs. Afterwards the officer runs `tabir rewrap`.",
            harmless_line(&label),
            public.recipient.digest()
        );
        show(&draft)
    }
}

impl End {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.draft.folder)?;
        let last = self.last_day.unwrap_or(draft.roster.from.plus(-1));
        draft.change(&self.who.officer, |officer| officer.until = last)?;
        say!(
            "{} is on duty until {last}. Cases of this officer need two other holders: `tabir grant`.",
            harmless_line(&self.who.officer)
        );
        show(&draft)
    }
}

impl Move {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.draft.folder)?;
        let unit = draft.unit(&self.to)?;
        let (unit, body) = (unit.id, unit.body);
        draft.change(&self.who.officer, |officer| {
            (officer.unit, officer.body) = (unit, body);
        })?;
        show(&draft)
    }
}

impl Change {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.draft.folder)?;
        let word = self.capability.as_deref().map(capability).transpose()?;
        draft.change(&self.who.officer, |officer| {
            officer.capability = word.unwrap_or(officer.capability);
            officer.head = self.head || officer.head && !self.member;
            if let Some(label) = &self.label {
                officer.label.clone_from(label);
            }
        })?;
        show(&draft)
    }
}

impl Draft {
    pub(super) fn run(self) -> Result<()> {
        show(&RosterDraft::open(&self.folder)?)
    }
}

impl Sign {
    pub(super) fn run(self) -> Result<()> {
        let draft = RosterDraft::open(&self.draft.folder)?;
        let keys = self.key.find(&self.place.folder())?;
        let [key] = keys.as_slice() else {
            anyhow::bail!("name one key with --key FILE");
        };
        let name = draft.sign(&key.unlock()?)?;
        show(&draft)?;
        say!("Signed by {name}. Carry the folder to the next signer, or publish it.");
        Ok(())
    }
}

impl Publish {
    pub(super) fn run(self) -> Result<()> {
        let draft = RosterDraft::open(&self.draft.folder)?;
        let clock = http_guard::Clock::system();
        let today = Day::at(clock.unix_seconds(), draft.manifest().offset_minutes);
        let roster = draft.publish(&self.place.folder().trust(), today)?;
        say!(
            "Roster {} is valid from {} until {}. A door that is open takes it within a minute; publish the trust folder with it.",
            roster.version,
            roster.from,
            roster.until
        );
        Ok(())
    }
}

fn read_public(path: &Path) -> Result<OfficerPublic> {
    let note =
        fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    OfficerPublic::check(&note).with_context(|| format!("`{}` is not used", path.display()))
}

fn capability(word: &str) -> Result<Capability> {
    word.parse().with_context(|| {
        let words: Vec<&str> = Capability::ALL.iter().map(|one| one.word()).collect();
        format!("`{word}` is none of: {}", words.join(", "))
    })
}

/// What a signer looks at before signing.
pub(super) fn show(draft: &RosterDraft) -> Result<()> {
    say!("\nAgainst the roster before:");
    for line in draft.differences() {
        say!("  {}", harmless_line(&line));
    }
    let signers = draft.signers()?;
    say!(
        "Digest {}\nSigned by {} of {}: {}",
        draft.digest(),
        signers.len(),
        draft.manifest().roster_threshold,
        harmless_line(&signers.join(", "))
    );
    Ok(())
}
