//! Released figures at the public's door: as they were signed, in words, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use casework::RecordKind;
use journeys::{Custodian, Plan, PublicOffice, Reader};

const ACTS: &[&[&str]] = &[
    &["act:group", "perpetrator:group"],
    &["act:group", "sector"],
    &["act"],
    &["sex"],
];
const SUITS: &[&[&str]] = &[
    &["proceeding", "claimant"],
    &["proceeding", "outcome"],
    &["slapp", "proceeding"],
    &["topic"],
];

#[test]
fn every_release_is_shown_as_it_was_signed_and_what_does_not_hold_is_not() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    let releases = office.at("releases");
    let shown = publishes(&custodian, &releases);
    // The same one twice is one.
    copy(&shown[0], &releases.join("again"));
    // A figure that was changed afterwards, one that nobody signed, a rehearsal, and two about the same records.
    let plan = Plan {
        period: quarter(4),
        ..acts()
    };
    let changed = custodian.releases(&releases, &plan);
    let table = changed.join("act__group.csv");
    let text = fs::read_to_string(&table).unwrap();
    let other = text.replacen(",3\n", ",6\n", 1);
    assert_ne!(text, other);
    fs::write(&table, other).unwrap();
    let unsigned = custodian.releases(
        &releases,
        &Plan {
            body: 1,
            ..plan.clone()
        },
    );
    fs::remove_file(unsigned.join("SHA256SUMS.signed")).unwrap();
    let rehearsal = custodian.releases(
        &releases,
        &Plan {
            rehearsal: true,
            body: 1,
            ..plan.clone()
        },
    );
    let one = custodian.releases(
        &office.at("elsewhere"),
        &Plan {
            body: 2,
            ..plan.clone()
        },
    );
    copy(&one, &releases.join("one"));
    let other = Plan {
        body: 2,
        records: 240,
        ..plan
    };
    let two = custodian.releases(&releases, &other);
    fs::write(releases.join("notes.txt"), "no release").unwrap();

    let files = office.exported("site");
    let (works, told) = office.export("other");
    assert!(works, "{told}");
    for (place, why) in [
        (
            changed.clone(),
            "`act__group.csv` is not as it was released",
        ),
        (unsigned, "a data custodian has still to sign it"),
        (
            rehearsal,
            "it is a rehearsal, and this office is none for practice",
        ),
        (
            releases.join("one"),
            "two releases of them tell more than either",
        ),
        (two, "two releases of them tell more than either"),
    ] {
        let name = place.file_name().unwrap().to_str().unwrap();
        let line = told
            .lines()
            .find(|line| line.contains(&format!("/{name}` is not shown")));
        let line = line.unwrap_or_else(|| panic!("{name}: {told}"));
        assert!(line.contains(why), "{line}");
    }
    let refused = told.lines().filter(|line| line.contains("is not shown"));
    assert_eq!(refused.count(), 5, "{told}");

    // Byte for byte what was signed, and nothing of what does not hold.
    let published: BTreeMap<&str, &[u8]> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("data/releases/")?, bytes.as_slice())))
        .collect();
    let mut signed = 0;
    for place in &shown {
        let name = Custodian::shown_as(place);
        for file in fs::read_dir(place).unwrap() {
            let file = file.unwrap();
            let path = format!("{name}/{}", file.file_name().to_str().unwrap());
            let bytes = fs::read(file.path()).unwrap();
            assert!(
                published.get(path.as_str()) == Some(&bytes.as_slice()),
                "{path}"
            );
            signed += 1;
        }
    }
    assert_eq!(published.len(), signed);
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&format!("{}-act", quarter(4))), "{path}");
    }

    // The door has the same files, and every one is found from the first page.
    let door = office.serves();
    let reader = Reader::at(door.address());
    for (path, content) in &files {
        let told = reader.gets(&format!("/{path}"), &[]);
        assert_eq!(told.status, 200, "{path}");
        assert!(told.body == *content, "{path}");
    }
    assert_eq!(reader.crawls(), files.keys().cloned().collect());
    let said = fs::read_to_string(office.at("log")).unwrap();
    assert_eq!(said.matches("is not shown").count(), 5, "{said}");

    // With a register beside them only what is in it is shown.
    fs::write(releases.join("register"), "").unwrap();
    let (works, told) = office.export("with-register");
    assert!(
        works && told.matches("is not shown").count() >= shown.len(),
        "{told}"
    );
    assert!(told.contains("is in the register beside it"), "{told}");
    let none = office.at("with-register/data/releases");
    assert!(!none.exists());
    fs::write(releases.join("register"), "nonsense\n").unwrap();
    let (works, told) = office.export("with-nonsense");
    assert!(!works && told.contains("line 1 of the register"), "{told}");
}

