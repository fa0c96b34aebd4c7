//! One filled example of every page.

mod figures;
mod observatory;

use casework::{FactConfidence, IncidentForm, ProceedingForm, ProtectionRequest};
use pages::{
    Date, Door, Fault, Language, Pages, Template,
    answer::{
        AddFilesPage, AnswerPage, Body, File, Files, Message, More, Notice, ProtectionPage,
        ReviewAgainPage, SentPage, Silence, Status, WholeAnswerPage, WriteAgainPage,
    },
    cleaned::CleanedFiles,
    deletion::{DeletionAskedPage, DeletionPage},
    desk::DeskPage,
    identity::{IdentityPage, Keeper},
    incident::{IncidentKeptPage, IncidentPage},
    parcel::{ParcelKeptPage, ParcelPage},
    proceeding::{Defence, DefenceStep, ProceedingKeptPage, ProceedingPage},
    receipt::{CheckPage, CheckedPage, ReceiptHerePage, ReceiptPage, ReturnPage},
    refusal::{RefusalKind, RefusalPage},
    report::{BodyChoice, FilledReport, OfficerChoice, ReportPage, UnitChoice},
    safety::SafetyPage,
    start::StartPage,
};

/// Renders every page in one language.
pub fn every_page(pages: &Pages, language: Language) -> Vec<(&'static str, String)> {
    let say = pages.wording(language);
    let door = &Door::example(pages);
    let bodies = &bodies(pages, language);
    let filled = FilledReport {
        account: "The tender was written for one bidder. <b>& “more”</b>".to_owned(),
        basis: vec!["saw".to_owned(), "told".to_owned()],
        body: "b1".to_owned(),
        exclude: vec!["head:b1".to_owned(), "o2".to_owned()],
        urgency: "soon".to_owned(),
        clean: true,
        ..FilledReport::default()
    };
    let faults = [
        Fault::new("account", "fault-account-empty"),
        Fault::with("account", "fault-text-too-long", "over", 312),
        Fault::new("body", "fault-body-missing"),
        Fault::with("files", "fault-files-too-large", "size", "2 GB"),
    ];
    let day = Date {
        year: 2026,
        month: 12,
        day: 2,
    };
    let later = Date {
        year: 2027,
        month: 2,
        day: 23,
    };
    let digits = [
        "318204", "997120", "045561", "730018", "226491", "580337", "614829",
    ];
    let words = [
        "harbor", "cousin", "velvet", "ticket", "mountain", "eager", "pottery", "lunar", "avoid",
        "segment", "orbit", "wisdom",
    ];
    let receipt = "318204 997120 045561 730018 226491 580337 614829";
    let wrong_word = Fault::with("receipt", "fault-receipt-word", "word", "moutain");
    let number = "5b9cbd5c-9b5e-4f0e-8f0b-4a1f0a3d8c11";
    let more = |key| {
        Some(More {
            answer: number.to_owned(),
            key,
        })
    };
    let listed = |(name, size): (&str, &str)| File {
        name: name.to_owned(),
        size: size.to_owned(),
    };
    let files = [
        ("សំបុត្រ.pdf", "4 MB"),
        ("رسالة.txt", "0 B"),
        ("<b>.txt", "1 B"),
    ];
    let files = Files::Listed(files.map(listed).to_vec());
    let whole = Body::Text("A long answer.\nIt has two lines.".to_owned());
    let messages = [
        Message {
            day: Some(day),
            body: Body::Text(
                "Thank you. Which month was the second payment?\nYou do not have to say who you are.".to_owned(),
            ),
            more: None,
        },
        Message { day: Some(later), body: Body::Text("ขอบคุณครับ เราได้รับเอกสารแล้ว".to_owned()), more: more("answer-whole-files") },
        Message { day: None, body: Body::Unreadable, more: None },
        Message { day: Some(day), body: Body::Differs, more: None },
        Message { day: Some(later), body: Body::Long, more: more("answer-whole") },
    ];
    let status = Status {
        key: "status-answered",
        since: Some(day),
        deletion_asked: None,
        silence: None,
        notice: None,
    };
    let asked = Status {
        key: "status-closed",
        since: None,
        deletion_asked: Some(later),
        silence: Some(Silence {
            promised: later,
            review_by: later,
        }),
        notice: Some(Notice {
            since: day,
            from: later,
        }),
    };

    let keys = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
    let cleaned = [
        CleanedFiles {
            numbers: "1, 3–5".to_owned(),
            are_several: true,
            removed: keys(&["trace-location", "trace-serial", "trace-time"]),
            left: keys(&["trace-comment", "trace-tracked-changes"]),
            unchanged: None,
        },
        CleanedFiles {
            numbers: "2".to_owned(),
            are_several: false,
            removed: vec![],
            left: vec![],
            unchanged: None,
        },
        CleanedFiles {
            numbers: "6".to_owned(),
            are_several: false,
            removed: vec![],
            left: vec![],
            unchanged: Some("cleaned-unchanged-too-large".to_owned()),
        },
    ];

    let mut rendered = vec![
        ("start", StartPage { say, door, bodies }.render()),
        ("safety", SafetyPage { say, door, bodies }.render()),
        (
            "report_blank",
            ReportPage {
                say,
                door,
                entropy: "ZXhhbXBsZQ==",
                bodies,
                filled: &FilledReport::default(),
                faults: &[],
                files_again: false,
            }
            .render(),
        ),
        (
            "report_faults",
            ReportPage {
                say,
                door,
                entropy: "ZXhhbXBsZQ==",
                bodies,
                filled: &filled,
                faults: &faults,
                files_again: true,
            }
            .render(),
        ),
        (
            "receipt",
            ReceiptPage {
                say,
                door,
                body: &bodies[0].name,
                added: false,
                cleaned: &cleaned,
                digits: &digits,
                words: &words,
                receipt,
                read_by: day,
                done_by: later,
            }
            .render(),
        ),
        (
            "receipt_here",
            ReceiptHerePage {
                say,
                door,
                read_by: day,
                done_by: later,
            }
            .render(),
        ),
        (
            "check",
            CheckPage {
                say,
                door,
                receipt,
                asked: [2, 5],
                wrong: &[5],
            }
            .render(),
        ),
        ("checked", CheckedPage { say, door }.render()),
        (
            "return",
            ReturnPage {
                say,
                door,
                typed: "",
                fault: None,
            }
            .render(),
        ),
        (
            "return_fault",
            ReturnPage {
                say,
                door,
                typed: "harbor moutain",
                fault: Some(&wrong_word),
            }
            .render(),
        ),
        (
            "desk",
            DeskPage {
                say,
                door,
                script: Some("/s/file-0123456789abcdef.js"),
                idle_seconds: 600,
            }
            .render(),
        ),
        (
            "answer",
            AnswerPage {
                say,
                door,
                receipt,
                after: "3",
                status: Some(&status),
                messages: messages.get(..2).unwrap(),
                other_pages: &[],
                written: "",
                note: "",
                clean: false,
                chosen: "",
                reasons: "",
            }
            .render(),
        ),
        (
            "whole_answer",
            WholeAnswerPage {
                say,
                door,
                receipt,
                answer: number,
                body: &whole,
                files: &files,
            }
            .render(),
        ),
        (
            "whole_answer_damaged",
            WholeAnswerPage {
                say,
                door,
                receipt,
                answer: number,
                body: &Body::Differs,
                files: &Files::Damaged,
            }
            .render(),
        ),
        (
            "answer_odd",
            AnswerPage {
                say,
                door,
                receipt,
                after: "3",
                status: Some(&asked),
                messages: &messages,
                other_pages: &[(2, "answer-older"), (0, "answer-newer")],
                written: "",
                note: "",
                clean: false,
                chosen: "",
                reasons: "",
            }
            .render(),
        ),
        (
            "answer_empty",
            AnswerPage {
                say,
                door,
                receipt,
                after: "3",
                status: Some(&Status {
                    key: "status-received",
                    since: Some(day),
                    deletion_asked: None,
                    silence: None,
                    notice: None,
                }),
                messages: &[],
                other_pages: &[],
                written: "",
                note: "",
                clean: false,
                chosen: "",
                reasons: "",
            }
            .render(),
        ),
        (
            "answer_unknown",
            AnswerPage {
                say,
                door,
                receipt,
                after: "3",
                status: None,
                messages: &[],
                other_pages: &[],
                written: "",
                note: "",
                clean: false,
                chosen: "",
                reasons: "",
            }
            .render(),
        ),
        (
            "write_again",
            WriteAgainPage {
                say,
                door,
                receipt,
                after: "3",
                written: "",
                faults: &[Fault::new("message", "fault-message-empty")],
                files_again: false,
            }
            .render(),
        ),
        (
            "review_again",
            ReviewAgainPage {
                say,
                door,
                receipt,
                after: "3",
                chosen: "delay",
                reasons: "Since May.",
                faults: &[Fault::new("ground", "fault-review-ground")],
                files_again: false,
            }
            .render(),
        ),
        (
            "protection",
            ProtectionPage {
                say,
                door,
                receipt,
                after: "3",
                asked: &asked_protection(),
                faults: &[Fault::new("fear", "fault-protection-fear")],
                files_again: false,
            }
            .render(),
        ),
        (
            "incident",
            IncidentPage {
                say,
                door,
                receipt,
                after: "3",
                typed: &typed_incident(),
                faults: &[
                    Fault::new("incident-size", "fault-incident-size"),
                    Fault::with("incident-act", "fault-incident-code", "word", "threat.<b>"),
                ],
                files_again: false,
            }
            .render(),
        ),
        (
            "proceeding",
            ProceedingPage {
                say,
                door,
                receipt,
                after: "3",
                typed: &typed_proceeding(),
                faults: &[
                    Fault::new("proceeding-ended", "fault-proceeding-backwards"),
                    Fault::with(
                        "proceeding-kind",
                        "fault-proceeding-code",
                        "word",
                        "suit<b>",
                    ),
                ],
                files_again: false,
            }
            .render(),
        ),
        (
            "proceeding_blank",
            ProceedingPage {
                say,
                door,
                receipt: "",
                after: "",
                typed: &ProceedingForm::default(),
                faults: &[],
                files_again: false,
            }
            .render(),
        ),
        (
            "proceeding_kept",
            ProceedingKeptPage {
                say,
                door,
                receipt,
                after: "4",
                number: Some(4),
                defence: Some(defence(true)),
            }
            .render(),
        ),
        (
            "proceeding_kept_unserved",
            ProceedingKeptPage {
                say,
                door,
                receipt,
                after: "4",
                number: None,
                defence: Some(defence(false)),
            }
            .render(),
        ),
        (
            "incident_blank",
            IncidentPage {
                say,
                door,
                receipt: "",
                after: "",
                typed: &IncidentForm::default(),
                faults: &[],
                files_again: false,
            }
            .render(),
        ),
        (
            "incident_kept",
            IncidentKeptPage {
                say,
                door,
                receipt,
                after: "4",
                number: Some(4),
            }
            .render(),
        ),
        (
            "identity",
            IdentityPage {
                say,
                door,
                receipt,
                after: "3",
                name: "Sari <b>",
                reach: "By post.\nNever by phone.",
                is_possible: true,
                keepers: &keepers(),
                faults: &[Fault::new("leave-out", "fault-identity-few")],
                is_check: false,
                files_again: false,
            }
            .render(),
        ),
        (
            "identity_here",
            IdentityPage {
                say,
                door,
                receipt: "",
                after: "",
                name: "",
                reach: "",
                is_possible: true,
                keepers: &keepers(),
                faults: &[],
                is_check: false,
                files_again: false,
            }
            .render(),
        ),
        (
            "identity_check",
            IdentityPage {
                say,
                door,
                receipt,
                after: "3",
                name: "Sari <b>",
                reach: "By post.\nNever by phone.",
                is_possible: true,
                keepers: &keepers(),
                faults: &[],
                is_check: true,
                files_again: false,
            }
            .render(),
        ),
        (
            "identity_none",
            IdentityPage {
                say,
                door,
                receipt,
                after: "3",
                name: "",
                reach: "",
                is_possible: false,
                keepers: &[],
                faults: &[],
                is_check: false,
                files_again: false,
            }
            .render(),
        ),
        (
            "add_files",
            AddFilesPage {
                say,
                door,
                receipt,
                after: "3",
                note: "Invoices",
                clean: true,
                faults: &[Fault::new("files", "fault-files-missing")],
                files_again: true,
            }
            .render(),
        ),
        (
            "sent",
            SentPage {
                say,
                door,
                receipt,
                heading: "sent-files-heading",
                cleaned: &cleaned[..1],
            }
            .render(),
        ),
        ("deletion", DeletionPage { say, door, receipt }.render()),
        ("deletion_asked", DeletionAskedPage { say, door }.render()),
        (
            "parcel",
            ParcelPage {
                say,
                door,
                largest: "2 GB",
            }
            .render(),
        ),
        (
            "parcel_kept",
            ParcelKeptPage {
                say,
                door,
                number: "3b0d2a5e-0c1f-4f3a-9a34-7f1f5f0e9a11",
                follows: false,
                read_by: day,
                done_by: later,
            }
            .render(),
        ),
        (
            "parcel_kept_follow_up",
            ParcelKeptPage {
                say,
                door,
                number: "3b0d2a5e-0c1f-4f3a-9a34-7f1f5f0e9a11",
                follows: true,
                read_by: day,
                done_by: later,
            }
            .render(),
        ),
    ];
    for kind in RefusalKind::ALL {
        rendered.push((
            kind.what().trim_end_matches("-what"),
            RefusalPage {
                say,
                door,
                kind: *kind,
                reference: Some("K7QM-2XW9"),
            }
            .render(),
        ));
    }
    rendered
        .into_iter()
        .map(|(name, html)| (name, html.unwrap()))
        .chain(observatory::pages(pages, language))
        .collect()
}

