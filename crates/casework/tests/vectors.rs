//! The known-answer vectors of `tests/vectors/casework`, each named after the fault that it shows.

use std::fs;
use std::path::PathBuf;

use casework::{CaseBytesError, CaseFile, ListedCase, OfficerAnswer};

#[test]
fn every_case_file_has_the_outcome_that_its_name_says() {
    each("case_file", 9, |bytes| {
        CaseFile::from_bytes(bytes).map(|file| file.to_bytes())
    });
}

#[test]
fn every_list_of_cases_has_the_outcome_that_its_name_says() {
    each("case_list", 4, |bytes| {
        ListedCase::list_from_bytes(bytes).map(|list| ListedCase::list_to_bytes(&list))
    });
}

#[test]
fn every_answer_of_an_officer_has_the_outcome_that_its_name_says() {
    each("officer_answer", 5, |bytes| {
        OfficerAnswer::from_bytes(bytes).map(|answer| answer.to_bytes())
    });
}

/// Reads each vector and writes again what was accepted: it has one spelling.
fn each(kind: &str, count: usize, read: impl Fn(&[u8]) -> Result<Vec<u8>, CaseBytesError>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/casework");
    let mut seen = 0;
    for entry in fs::read_dir(folder.join(kind)).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let border = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        let (expected, bytes) = (&bytes[..border], &bytes[border + 2..]);
        let came = match read(bytes) {
            Ok(again) => {
                assert_eq!(again, bytes, "{}", path.display());
                "accepted".to_owned()
            }
            Err(fault) => format!("{fault:?}"),
        };
        let expected = String::from_utf8(expected.to_vec()).unwrap();
        assert_eq!(format!("expect: {came}"), expected, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, count, "{kind}");
}
