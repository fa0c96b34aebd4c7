//! The desk of an office elsewhere, worked at with the pages and the modules of the officer's own
//! machine.
//!
//! A server that was taken over can send a page that takes the keys it unlocks. Here nothing that runs
//! comes from it: page, scripts and module are this program's, and of the server's addresses only those
//! under `/api/` and the list of officers are passed on. The list is believed because its manifest is the
//! one that was asked for.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    body::{BodyStream, SizedStream},
    http::{
        Method, Uri,
        header::{
            CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE as COOKIES, HOST, ORIGIN,
            SET_COOKIE,
        },
    },
    web::{self, Data, Payload, ServiceConfig},
};
use awc::{Client, Connector};
use casework::{Published, PublishedError};
use http_guard::{Answer, Look, Refusal, script_file, style_sheet};
use pages::{Door, Pages, Scripts, WordingError};
use rustls::ClientConfig;
use seal::{Digest, Trust};

use crate::{
    PAGE_TOKEN, ROUTES,
    fault::LineFault,
    session::{COOKIE, cookie_of},
    shell,
};

/// A desk elsewhere.
#[derive(Clone)]
pub struct Remote {
    /// `https://host` or `https://host:port`.
    address: String,
    /// What a browser on this machine may call this door.
    names: Vec<String>,
    tls: Arc<ClientConfig>,
    look: Arc<Look>,
}

/// Why a desk elsewhere is not worked at.
#[derive(Debug, thiserror::Error)]
pub enum RemoteFault {
    /// Not an address that is safe to type a passphrase's proof into.
    #[error(
        "`{0}` is no address of a desk: write https://HOST, or http://localhost:PORT for one on this machine"
    )]
    Address(String),
    /// There is no answer.
    #[error("{0} does not answer: {1}")]
    Unreachable(String, String),
    /// It answers something else than a desk does.
    #[error("{0} is no desk of this version of Tabir (its list of officers answered {1})")]
    NoDesk(String, u16),
    /// It belongs to another office, or was exchanged.
    #[error("{0} does not belong to the office with this manifest; do not sign in there")]
    OtherOffice(String, #[source] PublishedError),
    /// This program has no modules for browsers.
    #[error(
        "this program was built without the target wasm32-unknown-unknown, so it has no desk for a browser"
    )]
    NotBuilt,
    /// The compiled-in wording is unsound, which a test rules out.
    #[error(transparent)]
    Wording(#[from] WordingError),
}

impl Remote {
    /// Asks the desk for its list of officers, which has to be about the manifest with this digest.
    /// A browser reaches this door at `http://localhost:<port>`.
    ///
    /// # Errors
    /// [`RemoteFault`].
    pub async fn open(
        address: &str,
        manifest: &Digest,
        tls: ClientConfig,
        port: u16,
    ) -> Result<(Self, Trust), RemoteFault> {
        let address = checked(address)?;
        let scripts = Scripts::for_desk(&manifest.to_string()).ok_or(RemoteFault::NotBuilt)?;
        let pages = Pages::load()?;
        let door = Door::of_desk(pages.desk_style().address(), "");
        let mut remote = Self {
            address,
            names: ["localhost", "127.0.0.1"]
                .map(|name| format!("{name}:{port}"))
                .to_vec(),
            tls: Arc::new(tls),
            look: Arc::new(Look {
                pages,
                door,
                scripts: Some(scripts),
            }),
        };
        let trust = remote.published(manifest).await?;
        if let Some(look) = Arc::get_mut(&mut remote.look) {
            look.door.training = trust.manifest.instance.is_for_training();
        }
        Ok((remote, trust))
    }

    async fn published(&self, manifest: &Digest) -> Result<Trust, RemoteFault> {
        let unreachable = |fault: &dyn std::fmt::Display| {
            RemoteFault::Unreachable(self.address.clone(), fault.to_string())
        };
        let asked = self.client().get(format!("{}{LIST}", self.address)).send();
        let mut answer = asked.await.map_err(|fault| unreachable(&fault))?;
        if !answer.status().is_success() {
            let status = answer.status().as_u16();
            return Err(RemoteFault::NoDesk(self.address.clone(), status));
        }
        let text = answer.body().limit(LIST_BYTES).await;
        let text = text.map_err(|fault| unreachable(&fault))?;
        Published::read(&String::from_utf8_lossy(&text), manifest)
            .map_err(|fault| RemoteFault::OtherOffice(self.address.clone(), fault))
    }

    /// Each thread has one of its own.
    fn client(&self) -> Client {
        let connector = Connector::new().rustls_0_23(self.tls.clone());
        Client::builder()
            .connector(connector)
            .timeout(PATIENCE)
            .disable_redirects()
            .no_default_headers()
            .finish()
    }

