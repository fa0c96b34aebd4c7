//! Other offices: their lists lie here so that officers' clients can seal to them. No server speaks with another one.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web::Data};
use casework::SentPeers;
use http_guard::{Answer, Refusal};
use seal::{BodyId, Digest, Trust};

use crate::{Casedesk, fault::DeskFault, session::Caseworker};

/// The lists of other offices, as their folders hold them. Officers' clients compare each with the roster.
#[derive(Debug, Default)]
pub struct Peers {
    sent: SentPeers,
    bodies: BTreeSet<BodyId>,
}

impl Peers {
    /// Adds the list of the office with this manifest, which the roster names, and what its officers have signed about being
    /// away.
    pub fn add(&mut self, manifest: &Digest, list: &Trust, away: &str) {
        let bodies = list.rosters().iter().flat_map(|roster| &roster.bodies);
        self.bodies.extend(bodies.map(|body| body.id));
        self.sent.add(manifest, list, away);
    }

    /// Whether a body is one of theirs.
    pub(crate) fn know(&self, body: BodyId) -> bool {
        self.bodies.contains(&body)
    }
}

/// Hands out the lists of other offices.
pub(crate) async fn list(desk: Data<Casedesk>, _who: Caseworker) -> Answer {
    let text = desk.peers().sent.to_text();
    let text = text.ok_or_else(|| Refusal::internal(DeskFault("the lists cannot be written")))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .body(text))
}
