//! Public figures, through the real program: declared beforehand, made from coded records alone, signed, and checked by somebody
//! else. What must not be published is refused.

use std::fs;
use std::path::Path;
use std::process::Command;

use casework::{CodebookText, RecordBatch, RecordKind, RecordLists, ReleasePeriod};
use journeys::{DEMO, TestOffice, run};
use seal::{BodyId, Digest, OfficerKeys, Passphrase, Publication, Trust, note};
use tabir::data_folder::{DataFolder, read_trust};
use tempfile::TempDir;

#[test]
fn tables_are_declared_made_twice_signed_and_checked() {
    let office = Office::founded();
    office.says(&[
        "release",
        "key",
        "--out",
        &office.path("rounding.key"),
        "--data",
        &office.data(),
    ]);
    let declaration = office.declares(ACTS, "2026-12-20").unwrap();
    office.writes("batch-1.csv", &acts("2027-Q1", office.body, 120));
    office.writes("batch-2.csv", &acts("2027-Q2", office.body, 40));

    // Twice the same bytes, whatever the order of the files, and in the register once.
    let told = office
        .makes(
            &declaration,
            &["batch-1.csv", "batch-2.csv"],
            "first",
            "2027-04-02",
        )
        .unwrap();
    assert!(
        told.contains("1 of 1 bodies") && told.contains("40 records of other periods"),
        "{told}"
    );
    assert!(told.contains("REHEARSAL"), "{told}");
    let register = fs::read(office.path("register")).unwrap();
    office
        .makes(
            &declaration,
            &["batch-2.csv", "batch-1.csv"],
            "second",
            "2027-05-09",
        )
        .unwrap();
    assert_eq!(fs::read(office.path("register")).unwrap(), register);
    let names = names_in(&office.path("first"));
    assert_eq!(names, names_in(&office.path("second")));
    for name in &names {
        let read = |folder: &str| fs::read(Path::new(&office.path(folder)).join(name)).unwrap();
        assert_eq!(read("first"), read("second"), "{name}");
    }
    // A rehearsal says so in its name, wherever its files get to.
    for name in names
        .iter()
        .filter(|name| name.ends_with(".csv-metadata.json"))
    {
        let text = fs::read_to_string(Path::new(&office.path("first")).join(name)).unwrap();
        assert!(
            text.contains("\"dc:title\": \"rehearsal-2027-Q1-act"),
            "{text}"
        );
        assert!(text.contains("THIS IS A REHEARSAL"), "{text}");
    }
    assert!(
        declaration.ends_with("rehearsal-2027-Q1-act.json"),
        "{declaration}"
    );
    for wanted in [
        "release.json",
        "act__group.perpetrator__group.csv",
        "sex.csv-metadata.json",
        "declaration.json.signed",
    ] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted}: {names:?}"
        );
    }
    let counts =
        fs::read_to_string(Path::new(&office.path("first")).join("act__group.csv")).unwrap();
    assert!(counts.starts_with("act__group,count\nlife,"), "{counts}");
    let total = counts.lines().last().unwrap();
    assert!(
        total == "_T,120",
        "120 is a multiple of 3 and stays: {total}"
    );

    // Ten records more, and it is another release, which is refused.
    office.writes("late.csv", &acts("2027-Q1", office.body, 10));
    let refused = office
        .makes(
            &declaration,
            &["batch-1.csv", "late.csv"],
            "third",
            "2027-05-09",
        )
        .unwrap_err();
    assert!(refused.contains("was released already"), "{refused}");
    assert!(!Path::new(&office.path("third")).exists());

    // Nobody but the data custodian signs, and what nobody signed is no release.
    let refused = office.verifies("first").unwrap_err();
    assert!(
        refused.contains("a data custodian has still to sign"),
        "{refused}"
    );
    let refused = office.signs("first", "north-1").unwrap_err();
    assert!(refused.contains("data-custodian"), "{refused}");
    let told = office.signs("first", "numbers").unwrap();
    assert!(told.contains("signed by Keeper of numbers"), "{told}");
    let refused = office.signs("first", "numbers").unwrap_err();
    assert!(refused.contains("signed it already"), "{refused}");
    let told = office.verifies("first").unwrap();
    assert!(
        told.contains("2027-Q1-act holds") && told.contains("Keeper of numbers"),
        "{told}"
    );
    // Others check the digests with their own tools.
    let sums = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(office.path("first"))
        .output()
        .unwrap();
    assert!(
        sums.status.success(),
        "{}",
        String::from_utf8_lossy(&sums.stderr)
    );

    // Whatever is changed is found.
    for (name, from, to) in [
        ("act__group.csv", "_T,120", "_T,123"),
        (
            "release.json",
            "\"rehearsal\": true",
            "\"rehearsal\": false",
        ),
        ("declaration.json", "2026-12-20", "2026-12-21"),
        ("SHA256SUMS", "release.json", "other.json"),
        ("SHA256SUMS.signed", " ", "  "),
    ] {
        let path = Path::new(&office.path("first")).join(name);
        let before = fs::read_to_string(&path).unwrap();
        assert!(before.contains(from), "{name}");
        fs::write(&path, before.replacen(from, to, 1)).unwrap();
        assert!(office.verifies("first").is_err(), "{name}");
        fs::write(&path, before).unwrap();
    }
    // So is what was put beside it, with digests that fit.
    let sums = fs::read(Path::new(&office.path("first")).join("SHA256SUMS")).unwrap();
    let beside = Path::new(&office.path("first")).join("villages.csv");
    fs::write(&beside, "village,count\nNong Bua,1\n").unwrap();
    office.lists_digests("first");
    let refused = office.verifies("first").unwrap_err();
    assert!(
        refused.contains("`villages.csv` is no file of this release"),
        "{refused}"
    );
    // Nor is anything read that a link points to, or that is larger than a release can be.
    fs::remove_file(&beside).unwrap();
    std::os::unix::fs::symlink(office.path("rounding.key"), &beside).unwrap();
    let refused = office.verifies("first").unwrap_err();
    assert!(refused.contains("is no plain file"), "{refused}");
    fs::remove_file(&beside).unwrap();
    fs::write(&beside, vec![b'x'; (16 << 20) + 1]).unwrap();
    let refused = office.verifies("first").unwrap_err();
    assert!(refused.contains("is larger than any file"), "{refused}");
    fs::remove_file(&beside).unwrap();
    fs::write(Path::new(&office.path("first")).join("SHA256SUMS"), sums).unwrap();
    let path = Path::new(&office.path("first")).join("sex.csv");
    let before = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let refused = office.verifies("first").unwrap_err();
    assert!(
        refused.contains("`sex.csv` is not as it was released, or is missing"),
        "{refused}"
    );
    fs::write(&path, before).unwrap();
    // Another office's poster names another manifest.
    let other = office.verifies_with("first", &"0".repeat(64)).unwrap_err();
    assert!(other.contains("digest that was asked for"), "{other}");
    office.verifies("first").unwrap();
}

