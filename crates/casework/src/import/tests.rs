use serde_json::{Value, json};

use super::*;
use crate::codebook_text::CodebookText;
use crate::import_mapping::ImportMapping;

/// A log as it might be: who it names stands in columns of which nothing is taken.
const LOG: &str = "\
Title,Date,Attack,State,People,Note
Case of A. B.,2026-03-14,Threat,done,1,\"said \"\"stop\"\"\"
Case of C. D.,2026-04,Threat|Arrest,done,37,
,,,,,
Case of E. F.,2026-05-01,Arrest,twice,1,
";

fn mapping() -> Value {
    json!({
        "format": ImportMapping::FORMAT, "kind": "act", "codebook": 1, "dialect": "uwazi",
        "when": {"column": "Date", "form": "iso", "range": "begin"},
        "fields": {
            "country": {"always": "th"},
            "act": {"column": "Attack", "several": "each", "values": {
                "Threat": "threat.death", "Arrest": "liberty.arbitrary_detention",
            }},
            "completion": {"column": "State", "values": {"done": "carried_out"}},
            "verification": {"always": "corroborated"},
            "unit": {"always": "community"},
            "size": {"column": "People", "count": true},
            "role": {"always": "hrd.defender"},
            "activity": {"left_empty": "not in the log"},
            "perpetrator": {"always": "unk.unidentified"},
            "degree": {"left_empty": "not in the log"},
            "sector": {"left_empty": "not in the log"},
            "right": {"left_empty": "not in the log"},
            "retaliation": {"left_empty": "not in the log"},
            "remedy": {"left_empty": "not in the log"},
            "online": {"always": "unknown"},
            "cross_border": {"always": "unknown"},
            "sex": {"left_empty": "not in the log"},
            "age": {"left_empty": "not in the log"},
        },
        "left_out": {"Title": "a name", "Note": "a text"},
        "passed_over": {"State": ["twice"]},
    })
}

fn checked(mapping: &Value) -> Result<ImportPlan, Vec<String>> {
    let mapping: ImportMapping = serde_json::from_value(mapping.clone()).unwrap();
    let book = CodebookText::of_project().read().unwrap();
    let told = |faults: Vec<ImportFault>| faults.iter().map(ToString::to_string).collect();
    mapping.check(&book).map_err(told)
}

/// What a log becomes: records, rows passed over, faults.
#[derive(Debug, Default)]
struct Imported {
    records: Vec<String>,
    passed_over: u64,
    values_left: u64,
    perhaps_by_one: Vec<&'static str>,
    faults: Vec<String>,
}

fn imported(mapping: &Value, log: impl AsRef<[u8]>) -> Imported {
    let plan = checked(mapping).unwrap();
    let mut imported = Imported::default();
    let today = "2026-11-29".parse().unwrap();
    let mut log = match ImportLog::begin(log.as_ref(), &plan, today) {
        Ok(log) => log,
        Err(faults) => {
            imported.faults = faults.iter().map(ToString::to_string).collect();
            return imported;
        }
    };
    let mut row = ImportedRow::default();
    loop {
        match log.next_row(&mut row) {
            Ok(true) => {}
            Ok(false) => return imported,
            Err(fault) => {
                imported.faults.push(fault.to_string());
                return imported;
            }
        }
        let mut batch = crate::RecordBatch::begin(seal::BodyId::from_bytes([1; 16]), plan.lists());
        for record in row.records.drain(..) {
            batch.insert(record).unwrap();
        }
        let mut lines: Vec<_> = batch
            .lines()
            .skip(5)
            .map(|line| line[33..].to_owned())
            .collect();
        lines.sort();
        imported.records.extend(lines);
        imported.passed_over += u64::from(row.is_passed_over);
        imported.values_left += row.values_left;
        imported.perhaps_by_one.extend(&row.perhaps_by_one);
        imported
            .faults
            .extend(row.faults.iter().map(ToString::to_string));
    }
}

