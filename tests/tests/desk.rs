//! The officers' desk in a real browser: what a reporter sent is opened there and nowhere else.

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::Context;
use journeys::{
    Browser, Desk, Door, InvestigatorAt, Make, Source, TestOffice, Wire, between, contains,
    in_chromium, in_each_browser, press, run, send, spellings,
};
use thirtyfour::prelude::*;

#[test]
fn a_case_is_opened_and_answered_at_the_desk_which_never_reads_it() {
    let kept = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let config = office_with_desk(kept.path());
    let door = Door::serve_only("intake", &config, log.path());
    let desk = Door::serve_only("desk", &config, log.path());
    let source = Source::at(door.address());
    let filled = source
        .writes("xylophone-canary was rigged.")
        .field("who", "trombone-canary");
    let receipt = source.reports(&filled.file("bassoon-canary.txt", b"the tuba-canary"));
    let name = a_holder(kept.path());
    let passphrase = passphrase_of(kept.path(), &name);
    let app = run(&in_office(&["desk", "sign-up", "--as", &name], kept.path())).unwrap();
    let secret = seal::CodeSecret::from_base32(between(&app, "secret=", "&")).unwrap();

    block_on(Browser::run(Make::Chromium, 1_280, async |page| {
        let wire = Wire::to(desk.address());
        let journey = async || -> anyhow::Result<()> {
            page.goto(format!("{}/?l=en", wire.address())).await?;
            let code = secret.code_at(http_guard::Clock::system().unix_seconds());
            sign_in(page, &name, &passphrase, &code).await?;
            page.find(By::Css(".cases bdi:not(:empty)")).await?;
            let row = page.find(By::Css(".cases button")).await?;
            let listed = row.text().await?;
            assert!(listed.contains("xylophone-canary was rigged."), "{listed}");
            press(page, ".cases button").await?;
            let said = page.find(By::Css(".entries")).await?.text().await?;
            assert!(said.contains("xylophone-canary was rigged."), "{said}");
            let facts = page.find(By::Css("[data-facts]")).await?.text().await?;
            assert!(facts.contains("trombone-canary"), "{facts}");

            press(page, ".entries [data-what='files'] button").await?;
            let file = page.find(By::Css("[data-files] a")).await?;
            assert_eq!(
                file.attr("download").await?.as_deref(),
                Some("bassoon-canary.txt")
            );
            assert!(
                file.attr("href")
                    .await?
                    .is_some_and(|at| at.starts_with("blob:"))
            );

            let answer = page.find(By::Id("reply")).await?;
            answer.send_keys("Thank you, clarinet-canary.").await?;
            send(page).await?;
            page.find(By::Css("[data-sent]:not([hidden])")).await?;
            let said = page.find(By::Css(".entries")).await?.text().await?;
            assert!(said.contains("Thank you, clarinet-canary."), "{said}");
            let read = source.returns_with(&receipt.digits);
            assert!(read.text().contains("Thank you, clarinet-canary."));

            // Nothing of it stands in the address, and a reload locks.
            let address = page.current_url().await?;
            assert_eq!((address.path(), address.fragment()), ("/", None));
            page.refresh().await?;
            page.find(By::Css("#sign-in button:not([disabled])"))
                .await?;
            let shown = page.source().await?;
            assert!(!shown.contains("canary") && shown.contains("id=\"sign-in\""));
            Ok(())
        };
        told(journey().await, page).await;

        let sent = wire.sent();
        assert!(
            contains(&sent, b"/reply HTTP/1.1"),
            "the answer went this way"
        );
        assert!(
            contains(&sent, b"POST /api/sign-out"),
            "the session was ended"
        );
        let words: Vec<_> = passphrase.split(' ').collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        let canaries = ["xylophone", "trombone", "bassoon", "tuba", "clarinet"];
        let canaries = canaries.map(|one| format!("{one}-canary"));
        let secrets: Vec<_> = canaries.into_iter().chain(pairs).collect();
        let is_private = |path: &PathBuf| !path.starts_with(kept.path().join("officers"));
        let files: Vec<_> = files_below(kept.path())
            .into_iter()
            .filter(is_private)
            .collect();
        for secret in &secrets {
            for spelt in spellings(secret) {
                assert!(!contains(&sent, &spelt), "{secret} went over the line");
                for path in &files {
                    let bytes = fs::read(path).unwrap();
                    assert!(
                        !contains(&bytes, &spelt),
                        "{secret} stands in {}",
                        path.display()
                    );
                }
            }
        }
        let needles: Vec<_> = secrets.iter().map(String::as_bytes).collect();
        match memory_holds(desk.id(), &[b"Investigator, north"]) {
            Ok(found) => {
                assert_eq!(found, [true], "what it must hold is found");
                let found = memory_holds(desk.id(), &needles).unwrap();
                assert!(!found.contains(&true), "{secrets:?} {found:?}");
            }
            Err(fault) => eprintln!("left out: the desk's memory cannot be read ({fault})"),
        }
    }));
}