#[test]
fn no_number_but_an_exact_one_is_anything_but_a_multiple_of_3_on_any_page_or_in_any_file() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    publishes(&custodian, &office.at("releases"));
    let files = office.exported("site");
    let (mut rounded, mut exact, mut bars) = (0, 0, 0);
    for (path, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap();
        let is_exact = [
            "-case-",
            "-person",
            "bodies.html",
            "sdg-16-10-1",
            "series/case",
            "series/person",
        ];
        let is_exact = is_exact.iter().any(|one| path.contains(one));
        if path.ends_with(".html") {
            for table in text.split("<table class=\"").skip(1) {
                let table = table.split("</table>").next().unwrap();
                let cells: Vec<(Option<u64>, u64)> = table
                    .split("<td><div>")
                    .skip(1)
                    .map(number_and_bar)
                    .collect();
                let most = cells
                    .iter()
                    .filter_map(|(count, _)| *count)
                    .max()
                    .unwrap_or(0);
                for (count, bar) in cells {
                    let Some(count) = count else {
                        assert_eq!(bar, 0, "{path}");
                        continue;
                    };
                    assert_eq!(
                        bar,
                        (count * 1_000).checked_div(most).unwrap_or(0),
                        "{path}"
                    );
                    bars += u64::from(bar > 0);
                    if is_exact {
                        exact += 1;
                    } else {
                        assert_eq!(count % 3, 0, "{path}: {count}");
                        rounded += 1;
                    }
                }
            }
        } else if path.starts_with("data/series/") && path.ends_with(".csv") && !is_exact {
            for line in text.lines().skip(1) {
                let count: u64 = line.rsplit(',').next().unwrap().parse().unwrap();
                assert_eq!(count % 3, 0, "{path}: {line}");
                rounded += 1;
            }
        } else if path.ends_with("release.json") && !is_exact {
            let told: serde_json::Value = serde_json::from_str(text).unwrap();
            for one in told["figures"]["dimensions"].as_array().unwrap() {
                for count in one["counts"].as_array().unwrap() {
                    assert_eq!(count.as_u64().unwrap() % 3, 0, "{path}");
                }
            }
        }
    }
    assert!(
        rounded > 2_000 && exact > 30 && bars > 500,
        "{rounded} {exact} {bars}"
    );
}

