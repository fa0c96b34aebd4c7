//! A working day at the officers' desk: many cases, another language, hostile files.

use std::fs;
use std::path::Path;

use journeys::{Desk, Wire, contains, in_chromium, in_each_browser, press, text};
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
        lists(page, 50).await?;
        // More than the desk counts are not said to be all that there are.
        let many = "const ask = window.desk.ask; window.desk.ask = async (call) => {
              const told = await ask(call);
              if (call.act === 'find') Object.assign(told.shown, { looked: 'many', total: 10000 });
              return told;
            };";
        page.execute(many, vec![]).await?;
        press(page, "[data-act='home']").await?;
        page.find(By::Css("[data-found=many]:not([hidden])"))
            .await?;
        let said = text(page, "[data-found=many]").await?;
        assert!(said.contains("more than 10000."), "{said}");
        page.find(By::Css("[data-found=all][hidden]")).await?;
        Ok(())
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

#[test]
fn files_that_attack_whoever_looks_at_them_run_nothing_reach_nobody_and_have_harmless_names() {
    in_each_browser(async |office, page| {
        let source = office.source();
        let script = "<script>document.title = 'ran'; fetch('/ran-canary')</script>\
            <img src='/ran-canary' onerror=\"document.title = 'ran'\">";
        let html = format!("<!DOCTYPE html>{script}");
        let vector = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title = 'ran'\">{script}</svg>"
        );
        let mut points = fs::read(Path::new(SAMPLES).join("drawing.png"))?;
        let comment = format!("GIF89a/*{script}*/=1;\0");
        let behind = [points.as_slice(), html.as_bytes()].concat();
        points[16..24].copy_from_slice(&[0xff; 8]);
        let long = format!("{}.pdf", "ក".repeat(200));
        let files = [
            ("holiday.jpg", html.as_bytes(), "holiday.jpg", true),
            ("plan.svg", vector.as_bytes(), "plan.svg", true),
            ("both.gif", comment.as_bytes(), "both.gif", false),
            ("behind.png", &behind, "behind.png", true),
            ("vast.png", &points, "vast.png", false),
            ("NUL.html", html.as_bytes(), "_NUL.html", true),
            (".htaccess", b"Require all granted", "htaccess", true),
            ("a.txt:b.exe", b"MZ\0", "a.txt_b.exe", false),
            (
                "<b onclick='x'>|.txt. .",
                b"a",
                "_b onclick='x'__.txt",
                true,
            ),
            ("\u{202e}\u{2066}fdp.exe", b"MZ\0", "__fdp.exe", false),
        ];
        let filled = source
            .writes("See the files.")
            .file(&long, b"%PDF-1.7 and no more\0");
        let filled = files
            .iter()
            .fold(filled, |filled, (name, bytes, ..)| filled.file(name, bytes));
        source.reports(&filled);
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        desk.signs_in_through(page, wire.address(), &office.a_holder().name)
            .await?;
        press(page, ".cases button").await?;
        let title = page.title().await?;
        press(page, ".entries [data-what='files'] button").await?;
        page.find(By::Css("[data-files] a")).await?;
        let list = "return [...document.querySelectorAll('[data-files] li')].map((line) =>
            [line.querySelector('bdi').textContent, line.querySelector('a').download, !line.querySelector('button').hidden])";
        let listed = page.execute(list, vec![]).await?;
        let mut listed: Vec<(String, String, bool)> = listed.convert()?;
        assert!(
            listed.iter().all(|(shown, saved, _)| shown == saved),
            "{listed:?}"
        );
        let first = listed.remove(0).1;
        assert!(first.ends_with("ក.pdf") && first.len() <= 240, "{first}");
        let listed: Vec<_> = listed
            .iter()
            .map(|(_, name, shows)| (name.as_str(), *shows))
            .collect();
        let expected: Vec<_> = files
            .iter()
            .map(|(.., name, shows)| (*name, *shows))
            .collect();
        assert_eq!(listed, expected);

        for (number, (.., name, shows)) in files.iter().enumerate() {
            if *shows {
                // The long name is the first.
                let line = format!("[data-files] li:nth-child({})", number + 2);
                press(page, &format!("{line} button")).await?;
                let content = format!("{line} .said, {line} canvas");
                let shown = page.find(By::Css(content)).await;
                shown.unwrap_or_else(|_| panic!("{name} is not shown"));
            }
        }
        let foreign = "main img, main script, main svg, main iframe, main object, main b[onclick]";
        assert!(page.find_all(By::Css(foreign)).await?.is_empty());
        assert_eq!(page.title().await?, title, "nothing ran");
        assert!(
            !contains(&wire.sent(), b"ran-canary"),
            "nothing was asked for"
        );
        Ok(())
    });
}

/// Waits for a list of so many cases.
async fn lists(page: &WebDriver, cases: usize) -> anyhow::Result<()> {
    let only = format!(".cases li:first-child:nth-last-child({cases})");
    page.find(By::Css(only)).await?;
    Ok(())
}

const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../crates/traces/tests/samples"
);
