use thiserror::Error;
use zeroize::Zeroizing;

use crate::age_file::{self, OpenError, SealError};
use crate::case::SignedCaseHeader;
use crate::digest::Digest;
use crate::exclusion::Exclusions;
use crate::framing::Tag;
use crate::id::{CaseId, InstanceId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::object::{ObjectError, Sender};
use crate::roster_line::Officer;
use crate::signing::{BadSignature, Signature, SigningKey, VerifyingKey};
use crate::wire::Reader;

/// A case key sealed to one officer (PROTOCOL 3).
///
/// Inside the age file lies an ordinary age identity file, whose comment lines repeat the fields
/// outside. So once the outer lock is off, `age -d -i officer.key grant.age > case.key` is enough to
/// open a case with stock tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The deployment.
    pub instance: InstanceId,
    /// The case it opens.
    pub case: CaseId,
    /// The epoch of the case key, from 1.
    pub epoch: u32,
    /// Who can open it.
    pub grantee: OfficerId,
    /// Who made it.
    pub grantor: Sender,
    /// Digest of the exclusions it was made under.
    pub exclusions: Digest,
    /// The age file.
    pub sealed: Vec<u8>,
    /// The grantor's signature.
    pub signature: Signature,
}

/// A grant that its grantee has opened: the case key, and proof of where it came from.
#[derive(Debug, Clone)]
pub struct OpenedGrant {
    /// The case key.
    pub identity: Identity,
    grant: Grant,
    header: Digest,
}

/// Why a grant is not made, not accepted or not opened.
#[derive(Debug, Error)]
pub enum GrantError {
    /// The signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The officer is excluded from the case.
    #[error("this officer is excluded from the case")]
    Excluded,
    /// Inner and outer fields differ, or the key inside does not open the case.
    #[error("the grant contradicts itself")]
    Contradiction,
    /// The officer is of another body than the case.
    #[error(
        "this officer is of another body than the case: what another body should know goes to it by a referral"
    )]
    OtherBody,
    /// These are not the exclusions that the grant was made under.
    #[error("these are not the exclusions of the case")]
    OtherExclusions,
    /// The key is not the one that the roster names for the officer.
    #[error("this is not the key that the roster names for the officer")]
    OtherKey,
    /// The age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// What every grant of one case key has in common.
#[derive(Clone, Copy)]
pub(crate) struct Granted<'a> {
    pub(crate) header: Digest,
    pub(crate) instance: InstanceId,
    pub(crate) case: CaseId,
    pub(crate) epoch: u32,
    pub(crate) identity: &'a Identity,
    pub(crate) exclusions: &'a Exclusions,
}

impl Granted<'_> {
    pub(crate) fn to(
        self,
        officer: &Officer,
        recipient: &Recipient,
        grantor: Sender,
        key: &SigningKey,
    ) -> Result<Grant, GrantError> {
        if self.exclusions.cover(officer) {
            return Err(GrantError::Excluded);
        }
        if recipient.digest() != officer.recipient {
            return Err(GrantError::OtherKey);
        }
        let grant = Grant {
            instance: self.instance,
            case: self.case,
            epoch: self.epoch,
            grantee: officer.id,
            grantor,
            exclusions: self.exclusions.digest(self.instance, self.case),
            sealed: vec![],
            signature: [0; 64],
        };
        grant.sealed_to(recipient, self.identity, &self.header, key)
    }
}

impl Grant {
    /// Bytes of a grant at most, its age file included.
    pub const MOST_BYTES: usize = 8 * 1_024;

