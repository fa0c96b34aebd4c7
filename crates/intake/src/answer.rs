use actix_web::{http::StatusCode, web::Data};
use casework::CaseStatus;
use http_guard::{
    Answer, Refusal, Visitor, fixed_page, form::SmallForm, log_refusal, page, page_with,
};
use pages::{
    answer::{AnswerPage, Body, Message, Status},
    receipt::ReturnPage,
};
use seal::{
    Identity, Kind, Receipt, Reply, ReplyError, Sender,
    answer::{SLOTS, Slot, StatusBlock},
};

use crate::{
    Intake,
    day::shown,
    fault::{ForeignStatus, store_refusal},
    receipt::receipt_fault,
};

/// The length of every answer page in bytes, whatever it says.
pub(crate) const ANSWER_PAGE_BYTES: usize = 64 * 1024;

/// Shows where the receipt is typed.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let say = intake.say(visitor.language);
    page(&ReturnPage {
        say,
        door: intake.door(),
        typed: "",
        fault: None,
    })
}

/// Shows the answers under a receipt. Nothing is looked up with one that fails its check.
pub(crate) async fn read(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let typed = form.field("receipt");
    match Receipt::parse(typed) {
        Ok(receipt) => {
            let page = form.field("page").parse().unwrap_or(0);
            show(&intake, visitor, &receipt, page).await
        }
        Err(fault) => {
            let (say, fault) = (intake.say(visitor.language), receipt_fault(typed, fault));
            let again = ReturnPage {
                say,
                door: intake.door(),
                typed,
                fault: Some(&fault),
            };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// Shows the answer page: the same work, length, status and headers for a receipt that is known,
/// unknown or deleted.
pub(crate) async fn show(
    intake: &Intake,
    visitor: Visitor,
    receipt: &Receipt,
    page: u32,
) -> Answer {
    let keys = receipt.keys(intake.instance());
    let mailbox = keys.mailbox.digest();
    let answer = intake
        .drop_box
        .answer(mailbox, page)
        .await
        .map_err(store_refusal)?;
    let (drop_box, today) = (intake.drop_box.clone(), intake.today());
    tokio::spawn(async move {
        if let Err(fault) = drop_box.note_read(mailbox, page, today).await {
            log_refusal(&store_refusal(fault));
        }
    });
    if let Some(status) = &answer.status {
        status
            .check(&keys, intake.instance())
            .map_err(|_| Refusal::internal(ForeignStatus))?;
    }
    let reply = keys.reply().map_err(|_| Refusal::internal(ForeignStatus))?;
    let messages = answer.status.as_ref().map_or_else(Vec::new, |status| {
        let open = |slot: &Slot| open(intake, status, slot, &reply);
        answer.slots.iter().rev().map(open).collect()
    });
    fitted(
        intake,
        visitor,
        receipt,
        (answer.status.as_ref(), messages, page),
    )
}

fn open(intake: &Intake, status: &StatusBlock, slot: &Slot, reply: &Identity) -> Message {
    let day = Some(shown(slot.arrived_on));
    let header = &slot.reply.header;
    let sender = match header.sender {
        Sender::Officer(id) => intake
            .trust
            .rosters()
            .iter()
            .find_map(|roster| roster.officer(id)),
        Sender::Reporter => None,
    };
    let of_this_case = header.instance == status.header.instance
        && header.case == status.header.case
        && header.kind == Kind::Reply;
    let signed = sender.is_some_and(|officer| slot.reply.check(&officer.verifying).is_ok());
    if !of_this_case || !signed {
        return Message {
            day,
            body: Body::Unreadable,
        };
    }
    let body = match Reply::open(&slot.reply, &status.header, reply) {
        Ok(opened) => Body::Text(opened.text.clone()),
        Err(ReplyError::Mismatch) => Body::Differs,
        Err(ReplyError::BadSignature(_) | ReplyError::Text(_)) => Body::Unreadable,
    };
    Message { day, body }
}

/// Draws the page at its one length. Should the answers be longer than fits, which needs thousands
/// of signs that HTML writes longer, the longest is left out and says so.
fn fitted(
    intake: &Intake,
    visitor: Visitor,
    receipt: &Receipt,
    (status, mut messages, page): (Option<&StatusBlock>, Vec<Message>, u32),
) -> Answer {
    let digits = receipt.digits();
    let after = status.map_or_else(String::new, |status| {
        status.last.header.sequence.to_string()
    });
    let other_pages = status.map_or_else(Vec::new, |status| other_pages(status, page));
    let shown_status = status.map(shown_status);
    loop {
        let drawn = AnswerPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &digits,
            after: &after,
            status: shown_status.as_ref(),
            messages: &messages,
            other_pages: &other_pages,
            written: "",
            note: "",
        };
        if let Some(answer) = fixed_page(&drawn, ANSWER_PAGE_BYTES)? {
            return Ok(answer);
        }
        let longest = messages.iter_mut().max_by_key(|message| length(message));
        match longest.filter(|message| length(message) > 0) {
            Some(message) => message.body = Body::TooLong,
            None => return Err(Refusal::internal(ForeignStatus)),
        }
    }
}

fn length(message: &Message) -> usize {
    match &message.body {
        Body::Text(text) => text.len(),
        Body::Differs | Body::TooLong | Body::Unreadable => 0,
    }
}

fn other_pages(status: &StatusBlock, page: u32) -> Vec<(u32, &'static str)> {
    let on_a_page = u32::try_from(SLOTS).unwrap_or(1);
    let seen = page.saturating_add(1).saturating_mul(on_a_page);
    let older = (status.replies > seen).then(|| (page.saturating_add(1), "answer-older"));
    let newer = page.checked_sub(1).map(|page| (page, "answer-newer"));
    older.into_iter().chain(newer).collect()
}

fn shown_status(status: &StatusBlock) -> Status {
    let (key, since) = match CaseStatus::from_code(status.status) {
        Some(CaseStatus::Answered) => ("status-answered", None),
        Some(CaseStatus::Closed) => ("status-closed", None),
        Some(CaseStatus::Received) | None => ("status-received", Some(shown(status.received_on))),
    };
    Status {
        key,
        since,
        deletion_asked: status.deletion_asked_on.map(shown),
    }
}
