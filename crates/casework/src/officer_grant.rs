use seal::Grant;

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
}

impl OfficerGrant {
    /// Bytes at most.
    pub const MOST_BYTES: usize = 4 + Grant::MOST_BYTES;

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend_from_slice(&self.exclusions.to_be_bytes());
        out.0.extend_from_slice(&self.grant.to_bytes());
        out.0
    }

    /// Reads what [`OfficerGrant::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let (number, grant) = bytes.split_at_checked(4).ok_or(CaseBytesError)?;
        Ok(Self {
            exclusions: u32::from_be_bytes(In::new(number).array()?),
            grant: Grant::from_bytes(grant).map_err(|_| CaseBytesError)?,
        })
    }
}
