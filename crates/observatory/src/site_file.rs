use std::io::Write as _;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{
        ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, ETAG,
        HeaderName, IF_NONE_MATCH, LOCATION, VARY,
    },
    web::{Bytes, Data},
};
use flate2::{Compression, write::GzEncoder};
use http_guard::{Answer, Refusal};
use pages::fingerprint;

use crate::{Observatory, OpenError};

/// A file of the site, ready to be handed out.
#[derive(Debug)]
pub struct SiteFile {
    media_type: &'static str,
    kind: Kind,
    plain: Bytes,
    gzip: Option<Bytes>,
    /// Changes with the content.
    mark: u64,
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Read by people.
    Page,
    /// Read by programs, also by those that run in pages elsewhere.
    Data,
    /// Its address changes with its content.
    Fixed,
}

impl SiteFile {
    pub(crate) fn of(path: &str, kind: Kind, text: String) -> Result<Self, OpenError> {
        let packed = packed(text.as_bytes()).map_err(|fault| OpenError::Packing {
            path: path.to_owned(),
            fault,
        })?;
        Ok(Self {
            media_type: media_type(path),
            kind,
            mark: fingerprint(text.as_bytes()),
            gzip: (packed.len() < text.len()).then(|| packed.into()),
            plain: text.into(),
        })
    }

    /// Its media type.
    pub const fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.plain
    }

    /// The answer to a request for it: the file, or that it has not changed.
    fn answer(&self, request: &HttpRequest, may_be_found: bool) -> HttpResponse {
        let text = |name: HeaderName| {
            let values = request.headers().get_all(name);
            let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
            values.join(",")
        };
        let packed = self
            .gzip
            .as_ref()
            .filter(|_| takes_gzip(&text(ACCEPT_ENCODING)));
        // What is packed otherwise has other bytes, and so another tag.
        let tag = match packed {
            Some(_) => format!("\"{:016x}-gzip\"", self.mark),
            None => format!("\"{:016x}\"", self.mark),
        };
        let is_known = names(&text(IF_NONE_MATCH), &tag);
        let mut answer = if is_known {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        let kept = match self.kind {
            Kind::Page | Kind::Data => A_WHILE,
            Kind::Fixed => FOR_GOOD,
        };
        answer
            .insert_header((ETAG, tag))
            .insert_header((CACHE_CONTROL, kept))
            .insert_header((VARY, ACCEPT_ENCODING.as_str()));
        if may_be_found {
            answer.insert_header(("x-robots-tag", "all"));
        }
        if self.kind == Kind::Data {
            answer
                .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
                .insert_header(("cross-origin-resource-policy", "cross-origin"));
        }
        if is_known {
            return answer.finish();
        }
        answer.content_type(self.media_type);
        match packed {
            Some(packed) => answer
                .insert_header((CONTENT_ENCODING, "gzip"))
                .body(packed.clone()),
            None => answer.body(self.plain.clone()),
        }
    }
}

/// Hands out a file.
pub(crate) async fn show(request: HttpRequest, observatory: Data<Observatory>) -> Answer {
    let (site, path) = (observatory.site(), request.path());
    if let Some(file) = site.at(path) {
        return Ok(file.answer(&request, !observatory.is_for_practice()));
    }
    let folder = format!("{path}/");
    if site.at(&folder).is_some() {
        let mut answer = HttpResponse::PermanentRedirect();
        return Ok(answer.insert_header((LOCATION, folder)).finish());
    }
    Err(Refusal::NotFound)
}

/// Says that nothing can be done with a file but reading it.
pub(crate) async fn refuse(request: HttpRequest, observatory: Data<Observatory>) -> Answer {
    match observatory.site().at(request.path()) {
        Some(_) => Err(Refusal::Method),
        None => Err(Refusal::NotFound),
    }
}

fn packed(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packing = GzEncoder::new(Vec::new(), Compression::default());
    packing.write_all(plain)?;
    packing.finish()
}

/// Whether a browser reads gzip: it is named, and not with the weight of zero.
fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_gzip = parts.next() == Some("gzip");
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        is_gzip && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|one| one > 0.0))
    })
}

/// Whether a list of tags names this one. A weak tag is as good: what is asked is whether to send again.
fn names(tags: &str, tag: &str) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

fn media_type(path: &str) -> &'static str {
    let known = MEDIA_TYPES.iter().find(|(end, _)| path.ends_with(end));
    known.map_or("application/octet-stream", |(_, media_type)| media_type)
}

/// The first that fits counts.
const MEDIA_TYPES: &[(&str, &str)] = &[
    (".html", "text/html; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".csv", "text/csv; charset=utf-8"),
    (".csv-metadata.json", "application/csvm+json"),
    (".jsonld", "application/ld+json"),
    (".json", "application/json"),
    (".ttl", "text/turtle; charset=utf-8"),
    (".signed", "text/plain; charset=utf-8"),
    ("/SHA256SUMS", "text/plain; charset=utf-8"),
];

/// Ten minutes, and then asked whether it changed.
const A_WHILE: &str = "public, max-age=600, must-revalidate";
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_goes_to_whoever_reads_it() {
        for (accepted, takes) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, gzip;q=0.8", true),
            ("gzip;q=0", false),
            ("gzip; q=0.000", false),
            ("identity", false),
            ("x-gzip", false),
            ("", false),
        ] {
            assert_eq!(takes_gzip(accepted), takes, "{accepted}");
        }
    }

    #[test]
    fn a_tag_is_found_among_others_whether_weak_or_strong() {
        for (tags, found) in [
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"a-gzip\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(names(tags, "\"a\""), found, "{tags}");
        }
    }

    #[test]
    fn every_kind_of_file_has_its_media_type() {
        assert_eq!(media_type("a.csv-metadata.json"), "application/csvm+json");
        assert_eq!(media_type("a.json"), "application/json");
        assert_eq!(media_type("a.csv"), "text/csv; charset=utf-8");
        assert_eq!(media_type("a.jsonld"), "application/ld+json");
    }
}
