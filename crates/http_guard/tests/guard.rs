//! What every answer carries, and what a refusal looks like.

use std::fmt;

use actix_web::{
    App, HttpResponse,
    body::to_bytes,
    dev::ServiceResponse,
    http::header::HeaderMap,
    middleware::from_fn,
    test::{TestRequest, call_service, init_service},
    web::{Data, get, to},
};
use http_guard::{Answer, LogSafe, Look, Refusal, guard, script_file, style_sheet};
use pages::{Door, Pages, Scripts};

#[actix_web::test]
async fn every_answer_carries_the_headers() {
    for path in ["/", "/broken", "/nowhere", "/late"] {
        let answer = ask(path, "").await;
        let headers = answer.headers();
        let csp = text(headers, "content-security-policy");
        assert!(
            csp.starts_with("default-src 'none'") && !csp.contains("unsafe"),
            "{path}"
        );
        assert_eq!(text(headers, "referrer-policy"), "no-referrer");
        assert_eq!(text(headers, "x-content-type-options"), "nosniff");
        assert_eq!(text(headers, "cache-control"), "no-store");
        assert_eq!(text(headers, "cross-origin-opener-policy"), "same-origin");
        assert!(
            !headers.contains_key("set-cookie") && !headers.contains_key("server"),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn what_a_door_says_itself_stands_and_what_has_not_changed_is_no_fault() {
    let answer = ask("/public", "").await;
    assert_eq!(answer.status(), 304);
    assert_eq!(text(answer.headers(), "x-robots-tag"), "all");
    assert_eq!(
        text(answer.headers(), "cross-origin-resource-policy"),
        "same-origin"
    );
    assert!(body(answer).await.is_empty());
}

#[actix_web::test]
async fn a_method_that_is_not_taken_is_refused_with_those_that_are() {
    let answer = ask("/method", "").await;
    assert_eq!(answer.status(), 405);
    assert_eq!(text(answer.headers(), "allow"), "GET, HEAD");
    assert!(body(answer).await.contains("This cannot be done here"));
}

#[actix_web::test]
async fn the_style_sheet_may_be_kept() {
    let pages = Pages::load().unwrap();
    let answer = ask(pages.style().address(), "").await;
    assert_eq!(answer.status(), 200);
    assert!(text(answer.headers(), "cache-control").contains("immutable"));
}

#[actix_web::test]
async fn only_our_own_files_run_and_only_where_there_are_any() {
    let Some(scripts) = Scripts::for_office(&"0a".repeat(32)) else {
        eprintln!("left out: this program was built without WebAssembly");
        return;
    };
    let first = scripts.first().to_owned();
    let answer = ask_with(Some(scripts), &first, "gzip, br").await;
    assert_eq!(answer.status(), 200);
    assert!(text(answer.headers(), "cache-control").contains("immutable"));
    assert!(text(answer.headers(), "content-type").starts_with("text/javascript"));
    let csp = text(answer.headers(), "content-security-policy");
    assert!(csp.contains("script-src 'self' 'wasm-unsafe-eval';"));
    assert!(!csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"));
    let scripts = Scripts::for_office(&"0a".repeat(32));
    let unknown = ask_with(scripts, "/s/file-0000000000000000.js", "").await;
    assert_eq!(unknown.status(), 404);
}

#[actix_web::test]
async fn a_file_comes_in_the_smallest_encoding_that_the_browser_reads() {
    let Some(scripts) = Scripts::for_office(&"0a".repeat(32)) else {
        eprintln!("left out: this program was built without WebAssembly");
        return;
    };
    let module = scripts.files().last().unwrap().address.clone();
    let mut lengths = vec![];
    for (accepted, encoding) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip, deflate", Some("gzip")),
        ("", None),
    ] {
        let scripts = Scripts::for_office(&"0a".repeat(32));
        let answer = ask_with(scripts, &module, accepted).await;
        let headers = answer.headers();
        let told = headers
            .get("content-encoding")
            .map(|told| told.to_str().unwrap());
        assert_eq!(told, encoding);
        assert_eq!(text(headers, "vary"), "accept-encoding");
        assert_eq!(text(headers, "content-type"), "application/wasm");
        lengths.push(to_bytes(answer.into_body()).await.unwrap().len());
    }
    assert!(
        lengths.is_sorted() && lengths[2] > 2 * lengths[0],
        "{lengths:?}"
    );
}

#[actix_web::test]
async fn a_refusal_is_a_page_in_the_language_of_the_visitor() {
    assert!(page("/nowhere", "").await.contains("There is no such page"));
    assert!(
        page("/nowhere", "id-ID,id;q=0.9")
            .await
            .contains("Halaman itu tidak ada")
    );
    assert!(
        page("/nowhere?l=id", "en")
            .await
            .contains("Halaman itu tidak ada")
    );
    assert!(page("/late", "").await.contains("The line was interrupted"));
}

#[actix_web::test]
async fn refusals_have_the_length_of_a_class() {
    for path in ["/broken", "/nowhere", "/late"] {
        assert_eq!(page(path, "").await.len(), 8 * 1024, "{path}");
    }
}

#[actix_web::test]
async fn an_internal_fault_shows_a_number_and_nothing_else() {
    let answer = ask("/broken", "").await;
    assert_eq!(answer.status(), 500);
    let page = body(answer).await;
    assert!(page.contains("Something went wrong on our side"));
    assert!(page.contains("name this number: "));
    assert!(!page.contains("disk sda1"));
}

#[derive(Debug)]
struct DiskFault;

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("disk sda1 is gone")
    }
}

impl LogSafe for DiskFault {}

async fn ask(path: &str, language: &'static str) -> ServiceResponse {
    send(None, path, ("accept-language", language)).await
}

async fn ask_with(scripts: Option<Scripts>, path: &str, encoding: &'static str) -> ServiceResponse {
    send(scripts, path, ("accept-encoding", encoding)).await
}

async fn send(
    scripts: Option<Scripts>,
    path: &str,
    header: (&'static str, &'static str),
) -> ServiceResponse {
    let pages = Pages::load().unwrap();
    let style = pages.style().address().to_owned();
    let door = Door::example(&pages);
    let app = App::new()
        .app_data(Data::new(Look {
            pages,
            door,
            scripts,
        }))
        .route("/", get().to(HttpResponse::Ok))
        .route(&style, get().to(style_sheet))
        .route("/s/file-{mark}", get().to(script_file))
        .route(
            "/broken",
            get().to(|| async { Answer::Err(Refusal::internal(DiskFault)) }),
        )
        .route(
            "/public",
            get().to(|| async {
                let mut answer = HttpResponse::NotModified();
                answer.insert_header(("x-robots-tag", "all")).finish()
            }),
        )
        .route(
            "/method",
            get().to(|| async { Answer::Err(Refusal::Method) }),
        )
        .route("/late", get().to(|| async { Answer::Err(Refusal::Slow) }))
        .default_service(to(|| async { Answer::Err(Refusal::NotFound) }))
        .wrap(from_fn(guard));
    let request = TestRequest::get().uri(path).insert_header(header);
    call_service(&init_service(app).await, request.to_request())
        .await
        .map_into_boxed_body()
}

async fn page(path: &str, accepts: &'static str) -> String {
    body(ask(path, accepts).await).await
}

async fn body(answer: ServiceResponse) -> String {
    String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).unwrap().to_str().unwrap()
}
