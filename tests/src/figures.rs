use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use casework::{
    Codebook, CodebookText, RecordBatch, RecordKind, RecordLists, TableDeclaration, Tally,
};
use seal::{BodyId, Digest, OfficerKeys, Passphrase, Publication, RoundingKey, Trust};
use tabir::data_folder::{DataFolder, read_trust};

use crate::office::today;

/// A data custodian who makes and signs releases of invented records, as the program does it, for periods that lie ahead.
#[derive(Debug)]
pub struct Custodian {
    office: PathBuf,
    trust: Trust,
    keys: OfficerKeys,
    rounding: RoundingKey,
    book: Codebook,
}

/// What is released.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// The kind of record.
    pub kind: RecordKind,
    /// The period.
    pub period: String,
    /// The place of the body in the roster.
    pub body: usize,
    /// The tables.
    pub tables: &'a [&'a [&'a str]],
    /// How many records; of cases three times as many.
    pub records: usize,
    /// Whether it is only practised.
    pub rehearsal: bool,
}

impl Custodian {
    /// The custodian `numbers` of an office that was founded with passphrases beside the keys.
    pub fn of(office: &Path) -> Self {
        let trust = read_trust(&DataFolder::at(office).trust()).unwrap();
        Self {
            office: office.to_owned(),
            keys: keys(office, "numbers"),
            rounding: RoundingKey::from_bytes(trust.manifest.instance, [7; 32]),
            book: CodebookText::of_project().read().unwrap(),
            trust,
        }
    }

    /// The ids of the bodies.
    pub fn bodies(&self) -> Vec<BodyId> {
        let newest = self.trust.newest().unwrap();
        newest.bodies.iter().map(|body| body.id).collect()
    }

    /// What the page and the folder of a release are called at the public's door.
    pub fn shown_as(place: &Path) -> String {
        let document: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(place.join("release.json")).unwrap()).unwrap();
        let sums = fs::read(place.join("SHA256SUMS")).unwrap();
        let digest = Digest::of(&sums).to_string();
        format!("{}-{}", document["name"].as_str().unwrap(), &digest[..8])
    }

    /// Makes and signs a release, and returns the folder that it lies in.
    pub fn releases(&self, folder: &Path, plan: &Plan<'_>) -> PathBuf {
        let body = self.bodies()[plan.body];
        let is_exact = plan.kind.is_exact();
        let tables = plan.tables.iter();
        let tables = tables.map(|table| table.iter().map(|one| (*one).to_owned()).collect());
        let declaration = TableDeclaration {
            format: TableDeclaration::FORMAT.to_owned(),
            instance: self.trust.manifest.instance.to_string(),
            period: plan.period.clone(),
            kind: plan.kind.to_string(),
            codebook: self.book.version,
            bodies: vec![body.to_string()],
            minimum_total: if is_exact { 0 } else { 30 },
            tables: tables.collect(),
            rounding_key: (!is_exact).then(|| self.rounding.name().to_string()),
            register: Digest::NONE.to_string(),
            declared: today().to_string(),
            rehearsal: plan.rehearsal,
        };
        let declared = declaration.check(&self.book).unwrap();
        let lists = RecordLists::of(plan.kind, &self.book);
        let records = records(plan, body, &lists);
        let mut tally = Tally::begin(&declared, &lists);
        tally.take_file(records.as_bytes()).unwrap();
        let key = (!is_exact).then_some(&self.rounding);
        let document = tally.release(key).unwrap();
        let mut files: BTreeMap<String, String> = document
            .files()
            .into_iter()
            .map(|file| (file.name, file.text))
            .collect();
        let text = declaration.to_text();
        let signature = Publication::Declaration.sign(&self.keys, today(), text.as_bytes());
        files.insert("declaration.json".to_owned(), text);
        files.insert(
            "declaration.json.signed".to_owned(),
            format!("{signature}\n"),
        );
        let line =
            |(name, text): (&String, &String)| format!("{}  {name}\n", Digest::of(text.as_bytes()));
        let sums: String = files.iter().map(line).collect();
        let signature = Publication::Release.sign(&self.keys, today(), sums.as_bytes());
        let mut signatures = format!("{signature}\n");
        if plan.kind == RecordKind::Person {
            // Exact figures of persons need a second officer.
            let second = keys(&self.office, "head");
            let signature = Publication::Release.sign(&second, today(), sums.as_bytes());
            signatures += &format!("{signature}\n");
        }
        files.insert("SHA256SUMS".to_owned(), sums);
        files.insert("SHA256SUMS.signed".to_owned(), signatures);
        let place = folder.join(format!("{}-{}", document.name, plan.body));
        fs::create_dir_all(&place).unwrap();
        for (name, text) in files {
            fs::write(place.join(name), text).unwrap();
        }
        place
    }
}

/// Invented records, the same ones for the same plan.
fn records(plan: &Plan<'_>, body: BodyId, lists: &RecordLists) -> String {
    let mut batch = RecordBatch::begin(body, lists);
    let period = plan.period.parse().unwrap();
    let rows = if plan.kind == RecordKind::Case {
        plan.records * 3
    } else {
        plan.records
    };
    for at in 0..rows {
        let tokens = format!("{at:016x}");
        let row = row(plan.kind, at, lists, &tokens);
        batch.add(period, &row).unwrap();
    }
    batch.to_text()
}

fn row<'r>(
    kind: RecordKind,
    at: usize,
    lists: &'r RecordLists,
    token: &'r str,
) -> Vec<(&'r str, &'r str)> {
    match kind {
        RecordKind::Case if at.is_multiple_of(3) => vec![
            ("event", "closed"),
            (
                "disposition",
                ["out.no_jurisdiction", "sub.substantiated"][at / 3 % 2],
            ),
        ],
        RecordKind::Case => vec![
            ("event", "received"),
            ("acknowledgement", ["kept", "late"][at / 3 % 2]),
            ("feedback", ["kept", "not_due"][at / 3 % 2]),
        ],
        RecordKind::Person => vec![
            ("person", token),
            (
                "act",
                ["life.killing", "integrity.torture", "threat.death"][at % 3],
            ),
            ("role", ["hrd.defender", "med.journalist"][at % 2]),
            ("verification", "verified"),
            ("shown_because", ["consented", "public"][at % 2]),
        ],
        RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
            let mut row = vec![];
            for (field, place) in kind.fields().iter().zip(1..) {
                let codes = lists.codes(field.name);
                // A few codes often and the others hardly: as records are.
                let spread = (at * at * place + at / 3) % (codes.len() * 3);
                let code = if spread < codes.len() {
                    spread
                } else {
                    spread % codes.len().min(3)
                };
                let code = codes[code].as_str();
                let counts = !["duplicate", "refuted"].contains(&code);
                if field.required || !at.is_multiple_of(5) {
                    let code = if counts { code } else { "verified" };
                    row.push((field.name, code));
                }
            }
            row
        }
    }
}

fn keys(office: &Path, name: &str) -> OfficerKeys {
    let file =
        |end: &str| fs::read_to_string(office.join(format!("officers/{name}.{end}"))).unwrap();
    let passphrase = Passphrase::parse(&file("passphrase")).unwrap();
    OfficerKeys::from_file(&file("key"), &passphrase).unwrap()
}
