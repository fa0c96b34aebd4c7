use http_guard::Refusal;

use crate::fault::NoThread;

/// Runs work in a thread of its own: one that waits for storage must not take the place of those that
/// read it, and one that cleans files leaves its freed memory to the next, which a pool of threads would
/// keep once for each of them.
pub(crate) fn in_a_thread(work: impl FnOnce() + Send + 'static) -> Result<(), Refusal> {
    let begun = std::thread::Builder::new().spawn(work);
    begun.map(drop).map_err(|_| Refusal::busy(NoThread))
}
