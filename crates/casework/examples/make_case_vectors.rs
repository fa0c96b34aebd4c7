//! Writes the known-answer vectors of `tests/vectors/casework`: what the desk and an officer's client send
//! one another about the report and the answer in `tests/vectors/seal`. Run once for a version of the
//! protocol; vectors that are committed never change.

use std::path::{Path, PathBuf};
use std::{env, fs};

use casework::{
    ArrivedObject, CaseFile, CaseStage, CaseStatus, DecisionKind, KeptProtection, KnownTask,
    ListedCase, OfficerAnswer, Pending, Priority, ProtectionState, ProtectionStatus, ReferralState,
    ReferralStatus, StoredObject, TaskPlan, ToldProtection,
};
use seal::answer::Claim;
use seal::{
    Day, KeyRing, LogTicket, ParcelHead, ParcelReader, ReplyParts, SIGNED_CASE_HEADER_BYTES,
    SealedObject, ThreadId, Trust, VerifiedManifest,
};

type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Done {
    let folder = PathBuf::from(
        env::args()
            .nth(1)
            .ok_or("name the folder `tests/vectors`")?,
    );
    let from = folder.join("seal");
    let head = report(&from)?;
    let reply = |name: &str| -> Done<SealedObject> {
        Ok(SealedObject::from_bytes(&vector(
            &from.join("reply").join(name),
        )?)?)
    };
    let folder = folder.join("casework");
    case_files(&folder, &head, reply("the_cases_copy")?)?;
    officer_answers(&folder, reply("the_cases_copy")?, reply("sound")?)
}

fn case_files(folder: &Path, head: &ParcelHead, answer: SealedObject) -> Done {
    let on = "2026-11-25".parse()?;
    let arrived = |object: StoredObject| ArrivedObject {
        object,
        arrived_on: on,
    };
    let case = ListedCase {
        header: head.header.clone(),
        status: CaseStatus::Received,
        stage: CaseStage::Acknowledged,
        priority: Priority::High,
        received_on: on,
        due_on: Some(on.plus(7)),
        grants: head.grants.first().cloned().into_iter().collect(),
        card: head.objects.get(1).cloned(),
        first_card: head.objects.get(1).cloned(),
    };
    let texts = head.objects.iter().cloned().map(StoredObject::Text);
    let files = head.bundle.clone().map(StoredObject::Bundle);
    let noted_in = answer.header.object;
    let file = CaseFile {
        case: case.clone(),
        epoch: 1,
        is_held: true,
        pending: Some(Pending {
            object: answer.header.object,
            kind: DecisionKind::Close,
            by: head.grants.first().ok_or("a report has grants")?.grantee,
            since: Day::from_number(20_420),
        }),
        protections: vec![ProtectionState {
            request: answer.header.object,
            status: ProtectionStatus::Active,
            review_on: Some(on.plus(90)),
            last: answer.header.object,
        }],
        told: vec![KeptProtection {
            object: answer.header.object,
            told: ToldProtection {
                request: answer.header.object,
                after: answer.header.object,
                to: ProtectionStatus::Submitted,
                review_on: None,
            },
            signature: [7; 64],
        }],
        holders: head.grants.iter().map(|grant| grant.grantee).collect(),
        objects: texts
            .chain(files)
            .chain([answer.into()])
            .map(arrived)
            .collect(),
        claims: vec![Claim {
            code: 1,
            sequence: 0,
            day: on.plus(1),
        }],
        referrals: vec![ReferralState {
            referral: noted_in,
            body: case.header.body,
            status: ReferralStatus::Sent,
            due: Some(on.plus(90)),
            last: noted_in,
        }],
        tasks: vec![KnownTask {
            plan: TaskPlan {
                task: noted_in,
                due: Some(on.plus(9)),
                officer: None,
                is_open: true,
            },
            noted_in,
        }],
    };
    let sound = file.to_bytes();
    let write = |fault: &str, expect: &str, bytes: &[u8]| {
        write_vector(folder, "case_file", fault, expect, bytes)
    };
    let refused = "CaseBytesError";
    // Before the case header stands its length.
    let status = 4 + SIGNED_CASE_HEADER_BYTES;
    write("sound", "accepted", &sound)?;
    write(
        "unknown_version_of_the_header",
        refused,
        &with(&sound, 4, 9),
    )?;
    write("unknown_status", refused, &with(&sound, status, 250))?;
    write("unknown_stage", refused, &with(&sound, status + 1, 12))?;
    write("unknown_priority", refused, &with(&sound, status + 2, 9))?;
    write("due_on_two_days", refused, &with(&sound, status + 10, 2))?;
    write(
        "more_grants_than_there_are",
        refused,
        &with(&sound, status + 15, 0xff),
    )?;
    write(
        "cut_short",
        refused,
        sound.get(..sound.len() - 1).unwrap_or_default(),
    )?;
    write(
        "goes_on_after_its_end",
        refused,
        &[sound.as_slice(), b"x"].concat(),
    )?;

    let list = ListedCase::list_to_bytes(&[case.clone(), case]);
    let write = |fault: &str, expect: &str, bytes: &[u8]| {
        write_vector(folder, "case_list", fault, expect, bytes)
    };
    write("sound", "accepted", &list)?;
    write("empty", "accepted", &ListedCase::list_to_bytes(&[]))?;
    write("more_cases_than_there_are", refused, &with(&list, 3, 3))?;
    write("fewer_cases_than_there_are", refused, &with(&list, 3, 1))
}

