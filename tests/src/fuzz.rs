//! Every parser of untrusted bytes as a plain function, with seeds and a bounded mutator.
//!
//! `cargo test` runs a few thousand mutations of each; `TABIR_FUZZ_ROUNDS` asks for more. A coverage-guided
//! fuzzer needs nothing but [`TARGETS`]: each takes bytes and must neither panic nor grow.

use std::io::Cursor;
use std::sync::OnceLock;

use seal::answer::{Answer, StatusBlock};
use seal::note::{self, NamedKey};
use seal::{
    Day, DetachedObject, Digest, Exclusions, FollowUp, FormKey, Grant, InstanceId, KeyRing, Level,
    LogTicket, OfficerKeys, OpenedBundle, ParcelReader, Receipt, SealedObject, Sending,
    SignedCaseHeader, Trust, VerifiedManifest, VerifiedRoster,
};
use tabir::config::Config;
use tabir::founding::Passphrases;
use tabir::office_plan::OfficePlan;

/// A parser and what to feed it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// What it reads.
    pub name: &'static str,
    /// Well-formed input to begin from.
    pub seeds: fn(&Seeds) -> Vec<Vec<u8>>,
    /// Reads bytes. Where there is a way to write them again, it compares.
    pub read: fn(&Seeds, &[u8]),
}

/// Everything that parsers need around them.
#[derive(Debug)]
pub struct Seeds {
    trust: Trust,
    parcel: Vec<u8>,
    follow_up: Vec<u8>,
    status: StatusBlock,
    head: seal::ParcelHead,
    bundle: Vec<u8>,
    case_key: seal::Identity,
    key_file: String,
    plan: &'static str,
}

