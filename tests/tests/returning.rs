//! Coming back in a real browser: answers are opened there, and what is added is locked there.

use journeys::{Wire, contains, in_each_browser, press, send, spellings};
use thirtyfour::prelude::*;

#[test]
fn answers_are_opened_in_the_browser_and_the_receipt_stays_there() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.unwrap();
        let case = holder.cases().remove(0);
        let kept = tempfile::tempdir()?;
        let file = |name: &str, content: &str| {
            let path = kept.path().join(name);
            std::fs::write(&path, content).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let short = file("short", "Thank you. <When> exactly?");
        let long = file("long", &"A long answer. ".repeat(2_000));
        let letter = file("letter.txt", "Dear source");
        holder.says(&["reply", &case, "--text-file", &short, "--attach", &letter]);
        holder.says(&["reply", &case, "--text-file", &long]);

        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/3?l=en", wire.address())).await?;
        let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
        page.query(By::XPath(opens)).first().await?;
        let field = page.find(By::Id("receipt")).await?;
        field.send_keys("abandon nonsense").await?;
        send(page).await?;
        let fault = page.find(By::Id("sealed-faults")).await?.text().await?;
        assert!(
            fault.contains("“nonsense” is not one of the words"),
            "{fault}"
        );
        field.clear().await?;
        field.send_keys(&receipt.words).await?;
        send(page).await?;
        let messages = page.find(By::Id("messages")).await?;
        let shown = messages.text().await?;
        assert!(shown.contains("Thank you. <When> exactly?"), "{shown}");
        assert!(
            shown.contains("This answer is too long for this page."),
            "{shown}"
        );
        let status = page.find(By::Id("status")).await?.text().await?;
        assert_eq!(status, "An officer has answered.");

        press(page, "#messages li:last-child [data-more='whole']").await?;
        page.query(By::XPath(
            "//p[contains(.,'A long answer. A long answer.')]",
        ))
        .first()
        .await?;
        press(page, "#messages li:first-child [data-more='files']").await?;
        let link = page
            .find(By::Css("#messages li:first-child a[download]"))
            .await?;
        assert_eq!(link.attr("download").await?.as_deref(), Some("letter.txt"));
        let own = "return arguments[0].href.startsWith('blob:')";
        let is_here = page.execute(own, vec![link.to_json()?]).await?;
        assert!(
            is_here.convert::<bool>()?,
            "the file is handed over by the page itself"
        );

        // Single words of a receipt can stand in any header.
        let words: Vec<_> = receipt.words.split(' ').collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        let groups = receipt.digits.split(' ').map(str::to_owned);
        let sent = wire.sent();
        for secret in pairs.chain(groups) {
            let told = spellings(&secret)
                .iter()
                .any(|spelt| contains(&sent, spelt));
            assert!(!told, "the receipt went over the line");
        }
        Ok(())
    });
}

#[test]
fn a_source_writes_again_from_the_browser_and_the_receipt_stays_there() {
    in_each_browser(async |office, page| {
        let receipt = office
            .source()
            .reports(&office.source().writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.digits).await?;

        send_form(page, "message-form").await?;
        let fault = page.find(By::Id("sealed-faults")).await?.text().await?;
        assert!(fault.contains("Write your message"), "{fault}");
        send_form(page, "files-form").await?;
        let missing = "//*[@id='sealed-faults']//a[.='Choose at least one file.']";
        page.query(By::XPath(missing)).first().await?;

        let written = "xylophone-canary was said on the telephone.";
        page.find(By::Id("message"))
            .await?
            .send_keys(written)
            .await?;
        send_form(page, "message-form").await?;
        press_when_there(
            page,
            "//h1[.='Your message has been stored']",
            "[data-back]",
        )
        .await?;
        let chosen = tempfile::tempdir()?;
        let file = chosen.path().join("canary-name.txt");
        std::fs::write(&file, "xylophone-canary ".repeat(260_000))?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(file.to_str().unwrap()).await?;
        page.find(By::Id("note")).await?.send_keys("Notes").await?;
        send_form(page, "files-form").await?;
        press_when_there(page, "//h1[.='Your files have been stored']", "[data-back]").await?;
        page.find(By::Id("message-form")).await?;

        let sent = wire.sent();
        assert!(contains(&sent, b"/close HTTP/1.1"), "it went this way");
        let pairs = receipt.words.split(' ').collect::<Vec<_>>();
        let pairs = pairs.windows(2).map(|pair| pair.join(" "));
        let groups = receipt.digits.split(' ').map(str::to_owned);
        let typed = ["xylophone", "canary"].map(str::to_owned);
        for secret in pairs.chain(groups).chain(typed) {
            let told = spellings(&secret)
                .iter()
                .any(|spelt| contains(&sent, spelt));
            assert!(!told, "{secret} went over the line");
        }

        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.unwrap();
        let out = tempfile::tempdir()?;
        let folder = out.path().join("case");
        let case = holder.cases().remove(0);
        let told = holder.says(&["open", &case, "--out", folder.to_str().unwrap()]);
        assert!(told.contains(written) && told.contains("Notes"), "{told}");
        let kept = std::fs::read(folder.join("files-1/001 canary-name.txt"))?;
        assert!(kept == "xylophone-canary ".repeat(260_000).into_bytes());
        Ok(())
    });
}

