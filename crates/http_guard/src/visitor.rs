use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::ACCEPT_LANGUAGE};
use pages::Language;

use crate::Refusal;

/// All that is looked at about a visitor: the language to answer in.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// From `?l=` of the address, else from the browser's preference, else English.
    pub language: Language,
}

impl Visitor {
    /// Reads the language from a request.
    pub fn of(request: &HttpRequest) -> Self {
        let asked = request
            .query_string()
            .split('&')
            .find_map(|pair| pair.strip_prefix("l="))
            .and_then(Language::from_code);
        let preferred = || {
            request
                .headers()
                .get(ACCEPT_LANGUAGE)
                .and_then(|header| header.to_str().ok())
                .map_or(Language::English, Language::accepted)
        };
        Self {
            language: asked.unwrap_or_else(preferred),
        }
    }
}

impl FromRequest for Visitor {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
