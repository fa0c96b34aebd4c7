use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::{ChromeCapabilities, FirefoxCapabilities, prelude::*};

use crate::devtools;

/// A real browser, ended when it is dropped.
pub struct Browser {
    driver: Child,
    page: WebDriver,
    _profile: TempDir,
}

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// Chromium, through chromedriver.
    Chromium,
    /// Firefox, through geckodriver.
    Firefox,
}

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// They may, as usual.
    Run,
    /// They may not, as in Tor Browser at its safest.
    Off,
}

impl Browser {
    /// Runs a test in a window of this width. Without the browser on the machine the test says so and
    /// passes; `cargo xtask test` installs it.
    pub async fn run(make: Make, width: u32, test: impl AsyncFnOnce(&WebDriver)) {
        Self::run_with(make, width, Scripts::Run, test).await;
    }

    /// The same with a browser that may run no script.
    pub async fn run_with(
        make: Make,
        width: u32,
        scripts: Scripts,
        test: impl AsyncFnOnce(&WebDriver),
    ) {
        let make = make.wanted();
        let Some(driver) = make.driver() else {
            eprintln!("left out: there is no driver for {make:?}");
            return;
        };
        let browser = Self::start(make, &driver, width, scripts).await;
        test(&browser.page).await;
        browser.page.clone().quit().await.expect("it ends");
    }

    async fn start(make: Make, driver: &Path, width: u32, scripts: Scripts) -> Self {
        let profile = TempDir::new().expect("a folder");
        // Several that start at once can ask for one port on both families of addresses.
        let mut tries = (0..5).filter_map(|_| started(make, driver, profile.path()));
        let (driver, port) = tries.next().expect("the driver says its port");
        let address = format!("http://127.0.0.1:{port}");
        let page = match make {
            Make::Chromium => WebDriver::new(address, chromium(width, profile.path())).await,
            Make::Firefox => WebDriver::new(address, firefox(width, scripts)).await,
        };
        let page = page.expect("it opens");
        page.set_implicit_wait_timeout(Duration::from_secs(20))
            .await
            .expect("it waits");
        if (make, scripts) == (Make::Chromium, Scripts::Off) {
            let off = serde_json::json!({ "value": true });
            let off = devtools(&page, "Emulation.setScriptExecutionDisabled", off).await;
            off.expect("scripts are off");
        }
        Self {
            driver,
            page,
            _profile: profile,
        }
    }
}

impl Make {
    /// Firefox for every test, where somebody wants to see what it makes of pages that are tried in Chromium alone.
    fn wanted(self) -> Self {
        match std::env::var("TABIR_TEST_BROWSER").as_deref() {
            Ok("firefox") => Self::Firefox,
            Ok(_) | Err(_) => self,
        }
    }

    fn driver(self) -> Option<PathBuf> {
        let name = match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
        };
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/bin");
        let folders = [Path::new("/usr/bin"), Path::new("/usr/local/bin"), &built];
        let mut drivers = folders.iter().map(|folder| folder.join(name));
        drivers.find(|driver| driver.exists())
    }

    fn says_its_port(self) -> &'static str {
        match self {
            Self::Chromium => "started successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        }
    }
}

/// A driver that runs, and its port; nothing when it ended by itself.
fn started(make: Make, driver: &Path, folder: &Path) -> Option<(Child, u16)> {
    let mut driver = Command::new(driver)
        .arg("--port=0")
        .env("TMPDIR", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    let output = driver.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once(make.says_its_port())?;
        port.trim_end_matches('.').parse::<u16>().ok()
    });
    std::thread::spawn(move || lines.for_each(drop));
    let Some(port) = port else {
        driver.wait().expect("it ended");
        return None;
    };
    Some((driver, port))
}

fn chromium(width: u32, profile: &Path) -> ChromeCapabilities {
    let mut wanted = DesiredCapabilities::chrome();
    let size = format!("--window-size={width},900");
    let folder = format!("--user-data-dir={}", profile.display());
    for argument in FLAGS.iter().copied().chain([size.as_str(), &folder]) {
        wanted.add_arg(argument).expect("an argument");
    }
    wanted
}

fn firefox(width: u32, scripts: Scripts) -> FirefoxCapabilities {
    let mut wanted = DesiredCapabilities::firefox();
    for argument in [
        "-headless",
        "--width",
        &width.to_string(),
        "--height",
        "900",
    ] {
        wanted.add_arg(argument).expect("an argument");
    }
    if scripts == Scripts::Off {
        let mut preferences = FirefoxPreferences::new();
        preferences
            .set("javascript.enabled", false)
            .expect("a preference");
        wanted.set_preferences(preferences).expect("a preference");
    }
    wanted
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
