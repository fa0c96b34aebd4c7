//! Group commit on SQLite: one thread owns the only connection that writes.
//!
//! It takes what is queued, runs each piece of work in a savepoint, and commits them together, so
//! that many writes share one wait for the disk. Nobody is answered before that COMMIT returned.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use tokio::sync::{mpsc, oneshot};

use crate::connection::AnyConnection;
use crate::dialer::{DialError, Dialer};
use crate::store_error::StoreError;
use crate::transaction::{Isolation, WriteTx, begin, commit, within};

/// Hands work to the one writer.
pub(crate) struct GroupWriter {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl GroupWriter {
    /// Starts the thread. It ends when this value and all who wait for it are gone.
    pub(crate) fn start(dialer: Dialer) -> Result<Self, DialError> {
        let (queue, jobs) = mpsc::channel(LONGEST_QUEUE);
        thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                Writer {
                    dialer,
                    connection: None,
                }
                .serve(jobs)
            })
            .map_err(DialError::NoThread)?;
        Ok(Self { queue })
    }

    /// Runs `work` in the next group.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
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
        self.queue.send(job).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

/// A piece of work, its result forgotten by the type.
trait Job: Send {
    /// Runs the work in a savepoint and keeps what came of it. The error says that the transaction
    /// around it is lost.
    fn attempt(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError>;

    /// Answers whoever waits, after the COMMIT returned with `committed`.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<T, F> {
    work: F,
    outcome: Option<Result<T, StoreError>>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send,
{
    fn attempt(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let attempt = || within(connection, |tx| (self.work)(tx));
        let panicked = || StoreError::broken("a write panicked");
        self.outcome = Some(catch_unwind(AssertUnwindSafe(attempt)).map_err(|_| panicked())??);
        Ok(())
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) | (Err(_), Some(outcome @ Err(_))) => outcome,
            (Err(fault), Some(Ok(_)) | None) => Err(fault),
            (Ok(()), None) => Err(StoreError::broken("a write was never run")),
        };
        // Whoever does not wait any more (a connection was cut) misses nothing.
        let _nobody_waits = self.answer.send(outcome).is_err();
    }
}

struct Writer {
    dialer: Dialer,
    connection: Option<AnyConnection>,
}

impl Writer {
    fn serve(mut self, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
        while let Some(first) = jobs.blocking_recv() {
            let mut group = vec![first];
            while group.len() < LARGEST_GROUP {
                match jobs.try_recv() {
                    Ok(next) => group.push(next),
                    Err(_) => break,
                }
            }
            self.run_group(group);
        }
    }

    /// A fault that ends the whole transaction (a full disk, a panic) is found out by running each
    /// piece of work alone: only the one that causes it fails.
    fn run_group(&mut self, mut group: Vec<Box<dyn Job>>) {
        match self.commit_together(&mut group) {
            Ok(()) => group.into_iter().for_each(|job| job.answer(Ok(()))),
            Err(_) if group.len() > 1 => {
                for mut job in group {
                    let committed = self.commit_together(std::slice::from_mut(&mut job));
                    job.answer(committed);
                }
            }
            Err(fault) => group
                .into_iter()
                .for_each(|job| job.answer(Err(fault.clone()))),
        }
    }

    fn commit_together(&mut self, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.dialer.open()?,
        };
        begin(&mut connection, Isolation::Serializable)?;
        for job in group {
            job.attempt(&mut connection)?;
        }
        commit(&mut connection)?;
        // After any fault above the connection is closed, which rolls back what it had open.
        self.connection = Some(connection);
        Ok(())
    }
}

const LONGEST_QUEUE: usize = 1_024;
const LARGEST_GROUP: usize = 256;
