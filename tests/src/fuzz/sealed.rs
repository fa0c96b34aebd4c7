//! What is sealed, and what travels with it.

use seal::answer::{Answer, Slot, SlotReply};
use seal::{DetachedObject, Grant, Reply, SealedObject, SignedCaseHeader};

use super::Target;
use super::seeds::{ANSWER, TODAY};

/// Their readers.
pub(super) const TARGETS: &[Target] = &[
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
        name: "answer_page",
        seeds: |seeds| {
            let slot = |reply| Slot {
                arrived_on: TODAY,
                reply,
            };
            let named = SlotReply::Named(seeds.reply.to_reporter.detached());
            let pages = [
                (None, vec![]),
                (
                    Some(seeds.status.clone()),
                    vec![
                        slot(SlotReply::of(seeds.reply.to_reporter.clone())),
                        slot(named),
                    ],
                ),
            ];
            let pages = pages.map(|(status, slots)| Answer { status, slots });
            pages.map(|page| page.to_bytes().unwrap()).to_vec()
        },
        read: |seeds, bytes| {
            let mut page = bytes.to_vec();
            page.resize(seal::answer::PAGE_BYTES, 0);
            let Ok(answer) = Answer::from_bytes(&page) else {
                return;
            };
            let again = Answer::from_bytes(&answer.to_bytes().unwrap());
            assert_eq!(again.as_ref(), Ok(&answer));
            let key = seeds.officer.signing.verifying();
            for slot in &answer.slots {
                if slot.reply.check(&key).is_ok() {
                    let ours = seeds.reply.to_reporter.header.clone();
                    assert_eq!(slot.reply.header(), &ours, "only what was signed is named");
                }
            }
        },
    },
    Target {
        name: "reply_with_files",
        seeds: |seeds| vec![seeds.inside_the_reply()],
        read: |seeds, bytes| {
            // An officer can seal anything, so the mutation happens inside the age file.
            let copy = seeds.reply_that_says(bytes);
            if let Ok(reply) = Reply::open(&copy, &seeds.head.header, &seeds.reply_key()) {
                assert_eq!(reply.text, ANSWER, "only what was committed to is shown");
                let files = reply.files().unwrap().unwrap();
                let ours = seeds.reply.files.as_ref().unwrap();
                assert_eq!(files.bundle.digest(), ours.digest());
            }
        },
    },
];
