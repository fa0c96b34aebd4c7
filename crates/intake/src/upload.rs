use std::future::{Ready, ready};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header::HeaderMap,
    web::{Bytes, Data},
};
use futures_util::{Stream, TryStreamExt, stream};
use http_guard::{Refusal, next_within};
use zeroize::Zeroizing;

use crate::Intake;

/// A form with files as it arrives: text fields first, then files, never all at once in memory.
pub(crate) struct Upload {
    parts: Multipart,
    parts_seen: usize,
    text_bytes: usize,
    waiting: Option<FilePart>,
    is_broken: bool,
}

/// A text field.
pub(crate) struct TextPart {
    pub(crate) name: String,
    pub(crate) value: Zeroizing<String>,
}

/// A file whose content is still on the line.
pub(crate) struct FilePart {
    pub(crate) name: String,
    pub(crate) content: Field,
}

#[expect(
    clippy::large_enum_variant,
    reason = "one part is held at a time, and only for a moment"
)]
enum Part {
    Text(TextPart),
    File(FilePart),
}

impl Upload {
    /// Reads a form of at most `most` bytes. They are counted where they arrive: taken, passed over
    /// or thrown away, they count alike.
    fn begin(
        headers: &HeaderMap,
        payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
        most: u64,
    ) -> Self {
        Self {
            parts: Multipart::new(headers, bounded(payload, most)),
            parts_seen: 0,
            text_bytes: 0,
            waiting: None,
            is_broken: false,
        }
    }

    /// Returns the next text field, or nothing once a file or the end of the form is reached.
    pub(crate) async fn next_text(&mut self) -> Result<Option<TextPart>, Refusal> {
        if self.waiting.is_some() {
            return Ok(None);
        }
        match self.next_part().await? {
            Some(Part::Text(text)) => Ok(Some(text)),
            Some(Part::File(file)) => {
                self.waiting = Some(file);
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// Says whether a file was reached.
    pub(crate) fn has_file(&self) -> bool {
        self.waiting.is_some()
    }

    /// Returns the next file. Text that comes after a file was not checked with the rest, so a form
    /// that puts any there is refused, unless the field says nothing.
    pub(crate) async fn next_file(&mut self) -> Result<Option<FilePart>, Refusal> {
        if let Some(file) = self.waiting.take() {
            return Ok(Some(file));
        }
        loop {
            match self.next_part().await? {
                Some(Part::File(file)) => return Ok(Some(file)),
                Some(Part::Text(text)) if text.value.is_empty() => {}
                Some(Part::Text(_)) => return Err(Refusal::BadForm),
                None => return Ok(None),
            }
        }
    }

    /// Reads on to the end and throws everything away. A browser shows our answer only when it could
    /// send all of its form.
    pub(crate) async fn drain(mut self) {
        let mut waiting = self.waiting.take().map(|file| file.content);
        loop {
            let field = match waiting.take() {
                Some(field) => Ok(Some(field)),
                None => self.next_field().await,
            };
            let Ok(Some(mut field)) = field else { return };
            while let Ok(Some(_)) = next_within(&mut field, broken).await {}
        }
    }

    async fn next_part(&mut self) -> Result<Option<Part>, Refusal> {
        while let Some(field) = self.next_field().await? {
            let named = |disposition: &actix_web::http::header::ContentDisposition| {
                disposition.get_filename().map(ToOwned::to_owned)
            };
            let name = field.name().unwrap_or_default().to_owned();
            match field.content_disposition().map(named) {
                None | Some(None) => {
                    return self
                        .text(name, field)
                        .await
                        .map(|text| Some(Part::Text(text)));
                }
                // A file field where nothing was chosen.
                Some(Some(name)) if name.is_empty() => self.skip(field).await?,
                Some(Some(name)) => {
                    return Ok(Some(Part::File(FilePart {
                        name,
                        content: field,
                    })));
                }
            }
        }
        Ok(None)
    }

    /// A form that broke is not asked for more: its reader would panic.
    async fn next_field(&mut self) -> Result<Option<Field>, Refusal> {
        if self.is_broken {
            return Err(Refusal::BadForm);
        }
        self.parts_seen = self.parts_seen.saturating_add(1);
        let field = if self.parts_seen > MOST_PARTS {
            Err(Refusal::TooLarge)
        } else {
            next_within(&mut self.parts, broken).await
        };
        self.is_broken = field.is_err();
        field
    }

    /// Counts what is held or passed over against one bound, and every part for more than its bytes:
    /// a form of a hundred thousand empty answers is refused like a long one.
    fn count(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text_bytes = self.text_bytes.saturating_add(bytes);
        if self.text_bytes > MOST_TEXT_BYTES {
            Err(Refusal::TooLarge)
        } else {
            Ok(())
        }
    }

    async fn skip(&mut self, mut field: Field) -> Result<(), Refusal> {
        self.count(PART_BYTES)?;
        while let Some(bytes) = next_within(&mut field, broken).await? {
            self.count(bytes.len())?;
        }
        Ok(())
    }

    async fn text(&mut self, name: String, mut field: Field) -> Result<TextPart, Refusal> {
        let mut value = Zeroizing::new(Vec::new());
        self.count(name.len().saturating_add(PART_BYTES))?;
        while let Some(bytes) = next_within(&mut field, broken).await? {
            self.count(bytes.len())?;
            add(&mut value, &bytes);
        }
        let text = std::str::from_utf8(&value).map_err(|_| Refusal::BadForm)?;
        Ok(TextPart {
            name,
            value: with_short_line_ends(text),
        })
    }
}

impl FilePart {
    /// Returns the next bytes of the file.
    pub(crate) async fn next_bytes(&mut self) -> Result<Option<Bytes>, Refusal> {
        next_within(&mut self.content, broken).await
    }
}

impl FromRequest for Upload {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let intake = request.app_data::<Data<Intake>>();
        let most = intake.map_or(0, |intake| intake.most_form_bytes());
        ready(Ok(Self::begin(request.headers(), payload.take(), most)))
    }
}

/// Reads no more after the bound, not even to throw it away.
fn bounded(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
    most: u64,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static {
    stream::try_unfold((payload, most), async |(mut payload, left)| {
        let Some(bytes) = payload.try_next().await? else {
            return Ok(None);
        };
        let arrived = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let left = left.checked_sub(arrived).ok_or(PayloadError::Overflow)?;
        Ok(Some((bytes, (payload, left))))
    })
}

/// Adds to a buffer. When it has to move to a larger place, the old one is cleared.
fn add(buffer: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let length = buffer.len().saturating_add(bytes.len());
    if length > buffer.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(length.saturating_mul(2)));
        larger.extend_from_slice(buffer);
        *buffer = larger;
    }
    buffer.extend_from_slice(bytes);
}

/// Browsers end lines with two signs; one is enough.
fn with_short_line_ends(text: &str) -> Zeroizing<String> {
    let mut short = Zeroizing::new(String::with_capacity(text.len()));
    let mut lines = text.split("\r\n");
    short.push_str(lines.next().unwrap_or_default());
    for line in lines {
        short.push('\n');
        short.push_str(line);
    }
    short
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other fault lies in what was sent"
)]
fn broken(fault: MultipartError) -> Refusal {
    match fault {
        MultipartError::Payload(fault) => http_guard::cut_body(fault),
        MultipartError::Incomplete => Refusal::Slow,
        _ => Refusal::BadForm,
    }
}