#[test]
fn deletion_is_asked_for_from_the_browser_after_its_terms_were_read() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.unwrap();
        let kept = tempfile::NamedTempFile::new()?;
        std::fs::write(kept.path(), "Thank you.")?;
        let case = holder.cases().remove(0);
        holder.says(&["reply", &case, "--text-file", kept.path().to_str().unwrap()]);
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.words).await?;
        press(page, "#ask-deletion").await?;
        let terms = page.find(By::Css("main ul")).await?.text().await?;
        assert!(terms.contains("after 30 days"), "{terms}");
        press(page, "[data-back]").await?;
        page.find(By::Id("messages")).await?;
        press(page, "#ask-deletion").await?;
        press(page, "main form button:not([type])").await?;
        let noted = "//h1[.='Your wish has been stored']";
        page.query(By::XPath(noted)).first().await?;

        let shown = source.returns_with(&receipt.words);
        assert!(shown.text().contains("You asked for deletion on"));
        assert!(!shown.text().contains("Thank you."), "answers go at once");
        Ok(())
    });
}

#[test]
fn a_message_that_cannot_be_locked_goes_openly_only_after_a_second_press() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let wire = Wire::to(office.door());
        come_back(page, &wire, &receipt.words).await?;
        wire.change_modules();
        let message = page.find(By::Id("message")).await?;
        message.send_keys("A second xylophone.").await?;
        send_form(page, "message-form").await?;
        let failed = page.find(By::Css("[data-hold='failed']")).await?;
        failed.wait_until().displayed().await?;
        let said = failed.text().await?;
        assert!(said.contains("Nothing was sent."), "{said}");
        assert!(
            said.contains("sees your receipt") && said.contains("sees your text"),
            "{said}"
        );
        let group = receipt.digits.split(' ').next().unwrap();
        let sent = wire.sent();
        assert!(!contains(&sent, b"xylophone") && !contains(&sent, group.as_bytes()));

        press(page, "[data-hold='failed'] [data-act='openly']").await?;
        let stored = "//h1[.='Your message has been stored']";
        page.query(By::XPath(stored)).first().await?;
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.unwrap();
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(told.contains("A second xylophone."), "{told}");
        Ok(())
    });
}

/// Opens what lies under a receipt, in the browser.
async fn come_back(page: &WebDriver, wire: &Wire, receipt: &str) -> WebDriverResult<()> {
    page.goto(format!("{}/s/3?l=en", wire.address())).await?;
    let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
    page.query(By::XPath(opens)).first().await?;
    page.find(By::Id("receipt"))
        .await?
        .send_keys(receipt)
        .await?;
    send(page).await?;
    page.find(By::Id("message-form")).await?;
    Ok(())
}

async fn send_form(page: &WebDriver, form: &str) -> WebDriverResult<()> {
    press(page, &format!("#{form} button")).await
}

async fn press_when_there(page: &WebDriver, there: &str, button: &str) -> WebDriverResult<()> {
    page.query(By::XPath(there)).first().await?;
    press(page, button).await
}