fn bodies(pages: &Pages, language: Language) -> Vec<BodyChoice> {
    let say = pages.wording(language);
    let officer = |id: &str, label: &str| OfficerChoice {
        id: id.to_owned(),
        label: label.to_owned(),
    };
    vec![
        BodyChoice {
            id: "b1".to_owned(),
            name: "Anti-corruption commission".to_owned(),
            protection: say.text("body-anti-corruption-protection").into_owned(),
            receives: true,
            has_head: true,
            units: vec![
                UnitChoice {
                    id: "u1".to_owned(),
                    name: "Intake".to_owned(),
                    officers: vec![officer("o1", "Leyla, head"), officer("o2", "Somchai")],
                },
                UnitChoice {
                    id: "u2".to_owned(),
                    name: "Procurement".to_owned(),
                    officers: vec![
                        officer("o3", "Dara"),
                        officer("o4", "Putri"),
                        officer("o5", "Minh"),
                    ],
                },
            ],
        },
        BodyChoice {
            id: "b2".to_owned(),
            name: "Human rights institution".to_owned(),
            protection: say.text("body-human-rights-protection").into_owned(),
            receives: true,
            has_head: false,
            units: vec![UnitChoice {
                id: "u3".to_owned(),
                name: "Complaints".to_owned(),
                officers: vec![
                    officer("o6", "Ana"),
                    officer("o7", "Rizal"),
                    officer("o8", "Kham"),
                ],
            }],
        },
    ]
}

