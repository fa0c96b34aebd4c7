//! Public figures: what is declared before a period begins, and what is released after it has ended.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::{CodebookText, RecordKind, RecordLists, TableDeclaration, Tally, agreement_fields};
use clap::{Args, Subcommand};
use seal::{Day, Digest, RoundingKey, Trust};
use serde::Deserialize;

use super::Place;
use super::release_records::Records;
use crate::agreement_signed::read_agreement;
use crate::data_folder::{read_pinned_trust, read_text, read_trust, write_private_file};
use crate::earlier_years::earlier_years;
use crate::officer_key::KeyChoice;
use crate::release_folder::{ReleaseFolder, SignedDeclaration};
use crate::release_register::{HeldRegister, read_register};
use crate::terminal::{harmless_line, say};

/// Public figures, from coded records alone: no command here opens a case.
#[derive(Debug, Args)]
pub(super) struct ReleaseCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Draw the rounding key of an office; it is kept for good, and shown to nobody
    Key(DrawKey),
    /// Declare and sign the tables of a period that has not begun (data custodian)
    Declare(Declare),
    /// Look whether files of coded records are sound
    Check(Check),
    /// Write the coded records of a body and period into a file, from the database (operator)
    Records(Records),
    /// Make the release of a period that has ended, the same bytes from the same records
    Make(Make),
    /// Sign a release (data custodian; exact figures of persons need a second officer)
    Sign(Sign),
    /// Check a release that came from anywhere: signatures, digests, and that everything adds up
    Verify(Verify),
}

