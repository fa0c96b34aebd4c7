use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use http_guard::{Answer, Refusal, kept_text};
use seal::{Digest, Trust};

use crate::{Intake, fault::store_refusal};

/// What a browser seals with, or checks answers with.
pub(crate) struct Published {
    text: String,
    mark: String,
}

impl Published {
    /// What a report is sealed with: the newest of the rosters. Nothing is published without one.
    pub(crate) fn newest(trust: &Trust) -> Option<Self> {
        Self::with(trust, 1)
    }

    /// What answers are checked with: every roster that there was.
    pub(crate) fn every(trust: &Trust) -> Option<Self> {
        Self::with(trust, usize::MAX)
    }

    fn with(trust: &Trust, most: usize) -> Option<Self> {
        trust.rosters().first()?;
        let text = casework::Published::of(trust, most).to_text()?;
        let mut mark = Digest::of(text.as_bytes()).to_string();
        mark.truncate(16);
        Some(Self { text, mark })
    }

    /// Whether this is what its address ends in.
    pub(crate) fn has(&self, mark: &str) -> bool {
        self.mark == mark
    }

    /// Where it is fetched. The address changes with the content.
    pub(crate) fn address(&self) -> String {
        format!("/s/list-{}", self.mark)
    }
}

/// Hands out a list.
pub(crate) async fn list(intake: Data<Intake>, mark: Path<String>) -> Answer {
    let list = intake.list(&mark).ok_or(Refusal::NotFound)?;
    Ok(kept_text(list.text.clone()))
}

/// Hands out what officers have signed about being away, one statement on a line. Browsers check it.
pub(crate) async fn away(intake: Data<Intake>) -> Answer {
    let list = intake.drop_box.away().await.map_err(store_refusal)?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(list))
}
