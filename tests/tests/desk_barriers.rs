//! Nobody is kept from working at the officers' desk: axe finds nothing on any of its pages, in a narrow
//! and a wide window; and a case is found and answered with the keyboard alone.

use std::fs;

use anyhow::Context;
use journeys::{
    Desk, Filled, InvestigatorAt, Make, TestOffice, axe, finds_nothing, in_each_browser, in_window,
    press, send,
};
use seal::CodeSecret;
use thirtyfour::prelude::*;

#[test]
fn axe_finds_nothing_on_any_page_of_the_desk() {
    let Some(axe) = axe() else {
        return;
    };
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let desk = Desk::of(office);
            looks_at_the_inbox(office, &desk, page, &axe).await?;
            looks_at_a_case(page, &axe).await?;
            looks_at_what_is_entered_for_somebody(page, &axe).await?;
            press(page, "[data-act=mine]").await?;
            page.find(By::Id("passkey-label")).await?;
            press(page, "main details > summary").await?;
            finds_nothing(page, &axe, "with what one signs in").await?;
            looks_at_an_invitation(office, &desk, page, &axe).await
        });
    }
}

/// Signs in, and looks through the pages of an inbox.
async fn looks_at_the_inbox(
    office: &TestOffice,
    desk: &Desk<'_>,
    page: &WebDriver,
    axe: &str,
) -> anyhow::Result<()> {
    let source = office.source();
    // The others hold all of them, but for the last, which leaves one of them to be let in.
    let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
    let reports = |filled: Filled| {
        source.reports(&filled.field("exclude", &spare[1]));
    };
    let reports_to_three = |filled: Filled| reports(filled.field("exclude", &spare[0]));
    for number in 0..50 {
        reports_to_three(source.writes(&format!("Case number {number}.")));
    }
    reports_to_three(source.writes("").file("a.txt", b"a"));
    let filled = source.writes("The tender was rigged.\nTwice.");
    let filled = filled
        .field("basis", "saw")
        .field("where", "Ratanakiri")
        .instead("urgency", "danger");
    reports(filled.file("រូបភាព.txt", b"the plan"));

    page.goto(format!("{}/?l=en", desk.address())).await?;
    page.find(By::Css("#sign-in button:not([disabled])"))
        .await?;
    finds_nothing(page, axe, "the page to sign in").await?;
    send(page).await?;
    page.find(By::Id("desk-faults")).await?;
    finds_nothing(page, axe, "a fault").await?;
    let holds_all = |one: &InvestigatorAt| one.cases().len() == 52;
    let holder = office.everybody().into_iter().find(holds_all);
    let holder = holder.context("one of three is drawn each time")?;
    desk.signs_in_on(page, &holder.name).await?;
    page.find(By::Css("[data-notice=first]:not([hidden])"))
        .await?;
    page.query(By::XPath("//main//*[contains(.,'52 found.')]"))
        .first()
        .await?;
    finds_nothing(page, axe, "the list with a notice").await?;
    press(page, "[data-act=more]").await?;
    page.find(By::Css("[data-act=back]:not([hidden])")).await?;
    finds_nothing(page, axe, "the next page of the list").await?;
    for (words, found) in [("canal", "0 found."), ("tender", "1 found.")] {
        let find = page.find(By::Id("find")).await?;
        find.clear().await?;
        find.send_keys(words).await?;
        press(page, "form[role=search] button").await?;
        let said = format!("//main//*[contains(.,'{found}')]");
        page.query(By::XPath(said)).first().await?;
        finds_nothing(page, axe, found).await?;
    }
    Ok(())
}

/// Enters a report for somebody.
async fn looks_at_what_is_entered_for_somebody(page: &WebDriver, axe: &str) -> anyhow::Result<()> {
    press(page, "[data-act=home]").await?;
    press(page, "[data-act=assist]").await?;
    page.find(By::Css("#channel option")).await?;
    let types = "for (const part of document.querySelectorAll('main details')) part.open = true;
        document.querySelector('main form').account.value = 'A caller told it.';
        document.querySelector('input[name=body]').checked = true;
        document.getElementById('channel').value = 'phone';";
    page.execute(types, vec![]).await?;
    finds_nothing(page, axe, "a report for somebody").await?;
    press(page, "main form button.send").await?;
    page.find(By::Css("#receipt-digits span")).await?;
    finds_nothing(page, axe, "the receipt for somebody").await
}

