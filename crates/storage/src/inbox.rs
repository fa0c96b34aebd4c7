use std::collections::{BTreeMap, BTreeSet};

use casework::{
    COUNTED_CASES, Deadlines, InboxPage, InboxPlace, InboxRow, ListedCase, ProtectionStatus,
    SealedDocket, SealedMemory, SealedSearches, has_few_holders,
};
use seal::{CaseId, Day, InstanceId, OfficerId, SealedObject};

use crate::case::CaseState;
use crate::case_room::CaseRoom;
use crate::docket::LockedDocket;
use crate::locked::Locks;
use crate::protection::StoredProtection;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::{case, docket, grant, memory, object, protection, review, search};

/// What rows of cases are made of, their dockets locked.
pub(crate) struct Listed {
    officer: OfficerId,
    cases: Vec<CaseId>,
    states: BTreeMap<CaseId, CaseState>,
    days: BTreeMap<CaseId, Day>,
    dockets: BTreeMap<CaseId, Vec<u8>>,
    holders: BTreeMap<CaseId, Vec<OfficerId>>,
    protections: BTreeMap<CaseId, Vec<StoredProtection>>,
    reviews: BTreeSet<CaseId>,
}

impl Listed {
    /// Reads what rows of these cases need, which the officer holds.
    pub(crate) fn of(
        tx: &mut impl Reads,
        officer: OfficerId,
        ids: &[CaseId],
    ) -> Result<Self, StoreError> {
        Ok(Self {
            officer,
            cases: ids.to_vec(),
            states: case::states_of(tx, ids)?,
            days: object::last_days_of(tx, ids)?,
            dockets: docket::of_officer(tx, officer, ids)?,
            holders: grant::holders_of_cases(tx, ids)?,
            protections: protection::of_cases(tx, ids)?,
            reviews: review::asked_among(tx, ids)?,
        })
    }

    /// The rows, in the order in which the cases were asked for. What an officer plans puts off no promise.
    pub(crate) fn rows(
        mut self,
        locks: &Locks,
        instance: InstanceId,
        on_duty: &BTreeSet<OfficerId>,
        deadlines: &Deadlines,
    ) -> Vec<InboxRow> {
        let mut rows = Vec::with_capacity(self.cases.len());
        for case in self.cases {
            // A case whose key is gone is being forgotten, and left out.
            let (Some(lock), Some(state)) = (locks.of(case), self.states.get(&case)) else {
                continue;
            };
            let docket = self.dockets.remove(&case);
            let open = |locked: Vec<u8>| docket::open(self.officer, case, &locked, lock, instance);
            let protections = self.protections.get(&case);
            let protections = protections.map_or(&[][..], Vec::as_slice);
            let days = protections.iter().flat_map(|known| {
                let since = known.undecided_since;
                let promised = since.map(|day| deadlines.protection_by(day));
                [promised, known.state.review_on]
            });
            let promised = deadlines.next(state.received_on, state.status);
            let due_on = days.chain([promised, state.due_on()]).flatten().min();
            let statuses = protections.iter().map(|known| known.state.status);
            rows.push(InboxRow {
                case,
                status: state.status,
                stage: state.stage,
                priority: state.priority,
                received_on: state.received_on,
                last_on: self.days.get(&case).copied().unwrap_or(state.received_on),
                due_on,
                protection: ProtectionStatus::most_pressing(statuses),
                asks_review: self.reviews.contains(&case),
                has_few_holders: self
                    .holders
                    .get(&case)
                    .is_none_or(|holders| has_few_holders(holders, on_duty)),
                docket: docket.map(open),
            });
        }
        rows
    }
}

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
                None => Some(grant::count_of(tx, officer, COUNTED_CASES)?),
                Some(_) => None,
            };
            let listed = Listed::of(tx, officer, &ids)?;
            let next = places.get(limit.saturating_sub(1)).copied();
            Ok(((total, listed, next), ids))
        };
        let ((total, listed, next), locks) = self.0.read_locked(read).await?;
        let rows = listed.rows(&locks, self.0.instance, on_duty, deadlines);
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
            let cards = (
                object::cards_of(tx, &ids)?,
                object::first_cards_of(tx, &ids)?,
            );
            Ok(((cases, grants, cards), ids))
        };
        let ((cases, grants, (cards, first)), locks) = self.0.read_locked(read).await?;
        let mut listed = self.0.unlock_list(&locks, cases, &grants, cards)?;
        for first in first {
            let mut of_case = listed.iter_mut();
            let of_case = of_case.find(|listed| listed.header.case == first.header.case);
            let Some(listed) = of_case else { continue };
            // Handed out once where it is the only one.
            let is_shown = |shown: &SealedObject| shown.header.object == first.header.object;
            if !listed.card.as_ref().is_some_and(is_shown) {
                listed.first_card = Some(first);
            }
        }
        Ok(listed)
    }

    /// Keeps what the officer's client noted of cases, in the place of what it noted before. What is
    /// about a case without a grant, or without a key, is not kept, nor what was made of another card than
    /// the one that lists show by now.
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
            let shown = object::shown_cards(tx, &held)?;
            let own = locked
                .iter()
                .filter(|docket| held.contains(&docket.case) && shown.contains(&docket.card));
            own.into_iter()
                .try_for_each(|locked| docket::put(tx, locked))
        };
        self.0.write_locked("keep dockets", ids, lock, keep).await
    }

    /// The searches that the officer has named, sealed.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn searches(&self, officer: OfficerId) -> Result<Option<SealedSearches>, StoreError> {
        self.0.main.read(move |tx| search::of(tx, officer)).await
    }

    /// Keeps the searches that the officer has named from now on.
    ///
    /// # Errors
    /// `Conflict` when their number does not follow that of what is kept.
    pub async fn keep_searches(
        &self,
        officer: OfficerId,
        searches: SealedSearches,
    ) -> Result<(), StoreError> {
        let keep = move |tx: &mut WriteTx<'_>| search::put(tx, officer, &searches);
        self.0.main.write("keep searches", keep).await
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
