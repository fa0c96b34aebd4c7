//! The public's pages in real browsers: without a script, from a folder, on paper, for everybody.

use journeys::{
    Browser, Demonstration, Make, PublicOffice, Scripts, axe, between, devtools, finds_nothing,
    resize,
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
            assert!(shown.contains("Nothing has been released yet."), "{shown}");
            let practice = page.find(By::Css("aside.training")).await?;
            assert!(practice.is_displayed().await?);
            page.find(By::Css("main .act")).await?.click().await?;
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
            let styled = "return getComputedStyle(document.body).marginTop";
            let margin: String = page.execute(styled, vec![]).await?.convert()?;
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
