use actix_multipart::{Field, Multipart, MultipartError};
use http_guard::{Refusal, next_within};
use zeroize::Zeroizing;

/// A form with files as it arrives: text fields first, then files, never all at once in memory.
pub(crate) struct Upload {
    parts: Multipart,
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
    pub(crate) fn begin(parts: Multipart) -> Self {
        Self {
            parts,
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

    /// Reads on to the end and throws everything away, up to a bound. A browser shows our answer
    /// only when it could send all of its form.
    pub(crate) async fn drain(mut self, most: u64) {
        let mut left = most;
        loop {
            if let Some(mut file) = self.waiting.take() {
                while let Ok(Some(bytes)) = file.next_bytes().await {
                    left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                    if left == 0 {
                        return;
                    }
                }
            }
            match self.next_part().await {
                Ok(Some(Part::File(file))) => self.waiting = Some(file),
                Ok(Some(Part::Text(_))) => {}
                Ok(None) | Err(_) => return,
            }
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
        let field = next_within(&mut self.parts, broken).await;
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
            value.extend_from_slice(&bytes);
        }
        let text = std::str::from_utf8(&value).map_err(|_| Refusal::BadForm)?;
        // Browsers end lines with two signs; one is enough.
        Ok(TextPart {
            name,
            value: Zeroizing::new(text.replace("\r\n", "\n")),
        })
    }
}

impl FilePart {
    /// Returns the next bytes of the file.
    pub(crate) async fn next_bytes(&mut self) -> Result<Option<actix_web::web::Bytes>, Refusal> {
        next_within(&mut self.content, broken).await
    }
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