#[test]
fn a_page_says_in_words_what_the_files_say_in_codes() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    let shown = publishes(&custodian, &office.at("releases"));
    let files = office.exported("site");
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let book = casework::CodebookText::of_project().read().unwrap();
    let name = Custodian::shown_as(&shown[2]);
    assert!(name.starts_with(&format!("{}-proceeding-", quarter(2))));
    let page = text(&format!("releases/{name}.html"));
    let part = page
        .split("<section class=\"figure\" id=\"claimant\">")
        .nth(1)
        .unwrap();
    let part = part.split("</section>").next().unwrap();
    let csv = text(&format!("data/releases/{name}/claimant.csv"));
    let list = book.list("claimant_type").unwrap();
    let mut seen = 0;
    for line in csv.lines().skip(1) {
        let (code, count) = line.split_once(',').unwrap();
        let Some(entry) = list.code(code) else {
            assert_eq!(code, "_T");
            assert!(page.contains(&format!("About {count} were recorded")));
            continue;
        };
        let label = format!("codebook/claimant_type.html#{code}\">{}</a>", entry.label);
        let (before, after) = part.split_once(&label).unwrap();
        if count == "0" {
            assert!(before.contains("Categories that show 0"), "{code}");
        } else {
            assert!(
                after.starts_with(&format!("</th><td><div><span>{count}</span>")),
                "{code}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, list.codes.len());
    // Dimensions off the root say that they can lie further off.
    let near = "less than 3 away from what was counted";
    let far = "It can lie more than 2 away";
    assert!(part.contains(far) && !part.contains(near));
    let root = page.split("id=\"proceeding\">").nth(1).unwrap();
    assert!(root.split("</section>").next().unwrap().contains(near));

    let exact = text("bodies.html");
    assert!(exact.contains("Anti-Corruption Commission"));
    let kept = exact.split("id=\"promises-1\">").nth(1).unwrap();
    let kept = kept.split("</section>").next().unwrap();
    for (told, count) in [
        ("Receipt confirmed: In time", 120),
        ("Receipt confirmed: Late, or not at all", 120),
        ("Outcome told: Not due yet", 120),
    ] {
        let (_, after) = kept.split_once(told).unwrap();
        let cell = format!("<span>{count}</span>");
        assert!(
            after.split("</tr>").next().unwrap().contains(&cell),
            "{told}"
        );
    }
    assert!(kept.contains("a number of cases that can be worked out with them"));
    let series = text("data/series/case.promise.result.csv");
    assert!(series.contains(",acknowledgement,late,120\n"), "{series}");
    let suits = text("suits.html");
    for told in [
        "Who sues",
        "How a court case ended",
        "is not a finding of a court",
        "Laws that are used",
    ] {
        assert!(suits.contains(told), "{told}");
    }
    let time = text("time/act.html");
    for period in [quarter(1), quarter(2)] {
        assert!(
            time.contains(&format!("<th scope=\"col\">{period}</th>")),
            "{period}"
        );
    }
    let indonesian = text(&format!("id/releases/{name}.html"));
    assert!(indonesian.contains("<html lang=\"id\">") && indonesian.contains("triwulan kedua"));
}

#[test]
fn programs_read_every_table_and_the_catalogue_names_when_who_and_how_large() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    publishes(&custodian, &office.at("releases"));
    office.exported("site");
    let folder = office.at("site");
    let read = Command::new("/usr/bin/python3")
        .args(["-c", READER, folder.to_str().unwrap()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    let fault = String::from_utf8_lossy(&read.stderr);
    let (tables, catalogue) = said.trim().split_once('\n').unwrap_or((&said, ""));
    assert!(tables.ends_with(" tables"), "{said}{fault}");
    let tables: u32 = tables.split(' ').next().unwrap().parse().unwrap();
    assert!(tables > 90, "{said}");
    if catalogue == "no rdflib" {
        eprintln!("left out: there is no rdflib");
        return;
    }
    assert_eq!(catalogue, "6 releases, 22 series, 1 sheet", "{fault}");
}

#[test]
fn what_is_released_meanwhile_is_shown_without_a_restart_and_what_breaks_is_taken_away() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    let releases = office.at("releases");
    let door = office.serves();
    let reader = Reader::at(door.address());
    let first = reader.gets("/", &[]);
    assert!(first.text().contains("Nothing has been released yet."));
    let tag = first.header("etag").to_owned();
    let place = custodian.releases(&releases, &acts());
    let page = format!("/releases/{}.html", Custodian::shown_as(&place));
    assert_eq!(reader.gets(&page, &[]).status, 404);
    tells(door.id());
    until(|| reader.gets(&page, &[]).status == 200);
    let again = reader.gets("/", &[("if-none-match", &tag)]);
    assert_eq!(again.status, 200, "what changed has another tag");
    assert!(again.text().contains("About 120 were recorded."));
    fs::write(place.join("act.csv"), "act,count\n").unwrap();
    tells(door.id());
    until(|| reader.gets(&page, &[]).status == 404);
    let said = || fs::read_to_string(office.at("log")).unwrap();
    assert!(
        said().contains("What is released has changed"),
        "{}",
        said()
    );
    until(|| said().contains("`act.csv` is not as it was released"));
}

#[test]
fn an_office_for_practice_shows_rehearsals_and_says_so_on_every_page() {
    let (office, custodian) = PublicOffice::with_custodian(true);
    let rehearsal = Plan {
        rehearsal: true,
        ..acts()
    };
    let place = custodian.releases(&office.at("releases"), &rehearsal);
    let files = office.exported("site");
    let name = Custodian::shown_as(&place);
    assert!(name.starts_with(&format!("rehearsal-{}-act-", quarter(1))));
    let page = format!("releases/{name}.html");
    for told in [
        page.as_str(),
        "releases/index.html",
        "time/act.html",
        "index.html",
    ] {
        let html = String::from_utf8(files[told].clone()).unwrap();
        assert!(html.contains("This is a rehearsal."), "{told}");
    }
    for (path, bytes) in &files {
        let html = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            assert!(html.contains("class=\"training\""), "{path}");
        }
    }
    let catalogue = String::from_utf8(files["data/catalogue.jsonld"].clone()).unwrap();
    assert!(catalogue.contains("This is a rehearsal."));
}

fn acts() -> Plan<'static> {
    Plan {
        kind: RecordKind::Act,
        period: quarter(1),
        body: 0,
        tables: ACTS,
        records: 120,
        rehearsal: false,
    }
}

