//! How a form that adds one thing to a report is kept once, however often it is sent.

use http_guard::Refusal;
use ledger::Code;
use pages::Fault;
use seal::answer::StatusBlock;
use seal::{FollowUp, Level, Receipt, ReceiptKeys};
use storage::{SentBefore, StoreError};

use crate::{
    Intake,
    fault::{ForeignStatus, Setback},
};

/// The mailbox of a receipt, and what stands under it; nothing where there is none.
pub(crate) struct Mailbox {
    keys: ReceiptKeys,
    pub(crate) status: Option<StatusBlock>,
}

/// What makes a form the same one as before.
pub(crate) struct Form<'f> {
    /// What was sent last when the form was drawn.
    pub(crate) after: &'f [u8],
    /// What was typed, by the names of the fields.
    pub(crate) fields: &'f [(&'f str, &'f [u8])],
    /// Beside which field it is said that something else was quicker.
    pub(crate) busy_at: &'static str,
}

/// What became of it.
pub(crate) enum Outcome {
    /// It is stored.
    Kept,
    /// It was stored before anything was sealed now.
    KeptBefore,
    /// The same form was quicker by another way, so that nobody knows what was stored last.
    KeptMeanwhile,
    /// There is no such mailbox.
    UnknownMailbox,
}

impl Mailbox {
    /// Looks it up, and checks that what stands there was signed with this receipt.
    pub(crate) async fn of(intake: &Intake, receipt: &Receipt) -> Result<Self, Setback> {
        let keys = receipt.keys(intake.instance());
        let status = intake.drop_box.status(keys.mailbox.digest()).await?;
        if let Some(status) = &status {
            status
                .check(&keys, intake.instance())
                .map_err(|_| Refusal::internal(ForeignStatus))?;
        }
        Ok(Self { keys, status })
    }

    /// Seals what `write` writes and keeps it, unless this very form was kept before.
    pub(crate) async fn keep(
        self,
        intake: &Intake,
        form: Form<'_>,
        write: impl FnOnce(&mut FollowUp) -> Result<(), Setback>,
    ) -> Result<Outcome, Setback> {
        let Self { keys, status } = self;
        let Some(status) = status else {
            return Ok(Outcome::UnknownMailbox);
        };
        let mailbox = keys.mailbox.digest();
        let mut resend = keys.resend.begin();
        resend.field("after", form.after);
        for (name, value) in form.fields {
            resend.field(name, value);
        }
        let resend = resend.finish();
        let sent_before = || intake.drop_box.sent_before(mailbox, resend);
        if sent_before().await? == SentBefore::ThisForm {
            return Ok(Outcome::KeptBefore);
        }
        let mut follow_up = FollowUp::begin(keys, &status, Level::C, 0)?;
        write(&mut follow_up)?;
        let follow_up = follow_up.finish(None, |secret, sequence, object| {
            intake.ticket(Code::FollowUp, sequence, secret, object)
        })?;
        let kept = intake
            .drop_box
            .accept_follow_up(follow_up.made_here(), None, Some(resend), intake.today())
            .await;
        match kept {
            Ok(_) => Ok(Outcome::Kept),
            Err(StoreError::NotFound) => Ok(Outcome::UnknownMailbox),
            Err(StoreError::Conflict) if sent_before().await? == SentBefore::ThisForm => {
                Ok(Outcome::KeptMeanwhile)
            }
            Err(StoreError::Conflict) => Err(Fault::new(form.busy_at, "fault-busy").into()),
            Err(fault) => Err(fault.into()),
        }
    }
}
