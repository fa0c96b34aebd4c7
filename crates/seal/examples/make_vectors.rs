//! Writes the known-answer vectors of `tests/vectors/seal`. Run once for a version of the protocol:
//! vectors that are committed never change, new ones get new names.

use std::path::{Path, PathBuf};
use std::{env, fs};

use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, Capability, Day, Digest, Exclusions, InstanceId, KeyRing, Level,
    Limits, LogPolicy, LogTicket, Manifest, Officer, OfficerId, OfficerKeys, Passphrase, Receipt,
    Roster, Sending, SigningKey, Stretching, Trust, Unit, UnitId, VerifiedManifest,
};

type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> Done {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder to write to")?);
    let instance = InstanceId::from_bytes([0x7a; 16]);
    let key = SigningKey::from_seed(&[1; 32]);
    let name = NamedKey::new("signer", key.verifying())?;
    let signed = |text: &str| note::assemble(text, &[note::sign(text, &name, &key)]);

    receipts(&folder, instance)?;
    let manifest = Manifest {
        instance,
        offset_minutes: 420,
        roster_keys: vec![name.clone()],
        roster_threshold: 1,
        panel: 3,
        lowest_roster: 1,
        log: LogPolicy {
            origin: "vectors.example/log".to_owned(),
            key: None,
        },
        limits: Limits {
            bundle_bytes: 1 << 31,
            files: 10_000,
        },
    };
    let text = manifest.to_text();
    let write = |kind: &str, fault: &str, expect: &str, bytes: &[u8]| {
        write_vector(&folder, kind, fault, expect, bytes)
    };
    write("manifest", "sound", "accepted", signed(&text).as_bytes())?;
    write(
        "manifest",
        "changed_after_signing",
        "Note(WrongSignature)",
        signed(&text).replace("panel 3", "panel 4").as_bytes(),
    )?;
    write(
        "manifest",
        "signed_by_a_stranger",
        "TooFewSignatures { signed: 0, needed: 1 }",
        strange(&text)?.as_bytes(),
    )?;
    write(
        "manifest",
        "panel_of_one",
        "Unsound(\"the panel must have between 2 and 16 officers\")",
        signed(&text.replace("panel 3", "panel 1")).as_bytes(),
    )?;
    write(
        "manifest",
        "line_missing",
        "Line(6)",
        signed(&text.replace("panel 3\n", "")).as_bytes(),
    )?;
    write(
        "manifest",
        "second_spelling_of_a_number",
        "Line(1)",
        signed(&text.replace("panel 3", "panel 03")).as_bytes(),
    )?;
    write(
        "manifest",
        "no_empty_line_before_the_signature",
        "Note(Malformed)",
        signed(&text).replace("\n\n", "\n").as_bytes(),
    )?;

    let (roster, officers) = roster(instance, Digest::of(text.as_bytes()))?;
    let text = roster.to_text();
    let first = roster.officers.first().ok_or("no officer")?.to_string();
    let second = roster.officers.get(1).ok_or("no officer")?.to_string();
    write("roster", "sound", "accepted", signed(&text).as_bytes())?;
    write(
        "roster",
        "changed_after_signing",
        "Note(WrongSignature)",
        signed(&text).replace("Officer 2", "Officer 9").as_bytes(),
    )?;
    write(
        "roster",
        "signed_by_a_stranger",
        "TooFewSignatures { signed: 0, needed: 1 }",
        strange(&text)?.as_bytes(),
    )?;
    write(
        "roster",
        "officer_twice",
        "Twice(10)",
        signed(&text.replace(&second, &first)).as_bytes(),
    )?;
    write(
        "roster",
        "unit_that_is_not_there",
        "Line(10)",
        signed(&text.replacen(
            &roster.units.first().ok_or("no unit")?.id.to_string(),
            &UnitId::from_bytes([9; 16]).to_string(),
            1,
        ))
        .as_bytes(),
    )?;
    write(
        "roster",
        "valid_for_thirty_six_days",
        "Period",
        signed(&text.replace(&roster.until.to_string(), &roster.from.plus(35).to_string()))
            .as_bytes(),
    )?;
    write(
        "roster",
        "of_another_instance",
        "ForeignInstance",
        signed(&text.replace(
            &instance.to_string(),
            &InstanceId::from_bytes([3; 16]).to_string(),
        ))
        .as_bytes(),
    )?;
    write(
        "roster",
        "unknown_word",
        "Line(9)",
        signed(&text.replacen(" triage ", " boss ", 1)).as_bytes(),
    )?;

    let passphrase = Passphrase::parse("legal winner thank year wave sausage worth")?;
    let keys = officers.first().ok_or("no officer")?;
    let file = keys.to_file(&passphrase, Stretching::STANDARD)?;
    write("key_file", "sound", "accepted", file.as_bytes())?;
    write(
        "key_file",
        "of_another_officer",
        "WrongPassphrase",
        file.replace(
            &keys.officer.to_string(),
            &OfficerId::from_bytes([8; 16]).to_string(),
        )
        .as_bytes(),
    )?;
    write(
        "key_file",
        "less_memory",
        "Stretching",
        file.replace("argon2id 65536", "argon2id 8192").as_bytes(),
    )?;
    write(
        "key_file",
        "cut_short",
        "Damaged",
        file.split("sealed").next().ok_or("no key")?.as_bytes(),
    )?;

    let manifest = VerifiedManifest::check(&signed(&manifest.to_text()))?;
    let ring: KeyRing = officers
        .iter()
        .map(|keys| keys.identity.recipient())
        .collect();
    fs::write(folder.join("officer-keys"), ring.to_text())?;
    let trust = Trust::new(manifest, [signed(&roster.to_text()).as_str()], ring)?;
    let (head, files) = parcel(&trust)?;
    let whole = [head.clone(), files.clone()].concat();
    let flipped = |place: usize| {
        let mut bytes = whole.clone();
        if let Some(byte) = bytes.get_mut(place) {
            *byte ^= 1;
        }
        bytes
    };
    write("parcel", "sound_with_files", "accepted", &whole)?;
    write(
        "parcel",
        "unknown_version",
        "UnknownVersion(0)",
        &flipped(0),
    )?;
    write(
        "parcel",
        "of_another_instance",
        "ForeignInstance",
        &flipped(20),
    )?;
    write(
        "parcel",
        "case_header_changed",
        "BadSignature(BadSignature)",
        &flipped(100),
    )?;
    write(
        "parcel",
        "grant_changed",
        "BadSignature(BadSignature)",
        &flipped(53 + 2_642 + 300),
    )?;
    write(
        "parcel",
        "report_changed",
        "BadSignature(BadSignature)",
        &flipped(53 + 2_642 + 3 * 2_400 + 1_500),
    )?;
    write(
        "parcel",
        "files_changed",
        "Contradiction",
        &flipped(head.len() + 30_000),
    )?;
    write(
        "parcel",
        "cut_inside_its_head",
        "CutShort",
        head.get(..5_000).unwrap_or_default(),
    )?;
    write(
        "parcel",
        "cut_inside_its_files",
        "CutShort",
        whole.get(..whole.len() - 1).unwrap_or_default(),
    )?;
    write(
        "parcel",
        "goes_on_after_its_end",
        "Malformed",
        &[whole.as_slice(), b"x"].concat(),
    )?;
    Ok(())
}