/// Six releases of every kind: two quarters of acts, court cases, protection, and a year of cases and of persons.
fn publishes(custodian: &Custodian, folder: &Path) -> Vec<std::path::PathBuf> {
    let plan = acts();
    let year = quarter(1).split('-').next().unwrap().to_owned();
    let kinds = [
        plan.clone(),
        Plan {
            period: quarter(2),
            records: 180,
            ..plan.clone()
        },
        Plan {
            kind: RecordKind::Proceeding,
            period: quarter(2),
            tables: SUITS,
            ..plan.clone()
        },
        Plan {
            kind: RecordKind::Protection,
            tables: &[&["measure", "status"], &["refusal"]],
            ..plan.clone()
        },
        Plan {
            kind: RecordKind::Case,
            period: year.clone(),
            tables: &[],
            ..plan.clone()
        },
        Plan {
            kind: RecordKind::Person,
            period: year,
            tables: &[],
            records: 7,
            ..plan
        },
    ];
    kinds
        .iter()
        .map(|plan| custodian.releases(folder, plan))
        .collect()
}

/// A quarter of the next year: what is declared today is about later.
fn quarter(number: u8) -> String {
    let today = seal::Day::at(http_guard::Clock::system().unix_seconds(), 420).to_string();
    let year: u16 = today.split('-').next().unwrap().parse().unwrap();
    format!("{}-Q{number}", year + 1)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn number_and_bar(cell: &str) -> (Option<u64>, u64) {
    let cell = cell.split("</td>").next().unwrap();
    let number = cell
        .split("<span>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    let number = number.replace([',', '.'], "");
    let long = |name: &str| {
        let value = cell.split(&format!(" {name}=\"")).last().unwrap();
        value.split('"').next().unwrap().parse::<u64>().ok()
    };
    let bar = if cell.contains("<rect y=") {
        long("height")
    } else if cell.contains("<rect width=") {
        cell.split("<rect width=\"")
            .nth(1)
            .and_then(|text| text.split('"').next()?.parse().ok())
    } else {
        Some(0)
    };
    (number.parse().ok(), bar.unwrap())
}

/// Tells a process to look again.
fn tells(id: u32) {
    let told = Command::new("/bin/kill")
        .args(["-HUP", &id.to_string()])
        .status();
    assert!(told.unwrap().success());
}

fn until(holds: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed().as_secs() < 60, "it never came");
        std::thread::yield_now();
    }
}

/// Reads every described table by its description, Uwazi's tables by Uwazi's rules, and the catalogue as linked data.
const READER: &str = r##"
import csv, json, pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
tables = 0
for path in sorted(folder.glob("data/**/*.csv-metadata.json")):
    told = json.loads(path.read_text())
    assert told["@context"] == "http://www.w3.org/ns/csvw", path
    rows = list(csv.reader(open(path.parent / told["url"], newline="", encoding="utf-8")))
    columns = told["tableSchema"]["columns"]
    assert rows[0] == [one["titles"] for one in columns], path
    key = told["tableSchema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    places = [[one["name"] for one in columns].index(name) for name in key]
    keys = set()
    for row in rows[1:]:
        assert len(row) == len(columns), (path, row)
        for cell, one in zip(row, columns):
            assert cell or not one["required"], (path, row)
            if one["datatype"] == "nonNegativeInteger":
                assert re.fullmatch(r"\d+", cell), (path, row)
            if one["datatype"] == "gYear":
                assert re.fullmatch(r"\d{4}", cell), (path, row)
            if one["datatype"] == "string" and "dc:conformsTo" in one and cell not in ("_X", "_T") and "__group" not in one["name"]:
                if "releases" not in path.parts:
                    lists = (path.parent / one["dc:conformsTo"]).resolve()
                    codes = {row["code"] for row in csv.DictReader(open(lists, newline="", encoding="utf-8"))}
                    assert cell in codes, (path, cell)
        mark = tuple(row[at] for at in places)
        assert not places or mark not in keys, (path, mark)
        keys.add(mark)
    tables += 1
for path in sorted(folder.glob("data/series/*.uwazi.csv")):
    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))
    assert rows[0][0] == "Title" and rows[0][-1] == "Count" and len(set(rows[0])) == len(rows[0]), rows[0]
    plain = list(csv.reader(open(str(path).replace(".uwazi", ""), newline="", encoding="utf-8")))
    assert [row[-1] for row in rows[1:]] == [row[-1] for row in plain[1:]], path
    for row in rows[1:]:
        assert re.fullmatch(r"\d{4}/\d\d/\d\d:\d{4}/\d\d/\d\d", row[2]), row
        assert all(cell.count("::") <= 1 and "|" not in cell for cell in row[4:]), row
    assert len({row[0] for row in rows[1:]}) == len(rows) - 1, path
    tables += 1
