//! What an officer's client and the desk send one another.

use casework::{CaseFile, ListedCase, OfficerAnswer, OpenCase};

use super::Target;

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
        name: "officer_answer",
        seeds: |seeds| vec![seeds.answer().to_bytes()],
        read: |_, bytes| {
            if let Ok(answer) = OfficerAnswer::from_bytes(bytes) {
                assert_eq!(answer.to_bytes(), bytes);
            }
        },
    },
];
