//! The lock of the desk, while an answer with files is on its way.

use std::fs;

use anyhow::Context;
use journeys::{Desk, TestOffice, Wire, in_chromium, press};
use tempfile::NamedTempFile;
use thirtyfour::prelude::*;

// Only Chromium's driver lets a test turn the clock of a page.
#[test]
fn an_answer_on_its_way_is_not_cut_by_the_lock_which_comes_once_it_has_arrived() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        let _file = sends_over_a_dead_line(office, &desk, page, &wire).await?;
        page.execute(ELEVEN_MINUTES_LATER, vec![]).await?;
        page.execute_async(THREE_LOOKS_OF_THE_LOCK, vec![]).await?;
        wire.cut(0, 0);
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        let read = source.returns_with(&receipt.digits);
        assert!(read.text().contains("See the plan."));
        page.execute(ELEVEN_MINUTES_LATER, vec![]).await?;
        page.find(By::Css("#desk-locked:not([hidden])")).await?;
        Ok(())
    });
}

#[test]
fn a_line_that_is_gone_keeps_no_desk_open() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        let _file = sends_over_a_dead_line(office, &desk, page, &wire).await?;
        page.execute(ELEVEN_MINUTES_LATER, vec![]).await?;
        page.execute(ELEVEN_MINUTES_LATER, vec![]).await?;
        // The page after the lock sends little, and comes over this line as well.
        page.find(By::Css("#desk-locked:not([hidden])")).await?;
        wire.cut(0, 0);
        let read = source.returns_with(&receipt.digits);
        assert!(!read.text().contains("See the plan."));
        Ok(())
    });
}

/// Presses the button to answer with a file, of which no chunk gets through. It must
/// stay where it is until it was read.
async fn sends_over_a_dead_line(
    office: &TestOffice,
    desk: &Desk<'_>,
    page: &WebDriver,
    wire: &Wire,
) -> anyhow::Result<NamedTempFile> {
    desk.signs_in_through(page, wire.address(), &office.a_holder().name)
        .await?;
    press(page, ".cases button").await?;
    let chosen = NamedTempFile::with_suffix(".bin")?;
    // In one chunk: of a second one the reading would go on after the line is said to be gone, and the lock would wait for it.
    fs::write(chosen.path(), vec![0xa7; 3_000_000])?;
    let answer = page.find(By::Id("reply")).await?;
    answer.send_keys("See the plan.").await?;
    let files = page.find(By::Id("files")).await?;
    files
        .send_keys(chosen.path().to_str().context("a path")?)
        .await?;
    page.find(By::Css(".looked li")).await?;
    wire.cut(usize::MAX, 1_000_000);
    press(page, "main form button.send").await?;
    let waits = "//*[@id='desk-way' and contains(.,'There is no connection')]";
    page.query(By::XPath(waits)).first().await?;
    Ok(chosen)
}

const ELEVEN_MINUTES_LATER: &str = "const now = Date.now; Date.now = () => now() + 660000;";
const THREE_LOOKS_OF_THE_LOCK: &str = "setTimeout(arguments[0], 3000);";
