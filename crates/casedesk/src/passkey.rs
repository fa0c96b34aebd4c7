use actix_web::{HttpResponse, web::Data};
use casework::{AccountName, MOST_PASSKEYS};
use data_encoding::HEXLOWER;
use http_guard::{Answer, Refusal, form::SmallForm};
use seal::{Challenge, Day, random_bytes};
use serde::{Deserialize, Serialize};
use storage::{Account, Passkey, PasskeyUse, Pending, SignInId, StoreError, Turn, UsedFactor};
use uuid::Uuid;
use webauthn_rs::prelude::{
    PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    WebauthnError,
};

use crate::{
    Casedesk,
    fault::{DeskFault, SignInFault, no_randomness, store_refusal},
    session::SignedIn,
    sign_in::{self, bytes, id_in, lock_refusal, second_factor},
};

/// What a passkey is asked, as browsers read it.
#[derive(Serialize)]
struct Asked<T> {
    id: String,
    passkey: T,
}

/// With what an officer signs in.
#[derive(Serialize)]
struct Factors {
    /// Whether this desk can take passkeys.
    possible: bool,
    passkeys: Vec<Listed>,
    /// How many recovery codes are left.
    recovery: usize,
}

#[derive(Serialize)]
struct Listed {
    id: String,
    label: String,
    added: i32,
    locked: Option<i32>,
}

/// Asks for one of an account's passkeys, for a sign-in whose passphrase was the right one.
pub(crate) async fn ask(desk: &Casedesk, id: SignInId, account: Account) -> Answer {
    let known = known(desk, &account.name).await?;
    let usable = known.iter().filter(|one| one.locked_on.is_none());
    let keys = usable.map(read).collect::<Result<Vec<_>, _>>()?;
    let Some(passkeys) = desk.passkeys.as_ref().filter(|_| !keys.is_empty()) else {
        return Ok(SignInFault::NoPasskey.answer());
    };
    let begun = passkeys.start_passkey_authentication(&keys);
    let (asked, state) = begun.map_err(|_| broken())?;
    remember(desk, id, Challenge::SignIn, account.name, &state).await?;
    Ok(HttpResponse::Ok().json(Asked {
        id: HEXLOWER.encode(&id),
        passkey: asked.public_key,
    }))
}

/// Takes what a passkey answered, and ends the sign-in with it.
pub(crate) async fn finish(desk: Data<Casedesk>, form: SmallForm) -> Answer {
    let id = id_in(&form)?;
    let answer: PublicKeyCredential =
        serde_json::from_str(form.field("credential")).map_err(|_| Refusal::BadForm)?;
    let remembered = recall(&desk, id, Challenge::SignIn).await?;
    let (Some((name, state)), Some(passkeys)) = (remembered, &desk.passkeys) else {
        return Ok(SignInFault::Again.answer());
    };
    let state: PasskeyAuthentication = state;
    let done = match passkeys.finish_passkey_authentication(&answer, &state) {
        Ok(done) => done,
        Err(WebauthnError::CredentialPossibleCompromise) => {
            return lock(&desk, name, answer.raw_id.clone()).await;
        }
        Err(_) => return Ok(SignInFault::Passkey.answer()),
    };
    let account = match desk.rooms.staff.account(name.clone()).await {
        Ok(account) => account,
        Err(StoreError::NotFound) => return Ok(SignInFault::Refused.answer()),
        Err(fault) => return Err(store_refusal(fault)),
    };
    let known = known(&desk, &name).await?;
    let credential = done.cred_id().as_slice();
    let Some(used) = known.iter().find(|one| one.credential == credential) else {
        return Ok(SignInFault::Passkey.answer());
    };
    let mut key = read(used)?;
    key.update_credential(&done);
    let used = UsedFactor::Passkey(PasskeyUse {
        credential: credential.to_vec(),
        counter: done.counter().into(),
        key: written(&key)?,
    });
    sign_in::open(&desk, id, account, used).await
}

