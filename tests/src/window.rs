use thirtyfour::prelude::*;

use crate::{Browser, Make, Scripts, TestOffice};

/// Runs a test in an office and a window of Chromium as wide as a phone.
pub fn in_chromium(test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>) {
    in_window(Make::Chromium, 360, test);
}

/// Runs a test in every browser, each time in an office of its own.
pub fn in_each_browser(test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>) {
    for make in [Make::Chromium, Make::Firefox] {
        in_window(make, 360, &test);
    }
}

/// Runs a test in an office and a window of this width.
pub fn in_window(
    make: Make,
    width: u32,
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    in_window_with(make, width, Scripts::Run, test);
}

/// Runs a test in every browser, in which no script runs.
pub fn in_each_browser_without_script(
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    for make in [Make::Chromium, Make::Firefox] {
        in_window_with(make, 360, Scripts::Off, &test);
    }
}

/// Runs a test in an office of a plan, in a window of Chromium as wide as a phone.
pub fn in_chromium_with(
    plan: &str,
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    in_chromium_as_wide(plan, 360, test);
}

/// Runs a test in an office of a plan, in a window of Chromium of this width.
pub fn in_chromium_as_wide(
    plan: &str,
    width: u32,
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    TestOffice::on_one_with_plan(plan, |office| {
        let browsing = Browser::run(Make::Chromium, width, async |page| {
            test(office, page).await.unwrap();
        });
        tokio::runtime::Handle::current().block_on(browsing);
    });
}

/// Runs a test in the office of the demonstration, beside another one of a plan, in a window of Chromium as wide as a phone.
pub fn in_chromium_beside(
    plan: &str,
    test: impl AsyncFn(&TestOffice, &TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    TestOffice::beside_another(plan, |here, there| {
        let browsing = Browser::run(Make::Chromium, 360, async |page| {
            test(here, there, page).await.unwrap();
        });
        tokio::runtime::Handle::current().block_on(browsing);
    });
}

fn in_window_with(
    make: Make,
    width: u32,
    scripts: Scripts,
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    TestOffice::on_one(|office| {
        let browsing = Browser::run_with(make, width, scripts, async |page| {
            if let Err(fault) = test(office, page).await {
                let shown = page.source().await.unwrap_or_default();
                let picture = std::env::temp_dir().join("tabir-browser.png");
                page.screenshot(&picture).await.unwrap();
                panic!(
                    "{make:?}: {fault:?}\n{shown}\nA picture of it: {}",
                    picture.display()
                );
            }
        });
        tokio::runtime::Handle::current().block_on(browsing);
    });
}

/// Presses a button, wherever in the page it is.
///
/// # Errors
/// When there is none.
pub async fn press(page: &WebDriver, button: &str) -> WebDriverResult<()> {
    page.find(By::Css(button)).await?;
    // In one step: what was found may be drawn anew before it is pressed.
    let press = "document.querySelector(arguments[0]).click()";
    page.execute(press, vec![button.into()]).await?;
    Ok(())
}

/// Presses the first button that sends.
///
/// # Errors
/// When there is none.
pub async fn send(page: &WebDriver) -> WebDriverResult<()> {
    press(page, "button.send").await
}
