//! What files give away is shown and removed before they are sealed: on the reporter's own machine, and
//! at the door.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use journeys::{Door, Filled, InvestigatorAt, Source, TestOffice, run};
use pages::address;
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn what_files_give_away_is_listed_and_they_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let files = [
        ("photo.jpg", sample("photo.jpg")),
        ("letter.docx", sample("letter.docx")),
        ("plain\u{202e}.txt", b"Only text.".to_vec()),
        ("unknown", vec![7; 500]),
    ];
    let paths = files.each_ref().map(|(name, content)| {
        fs::write(path(name), content).unwrap();
        path(name)
    });
    let paths = paths.each_ref().map(String::as_str);
    let told = run(&[&["traces"], &paths[..]].concat()).unwrap();
    for expected in [
        "photo.jpg:\n  can be removed:",
        "location: ",
        "serial: ",
        "letter.docx:\n  can be removed:",
        "cannot be removed:",
        "tracked changes: ",
        "plain\u{fffd}.txt: nothing hidden was found.",
        "unknown: not looked into, and it stays as it is: this kind of file is not known here.",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    let told = run(&[&["traces", "--json"], &paths[..]].concat()).unwrap();
    let listed: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(listed[0]["name"], "photo.jpg");
    let kinds = |list: &Value| -> Vec<String> {
        let found = list.as_array().unwrap().iter();
        found
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(kinds(&listed[0]["removable"]).contains(&"location".to_owned()));
    assert!(kinds(&listed[1]["lasting"]).contains(&"tracked_changes".to_owned()));
    assert_eq!(listed[3]["unread"], "unknown_format");
    for (name, content) in &files {
        assert!(fs::read(path(name)).unwrap() == *content, "{name}");
    }
    assert!(run(&["traces", &path("missing")]).is_err());
}

#[test]
fn hidden_data_goes_before_sealing_and_the_original_stays_beside_when_that_is_asked() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let photo = sample("photo.jpg");
        fs::write(path("photo.jpg"), &photo).unwrap();
        fs::write(path("plain.txt"), "Only text.").unwrap();
        fs::write(path("unknown"), [7; 500]).unwrap();
        let (trust, digest) = trust_of(office);
        let files = [
            "--attach",
            &path("photo.jpg"),
            "--attach",
            &path("plain.txt"),
            "--attach",
            &path("unknown"),
        ];
        let seal = |parcel: &str, more: &[&str]| {
            let body = ["--body", "Anti-Corruption Commission", "--out", parcel];
            let whose = ["seal", "--trust", &trust, "--manifest-digest", &digest];
            run(&[&whose[..], &body, &files, more].concat())
        };
        let told = seal(&path("clean"), &["--clean", "--keep-original"]).unwrap();
        for expected in [
            "photo.jpg:\n  was removed:",
            "location: ",
            "plain.txt: nothing hidden was found.",
            "unknown: not looked into, and it stays as it is",
            "its name, is as it was",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        let opened = unpacked(office, &fs::read(path("clean")).unwrap());
        let clean = traces::clean(&photo);
        assert!(!clean.removed.is_empty() && clean.bytes != photo);
        assert!(opened.file("files-1/001 photo.jpg") == clean.bytes);
        assert!(opened.file("files-1/002 original-photo.jpg") == photo);
        assert_eq!(opened.file("files-1/003 plain.txt"), b"Only text.");
        assert_eq!(opened.file("files-1/004 unknown"), [7; 500]);

        let told = seal(&path("alone"), &["--clean"]).unwrap();
        assert!(told.contains("was removed:"), "{told}");
        let opened = unpacked(office, &fs::read(path("alone")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == clean.bytes);
        assert_eq!(opened.file("files-1/002 plain.txt"), b"Only text.");

        // Who does not ask for it is told in one line, and nothing is changed.
        let told = seal(&path("as-it-was"), &[]).unwrap();
        let line = told.lines().next().unwrap();
        for expected in ["location", "--clean", "tabir traces", "1 of 3"] {
            assert!(line.contains(expected), "{expected}: {told}");
        }
        let opened = unpacked(office, &fs::read(path("as-it-was")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == photo);
        assert!(seal(&path("nothing"), &["--keep-original"]).is_err());
        assert!(!Path::new(&path("nothing")).exists());
    });
}

#[test]
fn what_is_added_at_home_is_cleaned_as_well() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let source = office.source();
        let receipt = source.reports(&source.writes("A report."));
        fs::write(path("receipt"), &receipt.words).unwrap();
        fs::write(path("photo.jpg"), sample("photo.jpg")).unwrap();
        let (trust, digest) = trust_of(office);
        let receipt = path("receipt");
        let answers = |act: &[&str]| {
            let whose = ["--trust", &trust, "--manifest-digest", &digest];
            let whose = [&whose[..], &["--receipt-file", &receipt]].concat();
            run(&[&["answers"], act, &whose[..]].concat()).unwrap()
        };
        let mailbox = answers(&["mailbox"]);
        let page = source.fetches(address::MAILBOX, &[("mailbox", mailbox.trim())]);
        fs::write(path("page"), page).unwrap();
        let told = answers(&[
            "write",
            &path("page"),
            "--attach",
            &path("photo.jpg"),
            "--clean",
            "--out",
            &path("added"),
        ]);
        assert!(told.contains("photo.jpg:\n  was removed:"), "{told}");
        let opened = unpacked(office, &fs::read(path("added")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == traces::clean(&sample("photo.jpg")).bytes);
    });
}

