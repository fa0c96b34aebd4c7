//! Releases as a statistician meets them: what is published of random records, and what an attacker makes of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use casework::{
    CheckedDeclaration, Codebook, CodebookText, CodedFault, RecordBatch, RecordKind, RecordLists,
    ReleaseDocument, ReleaseFile, ReleasePeriod, ReleaseRegister, ReleasedDimension,
    TableDeclaration, Tally,
};
use proptest::prelude::*;
use seal::{BodyId, InstanceId, RoundingKey, RoundingStream};

const ROOT: &str = "act:group";
/// Two tables from the root, one further out, one that hangs together with nothing else.
const TABLES: &[&[&str]] = &[
    &["act:group", "sex"],
    &["perpetrator:group", "act:group"],
    &["act:group", "completion"],
    &["sex", "unit"],
    &["online"],
];

fn book() -> &'static Codebook {
    static BOOK: OnceLock<Codebook> = OnceLock::new();
    BOOK.get_or_init(|| CodebookText::of_project().read().unwrap())
}

fn key(seed: u64) -> RoundingKey {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    RoundingKey::from_bytes(InstanceId::from_bytes([1; 16]), bytes)
}

fn chance(seed: u64) -> RoundingStream {
    key(seed).stream(b"a test's own numbers")
}

fn body(number: u8) -> BodyId {
    BodyId::from_bytes([number; 16])
}

fn declaration(kind: RecordKind, period: &str, tables: &[&[&str]]) -> TableDeclaration {
    let own = |table: &&[&str]| table.iter().map(|one| (*one).to_owned()).collect();
    let exact = kind.is_exact();
    TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: InstanceId::from_bytes([1; 16]).to_string(),
        period: period.to_owned(),
        kind: kind.to_string(),
        codebook: 1,
        bodies: vec![body(1).to_string()],
        minimum_total: if exact { 0 } else { 30 },
        tables: tables.iter().map(own).collect(),
        rounding_key: (!exact).then(|| key(1).name().to_string()),
        register: seal::Digest::NONE.to_string(),
        declared: "2026-11-29".to_owned(),
        rehearsal: false,
    }
}

fn with_key(mut declared: TableDeclaration, key: &RoundingKey) -> CheckedDeclaration {
    declared.rounding_key = Some(key.name().to_string());
    declared.check(book()).unwrap()
}

/// So many acts, with the codes that `chance` draws. Few codes are frequent, most are rare.
fn acts(lists: &RecordLists, period: &str, count: u64, chance: &mut RoundingStream) -> String {
    let period: ReleasePeriod = period.parse().unwrap();
    let mut batch = RecordBatch::begin(body(1), lists);
    let mut draw = |field: &str| {
        let codes = lists.codes(field);
        let most = u64::try_from(codes.len()).unwrap();
        let place = chance
            .below(most)
            .min(chance.below(most))
            .min(chance.below(most));
        codes[usize::try_from(place).unwrap()].clone()
    };
    for _ in 0..count {
        let fields = [
            "act",
            "completion",
            "unit",
            "role",
            "perpetrator",
            "online",
            "cross_border",
            "sex",
        ];
        let mut drawn: Vec<(&str, String)> =
            fields.iter().map(|field| (*field, draw(field))).collect();
        drawn.push(("country", "th".to_owned()));
        drawn.push(("verification", "verified".to_owned()));
        if drawn
            .iter()
            .any(|(field, code)| *field == "sex" && code == "undisclosed")
        {
            drawn.retain(|(field, _)| *field != "sex");
        }
        let fields: Vec<(&str, &str)> = drawn
            .iter()
            .map(|(field, code)| (*field, code.as_str()))
            .collect();
        batch.add(period, &fields).unwrap();
    }
    batch.to_text()
}

fn release(
    declared: &CheckedDeclaration,
    lists: &RecordLists,
    text: &str,
    key: &RoundingKey,
) -> Result<ReleaseDocument, CodedFault> {
    let mut tally = Tally::begin(declared, lists);
    tally.take_file(text.as_bytes())?;
    tally.release(Some(key))
}

/// The true counts, from the text of the records and by another way: total, each dimension, each pair.
#[derive(Default)]
struct Truth {
    total: u64,
    counts: BTreeMap<(String, String), u64>,
    cells: BTreeMap<(String, String, String, String), u64>,
}

fn truth(text: &str, tables: &[&[&str]]) -> Truth {
    let mut lines = text.lines().skip(4);
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut truth = Truth::default();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let of = |dimension: &str| {
            let field = dimension.trim_end_matches(":group");
            let code = cells[columns.iter().position(|one| *one == field).unwrap()];
            let code = if field == dimension {
                code
            } else {
                code.split('.').next().unwrap()
            };
            if code.is_empty() {
                "_X".to_owned()
            } else {
                code.to_owned()
            }
        };
        truth.total += 1;
        let mut counted: Vec<&str> = vec![];
        for table in tables {
            for one in *table {
                if !counted.contains(one) {
                    counted.push(one);
                    *truth
                        .counts
                        .entry(((*one).to_owned(), of(one)))
                        .or_default() += 1;
                }
            }
            if let [one, other] = table {
                let at = ((*one).to_owned(), of(one), (*other).to_owned(), of(other));
                *truth.cells.entry(at).or_default() += 1;
            }
        }
    }
    truth
}

impl Truth {
    fn count(&self, dimension: &str, code: &str) -> u64 {
        let at = (dimension.to_owned(), code.to_owned());
        self.counts.get(&at).copied().unwrap_or_default()
    }

    fn cell(&self, rows: &str, row: &str, columns: &str, column: &str) -> u64 {
        let at = (
            rows.to_owned(),
            row.to_owned(),
            columns.to_owned(),
            column.to_owned(),
        );
        self.cells.get(&at).copied().unwrap_or_default()
    }
}

