use actix_web::{http::StatusCode, web::Data};
use casework::CaseStatus;
use http_guard::{
    Answer, Refusal, Visitor, fixed_page, form::SmallForm, log_refusal, page, page_with,
};
use pages::{
    answer::{AnswerPage, Body, Message, More, Notice, Silence, Status},
    receipt::ReturnPage,
};
use seal::{
    Identity, Receipt,
    answer::{SLOTS, Slot, SlotReply, StatusBlock},
};

use crate::{
    Intake,
    day::shown,
    fault::{ForeignStatus, store_refusal},
    opened_reply::{OpenedReply, signer},
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

/// Opens a slot: the number of its answer, and what the page says of it.
fn open(intake: &Intake, status: &StatusBlock, slot: &Slot, reply: &Identity) -> (String, Message) {
    let number = slot.reply.header().object.to_string();
    let whole = |key| {
        Some(More {
            answer: number.clone(),
            key,
        })
    };
    let (body, more) = match &slot.reply {
        SlotReply::Named(_) if signer(intake, status, &slot.reply).is_some() => {
            (Body::Long, whole(WHOLE))
        }
        SlotReply::Named(_) => (Body::Unreadable, None),
        SlotReply::Here(copy) => match OpenedReply::open(intake, status, copy, reply) {
            Ok(opened) => {
                let files = opened.reply.has_files();
                let more = if files { whole(WHOLE_WITH_FILES) } else { None };
                (Body::Text(opened.reply.text.clone()), more)
            }
            Err(body) => (body, None),
        },
    };
    let message = Message {
        day: Some(shown(slot.arrived_on)),
        body,
        more,
    };
    (number, message)
}

/// Draws the page at its one length. Should the answers be longer than fits, which needs thousands
/// of signs that HTML writes longer, the longest is left to a page of its own.
fn fitted(
    intake: &Intake,
    visitor: Visitor,
    receipt: &Receipt,
    (status, slots, page): (Option<&StatusBlock>, Vec<(String, Message)>, u32),
) -> Answer {
    let (numbers, mut messages): (Vec<_>, Vec<_>) = slots.into_iter().unzip();
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
            clean: false,
            chosen: "",
            reasons: "",
        };
        if let Some(answer) = fixed_page(&drawn, ANSWER_PAGE_BYTES)? {
            return Ok(answer);
        }
        let longest = messages
            .iter_mut()
            .zip(&numbers)
            .max_by_key(|(message, _)| length(message));
        match longest.filter(|(message, _)| length(message) > 0) {
            Some((message, answer)) => {
                message.body = Body::Long;
                let answer = answer.clone();
                message.more.get_or_insert(More { answer, key: WHOLE });
            }
            None => return Err(Refusal::internal(ForeignStatus)),
        }
    }
}

fn length(message: &Message) -> usize {
    match &message.body {
        Body::Text(text) => text.len(),
        Body::Differs | Body::Long | Body::Unreadable => 0,
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
        silence: status.silence.map(|silence| Silence {
            promised: shown(silence.promised_on),
            review_by: shown(silence.review_by),
        }),
        notice: status.notice.map(|notice| Notice {
            since: shown(notice.since),
            from: shown(notice.from),
        }),
    }
}

/// The keys of what a page of its own shows of an answer.
const WHOLE: &str = "answer-whole";
const WHOLE_WITH_FILES: &str = "answer-whole-files";
