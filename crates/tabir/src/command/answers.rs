use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use casework::{CaseStatus, DeletionRequest, Message, ReviewRequest};
use clap::{Args, Subcommand};
use ledger::{Code, Origin, Statement};
use seal::answer::{Answer, Slot, SlotReply, StatusBlock};
use seal::{
    AskedConsent, Day, DetachedObject, FollowUp, Identity, Kind, Level, LogTicket, REPLY_BYTES,
    Receipt, Reply, SealedObject, Sender, Trust, VerifyingKey,
};
use zeroize::Zeroizing;

use super::bundle::{Files, write_out};
use crate::data_folder::{make_private_folder, read_pinned_trust, write_private_file};
use crate::incident_form;
use crate::name_form;
use crate::proceeding_form;
use crate::proceeding_text::defence_text;
use crate::protection_form;
use crate::receipt_text::{parse_receipt, read_secret};
use crate::station::unpack;
use crate::terminal::{harmless_line, quoted, say};

/// Come back with a receipt without showing it to any server (level A).
#[derive(Debug, Args)]
pub(super) struct Answers {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Turn the receipt into the mailbox number that the reporter's door asks for
    Mailbox(Mailbox),
    /// Open the sealed file that the door handed out
    Read(Read),
    /// Seal something that is added to the report: a message, files, what was done, a lawsuit, a name, a wish for a review,
    /// for protection or for deletion
    Write(Write),
    /// Write an empty form to log what was done to somebody, to be filled in with any editor
    IncidentForm(BlankForm),
    /// Write an empty form to log a lawsuit or a charge, or how one went on, to be filled in with any editor
    ProceedingForm(BlankForm),
    /// Write an empty form to leave a name with custodians, to be filled in with any editor
    NameForm(NameForm),
    /// Write an empty form to ask for protection, to be filled in with any editor
    ProtectionForm(BlankForm),
}

#[derive(Debug, Args)]
struct BlankForm {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct NameForm {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    office: Office,
}

/// Which office.
#[derive(Debug, Args)]
struct Office {
    /// The folder with `manifest`, `officer-keys` and `rosters/`, as the office publishes it
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// The manifest's digest from the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST")]
    manifest_digest: String,
}

/// Which office, and which receipt.
#[derive(Debug, Args)]
struct Whose {
    #[command(flatten)]
    office: Office,
    /// A file with the receipt, digits or words; otherwise it is asked for
    #[arg(long, value_name = "FILE")]
    receipt_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Mailbox {
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
struct Read {
    /// The file from the reporter's door
    #[arg(value_name = "FILE")]
    page: PathBuf,
    /// Long answers and files of answers that were fetched there by their numbers, in any order
    #[arg(value_name = "FETCHED")]
    fetched: Vec<PathBuf>,
    /// A folder to write the files of answers into; it is made and must not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
struct Write {
    /// The file from the reporter's door, as new as possible
    #[arg(value_name = "FILE")]
    page: PathBuf,
    #[command(flatten)]
    whose: Whose,
    /// A file with the message
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    #[command(flatten)]
    files: Files,
    /// Ask for deletion: the answers go at once, the report after the office agreed
    #[arg(long, conflicts_with_all = ["text_file", "files"])]
    delete: bool,
    /// Ask for a review, on one of the grounds no_action, delay, refused_protection, confidentiality, info_refused,
    /// conflict, data_rights, coding_dispute; --text-file may say more
    #[arg(long, value_name = "GROUND", conflicts_with_all = ["delete", "files"])]
    review: Option<String>,
    /// Ask for protection with what stands in a file; `tabir answers protection-form` writes an empty one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["delete", "files", "review", "text_file"])]
    protection: Option<PathBuf>,
    /// Leave a name with custodians, as it stands in a file; `tabir answers name-form` writes an empty one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["delete", "files", "review", "text_file", "protection"])]
    name: Option<PathBuf>,
    /// Log what was done, as it stands in a file; `tabir answers incident-form` writes an empty one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["delete", "files", "review", "text_file", "protection", "name", "agree"])]
    incident: Option<PathBuf>,
    /// Log a lawsuit or a charge, as it stands in a file; `tabir answers proceeding-form` writes an empty one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["delete", "files", "review", "text_file", "protection", "name", "agree", "incident"])]
    proceeding: Option<PathBuf>,
    /// Agree that an officer reads the name that you locked so: the number of the answer on this page that asks for it, as
    /// `tabir answers read` counts them. It cannot be taken back
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["delete", "files", "review", "text_file", "protection", "name"])]
    agree: Option<usize>,
    /// The parcel to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Answers {
    pub(super) fn run(self) -> Result<()> {
        match self.act {
            Act::Mailbox(mailbox) => mailbox.run(),
            Act::Read(read) => read.run(),
            Act::Write(write) => write.run(),
            Act::IncidentForm(form) => form.write(&incident_form::empty()?, "--incident"),
            Act::ProceedingForm(form) => form.write(&proceeding_form::empty()?, "--proceeding"),
            Act::ProtectionForm(form) => form.write(protection_form::EMPTY, "--protection"),
            Act::NameForm(form) => form.run(),
        }
    }
}

impl Office {
    fn trust(&self) -> Result<Trust> {
        read_pinned_trust(&self.trust, &self.manifest_digest)
    }
}

impl Whose {
    fn trust(&self) -> Result<Trust> {
        self.office.trust()
    }