/// Every figure of a release with what it truly is: dimension and code, or rows, row, columns, column.
fn figures(document: &ReleaseDocument, truth: &Truth) -> Vec<(Vec<String>, u64, u64)> {
    let mut all = vec![(vec![], document.figures.total.unwrap(), truth.total)];
    let mut codes: BTreeMap<&str, &[String]> = BTreeMap::new();
    for one in &document.figures.dimensions {
        codes.insert(&one.name, &one.codes);
        for (code, count) in one.codes.iter().zip(&one.counts) {
            all.push((
                vec![one.name.clone(), code.clone()],
                *count,
                truth.count(&one.name, code),
            ));
        }
    }
    for table in &document.figures.tables {
        let (rows, columns) = (&table.rows, &table.columns);
        let mut counts = table.counts.iter();
        for row in codes[rows.as_str()] {
            for column in codes[columns.as_str()] {
                let name = [rows, row, columns, column].map(Clone::clone).to_vec();
                all.push((
                    name,
                    *counts.next().unwrap(),
                    truth.cell(rows, row, columns, column),
                ));
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_released_is_no_multiple_of_three_and_everything_adds_up(seed in any::<u64>(), count in 33_u64..400) {
        let (book, key) = (book(), key(seed));
        let lists = RecordLists::of(RecordKind::Act, book);
        let declared = with_key(declaration(RecordKind::Act, "2027-Q1", TABLES), &key);
        let text = acts(&lists, "2027-Q1", count, &mut chance(seed));
        let document = release(&declared, &lists, &text, &key).unwrap();
        // Reading it checks that all of it is a multiple of 3 and adds up.
        let files = document.files();
        let json = files.iter().find(|file| file.name == ReleaseDocument::FILE).unwrap();
        prop_assert_eq!(&ReleaseDocument::from_text(&json.text).unwrap(), &document);
        for file in files.iter().filter(|file| file.name.ends_with(".csv")) {
            for line in file.text.lines().skip(1) {
                let count: u64 = line.rsplit(',').next().unwrap().parse().unwrap();
                prop_assert!(count.is_multiple_of(3), "{} {line}", file.name);
            }
        }
        for (name, shown, true_count) in figures(&document, &truth(&text, TABLES)) {
            prop_assert!(true_count > 0 || shown == 0, "{name:?}: nobody became {shown}");
            let of_root = name.is_empty() || name.contains(&ROOT.to_owned()) || name[0] == "online";
            prop_assert!(!of_root || shown.abs_diff(true_count) < 3, "{name:?}: {true_count} became {shown}");
        }
        // Byte for byte the same again, from the same records in several files.
        let again = release(&declared, &lists, &text, &key).unwrap();
        prop_assert_eq!(again.files(), files);
    }
}

/// What is published beside the figures promises no more than the rounding keeps: further out a 0 may hide 3 or more.
#[test]
fn what_is_said_of_a_zero_is_true_of_every_figure_it_is_said_of() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Act, book);
    let (mut further, mut said) = (0, String::new());
    for seed in 0..200 {
        let key = key(seed);
        let declared = with_key(declaration(RecordKind::Act, "2027-Q1", TABLES), &key);
        let text = acts(&lists, "2027-Q1", 60, &mut chance(seed));
        let document = release(&declared, &lists, &text, &key).unwrap();
        for (name, shown, true_count) in figures(&document, &truth(&text, TABLES)) {
            let hides_more = shown == 0 && true_count > 2;
            let of_root = name.is_empty() || name.contains(&ROOT.to_owned());
            assert!(!(hides_more && of_root), "{name:?}: {true_count}");
            further += u32::from(hides_more);
        }
        said = document.method;
    }
    assert!(further > 0, "nothing lies further off: say so");
    assert!(
        said.contains("there a 0 means 0, 1 or 2") && said.contains("may lie further off"),
        "{said}"
    );
}

/// The mean of every figure over many keys is what it truly is, further out in the tree of tables too.
#[test]
fn rounding_leaves_every_mean_where_it_was() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Act, book);
    let text = acts(&lists, "2027-Q1", 41, &mut chance(5));
    let true_counts = truth(&text, TABLES);
    let keys = 6_000_u32;
    let mut sums: BTreeMap<Vec<String>, (f64, f64, u64)> = BTreeMap::new();
    for seed in 0..keys {
        let key = key(u64::from(seed) + 100);
        let declared = with_key(declaration(RecordKind::Act, "2027-Q1", TABLES), &key);
        let mut tally = Tally::begin(&declared, &lists);
        tally.take_file(text.as_bytes()).unwrap();
        let document = tally.release(Some(&key)).unwrap();
        for (name, shown, true_count) in figures(&document, &true_counts) {
            let shown = f64::from(u32::try_from(shown).unwrap());
            let sum = sums.entry(name).or_insert((0.0, 0.0, true_count));
            sum.0 += shown;
            sum.1 += shown * shown;
        }
    }
    let count = f64::from(keys);
    let mut far = 0;
    for (name, (sum, squares, true_count)) in &sums {
        let mean = sum / count;
        let error = ((squares / count - mean * mean).max(0.0) / count).sqrt();
        let off = (mean - f64::from(u32::try_from(*true_count).unwrap())).abs();
        assert!(
            off <= 5.0 * error + 1e-6,
            "{name:?}: {true_count} became {mean} ± {error}"
        );
        far += u32::from(off > 2.0 * error + 1e-6);
    }
    // One in twenty lies beyond two errors by chance.
    assert!(
        usize::try_from(far).unwrap() * 10 < sums.len(),
        "{far} of {}",
        sums.len()
    );
}

/// What somebody knows who has all tables of a period: for each true count the least and the most.
struct Attacker {
    bounds: Vec<(i64, i64)>,
    sums: Vec<(usize, Vec<usize>)>,
}

impl Attacker {
    /// Goes on for as long as any bound gets narrower.
    fn narrow(&mut self) {
        loop {
            let before = self.bounds.clone();
            for (whole, parts) in &self.sums {
                let (low, high) = parts.iter().fold((0, 0), |(low, high), part| {
                    (low + self.bounds[*part].0, high + self.bounds[*part].1)
                });
                let (least, most) = self.bounds[*whole];
                self.bounds[*whole] = (least.max(low), most.min(high));
                let (least, most) = self.bounds[*whole];
                for part in parts {
                    let (from, until) = self.bounds[*part];
                    let least = from.max(least - (high - until));
                    let most = until.min(most - (low - from));
                    self.bounds[*part] = (least, most);
                }
            }
            if self.bounds == before {
                return;
            }
        }
    }

