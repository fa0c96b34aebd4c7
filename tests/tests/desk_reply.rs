//! Answers at the officers' desk: with files, over lines that break, and pressed twice.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use casework::OpenCase;
use journeys::{
    Desk, KeptReceipt, TestOffice, Wire, between, contains, in_chromium, in_each_browser, press,
    send, spellings,
};
use pages::address;
use seal::{CaseId, ParcelId};
use thirtyfour::prelude::*;

#[test]
fn files_of_an_answer_are_sent_in_chunks_in_any_order_and_more_than_once() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let officer = desk.signed_in(&office.a_holder().name);
        let case = officer.cases()[0].header.case;
        let file = officer.case(case);
        let plan = noise(5_000_000);
        let files = [("plan.bin", plan.as_slice())];
        let (answer, chunks) = officer.writes_with(&file, "See the plan.", &files, &office.trust);
        assert!(chunks.len() > 1);
        let upload = ParcelId::draw().unwrap().to_string();
        let close = |upload: &str| {
            let what = format!("reply/{upload}");
            officer.hands_in(case, &what, &answer.to_bytes()).status
        };

        assert_eq!(close(&upload), 412, "nothing is there yet");
        for (number, chunk) in chunks.iter().enumerate().rev() {
            assert_eq!(close(&upload), 412, "{number} is missing");
            for _ in 0..2 {
                let told = officer.sends_ahead(case, &upload, number, chunk);
                assert_eq!(told.status, 204);
            }
        }
        let other = &chunks[0][1..];
        assert_eq!(
            officer.sends_ahead(case, &upload, 0, other).status,
            409,
            "other bytes in its place"
        );
        assert_eq!(officer.replies(case, &answer).status, 400, "without them");
        for _ in 0..2 {
            assert_eq!(close(&upload), 204);
        }
        let case_now = officer.case(case);
        assert_eq!(case_now.objects.len(), file.objects.len() + 2);

        let read = source.returns_with(&receipt.digits).text();
        assert_eq!(read.matches("See the plan.").count(), 1, "{read}");
        assert!(saved_at_level_c(office, &receipt) == plan);
        let bundle = answer.parts.files.unwrap().header.object;
        let sealed = officer.gets(&format!("/api/files/{bundle}"));
        assert_eq!(sealed.body, chunks.concat());
        let opened = OpenCase::open(case_now, officer.keys(), &office.trust).unwrap();
        assert!(opened.gaps().is_empty());
    });
}

#[test]
fn files_of_an_answer_are_taken_only_from_holders_and_only_as_they_were_signed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let officer = desk.signed_in(&office.a_holder().name);
        let mut everybody = office.everybody().into_iter();
        let other = everybody.find(|one| one.cases().is_empty()).unwrap();
        let other = desk.signed_in(&other.name);
        let case = officer.cases()[0].header.case;
        let file = officer.case(case);
        let files = [("plan.txt", b"the plan".as_slice())];
        let (answer, chunks) = officer.writes_with(&file, "See the plan.", &files, &office.trust);
        let draws = || ParcelId::draw().unwrap().to_string();
        let close = |upload: &str| {
            let what = format!("reply/{upload}");
            officer.hands_in(case, &what, &answer.to_bytes()).status
        };

        let upload = draws();
        let nowhere = CaseId::draw().unwrap();
        assert_eq!(other.sends_ahead(case, &upload, 0, &chunks[0]).status, 404);
        let missing = officer.sends_ahead(nowhere, &upload, 0, &chunks[0]);
        assert_eq!(missing.status, 404);
        let nobody = desk.somebody();
        assert_eq!(nobody.sends_ahead(case, &upload, 0, &chunks[0]).status, 401);
        assert_eq!(close(&upload), 412, "nothing was kept");
        assert_eq!(officer.sends_ahead(case, &upload, 0, &[]).status, 400);
        let too_far = officer.sends_ahead(case, &upload, 1_000_000, &[0]);
        assert_eq!(too_far.status, 413);
        let mut changed = chunks[0].clone();
        changed[chunks[0].len() / 2] ^= 1;
        officer.sends_ahead(case, &upload, 0, &changed);
        assert_eq!(close(&upload), 400, "not what was signed");
        let mut longer = chunks[0].clone();
        longer.push(0);
        let upload = draws();
        officer.sends_ahead(case, &upload, 0, &longer);
        assert_eq!(close(&upload), 412, "more than was signed");
        assert_eq!(officer.case(case).objects.len(), file.objects.len());

        let upload = draws();
        officer.sends_ahead(case, &upload, 0, &chunks[0]);
        assert_eq!(close(&upload), 204);
    });
}

