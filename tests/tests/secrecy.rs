//! Who can read what: every key against everything that is stored, and traces of what was typed.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use journeys::{DEMO, Door, Filled, Source, TestOffice, run};
use pages::address;
use seal::{Grant, SealedObject, age_file};
use storage::StoredObject;

#[test]
fn of_twenty_officers_exactly_the_panel_opens_what_is_stored_and_an_excluded_one_nothing() {
    TestOffice::with_plan(&plan_of_twenty(), |office| {
        let accused = office.officer("Officer 0");
        let source = office.source();
        let form = source
            .writes("About officer 0.")
            .field("exclude", &accused.to_string());
        source.reports(&form.file("proof.txt", b"a signed paper"));
        let names: Vec<String> = (0..20).map(|number| format!("o{number}")).collect();
        let keys: Vec<_> = names.iter().map(|name| office.keys(name)).collect();
        let holders: Vec<_> = keys
            .iter()
            .filter(|keys| !office.reports_of(keys).is_empty())
            .collect();
        assert_eq!(holders.len(), 3);
        assert!(holders.iter().all(|holder| holder.officer != accused));

        let room = office.storage.case_room();
        let case = office.reports_of(holders[0])[0].0;
        let mut grants: Vec<Grant> = vec![];
        let mut objects: Vec<Vec<u8>> = vec![];
        for holder in &holders {
            let file = office
                .wait(room.case_file(holder.officer, case, office.today()))
                .unwrap();
            grants.extend(file.case.grants);
            objects = file
                .objects
                .iter()
                .filter_map(|arrived| match &arrived.object {
                    StoredObject::Text(SealedObject { sealed, .. }) => Some(sealed.clone()),
                    StoredObject::Bundle(_) => None,
                })
                .collect();
            let bundle = file
                .objects
                .iter()
                .find_map(|arrived| match &arrived.object {
                    StoredObject::Bundle(bundle) => Some(bundle.header.object),
                    StoredObject::Text(_) => None,
                });
            let mut reader = office
                .wait(room.bundle(holder.officer, bundle.unwrap(), office.today()))
                .unwrap();
            let mut sealed = vec![];
            while let Some(chunk) = office.wait(reader.next_chunk()).unwrap() {
                sealed.extend_from_slice(&chunk);
            }
            objects.push(sealed);
        }
        assert_eq!((grants.len(), objects.len()), (3, 3));
        for keys in &keys {
            let is_holder = holders.iter().any(|holder| holder.officer == keys.officer);
            let opened: Vec<_> = grants
                .iter()
                .filter_map(|grant| age_file::open(&keys.identity, &grant.sealed).ok())
                .collect();
            assert_eq!(opened.len(), usize::from(is_holder));
            assert!(
                objects
                    .iter()
                    .all(|sealed| age_file::open(&keys.identity, sealed).is_err())
            );
            for grant in opened {
                let text = std::str::from_utf8(&grant).unwrap();
                let case_key: seal::Identity = text.lines().last().unwrap().parse().unwrap();
                assert!(
                    objects
                        .iter()
                        .all(|sealed| age_file::open(&case_key, sealed).is_ok())
                );
            }
            if !is_holder {
                assert!(
                    office
                        .wait(room.case_file(keys.officer, case, office.today()))
                        .is_err()
                );
            }
        }
    });
}

