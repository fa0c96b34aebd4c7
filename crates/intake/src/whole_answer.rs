use std::io::{self, Read, Seek};
use std::time::Duration;

use actix_web::{
    http::StatusCode,
    web::{Bytes, Data},
};
use futures_util::stream;
use http_guard::{Answer, Refusal, Visitor, form::SmallForm, page, page_with, streamed_file};
use pages::answer::{Body, File, Files, WholeAnswerPage};
use seal::{BundleError, MailboxDigest, ObjectId, OpenedBundle, Receipt, ReplyFiles};
use storage::ReplyPart;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::{
    Intake,
    fault::{ForeignStatus, TooManyOpen, store_refusal},
    intake::size_text,
    opened_reply::OpenedReply,
    reply_part,
    sealed_files::SealedFiles,
    thread::in_a_thread,
};

/// Shows one answer whole, with the names of its files.
pub(crate) async fn show(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let found = find(&intake, &form).await?;
    let (body, files) = match &found.opened {
        Err(body) => (body.clone(), Files::None),
        Ok(opened) => (
            Body::Text(opened.reply.text.clone()),
            listed(&intake, &found, opened).await?,
        ),
    };
    draw(&intake, visitor, &found, &body, &files)
}

/// Opens one file of an answer and hands it out as it is read. Its bytes are checked against the
/// officer's signature before the first of them leaves.
pub(crate) async fn save(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let found = find(&intake, &form).await?;
    let number: usize = form.field("file").parse().map_err(|_| Refusal::BadForm)?;
    let opened = found.opened.as_ref().map_err(|_| Refusal::NotFound)?;
    let Ok(files) = opened.files() else {
        return damaged(&intake, visitor, &found, opened);
    };
    let files = files.ok_or(Refusal::NotFound)?;
    let sealed = sealed(&intake, found.mailbox, &files).await?;
    let permit = permit(&intake)?;
    let (begin, begun) = oneshot::channel();
    let (body, mut pieces) = mpsc::channel(PIECES_WAITING);
    in_a_thread(move || {
        let _permit = permit;
        hand_out(sealed, &files, number, begin, &body);
    })?;
    match begun.await {
        Ok(Begun::File { name, length }) => {
            let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
            Ok(streamed_file(&name, length, pieces))
        }
        Ok(Begun::NoSuchFile) => Err(Refusal::NotFound),
        Ok(Begun::Damaged) | Err(_) => damaged(&intake, visitor, &found, opened),
    }
}

/// One answer of a mailbox.
struct Found {
    receipt: Receipt,
    mailbox: MailboxDigest,
    answer: ObjectId,
    opened: Result<OpenedReply, Body>,
}

/// What the thread that opens files says first.
enum Begun {
    Damaged,
    File { name: String, length: u64 },
    NoSuchFile,
}

async fn find(intake: &Intake, form: &SmallForm) -> Result<Found, Refusal> {
    let receipt = Receipt::parse(form.field("receipt")).map_err(|_| Refusal::BadForm)?;
    let answer = form.field("answer").parse().map_err(|_| Refusal::BadForm)?;
    let keys = receipt.keys(intake.instance());
    let mailbox = keys.mailbox.digest();
    let status = intake.drop_box.status(mailbox).await;
    let status = status.map_err(store_refusal)?.ok_or(Refusal::NotFound)?;
    status
        .check(&keys, intake.instance())
        .map_err(|_| Refusal::internal(ForeignStatus))?;
    let ReplyPart::Copy(copy) = reply_part::find(intake, mailbox, answer).await? else {
        return Err(Refusal::NotFound);
    };
    let identity = keys.reply().map_err(|_| Refusal::internal(ForeignStatus))?;
    let opened = OpenedReply::open(intake, &status, &copy, &identity);
    Ok(Found {
        receipt,
        mailbox,
        answer,
        opened,
    })
}

async fn listed(intake: &Intake, found: &Found, opened: &OpenedReply) -> Result<Files, Refusal> {
    let files = match opened.files() {
        Ok(Some(files)) => files,
        Ok(None) => return Ok(Files::None),
        Err(_) => return Ok(Files::Damaged),
    };
    let sealed = sealed(intake, found.mailbox, &files).await?;
    let permit = permit(intake)?;
    let (tell, told) = oneshot::channel();
    in_a_thread(move || {
        let _permit = permit;
        let opened = OpenedBundle::open(&files.bundle, &files.identity, sealed);
        // Whoever asked may have gone.
        let _gone = tell.send(opened.and_then(|mut opened| opened.list()));
    })?;
    let file = |(name, bytes)| File {
        name,
        size: size_text(bytes),
    };
    Ok(match told.await {
        Ok(Ok(list)) => Files::Listed(list.into_iter().take(MOST_SHOWN).map(file).collect()),
        Ok(Err(_)) | Err(_) => Files::Damaged,
    })
}