/// Notes consent and suggests a referral, and sends it then.
async fn looks_at_a_referral(page: &WebDriver, axe: &str) -> anyhow::Result<()> {
    let unfold = "for (const part of document.querySelectorAll('details')) part.open = true;";
    let consent = "document.getElementById('consent-scope').value = 'share_deidentified';
        document.getElementById('consent-body').selectedIndex = 1;
        document.getElementById('consent-how').value = 'On the telephone.';";
    page.execute(consent, vec![]).await?;
    press(page, "[data-form=consent] form button.send").await?;
    page.find(By::Css("[data-consents] li")).await?;
    let refer = "document.getElementById('refer-body').selectedIndex = 1;
        document.getElementById('refer-identity').value = 'unnamed';
        document.getElementById('refer-sharing').value = 'tlp_red';
        document.getElementById('refer-words').value = 'Please look.';
        document.getElementById('refer-reason').value = 'They can help.';
        document.querySelector('[name=refer-reprisal][value=acceptable]').checked = true;
        document.querySelector('[name=refer-exposure][value=none]').checked = true;";
    page.execute(refer, vec![]).await?;
    press(page, "[data-form=refer] form button.send").await?;
    page.find(By::Css("[data-act=answers]")).await?;
    press(page, "[data-act=answers]").await?;
    page.find(By::Css("[data-none]:not([hidden])")).await?;
    page.execute(unfold, vec![]).await?;
    finds_nothing(page, axe, "a case with a referral").await
}

/// Opens the only case that is listed, and answers it.
async fn looks_at_a_case(page: &WebDriver, axe: &str) -> anyhow::Result<()> {
    press(page, ".cases li:only-child button").await?;
    page.find(By::Css(".entries")).await?;
    finds_nothing(page, axe, "a case").await?;
    let unfold = "for (const part of document.querySelectorAll('details')) part.open = true";
    page.execute(unfold, vec![]).await?;
    finds_nothing(page, axe, "a case with every form unfolded").await?;
    looks_at_a_referral(page, axe).await?;
    let hold = "document.getElementById('proposed').value = 'hold';
        document.getElementById('propose-reason').value = 'A court asked for it.';";
    page.execute(hold, vec![]).await?;
    press(page, "[data-form=propose] button").await?;
    page.find(By::Css("[data-waits]")).await?;
    finds_nothing(page, axe, "a case that waits for a second officer").await?;
    press(page, ".entries [data-what='files'] button").await?;
    page.find(By::Css("[data-files] a")).await?;
    press(page, "[data-files] button").await?;
    page.find(By::Css("[data-shown] .said")).await?;
    finds_nothing(page, axe, "a case with a file that is shown").await?;
    let answer = page.find(By::Id("reply")).await?;
    answer.send_keys("Thank you.\nWhen?").await?;
    let plan = tempfile::NamedTempFile::with_suffix(".txt")?;
    fs::write(plan.path(), "the plan")?;
    let files = page.find(By::Id("files")).await?;
    files
        .send_keys(plan.path().to_str().context("a path")?)
        .await?;
    page.find(By::Css(".looked li")).await?;
    finds_nothing(page, axe, "files chosen for an answer").await?;
    press(page, "form:has(#reply) button.send").await?;
    page.find(By::Css("[data-sent]:not([hidden])")).await?;
    finds_nothing(page, axe, "an answered case").await?;
    page.find(By::Css("#colleague option")).await?;
    press(page, "[data-grant] button.send").await?;
    page.find(By::Css("[data-granted]:not([hidden])")).await?;
    finds_nothing(page, axe, "a colleague let in").await
}

