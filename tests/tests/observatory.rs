//! The public's door: what it hands out, to whom, and the same as files.

use std::fs;
use std::process::Command;

use journeys::{PublicOffice, Reader, tell};

#[test]
fn the_door_hands_out_what_the_export_writes_byte_for_byte() {
    let office = PublicOffice::found();
    let files = office.exported("site");
    let (works, told) = office.export("site");
    assert!(!works && told.contains("cannot be made"), "{told}");
    assert!(files == office.exported("again"), "twice the same bytes");
    let door = office.serves();
    let reader = Reader::at(door.address());
    for (path, content) in &files {
        let told = reader.gets(&format!("/{path}"), &[]);
        assert_eq!(told.status, 200, "{path}");
        assert!(told.body == *content, "{path}");
        let csp = told.header("content-security-policy");
        assert!(
            csp.starts_with("default-src 'none'")
                && !csp.contains("script")
                && !csp.contains("unsafe"),
            "{path}: {csp}"
        );
        assert!(told.header("cache-control").starts_with("public, max-age="));
        assert_eq!(told.header("referrer-policy"), "no-referrer");
        assert_eq!(told.header("x-content-type-options"), "nosniff");
        assert_eq!(told.header("x-robots-tag"), "all");
        assert!(!told.headers.contains_key("set-cookie"), "{path}");
        let is_data = path.starts_with("data/");
        assert_eq!(
            told.headers.contains_key("access-control-allow-origin"),
            is_data
        );
        let policy = if is_data {
            "cross-origin"
        } else {
            "same-origin"
        };
        assert_eq!(
            told.header("cross-origin-resource-policy"),
            policy,
            "{path}"
        );
    }
    // Everything is found from the first page, and nothing else is there.
    assert_eq!(reader.crawls(), files.keys().cloned().collect());
}

#[test]
fn what_did_not_change_is_not_sent_again_and_nothing_but_reading_is_answered() {
    let office = PublicOffice::found();
    let door = office.serves();
    let reader = Reader::at(door.address());
    let mut lengths = vec![];
    for accepted in ["identity", "gzip, br"] {
        let page = "/codebook/incident_type.html";
        let told = reader.gets(page, &[("accept-encoding", accepted)]);
        let tag = told.header("etag").to_owned();
        assert_eq!(told.header("vary"), "accept-encoding");
        let packed = told.headers.get("content-encoding").map(String::as_str);
        assert_eq!(packed, accepted.starts_with("gzip").then_some("gzip"));
        lengths.push(told.body.len());
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            let asked = [
                ("accept-encoding", accepted),
                ("if-none-match", known.as_str()),
            ];
            let again = reader.gets(page, &asked);
            assert_eq!((again.status, again.body.len()), (304, 0), "{known}");
            assert_eq!(again.header("etag"), tag);
            assert!(
                again
                    .header("content-security-policy")
                    .starts_with("default-src 'none'")
            );
            assert!(again.header("cache-control").starts_with("public"));
        }
        let asked = [
            ("accept-encoding", accepted),
            ("if-none-match", "\"other\""),
        ];
        assert_eq!(reader.gets(page, &asked).status, 200);
        let head = reader.asks("HEAD", page, &[("accept-encoding", accepted)]);
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), told.header("content-length"));
        assert_eq!(head.header("etag"), tag);
    }
    assert!(lengths[0] > 5 * lengths[1], "{lengths:?}");

    let first = reader.gets("/", &[]);
    for same in ["/index.html", "/?l=id", "/?anything=else&"] {
        assert!(reader.gets(same, &[]).body == first.body, "{same}");
    }
    let indonesian = reader.gets("/", &[("accept-language", "id")]);
    assert!(indonesian.body == first.body, "one page for every cache");
    let moved = reader.gets("/codebook", &[]);
    assert_eq!(
        (moved.status, moved.header("location")),
        (308, "/codebook/")
    );
    for missing in [
        "/nowhere",
        "/data/",
        "/..%2findex.html",
        "/codebook/nowhere.html",
    ] {
        let told = reader.gets(missing, &[]);
        assert_eq!(told.status, 404, "{missing}");
        assert_eq!(told.header("x-robots-tag"), "noindex");
        assert_eq!(told.header("cache-control"), "no-store");
        assert!(told.text().contains("There is no such page"), "{missing}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let told = reader.asks(method, "/", &[]);
        assert_eq!(
            (told.status, told.header("allow")),
            (405, "GET, HEAD"),
            "{method}"
        );
        assert!(told.text().contains("This cannot be done here"), "{method}");
        assert_eq!(reader.asks(method, "/nowhere", &[]).status, 404, "{method}");
    }
}

