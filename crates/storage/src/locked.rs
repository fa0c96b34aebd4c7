//! What lies inside the outer lock of a case is in one database, and the key of the lock in another. Between
//! a look into the one and a look into the other the case may be locked anew (decision 0037).

use std::collections::BTreeMap;
use std::sync::Arc;

use seal::{CaseId, CaseLock};

use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, case_key};

/// The locks of some cases. A case whose key is gone has none.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    /// Under which of its keys each case is.
    numbers: BTreeMap<CaseId, i64>,
    locks: BTreeMap<CaseId, CaseLock>,
}

impl Locks {
    pub(crate) fn of(&self, case: CaseId) -> Option<&CaseLock> {
        self.locks.get(&case)
    }
}

impl Shelves {
    /// Reads the main database, and then the locks of the cases that `read` names.
    pub(crate) async fn read_locked<T, R>(&self, read: R) -> Result<(T, Locks), StoreError>
    where
        T: Send + 'static,
        R: Fn(&mut ReadTx<'_>) -> Result<(T, Vec<CaseId>), StoreError> + Send + Sync + 'static,
    {
        let read = Arc::new(read);
        let mut looks = 0;
        loop {
            let read = read.clone();
            let look = move |tx: &mut ReadTx<'_>| {
                let (found, cases) = read(tx)?;
                let numbers = case::key_numbers(tx, &cases)?;
                Ok((found, cases, numbers))
            };
            let (found, cases, numbers) = self.main.read(look).await?;
            // Also for a case that is not there: an unknown mailbox costs what a known one does.
            let keys = move |tx: &mut ReadTx<'_>| case_key::of_cases(tx, &cases);
            let mut keys = self.keystore.ask(keys).await?;
            let mut is_passed = false;
            let mut locks = BTreeMap::new();
            for (case, number) in &numbers {
                let Some(keys) = keys.remove(case) else {
                    continue;
                };
                match keys.lock(*number) {
                    Some(lock) => {
                        locks.insert(*case, lock);
                    }
                    None => is_passed = true,
                }
            }
            looks += 1;
            if is_passed && looks < MOST_LOOKS {
                continue;
            }
            if is_passed {
                tracing::error!(
                    "a case lies under a key that the keystore does not have: were the two databases put back from different times?"
                );
            }
            return Ok((found, Locks { numbers, locks }));
        }
    }

    /// Locks something for these cases, and writes it unless one of them was locked anew meanwhile: then
    /// everything begins again.
    pub(crate) async fn write_locked<L, W>(
        &self,
        name: &'static str,
        cases: Vec<CaseId>,
        lock: impl Fn(&Locks) -> Result<L, StoreError>,
        write: W,
    ) -> Result<(), StoreError>
    where
        L: Send + 'static,
        W: Fn(&mut WriteTx<'_>, &L) -> Result<(), StoreError> + Send + Sync + 'static,
    {
        let write = Arc::new(write);
        for _ in 0..MOST_LOOKS {
            let asked = cases.clone();
            let (_, locks) = self.read_locked(move |_| Ok(((), asked.clone()))).await?;
            let locked = lock(&locks)?;
            let (write, cases, numbers) = (write.clone(), cases.clone(), locks.numbers);
            let unless_passed = move |tx: &mut WriteTx<'_>| {
                if case::key_numbers(tx, &cases)? != numbers {
                    return Ok(false);
                }
                write(tx, &locked)?;
                Ok(true)
            };
            if self.main.write(name, unless_passed).await? {
                return Ok(());
            }
        }
        Err(StoreError::unreachable("the case is locked anew each time"))
    }
}

/// A case is locked anew once for each officer who declines it.
pub(crate) const MOST_LOOKS: u32 = 8;
