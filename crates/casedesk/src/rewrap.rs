//! Other keys of an officer: the officer's client seals the own grants to them, page by page.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload, Query},
};
use casework::{Doing, ListedCase, may, rewrapped_from_bytes};
use http_guard::{Answer, Refusal, sealed_file, whole_body};
use seal::{Day, Grant, OfficerId, Sender, Trust};
use serde::Deserialize;
use storage::REWRAPPED_AT_ONCE;

use crate::{Casedesk, fault::store_refusal, grant::NoGrant, session::Caseworker};

/// Behind which of the own cases a page begins; without it, at the first one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    after: Option<String>,
}

/// Hands out a page of what opens the officer's own cases, sealed as it is, in the order of their ids.
pub(crate) async fn page(desk: Data<Casedesk>, who: Caseworker, place: Query<Place>) -> Answer {
    let after = place.into_inner().after.map(|case| case.parse());
    let after = after.transpose().map_err(|_| Refusal::BadForm)?;
    let cases = &desk.rooms.cases;
    let page = cases.cases_of(who.officer, after, PAGE).await;
    let mut page = page.map_err(store_refusal)?;
    for listed in &mut page {
        // Cards open with the grant, and are asked for elsewhere.
        (listed.card, listed.first_card) = (None, None);
    }
    Ok(sealed_file(ListedCase::list_to_bytes(&page)))
}

/// Takes grants that the officer's client has sealed to the officer's key in the list. Sent again they take their own
/// place.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    mut body: Payload,
) -> Answer {
    let bytes = whole_body(&request, &mut body, MOST_BYTES, WITHIN).await?;
    let grants = rewrapped_from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let checked = check_rewrapped(who.officer, &grants, &trust, today);
    checked.map_err(|NoGrant| Refusal::BadForm)?;
    let kept = desk.rooms.cases.rewrap(who.officer, grants, today).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Checks that an officer on duty sealed these grants to the own key in the newest roster.
///
/// # Errors
/// [`NoGrant`].
pub fn check_rewrapped(
    officer: OfficerId,
    grants: &[Grant],
    trust: &Trust,
    today: Day,
) -> Result<(), NoGrant> {
    let roster = trust.roster(today).map_err(|_| NoGrant)?;
    let own = roster
        .officer(officer)
        .filter(|own| own.is_on_duty(today) && may(own.capability, Doing::WorksCases))
        .ok_or(NoGrant)?;
    let is_own = |grant: &Grant| {
        let both = (grant.grantee, grant.grantor);
        both == (officer, Sender::Officer(officer)) && grant.check(&own.verifying).is_ok()
    };
    grants.iter().all(is_own).then_some(()).ok_or(NoGrant)
}

/// [`REWRAPPED_AT_ONCE`] as the store counts.
const PAGE: u32 = 50;

/// Bytes of a page of grants, at most.
const MOST_BYTES: usize = REWRAPPED_AT_ONCE * (Grant::MOST_BYTES + 8) + 8;

/// How long it may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
