//! The public's pages in real browsers: without a script, from a folder, on paper, for everybody.

use casework::RecordKind;
use journeys::{
    Browser, Custodian, Demonstration, Make, Plan, PublicOffice, Scripts, axe, between, devtools,
    finds_nothing, resize,
};
use tempfile::TempDir;
use thirtyfour::prelude::*;

#[test]
fn without_script_a_code_is_found_in_two_languages_and_taken_along() {
    let folder = TempDir::new().unwrap();
    let demo = Demonstration::run(&folder.path().join("data"));
    let door = between(&demo.greeting, "The public's observatory", "/\n").trim();
    for make in [Make::Chromium, Make::Firefox] {
        in_window(make, 360, Scripts::Off, async |page| {
            page.goto(door).await?;
            let shown = page.find(By::Css("main")).await?.text().await?;
            assert!(shown.contains("This is a rehearsal."), "{shown}");
            let practice = page.find(By::Css("aside.training")).await?;
            assert!(practice.is_displayed().await?);
            page.find(By::LinkText("Read the code lists"))
                .await?
                .click()
                .await?;
            page.find(By::LinkText("Kinds of incidents"))
                .await?
                .click()
                .await?;
            page.find(By::Css("#life\\.killing h3")).await?;
            let languages = page.find(By::LinkText("Bahasa Indonesia")).await?;
            languages.click().await?;
            let killing = page.find(By::Css("[lang=id] #life\\.killing")).await?;
            let told = killing.text().await?;
            assert!(
                told.contains("Pembunuhan") && told.contains("konsep"),
                "{told}"
            );
            assert!(
                told.contains("Killing") && told.contains("SDG 16.10.1"),
                "{told}"
            );
            let csv = page.find(By::LinkText("CSV")).await?;
            let csv = csv.prop("href").await?.unwrap_or_default();
            assert_eq!(csv, format!("{door}/data/codebook/incident_type.csv"));
            page.find(By::LinkText("Unduhan")).await?.click().await?;
            let title = page.title().await?;
            assert!(title.contains("Unduhan"), "{title}");
            Ok(())
        });
    }
}

#[test]
fn the_exported_pages_are_read_from_a_folder() {
    let office = PublicOffice::found();
    office.exported("site");
    let first = office.at("site/index.html");
    in_window(Make::Chromium, 360, Scripts::Run, async |page| {
        page.goto(format!("file://{}", first.display())).await?;
        for link in ["Code lists", "Sectors", "Bahasa Indonesia", "Angka"] {
            page.find(By::LinkText(link)).await?.click().await?;
            let styled = "const done = arguments[arguments.length - 1];
                const tell = () => done(getComputedStyle(document.body).marginTop);
                if (document.readyState === 'complete') tell();
                else addEventListener('load', tell);";
            let margin = page.execute_async(styled, vec![]).await?;
            let margin: String = margin.convert()?;
            assert_eq!(margin, "0px", "behind {link} there is no style");
        }
        let here = page.current_url().await?;
        assert!(here.path().ends_with("/site/id/index.html"), "{here}");
        Ok(())
    });
}

#[test]
fn nobody_is_kept_out_of_what_is_public() {
    let office = PublicOffice::found();
    let door = office.serves();
    for (width, look) in [
        (360, "light"),
        (360, "dark"),
        (1_280, "light"),
        (1_280, "dark"),
    ] {
        in_window(Make::Chromium, width, Scripts::Run, async |page| {
            let wanted = serde_json::json!({
                "features": [{ "name": "prefers-color-scheme", "value": look }]
            });
            devtools(page, "Emulation.setEmulatedMedia", wanted).await?;
            resize(page, width, 900).await?;
            for path in [
                "/",
                "/id/",
                "/codebook/",
                "/codebook/incident_type.html",
                "/codebook/legal_basis.html",
                "/id/codebook/disposition.html",
                "/downloads.html",
                "/id/downloads.html",
                "/nowhere",
            ] {
                page.goto(format!("{}{path}", door.address())).await?;
                let wider = "return document.documentElement.scrollWidth > innerWidth";
                let wider: bool = page.execute(wider, vec![]).await?.convert()?;
                assert!(!wider, "{path} is wider than the window of {width}");
                if let Some(axe) = axe() {
                    finds_nothing(page, &axe, &format!("{path} {width} {look}")).await?;
                }
            }
            Ok(())
        });
    }
}

