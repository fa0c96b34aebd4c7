//! What a receipt gets to see (PROTOCOL 1). The same queries run for every mailbox; for an unknown
//! one they ask for things that are not there.

use seal::answer::{self, Answer, Slot, SlotReply, StatusBlock};
use seal::{CaseId, MailboxDigest, Sender};

use crate::case::StoredCase;
use crate::mailbox::Mailbox;
use crate::reply::LockedReply;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;
use crate::{case, claim, mailbox, object, proposal, reply};
use casework::ArrivedObject;

/// Replies on a page.
pub(crate) const SLOTS: u32 = 4;

/// What was found in the main database.
struct Found {
    case_id: CaseId,
    mailbox: Option<Mailbox>,
    case: Option<StoredCase>,
    report: Option<ArrivedObject>,
    last: Option<ArrivedObject>,
    claims: Vec<answer::Claim>,
    notice: Option<answer::ForgettingNotice>,
    replies: u32,
    page: Vec<LockedReply>,
}

/// Makes the answer for a mailbox.
pub(crate) async fn assemble(
    shelves: &Shelves,
    digest: MailboxDigest,
    page: u32,
) -> Result<Answer, StoreError> {
    let look = move |tx: &mut ReadTx<'_>| {
        let found = look_up(tx, digest, page)?;
        let case = found.case_id;
        Ok((found, vec![case]))
    };
    let (found, locks) = shelves.read_locked(look).await?;
    let lock = locks.of(found.case_id);
    let (Some(mailbox), Some(case), Some(report), Some(last), Some(lock)) =
        (found.mailbox, found.case, found.report, found.last, lock)
    else {
        return Ok(Answer {
            status: None,
            slots: Vec::new(),
        });
    };
    let mut slots = Vec::with_capacity(found.page.len());
    for locked in &found.page {
        let reply = locked.open(lock, shelves.instance, found.case_id)?;
        slots.push(Slot {
            arrived_on: locked.arrived_on,
            reply: SlotReply::of(reply),
        });
    }
    let status = StatusBlock {
        header: case.header,
        received_on: case.received_on,
        epoch: case::EPOCH,
        status: case.status.code(),
        deletion_asked_on: mailbox.deletion_asked_on,
        replies: found.replies,
        claims: newest(found.claims),
        report: report.object.detached(),
        last: last.object.detached(),
        silence: case.silence,
        notice: found.notice,
    };
    Ok(Answer {
        status: Some(status),
        slots,
    })
}

fn look_up(tx: &mut ReadTx<'_>, digest: MailboxDigest, page: u32) -> Result<Found, StoreError> {
    let mailbox = mailbox::find(tx, digest)?;
    let case_id = mailbox.map_or_else(|| no_case(digest), |mailbox| mailbox.case);
    Ok(Found {
        case_id,
        mailbox,
        case: case::find(tx, case_id)?,
        report: object::report_of(tx, case_id)?,
        last: object::last_of(tx, case_id, Sender::Reporter)?,
        claims: claim::of_case(tx, case_id)?,
        notice: proposal::notice_of(tx, case_id)?,
        replies: reply::count(tx, digest)?,
        page: reply::page(tx, digest, page, SLOTS)?,
    })
}

/// A case id to ask for where there is none: as good as random, and the same every time.
fn no_case(digest: MailboxDigest) -> CaseId {
    let mut bytes = [0; 16];
    for (byte, half) in bytes.iter_mut().zip(digest.as_bytes()) {
        *byte = *half;
    }
    CaseId::from_bytes(bytes)
}

/// The status block holds so many claims at most; the oldest give way.
fn newest(mut claims: Vec<answer::Claim>) -> Vec<answer::Claim> {
    let surplus = claims.len().saturating_sub(answer::MOST_CLAIMS);
    claims.drain(..surplus);
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_here_is_a_page_in_the_protocol() {
        assert_eq!(usize::try_from(SLOTS), Ok(answer::SLOTS));
    }
}
