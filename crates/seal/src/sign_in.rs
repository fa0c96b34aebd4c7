//! OPAQUE (RFC 9807): an officer signs in with a passphrase that never leaves the officer's client,
//! and gets a key out of it that wraps the officer's own keys (PROTOCOL 9).

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use opaque_ke::errors::ProtocolError;
use opaque_ke::{
    CipherSuite, ClientLogin, ClientLoginFinishParameters, ClientRegistration,
    ClientRegistrationFinishParameters, CredentialFinalization, CredentialRequest,
    CredentialResponse, Identifiers, RegistrationRequest, RegistrationResponse, RegistrationUpload,
    Ristretto255, ServerLogin, ServerLoginParameters, ServerRegistration, ServerSetup, TripleDh,
};
use rand_core::{CryptoRng, RngCore};
use sha2::Sha512;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::framing::Tag;
use crate::hmac_key;
use crate::id::{InstanceId, OfficerId};
use crate::identity::Identity;
use crate::key_file::{OfficerKeys, Stretching};
use crate::one_time_code::CodeSecret;
use crate::outer_lock::LockError;
use crate::passphrase::Passphrase;
use crate::random::NoRandomness;
use crate::signing::SigningKey;
use crate::symmetric;
use crate::wire::Reader;

/// The desk server's secret, kept in a file outside the database: the seed of the oblivious
/// function, the server's key pair, and the key under which second factors and unfinished sign-ins
/// lie in the database. A thief of the database alone can neither guess passphrases nor compute codes.
pub struct DeskKey {
    setup: ServerSetup<Suite>,
    at_rest: Zeroizing<[u8; 32]>,
}

/// What a passkey is asked for. What was begun for one purpose cannot be ended for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// To become a passkey of the account.
    Add,
    /// To finish a sign-in.
    SignIn,
}

/// What the server keeps of an officer's passphrase: 192 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInRecord(Vec<u8>);

/// What the server keeps between the two messages of a sign-in. It can be finished once.
pub struct PendingSignIn(ServerLogin<Suite>);

/// An officer's client between the two messages of a registration.
pub struct Registering {
    instance: InstanceId,
    state: ClientRegistration<Suite>,
}

/// What a registration hands to the server.
#[derive(Debug)]
pub struct Registration {
    /// To be kept beside the account.
    pub record: SignInRecord,
    /// The officer's keys, which only the passphrase and this server together open.
    pub wrapped: Vec<u8>,
}

/// An officer's client between the two messages of a sign-in.
pub struct SigningIn {
    instance: InstanceId,
    state: ClientLogin<Suite>,
}

/// The key that came out of a sign-in. It opens the officer's wrapped keys.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ExportKey([u8; 32]);

/// Why a sign-in or a registration goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignInError {
    /// A message or a stored record is not what it should be.
    #[error("this is no message of a sign-in")]
    Malformed,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The passphrase is not the one that was registered, or the other side is not who it says.
    #[error("name and passphrase do not belong together")]
    Refused,
}