#[test]
fn released_figures_are_read_by_everybody_on_every_window() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    let releases = office.at("releases");
    let shown = [
        (RecordKind::Act, "2999-Q1", ACTS),
        (RecordKind::Act, "2999-Q2", ACTS),
        (RecordKind::Proceeding, "2999-Q2", SUITS),
        (RecordKind::Case, "2999", &[]),
        (RecordKind::Person, "2999", &[]),
    ]
    .map(|(kind, period, tables): (_, _, &[&[&str]])| {
        let plan = Plan {
            kind,
            period: period.to_owned(),
            body: 0,
            tables,
            records: 150,
            rehearsal: false,
        };
        Custodian::shown_as(&custodian.releases(&releases, &plan))
    });
    let [_, acts, _, _, persons] = &shown;
    let door = office.serves();
    for (width, look) in [
        (360, "light"),
        (360, "dark"),
        (1_280, "light"),
        (1_280, "dark"),
    ] {
        in_window(Make::Chromium, width, Scripts::Run, async |page| {
            let wanted = serde_json::json!({
                "features": [{ "name": "prefers-color-scheme", "value": look }]
            });
            devtools(page, "Emulation.setEmulatedMedia", wanted).await?;
            resize(page, width, 900).await?;
            for path in [
                "/",
                "/releases/",
                &format!("/releases/{acts}.html"),
                &format!("/id/releases/{acts}.html"),
                &format!("/releases/{persons}.html"),
                "/time/act.html",
                "/id/time/act.html",
                "/suits.html",
                "/bodies.html",
                "/sdg-16-10-1.html",
                "/downloads.html",
            ] {
                page.goto(format!("{}{path}", door.address())).await?;
                let wider = "return document.documentElement.scrollWidth > innerWidth";
                let wider: bool = page.execute(wider, vec![]).await?.convert()?;
                assert!(!wider, "{path} is wider than the window of {width}");
                if let Some(axe) = axe() {
                    finds_nothing(page, &axe, &format!("{path} {width} {look}")).await?;
                }
            }
            Ok(())
        });
    }
    in_window(Make::Firefox, 360, Scripts::Off, async |page| {
        page.goto(door.address()).await?;
        page.find(By::LinkText("Releases")).await?.click().await?;
        let release = "Acts against people who speak up: second quarter of 2999";
        page.find(By::LinkText(release)).await?.click().await?;
        let bar = page.find(By::Css("#sex .bar")).await?;
        let about = bar.rect().await?;
        assert!(about.width > 40.0 && about.height > 5.0, "{about:?}");
        let row = page.find(By::Css("#sex tbody tr")).await?.text().await?;
        assert!(row.contains(char::is_numeric), "{row}");
        let csv = page.find(By::Css("#sex .files a[aria-label^=CSV]")).await?;
        let csv = csv.prop("href").await?.unwrap_or_default();
        assert!(
            csv.ends_with(&format!("/data/releases/{acts}/sex.csv")),
            "{csv}"
        );
        Ok(())
    });
    // From right to left bars begin where lines begin.
    in_window(Make::Chromium, 360, Scripts::Run, async |page| {
        page.goto(format!("{}/releases/{acts}.html", door.address()))
            .await?;
        let turned = "document.documentElement.dir = 'rtl';
            const bars = [...document.querySelectorAll('#sex .bar')].filter((bar) => bar.firstChild.width.baseVal.value < 900);
            const bar = bars[0].getBoundingClientRect(), drawn = bars[0].firstChild.getBoundingClientRect();
            return [Math.abs(bar.right - drawn.right) < 1, drawn.left > bar.left + 1,
                document.documentElement.scrollWidth > innerWidth].join();";
        let told: String = page.execute(turned, vec![]).await?.convert()?;
        assert_eq!(told, "true,true,false");
        Ok(())
    });
}

#[test]
fn on_paper_stands_what_was_read_and_nothing_that_leads_elsewhere() {
    let office = PublicOffice::found();
    let door = office.serves();
    in_window(Make::Chromium, 1_280, Scripts::Run, async |page| {
        let paper = serde_json::json!({ "media": "print" });
        devtools(page, "Emulation.setEmulatedMedia", paper).await?;
        page.goto(format!("{}/codebook/sector.html", door.address()))
            .await?;
        for (part, is_printed) in [
            ("h1", true),
            ("#procurement h3", true),
            ("#procurement dl", true),
            (".way", false),
            ("header", false),
            ("footer", false),
        ] {
            let found = page.find(By::Css(part)).await?;
            assert_eq!(found.is_displayed().await?, is_printed, "{part}");
        }
        Ok(())
    });
}

/// Runs a test in a window; a fault shows what was in it.
fn in_window(
    make: Make,
    width: u32,
    scripts: Scripts,
    test: impl AsyncFn(&WebDriver) -> anyhow::Result<()>,
) {
    let browsing = Browser::run_with(make, width, scripts, async |page| {
        if let Err(fault) = test(page).await {
            let shown = page.source().await.unwrap_or_default();
            panic!("{make:?}: {fault:?}\n{shown}");
        }
    });
    tokio::runtime::Runtime::new().unwrap().block_on(browsing);
}

const ACTS: &[&[&str]] = &[&["act:group", "perpetrator:group"], &["act"], &["sex"]];
const SUITS: &[&[&str]] = &[
    &["proceeding", "claimant"],
    &["slapp", "proceeding"],
    &["topic"],
];