fn only_fault(mapping: &Value, log: impl AsRef<[u8]>) -> String {
    let imported = imported(mapping, log);
    assert_eq!(imported.faults.len(), 1, "{:?}", imported.faults);
    imported.faults[0].clone()
}

#[test]
fn a_row_becomes_a_record_for_each_act_and_what_is_no_code_stays_behind() {
    let imported = imported(&mapping(), LOG);
    assert_eq!(imported.faults, Vec::<String>::new());
    assert_eq!(
        imported.passed_over, 2,
        "an empty row, and one that the mapping passes over"
    );
    let line = |period: &str, act: &str, size: &str| {
        format!(
            "{period},th,{act},carried_out,corroborated,community,{size},hrd.defender,,unk.unidentified,,,,,,unknown,unknown,,\n"
        )
    };
    assert_eq!(
        imported.records,
        [
            line("2026-Q1", "threat.death", "n1"),
            line("2026-Q2", "liberty.arbitrary_detention", "n10_49"),
            line("2026-Q2", "threat.death", "n10_49"),
        ]
    );
    assert!(
        imported
            .records
            .iter()
            .all(|line| !line.contains("Case of"))
    );
}

#[test]
fn a_mapping_forgets_no_column_and_no_field() {
    for (change, key, expected) in [
        (
            "/left_out",
            json!({"Title": "a name"}),
            "row 1: the mapping does not say what becomes of the column `Note`",
        ),
        (
            "/left_out/Notes",
            json!("x"),
            "row 1: there is no column `Notes`, which the mapping names: correct the name in the mapping; perhaps `Note` is meant",
        ),
        (
            "/when/column",
            json!("date of it"),
            "row 1: there is no column `date of it`",
        ),
    ] {
        let mut mapping = mapping();
        if change == "/left_out/Notes" {
            mapping["left_out"]["Notes"] = key;
        } else {
            *mapping.pointer_mut(change).unwrap() = key;
        }
        let faults = imported(&mapping, LOG).faults;
        assert!(
            faults.iter().any(|fault| fault.starts_with(expected)),
            "{faults:?}"
        );
    }
    let mut short = mapping();
    short["fields"].as_object_mut().unwrap().remove("sector");
    let faults = checked(&short).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with("mapping, fields.sector: is not named: name its `column`"),
        "{faults:?}"
    );
}

#[test]
fn no_name_of_a_column_is_told_at_length() {
    let long = "Note".repeat(50_000);
    let head = format!("Title,Date,Attack,State,People,{long},{long}\n");
    let faults = imported(&mapping(), &head).faults;
    for expected in [
        "row 1: two columns are called `NoteNote",
        "row 1: the mapping does not say what becomes of the column `NoteNote",
        "row 1: there is no column `Note`, which the mapping names",
    ] {
        let found = faults.iter().find(|fault| fault.starts_with(expected));
        assert!(found.is_some_and(|fault| fault.len() < 300), "{expected}");
    }
    assert!(faults.iter().all(|fault| fault.len() < 300));
}