#[test]
fn at_the_door_hidden_data_goes_when_the_box_is_ticked_and_the_receipt_says_which() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let (photo, letter) = (sample("photo.jpg"), sample("letter.docx"));
        let large = [&photo[..], &vec![0; (16 << 20) + 1 - photo.len()]].concat();
        let form = source
            .writes("With pictures.")
            .field("clean", "yes")
            .file("photo.jpg", &photo)
            .file("large.jpg", &large)
            .file("secret-name.docx", &letter)
            .file("plain.txt", b"Only text.")
            .file("unknown", &[7; 500])
            .file("again.jpg", &photo);
        let first = source.sends(address::REPORT, &form);
        assert_eq!(first.status, 200, "{}", first.text());
        let told = first.text_of("cleaned");
        for expected in [
            "Files 1, 6: Removed: who made it",
            "where it was made",
            "File 2: Sent as it was, because it is too large.",
            "File 3: Removed: ",
            "Still inside: remarks, parts that are not shown, deleted text that can still be read.",
            "File 4: Nothing hidden was found.",
            "File 5: Sent as it was, because this kind of file is not known here.",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        assert!(!first.html.contains("secret-name"));
        assert_eq!(source.sends(address::REPORT, &form), first, "sent twice");
        let kept = Unpacked::open(cases(office).remove(0));
        assert!(kept.file("files-1/001 photo.jpg") == traces::clean(&photo).bytes);
        assert!(kept.file("files-1/002 large.jpg") == large);
        assert!(kept.file("files-1/003 secret-name.docx") == traces::clean(&letter).bytes);
        assert_eq!(kept.file("files-1/004 plain.txt"), b"Only text.");
        assert_eq!(kept.file("files-1/005 unknown"), [7; 500]);
        assert!(kept.file("files-1/006 again.jpg") == traces::clean(&photo).bytes);

        // The same files without a tick are another form, and stay as they are.
        let unticked = source.sends(address::REPORT, &form.instead("clean", ""));
        assert!(!unticked.has("cleaned"), "{}", unticked.text());
        assert!(unticked.text().contains("was added to the report"));
        let kept = Unpacked::open(cases(office).remove(0));
        assert!(kept.file("files-2/001 photo.jpg") == photo);

        let receipt = first.text_of("receipt-words");
        let back = source.returns_with(&receipt);
        let after = journeys::between(&back.html, "name=\"after\" value=\"", "\"").to_owned();
        let form = Filled::default()
            .field("receipt", &receipt)
            .field("after", &after)
            .field("clean", "yes")
            .file("more.jpg", &photo);
        let added = source.sends(address::FILES, &form);
        let told = added.text_of("cleaned");
        assert!(told.contains("File 1: Removed: who made it"), "{told}");
        assert_eq!(source.sends(address::FILES, &form), added, "sent twice");
        let kept = Unpacked::open(cases(office).remove(0));
        assert!(kept.file("files-3/001 more.jpg") == traces::clean(&photo).bytes);
    });
}

