use std::collections::BTreeSet;

use casework::{
    Deadlines, InboxPage, InboxPlace, InboxRow, ListedCase, ProtectionStatus, SealedDocket,
    SealedMemory, has_few_holders,
};
use seal::{CaseId, OfficerId};

use crate::case_room::CaseRoom;
use crate::docket::LockedDocket;
use crate::locked::Locks;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, docket, grant, memory, object, protection};

impl CaseRoom {
    /// A page of the officer's inbox: the cases with a grant, the last to arrive first, with what the
    /// officer's client noted of each. Nothing of it is opened. The caller says who is on duty, and what was promised:
    /// what an officer plans puts off no promise.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn inbox(
        &self,
        officer: OfficerId,
        after: Option<InboxPlace>,
        limit: usize,
        on_duty: &BTreeSet<OfficerId>,
        deadlines: &Deadlines,
    ) -> Result<InboxPage, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            let places = grant::places_of(tx, officer, after, limit)?;
            let ids: Vec<_> = places.iter().map(|place| place.case).collect();
            let total = match after {
                None => Some(grant::count_of(tx, officer)?),
                Some(_) => None,
            };
            let rest = (
                case::states_of(tx, &ids)?,
                object::last_days_of(tx, &ids)?,
                docket::of_officer(tx, officer, &ids)?,
                grant::holders_of_cases(tx, &ids)?,
                protection::of_cases(tx, &ids)?,
            );
            Ok(((total, places, rest), ids))
        };
        let (found, locks) = self.0.read_locked(read).await?;
        let (total, places, (states, last_days, mut dockets, holders, protections)) = found;
        let next = places.get(limit.saturating_sub(1)).copied();
        let row = |place: InboxPlace| {
            let case = place.case;
            // A case whose key is gone is being forgotten, and left out.
            let (lock, state) = (locks.of(case)?, states.get(&case)?);
            let docket = dockets.remove(&case);
            let open =
                |locked: Vec<u8>| docket::open(officer, case, &locked, lock, self.0.instance);
            let protections = protections.get(&case).map_or(&[][..], Vec::as_slice);
            let days = protections.iter().flat_map(|known| {
                let promised = known
                    .undecided_since
                    .map(|day| deadlines.protection_by(day));
                [promised, known.state.review_on]
            });
            let promised = deadlines.next(state.received_on, state.status);
            let due_on = days.chain([promised, state.due_on()]).flatten().min();
            let statuses = protections.iter().map(|known| known.state.status);
            Some(InboxRow {
                case,
                due_on,
                protection: ProtectionStatus::most_pressing(statuses),
                status: state.status,
                stage: state.stage,
                priority: state.priority,
                received_on: state.received_on,
                last_on: last_days.get(&case).copied().unwrap_or(state.received_on),
                has_few_holders: holders
                    .get(&case)
                    .is_none_or(|holders| has_few_holders(holders, on_duty)),
                docket: docket.map(open),
            })
        };
        let rows = places.into_iter().filter_map(row).collect();
        Ok(InboxPage { total, rows, next })
    }

    /// What is needed to open the cards of some of the officer's cases. A case without a grant is left
    /// out, as if it were not there.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn cards(
        &self,
        officer: OfficerId,
        cases: Vec<CaseId>,
    ) -> Result<Vec<ListedCase>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            let ids = grant::held_among(tx, officer, &cases)?;
            let cases = case::all_of(tx, &ids)?;
            let grants = grant::of_officer(tx, officer, &ids)?;
            let cards = object::cards_of(tx, &ids)?;
            Ok(((cases, grants, cards), ids))
        };
        let ((cases, grants, cards), locks) = self.0.read_locked(read).await?;
        self.0.unlock_list(&locks, cases, &grants, cards)
    }

    /// Keeps what the officer's client noted of cases, in the place of what it noted before. What is
    /// about a case without a grant, or without a key, is not kept.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn keep_dockets(
        &self,
        officer: OfficerId,
        dockets: Vec<SealedDocket>,
    ) -> Result<(), StoreError> {
        let ids: Vec<_> = dockets.iter().map(|docket| docket.case).collect();
        let instance = self.0.instance;
        let lock = |locks: &Locks| {
            let lock = |docket: &SealedDocket| {
                let lock = locks.of(docket.case)?;
                Some(LockedDocket::new(officer, docket, lock, instance))
            };
            dockets.iter().filter_map(lock).collect()
        };
        let keep = move |tx: &mut WriteTx<'_>, locked: &Vec<LockedDocket>| {
            let cases: Vec<_> = locked.iter().map(|docket| docket.case).collect();
            let held = grant::held_among(tx, officer, &cases)?;
            let own = locked.iter().filter(|docket| held.contains(&docket.case));
            own.into_iter()
                .try_for_each(|locked| docket::put(tx, locked))
        };
        self.0.write_locked("keep dockets", ids, lock, keep).await
    }

    /// What the officer's client remembers, sealed.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn memory(&self, officer: OfficerId) -> Result<Option<SealedMemory>, StoreError> {
        self.0.main.read(move |tx| memory::of(tx, officer)).await
    }

    /// Keeps what the officer's client remembers from now on.
    ///
    /// # Errors
    /// `Conflict` when its number does not follow that of what is kept.
    pub async fn remember(
        &self,
        officer: OfficerId,
        memory: SealedMemory,
    ) -> Result<(), StoreError> {
        let remember = move |tx: &mut WriteTx<'_>| memory::put(tx, officer, &memory);
        self.0.main.write("remember", remember).await
    }
}