#[test]
fn everything_that_is_wrong_with_a_mapping_is_named_at_once() {
    let changes = [
        ("/format", json!("tabir/v0"), "mapping, format: "),
        (
            "/codebook",
            json!(2),
            "mapping, codebook: the mapping names codes of version 2, and this program has version 1",
        ),
        (
            "/fields/act/values/Threat",
            json!("threat.deth"),
            "mapping, fields.act.values.Threat: `threat.deth` is no code of incident_type: name one that there is, perhaps `threat.death`",
        ),
        (
            "/fields/country/always",
            json!("atlantis"),
            "mapping, fields.country.always: `atlantis` is no code of the countries",
        ),
        (
            "/fields/role",
            json!({"left_empty": "unknown"}),
            "mapping, fields.role.left_empty: every record has this field",
        ),
        (
            "/fields/sex",
            json!({"left_empty": "x", "always": "female"}),
            "mapping, fields.sex: is not mapped in one way",
        ),
        (
            "/fields/age",
            json!({"column": "People", "count": true}),
            "mapping, fields.age.count: is for bands of sizes alone",
        ),
        (
            "/fields/completion/several",
            json!("each"),
            "mapping, fields.completion.several: is `each` in two fields",
        ),
        (
            "/left_out/Date",
            json!("x"),
            "mapping, left_out.Date: is a column that is taken",
        ),
        (
            "/left_out/Title",
            json!(" "),
            "mapping, left_out.Title: has no reason",
        ),
        ("/delimiter", json!("x"), "mapping, delimiter: "),
    ];
    let mut mapping = mapping();
    mapping["delimiter"] = json!(",");
    mapping["left_out"]["Date"] = json!("");
    mapping["fields"]["completion"]["several"] = json!("");
    mapping["fields"]["perpertrator"] = json!({"always": "unk.unidentified"});
    for (place, value, _) in &changes {
        *mapping.pointer_mut(place).unwrap() = value.clone();
    }
    let faults = checked(&mapping).unwrap_err();
    for (_, _, expected) in changes {
        assert!(
            faults.iter().any(|fault| fault.starts_with(expected)),
            "{expected}: {faults:#?}"
        );
    }
    let misspelt =
        "mapping, fields.perpertrator: is no field of the kind `act`: did you mean `perpetrator`?";
    assert!(
        faults.iter().any(|fault| fault.starts_with(misspelt)),
        "{faults:#?}"
    );
    assert_eq!(faults.len(), changes_told(&faults));

    mapping["kind"] = json!("person");
    let faults = checked(&mapping).unwrap_err();
    assert!(
        faults.last().unwrap().contains("only with their consent"),
        "{faults:?}"
    );
}

fn changes_told(faults: &[String]) -> usize {
    let mut told: Vec<_> = faults.to_vec();
    told.sort();
    told.dedup();
    told.len()
}

#[test]
fn unknown_and_replaced_codes_are_refused_with_what_to_write() {
    let mut mapping = mapping();
    mapping["fields"]["act"] = json!({"column": "Attack"});
    let log = LOG
        .replace("Threat|Arrest", "threat.deaths")
        .replace("Threat", "threat.legal")
        .replace("Arrest", "threat.death");
    let fault = only_fault(&mapping, &log);
    assert!(fault.starts_with("row 3, Attack: `threat.deaths` is no code of incident_type: name one that there is, perhaps `threat.death`"), "{fault}");

    let replaced = "list,code,replaced_by,since\nincident_type,threat.legal,legal.slapp,2\n";
    let mut text = CodebookText::of_project();
    (text.version, text.replaced) = (2, replaced);
    let book = text.read().unwrap();
    mapping["codebook"] = json!(2);
    let read: ImportMapping = serde_json::from_value(mapping).unwrap();
    let plan = read.check(&book).unwrap();
    let today = "2026-11-29".parse().unwrap();
    let mut read = ImportLog::begin(log.as_bytes(), &plan, today).unwrap();
    let mut row = ImportedRow::default();
    assert!(read.next_row(&mut row).unwrap());
    let fault = row.faults[0].to_string();
    assert!(
        fault.starts_with(
            "row 2, Attack: `threat.legal` is used no longer: code it as `legal.slapp`"
        ),
        "{fault}"
    );
    assert!(row.records.is_empty());
}

#[test]
fn a_value_without_a_code_is_refused_and_one_is_suggested() {
    let fault = only_fault(
        &mapping(),
        LOG.replace("Threat,done", "Threats::Death threats,done"),
    );
    assert_eq!(
        fault,
        "row 2, Attack: `Threats::Death threats` is mapped to no code: name its code under [fields.act.values]; perhaps `threat.death`, if its definition fits"
    );
    let fault = only_fault(&mapping(), LOG.replace("Threat,done", "Qqq,done"));
    assert!(
        fault.ends_with("or pass such rows over under [passed_over]"),
        "{fault}"
    );
}