#[test]
fn what_was_typed_at_level_c_is_afterwards_nowhere_on_the_disk_nor_in_what_the_server_said() {
    let canary = "canary-yellow-4711";
    let kept = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let config = sqlite_office(kept.path());
    let mut door = Door::serve(&config, log.path());
    let source = Source::at(door.address());
    let form = source
        .writes(canary)
        .field("who", canary)
        .field("where", canary)
        .file(&format!("{canary}.txt"), canary.repeat(300_000).as_bytes());
    let receipt = source.reports(&form);
    let back = source.returns_with(&receipt.digits);
    let hidden = Filled::default()
        .field("receipt", &receipt.digits)
        .field("l", "en");
    assert_eq!(
        source
            .sends(address::MESSAGE, &hidden.clone().field("message", canary))
            .status,
        200
    );
    assert_eq!(
        source
            .sends(address::MESSAGE, &hidden.clone().field("message", ""))
            .status,
        422
    );
    let logged = hidden
        .clone()
        .field("logged", "yes")
        .field("act-1", "threat.death")
        .field("done-1", "threatened")
        .field("unit", "indigenous_people")
        .field("activity", "hrd.land_environment")
        .field("by", "ng.organised_crime")
        .field("year-began", "2019")
        .field("place", canary)
        .field("message", canary);
    assert_eq!(source.sends(address::INCIDENT, &logged).status, 422);
    let logged = logged.field("size", "n250_999");
    assert_eq!(source.sends(address::INCIDENT, &logged).status, 200);
    let sued = hidden
        .clone()
        .field("logged", "yes")
        .field("country", "ph")
        .field("basis", "lese_majeste")
        .field("claimant", "judge_prosecutor")
        .field("defendants", "n10_49")
        .field("activity", "media.journalism")
        .field("topic", "land_indigenous")
        .field("stage", "s08_antislapp_motion")
        .field("outcome", "pending")
        .field("year-served", "2020")
        .field("docket", canary)
        .field("sum", canary)
        .field("message", canary);
    assert_eq!(source.sends(address::PROCEEDING, &sued).status, 422);
    let sued = sued.field("kind", "criminal_private");
    let told = source.sends(address::PROCEEDING, &sued);
    assert!(told.status == 200 && told.has("defence"), "{}", told.text());
    assert!(back.has("messages"));
    source.returns_with(canary);
    source.opens(&format!("/{canary}?{canary}"));
    let words: Vec<&str> = receipt.words.split(' ').collect();
    let tight: String = receipt.digits.split(' ').collect();
    let secrets = [
        canary,
        &receipt.digits,
        &tight,
        &receipt.words,
        &words.join("-"),
        "threat.death",
        "indigenous_people",
        "hrd.land_environment",
        "ng.organised_crime",
        "n250_999",
        "lese_majeste",
        "judge_prosecutor",
        "land_indigenous",
        "s08_antislapp_motion",
        "criminal_private",
        "127.0.0.1:",
        "ureq/",
    ];
    for stopped in [false, true] {
        if stopped {
            door.kill();
        }
        for secret in secrets {
            let found: Vec<_> = files_below(kept.path())
                .into_iter()
                .filter(|path| holds(path, secret))
                .collect();
            let configured = found
                .iter()
                .all(|path| path.ends_with("tabir.toml") && secret == "127.0.0.1:");
            assert!(configured, "`{secret}` stands in {found:?}");
            assert!(
                !holds(log.path(), secret),
                "`{secret}`: {}",
                fs::read_to_string(log.path()).unwrap()
            );
        }
    }
    assert!(
        files_below(kept.path())
            .iter()
            .any(|path| path.starts_with(kept.path().join("blobs"))),
        "there was something to search"
    );
}

