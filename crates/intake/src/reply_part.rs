use actix_web::web::{Bytes, Data};
use futures_util::{Stream, stream};
use http_guard::{Answer, Refusal, form::SmallForm, log_refusal, sealed_file, streamed_file};
use seal::{MailboxDigest, MailboxId, ObjectId};
use storage::{BundleReader, ReplyPart, StoreError};

use crate::{
    Intake,
    fault::{CutShort, store_refusal},
};

/// Hands out a reply that is too long for its slot, or the files of a reply, as they lie in storage:
/// sealed, and the same for whoever asks.
pub(crate) async fn fetch(intake: Data<Intake>, form: SmallForm) -> Answer {
    let mailbox = MailboxId::from_text(form.field("mailbox")).ok_or(Refusal::BadForm)?;
    let part = form.field("part").trim().parse();
    let part = part.map_err(|_| Refusal::BadForm)?;
    match find(&intake, mailbox.digest(), part).await? {
        ReplyPart::Copy(copy) => Ok(sealed_file(copy.to_bytes())),
        ReplyPart::Files(reader) => {
            let length = reader.length().await.map_err(store_refusal)?;
            Ok(streamed_file("page", length, pieces(reader, length)))
        }
    }
}

/// Looks for a part of a reply. Where the mailbox is unknown or holds no such part there is nothing.
pub(crate) async fn find(
    intake: &Intake,
    mailbox: MailboxDigest,
    part: ObjectId,
) -> Result<ReplyPart, Refusal> {
    let found = intake.drop_box.reply_part(mailbox, part).await;
    found.map_err(|fault| {
        if matches!(fault, StoreError::NotFound) {
            Refusal::NotFound
        } else {
            store_refusal(fault)
        }
    })
}

fn pieces(reader: BundleReader, length: u64) -> impl Stream<Item = Result<Bytes, Refusal>> {
    stream::try_unfold((reader, 0_u64), move |(mut reader, place)| async move {
        if place >= length {
            return Ok(None);
        }
        let piece = reader.piece_at(place).await.map_err(store_refusal);
        let piece = match piece {
            Ok(piece) if piece.is_empty() => Err(Refusal::internal(CutShort)),
            piece => piece,
        };
        // The answer has begun, so nobody else sees this fault.
        let piece = piece.inspect_err(|refusal| {
            log_refusal(refusal);
        })?;
        let next = place.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok(Some((piece, (reader, next))))
    })
}