#[test]
fn a_target_without_its_size_is_refused() {
    let mut one = mapping();
    let fault = only_fault(&one, LOG.replace(",37,", ",,"));
    assert!(
        fault.starts_with(
            "row 3, People: `community` is more than one person, and has no size: say how many"
        ),
        "{fault}"
    );
    let fault = only_fault(&one, LOG.replace(",37,", ",about 40,"));
    assert!(
        fault.starts_with("row 3, People: `about 40` is no whole number"),
        "{fault}"
    );
    one["fields"]["unit"] = json!({"always": "individual"});
    let fault = only_fault(&one, LOG);
    assert!(
        fault.starts_with(
            "row 3, People: `n10_49` is the size of several, and the target is one person"
        ),
        "{fault}"
    );
    // One person is one, without being asked.
    let alone = imported(&one, LOG.replace(",37,", ",,"));
    assert!(
        alone
            .records
            .iter()
            .all(|line| line.contains(",individual,n1,")),
        "{alone:?}"
    );
    assert_eq!(alone.records.len(), 3);
}

#[test]
fn each_record_of_a_row_has_the_size_of_its_own_target() {
    let mut units = mapping();
    units["fields"]["act"]["several"] = json!("refuse");
    units["left_out"] = json!({"Title": "a name"});
    units["fields"]["unit"] = json!({"column": "Note", "several": "each"});
    let log = |note: &str, people: &str| {
        format!("Title,Date,Attack,State,People,Note\nx,2026-03-14,Threat,done,{people},{note}\n")
    };
    for both in ["individual|community", "community|individual"] {
        let fault = only_fault(&units, log(both, ""));
        assert!(
            fault.starts_with("row 2, People: `community` is more than one person"),
            "{fault}"
        );
        let fault = only_fault(&units, log(both, "37"));
        assert!(
            fault.starts_with("row 2, People: `n10_49` is the size of several, and the target is"),
            "{fault}"
        );
    }
    units["fields"]["size"] = json!({"column": "People", "empty": "unk"});
    let fault = only_fault(&units, log("community|individual", ""));
    assert!(fault.contains("`unk` is the size of several"), "{fault}");
    let groups = imported(&units, log("community|organisation", ""));
    assert_eq!((groups.records.len(), groups.faults.len()), (2, 0));

    let mut sizes = mapping();
    sizes["fields"]["act"]["several"] = json!("refuse");
    sizes["fields"]["unit"] = json!({"always": "individual"});
    sizes["fields"]["size"]["several"] = json!("each");
    let fault = only_fault(&sizes, log("", "1|37"));
    assert!(
        fault.starts_with("row 2, People: `n10_49` is the size of several"),
        "{fault}"
    );
}

#[test]
fn dates_of_spreadsheets_and_days_without_an_order_are_refused_in_their_row() {
    for (date, why) in [
        (
            "46095",
            "is the number of a day as spreadsheets keep it, 2026-03-14",
        ),
        ("03/04/2026", "may begin with the day or with the month"),
        ("2026-02-30", "is on no calendar"),
        ("2027-02-01", "has not come yet"),
        ("2026", "does not say in which quarter"),
    ] {
        let fault = only_fault(&mapping(), LOG.replace("2026-03-14", date));
        assert!(
            fault.starts_with(&format!("row 2, Date: `{date}` {why}")),
            "{fault}"
        );
    }
    let fault = only_fault(&mapping(), LOG.replace("2026-03-14", ""));
    assert!(fault.starts_with("row 2, Date: is empty"), "{fault}");
    let mut numbers = mapping();
    numbers["when"]["form"] = json!("excel-1900");
    let faults = imported(&numbers, LOG.replace("2026-03-14", "46095")).faults;
    assert_eq!(
        faults.len(),
        1,
        "one date of another form among them: {faults:?}"
    );
    assert!(faults[0].starts_with(
        "row 3, Date: `2026-04` is no number of a day: a column has dates of one form"
    ));
}

#[test]
fn records_of_another_codebook_are_refused() {
    let mut mapping = mapping();
    mapping["codebook_column"] = json!("Note");
    mapping["left_out"] = json!({"Title": "a name"});
    let log = LOG
        .replace("\"said \"\"stop\"\"\"", "1")
        .replace("37,", "37,3");
    let fault = only_fault(&mapping, log);
    assert!(
        fault.starts_with("row 3, Note: `3` is another version of the codebook than 1"),
        "{fault}"
    );
}

