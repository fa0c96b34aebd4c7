use actix_web::{http::StatusCode, web::Data};
use casework::{Message, MessageFault, ReviewRequest};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use ledger::Code;
use pages::{
    Fault,
    answer::{AddFilesPage, ReviewAgainPage, SentPage, WriteAgainPage},
};
use seal::{FollowUp, Kind, Level, Receipt};
use storage::{SentBefore, StoreError};
use zeroize::Zeroizing;

use crate::{
    Intake, answer,
    cleaning::CleanedForm,
    fault::{ForeignStatus, Setback, message_fault, review_fault, trouble},
    files::{self, KeptFiles},
    upload::Upload,
};

/// Takes a further message.
pub(crate) async fn message(intake: Data<Intake>, visitor: Visitor, upload: Upload) -> Answer {
    take(&intake, visitor, upload, Form::Message).await
}

/// Takes further files, with a note about them.
pub(crate) async fn files(intake: Data<Intake>, visitor: Visitor, upload: Upload) -> Answer {
    take(&intake, visitor, upload, Form::Files).await
}

/// Takes the wish for a review.
pub(crate) async fn review(intake: Data<Intake>, visitor: Visitor, upload: Upload) -> Answer {
    take(&intake, visitor, upload, Form::Review).await
}

/// Which form it was, so that the right one comes back after a fault.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Form {
    Message,
    Files,
    Review,
}

/// The text fields of either form.
struct Sent {
    receipt: Receipt,
    after: Zeroizing<String>,
    text: Zeroizing<String>,
    /// On which ground a review is asked for.
    ground: Zeroizing<String>,
    /// Whether hidden data is to be removed from files.
    clean: bool,
}

/// What became of it.
enum Outcome {
    Kept(CleanedForm),
    UnknownMailbox,
}

async fn take(intake: &Intake, visitor: Visitor, mut upload: Upload, form: Form) -> Answer {
    let sent = match read(&mut upload).await {
        Ok(sent) => sent,
        Err(refusal) => {
            upload.drain().await;
            return Err(refusal);
        }
    };
    let had_files = upload.has_file();
    match keep(intake, &sent, &mut upload, form).await {
        Ok(Outcome::Kept(cleaned)) => page(&SentPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            heading: match form {
                Form::Message => "sent-heading",
                Form::Files => "sent-files-heading",
                Form::Review => "sent-review-heading",
            },
            cleaned: &cleaned.shown(),
        }),
        Ok(Outcome::UnknownMailbox) => {
            upload.drain().await;
            answer::show(intake, visitor, &sent.receipt, 0).await
        }
        Err(setback) => {
            upload.drain().await;
            form_again(intake, visitor, (&sent, form), setback, had_files)
        }
    }
}

async fn read(upload: &mut Upload) -> Result<Sent, Refusal> {
    let (mut receipt, mut after, mut text) = (None, Zeroizing::default(), Zeroizing::default());
    let (mut ground, mut clean) = (Zeroizing::default(), false);
    while let Some(part) = upload.next_text().await? {
        match part.name.as_str() {
            "receipt" => receipt = Receipt::parse(&part.value).ok(),
            "after" => after = part.value,
            "ground" => ground = part.value,
            "clean" => clean = part.value.as_str() == "yes",
            "message" => text = part.value,
            _ => {}
        }
    }
    Ok(Sent {
        receipt: receipt.ok_or(Refusal::BadForm)?,
        after,
        text,
        ground,
        clean,
    })
}