#[test]
fn a_form_that_comes_back_keeps_its_tick() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let ticked = "name=\"clean\" value=\"yes\" aria-describedby=\"clean-hint\" checked";
        let form = source.writes("").field("clean", "yes");
        let back = source.sends(address::REPORT, &form);
        assert_eq!(back.status, 422);
        assert!(back.html.contains(ticked), "{}", back.html);
        assert!(!source.opens(address::REPORT).html.contains(ticked));
    });
}

#[test]
fn however_many_hostile_files_are_cleaned_at_once_the_memory_is_bounded() {
    TestOffice::on_each(|office| {
        let config = fs::read_to_string(office.config()).unwrap();
        let two_forms = config.replace("[intake]", "[intake]\nupload_megabytes = 112");
        fs::write(office.config(), two_forms).unwrap();
        let log = tempfile::NamedTempFile::new().unwrap();
        let door = Door::serve(office.config(), log.path());
        let source = Source::at(door.address());
        let sends = |name: &str, file: &[u8]| {
            let form = source.writes(name).field("clean", "yes");
            source.sends(address::REPORT, &form.file("a", file))
        };
        source.reports(&source.writes("Before."));
        let hostile = hostile();
        let before = memory(door.id(), "VmRSS:");
        fs::write(format!("/proc/{}/clear_refs", door.id()), "5").unwrap();
        for (name, is_refused, file) in &hostile {
            let answer = sends(name, file);
            assert_eq!(answer.status, 200, "{name}");
            let is_told = answer.text_of("cleaned").contains("too large");
            assert_eq!(is_told, *is_refused, "{name}: {}", answer.text());
        }
        std::thread::scope(|scope| {
            for (name, _, file) in &hostile {
                // Who finds no place is told to come back.
                scope.spawn(|| assert!([200, 503].contains(&sends(name, file).status)));
            }
        });
        let above = memory(door.id(), "VmHWM:") - before;
        assert!(above < MOST_MEBIBYTES, "{above} MiB above {before}");
        source.reports(&source.writes("Afterwards."));
    });
}

/// Files that are about as large as may be cleaned, each of which asks for as much memory as its format
/// lets it, and whether it is refused for that.
fn hostile() -> Vec<(&'static str, bool, Vec<u8>)> {
    let picture =
        |segments: &[u8]| [&b"\xff\xd8"[..], segments, b"\xff\xda\0\x02\x01\xff\xd9"].concat();
    let pair = b"\xff\xe1\0\x02\xff\xdb\0\x02";
    let remarks = [&b"\xff\xfe\xff\xf0"[..], &[7; 0xffee]].concat();
    let chunks = b"fmt \0\0\0\0junk\0\0\0\0";
    let sound = |times: usize| [&b"RIFF\0\0\0\0WAVE"[..], &chunks.repeat(times)].concat();
    let full = 16 << 20;
    vec![
        ("picture", true, picture(&pair.repeat(full / 8 - 2))),
        ("picture within", false, picture(&pair.repeat(450_000))),
        ("sound", true, sound(full / 16 - 1)),
        ("list", true, nodes(full / 2 - 4_096)),
        ("list within", false, nodes(240_000)),
        ("shared", false, shared(440)),
        ("markup", false, document("word/document.xml", &markup())),
        (
            "picture in a document",
            false,
            document(
                "word/media/a.jpg",
                &picture(&[&pair.repeat(1_000), &remarks.repeat(200)[..]].concat()),
            ),
        ),
    ]
}

/// A PDF of one object that is a list of numbers.
fn nodes(count: usize) -> Vec<u8> {
    let root = [&b"<</Type/Catalog/A["[..], &b"0 ".repeat(count), b"]>>"].concat();
    pdf(&[root], &[])
}

