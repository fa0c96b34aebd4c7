use seal::{
    BadSignature, Grant, InstanceId, OfficerKeys, SIGNATURE_BYTES, Signature, VerifyingKey,
    check_told, sign_told,
};

use crate::case_file::CaseBytesError;
use crate::parts::{In, Out};

/// A grant on its way from an officer's client to the desk, with what the client knew when it made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerGrant {
    /// The grant.
    pub grant: Grant,
    /// How many exclusions the client has seen in the case. When there are more by now, the grant may be
    /// for somebody who is excluded, and has to be made again.
    pub exclusions: u32,
    /// The officer's signature over both.
    pub signature: Signature,
}

impl OfficerGrant {
    /// Bytes at most.
    pub const MOST_BYTES: usize = 1 + 4 + 4 + Grant::MOST_BYTES + SIGNATURE_BYTES;

    /// Signs both.
    pub fn sign(grant: Grant, exclusions: u32, keys: &OfficerKeys) -> Self {
        let signature = sign_told(keys, &told(&grant, exclusions));
        Self {
            grant,
            exclusions,
            signature,
        }
    }

    /// Checks the officer's signature over both, not that of the grant itself.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, instance: InstanceId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        let told = told(&self.grant, self.exclusions);
        check_told(instance, signer, &told, &self.signature)
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = told(&self.grant, self.exclusions);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// Reads what [`OfficerGrant::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let (told, signature) = bytes.split_last_chunk().ok_or(CaseBytesError)?;
        let mut rest = In::new(told);
        if rest.byte()? != Told::Grant.code() {
            return Err(CaseBytesError);
        }
        let exclusions = u32::from_be_bytes(rest.array()?);
        let grant = Grant::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        rest.end(Self {
            grant,
            exclusions,
            signature: *signature,
        })
    }
}

fn told(grant: &Grant, exclusions: u32) -> Vec<u8> {
    let mut out = Out::default();
    out.byte(Told::Grant.code());
    out.0.extend_from_slice(&exclusions.to_be_bytes());
    out.part(&grant.to_bytes());
    out.0
}

/// What an officer tells, so that none of it can be taken for another.
#[derive(Clone, Copy)]
pub(crate) enum Told {
    Grant,
    HandOver,
    Exclusion,
    Protection,
}

impl Told {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Grant => 1,
            Self::HandOver => 2,
            Self::Exclusion => 3,
            Self::Protection => 4,
        }
    }
}