impl DeskKey {
    /// Draws a fresh secret. A server that loses it has to invite everybody anew.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        let mut dice = Dice::default();
        let setup = ServerSetup::new(&mut dice);
        dice.check()?;
        Ok(Self {
            setup,
            at_rest: Zeroizing::new(crate::random::random_bytes()?),
        })
    }

    /// Reads what [`DeskKey::to_text`] wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = base16ct::lower::decode_vec(text.trim());
        let bytes = Zeroizing::new(bytes.ok()?);
        let (at_rest, setup) = bytes.split_first_chunk::<32>()?;
        Some(Self {
            setup: ServerSetup::deserialize(setup).ok()?,
            at_rest: Zeroizing::new(*at_rest),
        })
    }

    /// The secret in hexadecimal digits, for the server's own file only.
    pub fn to_text(&self) -> Zeroizing<String> {
        let setup = Zeroizing::new(self.setup.serialize().to_vec());
        let bytes = Zeroizing::new([self.at_rest.as_slice(), &setup].concat());
        Zeroizing::new(base16ct::lower::encode_string(&bytes))
    }

    /// Answers the first message of a registration.
    ///
    /// # Errors
    /// [`SignInError::Malformed`].
    pub fn register(&self, account: &str, request: &[u8]) -> Result<Vec<u8>, SignInError> {
        let request = RegistrationRequest::deserialize(request)?;
        let answer = ServerRegistration::start(&self.setup, request, account.as_bytes())?;
        Ok(answer.message.serialize().to_vec())
    }

    /// Answers the first message of a sign-in. Without a record the answer looks like any other, so
    /// that nobody learns which accounts there are.
    ///
    /// # Errors
    /// [`SignInError::Malformed`], [`SignInError::NoRandomness`].
    pub fn begin(
        &self,
        instance: InstanceId,
        account: &str,
        record: Option<&SignInRecord>,
        request: &[u8],
    ) -> Result<(Vec<u8>, PendingSignIn), SignInError> {
        let request = CredentialRequest::deserialize(request)?;
        let record = record.map(SignInRecord::read).transpose()?;
        let mut dice = Dice::default();
        let context = Tag::SignIn.begin(instance);
        let started = ServerLogin::start(
            &mut dice,
            &self.setup,
            record,
            request,
            account.as_bytes(),
            server_side(&context, account),
        )?;
        dice.check()?;
        let answer = started.message.serialize().to_vec();
        Ok((answer, PendingSignIn(started.state)))
    }

    /// Locks the secret of an account's codes for its row.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock_code_secret(
        &self,
        instance: InstanceId,
        account: &str,
        secret: &CodeSecret,
    ) -> Result<Vec<u8>, LockError> {
        let place = row(instance, b"code-secret", account.as_bytes());
        symmetric::lock(&self.at_rest, &place, secret.expose())
    }

    /// Opens what [`DeskKey::lock_code_secret`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another key or account, or changed bytes.
    pub fn open_code_secret(
        &self,
        instance: InstanceId,
        account: &str,
        locked: &[u8],
    ) -> Result<CodeSecret, LockError> {
        let place = row(instance, b"code-secret", account.as_bytes());
        let opened = symmetric::open(&self.at_rest, &place, locked)?;
        let secret = opened.as_slice().try_into();
        secret
            .map(CodeSecret::from_bytes)
            .map_err(|_| LockError::Damaged)
    }

    /// Locks a sign-in between its two messages for its row.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock_pending(
        &self,
        instance: InstanceId,
        id: &[u8; 16],
        pending: &PendingSignIn,
    ) -> Result<Vec<u8>, LockError> {
        let state = Zeroizing::new(pending.0.serialize().to_vec());
        symmetric::lock(&self.at_rest, &row(instance, b"sign-in", id), &state)
    }

    /// Opens what [`DeskKey::lock_pending`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another key or id, or changed bytes.
    pub fn open_pending(
        &self,
        instance: InstanceId,
        id: &[u8; 16],
        locked: &[u8],
    ) -> Result<PendingSignIn, LockError> {
        let state = symmetric::open(&self.at_rest, &row(instance, b"sign-in", id), locked)?;
        let state = ServerLogin::deserialize(&state);
        state.map(PendingSignIn).map_err(|_| LockError::Damaged)
    }
}

impl DeskKey {
    /// Locks what has to be remembered of a challenge until it is answered, for its row.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock_challenge(
        &self,
        instance: InstanceId,
        challenge: Challenge,
        id: &[u8; 16],
        state: &[u8],
    ) -> Result<Vec<u8>, LockError> {
        symmetric::lock(&self.at_rest, &row(instance, challenge.column(), id), state)
    }

    /// Opens what [`DeskKey::lock_challenge`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another key, purpose or id, or changed bytes.
    pub fn open_challenge(
        &self,
        instance: InstanceId,
        challenge: Challenge,
        id: &[u8; 16],
        locked: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, LockError> {
        symmetric::open(
            &self.at_rest,
            &row(instance, challenge.column(), id),
            locked,
        )
    }
}

impl Challenge {
    const fn column(self) -> &'static [u8] {
        match self {
            Self::Add => b"passkey-to-add",
            Self::SignIn => b"passkey-sign-in",
        }
    }
}

impl SignInRecord {
    /// The bytes, as they are stored and sent.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes the bytes of a record.
    ///
    /// # Errors
    /// [`SignInError::Malformed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SignInError> {
        let record = Self(bytes.to_vec());
        record.read()?;
        Ok(record)
    }

    fn read(&self) -> Result<ServerRegistration<Suite>, SignInError> {
        let upload = RegistrationUpload::deserialize(&self.0)?;
        Ok(ServerRegistration::finish(upload))
    }
}