terms = set()
for path in folder.glob("data/uwazi/*.csv"):
    head, *lines = [line for line, in csv.reader(open(path, newline="", encoding="utf-8"))]
    assert head == "English" and lines and not lines[0].startswith("-"), path
    for line in lines:
        group = group if line.startswith("-") else line
        terms.add(f"{group}::{line[1:].strip()}" if line.startswith("-") else line)
used = {row[4] for row in csv.reader(open(next(folder.glob("data/series/act.act.uwazi.csv")), newline="", encoding="utf-8"))}
assert used - {"All", "Kinds of incidents"} <= terms, used - terms
sheet = list(csv.DictReader(open(folder / "data/sdg/sdg-16-10-1.csv", newline="", encoding="utf-8")))
assert len(sheet) == 18 and {row["Indicator"] for row in sheet} == {"16.10.1"}
for row in sheet:
    assert row["SeriesCode"] == row["GeoAreaCode"] == "" and row["Source"], row
assert sum(int(row["Value"]) for row in sheet) == 7
for path in folder.glob("data/series/*.json"):
    if not path.name.endswith("-metadata.json"):
        told = json.loads(path.read_text())
        plain = list(csv.DictReader(open(path.with_suffix(".csv"), newline="", encoding="utf-8")))
        assert len(told["rows"]) == len(plain) and told["columns"] == list(plain[0]), path
        for one, other in zip(told["rows"], plain):
            one[3] = "|".join(one[3])
            assert [str(cell) for cell in one] == list(other.values()), path
print(tables, "tables")
try:
    from rdflib import Graph, URIRef
    from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF
except ImportError:
    print("no rdflib")
    sys.exit()
base = "https://example.org/open/"
graph = Graph().parse(
    data=(folder / "data/catalogue.jsonld").read_text(), format="json-ld", publicID=base + "data/catalogue.jsonld"
)
found = {"release": 0, "series": 0, "sdg": 0}
files = set()
for one in graph.subjects(RDF.type, DCAT.Dataset):
    name = str(next(graph.objects(one, DCTERMS.identifier)))
    kind = name.split("-")[0]
    if kind in found:
        found[kind] += 1
        assert not list(graph.objects(one, DCTERMS.license)), one
        time, = graph.objects(one, DCTERMS.temporal)
        start, = graph.objects(time, DCAT.startDate)
        end, = graph.objects(time, DCAT.endDate)
        assert start.toPython() < end.toPython(), one
        publisher, = graph.objects(one, DCTERMS.publisher)
        assert [str(n) for n in graph.objects(publisher, FOAF.name)] == ["Anti-Corruption Commission"], one
    else:
        assert len(list(graph.objects(one, DCTERMS.license))) == 1, one
    page, = graph.objects(one, DCAT.landingPage)
    assert (folder / str(page)[len(base):]).is_file(), page
    for distribution in graph.objects(one, DCAT.distribution):
        url, = graph.objects(distribution, DCAT.downloadURL)
        size, = graph.objects(distribution, DCAT.byteSize)
        kind, = graph.objects(distribution, DCAT.mediaType)
        path = folder / str(url)[len(base):]
        assert path.stat().st_size == int(size), path
        files.add(path)
everything = {path for path in folder.glob("data/**/*") if path.is_file()} - {folder / "data/catalogue.jsonld"}
assert files == everything, files ^ everything
print(f"{found['release']} releases, {found['series']} series, {found['sdg']} sheet")
"##;