#[test]
fn the_desk_locks_by_itself_when_nobody_touches_it_and_when_asked() {
    in_chromium(async |office, page| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let passphrase = office.passphrase("north-1");
        for locks in [
            "const now = Date.now; Date.now = () => now() + 601000;",
            "document.querySelector('[data-act=lock]').click();",
        ] {
            page.goto(format!("{}/?l=en", desk.address())).await?;
            let code = factor.codes.code_at(office.clock.unix_seconds());
            sign_in(page, "north-1", passphrase.words(), &code).await?;
            let shown = page.find(By::Css("main")).await?.text().await?;
            assert!(shown.contains("No cases are waiting for you."), "{shown}");
            page.execute(locks, vec![]).await?;
            page.find(By::Css("#desk-locked:not([hidden])")).await?;
            page.find(By::Id("sign-in")).await?;
            page.back().await?;
            page.find(By::Css("#sign-in button:not([disabled])"))
                .await?;
            assert!(page.find_all(By::Css("main .cases")).await?.is_empty());
            // A code is good once.
            office.clock.move_to(office.clock.unix_seconds() + 60);
        }
        Ok(())
    });
}

#[test]
fn what_is_wrong_with_a_sign_in_is_said_in_the_page() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let passphrase = office.passphrase("north-1");
        let code = factor.codes.code_at(office.clock.unix_seconds());
        let wrong = if code == "000000" { "000001" } else { "000000" };
        page.goto(format!("{}/?l=en", desk.address())).await?;
        for (name, words, code, expected) in [
            ("", passphrase.words(), code.as_str(), "Type the name"),
            (
                "north-1",
                "abandon nonsense",
                &code,
                "“nonsense” is not one",
            ),
            ("north-1", "abandon ability", &code, "has seven words"),
            (
                "south-1",
                passphrase.words(),
                &code,
                "do not belong together",
            ),
            (
                "north-1",
                passphrase.words(),
                wrong,
                "This code is not the right one",
            ),
        ] {
            type_in(page, name, words, code).await?;
            send(page).await?;
            let said = format!("//*[@id='desk-faults' and contains(.,'{expected}')]");
            page.query(By::XPath(said)).first().await?;
        }
        sign_in(page, "north-1", passphrase.words(), &code).await
    });
}

#[test]
fn pressing_twice_signs_in_once() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let code = factor.codes.code_at(office.clock.unix_seconds());
        let wire = Wire::to(desk.address());
        page.goto(format!("{}/?l=en", wire.address())).await?;
        type_in(page, "north-1", office.passphrase("north-1").words(), &code).await?;
        let twice = "const form = document.getElementById('sign-in');
            const send = form.querySelector('button.send');
            send.click(); send.click(); form.requestSubmit();";
        page.execute(twice, vec![]).await?;
        page.query(By::XPath("//h1[.='My cases']")).first().await?;
        assert!(page.find_all(By::Id("desk-faults")).await?.is_empty());
        let sent = String::from_utf8_lossy(&wire.sent()).into_owned();
        for message in ["begin", "finish"] {
            let count = sent
                .matches(&format!("POST /api/sign-in/{message}"))
                .count();
            assert_eq!(count, 1, "{message}");
        }
        Ok(())
    });
}

