//! Which modules a page fetches, and what it does while one is on its way.

use journeys::{Wire, contains, in_each_browser, press, send};
use pages::address;
use thirtyfour::prelude::*;

#[test]
fn a_page_to_report_fetches_nothing_but_the_module_that_locks_reports() {
    in_each_browser(async |office, page| {
        let wire = Wire::to(office.door());
        page.goto(format!("{}{}?l=en", wire.address(), address::REPORT))
            .await?;
        shows_at_the_button(page, "Your browser locks it").await?;
        page.find(By::Id("account"))
            .await?
            .send_keys("The tender was rigged.")
            .await?;
        press(page, "#body input").await?;
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        assert_eq!(wire.modules().len(), 1, "{:?}", wire.modules());
        Ok(())
    });
}

#[test]
fn a_page_to_come_back_fetches_what_locks_once_something_is_written_and_needs_no_other() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.digits).await?;
        let opens = wire.modules();
        assert_eq!(opens.len(), 1, "{opens:?}");

        // A long form: it is fetched while the form is filled in.
        press(page, "#tell-identity").await?;
        page.find(By::Id("identity-form")).await?;
        let mut left = 2_000;
        while wire.modules() == opens && left > 0 {
            page.title().await?;
            left -= 1;
        }
        let locks = wire.modules();
        assert_eq!(locks.len(), 2, "{locks:?}");
        page.find(By::Id("name")).await?.send_keys(NAME).await?;
        press(page, "#identity-form button.send").await?;
        page.query(By::XPath(LOCKED)).first().await?;
        press(page, "[data-back]").await?;
        page.find(By::Id("message"))
            .await?
            .send_keys("More.")
            .await?;
        press(page, "#message-form button").await?;
        let stored = "//h1[.='Your message has been stored']";
        page.query(By::XPath(stored)).first().await?;
        assert_eq!(wire.modules(), locks);
        Ok(())
    });
}

#[test]
fn a_form_that_is_sent_before_its_module_is_there_waits_for_it_and_goes_once() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.digits).await?;
        wire.hold_modules(true);
        press(page, "#tell-identity").await?;
        page.find(By::Id("name")).await?.send_keys(NAME).await?;
        for _ in 0..2 {
            press(page, "#identity-form button.send").await?;
            let working = page.find(By::Css("[data-hold='working']")).await?;
            working.wait_until().displayed().await?;
        }
        let sent = wire.sent();
        assert!(!contains(&sent, b"/s/8/") && !contains(&sent, b"Xylophone"));
        assert_eq!(closed(&wire), 0);

        wire.hold_modules(false);
        page.query(By::XPath(LOCKED)).first().await?;
        assert_eq!(closed(&wire), 1);
        assert!(!contains(&wire.sent(), b"Xylophone"));
        Ok(())
    });
}

#[test]
fn a_name_is_not_offered_to_go_openly_where_what_locks_it_is_kept_from_coming() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.digits).await?;
        wire.change_modules();
        press(page, "#tell-identity").await?;
        page.find(By::Id("name")).await?.send_keys(NAME).await?;
        press(page, "#identity-form button.send").await?;
        let fault = "[data-hold='failed']:not([hidden])";
        page.find(By::Css(fault)).await?;
        let openly = page.find(By::Css("[data-hold='failed'] [data-act=openly]"));
        assert!(!openly.await?.is_displayed().await?);
        assert!(!contains(&wire.sent(), b"Xylophone"));
        Ok(())
    });
}

#[test]
fn what_was_fetched_to_write_under_a_receipt_is_not_kept_by_the_browser() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        for visit in 1..=2 {
            come_back(page, &wire, &receipt.digits).await?;
            let opens = wire.modules();
            let message = page.find(By::Id("message")).await?;
            message.send_keys("More.").await?;
            press(page, "#message-form button").await?;
            let stored = "//h1[.='Your message has been stored']";
            page.query(By::XPath(stored)).first().await?;
            let all = wire.modules();
            let locks = all.difference(&opens).next();
            if visit == 1 {
                assert!(locks.is_some(), "{all:?}");
                continue;
            }
            let fetched = all.iter().map(|module| times(&wire, module));
            assert_eq!(
                fetched.collect::<Vec<_>>().iter().max(),
                Some(&2),
                "{all:?}"
            );
        }
        Ok(())
    });
}

/// How often something was fetched.
fn times(wire: &Wire, module: &str) -> usize {
    let asked = format!("{module} HTTP/1.1");
    let sent = wire.sent();
    let windows = sent.windows(asked.len());
    windows.filter(|window| *window == asked.as_bytes()).count()
}

/// How many sendings were closed.
fn closed(wire: &Wire) -> usize {
    let close = b"/close HTTP/1.1";
    let sent = wire.sent();
    let windows = sent.windows(close.len());
    windows.filter(|window| window == close).count()
}

/// Opens what lies under a receipt, in the browser.
async fn come_back(page: &WebDriver, wire: &Wire, receipt: &str) -> WebDriverResult<()> {
    page.goto(format!("{}{}?l=en", wire.address(), address::ANSWER))
        .await?;
    shows_at_the_button(page, "Your browser opens").await?;
    page.find(By::Id("receipt"))
        .await?
        .send_keys(receipt)
        .await?;
    send(page).await?;
    page.find(By::Id("message-form")).await?;
    Ok(())
}

async fn shows_at_the_button(page: &WebDriver, begins: &str) -> WebDriverResult<()> {
    let shown = format!("//button[contains(@class,'send')]/span[starts-with(.,'{begins}')]");
    page.query(By::XPath(shown)).first().await?;
    Ok(())
}

const NAME: &str = "Maria Xylophone";
const LOCKED: &str = "//h1[.='Your name has been locked for the custodians']";
