//! A desk elsewhere, worked at with the pages of the officer's own machine.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use casework::{Published, StoredObject};
use journeys::{Desk, Door, TestOffice, Wire, contains, in_chromium, press, send};
use thirtyfour::prelude::*;

#[test]
fn pages_that_the_server_exchanged_never_reach_an_officer_who_connects() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let name = office.a_holder().name;
        let factor = desk.opens_account(&name);
        let wire = Wire::to(desk.address());
        wire.change_modules();
        page.goto(format!("{}/?l=en", wire.address())).await?;
        let said = page.find(By::Id("desk-faults")).await?.text().await?;
        assert!(
            said.contains("does not work in this browser"),
            "the module is changed: {said}"
        );

        let before = wire.sent().len();
        let here = connect(office, wire.address(), &[]).map_err(anyhow::Error::msg)?;
        page.goto(format!("{}/?l=en", here.address())).await?;
        page.find(By::Css("#sign-in button:not([disabled])"))
            .await?;
        let code = factor.codes.code_at(office.clock.unix_seconds());
        let passphrase = office.passphrase(&name);
        for (field, typed) in [
            ("account", name.as_str()),
            ("passphrase", passphrase.words()),
            ("code", &code),
        ] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        send(page).await?;
        press(page, ".cases button").await?;
        let said = page.find(By::Css(".entries")).await?.text().await?;
        assert!(said.contains("The tender was rigged."), "{said}");
        let answer = page.find(By::Id("reply")).await?;
        answer.send_keys("When exactly?").await?;
        send(page).await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        let read = source.returns_with(&receipt.digits);
        assert!(read.text().contains("When exactly?"));

        let sent = wire.sent();
        let sent = &sent[before..];
        assert!(
            contains(sent, b"/reply HTTP/1.1"),
            "the answer went this way"
        );
        for asked in [&b"GET / "[..], b"GET /?", b"GET /s/file", b"GET /s/style"] {
            assert!(!contains(sent, asked), "what runs and shows is our own");
        }
        Ok(())
    });
}

#[test]
fn a_desk_of_another_office_is_refused_before_anybody_signs_in() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let another = seal::Digest::of(b"another manifest").to_string();
        let refused = Door::connect(desk.address(), &another, &[]).unwrap_err();
        assert!(refused.contains("do not sign in there"), "{refused}");

        let wire = Wire::to(desk.address());
        wire.change("panel 3", "panel 2");
        let refused = connect(office, wire.address(), &[]).unwrap_err();
        assert!(refused.contains("do not sign in there"), "{refused}");

        let no_desk = connect(office, office.door(), &[]).unwrap_err();
        assert!(no_desk.contains("is no desk"), "{no_desk}");
        let nobody = connect(office, "http://localhost:9", &[]).unwrap_err();
        assert!(nobody.contains("does not answer"), "{nobody}");
        let open_line = connect(office, "http://desk.example", &[]).unwrap_err();
        assert!(open_line.contains("write https://HOST"), "{open_line}");
    });
}

#[test]
fn only_pages_of_this_machine_reach_the_desk_and_only_what_the_desk_needs() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        let here = connect(office, wire.address(), &[]).unwrap();
        let port = here.address().rsplit(':').next().unwrap();
        let before = wire.sent().len();
        let own = format!("localhost:{port}");
        let elsewhere = [
            (own.as_str(), "origin: https://elsewhere.example\r\n"),
            (own.as_str(), "origin: null\r\n"),
            ("elsewhere.example", ""),
            (&format!("elsewhere.example:{port}"), ""),
        ];
        for (host, more) in elsewhere {
            for path in ["/api/cases", "/s/list"] {
                let answer = ask(port, host, path, more);
                assert!(
                    answer.starts_with("HTTP/1.1 404"),
                    "{host} {more}: {answer}"
                );
            }
        }
        for path in [
            "/api/other",
            "/s/9",
            "/api/cases/../../s/9",
            "//elsewhere.example/api/cases",
        ] {
            let answer = ask(port, &own, path, "");
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
        assert_eq!(wire.sent().len(), before, "nothing was passed on");

        let origin = format!("origin: http://localhost:{port}\r\nuser-agent: xylophone\r\n");
        let answer = ask(port, &own, "/api/cases", &origin);
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        let sent = wire.sent();
        assert!(contains(&sent[before..], b"GET /api/cases HTTP/1.1"));
        assert!(!contains(&sent, b"xylophone") && !contains(&sent, port.as_bytes()));
    });
}

#[test]
fn nothing_that_a_hostile_desk_answers_is_a_page_a_script_or_another_cookie() {
    TestOffice::on_each(|office| {
        let list = Published::of(&office.trust, usize::MAX).to_text().unwrap();
        let desk = hostile_desk(list);
        let here = connect(office, &desk, &[]).unwrap();
        let port = here.address().rsplit(':').next().unwrap();
        for path in ["/api/cases", "/api/files/aaaa", "/s/list"] {
            let answer = ask(port, &format!("localhost:{port}"), path, "").to_lowercase();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(!body.is_empty());
            let is_json = path == "/s/list";
            let kind = if is_json { "json" } else { "octet-stream" };
            assert!(
                head.contains(&format!("content-type: application/{kind}\r\n")),
                "{head}"
            );
            for needed in [
                "x-content-type-options: nosniff",
                "content-disposition: attachment",
            ] {
                assert!(head.contains(needed), "{head}");
            }
            for hostile in [
                "text/",
                "set-cookie: other",
                "set-cookie: __host-desk-other",
                "\nlocation:",
                "access-control",
                "service-worker",
            ] {
                assert!(!head.contains(hostile), "{head}");
            }
            assert_eq!(head.contains("set-cookie: __host-desk=mine"), !is_json);
        }
    });
}

