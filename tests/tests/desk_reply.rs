//! Answers at the officers' desk, in a real browser.

use journeys::{Desk, TestOffice, in_chromium, press};
use thirtyfour::prelude::*;

#[test]
fn a_second_press_sends_nothing_twice_and_is_not_held_against_anybody() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        desk.signs_in_on(page, &a_holder(office)).await?;
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

async fn press_twice(page: &WebDriver, button: &str) -> anyhow::Result<()> {
    let button = page.find(By::Css(button)).await?.to_json()?;
    let presses = "arguments[0].click(); arguments[0].click();";
    page.execute(presses, vec![button]).await?;
    Ok(())
}

fn a_holder(office: &TestOffice) -> String {
    let mut everybody = office.everybody().into_iter();
    everybody.find(|one| !one.cases().is_empty()).unwrap().name
}

const WATCHES_FOR_FAULTS: &str = "window.faulted = false;
    const look = () => (window.faulted ||= Boolean(document.getElementById('desk-faults')));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });";
