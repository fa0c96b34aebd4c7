use actix_web::{HttpResponse, http::header::SET_COOKIE, web::Data};
use casework::AccountName;
use data_encoding::HEXLOWER;
use http_guard::{Answer, Refusal, form::SmallForm};
use seal::{LockError, RecoveryCode, SecretToken, SignInError, random_bytes};
use serde::Serialize;
use storage::{Account, Pending, SignInId, StoreError, Turn, UsedFactor};
use zeroize::Zeroizing;

use crate::{
    Casedesk,
    fault::{DeskFault, SignInFault, no_randomness, store_refusal},
    passkey,
    session::{SignedIn, cookie, no_cookie},
};

/// The answer to the first message of a sign-in. Bytes are hexadecimal digits.
#[derive(Serialize)]
struct Begun {
    id: String,
    message: String,
}

/// What an officer's client gets for passphrase and code.
#[derive(Serialize)]
struct Opened<'a> {
    /// Repeated with every request.
    token: &'a str,
    /// The officer's keys, which only the passphrase opens.
    wrapped: String,
    /// How many days before a promise ends it is marked in lists.
    remind: u16,
}

/// Takes the first message of a sign-in. The answer is alike whether there is such an account or not.
pub(crate) async fn begin(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let name: AccountName = parsed(form.field("account"))?;
    let message = bytes(form.field("message"))?;
    let (id, now): (SignInId, _) = (random_bytes().map_err(no_randomness)?, desk.now());
    let turn = desk.rooms.staff.attempt(id, name.clone(), desk.moment());
    let account = match turn.await.map_err(store_refusal)? {
        Turn::Go(account) => account.filter(|account| account.locked_on.is_none()),
        Turn::Wait(seconds) => return Ok(SignInFault::Wait(seconds).answer()),
    };
    let record = account.as_ref().map(|account| &account.record);
    let begun = desk
        .key
        .begin(desk.instance(), name.as_str(), record, &message);
    let (answer, pending) = begun.map_err(sign_in_refusal)?;
    let state = desk.key.lock_pending(desk.instance(), &id, &pending);
    let pending = Pending {
        account: name,
        state: state.map_err(lock_refusal)?,
    };
    let kept = desk.rooms.staff.keep_sign_in(id, pending, now).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::Ok().json(Begun {
        id: HEXLOWER.encode(&id),
        message: HEXLOWER.encode(&answer),
    }))
}

/// Takes the second message and the code; without a code it asks for a passkey. Whatever comes of it, the
/// messages of this sign-in count no more.
pub(crate) async fn finish(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let id = id_in(&form)?;
    let proof = bytes(form.field("message"))?;
    let pending = match desk.rooms.staff.take_sign_in(id, desk.now()).await {
        Ok(pending) => pending,
        Err(StoreError::NotFound) => return Ok(SignInFault::Again.answer()),
        Err(fault) => return Err(store_refusal(fault)),
    };
    // What does not open was begun for something else.
    let Ok(state) = desk.key.open_pending(desk.instance(), &id, &pending.state) else {
        return Ok(SignInFault::Again.answer());
    };
    if state.finish(&proof).is_err() {
        return Ok(SignInFault::Refused.answer());
    }
    let account = match desk.rooms.staff.account(pending.account).await {
        Ok(account) => account,
        Err(StoreError::NotFound) => return Ok(SignInFault::Refused.answer()),
        Err(fault) => return Err(store_refusal(fault)),
    };
    if form.field("code").trim().is_empty() {
        return passkey::ask(&desk, id, account).await;
    }
    let Some(factor) = second_factor(&desk, &account, form.field("code"))? else {
        return Ok(SignInFault::Code.answer());
    };
    open(&desk, id, account, factor).await
}

/// Notes that the officer is still there: whoever writes for long asks for nothing else.
pub(crate) async fn stay(_: SignedIn) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the session.
pub(crate) async fn out(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    let closed = desk.rooms.staff.close_session(who.session).await;
    closed.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent()
        .insert_header((SET_COOKIE, no_cookie()))
        .finish())
}

/// Opens a session for a sign-in that is complete.
pub(crate) async fn open(
    desk: &Casedesk,
    id: SignInId,
    account: Account,
    factor: UsedFactor,
) -> Answer {
    let token = SecretToken::draw().map_err(no_randomness)?;
    let session = token.digest(desk.instance());
    let opened = desk.rooms.staff.open_session(
        id,
        account.name.clone(),
        factor.clone(),
        session,
        desk.moment(),
    );
    match opened.await {
        Ok(()) => {}
        Err(StoreError::Conflict) => {
            return match factor {
                UsedFactor::Code(_) => Ok(SignInFault::CodeUsed.answer()),
                UsedFactor::Passkey(used) => {
                    passkey::lock(desk, account.name, used.credential).await
                }
                UsedFactor::Recovery(_) => Ok(SignInFault::Code.answer()),
            };
        }
        Err(StoreError::NotFound) => return Ok(SignInFault::Refused.answer()),
        Err(fault) => return Err(store_refusal(fault)),
    }
    let page_token = token.page_token(desk.instance());
    Ok(HttpResponse::Ok()
        .insert_header((SET_COOKIE, cookie(&token).as_str()))
        .json(Opened {
            token: &page_token,
            wrapped: HEXLOWER.encode(&account.wrapped),
            remind: desk.deadlines.remind,
        }))
}

/// What was typed as the code: that of this half minute, or a recovery code.
pub(crate) fn second_factor(
    desk: &Casedesk,
    account: &Account,
    typed: &str,
) -> Result<Option<UsedFactor>, Refusal> {
    if let Some(code) = RecoveryCode::from_text(typed) {
        let digest = code.digest(desk.instance(), account.officer);
        return Ok(Some(UsedFactor::Recovery(digest)));
    }
    let secret = desk
        .key
        .open_code_secret(desk.instance(), account.name.as_str(), &account.factor)
        .map_err(lock_refusal)?;
    Ok(secret.check(typed, desk.now()).map(UsedFactor::Code))
}

/// The number of a sign-in or a challenge.
pub(crate) fn id_in(form: &SmallForm) -> Result<SignInId, Refusal> {
    let id = bytes(form.field("id"))?;
    id.as_slice().try_into().map_err(|_| Refusal::BadForm)
}

fn parsed(typed: &str) -> Result<AccountName, Refusal> {
    typed.parse().map_err(|_| Refusal::BadForm)
}

pub(crate) fn bytes(digits: &str) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let bytes = HEXLOWER.decode(digits.as_bytes());
    bytes.map(Zeroizing::new).map_err(|_| Refusal::BadForm)
}

pub(crate) fn sign_in_refusal(fault: SignInError) -> Refusal {
    match fault {
        SignInError::Malformed | SignInError::Refused => Refusal::BadForm,
        SignInError::NoRandomness(fault) => no_randomness(fault),
    }
}

pub(crate) fn lock_refusal(fault: LockError) -> Refusal {
    match fault {
        LockError::Damaged => Refusal::internal(DeskFault(
            "what the desk has locked does not open: is its key file another one?",
        )),
        LockError::NoRandomness(fault) => no_randomness(fault),
    }
}