#[test]
fn what_would_tell_too_much_is_refused_with_its_remedy() {
    let office = Office::founded();
    office.says(&[
        "release",
        "key",
        "--out",
        &office.path("rounding.key"),
        "--data",
        &office.data(),
    ]);
    let ring = ACTS.replace("[\"sex\"]", "[\"sex\", \"perpetrator:group\"]");
    let refused = office.declares(&ring, "2026-12-20").unwrap_err();
    assert!(
        refused.contains("table 3: sex and perpetrator:group are linked by other tables already"),
        "{refused}"
    );
    let refused = office.declares(ACTS, "2027-01-01").unwrap_err();
    assert!(
        refused.contains("declared: tables of 2027-Q1 could be declared until 2026-12-31"),
        "{refused}"
    );
    let foreign = ACTS.replace("BODY", "2fd1b2e5-6a41-4c43-8a6c-1d4c0e8d2c55");
    let refused = office.declares(&foreign, "2026-12-20").unwrap_err();
    assert!(refused.contains("is no body of the roster"), "{refused}");
    let declaration = office.declares(ACTS, "2026-12-20").unwrap();
    let narrower = ACTS.replace(", [\"sex\"]", "");
    let refused = office.declares(&narrower, "2026-12-21").unwrap_err();
    assert!(
        refused.contains("is declared already for a body of these"),
        "{refused}"
    );

    let sound = acts("2027-Q1", office.body, 40);
    office.writes("sound.csv", &sound);
    let makes = |records: &str| office.makes(&declaration, &[records], "out", "2027-04-01");
    let refused = office
        .makes(&declaration, &["sound.csv"], "out", "2027-03-31")
        .unwrap_err();
    assert!(
        refused.contains("the period 2027-Q1 is open until 2027-03-31"),
        "{refused}"
    );
    let refused = office
        .tries_to_make(&declaration, "sound.csv", &[])
        .unwrap_err();
    assert!(
        refused.contains("declare and make both with --rehearse-on"),
        "{refused}"
    );
    let refused = office
        .tries_to_make(&declaration, "sound.csv", &["--rehearse-on", "2027-04-01"])
        .unwrap_err();
    assert!(
        refused.contains("the rounding key is missing: name the file of the key"),
        "{refused}"
    );
    office.says(&[
        "release",
        "key",
        "--out",
        &office.path("other.key"),
        "--data",
        &office.data(),
    ]);
    let other = office.path("other.key");
    let refused = office
        .tries_to_make(
            &declaration,
            "sound.csv",
            &["--rehearse-on", "2027-04-01", "--rounding-key", &other],
        )
        .unwrap_err();
    assert!(refused.contains("this is the rounding key"), "{refused}");

    for (from, to, expected) in [
        (
            "codebook 1",
            "codebook 2",
            "line 3, codebook: coded with version 2",
        ),
        (
            "carried_out",
            "carried_away",
            "completion: there is no `carried_away` in act_completion: code the record anew",
        ),
        (
            "2027-Q1",
            "2027-Q9",
            "row 1, period: `2027-Q9` is no quarter",
        ),
        (",th,", ",,", "row 1, country: is empty"),
    ] {
        office.writes("wrong.csv", &sound.replace(from, to));
        let refused = makes("wrong.csv").unwrap_err();
        assert!(
            refused.contains("wrong.csv") && refused.contains(expected),
            "{refused}"
        );
        let checked = run(&[
            "release",
            "check",
            "--kind",
            "act",
            &office.path("wrong.csv"),
        ])
        .unwrap_err();
        assert!(checked.contains(expected), "{checked}");
    }
    // What strangers wrote does not command the terminal.
    for (from, to) in [
        ("carried_out", "\u{1b}[2Jgone"),
        ("2027-Q1", "\u{1b}]0;x\u{7}"),
    ] {
        office.writes("wrong.csv", &sound.replace(from, to));
        for refused in [
            makes("wrong.csv").unwrap_err(),
            run(&[
                "release",
                "check",
                "--kind",
                "act",
                &office.path("wrong.csv"),
            ])
            .unwrap_err(),
        ] {
            let text = refused.trim_end();
            assert!(
                text.contains("row 1, ") && !text.contains(char::is_control),
                "{text:?}"
            );
        }
    }
    office.writes("few.csv", &acts("2027-Q1", office.body, 20));
    let refused = makes("few.csv").unwrap_err();
    assert!(refused.contains("fewer records than the 30"), "{refused}");
    let refused = office
        .makes(
            &declaration,
            &["sound.csv", "sound.csv"],
            "out",
            "2027-04-01",
        )
        .unwrap_err();
    assert!(refused.contains("stands in two files"), "{refused}");
    assert!(!Path::new(&office.path("out")).exists());

    // A declaration that was changed after it was signed, and one that never got into the register.
    let text = fs::read_to_string(&declaration).unwrap();
    fs::write(&declaration, text.replace("\"sex\"", "\"unit\"")).unwrap();
    let refused = makes("sound.csv").unwrap_err();
    assert!(
        refused.contains("no data custodian of a roster signed"),
        "{refused}"
    );
    fs::write(&declaration, text).unwrap();
    let register = fs::read_to_string(office.path("register")).unwrap();
    fs::remove_file(office.path("register")).unwrap();
    let refused = makes("sound.csv").unwrap_err();
    assert!(refused.contains("the register is missing"), "{refused}");
    office.writes("register", "");
    let refused = makes("sound.csv").unwrap_err();
    assert!(refused.contains("is not in the register"), "{refused}");
    fs::write(
        office.path("register"),
        register.replace("2027-Q1", "2027-Q2"),
    )
    .unwrap();
    let refused = makes("sound.csv").unwrap_err();
    assert!(refused.contains("line 1 of the register"), "{refused}");
    fs::write(office.path("register"), register).unwrap();
    // One writes at a time; what was entered is there before the folder is, and entering it again changes nothing.
    let lock = fs::File::create(office.path("register.lock")).unwrap();
    lock.lock().unwrap();
    let refused = makes("sound.csv").unwrap_err();
    assert!(
        refused.contains("somebody else works with the register"),
        "{refused}"
    );
    drop(lock);
    let told = makes("sound.csv").unwrap();
    let end = told
        .lines()
        .find(|line| line.contains("The register ends with"))
        .unwrap();
    let entered = fs::read_to_string(office.path("register")).unwrap();
    let last = entered.trim_end().rsplit(' ').next().unwrap();
    assert!(end.contains(last), "{end}");
    fs::remove_dir_all(office.path("out")).unwrap();
    makes("sound.csv").unwrap();
    assert_eq!(
        fs::read_to_string(office.path("register")).unwrap(),
        entered
    );
    // The next declaration holds fast where the register ended.
    let later = ACTS.replace("2027-Q1", "2027-Q2");
    let next = office.declares(&later, "2026-12-22").unwrap();
    assert!(fs::read_to_string(&next).unwrap().contains(last));
    // Nothing real gets into the register of a rehearsal.
    let plan = ACTS.replace("BODY", &office.body.to_string());
    office.writes("real.toml", &plan.replace("2027-Q1", "2999-Q1"));
    let real = [
        "release",
        "declare",
        "--plan",
        &office.path("real.toml"),
        "--register",
        &office.path("register"),
        "--out",
        &office.path("real"),
        "--as",
        "numbers",
        "--data",
        &office.data(),
        "--rounding-key",
        &office.path("rounding.key"),
    ];
    let refused = run(&real).unwrap_err();
    assert!(refused.contains("name another register"), "{refused}");
    // The same again, when its file was lost: the same file, and no new line.
    let (text, entered) = (
        fs::read_to_string(&next).unwrap(),
        fs::read_to_string(office.path("register")).unwrap(),
    );
    fs::remove_file(&next).unwrap();
    office.declares(&later, "2026-12-22").unwrap();
    assert_eq!(fs::read_to_string(&next).unwrap(), text);
    assert_eq!(
        fs::read_to_string(office.path("register")).unwrap(),
        entered
    );
    let checked = run(&[
        "release",
        "check",
        "--kind",
        "act",
        &office.path("sound.csv"),
    ])
    .unwrap();
    assert!(
        checked.contains("40 records of version 1, nothing is wrong"),
        "{checked}"
    );
}

