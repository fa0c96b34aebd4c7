use actix_web::web::{Data, Query};
use casework::{Doing, WORK_ROWS, WorkPlace, may, officers_on_duty};
use http_guard::{Answer, Refusal, sealed_file};
use serde::Deserialize;

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Where a page of the work list begins; without it, at its beginning.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// A [`WorkPlace`].
    after: Option<String>,
}

/// Hands out a page of what waits for the officer in the officer's own cases: what others have proposed, what
/// reporters were promised, and tasks; on its first page, before everything with a day, also what a custodian is asked. What
/// is to be done is not known here.
pub(crate) async fn page(desk: Data<Casedesk>, who: Caseworker, place: Query<Place>) -> Answer {
    let after = place.into_inner().after.map(|after| after.parse());
    let after: Option<WorkPlace> = after.transpose().map_err(|_| Refusal::BadForm)?;
    let after = after.unwrap_or_default();
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let (cases, on_duty) = (&desk.rooms.cases, officers_on_duty(roster, today));
    let page = cases.work(
        who.officer,
        (after, WORK_ROWS),
        &desk.deadlines,
        (&on_duty, today),
    );
    let mut page = page.await.map_err(store_refusal)?;
    let own = roster.officer(who.officer);
    if after == WorkPlace::default()
        && own.is_some_and(|own| may(own.capability, Doing::KeepsVaults))
    {
        let asked = cases.asked_names(who.officer).await;
        page.put_asked(&asked.map_err(store_refusal)?);
    }
    Ok(sealed_file(page.to_bytes()))
}
