//! Referrals: what a body passes on to another one becomes a case there. Nothing here keeps which. What goes to another office
//! lies here in sealed parts, and is carried there by hand.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::{ReferralStatus, SealedReferral};
use http_guard::{Answer, Refusal, form::SmallForm, sealed_file, whole_body};
use ledger::{Code, Entry, Opening, Origin, Statement};
use seal::{
    Acceptable, AcceptableFollowUp, AcceptableParcel, CaseId, Day, Kind, MailboxId, OfficerId,
    PARCEL_HEAD_BYTES, ParcelError, ParcelId, ParcelReader, Trust,
};
use storage::{StoreError, StoredBundle};

use crate::{
    Casedesk,
    ahead::{passed_by, waiting_files},
    assist::{refused as parcel_refused, report_of},
    case::step_told,
    fault::store_refusal,
    session::Caseworker,
    signed::check_signed,
};

/// Takes a step with a referral, and with the one that sends it the parcel for the other body. What is in either, and
/// what opens the answers, is not known here. Sent again it gets the same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedReferral::MOST_BYTES, WITHIN).await?;
    let sent = SealedReferral::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let objects = std::iter::once(&sent.object).chain(&sent.carried);
    check_signed(who.officer, objects, &trust, today)?;
    let files = sent.files.iter().map(|files| &files.bundle);
    check_signed(who.officer, files, &trust, today)?;
    if sent.case() != case {
        return Err(Refusal::NotFound);
    }
    let is_kept = |day: Day| day >= today && day <= today.plus(MOST_DAYS);
    if !sent.told.due.is_none_or(is_kept) {
        return Err(Refusal::BadForm);
    }
    // Nothing that waits is read for whoever holds no grant.
    let plan = desk.rooms.cases.plan_of(who.officer, case).await;
    plan.map_err(store_refusal)?;
    // What is carried stands behind the step, and was taken with it.
    let object = sent.carried.last().unwrap_or(&sent.object).detached();
    let (parcel, stored) = match passed_on(&desk, &sent, &trust, today).await {
        // Files that wait no more were taken with the step, when this is sent again.
        Err(Refusal::Incomplete) => {
            let last = desk.rooms.cases.last_object_of(who.officer, case).await;
            let is_taken = last.map_err(store_refusal)?.as_ref() == Some(&object);
            return if is_taken {
                Ok(HttpResponse::NoContent().finish())
            } else {
                Err(Refusal::Incomplete)
            };
        }
        read => read?,
    };
    check_bodies(&desk, who.officer, &sent, parcel.as_ref())?;
    let cases = &desk.rooms.cases;
    let taken = cases
        .refer_with_files(who.officer, sent, parcel, stored, today)
        .await;
    step_told(&desk, who.officer, (case, object), taken).await
}

/// Reads and checks the parcel for a body here, and the files that were sent ahead: of that parcel, or of one that is carried.
async fn passed_on(
    desk: &Casedesk,
    sent: &SealedReferral,
    trust: &Trust,
    today: Day,
) -> Result<(Option<AcceptableParcel>, Option<StoredBundle>), Refusal> {
    if let Some(files) = &sent.files {
        let stored = waiting_files(desk, files.upload, &files.bundle).await?;
        return Ok((None, Some(stored)));
    }
    if sent.parcel.is_empty() {
        return Ok((None, None));
    }
    let mut reader = ParcelReader::new(trust, today);
    reader.feed(&sent.parcel).map_err(parcel_refused)?;
    let head = reader.head().ok_or(Refusal::BadForm)?;
    let bundle = head.bundle.as_ref();
    let files = bundle.map(|bundle| (head.id, bundle.header.length));
    let stored = match files {
        None => None,
        Some((id, length)) => {
            let feed = |chunk: &[u8]| reader.feed_stored(chunk).map_err(parcel_refused);
            Some(passed_by(desk, id, length, feed).await?)
        }
    };
    Ok((Some(report_of(reader, trust)?), stored))
}

/// Checks that what begins or is sent goes to another body than the officer's. A parcel for a body here lets in officers of
/// that one alone: consent names one body. One that is carried is for a body of an office elsewhere, and what is in it is not
/// seen here. A referral that stands may be ended after its body is gone from the roster.
fn check_bodies(
    desk: &Casedesk,
    officer: OfficerId,
    sent: &SealedReferral,
    parcel: Option<&AcceptableParcel>,
) -> Result<(), Refusal> {
    let trust = desk.trust();
    let roster = trust.roster(desk.today()).map_err(|_| Refusal::BadForm)?;
    let to = sent.told.body;
    let own = roster.officer(officer).ok_or(Refusal::BadForm)?.body;
    let grants = parcel.iter().flat_map(|parcel| &parcel.head.grants);
    let mut bodies = grants.map(|grant| roster.officer(grant.grantee).map(|one| one.body));
    let is_theirs = bodies.all(|body| body == Some(to));
    let (is_here, is_elsewhere) = (roster.body(to).is_some(), desk.peers().know(to));
    let begins = sent.told.begins(sent.object.header.object) == Some(true);
    let is_known = if sent.told.to == ReferralStatus::Sent {
        let is_carried = parcel.is_none();
        (is_here && !is_carried) || (is_elsewhere && !is_here && is_carried)
    } else {
        !begins || is_here || is_elsewhere
    };
    if own != to && is_known && is_theirs {
        Ok(())
    } else {
        Err(Refusal::BadForm)
    }
}

