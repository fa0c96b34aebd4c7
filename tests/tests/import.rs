//! Logs that were kept elsewhere, through the real program: the example that is shipped becomes coded records that a release is made of; one row
//! that is wrong, and nothing is written.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use casework::{CodebookText, CodedRecord, RecordFile, RecordKind, RecordLists};
use journeys::{DEMO, TestOffice, run, tell};
use seal::BodyId;
use tabir::data_folder::{DataFolder, read_trust};
use tempfile::TempDir;

const LOG: &str = include_str!("../../deploy/import-log.csv");
const MAPPING: &str = include_str!("../../deploy/import-mapping.toml");

#[test]
fn the_example_becomes_records_and_leaves_every_name_and_text_behind() {
    let bench = Bench::with(LOG, MAPPING);
    let told = bench.imports(&["--dry-run"]).unwrap();
    for expected in [
        "6 rows, 6 records of the kind act and version 1\n  2026-Q1: 6\n",
        "1 rows were passed over, and 1 further values",
        "Columns of which nothing is taken: Documents, Narrative, Place_geolocation, Title",
        "Fields that no record has: degree, right, retaliation, remedy, age",
        "Codes that take two officers in a case, and that one may have given here: verification 6.",
        "This was a dry run: nothing was written.",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(bench.names(), ["log.csv", "mapping.toml"]);

    let told = bench
        .imports(&["--body", BODY, "--out", &bench.path("records.csv")])
        .unwrap();
    assert!(told.contains("Import each row once"), "{told}");
    assert_eq!(bench.names(), ["log.csv", "mapping.toml", "records.csv"]);
    let mode = fs::metadata(bench.path("records.csv"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let records = fs::read_to_string(bench.path("records.csv")).unwrap();
    for left in [
        "Incident",
        "invented",
        "2026-0",
        "2026/",
        "120",
        "summons",
        "Business",
        "example.org",
    ] {
        assert!(!records.contains(left), "{left}: {records}");
    }
    let found: BTreeSet<Vec<String>> = read(&records).into_iter().collect();
    let row = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let expected = [
        row(
            "integrity.physical_assault carried_out corroborated individual n1 hrd.land_environment st.police extractive female",
        ),
        row(
            "threat.death carried_out corroborated individual n1 hrd.advocacy pv.company_national procurement male",
        ),
        row(
            "legal.civil_suit carried_out corroborated individual n1 hrd.advocacy pv.company_national procurement male",
        ),
        row(
            "community.forced_displacement carried_out verified community n50_249 hrd.land_environment st.police agriculture -",
        ),
        row("threat.death threatened reported organisation n2_9 hrd.advocacy unk.unidentified - -"),
        row(
            "integrity.physical_assault attempted corroborated individual n1 media.journalism unk.unidentified - undisclosed",
        ),
    ];
    assert_eq!(found, expected.into_iter().collect());

    // Keys are random, so nothing in the order of records is that of the log.
    let again = bench.path("again.csv");
    bench.imports(&["--body", BODY, "--out", &again]).unwrap();
    let keys = |text: &str| -> Vec<String> {
        text.lines()
            .skip(5)
            .map(|line| line[..32].to_owned())
            .collect()
    };
    let (one, other) = (keys(&records), keys(&fs::read_to_string(again).unwrap()));
    assert!(one.iter().all(|key| !other.contains(key)));
    assert!(one.is_sorted() && other.is_sorted());
}

#[test]
fn where_one_row_is_wrong_nothing_is_written_and_every_fault_is_in_the_list() {
    let many = "x,2026/02/01,Intimidation,Carried out,Person,1,Journalism,Unknown,,,Reported,,,\n"
        .repeat(2_000);
    let log = format!(
        "{LOG}{many}y,2026/02/30,Eviction,Carried out,Community,,Journalism,Unknown,,,Reported,,,\n=z,03/04/2026,Eviction,\u{1b}[2J,Community,9,Journalism,Unknown,,,Reported,,,\n"
    );
    let bench = Bench::with(&log, MAPPING);
    let (out, list) = (bench.path("records.csv"), bench.path("faults.csv"));
    let (done, told) = tell(&[
        "import",
        &bench.path("log.csv"),
        "--mapping",
        &bench.path("mapping.toml"),
        "--body",
        BODY,
        "--out",
        &out,
        "--faults",
        &list,
    ]);
    assert!(!done);
    for expected in [
        "row 8, Type of attack: `Intimidation` is mapped to no code: name its code under [fields.act.values]",
        "(1999 more rows like this)",
        "row 2008, Date of incident: `2026/02/30` is on no calendar",
        "row 2009, Date of incident: `03/04/2026` may begin with the day or with the month: name the form of the whole column",
        "tabir: there are 2003 faults, and nothing was imported",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(told.lines().count() < 20, "{told}");
    assert!(!told.contains('\u{1b}'), "{told:?}");
    assert_eq!(bench.names(), ["faults.csv", "log.csv", "mapping.toml"]);
    let faults = fs::read_to_string(&list).unwrap();
    assert_eq!(faults.lines().count(), 2_004);
    assert!(
        faults.starts_with(
            "row,column,value,fault,remedy\n\"8\",\"Type of attack\",\"Intimidation\","
        ),
        "{faults:.200}"
    );
    let mode = fs::metadata(&list).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // Neither list nor records replace what is there.
    let (done, told) = tell(&[
        "import",
        &bench.path("log.csv"),
        "--mapping",
        &bench.path("mapping.toml"),
        "--dry-run",
        "--faults",
        &list,
    ]);
    assert!(
        !done && told.contains("faults.csv` is there already"),
        "{told}"
    );
    let (done, told) = tell(&[
        "import",
        &bench.path("log.csv"),
        "--mapping",
        &bench.path("mapping.toml"),
        "--body",
        BODY,
        "--out",
        &list,
    ]);
    assert!(
        !done && told.contains("faults.csv` is there already"),
        "{told}"
    );
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_before_a_row_is_read() {
    for (from, to, expected) in [
        (
            "codebook = 1",
            "codebook = 2",
            "mapping, codebook: the mapping names codes of version 2",
        ),
        (
            "\"threat.death\"",
            "\"threat.deth\"",
            "perhaps `threat.death`",
        ),
        ("\"Title\" = ", "\"Titel\" = ", "perhaps `Title` is meant"),
        ("several = \"each\"", "several = \"all\"", "the mapping `"),
        (
            "[fields.degree]",
            "[fields.degrees]",
            "mapping, fields.degree: is not named",
        ),
    ] {
        let bench = Bench::with(LOG, &MAPPING.replacen(from, to, 1));
        let out = bench.path("records.csv");
        let (done, told) = tell(&[
            "import",
            &bench.path("log.csv"),
            "--mapping",
            &bench.path("mapping.toml"),
            "--body",
            BODY,
            "--out",
            &out,
        ]);
        assert!(!done && told.contains(expected), "{expected}: {told}");
        assert!(!told.contains("row 2"), "{told}");
        assert_eq!(bench.names(), ["log.csv", "mapping.toml"]);
    }
}

#[test]
fn who_waits_for_a_long_log_is_told_how_far_it_is() {
    let rows = LOG.lines().nth(1).unwrap();
    let log = format!(
        "{}\n{}",
        LOG.lines().next().unwrap(),
        format!("{rows}\n").repeat(20_500)
    );
    let bench = Bench::with(&log, MAPPING);
    let (done, told) = tell(&[
        "import",
        &bench.path("log.csv"),
        "--mapping",
        &bench.path("mapping.toml"),
        "--dry-run",
    ]);
    assert!(done, "{told}");
    assert!(told.contains("20500 rows, 20500 records"), "{told}");
    for expected in ["tabir: 10000 rows read, 4", "tabir: 20000 rows read, 9"] {
        assert!(told.contains(expected), "{told}");
    }
}

/// Imported records are what `tabir release` counts.
#[test]
fn a_release_is_made_of_what_was_imported() {
    let rows: Vec<&str> = LOG.lines().skip(1).collect();
    let log = format!(
        "{}\n{}",
        LOG.lines().next().unwrap(),
        format!("{}\n", rows.join("\n")).repeat(10)
    );
    let bench = Bench::with(&log, MAPPING);
    let custodian = "officer = [{ name = \"society-custodian\"";
    let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
        { name = \"society-custodian\"";
    let data = bench.path("office");
    fs::create_dir(&data).unwrap();
    TestOffice::found(&DEMO.replace(custodian, with), Path::new(&data));
    let trust = read_trust(&DataFolder::at(Path::new(&data)).trust()).unwrap();
    let body = trust.newest().unwrap().bodies[0].id.to_string();
    let records = bench.path("records.csv");
    bench
        .imports(&["--body", &body, "--out", &records])
        .unwrap();
    let plan = format!(
        "period = \"2026-Q1\"\nkind = \"act\"\nbodies = [\"{body}\"]\nminimum_total = 30\ntables = [[\"act:group\", \"size\"]]\n"
    );
    fs::write(bench.path("plan.toml"), plan).unwrap();
    let (key, register, out) = (
        bench.path("rounding.key"),
        bench.path("register"),
        bench.path("declared"),
    );
    fs::create_dir(&out).unwrap();
    run(&["release", "key", "--out", &key, "--data", &data]).unwrap();
    run(&[
        "release",
        "declare",
        "--plan",
        &bench.path("plan.toml"),
        "--rounding-key",
        &key,
        "--register",
        &register,
        "--out",
        &out,
        "--as",
        "numbers",
        "--data",
        &data,
        "--rehearse-on",
        "2025-12-20",
    ])
    .unwrap();
    let declaration = Path::new(&out).join("rehearsal-2026-Q1-act.json");
    run(&[
        "release",
        "make",
        "--declaration",
        declaration.to_str().unwrap(),
        "--rounding-key",
        &key,
        "--register",
        &register,
        "--out",
        &bench.path("release"),
        "--data",
        &data,
        "--rehearse-on",
        "2026-04-02",
        "--records",
        &records,
    ])
    .unwrap();
    let table =
        fs::read_to_string(Path::new(&bench.path("release")).join("act__group.csv")).unwrap();
    assert_eq!(
        table.lines().last(),
        Some("_T,60"),
        "60 is a multiple of 3 and stays: {table}"
    );
}

struct Bench {
    folder: TempDir,
}

impl Bench {
    fn with(log: &str, mapping: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("log.csv"), log).unwrap();
        fs::write(folder.path().join("mapping.toml"), mapping).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn imports(&self, more: &[&str]) -> Result<String, String> {
        let (log, mapping) = (self.path("log.csv"), self.path("mapping.toml"));
        run(&[&["import", &log, "--mapping", &mapping][..], more].concat())
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Act, completion, verification, unit, size, activity, perpetrator, sector and sex of each record, as `tabir release` reads them.
fn read(text: &str) -> Vec<Vec<String>> {
    let book = CodebookText::of_project().read().unwrap();
    let lists = RecordLists::of(RecordKind::Act, &book);
    let mut file = RecordFile::begin(text.as_bytes(), &lists).unwrap();
    assert_eq!(file.body, BODY.parse::<BodyId>().unwrap());
    let (mut record, mut found) = (CodedRecord::empty(), vec![]);
    while file.next_record(&mut record).unwrap() {
        assert_eq!(record.period.to_string(), "2026-Q1");
        let fields = [
            "act",
            "completion",
            "verification",
            "unit",
            "size",
            "activity",
            "perpetrator",
            "sector",
            "sex",
        ];
        let codes = fields.map(|field| lists.code(&record, field).unwrap_or("-").to_owned());
        found.push(codes.to_vec());
    }
    found
}

const BODY: &str = "2fd1b2e5-6a41-4c43-8a6c-1d4c0e8d2c55";
