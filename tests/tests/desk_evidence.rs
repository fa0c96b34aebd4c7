//! Exhibits, the file of a whole case, and a copy without what may not be handed on.

use std::io::{Cursor, Read};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use journeys::{Desk, TestOffice, in_chromium, press, saved, text};
use seal::{CaseBook, Digest};
use thirtyfour::prelude::*;
use zip::ZipArchive;

type Zip = ZipArchive<Cursor<Vec<u8>>>;

#[test]
fn a_file_becomes_an_exhibit_and_the_whole_case_a_file_that_stock_tools_can_check() {
    in_chromium(async |office, page| {
        let (desk, officer) = begins(office);
        desk.signs_in_on(page, &officer).await?;
        press(page, ".cases button").await?;
        opens_files(page).await?;
        press(page, "[data-files] details summary").await?;
        press(page, "[data-files] details button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Choose what kind of thing it is"), "{fault}");
        let fill = "const form = document.querySelector('[data-files] details form');
             form.querySelector('select').value = 'document';
             form.querySelector('textarea').value = 'The <i>plan</i> of the bridge.';";
        page.execute(fill, vec![]).await?;
        press(page, "[data-files] details button").await?;
        let exhibits = page
            .find(By::Css("[data-exhibited] li"))
            .await?
            .text()
            .await?;
        let sha256 = Digest::of(PLAN).to_string();
        assert!(
            exhibits.contains("plan.txt, Document: The <i>plan</i> of the bridge."),
            "{exhibits}"
        );
        assert!(exhibits.contains(&sha256[..16]), "{exhibits}");

        press(page, "[data-book] summary").await?;
        press(page, "[data-book] button").await?;
        page.find(By::Css("#desk-faults")).await?;
        page.find(By::Id("book-why"))
            .await?
            .send_keys("For the audit of May.")
            .await?;
        press(page, "[data-book] button").await?;
        let (told, mut zip) = made(page, "[data-book]").await?;
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        for name in [
            "index.html",
            "HOW-TO-CHECK.txt",
            "files/001-plan.txt",
            "files/002-dot.png",
        ] {
            assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
        }
        assert_eq!(entry(&mut zip, "files/001-plan.txt"), PLAN);
        let index = String::from_utf8(entry(&mut zip, "index.html")).unwrap();
        for said in [
            "They sold &lt;b&gt;the land&lt;/b&gt;.",
            "The &lt;i&gt;plan&lt;/i&gt; of the bridge.",
            "Exhibit 1",
            &sha256,
            "opened the case",
        ] {
            assert!(index.contains(said), "{said}: {index}");
        }
        for never in [
            "<script", "<button", "<form", "href=", "src=", "data-", "onclick", "id=",
        ] {
            assert!(!index.contains(never), "{never}");
        }
        is_signed(office, &officer, &mut zip, 4);
        // It stands in the case, for every holder, before anybody has it; and what is noted next goes on behind it.
        press(page, "[data-form=custody] summary").await?;
        let fill = "document.getElementById('custody-event').value = 'transferred';
            document.getElementById('custody-exhibits').options[0].selected = true;";
        page.execute(fill, vec![]).await?;
        for (field, typed) in [("custody-to", "The auditor"), ("custody-why", "On paper.")] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        press(page, "[data-form=custody] button").await?;
        let noted = By::XPath("//ol[contains(@class,'entries')]//*[.='On paper.']");
        page.query(noted).first().await?;
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        for said in ["For the audit of May.", &told, "Transferred", "The auditor"] {
            assert!(entries.contains(said), "{said}: {entries}");
        }
        press(page, "[data-acts] summary").await?;
        page.find(By::Css("[data-acts] li")).await?;
        let acts = page.find(By::Css("[data-acts] ol")).await?.text().await?;
        assert!(
            acts.contains("opened files") && !acts.contains("audit"),
            "{acts}"
        );
        Ok(())
    });
}