/// The exact figures: of cases none that is small, of persons only with two signatures.
#[test]
fn exact_figures_are_released_only_where_they_may_be() {
    let office = Office::founded();
    let cases = "period = \"2027\"\nkind = \"case\"\nbodies = [\"BODY\"]\n";
    let declaration = office.declares(cases, "2026-12-20").unwrap();
    let received = vec![vec![("event", "received")]; 31];
    office.writes(
        "cases.csv",
        &batch(RecordKind::Case, "2027", office.body, &received),
    );
    let closed = [("event", "closed"), ("disposition", "act.charged")];
    let few = [received.clone(), vec![closed.to_vec(); 3]].concat();
    office.writes(
        "few.csv",
        &batch(RecordKind::Case, "2027", office.body, &few),
    );
    let refused = office
        .tries_to_make(&declaration, "few.csv", &["--rehearse-on", "2028-01-01"])
        .unwrap_err();
    assert!(
        refused.contains("one of the figures is between 1 and 9"),
        "{refused}"
    );
    office
        .tries_to_make(&declaration, "cases.csv", &["--rehearse-on", "2028-01-01"])
        .unwrap();
    let figures = fs::read_to_string(Path::new(&office.path("out")).join("cases.csv")).unwrap();
    assert_eq!(
        figures,
        "figure,count\nreceived,31\nclosed_out,0\nclosed_sub,0\nclosed_act,0\n"
    );
    let promises = Path::new(&office.path("out")).join("promises.csv");
    assert!(!promises.exists(), "nobody coded what was promised");
    fs::rename(office.path("out"), office.path("cases")).unwrap();

    // Whoever can write there makes it say something else, with digests that fit: nobody signs that.
    office.forges(
        "cases",
        &[
            ("release.json", "\"received\": 31", "\"received\": 41"),
            ("cases.csv", "received,31", "received,41"),
        ],
    );
    let refused = office.signs("cases", "numbers").unwrap_err();
    assert!(refused.contains("no release with the digest"), "{refused}");
    office.forges(
        "cases",
        &[
            ("release.json", "\"received\": 41", "\"received\": 31"),
            ("cases.csv", "received,41", "received,31"),
        ],
    );
    let told = office.signs("cases", "numbers").unwrap();
    let digest = told
        .lines()
        .find(|line| line.contains("Digest of"))
        .unwrap();
    let told = office.verifies("cases").unwrap();
    assert!(told.contains(digest), "{told}");

    let persons = "period = \"2027\"\nkind = \"person\"\nbodies = [\"BODY\"]\n";
    let declaration = office.declares(persons, "2026-12-20").unwrap();
    let person = |token, verification| {
        vec![
            ("person", token),
            ("act", "life.killing"),
            ("role", "hrd.defender"),
            ("verification", verification),
            ("shown_because", "public"),
        ]
    };
    let rows = [
        person("00000000000000aa", "verified"),
        person("00000000000000aa", "verified"),
    ];
    office.writes(
        "persons.csv",
        &batch(RecordKind::Person, "2027", office.body, &rows),
    );
    office
        .tries_to_make(
            &declaration,
            "persons.csv",
            &["--rehearse-on", "2028-01-01"],
        )
        .unwrap();
    let told = office.signs("out", "numbers").unwrap();
    assert!(
        told.contains("a second officer has still to sign"),
        "{told}"
    );
    let refused = office.verifies("out").unwrap_err();
    assert!(
        refused.contains("a second officer has still to sign"),
        "{refused}"
    );
    // Somebody else's signature, by a program of their own, is no second one.
    let (sums, signed) = ["SHA256SUMS", "SHA256SUMS.signed"]
        .map(|name| Path::new(&office.path("out")).join(name))
        .into();
    let before = fs::read_to_string(&signed).unwrap();
    let today = office.trust().newest().unwrap().from;
    let third = Publication::Release.sign(&office.keys("north-1"), today, &fs::read(sums).unwrap());
    fs::write(&signed, format!("{before}{third}\n")).unwrap();
    let refused = office.verifies("out").unwrap_err();
    assert!(
        refused.contains("a second officer has still to sign"),
        "{refused}"
    );
    fs::write(&signed, before).unwrap();
    office.signs("out", "head").unwrap();
    let told = office.verifies("out").unwrap();
    assert!(told.contains("Keeper of numbers on "), "{told}");
    assert!(told.contains(" and Head of the commission on "), "{told}");
    let series =
        fs::read_to_string(Path::new(&office.path("out")).join("sdg-16-10-1.csv")).unwrap();
    assert!(
        series.contains("killing,human_rights_defender,1\n"),
        "{series}"
    );
}

