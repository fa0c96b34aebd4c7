use std::fmt;

use hmac::{Hmac, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::random::{NoRandomness, random_bytes};

/// What an authenticator app and the server share: 160 random bits from which both compute a code of
/// six digits for every half minute (RFC 6238 with HMAC-SHA-1, which every app has; decision 0026).
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CodeSecret([u8; CODE_SECRET_BYTES]);

/// Bytes of a [`CodeSecret`].
pub const CODE_SECRET_BYTES: usize = 20;

impl CodeSecret {
    /// Draws a fresh secret.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// The secret of 20 bytes, as the server keeps it under its own lock.
    pub const fn from_bytes(bytes: [u8; CODE_SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 20 bytes, for the server's lock only.
    pub const fn expose(&self) -> &[u8; CODE_SECRET_BYTES] {
        &self.0
    }

    /// The secret in base32, as apps take it when it is typed.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(data_encoding::BASE32_NOPAD.encode(&self.0))
    }

    /// Reads what [`CodeSecret::to_base32`] wrote, in any case and with spaces.
    pub fn from_base32(text: &str) -> Option<Self> {
        let plain: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|one| !one.is_whitespace())
                .map(|one| one.to_ascii_uppercase())
                .collect(),
        );
        let bytes = Zeroizing::new(data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// The address that an app opens or scans.
    pub fn address(&self, account: &str) -> Zeroizing<String> {
        Zeroizing::new(format!(
            "otpauth://totp/{account}?secret={}&digits={DIGITS}&period={PERIOD}",
            self.to_base32().as_str()
        ))
    }

    /// The code of the half minute that a moment (seconds since 1970) lies in.
    pub fn code_at(&self, unix_seconds: i64) -> String {
        self.code_of(step_at(unix_seconds))
    }

    /// Whether a typed code is that of this half minute, or of the one before or after. Hands back
    /// the number of the half minute: the caller refuses one that was used before.
    pub fn check(&self, typed: &str, unix_seconds: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|one| !one.is_whitespace()).collect();
        let now = step_at(unix_seconds);
        // All three are compared, whichever fits.
        let fits = |step: &i64| bool::from(self.code_of(*step).as_bytes().ct_eq(typed.as_bytes()));
        let fitting: Vec<i64> = [now.saturating_sub(1), now, now.saturating_add(1)]
            .into_iter()
            .filter(fits)
            .collect();
        fitting.last().copied()
    }

    fn code_of(&self, step: i64) -> String {
        let number = hotp(&self.0, u64::try_from(step).unwrap_or(0)) % MODULUS;
        format!("{number:06}")
    }
}

impl fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeSecret(hidden)")
    }
}

/// The 31-bit number of RFC 4226, section 5.3.
fn hotp(secret: &[u8; CODE_SECRET_BYTES], counter: u64) -> u32 {
    let mut block = Zeroizing::new([0; 64]);
    for (place, byte) in block.iter_mut().zip(secret) {
        *place = *byte;
    }
    // A key padded to the block, as RFC 2104 says, has no length that could be refused.
    let mut mac = <Hmac<Sha1> as hmac::digest::KeyInit>::new((&*block).into());
    mac.update(&counter.to_be_bytes());
    let digest: [u8; 20] = mac.finalize().into_bytes().into();
    let offset = usize::from(digest.last().copied().unwrap_or(0) & 0x0f);
    let mut number = [0; 4];
    for (place, byte) in number.iter_mut().zip(digest.iter().skip(offset)) {
        *place = *byte;
    }
    u32::from_be_bytes(number) & 0x7fff_ffff
}

fn step_at(unix_seconds: i64) -> i64 {
    unix_seconds.div_euclid(PERIOD)
}

const PERIOD: i64 = 30;
const DIGITS: u32 = 6;
const MODULUS: u32 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238_and_rfc_4226() {
        let secret = *b"12345678901234567890";
        // Appendix B of RFC 6238, in eight digits; ours are the last six.
        for (seconds, code) in [
            (59, 94_287_082_u32),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let number = hotp(&secret, u64::try_from(step_at(seconds)).unwrap());
            assert_eq!(number % 100_000_000, code, "{seconds}");
            let six = format!("{:06}", code % 1_000_000);
            assert_eq!(CodeSecret::from_bytes(secret).code_at(seconds), six);
        }
        // Appendix D of RFC 4226.
        for (counter, number) in [(0, 1_284_755_224), (1, 1_094_287_082), (9, 645_520_489)] {
            assert_eq!(hotp(&secret, counter), number, "{counter}");
        }
    }

    #[test]
    fn a_code_holds_for_its_half_minute_and_its_neighbours() {
        let secret = CodeSecret::draw().unwrap();
        let code = secret.code_at(3_000);
        assert_eq!(secret.check(&code, 3_000), Some(100));
        for (moment, step) in [(2_970, Some(100)), (3_059, Some(100))] {
            let found = secret.check(&code, moment);
            // By chance a neighbour has the same code once in a million.
            assert!(found == step || secret.code_at(moment) == code);
        }
        let far = secret.check(&code, 3_000 + 10 * PERIOD);
        assert!(far.is_none() || secret.code_at(3_300) == code);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(secret.check(&spaced, 3_000), Some(100));
        assert_eq!(secret.check("", 3_000), None);
        assert_eq!(secret.check("12345", 3_000), None);
    }

    #[test]
    fn a_secret_is_read_as_it_is_written_and_never_shows_itself() {
        let secret = CodeSecret::draw().unwrap();
        let typed = secret.to_base32().to_lowercase();
        let read = CodeSecret::from_base32(&format!("{} {}", &typed[..8], &typed[8..])).unwrap();
        assert_eq!(read.expose(), secret.expose());
        assert!(CodeSecret::from_base32("AAAA").is_none());
        assert_eq!(format!("{secret:?}"), "CodeSecret(hidden)");
    }
}