/// Goes through the steps of an invitation.
async fn looks_at_an_invitation(
    office: &TestOffice,
    desk: &Desk<'_>,
    page: &WebDriver,
    axe: &str,
) -> anyhow::Result<()> {
    let link = desk.invites("south-1");
    page.goto("about:blank").await?;
    page.goto(format!("{}/?l=en#invite={link}", desk.address()))
        .await?;
    page.query(By::Css("[data-who]"))
        .and_displayed()
        .first()
        .await?;
    finds_nothing(page, axe, "an invitation").await?;
    let key = office.folder().officers().join("south-1.key");
    let file = page.find(By::Id("key-file")).await?;
    file.send_keys(key.to_str().context("a path")?).await?;
    let words = page.find(By::Id("key-passphrase")).await?;
    words
        .send_keys(office.passphrase("south-1").words())
        .await?;
    press(page, "[data-step]:not([hidden]) button.send").await?;
    let secret = page
        .query(By::Css("[data-step]:not([hidden]) code"))
        .first()
        .await?;
    finds_nothing(page, axe, "what makes the codes").await?;
    let secret = secret.text().await?.replace(' ', "");
    let codes = CodeSecret::from_base32(&secret).context("a secret")?;
    let code = codes.code_at(office.clock.unix_seconds());
    let field = page.find(By::Id("first-code")).await?;
    field.send_keys(&code).await?;
    press(page, "[data-step]:not([hidden]) button.send").await?;
    page.query(By::Css("[data-step]:not([hidden]) ol li"))
        .first()
        .await?;
    finds_nothing(page, axe, "the codes on paper").await
}

#[test]
fn a_case_is_found_and_answered_with_a_file_by_the_keyboard_alone() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
        let reports = |account: &str| {
            let filled = source.writes(account).field("exclude", &spare[0]);
            source.reports(&filled.field("exclude", &spare[1]))
        };
        reports("The bridge was never built.");
        let receipt = reports("The tender was rigged.");
        let name = office.a_holder().name;
        let desk = Desk::of(office);
        let factor = desk.opens_account(&name);
        let code = factor.codes.code_at(office.clock.unix_seconds());
        page.goto(format!("{}/?l=en", desk.address())).await?;
        page.find(By::Css("#sign-in button:not([disabled])"))
            .await?;
        for (field, typed) in [
            ("#account", name.as_str()),
            ("#passphrase", office.passphrase(&name).words()),
            ("#code", &code),
        ] {
            tab_to(page, field).await?;
            keys(page, typed).await?;
        }
        keys(page, Key::Enter).await?;
        page.query(By::XPath("//main//*[contains(.,'2 found.')]"))
            .first()
            .await?;
        tab_to(page, "#find").await?;
        keys(page, "tender").await?;
        keys(page, Key::Enter).await?;
        page.query(By::XPath("//main//*[contains(.,'1 found.')]"))
            .first()
            .await?;
        tab_to(page, ".cases button").await?;
        keys(page, Key::Enter).await?;
        page.find(By::Css(".entries")).await?;
        // Whoever hears the page is told where they are.
        page.find(By::Css("main h1:focus")).await?;
        tab_to(page, "#reply").await?;
        keys(page, "Thank you. When?").await?;
        // The window in which a file is chosen is the browser's own.
        tab_to(page, "#files").await?;
        let plan = tempfile::NamedTempFile::with_suffix(".txt")?;
        fs::write(plan.path(), "the plan")?;
        let files = page.find(By::Id("files")).await?;
        files
            .send_keys(plan.path().to_str().context("a path")?)
            .await?;
        page.find(By::Css(".looked li")).await?;
        tab_to(page, "button.send").await?;
        keys(page, Key::Enter).await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        page.find(By::Css(".entries .ours [data-what='files']"))
            .await?;
        let read = source.returns_with(&receipt.digits);
        assert!(read.text().contains("Thank you. When?"));
        Ok(())
    });
}

/// Presses the tabulator until an element has the focus.
async fn tab_to(page: &WebDriver, element: &str) -> anyhow::Result<()> {
    let here = format!("return document.activeElement.matches({element:?})");
    for _ in 0..60 {
        if page
            .execute(here.as_str(), vec![])
            .await?
            .convert::<bool>()?
        {
            return Ok(());
        }
        keys(page, Key::Tab).await?;
    }
    anyhow::bail!("`{element}` is not reached with the keyboard")
}

async fn keys(page: &WebDriver, typed: impl Into<TypingData>) -> WebDriverResult<()> {
    page.action_chain().send_keys(typed).perform().await
}
