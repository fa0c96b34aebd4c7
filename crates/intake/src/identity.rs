use std::collections::BTreeSet;

use actix_web::{http::StatusCode, web::Data};
use casework::{IdentityFault, ReporterIdentity};
use http_guard::{Answer, Refusal, Visitor, form::SmallForm, page, page_with};
use pages::{
    Fault,
    answer::SentPage,
    identity::{IdentityPage, Keeper},
};
use seal::{Custodians, Exclusions, FollowUp, OfficerId, Receipt, TrustError, VaultError};

use crate::{
    Intake, answer,
    fault::{Setback, VaultFault, trouble},
    once::{Form, Mailbox, Outcome},
};

/// What came with the form.
struct Sent<'f> {
    receipt: Receipt,
    after: &'f str,
    name: &'f str,
    reach: &'f str,
    /// Custodians whom the reporter does not trust.
    left_out: BTreeSet<OfficerId>,
    /// A lock that only the receipt opens, which this server cannot promise: it has the receipt.
    wants_consent: bool,
}

/// Shows the form in which a reporter may say who they are, asks once more, and locks it for custodians.
pub(crate) async fn ask(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let sent = read(&form)?;
    let is_typed = form.field("typed") == "yes";
    if !is_typed || form.field("change") == "yes" {
        return shown(&intake, visitor, &sent, StatusCode::OK, &[]);
    }
    let checked = check(&intake, &sent);
    if checked.is_ok() && form.field("sure") != "yes" {
        return drawn(&intake, visitor, &sent, (StatusCode::OK, &[], true));
    }
    let kept = match checked {
        Ok(chosen) => keep(&intake, &sent, &chosen).await,
        Err(setback) => Err(setback),
    };
    match kept {
        Ok(Outcome::Kept | Outcome::KeptBefore | Outcome::KeptMeanwhile) => page(&SentPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            heading: "sent-identity-heading",
            cleaned: &[],
        }),
        Ok(Outcome::UnknownMailbox) => answer::show(&intake, visitor, &sent.receipt, 0).await,
        Err(Setback::Form(faults)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            shown(&intake, visitor, &sent, status, &faults)
        }
        Err(Setback::OldForm) => {
            let old = [Fault::new("name", "fault-form-old")];
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            shown(&intake, visitor, &sent, status, &old)
        }
        Err(Setback::Refused(refusal)) => {
            let (status, faults) = trouble("name", &refusal);
            shown(&intake, visitor, &sent, status, &faults)
        }
    }
}

/// Shows the empty form to whoever locks it in the browser: the receipt stays there.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    page(&IdentityPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        receipt: "",
        after: "",
        name: "",
        reach: "",
        is_possible: matches!(draw(&intake, &BTreeSet::new()), Ok(Some(_))),
        keepers: &keepers(&intake, &BTreeSet::new()),
        faults: &[],
        is_check: false,
        files_again: false,
    })
}

fn read(form: &SmallForm) -> Result<Sent<'_>, Refusal> {
    let left_out = form.fields("leave-out").map(str::parse);
    Ok(Sent {
        receipt: Receipt::parse(form.field("receipt")).map_err(|_| Refusal::BadForm)?,
        after: form.field("after"),
        name: form.field("name"),
        reach: form.field("reach"),
        wants_consent: form.field("consent") == "yes",
        left_out: left_out
            .collect::<Result<_, _>>()
            .map_err(|_| Refusal::BadForm)?,
    })
}

/// Looks whether it can be locked, and draws who is to keep it.
fn check(intake: &Intake, sent: &Sent<'_>) -> Result<(ReporterIdentity, Custodians), Setback> {
    let identity = ReporterIdentity::parse(sent.name, sent.reach).map_err(|fault| match fault {
        IdentityFault::NoName => Fault::new("name", "fault-identity-name"),
        IdentityFault::TooLong { over } => Fault::with("name", "fault-text-too-long", "over", over),
    })?;
    if sent.wants_consent {
        return Err(Fault::new("name", "fault-identity-consent").into());
    }
    let chosen = draw(intake, &sent.left_out)?;
    Ok((
        identity,
        chosen.ok_or_else(|| Fault::new("leave-out", "fault-identity-few"))?,
    ))
}