/// 40 closed of whom 60 in time, as some were closed in January, and 85 of whom 60: together 5 were not.
#[test]
fn a_promise_that_two_years_together_would_tell_is_left_out_of_the_second() {
    let office = Office::founded();
    let cases = "period = \"2027\"\nkind = \"case\"\nbodies = [\"BODY\"]\n";
    let first = office.declares(cases, "2026-12-20").unwrap();
    let second = cases.replace("2027", "2028");
    let second = office.declares(&second, "2026-12-21").unwrap();
    let year = |period: &str, closed: usize, feedback: [usize; 3]| {
        let came_in = |word| {
            vec![
                ("event", "received"),
                ("acknowledgement", "kept"),
                ("feedback", word),
            ]
        };
        let words = ["kept", "late", "not_due"].into_iter().zip(feedback);
        let mut rows: Vec<_> = words
            .flat_map(|(word, count)| vec![came_in(word); count])
            .collect();
        rows.extend(vec![
            vec![
                ("event", "closed"),
                ("disposition", "act.charged")
            ];
            closed
        ]);
        let text = batch(RecordKind::Case, period, office.body, &rows);
        office.writes(&format!("{period}.csv"), &text);
    };
    year("2027", 40, [60, 40, 0]);
    year("2028", 85, [60, 10, 30]);
    let makes = |declaration: &str, year: &str, day: &str| {
        office.tries_to_make(declaration, &format!("{year}.csv"), &["--rehearse-on", day])
    };
    let promises = || {
        let path = Path::new(&office.path("out")).join("promises.csv");
        fs::read_to_string(path).unwrap()
    };
    makes(&first, "2027", "2028-04-30").unwrap();
    assert!(promises().contains("feedback,kept,60"));
    // The second is not made without the first, and is entered nowhere.
    fs::create_dir(office.path("elsewhere")).unwrap();
    fs::rename(office.path("out"), office.path("elsewhere/first")).unwrap();
    let refused = makes(&second, "2028", "2029-04-30").unwrap_err();
    assert!(
        refused.contains("the release of 2027 case") && refused.contains("put it there"),
        "{refused}"
    );
    fs::rename(office.path("elsewhere/first"), office.path("first")).unwrap();
    makes(&second, "2028", "2029-04-30").unwrap();
    assert!(promises().contains("acknowledgement,kept,100"));
    assert!(!promises().contains("feedback"));
    let told = office.signs("out", "numbers").unwrap();
    assert!(told.contains("is signed by"), "{told}");
    office.verifies("out").unwrap();
}