    fn read(all: &[(Vec<String>, u64, u64)], is_near: impl Fn(&[String]) -> bool) -> Self {
        let near = |shown: u64| {
            let shown = i64::try_from(shown).unwrap();
            ((shown - 2).max(0).max(i64::from(shown > 0)), shown + 2)
        };
        let bounds = all.iter().map(|(name, shown, _)| {
            // Further out the rule of rounding bounds nothing by itself, save that what is shown is there.
            if is_near(name) {
                near(*shown)
            } else {
                (i64::from(*shown > 0), 1 << 40)
            }
        });
        let bounds = bounds.collect();
        let mut parts: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for ((name, ..), at) in all.iter().zip(0..) {
            match name.as_slice() {
                [] => {}
                [dimension, _] => parts.entry(vec![dimension.clone()]).or_default().push(at),
                [rows, row, columns, column] => {
                    for whole in [(rows, row, columns), (columns, column, rows)] {
                        let whole = vec![whole.0.clone(), whole.1.clone(), whole.2.clone()];
                        parts.entry(whole).or_default().push(at);
                    }
                }
                _ => panic!("{name:?}"),
            }
        }
        let place = |wanted: &[String]| all.iter().position(|(name, ..)| name == wanted).unwrap();
        let sums = parts
            .into_iter()
            .map(|(whole, parts)| match whole.as_slice() {
                [_] => (0, parts),
                whole => (place(&whole[..2]), parts),
            });
        Self {
            bounds,
            sums: sums.collect(),
        }
    }

    /// Of the figures that truly are 1 or 2 those which the attacker knows exactly. Fails where the attacker is wrong.
    fn recovered(&self, all: &[(Vec<String>, u64, u64)]) -> Vec<String> {
        let mut recovered = vec![];
        for ((name, shown, true_count), (least, most)) in all.iter().zip(&self.bounds) {
            let known = i64::try_from(*true_count).unwrap();
            assert!(
                (*least..=*most).contains(&known),
                "{name:?} is {known}, shown as {shown}: {least}..{most}"
            );
            if least == most && (1..3).contains(true_count) {
                recovered.push(format!("{name:?}"));
            }
        }
        recovered
    }
}

#[test]
fn who_subtracts_recovers_no_small_count_in_twelve_periods() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Act, book);
    let (mut small, mut naive) = (0, 0);
    for number in 0..12_u64 {
        let period = format!("{}-Q{}", 2027 + number / 4, number % 4 + 1);
        let key = key(77);
        let declared = with_key(declaration(RecordKind::Act, &period, TABLES), &key);
        let mut chance = chance(number + 1_000);
        let count = 33 + chance.below(400);
        let text = acts(&lists, &period, count, &mut chance);
        let document = release(&declared, &lists, &text, &key).unwrap();
        let mut all = figures(&document, &truth(&text, TABLES));
        small += all
            .iter()
            .filter(|(.., true_count)| (1..3).contains(true_count))
            .count();
        let near = |name: &[String]| {
            name.is_empty()
                || name.contains(&ROOT.to_owned()) && (name.len() == 4 || name[0] == ROOT)
                || name[0] == "online"
        };
        let mut attacker = Attacker::read(&all, near);
        attacker.narrow();
        assert_eq!(attacker.recovered(&all), Vec::<String>::new(), "{period}");
        // A count that is shown as 0 may always be 0, 1 or 2, and no bound is narrower than that.
        for ((name, shown, true_count), (least, most)) in all.iter().zip(&attacker.bounds) {
            assert!(
                *true_count == 0 || most - least >= 2,
                "{name:?}: {shown}, {least}..{most}"
            );
        }
        // The same attacker, where every figure is rounded by itself: this is what must not be published.
        for _ in 0..10 {
            for (_, shown, true_count) in &mut all {
                let (floor, rest) = (*true_count / 3, *true_count % 3);
                *shown = 3 * (floor + u64::from(chance.below(3) < rest));
            }
            let mut attacker = Attacker::read(&all, |_| true);
            attacker.narrow();
            naive += attacker.recovered(&all).len();
        }
    }
    assert!(small > 500, "only {small} small counts to hide");
    assert!(
        naive > 20,
        "the attacker is too weak to mean anything: {naive}"
    );
}

/// An attacker who also knows how the program draws: whatever is shown of a small table, each of its cells may have been
/// several things.
#[test]
fn whoever_knows_the_program_finds_several_tables_behind_what_is_shown() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Act, book);
    let tables: &[&[&str]] = &[&["online", "cross_border"]];
    let mut behind: BTreeMap<Vec<u64>, Vec<[u64; 4]>> = BTreeMap::new();
    let sizes = || 0..4_u64;
    for (a, b) in sizes().flat_map(|a| sizes().map(move |b| (a, b))) {
        for (c, d) in sizes().flat_map(|c| sizes().map(move |d| (c, d))) {
            let (mut batch, cells) = (RecordBatch::begin(body(1), &lists), [a, b, c, d]);
            // The others keep the total above the minimum, and stand in a row and column of their own.
            let kinds = [
                ("yes", "yes"),
                ("yes", "no"),
                ("no", "yes"),
                ("no", "no"),
                ("unknown", "unknown"),
            ];
            for ((online, cross), count) in kinds.iter().zip([a, b, c, d, 36]) {
                for _ in 0..count {
                    let fields = [
                        ("country", "th"),
                        ("act", "threat.death"),
                        ("completion", "carried_out"),
                        ("verification", "verified"),
                        ("unit", "individual"),
                        ("role", "hrd.defender"),
                        ("perpetrator", "st.police"),
                        ("online", online),
                        ("cross_border", cross),
                    ];
                    batch.add("2027-Q1".parse().unwrap(), &fields).unwrap();
                }
            }
            let text = batch.to_text();
            for seed in 0..40 {
                let key = key(seed + a * 1_000 + b * 10_000 + c * 100_000 + d * 1_000_000);
                let declared = with_key(declaration(RecordKind::Act, "2027-Q1", tables), &key);
                let document = release(&declared, &lists, &text, &key).unwrap();
                let shown = document.figures.tables[0].counts.clone();
                let known = behind.entry(shown).or_default();
                if !known.contains(&cells) {
                    known.push(cells);
                }
            }
        }
    }
    for (shown, tables) in &behind {
        for at in 0..4 {
            let first = tables[0][at];
            assert!(
                tables.iter().any(|table| table[at] != first),
                "{shown:?} was always {first} in cell {at}"
            );
        }
    }
    assert_eq!(
        behind.len(),
        16,
        "each of the four cells is shown as 0 or as 3"
    );
}