/// A PDF of full length whose objects all lie at one place of a packed group, so that it grows.
fn shared(count: usize) -> Vec<u8> {
    let numbers: Vec<usize> = (4..4 + count).collect();
    let refs: String = numbers
        .iter()
        .map(|number| format!("{number} 0 R "))
        .collect();
    let starts: String = numbers
        .iter()
        .map(|number| format!("{number} 0 "))
        .collect();
    let content = format!("{starts}({})", "x".repeat(100_000));
    let stream = |dictionary: &str, content: &[u8]| {
        let head = format!("<<{dictionary}/Length {}>>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let group = format!("/Type/ObjStm/N {count}/First {}", starts.len());
    pdf(
        &[
            format!("<</Type/Catalog/A[3 0 R {refs}]>>").into_bytes(),
            stream(&group, content.as_bytes()),
            stream("", &vec![b'0'; (16 << 20) - 300_000]),
        ],
        &numbers,
    )
}

/// A PDF with these objects, the first of which is its root, and others that lie in the second one.
fn pdf(objects: &[Vec<u8>], packed: &[usize]) -> Vec<u8> {
    let row = |kind: u8, place: usize, index: usize| {
        let place = u32::try_from(place).unwrap().to_be_bytes();
        let index = u16::try_from(index).unwrap().to_be_bytes();
        [&[kind][..], &place, &index].concat()
    };
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut rows = row(0, 0, 0);
    for (place, object) in objects.iter().enumerate() {
        rows.extend(row(1, file.len(), 0));
        file.extend(format!("{} 0 obj\n", place + 1).bytes());
        file.extend_from_slice(object);
        file.extend(b"\nendobj\n");
    }
    rows.extend((0..packed.len()).flat_map(|index| row(2, 2, index)));
    let (start, size) = (file.len(), 1 + objects.len() + packed.len());
    let length = rows.len();
    file.extend(
        format!(
            "{size} 0 obj\n<</Type/XRef/Size {size}/W[1 4 2]/Root 1 0 R/Length {length}>>\nstream\n"
        )
        .bytes(),
    );
    file.extend(rows);
    file.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

/// Almost as much as may be unpacked, all of it marks to remove.
fn markup() -> Vec<u8> {
    let part = b"<a rsidR=\"00000000\" b=\"c\"/>".repeat((31 << 20) / 27);
    [&b"<a>"[..], &part, b"</a>"].concat()
}

fn document(part: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [("[Content_Types].xml", &b"<Types/>"[..]), (part, content)] {
        writer.start_file(name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What the system says about the memory of a process, in MiB.
fn memory(process: u32, what: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    let kibibytes = line.split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() / 1_024
}

fn sample(name: &str) -> Vec<u8> {
    let samples = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/traces/tests/samples"
    );
    fs::read(Path::new(samples).join(name)).unwrap()
}

fn trust_of(office: &TestOffice) -> (String, String) {
    let trust = office.folder().trust().to_str().unwrap().to_owned();
    (trust, office.trust.manifest.digest().to_string())
}

/// Hands a parcel in and unpacks the files that came with it.
fn unpacked(office: &TestOffice, parcel: &[u8]) -> Unpacked {
    let before = cases(office);
    let form = Filled::default().file_as("parcel", "parcel", parcel);
    let kept = office.source().sends(address::PARCEL, &form);
    assert!(kept.has("parcel-number"), "{}", kept.text());
    let new = |(officer, case): &(InvestigatorAt, String)| {
        !before
            .iter()
            .any(|(known, old)| (&known.name, old) == (&officer.name, case))
    };
    // What is added to a report makes no case.
    let found = cases(office).into_iter().find(new);
    Unpacked::open(found.unwrap_or_else(|| before[0].clone()))
}

/// Every case with each of its holders.
fn cases(office: &TestOffice) -> Vec<(InvestigatorAt, String)> {
    let of = |officer: InvestigatorAt| {
        let cases = officer.cases().into_iter();
        cases.map(move |case| (officer.clone(), case))
    };
    office.everybody().into_iter().flat_map(of).collect()
}

/// What an officer wrote into a folder.
struct Unpacked {
    folder: TempDir,
}

impl Unpacked {
    fn open((officer, case): (InvestigatorAt, String)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("case");
        officer.says(&["open", &case, "--out", at.to_str().unwrap()]);
        Self { folder }
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let path = self.folder.path().join("case").join(name);
        fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }
}

/// Two forms that hold a file and their chunks, and one file that is cleaned.
const MOST_MEBIBYTES: u64 = 2 * 28 + 160;
