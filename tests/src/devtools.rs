use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;
use ureq::http::Method;

/// A command that only Chromium knows.
#[derive(Debug)]
struct DevTools(Value);

impl ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/goog/cdp/execute".into()
    }
}

/// Has Chromium do what only its own protocol can say, such as `Emulation.setEmulatedMedia`.
///
/// # Errors
/// When it refuses.
pub async fn devtools(page: &WebDriver, name: &str, parameters: Value) -> WebDriverResult<()> {
    let command = DevTools(json!({ "cmd": name, "params": parameters }));
    let handle = page.handle();
    handle
        .cmd(Command::ExtensionCommand(Box::new(command)))
        .await?;
    Ok(())
}