#[test]
fn a_count_is_the_same_in_every_table_that_shows_it() {
    let (book, key) = (book(), key(9));
    let lists = RecordLists::of(RecordKind::Act, book);
    let declared = with_key(
        declaration(
            RecordKind::Act,
            "2027-Q1",
            &[
                &["act:group", "sex"],
                &["act", "unit"],
                &["act"],
                &["act:group"],
                &["act:group", "role:group"],
            ],
        ),
        &key,
    );
    let text = acts(&lists, "2027-Q1", 300, &mut chance(3));
    let document = release(&declared, &lists, &text, &key).unwrap();
    let counts = |name: &str| {
        let found = document
            .figures
            .dimensions
            .iter()
            .find(|one| one.name == name)
            .unwrap();
        found
            .codes
            .iter()
            .cloned()
            .zip(found.counts.clone())
            .collect::<BTreeMap<_, _>>()
    };
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (code, count) in counts("act") {
        *sums
            .entry(code.split('.').next().unwrap().to_owned())
            .or_default() += count;
    }
    assert_eq!(sums, counts("act:group"), "codes add up to their groups");
    assert_eq!(document.figures.tables.len(), 3);
}

#[test]
fn unsound_records_are_refused_with_row_field_and_remedy() {
    let mut text = CodebookText::of_project();
    text.replaced =
        "list,code,replaced_by,since\nincident_type,threat.labelling,threat.violence,1\n";
    let book = text.read().unwrap();
    let lists = RecordLists::of(RecordKind::Act, &book);
    let sound =
        acts(&lists, "2027-Q1", 40, &mut chance(1)).replace("threat.labelling", "threat.death");
    let key = key(1);
    let declared = with_key(declaration(RecordKind::Act, "2027-Q1", TABLES), &key);
    let refused = |text: String| {
        release(&declared, &lists, &text, &key)
            .unwrap_err()
            .to_string()
    };
    let third = sound.lines().nth(7).unwrap();
    let cells: Vec<&str> = third.split(',').collect();
    let with = |at: usize, code: &str| {
        let mut cells = cells.clone();
        cells[at] = code;
        refused(sound.replace(third, &cells.join(",")))
    };
    for (told, expected) in [
        (
            with(3, "hunger.king"),
            "row 3, act: there is no `hunger.king` in incident_type: code the record anew",
        ),
        (
            with(3, "threat.labelling"),
            "row 3, act: `threat.labelling` is used no longer: code the record anew as `threat.violence`",
        ),
        (
            with(3, ""),
            "row 3, act: is empty: code it; `unknown` is a code too",
        ),
        (
            with(5, "duplicate"),
            "row 3, verification: what did not happen",
        ),
        (
            with(1, "2027-03-01"),
            "row 3, period: `2027-03-01` is no quarter such as 2027-Q1",
        ),
        (with(0, "7"), "row 3, key: `7` is no record key"),
        (with(0, &"0".repeat(32)), "row 3, key: does not follow"),
        (
            with(2, "atlantis"),
            "row 3, country: there is no `atlantis` in the countries",
        ),
        (
            with(2, "th,th"),
            "row 3: it has 21 fields and should have 20",
        ),
        (
            refused(sound.replace("codebook 1", "codebook 2")),
            "line 3, codebook: coded with version 2, and the release is of version 1",
        ),
        (
            refused(sound.replace("kind act", "kind case")),
            "line 2, kind: these are records of the kind `case`",
        ),
        (
            refused(sound.replace(&body(1).to_string(), &body(2).to_string())),
            "line 4, body: 02020202",
        ),
        (
            refused(sound.replace("tabir/v1/coded-records", "key,period")),
            "line 1: expected `tabir/v1/coded-records`",
        ),
        (
            refused(sound.replace(",online,", ",on_line,")),
            "line 5: expected `key,period,country,act,",
        ),
        (
            refused(format!("{sound}{}\n", sound.lines().last().unwrap())),
            "row 41, key: the record",
        ),
    ] {
        assert!(told.starts_with(expected), "{told}\n{expected}");
    }
    // A row without an end, and one that a quotation mark would carry over the lines.
    let told = refused(format!("{sound}{}", "f".repeat(5_000)));
    assert!(
        told.starts_with("row 41: it is longer than 4096 bytes"),
        "{told}"
    );
    let told = with(3, "\"threat.death");
    assert!(
        told.starts_with("row 3, act: there is no `\"threat.death`"),
        "{told}"
    );
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(sound.as_bytes()).unwrap();
    tally.take_file(sound.as_bytes()).unwrap();
    let told = tally.release(Some(&key)).unwrap_err().to_string();
    assert!(told.contains("stands in two files"), "{told}");
    let few =
        acts(&lists, "2027-Q1", 20, &mut chance(1)).replace("threat.labelling", "threat.death");
    assert!(refused(few).contains("fewer records than the 30"));
    let tally = Tally::begin(&declared, &lists);
    assert!(
        tally
            .release(None)
            .unwrap_err()
            .to_string()
            .contains("the rounding key is missing")
    );
    let tally = Tally::begin(&declared, &lists);
    let other = tally.release(Some(&self::key(2))).unwrap_err().to_string();
    assert!(other.contains("this is the rounding key"), "{other}");
}

