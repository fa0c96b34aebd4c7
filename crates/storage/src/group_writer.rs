//! Group commit: a thread with a connection of its own takes what is queued, runs each piece of work
//! in a savepoint, and commits it together, so that many writes share one wait for the disk. Nobody is
//! answered before that COMMIT returned.
//!
//! On SQLite there is one such thread, and nobody else writes. On PostgreSQL a few of them take work
//! that only inserts: one waits for the server's answers while another runs. They are to each other,
//! and to those of other processes, like any two transactions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{mpsc, oneshot};

use crate::connection::AnyConnection;
use crate::dialer::{DialError, Dialer};
use crate::store_error::StoreError;
use crate::transaction::{Isolation, WriteTx, begin, commit, roll_back, straight, within};

/// Hands work to the writers.
pub(crate) struct GroupWriter {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl GroupWriter {
    /// Starts the threads. They end when this value and all who wait for it are gone.
    pub(crate) fn start(dialer: &Dialer) -> Result<Self, DialError> {
        let (queue, jobs) = mpsc::channel(LONGEST_QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        let writers = if dialer.is_sqlite() { 1 } else { WRITERS };
        for _ in 0..writers {
            let writer = Writer {
                dialer: dialer.clone(),
                connection: None,
            };
            let jobs = jobs.clone();
            thread::Builder::new()
                .name("group-writer".to_owned())
                .spawn(move || writer.serve(&jobs))
                .map_err(DialError::NoThread)?;
        }
        Ok(Self { queue })
    }

    /// Runs `work` in the next group.
    pub(crate) async fn run<T, F>(&self, work: F) -> Outcome<T, F>
    where
        T: Send + 'static,
        F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Work {
            work,
            outcome: None,
            answer,
        });
        let gone = || StoreError::unreachable("the thread that writes has ended");
        if self.queue.send(job).await.is_err() {
            return Outcome::Done(Err(gone()));
        }
        answered
            .await
            .unwrap_or_else(|_| Outcome::Done(Err(gone())))
    }
}

/// What came of work in a group.
pub(crate) enum Outcome<T, F> {
    /// It ran, and either it is committed or nothing of it is there.
    Done(Result<T, StoreError>),
    /// It waited for a transaction of somebody else, and the group did not wait with it. Nothing of
    /// it is there.
    HeldUp(F),
}

/// A piece of work, its result forgotten by the type.
trait Job: Send {
    /// Runs the work and keeps what came of it: in a savepoint, or without one when nothing else is
    /// in the transaction. Says whether the transaction may be committed; the error says that it is
    /// lost.
    fn attempt(
        &mut self,
        connection: &mut AnyConnection,
        is_alone: bool,
    ) -> Result<bool, StoreError>;

    /// Answers whoever waits, after the COMMIT returned with `committed`.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<T, F> {
    work: F,
    outcome: Option<Result<T, StoreError>>,
    answer: oneshot::Sender<Outcome<T, F>>,
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send,
{
    fn attempt(
        &mut self,
        connection: &mut AnyConnection,
        is_alone: bool,
    ) -> Result<bool, StoreError> {
        self.outcome = None;
        let attempt = || {
            if is_alone {
                return Ok(straight(connection, |tx| (self.work)(tx)));
            }
            within(connection, |tx| (self.work)(tx))
        };
        let panicked = || StoreError::broken("a write panicked");
        let outcome = catch_unwind(AssertUnwindSafe(attempt)).map_err(|_| panicked())??;
        let may_commit = outcome.is_ok() || !is_alone;
        self.outcome = Some(outcome);
        Ok(may_commit)
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let outcome = match (committed, self.outcome) {
            (_, Some(Err(fault))) if fault.was_held_up() => Outcome::HeldUp(self.work),
            (Ok(()), Some(outcome)) | (Err(_), Some(outcome @ Err(_))) => Outcome::Done(outcome),
            (Err(fault), Some(Ok(_)) | None) => Outcome::Done(Err(fault)),
            (Ok(()), None) => Outcome::Done(Err(StoreError::broken("a write was never run"))),
        };
        // Whoever does not wait any more (a connection was cut) misses nothing.
        let _nobody_waits = self.answer.send(outcome).is_err();
    }
}

type Jobs = Mutex<mpsc::Receiver<Box<dyn Job>>>;

struct Writer {
    dialer: Dialer,
    connection: Option<AnyConnection>,
}

impl Writer {
    fn serve(mut self, jobs: &Jobs) {
        while let Some(group) = next_group(jobs) {
            self.run_group(group);
        }
    }

    /// A fault that ends the whole transaction (a full disk, a panic) is found out by running each
    /// piece of work alone: only the one that causes it fails. So is a connection that broke while
    /// nobody used it. What was committed without our hearing of it is there already when it is run
    /// again, and its unique constraints say so.
    fn run_group(&mut self, mut group: Vec<Box<dyn Job>>) {
        let may_be_stale = self.connection.is_some();
        match self.commit_together(&mut group) {
            Ok(()) => group.into_iter().for_each(|job| job.answer(Ok(()))),
            Err(Undone::Lost(_)) if may_be_stale || group.len() > 1 => self.run_each(group),
            Err(Undone::Lost(fault) | Undone::NoConnection(fault)) => answer_all(group, &fault),
        }
    }

    fn run_each(&mut self, group: Vec<Box<dyn Job>>) {
        let mut group = group.into_iter();
        while let Some(mut job) = group.next() {
            match self.commit_together(std::slice::from_mut(&mut job)) {
                Ok(()) => job.answer(Ok(())),
                Err(Undone::Lost(fault)) => job.answer(Err(fault)),
                Err(Undone::NoConnection(fault)) => {
                    job.answer(Err(fault.clone()));
                    // The others would wait for the same server, one after the other.
                    return answer_all(group, &fault);
                }
            }
        }
    }

    fn commit_together(&mut self, group: &mut [Box<dyn Job>]) -> Result<(), Undone> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self
                .dialer
                .open_for_groups()
                .map_err(|fault| Undone::NoConnection(fault.into()))?,
        };
        let run = || {
            begin(&mut connection, Isolation::InsertsOnly)?;
            let (is_alone, mut may_commit) = (group.len() == 1, true);
            for job in group {
                may_commit &= job.attempt(&mut connection, is_alone)?;
            }
            if may_commit {
                Ok(commit(&mut connection)?)
            } else {
                Ok(roll_back(&mut connection)?)
            }
        };
        run().map_err(Undone::Lost)?;
        // After any fault above the connection is closed, which rolls back what it had open.
        self.connection = Some(connection);
        Ok(())
    }
}

/// Waits for work and takes all that is there; `None` once nobody is left who could send any.
fn next_group(jobs: &Jobs) -> Option<Vec<Box<dyn Job>>> {
    // No work runs while this is held, so nobody panics while holding it.
    let mut jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    let mut group = vec![jobs.blocking_recv()?];
    while group.len() < LARGEST_GROUP {
        match jobs.try_recv() {
            Ok(next) => group.push(next),
            Err(_) => break,
        }
    }
    Some(group)
}

/// Why nothing of a group was committed, as far as we know.
enum Undone {
    Lost(StoreError),
    NoConnection(StoreError),
}

fn answer_all(group: impl IntoIterator<Item = Box<dyn Job>>, fault: &StoreError) {
    for job in group {
        job.answer(Err(fault.clone()));
    }
}

const LONGEST_QUEUE: usize = 1_024;
const LARGEST_GROUP: usize = 256;
/// On PostgreSQL. More of them make smaller groups.
const WRITERS: usize = 4;
