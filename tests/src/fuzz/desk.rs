//! What an officer's client and the desk send one another.

use std::sync::OnceLock;

use casework::{
    Act, ActChain, ActDay, ActKind, ActPage, ActPlace, ActSubject, CODEBOOK_VERSION, CaseFile,
    CaseStage, ChosenCode, Codebook, CodebookText, DeskMemory, Docket, HandedRecord, InboxPage,
    InboxPlace, InboxRow, KeptRecord, ListedCase, Naming, Note, OfficerAnswer, OfficerExclusion,
    OfficerGrant, OfficerHandOver, OpenCase, Priority, SealedDocket, SealedMemory, SealedNote,
    SealedProtection, SealedStep, Settlement, TaskHalf, TaskPlan, Work, WorkItem, WorkPage,
    WorkPlace, case_ids_from_bytes, case_ids_to_bytes,
};
use seal::{BodyId, Level, OwnLock};

use super::Target;
use super::seeds::{Seeds, TODAY};

/// Their readers.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "case_file",
        seeds: |seeds| {
            let file = seeds.case_file();
            let bytes = file.to_bytes();
            OpenCase::open(file, &seeds.officer, &seeds.trust).unwrap();
            vec![bytes]
        },
        read: |seeds, bytes| {
            if let Ok(file) = CaseFile::from_bytes(bytes) {
                assert_eq!(file.to_bytes(), bytes);
                if let Ok(open) = OpenCase::open(file, &seeds.officer, &seeds.trust) {
                    assert_eq!(
                        open.report.account, "A report.",
                        "only what was signed opens"
                    );
                    drop((open.warnings(), open.entries()));
                }
            }
        },
    },
    Target {
        name: "case_list",
        seeds: |seeds| vec![ListedCase::list_to_bytes(&[seeds.case_file().case])],
        read: |seeds, bytes| {
            if let Ok(list) = ListedCase::list_from_bytes(bytes) {
                assert_eq!(ListedCase::list_to_bytes(&list), bytes);
                for case in list {
                    drop(case.open_card(&seeds.officer, &seeds.trust));
                }
            }
        },
    },
    Target {
        name: "sealed_note",
        seeds: |seeds| {
            let case = OpenCase::open(seeds.case_file(), &seeds.officer, &seeds.trust).unwrap();
            let naming = Note::Naming(Naming {
                title: "A title.".to_owned(),
                register: "7".to_owned(),
            });
            let note = case.note(&naming, &seeds.officer, Level::B).unwrap();
            let priority = Some(Priority::Emergency);
            let half = TaskHalf {
                plan: TaskPlan {
                    task: note.note.header.object,
                    due: Some(TODAY),
                    officer: Some(seeds.officer.officer),
                    is_open: true,
                },
                after: Some(note.note.header.object),
            };
            let task = SealedNote {
                task: Some(half),
                ..note.clone()
            };
            vec![
                note.to_bytes(),
                SealedNote { priority, ..note }.to_bytes(),
                task.to_bytes(),
            ]
        },
        read: |_, bytes| {
            if let Ok(note) = SealedNote::from_bytes(bytes) {
                assert_eq!(note.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "handed_record",
        seeds: |_| {
            let mut settled = Settlement::default();
            settled.kind = "act".to_owned();
            settled.codebook = CODEBOOK_VERSION;
            settled.period = "2020-Q1".to_owned();
            settled.key = "5e".repeat(16);
            for (field, code) in [
                ("country", "kh"),
                ("act", "threat.death"),
                ("completion", "threatened"),
                ("verification", "reported"),
                ("unit", "individual"),
                ("role", "hrd.defender"),
                ("perpetrator", "st.police"),
                ("online", "no"),
                ("cross_border", "no"),
            ] {
                settled.codes.push(ChosenCode {
                    field: field.to_owned(),
                    code: code.to_owned(),
                });
            }
            settled.replaces = vec!["af".repeat(16)];
            let handed = HandedRecord::of(&settled, BODY).unwrap();
            assert!(handed.check(BODY, book(), TODAY).is_ok());
            let out = HandedRecord {
                record: None,
                ..handed.clone()
            };
            vec![handed.to_bytes(), out.to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(handed) = HandedRecord::from_bytes(bytes) {
                assert_eq!(handed.to_bytes(), bytes);
                let checked = handed.check(BODY, book(), TODAY);
                if let Ok(Some(record)) = checked.map(|checked| checked.record) {
                    let kept = [record];
                    let file = KeptRecord::file(kept[0].kind, kept[0].codebook, BODY, &kept);
                    let again = HandedRecord {
                        record: Some(file),
                        replaces: vec![],
                    };
                    let again = again.check(BODY, book(), TODAY).unwrap();
                    assert_eq!(again.record.as_slice(), kept);
                }
            }
        },
    },
    Target {
        name: "sealed_step",
        seeds: |seeds| {
            let case = OpenCase::open(seeds.case_file(), &seeds.officer, &seeds.trust).unwrap();
            let moved = case.move_to(CaseStage::Triage, "Why.", &seeds.officer, Level::B);
            let on = case.file.objects[0].object.header().object;
            let vote = case.vote(on, false, "Why.", &seeds.officer, Level::B);
            vec![moved.unwrap().to_bytes(), vote.unwrap().to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(step) = SealedStep::from_bytes(bytes) {
                assert_eq!(step.to_bytes(), bytes);
                assert_eq!(step.object.header.kind, step.step.kind());
            }
        },
    },
    Target {
        name: "sealed_protection",
        seeds: |seeds| {
            let case = OpenCase::open(seeds.case_file(), &seeds.officer, &seeds.trust).unwrap();
            let mut asked = casework::ProtectionRequest::default();
            for (name, value) in [
                ("applicant", "individual"),
                ("target", "wit.witness"),
                ("message", "They came at night."),
            ] {
                asked.take(name, value).unwrap();
            }
            let asked = case.ask_protection(asked, &seeds.officer, Level::B);
            vec![asked.unwrap().to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(sent) = SealedProtection::from_bytes(bytes) {
                assert_eq!(sent.to_bytes(), bytes);
                let begins = sent.told.to == casework::ProtectionStatus::Submitted;
                assert_eq!(
                    sent.told.is_request(sent.object.header.object),
                    Some(begins)
                );
            }
        },
    },
    Target {
        name: "sealed_referral",
        seeds: |seeds| {
            let case = OpenCase::open(seeds.case_file(), &seeds.officer, &seeds.trust).unwrap();
            let mut asked = casework::Referring::default();
            asked.body = BodyId::from_bytes([7; 16]).to_string();
            asked.to = "proposed".to_owned();
            asked.reason = "They can help.".to_owned();
            let own = case.file.case.header.body;
            let plan = case.plan_referral(&asked, own, TODAY).unwrap();
            let proposed = case.refer(&plan, &asked, None, &seeds.officer, Level::B);
            let proposed = proposed.unwrap();
            let mut sent = proposed.clone();
            sent.told.to = casework::ReferralStatus::Sent;
            sent.told.due = Some(TODAY.plus(90));
            sent.parcel = vec![1, 2, 3];
            vec![proposed.to_bytes(), sent.to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(sent) = casework::SealedReferral::from_bytes(bytes) {
                assert_eq!(sent.to_bytes(), bytes);
                let sends = sent.told.to == casework::ReferralStatus::Sent;
                assert_eq!(sends, !sent.parcel.is_empty() || !sent.carried.is_empty());
            }
        },
    },
    Target {
        name: "inbox_page",
        seeds: |seeds| vec![inbox(seeds).to_bytes()],
        read: |seeds, bytes| {
            if let Ok(page) = InboxPage::from_bytes(bytes) {
                assert_eq!(page.to_bytes(), bytes);
                let lock = OwnLock::of(&seeds.officer);
                for row in page.rows {
                    let docket = row.docket.unwrap_or_default();
                    let opened = Docket::open(row.case, &docket, &lock);
                    assert!(
                        opened.is_none_or(|opened| opened.title == "A report."),
                        "only what its officer noted opens"
                    );
                }
            }
        },
    },
    Target {
        name: "work_page",
        seeds: |seeds| {
            let (rows, case) = (inbox(seeds).rows, seeds.case_file().id());
            let item = |due, what| WorkItem { due, what, case };
            let page = WorkPage {
                items: vec![
                    item(
                        casework::Due::Now,
                        Work::Decide(casework::DecisionKind::Hold),
                    ),
                    item(casework::Due::By(TODAY), Work::Feedback),
                ],
                rows,
                more_vaults: 2,
                next: Some(WorkPlace {
                    decide: Some(case),
                    ..WorkPlace::default()
                }),
            };
            vec![page.to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(page) = WorkPage::from_bytes(bytes) {
                assert_eq!(page.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "dockets",
        seeds: |seeds| vec![SealedDocket::several_to_bytes(&[docket(seeds)])],
        read: |_, bytes| {
            if let Ok(dockets) = SealedDocket::several_from_bytes(bytes) {
                assert_eq!(SealedDocket::several_to_bytes(&dockets), bytes);
            }
        },
    },
    Target {
        name: "asked_cards",
        seeds: |seeds| vec![case_ids_to_bytes(&[seeds.case_file().id(); 2])],
        read: |_, bytes| {
            if let Ok(cases) = case_ids_from_bytes(bytes) {
                assert_eq!(case_ids_to_bytes(&cases), bytes);
            }
        },
    },
    Target {
        name: "desk_memory",
        seeds: |seeds| vec![memory(seeds).seal(&seeds.officer).unwrap().to_bytes()],
        read: |seeds, bytes| {
            if let Ok(sealed) = SealedMemory::from_bytes(bytes) {
                assert_eq!(sealed.to_bytes(), bytes);
                let opened = DeskMemory::open(&sealed, &seeds.officer);
                assert!(
                    opened.is_none_or(|opened| opened == memory(seeds)),
                    "only what its officer remembered opens"
                );
            }
        },
    },
    Target {
        name: "act_page",
        seeds: |seeds| vec![acts(seeds).to_string().into_bytes()],
        read: |seeds, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(page) = text.parse::<ActPage>() {
                assert_eq!(page.to_string(), text);
                let mut chain = ActChain::new(seeds.officer.instance);
                let holds = page.acts.iter().try_for_each(|act| chain.take(act));
                let closes = page.gathered.map_or(Ok(()), |day| chain.close(day));
                if holds.is_ok() && closes.is_ok() && page.gathered.is_some() {
                    assert_eq!(page.acts, acts(seeds).acts, "only what was gathered holds");
                }
            }
        },
    },
    Target {
        name: "officer_answer",
        seeds: |seeds| vec![seeds.answer().to_bytes()],
        read: |_, bytes| {
            if let Ok(answer) = OfficerAnswer::from_bytes(bytes) {
                assert_eq!(answer.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "officer_grant",
        seeds: |seeds| vec![granted(seeds).to_bytes()],
        read: |_, bytes| {
            if let Ok(granted) = OfficerGrant::from_bytes(bytes) {
                assert_eq!(granted.to_bytes(), bytes);
            }
        },
    },
    Target {
        name: "officer_exclusion",
        seeds: |seeds| {
            let excluding = OfficerExclusion::sign(
                seeds.answer().parts.to_case,
                seeds.case_file().holders.into_iter().collect(),
                [seeds.officer.officer].into(),
                &seeds.officer,
            );
            vec![excluding.to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(excluding) = OfficerExclusion::from_bytes(bytes) {
                // The officers may have come in another order, or twice.
                assert_eq!(
                    OfficerExclusion::from_bytes(&excluding.to_bytes()),
                    Ok(excluding)
                );
            }
        },
    },
    Target {
        name: "officer_hand_over",
        seeds: |seeds| {
            let grant = seeds.case_file().case.grants.remove(0);
            let note = seeds.answer().parts.to_case;
            let handed = OfficerHandOver::sign(grant, 1, note, &seeds.officer);
            vec![handed.to_bytes()]
        },
        read: |_, bytes| {
            if let Ok(handed) = OfficerHandOver::from_bytes(bytes) {
                assert_eq!(handed.to_bytes(), bytes);
            }
        },
    },
];

fn granted(seeds: &Seeds) -> OfficerGrant {
    let grant = seeds.case_file().case.grants.remove(0);
    OfficerGrant::sign(grant, 1, &seeds.officer)
}

fn docket(seeds: &Seeds) -> SealedDocket {
    let file = seeds.case_file();
    let docket = Docket::of(&file.case, &seeds.officer, &seeds.trust).unwrap();
    docket
        .seal(file.id(), &OwnLock::of(&seeds.officer))
        .unwrap()
}

fn memory(seeds: &Seeds) -> DeskMemory {
    DeskMemory::next(None, &seeds.trust).unwrap().unwrap()
}

fn inbox(seeds: &Seeds) -> InboxPage {
    let SealedDocket { case, sealed, .. } = docket(seeds);
    let listed = seeds.case_file().case;
    let row = InboxRow {
        case,
        status: listed.status,
        stage: CaseStage::Investigation,
        priority: listed.priority,
        received_on: listed.received_on,
        last_on: listed.received_on,
        due_on: Some(listed.received_on),
        protection: Some(casework::ProtectionStatus::Submitted),
        asks_review: true,
        has_few_holders: true,
        docket: Some(sealed),
    };
    InboxPage {
        total: Some(1),
        rows: vec![row],
        next: Some(InboxPlace {
            received_on: listed.received_on,
            case,
        }),
    }
}

fn acts(seeds: &Seeds) -> ActPage {
    let (instance, case) = (seeds.officer.instance, seeds.case_file().id());
    let (subject, on) = (ActSubject::Case(case), seeds.case_file().case.received_on);
    let act = Act {
        subject,
        number: 0,
        on,
        kind: ActKind::Opened,
        officer: Some(seeds.officer.officer),
        whom: None,
        about: seal::Digest::NONE,
        previous: seal::Digest::NONE,
    };
    let day = ActDay::begin(instance, on, None).add(instance, subject, act.digest(instance));
    ActPage {
        acts: vec![act],
        gathered: Some(day),
        next: Some(ActPlace {
            on: on.plus(1),
            after: None,
        }),
    }
}

const BODY: BodyId = BodyId::from_bytes([7; 16]);

/// Read once: it is long.
fn book() -> &'static Codebook {
    static BOOK: OnceLock<Codebook> = OnceLock::new();
    BOOK.get_or_init(|| CodebookText::of_project().read().unwrap())
}