#[test]
fn declarations_that_would_tell_too_much_are_refused() {
    let book = book();
    let act = |tables: &[&[&str]]| declaration(RecordKind::Act, "2027-Q1", tables);
    let changed = |change: fn(&mut TableDeclaration)| {
        let mut declared = act(TABLES);
        change(&mut declared);
        declared
    };
    for (declared, expected) in [
        (
            act(&[&["act", "sex", "unit"]]),
            "table 1: has no or more than two dimensions",
        ),
        (
            act(&[&["act"], &["sex", "age"]]),
            "table 2: crosses sex and age, which are both restricted",
        ),
        (
            act(&[&["act", "sex"], &["sex", "act"]]),
            "table 2: stands there twice",
        ),
        (
            act(&[&["act", "act:group"]]),
            "table 1: crosses a field with itself",
        ),
        (
            act(&[&["village"]]),
            "table 1: there is no dimension `village`: take one of country, act",
        ),
        (
            act(&[&["sex:group"]]),
            "table 1: the codes of `sex` have no groups",
        ),
        (
            act(&[&["act", "sex"], &["sex", "unit"], &["unit", "act"]]),
            "table 3: unit and act are linked by other tables already",
        ),
        (
            act(&[&["act:group", "sex"], &["act", "sex"]]),
            "table 2: act and sex are linked",
        ),
        (act(&[]), "tables: declare between 1 and 60"),
        (
            changed(|it| it.declared = "2027-01-01".to_owned()),
            "declared: tables of 2027-Q1 could be declared until 2026-12-31",
        ),
        (
            changed(|it| it.codebook = 7),
            "codebook: this program has version 1",
        ),
        (
            changed(|it| it.period = "2027".to_owned()),
            "period: rounded tables are of a quarter",
        ),
        (
            changed(|it| it.minimum_total = 3),
            "minimum_total: is less than 30",
        ),
        (
            changed(|it| it.register = "none".to_owned()),
            "register: is no digest of a register",
        ),
        (
            changed(|it| it.rounding_key = None),
            "rounding_key: names none: draw one",
        ),
        (
            changed(|it| it.bodies = vec![]),
            "bodies: name at least one",
        ),
        (
            declaration(RecordKind::Case, "2027-Q1", &[]),
            "period: exact figures are of a year",
        ),
        (
            declaration(RecordKind::Person, "2027", &[&["role"]]),
            "tables: exact figures have no tables",
        ),
    ] {
        let told = declared.check(book).unwrap_err().to_string();
        assert!(told.starts_with(expected), "{told}\n{expected}");
    }
    let text = act(TABLES).to_text();
    assert_eq!(TableDeclaration::from_text(&text).unwrap(), act(TABLES));
    assert!(TableDeclaration::from_text(&text.replace('\n', " ")).is_err());
}

#[test]
fn the_register_refuses_a_second_set_of_tables_over_the_same_records() {
    let check = |declared: TableDeclaration| declared.check(book()).unwrap();
    let first = check(declaration(RecordKind::Act, "2027-Q1", TABLES));
    let other_tables = check(declaration(RecordKind::Act, "2027-Q1", &[&["act", "unit"]]));
    let mut later = declaration(RecordKind::Act, "2027-Q2", TABLES);
    let unchained = check(later.clone());
    let mut wider = declaration(RecordKind::Act, "2027-Q1", TABLES);
    wider.bodies.push(body(2).to_string());
    let wider = check(wider);
    let digest = |text: &str| seal::Digest::of(text.as_bytes());
    let mut register = ReleaseRegister::default();
    assert!(
        register
            .release(&first, digest("a"))
            .unwrap_err()
            .to_string()
            .contains("not in the register")
    );
    register.declare(&first).unwrap();
    register.declare(&first).unwrap();
    for overlapping in [&other_tables, &wider] {
        let told = register.declare(overlapping).unwrap_err().to_string();
        assert!(told.contains("2027-Q1 act is declared already"), "{told}");
    }
    // A later declaration holds fast what stands in the register, so that no line before it can be left out.
    let told = register.declare(&unchained).unwrap_err().to_string();
    assert!(told.contains("or it was cut"), "{told}");
    later.register = register.end().to_string();
    let later = check(later);
    assert_eq!(register.end_for(&later), register.end());
    let mut practised = later.declaration.clone();
    practised.rehearsal = true;
    let practised = check(practised);
    assert_eq!(practised.name(), "rehearsal-2027-Q2-act");
    let told = register.declare(&practised).unwrap_err().to_string();
    assert!(told.contains("name another register"), "{told}");
    register.declare(&later).unwrap();
    assert_eq!(register.end_for(&first), seal::Digest::NONE);
    let mut other = ReleaseRegister::default();
    let told = other.declare(&later).unwrap_err().to_string();
    assert!(told.contains("or it was cut"), "{told}");
    register.release(&first, digest("a")).unwrap();
    register.release(&first, digest("a")).unwrap();
    let told = register
        .release(&first, digest("b"))
        .unwrap_err()
        .to_string();
    assert!(told.contains("released already"), "{told}");
    let text = register.to_text();
    assert_eq!(text.lines().count(), 3);
    assert_eq!(ReleaseRegister::from_text(&text).unwrap(), register);
    for broken in [
        text.replacen("2027-Q1", "2026-Q1", 1),
        text.lines()
            .skip(1)
            .map(|line| format!("{line}\n"))
            .collect(),
        format!("{text}released\n"),
    ] {
        assert!(ReleaseRegister::from_text(&broken).is_err(), "{broken}");
    }
}