#[test]
fn a_changed_module_opens_no_desk() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        wire.change_modules();
        page.goto(format!("{}/?l=en", wire.address())).await?;
        let said = "//*[@id='desk-faults' and contains(.,'does not work in this browser')]";
        page.query(By::XPath(said)).first().await?;
        page.find(By::Css("#sign-in button[disabled]")).await?;
        Ok(())
    });
}

#[test]
fn a_colleague_is_let_into_a_case_and_an_excluded_one_is_not_offered() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let source = office.source();
        let roster = office.trust.newest().context("a roster")?;
        let officer = |name: &str| roster.officer(office.keys(name).officer);
        let excluded = officer("south-2").context("an officer")?;
        let filled = source
            .writes("The tender was rigged.")
            .field("exclude", &excluded.id.to_string());
        source.reports(&filled);
        let (mut holders, others): (Vec<_>, Vec<_>) = office
            .everybody()
            .into_iter()
            .partition(|one| !one.cases().is_empty());
        let name = holders.remove(0).name;
        desk.signs_in_on(page, &name).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("#colleague option")).await?;
        let offered = "return [...document.querySelectorAll('#colleague option')].map((one) => one.textContent)";
        let offered: Vec<String> = page.execute(offered, vec![]).await?.convert()?;
        assert!(
            !offered.iter().any(|one| one.starts_with(&excluded.label)),
            "{offered:?}"
        );
        let first = |one: &&InvestigatorAt| {
            officer(&one.name)
                .is_some_and(|one| offered[0].starts_with(&format!("{}, ", one.label)))
        };
        let free = others.iter().find(first);
        let free = free.context("the first that is offered")?;
        assert!(free.cases().is_empty());
        press(page, "[data-grant] button").await?;
        page.find(By::Css("[data-granted]:not([hidden])")).await?;
        let told = free.says(&["open", &free.cases()[0]]);
        assert!(told.contains("The tender was rigged."), "{told}");
        let offered_now = page.find_all(By::Css("#colleague option")).await?.len();
        assert_eq!(offered_now, offered.len() - 1);
        Ok(())
    });
}

#[test]
fn files_are_shown_as_letters_and_points_and_nothing_in_them_runs() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let source = office.source();
        let samples = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/traces/tests/samples"
        );
        // Lies on its side, and says so. Firefox does not turn a PNG that says so.
        let photo = fs::read(format!("{samples}/photo.jpg"))?;
        let picture = fs::read(format!("{samples}/drawing.png"))?;
        let mut huge = picture.clone();
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let mut damaged = picture.clone();
        damaged.truncate(40);
        let active = b"<script>document.title = 'ran'</script><h1>active</h1>".as_slice();
        let filled = source
            .writes("The tender was rigged.")
            .file("photo.jpg", &photo)
            .file("huge.png", &huge)
            .file("damaged.png", &damaged)
            .file("page.html", active)
            .file("odd.png", b"\0<svg onload='document.title=1'>");
        source.reports(&filled);
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        press(page, ".entries [data-what='files'] button").await?;
        page.find(By::Css("[data-files] a")).await?;
        let title = page.title().await?;
        let can_be_shown = "return [...document.querySelectorAll('[data-files] li')]
            .map((line) => line.querySelector('bdi').textContent + !line.querySelector('button').hidden)";
        let shown: Vec<String> = page.execute(can_be_shown, vec![]).await?.convert()?;
        let expected = [
            "photo.jpgtrue",
            "huge.pngfalse",
            "damaged.pngtrue",
            "page.htmltrue",
            "odd.pngfalse",
        ];
        assert_eq!(shown, expected);

        press(page, "[data-files] li:nth-child(1) button").await?;
        let canvas = page
            .find(By::Css("[data-files] li:nth-child(1) canvas"))
            .await?;
        let width = canvas.prop("width").await?.context("a width")?;
        assert_eq!(width, "48", "upright, as it was taken");
        press(page, "[data-files] li:nth-child(4) button").await?;
        let letters = page
            .find(By::Css("[data-files] li:nth-child(4) .said"))
            .await?;
        assert_eq!(letters.text().await?.as_bytes(), active);
        press(page, "[data-files] li:nth-child(3) button").await?;
        let said = "//*[@id='desk-faults' and contains(.,'This picture cannot be shown')]";
        page.query(By::XPath(said)).first().await?;
        assert_eq!(page.title().await?, title, "nothing ran");
        Ok(())
    });
}