#[derive(Debug, Args)]
struct DrawKey {
    /// Where to write it; must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Declare {
    /// The plan: `period`, `kind`, `bodies`, `minimum_total`, `tables` (docs/OPERATING.md, "Public figures")
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// The rounding key; exact figures have none
    #[arg(long, value_name = "FILE")]
    rounding_key: Option<PathBuf>,
    /// The folder for the declaration
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    register: Register,
    #[command(flatten)]
    rehearsal: Rehearsal,
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Check {
    /// What the records are of: act, case, person, proceeding or protection
    #[arg(long)]
    kind: RecordKind,
    /// The files
    #[arg(required = true, value_name = "FILE")]
    records: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Make {
    /// The declaration, with its signature beside it
    #[arg(long, value_name = "FILE")]
    declaration: PathBuf,
    /// Files of coded records; those of other periods are passed over
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    records: Vec<PathBuf>,
    /// Files of how well coders agreed, one of each body, as a lead signed them at the desk
    #[arg(long, num_args = 1.., value_name = "FILE")]
    agreement: Vec<PathBuf>,
    /// The rounding key that was declared; exact figures have none
    #[arg(long, value_name = "FILE")]
    rounding_key: Option<PathBuf>,
    /// The folder for the release; must not be there yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    register: Register,
    #[command(flatten)]
    rehearsal: Rehearsal,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Sign {
    /// The folder of the release
    #[arg(value_name = "DIR")]
    release: PathBuf,
    #[command(flatten)]
    register: Register,
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Verify {
    /// The folder of the release
    #[arg(value_name = "DIR")]
    release: PathBuf,
    /// The folder with `manifest`, `officer-keys` and `rosters/`, as the office publishes it
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// The manifest's digest from the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST")]
    manifest_digest: String,
}

#[derive(Debug, Args)]
struct Register {
    /// The register of declarations and releases
    #[arg(long, value_name = "FILE")]
    register: PathBuf,
}

#[derive(Debug, Args)]
struct Rehearsal {
    /// Practise as if it were this day; what is made says for good that it is a rehearsal
    #[arg(long, value_name = "DAY")]
    rehearse_on: Option<Day>,
}

/// What is typed into a plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    period: String,
    kind: String,
    bodies: Vec<String>,
    #[serde(default)]
    minimum_total: u64,
    #[serde(default)]
    tables: Vec<Vec<String>>,
}

impl ReleaseCommand {
    pub(super) fn run(self) -> Result<()> {
        let done = match self.what {
            What::Key(command) => command.run(),
            What::Declare(command) => command.run(),
            What::Check(command) => command.run(),
            What::Records(command) => command.run(),
            What::Make(command) => command.run(),
            What::Sign(command) => command.run(),
            What::Verify(command) => command.run(),
        };
        // Faults name codes, keys and files of strangers.
        done.map_err(|fault| anyhow::anyhow!("{}", harmless_line(&format!("{fault:#}"))))
    }
}

impl DrawKey {
    fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let key = RoundingKey::draw(trust.manifest.instance)?;
        write_private_file(&self.out, key.to_file().as_bytes())?;
        say!("Rounding key {}", key.name());
        say!(
            "Keep {} apart from the releases, with a copy elsewhere: without it a period that was declared with it is never released.",
            self.out.display()
        );
        Ok(())
    }
}

impl Declare {
    fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let keys = self.key.one(&self.place.folder())?.unlock()?;
        let plan: Plan = toml::from_str(&read_text(&self.plan)?)
            .with_context(|| format!("the plan `{}` is not understood", self.plan.display()))?;
        let book = book()?;
        let key = self
            .rounding_key
            .as_deref()
            .map(read_rounding_key)
            .transpose()?;
        let (today, rehearsal) = self.rehearsal.day(&trust);
        let mut declaration = TableDeclaration {
            format: TableDeclaration::FORMAT.to_owned(),
            instance: trust.manifest.instance.to_string(),
            period: plan.period,
            kind: plan.kind,
            codebook: book.version,
            bodies: plan.bodies,
            minimum_total: plan.minimum_total,
            tables: plan.tables,
            rounding_key: key.map(|key| key.name().to_string()),
            register: Digest::NONE.to_string(),
            declared: today.to_string(),
            rehearsal,
        };
        let mut held = HeldRegister::take_or_begin(&self.register.register)?;
        let end = held.register.end_for(&declaration.check(&book)?);
        declaration.register = end.to_string();
        let declared = declaration.check(&book)?;
        let newest = trust.newest()?;
        if let Some(body) = declared
            .bodies
            .iter()
            .find(|id| !newest.bodies.iter().any(|body| body.id == **id))
        {
            bail!("bodies: {body} is no body of the roster: `tabir roster show` names them");
        }
        let signed = SignedDeclaration::sign(declaration, &keys, &trust, real_today(&trust))?;
        held.register.declare(&declared)?;
        let path = self.out.join(format!("{}.json", declared.name()));
        signed.check_place(&path)?;
        let end = held.write()?;
        signed.write(&path)?;
        say!("{} is declared: {}", declared.name(), path.display());
        if held.is_new {
            say!(
                "A register was begun: `{}`. If there was one already, put it back and declare again.",
                self.register.register.display()
            );
        }
        say_end(end);
        say!(
            "Publish it now: that others have seen it before {} is what proves that it was not made up later.",
            declared.period.first_day()
        );
        say_rehearsal(rehearsal);
        Ok(())
    }
}

impl Check {
    fn run(self) -> Result<()> {
        let book = book()?;
        let lists = RecordLists::of(self.kind, &book);
        let mut count = 0_u64;
        for path in &self.records {
            count += check_file(path, &lists).with_context(|| format!("`{}`", path.display()))?;
        }
        say!(
            "{count} records of version {}, nothing is wrong",
            book.version
        );
        Ok(())
    }
}

impl Make {
    fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let book = book()?;
        let signed = SignedDeclaration::read(&self.declaration, &trust)?;
        let declared = signed.declaration.check(&book)?;
        let (today, rehearsal) = self.rehearsal.day(&trust);
        if rehearsal != declared.declaration.rehearsal {
            bail!(
                "what was declared in a rehearsal is released in a rehearsal, and nothing else is: declare and make both with --rehearse-on, or both without"
            );
        }
        let last = declared.period.last_day();
        if today <= last {
            bail!(
                "the period {} is open until {last}: make its release after that day",
                declared.period
            );
        }
        let key = self
            .rounding_key
            .as_deref()
            .map(read_rounding_key)
            .transpose()?;
        let lists = RecordLists::of(declared.kind, &book);
        let mut tally = Tally::begin(&declared, &lists);
        for path in &self.records {
            let file =
                File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
            let taken = tally.take_file(BufReader::new(file));
            taken.with_context(|| format!("`{}`", path.display()))?;
        }
        let (passed_over, delivered) = (tally.passed_over(), tally.bodies_delivered());
        let mut document = tally.release(key.as_ref())?;
        let agreements = self.agreement.iter();
        let agreements: Vec<_> = agreements
            .map(|path| read_agreement(path, &trust))
            .collect::<Result<_>>()?;
        document.add_agreement(&declared, &agreements)?;
        let mut held = HeldRegister::take(&self.register.register)?;
        let promises = document.figures.cases.filter(|year| year.has_promises());
        if promises.is_some() {
            let register = &held.register;
            let before = earlier_years(&declared, register, &self.out, &trust, &book)?;
            document.stand_beside(&before);
        }
        let release = ReleaseFolder::of(&document, &signed);
        held.register.release(&declared, release.digest())?;
        if fs::symlink_metadata(&self.out).is_ok() {
            bail!(
                "`{}` is there already: name a new folder",
                self.out.display()
            );
        }
        let end = held.write()?;
        release.write(&self.out)?;
        say!(
            "{} is made: {} files in {}",
            document.name,
            release.files().count(),
            self.out.display()
        );
        say!(
            "{delivered} of {} bodies handed in records; {passed_over} records of other periods were passed over.",
            declared.bodies.len()
        );
        if agreement_fields(declared.kind).next().is_some() {
            say!(
                "{} of {} bodies handed in how well their coders agreed.",
                agreements.len(),
                declared.bodies.len()
            );
        }
        say_digest(release.digest());
        say_end(end);
        say_rehearsal(rehearsal);
        Ok(())
    }
}