/// A custodian whose term has ended declares and signs nothing, though the key is still there.
#[test]
fn a_custodian_whose_term_has_ended_declares_and_signs_nothing() {
    let office = Office::founded();
    let cases = "period = \"2027\"\nkind = \"case\"\nbodies = [\"BODY\"]\n";
    let declaration = office.declares(cases, "2026-12-20").unwrap();
    let received = vec![vec![("event", "received")]; 31];
    let text = batch(RecordKind::Case, "2027", office.body, &received);
    office.writes("cases.csv", &text);
    let day = ["--rehearse-on", "2028-01-01"];
    office
        .tries_to_make(&declaration, "cases.csv", &day)
        .unwrap();
    office.publishes(&[], &[&["end", "--officer", "Keeper of numbers"]]);
    let ended = "Keeper of numbers is on duty from";
    let refused = office.signs("out", "numbers").unwrap_err();
    assert!(refused.contains(ended), "{refused}");
    let later = cases.replace("2027", "2028");
    let refused = office.declares(&later, "2026-12-20").unwrap_err();
    assert!(refused.contains(ended), "{refused}");
    assert!(
        !fs::read_to_string(office.path("register"))
            .unwrap()
            .contains("2028")
    );
}

/// What somebody was there for on the day of a signature counts for good: no later roster undoes a release, and none makes one
/// of what was signed before.
#[test]
fn a_later_roster_undoes_no_signature_and_makes_none_hold() {
    let office = Office::founded();
    let cases = "period = \"2027\"\nkind = \"case\"\nbodies = [\"BODY\"]\n";
    let declaration = office.declares(cases, "2026-12-20").unwrap();
    let received = vec![vec![("event", "received")]; 31];
    let text = batch(RecordKind::Case, "2027", office.body, &received);
    office.writes("cases.csv", &text);
    let day = ["--rehearse-on", "2028-01-01"];
    office
        .tries_to_make(&declaration, "cases.csv", &day)
        .unwrap();
    // Somebody who may not, with a program of their own.
    let sums = fs::read(Path::new(&office.path("out")).join("SHA256SUMS")).unwrap();
    let keys = office.keys("north-1");
    let today = office.trust().newest().unwrap().from;
    let signed = Publication::Release.sign(&keys, today, &sums);
    let signatures = Path::new(&office.path("out")).join("SHA256SUMS.signed");
    fs::write(&signatures, format!("{signed}\n")).unwrap();
    assert!(office.verifies("out").is_err());

    let tomorrow = today.plus(1).to_string();
    let promotes = [
        "change",
        "--officer",
        "Investigator, north",
        "--capability",
        "data-custodian",
    ];
    let demotes = [
        "change",
        "--officer",
        "Keeper of numbers",
        "--capability",
        "auditor",
    ];
    let signs = || office.signs("out", "numbers").unwrap();
    let told = signs();
    assert!(told.contains("signed by Keeper of numbers"), "{told}");
    let both = fs::read_to_string(&signatures).unwrap();
    office.publishes(&["--from", &tomorrow], &[&promotes, &demotes]);
    let told = office.verifies("out").unwrap();
    assert!(told.contains("Keeper of numbers on"), "{told}");
    fs::write(&signatures, format!("{signed}\n")).unwrap();
    let refused = office.verifies("out").unwrap_err();
    assert!(
        refused.contains("a data custodian has still to sign"),
        "{refused}"
    );
    // Nor does another day: it is signed with the rest.
    let moved = both.replace(&today.to_string(), &tomorrow);
    fs::write(&signatures, moved).unwrap();
    assert!(office.verifies("out").is_err());
    fs::write(&signatures, both).unwrap();
    office.verifies("out").unwrap();
}