async fn sign_in(page: &WebDriver, name: &str, words: &str, code: &str) -> anyhow::Result<()> {
    page.find(By::Css("#sign-in button:not([disabled])"))
        .await?;
    type_in(page, name, words, code).await?;
    send(page).await?;
    page.query(By::XPath("//h1[.='My cases']")).first().await?;
    Ok(())
}

async fn type_in(page: &WebDriver, name: &str, words: &str, code: &str) -> anyhow::Result<()> {
    page.find(By::Css("#sign-in button:not([disabled])"))
        .await?;
    for (field, typed) in [("account", name), ("passphrase", words), ("code", code)] {
        let field = page.find(By::Id(field)).await?;
        field.clear().await?;
        field.send_keys(typed).await?;
    }
    Ok(())
}

async fn told(journey: anyhow::Result<()>, page: &WebDriver) {
    if let Err(fault) = journey {
        let shown = page.source().await.unwrap_or_default();
        let picture = std::env::temp_dir().join("tabir-desk.png");
        page.screenshot(&picture).await.unwrap();
        panic!("{fault:?}\n{shown}\nA picture of it: {}", picture.display());
    }
}

/// An office in files, with a desk, and with the passphrases beside the keys.
fn office_with_desk(folder: &Path) -> PathBuf {
    TestOffice::found(journeys::DEMO, folder);
    let config = folder.join("tabir.toml");
    let text = "[trust]\nfolder = \"trust\"\n\
        [secrets]\nform_key_file = \"secrets/form-key\"\ndesk_key_file = \"secrets/desk-key\"\n\
        [database]\nsqlite = \"main.sqlite\"\n[keystore]\nsqlite = \"keystore.sqlite\"\n\
        [blobs]\nfolder = \"blobs\"\n\
        [intake]\nlisten = \"127.0.0.1:0\"\n[desk]\nlisten = \"127.0.0.1:0\"\n";
    fs::write(&config, text).unwrap();
    run(&in_office(&["migrate"], folder)).unwrap();
    config
}

fn in_office<'a>(command: &[&'a str], folder: &'a Path) -> Vec<&'a str> {
    let folder = ["--data", folder.to_str().unwrap()];
    command.iter().copied().chain(folder).collect()
}

/// The name of an officer of the panel.
fn a_holder(folder: &Path) -> String {
    let listed = run(&in_office(&["cases", "--json"], folder)).unwrap();
    between(&listed, "\"officer\":\"", "\"").to_owned()
}

fn passphrase_of(folder: &Path, name: &str) -> String {
    let path = folder.join("officers").join(format!("{name}.passphrase"));
    fs::read_to_string(path).unwrap().trim().to_owned()
}

/// Which of these a process has in its memory.
fn memory_holds(process: u32, needles: &[&[u8]]) -> anyhow::Result<Vec<bool>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let mut memory = fs::File::open(format!("/proc/{process}/mem"))?;
    let mut found = vec![false; needles.len()];
    let mut read = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line
            .split_once(' ')
            .context("a line of maps")?
            .0
            .split_once('-')
            .context("a range")?;
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        let mut bytes = vec![];
        memory.seek(SeekFrom::Start(from))?;
        // What the system holds back, such as pages that were never used, is passed over.
        let _cut = memory.by_ref().take(to - from).read_to_end(&mut bytes);
        read += bytes.len();
        for (found, needle) in found.iter_mut().zip(needles) {
            *found |= contains(&bytes, needle);
        }
    }
    anyhow::ensure!(read > 0, "nothing of it can be read");
    Ok(found)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn block_on(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(work);
}
