//! Trying what a copy of both databases opens (PROTOCOL 7).

use std::fmt;
use std::sync::Arc;

use seal::{CaseId, CaseLock, Day};

use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;
use crate::{case, case_key, docket, grant, mailbox, reply, vault, vault_request};

/// The door for a drill. It changes nothing.
#[derive(Clone)]
pub struct Drill(pub(crate) Arc<Shelves>);

/// What a copy has of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrilledCase {
    /// The case.
    pub case: CaseId,
    /// Whether the keystore has the key under which the case lies.
    pub has_key: bool,
    /// How many grants, answers, index entries, and shares of vaults with what was asked and answered about them, lie inside its outer lock.
    pub locked: u64,
    /// How many of them open: with the key of the case where there is one, else with any key of the whole keystore.
    pub opened: u64,
}

impl Drill {
    /// Some of the cases of the main database, in the order of their ids.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn cases(&self, after: Option<CaseId>) -> Result<Vec<CaseId>, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| case::ids(tx, after, PAGE);
        self.0.main.read(look).await
    }

    /// Tries to open what lies inside the outer lock of a case. A case without a key costs a try with every key
    /// that there is for everything in it.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn attempt(&self, case: CaseId) -> Result<DrilledCase, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            let grants = grant::locked_in(tx, case)?;
            let dockets = docket::locked_in(tx, case)?;
            let replies = match mailbox::of_case(tx, case)? {
                Some(mailbox) => reply::page(tx, mailbox.digest, 0, u32::MAX)?,
                None => vec![],
            };
            let vaults = (
                vault::locked_in(tx, case)?,
                vault_request::of_case(tx, case)?,
                vault_request::answered_in(tx, case)?,
            );
            Ok(((grants, dockets, replies, vaults), vec![case]))
        };
        let ((grants, dockets, replies, vaults), locks) = self.0.read_locked(look).await?;
        let instance = self.0.instance;
        let opened_by = |lock: &CaseLock| {
            let grants = grants.iter().filter(|one| one.open(lock, instance).is_ok());
            let dockets = dockets.iter().filter(|(officer, locked)| {
                !docket::open(*officer, case, locked, lock, instance).is_empty()
            });
            let replies = replies
                .iter()
                .filter(|one| one.open(lock, instance, case).is_ok());
            let (shares, requests, answers) = &vaults;
            let shares = shares.iter().filter(|one| one.open(lock, instance).is_ok());
            let requests = requests
                .iter()
                .filter(|one| one.open(lock, instance).is_ok());
            let answers = answers
                .iter()
                .filter(|one| one.open(case, lock, instance).is_ok());
            let of_vaults = shares.count() + requests.count() + answers.count();
            grants.count() + dockets.count() + replies.count() + of_vaults
        };
        let opened = match locks.of(case) {
            Some(lock) => opened_by(lock),
            None => self.with_every_key(opened_by).await?,
        };
        let of_vaults = vaults.0.len() + vaults.1.len() + vaults.2.len();
        let count = |count: usize| u64::try_from(count).map_err(StoreError::broken);
        Ok(DrilledCase {
            case,
            has_key: locks.of(case).is_some(),
            locked: count(grants.len() + dockets.len() + replies.len() + of_vaults)?,
            opened: count(opened)?,
        })
    }

    async fn with_every_key(
        &self,
        opened_by: impl Fn(&CaseLock) -> usize,
    ) -> Result<usize, StoreError> {
        let (mut opened, mut after) = (0, None);
        loop {
            let next = move |tx: &mut ReadTx<'_>| {
                let ids = case_key::made_before(tx, LAST_DAY, after, PAGE)?;
                Ok((ids.last().copied(), case_key::of_cases(tx, &ids)?))
            };
            let (last, keys) = self.0.keystore.read(next).await?;
            for lock in keys.into_values().flat_map(case_key::CaseKeys::locks) {
                opened += opened_by(&lock);
            }
            if last.is_none() {
                return Ok(opened);
            }
            after = last;
        }
    }
}

impl fmt::Debug for Drill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drill")
    }
}

const PAGE: usize = 500;
const LAST_DAY: Day = Day::from_number(i32::MAX);
