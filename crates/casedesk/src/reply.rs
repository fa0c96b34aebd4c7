use std::time::Duration;

use actix_web::{
    HttpResponse,
    web::{Data, Path, Payload},
};
use casework::OfficerAnswer;
use http_guard::{Answer, Refusal, cut_body, next_within};
use ledger::{Code, Entry, Opening, Origin};
use seal::{
    CaseId, Day, DetachedObject, LogTicket, OfficerId, REPLY_BYTES, ReplyParts, SealedObject, Trust,
};
use thiserror::Error;
use tokio::time::timeout;

use crate::{Casedesk, fault::store_refusal, session::SignedIn};

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

/// Takes an answer without files, which the officer's client has sealed, for case and mailbox.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: SignedIn,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = timeout(WITHIN, read(&mut body)).await;
    let bytes = bytes.map_err(|_| Refusal::Slow)??;
    let OfficerAnswer { parts, ticket } =
        OfficerAnswer::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let today = desk.today();
    let checked = check_answer(who.officer, &parts, &ticket, &desk.trust(), today);
    checked.map_err(|_| Refusal::BadForm)?;
    if parts.to_case.header.case != case {
        return Err(Refusal::NotFound);
    }
    let cases = &desk.rooms.cases;
    let taken = cases.reply(who.officer, parts, ticket, today).await;
    taken.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
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
        .filter(|known| known.is_on_duty(today));
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

async fn read(body: &mut Payload) -> Result<Vec<u8>, Refusal> {
    let mut bytes = vec![];
    while let Some(piece) = next_within(body, cut_body).await? {
        if bytes.len().saturating_add(piece.len()) > MOST_BYTES {
            return Err(Refusal::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Both copies, and the log entry with its opening.
const MOST_BYTES: usize = 2 * REPLY_BYTES + 1_024;
/// How long an answer may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
