//! Measures how long an officer's browser takes to seal many cases to new keys: `cargo xtask bench rewrap`. Prints one
//! JSON.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

use std::fs;
use std::time::Instant;

use journeys::{Desk, TestOffice, in_chromium, press, run};
use thirtyfour::prelude::*;

fn main() {
    let cases = std::env::args()
        .nth(1)
        .map_or(10_000, |count| count.parse().expect("a number of cases"));
    in_chromium(async |office, page| measures(office, page, cases).await);
}

async fn measures(office: &TestOffice, page: &WebDriver, cases: usize) -> anyhow::Result<()> {
    let began = Instant::now();
    let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
    let source = office.source();
    for number in 0..cases {
        let filled = source.writes(&format!("Case number {number}."));
        let filled = filled.field("exclude", &spare[0]);
        source.reports(&filled.field("exclude", &spare[1]));
    }
    let filled = began.elapsed().as_secs_f64();

    let folder = tempfile::tempdir()?;
    let file = |name: &str| folder.path().join(name).display().to_string();
    let officers = office.folder().officers();
    let data = office.folder().path().display().to_string();
    let (key, words) = (
        officers.join("north-1.key"),
        officers.join("north-1.passphrase"),
    );
    let (new, draft) = (file("new.key"), file("next"));
    let does = |words: &[&str]| run(words).map_err(anyhow::Error::msg);
    let told = does(&[
        "key",
        "renew",
        "--key",
        &key.display().to_string(),
        "--out",
        &new,
    ])?;
    does(&["roster", "draft", &draft, "--data", &data])?;
    does(&["roster", "rekey", &draft, "--public", &file("new.public")])?;
    let trust = office.publishes(&draft);
    let before = file("before.key");
    let old_words = fs::read_to_string(&words)?;
    fs::rename(&key, &before)?;
    fs::rename(&new, &key)?;
    fs::write(&words, told.lines().last().unwrap_or_default().trim())?;

    let desk = Desk::under(office, trust);
    desk.signs_in_on(page, "north-1").await?;
    press(page, "[data-act=mine]").await?;
    press(page, "[data-form=rewrap] summary").await?;
    let chosen = page.find(By::Id("older-file")).await?;
    chosen.send_keys(&before).await?;
    let typed = page.find(By::Id("older-passphrase")).await?;
    typed.send_keys(old_words.trim()).await?;
    let began = Instant::now();
    press(page, "[data-form=rewrap] button.send").await?;
    while page
        .find_all(By::Css("[data-form=rewrap] [data-over]:not([hidden])"))
        .await?
        .is_empty()
    {
        anyhow::ensure!(began.elapsed().as_secs() < 1_800, "it does not end");
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{{\"cases\": {cases}, \"filled_s\": {filled:.0}, \"rewrapped_s\": {seconds:.1}}}");
    Ok(())
}
