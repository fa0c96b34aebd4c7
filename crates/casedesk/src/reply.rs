use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::{Doing, OfficerAnswer, may};
use http_guard::{Answer, Refusal, whole_body};
use ledger::{Code, Entry, Opening, Origin};
use seal::{
    CaseId, Day, DetachedObject, LogTicket, OfficerId, ParcelId, REPLY_BYTES, ReplyParts,
    SealedObject, Trust,
};
use thiserror::Error;

use crate::{Casedesk, ahead::waiting_files, fault::store_refusal, session::Caseworker};

/// Why an officer's answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerFault {
    /// The officer is not on duty in the newest roster.
    #[error("the sender is not on duty in the newest roster")]
    NotOnDuty,
    /// The log entry says something else.
    #[error("the log entry does not belong to the reply")]
    OtherEntry,
    /// A part of it was not signed by the officer.
    #[error("the sender did not sign the reply")]
    Signature,
}

/// Takes an answer without files, which the officer's client has sealed, for case and mailbox. Sent again
/// it gets the same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    body: Payload,
) -> Answer {
    let answer = read(&desk, who.officer, request, &case, body).await?;
    if answer.parts.files.is_some() {
        return Err(Refusal::BadForm);
    }
    let sent = answer.parts.to_case.detached();
    let cases = &desk.rooms.cases;
    let (parts, ticket) = (answer.parts, answer.ticket);
    let taken = cases.reply(who.officer, parts, ticket, desk.today()).await;
    told(&desk, who.officer, &sent, taken.map_err(store_refusal)).await
}

/// Takes an answer whose files were sent ahead under this id, and checks them.
pub(crate) async fn take_with_files(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    at: Path<(String, String)>,
    body: Payload,
) -> Answer {
    let (case, upload) = at.into_inner();
    let upload: ParcelId = upload.parse().map_err(|_| Refusal::NotFound)?;
    let answer = read(&desk, who.officer, request, &case, body).await?;
    let sent = answer.parts.to_case.detached();
    let taken = accept_with_files(&desk, who.officer, answer, upload).await;
    told(&desk, who.officer, &sent, taken).await
}

async fn accept_with_files(
    desk: &Casedesk,
    officer: OfficerId,
    answer: OfficerAnswer,
    upload: ParcelId,
) -> Result<(), Refusal> {
    let OfficerAnswer { parts, ticket } = answer;
    let files = parts.files.as_ref().ok_or(Refusal::BadForm)?;
    let stored = waiting_files(desk, upload, files).await?;
    let (cases, today) = (&desk.rooms.cases, desk.today());
    let taken = cases.reply_with_files(officer, parts, stored, ticket, today);
    taken.await.map_err(store_refusal)
}

/// Says whether an answer stands in its case. One that was taken before, whose sender did not hear of it,
/// does.
async fn told(
    desk: &Casedesk,
    officer: OfficerId,
    sent: &DetachedObject,
    taken: Result<(), Refusal>,
) -> Answer {
    if let Err(refusal) = taken {
        if !matches!(refusal, Refusal::Incomplete | Refusal::Stale) {
            return Err(refusal);
        }
        let last = desk.rooms.cases.last_object_of(officer, sent.header.case);
        if last.await.map_err(store_refusal)?.as_ref() != Some(sent) {
            return Err(refusal);
        }
    }
    Ok(HttpResponse::NoContent().finish())
}

async fn read(
    desk: &Casedesk,
    officer: OfficerId,
    request: HttpRequest,
    case: &str,
    mut body: Payload,
) -> Result<OfficerAnswer, Refusal> {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, MOST_BYTES, WITHIN).await?;
    let answer = OfficerAnswer::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let checked = check_answer(officer, &answer.parts, &answer.ticket, &trust, today);
    checked.map_err(|_| Refusal::BadForm)?;
    if answer.parts.to_case.header.case != case {
        return Err(Refusal::NotFound);
    }
    Ok(answer)
}

/// Checks what nobody needs to open: that an officer on duty signed every part of an answer, and that
/// its log entry says what its opening says. An entry that does not would make an honest server look
/// guilty later. Whether the answer fits its case is for storage to know.
///
/// # Errors
/// [`AnswerFault`].
pub fn check_answer(
    officer: OfficerId,
    parts: &ReplyParts,
    ticket: &LogTicket,
    trust: &Trust,
    today: Day,
) -> Result<(), AnswerFault> {
    let roster = trust.roster(today).map_err(|_| AnswerFault::NotOnDuty)?;
    let known = roster
        .officer(officer)
        .filter(|known| known.is_on_duty(today) && may(known.capability, Doing::WorksCases));
    let signer = known.ok_or(AnswerFault::NotOnDuty)?.verifying;
    let texts = [&parts.to_case, &parts.to_reporter].map(SealedObject::detached);
    let is_signed = |part: &DetachedObject| part.check(&signer).is_ok();
    if !texts.iter().chain(&parts.files).all(is_signed) {
        return Err(AnswerFault::Signature);
    }
    let opened = Entry::from_bytes(ticket.entry)
        .and_then(|entry| Ok((entry, Opening::from_bytes(&ticket.opening)?)));
    let (entry, opening) = opened.map_err(|_| AnswerFault::OtherEntry)?;
    let says = &opening.statement;
    let agrees = opening.opens(&entry, &Origin::of(&trust.manifest.log.origin))
        && says.code == Code::Feedback
        && says.digest == *parts.to_case.digest().as_bytes();
    agrees.then_some(()).ok_or(AnswerFault::OtherEntry)
}

/// Both copies, what names the files, and the log entry with its opening.
const MOST_BYTES: usize = 2 * REPLY_BYTES + 1_024;
/// How long an answer may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
