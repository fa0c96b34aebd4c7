use pages::answer::Body;
use seal::answer::{SlotReply, StatusBlock};
use seal::{Identity, Kind, Reply, ReplyError, ReplyFiles, SealedObject, Sender, VerifyingKey};

use crate::Intake;

/// A reply that an officer of this office signed, opened.
pub(crate) struct OpenedReply {
    pub(crate) reply: Reply,
    officer: VerifyingKey,
}

impl OpenedReply {
    /// Opens the reporter's copy; otherwise says what stands in its place.
    pub(crate) fn open(
        intake: &Intake,
        status: &StatusBlock,
        copy: &SealedObject,
        identity: &Identity,
    ) -> Result<Self, Body> {
        // A copy is looked at like one in its slot.
        let officer = signer(intake, status, &SlotReply::Here(copy.clone()));
        let officer = officer.ok_or(Body::Unreadable)?;
        match Reply::open(copy, &status.header, identity) {
            Ok(reply) => Ok(Self { reply, officer }),
            Err(ReplyError::Mismatch) => Err(Body::Differs),
            Err(ReplyError::BadSignature(_) | ReplyError::Text(_)) => Err(Body::Unreadable),
        }
    }

    /// The files that came with it, signed by the same officer. `Err` when they are not.
    pub(crate) fn files(&self) -> Result<Option<ReplyFiles>, NotSigned> {
        let files = self.reply.files().map_err(|_| NotSigned)?;
        let signed = |files: &ReplyFiles| files.bundle.check(&self.officer).is_ok();
        if files.as_ref().is_none_or(signed) {
            Ok(files)
        } else {
            Err(NotSigned)
        }
    }
}

/// Files that the officer who named them did not sign.
pub(crate) struct NotSigned;

/// The key of the officer who signed a reply to this case, if it is one.
pub(crate) fn signer(
    intake: &Intake,
    status: &StatusBlock,
    reply: &SlotReply,
) -> Option<VerifyingKey> {
    let header = reply.header();
    let of_this_case = header.instance == status.header.instance
        && header.case == status.header.case
        && header.kind == Kind::Reply;
    let Sender::Officer(officer) = header.sender else {
        return None;
    };
    // What was signed before a key was replaced stays true.
    let rosters = intake.trust().rosters().iter();
    let mut keys = rosters.filter_map(|roster| roster.officer(officer));
    keys.find(|known| of_this_case && reply.check(&known.verifying).is_ok())
        .map(|known| known.verifying)
}