async fn keep(
    intake: &Intake,
    sent: &Sent,
    upload: &mut Upload,
    form: Form,
) -> Result<Outcome, Setback> {
    if form == Form::Review && upload.has_file() {
        return Err(Refusal::BadForm.into());
    }
    let review = match form {
        Form::Review => Some(ReviewRequest::parse(&sent.ground, &sent.text).map_err(review_fault)?),
        Form::Message | Form::Files => None,
    };
    let message = match review {
        Some(_) => None,
        None => check(sent, form, upload.has_file())?,
    };
    let keys = sent.receipt.keys(intake.instance());
    let mailbox = keys.mailbox.digest();
    let Some(status) = intake.drop_box.status(mailbox).await? else {
        return Ok(Outcome::UnknownMailbox);
    };
    status
        .check(&keys, intake.instance())
        .map_err(|_| Refusal::internal(ForeignStatus))?;
    let mut resend = keys.resend.begin();
    resend.field("after", sent.after.as_bytes());
    resend.field("message", sent.text.as_bytes());
    if review.is_some() {
        resend.field("ground", sent.ground.as_bytes());
    }
    if sent.clean {
        resend.field("clean", b"yes");
    }
    let mut follow_up = FollowUp::begin(keys, &status, Level::C, intake.limits().files)?;
    if let Some(message) = message {
        follow_up.write(Kind::Message, &message)?;
    }
    if let Some(review) = review {
        follow_up.write(Kind::Request, &review)?;
    }
    let files = if upload.has_file() {
        let sealer = follow_up.begin_bundle()?;
        files::keep(intake, upload, sealer, (&mut resend, sent.clean)).await?
    } else {
        KeptFiles::default()
    };
    let KeptFiles {
        bundle,
        stored,
        cleaned,
    } = files;
    let resend = resend.finish();
    let sent_before = || intake.drop_box.sent_before(mailbox, resend);
    if sent_before().await? == SentBefore::ThisForm {
        if let Some(stored) = stored {
            stored.abandon().await;
        }
        return Ok(Outcome::Kept(cleaned));
    }
    let follow_up = follow_up.finish(bundle, |secret, sequence, object| {
        intake.ticket(Code::FollowUp, sequence, secret, object)
    })?;
    let follow_up = follow_up.made_here();
    match intake
        .drop_box
        .accept_follow_up(follow_up, stored, Some(resend), intake.today())
        .await
    {
        Ok(_) => Ok(Outcome::Kept(cleaned)),
        Err(StoreError::NotFound) => Ok(Outcome::UnknownMailbox),
        Err(StoreError::Conflict) if sent_before().await? == SentBefore::ThisForm => {
            Ok(Outcome::Kept(cleaned))
        }
        Err(StoreError::Conflict) => Err(Fault::new(form.text_field(), "fault-busy").into()),
        Err(fault) => Err(fault.into()),
    }
}

fn check(sent: &Sent, form: Form, has_file: bool) -> Result<Option<Message>, Setback> {
    match Message::parse(&sent.text) {
        Ok(message) if form == Form::Message || has_file => Ok(Some(message)),
        Ok(_) => Err(Fault::new("files", "fault-files-missing").into()),
        Err(MessageFault::Empty) if has_file => Ok(None),
        Err(MessageFault::Empty) if form == Form::Files => {
            Err(Fault::new("files", "fault-files-missing").into())
        }
        Err(fault) => Err(Fault {
            field: form.text_field(),
            ..message_fault(fault)
        }
        .into()),
    }
}

fn form_again(
    intake: &Intake,
    visitor: Visitor,
    (sent, form): (&Sent, Form),
    setback: Setback,
    files_again: bool,
) -> Answer {
    let (status, faults) = match setback {
        Setback::Form(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Setback::OldForm => (
            StatusCode::UNPROCESSABLE_ENTITY,
            vec![Fault::new(form.text_field(), "fault-form-old")],
        ),
        Setback::Refused(refusal) => trouble(form.text_field(), &refusal),
    };
    let (say, door) = (intake.say(visitor.language), intake.door());
    let (receipt, after, faults) = (
        &sent.receipt.digits(),
        sent.after.as_str(),
        faults.as_slice(),
    );
    match form {
        Form::Message => {
            let written = sent.text.as_str();
            page_with(
                status,
                &WriteAgainPage {
                    say,
                    door,
                    receipt,
                    after,
                    written,
                    faults,
                    files_again,
                },
            )
        }
        Form::Review => page_with(
            status,
            &ReviewAgainPage {
                say,
                door,
                receipt,
                after,
                chosen: sent.ground.as_str(),
                reasons: sent.text.as_str(),
                faults,
                files_again,
            },
        ),
        Form::Files => {
            let note = sent.text.as_str();
            page_with(
                status,
                &AddFilesPage {
                    say,
                    door,
                    receipt,
                    after,
                    note,
                    clean: sent.clean,
                    faults,
                    files_again,
                },
            )
        }
    }
}

impl Form {
    const fn text_field(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Files => "note",
            Self::Review => "review-text",
        }
    }
}