#[test]
fn files_come_through_whole_and_a_desk_that_goes_away_is_said() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let content: Vec<u8> = (0..5_000_000_u32)
            .map(|place| place.to_be_bytes()[2])
            .collect();
        source.reports(&source.writes("See the file.").file("scan.pdf", &content));
        let desk = Desk::of(office);
        let here = connect(office, desk.address(), &[]).unwrap();
        let officer = desk.signed_in_through(here.address(), &office.a_holder().name);
        let id = officer.cases()[0].header.case;
        let file = officer.case(id);
        let bundle = file
            .objects
            .iter()
            .find_map(|arrived| match &arrived.object {
                StoredObject::Bundle(bundle) => Some(bundle.clone()),
                StoredObject::Text(_) => None,
            });
        let bundle = bundle.unwrap();
        let sealed = officer.gets(&format!("/api/files/{}", bundle.header.object));
        bundle.check_content(sealed.body.as_slice()).unwrap();
        let long = officer.writes(&file, &"Much to say. ".repeat(4_000), &office.trust);
        assert_eq!(officer.replies(id, &long).status, 204);

        drop(desk);
        // It ends in the background, and may still answer once or twice.
        let asks = || officer.gets("/api/cases");
        let told = (0..200).map(|_| asks()).find(|told| told.status != 200);
        let told = told.unwrap_or_else(asks);
        assert_eq!(
            (told.status, told.field("fault").as_str()),
            (502, "fault-desk-line")
        );
    });
}

#[test]
fn over_tls_a_desk_is_believed_only_when_an_authority_vouches_for_it() {
    let kept = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    TestOffice::found(journeys::DEMO, kept.path());
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let authority = kept.path().join("certificate.pem");
    fs::write(&authority, made.cert.pem()).unwrap();
    let key = kept.path().join("key.pem");
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    restrict(&key);
    let config = kept.path().join("tabir.toml");
    let text = "[trust]\nfolder = \"trust\"\n\
        [secrets]\nform_key_file = \"secrets/form-key\"\ndesk_key_file = \"secrets/desk-key\"\n\
        [database]\nsqlite = \"main.sqlite\"\n[keystore]\nsqlite = \"keystore.sqlite\"\n\
        [blobs]\nfolder = \"blobs\"\n[intake]\nlisten = \"127.0.0.1:0\"\n\
        [desk]\nlisten = \"127.0.0.1:0\"\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n";
    fs::write(&config, text).unwrap();
    journeys::run(&["migrate", "--config", config.to_str().unwrap()]).unwrap();
    let desk = Door::serve_only("desk", &config, log.path());
    let port = desk.address().rsplit(':').next().unwrap();
    let address = format!("https://localhost:{port}");
    let manifest = fs::read_to_string(kept.path().join("trust/manifest")).unwrap();
    let digest = seal::VerifiedManifest::check(&manifest)
        .unwrap()
        .digest()
        .to_string();

    let strange = Door::connect(&address, &digest, &[]).unwrap_err();
    assert!(strange.contains("does not answer"), "{strange}");
    let vouched = ["--authority", authority.to_str().unwrap()];
    let here = Door::connect(&address, &digest, &vouched).unwrap();
    let port = here.address().rsplit(':').next().unwrap();
    let list = ask(port, &format!("localhost:{port}"), "/s/list", "");
    assert!(list.starts_with("HTTP/1.1 200"), "{list}");
}

fn connect(office: &TestOffice, address: &str, more: &[&str]) -> Result<Door, String> {
    let digest = office.trust.manifest.digest().to_string();
    Door::connect(address, &digest, more)
}

/// Asks for something as no browser would, and returns all that is answered.
fn ask(port: &str, host: &str, path: &str, more: &str) -> String {
    let mut line = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    let asked = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{more}\r\n");
    line.write_all(asked.as_bytes()).unwrap();
    let mut answer = vec![];
    line.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// A desk that hands out the true list of officers, and for everything else what could run.
fn hostile_desk(list: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for line in listener.incoming() {
            let mut line = line.unwrap();
            let mut asked = [0; 4_096];
            let read = line.read(&mut asked).unwrap();
            let (head, body) = if asked[..read].starts_with(b"GET /s/list ") {
                ("content-type: application/json", list.as_str())
            } else {
                (HOSTILE, "<script src=\"/api/cases\"></script>")
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\n{head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            line.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

const HOSTILE: &str = "content-type: text/html; charset=utf-8\r\nset-cookie: other=1\r\n\
    set-cookie: __Host-desk-other=1\r\nset-cookie: __Host-desk=mine\r\nlocation: https://elsewhere.example/\r\n\
    access-control-allow-origin: *\r\nservice-worker-allowed: /\r\ncontent-disposition: inline";

fn restrict(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}