impl Sign {
    fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let release = ReleaseFolder::read(&self.release)?;
        let checked = release.check(&trust, &book()?)?;
        let digest = release.digest();
        if !read_register(&self.register.register)?.has_released(digest) {
            bail!(
                "no release with the digest {digest} is in the register: sign only what `tabir release make` made and entered there, and \
                 make it again from the records if this is not it"
            );
        }
        let keys = self.key.one(&self.place.folder())?.unlock()?;
        let signed = release.sign(&checked, &keys, &trust, real_today(&trust))?;
        say!("{} is signed by {signed}.", checked.document.name);
        say_digest(digest);
        let signed = ReleaseFolder::read(&self.release)?.check(&trust, &book()?)?;
        say_standing(signed.standing().as_deref());
        Ok(())
    }
}

impl Verify {
    fn run(self) -> Result<()> {
        let trust = read_pinned_trust(&self.trust, &self.manifest_digest)?;
        let release = ReleaseFolder::read(&self.release)?;
        let checked = release.check(&trust, &book()?)?;
        if let Some(missing) = checked.standing() {
            bail!("{} is no release yet: {missing}", checked.document.name);
        }
        let declaration = &checked.document.declaration;
        say!("{} holds.", checked.document.name);
        say!(
            "Declared on {}, signed by {}.",
            declaration.declared,
            checked.signers.join(" and ")
        );
        say!("Its digests, its tables and their sums are as they were signed.");
        say_digest(release.digest());
        say_rehearsal(declaration.rehearsal);
        Ok(())
    }
}

impl Rehearsal {
    /// The day, and whether it is only practised.
    fn day(&self, trust: &Trust) -> (Day, bool) {
        match self.rehearse_on {
            Some(day) => (day, true),
            None => (real_today(trust), false),
        }
    }
}

/// The day that it is at the office, also where another one is practised: who may sign goes by it.
fn real_today(trust: &Trust) -> Day {
    let now = http_guard::Clock::system().unix_seconds();
    Day::at(now, trust.manifest.offset_minutes)
}

fn say_standing(missing: Option<&str>) {
    if let Some(missing) = missing {
        say!("It is no release yet: {missing}");
    }
}

/// What tells one release from every other, to be compared over the telephone.
fn say_digest(digest: Digest) {
    say!("Digest of its list of digests: {digest}");
}

fn say_end(end: Digest) {
    say!(
        "The register ends with {end}: keep this with a copy of it elsewhere, by which a line that is cut off is missed."
    );
}

fn say_rehearsal(rehearsal: bool) {
    if rehearsal {
        say!("THIS IS A REHEARSAL: the days are not those of the calendar.");
    }
}

pub(super) fn book() -> Result<casework::Codebook> {
    let read = CodebookText::of_project().read();
    read.map_err(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the codebook is broken: {}", faults.join("; "))
    })
}

fn read_rounding_key(path: &Path) -> Result<RoundingKey> {
    let text = zeroize::Zeroizing::new(
        fs::read_to_string(path)
            .with_context(|| format!("the rounding key `{}` cannot be read", path.display()))?,
    );
    RoundingKey::from_file(&text).with_context(|| format!("`{}`", path.display()))
}

fn check_file(path: &Path, lists: &RecordLists) -> Result<u64> {
    let file = File::open(path).context("it cannot be read")?;
    let mut file = casework::RecordFile::begin(BufReader::new(file), lists)?;
    let mut record = casework::CodedRecord::empty();
    let mut count = 0;
    while file.next_record(&mut record)? {
        count += 1;
    }
    Ok(count)
}
