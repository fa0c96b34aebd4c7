use std::mem;

use actix_web::{http::StatusCode, web::Data};
use casework::{CheckedReport, FormFault, Message};
use http_guard::{Answer, Refusal, Visitor, page, page_with};
use ledger::Code;
use pages::{
    Fault, Language,
    report::{FilledReport, ReportPage},
};
use seal::{
    Day, FollowUp, Kind, Level, MailboxDigest, Receipt, ReceiptKeys, Sending, absentees,
    answer::StatusBlock,
};
use storage::{SentBefore, StoreError};

use crate::{
    Intake,
    cleaning::CleanedForm,
    fault::{ForeignStatus, Setback, form_faults, trouble},
    files::{self, KeptFiles},
    kept::Kept,
    sent_report::SentReport,
    upload::Upload,
};

/// Shows the form.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let today = intake.today();
    let say = intake.say(visitor.language);
    page(&ReportPage {
        say,
        door: intake.door(),
        entropy: &intake.fresh_entropy()?,
        bodies: &intake.choices(intake.roster(today)?, today, say),
        filled: &FilledReport::default(),
        faults: &[],
        files_again: false,
    })
}

/// Takes a report, seals and stores it, and only then shows its receipt.
pub(crate) async fn accept(intake: Data<Intake>, visitor: Visitor, mut upload: Upload) -> Answer {
    let sent = match SentReport::read(&mut upload).await {
        Ok(sent) => sent,
        Err(refusal) => {
            upload.drain().await;
            return Err(refusal);
        }
    };
    let language = sent.language.unwrap_or(visitor.language);
    let had_files = upload.has_file();
    match keep(&intake, &sent, &mut upload, language).await {
        Ok(kept) => kept.show(&intake, language),
        Err(setback) => {
            upload.drain().await;
            form_again(&intake, &sent, setback, language, had_files)
        }
    }
}

async fn keep(
    intake: &Intake,
    sent: &SentReport,
    upload: &mut Upload,
    language: Language,
) -> Result<Kept, Setback> {
    let today = intake.today();
    let roster = intake.roster(today)?;
    let receipt = intake
        .form_key
        .open(intake.instance(), &sent.entropy)
        .map_err(|_| Setback::OldForm)?;
    let checked = check(sent, roster, upload.has_file())?;
    let keys = receipt.keys(intake.instance());
    match intake.drop_box.status(keys.mailbox.digest()).await? {
        None => {
            keep_first(
                intake,
                sent,
                upload,
                First {
                    receipt,
                    keys,
                    checked,
                    today,
                },
            )
            .await
        }
        Some(status) => {
            keep_again(
                intake,
                sent,
                upload,
                Again {
                    receipt,
                    keys,
                    status,
                    today,
                    language,
                },
            )
            .await
        }
    }
}

fn check(
    sent: &SentReport,
    roster: &seal::Roster,
    has_file: bool,
) -> Result<CheckedReport, Setback> {
    let checked = sent.form.check(roster);
    let nothing = (sent.form.has_no_text() && !has_file).then_some(FormFault::Nothing);
    match (checked, nothing) {
        (Ok(checked), None) => Ok(checked),
        (checked, nothing) => {
            let faults = nothing
                .into_iter()
                .chain(checked.err().into_iter().flatten())
                .collect();
            Err(Setback::Form(form_faults(faults)))
        }
    }
}

/// A receipt under which nothing is kept yet.
struct First {
    receipt: Receipt,
    keys: ReceiptKeys,
    checked: CheckedReport,
    today: Day,
}