#[test]
fn the_exact_table_of_a_year_has_no_small_figure() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Case, book);
    let declared = declaration(RecordKind::Case, "2027", &[])
        .check(book)
        .unwrap();
    let year = |received: u32, closed: &[(&str, u32)]| {
        let mut batch = RecordBatch::begin(body(1), &lists);
        let period = "2027".parse().unwrap();
        for _ in 0..received {
            batch.add(period, &[("event", "received")]).unwrap();
        }
        for (disposition, count) in closed {
            for _ in 0..*count {
                batch
                    .add(period, &[("event", "closed"), ("disposition", disposition)])
                    .unwrap();
            }
        }
        let mut tally = Tally::begin(&declared, &lists);
        tally.take_file(batch.to_text().as_bytes()).unwrap();
        tally.release(None)
    };
    let document = year(
        41,
        &[
            ("sub.substantiated", 6),
            ("sub.unfounded", 5),
            ("out.death", 10),
        ],
    )
    .unwrap();
    assert!(
        document
            .method
            .contains("again where one was opened and closed again")
    );
    // An outcome of a class that the table has not is refused, and not left out of what says it is exact.
    let mut other = book.clone();
    let mut named = other.lists.iter_mut();
    let list = named.find(|list| list.name == "disposition").unwrap();
    list.codes[0].code = "new.outcome".to_owned();
    let (other_lists, outcome) = (RecordLists::of(RecordKind::Case, &other), "new.outcome");
    let mut batch = RecordBatch::begin(body(1), &other_lists);
    let fields = [("event", "closed"), ("disposition", outcome)];
    batch.add("2027".parse().unwrap(), &fields).unwrap();
    let mut tally = Tally::begin(&declared, &other_lists);
    let told = tally.take_file(batch.to_text().as_bytes()).unwrap_err();
    assert!(
        told.to_string()
            .starts_with("row 1, disposition: is of no class"),
        "{told}"
    );
    let files = document.files();
    let csv = files.iter().find(|file| file.name == "cases.csv").unwrap();
    assert_eq!(
        csv.text,
        "figure,count\nreceived,41\nclosed_out,10\nclosed_sub,11\nclosed_act,0\n"
    );
    for small in [year(9, &[]), year(41, &[("act.charged", 1)])] {
        let told = small.unwrap_err().to_string();
        assert!(
            told.contains("between 1 and 9") && !told.contains("closed"),
            "{told}"
        );
    }
    let mut batch = RecordBatch::begin(body(1), &lists);
    let told = batch
        .add("2027".parse().unwrap(), &[("event", "closed")])
        .unwrap_err();
    assert!(
        told.to_string()
            .starts_with("row 1, disposition: a case that is closed"),
        "{told}"
    );
    let told = batch
        .add(
            "2027".parse().unwrap(),
            &[("event", "received"), ("disposition", "out.death")],
        )
        .unwrap_err();
    assert!(
        told.to_string()
            .starts_with("row 1, disposition: a case that is only received"),
        "{told}"
    );
    assert!(
        batch
            .add("2027".parse().unwrap(), &[("village", "x")])
            .is_err()
    );
    assert!(
        batch
            .add("2027-Q1".parse().unwrap(), &[("event", "received")])
            .is_err()
    );
}

#[test]
fn how_promises_were_kept_is_published_where_no_small_number_can_be_worked_out() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Case, book);
    let declared = declaration(RecordKind::Case, "2027", &[])
        .check(book)
        .unwrap();
    let year = |rows: &[(&str, &str, u32)], closed: u32| {
        let mut batch = RecordBatch::begin(body(1), &lists);
        let period = "2027".parse().unwrap();
        for (acknowledgement, feedback, count) in rows {
            let row = [
                ("event", "received"),
                ("acknowledgement", acknowledgement),
                ("feedback", feedback),
            ];
            for _ in 0..*count {
                batch.add(period, &row).unwrap();
            }
        }
        for _ in 0..closed {
            let row = [("event", "closed"), ("disposition", "sub.unfounded")];
            batch.add(period, &row).unwrap();
        }
        let mut tally = Tally::begin(&declared, &lists);
        tally.take_file(batch.to_text().as_bytes()).unwrap();
        tally.release(None).unwrap()
    };
    let shown = |document: &ReleaseDocument| {
        let cases = document.figures.cases.unwrap();
        let promises = cases.promises().into_iter();
        let names = promises.filter_map(|(name, counts)| counts.map(|_| name));
        names.collect::<Vec<_>>()
    };
    let whole = [
        ("kept", "kept", 30),
        ("late", "late", 12),
        ("kept", "not_due", 30),
    ];
    let document = year(&whole, 42);
    assert_eq!(shown(&document), ["acknowledgement", "feedback"]);
    assert!(document.method.contains("9 be worked out"));
    let files = document.files();
    let csv = files.iter().find(|file| file.name == "promises.csv");
    assert_eq!(
        csv.unwrap().text,
        "promise,result,count\nacknowledgement,kept,60\nacknowledgement,late,12\nacknowledgement,not_due,0\n\
         feedback,kept,30\nfeedback,late,12\nfeedback,not_due,30\n"
    );
    let own = files.iter().find(|file| file.name == ReleaseDocument::FILE);
    let own = own.unwrap().text.clone();
    assert_eq!(ReleaseDocument::from_text(&own).unwrap(), document);
    // A figure that was taken out of them is no release any more, nor is one that was added.
    for (from, to) in [
        ("\"late\": 12", "\"late\": 2"),
        ("\"late\": 12", "\"late\": 22"),
    ] {
        let told = ReleaseDocument::from_text(&own.replacen(from, to, 1)).unwrap_err();
        assert!(told.to_string().contains("promised day"), "{told}");
    }

    let none: [&str; 0] = [];
    let first = ["acknowledgement"];
    for (rows, closed, wanted) in [
        // Nobody coded it, or not of every case.
        (vec![("", "", 52)], 42, none.as_slice()),
        (
            vec![("kept", "kept", 51), ("kept", "", 1)],
            40,
            first.as_slice(),
        ),
        // A small figure of one promise.
        (
            vec![("kept", "kept", 43), ("kept", "late", 9)],
            30,
            first.as_slice(),
        ),
        // What one promise leaves of the other: five who were answered and have no outcome yet.
        (
            vec![
                ("kept", "kept", 30),
                ("not_due", "not_due", 20),
                ("kept", "not_due", 5),
            ],
            12,
            first.as_slice(),
        ),
        // What is left of the cases closed: five that were closed late.
        (
            vec![("kept", "kept", 30), ("kept", "late", 15)],
            35,
            first.as_slice(),
        ),
    ] {
        let document = year(&rows, closed);
        assert_eq!(shown(&document), wanted, "{rows:?}");
        let has_file = |file: &ReleaseFile| file.name == "promises.csv";
        assert_eq!(document.files().iter().any(has_file), !wanted.is_empty());
    }
    // Records that were closed say nothing of what was promised.
    let mut batch = RecordBatch::begin(body(1), &lists);
    let row = [
        ("event", "closed"),
        ("disposition", "sub.unfounded"),
        ("feedback", "kept"),
    ];
    let told = batch.add("2027".parse().unwrap(), &row).unwrap_err();
    assert!(
        told.to_string()
            .starts_with("row 1, feedback: what was promised is counted once"),
        "{told}"
    );
}

