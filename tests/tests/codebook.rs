//! The codebook as others take it: written out by the program, and read by readers that are not ours.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use casework::CodebookText;
use journeys::run;
use serde_json::Value;

#[test]
fn every_list_is_written_out_and_read_by_others() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("codebook");
    let told = run(&["codebook", "export", out.to_str().unwrap()]).unwrap();
    let book = CodebookText::of_project().read().unwrap();
    let files: BTreeSet<String> = fs::read_dir(&out)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.len(), book.lists.len() * 4 + 5);
    assert!(
        told.contains(&format!("{} files of version", files.len())),
        "{told}"
    );
    let together = fs::read_to_string(out.join("codebook.csv")).unwrap();
    let mut rows = together.lines();
    for list in &book.lists {
        let read = |end: &str| fs::read_to_string(out.join(format!("{}{end}", list.name))).unwrap();
        let json: Value = serde_json::from_str(&read(".json")).unwrap();
        assert_eq!(json["codes"].as_array().unwrap().len(), list.codes.len());
        let described: Value = serde_json::from_str(&read(".csv-metadata.json")).unwrap();
        let columns = described["tableSchema"]["columns"].as_array().unwrap();
        let columns: Vec<_> = columns
            .iter()
            .map(|column| column["name"].as_str().unwrap())
            .collect();
        let csv = read(".csv");
        assert_eq!(
            csv.lines().next(),
            Some(columns.join(",").as_str()),
            "{}",
            list.name
        );
        assert_eq!(described["url"], format!("{}.csv", list.name));
        // The same rows stand in the file with all lists, behind the name of the list.
        for row in csv.lines() {
            let head = row.starts_with("code,parent,");
            let whole = if head {
                format!("list,{row}")
            } else {
                format!("{},{row}", list.name)
            };
            let is_first = list.name == book.lists[0].name;
            if !head || is_first {
                assert_eq!(rows.next(), Some(whole.as_str()));
            }
        }
    }
    assert_eq!(rows.next(), None);
    // Twice the same bytes, and nothing is written over.
    let again = run(&["codebook", "export", out.to_str().unwrap()]).unwrap_err();
    assert!(again.contains("cannot be made"), "{again}");
    let other = folder.path().join("again");
    run(&["codebook", "export", other.to_str().unwrap()]).unwrap();
    for file in &files {
        assert_eq!(
            fs::read(out.join(file)).unwrap(),
            fs::read(other.join(file)).unwrap(),
            "{file}"
        );
    }
    let read = Command::new("/usr/bin/python3")
        .args(["-c", READER, out.to_str().unwrap()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    if said.trim() == "no rdflib" {
        return;
    }
    let fault = String::from_utf8_lossy(&read.stderr);
    let codes: usize = book.lists.iter().map(|list| list.codes.len()).sum();
    assert_eq!(
        said.trim(),
        format!("{} lists, {codes} codes", book.lists.len()),
        "{fault}"
    );
}

#[test]
fn what_a_country_adds_is_checked_and_every_fault_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("th.csv");
    let check = |rows: &str| {
        let text = format!("country,list,code,label_en,definition,source\n{rows}");
        fs::write(&file, text).unwrap();
        run(&["codebook", "check", "--children", file.to_str().unwrap()])
    };
    let fits = "th,incident_type,threat.legal.royal,Threat of a charge of insult,Of the royal family,OWN\n";
    let told = check(fits).unwrap();
    assert!(told.contains("nothing is wrong"), "{told}");
    let wrong = "th,incident_type,threat.legal,Threat,Changed,OWN\nth,incident_type,hunger.king,Hunger,None,OWN\n";
    let told = check(wrong).unwrap_err();
    assert!(
        told.contains("2 faults") && told.contains("`hunger.king`"),
        "{told}"
    );
    let lists = run(&["codebook", "lists"]).unwrap();
    assert!(
        lists.contains("slapp_indicator") && lists.contains("16 codes"),
        "{lists}"
    );
}

/// Reads CSV, and SKOS with another reader of RDF: every list is a scheme, every concept of it has one notation, one English
/// label and a definition, and whatever it refers to is there.
const READER: &str = r##"
import csv, pathlib, sys
try:
    from rdflib import Graph, URIRef
    from rdflib.namespace import DCTERMS, RDF, SKOS
except ImportError:
    print("no rdflib")
    sys.exit()
folder = pathlib.Path(sys.argv[1])
base = "https://example.org/codebook/"
schemes = Graph().parse(folder / "schemes.ttl", format="turtle", publicID=base + "schemes.ttl")
known = {str(one) for one in schemes.subjects(RDF.type, SKOS.ConceptScheme)}
lists = codes = 0
together = set(Graph().parse(folder / "codebook.ttl", format="turtle", publicID=base + "codebook.ttl"))
single = set()
for path in sorted(folder.glob("*.ttl")):
    if path.name in ("codebook.ttl", "schemes.ttl"):
        continue
    graph = Graph().parse(path, format="turtle", publicID=base + path.name)
    single |= set(graph)
    scheme = URIRef(base + path.name)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph, path
    rows = list(csv.DictReader(open(path.with_suffix(".csv"), newline="")))
    concepts = set(graph.subjects(SKOS.inScheme, scheme))
    notations = sorted(str(n) for one in concepts for n in graph.objects(one, SKOS.notation))
    assert notations == sorted(row["code"] for row in rows), path
    for row in rows:
        one = URIRef(f"{scheme}#{row['code']}")
        english = [l for l in graph.objects(one, SKOS.prefLabel) if l.language == "en"]
        assert [str(l) for l in english] == [row["label_en"]], one
        assert [str(d) for d in graph.objects(one, SKOS.definition)] == [row["definition"]], one
        for parent in graph.objects(one, SKOS.broader):
            assert parent in concepts, one
        for match in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
            for other in graph.objects(one, match):
                assert any(str(other).startswith(s + "/") for s in known), other
        for by in graph.objects(one, DCTERMS.isReplacedBy):
            assert by in concepts, one
    for group in graph.subjects(RDF.type, SKOS.Collection):
        members = set(graph.objects(group, SKOS.member))
        assert members and members <= concepts, group
    lists += 1
    codes += len(rows)
assert together == single, together ^ single
print(f"{lists} lists, {codes} codes")
"##;