async fn sealed(
    intake: &Intake,
    mailbox: MailboxDigest,
    files: &ReplyFiles,
) -> Result<SealedFiles, Refusal> {
    let part = reply_part::find(intake, mailbox, files.bundle.header.object).await?;
    let ReplyPart::Files(reader) = part else {
        return Err(Refusal::NotFound);
    };
    let length = reader.length().await.map_err(store_refusal)?;
    Ok(SealedFiles::new(reader, length))
}

fn permit(intake: &Intake) -> Result<OwnedSemaphorePermit, Refusal> {
    let permit = intake.opening.clone().try_acquire_owned();
    permit.map_err(|_| Refusal::busy(TooManyOpen))
}

fn hand_out(
    mut sealed: SealedFiles,
    files: &ReplyFiles,
    number: usize,
    begin: oneshot::Sender<Begun>,
    body: &mpsc::Sender<Result<Bytes, Refusal>>,
) {
    let runtime = sealed.runtime();
    let send = |piece| -> io::Result<()> {
        let sent = runtime.block_on(async { timeout(PATIENCE, body.send(piece)).await });
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    };
    let mut begin = Some(begin);
    let mut tell = |begun| begin.take().is_some_and(|begin| begin.send(begun).is_ok());
    let mut out = || -> Result<bool, BundleError> {
        files.bundle.check_content(&mut sealed)?;
        sealed.rewind()?;
        let mut opened = OpenedBundle::open(&files.bundle, &files.identity, &mut sealed)?;
        opened.file(number, |name, length, content| {
            let name = plain_name(number, name);
            if !tell(Begun::File { name, length }) {
                return Ok(());
            }
            let mut content = content.take(length);
            loop {
                let mut piece = Zeroizing::new(Vec::with_capacity(PIECE_BYTES));
                let most = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
                content.by_ref().take(most).read_to_end(&mut piece)?;
                if piece.is_empty() {
                    return Ok(());
                }
                send(Ok(Bytes::from_owner(piece)))?;
            }
        })
    };
    match out() {
        Ok(true) => {}
        Ok(false) => {
            tell(Begun::NoSuchFile);
        }
        Err(_) => {
            if !tell(Begun::Damaged) {
                // The answer has begun: breaking it off is all that is left.
                let _gone = send(Err(Refusal::Slow));
            }
        }
    }
}

fn draw(intake: &Intake, visitor: Visitor, found: &Found, body: &Body, files: &Files) -> Answer {
    page(&whole_page(
        intake,
        visitor,
        &found.receipt.digits(),
        &found.answer.to_string(),
        body,
        files,
    ))
}

fn damaged(intake: &Intake, visitor: Visitor, found: &Found, opened: &OpenedReply) -> Answer {
    let body = Body::Text(opened.reply.text.clone());
    let (receipt, answer) = (found.receipt.digits(), found.answer.to_string());
    let page = whole_page(intake, visitor, &receipt, &answer, &body, &Files::Damaged);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn whole_page<'a>(
    intake: &'a Intake,
    visitor: Visitor,
    receipt: &'a str,
    answer: &'a str,
    body: &'a Body,
    files: &'a Files,
) -> WholeAnswerPage<'a> {
    WholeAnswerPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        receipt,
        answer,
        body,
        files,
    }
}

/// The name under which a file is saved: it says nothing, and keeps a short plain ending.
fn plain_name(number: usize, name: &str) -> String {
    let number = number.saturating_add(1);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = !ending.is_empty()
        && ending.len() <= LONGEST_ENDING
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain {
        format!("file-{number}.{}", ending.to_ascii_lowercase())
    } else {
        format!("file-{number}")
    }
}

const LONGEST_ENDING: usize = 8;
/// Files of one answer that are shown; an officer's own program attaches fewer.
const MOST_SHOWN: usize = 1_000;
/// How many pieces of an opened file wait for the line.
const PIECES_WAITING: usize = 2;
const PIECE_BYTES: usize = 64 * 1_024;
/// How long a piece waits for the line before the file is given up.
const PATIENCE: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_a_name_that_says_nothing() {
        for (name, saved) in [
            ("សំបុត្រ.PDF", "file-3.pdf"),
            ("who paid whom.docx", "file-3.docx"),
            ("a\"b\r\n.x\"y", "file-3"),
            ("no ending", "file-3"),
            ("ends with.", "file-3"),
            ("رسالة.ملف", "file-3"),
            ("x.unusuallylong", "file-3"),
        ] {
            assert_eq!(plain_name(2, name), saved, "{name}");
        }
    }
}