/// All parsers of untrusted bytes.
pub const TARGETS: &[Target] = &[
    Target {
        name: "receipt",
        seeds: |_| {
            let receipt = Receipt::from_entropy([7; 16]);
            vec![
                receipt.digits().as_bytes().to_vec(),
                receipt.words().join(" ").into_bytes(),
            ]
        },
        read: |_, bytes| {
            if let Ok(receipt) = Receipt::parse(&String::from_utf8_lossy(bytes)) {
                assert_eq!(Receipt::parse(&receipt.digits()).as_ref(), Ok(&receipt));
            }
        },
    },
    Target {
        name: "form_key_field",
        seeds: |seeds| {
            vec![
                FormKey::from_bytes([1; 32])
                    .wrap(seeds.instance(), &Receipt::from_entropy([7; 16]))
                    .as_bytes()
                    .to_vec(),
            ]
        },
        read: |seeds, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(receipt) = FormKey::from_bytes([1; 32]).open(seeds.instance(), &text) {
                assert_eq!(
                    receipt,
                    Receipt::from_entropy([7; 16]),
                    "only what was wrapped opens"
                );
            }
        },
    },
    Target {
        name: "signed_note",
        seeds: |seeds| {
            vec![
                seeds.trust.manifest.note().as_bytes().to_vec(),
                seeds.trust.newest().unwrap().note().as_bytes().to_vec(),
            ]
        },
        read: |seeds, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let known = &seeds.trust.manifest.roster_keys;
            if let Ok((signed, signers)) = note::check(&text, known)
                && !signers.is_empty()
            {
                let ours = [
                    note::text(seeds.trust.manifest.note()).unwrap(),
                    note::text(seeds.trust.newest().unwrap().note()).unwrap(),
                ];
                assert!(ours.contains(&signed), "only what was signed verifies");
            }
        },
    },
    Target {
        name: "manifest",
        seeds: |seeds| vec![seeds.trust.manifest.note().as_bytes().to_vec()],
        read: |_, bytes| {
            if let Ok(manifest) = VerifiedManifest::check(&String::from_utf8_lossy(bytes)) {
                assert_eq!(Digest::of(manifest.to_text().as_bytes()), manifest.digest());
            }
        },
    },
    Target {
        name: "roster",
        seeds: |seeds| vec![seeds.trust.newest().unwrap().note().as_bytes().to_vec()],
        read: |seeds, bytes| {
            if let Ok(roster) =
                VerifiedRoster::check(&String::from_utf8_lossy(bytes), &seeds.trust.manifest)
            {
                assert_eq!(Digest::of(roster.to_text().as_bytes()), roster.digest());
            }
        },
    },
    Target {
        name: "key_ring",
        seeds: |seeds| vec![seeds.trust.keys.to_text().into_bytes()],
        read: |_, bytes| drop(KeyRing::read(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "named_key",
        seeds: |seeds| {
            seeds
                .trust
                .manifest
                .roster_keys
                .iter()
                .map(|key| key.to_text().into_bytes())
                .collect()
        },
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(key) = NamedKey::from_text(&text) {
                assert_eq!(NamedKey::from_text(&key.to_text()), Ok(key));
            }
        },
    },
    Target {
        name: "officer_key_file",
        seeds: |seeds| vec![seeds.key_file.clone().into_bytes()],
        read: |_, bytes| {
            let _owner = OfficerKeys::owner_of_file(&String::from_utf8_lossy(bytes));
        },
    },
    Target {
        name: "day",
        seeds: |_| vec![b"2026-11-25".to_vec()],
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(day) = text.parse::<Day>() {
                assert_eq!(day.to_string(), text);
            }
        },
    },
    Target {
        name: "case_header",
        seeds: |seeds| vec![seeds.head.header.to_bytes()],
        read: |_, bytes| {
            if let Ok(header) = SignedCaseHeader::from_bytes(bytes) {
                assert_eq!(header.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "grant",
        seeds: |seeds| seeds.head.grants.iter().map(Grant::to_bytes).collect(),
        read: |_, bytes| {
            if let Ok(grant) = Grant::from_bytes(bytes) {
                assert_eq!(grant.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "object",
        seeds: |seeds| {
            seeds
                .head
                .objects
                .iter()
                .map(SealedObject::to_bytes)
                .collect()
        },
        read: |seeds, bytes| {
            if let Ok(object) = SealedObject::from_bytes(bytes) {
                assert_eq!(object.to_bytes(), bytes);
                drop(object.open_text::<casework::Report>(&seeds.case_key));
                drop(object.open_text::<casework::Card>(&seeds.case_key));
            }
        },
    },
    Target {
        name: "detached_object",
        seeds: |seeds| {
            seeds
                .head
                .bundle
                .iter()
                .map(DetachedObject::to_bytes)
                .collect()
        },
        read: |_, bytes| {
            if let Ok(object) = DetachedObject::from_bytes(bytes) {
                assert_eq!(object.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "age_file",
        seeds: |seeds| vec![seeds.head.objects[0].sealed.clone()],
        read: |seeds, bytes| drop(seal::age_file::open(&seeds.case_key, bytes)),
    },
    Target {
        name: "zip_inside_a_bundle",
        seeds: |seeds| {
            vec![
                seal::age_file::open(&seeds.case_key, &seeds.bundle)
                    .unwrap()
                    .to_vec(),
            ]
        },
        read: |seeds, bytes| {
            // A reporter can seal anything, so the mutation happens inside the age file.
            let sealed = seal::age_file::seal(&[seeds.case_key.recipient()], bytes).unwrap();
            let bundle = seeds.head.bundle.as_ref().unwrap();
            if let Ok(mut opened) = OpenedBundle::open(bundle, &seeds.case_key, Cursor::new(sealed))
            {
                let mut total = 0;
                drop(opened.files(|_, _, content| {
                    total += std::io::copy(content, &mut std::io::sink())?;
                    Ok(())
                }));
                assert!(
                    total <= u64::try_from(bytes.len()).unwrap() * 4,
                    "nothing is inflated"
                );
            }
        },
    },
    Target {
        name: "parcel",
        seeds: |seeds| vec![seeds.parcel.clone()],
        read: |seeds, bytes| {
            let mut reader = ParcelReader::new(&seeds.trust, seeds.trust.newest().unwrap().from);
            for piece in bytes.chunks(1_000) {
                if reader.feed(piece).is_err() {
                    return;
                }
            }
            drop(reader.finish());
        },
    },
    Target {
        name: "follow_up",
        seeds: |seeds| vec![seeds.follow_up.clone()],
        read: |seeds, bytes| {
            let mut reader = ParcelReader::new(&seeds.trust, seeds.trust.newest().unwrap().from);
            for piece in bytes.chunks(1_000) {
                if reader.feed(piece).is_err()
                    || reader.asks().is_some() && reader.tell(Some(&seeds.status)).is_err()
                {
                    return;
                }
            }
            let read = reader.finish().ok().and_then(|(read, _)| read.follow_up());
            if let Some(read) = read {
                assert_eq!(read.mailbox, seeds.status.header.mailbox);
                assert_eq!(bytes, seeds.follow_up, "only what was signed is taken");
            }
        },
    },
    Target {
        name: "answer_page",
        seeds: |_| {
            vec![
                Answer {
                    status: None,
                    slots: vec![],
                }
                .to_bytes()
                .unwrap(),
            ]
        },
        read: |_, bytes| {
            let mut page = bytes.to_vec();
            page.resize(seal::answer::PAGE_BYTES, 0);
            if let Ok(answer) = Answer::from_bytes(&page) {
                assert_eq!(answer.to_bytes().unwrap().len(), page.len());
            }
        },
    },
    Target {
        name: "log_entry_and_opening",
        seeds: |seeds| {
            vec![
                [
                    seeds.head.ticket.entry.as_slice(),
                    &seeds.head.ticket.opening,
                ]
                .concat(),
            ]
        },
        read: |_, bytes| {
            if let Some(entry) = bytes.first_chunk() {
                let _entry = ledger::Entry::from_bytes(*entry);
            }
            if let Some(opening) = bytes.last_chunk()
                && let Ok(read) = ledger::Opening::from_bytes(opening)
            {
                assert_eq!(read.to_bytes(), *opening);
            }
        },
    },
    Target {
        name: "file_of_a_stranger",
        seeds: |_| {
            let folder = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../crates/traces/tests/samples"
            );
            let mut paths: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            paths.sort();
            let files = paths.iter().map(|path| std::fs::read(path).unwrap());
            files.filter(|file| file.len() < 16_000).collect()
        },
        read: |_, bytes| {
            let cleaned = traces::clean(bytes);
            let found = traces::find("a", bytes);
            assert_eq!(
                found.removable, cleaned.removed,
                "what is told is what goes"
            );
            let again = traces::find("a", &cleaned.bytes);
            assert!(cleaned.not_cleaned.is_some() || again.removable.is_empty());
        },
    },
    Target {
        name: "configuration",
        seeds: |_| vec![include_bytes!("../../deploy/example.toml").to_vec()],
        read: |_, bytes| drop(Config::parse(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "office_plan",
        seeds: |seeds| vec![seeds.plan.as_bytes().to_vec()],
        read: |_, bytes| drop(OfficePlan::parse(&String::from_utf8_lossy(bytes))),
    },
];

impl Seeds {
    /// Founds a small office and seals one report with a file.
    pub fn shared() -> &'static Self {
        static MADE: OnceLock<Seeds> = OnceLock::new();
        MADE.get_or_init(Self::make)
    }

    fn make() -> Self {
        let plan = crate::DEMO;
        let folder = tempfile::tempdir().unwrap();
        let data = tabir::data_folder::DataFolder::at(folder.path());
        let today = Day::from_number(20_782);
        OfficePlan::parse(plan)
            .unwrap()
            .found(&data, today, Passphrases::Kept)
            .unwrap();
        let trust = tabir::data_folder::read_trust(&data.trust()).unwrap();
        let body = trust.newest().unwrap().bodies[0].id;
        let none = Exclusions::none().unwrap();
        let receipt = Receipt::from_entropy([7; 16]);
        let mut sending = Sending::begin(&trust, &receipt, body, &none, Level::A, today).unwrap();
        let mut form = casework::ReportForm::default();
        form.account = "A report.".to_owned();
        form.body = body.to_string();
        let (report, card) = form
            .check(trust.newest().unwrap())
            .unwrap()
            .write(&form, sending.log_secret());
        sending.write_report(&report, &card).unwrap();
        let mut files = sending.begin_bundle().unwrap();
        files.start_file("a.txt").unwrap();
        files.write(b"a page").unwrap();
        let (finished, chunks) = files.finish().unwrap();
        let origin = ledger::Origin::of("fuzz.invalid");
        let parcel = sending
            .finish(Some(finished), |secret, digest| {
                let statement = ledger::Statement {
                    code: ledger::Code::Received,
                    sequence: 0,
                    detail: 0,
                    digest: *digest.as_bytes(),
                };
                let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
                Ok(LogTicket::new(
                    *entry.as_bytes(),
                    opening.to_bytes(),
                    secret,
                ))
            })
            .unwrap();
        let head = parcel.head().clone();
        let status = StatusBlock {
            header: head.header.clone(),
            received_on: today,
            epoch: 1,
            status: 1,
            deletion_asked_on: None,
            replies: 0,
            claims: vec![],
            report: head.objects[0].detached(),
            last: head.bundle.clone().unwrap(),
        };
        let keys = receipt.keys(trust.manifest.instance);
        let mut added = FollowUp::begin(keys, &status, Level::A, 10).unwrap();
        added.write(seal::Kind::Message, &"Added.").unwrap();
        let mut files = added.begin_bundle().unwrap();
        files.start_file("b.txt").unwrap();
        let (finished, added_files) = files.finish().unwrap();
        let ticket = head.ticket.clone();
        let added = added.finish(Some(finished), |_, _, _| Ok(ticket)).unwrap();
        let follow_up = [added.to_bytes(), added_files.concat()].concat();
        let bundle = chunks.concat();
        let key_file = |name: &str| std::fs::read_to_string(data.officers().join(name)).unwrap();
        let case_key = ["head", "north-1", "north-2", "south-1", "south-2"]
            .iter()
            .find_map(|name| {
                let passphrase =
                    seal::Passphrase::parse(&key_file(&format!("{name}.passphrase"))).unwrap();
                let keys =
                    OfficerKeys::from_file(&key_file(&format!("{name}.key")), &passphrase).unwrap();
                let open = |grant: &Grant| {
                    grant
                        .clone()
                        .open(&keys, &head.header.verifying, &head.header)
                        .ok()
                };
                head.grants
                    .iter()
                    .find_map(open)
                    .map(|opened| opened.identity)
            });
        Self {
            follow_up,
            status,
            parcel: [parcel.to_bytes(), bundle.clone()].concat(),
            case_key: case_key.expect("one of five holds a grant"),
            key_file: key_file("head.key"),
            trust,
            head,
            bundle,
            plan,
        }
    }

    fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }
}

/// Changes bytes a little, in one of the ways in which parsers go wrong. The same number always makes
/// the same change.
pub fn mutate(bytes: &mut Vec<u8>, number: u64) {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(bound.max(1)).unwrap()).unwrap()
    };
    for _ in 0..=next(4) {
        let (length, place) = (bytes.len(), next(bytes.len()));
        match next(8) {
            _ if length == 0 => bytes.push(7),
            0 => bytes[place] ^= 1 << next(8),
            1 => bytes[place] = [0, 1, 0x7f, 0x80, 0xff, b'\n', b' ', b'-'][next(8)],
            2 => bytes.truncate(place),
            3 => bytes.extend_from_within(place..place + next(length - place)),
            4 => drop(bytes.drain(place..place + next((length - place).min(64)))),
            5 => bytes.insert(place, [0, 0xff, b'\n', b'0'][next(4)]),
            6 => {
                let end = (place + 8).min(length);
                bytes[place..end].fill([0, 0xff][next(2)]);
            }
            _ => {
                let other = next(length);
                bytes.swap(place, other);
            }
        }
    }
}
