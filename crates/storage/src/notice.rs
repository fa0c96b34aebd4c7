use casework::{NoticeMoment, NoticeStep};
use diesel::prelude::*;
use seal::OfficerId;

use crate::columns::OfficerIdColumn;
use crate::schema::main::notices;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};
use crate::upkeep::Upkeep;

#[derive(Insertable)]
#[diesel(table_name = notices)]
struct NoticeRow {
    officer: OfficerIdColumn,
    sent: i64,
}

/// A notice that whoever holds this is to send, or else to give back.
#[derive(Debug)]
pub struct TakenNotice {
    officer: OfficerId,
    of: NoticeMoment,
    before: i64,
}

impl Upkeep {
    /// Takes the notice of `last`, the last hour that has come, for an officer. It counts as sent from here on, so any
    /// number of processes may ask. `None` when there is nothing to send.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn take_notice(
        &self,
        officer: OfficerId,
        last: NoticeMoment,
    ) -> Result<Option<TakenNotice>, StoreError> {
        let take = move |tx: &mut WriteTx<'_>| take(tx, officer, last);
        match self.0.main.write("take notice", take).await {
            // Two began with an officer.
            Err(StoreError::AlreadyThere) => Ok(None),
            taken => taken,
        }
    }

    /// Gives back a notice that could not be sent, so that it is tried again.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn give_back_notice(&self, taken: TakenNotice) -> Result<(), StoreError> {
        let give_back = move |tx: &mut WriteTx<'_>| {
            let as_taken = notices::table
                .find(OfficerIdColumn(taken.officer))
                .filter(notices::sent.eq(taken.of.minutes()));
            diesel::update(as_taken)
                .set(notices::sent.eq(taken.before))
                .execute(tx.connection())?;
            Ok(())
        };
        self.0.main.write("give back notice", give_back).await
    }
}

fn take(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    last: NoticeMoment,
) -> Result<Option<TakenNotice>, StoreError> {
    let row = notices::table.find(OfficerIdColumn(officer));
    let sent: Option<i64> = row
        .select(notices::sent)
        .first(tx.connection())
        .optional()?;
    let step = last.step(sent.map(NoticeMoment::from_minutes));
    match (step, sent) {
        (NoticeStep::Wait, _) => return Ok(None),
        (NoticeStep::Begin | NoticeStep::Send, Some(_)) => {
            diesel::update(row)
                .set(notices::sent.eq(last.minutes()))
                .execute(tx.connection())?;
        }
        (NoticeStep::Begin | NoticeStep::Send, None) => {
            let row = NoticeRow {
                officer: officer.into(),
                sent: last.minutes(),
            };
            diesel::insert_into(notices::table)
                .values(row)
                .execute(tx.connection())?;
        }
    }
    let before = sent.filter(|_| step == NoticeStep::Send);
    Ok(before.map(|before| TakenNotice {
        officer,
        of: last,
        before,
    }))
}
