//! How well coders agreed, in a release: beside the figures, as it was handed in, and of nobody who does not belong there.

use casework::{
    AgreementFault, CheckedDeclaration, CodebookText, CodingAgreement, RecordBatch, RecordKind,
    RecordLists, ReleaseDocument, TableDeclaration, Tally,
};
use seal::{BodyId, Digest, InstanceId, RoundingKey};

fn body(number: u8) -> BodyId {
    BodyId::from_bytes([number; 16])
}

fn instance() -> InstanceId {
    InstanceId::from_bytes([1; 16])
}

fn key() -> RoundingKey {
    RoundingKey::from_bytes(instance(), [7; 32])
}

/// A release of 40 acts of two bodies, and what was declared.
fn release() -> (ReleaseDocument, CheckedDeclaration) {
    let book = CodebookText::of_project().read().unwrap();
    let declaration = TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: instance().to_string(),
        period: "2027-Q1".to_owned(),
        kind: "act".to_owned(),
        codebook: book.version,
        bodies: vec![body(1).to_string(), body(2).to_string()],
        minimum_total: 30,
        tables: vec![vec!["act:group".to_owned()]],
        rounding_key: Some(key().name().to_string()),
        register: Digest::NONE.to_string(),
        declared: "2026-11-29".to_owned(),
        rehearsal: false,
    };
    let declared = declaration.check(&book).unwrap();
    let lists = RecordLists::of(RecordKind::Act, &book);
    let mut batch = RecordBatch::begin(body(1), &lists);
    let fields = [
        ("country", "kh"),
        ("act", "threat.death"),
        ("completion", "threatened"),
        ("verification", "plausible"),
        ("unit", "individual"),
        ("role", "hrd.defender"),
        ("perpetrator", "st.police"),
        ("online", "no"),
        ("cross_border", "unknown"),
    ];
    for _ in 0..40 {
        batch.add(declared.period, &fields).unwrap();
    }
    let text = batch.to_text();
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(text.as_bytes()).unwrap();
    (tally.release(Some(&key())).unwrap(), declared)
}

fn agreement(number: u8, period: &str, rows: &str) -> CodingAgreement {
    let text = format!(
        "tabir/v1/coding-agreement\ninstance {}\nbody {}\nperiod {period}\ncodebook 1\n\
         kind,field,at_least,kappa_at_least\n{rows}",
        instance(),
        body(number)
    );
    CodingAgreement::from_text(&text).unwrap()
}

const ROWS: &str = "act,act,60,0.4\nact,verification,150,0.6\n";

fn text(document: &ReleaseDocument) -> String {
    let files = document.files();
    let own = files
        .into_iter()
        .find(|file| file.name == ReleaseDocument::FILE);
    own.unwrap().text
}

#[test]
fn what_bodies_handed_in_stands_in_the_release_by_body_and_field_whatever_came_first() {
    let (plain, declared) = release();
    assert!(
        !text(&plain).contains("agreement"),
        "nothing is said where nobody handed it in"
    );
    let files = [agreement(2, "2027-Q1", ROWS), agreement(1, "2027-Q1", ROWS)];
    let mut document = plain.clone();
    document.add_agreement(&declared, &files).unwrap();
    let [second, first] = files;
    let mut other = plain.clone();
    other.add_agreement(&declared, &[first, second]).unwrap();
    assert_eq!(text(&document), text(&other), "the same bytes");
    let shown: Vec<_> = document
        .agreement
        .iter()
        .map(|one| {
            (
                one.body.clone(),
                one.field.as_str(),
                one.at_least,
                one.kappa_at_least.to_string(),
            )
        })
        .collect();
    let [one, two] = [body(1), body(2)].map(|body| body.to_string());
    assert_eq!(
        shown,
        [
            (one.clone(), "act", 60, "0.4".to_owned()),
            (one, "verification", 150, "0.6".to_owned()),
            (two.clone(), "act", 60, "0.4".to_owned()),
            (two, "verification", 150, "0.6".to_owned()),
        ]
    );
    assert!(text(&document).contains("\"kappa_at_least\": \"0.6\""));
    assert_eq!(
        ReleaseDocument::from_text(&text(&document)),
        Ok(document.clone())
    );
    // The figures are the same with it and without.
    assert_eq!(document.figures, plain.figures);
    // What there was too little of stands nowhere.
    let mut nothing = plain.clone();
    nothing
        .add_agreement(&declared, &[agreement(1, "2027-Q1", "")])
        .unwrap();
    assert_eq!(nothing, plain);
}

#[test]
fn a_file_of_another_office_body_period_or_codebook_is_refused_and_a_body_says_it_once() {
    let (plain, declared) = release();
    let refused = |files: &[CodingAgreement]| {
        let mut document = plain.clone();
        document.add_agreement(&declared, files).unwrap_err()
    };
    let good = agreement(1, "2027-Q1", ROWS);
    let mut foreign = good.clone();
    foreign.instance = InstanceId::from_bytes([9; 16]);
    assert_eq!(refused(&[foreign]), AgreementFault::OtherOffice);
    let told = refused(&[agreement(3, "2027-Q1", ROWS)]);
    assert_eq!(told, AgreementFault::OtherBody(body(3)));
    let told = refused(&[good.clone(), agreement(1, "2027-Q1", "")]);
    assert_eq!(told, AgreementFault::Twice(body(1)));
    let told = refused(&[agreement(1, "2027-Q2", ROWS)]).to_string();
    assert!(
        told.contains("line 4, period: it is of 2027-Q2, and 2027-Q1 is released"),
        "{told}"
    );
    let mut older = good;
    older.codebook = 2;
    let told = refused(&[older]).to_string();
    assert!(
        told.contains("line 5, codebook") && told.contains("make the file again"),
        "{told}"
    );
}

#[test]
fn a_release_says_of_agreement_nothing_that_is_too_exact_or_of_somebody_else() {
    let (mut document, declared) = release();
    document
        .add_agreement(&declared, &[agreement(1, "2027-Q1", ROWS)])
        .unwrap();
    let sound = text(&document);
    assert!(ReleaseDocument::from_text(&sound).is_ok());
    let other = body(3).to_string();
    let own = body(1).to_string();
    for (from, to) in [
        ("\"at_least\": 60", "\"at_least\": 61"),
        ("\"at_least\": 60", "\"at_least\": 30"),
        ("\"0.6\"", "\"0.68\""),
        ("\"0.6\"", "\"-0.1\""),
        ("\"field\": \"act\"", "\"field\": \"perpetrator\""),
        ("\"field\": \"act\"", "\"field\": \"verification\""),
        (
            "\"at_least\": 60,",
            "\"at_least\": 60,\n      \"pairs\": 61,",
        ),
    ] {
        let changed = sound.replacen(from, to, 1);
        assert_ne!(changed, sound, "{from}");
        assert!(ReleaseDocument::from_text(&changed).is_err(), "{to}");
    }
    // A release of before names what is wrong with it.
    let exact = sound.replacen(
        "\"at_least\": 60,",
        "\"at_least\": 60,\n      \"percent\": 85,",
        1,
    );
    let told = ReleaseDocument::from_text(&exact).unwrap_err().to_string();
    assert!(
        told.contains("how many of a hundred pairs of codings agree")
            && told.contains("take it out"),
        "{told}"
    );
    let (before, agreed) = sound.split_once("\"agreement\"").unwrap();
    let changed = format!("{before}\"agreement\"{}", agreed.replace(&own, &other));
    assert_ne!(changed, sound);
    assert!(ReleaseDocument::from_text(&changed).is_err());
}
