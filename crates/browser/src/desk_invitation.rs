use casework::AccountName;
use seal::{
    KeyFileError, OfficerId, OfficerKeys, Passphrase, Registering, Registration, SecretToken,
    SignInError,
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk_sign_in::{FAILED, passphrase_of},
    fault::Fault,
    office::Office,
};

/// An officer who opens an account with the link of an invitation. Key file and passphrase stay here.
#[wasm_bindgen]
pub struct Joining {
    account: AccountName,
    invitation: SecretToken,
    keys: OfficerKeys,
    passphrase: Passphrase,
    message: Vec<u8>,
    state: Option<Registering>,
}

/// What opens the account, to be sent to the desk.
#[wasm_bindgen]
pub struct Joined {
    registration: Registration,
    signature: Vec<u8>,
}

#[wasm_bindgen]
impl Joining {
    /// Opens the key file, which takes a second or two, and begins. `account` and `officer` are those
    /// that the desk named for the link.
    ///
    /// # Errors
    /// What is wrong with what was chosen and typed; nothing is sent then.
    pub fn begin(
        office: &Office,
        invitation: &str,
        account: &str,
        officer: &str,
        key_file: String,
        passphrase: String,
    ) -> Result<Self, Fault> {
        let failed = || Fault::new(FAILED);
        let key_file = Zeroizing::new(key_file);
        let invitation = SecretToken::from_text(invitation);
        let invitation = invitation.ok_or_else(|| Fault::new("fault-invitation-link"))?;
        let account = account.parse().map_err(|_| failed())?;
        let officer: OfficerId = officer.parse().map_err(|_| failed())?;
        let (instance, owner) = OfficerKeys::owner_of_file(&key_file)
            .map_err(|_| Fault::new("fault-invitation-file"))?;
        if (instance, owner) != (office.instance(), officer) {
            return Err(Fault::new("fault-invitation-key"));
        }
        let passphrase = passphrase_of(passphrase)?;
        let keys = keys_of(&key_file, &passphrase)?;
        if keys.manifest != office.trust.manifest.digest() {
            return Err(Fault::new("fault-desk-list"));
        }
        let begun = Registering::begin(office.instance(), &passphrase);
        let (state, message) = begun.map_err(|_| failed())?;
        Ok(Self {
            account,
            invitation,
            keys,
            passphrase,
            message,
            state: Some(state),
        })
    }

    /// The first message.
    pub fn message(&self) -> Vec<u8> {
        self.message.clone()
    }

    /// What opens the account, in answer to the desk's message. Takes a second or two: the passphrase is
    /// stretched.
    ///
    /// # Errors
    /// `fault-desk-failed` when the desk's message is none.
    pub fn finish(mut self, office: &Office, answer: &[u8]) -> Result<Joined, Fault> {
        let failed = |_: SignInError| Fault::new(FAILED);
        let state = self.state.take().ok_or_else(|| Fault::new(FAILED))?;
        let account = self.account.as_str();
        let registration = state.finish(account, &self.passphrase, answer, &self.keys);
        let registration = registration.map_err(failed)?;
        let invitation = self.invitation.digest(office.instance());
        let signature = registration.sign(&invitation, &self.keys).to_vec();
        Ok(Joined {
            registration,
            signature,
        })
    }
}

#[wasm_bindgen]
impl Joined {
    /// What the desk keeps of the passphrase.
    pub fn record(&self) -> Vec<u8> {
        self.registration.record.as_bytes().to_vec()
    }

    /// The officer's signature.
    pub fn signature(&self) -> Vec<u8> {
        self.signature.clone()
    }

    /// The officer's wrapped keys.
    pub fn wrapped(&self) -> Vec<u8> {
        self.registration.wrapped.clone()
    }
}

/// Opens a key file, which takes a second or two.
pub(crate) fn keys_of(key_file: &str, passphrase: &Passphrase) -> Result<OfficerKeys, Fault> {
    OfficerKeys::from_file(key_file, passphrase).map_err(|fault| {
        Fault::new(match fault {
            KeyFileError::WrongPassphrase => "fault-invitation-passphrase",
            KeyFileError::Damaged | KeyFileError::NoRandomness(_) | KeyFileError::Stretching => {
                "fault-invitation-file"
            }
        })
    })
}