    fn receipt(&self) -> Result<Receipt> {
        if let Some(path) = &self.receipt_file {
            return parse_receipt(&read_secret(path)?);
        }
        let typed = rpassword::prompt_password("Receipt, digits or words: ").map(Zeroizing::new);
        let typed =
            typed.context("there is no terminal to ask for the receipt; use --receipt-file")?;
        parse_receipt(&typed)
    }
}

impl Mailbox {
    fn run(self) -> Result<()> {
        let trust = self.whose.trust()?;
        let keys = self.whose.receipt()?.keys(trust.manifest.instance);
        say!("{}", keys.mailbox.to_text().as_str());
        Ok(())
    }
}

impl Read {
    fn run(self) -> Result<()> {
        let trust = self.whose.trust()?;
        let keys = self.whose.receipt()?.keys(trust.manifest.instance);
        let answer = read_page(&self.page)?;
        let Some(status) = &answer.status else {
            say!(
                "There is nothing under this receipt: it was never used here, or everything was deleted."
            );
            return Ok(());
        };
        status.check(&keys, trust.manifest.instance)?;
        say!(
            "Received on {}. {}",
            status.received_on,
            status_text(status)
        );
        if let Some(notice) = status.notice {
            say!(
                "An officer proposed on {} to delete your report. From {} on it may be deleted for good, if a second \
                 officer agrees. Whatever you send before then stops it.",
                notice.since,
                notice.from
            );
        }
        if let Some(silence) = status.silence {
            say!(
                "No answer came by {}, the day that was promised to you. That counts as a refusal, and stands in the office's record.",
                silence.promised_on
            );
            say!("You may ask for a review until {}.", silence.review_by);
        }
        if let Some(day) = status.deletion_asked_on {
            say!("You asked for deletion on {day}.");
        }
        let opening = Opening {
            reply: keys.reply()?,
            trust: &trust,
            status,
            fetched: &self.fetched,
            out: self.out.as_deref(),
        };
        if let Some(out) = &self.out {
            make_new_folder(out)?;
        }
        for (number, slot) in answer.slots.iter().rev().enumerate() {
            let from = sender(slot, &trust);
            let label = from
                .as_ref()
                .map_or("an unknown sender", |(label, _)| label);
            say!(
                "\n--- {}. {}, {}",
                number + 1,
                slot.arrived_on,
                harmless_line(label)
            );
            let shown = from.and_then(|(_, key)| opening.show(slot, &key, number + 1));
            if let Err(fault) = shown {
                say!("This answer is not shown, because it cannot be trusted: {fault:#}");
            }
        }
        if answer.slots.is_empty() {
            say!("No answer waits yet.");
        }
        Ok(())
    }
}

/// What opens the replies of one page.
struct Opening<'a> {
    reply: Identity,
    trust: &'a Trust,
    status: &'a StatusBlock,
    fetched: &'a [PathBuf],
    out: Option<&'a Path>,
}

impl Opening<'_> {
    fn show(&self, slot: &Slot, key: &VerifyingKey, number: usize) -> Result<()> {
        slot.reply.check(key)?;
        let copy = match &slot.reply {
            SlotReply::Here(copy) => Some(copy.clone()),
            SlotReply::Named(name) => self.fetched_copy(name),
        };
        let Some(copy) = copy else {
            let id = slot.reply.header().object;
            say!("This answer is long. Fetch it at the reporter's door under this number: {id}");
            say!("Then add the file to this command.");
            return Ok(());
        };
        let reply = Reply::open(&copy, &self.status.header, &self.reply)?;
        say!("{}", quoted(&reply.text));
        if let Some(asks) = self.consent_in(&copy, key, &reply) {
            let label = casework::label(self.trust, asks.officer);
            say!(
                "It asks whether {} may read the name that you locked. You need not agree. To agree, which cannot be taken \
                 back: tabir answers write PAGE --agree {number} --out PARCEL",
                harmless_line(&label)
            );
        } else if reply.asks()?.is_some() {
            say!(
                "It asks for a name that you locked, and nobody who keeps shares of it wrote it. Do not agree to anything."
            );
        }
        let Some(files) = reply.files()? else {
            return Ok(());
        };
        files.bundle.check(key)?;
        let Some(sealed) = self.fetched_files(&files.bundle) else {
            let id = files.bundle.header.object;
            say!("Files came with it. Fetch them at the reporter's door under this number: {id}");
            say!("Then add the file to this command, with --out and a new folder.");
            return Ok(());
        };
        let Some(out) = self.out else {
            say!("Its files are at hand; with --out and a new folder they are written there.");
            return Ok(());
        };
        let folder = out.join(format!("files-{number}"));
        make_private_folder(&folder)?;
        for (path, size) in unpack(&files.bundle, &files.identity, sealed, &folder)? {
            say!(
                "{size:>12} bytes  {}",
                harmless_line(&path.display().to_string())
            );
        }
        Ok(())
    }

