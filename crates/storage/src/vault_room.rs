use casework::{
    ActKind, AskedNames, SealedVaultAnswer, SealedVaultRequest, StoredObject, VaultCustody,
    VaultState, WaitingVault,
};
use seal::{CaseId, Day, Kind, ObjectId, OfficerId, REPLY_BYTES, Sender, VaultAnswer};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, are_twins, no_repetition, record_object};
use crate::locked::Locks;
use crate::reply::LockedReply;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::vault_request::{AnswerRow, RequestRow};
use crate::{barred, case, grant, mailbox, object, reply, vault, vault_request};

impl CaseRoom {
    /// Keeps an officer's request for an identity: in the case, and for the custodians who are asked. What the officer asked
    /// for the same one before, and nobody has answered yet, is taken back. The caller has checked the signatures.
    ///
    /// # Errors
    /// `NotFound` without a grant, and when there is no such vault in the case; `Conflict` when somebody is asked who
    /// keeps no share of it, when fewer are asked than are needed, and when the object is of another kind, too long, or
    /// does not go on where the officer's last one ended.
    pub async fn ask_vault(
        &self,
        officer: OfficerId,
        sent: SealedVaultRequest,
        today: Day,
    ) -> Result<(), StoreError> {
        let (case, vault) = (sent.case(), sent.vault);
        let fits = sent.object.to_bytes().len() <= REPLY_BYTES
            && sent.request.to_bytes().len() <= REPLY_BYTES
            && sent.object.header.kind == Kind::Vault
            && sent.request.request == sent.object.header.object
            && sent.request.requester == officer;
        if !fits {
            return Err(StoreError::Conflict);
        }
        let (instance, digest) = (self.0.instance, sent.object.digest());
        let object = StoredObject::from(sent.object);
        let asked: Vec<OfficerId> = sent.asked.into_iter().collect();
        let request = sent.request;
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            RequestRow::new(case, vault, &request, lock, instance, today)
        };
        let keep = move |tx: &mut WriteTx<'_>, row: &RequestRow| {
            grant::require(tx, officer, case)?;
            let (needed, keepers) = vault::keepers(tx, case, vault)?;
            let all_keep = asked.iter().all(|one| keepers.contains(one));
            if !all_keep || asked.len() < needed {
                return Err(StoreError::Conflict);
            }
            record_object(tx, officer, instance, &object, today)?;
            vault_request::take_back(tx, vault, officer)?;
            vault_request::record(tx, row, &asked)?;
            let done = Done::in_case(ActKind::VaultAsked, officer, case).about(digest);
            act::record(tx, instance, done, today)
        };
        let kept = self
            .0
            .write_locked("ask for identity", vec![case], lock, keep)
            .await;
        kept.map_err(no_repetition)
    }

    /// What custodians answered to the requests in a case.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn vault_states(
        &self,
        officer: OfficerId,
        case: CaseId,
    ) -> Result<Vec<VaultState>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            let requests = vault_request::of_case(tx, case)?;
            let answers = vault_request::answers_in(tx, case)?;
            Ok(((requests, answers), vec![case]))
        };
        let ((requests, answers), locks) = self.0.read_locked(read).await?;
        let (lock, instance) = (locks.of(case), self.0.instance);
        let state = |row: &RequestRow| {
            let lock = lock.ok_or(StoreError::NotFound)?;
            vault_request::state(row, &answers, officer, lock, instance)
        };
        requests.iter().map(state).collect()
    }

    /// Requests that wait for a custodian, and how many more do. Of a case there is nothing in them but what its reporter
    /// signed about it, and of a vault only the custodian's own share. Who holds a case is no custodian in it.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn waiting_vaults(&self, custodian: OfficerId) -> Result<VaultCustody, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            let turns = vault_request::turns(tx, custodian)?;
            let mut waiting = Vec::with_capacity(turns.rows.len());
            for row in turns.rows {
                let case = row.case_id;
                let share = vault::share_of(tx, (case, row.vault_id, custodian))?;
                let known = case::find(tx, case)?.ok_or(StoreError::NotFound)?;
                let last = object::last_of(tx, case, Sender::Officer(custodian))?;
                waiting.push((row, share, known, last));
            }
            let cases = waiting.iter().map(|(row, ..)| row.case_id).collect();
            Ok(((waiting, turns.more), cases))
        };
        let ((waiting, more), locks) = self.0.read_locked(read).await?;
        let instance = self.0.instance;
        let mut opened = Vec::with_capacity(waiting.len());
        for (row, share, known, last) in waiting {
            let Some(lock) = locks.of(row.case_id) else {
                continue;
            };
            opened.push(WaitingVault {
                header: known.header,
                epoch: case::EPOCH,
                vault: row.vault_id,
                asked_on: row.asked_on,
                request: row.open(lock, instance)?,
                share: share.open(lock, instance)?,
                last: last.map(|last| last.object.detached()),
            });
        }
        Ok(VaultCustody {
            waiting: opened,
            more,
        })
    }

    /// The same in short, for the custodian's list of work.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn asked_names(&self, custodian: OfficerId) -> Result<AskedNames, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| vault_request::turns(tx, custodian);
        let turns = self.0.main.read(read).await?;
        let asked = turns.rows.iter().map(|row| (row.case_id, row.object_id));
        let more = turns.more.iter().map(|(_, count)| *count);
        Ok(AskedNames {
            asked: asked.collect(),
            more: more.fold(0, u32::saturating_add),
        })
    }

    /// Keeps what a custodian answered. An approval comes with the notice to the reporter: both are kept in one write or
    /// neither is. The caller has checked the signatures of answer and notice as far as they can be.
    ///
    /// # Errors
    /// `NotFound` for somebody who is not asked, who holds the case, and when who asked holds it no longer; `Conflict`
    /// when it was answered before, and when the notice is missing, belongs to another case, or does not go on where the
    /// custodian's last one ended.
    pub async fn answer_vault(
        &self,
        custodian: OfficerId,
        sent: SealedVaultAnswer,
        today: Day,
    ) -> Result<(), StoreError> {
        let request = sent.request;
        let look = move |tx: &mut ReadTx<'_>| vault_request::asked_of(tx, request, custodian);
        let asked = self.0.main.read(look).await?;
        let case = asked.ok_or(StoreError::NotFound)?.case_id;
        let instance = self.0.instance;
        let SealedVaultAnswer { answer, notice, .. } = sent;
        let approves = answer.approves;
        let is_own = answer.custodian == custodian && approves == notice.is_some();
        let is_notice = notice.as_ref().is_none_or(|notice| {
            let header = &notice.to_case.header;
            let here = (header.kind, header.case, header.instance, header.epoch)
                == (Kind::Reply, case, instance, case::EPOCH);
            here && header.sender == Sender::Officer(custodian)
                && notice.files.is_none()
                && are_twins(notice)
        });
        if !is_own || !is_notice {
            return Err(StoreError::Conflict);
        }
        let (to_case, copy) = notice
            .map(|notice| (StoredObject::from(notice.to_case), notice.to_reporter))
            .unzip();
        let goes_on = reply::day_if_unread(today)?;
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            let locked = vault_request::lock_answer((case, request), &answer, lock, instance)?;
            let copy = copy.as_ref();
            let copy = copy.map(|copy| LockedReply::new(copy, None, lock, instance, today));
            Ok((locked, copy.transpose()?))
        };
        let keep = move |tx: &mut WriteTx<'_>, (locked, copy): &(Vec<u8>, Option<LockedReply>)| {
            let row = vault_request::asked_of(tx, request, custodian)?;
            let row = row.ok_or(StoreError::NotFound)?;
            let holds = !is_absent(grant::require(tx, custodian, case))?;
            if holds || barred::is_barred(tx, case, custodian)? {
                return Err(StoreError::NotFound);
            }
            grant::require(tx, row.officer, case)?;
            let kind = if approves {
                ActKind::VaultApproved
            } else {
                ActKind::VaultRefused
            };
            let mut done = Done::in_case(kind, custodian, case).to(row.officer);
            if let (Some(to_case), Some(copy)) = (&to_case, copy) {
                // The notice first: where there is no mailbox any more, nothing is given.
                let mailbox = mailbox::of_case(tx, case)?.ok_or(StoreError::NotFound)?;
                object::record_next(tx, to_case, today)?;
                reply::record(tx, mailbox.digest, copy, goes_on)?;
                done = done.about(to_case.digest());
            }
            vault_request::answer(tx, request, custodian, (approves, locked), today)?;
            act::record(tx, instance, done, today)
        };
        let kept = self
            .0
            .write_locked("answer for identity", vec![case], lock, keep)
            .await;
        kept.map_err(no_repetition)
    }

    /// Hands out what custodians gave, to the officer who asked and once enough of them did. That it was taken stands in
    /// the record of acts before anything is handed out.
    ///
    /// # Errors
    /// `NotFound` for anybody but who asked, and without a grant; `Conflict` while too few approved.
    pub async fn open_vault(
        &self,
        officer: OfficerId,
        case: CaseId,
        request: ObjectId,
        today: Day,
    ) -> Result<Vec<VaultAnswer>, StoreError> {
        let instance = self.0.instance;
        let take = move |tx: &mut WriteTx<'_>| {
            check_given(tx, officer, case, request)?;
            let objects = object::of_case(tx, case)?;
            let mut objects = objects.iter().map(|arrived| &arrived.object);
            let asked = objects.find(|object| object.header().object == request);
            let digest = asked.ok_or(StoreError::NotFound)?.digest();
            let done = Done::in_case(ActKind::VaultOpened, officer, case).about(digest);
            act::record(tx, instance, done, today)
        };
        self.0.main.write("open identity", take).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let given = check_given(tx, officer, case, request)?;
            Ok((given, vec![case]))
        };
        let (given, locks) = self.0.read_locked(read).await?;
        let lock = locks.of(case).ok_or(StoreError::NotFound)?;
        let open = |row: &AnswerRow| row.open(case, lock, instance).transpose();
        given.iter().filter_map(open).collect()
    }
}

/// What custodians gave for a request, when enough of them did.
fn check_given(
    tx: &mut impl Reads,
    officer: OfficerId,
    case: CaseId,
    request: ObjectId,
) -> Result<Vec<AnswerRow>, StoreError> {
    grant::require(tx, officer, case)?;
    let row = vault_request::find(tx, request)?
        .filter(|row| (row.officer, row.case_id) == (officer, case))
        .ok_or(StoreError::NotFound)?;
    let (needed, _) = vault::keepers(tx, case, row.vault_id)?;
    let answers = vault_request::answers_in(tx, case)?.into_iter();
    let given = answers.filter(|answer| answer.is_of(request) && answer.approves());
    let given: Vec<_> = given.collect();
    if given.len() < needed {
        return Err(StoreError::Conflict);
    }
    Ok(given)
}

/// Whether something is not there; a fault stays a fault.
fn is_absent(found: Result<(), StoreError>) -> Result<bool, StoreError> {
    match found {
        Ok(()) => Ok(false),
        Err(StoreError::NotFound) => Ok(true),
        Err(fault) => Err(fault),
    }
}
