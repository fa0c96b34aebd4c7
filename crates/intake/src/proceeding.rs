use actix_web::{http::StatusCode, web::Data};
use casework::{Proceeding, ProceedingDate, ProceedingFault, ProceedingForm};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use pages::{
    Fault,
    proceeding::{Defence, DefenceStep, ProceedingKeptPage, ProceedingPage},
};
use seal::{Day, FollowUp, Kind, Receipt};
use zeroize::Zeroizing;

use crate::{
    Intake, answer,
    day::shown,
    fault::{Setback, codebook_refusal, trouble},
    once::{Form, Mailbox, Outcome},
    upload::Upload,
};

/// What came with the form.
struct Sent {
    receipt: Receipt,
    after: Zeroizing<String>,
    /// Whether the form was sent, and not only asked for.
    is_sent: bool,
    typed: ProceedingForm,
}

/// What became of it.
enum Logged {
    /// It is stored. What was sent last, the number of this, where it is sure, and what is known of what to do first.
    Kept {
        last: u32,
        number: Option<u32>,
        defence: Option<Defence>,
    },
    /// There is no such mailbox.
    UnknownMailbox,
}

/// Shows the empty form to whoever locks it in the browser: the receipt stays there.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    page(&ProceedingPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        receipt: "",
        after: "",
        typed: &ProceedingForm::default(),
        faults: &[],
        files_again: false,
    })
}

/// Shows the form to log a lawsuit or a charge, and takes what was written in it.
pub(crate) async fn log(intake: Data<Intake>, visitor: Visitor, mut upload: Upload) -> Answer {
    let sent = read(&mut upload).await;
    upload.drain().await;
    let sent = sent?;
    if !sent.is_sent {
        return form(&intake, visitor, &sent, StatusCode::OK, &[]);
    }
    match keep(&intake, &sent).await {
        Ok(Logged::Kept {
            last,
            number,
            defence,
        }) => page(&ProceedingKeptPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            after: &last.to_string(),
            number,
            defence,
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
    let mut typed = ProceedingForm::default();
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
    let next = last.saturating_add(1);
    // What the form lacks is said whether there is a report or not.
    let proceeding = checked(intake, sent, next)?;
    let form = Form {
        after: sent.after.as_bytes(),
        fields: &[("proceeding", &sent.typed.to_text())],
        busy_at: TEXT,
    };
    let write = |follow_up: &mut FollowUp| {
        follow_up.write(Kind::Incident, &proceeding)?;
        Ok(())
    };
    let kept = |last, number| Logged::Kept {
        last,
        number,
        defence: defence(&proceeding, intake.today()),
    };
    Ok(match mailbox.keep(intake, form, write).await? {
        Outcome::Kept => kept(next, Some(next)),
        Outcome::KeptBefore => {
            // It is the last thing only where nothing else was sent since the form was shown.
            let is_last = sent.after.parse() == Ok(last.saturating_sub(1));
            kept(last, (is_last && last_is_incident).then_some(last))
        }
        Outcome::KeptMeanwhile => kept(last, None),
        Outcome::UnknownMailbox => Logged::UnknownMailbox,
    })
}

fn checked(intake: &Intake, sent: &Sent, before: u32) -> Result<Proceeding, Setback> {
    let parsed = sent.typed.parse(intake.today(), before);
    let parsed = parsed.map_err(codebook_refusal)?;
    parsed.map_err(|faults| Setback::Form(faults.iter().map(told).collect()))
}

fn told(fault: &ProceedingFault) -> Fault {
    match fault.value() {
        Some((name, value)) => Fault::with(fault.place(), fault.key(), name, value),
        None => Fault::new(fault.place(), fault.key()),
    }
}

/// What is known of what to do first; nothing where nobody has to defend themselves. A later state that names no country has no steps.
fn defence(proceeding: &Proceeding, today: Day) -> Option<Defence> {
    let steps = proceeding.defences().into_iter().map(|one| DefenceStep {
        key: one.fact.key(),
        due: one.due.map(shown),
        is_closed: one.is_closed,
        next_working: one.next_working.map(shown),
        is_late: one.due.is_some_and(|due| due < today),
        sure: one.fact.sure,
    });
    proceeding.asks_defence().then(|| Defence {
        is_served: matches!(proceeding.date(ProceedingDate::Served), Ok(Some(_))),
        steps: steps.collect(),
    })
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
        &ProceedingPage {
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
const TEXT: &str = "proceeding-narrative";

#[cfg(test)]
mod tests {
    use casework::{PartialDateFault, ProceedingField};
    use pages::{Language, Pages};

    use super::*;

    #[test]
    fn every_fault_has_words_and_a_place_in_the_form() {
        let pages = Pages::load().unwrap();
        let code = || "suit".to_owned();
        let mut faults = vec![
            ProceedingFault::EndedBeforeBegun,
            ProceedingFault::ServedAfterEnd,
            ProceedingFault::EndedYetPending,
            ProceedingFault::Ruling,
            ProceedingFault::Continues,
            ProceedingFault::Number,
            ProceedingFault::Nothing,
            ProceedingFault::Count,
            ProceedingFault::TooLong { over: 3 },
        ];
        for field in ProceedingField::ALL {
            let by = code();
            faults.push(ProceedingFault::Missing(field));
            faults.push(ProceedingFault::TooMany(field));
            faults.push(ProceedingFault::UnknownCode {
                field,
                code: code(),
            });
            faults.push(ProceedingFault::OldCode {
                field,
                code: code(),
                by,
            });
        }
        for date in ProceedingDate::ALL {
            faults.push(ProceedingFault::Date(date, PartialDateFault::Shape));
            faults.push(ProceedingFault::Ahead(date));
        }
        let door = pages::Door::example(&pages);
        let say = pages.wording(Language::English);
        let form = ProceedingPage {
            say,
            door: &door,
            receipt: "1",
            after: "1",
            typed: &ProceedingForm::default(),
            faults: &[],
            files_again: false,
        };
        let form = pages::Template::render(&form).unwrap();
        for fault in faults.iter().map(told) {
            assert!(say.knows(fault.key), "{}", fault.key);
            assert!(
                form.contains(&format!("id=\"{}\"", fault.field)),
                "{}",
                fault.field
            );
        }
    }
}