    /// Which consent the answer with this number asks for.
    fn asked(&self, slots: &[Slot], number: usize) -> Result<AskedConsent> {
        let counted = number.checked_sub(1);
        let slot = counted.and_then(|place| slots.iter().rev().nth(place));
        let slot = slot.with_context(|| format!("there is no answer {number} on this page"))?;
        let (_, key) = sender(slot, self.trust)?;
        slot.reply.check(&key)?;
        let SlotReply::Here(copy) = &slot.reply else {
            bail!("answer {number} is a long one, and asks for nothing");
        };
        let reply = Reply::open(copy, &self.status.header, &self.reply)?;
        let asks = self.consent_in(copy, &key, &reply);
        asks.with_context(|| {
            format!(
                "answer {number} is no notice of somebody who keeps shares that asks whether an officer may read a name"
            )
        })
    }

    fn consent_in(
        &self,
        copy: &SealedObject,
        key: &VerifyingKey,
        reply: &Reply,
    ) -> Option<AskedConsent> {
        let Sender::Officer(officer) = copy.header.sender else {
            return None;
        };
        casework::asked_consent(self.trust, (officer, key), reply)
    }

    /// The fetched file that is the named reply.
    fn fetched_copy(&self, name: &DetachedObject) -> Option<SealedObject> {
        let read = |path: &PathBuf| {
            let short = fs::metadata(path).is_ok_and(|file| file.len() <= MOST_REPLY_BYTES);
            let bytes = short.then(|| fs::read(path).ok()).flatten()?;
            SealedObject::from_bytes(&bytes).ok()
        };
        let mut copies = self.fetched.iter().filter_map(read);
        copies.find(|copy| copy.detached() == *name)
    }

    /// The fetched file that is the bundle.
    fn fetched_files(&self, bundle: &DetachedObject) -> Option<&Path> {
        let is_it = |path: &&PathBuf| {
            let file = fs::File::open(path).ok();
            file.is_some_and(|file| bundle.check_content(file).is_ok())
        };
        self.fetched.iter().find(is_it).map(PathBuf::as_path)
    }
}

fn make_new_folder(out: &Path) -> Result<()> {
    if out.exists() {
        bail!("`{}` exists already; name a new folder", out.display());
    }
    make_private_folder(out)
}