/// How well coders agreed stands in a release as a lead of the body signed it, byte for byte the same, and as nobody else did.
#[test]
fn how_well_coders_agreed_is_released_as_a_lead_of_their_body_signed_it() {
    let office = Office::founded();
    let key = office.path("rounding.key");
    office.says(&["release", "key", "--out", &key, "--data", &office.data()]);
    let trust = office.trust();
    let today = trust.newest().unwrap().from;
    // The quarter that is open, and the last one that is over.
    let open = ReleasePeriod::of_day(today, false).unwrap();
    let over = ReleasePeriod::of_day(open.first_day().plus(-1), false).unwrap();
    let before = over.first_day().plus(-1).to_string();
    let plan = ACTS.replace("2027-Q1", &over.to_string());
    let declaration = office.declares(&plan, &before).unwrap();
    office.writes("acts.csv", &acts(&over.to_string(), office.body, 40));
    let text = format!(
        "tabir/v1/coding-agreement\ninstance {}\nbody {}\nperiod {over}\ncodebook 1\n\
         kind,field,at_least,kappa_at_least\nact,act,60,0.6\nact,verification,60,0.8\n",
        trust.manifest.instance, office.body
    );
    let signs = |text: &str, officer: &str| {
        let signed = Publication::Agreement.sign(&office.keys(officer), today, text.as_bytes());
        office.writes("agreement.txt", &format!("{text}signed {signed}\n"));
    };
    let makes = |out: &str, agreement: bool| {
        let file = office.path("agreement.txt");
        let more = if agreement {
            vec!["--agreement", &file]
        } else {
            vec![]
        };
        let day = [
            "--rehearse-on",
            &open.first_day().to_string(),
            "--rounding-key",
            &key,
        ]
        .map(str::to_owned);
        let day = day.each_ref().map(String::as_str);
        let made = office.tries_to_make(&declaration, "acts.csv", &[&day[..], &more].concat())?;
        fs::rename(office.path("out"), office.path(out)).unwrap();
        Ok::<_, String>(made)
    };
    for (officer, why) in [
        ("north-1", "no lead of the body"),
        ("rights-3", "no lead of the body"),
        ("numbers", "no lead of the body"),
    ] {
        signs(&text, officer);
        let refused = makes("first", true).unwrap_err();
        assert!(
            refused.contains("agreement.txt") && refused.contains(why),
            "{officer}: {refused}"
        );
    }
    let (over, open) = (over.to_string(), open.to_string());
    let was_open = format!("line 4, period: {open} was open until");
    let other = format!("line 4, period: it is of 2020-Q1, and {over} is released");
    for (from, to, why) in [
        (over.as_str(), open.as_str(), was_open.as_str()),
        (over.as_str(), "2020-Q1", other.as_str()),
        ("codebook 1", "codebook 2", "line 5, codebook"),
        (
            "act,act,60",
            "act,act,61",
            "row 1, at_least: 61 is too exact",
        ),
        ("act,act,60", "act,\u{1b}[2J,60", "row 1, field"),
    ] {
        signs(&text.replacen(from, to, 1), "head");
        let refused = makes("first", true).unwrap_err();
        let refused = refused.trim_end();
        assert!(
            refused.contains(why) && !refused.contains('\u{1b}'),
            "{refused}"
        );
    }
    signs(&text, "head");
    let file = fs::read_to_string(office.path("agreement.txt")).unwrap();
    for (from, to) in [("0.8", "0.6"), ("signed ", ""), ("0.6\n", "0.6\r\n")] {
        office.writes("agreement.txt", &file.replacen(from, to, 1));
        assert!(makes("first", true).is_err(), "{from}");
    }
    office.writes("agreement.txt", &file);
    let told = makes("first", true).unwrap();
    assert!(
        told.contains("1 of 1 bodies handed in how well their coders agreed"),
        "{told}"
    );
    makes("second", true).unwrap();
    for name in names_in(&office.path("first")) {
        let read = |folder: &str| fs::read(Path::new(&office.path(folder)).join(&name)).unwrap();
        assert_eq!(read("first"), read("second"), "{name}");
    }
    let whole = fs::read_to_string(Path::new(&office.path("first")).join("release.json")).unwrap();
    assert!(
        whole.contains("\"at_least\": 60") && whole.contains("\"kappa_at_least\": \"0.8\""),
        "{whole}"
    );
    // Who signed it at the desk stands nowhere.
    let lead = office.keys("head").officer.to_string();
    for name in names_in(&office.path("first")) {
        let text = fs::read_to_string(Path::new(&office.path("first")).join(&name)).unwrap();
        assert!(!text.contains(&lead), "{name}");
    }
    // Without it it is another release.
    let refused = makes("third", false).unwrap_err();
    assert!(refused.contains("was released already"), "{refused}");
    office.signs("first", "numbers").unwrap();
    office.verifies("first").unwrap();
    office.forges(
        "first",
        &[("release.json", "\"at_least\": 60", "\"at_least\": 61")],
    );
    let refused = office.verifies("first").unwrap_err();
    assert!(refused.contains("too exactly"), "{refused}");
}