async fn keep_first(
    intake: &Intake,
    sent: &SentReport,
    upload: &mut Upload,
    First {
        receipt,
        keys,
        checked,
        today,
    }: First,
) -> Result<Kept, Setback> {
    let mut resend = sent.resend(&keys);
    let away = intake.drop_box.away().await?;
    let roster = intake.roster(today)?;
    let mut sending = Sending::begin_present(
        intake.trust(),
        &receipt,
        checked.body,
        &checked.exclusions,
        &absentees(&away, roster, today),
        Level::C,
        today,
    )?;
    let body = sending.panel().body;
    let (report, card) = checked.write(&sent.form, sending.log_secret());
    sending.write_report(&report, &card)?;
    drop((report, card));
    let files = if upload.has_file() {
        let sealer = sending.begin_bundle()?;
        files::keep(intake, upload, sealer, (&mut resend, sent.clean)).await?
    } else {
        KeptFiles::default()
    };
    let KeptFiles {
        bundle,
        stored,
        cleaned,
    } = files;
    let parcel = sending
        .finish(bundle, |secret, report| {
            intake.ticket(Code::Received, 0, secret, report)
        })?
        .made_here();
    let resend = resend.finish();
    match intake
        .drop_box
        .accept_report(parcel, stored, Some(resend), today)
        .await
    {
        Ok(accepted) => Ok(Kept {
            receipt,
            body,
            on: accepted.on,
            added: false,
            cleaned,
        }),
        // The same form was sent twice at the same moment, and the other one came first.
        Err(StoreError::AlreadyThere) if is_same(intake, keys.mailbox.digest(), resend).await? => {
            Ok(Kept {
                receipt,
                body,
                on: today,
                added: false,
                cleaned,
            })
        }
        Err(StoreError::AlreadyThere) => Err(Fault::new("account", "fault-busy").into()),
        Err(fault) => Err(fault.into()),
    }
}

/// A receipt under which a report is kept already.
struct Again {
    receipt: Receipt,
    keys: ReceiptKeys,
    status: StatusBlock,
    today: Day,
    language: Language,
}

/// Shows the receipt again when this is the same form; otherwise adds it to the report as a
/// follow-up.
async fn keep_again(
    intake: &Intake,
    sent: &SentReport,
    upload: &mut Upload,
    Again {
        receipt,
        keys,
        status,
        today,
        language,
    }: Again,
) -> Result<Kept, Setback> {
    status
        .check(&keys, intake.instance())
        .map_err(|_| Refusal::internal(ForeignStatus))?;
    let mailbox = keys.mailbox.digest();
    let mut resend = sent.resend(&keys);
    let kept = |added, cleaned| Kept {
        receipt,
        body: status.header.body,
        on: status.received_on,
        added,
        cleaned,
    };
    if !upload.has_file() && is_same(intake, mailbox, resend.clone().finish()).await? {
        return Ok(kept(false, CleanedForm::default()));
    }
    let mut follow_up = FollowUp::begin(keys, &status, Level::C, intake.limits().files)?;
    if !sent.form.has_no_text() {
        let text = mem::take(&mut *sent.as_message(intake.say(language)));
        follow_up.write(Kind::Message, &Message { text })?;
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
    if is_same(intake, mailbox, resend).await? {
        if let Some(stored) = stored {
            stored.abandon().await;
        }
        return Ok(kept(false, cleaned));
    }
    let follow_up = follow_up.finish(bundle, |secret, sequence, object| {
        intake.ticket(Code::FollowUp, sequence, secret, object)
    })?;
    let follow_up = follow_up.made_here();
    match intake
        .drop_box
        .accept_follow_up(follow_up, stored, Some(resend), today)
        .await
    {
        Ok(_) => Ok(kept(true, cleaned)),
        Err(StoreError::Conflict) if is_same(intake, mailbox, resend).await? => {
            Ok(kept(false, cleaned))
        }
        Err(StoreError::Conflict) => Err(Fault::new("account", "fault-busy").into()),
        Err(fault) => Err(fault.into()),
    }
}

async fn is_same(
    intake: &Intake,
    mailbox: MailboxDigest,
    form: seal::Digest,
) -> Result<bool, StoreError> {
    Ok(match intake.drop_box.sent_before(mailbox, form).await? {
        SentBefore::ThisForm => true,
        SentBefore::OtherForm | SentBefore::Never => false,
    })
}

/// Shows the form with everything that was typed. The hidden value stays, so that sending it once
/// more cannot make a second report.
fn form_again(
    intake: &Intake,
    sent: &SentReport,
    setback: Setback,
    language: Language,
    files_again: bool,
) -> Answer {
    let fresh;
    let (status, faults, entropy) = match setback {
        Setback::Form(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults, &sent.entropy),
        Setback::OldForm => {
            fresh = intake.fresh_entropy()?;
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                vec![Fault::new("account", "fault-form-old")],
                &fresh,
            )
        }
        Setback::Refused(refusal) => {
            let (status, faults) = trouble("account", &refusal);
            (status, faults, &sent.entropy)
        }
    };
    let (today, say) = (intake.today(), intake.say(language));
    page_with(
        status,
        &ReportPage {
            say,
            door: intake.door(),
            entropy,
            bodies: &intake.choices(intake.roster(today)?, today, say),
            filled: &sent.filled(),
            faults: &faults,
            files_again,
        },
    )
}
