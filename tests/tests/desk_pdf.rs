//! PDFs of strangers, shown at the desk as bare points.

use std::time::Duration;

use journeys::{Desk, TestOffice, in_chromium, in_each_browser, press, send};
use thirtyfour::prelude::*;

#[test]
fn a_pdf_is_shown_page_by_page_as_points_and_nothing_in_it_runs() {
    in_each_browser(async |office, page| {
        let acts = "/OpenAction <</S /JavaScript /JS (app.alert\\(1\\); document.title = 'ran')>> \
            /AA <</O <</S /URI /URI (http://127.0.0.1:9/ran)>>>>";
        let squares = ["1 0 0 rg 0 0 100 100 re f", "0 0 1 rg 0 0 100 100 re f"];
        let files = [
            ("acts.pdf", pdf(acts, "/MediaBox [0 0 200 100]", &squares)),
            ("named.txt", pdf("", "/MediaBox [0 0 200 100]", &squares)),
        ];
        let desk = Desk::of(office);
        open_the_case(office, &desk, page, &files).await?;
        let title = page.title().await?;

        show(page, 1).await?;
        let [red, white] = [(300, 300), (900, 300)];
        assert_eq!(point(page, 1, red).await?, [255, 0, 0, 255]);
        assert_eq!(point(page, 1, white).await?, [255, 255, 255, 255]);
        let name = "[data-files] li:nth-child(1) canvas[aria-label='acts.pdf']";
        page.find(By::Css(name)).await?;
        turned(page, 1, "Page 1 of 2").await?;
        press(page, "[data-files] li:nth-child(1) [data-act='on']").await?;
        turned(page, 1, "Page 2 of 2").await?;
        assert_eq!(point(page, 1, red).await?, [0, 0, 255, 255]);

        // What a file calls itself does not matter, and the first one is still there after another.
        show(page, 2).await?;
        turned(page, 2, "Page 1 of 2").await?;
        assert_eq!(point(page, 2, red).await?, [255, 0, 0, 255]);
        press(page, "[data-files] li:nth-child(1) [data-act='back']").await?;
        turned(page, 1, "Page 1 of 2").await?;
        assert_eq!(point(page, 1, red).await?, [255, 0, 0, 255]);
        assert_eq!(page.title().await?, title, "nothing ran");
        let frames = "return document.querySelectorAll('iframe, embed, object').length";
        let frames: u32 = page.execute(frames, vec![]).await?.convert()?;
        assert_eq!(frames, 0, "the browser's own viewer saw none of it");
        Ok(())
    });
}

#[test]
fn a_pdf_that_is_damaged_locked_or_too_heavy_is_said_and_the_desk_stays_open() {
    in_chromium(async |office, page| {
        let locked = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/traces/tests/samples/locked.pdf"
        );
        let red = "1 0 0 rg 0 0 100000 100000 re f";
        let files = [
            ("damaged.pdf", b"%PDF-1.7 and nothing".to_vec()),
            ("vast.pdf", pdf("", "/MediaBox [0 0 200000 100000]", &[red])),
            ("locked.pdf", std::fs::read(locked)?),
            ("heavy.pdf", ten_to_the_tenth()),
            ("swelling.pdf", four_gibibytes()),
        ];
        let desk = Desk::of(office);
        open_the_case(office, &desk, page, &files).await?;
        for (number, said) in [
            (1, "cannot be read as one"),
            (3, "wants a password"),
            (4, "takes too long"),
            (5, "takes too long or too much memory"),
        ] {
            press(page, &format!("[data-files] li:nth-child({number}) button")).await?;
            let said = format!("//*[@id='desk-faults' and contains(.,'{said}')]");
            page.query(By::XPath(said))
                .wait(WAIT, OFTEN)
                .first()
                .await?;
        }
        show(page, 2).await?;
        turned(page, 2, "Page 1 of 1").await?;
        assert_eq!(point(page, 2, (310, 300)).await?, [255, 0, 0, 255]);
        let answer = page.find(By::Id("reply")).await?;
        answer.send_keys("Thank you.").await?;
        send(page).await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        Ok(())
    });
}

