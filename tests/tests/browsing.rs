//! What happens in a real browser: locked before it is sent, and nothing sent openly by itself.

use journeys::{Wire, contains, devtools, in_chromium, in_each_browser, press, send, spellings};
use thirtyfour::prelude::*;

#[test]
fn a_report_is_locked_in_the_browser_and_only_the_panel_opens_it() {
    in_each_browser(async |office, page| {
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
    in_each_browser(async |office, page| {
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
    in_each_browser(async |office, page| {
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
    in_each_browser(async |office, page| {
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
        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(told.contains("level C"), "{told}");
        Ok(())
    });
}

#[test]
fn a_list_of_officers_that_was_changed_on_the_way_stops_and_says_so() {
    let swaps = [
        ("panel 3", "panel 2"),
        ("Head of the commission", "Head of the Commission"),
    ];
    for (from, to) in swaps {
        in_each_browser(async |office, page| {
            let wire = Wire::to(office.door());
            wire.change(from, to);
            page.goto(format!("{}/s/2?l=en", wire.address())).await?;
            let said = "//*[@id='sealed-faults']//a[starts-with(.,'The list of officers could not be checked')]";
            page.query(By::XPath(said)).first().await?;
            let failed = page.find(By::Css("[data-hold='failed']")).await?;
            failed.wait_until().displayed().await?;
            fill(page, "The tender was rigged.").await?;
            send(page).await?;
            assert!(!contains(&wire.sent(), b"rigged"), "nothing was sent");
            Ok(())
        });
    }
}

#[test]
fn pressing_send_twice_sends_one_report_with_one_receipt() {
    in_each_browser(async |office, page| {
        page.goto(format!("{}/s/2?l=en", office.door())).await?;
        ready(page).await?;
        fill(page, "The tender was rigged.").await?;
        let twice =
            "const button = document.querySelector('button.send'); button.click(); button.click();";
        page.execute(twice, vec![]).await?;
        page.find(By::Id("receipt-digits")).await?;
        // Whatever was asked of the worker comes before this answer.
        press(page, "#receipt-written").await?;
        press(page, "main form button").await?;
        page.find(By::Css("[role='alert']:not([hidden])")).await?;
        let holder = office.a_holder();
        assert_eq!(holder.cases().len(), 1);
        Ok(())
    });
}

#[test]
fn what_is_wrong_with_a_form_is_said_in_the_page_and_nothing_is_sent() {
    in_each_browser(async |office, page| {
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

// Firefox tells no page that data is to be saved.
#[test]
fn whoever_saves_data_is_asked_before_the_locking_part_is_loaded() {
    in_chromium(async |office, page| {
        let saves = "Object.defineProperty(navigator.connection, 'saveData', { value: true });";
        let saves = serde_json::json!({ "source": saves });
        devtools(page, "Page.addScriptToEvaluateOnNewDocument", saves).await?;
        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        let offer = page.find(By::Css("[data-hold='offer']")).await?;
        offer.wait_until().displayed().await?;
        let said = offer.text().await?;
        assert!(said.contains("Your browser asks to save data.") && said.contains(" kB."));
        assert!(said.contains("Our server sees your text for a moment"));
        assert!(
            !contains(&wire.sent(), b".wasm"),
            "nothing was loaded by itself"
        );
        fill(page, "The tender was rigged.").await?;
        send(page).await?;
        assert!(!contains(&wire.sent(), b"rigged"), "nor sent");
        press(page, "[data-hold='offer'] [data-act='load']").await?;
        ready(page).await?;
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        assert!(!contains(&wire.sent(), b"rigged"));
        Ok(())
    });
}

#[test]
fn a_slow_load_is_said_after_ten_seconds_and_can_be_waited_for() {
    in_each_browser(async |office, page| {
        let wire = Wire::to(office.door());
        wire.hold_modules(true);
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        let loading = page.find(By::Css("[data-hold='loading']")).await?;
        assert!(!loading.is_displayed().await?, "not at once");
        fill(page, "The tender was rigged.").await?;
        loading.wait_until().displayed().await?;
        let said = loading.text().await?;
        assert!(
            said.contains("is still loading") && said.contains(" kB"),
            "{said}"
        );
        wire.hold_modules(false);
        ready(page).await?;
        assert!(!loading.is_displayed().await?);
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        assert!(!contains(&wire.sent(), b"rigged"));
        Ok(())
    });
}

#[test]
fn what_a_photo_gives_away_is_shown_and_a_tick_has_it_removed_in_the_browser() {
    in_each_browser(async |office, page| {
        let wire = Wire::to(office.door());
        page.goto(format!("{}/s/2?l=en", wire.address())).await?;
        ready(page).await?;
        let chosen = tempfile::tempdir()?;
        let photo = chosen.path().join("photo.jpg");
        let content = b"\xff\xd8\xff\xfe\0\x14made by xylophone!\xff\xda\0\x02\x01\xff\xd9";
        std::fs::write(&photo, content)?;
        let odd = chosen.path().join("odd.bin");
        std::fs::write(&odd, b"\0\x01\xfenothing known")?;
        let files = page.find(By::Id("files")).await?;
        let both = format!("{}\n{}", photo.to_str().unwrap(), odd.to_str().unwrap());
        files.send_keys(both).await?;
        let told = "//li[contains(.,'odd.bin')]/span[@data-what='unread'][not(@hidden)]";
        page.query(By::XPath(told)).first().await?;
        let said = page.find(By::Css(".looked")).await?.text().await?;
        assert!(
            said.contains("photo.jpg Can be removed: remarks (made by xylophone!)."),
            "{said}"
        );
        assert!(
            said.contains("odd.bin It could not be looked into and is sent as it is."),
            "{said}"
        );
        assert!(
            !contains(&wire.sent(), b"xylophone"),
            "nothing is sent for that"
        );

        press(page, "[name='clean']").await?;
        fill(page, "The tender was rigged.").await?;
        send(page).await?;
        page.find(By::Id("receipt-digits")).await?;
        let holder = office.a_holder();
        let folder = chosen.path().join("case");
        holder.says(&[
            "open",
            &holder.cases()[0],
            "--out",
            folder.to_str().unwrap(),
        ]);
        let kept = std::fs::read(folder.join("files-1/001 photo.jpg"))?;
        assert_eq!(kept, b"\xff\xd8\xff\xda\0\x02\x01\xff\xd9");
        assert_eq!(
            std::fs::read(folder.join("files-1/002 odd.bin"))?,
            b"\0\x01\xfenothing known"
        );
        Ok(())
    });
}

#[test]
fn the_pages_have_a_text_for_everything_that_a_file_can_give_away() {
    let named = |kind: &traces::Kind| format!("trace-{}", kind.name().replace('_', "-"));
    let kinds: Vec<_> = traces::Kind::ALL.iter().map(named).collect();
    assert_eq!(kinds, pages::sealing::TRACES);
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

async fn choose_body(page: &WebDriver) -> WebDriverResult<()> {
    let body = page.find(By::Css("#body input")).await?;
    page.execute("arguments[0].click()", vec![body.to_json()?])
        .await?;
    Ok(())
}