#[test]
fn the_exact_series_counts_a_person_once_for_a_harm() {
    let book = book();
    let lists = RecordLists::of(RecordKind::Person, book);
    let declared = declaration(RecordKind::Person, "2027", &[])
        .check(book)
        .unwrap();
    let mut batch = RecordBatch::begin(body(1), &lists);
    let person = |token, act, role, verification| {
        [
            ("person", token),
            ("act", act),
            ("role", role),
            ("verification", verification),
            ("shown_because", "consented"),
        ]
    };
    let (one, two) = ("00000000000000aa", "00000000000000bb");
    for (token, act, role) in [
        (one, "life.killing", "hrd.defender"),
        (one, "life.killing", "med.journalist"),
        (one, "integrity.torture", "hrd.defender"),
        (two, "threat.death", "uni.trade_unionist"),
        (two, "threat.violence", "uni.trade_unionist"),
    ] {
        batch
            .add(
                "2027".parse().unwrap(),
                &person(token, act, role, "verified"),
            )
            .unwrap();
    }
    for (fields, expected) in [
        (
            person(two, "life.killing", "hrd.defender", "plausible"),
            "verification: exact figures count only",
        ),
        (
            person(two, "legal.slapp", "hrd.defender", "verified"),
            "act: is no harm",
        ),
        (
            person(two, "life.killing", "wit.witness", "verified"),
            "role: is nobody",
        ),
        (
            person("AA", "life.killing", "hrd.defender", "verified"),
            "person: there is no `AA` in tokens",
        ),
    ] {
        let told = batch
            .add("2027".parse().unwrap(), &fields)
            .unwrap_err()
            .to_string();
        assert!(told.contains(expected), "{told}");
    }
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(batch.to_text().as_bytes()).unwrap();
    let document = tally.release(None).unwrap();
    assert_eq!(document.figures.persons, Some(2));
    let figure = |harm: &str, group: &str| {
        let found = document
            .figures
            .series
            .iter()
            .find(|one| one.harm == harm && one.group == group);
        found.unwrap().persons
    };
    assert_eq!(figure("killing", "journalist"), 1);
    assert_eq!(figure("killing", "human_rights_defender"), 0);
    assert_eq!(figure("torture", "human_rights_defender"), 1);
    assert_eq!(figure("other_harmful_acts", "trade_unionist"), 1);
    assert_eq!(
        document
            .figures
            .series
            .iter()
            .map(|one| one.persons)
            .sum::<u64>(),
        3
    );
    let text = document
        .files()
        .into_iter()
        .find(|file| file.name == ReleaseDocument::FILE)
        .unwrap()
        .text;
    assert!(ReleaseDocument::from_text(&text).is_ok());
}

/// What was not declared is not in a release, whatever its sums: no exact figure of persons, which two sign, beside rounded ones,
/// no table by the way, and no text of anybody's own.
#[test]
fn a_release_has_the_fields_of_its_kind_and_nothing_undeclared() {
    let book = book();
    let json = |document: &ReleaseDocument| {
        let files = document.files().into_iter();
        let own = files.filter(|file| file.name == ReleaseDocument::FILE);
        own.map(|file| file.text).next().unwrap()
    };
    let says = |document: &ReleaseDocument| {
        let read = ReleaseDocument::from_text(&json(document));
        match read.and_then(|read| read.check_codes(book)) {
            Ok(()) => String::new(),
            Err(fault) => fault.to_string(),
        }
    };
    let made = |kind: RecordKind, tables: &[&[&str]], rows: &[Vec<(&str, &str)>]| {
        let lists = RecordLists::of(kind, book);
        let period = if kind.is_exact() { "2027" } else { "2027-Q1" };
        let declared = declaration(kind, period, tables).check(book).unwrap();
        let mut batch = RecordBatch::begin(body(1), &lists);
        for row in rows {
            batch.add(period.parse().unwrap(), row).unwrap();
        }
        let mut tally = Tally::begin(&declared, &lists);
        tally.take_file(batch.to_text().as_bytes()).unwrap();
        tally.release(Some(&key(1))).unwrap()
    };
    let act = vec![
        ("country", "th"),
        ("act", "threat.death"),
        ("completion", "carried_out"),
        ("verification", "verified"),
        ("unit", "individual"),
        ("role", "hrd.defender"),
        ("perpetrator", "st.police"),
        ("online", "no"),
        ("cross_border", "no"),
    ];
    let acts = made(
        RecordKind::Act,
        &[&["online", "sex"], &["body"], &["country"]],
        &vec![act; 60],
    );
    let person = vec![
        ("person", "00000000000000aa"),
        ("act", "life.killing"),
        ("role", "hrd.defender"),
        ("verification", "verified"),
        ("shown_because", "public"),
    ];
    let persons = made(RecordKind::Person, &[], &[person]);
    let cases = made(
        RecordKind::Case,
        &[],
        &vec![vec![("event", "received")]; 12],
    );
    for sound in [&acts, &persons, &cases] {
        assert_eq!(says(sound), "");
    }
    let other = |document: &ReleaseDocument, change: &dyn Fn(&mut ReleaseDocument)| {
        let mut changed = document.clone();
        change(&mut changed);
        says(&changed)
    };
    // The rules of the declaration hold in a release too, also of another version of the codebook.
    for (told, expected) in [
        (
            other(&acts, &|it| it.declaration.minimum_total = 3),
            "minimum_total: is less than 30",
        ),
        (
            other(&acts, &|it| {
                it.declaration
                    .tables
                    .push(vec!["sex".to_owned(), "age".to_owned()])
            }),
            "table 4: crosses sex and age",
        ),
        (
            other(&acts, &|it| {
                it.declaration.codebook = 9;
                it.declaration.tables.push(vec!["village".to_owned()]);
            }),
            "table 4: there is no dimension `village`",
        ),
        (
            other(&acts, &|it| {
                it.declaration.declared = "2027-01-01".to_owned()
            }),
            "declared: tables of 2027-Q1",
        ),
        (
            other(&persons, &|it| it.declaration.period = "2027-Q1".to_owned()),
            "period: exact figures",
        ),
        (
            other(&persons, &|it| it.declaration.instance = "x".to_owned()),
            "instance: ",
        ),
        (other(&acts, &|it| it.declaration.codebook = 9), ""),
    ] {
        assert!(told.starts_with(expected), "{told}\n{expected}");
        assert!(!expected.is_empty() || told.is_empty(), "{told}");
    }
    let no_kind = "no figures of the kind";
    let series = persons.figures.series.clone();
    let extra = ReleasedDimension {
        name: "age".to_owned(),
        codes: vec!["unknown".to_owned()],
        counts: vec![60],
    };
    for (told, expected) in [
        (
            other(&acts, &|it| it.figures.series.clone_from(&series)),
            no_kind,
        ),
        (other(&acts, &|it| it.figures.base = None), no_kind),
        (
            other(&acts, &|it| it.figures.dimensions.push(extra.clone())),
            "dimensions are not those",
        ),
        (
            other(&acts, &|it| it.figures.dimensions.reverse()),
            "dimensions are not those",
        ),
        (
            other(&acts, &|it| drop(it.figures.dimensions.remove(0))),
            "dimensions are not those",
        ),
        (
            other(&acts, &|it| {
                it.figures.dimensions[0].codes[0] = body(2).to_string()
            }),
            "categories of body",
        ),
        (
            other(&acts, &|it| {
                it.figures.dimensions[2].codes[0] = "=cmd(),1".to_owned()
            }),
            "categories of online",
        ),
        (
            other(&acts, &|it| {
                it.figures.dimensions[2].codes[0] = "maybe".to_owned()
            }),
            "categories of online",
        ),
        (
            other(&acts, &|it| it.figures.dimensions[2].codes.swap(0, 1)),
            "categories of online",
        ),
        (
            other(&acts, &|it| {
                it.figures.dimensions[1].codes[0] = "atlantis".to_owned()
            }),
            "categories of country",
        ),
        (other(&cases, &|it| it.figures.total = Some(99)), no_kind),
        (
            other(&cases, &|it| it.figures.dimensions.push(extra.clone())),
            no_kind,
        ),
        (other(&cases, &|it| it.figures.persons = Some(1)), no_kind),
        (other(&persons, &|it| it.figures.total = Some(99)), no_kind),
        (
            other(&persons, &|it| it.figures.dimensions.push(extra.clone())),
            no_kind,
        ),
        (
            other(&persons, &|it| {
                it.figures.series[0].harm = "Somchai".to_owned()
            }),
            "not those of the series",
        ),
        (
            other(&persons, &|it| it.figures.series.swap(0, 1)),
            "not those of the series",
        ),
        (
            other(&persons, &|it| drop(it.figures.series.pop())),
            "not those of the series",
        ),
        (
            other(&persons, &|it| it.figures.persons = Some(2)),
            "2 persons cannot be",
        ),
        (
            other(&persons, &|it| it.figures.persons = Some(0)),
            "0 persons cannot be",
        ),
    ] {
        assert!(told.contains(expected), "{told}\n{expected}");
    }
}