impl Write {
    fn run(self) -> Result<()> {
        let is_plain = !self.delete
            && self.review.is_none()
            && self.protection.is_none()
            && self.name.is_none()
            && self.incident.is_none()
            && self.proceeding.is_none()
            && self.agree.is_none();
        if is_plain && self.text_file.is_none() && self.files.is_empty() {
            bail!(
                "there is nothing to send: give --text-file, --attach, --incident, --proceeding, --review, --protection, --name, \
                 --agree or --delete"
            );
        }
        let trust = self.whose.trust()?;
        let (instance, limits) = (trust.manifest.instance, trust.manifest.limits);
        let keys = self.whose.receipt()?.keys(instance);
        let answer = read_page(&self.page)?;
        let status = answer
            .status
            .context("there is nothing under this receipt to add to")?;
        status.check(&keys, instance)?;
        let agrees = self.agree.map(|number| {
            let reply = keys.reply()?;
            let opening = Opening {
                reply,
                trust: &trust,
                status: &status,
                fetched: &[],
                out: None,
            };
            opening.asked(&answer.slots, number)
        });
        let agrees = agrees.transpose()?;
        let mut follow_up = FollowUp::begin(keys, &status, Level::A, limits.files)?;
        if self.delete {
            let wish = DeletionRequest {
                reason: String::new(),
            };
            follow_up.write(Kind::Deletion, &wish)?;
        }
        if let Some(path) = &self.protection {
            follow_up.write(Kind::ProtectionRequest, &protection_form::read(path)?)?;
        }
        let number = follow_up.next_sequence();
        if let Some(path) = &self.incident {
            let incident = incident_form::read(path, today(&trust), number)?;
            follow_up.write(Kind::Incident, &incident)?;
        }
        let proceeding = self.proceeding.as_ref();
        let proceeding = proceeding.map(|path| proceeding_form::read(path, today(&trust), number));
        let proceeding = proceeding.transpose()?;
        if let Some(proceeding) = &proceeding {
            follow_up.write(Kind::Incident, proceeding)?;
        }
        if let Some(path) = &self.name {
            let form = name_form::read(path)?;
            let chosen = name_form::draw(&form, &trust, today(&trust))?;
            follow_up.write_vault(&form.identity()?, &chosen, form.consent)?;
        }
        if let Some(asks) = agrees {
            let (officer, key) = name_form::officer(&trust, asks.officer, today(&trust))?;
            follow_up.write_consent(asks.vault, (officer, key))?;
        }
        let text = self.text_file.as_ref().map(|path| {
            let text = fs::read_to_string(path);
            let text = text.with_context(|| format!("`{}` cannot be read as text", path.display()));
            text.map(Zeroizing::new)
        });
        let text = text.transpose()?;
        if let Some(ground) = &self.review {
            let said = text.as_ref().map_or("", |text| text.as_str());
            follow_up.write(Kind::Request, &ReviewRequest::parse(ground, said)?)?;
        } else if let Some(text) = &text {
            follow_up.write(Kind::Message, &Message::parse(text)?)?;
        }
        let part = self.out.with_extension("part");
        let files = (!self.files.is_empty()).then_some(part.as_path());
        let sealed = files.map(|part| {
            let bundle = follow_up.begin_bundle()?;
            self.files.seal(bundle, limits.bundle_bytes, part)
        });
        let (bundle, found) = sealed.transpose()?.unzip();
        let origin = Origin::of(&trust.manifest.log.origin);
        let parcel = follow_up.finish(bundle, |secret, sequence, digest| {
            let added = Statement {
                code: Code::FollowUp,
                sequence: u16::try_from(sequence).unwrap_or(u16::MAX),
                detail: 0,
                digest: *digest.as_bytes(),
            };
            let (entry, opening) = added.commit(|label| secret.expand(label), &origin);
            Ok(LogTicket::new(
                *entry.as_bytes(),
                opening.to_bytes(),
                secret,
            ))
        })?;
        write_out(&self.out, &parcel.to_bytes(), files)?;
        if let Some(found) = found {
            found.say();
        }
        say!(
            "Sealed into {}. Hand it in where you handed in the report, before you add anything else.",
            self.out.display()
        );
        if let Some(proceeding) = &proceeding {
            say!("{}", defence_text(proceeding));
        }
        if self.incident.is_some() || proceeding.is_some() {
            say!(
                "Its number is {number}. Note it, if something is to be logged that follows from it."
            );
        }
        Ok(())
    }
}

impl NameForm {
    fn run(self) -> Result<()> {
        let trust = self.office.trust()?;
        let empty = name_form::empty(&trust, today(&trust))?;
        write_private_file(&self.out, empty.as_bytes())?;
        say!(
            "Fill in {}, then: tabir answers write PAGE --name {} --out PARCEL. {REMOVE} Your name stands in it.",
            self.out.display(),
            self.out.display()
        );
        Ok(())
    }
}

impl BlankForm {
    fn write(&self, empty: &str, flag: &str) -> Result<()> {
        write_private_file(&self.out, empty.as_bytes())?;
        say!(
            "Fill in {}, then: tabir answers write PAGE {flag} {} --out PARCEL. {REMOVE}",
            self.out.display(),
            self.out.display()
        );
        Ok(())
    }
}

const REMOVE: &str = "Remove the file afterwards, and copies that your editor made of it.";

/// The day it is where the office is.
fn today(trust: &Trust) -> Day {
    let clock = http_guard::Clock::system();
    Day::at(clock.unix_seconds(), trust.manifest.offset_minutes)
}

fn read_page(path: &Path) -> Result<Answer> {
    let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(Answer::from_bytes(&bytes)?)
}

fn status_text(status: &StatusBlock) -> &'static str {
    match CaseStatus::from_code(status.status) {
        Some(CaseStatus::Received) => "Nobody has answered yet.",
        Some(CaseStatus::Answered) => "An officer has answered.",
        Some(CaseStatus::Closed) => "The case is closed; you can still write.",
        None => "Its status is unknown to this version.",
    }
}

fn sender(slot: &Slot, trust: &Trust) -> Result<(String, VerifyingKey)> {
    let Sender::Officer(officer) = slot.reply.header().sender else {
        bail!("it does not come from an officer");
    };
    let known = trust
        .rosters()
        .iter()
        .find_map(|roster| roster.officer(officer));
    let known = known.context("its sender stands in no roster")?;
    Ok((known.label.clone(), known.verifying))
}

/// What a reply takes at most.
#[expect(clippy::as_conversions, reason = "a small constant fits either way")]
const MOST_REPLY_BYTES: u64 = REPLY_BYTES as u64;