fn officer_answers(folder: &Path, to_case: SealedObject, to_reporter: SealedObject) -> Done {
    let answer = OfficerAnswer {
        parts: ReplyParts {
            to_case,
            to_reporter,
            files: None,
        },
        ticket: LogTicket {
            entry: [0; 49],
            opening: [1; 68],
            thread: ThreadId::from_bytes([2; 16]),
        },
    };
    let sound = answer.to_bytes();
    let write = |fault: &str, expect: &str, bytes: &[u8]| {
        write_vector(folder, "officer_answer", fault, expect, bytes)
    };
    let refused = "CaseBytesError";
    // The last three parts: entry 49, opening 68, thread 16, each with its length 4 before it.
    let ticket = sound.len() - (4 + 49 + 4 + 68 + 4 + 16);
    write("sound", "accepted", &sound)?;
    write("unknown_version_of_a_copy", refused, &with(&sound, 4, 9))?;
    write(
        "entry_of_another_length",
        refused,
        &with(&sound, ticket + 3, 48),
    )?;
    write(
        "cut_short",
        refused,
        sound.get(..sound.len() - 1).unwrap_or_default(),
    )?;
    write(
        "goes_on_after_its_end",
        refused,
        &[sound.as_slice(), b"x"].concat(),
    )
}

/// The report of the sound parcel.
fn report(folder: &Path) -> Done<ParcelHead> {
    let text = |name: &str| -> Done<String> { Ok(String::from_utf8(vector(&folder.join(name))?)?) };
    let manifest = VerifiedManifest::check(&text("manifest/sound")?)?;
    let keys = KeyRing::read(&fs::read_to_string(folder.join("officer-keys"))?)?;
    let trust = Trust::new(manifest, [text("roster/sound")?.as_str()], keys)?;
    let mut reader = ParcelReader::new(&trust, trust.newest()?.from);
    reader.feed(&vector(&folder.join("parcel/sound_with_files"))?)?;
    Ok(reader.head().ok_or("no parcel")?.clone())
}

fn vector(path: &Path) -> Done<Vec<u8>> {
    let bytes = fs::read(path)?;
    let border = bytes.windows(2).position(|two| two == b"\n\n");
    let content = bytes.get(border.ok_or("no vector")? + 2..);
    Ok(content.unwrap_or_default().to_vec())
}

fn with(bytes: &[u8], place: usize, other: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(place) {
        *byte = other;
    }
    bytes
}

fn write_vector(folder: &Path, kind: &str, fault: &str, expect: &str, bytes: &[u8]) -> Done {
    fs::create_dir_all(folder.join(kind))?;
    let head = format!("expect: {expect}\n\n");
    Ok(fs::write(
        folder.join(kind).join(fault),
        [head.as_bytes(), bytes].concat(),
    )?)
}
