//! A registration that its officer signs: the link of an invitation alone opens no account (PROTOCOL 9).

use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::InstanceId;
use crate::key_file::OfficerKeys;
use crate::sign_in::{Registration, SignInRecord};
use crate::signing::{BadSignature, Signature, VerifyingKey};

impl Registration {
    /// Signs it with the officer's key, for the invitation that is kept under this digest.
    pub fn sign(&self, invitation: &Digest, keys: &OfficerKeys) -> Signature {
        let text = text(keys.instance, invitation, &self.record, &self.wrapped);
        keys.signing.sign(&text)
    }

    /// Checks that the officer with this key signed it, for this invitation.
    ///
    /// # Errors
    /// [`BadSignature`], whatever the reason.
    pub fn check(
        &self,
        instance: InstanceId,
        invitation: &Digest,
        officer: &VerifyingKey,
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        let text = text(instance, invitation, &self.record, &self.wrapped);
        officer.check(&text, signature)
    }
}

fn text(
    instance: InstanceId,
    invitation: &Digest,
    record: &SignInRecord,
    wrapped: &[u8],
) -> Vec<u8> {
    let mut text = Tag::Registration.begin(instance);
    text.extend_from_slice(invitation.as_bytes());
    text.extend_from_slice(Digest::of(record.as_bytes()).as_bytes());
    text.extend_from_slice(Digest::of(wrapped).as_bytes());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::OfficerId;
    use crate::passphrase::Passphrase;
    use crate::sign_in::{DeskKey, Registering};

    #[test]
    fn a_registration_counts_for_the_invitation_and_the_officer_that_signed_it() {
        let here = InstanceId::from_bytes([1; 16]);
        let keys = OfficerKeys::draw(here, Digest::NONE, OfficerId::draw().unwrap()).unwrap();
        let passphrase = Passphrase::draw().unwrap();
        let (client, request) = Registering::begin(here, &passphrase).unwrap();
        let answer = DeskKey::draw().unwrap().register("north-1", &request);
        let mut done = client
            .finish("north-1", &passphrase, &answer.unwrap(), &keys)
            .unwrap();
        let (link, other) = (Digest::of(b"one"), Digest::of(b"other"));
        let signature = done.sign(&link, &keys);
        let officer = keys.signing.verifying();
        assert_eq!(done.check(here, &link, &officer, &signature), Ok(()));

        let stranger = OfficerKeys::draw(here, Digest::NONE, keys.officer).unwrap();
        let stranger = stranger.signing.verifying();
        let elsewhere = InstanceId::from_bytes([2; 16]);
        for refused in [
            done.check(here, &other, &officer, &signature),
            done.check(here, &link, &stranger, &signature),
            done.check(elsewhere, &link, &officer, &signature),
        ] {
            assert_eq!(refused, Err(BadSignature));
        }
        done.wrapped[0] ^= 1;
        let changed = done.check(here, &link, &officer, &signature);
        assert_eq!(changed, Err(BadSignature));
    }
}