/// Locks a passkey that says it was used less often than it was: there is a copy of it.
pub(crate) async fn lock(desk: &Casedesk, name: AccountName, credential: Vec<u8>) -> Answer {
    let staff = &desk.rooms.staff;
    match staff.lock_passkey(name, credential, desk.today()).await {
        Ok(()) | Err(StoreError::NotFound) => Ok(SignInFault::PasskeyCopied.answer()),
        Err(fault) => Err(store_refusal(fault)),
    }
}

/// Lists with what the officer signs in.
pub(crate) async fn list(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    let name = account_of(&desk, who).await?.name;
    let known = known(&desk, &name).await?;
    let recovery = desk.rooms.staff.recovery_codes_left(name).await;
    let listed = known.into_iter().map(|one| Listed {
        id: HEXLOWER.encode(&one.credential),
        label: one.label,
        added: one.added_on.number(),
        locked: one.locked_on.map(Day::number),
    });
    Ok(HttpResponse::Ok().json(Factors {
        possible: desk.passkeys.is_some(),
        passkeys: listed.collect(),
        recovery: recovery.map_err(store_refusal)?,
    }))
}

/// Asks for a passkey to be made, for a fresh code.
pub(crate) async fn begin(desk: Data<Casedesk>, who: SignedIn, form: SmallForm) -> Answer {
    let account = account_of(&desk, who).await?;
    let known = known(&desk, &account.name).await?;
    let Some(passkeys) = &desk.passkeys else {
        return Err(Refusal::NotFound);
    };
    if known.len() >= MOST_PASSKEYS {
        return Ok(SignInFault::ManyPasskeys.answer());
    }
    if let Some(fault) = prove(&desk, &account, form.field("code")).await? {
        return Ok(fault.answer());
    }
    let credentials = known.into_iter().map(|one| one.credential);
    let (user, name) = (
        Uuid::from_bytes(*account.officer.as_bytes()),
        account.name.as_str(),
    );
    let begun = passkeys.start_passkey_registration(user, name, name, Some(credentials.collect()));
    let (asked, state) = begun.map_err(|_| broken())?;
    let id = random_bytes().map_err(no_randomness)?;
    remember(&desk, id, Challenge::Add, account.name, &state).await?;
    Ok(HttpResponse::Ok().json(Asked {
        id: HEXLOWER.encode(&id),
        passkey: asked.public_key,
    }))
}

/// Adds the passkey that was made.
pub(crate) async fn add(desk: Data<Casedesk>, who: SignedIn, form: SmallForm) -> Answer {
    let id = id_in(&form)?;
    let label = label_in(&form)?;
    let made: RegisterPublicKeyCredential =
        serde_json::from_str(form.field("credential")).map_err(|_| Refusal::BadForm)?;
    let account = account_of(&desk, who).await?.name;
    let remembered = recall(&desk, id, Challenge::Add).await?;
    let (Some((name, state)), Some(passkeys)) = (remembered, &desk.passkeys) else {
        return Ok(SignInFault::Again.answer());
    };
    if name != account {
        return Ok(SignInFault::Again.answer());
    }
    let state: PasskeyRegistration = state;
    let Ok(key) = passkeys.finish_passkey_registration(&made, &state) else {
        return Ok(SignInFault::Passkey.answer());
    };
    let passkey = Passkey {
        credential: key.cred_id().to_vec(),
        account,
        label,
        key: written(&key)?,
        // What it says for itself stands in the key; what is counted here begins with its first use.
        counter: 0,
        added_on: desk.today(),
        locked_on: None,
    };
    match desk.rooms.staff.add_passkey(passkey).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(StoreError::AlreadyThere) => Ok(SignInFault::Passkey.answer()),
        Err(StoreError::Conflict) => Ok(SignInFault::ManyPasskeys.answer()),
        Err(fault) => Err(store_refusal(fault)),
    }
}

