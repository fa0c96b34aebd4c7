//! A working day at the officers' desk: many cases, another language, hostile files.

use journeys::{Desk, in_chromium, in_each_browser, press};
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
        desk.signs_in_on(page, &holder.name).await?;
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
fn the_desk_speaks_indonesian() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("Tender itu diatur.").field("basis", "saw"));
        let desk = Desk::of(office);
        desk.signs_in_speaking(page, "id", &office.a_holder().name)
            .await?;
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
    in_each_browser(async |office, page| {
        let source = office.source();
        let markup = "<img src=x onerror='document.title=1'><script>document.title=2</script>";
        let filled = source.writes(markup).field("where", markup);
        source.reports(&filled.file("invoice\u{202e}fdp.html", markup.as_bytes()));
        let desk = Desk::of(office);
        desk.signs_in_on(page, &office.a_holder().name).await?;
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

/// Waits for a list of so many cases.
async fn lists(page: &WebDriver, cases: usize) -> anyhow::Result<()> {
    let only = format!(".cases li:first-child:nth-last-child({cases})");
    page.find(By::Css(only)).await?;
    Ok(())
}
