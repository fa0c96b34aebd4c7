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
use http_guard::{Answer, LogSafe, Look, Refusal, guard, style_sheet};
use pages::{Door, Pages};

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
async fn the_style_sheet_may_be_kept() {
    let pages = Pages::load().unwrap();
    let answer = ask(pages.style().address(), "").await;
    assert_eq!(answer.status(), 200);
    assert!(text(answer.headers(), "cache-control").contains("immutable"));
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

async fn ask(path: &str, accepts: &'static str) -> ServiceResponse {
    let pages = Pages::load().unwrap();
    let style = pages.style().address().to_owned();
    let door = Door::example(&pages);
    let app = App::new()
        .app_data(Data::new(Look { pages, door }))
        .route("/", get().to(HttpResponse::Ok))
        .route(&style, get().to(style_sheet))
        .route(
            "/broken",
            get().to(|| async { Answer::Err(Refusal::internal(DiskFault)) }),
        )
        .route("/late", get().to(|| async { Answer::Err(Refusal::Slow) }))
        .default_service(to(|| async { Answer::Err(Refusal::NotFound) }))
        .wrap(from_fn(guard));
    let request = TestRequest::get()
        .uri(path)
        .insert_header(("accept-language", accepts));
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
