//! What hands do in a window.

use std::time::{Duration, Instant};
use std::{fs, io};

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
/// When it is not there after a minute.
pub async fn saved(page: &WebDriver, button: &str, name: &str) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let place = json!({ "behavior": "allow", "downloadPath": folder.path() });
    devtools(page, "Browser.setDownloadBehavior", place).await?;
    press(page, button).await?;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        // It has this name once it is whole; a browser may keep the name with an empty file before.
        match fs::read(folder.path().join(name)) {
            Ok(saved) if !saved.is_empty() => return Ok(saved),
            Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    let beside = fs::read_dir(folder.path())?.map(|one| one.map(|one| one.file_name()));
    let beside = beside.collect::<io::Result<Vec<_>>>()?;
    anyhow::bail!("`{name}` was not saved; there is {beside:?}")
}