#[test]
fn an_answer_with_a_picture_is_cleaned_locked_and_opened_with_the_receipt() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        let photo = fs::canonicalize(sample("photo.jpg"))?;
        desk.signs_in_through(page, wire.address(), &office.a_holder().name)
            .await?;
        press(page, ".cases button").await?;
        let said = "xylophone-canary is the code word.";
        page.find(By::Id("reply")).await?.send_keys(said).await?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(photo.to_str().context("a path")?).await?;
        let told =
            "//*[@class='looked']//li[contains(.,'photo.jpg') and contains(.,'Can be removed: ')]";
        let told = page.query(By::XPath(told)).first().await?.text().await?;
        assert!(told.contains("where it was made"), "{told}");
        press(page, "main form button.send").await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        let shown = page.find(By::Css(".entries")).await?.text().await?;
        assert!(shown.contains(said), "{shown}");
        let sent = wire.sent();
        for spelling in spellings("xylophone-canary")
            .iter()
            .chain(&spellings("photo.jpg"))
        {
            assert!(!contains(&sent, spelling), "it went over the line");
        }

        let clean = traces::clean(&fs::read(&photo)?);
        assert!(!clean.removed.is_empty());
        assert!(saved_at_level_c(office, &receipt) == clean.bytes);
        // The same in the reporter's browser.
        page.goto(format!("{}/s/3?l=en", office.door())).await?;
        let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
        page.query(By::XPath(opens)).first().await?;
        let field = page.find(By::Id("receipt")).await?;
        field.send_keys(&receipt.digits).await?;
        send(page).await?;
        press(page, "#messages li [data-more='files']").await?;
        let link = page.find(By::Css("#messages a[download]")).await?;
        assert_eq!(link.attr("download").await?.as_deref(), Some("photo.jpg"));
        Ok(())
    });
}

#[test]
fn an_answer_goes_on_where_a_broken_line_left_it() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        desk.signs_in_through(page, wire.address(), &office.a_holder().name)
            .await?;
        press(page, ".cases button").await?;
        let chosen = tempfile::tempdir()?;
        let plan = noise(9_000_000);
        let file = chosen.path().join("plan.bin");
        fs::write(&file, &plan)?;
        let answer = page.find(By::Id("reply")).await?;
        answer.send_keys("See the plan.").await?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(file.to_str().context("a path")?).await?;
        wire.cut(3, 1_000_000);
        press(page, "main form button.send").await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        assert_eq!(wire.cuts_left(), 0, "the line was cut three times");
        assert!(saved_at_level_c(office, &receipt) == plan);
        Ok(())
    });
}

#[test]
fn a_second_press_sends_nothing_twice_and_is_not_held_against_anybody() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        let answer = page.find(By::Id("reply")).await?;
        answer.send_keys("Thank you.").await?;
        page.execute(WATCHES_FOR_FAULTS, vec![]).await?;
        press_twice(page, "main form button.send").await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        press_twice(page, "[data-grant] button.send").await?;
        page.find(By::Css("[data-granted]:not([hidden])")).await?;
        // What was asked of the worker is answered in order.
        press(page, "[data-act='home']").await?;
        page.find(By::Css("main .cases")).await?;
        let faulted = page.execute("return faulted", vec![]).await?;
        assert!(!faulted.convert::<bool>()?, "a fault was shown");
        let read = source.returns_with(&receipt.digits).text();
        assert_eq!(read.matches("Thank you.").count(), 1, "{read}");
        Ok(())
    });
}

/// Saves the file of the only answer with the receipt alone.
fn saved_at_level_c(office: &TestOffice, receipt: &KeptReceipt) -> Vec<u8> {
    let source = office.source();
    let read = source.returns_with(&receipt.digits);
    let answer = between(&read.html, "name=\"answer\" value=\"", "\"");
    let fields = [
        ("receipt", receipt.digits.as_str()),
        ("answer", answer),
        ("file", "0"),
    ];
    let (status, _, bytes) = source.saves(address::ANSWER_FILE, &fields);
    assert_eq!(status, 200);
    bytes
}

/// Bytes that repeat late.
fn noise(length: u32) -> Vec<u8> {
    (0..length)
        .map(|place| place.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect()
}

fn sample(name: &str) -> PathBuf {
    let samples = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/traces/tests/samples"
    );
    Path::new(samples).join(name)
}

async fn press_twice(page: &WebDriver, button: &str) -> anyhow::Result<()> {
    let button = page.find(By::Css(button)).await?.to_json()?;
    let presses = "arguments[0].click(); arguments[0].click();";
    page.execute(presses, vec![button]).await?;
    Ok(())
}

const WATCHES_FOR_FAULTS: &str = "window.faulted = false;
    const look = () => (window.faulted ||= Boolean(document.getElementById('desk-faults')));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });";
