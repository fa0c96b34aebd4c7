use actix_web::{HttpResponse, web::Data};
use casework::RECOVERY_CODES;
use data_encoding::HEXLOWER;
use http_guard::{Answer, Refusal, form::SmallForm};
use seal::{
    CodeSecret, Digest, NoRandomness, RecoveryCode, Registration, SecretToken, SignInRecord,
    Signature, VerifyingKey,
};
use serde::Serialize;
use storage::{Account, Invitation, StoreError};

use crate::{
    Casedesk,
    fault::{DeskFault, SignInFault, no_randomness, store_refusal},
    sign_in::{bytes, lock_refusal, sign_in_refusal},
};

/// Whom an invitation invites.
#[derive(Serialize)]
struct Invited<'a> {
    account: &'a str,
    officer: String,
}

/// The answer to the first message of a registration. Bytes are hexadecimal digits.
#[derive(Serialize)]
struct Begun<'a> {
    message: String,
    /// The secret of the codes for the officer's app, as an address that such apps read.
    codes: &'a str,
    /// The same secret, locked: it comes back with the registration and means nothing to the client.
    factor: String,
}

/// What stands in for the officer's app when that is lost; told this once.
#[derive(Serialize)]
struct Opened {
    recovery: Vec<String>,
}

/// Says whom a link invites.
pub(crate) async fn look(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let (_, invitation) = match invited(&desk, &form).await? {
        Ok(found) => found,
        Err(fault) => return Ok(fault.answer()),
    };
    Ok(HttpResponse::Ok().json(Invited {
        account: invitation.account.as_str(),
        officer: invitation.officer.to_string(),
    }))
}

/// Takes the first message of a registration, and draws the secret of the codes. Nothing is kept yet.
pub(crate) async fn begin(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let message = bytes(form.field("message"))?;
    let (_, invitation) = match invited(&desk, &form).await? {
        Ok(found) => found,
        Err(fault) => return Ok(fault.answer()),
    };
    let name = invitation.account.as_str();
    let answer = desk.key.register(name, &message).map_err(sign_in_refusal)?;
    let secret = CodeSecret::draw().map_err(no_randomness)?;
    let factor = desk.key.lock_code_secret(desk.instance(), name, &secret);
    Ok(HttpResponse::Ok().json(Begun {
        message: HEXLOWER.encode(&answer),
        codes: &secret.address(name),
        factor: HEXLOWER.encode(&factor.map_err(lock_refusal)?),
    }))
}

/// Opens the account: for a registration that the invited officer's key has signed, and a code that
/// shows that the officer's app has the secret.
pub(crate) async fn accept(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let (link, invitation) = match invited(&desk, &form).await? {
        Ok(found) => found,
        Err(fault) => return Ok(fault.answer()),
    };
    let sent = SentRegistration::read(&form)?;
    let officer = officer_key(&desk, &invitation)?;
    let is_signed = officer.is_some_and(|key| {
        let (registration, signature) = (&sent.registration, &sent.signature);
        let checked = registration.check(desk.instance(), &link, &key, signature);
        checked.is_ok()
    });
    if !is_signed {
        return Ok(SignInFault::InvitationKey.answer());
    }
    let name = invitation.account;
    let secret = desk
        .key
        .open_code_secret(desk.instance(), name.as_str(), &sent.factor)
        .map_err(|_| Refusal::BadForm)?;
    let Some(step) = secret.check(form.field("code"), desk.now()) else {
        return Ok(SignInFault::Code.answer());
    };
    let recovery = recovery_codes().map_err(no_randomness)?;
    let digests = recovery
        .iter()
        .map(|code| code.digest(desk.instance(), invitation.officer));
    let account = Account {
        name,
        officer: invitation.officer,
        record: sent.registration.record,
        wrapped: sent.registration.wrapped,
        factor: sent.factor,
        factor_step: step,
        locked_on: None,
    };
    let staff = &desk.rooms.staff;
    let opened = staff.register(link, account, digests.collect(), desk.moment());
    match opened.await {
        Ok(()) => {}
        // Somebody else has used it in this moment.
        Err(StoreError::NotFound) => return Ok(SignInFault::InvitationGone.answer()),
        Err(fault) => return Err(store_refusal(fault)),
    }
    let recovery = recovery.iter().map(|code| code.to_text().to_string());
    Ok(HttpResponse::Ok().json(Opened {
        recovery: recovery.collect(),
    }))
}

/// What an officer's client sends to open the account.
struct SentRegistration {
    registration: Registration,
    signature: Signature,
    factor: Vec<u8>,
}

impl SentRegistration {
    fn read(form: &SmallForm) -> Result<Self, Refusal> {
        let record = bytes(form.field("record"))?;
        let signature = bytes(form.field("signature"))?;
        Ok(Self {
            registration: Registration {
                record: SignInRecord::from_bytes(&record).map_err(sign_in_refusal)?,
                wrapped: bytes(form.field("wrapped"))?.to_vec(),
            },
            signature: signature
                .as_slice()
                .try_into()
                .map_err(|_| Refusal::BadForm)?,
            factor: bytes(form.field("factor"))?.to_vec(),
        })
    }
}

/// The invitation of the link that was sent, and the digest under which it is kept.
async fn invited(
    desk: &Casedesk,
    form: &SmallForm,
) -> Result<Result<(Digest, Invitation), SignInFault>, Refusal> {
    let Some(token) = SecretToken::from_text(form.field("invitation")) else {
        return Ok(Err(SignInFault::InvitationLink));
    };
    let link = token.digest(desk.instance());
    Ok(match desk.rooms.staff.invitation(link).await {
        Ok((_, until)) if until <= desk.now() => Err(SignInFault::InvitationExpired),
        Ok((invitation, _)) => Ok((link, invitation)),
        Err(StoreError::NotFound) => Err(SignInFault::InvitationGone),
        Err(fault) => return Err(store_refusal(fault)),
    })
}

/// The key with which the invited officer signs, for an officer who is on duty.
fn officer_key(desk: &Casedesk, invitation: &Invitation) -> Result<Option<VerifyingKey>, Refusal> {
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust
        .roster(today)
        .map_err(|_| Refusal::internal(DeskFault("no roster is valid today")))?;
    let officer = roster.officer(invitation.officer);
    let officer = officer.filter(|known| known.is_on_duty(today));
    Ok(officer.map(|known| known.verifying))
}

fn recovery_codes() -> Result<Vec<RecoveryCode>, NoRandomness> {
    (0..RECOVERY_CODES).map(|_| RecoveryCode::draw()).collect()
}
