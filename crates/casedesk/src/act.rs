//! The record of acts: of one case for who holds a grant, of the whole office for auditors.

use actix_web::web::{Data, Path, Query};
use casework::{ActPage, ActPlace, ActSubject, Doing};
use http_guard::{Answer, Refusal, sealed_file};
use seal::{CaseId, Day};
use serde::Deserialize;

use crate::{
    Casedesk,
    case::refused,
    fault::store_refusal,
    session::{Caseworker, SignedIn},
};

/// Behind which act of a case the page begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct After {
    after: Option<u32>,
}

/// Where a page of the office's record begins; with no field, at its beginning.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    day: Option<String>,
    /// With the number, the act behind which it goes on; without both, the first one of the day.
    subject: Option<String>,
    number: Option<u32>,
}

/// Hands out acts of a case, a line each.
pub(crate) async fn of_case(
    desk: Data<Casedesk>,
    who: Caseworker,
    case: Path<String>,
    place: Query<After>,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let cases = &desk.rooms.cases;
    let acts = cases.acts_of(who.officer, case, place.after, AT_ONCE).await;
    let acts = match acts {
        Ok(acts) => acts,
        Err(fault) => return Err(refused(&desk, who.officer, case, fault).await),
    };
    let page = ActPage {
        acts,
        ..ActPage::default()
    };
    Ok(sealed_file(page.to_string().into_bytes()))
}

/// Hands out a page of the whole record to an auditor: acts, what was gathered of their day, and where the
/// next page begins, a line each. For everybody else there is no record.
pub(crate) async fn of_office(desk: Data<Casedesk>, who: SignedIn, place: Query<Place>) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let (auditor, today) = (who.officer, desk.today());
    let from = place.into_inner().parse()?;
    let cases = &desk.rooms.cases;
    let page = cases.record(Some(auditor), from, AT_ONCE, today).await;
    let page = page.map_err(store_refusal)?;
    Ok(sealed_file(page.to_string().into_bytes()))
}

impl Place {
    fn parse(self) -> Result<Option<ActPlace>, Refusal> {
        let Some(day) = self.day else {
            let is_plain = self.subject.is_none() && self.number.is_none();
            return is_plain.then_some(None).ok_or(Refusal::BadForm);
        };
        let after = match (self.subject, self.number) {
            (None, None) => None,
            (Some(subject), Some(number)) => {
                let subject: ActSubject = subject.parse().map_err(|_| Refusal::BadForm)?;
                Some((subject, number))
            }
            (Some(_), None) | (None, Some(_)) => return Err(Refusal::BadForm),
        };
        Ok(Some(ActPlace {
            on: day.parse::<Day>().map_err(|_| Refusal::BadForm)?,
            after,
        }))
    }
}

/// Some 200 kB.
const AT_ONCE: usize = 1_000;
