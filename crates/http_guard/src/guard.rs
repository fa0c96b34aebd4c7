use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{
        ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, RETRY_AFTER,
    },
    middleware::Next,
    web::Data,
};
use pages::{Template, refusal::RefusalPage};

use crate::{Look, Refusal, Visitor, log_refusal, padding, reply};

/// Every answer of every door leaves through here: security headers, and a page for each refusal.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let may_lock = request
        .app_data::<Data<Look>>()
        .is_some_and(|look| look.scripts.is_some());
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let told = refusal_of(&answer).and_then(more_to_say);
    if needs_page(&answer) {
        let page = refusal_page(&answer);
        answer = answer.into_response(page);
    }
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        // What is public may be found by search engines and read by pages elsewhere: its door says so.
        if !headers.contains_key(name) {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
    }
    if let Some((name, value)) = told {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = if may_lock { LOCKING } else { PLAIN };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(answer)
}

/// What stands in a header of its own beside a refusal.
fn more_to_say(refusal: &Refusal) -> Option<(HeaderName, &'static str)> {
    if matches!(refusal, Refusal::Crowded) {
        Some((RETRY_AFTER, A_MINUTE))
    } else if matches!(refusal, Refusal::Method) {
        Some((ALLOW, READING))
    } else {
        None
    }
}

fn needs_page(answer: &ServiceResponse<BoxBody>) -> bool {
    let is_fault = answer.status().is_client_error() || answer.status().is_server_error();
    answer.response().error().is_some() || is_fault && is_empty(answer)
}

fn is_empty(answer: &ServiceResponse<BoxBody>) -> bool {
    matches!(
        answer.response().body().size(),
        actix_web::body::BodySize::None | actix_web::body::BodySize::Sized(0)
    )
}

fn refusal_of(answer: &ServiceResponse<BoxBody>) -> Option<&Refusal> {
    answer.response().error().and_then(Error::as_error)
}

fn refusal_page(answer: &ServiceResponse<BoxBody>) -> HttpResponse {
    let unknown;
    let refusal = match refusal_of(answer) {
        Some(refusal) => refusal,
        None => {
            unknown = match answer.status().as_u16() {
                404 | 405 => Refusal::NotFound,
                408 => Refusal::Slow,
                413 => Refusal::TooLarge,
                _ => Refusal::BadForm,
            };
            &unknown
        }
    };
    let reference = log_refusal(refusal).map(|reference| reference.to_string());
    let status = actix_web::ResponseError::status_code(refusal);
    let Some(look) = answer.request().app_data::<Data<Look>>() else {
        return HttpResponse::new(status);
    };
    let page = RefusalPage {
        say: look.pages.wording(Visitor::of(answer.request()).language),
        door: &look.door,
        kind: refusal.kind(),
        reference: reference.as_deref(),
    };
    match page.render() {
        Ok(page) => reply::html(status, padding::padded(page)),
        Err(_) => HttpResponse::new(status),
    }
}

/// Seconds after which there may be room for files again.
const A_MINUTE: &str = "60";
/// What a door that only hands out takes.
const READING: &str = "GET, HEAD";

/// Only our own style sheet loads; nothing runs, frames or refers.
const PLAIN: &str = "default-src 'none'; style-src 'self'; form-action 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'";

/// The same where pages lock in the browser: our own script files run, one of them as a worker that
/// runs our module, and speak to this door alone. Nothing that stands in a page runs.
const LOCKING: &str = "default-src 'none'; style-src 'self'; form-action 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";

/// What every answer carries.
const HEADERS: [(&str, &str); 7] = [
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-robots-tag", "noindex"),
];
