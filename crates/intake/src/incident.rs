use actix_web::{http::StatusCode, web::Data};
use casework::{Incident, IncidentForm};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use pages::{
    Fault,
    incident::{IncidentKeptPage, IncidentPage},
};
use seal::{FollowUp, Kind, Receipt};
use zeroize::Zeroizing;

use crate::{
    Intake, answer,
    fault::{Setback, codebook_refusal, incident_faults, trouble},
    once::{Form, Mailbox, Outcome},
    upload::Upload,
};

/// What came with the form.
struct Sent {
    receipt: Receipt,
    after: Zeroizing<String>,
    /// Whether the form was sent, and not only asked for.
    is_sent: bool,
    typed: IncidentForm,
}

/// What the page says that is stored.
enum Logged {
    /// What was sent last, and the number of this, where it is sure.
    Kept { last: u32, number: Option<u32> },
    /// There is no such mailbox.
    UnknownMailbox,
}

/// Shows the empty form to whoever locks it in the browser: the receipt stays there.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    page(&IncidentPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        receipt: "",
        after: "",
        typed: &IncidentForm::default(),
        faults: &[],
        files_again: false,
    })
}

/// Shows the form to log what was done to somebody, and takes what was written in it.
pub(crate) async fn log(intake: Data<Intake>, visitor: Visitor, mut upload: Upload) -> Answer {
    let sent = read(&mut upload).await;
    upload.drain().await;
    let sent = sent?;
    if !sent.is_sent {
        return form(&intake, visitor, &sent, StatusCode::OK, &[]);
    }
    match keep(&intake, &sent).await {
        Ok(Logged::Kept { last, number }) => page(&IncidentKeptPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            after: &last.to_string(),
            number,
        }),
        Ok(Logged::UnknownMailbox) => answer::show(&intake, visitor, &sent.receipt, 0).await,
        Err(setback) => {
            let (status, faults) = match setback {
                Setback::Form(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
                Setback::OldForm => (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    vec![Fault::new(TEXT, "fault-form-old")],
                ),
                Setback::Refused(refusal) => trouble(TEXT, &refusal),
            };
            form(&intake, visitor, &sent, status, &faults)
        }
    }
}

async fn read(upload: &mut Upload) -> Result<Sent, Refusal> {
    let (mut receipt, mut after, mut is_sent) = (None, Zeroizing::default(), false);
    let mut typed = IncidentForm::default();
    while let Some(part) = upload.next_text().await? {
        match part.name.as_str() {
            "receipt" => receipt = Receipt::parse(&part.value).ok(),
            "after" => after = part.value,
            "logged" => is_sent = part.value.as_str() == "yes",
            name => typed.take(name, &part.value),
        }
    }
    if upload.has_file() {
        return Err(Refusal::BadForm);
    }
    Ok(Sent {
        receipt: receipt.ok_or(Refusal::BadForm)?,
        after,
        is_sent,
        typed,
    })
}

async fn keep(intake: &Intake, sent: &Sent) -> Result<Logged, Setback> {
    let mailbox = Mailbox::of(intake, &sent.receipt).await?;
    let before = mailbox.status.as_ref().map(|status| &status.last.header);
    let last = before.map_or(u32::MAX, |header| header.sequence);
    let last_is_incident = before.is_some_and(|header| header.kind == Kind::Incident);
    let number = last.saturating_add(1);
    // What the form lacks is said whether there is a report or not.
    let incident = checked(intake, sent, number)?;
    let form = Form {
        after: sent.after.as_bytes(),
        fields: &[("incident", &sent.typed.to_text())],
        busy_at: TEXT,
    };
    let write = |follow_up: &mut FollowUp| {
        follow_up.write(Kind::Incident, &incident)?;
        Ok(())
    };
    Ok(match mailbox.keep(intake, form, write).await? {
        Outcome::Kept => Logged::Kept {
            last: number,
            number: Some(number),
        },
        Outcome::KeptBefore => {
            // It is the last thing only where nothing else was sent since the form was shown.
            let is_last = sent.after.parse() == Ok(last.saturating_sub(1));
            let number = (is_last && last_is_incident).then_some(last);
            Logged::Kept { last, number }
        }
        Outcome::KeptMeanwhile => Logged::Kept { last, number: None },
        Outcome::UnknownMailbox => Logged::UnknownMailbox,
    })
}

fn checked(intake: &Intake, sent: &Sent, before: u32) -> Result<Incident, Setback> {
    let parsed = sent.typed.parse(intake.today(), before);
    let parsed = parsed.map_err(codebook_refusal)?;
    parsed.map_err(|faults| Setback::Form(incident_faults(&faults)))
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
        &IncidentPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            after: &sent.after,
            typed: &sent.typed,
            faults,
            files_again: false,
        },
    )
}

/// The field beside which it is said what is wrong with no field.
const TEXT: &str = "incident-narrative";