fn typed_incident() -> IncidentForm {
    let mut typed = IncidentForm::default();
    for (name, value) in [
        ("act-1", "threat.death"),
        ("done-1", "threatened"),
        ("act-2", "legal.civil_suit"),
        ("done-2", "attempted"),
        ("unit", "community"),
        ("activity", "hrd.land_environment"),
        ("by", "st.police"),
        ("year-began", "2026"),
        ("month-began", "3"),
        ("sure", "~"),
        ("place", "The \"old\" mill"),
        ("online", "yes"),
        ("message", "Men with <guns> came."),
        ("number", "2"),
        ("relation", "escalates"),
    ] {
        typed.take(name, value);
    }
    typed
}

fn typed_proceeding() -> ProceedingForm {
    let mut typed = ProceedingForm::default();
    for (name, value) in [
        ("country", "ph"),
        ("kind", "suit<b>"),
        ("basis", "defamation_civil"),
        ("basis", "business_tort"),
        ("claimant", "company"),
        ("topic", "environment"),
        ("year-filed", "2026"),
        ("year-ended", "2025"),
        ("docket", "12 of \"2026\""),
        ("message", "They want <silence>."),
        ("number", "2"),
        ("relation", "result_of"),
    ] {
        typed.take(name, value);
    }
    typed
}

