use actix_web::web::Data;
use casework::SESSION_IDLE_SECONDS;
use http_guard::{Answer, Look, Visitor, page as answer_page};
use pages::desk::DeskPage;

/// Shows the desk, with the form to sign in. There is nothing else that could be shown: what a page has
/// unlocked is gone with it.
pub(crate) async fn page(look: Data<Look>, visitor: Visitor) -> Answer {
    answer_page(&DeskPage {
        say: look.pages.wording(visitor.language),
        door: &look.door,
        script: look.scripts.as_ref().map(pages::Scripts::first),
        idle_seconds: SESSION_IDLE_SECONDS,
    })
}
