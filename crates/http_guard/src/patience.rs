use std::time::Duration;

use actix_web::{HttpRequest, error::PayloadError, http::header::CONTENT_LENGTH, web::Payload};
use futures_util::{Stream, StreamExt};
use tokio::time::timeout;

use crate::Refusal;

/// How long a sender may send nothing before the connection is given up.
pub const STALL: Duration = Duration::from_secs(60);

/// Waits for the next piece of a stream, as long as a sender on a bad line may reasonably need.
/// A stream that ends in a fault is what `broken` says.
pub async fn next_within<S, T, E>(
    stream: &mut S,
    broken: fn(E) -> Refusal,
) -> Result<Option<T>, Refusal>
where
    S: Stream<Item = Result<T, E>> + Unpin,
{
    match timeout(STALL, stream.next()).await {
        Ok(piece) => piece.transpose().map_err(broken),
        Err(_) => Err(Refusal::Slow),
    }
}

/// Reads a whole body of at most `most` bytes, which has to arrive within this time.
///
/// # Errors
/// `TooLarge`, before anything is read where the request says its length; `Slow`.
pub async fn whole_body(
    request: &HttpRequest,
    body: &mut Payload,
    most: usize,
    time: Duration,
) -> Result<Vec<u8>, Refusal> {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > most) {
        return Err(Refusal::TooLarge);
    }
    let read = async {
        let mut read = Vec::with_capacity(length.unwrap_or(0));
        while let Some(piece) = next_within(body, cut_body).await? {
            if read.len().saturating_add(piece.len()) > most {
                return Err(Refusal::TooLarge);
            }
            read.extend_from_slice(&piece);
        }
        Ok(read)
    };
    timeout(time, read).await.map_err(|_| Refusal::Slow)?
}

/// Reads the number of a chunk in its one spelling.
pub fn chunk_number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// What a body that ends in a fault means: too much, or a line that was cut.
pub fn cut_body(fault: PayloadError) -> Refusal {
    if matches!(fault, PayloadError::Overflow) {
        Refusal::TooLarge
    } else {
        Refusal::Slow
    }
}
