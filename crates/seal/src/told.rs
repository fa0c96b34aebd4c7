use crate::framing::begin_told;
use crate::id::InstanceId;
use crate::key_file::OfficerKeys;
use crate::signing::{BadSignature, Signature, VerifyingKey};

/// Signs what an officer tells the server in clear beside something sealed, so that whoever carries it cannot
/// change it: over tag `tabir/v1/told` and the bytes, whose layout is the caller's.
pub fn sign_told(keys: &OfficerKeys, told: &[u8]) -> Signature {
    keys.signing.sign(&text(keys.instance, told))
}

/// Checks what [`sign_told`] signed.
///
/// # Errors
/// [`BadSignature`].
pub fn check_told(
    instance: InstanceId,
    signer: &VerifyingKey,
    told: &[u8],
    signature: &Signature,
) -> Result<(), BadSignature> {
    signer.check(&text(instance, told), signature)
}

fn text(instance: InstanceId, told: &[u8]) -> Vec<u8> {
    let mut text = begin_told(instance);
    text.extend_from_slice(told);
    text
}
