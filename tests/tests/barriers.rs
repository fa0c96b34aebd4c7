//! Nobody is kept out: axe finds nothing on any page of the reporter's door, in a narrow and a wide
//! window, light and dark; and everything can be done with the keyboard alone.

use journeys::{Make, TestOffice, axe, devtools, finds_nothing, in_window, press, send};
use thirtyfour::prelude::*;

#[test]
fn axe_finds_nothing_on_any_page_of_the_reporters_door() {
    let Some(axe) = axe() else {
        return;
    };
    for (width, look) in [(360, "light"), (1_280, "dark")] {
        in_window(Make::Chromium, width, async |office, page| {
            let wanted = serde_json::json!({
                "features": [{ "name": "prefers-color-scheme", "value": look }]
            });
            devtools(page, "Emulation.setEmulatedMedia", wanted).await?;
            let clean = async |name: &str| finds_nothing(page, &axe, name).await;
            everywhere(office, page, clean).await
        });
    }
}

#[test]
fn a_report_is_sent_and_checked_with_the_keyboard_alone() {
    in_window(Make::Chromium, 360, async |office, page| {
        page.goto(format!("{}/?l=en", office.door())).await?;
        tab_to(page, "#start-report").await?;
        keys(page, Key::Enter).await?;
        let locked = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks')]";
        page.query(By::XPath(locked)).first().await?;
        tab_to(page, "#account").await?;
        keys(page, "The tender was rigged.").await?;
        tab_to(page, "#body input").await?;
        keys(page, " ").await?;
        tab_to(page, "button.send").await?;
        keys(page, Key::Enter).await?;
        let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
        let groups: Vec<_> = digits.split_whitespace().map(str::to_owned).collect();
        tab_to(page, "#receipt-written").await?;
        keys(page, Key::Enter).await?;
        for place in ["first", "second"] {
            let field = format!("#group-{place}");
            let label = page
                .find(By::Css(format!("label[for='group-{place}']")))
                .await?;
            let label = label.text().await?;
            let number: usize = label.trim_start_matches("Group ").parse()?;
            tab_to(page, &field).await?;
            keys(page, &groups[number - 1]).await?;
        }
        keys(page, Key::Enter).await?;
        page.query(By::XPath("//h1[.='That is right']"))
            .single()
            .await?;

        tab_to(page, "main a").await?;
        keys(page, Key::Enter).await?;
        tab_to(page, "#check-receipt").await?;
        keys(page, Key::Enter).await?;
        let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
        page.query(By::XPath(opens)).first().await?;
        tab_to(page, "#receipt").await?;
        keys(page, groups.concat()).await?;
        keys(page, Key::Enter).await?;
        page.find(By::Id("message")).await?;
        tab_to(page, "#message").await?;
        keys(page, "And there is more.").await?;
        tab_to(page, "#message-form button").await?;
        keys(page, Key::Enter).await?;
        let stored = "//h1[.='Your message has been stored']";
        page.query(By::XPath(stored)).first().await?;
        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(told.contains("And there is more."), "{told}");
        Ok(())
    });
}

/// Goes through the door, page by page.
async fn everywhere(
    office: &TestOffice,
    page: &WebDriver,
    clean: impl AsyncFn(&str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for path in ["/", "/s/1", "/s/2", "/s/3", "/s/8", "/s/9", "/nowhere"] {
        page.goto(format!("{}{path}?l=en", office.door())).await?;
        clean(path).await?;
    }
    page.goto(format!("{}/s/2?l=en", office.door())).await?;
    let locked = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks')]";
    page.query(By::XPath(locked)).first().await?;
    send(page).await?;
    page.find(By::Id("sealed-faults")).await?;
    clean("a report with faults").await?;
    page.find(By::Id("account"))
        .await?
        .send_keys("Rigged.")
        .await?;
    press(page, "#body input").await?;
    send(page).await?;
    let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
    clean("the receipt").await?;
    press(page, "#receipt-written").await?;
    clean("the check").await?;
    press(page, "main form button").await?;
    clean("the check with faults").await?;

    page.goto(format!("{}/s/3?l=en", office.door())).await?;
    let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
    page.query(By::XPath(opens)).first().await?;
    let field = page.find(By::Id("receipt")).await?;
    field.send_keys(digits.replace('\n', " ")).await?;
    send(page).await?;
    page.find(By::Id("message"))
        .await?
        .send_keys("More.")
        .await?;
    clean("the answers").await?;
    press(page, "#message-form button").await?;
    page.query(By::XPath("//h1[.='Your message has been stored']"))
        .first()
        .await?;
    clean("a message that is stored").await?;
    press(page, "[data-back]").await?;
    press(page, "#ask-deletion").await?;
    clean("the terms of deletion").await
}

/// Presses the tabulator until an element has the focus.
async fn tab_to(page: &WebDriver, element: &str) -> anyhow::Result<()> {
    for _ in 0..60 {
        let here = format!("return document.activeElement.matches({element:?})");
        if page.execute(here, vec![]).await?.convert::<bool>()? {
            return Ok(());
        }
        keys(page, Key::Tab).await?;
    }
    anyhow::bail!("`{element}` is not reached with the keyboard")
}

async fn keys(page: &WebDriver, typed: impl Into<TypingData>) -> WebDriverResult<()> {
    page.action_chain().send_keys(typed).perform().await
}
