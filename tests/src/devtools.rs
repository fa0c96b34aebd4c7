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

/// A command of WebAuthn's own chapter on tests.
#[derive(Debug)]
struct AddAuthenticator(Value);

impl ExtensionCommand for AddAuthenticator {
    fn parameters_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/webauthn/authenticator".into()
    }
}

/// Gives the browser a device for passkeys, whose user always agrees.
///
/// # Errors
/// When it refuses.
pub async fn add_authenticator(page: &WebDriver) -> WebDriverResult<()> {
    let command = AddAuthenticator(json!({
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
    }));
    let handle = page.handle();
    handle
        .cmd(Command::ExtensionCommand(Box::new(command)))
        .await?;
    Ok(())
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