async fn open_the_case(
    office: &TestOffice,
    desk: &Desk<'_>,
    page: &WebDriver,
    files: &[(&str, Vec<u8>)],
) -> anyhow::Result<()> {
    let source = office.source();
    let report = source.writes("See the files.");
    let report = files
        .iter()
        .fold(report, |report, (name, bytes)| report.file(name, bytes));
    source.reports(&report);
    desk.signs_in_on(page, &office.a_holder().name).await?;
    page.find(By::Css(".cases button")).await?;
    press(page, ".cases button").await?;
    page.find(By::Css(".entries [data-what='files'] button"))
        .await?;
    press(page, ".entries [data-what='files'] button").await?;
    page.find(By::Css("[data-files] a")).await?;
    Ok(())
}

async fn show(page: &WebDriver, number: u32) -> WebDriverResult<()> {
    press(page, &format!("[data-files] li:nth-child({number}) button")).await?;
    page.find(By::Css(format!(
        "[data-files] li:nth-child({number}) canvas"
    )))
    .await?;
    Ok(())
}

/// Waits until a page is there.
async fn turned(page: &WebDriver, number: u32, place: &str) -> WebDriverResult<()> {
    let place = format!("//ol[@data-files]/li[{number}]//span[@data-place and .='{place}']");
    page.query(By::XPath(place)).first().await?;
    let busy = page.find(By::Id("desk-busy")).await?;
    busy.wait_until().not_displayed().await
}

/// Red, green, blue and how opaque, of a point of what is shown.
async fn point(page: &WebDriver, number: u32, (x, y): (u32, u32)) -> anyhow::Result<[u8; 4]> {
    let look = "const canvas = document.querySelector(
            `[data-files] li:nth-child(${arguments[0]}) canvas`);
        const { data } = canvas.getContext('2d').getImageData(arguments[1], arguments[2], 1, 1);
        return [...data];";
    let at = [number, x, y].map(Into::into).to_vec();
    Ok(page.execute(look, at).await?.convert()?)
}

/// A file with a page for each content, and properties of its own.
fn pdf(catalog: &str, page: &str, contents: &[&str]) -> Vec<u8> {
    let kids: Vec<_> = (0..contents.len())
        .map(|number| format!("{} 0 R", 3 + 2 * number))
        .collect();
    let mut objects = vec![
        format!("<</Type /Catalog /Pages 2 0 R {catalog}>>"),
        format!(
            "<</Type /Pages /Kids [{}] /Count {}>>",
            kids.join(" "),
            kids.len()
        ),
    ];
    for (number, content) in contents.iter().enumerate() {
        let its = 4 + 2 * number;
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R {page} /Contents {its} 0 R>>"
        ));
        objects.push(stream("", content));
    }
    file(&objects)
}

/// A page that draws a form ten times, which draws another one ten times, and so on.
fn ten_to_the_tenth() -> Vec<u8> {
    let own = |number: usize| format!("/Resources <</XObject <</F {} 0 R>>>>", number + 1);
    let ten = "/F Do ".repeat(10);
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R {}>>",
            own(4)
        ),
        stream("", &ten),
    ];
    for number in 5..14 {
        let form = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 200 100] {}",
            own(number)
        );
        objects.push(stream(&form, &ten));
    }
    objects.push(stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 100]",
        "1 0 0 rg 0 0 9 9 re f",
    ));
    file(&objects)
}

/// A page whose content is unpacked three times, to 64 times its size each time.
fn four_gibibytes() -> Vec<u8> {
    let runs = "/Filter [/ASCIIHexDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode]";
    file(&[
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R>>".to_owned(),
        // What is left at the end of each unpacking is the end of the next.
        stream(runs, &format!("{}0200808080>", "81".repeat(16_384))),
    ])
}

fn stream(properties: &str, content: &str) -> String {
    format!(
        "<<{properties} /Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}

fn file(objects: &[String]) -> Vec<u8> {
    let (mut text, mut table) = ("%PDF-1.7\n".to_owned(), String::new());
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (text.len(), objects.len() + 1);
    text += &format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer <</Root 1 0 R /Size {size}>>\n\
         startxref\n{start}\n%%EOF"
    );
    text.into_bytes()
}

const WAIT: Duration = Duration::from_secs(60);
const OFTEN: Duration = Duration::from_millis(200);
