use actix_web::web::Data;
use casework::DeletionRequest;
use http_guard::{Answer, Refusal, Visitor, form::SmallForm, page};
use ledger::Code;
use pages::deletion::{DeletionAskedPage, DeletionPage};
use seal::{FollowUp, Kind, Level, Receipt, SendingError};
use storage::StoreError;

use crate::{
    Intake, answer,
    fault::{ForeignStatus, SealFault, store_refusal},
};

/// Says what deletion means, and notes the wish once it is confirmed.
pub(crate) async fn ask(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let receipt = Receipt::parse(form.field("receipt")).map_err(|_| Refusal::BadForm)?;
    let (say, door) = (intake.say(visitor.language), intake.door());
    if form.field("sure") != "yes" {
        return page(&DeletionPage {
            say,
            door,
            receipt: &receipt.digits(),
        });
    }
    if note(&intake, &receipt).await? {
        page(&DeletionAskedPage { say, door })
    } else {
        answer::show(&intake, visitor, &receipt, 0).await
    }
}

/// Notes the wish. When it is confirmed again, the mailbox is emptied of what arrived since. Returns
/// `false` when there is no such mailbox.
async fn note(intake: &Intake, receipt: &Receipt) -> Result<bool, Refusal> {
    let keys = receipt.keys(intake.instance());
    let status = intake
        .drop_box
        .status(keys.mailbox.digest())
        .await
        .map_err(store_refusal)?;
    let Some(status) = status else {
        return Ok(false);
    };
    status
        .check(&keys, intake.instance())
        .map_err(|_| Refusal::internal(ForeignStatus))?;
    if status.deletion_asked_on.is_some() && status.replies == 0 {
        return Ok(true);
    }
    let unsealed = |fault: SendingError| Refusal::internal(SealFault(fault));
    let mut follow_up = FollowUp::begin(keys, &status, Level::C, 0).map_err(unsealed)?;
    follow_up
        .write(
            Kind::Deletion,
            &DeletionRequest {
                reason: String::new(),
            },
        )
        .map_err(unsealed)?;
    let follow_up = follow_up
        .finish(None, |secret, sequence, object| {
            intake.ticket(Code::FollowUp, sequence, secret, object)
        })
        .map_err(unsealed)?
        .made_here();
    match intake
        .drop_box
        .accept_follow_up(follow_up, None, None, intake.today())
        .await
    {
        Ok(_) => Ok(true),
        Err(StoreError::NotFound) => Ok(false),
        Err(fault) => Err(store_refusal(fault)),
    }
}
