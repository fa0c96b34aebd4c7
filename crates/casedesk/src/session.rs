use std::pin::Pin;

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{COOKIE as COOKIES, HeaderMap},
    web::Data,
};
use casework::{Doing, may};
use http_guard::Refusal;
use seal::{Capability, Digest, OfficerId, SecretToken};
use storage::StoreError;
use zeroize::Zeroizing;

use crate::{Casedesk, fault::store_refusal};

/// The name of the session's cookie. Browsers keep a cookie of such a name to one host, over TLS or
/// loopback.
pub const COOKIE: &str = "__Host-desk";

/// The header in which the page repeats that it knows the session: a page elsewhere may make a browser
/// send the cookie, but not this.
pub const PAGE_TOKEN: &str = "x-page-token";

/// Who is signed in, and on duty in the newest roster. Without one, nothing about cases is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedIn {
    pub(crate) officer: OfficerId,
    /// What the roster says that the officer is there for.
    capability: Capability,
    /// Under what the session is kept.
    pub(crate) session: Digest,
}

impl SignedIn {
    /// Passes whoever may do that. For all others there is nothing of the kind.
    pub(crate) fn require(&self, doing: Doing) -> Result<(), Refusal> {
        if may(self.capability, doing) {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }
}

impl FromRequest for SignedIn {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = request.app_data::<Data<Casedesk>>().cloned();
        let token = token_in(request.headers());
        let repeated = repeated_in(request.headers());
        Box::pin(async move {
            let (Some(desk), Some(token)) = (desk, token) else {
                return Err(Refusal::SignedOut);
            };
            if !token.fits_page_token(desk.instance(), &repeated) {
                return Err(Refusal::SignedOut);
            }
            let session = token.digest(desk.instance());
            match desk.rooms.staff.session(session, desk.now()).await {
                Ok(found) => {
                    let (trust, today) = (desk.trust(), desk.today());
                    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
                    let known = roster.officer(found.officer);
                    let known = known.filter(|known| known.is_on_duty(today));
                    let known = known.ok_or(Refusal::SignedOut)?;
                    Ok(Self {
                        officer: found.officer,
                        capability: known.capability,
                        session,
                    })
                }
                Err(StoreError::NotFound) => Err(Refusal::SignedOut),
                Err(fault) => Err(store_refusal(fault)),
            }
        })
    }
}

/// Who is signed in and works cases. For auditors and others who open none there are none, whatever grants they held
/// before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caseworker {
    pub(crate) officer: OfficerId,
}

impl FromRequest for Caseworker {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let who = signed_in.await?;
            who.require(Doing::WorksCases)?;
            Ok(Self {
                officer: who.officer,
            })
        })
    }
}

/// Who is signed in and keeps shares of identities. For all others nothing waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keeper {
    pub(crate) officer: OfficerId,
}

impl FromRequest for Keeper {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let who = signed_in.await?;
            who.require(Doing::KeepsVaults)?;
            Ok(Self {
                officer: who.officer,
            })
        })
    }
}

/// Who is signed in and keeps journals of the own. For all others there are none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contributor {
    pub(crate) officer: OfficerId,
}

impl FromRequest for Contributor {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let who = signed_in.await?;
            who.require(Doing::KeepsJournals)?;
            Ok(Self {
                officer: who.officer,
            })
        })
    }
}

/// The header that hands a session to a browser: no script reads it, no other site sends it.
pub(crate) fn cookie(token: &SecretToken) -> Zeroizing<String> {
    Zeroizing::new(format!("{COOKIE}={}; {KEPT}", token.to_text().as_str()))
}

/// The header that takes the session back.
pub(crate) fn no_cookie() -> String {
    format!("{COOKIE}=; {KEPT}; Max-Age=0")
}

/// What the session's cookie says, among all that a browser may send.
pub(crate) fn cookie_of(headers: &HeaderMap) -> Option<Zeroizing<String>> {
    headers
        .get_all(COOKIES)
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
        .map(|token| Zeroizing::new(token.to_owned()))
}

fn token_in(headers: &HeaderMap) -> Option<SecretToken> {
    SecretToken::from_text(cookie_of(headers)?.as_str())
}

fn repeated_in(headers: &HeaderMap) -> Zeroizing<String> {
    let header = headers.get(PAGE_TOKEN);
    let text = header.and_then(|header| header.to_str().ok());
    Zeroizing::new(text.unwrap_or_default().to_owned())
}

const KEPT: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";
