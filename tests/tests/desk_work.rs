//! A working day at the officers' desk: many cases, the keyboard alone, another language, hostile files.

use journeys::{Desk, TestOffice, in_chromium, press};
use thirtyfour::prelude::*;

#[test]
fn many_cases_are_listed_fifty_at_a_time() {
    in_chromium(async |office, page| {
        let source = office.source();
        for number in 0..100 {
            source.reports(&source.writes(&format!("Case number {number}.")));
        }
        let mut everybody = office.everybody();
        everybody.sort_by_key(|one| one.cases().len());
        let holder = everybody.pop().unwrap();
        let cases = holder.cases().len();
        assert!((51..=100).contains(&cases), "three of five hold each case");
        let desk = Desk::of(office);
        signs_in(office, page, &desk, &holder.name, "en").await?;
        assert_eq!(page.find_all(By::Css(".cases li")).await?.len(), 50);
        press(page, "[data-act='more']").await?;
        lists(page, cases - 50).await?;
        page.find(By::Css("[data-act='more'][hidden]")).await?;
        page.back().await?;
        lists(page, 50).await?;
        press(page, "[data-act='more']").await?;
        lists(page, cases - 50).await?;
        press(page, "[data-act='home']").await?;
        lists(page, 50).await?;
        let first = page.find(By::Css(".cases li:first-child bdi:not(:empty)"));
        let first = first.await?.text().await?;
        press(page, ".cases li:first-child button").await?;
        let said = page.find(By::Css(".entries .said")).await?.text().await?;
        assert_eq!(said, first);
        page.back().await?;
        lists(page, 50).await
    });
}

#[test]
fn a_case_is_opened_and_answered_with_the_keyboard_alone() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let name = a_holder(office);
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
        page.query(By::XPath("//h1[.='My cases']")).first().await?;
        tab_to(page, ".cases button").await?;
        keys(page, Key::Enter).await?;
        page.find(By::Css(".entries")).await?;
        // Whoever hears the page is told where they are.
        page.find(By::Css("main h1:focus")).await?;
        tab_to(page, "#reply").await?;
        keys(page, "Thank you. When?").await?;
        tab_to(page, "button.send").await?;
        keys(page, Key::Enter).await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        let read = source.returns_with(&receipt.digits);
        assert!(read.text().contains("Thank you. When?"));
        Ok(())
    });
}

#[test]
fn the_desk_speaks_indonesian() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("Tender itu diatur.").field("basis", "saw"));
        let name = a_holder(office);
        let desk = Desk::of(office);
        signs_in(office, page, &desk, &name, "id").await?;
        press(page, ".cases button").await?;
        page.find(By::Css(".entries")).await?;
        let shown = page.find(By::Css("main")).await?.text().await?;
        for said in [
            "Kasus",
            "Percakapan",
            "Pelapor",
            "Jawab pelapor",
            "Pelapor melihat",
        ] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        for english in ["Case", "Reporter", "Answer", "{", "}"] {
            assert!(!shown.contains(english), "{english}: {shown}");
        }
        Ok(())
    });
}

#[test]
fn what_a_stranger_sends_is_shown_as_text_and_saved_as_a_file() {
    in_chromium(async |office, page| {
        let source = office.source();
        let markup = "<img src=x onerror='document.title=1'><script>document.title=2</script>";
        let filled = source.writes(markup).field("where", markup);
        source.reports(&filled.file("invoice\u{202e}fdp.html", markup.as_bytes()));
        let name = a_holder(office);
        let desk = Desk::of(office);
        signs_in(office, page, &desk, &name, "en").await?;
        press(page, ".cases button").await?;
        let said = page.find(By::Css(".entries .said")).await?.text().await?;
        assert_eq!(said, markup);
        press(page, ".entries [data-what='files'] button").await?;
        let link = page.find(By::Css("[data-files] a")).await?;
        assert_eq!(
            link.attr("download").await?.as_deref(),
            Some("invoice_fdp.html")
        );
        let kind = "const done = arguments[1];
            fetch(arguments[0].href).then((file) => done(file.headers.get('content-type')), () => done(''));";
        let kind = page.execute_async(kind, vec![link.to_json()?]).await?;
        // The page may not even look at it itself.
        assert_eq!(kind.convert::<String>()?, "");
        assert!(
            page.find_all(By::Css("main img, main script"))
                .await?
                .is_empty()
        );
        assert_eq!(page.title().await?, "Public service page");
        Ok(())
    });
}

async fn signs_in(
    office: &TestOffice,
    page: &WebDriver,
    desk: &Desk<'_>,
    name: &str,
    language: &str,
) -> anyhow::Result<()> {
    let factor = desk.opens_account(name);
    let code = factor.codes.code_at(office.clock.unix_seconds());
    page.goto(format!("{}/?l={language}", desk.address()))
        .await?;
    page.find(By::Css("#sign-in button:not([disabled])"))
        .await?;
    let passphrase = office.passphrase(name);
    for (field, typed) in [
        ("account", name),
        ("passphrase", passphrase.words()),
        ("code", &code),
    ] {
        page.find(By::Id(field)).await?.send_keys(typed).await?;
    }
    press(page, "#sign-in button").await?;
    page.find(By::Css("main .cases")).await?;
    Ok(())
}

fn a_holder(office: &TestOffice) -> String {
    let mut everybody = office.everybody().into_iter();
    everybody.find(|one| !one.cases().is_empty()).unwrap().name
}

/// Waits for a list of so many cases.
async fn lists(page: &WebDriver, cases: usize) -> anyhow::Result<()> {
    let only = format!(".cases li:first-child:nth-last-child({cases})");
    page.find(By::Css(only)).await?;
    Ok(())
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
