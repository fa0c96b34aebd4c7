use casework::AccountName;
use seal::{ExportKey, Passphrase, PassphraseError, SignInError, SigningIn};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{desk::Desk, fault::Fault, office::Office};

/// An officer who signs in. The passphrase stays here; what is sent tells nothing about it.
#[wasm_bindgen]
pub struct SignIn {
    account: AccountName,
    passphrase: Passphrase,
    message: Vec<u8>,
    state: Option<SigningIn>,
    export_key: Option<ExportKey>,
}

#[wasm_bindgen]
impl SignIn {
    /// Begins with what was typed.
    ///
    /// # Errors
    /// What is wrong with it; nothing is sent then.
    pub fn begin(office: &Office, account: &str, passphrase: String) -> Result<Self, Fault> {
        let account = account.parse();
        let account: AccountName = account.map_err(|_| Fault::new("fault-desk-account"))?;
        let passphrase = passphrase_of(passphrase)?;
        let begun = SigningIn::begin(office.instance(), &passphrase);
        let (state, message) = begun.map_err(|_| Fault::new(FAILED))?;
        Ok(Self {
            account,
            passphrase,
            message,
            state: Some(state),
            export_key: None,
        })
    }

    /// The account's name as the desk knows it.
    pub fn account(&self) -> String {
        self.account.to_string()
    }

    /// The first message.
    pub fn message(&self) -> Vec<u8> {
        self.message.clone()
    }

    /// The second message, in answer to the desk's. Takes a second or two: the passphrase is stretched.
    ///
    /// # Errors
    /// `fault-sign-in-refused` when name and passphrase do not belong together, or this is another desk.
    pub fn proof(&mut self, answer: &[u8]) -> Result<Vec<u8>, Fault> {
        let state = self.state.take().ok_or_else(|| Fault::new(FAILED))?;
        let finished = state.finish(self.account.as_str(), &self.passphrase, answer);
        let (proof, export_key) = finished.map_err(|fault| match fault {
            SignInError::Refused => Fault::new("fault-sign-in-refused"),
            SignInError::Malformed | SignInError::NoRandomness(_) => Fault::new(FAILED),
        })?;
        self.export_key = Some(export_key);
        Ok(proof)
    }

    /// Unlocks the officer's keys, which name the manifest that they trust.
    ///
    /// # Errors
    /// `fault-desk-list` when this office has another manifest; `fault-desk-failed` when the keys do not open.
    pub fn unlock(self, office: &Office, wrapped: &[u8]) -> Result<Desk, Fault> {
        let broken = || Fault::new(FAILED);
        let export_key = self.export_key.as_ref().ok_or_else(broken)?;
        let keys = export_key.unwrap_keys(office.instance(), self.account.as_str(), wrapped);
        let keys = keys.map_err(|_| broken())?;
        if keys.manifest != office.trust.manifest.digest() {
            return Err(Fault::new("fault-desk-list"));
        }
        Ok(Desk::of(keys))
    }
}

/// The passphrase that was typed, or what is wrong with it.
pub(crate) fn passphrase_of(typed: String) -> Result<Passphrase, Fault> {
    let typed = Zeroizing::new(typed);
    Passphrase::parse(&typed).map_err(|fault| match fault {
        PassphraseError::UnknownWord(word) => Fault::with("fault-desk-word", word),
        PassphraseError::WrongLength(_) => Fault::new("fault-desk-words"),
    })
}

/// Nothing that the officer could mend.
pub(crate) const FAILED: &str = "fault-desk-failed";
