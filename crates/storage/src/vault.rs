//! Identities that reporters left behind, and what custodians keep of them.

use diesel::prelude::*;
use seal::{CaseId, CaseLock, Day, InstanceId, ObjectId, OfficerId, SealedShare};

use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn};
use crate::leaving::Anew;
use crate::schema::main::{vault_answers, vault_requests, vault_shares, vaults};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// A custodian's share inside the outer lock of its case.
#[derive(Debug, Clone)]
pub(crate) struct LockedShare {
    case: CaseId,
    vault: ObjectId,
    custodian: OfficerId,
    locked: Vec<u8>,
}

impl LockedShare {
    pub(crate) fn new(
        case: CaseId,
        vault: ObjectId,
        share: &SealedShare,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<Self, StoreError> {
        let custodian = share.custodian;
        let place = place(vault, custodian);
        let locked = lock.lock(instance, case, &place, &share.to_bytes());
        Ok(Self {
            case,
            vault,
            custodian,
            locked: locked.map_err(StoreError::broken)?,
        })
    }
}

impl LockedShare {
    /// Takes the outer lock off.
    pub(crate) fn open(
        &self,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<SealedShare, StoreError> {
        let place = place(self.vault, self.custodian);
        let share = lock
            .open(instance, self.case, &place, &self.locked)
            .map_err(StoreError::broken)?;
        SealedShare::from_bytes(&share).map_err(StoreError::broken)
    }
}

/// What custodians keep of a case.
pub(crate) fn locked_in(tx: &mut impl Reads, case: CaseId) -> Result<Vec<LockedShare>, StoreError> {
    let rows: Vec<(ObjectIdColumn, OfficerIdColumn, Vec<u8>)> = vault_shares::table
        .filter(vault_shares::case_id.eq(CaseIdColumn(case)))
        .select((
            vault_shares::vault_id,
            vault_shares::custodian,
            vault_shares::locked,
        ))
        .load(tx.connection())?;
    let share =
        |(vault, custodian, locked): (ObjectIdColumn, OfficerIdColumn, Vec<u8>)| LockedShare {
            case,
            vault: vault.into(),
            custodian: custodian.into(),
            locked,
        };
    Ok(rows.into_iter().map(share).collect())
}

/// The share that a custodian keeps of one vault of a case.
///
/// # Errors
/// `NotFound` where there is none.
pub(crate) fn share_of(
    tx: &mut impl Reads,
    (case, vault, custodian): (CaseId, ObjectId, OfficerId),
) -> Result<LockedShare, StoreError> {
    let locked: Option<Vec<u8>> = vault_shares::table
        .find((ObjectIdColumn(vault), OfficerIdColumn(custodian)))
        .select(vault_shares::locked)
        .first(tx.connection())
        .optional()?;
    Ok(LockedShare {
        case,
        vault,
        custodian,
        locked: locked.ok_or(StoreError::NotFound)?,
    })
}

/// Notes that there is a vault.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    vault: ObjectId,
    needed: u8,
    today: Day,
) -> Result<(), StoreError> {
    let row = (
        vaults::object_id.eq(ObjectIdColumn(vault)),
        vaults::case_id.eq(CaseIdColumn(case)),
        vaults::needed.eq(i32::from(needed)),
        vaults::kept_on.eq(DayColumn::from(today)),
    );
    diesel::insert_into(vaults::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Keeps a share.
pub(crate) fn record_share(tx: &mut WriteTx<'_>, share: &LockedShare) -> Result<(), StoreError> {
    let row = (
        vault_shares::vault_id.eq(ObjectIdColumn(share.vault)),
        vault_shares::custodian.eq(OfficerIdColumn(share.custodian)),
        vault_shares::case_id.eq(CaseIdColumn(share.case)),
        vault_shares::locked.eq(&share.locked),
    );
    diesel::insert_into(vault_shares::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// How many custodians of a vault are needed, and who they are.
///
/// # Errors
/// `NotFound` when there is no such vault in the case.
pub(crate) fn keepers(
    tx: &mut impl Reads,
    case: CaseId,
    vault: ObjectId,
) -> Result<(usize, Vec<OfficerId>), StoreError> {
    let needed: Option<i32> = vaults::table
        .filter(vaults::object_id.eq(ObjectIdColumn(vault)))
        .filter(vaults::case_id.eq(CaseIdColumn(case)))
        .select(vaults::needed)
        .first(tx.connection())
        .optional()?;
    let needed = usize::try_from(needed.ok_or(StoreError::NotFound)?);
    let keepers: Vec<OfficerIdColumn> = vault_shares::table
        .filter(vault_shares::vault_id.eq(ObjectIdColumn(vault)))
        .select(vault_shares::custodian)
        .load(tx.connection())?;
    let keepers = keepers.into_iter().map(OfficerId::from).collect();
    Ok((needed.map_err(StoreError::broken)?, keepers))
}

/// Locks all shares of a case anew.
pub(crate) fn lock_anew(tx: &mut WriteTx<'_>, anew: &Anew<'_>) -> Result<(), StoreError> {
    for share in locked_in(tx, anew.case)? {
        let place = place(share.vault, share.custodian);
        let key = (
            ObjectIdColumn(share.vault),
            OfficerIdColumn(share.custodian),
        );
        diesel::update(vault_shares::table.find(key))
            .set(vault_shares::locked.eq(anew.lock(&place, &share.locked)?))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Removes all that is kept beside the vaults of a case: what lies in the case stays sealed for good.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    let case = CaseIdColumn(case);
    diesel::delete(vault_answers::table.filter(vault_answers::case_id.eq(case)))
        .execute(tx.connection())?;
    diesel::delete(vault_requests::table.filter(vault_requests::case_id.eq(case)))
        .execute(tx.connection())?;
    diesel::delete(vault_shares::table.filter(vault_shares::case_id.eq(case)))
        .execute(tx.connection())?;
    diesel::delete(vaults::table.filter(vaults::case_id.eq(case))).execute(tx.connection())?;
    Ok(())
}

/// The row that a locked share belongs to.
fn place(vault: ObjectId, custodian: OfficerId) -> Vec<u8> {
    [b"share".as_slice(), vault.as_bytes(), custodian.as_bytes()].concat()
}