/// Hands out the answers of another body under the number of a mailbox, sealed, as the reporters' door does. Who has
/// the number holds the case that was referred; which that is, is not said.
pub(crate) async fn answers(desk: Data<Casedesk>, _who: Caseworker, form: SmallForm) -> Answer {
    page_of(&desk, &form).await
}

/// Hands out an answer that did not fit the page.
pub(crate) async fn answer(desk: Data<Casedesk>, _who: Caseworker, form: SmallForm) -> Answer {
    whole_of(&desk, &form).await
}

/// Takes a message that a holder adds to what was referred. Sent again it gets the same answer.
pub(crate) async fn follow(
    desk: Data<Casedesk>,
    _who: Caseworker,
    request: HttpRequest,
    id: Path<String>,
    body: Payload,
) -> Answer {
    take_follow_up(&desk, &request, &id, body, Kind::Message).await
}

/// A page of answers under the number of a mailbox.
pub(crate) async fn page_of(desk: &Casedesk, form: &SmallForm) -> Answer {
    let mailbox = MailboxId::from_text(form.field("mailbox")).ok_or(Refusal::BadForm)?;
    let page = form.field("page").parse().unwrap_or(0);
    let answers = desk.rooms.cases.referral_answers(mailbox.digest(), page);
    Ok(sealed_file(answers.await.map_err(store_refusal)?))
}

/// One answer under the number of a mailbox.
pub(crate) async fn whole_of(desk: &Casedesk, form: &SmallForm) -> Answer {
    let mailbox = MailboxId::from_text(form.field("mailbox")).ok_or(Refusal::BadForm)?;
    let answer = form.field("answer").parse().map_err(|_| Refusal::BadForm)?;
    let answer = desk.rooms.cases.referral_answer(mailbox.digest(), answer);
    Ok(sealed_file(answer.await.map_err(store_refusal)?.to_bytes()))
}

/// Takes what goes on behind a report that an officer's client has sent, if it is of this kind alone.
pub(crate) async fn take_follow_up(
    desk: &Casedesk,
    request: &HttpRequest,
    id: &str,
    mut body: Payload,
    kind: Kind,
) -> Answer {
    let id: ParcelId = id.parse().map_err(|_| Refusal::NotFound)?;
    let head = whole_body(request, &mut body, PARCEL_HEAD_BYTES, WITHIN).await?;
    let (trust, today) = (desk.trust(), desk.today());
    let cases = &desk.rooms.cases;
    let mut reader = ParcelReader::new(&trust, today);
    reader.feed(&head).map_err(parcel_refused)?;
    if let Some(asked) = reader.asks() {
        if asked.id != id {
            return Err(Refusal::BadForm);
        }
        let before = cases.assisted_before(asked.id, asked.digest).await;
        if before.map_err(store_refusal)?.is_some() {
            return Ok(HttpResponse::NoContent().finish());
        }
        let status = cases.referral_status(asked.mailbox).await;
        let status = status.map_err(store_refusal)?;
        reader.tell(status.as_ref()).map_err(|fault| {
            if matches!(fault, ParcelError::OutOfChain) {
                Refusal::Stale
            } else {
                parcel_refused(fault)
            }
        })?;
    }
    let Ok((Acceptable::FollowUp(follow_up), _)) = reader.finish() else {
        return Err(Refusal::BadForm);
    };
    if follow_up.id != id || !has_ticket(&follow_up, &trust) {
        return Err(Refusal::BadForm);
    }
    match cases.follow_referral(follow_up, kind, today).await {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(StoreError::NotFound) => Err(Refusal::BadForm),
        Err(fault) => Err(store_refusal(fault)),
    }
}

/// Whether the log entry says of the message what its opening says.
fn has_ticket(follow_up: &AcceptableFollowUp, trust: &Trust) -> bool {
    let ticket = &follow_up.ticket;
    let opened = Entry::from_bytes(ticket.entry)
        .and_then(|entry| Ok((entry, Opening::from_bytes(&ticket.opening)?)));
    let (Ok((entry, opening)), Some(first)) = (opened, follow_up.objects.first()) else {
        return false;
    };
    let says = Statement {
        code: Code::FollowUp,
        sequence: u16::try_from(first.header.sequence).unwrap_or(u16::MAX),
        detail: 0,
        digest: *first.digest().as_bytes(),
    };
    opening.opens(&entry, &Origin::of(&trust.manifest.log.origin)) && opening.statement == says
}

/// Another body is asked to answer within two years.
const MOST_DAYS: i32 = 2 * 366;

/// How long it may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
