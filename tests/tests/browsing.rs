//! What happens in a real browser: locked before it is sent, and nothing sent openly by itself.

use std::path::{Path, PathBuf};

use journeys::{Browser, TestOffice, Wire};
use thirtyfour::prelude::*;

#[test]
fn a_report_is_locked_in_the_browser_and_only_the_panel_opens_it() {
    in_chromium(async |office, page| {
        page.goto(format!("{}/s/2?l=en", office.door())).await?;
        ready(page).await?;
        fill(page, "The tender was rigged.").await?;
        let chosen = tempfile::tempdir()?;
        let picture = chosen.path().join("រូបភាព.jpg");
        std::fs::write(&picture, vec![0xa7; 5_000_000])?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(picture.to_str().unwrap()).await?;
        send(page).await?;

        let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
        let words = page.find(By::Id("receipt-words")).await?.text().await?;
        assert_eq!(
            seal::Receipt::parse(&digits).unwrap().words().join(" "),
            words.replace('\n', " ")
        );

        let holders: Vec<_> = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty())
            .collect();
        assert_eq!(holders.len(), 3, "exactly the panel");
        let case = holders[0].cases().remove(0);
        let out = tempfile::tempdir()?;
        let folder = out.path().join("case");
        let told = holders[0].says(&["open", &case, "--out", folder.to_str().unwrap()]);
        assert!(told.contains("The tender was rigged."), "{told}");
        assert!(told.contains("level B"), "{told}");
        let kept = std::fs::read(folder.join("files-1/001 រូបភាព.jpg"))?;
        assert!(kept == vec![0xa7; 5_000_000]);

        // Two groups are asked back in the page, with no request that names them.
        page.find(By::Id("receipt-written")).await?.click().await?;
        let groups: Vec<_> = digits.split_whitespace().map(str::to_owned).collect();
        for field in page.find_all(By::Css("main input")).await? {
            let id = field.id().await?.unwrap();
            let label = page.find(By::Css(format!("label[for='{id}']"))).await?;
            let label = label.text().await?;
            let number: usize = label.trim_start_matches("Group ").parse().unwrap();
            field.send_keys(&groups[number - 1]).await?;
        }
        page.find(By::Css("main form button"))
            .await?
            .click()
            .await?;
        page.query(By::XPath("//h1[.='That is right']"))
            .single()
            .await?;
        Ok(())
    });
}

#[test]
fn nothing_that_was_typed_leaves_the_browser_unlocked() {
    in_chromium(async |office, page| {
        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        ready(page).await?;
        fill(page, "xylophone-canary").await?;
        let file = tempfile::NamedTempFile::with_suffix("-canary-name.txt")?;
        std::fs::write(file.path(), "xylophone-canary ".repeat(10_000))?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(file.path().to_str().unwrap()).await?;
        send(page).await?;
        let words = page.find(By::Id("receipt-words")).await?.text().await?;
        let digits = page.find(By::Id("receipt-digits")).await?.text().await?;

        let sent = wire.sent();
        assert!(
            contains(&sent, b"/close HTTP/1.1"),
            "the parcel went this way"
        );
        let body = office.trust.newest().unwrap().bodies[0].label.clone();
        let words = words.replace('\n', " ");
        for secret in ["xylophone", "canary", &body, &words]
            .into_iter()
            .chain(digits.split_whitespace())
        {
            for spelling in spellings(secret) {
                assert!(!contains(&sent, &spelling), "{secret} went over the line");
            }
        }
        Ok(())
    });
}

#[test]
fn a_link_that_breaks_again_and_again_costs_nothing_that_was_locked() {
    in_chromium(async |office, page| {
        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        ready(page).await?;
        fill(page, "The tender was rigged.").await?;
        let chosen = tempfile::tempdir()?;
        let file = chosen.path().join("scan.pdf");
        let content: Vec<u8> = (0..9_000_000_u32)
            .map(|place| place.to_be_bytes()[3])
            .collect();
        std::fs::write(&file, &content)?;
        let files = page.find(By::Id("files")).await?;
        files.send_keys(file.to_str().unwrap()).await?;
        wire.cut(3, 1_000_000);
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        assert_eq!(wire.cuts_left(), 0, "the line was cut three times");

        let holders = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty());
        let holders: Vec<_> = holders.collect();
        assert_eq!(holders.len(), 3, "one report, and exactly its panel");
        let cases = holders[0].cases();
        assert_eq!(cases.len(), 1);
        let out = tempfile::tempdir()?;
        let folder = out.path().join("case");
        holders[0].says(&["open", &cases[0], "--out", folder.to_str().unwrap()]);
        assert!(std::fs::read(folder.join("files-1/001 scan.pdf"))? == content);
        Ok(())
    });
}