/// Files that bring no record of the period change no byte: neither how many bodies handed in something is published, nor what
/// they handed in for other periods.
#[test]
fn files_of_other_periods_change_no_byte() {
    let (book, key) = (book(), key(8));
    let lists = RecordLists::of(RecordKind::Act, book);
    let mut declared = declaration(RecordKind::Act, "2027-Q1", TABLES);
    declared.bodies.push(body(2).to_string());
    let declared = with_key(declared, &key);
    let of_first = acts(&lists, "2027-Q1", 60, &mut chance(8));
    let of_second = acts(&lists, "2027-Q2", 3, &mut chance(9));
    let of_second = of_second.replace(&body(1).to_string(), &body(2).to_string());
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(of_first.as_bytes()).unwrap();
    tally.take_file(of_second.as_bytes()).unwrap();
    assert_eq!(tally.bodies_delivered(), 2);
    let both = tally.release(Some(&key)).unwrap();
    let one = release(&declared, &lists, &of_first, &key).unwrap();
    assert_eq!(both.files(), one.files());
}

#[test]
fn a_release_that_was_touched_is_none() {
    let (book, key) = (book(), key(4));
    let lists = RecordLists::of(RecordKind::Act, book);
    let declared = with_key(
        declaration(RecordKind::Act, "2027-Q1", &[&["online", "cross_border"]]),
        &key,
    );
    let text = acts(&lists, "2027-Q1", 90, &mut chance(4));
    let document = release(&declared, &lists, &text, &key).unwrap();
    let json = |document: &ReleaseDocument| {
        document
            .files()
            .into_iter()
            .find(|file| file.name == ReleaseDocument::FILE)
            .unwrap()
            .text
    };
    let refused = |change: fn(&mut ReleaseDocument)| {
        let mut changed = document.clone();
        change(&mut changed);
        ReleaseDocument::from_text(&json(&changed))
            .unwrap_err()
            .to_string()
    };
    assert!(refused(|it| it.figures.dimensions[0].counts[0] += 1).contains("is no multiple of 3"));
    assert!(
        refused(|it| it.figures.dimensions[0].counts[0] += 3)
            .contains("does not add up to the total")
    );
    assert!(
        refused(|it| it.figures.tables[0].counts[0] += 3).contains("does not add up to its sides")
    );
    assert!(
        refused(|it| it.figures.tables[0].rows = "act".to_owned())
            .contains("not those that were declared")
    );
    assert!(refused(|it| drop(it.figures.tables.pop())).contains("not those that were declared"));
    let other_dimensions = "dimensions are not those";
    assert!(refused(|it| drop(it.figures.dimensions.remove(0))).contains(other_dimensions));
    assert!(
        refused(|it| it.figures.dimensions[0].counts = vec![u64::MAX / 3 * 3; 3])
            .contains("add up")
    );
    assert!(refused(|it| it.figures.persons = Some(1)).contains("no figures of the kind"));
    assert!(refused(|it| it.name = "2027-Q2-act".to_owned()).contains("is called otherwise"));
    assert!(ReleaseDocument::from_text(&json(&document).replace(':', " :")).is_err());
}