#[test]
fn a_parcel_sealed_offline_opens_for_its_panel_and_nothing_of_it_can_be_changed() {
    let legal = "officer = [\n    { name = \"rights-custodian\"";
    let field = "officer = [\n    { name = \"rights-field\", label = \"Field investigator\", capability = \"investigator\" },\n    \
        { name = \"rights-custodian\"";
    assert!(DEMO.contains(legal));
    TestOffice::with_plan(&DEMO.replace(legal, field), |office| {
        let out = tempfile::tempdir().unwrap();
        let path = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
        fs::write(out.path().join("report.txt"), "Sealed at home.").unwrap();
        fs::write(out.path().join("photo.jpg"), vec![3; 6_000_000]).unwrap();
        let trust = office.folder().trust().to_str().unwrap().to_owned();
        let digest = office.trust.manifest.digest().to_string();
        let seal = |digest: &str, parcel: &str| {
            run(&[
                "seal",
                "--trust",
                &trust,
                "--manifest-digest",
                digest,
                "--body",
                "Human Rights Institution",
                "--basis",
                "saw",
                "--text-file",
                &path("report.txt"),
                "--attach",
                &path("photo.jpg"),
                "--out",
                &path(parcel),
            ])
        };
        let refused = seal(&"0".repeat(64), "none.tabir").unwrap_err();
        assert!(refused.contains("not the one with the digest"), "{refused}");
        let told = seal(&digest, "parcel.tabir").unwrap();
        let digits = told
            .lines()
            .find(|line| {
                line.trim().len() == 48 && line.trim().starts_with(|one: char| one.is_ascii_digit())
            })
            .unwrap()
            .trim();
        let parcel = fs::read(out.path().join("parcel.tabir")).unwrap();

        let source = office.source();
        let upload = |bytes: &[u8]| {
            source.sends(
                address::PARCEL,
                &Filled::default()
                    .field("l", "en")
                    .file_as("parcel", "parcel.tabir", bytes),
            )
        };
        for place in [
            10,
            60,
            1_500,
            4_000,
            20_000,
            parcel.len() / 2,
            parcel.len() - 1,
        ] {
            let mut changed = parcel.clone();
            changed[place] ^= 1;
            assert!(!upload(&changed).has("parcel-number"), "byte {place}");
        }
        assert!(
            !upload(&parcel[..parcel.len() - 9]).has("parcel-number"),
            "cut short"
        );
        assert!(!upload(b"").has("parcel-number"));
        assert!(
            office.everybody().iter().all(|one| one.cases().is_empty()),
            "nothing is half accepted"
        );

        let first = upload(&parcel);
        assert!(first.has("parcel-number"), "{}", first.text());
        assert_eq!(
            first.text(),
            upload(&parcel).text(),
            "the same parcel again"
        );
        let holder = ["rights-1", "rights-2", "rights-3"].map(|name| office.investigator(name));
        let case = holder[0].cases().remove(0);
        assert!(holder.iter().all(|one| one.lists() == [case.clone()]));
        let folder = path("case");
        let told = holder[0].says(&["open", &case, "--out", &folder]);
        assert!(
            told.contains("Sealed at home.") && told.contains("level A"),
            "{told}"
        );
        assert_eq!(
            fs::read(Path::new(&folder).join("files-1/001 photo.jpg")).unwrap(),
            vec![3; 6_000_000]
        );

        // To a machine without a connection and back.
        let archive = path("case.zip");
        holder[0].says(&["export", &case, "--out", &archive]);
        let reply = path("reply.tabir");
        holder[0].says(&[
            "reply",
            "--file",
            &archive,
            "--text",
            "Received on paper.",
            "--out",
            &reply,
        ]);
        let grant = path("grant.tabir");
        let colleague = office.officer("Field investigator").to_string();
        holder[0].says(&[
            "grant", "--file", &archive, "--to", &colleague, "--out", &grant,
        ]);
        for carried in [&reply, &grant] {
            office.investigator("rights-1").delivers(carried);
        }
        assert!(
            source
                .returns_with(digits)
                .text_of("messages")
                .contains("Received on paper.")
        );
        assert_eq!(office.investigator("rights-field").lists(), [case.as_str()]);

        // The reporter reads the answer at home; the server sees a mailbox number and no receipt.
        let kept = path("receipt.txt");
        fs::write(&kept, digits).unwrap();
        let pinned = [
            "--trust",
            &trust,
            "--manifest-digest",
            &digest,
            "--receipt-file",
            &kept,
        ];
        let answers = |act: &[&str]| run(&[&["answers"], act, &pinned].concat());
        let number = answers(&["mailbox"]).unwrap().trim().to_owned();
        let page = source.fetches(address::MAILBOX, &[("mailbox", &number)]);
        assert_eq!(page.len(), seal::answer::PAGE_BYTES);
        assert!(!page.windows(16).any(|window| window == b"Received on pape"));
        let unknown = source.fetches(address::MAILBOX, &[("mailbox", &"0".repeat(32))]);
        assert_eq!(unknown.len(), page.len());
        fs::write(path("page"), &page).unwrap();
        let told = answers(&["read", &path("page")]).unwrap();
        assert!(
            told.contains("Received on paper.") && told.contains("Complaints officer"),
            "{told}"
        );

        // And writes again at home: a message with a file, handed in like the parcel.
        fs::write(path("message.txt"), "Written at home.").unwrap();
        fs::write(path("photo.jpg"), [7; 90_000]).unwrap();
        let added = path("added.tabir");
        let (page_file, text, photo) = (path("page"), path("message.txt"), path("photo.jpg"));
        let write = ["write", &page_file, "--out"];
        assert!(answers(&[&write[..], &[&path("nothing")]].concat()).is_err());
        answers(
            &[
                &write[..],
                &[&added, "--text-file", &text, "--attach", &photo],
            ]
            .concat(),
        )
        .unwrap();
        let handed_in = upload(&fs::read(&added).unwrap());
        assert!(
            handed_in.has("parcel-number") && handed_in.text().contains("with the same receipt")
        );
        let opened = path("opened");
        let told = holder[0].says(&["open", &case, "--out", &opened]);
        assert!(told.contains("Written at home."), "{told}");
        let late = path("late.tabir");
        answers(&[&write[..], &[&late, "--delete"]].concat()).unwrap();

        let mut changed = page;
        changed[seal::answer::STATUS_BYTES + 3_000] ^= 1;
        fs::write(path("changed"), &changed).unwrap();
        let told = answers(&["read", &path("changed")]).unwrap();
        assert!(
            !told.contains("Received on paper.") && told.contains("cannot be trusted"),
            "{told}"
        );
    });
}

