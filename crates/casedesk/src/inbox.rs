use actix_web::web::{Bytes, Data, Query};
use casework::{INBOX_ROWS, InboxPlace, ListedCase, case_ids_from_bytes, officers_on_duty};
use http_guard::{Answer, Refusal, sealed_file};
use seal::Day;
use serde::Deserialize;

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Where a page of the inbox begins; with neither field, at its beginning.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// The day on which the last case of the page before arrived, counted from 1970-01-01.
    day: Option<i32>,
    /// That case.
    after: Option<String>,
}

/// Hands out a page of the officer's own cases, with what the officer's client noted of each.
pub(crate) async fn page(desk: Data<Casedesk>, who: Caseworker, place: Query<Place>) -> Answer {
    let after = place.into_inner().parse()?;
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let (cases, on_duty) = (&desk.rooms.cases, officers_on_duty(roster, today));
    let page = cases.inbox(who.officer, after, INBOX_ROWS, &on_duty, &desk.deadlines);
    let page = page.await.map_err(store_refusal)?;
    Ok(sealed_file(page.to_bytes()))
}

/// Hands out what opens the cards of some of the officer's own cases, sealed as it is.
pub(crate) async fn cards(desk: Data<Casedesk>, who: Caseworker, asked: Bytes) -> Answer {
    let asked = case_ids_from_bytes(&asked).map_err(|_| Refusal::BadForm)?;
    let cards = desk.rooms.cases.cards(who.officer, asked).await;
    let cards = cards.map_err(store_refusal)?;
    Ok(sealed_file(ListedCase::list_to_bytes(&cards)))
}

impl Place {
    pub(crate) fn parse(self) -> Result<Option<InboxPlace>, Refusal> {
        match (self.day, self.after) {
            (None, None) => Ok(None),
            (Some(day), Some(case)) => Ok(Some(InboxPlace {
                received_on: Day::from_number(day),
                case: case.parse().map_err(|_| Refusal::BadForm)?,
            })),
            (Some(_), None) | (None, Some(_)) => Err(Refusal::BadForm),
        }
    }
}