#[test]
fn what_is_no_utf_8_is_named_by_its_first_byte_and_mixed_encodings_by_their_row() {
    let latin = |log: &str| -> Vec<u8> {
        log.chars()
            .map(|one| u8::try_from(u32::from(one)).unwrap())
            .collect()
    };
    let fault = only_fault(&mapping(), latin(&LOG.replace("Case of C", "Café of C")));
    assert_eq!(
        fault,
        "row 3, Title: has the byte E9, which is no UTF-8; this log is not UTF-8: save it as UTF-8 (in a spreadsheet: `CSV UTF-8`)"
    );
    let mut mixed = LOG.replace("Case of A", "Café of A").into_bytes();
    let second = mixed
        .windows(9)
        .position(|part| part == b"Case of C")
        .unwrap();
    mixed[second + 1] = 0xe9;
    let fault = only_fault(&mapping(), mixed);
    assert!(
        fault.starts_with(
            "row 3, Title: has the byte E9, which is no UTF-8; two encodings are mixed"
        ),
        "{fault}"
    );
    let marked = format!("\u{feff}{LOG}");
    assert_eq!(imported(&mapping(), marked).records.len(), 3);
    let fault = only_fault(&mapping(), b"\xff\xfeT\0i\0");
    assert!(
        fault.starts_with("the log: is UTF-16, or no text: export it as CSV in UTF-8"),
        "{fault}"
    );
    let fault = only_fault(&mapping(), LOG.replace("Threat,done", "Th\u{fffd}eat,done"));
    assert!(
        fault.contains("a letter that an earlier conversion lost"),
        "{fault}"
    );
}

#[test]
fn a_row_that_is_cut_wrong_is_refused_and_the_others_are_still_read() {
    for (from, to, expected) in [
        (
            ",37,",
            ",37",
            "row 3: it has 5 cells, and there are 6 columns",
        ),
        (
            "37,",
            "37,\"a\" b",
            "row 3: text stands behind a quotation mark",
        ),
        (
            "twice,1,",
            "twice,1,\"",
            "row 5: a quotation mark is opened here and never closed",
        ),
    ] {
        let imported = imported(&mapping(), LOG.replace(from, to));
        assert_eq!(imported.faults.len(), 1, "{:?}", imported.faults);
        assert!(
            imported.faults[0].starts_with(expected),
            "{:?}",
            imported.faults
        );
        assert!(!imported.records.is_empty());
    }
    let other = LOG.lines().next().unwrap().replace(',', ";");
    let fault = only_fault(&mapping(), other);
    assert!(
        fault.contains("write `delimiter = \";\"` into the mapping"),
        "{fault}"
    );
    let fault = only_fault(
        &mapping(),
        LOG.replacen("Title,", "Note,", 1)
            .replacen(",Note\n", ",Title\n", 1),
    );
    assert!(fault.contains("the first column is not `Title`"), "{fault}");
    let twice = imported(&mapping(), LOG.replacen("People", "State", 1));
    assert!(
        twice
            .faults
            .iter()
            .any(|fault| fault.contains("two columns are called `State`")),
        "{:?}",
        twice.faults
    );
}

#[test]
fn several_values_are_taken_only_as_the_mapping_says() {
    let mut one = mapping();
    one["fields"]["act"]["several"] = json!("first");
    let imported_first = imported(&one, LOG);
    assert_eq!(
        (imported_first.records.len(), imported_first.values_left),
        (2, 1)
    );
    one["fields"]["act"]["several"] = json!("refuse");
    let fault = only_fault(&one, LOG);
    assert!(
        fault.starts_with(
            "row 3, Attack: `Threat|Arrest` has several values: say under [fields.act]"
        ),
        "{fault}"
    );
    let fault = only_fault(&mapping(), LOG.replace("Threat|Arrest", "Threat|Threat"));
    assert!(fault.contains("names the same thing twice"), "{fault}");
    // Without a separator a bar is part of the value.
    one["dialect"] = json!("plain");
    let fault = only_fault(&one, LOG);
    assert!(
        fault.starts_with("row 3, Attack: `Threat|Arrest` is mapped to no code"),
        "{fault}"
    );
}

