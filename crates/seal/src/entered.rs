use crate::case::SignedCaseHeader;
use crate::framing::begin_entered;
use crate::id::OfficerId;
use crate::key_file::OfficerKeys;
use crate::signing::{BadSignature, VerifyingKey};

/// Signs that this officer entered the report of a case for somebody who came by a channel: over tag
/// `tabir/v1/entered`, the digest of the case header, the officer's id and the word of the channel. The
/// signature is 128 hexadecimal digits, as it stands inside the sealed report.
pub fn sign_entered(keys: &OfficerKeys, case: &SignedCaseHeader, channel: &str) -> String {
    base16ct::lower::encode_string(&keys.signing.sign(&text(case, keys.officer, channel)))
}

/// Checks what [`sign_entered`] signed. It says nothing of any other case.
///
/// # Errors
/// [`BadSignature`].
pub fn check_entered(
    case: &SignedCaseHeader,
    (officer, signer): (OfficerId, &VerifyingKey),
    channel: &str,
    signature: &str,
) -> Result<(), BadSignature> {
    let signature = base16ct::lower::decode_vec(signature).ok();
    let signature = signature.and_then(|bytes| bytes.try_into().ok());
    signer.check(
        &text(case, officer, channel),
        &signature.ok_or(BadSignature)?,
    )
}

fn text(case: &SignedCaseHeader, officer: OfficerId, channel: &str) -> Vec<u8> {
    let mut text = begin_entered(case.instance);
    text.extend_from_slice(case.digest().as_bytes());
    text.extend_from_slice(officer.as_bytes());
    text.extend_from_slice(channel.as_bytes());
    text
}