fn receipts(folder: &Path, instance: InstanceId) -> Done {
    let mut rows = String::new();
    for byte in [0x00, 0x5a, 0x7f, 0x80, 0xff] {
        let receipt = Receipt::from_entropy([byte; 16]);
        let keys = receipt.keys(instance);
        let verifying = Digest::from_bytes(*keys.signing.verifying().as_bytes());
        let log = Digest::from_bytes(keys.log_secret.expand(b"a label"));
        let fields = [
            format!("{byte:02x}").repeat(16),
            receipt.digits().to_string(),
            receipt.words().join(" "),
            keys.mailbox.to_text().to_string(),
            verifying.to_string(),
            keys.reply()?.recipient().digest().to_string(),
            log.to_string(),
            keys.log_secret.thread().to_string(),
        ];
        rows.push_str(&fields.join("\t"));
        rows.push('\n');
    }
    fs::create_dir_all(folder)?;
    Ok(fs::write(folder.join("receipts.tsv"), rows)?)
}

fn roster(
    instance: InstanceId,
    manifest: Digest,
) -> Result<(Roster, Vec<OfficerKeys>), Box<dyn std::error::Error>> {
    let from: Day = "2026-11-25".parse()?;
    let body = BodyId::from_bytes([0xb0; 16]);
    let units = [
        UnitId::from_bytes([0xa1; 16]),
        UnitId::from_bytes([0xa2; 16]),
    ];
    let mut roster = Roster {
        instance,
        version: 1,
        previous: Digest::NONE,
        from,
        until: from.plus(34),
        bodies: vec![Body {
            id: body,
            kind: BodyKind::AntiCorruption,
            label: "Commission".to_owned(),
        }],
        units: units
            .iter()
            .map(|&id| Unit {
                id,
                body,
                label: format!("Unit {id}"),
            })
            .collect(),
        officers: vec![],
        peers: vec![],
    };
    let mut officers = vec![];
    for number in 1_u8..=5 {
        let keys = OfficerKeys::draw(instance, manifest, OfficerId::from_bytes([number; 16]))?;
        let unit = if number % 2 == 0 { units[0] } else { units[1] };
        roster.officers.push(Officer {
            id: keys.officer,
            body,
            unit,
            head: number == 1,
            capability: Capability::Triage,
            recipient: keys.identity.recipient().digest(),
            verifying: keys.signing.verifying(),
            from,
            until: from.plus(1_000),
            label: format!("Officer {number}"),
        });
        officers.push(keys);
    }
    Ok((roster, officers))
}

fn parcel(trust: &Trust) -> Result<(Vec<u8>, Vec<u8>), Box<dyn std::error::Error>> {
    let roster = trust.newest()?;
    let body = roster.bodies.first().ok_or("no body")?.id;
    let receipt = Receipt::from_entropy([0x5a; 16]);
    let mut sending = Sending::begin(
        trust,
        &receipt,
        body,
        &Exclusions::none()?,
        Level::A,
        roster.from,
    )?;
    sending.write_report(&"The tender was rigged.", &"A tender")?;
    let mut bundle = sending.begin_bundle()?;
    bundle.start_file("page.txt")?;
    bundle.write(b"a page")?;
    let (bundle, chunks) = bundle.finish()?;
    let ticket = |secret: &seal::LogSecret, _| Ok(LogTicket::new([0; 49], [1; 68], secret));
    Ok((
        sending.finish(Some(bundle), ticket)?.to_bytes(),
        chunks.concat(),
    ))
}

fn strange(text: &str) -> Result<String, Box<dyn std::error::Error>> {
    let key = SigningKey::from_seed(&[2; 32]);
    let name = NamedKey::new("stranger", key.verifying())?;
    Ok(note::assemble(text, &[note::sign(text, &name, &key)]))
}

fn write_vector(folder: &Path, kind: &str, fault: &str, expect: &str, bytes: &[u8]) -> Done {
    fs::create_dir_all(folder.join(kind))?;
    let head = format!("expect: {expect}\n\n");
    Ok(fs::write(
        folder.join(kind).join(fault),
        [head.as_bytes(), bytes].concat(),
    )?)
}
