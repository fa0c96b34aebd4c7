use std::fmt;

use hmac::Mac;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::framing::{PersonText, begin_person};
use crate::hmac_key;
use crate::id::InstanceId;
use crate::outer_lock::LockError;
use crate::random::{NoRandomness, random_bytes};
use crate::symmetric;

/// What hides which coded records are of one person: one key for the persons whom a body counts in a period. It lies in the
/// keystore alone, so that who knows what stands for a person in a case finds no record of another case by it (decision 0066).
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PersonKey {
    #[zeroize(skip)]
    instance: InstanceId,
    bytes: [u8; 32],
}

impl PersonKey {
    /// Draws a fresh key for a deployment.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw(instance: InstanceId) -> Result<Self, NoRandomness> {
        let bytes = random_bytes()?;
        Ok(Self { instance, bytes })
    }

    /// Takes 32 bytes from the keystore for the key.
    pub const fn from_bytes(instance: InstanceId, bytes: [u8; 32]) -> Self {
        Self { instance, bytes }
    }

    /// The key, for the keystore only.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Locks the token of a person for the row of one record, as hexadecimal digits. Two rows of one person have nothing in
    /// common.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock_token(&self, record: [u8; 16], token: &str) -> Result<String, LockError> {
        let key = self.derived(PersonText::Lock, b"");
        let locked = symmetric::lock(&key, &record, token.as_bytes())?;
        Ok(base16ct::lower::encode_string(&locked))
    }

    /// Opens what [`PersonKey::lock_token`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another key or record, or changed digits.
    pub fn open_token(
        &self,
        record: [u8; 16],
        locked: &str,
    ) -> Result<Zeroizing<String>, LockError> {
        let key = self.derived(PersonText::Lock, b"");
        let locked = base16ct::lower::decode_vec(locked).map_err(|_| LockError::Damaged)?;
        let opened = symmetric::open(&key, &record, &locked)?;
        let token = std::str::from_utf8(&opened).map_err(|_| LockError::Damaged)?;
        Ok(Zeroizing::new(token.to_owned()))
    }

    /// What stands for a person in files for the data custodian: sixteen hexadecimal digits, the same for the same token.
    pub fn token_in_files(&self, token: &str) -> String {
        let derived = self.derived(PersonText::Token, token.as_bytes());
        let mut digits = base16ct::lower::encode_string(derived.as_slice());
        digits.truncate(16);
        digits
    }

    /// The key of a record in files for the data custodian: who knows the one that it has in its case does not find it there.
    pub fn record_in_files(&self, record: [u8; 16]) -> [u8; 16] {
        let derived = self.derived(PersonText::Record, &record);
        let (first, _) = derived.as_chunks();
        first.first().copied().unwrap_or_default()
    }

    fn derived(&self, text: PersonText, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = hmac_key::begin(&self.bytes);
        mac.update(&begin_person(self.instance, text));
        mac.update(purpose);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "00112233445566ff";

    fn key(byte: u8) -> PersonKey {
        PersonKey::from_bytes(InstanceId::from_bytes([1; 16]), [byte; 32])
    }

    #[test]
    fn a_token_is_locked_otherwise_each_time_and_opens_for_its_record_alone() {
        let (here, record) = (key(1), [7; 16]);
        let locked = here.lock_token(record, TOKEN).unwrap();
        assert_ne!(locked, here.lock_token(record, TOKEN).unwrap());
        assert!(!locked.contains(TOKEN));
        assert_eq!(*here.open_token(record, &locked).unwrap(), TOKEN);
        let elsewhere = PersonKey::from_bytes(InstanceId::from_bytes([2; 16]), [1; 32]);
        for refused in [
            here.open_token([8; 16], &locked),
            key(2).open_token(record, &locked),
            elsewhere.open_token(record, &locked),
            here.open_token(record, &locked[2..]),
            here.open_token(record, TOKEN),
            here.open_token(record, "no digits"),
        ] {
            assert_eq!(refused, Err(LockError::Damaged));
        }
    }

    #[test]
    fn in_files_one_token_is_always_the_same_and_under_another_key_another_one() {
        let one = key(1).token_in_files(TOKEN);
        assert_eq!((one.len(), &one), (16, &key(1).token_in_files(TOKEN)));
        assert_ne!(one, key(2).token_in_files(TOKEN));
        assert_ne!(one, key(1).token_in_files("00112233445566fe"));
        assert_ne!(
            key(1).record_in_files([7; 16]),
            key(2).record_in_files([7; 16])
        );
        assert_ne!(
            key(1).record_in_files([7; 16]),
            key(1).record_in_files([8; 16])
        );
    }

    #[test]
    fn what_stands_in_files_never_changes_with_the_program() {
        assert_eq!(key(7).token_in_files(TOKEN), TOKEN_VECTOR);
        let record = key(7).record_in_files([9; 16]);
        assert_eq!(base16ct::lower::encode_string(&record), RECORD_VECTOR);
    }

    #[test]
    fn a_key_never_shows_itself() {
        let drawn = PersonKey::draw(InstanceId::from_bytes([1; 16])).unwrap();
        assert_eq!(format!("{drawn:?}"), "PersonKey(hidden)");
    }

    // Computed with another implementation of HMAC-SHA256.
    const TOKEN_VECTOR: &str = "67f2ee14c2900e0f";
    const RECORD_VECTOR: &str = "4bbd35dab7245181c8f08cf274b8f2bb";
}