/// What a part counts for beside its name and content.
const PART_BYTES: usize = 64;

/// What the text fields of one form may have together before the form is not even shown again:
/// several times the limit that is said beforehand.
const MOST_TEXT_BYTES: usize = 256 * 1024;

/// How many parts of a form are looked at, taken or thrown away: more than any bundle has files.
const MOST_PARTS: usize = 16 * 1024;

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
    use actix_web::rt::System;
    use futures_util::StreamExt;

    use super::*;

    #[test]
    fn no_more_of_a_form_is_read_than_its_bound_whether_taken_skipped_or_thrown_away() {
        let nothing_chosen = form("; filename=\"\"", 8 << 20);
        let a_file = form("; filename=\"a\"", 8 << 20);
        for whole in [nothing_chosen, a_file] {
            let read = Rc::new(Cell::new(0));
            System::new().block_on(async {
                let mut upload = arriving(whole.clone(), &read, 1 << 20);
                let _what_came_first = upload.next_text().await;
                upload.drain().await;
            });
            assert!(read.take() <= (1 << 20) + PIECE);
            System::new().block_on(async {
                // Whoever stops in the middle of a file leaves the rest of it to be passed over.
                let mut upload = arriving(whole, &read, 1 << 20);
                if upload.next_text().await.is_ok()
                    && let Ok(Some(mut file)) = upload.next_file().await
                {
                    let _first = file.next_bytes().await;
                    drop(file);
                }
                upload.drain().await;
            });
            assert!(read.get() <= (1 << 20) + PIECE, "{}", read.get());
        }
    }

    #[test]
    fn what_is_sent_in_a_field_without_a_file_counts_like_text() {
        System::new().block_on(async {
            let read = Rc::new(Cell::new(0));
            let mut upload = arriving(form("; filename=\"\"", MOST_TEXT_BYTES), &read, 1 << 20);
            assert!(matches!(upload.next_text().await, Err(Refusal::TooLarge)));
        });
    }

    #[test]
    fn parts_are_counted_even_when_they_are_thrown_away() {
        System::new().block_on(async {
            let read = Rc::new(Cell::new(0));
            let whole = b"--b\r\nContent-Disposition: form-data; name=\"basis\"\r\n\r\n\r\n"
                .repeat(100_000);
            let length = whole.len();
            let mut upload = arriving(whole, &read, u64::MAX);
            let refused = loop {
                match upload.next_text().await {
                    Ok(part) => assert!(part.is_some()),
                    Err(refused) => break refused,
                }
            };
            assert!(matches!(refused, Refusal::TooLarge));
            upload.drain().await;
            assert!(read.get() < length / 4, "{} of {length}", read.get());
        });
    }

    #[test]
    fn a_buffer_grows_and_lines_end_with_one_sign() {
        let mut buffer = Zeroizing::new(Vec::new());
        for piece in [&b"one\r"[..], b"\ntwo", b"\r\n", b"\rthree\n"] {
            add(&mut buffer, piece);
        }
        let text = std::str::from_utf8(&buffer).unwrap();
        assert_eq!(*with_short_line_ends(text), "one\ntwo\n\rthree\n");
    }

    fn form(kind: &str, length: usize) -> Vec<u8> {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"files\"{kind}\r\n\r\n");
        [head.as_bytes(), &vec![7; length], b"\r\n--b--\r\n"].concat()
    }

    /// An upload that notes how many bytes were read of it.
    fn arriving(whole: Vec<u8>, read: &Rc<Cell<usize>>, most: u64) -> Upload {
        let pieces: Vec<_> = whole.chunks(PIECE).map(Bytes::copy_from_slice).collect();
        let read = read.clone();
        let payload = stream::iter(pieces).map(move |piece| {
            read.set(read.get() + piece.len());
            Ok(piece)
        });
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("multipart/form-data; boundary=b"),
        );
        Upload::begin(&headers, payload, most)
    }

    const PIECE: usize = 1 << 14;
}
