use std::path::Path;

use thirtyfour::prelude::*;

/// Keeps what the window shows as a picture of the guide, in the folder that `TABIR_PICTURES` names. Without one it does
/// nothing. `from` is what stands at its upper edge.
///
/// # Errors
/// When there is no such thing in the page, or the picture cannot be written.
pub async fn picture(page: &WebDriver, name: &str, from: &str) -> anyhow::Result<()> {
    page.find(By::Css(from)).await?;
    let Some(folder) = std::env::var_os("TABIR_PICTURES") else {
        return Ok(());
    };
    let scroll = "document.activeElement.blur();
        document.querySelector(arguments[0]).scrollIntoView();
        scrollBy(0, -80)";
    page.execute(scroll, vec![from.into()]).await?;
    let path = Path::new(&folder).join(format!("{name}.png"));
    page.screenshot(&path).await?;
    Ok(())
}

/// Makes the window as wide as a phone, or as a desk has it.
///
/// # Errors
/// When the window does not take the size.
pub async fn resize(page: &WebDriver, width: u32, height: u32) -> WebDriverResult<()> {
    page.set_window_rect(0, 0, width, height).await
}

/// Keeps a picture of the whole page in the folder that `TABIR_WHOLE_PICTURES` names, to look at. Without one it does nothing.
///
/// # Errors
/// When the window cannot be made so high, or the picture cannot be written.
pub async fn whole_picture(page: &WebDriver, name: &str) -> WebDriverResult<()> {
    let Some(folder) = std::env::var_os("TABIR_WHOLE_PICTURES") else {
        return Ok(());
    };
    let size = "return [innerWidth, document.documentElement.scrollHeight]";
    let (width, height): (u32, u32) = page.execute(size, vec![]).await?.convert()?;
    page.set_window_rect(0, 0, width, height.min(9_000)).await?;
    let path = Path::new(&folder).join(format!("{name}-{width}.png"));
    page.screenshot(&path).await?;
    page.set_window_rect(0, 0, width, 900).await
}
