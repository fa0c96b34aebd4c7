//! Reports that officers enter for somebody who came without the web.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::Doing;
use http_guard::{Answer, Refusal, whole_body};
use ledger::{Code, Entry, Opening, Origin, Statement};
use seal::{
    Acceptable, AcceptableParcel, Day, Level, PARCEL_HEAD_BYTES, ParcelError, ParcelId,
    ParcelReader, Trust,
};
use storage::StoreError;

use crate::{Casedesk, fault::store_refusal, session::SignedIn};

/// Takes a report that an officer's client has sealed as a reporter's does, without files. Sent again it gets the
/// same answer. That this officer entered it stands in the record of its case; the officer gets nothing by it.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: SignedIn,
    request: HttpRequest,
    id: Path<String>,
    mut body: Payload,
) -> Answer {
    who.require(Doing::EntersReports)?;
    let id: ParcelId = id.parse().map_err(|_| Refusal::NotFound)?;
    let head = whole_body(&request, &mut body, PARCEL_HEAD_BYTES, WITHIN).await?;
    let (trust, today) = (desk.trust(), desk.today());
    let parcel = report_in(&head, &trust, today)?;
    if parcel.head.id != id {
        return Err(Refusal::BadForm);
    }
    let (cases, digest) = (&desk.rooms.cases, parcel.digest);
    let before = cases.assisted_before(id, digest).await.map_err(conflict)?;
    if before.is_none() {
        let accepted = cases.accept_assisted(who.officer, parcel, today).await;
        accepted.map_err(conflict)?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Reads and checks a report without files that an officer's client has sealed.
fn report_in(head: &[u8], trust: &Trust, today: Day) -> Result<AcceptableParcel, Refusal> {
    let mut reader = ParcelReader::new(trust, today);
    reader.feed(head).map_err(refused)?;
    report_of(reader, trust)
}

/// Takes from a reader a whole report that an officer's client has sealed.
pub(crate) fn report_of(
    reader: ParcelReader<'_>,
    trust: &Trust,
) -> Result<AcceptableParcel, Refusal> {
    let Ok((Acceptable::Report(parcel), _)) = reader.finish() else {
        return Err(Refusal::BadForm);
    };
    if parcel.head.header.level != Level::B || !has_ticket(&parcel, trust) {
        return Err(Refusal::BadForm);
    }
    Ok(parcel)
}

/// Whether the log entry says of the report what its opening says.
fn has_ticket(parcel: &AcceptableParcel, trust: &Trust) -> bool {
    let ticket = &parcel.head.ticket;
    let opened = Entry::from_bytes(ticket.entry)
        .and_then(|entry| Ok((entry, Opening::from_bytes(&ticket.opening)?)));
    let (Ok((entry, opening)), Some(report)) = (opened, parcel.head.objects.first()) else {
        return false;
    };
    let says = Statement {
        code: Code::Received,
        sequence: 0,
        detail: 0,
        digest: *report.digest().as_bytes(),
    };
    opening.opens(&entry, &Origin::of(&trust.manifest.log.origin)) && opening.statement == says
}

pub(crate) fn refused(fault: ParcelError) -> Refusal {
    match fault {
        ParcelError::SealAgain => Refusal::SealAgain,
        ParcelError::TooLarge { .. } => Refusal::TooLarge,
        ParcelError::BadSignature(_)
        | ParcelError::Contradiction
        | ParcelError::CutShort
        | ParcelError::ForeignInstance
        | ParcelError::Malformed
        | ParcelError::NoRandomness(_)
        | ParcelError::OutOfChain
        | ParcelError::UnknownVersion(_) => Refusal::BadForm,
    }
}

fn conflict(fault: StoreError) -> Refusal {
    if matches!(fault, StoreError::AlreadyThere | StoreError::Conflict) {
        Refusal::Conflict
    } else {
        store_refusal(fault)
    }
}

/// How long a report may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
