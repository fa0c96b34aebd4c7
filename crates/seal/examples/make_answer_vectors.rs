//! Writes the known-answer vectors of follow-ups, answers and officers' public keys beside those that
//! `make_vectors` wrote: the first officer of their office answers the report of their parcel, and its
//! reporter writes again. Run once for a version of the protocol; vectors that are committed never change.

use std::path::{Path, PathBuf};
use std::{env, fs};

use seal::answer::{Answer, Slot, SlotReply, StatusBlock};
use seal::note::{self, NamedKey};
use seal::{
    FollowUp, FollowUpParcel, InstanceId, KeyRing, Kind, Level, LogTicket, OfficerKeys, OpenedText,
    ParcelHead, ParcelReader, Passphrase, Receipt, ReplyParts, Replying, SIGNED_CASE_HEADER_BYTES,
    SealedObject, SigningKey, Trust, VerifiedManifest,
};
use serde_json::Value;

type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Done {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name the folder of the vectors")?);
    let scene = Scene::read(&folder)?;
    public_keys(&folder, &scene.officer)?;
    follow_ups(&folder, &scene)?;
    replies(&folder, &scene)
}

/// The office and the report of the vectors that stand already.
struct Scene {
    officer: OfficerKeys,
    receipt: Receipt,
    instance: InstanceId,
    head: ParcelHead,
    status: StatusBlock,
}

impl Scene {
    fn read(folder: &Path) -> Done<Self> {
        let text = |name: &str| -> Done<String> {
            let text = fs::read_to_string(folder.join(name))?;
            let (_, text) = text.split_once("\n\n").ok_or("no vector")?;
            Ok(text.to_owned())
        };
        let manifest = VerifiedManifest::check(&text("manifest/sound")?)?;
        let keys = KeyRing::read(&fs::read_to_string(folder.join("officer-keys"))?)?;
        let trust = Trust::new(manifest, [text("roster/sound")?.as_str()], keys)?;
        let passphrase = Passphrase::parse("legal winner thank year wave sausage worth")?;
        let officer = OfficerKeys::from_file(&text("key_file/sound")?, &passphrase)?;
        let parcel = fs::read(folder.join("parcel/sound_with_files"))?;
        let border = parcel.windows(2).position(|two| two == b"\n\n");
        let parcel = parcel.get(border.ok_or("no vector")? + 2..);
        let today = trust.newest()?.from;
        let mut reader = ParcelReader::new(&trust, today);
        reader.feed(parcel.unwrap_or_default())?;
        let head = reader.head().ok_or("no parcel")?.clone();
        let report = head.objects.first().ok_or("no report")?;
        let status = StatusBlock {
            header: head.header.clone(),
            received_on: today,
            epoch: 1,
            status: 1,
            deletion_asked_on: None,
            replies: 1,
            claims: vec![],
            report: report.detached(),
            last: head.bundle.clone().ok_or("no files")?,
            silence: None,
            notice: None,
        };
        Ok(Self {
            officer,
            receipt: Receipt::from_entropy([0x5a; 16]),
            instance: trust.manifest.instance,
            head,
            status,
        })
    }
}

fn public_keys(folder: &Path, officer: &OfficerKeys) -> Done {
    let sound = officer.public_note()?;
    let text = note::text(&sound)?;
    let stranger = SigningKey::from_seed(&[2; 32]);
    let name = NamedKey::new("officer", stranger.verifying())?;
    let strange = note::assemble(text, &[note::sign(text, &name, &stranger)]);
    let other = sound.replace(
        &officer.officer.to_string(),
        &InstanceId::draw()?.to_string(),
    );
    let second_spelling = sound.replacen("instance ", "instance  ", 1);
    let write = |fault: &str, expect: &str, note: &str| {
        write_vector(folder, "officer_public", fault, expect, note.as_bytes())
    };
    write("sound", "accepted", &sound)?;
    write("of_another_officer", "Note(WrongSignature)", &other)?;
    write("signed_by_a_stranger", "Unsigned", &strange)?;
    write("second_spelling", "Malformed", &second_spelling)?;
    write(
        "line_missing",
        "Malformed",
        &without_line(&sound, "recipient"),
    )
}