/// Removes a passkey, for a fresh code.
pub(crate) async fn remove(desk: Data<Casedesk>, who: SignedIn, form: SmallForm) -> Answer {
    let credential = bytes(form.field("passkey"))?.to_vec();
    let account = account_of(&desk, who).await?;
    if let Some(fault) = prove(&desk, &account, form.field("code")).await? {
        return Ok(fault.answer());
    }
    let staff = &desk.rooms.staff;
    let removed = staff.remove_passkey(account.name, credential, desk.today());
    removed.await.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Uses up a code of an officer who is signed in already. Guesses are slowed down like those of a sign-in.
async fn prove(
    desk: &Casedesk,
    account: &Account,
    code: &str,
) -> Result<Option<SignInFault>, Refusal> {
    let (id, staff): (SignInId, _) = (random_bytes().map_err(no_randomness)?, &desk.rooms.staff);
    let turn = staff.attempt(id, account.name.clone(), desk.moment()).await;
    if let Turn::Wait(seconds) = turn.map_err(store_refusal)? {
        return Ok(Some(SignInFault::Wait(seconds)));
    }
    let Some(factor) = second_factor(desk, account, code)? else {
        return Ok(Some(SignInFault::Code));
    };
    match staff.use_factor(id, account.name.clone(), factor).await {
        Ok(()) => Ok(None),
        Err(StoreError::Conflict) => Ok(Some(SignInFault::CodeUsed)),
        Err(fault) => Err(store_refusal(fault)),
    }
}

async fn account_of(desk: &Casedesk, who: SignedIn) -> Result<Account, Refusal> {
    let staff = &desk.rooms.staff;
    let session = staff.session(who.session, desk.now()).await;
    let account = match session {
        Ok(session) => staff.account(session.account).await,
        Err(fault) => Err(fault),
    };
    account.map_err(|fault| {
        if matches!(fault, StoreError::NotFound) {
            Refusal::SignedOut
        } else {
            store_refusal(fault)
        }
    })
}

async fn known(desk: &Casedesk, name: &AccountName) -> Result<Vec<Passkey>, Refusal> {
    let known = desk.rooms.staff.passkeys(name.clone()).await;
    known.map_err(store_refusal)
}

/// Keeps what has to be remembered of a challenge until it is answered, once and soon.
async fn remember(
    desk: &Casedesk,
    id: SignInId,
    challenge: Challenge,
    account: AccountName,
    state: &impl Serialize,
) -> Result<(), Refusal> {
    let state = serde_json::to_vec(state).map_err(|_| broken())?;
    let locked = desk
        .key
        .lock_challenge(desk.instance(), challenge, &id, &state);
    let state = locked.map_err(lock_refusal)?;
    let kept = desk
        .rooms
        .staff
        .keep_sign_in(id, Pending { account, state }, desk.now());
    kept.await.map_err(store_refusal)
}

/// Takes out what was remembered. Nothing when it was taken before, is too old, or was for something else.
async fn recall<T: for<'de> Deserialize<'de>>(
    desk: &Casedesk,
    id: SignInId,
    challenge: Challenge,
) -> Result<Option<(AccountName, T)>, Refusal> {
    let pending = match desk.rooms.staff.take_sign_in(id, desk.now()).await {
        Ok(pending) => pending,
        Err(StoreError::NotFound) => return Ok(None),
        Err(fault) => return Err(store_refusal(fault)),
    };
    let opened = desk
        .key
        .open_challenge(desk.instance(), challenge, &id, &pending.state);
    let Ok(state) = opened else {
        return Ok(None);
    };
    let state = serde_json::from_slice(&state).map_err(|_| broken())?;
    Ok(Some((pending.account, state)))
}

fn label_in(form: &SmallForm) -> Result<String, Refusal> {
    let label = form.field("label").trim();
    let is_sound =
        (1..=MOST_LETTERS).contains(&label.chars().count()) && !label.chars().any(char::is_control);
    is_sound.then(|| label.to_owned()).ok_or(Refusal::BadForm)
}

fn read(passkey: &Passkey) -> Result<webauthn_rs::prelude::Passkey, Refusal> {
    serde_json::from_slice(&passkey.key).map_err(|_| broken())
}

fn written(key: &webauthn_rs::prelude::Passkey) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(key).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal::internal(DeskFault(
        "a passkey, or a challenge to one, cannot be read or made",
    ))
}

const MOST_LETTERS: usize = 40;