#[test]
fn a_copy_for_a_court_lacks_what_was_removed_and_the_case_keeps_it() {
    in_chromium(async |office, page| {
        let (desk, officer) = begins(office);
        desk.signs_in_on(page, &officer).await?;
        press(page, ".cases button").await?;
        page.find(By::Css(".entries")).await?;
        press(page, "[data-disclosure] summary").await?;
        press(page, "[data-act=prepare]").await?;
        let select =
            "const field = document.querySelector('[data-disclosure] .disclosed textarea');
            const from = field.value.indexOf('the land');
            field.focus(); field.setSelectionRange(from, from + 8);";
        page.execute(select, vec![]).await?;
        press(page, "[data-disclosure] .disclosed [data-act=remove]").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Choose first why"), "{fault}");
        page.execute(
            "document.getElementById('removal').value = 'reporter'",
            vec![],
        )
        .await?;
        page.execute(select, vec![]).await?;
        press(page, "[data-disclosure] .disclosed [data-act=remove]").await?;
        let text = "return document.querySelector('[data-disclosure] .disclosed textarea').value";
        let text: String = page.execute(text, vec![]).await?.convert()?;
        assert_eq!(text, "They sold <b>[removed: Could show who reported]</b>.");

        let open = "[...document.querySelectorAll('[data-disclosure] .disclosed button')].find((one) => one.textContent.startsWith('Open')).click()";
        page.execute(open, vec![]).await?;
        page.find(By::Css("[data-disclosure] .disclosed [data-canvas] canvas"))
            .await?;
        // Where it is can be typed as well as drawn.
        let area =
            "for (const [name, value] of [['left', 0], ['top', 0], ['width', 1], ['height', 2]])
            document.querySelector(`.disclosed [name=${name}]`).value = value;";
        page.execute(area, vec![]).await?;
        press(
            page,
            "[data-disclosure] .disclosed .disclosed [data-picture] [data-act=remove]",
        )
        .await?;
        page.find(By::Id("disclosed-to"))
            .await?
            .send_keys("The court of Pantai")
            .await?;
        page.find(By::Id("disclosed-why"))
            .await?
            .send_keys("Order of 3 May.")
            .await?;
        // While another file is put together none of its pieces can get into the copy.
        let both = "document.getElementById('book-why').value = 'For the audit.';
            document.querySelector('[data-book] form').requestSubmit();
            document.querySelector('[data-disclosure] form').requestSubmit();";
        page.execute(both, vec![]).await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("still being put together"), "{fault}");
        page.find(By::Css("[data-book] [data-made] a")).await?;
        // What was removed a moment before is gone as well.
        let at_once = "const one = (selector) => document.querySelector(`.disclosed .disclosed [data-picture] ${selector}`);
            one('[data-act=again]').click();
            one('[data-act=remove]').click();
            document.querySelector('[data-disclosure] form').requestSubmit();";
        page.execute(at_once, vec![]).await?;
        let (told, mut zip) = made(page, "[data-disclosure]").await?;
        let index = String::from_utf8(entry(&mut zip, "index.html")).unwrap();
        assert!(
            index.contains("They sold &lt;b&gt;[removed: Could show who reported]&lt;/b&gt;."),
            "{index}"
        );
        assert!(
            ["the land", "The <i>plan", "dot"]
                .iter()
                .all(|gone| !index.contains(gone)),
            "{index}"
        );
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        let told_names = names.concat();
        assert!(
            !told_names.contains("plan") && !told_names.contains("dot"),
            "{names:?}"
        );
        is_signed(office, &officer, &mut zip, 3);
        // One side of the picture is black, the other as it was; nothing of the old file is left.
        let picture = entry(&mut zip, "files/001.png");
        assert_ne!(picture, DOT);
        let points = "const [data, done] = arguments;
            const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
            createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((picture) => {
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [picture.width, picture.height];
              const drawn = canvas.getContext('2d');
              drawn.drawImage(picture, 0, 0);
              done([...drawn.getImageData(0, 0, 2, 1).data].join(' '));
            });";
        let data = serde_json::Value::from(BASE64_STANDARD.encode(&picture));
        let points: String = page.execute_async(points, vec![data]).await?.convert()?;
        assert_eq!(points, "0 0 0 255 255 0 0 255");

        press(page, "[data-act=home]").await?;
        press(page, ".cases button").await?;
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        for said in [
            "They sold <b>the land</b>.",
            "The court of Pantai",
            "Could show who reported",
            "dot.png (0, 0, 1 × 2)",
            &told,
        ] {
            assert!(entries.contains(said), "{said}: {entries}");
        }
        Ok(())
    });
}

/// A report with a text and a picture, and an officer who holds it.
fn begins(office: &TestOffice) -> (Desk<'_>, String) {
    let source = office.source();
    let filled = source.writes("They sold <b>the land</b>.");
    source.reports(&filled.file("plan.txt", PLAN).file("dot.png", DOT));
    let everybody = office.everybody().into_iter();
    let mut holders = everybody.filter(|one| !one.cases().is_empty());
    (Desk::of(office), holders.next().unwrap().name)
}

async fn opens_files(page: &WebDriver) -> WebDriverResult<()> {
    let open = "[...document.querySelectorAll('.entries button')].find((one) => one.textContent.startsWith('Open')).click()";
    page.find(By::Css(".entries")).await?;
    page.execute(open, vec![]).await?;
    page.find(By::Css("[data-files] details")).await?;
    Ok(())
}

/// The file that was made, and the digest that the page tells.
async fn made(page: &WebDriver, part: &str) -> anyhow::Result<(String, Zip)> {
    let link = format!("{part} [data-made] a");
    let name = page.find(By::Css(link.as_str())).await?;
    let name = name.attr("download").await?.unwrap();
    let told = text(page, &format!("{part} [data-made] code")).await?;
    // Saved as a person saves it: the page itself may not read it.
    let bytes = saved(page, &link, &name).await?;
    assert_eq!(Digest::of(&bytes).to_string(), told);
    Ok((told, ZipArchive::new(Cursor::new(bytes)).unwrap()))
}

fn entry(zip: &mut Zip, name: &str) -> Vec<u8> {
    let mut bytes = vec![];
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// Every file is listed with its digest, and the officer has signed the list.
fn is_signed(office: &TestOffice, officer: &str, zip: &mut Zip, files: usize) {
    let sums = entry(zip, CaseBook::SUMS);
    let signature = entry(zip, CaseBook::SIGNATURE).try_into().unwrap();
    let keys = office.keys(officer);
    let roster = office.trust.newest().unwrap();
    let signer = roster.officer(keys.officer).unwrap().verifying;
    CaseBook::check(keys.instance, &signer, &sums, &signature).unwrap();
    let listed = String::from_utf8(sums).unwrap();
    assert_eq!(listed.lines().count(), files, "{listed}");
    for line in listed.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        assert_eq!(Digest::of(&entry(zip, name)).to_string(), digest, "{name}");
    }
}

const PLAN: &[u8] = b"The plan.";

/// A red picture, two points wide and two high.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd, 0xd4, 0x9a,
    0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0xcf, 0xc0, 0x00,
    0x44, 0x0c, 0x10, 0x0a, 0x00, 0x1f, 0xee, 0x03, 0xfd, 0x63, 0x5e, 0xbb, 0x5b, 0x00, 0x00, 0x00,
    0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
