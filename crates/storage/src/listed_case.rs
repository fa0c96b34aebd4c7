use std::collections::BTreeMap;

use casework::ListedCase;
use seal::SealedObject;

use crate::case::StoredCase;
use crate::grant::LockedGrant;
use crate::locked::Locks;
use crate::storage::Shelves;
use crate::store_error::StoreError;

impl Shelves {
    /// A case whose key is gone is being forgotten, and left out.
    pub(crate) fn unlock_list(
        &self,
        locks: &Locks,
        cases: Vec<StoredCase>,
        grants: &[LockedGrant],
        cards: Vec<SealedObject>,
    ) -> Result<Vec<ListedCase>, StoreError> {
        let mut cards: BTreeMap<_, _> = cards
            .into_iter()
            .map(|card| (card.header.case, card))
            .collect();
        let mut listed = Vec::with_capacity(cases.len());
        for case in cases {
            let id = case.header.case;
            let Some(lock) = locks.of(id) else { continue };
            let own = grants.iter().filter(|grant| grant.case == id);
            let own = own.map(|grant| grant.open(lock, self.instance));
            listed.push(ListedCase {
                grants: own.collect::<Result<_, _>>()?,
                card: cards.remove(&id),
                first_card: None,
                header: case.header,
                status: case.status,
                stage: case.stage,
                priority: case.priority,
                received_on: case.received_on,
                due_on: case.due_on,
            });
        }
        Ok(listed)
    }
}