impl PendingSignIn {
    /// Checks the second message of a sign-in. Name and deployment are those it was begun with.
    ///
    /// # Errors
    /// [`SignInError::Refused`] when the client does not know the passphrase.
    pub fn finish(self, proof: &[u8]) -> Result<(), SignInError> {
        let proof = CredentialFinalization::deserialize(proof)?;
        self.0.finish(proof, ServerLoginParameters::default())?;
        Ok(())
    }
}

impl Registering {
    /// Begins a registration, and hands out the first message for the server.
    ///
    /// # Errors
    /// [`SignInError::NoRandomness`].
    pub fn begin(
        instance: InstanceId,
        passphrase: &Passphrase,
    ) -> Result<(Self, Vec<u8>), SignInError> {
        let mut dice = Dice::default();
        let begun = ClientRegistration::start(&mut dice, passphrase.words().as_bytes())?;
        dice.check()?;
        let request = begun.message.serialize().to_vec();
        let state = begun.state;
        Ok((Self { instance, state }, request))
    }

    /// Ends a registration: stretches the passphrase (64 MiB, three passes) and wraps the keys.
    ///
    /// # Errors
    /// [`SignInError::Malformed`] for an answer that is none, [`SignInError::NoRandomness`].
    pub fn finish(
        self,
        account: &str,
        passphrase: &Passphrase,
        answer: &[u8],
        keys: &OfficerKeys,
    ) -> Result<Registration, SignInError> {
        let answer = RegistrationResponse::deserialize(answer)?;
        let (mut dice, stretching) = (Dice::default(), stretching()?);
        let names = ClientRegistrationFinishParameters::new(named(account), Some(&stretching));
        let words = passphrase.words().as_bytes();
        let done = self.state.finish(&mut dice, words, answer, names)?;
        dice.check()?;
        let export_key = ExportKey::of(&done.export_key);
        Ok(Registration {
            record: SignInRecord(done.message.serialize().to_vec()),
            wrapped: export_key.wrap(self.instance, account, keys)?,
        })
    }
}

impl SigningIn {
    /// Begins a sign-in, and hands out the first message for the server.
    ///
    /// # Errors
    /// [`SignInError::NoRandomness`].
    pub fn begin(
        instance: InstanceId,
        passphrase: &Passphrase,
    ) -> Result<(Self, Vec<u8>), SignInError> {
        let mut dice = Dice::default();
        let begun = ClientLogin::start(&mut dice, passphrase.words().as_bytes())?;
        dice.check()?;
        let request = begun.message.serialize().to_vec();
        let state = begun.state;
        Ok((Self { instance, state }, request))
    }

    /// Ends a sign-in on the client's side: stretches the passphrase, checks the server, and hands
    /// out the second message and the key for the wrapped keys.
    ///
    /// # Errors
    /// [`SignInError::Refused`] when name and passphrase do not belong together.
    pub fn finish(
        self,
        account: &str,
        passphrase: &Passphrase,
        answer: &[u8],
    ) -> Result<(Vec<u8>, ExportKey), SignInError> {
        let answer = CredentialResponse::deserialize(answer)?;
        let (mut dice, stretching) = (Dice::default(), stretching()?);
        let context = Tag::SignIn.begin(self.instance);
        let names =
            ClientLoginFinishParameters::new(Some(&context), named(account), Some(&stretching));
        let words = passphrase.words().as_bytes();
        let done = self.state.finish(&mut dice, words, answer, names)?;
        dice.check()?;
        let proof = done.message.serialize().to_vec();
        Ok((proof, ExportKey::of(&done.export_key)))
    }
}

impl ExportKey {
    fn of(exported: &[u8]) -> Self {
        let extracted = hmac_key::extract(b"tabir/v1/export-key", exported);
        Self(*hmac_key::expand(&extracted, b"wrapped-keys"))
    }