    /// Checks the grantor's signature.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, grantor: &VerifyingKey) -> Result<(), BadSignature> {
        grantor.check(&self.signed_text(), &self.signature)
    }

    /// Opens the grant. `grantor` is the reporter's key or the roster key of the officer who granted.
    /// The grant must have been made for exactly this case header: somebody who signs the case's
    /// objects anew under keys of their own cannot make a grant that names their header.
    ///
    /// # Errors
    /// [`GrantError`] says what is wrong.
    pub fn open(
        self,
        keys: &OfficerKeys,
        grantor: &VerifyingKey,
        header: &SignedCaseHeader,
    ) -> Result<OpenedGrant, GrantError> {
        self.check(grantor)?;
        let inside = age_file::open(&keys.identity, &self.sealed)?;
        let inside = std::str::from_utf8(&inside).map_err(|_| GrantError::Contradiction)?;
        let key_text = inside
            .strip_prefix(&self.comment_lines(&header.digest()))
            .ok_or(GrantError::Contradiction)?;
        let identity: Identity = key_text
            .trim_end()
            .parse()
            .map_err(|_| GrantError::Contradiction)?;
        let is_ours = self.grantee == keys.officer
            && (self.instance, self.case) == (header.instance, header.case)
            && identity.recipient() == header.recipient;
        if !is_ours {
            return Err(GrantError::Contradiction);
        }
        Ok(OpenedGrant {
            identity,
            grant: self,
            header: header.digest(),
        })
    }

    /// The grant's bytes: instance 16, case 16, epoch 4, grantee 16, grantor 16, exclusions 32,
    /// signature 64, age file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.fields();
        bytes.extend_from_slice(&self.signature);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads what [`Grant::to_bytes`] wrote. The signature is not checked here.
    ///
    /// # Errors
    /// [`ObjectError::Malformed`], also above [`Grant::MOST_BYTES`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        if bytes.len() > Self::MOST_BYTES {
            return Err(ObjectError::Malformed);
        }
        let mut reader = Reader::new(bytes);
        Ok(Self {
            instance: InstanceId::from_bytes(reader.array()?),
            case: CaseId::from_bytes(reader.array()?),
            epoch: reader.u32()?,
            grantee: OfficerId::from_bytes(reader.array()?),
            grantor: Sender::from_bytes(reader.array()?),
            exclusions: Digest::from_bytes(reader.array()?),
            signature: reader.array()?,
            sealed: reader.rest().to_vec(),
        })
    }

    /// Puts the case key in, and signs.
    fn sealed_to(
        mut self,
        recipient: &Recipient,
        identity: &Identity,
        header: &Digest,
        key: &SigningKey,
    ) -> Result<Self, GrantError> {
        let key_text = identity
            .secret_text()
            .map_err(|_| GrantError::Contradiction)?;
        let inside = Zeroizing::new(format!(
            "{}{}\n",
            self.comment_lines(header),
            key_text.as_str()
        ));
        self.sealed = age_file::seal(std::slice::from_ref(recipient), inside.as_bytes())?;
        self.signature = key.sign(&self.signed_text());
        Ok(self)
    }

    fn fields(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(164 + self.sealed.len());
        bytes.extend_from_slice(self.instance.as_bytes());
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.extend_from_slice(&self.epoch.to_be_bytes());
        bytes.extend_from_slice(self.grantee.as_bytes());
        bytes.extend_from_slice(&self.grantor.to_bytes());
        bytes.extend_from_slice(self.exclusions.as_bytes());
        bytes
    }

    fn signed_text(&self) -> Vec<u8> {
        let mut text = Tag::Grant.begin(self.instance);
        text.extend_from_slice(&self.fields());
        text.extend_from_slice(Digest::of(&self.sealed).as_bytes());
        text
    }

    fn comment_lines(&self, header: &Digest) -> String {
        let Self {
            instance,
            case,
            epoch,
            grantee,
            exclusions,
            ..
        } = self;
        let grantor = base16ct::lower::encode_string(&self.grantor.to_bytes());
        format!(
            "# tabir/v1/grant\n# instance {instance}\n# case {case}\n# epoch {epoch}\n# grantee {grantee}\n# grantor {grantor}\n# exclusions {exclusions}\n# case-header {header}\n"
        )
    }
}

impl OpenedGrant {
    /// The grant that was opened.
    pub const fn grant(&self) -> &Grant {
        &self.grant
    }

    /// Grants the case to a colleague. `exclusions` come out of the sealed report and must be those
    /// that this grant was made under.
    ///
    /// # Errors
    /// [`GrantError::Excluded`] whenever the colleague is excluded, in whatever roster.
    pub fn grant_to(
        &self,
        colleague: &Officer,
        recipient: &Recipient,
        exclusions: &Exclusions,
        keys: &OfficerKeys,
    ) -> Result<Grant, GrantError> {
        let Grant {
            instance,
            case,
            epoch,
            ..
        } = self.grant;
        if exclusions.digest(instance, case) != self.grant.exclusions {
            return Err(GrantError::OtherExclusions);
        }
        let granted = Granted {
            header: self.header,
            instance,
            case,
            epoch,
            identity: &self.identity,
            exclusions,
        };
        granted.to(
            colleague,
            recipient,
            Sender::Officer(keys.officer),
            &keys.signing,
        )
    }

    /// Seals the same case key to another key of the same officer, for the same epoch and under the same
    /// exclusions.
    ///
    /// # Errors
    /// [`GrantError::Contradiction`] when the grant is somebody else's; [`GrantError::OtherKey`] when the keys
    /// are not those that the roster names for the officer.
    pub fn rewrap(&self, own: &Officer, keys: &OfficerKeys) -> Result<Grant, GrantError> {
        if own.id != self.grant.grantee || keys.officer != own.id {
            return Err(GrantError::Contradiction);
        }
        let recipient = keys.identity.recipient();
        if recipient.digest() != own.recipient || keys.signing.verifying() != own.verifying {
            return Err(GrantError::OtherKey);
        }
        let grant = Grant {
            grantor: Sender::Officer(own.id),
            sealed: vec![],
            ..self.grant.clone()
        };
        grant.sealed_to(&recipient, &self.identity, &self.header, &keys.signing)
    }
}
