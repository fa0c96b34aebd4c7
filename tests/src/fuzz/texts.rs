//! What people type and what offices write: texts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use casework::{
    CodebookText, CodingAgreement, DateForm, ImportDialect, ImportLog, ImportMapping, ImportPlan,
    ImportedRow, MappedDate, MappedField, RangeRule, SentPeers,
};
use seal::note::{self, NamedKey};
use seal::{
    Day, Digest, FormKey, KeyRing, OfficerKeys, OfficerPublic, Peer, Receipt, Roster,
    VerifiedManifest, VerifiedRoster,
};

use super::Target;
use super::seeds::{key_file, receipt};

/// Their readers.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "receipt",
        seeds: |_| {
            let receipt = receipt();
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
        name: "coding_agreement",
        seeds: |seeds| {
            let id = "0f0e0d0c-0b0a-4009-8807-060504030201";
            let rows = "act,act,60,-1.0\nact,verification,150,0.6\n";
            let text = format!(
                "tabir/v1/coding-agreement\ninstance {}\nbody {id}\nperiod 2027-Q1\ncodebook 1\nkind,field,at_least,kappa_at_least\n{rows}",
                seeds.instance()
            );
            assert!(CodingAgreement::from_text(&text).is_ok());
            vec![text.into_bytes()]
        },
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(read) = CodingAgreement::from_text(&text) {
                assert_eq!(read.to_text(), text);
            }
        },
    },
    Target {
        name: "form_key_field",
        seeds: |seeds| {
            vec![
                FormKey::from_bytes([1; 32])
                    .wrap(seeds.instance(), &receipt())
                    .as_bytes()
                    .to_vec(),
            ]
        },
        read: |seeds, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(opened) = FormKey::from_bytes([1; 32]).open(seeds.instance(), &text) {
                assert_eq!(opened, receipt(), "only what was wrapped opens");
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
        name: "peers",
        seeds: |seeds| {
            let mut sent = SentPeers::default();
            sent.add(&seeds.trust.manifest.digest(), &seeds.trust, "");
            vec![sent.to_text().unwrap().into_bytes()]
        },
        read: |seeds, bytes| {
            let pinned = seeds.trust.manifest.digest();
            let mut roster = Roster::clone(seeds.trust.newest().unwrap());
            roster.peers = vec![Peer {
                manifest: pinned,
                lowest_roster: 1,
                label: "Another".to_owned(),
            }];
            let sent = SentPeers::read(&String::from_utf8_lossy(bytes));
            // It is the own office, which is none elsewhere; nothing else has a manifest with this digest.
            for office in sent.check(&seeds.trust, &roster) {
                assert!(office.list.is_err());
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
        seeds: |_| vec![key_file().as_bytes().to_vec()],
        read: |_, bytes| {
            let _owner = OfficerKeys::owner_of_file(&String::from_utf8_lossy(bytes));
        },
    },
    Target {
        name: "officer_public",
        seeds: |seeds| vec![seeds.officer.public_note().unwrap().into_bytes()],
        read: |seeds, bytes| {
            if let Ok(public) = OfficerPublic::check(&String::from_utf8_lossy(bytes)) {
                assert_eq!(public.verifying, seeds.officer.signing.verifying());
                assert_eq!(public.recipient, seeds.officer.identity.recipient());
            }
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
        name: "import_log",
        seeds: |_| {
            vec![
                b"\xef\xbb\xbfTitle,When,What\na,2026-01-30/..,received\n\"b, \"\"c\"\"\",2026,received|received\r\n"
                    .to_vec(),
            ]
        },
        read: |_, bytes| {
            let today = Day::from_number(20_800);
            let Ok(mut log) = ImportLog::begin(bytes, import_plan(), today) else {
                return;
            };
            let mut row = ImportedRow::default();
            while log.next_row(&mut row).is_ok_and(|more| more) {
                let is_taken = !row.records.is_empty();
                let ways = [is_taken, row.is_passed_over, !row.faults.is_empty()];
                let ways = ways.iter().filter(|way| **way).count();
                assert_eq!(ways, 1, "a row is taken, passed over or refused");
            }
        },
    },
];

fn import_plan() -> &'static ImportPlan {
    static PLAN: OnceLock<ImportPlan> = OnceLock::new();
    PLAN.get_or_init(|| {
        let event = MappedField {
            column: Some("What".to_owned()),
            several: casework::SeveralRule::First,
            ..MappedField::default()
        };
        let disposition = MappedField {
            left_empty: Some("nothing is closed".to_owned()),
            ..MappedField::default()
        };
        let named = [
            ("event", event),
            ("acknowledgement", disposition.clone()),
            ("feedback", disposition.clone()),
            ("disposition", disposition),
        ];
        let mapping = ImportMapping {
            format: ImportMapping::FORMAT.to_owned(),
            kind: "case".to_owned(),
            codebook: 1,
            dialect: ImportDialect::Uwazi,
            delimiter: ',',
            codebook_column: None,
            when: MappedDate {
                column: "When".to_owned(),
                form: DateForm::Iso,
                range: RangeRule::Begin,
            },
            fields: named.map(|(name, field)| (name.to_owned(), field)).into(),
            left_out: BTreeMap::from([("Title".to_owned(), "a name".to_owned())]),
            passed_over: BTreeMap::new(),
        };
        let book = CodebookText::of_project().read().unwrap();
        mapping.check(&book).unwrap()
    })
}