fn defence(is_served: bool) -> Defence {
    let day = |day| Date {
        year: 2026,
        month: 12,
        day,
    };
    let step = |key: &str, due: Option<u8>| DefenceStep {
        key: key.to_owned(),
        due: due.filter(|_| is_served).map(day),
        is_closed: is_served && due.is_some(),
        next_working: due
            .filter(|due| is_served && *due == 5)
            .map(|due| day(due + 2)),
        is_late: due == Some(5),
        sure: FactConfidence::Medium,
    };
    Defence {
        is_served,
        steps: vec![
            step("ph-plead-short", Some(5)),
            step("ph-plead", Some(19)),
            step("ph-plead-criminal", None),
        ],
    }
}

fn asked_protection() -> ProtectionRequest {
    let mut asked = ProtectionRequest::default();
    for (name, value) in [
        ("applicant", "community"),
        ("size", "n50_249"),
        ("target", "com.leader"),
        ("wish", "col"),
    ] {
        asked.take(name, value).unwrap();
    }
    asked
}

fn keepers() -> [Keeper; 3] {
    let keeper = |(number, body): (usize, &str)| Keeper {
        id: format!("5b9cbd5c-9b5e-4f0e-8f0b-4a1f0a3d8c1{number}"),
        label: format!("Custodian {number}"),
        body: body.to_owned(),
        is_left_out: number == 1,
    };
    [
        (0, "The commission"),
        (1, "The institution"),
        (2, "The desk"),
    ]
    .map(keeper)
}