    /// Whether a browser on this machine asks, from a page of this door: a page from elsewhere that
    /// gave its name this machine's address would come under another name.
    fn is_asked_from_here(&self, request: &HttpRequest) -> bool {
        let header = |name| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let is_ours = |name: &str| self.names.iter().any(|ours| ours == name);
        let origin =
            header(ORIGIN).map(|origin| origin.strip_prefix("http://").unwrap_or_default());
        header(HOST).is_some_and(is_ours) && origin.is_none_or(is_ours)
    }
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Remote({})", self.address)
    }
}

/// Returns the door as [`http_guard::serve`] takes it: our own page, and the way to the desk.
pub fn remote_door(remote: Remote) -> impl Fn(&mut ServiceConfig) + Clone {
    move |config| {
        config
            .app_data(Data::from(remote.look.clone()))
            .app_data(Data::new(remote.client()))
            .app_data(Data::new(remote.clone()));
        for route in ROUTES {
            let to = match route.path {
                "/" => web::get().to(shell::page),
                path if path.ends_with(".css") => web::get().to(style_sheet),
                path if path.starts_with("/s/file-") => web::get().to(script_file),
                _ => web::method(method_of(route)).to(pass_on),
            };
            config.route(route.path, to);
        }
    }
}

/// Hands a request to the desk, and the desk's answer back, as they come.
async fn pass_on(
    request: HttpRequest,
    body: Payload,
    remote: Data<Remote>,
    client: Data<Client>,
) -> Answer {
    if !remote.is_asked_from_here(&request) {
        return Err(Refusal::NotFound);
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let mut sent = client
        .request(
            request.method().clone(),
            format!("{}{path}", remote.address),
        )
        .no_decompress();
    for name in [CONTENT_TYPE.as_str(), PAGE_TOKEN] {
        if let Some(value) = request.headers().get(name) {
            sent = sent.insert_header((name, value.clone()));
        }
    }
    if let Some(token) = cookie_of(request.headers()) {
        sent = sent.insert_header((COOKIES, format!("{COOKIE}={}", token.as_str())));
    }
    let answer = match length_of(request.headers().get(CONTENT_LENGTH)) {
        Some(length) => sent.send_body(SizedStream::new(length, body)).await,
        None => sent.send().await,
    };
    let Ok(answer) = answer else {
        return Ok(LineFault.answer());
    };
    let mut passed = HttpResponse::build(answer.status());
    // Whatever the desk calls it: nothing of it is a page or a script to a browser.
    let is_json = answer.content_type() == "application/json";
    passed
        .content_type(if is_json {
            "application/json"
        } else {
            "application/octet-stream"
        })
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"answer\""));
    for cookie in answer.headers().get_all(SET_COOKIE) {
        let value = cookie.as_bytes().strip_prefix(COOKIE.as_bytes());
        if value.is_some_and(|value| value.starts_with(b"=")) {
            passed.append_header((SET_COOKIE, cookie.clone()));
        }
    }
    Ok(match length_of(answer.headers().get(CONTENT_LENGTH)) {
        Some(length) => passed.body(SizedStream::new(length, answer)),
        None => passed.body(BodyStream::new(answer)),
    })
}

fn length_of(header: Option<&actix_web::http::header::HeaderValue>) -> Option<u64> {
    header?.to_str().ok()?.parse().ok()
}

fn method_of(route: &http_guard::Route) -> Method {
    route.method.to_uppercase().parse().unwrap_or(Method::GET)
}

/// Takes an address apart: TLS, or this machine.
fn checked(address: &str) -> Result<String, RemoteFault> {
    let refused = || RemoteFault::Address(address.to_owned());
    let uri: Uri = address.parse().map_err(|_| refused())?;
    let host = uri.host().ok_or_else(refused)?;
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let is_safe = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_here,
        _ => false,
    };
    let is_plain = uri.path() == "/" && uri.query().is_none();
    let authority = uri.authority().ok_or_else(refused)?.as_str();
    if !is_safe || !is_plain || authority.contains('@') {
        return Err(refused());
    }
    Ok(format!(
        "{}://{authority}",
        uri.scheme_str().unwrap_or("https")
    ))
}

const LIST: &str = "/s/list";
/// The most bytes a list of officers may have.
const LIST_BYTES: usize = 64 * 1024 * 1024;
/// How long an answer may take to begin. Files on a slow line are sent in pieces that arrive within it.
const PATIENCE: Duration = Duration::from_secs(1_200);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tls_or_this_machine_is_an_address_of_a_desk() {
        for (written, meant) in [
            ("https://desk.example", "https://desk.example"),
            ("https://desk.example:8443/", "https://desk.example:8443"),
            ("http://localhost:8081", "http://localhost:8081"),
            ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ] {
            assert_eq!(checked(written).unwrap(), meant);
        }
        for wrong in [
            "desk.example",
            "http://desk.example",
            "http://localhost.desk.example",
            "https://desk.example/api",
            "https://desk.example/?a=b",
            "https://somebody@desk.example",
            "ftp://localhost",
            "",
        ] {
            assert!(
                matches!(checked(wrong), Err(RemoteFault::Address(_))),
                "{wrong}"
            );
        }
    }
}