#[test]
fn the_public_needs_no_database_and_nothing_of_a_visitor_is_kept() {
    let office = PublicOffice::found();
    let data = office.at("office");
    for secret in ["main.sqlite", "keystore.sqlite"] {
        fs::remove_file(data.join(secret)).unwrap();
    }
    for secret in ["secrets", "officers", "roster-keys"] {
        fs::remove_dir_all(data.join(secret)).unwrap();
    }
    let door = office.serves();
    let reader = Reader::at(door.address());
    let agent = [
        ("user-agent", "xylophone/1"),
        ("referer", "https://xylophone.invalid/"),
    ];
    assert_eq!(reader.gets("/", &agent).status, 200);
    assert_eq!(reader.gets("/xylophone?q=xylophone", &agent).status, 404);
    assert_eq!(reader.asks("POST", "/?q=xylophone", &agent).status, 405);
    drop(door);
    let said = fs::read_to_string(office.at("log")).unwrap();
    assert!(!said.contains("xylophone"), "{said}");
    let mut names = vec![];
    for entry in fs::read_dir(&data).unwrap() {
        names.push(entry.unwrap().file_name().into_string().unwrap());
    }
    assert!(
        !names.iter().any(|name| name.contains("sqlite")),
        "{names:?}"
    );
    office.exported("site");
    let without = fs::read_to_string(data.join("tabir.toml")).unwrap();
    let without = without.split("\n[observatory]").next().unwrap().to_owned();
    fs::write(data.join("tabir.toml"), without).unwrap();
    let config = data.join("tabir.toml");
    let arguments = [
        "serve",
        "--only",
        "observatory",
        "--config",
        config.to_str().unwrap(),
    ];
    let (works, told) = tell(&arguments);
    assert!(
        !works && told.contains("no section [observatory]"),
        "{told}"
    );
}

#[test]
fn the_catalogue_is_read_by_another_reader_and_names_every_file_with_its_size() {
    let office = PublicOffice::found();
    let files = office.exported("site");
    let folder = office.at("site");
    let read = Command::new("/usr/bin/python3")
        .args(["-c", READER, folder.to_str().unwrap()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    if said.trim() == "no rdflib" {
        eprintln!("left out: there is no rdflib");
        return;
    }
    let fault = String::from_utf8_lossy(&read.stderr);
    let data = files
        .keys()
        .filter(|path| path.starts_with("data/codebook/") || path.starts_with("data/uwazi/"));
    let lists = casework::CodebookText::of_project().read().unwrap().lists;
    let expected = format!("{} datasets, {} files", lists.len() + 1, data.count());
    assert_eq!(said.trim(), expected, "{fault}");
}

/// Reads the catalogue as linked data: every data set has a title, a description, a page and files, and every file is there and
/// as large as it says.
const READER: &str = r##"
import pathlib, sys
try:
    from rdflib import Graph, URIRef
    from rdflib.namespace import DCAT, DCTERMS, RDF
except ImportError:
    print("no rdflib")
    sys.exit()
folder = pathlib.Path(sys.argv[1])
base = "https://example.org/open/"
graph = Graph().parse(
    data=(folder / "data/catalogue.jsonld").read_text(), format="json-ld", publicID=base + "data/catalogue.jsonld"
)
catalogue, = graph.subjects(RDF.type, DCAT.Catalog)
assert str(catalogue) == base + "data/catalogue.jsonld#catalogue", catalogue
def there(url):
    assert str(url).startswith(base), url
    path = folder / str(url)[len(base):]
    assert path.is_file(), path
    return path
datasets = set(graph.objects(catalogue, DCAT.dataset))
assert datasets == set(graph.subjects(RDF.type, DCAT.Dataset))
files = set()
for one in datasets:
    for what in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.identifier, DCAT.version):
        assert len(list(graph.objects(one, what))) == 1, (one, what)
    page, = graph.objects(one, DCAT.landingPage)
    there(page)
    for distribution in graph.objects(one, DCAT.distribution):
        url, = graph.objects(distribution, DCAT.downloadURL)
        size, = graph.objects(distribution, DCAT.byteSize)
        kind, = graph.objects(distribution, DCAT.mediaType)
        assert isinstance(kind, URIRef), kind
        path = there(url)
        assert path.stat().st_size == int(size), path
        assert path not in files, path
        files.add(path)
print(f"{len(datasets)} datasets, {len(files)} files")
"##;