#[test]
fn the_door_speaks_tls_with_the_quantum_safe_group_first() {
    let kept = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let config = sqlite_office(kept.path());
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(kept.path().join("certificate.pem"), made.cert.pem()).unwrap();
    fs::write(
        kept.path().join("key.pem"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    let text = fs::read_to_string(&config).unwrap()
        + "certificate = \"certificate.pem\"\nkey = \"key.pem\"\n";
    fs::write(&config, text).unwrap();
    let door = Door::serve(&config, log.path());
    let address = door.address().strip_prefix("https://").unwrap();

    let mut roots = rustls::RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut session =
        rustls::ClientConnection::new(Arc::new(client), "localhost".try_into().unwrap()).unwrap();
    let mut line = TcpStream::connect(address).unwrap();
    let mut tls = rustls::Stream::new(&mut session, &mut line);
    tls.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = vec![];
    let _ = tls.read_to_end(&mut answer);
    assert!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    let group = session.negotiated_key_exchange_group().unwrap().name();
    assert_eq!(group, rustls::NamedGroup::X25519MLKEM768);
    assert_eq!(
        session.protocol_version(),
        Some(rustls::ProtocolVersion::TLSv1_3)
    );
}

#[test]
fn a_carrier_who_puts_rosters_of_their_own_into_an_archive_is_refused() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("Carried."));
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty())
            .unwrap();
        let case = holder.cases().remove(0);
        let out = tempfile::tempdir().unwrap();
        let path = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
        holder.says(&["export", &case, "--out", &path("case.zip")]);

        // The carrier signs manifest and roster anew, with keys of their own for every officer.
        let key = seal::SigningKey::draw().unwrap();
        let name = seal::note::NamedKey::new("demo-signer", key.verifying()).unwrap();
        let signed =
            |text: &str| seal::note::assemble(text, &[seal::note::sign(text, &name, &key)]);
        let mut manifest = (*office.trust.manifest).clone();
        manifest.roster_keys = vec![name.clone()];
        let roster = office.trust.newest().unwrap();
        let replaced = [
            ("trust/manifest", signed(&manifest.to_text())),
            ("trust/rosters/0", signed(&roster.to_text())),
        ];
        exchange(
            Path::new(&path("case.zip")),
            Path::new(&path("forged.zip")),
            &replaced,
        );
        for act in [
            &["open"][..],
            &[
                "grant",
                "--to",
                "Investigator, south",
                "--out",
                &path("grant"),
            ],
            &["reply", "--text", "x", "--out", &path("reply")],
        ] {
            let refused = holder.is_refused(&[act, &["--file", &path("forged.zip")]].concat());
            assert!(
                refused.contains("the manifest that came with this case"),
                "{act:?}: {refused}"
            );
        }
        holder.says(&["open", "--file", &path("case.zip")]);
    });
}

/// Copies a ZIP with other texts in some of its entries.
fn exchange(from: &Path, to: &Path, replaced: &[(&str, String)]) {
    let mut zip = zip::ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let mut copy = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        if let Some((_, text)) = replaced.iter().find(|(replaced, _)| *replaced == name) {
            bytes = text.clone().into_bytes();
        }
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        copy.start_file(name, stored).unwrap();
        copy.write_all(&bytes).unwrap();
    }
    copy.finish().unwrap();
}

/// Founds an office with SQLite in a folder and returns its configuration.
fn sqlite_office(folder: &Path) -> std::path::PathBuf {
    let plan = folder.join("plan.toml");
    fs::write(&plan, DEMO).unwrap();
    run(&[
        "setup",
        "--plan",
        plan.to_str().unwrap(),
        "--data",
        folder.join("office").to_str().unwrap(),
    ])
    .unwrap();
    let config = folder.join("office/tabir.toml");
    let text = fs::read_to_string(&config)
        .unwrap()
        .replace("127.0.0.1:8080", "127.0.0.1:0");
    fs::write(&config, text).unwrap();
    for entry in fs::read_dir(folder.join("office")).unwrap() {
        let entry = entry.unwrap();
        fs::rename(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder.join("tabir.toml")
}

fn plan_of_twenty() -> String {
    let officer = |number: usize| {
        format!(
            "[[body.unit.officer]]\nname = \"o{number}\"\nlabel = \"Officer {number}\"\ncapability = \"triage\"\n"
        )
    };
    let unit = |name: &str, numbers: std::ops::Range<usize>| {
        format!(
            "[[body.unit]]\nlabel = \"{name}\"\n{}",
            numbers.map(officer).collect::<String>()
        )
    };
    format!(
        "offset_minutes = 420\npanel = 3\nlog_origin = \"twenty.invalid/log\"\nroster_signers = [\"signer\"]\nroster_threshold = 1\n\
         [[body]]\nlabel = \"Commission\"\nkind = \"anti-corruption\"\n{}{}{}",
        unit("One", 0..7),
        unit("Two", 7..14),
        unit("Three", 14..20)
    )
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path))
        } else {
            files.push(path)
        }
    }
    files
}

fn holds(path: &Path, text: &str) -> bool {
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &wide]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}