/// The field may be left empty and its column has codes, so that nothing else refuses an empty code.
#[test]
fn an_empty_value_between_separators_makes_no_record_and_empties_no_field() {
    let mut optional = mapping();
    optional["fields"]["act"]["several"] = json!("refuse");
    optional["left_out"] = json!({"Title": "a name"});
    optional["fields"]["sector"] = json!({"column": "Note", "several": "each"});
    let sound =
        "Title,Date,Attack,State,People,Note\nx,2026-03-14,Threat,done,3,procurement|land\n";
    assert_eq!(imported(&optional, sound).records.len(), 2);
    for several in ["each", "first", "refuse"] {
        optional["fields"]["sector"]["several"] = json!(several);
        for cell in ["land|", "|land", "land||procurement", "|", " | "] {
            let fault = only_fault(&optional, sound.replace("procurement|land", cell));
            let expected = format!(
                "row 2, Note: `{}` has an empty value between separators",
                cell.trim()
            );
            assert!(fault.starts_with(&expected), "{fault}");
        }
    }
    let fault = only_fault(&mapping(), LOG.replace("Threat|Arrest", "Threat|"));
    assert!(
        fault.contains("has an empty value between separators"),
        "{fault}"
    );
}

/// Decision 0060 has two officers for these; a mapping is one person's.
#[test]
fn codes_that_take_two_officers_in_a_case_are_told_of() {
    let told = imported(&mapping(), LOG).perhaps_by_one;
    assert_eq!(told, ["verification"; 3]);
    let mut killing = mapping();
    killing["fields"]["act"]["values"]["Threat"] = json!("life.killing");
    let told = imported(&killing, LOG).perhaps_by_one;
    let of = |name| told.iter().filter(|field| **field == name).count();
    assert_eq!((of("act"), of("verification"), told.len()), (2, 3, 5));
    // Of a row that is refused nothing is told.
    let refused = LOG.replace("Threat|Arrest", "Threat|Threat");
    let told = imported(&killing, refused).perhaps_by_one;
    assert_eq!(told.len(), 2);
}

#[test]
fn what_is_counted_nowhere_is_refused_and_not_dropped() {
    let mut mapping = mapping();
    mapping["fields"]["verification"] = json!({"always": "duplicate"});
    let imported = imported(&mapping, LOG);
    assert_eq!(imported.faults.len(), 2);
    assert!(
        imported.faults[0].contains("or pass such rows over under [passed_over]"),
        "{:?}",
        imported.faults
    );
    assert!(imported.records.is_empty());
}

#[test]
fn a_list_of_faults_is_no_formula_and_tells_no_long_text() {
    let place = ImportPlace::Cell(7, "=cmd".to_owned());
    let fault = ImportFault::at(place, "is, wrong", "-").of(&"x".repeat(200));
    let row = fault.csv_row();
    assert!(
        row.starts_with("\"7\",\"'=cmd\",\"xxx") && row.ends_with("…\",\"is, wrong\",\"'-\"\n"),
        "{row}"
    );
    assert!(row.len() < 140);
    // Where a semicolon, a tab or a line feed divides cells, nothing is one either.
    let value = "x;=cmd|' /C calc'!A0\t=1\n=2";
    let row = ImportFault::at(ImportPlace::Row(8), "is, wrong", "-")
        .of(value)
        .csv_row();
    let expected = "\"8\",\"\",\"x;'=cmd|' /C calc'!A0 =1 =2\",\"is, wrong\",\"'-\"\n";
    assert_eq!(row, expected);
    let other = ImportFault {
        place: ImportPlace::Cell(9, "=cmd".to_owned()),
        ..fault.clone()
    };
    assert_eq!(fault.in_any_row(), other.in_any_row());
}
