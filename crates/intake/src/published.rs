use actix_web::web::{Data, Path};
use http_guard::{Answer, Refusal, kept_text};
use seal::{Digest, Trust};
use serde::Serialize;

use crate::Intake;

/// What a browser seals with, or checks answers with: manifest, rosters, and the officers' keys. All of
/// it is public; signatures hold it together.
pub(crate) struct Published {
    text: String,
    mark: String,
}

#[derive(Serialize)]
struct Parts<'a> {
    manifest: &'a str,
    rosters: Vec<&'a str>,
    keys: String,
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
        let rosters: Vec<_> = trust
            .rosters()
            .iter()
            .take(most)
            .map(|roster| roster.note())
            .collect();
        rosters.first()?;
        let parts = Parts {
            manifest: trust.manifest.note(),
            rosters,
            keys: trust.keys.to_text(),
        };
        let text = serde_json::to_string(&parts).ok()?;
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
