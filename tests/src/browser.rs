use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use thirtyfour::prelude::*;

/// A real browser, ended when it is dropped.
pub struct Browser {
    driver: Child,
    page: WebDriver,
    _profile: TempDir,
}

impl Browser {
    /// Runs a test in Chromium, in a window of this width. Without the browser on the machine the
    /// test says so and passes; `cargo xtask test` installs it.
    pub async fn chromium(width: u32, test: impl AsyncFnOnce(&WebDriver)) {
        let Some(driver) = ["/usr/bin/chromedriver", "/usr/local/bin/chromedriver"]
            .into_iter()
            .find(|path| Path::new(path).exists())
        else {
            eprintln!("left out: there is no chromedriver (Debian's package chromium-driver)");
            return;
        };
        let browser = Self::start(driver, width).await;
        test(&browser.page).await;
        browser.page.clone().quit().await.expect("it ends");
    }

    async fn start(driver: &str, width: u32) -> Self {
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let output = driver.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        std::thread::spawn(move || lines.for_each(drop));
        let profile = TempDir::new().expect("a folder");
        let mut wanted = DesiredCapabilities::chrome();
        let size = format!("--window-size={width},900");
        let folder = format!("--user-data-dir={}", profile.path().display());
        for argument in FLAGS.iter().copied().chain([size.as_str(), &folder]) {
            wanted.add_arg(argument).expect("an argument");
        }
        let address = format!(
            "http://127.0.0.1:{}",
            port.expect("the driver says its port")
        );
        let page = WebDriver::new(address, wanted).await.expect("it opens");
        page.set_implicit_wait_timeout(Duration::from_secs(20))
            .await
            .expect("it waits");
        Self {
            driver,
            page,
            _profile: profile,
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ended = self.driver.kill().and_then(|()| self.driver.wait());
    }
}

/// Nothing of its own over the line, and no sandbox where tests run as root in one.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];
