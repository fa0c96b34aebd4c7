use std::time::Duration;

use actix_web::error::PayloadError;
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

/// What a body that ends in a fault means: too much, or a line that was cut.
pub fn cut_body(fault: PayloadError) -> Refusal {
    if matches!(fault, PayloadError::Overflow) {
        Refusal::TooLarge
    } else {
        Refusal::Slow
    }
}