/// Draws three custodians of three bodies; nothing when too few are left. Who holds the case, and whom the reporter
/// excluded in the sealed report, is not known here: those who ask leave out custodians who are kept out of the case, and
/// the desk takes no answer from somebody who holds it.
fn draw(intake: &Intake, left_out: &BTreeSet<OfficerId>) -> Result<Option<Custodians>, Setback> {
    let left_out = Exclusions::new(left_out.iter().copied(), []).map_err(VaultError::from);
    let drawn = left_out.and_then(|left_out| {
        Custodians::draw(intake.trust(), &BTreeSet::new(), &left_out, intake.today())
    });
    match drawn {
        Ok(chosen) => Ok(Some(chosen)),
        Err(VaultError::TooFewCustodians | VaultError::Trust(TrustError::MissingKey(_))) => {
            Ok(None)
        }
        Err(fault) => Err(unsealed(fault)),
    }
}

async fn keep(
    intake: &Intake,
    sent: &Sent<'_>,
    (identity, chosen): &(ReporterIdentity, Custodians),
) -> Result<Outcome, Setback> {
    let form = Form {
        after: sent.after.as_bytes(),
        fields: &[
            ("name", sent.name.as_bytes()),
            ("reach", sent.reach.as_bytes()),
        ],
        busy_at: "name",
    };
    let mailbox = Mailbox::of(intake, &sent.receipt).await?;
    let write = |follow_up: &mut FollowUp| {
        follow_up
            .write_vault(identity, chosen, false)
            .map_err(unsealed)
    };
    mailbox.keep(intake, form, write).await
}

fn unsealed(fault: VaultError) -> Setback {
    if matches!(fault, VaultError::TooLong) {
        let over = ReporterIdentity::MOST_BYTES;
        return Fault::with("name", "fault-text-too-long", "over", over).into();
    }
    Refusal::internal(VaultFault(fault)).into()
}

fn shown(
    intake: &Intake,
    visitor: Visitor,
    sent: &Sent<'_>,
    status: StatusCode,
    faults: &[Fault],
) -> Answer {
    drawn(intake, visitor, sent, (status, faults, false))
}

fn drawn(
    intake: &Intake,
    visitor: Visitor,
    sent: &Sent<'_>,
    (status, faults, is_check): (StatusCode, &[Fault], bool),
) -> Answer {
    let keepers = keepers(intake, &sent.left_out);
    page_with(
        status,
        &IdentityPage {
            say: intake.say(visitor.language),
            door: intake.door(),
            receipt: &sent.receipt.digits(),
            after: sent.after,
            name: sent.name,
            reach: sent.reach,
            is_possible: matches!(draw(intake, &BTreeSet::new()), Ok(Some(_))),
            keepers: &keepers,
            faults,
            is_check,
            files_again: false,
        },
    )
}

/// The custodians who are on duty.
fn keepers(intake: &Intake, left_out: &BTreeSet<OfficerId>) -> Vec<Keeper> {
    let (trust, today) = (intake.trust(), intake.today());
    let roster = trust.roster(today).ok();
    let officers = roster.map_or(&[][..], |roster| roster.officers.as_slice());
    let keepers = officers
        .iter()
        .filter(|one| one.keeps_vaults() && one.is_on_duty(today));
    let keepers = keepers.map(|one| {
        let body = roster.and_then(|roster| roster.body(one.body));
        Keeper {
            id: one.id.to_string(),
            label: one.label.clone(),
            body: body.map_or_else(String::new, |body| body.label.clone()),
            is_left_out: left_out.contains(&one.id),
        }
    });
    keepers.collect()
}