fn follow_ups(folder: &Path, scene: &Scene) -> Done {
    let write = |fault: &str, expect: &str, bytes: &[u8]| {
        write_vector(folder, "follow_up", fault, expect, bytes)
    };
    let seal = |receipt: &Receipt, level: Level, kind: Kind, with_files: bool| {
        follow_up(scene, receipt, level, kind, with_files)
    };
    let (head, files) = seal(&scene.receipt, Level::A, Kind::Message, true)?;
    let whole = [head.to_bytes(), files].concat();
    let length = head.to_bytes().len();
    write("sound_with_files", "accepted", &whole)?;
    write("unknown_version", "UnknownVersion(0)", &flipped(&whole, 0))?;
    // Behind version 1, length 1 and tag 18.
    write(
        "of_another_instance",
        "ForeignInstance",
        &flipped(&whole, 20),
    )?;
    let damaged = "BadSignature(BadSignature)";
    write("message_changed", damaged, &flipped(&whole, 1_500))?;
    write(
        "files_changed",
        "Contradiction",
        &flipped(&whole, length + 30_000),
    )?;
    write(
        "cut_inside_its_head",
        "CutShort",
        whole.get(..1_000).unwrap_or_default(),
    )?;
    write(
        "cut_inside_its_files",
        "CutShort",
        whole.get(..whole.len() - 1).unwrap_or_default(),
    )?;
    let (deletion, _) = seal(&scene.receipt, Level::B, Kind::Deletion, false)?;
    write("sound_deletion", "accepted", &deletion.to_bytes())?;
    let (strange, _) = seal(
        &Receipt::from_entropy([0x7f; 16]),
        Level::A,
        Kind::Message,
        false,
    )?;
    write("signed_with_another_receipt", damaged, &strange.to_bytes())?;
    let (sealed_here, _) = seal(&scene.receipt, Level::C, Kind::Message, false)?;
    write("of_level_c", "Contradiction", &sealed_here.to_bytes())?;
    let (report, _) = seal(&scene.receipt, Level::A, Kind::Report, false)?;
    write("holds_a_report", "Contradiction", &report.to_bytes())?;
    let mut later = scene.status.clone();
    later.last = later.report.clone();
    let keys = scene.receipt.keys(scene.instance);
    let mut early = FollowUp::begin(keys, &later, Level::A, 10)?;
    early.write(Kind::Message, &"In May.")?;
    let early = early.finish(None, |secret, _, _| Ok(ticket(secret)))?;
    write("out_of_its_chain", "OutOfChain", &early.to_bytes())
}

fn follow_up(
    scene: &Scene,
    receipt: &Receipt,
    level: Level,
    kind: Kind,
    with_files: bool,
) -> Done<(FollowUpParcel, Vec<u8>)> {
    let keys = receipt.keys(scene.instance);
    let mut status = scene.status.clone();
    if *receipt != scene.receipt {
        // Somebody who knows the mailbox, but not its receipt.
        let mut header = (*status.header).clone();
        header.verifying = keys.signing.verifying();
        status.header = header.sign(&keys.signing);
    }
    let mut follow_up = FollowUp::begin(keys, &status, level, 10)?;
    follow_up.write(kind, &"In May.")?;
    let (mut bundle, mut sealed) = (None, vec![]);
    if with_files {
        let mut files = follow_up.begin_bundle()?;
        files.start_file("page.txt")?;
        files.write(b"a page")?;
        let (finished, chunks) = files.finish()?;
        (bundle, sealed) = (Some(finished), chunks.concat());
    }
    let parcel = follow_up.finish(bundle, |secret, _, _| Ok(ticket(secret)))?;
    Ok((parcel, sealed))
}

