use actix_web::{http::StatusCode, web::Data};
use casework::{ProtectionFault, ProtectionRequest};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use ledger::Code;
use pages::{
    Fault,
    answer::{ProtectionPage, SentPage},
};
use seal::{FollowUp, Kind, Level, Receipt};
use storage::{SentBefore, StoreError};
use zeroize::Zeroizing;

use crate::{
    Intake, answer,
    fault::{ForeignStatus, Setback, protection_fault, trouble},
    upload::Upload,
};

/// What came with the form.
struct Sent {
    receipt: Receipt,
    after: Zeroizing<String>,
    /// Whether the form was sent, and not only asked for.
    is_sent: bool,
    asked: ProtectionRequest,
    /// A choice that there is not.
    unknown: Option<ProtectionFault>,
}

/// Shows the form to ask for protection, and takes what was written in it.
pub(crate) async fn ask(intake: Data<Intake>, visitor: Visitor, mut upload: Upload) -> Answer {
    let sent = read(&mut upload).await;
    upload.drain().await;
    let sent = sent?;
    if !sent.is_sent {
        return form(&intake, visitor, &sent, StatusCode::OK, &[]);
    }
    match keep(&intake, &sent).await {
        Ok(true) => page(&SentPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            heading: "sent-protection-heading",
            cleaned: &[],
        }),
        Ok(false) => answer::show(&intake, visitor, &sent.receipt, 0).await,
        Err(Setback::Form(faults)) => form(
            &intake,
            visitor,
            &sent,
            StatusCode::UNPROCESSABLE_ENTITY,
            &faults,
        ),
        Err(Setback::OldForm) => {
            let old = [Fault::new("fear", "fault-form-old")];
            form(
                &intake,
                visitor,
                &sent,
                StatusCode::UNPROCESSABLE_ENTITY,
                &old,
            )
        }
        Err(Setback::Refused(refusal)) => {
            let (status, faults) = trouble("fear", &refusal);
            form(&intake, visitor, &sent, status, &faults)
        }
    }
}

async fn read(upload: &mut Upload) -> Result<Sent, Refusal> {
    let (mut receipt, mut after, mut is_sent) = (None, Zeroizing::default(), false);
    let (mut asked, mut unknown) = (ProtectionRequest::default(), None);
    while let Some(part) = upload.next_text().await? {
        match part.name.as_str() {
            "receipt" => receipt = Receipt::parse(&part.value).ok(),
            "after" => after = part.value,
            "asked" => is_sent = part.value.as_str() == "yes",
            name => {
                if let Err(fault) = asked.take(name, &part.value) {
                    unknown = unknown.or(Some(fault));
                }
            }
        }
    }
    if upload.has_file() {
        return Err(Refusal::BadForm);
    }
    Ok(Sent {
        receipt: receipt.ok_or(Refusal::BadForm)?,
        after,
        is_sent,
        asked,
        unknown,
    })
}

/// Returns `false` when there is no such mailbox.
async fn keep(intake: &Intake, sent: &Sent) -> Result<bool, Setback> {
    if let Some(fault) = sent.unknown {
        return Err(protection_fault(fault).into());
    }
    sent.asked.check().map_err(protection_fault)?;
    let keys = sent.receipt.keys(intake.instance());
    let mailbox = keys.mailbox.digest();
    let Some(status) = intake.drop_box.status(mailbox).await? else {
        return Ok(false);
    };
    status
        .check(&keys, intake.instance())
        .map_err(|_| Refusal::internal(ForeignStatus))?;
    let mut resend = keys.resend.begin();
    resend.field("after", sent.after.as_bytes());
    resend.field("protection", &sent.asked.to_text());
    let resend = resend.finish();
    let sent_before = || intake.drop_box.sent_before(mailbox, resend);
    if sent_before().await? == SentBefore::ThisForm {
        return Ok(true);
    }
    let mut follow_up = FollowUp::begin(keys, &status, Level::C, 0)?;
    follow_up.write(Kind::ProtectionRequest, &sent.asked)?;
    let follow_up = follow_up.finish(None, |secret, sequence, object| {
        intake.ticket(Code::FollowUp, sequence, secret, object)
    })?;
    let kept = intake
        .drop_box
        .accept_follow_up(follow_up.made_here(), None, Some(resend), intake.today())
        .await;
    match kept {
        Ok(_) => Ok(true),
        Err(StoreError::NotFound) => Ok(false),
        Err(StoreError::Conflict) if sent_before().await? == SentBefore::ThisForm => Ok(true),
        Err(StoreError::Conflict) => Err(Fault::new("fear", "fault-busy").into()),
        Err(fault) => Err(fault.into()),
    }
}

fn form(
    intake: &Intake,
    visitor: Visitor,
    sent: &Sent,
    status: StatusCode,
    faults: &[Fault],
) -> Answer {
    page_with(
        status,
        &ProtectionPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            after: &sent.after,
            asked: &sent.asked,
            faults,
            files_again: false,
        },
    )
}
