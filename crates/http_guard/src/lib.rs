//! What the doors share: security headers, small forms, limits, quiet logging, the page that
//! refuses, TLS.
//!
//! A door hands its route table to [`serve`]; every answer then leaves through [`guard`], which
//! sets the headers, turns a [`Refusal`] into a page in the visitor's language and logs nothing
//! about the visitor. Nothing here knows what a report is.
//!
//! ```
//! use http_guard::padding;
//!
//! // Two pages of different length look alike from outside.
//! assert_eq!(padding::padded("<p>yes</p>".to_owned()).len(), padding::padded("<p>no</p>".to_owned()).len());
//! ```

mod clock;
pub mod form;
mod guard;
mod log_safe;
pub mod padding;
mod patience;
mod reference;
mod refusal;
mod reply;
mod routes;
mod serve;
pub mod tls;
mod visitor;

pub use crate::{
    clock::Clock,
    guard::guard,
    log_safe::{Count, LogSafe, log_count, log_fault, write_with_causes},
    patience::{STALL, chunk_number, cut_body, next_within, whole_body},
    reference::Reference,
    refusal::{BoxFault, Refusal, log_refusal},
    reply::{
        Look, fixed_page, kept_text, page, page_with, script_file, sealed_file, streamed_file,
        style_sheet,
    },
    routes::Route,
    serve::{Serving, serve},
    visitor::Visitor,
};

/// What a handler answers.
pub type Answer = Result<actix_web::HttpResponse, Refusal>;
