use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::digest::Digest;
use crate::id::{CaseId, InstanceId};
use crate::object::{DetachedObject, Kind, SealedObject};
use crate::reply::{NamedConsent, Reply, ReplyError, commitment, digests};

/// What proves later that an officer wrote a text to a mailbox: what that officer signed, and what joins it to the text.
/// It opens nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReplyProof {
    /// Header, content digest and signature of the copy, in base64.
    copy: String,
    /// The salt of the commitment.
    salt: String,
    /// Digests of the files and of the key that opens them, where some came along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asks: Option<NamedConsent>,
}

impl Reply {
    /// What proves later that this is what a copy said.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`] where its files are not named as they should be.
    pub fn proof(&self, copy: &SealedObject) -> Result<ReplyProof, ReplyError> {
        let files = self.files()?.map(|files| {
            let (bundle, key) = digests(&files);
            (bundle.to_string(), key.to_string())
        });
        Ok(ReplyProof {
            copy: Base64::encode_string(&copy.detached().to_bytes()),
            salt: self.salt.clone(),
            files,
            asks: self.asks.clone(),
        })
    }
}

impl ReplyProof {
    /// What the officer signed, if it is a reply with this text to that case. Its signature is checked apart, with a roster
    /// key of the officer who sent it.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`].
    pub fn check(
        &self,
        (instance, case): (InstanceId, CaseId),
        text: &str,
    ) -> Result<DetachedObject, ReplyError> {
        let proven = || {
            let copy = Base64::decode_vec(&self.copy).ok()?;
            let copy = DetachedObject::from_bytes(&copy).ok()?;
            let salt = base16ct::lower::decode_vec(&self.salt).ok()?;
            let files = match &self.files {
                None => None,
                Some((bundle, key)) => Some((Digest::from_hex(bundle)?, Digest::from_hex(key)?)),
            };
            let asks = match &self.asks {
                None => None,
                Some(asks) => Some(asks.read()?),
            };
            let bound = (files, asks);
            let expected = commitment((instance, case), &salt.try_into().ok()?, bound, text);
            let header = &copy.header;
            let is_its = (header.instance, header.case, header.kind)
                == (instance, case, Kind::Reply)
                && header.commitment == expected;
            is_its.then_some(copy)
        };
        proven().ok_or(ReplyError::Mismatch)
    }
}

impl std::fmt::Debug for ReplyProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReplyProof(hidden)")
    }
}