const ACTS: &str = r#"
period = "2027-Q1"
kind = "act"
bodies = ["BODY"]
minimum_total = 30
tables = [["act:group", "perpetrator:group"], ["act:group", "sex"], ["sex"]]
"#;

struct Office {
    folder: TempDir,
    body: BodyId,
}

impl Office {
    /// The demonstration's, with a data custodian.
    fn founded() -> Self {
        let custodian = "officer = [{ name = \"society-custodian\"";
        assert!(DEMO.contains(custodian));
        let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
            { name = \"society-custodian\"";
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("office");
        fs::create_dir(&data).unwrap();
        TestOffice::found(&DEMO.replace(custodian, with), &data);
        let trust = read_trust(&DataFolder::at(&data).trust()).unwrap();
        let body = trust.newest().unwrap().bodies[0].id;
        Self { folder, body }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn keys(&self, name: &str) -> OfficerKeys {
        let file = |end: &str| {
            let path = self.path(&format!("office/officers/{name}.{end}"));
            fs::read_to_string(path).unwrap()
        };
        let passphrase = Passphrase::parse(&file("passphrase")).unwrap();
        OfficerKeys::from_file(&file("key"), &passphrase).unwrap()
    }

    fn trust(&self) -> Trust {
        read_trust(&DataFolder::at(Path::new(&self.data())).trust()).unwrap()
    }

    fn data(&self) -> String {
        self.path("office")
    }

    fn says(&self, arguments: &[&str]) -> String {
        run(arguments).unwrap()
    }

    fn writes(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Declares a plan on a day, and returns where the declaration lies.
    fn declares(&self, plan: &str, day: &str) -> Result<String, String> {
        let plan = plan.replace("BODY", &self.body.to_string());
        self.writes("plan.toml", &plan);
        let (plan_file, register, out, data) = (
            self.path("plan.toml"),
            self.path("register"),
            self.path("declared"),
            self.data(),
        );
        let key = self.path("rounding.key");
        let mut arguments = vec![
            "release",
            "declare",
            "--plan",
            &plan_file,
            "--register",
            &register,
            "--out",
            &out,
            "--as",
            "numbers",
            "--data",
            &data,
            "--rehearse-on",
            day,
        ];
        if plan.contains("tables") {
            arguments.extend(["--rounding-key", &key]);
        }
        let told = run(&arguments)?;
        let line = told
            .lines()
            .find(|line| line.contains("is declared: "))
            .unwrap();
        Ok(line.split_once("is declared: ").unwrap().1.to_owned())
    }

    /// Publishes the next roster, with changes. One with a first day, which has not come yet, is put where it will lie then.
    fn publishes(&self, begins: &[&str], changes: &[&[&str]]) {
        let (draft, data) = (self.path("draft"), self.data());
        self.says(&[&["roster", "draft", &draft, "--data", &data], begins].concat());
        for change in changes {
            self.says(&[&["roster", change[0], &draft], &change[1..]].concat());
        }
        let key = self.path("office/roster-keys/demo-signer.key");
        self.says(&["roster", "sign", &draft, "--key", &key]);
        if begins.is_empty() {
            self.says(&["roster", "publish", &draft, "--data", &data]);
        } else {
            let place = self.path("office/trust/rosters/000002");
            let read = |name: &str| fs::read_to_string(Path::new(&draft).join(name)).unwrap();
            let line = read("signatures/demo-signer");
            fs::write(place, note::assemble(&read("roster"), &[line])).unwrap();
        }
        fs::remove_dir_all(draft).unwrap();
    }

    fn makes(
        &self,
        declaration: &str,
        records: &[&str],
        out: &str,
        day: &str,
    ) -> Result<String, String> {
        let (register, out, data, key) = (
            self.path("register"),
            self.path(out),
            self.data(),
            self.path("rounding.key"),
        );
        let records: Vec<String> = records.iter().map(|name| self.path(name)).collect();
        let mut arguments = vec![
            "release",
            "make",
            "--declaration",
            declaration,
            "--register",
            &register,
            "--out",
            &out,
            "--data",
            &data,
            "--rounding-key",
            &key,
            "--rehearse-on",
            day,
            "--records",
        ];
        arguments.extend(records.iter().map(String::as_str));
        run(&arguments)
    }

    fn tries_to_make(
        &self,
        declaration: &str,
        records: &str,
        more: &[&str],
    ) -> Result<String, String> {
        let (register, out, data, records) = (
            self.path("register"),
            self.path("out"),
            self.data(),
            self.path(records),
        );
        let make = [
            "release",
            "make",
            "--declaration",
            declaration,
            "--register",
            &register,
            "--out",
            &out,
            "--data",
            &data,
            "--records",
            &records,
        ];
        run(&[&make[..], more].concat())
    }

    fn signs(&self, release: &str, officer: &str) -> Result<String, String> {
        run(&[
            "release",
            "sign",
            &self.path(release),
            "--register",
            &self.path("register"),
            "--as",
            officer,
            "--data",
            &self.data(),
        ])
    }

    /// Changes a text in files of a release, and writes the list of digests anew, as whoever can write there might.
    fn forges(&self, release: &str, changes: &[(&str, &str, &str)]) {
        let folder = self.path(release);
        let path = |name: &str| Path::new(&folder).join(name);
        for (name, from, to) in changes {
            let text = fs::read_to_string(path(name)).unwrap();
            assert!(text.contains(from), "{name} has no {from}");
            fs::write(path(name), text.replacen(from, to, 1)).unwrap();
        }
        self.lists_digests(release);
    }

    fn lists_digests(&self, release: &str) {
        let folder = self.path(release);
        let mut sums = String::new();
        for name in names_in(&folder) {
            if !name.starts_with("SHA256SUMS") {
                let bytes = fs::read(Path::new(&folder).join(&name)).unwrap();
                sums.push_str(&format!("{}  {name}\n", Digest::of(&bytes)));
            }
        }
        fs::write(Path::new(&folder).join("SHA256SUMS"), sums).unwrap();
    }

    fn verifies(&self, release: &str) -> Result<String, String> {
        self.verifies_with(release, &self.trust().manifest.digest().to_string())
    }

    fn verifies_with(&self, release: &str, digest: &str) -> Result<String, String> {
        let trust = self.path("office/trust");
        run(&[
            "release",
            "verify",
            &self.path(release),
            "--trust",
            &trust,
            "--manifest-digest",
            digest,
        ])
    }
}

fn names_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn batch(kind: RecordKind, period: &str, body: BodyId, rows: &[Vec<(&str, &str)>]) -> String {
    let book = CodebookText::of_project().read().unwrap();
    let lists = RecordLists::of(kind, &book);
    let period: ReleasePeriod = period.parse().unwrap();
    let mut batch = RecordBatch::begin(body, &lists);
    for row in rows {
        batch.add(period, row).unwrap();
    }
    batch.to_text()
}

fn acts(period: &str, body: BodyId, count: usize) -> String {
    let acts = [
        "life.killing",
        "threat.death",
        "threat.violence",
        "legal.slapp",
        "harass.online",
    ];
    let perpetrators = ["st.police", "pv.employer", "unk.unidentified"];
    let rows: Vec<Vec<(&str, &str)>> = (0..count)
        .map(|at| {
            let mut row = vec![
                ("country", "th"),
                ("act", acts[at % 5]),
                ("completion", "carried_out"),
                ("verification", "verified"),
                ("unit", "individual"),
                ("role", "hrd.defender"),
                ("perpetrator", perpetrators[at % 3]),
                ("online", "no"),
                ("cross_border", "unknown"),
            ];
            if at % 7 != 0 {
                row.push(("sex", if at % 2 == 0 { "female" } else { "male" }));
            }
            row
        })
        .collect();
    batch(RecordKind::Act, period, body, &rows)
}
