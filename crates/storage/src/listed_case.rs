use std::collections::BTreeMap;

use casework::CaseStatus;
use seal::answer::Claim;
use seal::{CaseId, Day, Grant, OfficerId, SealedObject, SignedCaseHeader};

use crate::case::{Priority, StoredCase};
use crate::case_key;
use crate::grant::LockedGrant;
use crate::object::ArrivedObject;
use crate::storage::Shelves;
use crate::store_error::StoreError;

/// A case in an officer's list.
#[derive(Debug, Clone)]
pub struct ListedCase {
    /// What the reporter signed about the case.
    pub header: SignedCaseHeader,
    /// Where the work stands.
    pub status: CaseStatus,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
    /// The officer's own grants, oldest epoch first, the outer lock taken off.
    pub grants: Vec<Grant>,
    /// The card, to be opened with the grant.
    pub card: Option<SealedObject>,
}

/// Everything an officer may have of a case, the outer lock taken off: from here on ordinary age
/// tools open it. The ciphertext of bundles is read with [`CaseRoom::bundle`](crate::CaseRoom::bundle).
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// As in the list.
    pub case: ListedCase,
    /// The current epoch.
    pub epoch: u32,
    /// Who holds a grant.
    pub holders: Vec<OfficerId>,
    /// All objects, in the order of the days on which they arrived.
    pub objects: Vec<ArrivedObject>,
    /// What the log holds about the case.
    pub claims: Vec<Claim>,
}

impl Shelves {
    /// A case whose key is gone is being forgotten, and left out.
    pub(crate) async fn unlock_list(
        &self,
        ids: Vec<CaseId>,
        cases: Vec<StoredCase>,
        grants: Vec<LockedGrant>,
        cards: Vec<SealedObject>,
    ) -> Result<Vec<ListedCase>, StoreError> {
        let locks = self
            .keystore
            .read(move |tx| case_key::of_cases(tx, &ids))
            .await?;
        let mut cards: BTreeMap<_, _> = cards
            .into_iter()
            .map(|card| (card.header.case, card))
            .collect();
        let mut listed = Vec::with_capacity(cases.len());
        for case in cases {
            let id = case.header.case;
            let Some(lock) = locks.get(&id) else { continue };
            let own = grants.iter().filter(|grant| grant.case == id);
            let own = own.map(|grant| grant.open(lock, self.instance));
            listed.push(ListedCase {
                grants: own.collect::<Result<_, _>>()?,
                card: cards.remove(&id),
                header: case.header,
                status: case.status,
                priority: case.priority,
                received_on: case.received_on,
                due_on: case.due_on,
            });
        }
        Ok(listed)
    }
}
