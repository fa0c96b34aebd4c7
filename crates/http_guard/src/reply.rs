use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::{
        StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, ContentType,
            VARY,
        },
    },
    web::{Bytes, Data},
};
use futures_util::Stream;
use pages::{Door, Pages, Scripts, Template};

use crate::{Answer, LogSafe, Refusal, padding};

/// What pages need to be drawn: words, style, and the facts of the office.
#[derive(Debug)]
pub struct Look {
    /// The words and the style sheet.
    pub pages: Pages,
    /// The facts of the office.
    pub door: Door,
    /// What runs in the browser, where this program has it.
    pub scripts: Option<Scripts>,
}

/// Answers with a page, filled up to a class of length.
pub fn page(template: &impl Template) -> Answer {
    Ok(html(StatusCode::OK, padding::padded(drawn(template)?)))
}

/// Answers with a page that says that something needs another look or another try.
pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    Ok(html(status, padding::padded(drawn(template)?)))
}

/// Answers with a page of exactly `length` bytes, or hands back nothing when it is longer.
pub fn fixed_page(
    template: &impl Template,
    length: usize,
) -> Result<Option<HttpResponse>, Refusal> {
    let fitted = padding::padded_to(drawn(template)?, length).ok();
    Ok(fitted.map(|page| html(StatusCode::OK, page)))
}

/// Answers with sealed bytes to be kept as a file. The caller sees to it that their number tells
/// nothing.
pub fn sealed_file(bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"page\""))
        .body(bytes)
}

/// Answers with a file of `length` bytes as it comes, to be kept under `name`, which is plain ASCII
/// without quotes. It is never shown, whatever it is.
pub fn streamed_file(
    name: &str,
    length: u64,
    content: impl Stream<Item = Result<Bytes, Refusal>> + 'static,
) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(SizedStream::new(length, content))
}

/// Answers with the style sheet, which browsers may keep: its address changes with its text.
pub async fn style_sheet(look: Data<Look>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((CACHE_CONTROL, KEPT))
        .body(look.pages.style_of(&look.door).text().to_owned())
}

/// Answers with a script or module that browsers may keep, in the smallest encoding that this one
/// reads. Browsers read brotli only where the line is secure.
pub async fn script_file(request: HttpRequest, look: Data<Look>) -> Answer {
    let scripts = look.scripts.as_ref().ok_or(Refusal::NotFound)?;
    let file = scripts.at(request.path()).ok_or(Refusal::NotFound)?;
    let accepted = request.headers().get(ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
    let accepts = |name: &str| accepted.split(',').any(|one| one.trim() == name);
    let (encoding, bytes) = match (file.brotli, file.gzip) {
        (Some(bytes), _) if accepts("br") => (Some("br"), bytes.to_vec()),
        (_, Some(bytes)) if accepts("gzip") => (Some("gzip"), bytes.to_vec()),
        _ => (None, file.plain.clone()),
    };
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(file.media_type)
        .insert_header((CACHE_CONTROL, KEPT))
        .insert_header((VARY, ACCEPT_ENCODING.as_str()));
    if let Some(encoding) = encoding {
        answer.insert_header((CONTENT_ENCODING, encoding));
    }
    Ok(answer.body(bytes))
}

/// Answers with a published text that browsers may keep: its address changes with it.
pub fn kept_text(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, KEPT))
        .body(text)
}

/// Puts HTML into an answer.
pub(crate) fn html(status: StatusCode, page: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header(ContentType::html())
        .body(page)
}

fn drawn(template: &impl Template) -> Result<String, Refusal> {
    template.render().map_err(|_| Refusal::internal(NotDrawn))
}

#[derive(Debug)]
struct NotDrawn;

impl std::fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a page could not be drawn")
    }
}

impl LogSafe for NotDrawn {}

const KEPT: &str = "public, max-age=31536000, immutable";