    fn wrap(
        &self,
        instance: InstanceId,
        account: &str,
        keys: &OfficerKeys,
    ) -> Result<Vec<u8>, SignInError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(WRAPPED_FIELDS_BYTES));
        plain.extend_from_slice(keys.officer.as_bytes());
        plain.extend_from_slice(keys.manifest.as_bytes());
        plain.extend_from_slice(keys.identity.seed().as_slice());
        plain.extend_from_slice(keys.signing.seed().as_slice());
        symmetric::lock(&self.0, &wrapped(instance, account), &plain).map_err(SignInError::from)
    }

    /// Opens an officer's wrapped keys.
    ///
    /// # Errors
    /// [`SignInError::Refused`] when they were wrapped under another key, or changed.
    pub fn unwrap_keys(
        &self,
        instance: InstanceId,
        account: &str,
        bytes: &[u8],
    ) -> Result<OfficerKeys, SignInError> {
        let plain = symmetric::open(&self.0, &wrapped(instance, account), bytes)?;
        read_keys(instance, &plain).ok_or(SignInError::Malformed)
    }
}

impl fmt::Debug for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeskKey(hidden)")
    }
}

impl fmt::Debug for SignInRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInRecord(hidden)")
    }
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingSignIn(hidden)")
    }
}

impl fmt::Debug for Registering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registering(hidden)")
    }
}

impl fmt::Debug for SigningIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningIn(hidden)")
    }
}

impl fmt::Debug for ExportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExportKey(hidden)")
    }
}

impl From<ProtocolError> for SignInError {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "everything else says that bytes are not what they should be"
    )]
    fn from(fault: ProtocolError) -> Self {
        match fault {
            ProtocolError::InvalidLoginError => Self::Refused,
            _ => Self::Malformed,
        }
    }
}

impl From<LockError> for SignInError {
    fn from(fault: LockError) -> Self {
        match fault {
            LockError::Damaged => Self::Refused,
            LockError::NoRandomness(fault) => Self::NoRandomness(fault),
        }
    }
}

/// The one suite: ristretto255, SHA-512, triple Diffie-Hellman, Argon2id.
struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = Argon2<'static>;
}

/// The random source as `opaque-ke` wants it. That interface cannot fail, so a failure is noted and
/// what was made of it is thrown away.
#[derive(Default)]
struct Dice {
    failed: bool,
}

impl Dice {
    fn check(&self) -> Result<(), NoRandomness> {
        if self.failed {
            return Err(NoRandomness);
        }
        Ok(())
    }
}

impl RngCore for Dice {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        if crate::random::fill(dest).is_err() {
            self.failed = true;
            // Not zeros: a search for a number that is not zero has to end.
            dest.fill(1);
        }
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

impl CryptoRng for Dice {}

fn stretching() -> Result<Argon2<'static>, SignInError> {
    let Stretching {
        memory_kib,
        passes,
        lanes,
    } = Stretching::STANDARD;
    let params =
        Params::new(memory_kib, passes, lanes, None).map_err(|_| SignInError::Malformed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn named(account: &str) -> Identifiers<'_> {
    Identifiers {
        client: Some(account.as_bytes()),
        server: Some(SERVER),
    }
}

fn server_side<'a>(context: &'a [u8], account: &'a str) -> ServerLoginParameters<'a, 'a> {
    ServerLoginParameters {
        context: Some(context),
        identifiers: named(account),
    }
}

fn wrapped(instance: InstanceId, account: &str) -> Vec<u8> {
    let mut bound = Tag::WrappedKeys.begin(instance);
    bound.extend_from_slice(account.as_bytes());
    bound
}

fn row(instance: InstanceId, column: &[u8], key: &[u8]) -> Vec<u8> {
    let mut bound = Tag::DeskRow.begin(instance);
    bound.extend_from_slice(column);
    bound.push(0);
    bound.extend_from_slice(key);
    bound
}

fn read_keys(instance: InstanceId, plain: &[u8]) -> Option<OfficerKeys> {
    let mut reader = Reader::new(plain);
    let officer = OfficerId::from_bytes(reader.array().ok()?);
    let manifest = Digest::from_bytes(reader.array().ok()?);
    let identity = Identity::from_seed(reader.bytes(32).ok()?).ok()?;
    let signing = SigningKey::from_seed(reader.bytes(32).ok()?.try_into().ok()?);
    reader.is_empty().then_some(OfficerKeys {
        officer,
        instance,
        manifest,
        identity,
        signing,
    })
}

const SERVER: &[u8] = b"desk";
const WRAPPED_FIELDS_BYTES: usize = 16 + 32 + 32 + 32;
