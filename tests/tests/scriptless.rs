//! The reporter's pages in real browsers that run no script.

use anyhow::Context;
use journeys::in_each_browser_without_script;
use thirtyfour::prelude::*;

#[test]
fn without_script_the_same_pages_report_answer_and_write_again() {
    in_each_browser_without_script(async |office, page| {
        page.goto(format!("{}/?l=en", office.door())).await?;
        click(page, "#start-report").await?;
        type_into(page, "#account", "The tender was rigged.").await?;
        let level = page.find(By::Css("button.send span")).await?.text().await?;
        assert!(level.starts_with("Our server sees your text"), "{level}");
        click(page, "#body label").await?;
        let chosen = tempfile::tempdir()?;
        let photo = chosen.path().join("photo.jpg");
        std::fs::write(&photo, PHOTO)?;
        type_into(page, "#files", photo.to_str().context("a name")?).await?;
        click(page, "[name='clean']").await?;
        click(page, "button.send").await?;
        let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
        let digits = digits.replace('\n', " ");
        let gone = page.find(By::Css("main")).await?.text().await?;
        assert!(gone.contains("remarks"), "{gone}");

        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.context("somebody holds the case")?;
        let case = holder.cases().remove(0);
        let folder = chosen.path().join("case");
        holder.says(&["open", &case, "--out", folder.to_str().context("a name")?]);
        let kept = std::fs::read(folder.join("files-1/001 photo.jpg"))?;
        assert!(!kept.windows(9).any(|part| part == b"xylophone"));
        holder.says(&["reply", &case, "--text", "When exactly?"]);

        come_back(page, office.door(), &digits).await?;
        let shown = page.find(By::Id("messages")).await?.text().await?;
        assert!(shown.contains("When exactly?"), "{shown}");
        type_into(page, "#message", "In May.").await?;
        click(page, "#message-form button").await?;
        said(page, "Your message has been stored").await?;
        let told = holder.says(&["open", &case]);
        assert!(
            told.contains("In May.") && told.contains("level C"),
            "{told}"
        );
        Ok(())
    });
}

#[test]
fn without_script_files_are_added_and_deletion_is_asked_for() {
    in_each_browser_without_script(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let chosen = tempfile::tempdir()?;
        let file = chosen.path().join("more.txt");
        std::fs::write(&file, "another page")?;

        come_back(page, office.door(), &receipt.words).await?;
        type_into(
            page,
            "#files-form [type='file']",
            file.to_str().context("a name")?,
        )
        .await?;
        click(page, "#files-form button").await?;
        said(page, "Your files have been stored").await?;
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| !one.cases().is_empty());
        let holder = holder.context("somebody holds the case")?;
        let folder = chosen.path().join("case");
        let case = holder.cases().remove(0);
        holder.says(&["open", &case, "--out", folder.to_str().context("a name")?]);
        let kept = std::fs::read(folder.join("files-1/001 more.txt"))?;
        assert_eq!(kept, b"another page");

        come_back(page, office.door(), &receipt.words).await?;
        click(page, "#ask-deletion").await?;
        click(page, "[name='sure']").await?;
        said(page, "Your wish has been stored").await?;
        assert!(
            source
                .returns_with(&receipt.words)
                .text()
                .contains("You asked for deletion on")
        );
        Ok(())
    });
}

async fn come_back(page: &WebDriver, door: &str, receipt: &str) -> WebDriverResult<()> {
    page.goto(format!("{door}/s/3?l=en")).await?;
    type_into(page, "#receipt", receipt).await?;
    click(page, "button.send").await?;
    page.find(By::Id("message-form")).await?;
    Ok(())
}

async fn click(page: &WebDriver, what: &str) -> WebDriverResult<()> {
    page.find(By::Css(what)).await?.click().await
}

async fn type_into(page: &WebDriver, field: &str, text: &str) -> WebDriverResult<()> {
    page.find(By::Css(field)).await?.send_keys(text).await
}

async fn said(page: &WebDriver, heading: &str) -> WebDriverResult<()> {
    page.query(By::XPath(format!("//h1[.='{heading}']")))
        .first()
        .await?;
    Ok(())
}

/// A picture with the remark "made by xylophone!".
const PHOTO: &[u8] = b"\xff\xd8\xff\xfe\0\x14made by xylophone!\xff\xda\0\x02\x01\xff\xd9";
