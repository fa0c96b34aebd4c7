use thirtyfour::prelude::*;

use crate::{Browser, TestOffice};

/// Runs a test in an office and a window as wide as a phone.
pub fn in_chromium(test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>) {
    in_chromium_of(360, test);
}

/// Runs a test in an office and a window of this width.
pub fn in_chromium_of(
    width: u32,
    test: impl AsyncFn(&TestOffice, &WebDriver) -> anyhow::Result<()>,
) {
    TestOffice::on_each(|office| {
        tokio::runtime::Handle::current().block_on(Browser::chromium(width, async |page| {
            if let Err(fault) = test(office, page).await {
                let shown = page.source().await.unwrap_or_default();
                let picture = std::env::temp_dir().join("tabir-browser.png");
                page.screenshot(&picture).await.unwrap();
                panic!("{fault:?}\n{shown}\nA picture of it: {}", picture.display());
            }
        }));
    });
}

/// Presses a button, wherever in the page it is.
///
/// # Errors
/// When there is none.
pub async fn press(page: &WebDriver, button: &str) -> WebDriverResult<()> {
    let button = page.find(By::Css(button)).await?;
    page.execute("arguments[0].click()", vec![button.to_json()?])
        .await?;
    Ok(())
}

/// Presses the first button that sends.
///
/// # Errors
/// When there is none.
pub async fn send(page: &WebDriver) -> WebDriverResult<()> {
    let button = page.find(By::Css("button.send")).await?;
    page.execute("arguments[0].click()", vec![button.to_json()?])
        .await?;
    Ok(())
}
