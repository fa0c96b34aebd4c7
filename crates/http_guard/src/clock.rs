use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

/// Tells the time. Only the binary makes the one that follows the machine; tests hold one that
/// stands still until they move it.
#[derive(Clone, Debug)]
pub struct Clock(Hand);

#[derive(Clone, Debug)]
enum Hand {
    System,
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// Follows the machine's clock.
    pub fn system() -> Self {
        Self(Hand::System)
    }

    /// Stands at a number of seconds since 1970 until it is moved.
    pub fn at(unix_seconds: i64) -> Self {
        Self(Hand::Still(Arc::new(AtomicI64::new(unix_seconds))))
    }

    /// Returns the seconds since 1970.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is given"
    )]
    pub fn unix_seconds(&self) -> i64 {
        match &self.0 {
            Hand::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|passed| i64::try_from(passed.as_secs()).ok())
                .unwrap_or(0),
            Hand::Still(seconds) => seconds.load(Ordering::Relaxed),
        }
    }

    /// Moves a clock that stands still, and every copy of it. The system's clock stays as it is.
    pub fn move_to(&self, unix_seconds: i64) {
        if let Hand::Still(seconds) = &self.0 {
            seconds.store(unix_seconds, Ordering::Relaxed);
        }
    }
}
