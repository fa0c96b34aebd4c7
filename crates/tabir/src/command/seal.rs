use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use casework::{Basis, ReportForm, Urgency};
use clap::Args;
use clap::builder::PossibleValuesParser;
use seal::{Body, Day, Level, LogTicket, Receipt, Roster, Sending, Trust, absentees};

use super::bundle::{Files, write_out};
use crate::data_folder::{read_away, read_pinned_trust};
use crate::receipt_text::{parse_receipt, read_secret};
use crate::terminal::say;

/// Seals a report on this machine, which need not be connected. The parcel is uploaded through the
/// reporter's door or carried to an office; nobody on the way can read it.
#[derive(Debug, Args)]
pub(super) struct Seal {
    /// The folder with `manifest`, `officer-keys` and `rosters/`, as the office publishes it
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// The manifest's digest from the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST")]
    manifest_digest: String,
    /// The body it is for: its name or id
    #[arg(long)]
    body: String,
    /// A file with the account of what happened
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// What the report is based on; may be repeated
    #[arg(long, value_name = "WORD", value_parser = words(Basis::ALL, Basis::word))]
    basis: Vec<String>,
    /// When it happened, in plain sight of others on this machine: better --when-file
    #[arg(long, default_value = "")]
    when: String,
    /// A file with it
    #[arg(long = "when-file", value_name = "FILE", conflicts_with = "when")]
    when_file: Option<PathBuf>,
    /// Where it happened, in plain sight of others on this machine: better --where-file
    #[arg(long = "where", default_value = "")]
    place: String,
    /// A file with it
    #[arg(long = "where-file", value_name = "FILE", conflicts_with = "place")]
    place_file: Option<PathBuf>,
    /// Who is involved, in plain sight of others on this machine: better --who-file
    #[arg(long, default_value = "")]
    who: String,
    /// A file with it
    #[arg(long = "who-file", value_name = "FILE", conflicts_with = "who")]
    who_file: Option<PathBuf>,
    /// Whether anybody was threatened or punished because of it, in plain sight of others on this
    /// machine: better --reprisal-file
    #[arg(long, default_value = "")]
    reprisal: String,
    /// A file with it
    #[arg(
        long = "reprisal-file",
        value_name = "FILE",
        conflicts_with = "reprisal"
    )]
    reprisal_file: Option<PathBuf>,
    /// How urgent it is
    #[arg(long, value_name = "WORD", default_value = Urgency::Normal.word(), value_parser = words(Urgency::ALL, Urgency::word))]
    urgency: String,
    /// Who must not see it: ids of officers or units, or `head:` and the id of a body
    #[arg(long, value_name = "ID")]
    exclude: Vec<String>,
    /// A file with such ids, one a line
    #[arg(long, value_name = "FILE")]
    exclude_file: Option<PathBuf>,
    #[command(flatten)]
    files: Files,
    /// A file with a receipt that was drawn before, as digits or words
    #[arg(long, value_name = "FILE")]
    receipt_file: Option<PathBuf>,
    /// The parcel to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Seal {
    pub(super) fn run(self) -> Result<()> {
        let trust = read_pinned_trust(&self.trust, &self.manifest_digest)?;
        let clock = http_guard::Clock::system();
        let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
        let roster = trust.roster(today)?;
        if roster.standing(today) == seal::RosterStanding::Stale {
            say!(
                "The roster is past its end ({}). Fetch a new one soon; from day 60 on it is refused.",
                roster.until
            );
        }
        let form = self.form(&trust)?;
        if form.has_no_text() && self.files.is_empty() {
            bail!("there is nothing to send: give --text-file or --attach");
        }
        let checked = form.check(roster).map_err(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}", faults.join("; "))
        })?;
        let receipt = match &self.receipt_file {
            Some(path) => parse_receipt(&read_secret(path)?)?,
            None => Receipt::draw()?,
        };
        let chosen = checked.body;
        let absent = absentees(&read_away(&self.trust)?, roster, today);
        let mut sending = Sending::begin_present(
            &trust,
            &receipt,
            chosen,
            &checked.exclusions,
            &absent,
            Level::A,
            today,
        )?;
        let panel_body = sending.panel().body;
        let (report, card) = checked.write(&form, sending.log_secret());
        sending.write_report(&report, &card)?;

        let part = self.out.with_extension("part");
        let files = (!self.files.is_empty()).then_some(part.as_path());
        let sealed = files.map(|part| {
            let limit = trust.manifest.limits.bundle_bytes;
            self.files.seal(sending.begin_bundle()?, limit, part)
        });
        let (bundle, found) = sealed.transpose()?.unzip();
        let origin = ledger::Origin::of(&trust.manifest.log.origin);
        let parcel = sending.finish(bundle, |secret, digest| {
            let received = ledger::Statement {
                code: ledger::Code::Received,
                sequence: 0,
                detail: 0,
                digest: *digest.as_bytes(),
            };
            let (entry, opening) = received.commit(|label| secret.expand(label), &origin);
            Ok(LogTicket::new(
                *entry.as_bytes(),
                opening.to_bytes(),
                secret,
            ))
        })?;
        write_out(&self.out, &parcel.to_bytes(), files)?;
        if trust.manifest.instance.is_for_training() {
            say!("This is for practice only: nothing that is sent to this office is acted upon.\n");
        }

        if panel_body != chosen {
            let label = roster
                .body(panel_body)
                .map_or("another body", |body| &body.label);
            say!(
                "Too few officers of the chosen body are left who may see this, so it goes to officers of: {label}.\n"
            );
        }
        if let Some(found) = found {
            found.say();
        }
        say!(
            "Sealed into {}. Upload it through the reporter's door, or carry it to the office.\n",
            self.out.display()
        );
        say!("Your receipt. It is shown this once; whoever holds it can read the answers.\n");
        say!(
            "  {}\n  {}",
            receipt.digits().as_str(),
            receipt.words().join(" ")
        );
        Ok(())
    }

    fn form(&self, trust: &Trust) -> Result<ReportForm> {
        let roster = trust.newest()?;
        let is_it = |body: &&Body| {
            body.label.eq_ignore_ascii_case(&self.body) || body.id.to_string() == self.body
        };
        let body = roster.bodies.iter().find(is_it).with_context(|| {
            format!(
                "no body that receives reports is called `{}`; {}",
                self.body,
                receiving(roster)
            )
        })?;
        if !receives(roster, body) {
            bail!(
                "`{}` has no officers who receive reports; {}",
                body.label,
                receiving(roster)
            );
        }
        let account = given("", self.text_file.as_deref())?;
        let mut form = ReportForm::default();
        form.account = account;
        form.basis.clone_from(&self.basis);
        form.body = body.id.to_string();
        form.exclude.clone_from(&self.exclude);
        let more = given("", self.exclude_file.as_deref())?;
        form.exclude
            .extend(more.split_whitespace().map(str::to_owned));
        form.when = given(&self.when, self.when_file.as_deref())?;
        form.place = given(&self.place, self.place_file.as_deref())?;
        form.who = given(&self.who, self.who_file.as_deref())?;
        form.reprisal = given(&self.reprisal, self.reprisal_file.as_deref())?;
        form.urgency.clone_from(&self.urgency);
        Ok(form)
    }
}

/// The words of a field of the form, so that a wrong one is refused with those that there are.
fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().copied().map(word))
}

fn receives(roster: &Roster, body: &Body) -> bool {
    let mut officers = roster.officers.iter();
    officers.any(|officer| officer.body == body.id && officer.receives_reports())
}

fn receiving(roster: &Roster) -> String {
    let bodies = roster.bodies.iter().filter(|body| receives(roster, body));
    let labels: Vec<String> = bodies.map(|body| format!("`{}`", body.label)).collect();
    format!(
        "write --body with one of those that do: {}",
        labels.join(", ")
    )
}

/// What was given on the command line, or stands in a file: `-` is standard input.
fn given(typed: &str, path: Option<&Path>) -> Result<String> {
    match path {
        None => Ok(typed.to_owned()),
        Some(path) if path == Path::new("-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            Ok(text)
        }
        Some(path) => fs::read_to_string(path)
            .with_context(|| format!("`{}` cannot be read as text", path.display())),
    }
}