fn replies(folder: &Path, scene: &Scene) -> Done {
    let write = |fault: &str, expect: &str, copy: &SealedObject| {
        write_vector(folder, "reply", fault, expect, &copy.to_bytes())
    };
    let plain = reply(scene, "Come at noon.", false)?;
    let (with_files, others) = (
        reply(scene, "Come at noon.", true)?,
        reply(scene, "Come at noon.", true)?,
    );
    write("sound", "accepted", &plain.to_reporter)?;
    write("sound_with_files", "accepted", &with_files.to_reporter)?;
    write("the_cases_copy", "Text(Open(NotForUs))", &plain.to_case)?;
    let inside = |parts: &ReplyParts| -> Done<Value> {
        let key = scene.receipt.keys(scene.instance).reply()?;
        let OpenedText(body): OpenedText<Value> = parts.to_reporter.open_text(&key)?;
        Ok(body)
    };
    let (body, other) = (inside(&with_files)?, inside(&others)?);
    let forged = |field: &str, value: Value| -> Done<SealedObject> {
        let mut body = body.clone();
        *body.pointer_mut(field).ok_or("no such field")? = value;
        let to = [scene.head.header.reply.clone()];
        let header = with_files.to_reporter.header.clone();
        Ok(SealedObject::seal_text(
            header,
            &body,
            &to,
            &scene.officer.signing,
        )?)
    };
    let taken = |field: &str| other.pointer(field).cloned().ok_or("no such field");
    write(
        "another_text",
        "Mismatch",
        &forged("/text", "Stay away.".into())?,
    )?;
    write(
        "another_salt",
        "Mismatch",
        &forged("/salt", "00".repeat(32).into())?,
    )?;
    write(
        "files_of_another_reply",
        "Mismatch",
        &forged("/files", taken("/files")?)?,
    )?;
    write(
        "key_of_other_files",
        "Mismatch",
        &forged("/files/key", taken("/files/key")?)?,
    )?;
    write(
        "files_that_are_none",
        "Mismatch",
        &forged("/files/bundle", "AAAA".into())?,
    )?;
    answer_pages(folder, scene, &plain, &with_files)
}

fn answer_pages(folder: &Path, scene: &Scene, plain: &ReplyParts, with_files: &ReplyParts) -> Done {
    let write = |fault: &str, expect: &str, page: &[u8]| {
        write_vector(folder, "answer_page", fault, expect, page)
    };
    let slot = |reply| Slot {
        arrived_on: scene.status.received_on,
        reply,
    };
    let long = reply(scene, &"A long answer. ".repeat(2_000), false)?;
    let answer = Answer {
        status: Some(scene.status.clone()),
        slots: vec![
            slot(SlotReply::of(long.to_reporter)),
            slot(SlotReply::of(with_files.to_reporter.clone())),
            slot(SlotReply::of(plain.to_reporter.clone())),
        ],
    };
    let unknown = Answer {
        status: None,
        slots: vec![],
    };
    let page = answer.to_bytes()?;
    let first = seal::answer::STATUS_BYTES;
    write("sound_with_a_named_reply", "accepted", &page)?;
    write("unknown_mailbox", "accepted", &unknown.to_bytes()?)?;
    let of_case = "BadSignature(BadSignature)";
    // Behind the 18 bytes of the block's own and the case header: the header of the report.
    write(
        "report_changed",
        of_case,
        &flipped(&page, 18 + SIGNED_CASE_HEADER_BYTES + 100),
    )?;
    // Behind length and day: the header of the name.
    write(
        "named_reply_changed",
        of_case,
        &flipped(&page, first + 6 + 120),
    )?;
    write(
        "named_reply_of_an_unknown_version",
        "Malformed",
        &flipped(&page, first + 6),
    )?;
    write("cut_short", "Malformed", page.get(1..).unwrap_or_default())?;
    let mut too_long = page.clone();
    if let Some(length) = too_long.get_mut(first..first + 2) {
        length.copy_from_slice(&7_163_u16.to_be_bytes());
    }
    write("reply_longer_than_its_slot", "Malformed", &too_long)
}

fn reply(scene: &Scene, text: &str, with_files: bool) -> Done<ReplyParts> {
    let officer = &scene.officer;
    let mut replying = Replying::begin(&scene.head.header, 1, None, officer.officer, Level::A);
    let mut bundle = None;
    if with_files {
        let mut files = replying.begin_bundle(10)?;
        files.start_file("page.txt")?;
        bundle = Some(files.finish()?.0);
    }
    Ok(replying.finish(text, bundle, officer)?)
}

fn ticket(secret: &seal::LogSecret) -> LogTicket {
    LogTicket::new([0; 49], [1; 68], secret)
}

fn flipped(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1;
    }
    bytes
}

fn without_line(text: &str, beginning: &str) -> String {
    let kept = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with(beginning));
    kept.collect()
}

fn write_vector(folder: &Path, kind: &str, fault: &str, expect: &str, bytes: &[u8]) -> Done {
    fs::create_dir_all(folder.join(kind))?;
    let head = format!("expect: {expect}\n\n");
    Ok(fs::write(
        folder.join(kind).join(fault),
        [head.as_bytes(), bytes].concat(),
    )?)
}
