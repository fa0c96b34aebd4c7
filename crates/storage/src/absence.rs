use casework::ActKind;
use diesel::prelude::*;
use seal::{Away, Day, OfficerId, SignedAway};

use crate::act::{self, Done};
use crate::case_room::CaseRoom;
use crate::columns::OfficerIdColumn;
use crate::drop_box::DropBox;
use crate::schema::main::absences;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = absences)]
struct AbsenceRow {
    officer: OfficerIdColumn,
    number: i64,
    statement: Vec<u8>,
}

impl DropBox {
    /// What officers have signed about being away, one statement on a line. Whoever draws a panel checks it.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn away(&self) -> Result<String, StoreError> {
        self.0.away().await
    }
}

impl CaseRoom {
    /// The same.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn away(&self) -> Result<String, StoreError> {
        self.0.away().await
    }

    /// Keeps the statement of an officer about being away in the place of the one before. The caller has checked that
    /// the officer signed it.
    ///
    /// # Errors
    /// `Conflict` when its number is not above that of another one that is kept.
    pub async fn set_away(
        &self,
        away: Away,
        statement: SignedAway,
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let set = move |tx: &mut WriteTx<'_>| {
            if put(tx, away, &statement.to_bytes())? {
                let done = Done::in_office(ActKind::AwaySet, Some(away.officer));
                act::record(tx, instance, done, today)?;
            }
            Ok(())
        };
        self.0.main.write("set away", set).await
    }
}

impl Shelves {
    async fn away(&self) -> Result<String, StoreError> {
        let statements = self.main.read(|tx: &mut ReadTx<'_>| all(tx)).await?;
        let lines = statements.iter().filter_map(|bytes| {
            let statement = SignedAway::from_bytes(bytes).ok()?;
            Some(statement.to_line() + "\n")
        });
        Ok(lines.collect())
    }
}

fn all(tx: &mut impl Reads) -> Result<Vec<Vec<u8>>, StoreError> {
    let statements = absences::table
        .order(absences::officer)
        .select(absences::statement)
        .load(tx.connection())?;
    Ok(statements)
}

fn of(tx: &mut impl Reads, officer: OfficerId) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let row = absences::table
        .find(OfficerIdColumn(officer))
        .select((absences::number, absences::statement))
        .first(tx.connection())
        .optional()?;
    Ok(row)
}

/// Says whether it is a new one.
fn put(tx: &mut WriteTx<'_>, away: Away, statement: &[u8]) -> Result<bool, StoreError> {
    let number = i64::from(away.number);
    match of(tx, away.officer)? {
        Some((_, kept)) if kept == statement => return Ok(false),
        Some((before, _)) if before >= number => return Err(StoreError::Conflict),
        Some(_) => {
            diesel::update(absences::table.find(OfficerIdColumn(away.officer)))
                .set((
                    absences::number.eq(number),
                    absences::statement.eq(statement),
                ))
                .execute(tx.connection())?;
        }
        None => {
            let row = AbsenceRow {
                officer: away.officer.into(),
                number,
                statement: statement.to_vec(),
            };
            diesel::insert_into(absences::table)
                .values(row)
                .execute(tx.connection())?;
        }
    }
    Ok(true)
}