#[test]
fn a_changed_module_stops_and_asks_and_only_a_second_press_sends_openly() {
    in_chromium(async |office, page| {
        let wire = Wire::to(office.door());
        wire.change_modules();
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        let failed = page.find(By::Css("[data-hold='failed']")).await?;
        failed.wait_until().displayed().await?;
        fill(page, "The tender was rigged.").await?;
        send(page).await?;
        assert!(failed.is_displayed().await?);
        assert!(
            !contains(&wire.sent(), b"rigged"),
            "nothing was sent by itself"
        );
        let label = page.find(By::Css("button.send span")).await?.text().await?;
        assert!(
            label.starts_with("Our server sees your text for a moment"),
            "{label}"
        );

        let openly = page
            .find(By::Css("[data-hold='failed'] [data-act='openly']"))
            .await?;
        page.execute("arguments[0].click()", vec![openly.to_json()?])
            .await?;
        page.find(By::Id("receipt-digits")).await?;
        assert!(contains(&wire.sent(), b"rigged"), "as was asked for");
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.unwrap();
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(told.contains("level C"), "{told}");
        Ok(())
    });
}

#[test]
fn what_is_wrong_with_a_form_is_said_in_the_page_and_nothing_is_sent() {
    in_chromium(async |office, page| {
        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        ready(page).await?;
        let before = wire.sent().len();
        send(page).await?;
        let faults = page.find(By::Id("sealed-faults")).await?.text().await?;
        assert!(
            faults.contains("Write what happened, or choose at least one file."),
            "{faults}"
        );
        assert!(
            faults.contains("Choose who should receive your report."),
            "{faults}"
        );
        let sent = wire.sent();
        assert!(!contains(&sent[before..], b"PUT ") && !contains(&sent[before..], b"POST "));
        fill(page, "The tender was rigged.").await?;
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        Ok(())
    });
}

#[test]
fn answers_are_opened_in_the_browser_and_the_receipt_stays_there() {
    in_chromium(async |office, page| {
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

/// Runs a test in an office and a window as wide as a phone.
fn in_chromium(test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>) {
    TestOffice::on_each(|office| {
        tokio::runtime::Handle::current().block_on(Browser::chromium(360, async |page| {
            if let Err(fault) = test(office, page).await {
                let shown = page.source().await.unwrap_or_default();
                page.screenshot(&picture()).await.unwrap();
                panic!("{fault:?}\n{shown}");
            }
        }));
    });
}

fn picture() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("browsing.png")
}

/// Waits until the button says that this browser locks.
async fn ready(page: &WebDriver) -> WebDriverResult<()> {
    let locked = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks it')]";
    page.query(By::XPath(locked)).first().await?;
    Ok(())
}

async fn fill(page: &WebDriver, account: &str) -> WebDriverResult<()> {
    page.find(By::Id("account"))
        .await?
        .send_keys(account)
        .await?;
    choose_body(page).await
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The ways in which a text can lie in what is sent.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    use base64::Engine;
    let standard = base64::engine::general_purpose::STANDARD_NO_PAD;
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    let mut all: Vec<Vec<u8>> = vec![
        text.as_bytes().to_vec(),
        text.to_uppercase().into_bytes(),
        text.replace(' ', "+").into_bytes(),
        text.replace(' ', "%20").into_bytes(),
        text.bytes()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    // Base64 depends on where in a group of three a text begins; its ends depend on neighbours.
    for shift in 0..3 {
        let shifted = [vec![0; shift], text.as_bytes().to_vec()].concat();
        let spelt = standard.encode(shifted).into_bytes();
        if spelt.len() >= 12 {
            all.push(spelt[4..spelt.len() - 4].to_vec());
        }
    }
    all
}

async fn choose_body(page: &WebDriver) -> WebDriverResult<()> {
    let body = page.find(By::Css("#body input")).await?;
    page.execute("arguments[0].click()", vec![body.to_json()?])
        .await?;
    Ok(())
}

async fn press(page: &WebDriver, button: &str) -> WebDriverResult<()> {
    let button = page.find(By::Css(button)).await?;
    page.execute("arguments[0].click()", vec![button.to_json()?])
        .await?;
    Ok(())
}

async fn send(page: &WebDriver) -> WebDriverResult<()> {
    let button = page.find(By::Css("button.send")).await?;
    page.execute("arguments[0].click()", vec![button.to_json()?])
        .await?;
    Ok(())
}
