//! What hands do in a window.

use std::fs;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::{devtools, press};

/// Opens a form of the desk that is folded up.
///
/// # Errors
/// When there is none.
pub async fn unfold(page: &WebDriver, form: &str) -> WebDriverResult<()> {
    page.find(By::Css(format!("[data-form={form}]"))).await?;
    let unfold = format!("document.querySelector('[data-form={form}]').open = true");
    page.execute(&unfold, vec![]).await?;
    Ok(())
}

/// Types into the field of this id.
///
/// # Errors
/// When there is none.
pub async fn type_in(page: &WebDriver, field: &str, text: &str) -> WebDriverResult<()> {
    page.find(By::Id(field)).await?.send_keys(text).await
}

/// Gives the field of this id a value.
///
/// # Errors
/// When there is none.
pub async fn set(page: &WebDriver, field: &str, value: &str) -> WebDriverResult<()> {
    let set = "document.getElementById(arguments[0]).value = arguments[1]";
    page.execute(set, vec![field.into(), value.into()]).await?;
    Ok(())
}

/// The text that the page shows in a place.
///
/// # Errors
/// When there is no such place.
pub async fn text(page: &WebDriver, place: &str) -> WebDriverResult<String> {
    page.find(By::Css(place)).await?;
    // In one step: what was found may be drawn anew before it is read.
    let read = "return document.querySelector(arguments[0]).innerText";
    page.execute(read, vec![place.into()]).await?.convert()
}

/// Presses what saves a file, and reads it as it lies on the disk.
///
/// # Errors
/// When it is not there after ten seconds.
pub async fn saved(page: &WebDriver, button: &str, name: &str) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let place = json!({ "behavior": "allow", "downloadPath": folder.path() });
    devtools(page, "Browser.setDownloadBehavior", place).await?;
    press(page, button).await?;
    for _ in 0..200 {
        // It has this name once it is whole.
        if let Ok(saved) = fs::read(folder.path().join(name)) {
            return Ok(saved);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("`{name}` was not saved")
}
