use actix_web::{http::StatusCode, web::Data};
use casework::{ProtectionFault, ProtectionRequest};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use pages::{
    Fault,
    answer::{ProtectionPage, SentPage},
};
use seal::{FollowUp, Kind, Receipt};
use zeroize::Zeroizing;

use crate::{
    Intake, answer,
    fault::{Setback, protection_fault, trouble},
    once::{Form, Mailbox, Outcome},
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
        Ok(Outcome::Kept | Outcome::KeptBefore | Outcome::KeptMeanwhile) => page(&SentPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            heading: "sent-protection-heading",
            cleaned: &[],
        }),
        Ok(Outcome::UnknownMailbox) => answer::show(&intake, visitor, &sent.receipt, 0).await,
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

async fn keep(intake: &Intake, sent: &Sent) -> Result<Outcome, Setback> {
    if let Some(fault) = sent.unknown {
        return Err(protection_fault(fault).into());
    }
    sent.asked.check().map_err(protection_fault)?;
    let form = Form {
        after: sent.after.as_bytes(),
        fields: &[("protection", &sent.asked.to_text())],
        busy_at: "fear",
    };
    let mailbox = Mailbox::of(intake, &sent.receipt).await?;
    let write = |follow_up: &mut FollowUp| {
        follow_up.write(Kind::ProtectionRequest, &sent.asked)?;
        Ok(())
    };
    mailbox.keep(intake, form, write).await
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
