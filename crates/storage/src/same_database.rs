//! Whether two names lead to one database. The keystore must be another than the main one, or both go
//! into the same backup.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::dialer::{Database, Dialer};
use crate::store_error::StoreError;

impl Database {
    /// Whether this is the same SQLite file, or the same database of the same PostgreSQL server,
    /// however the two are spelt. Servers are asked; do not call it from async code.
    ///
    /// # Errors
    /// A server that cannot be reached.
    pub fn is_same_as(&self, other: &Self) -> Result<bool, StoreError> {
        match (self, other) {
            (Self::Sqlite(one), Self::Sqlite(other)) => Ok(is_same_file(one, other)),
            (Self::Postgres { .. }, Self::Postgres { .. }) => shares_locks(self, other),
            (Self::Sqlite(_), Self::Postgres { .. }) | (Self::Postgres { .. }, Self::Sqlite(_)) => {
                Ok(false)
            }
        }
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| fs::metadata(path).ok();
    match (file(one), file(other)) {
        (Some(one), Some(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        (None, None) => place(one, MOST_LINKS) == place(other, MOST_LINKS),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Where a file that is not there yet would come to lie.
fn place(path: &Path, links: u32) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    if let (Ok(target), Some(fewer)) = (fs::read_link(path), links.checked_sub(1)) {
        return place(&folder.join(target), fewer);
    }
    match (fs::canonicalize(folder.join(".")), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(_), None) | (Err(_), _) => path.to_owned(),
    }
}

/// An advisory lock is one database's own: where a lock that the one holds is refused to the other,
/// they are the same.
fn shares_locks(one: &Database, other: &Database) -> Result<bool, StoreError> {
    let one = Dialer::new(one).map_err(StoreError::broken)?;
    let other = Dialer::new(other).map_err(StoreError::broken)?;
    let number = i64::from_be_bytes(seal::random_bytes()?);
    let (mut one, mut other) = (one.open()?, other.open()?);
    let held: bool = diesel::select(pg_try_advisory_lock(number)).get_result(&mut one)?;
    let free: bool = diesel::select(pg_try_advisory_lock(number)).get_result(&mut other)?;
    Ok(held && !free)
}

diesel::define_sql_function! {
    /// Takes a lock that the session holds until it ends, or says that another one has it.
    fn pg_try_advisory_lock(number: BigInt) -> Bool;
}

/// Links that lead to each other are followed no further than the system would.
const MOST_LINKS: u32 = 40;

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::testing::TestStorage;

    #[test]
    fn one_file_is_the_same_however_it_is_spelt() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| Database::Sqlite(folder.path().join(name));
        let is_same = |one: &str, other: &str| at(one).is_same_as(&at(other)).unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        assert!(is_same("main", "inner/../main"), "not there yet");
        symlink("main", folder.path().join("pointing")).unwrap();
        assert!(
            is_same("main", "pointing"),
            "a link to what is not there yet"
        );
        fs::write(folder.path().join("main"), "").unwrap();
        fs::write(folder.path().join("keystore"), "").unwrap();
        symlink("inner/..", folder.path().join("round")).unwrap();
        fs::hard_link(folder.path().join("main"), folder.path().join("twin")).unwrap();
        for other in ["pointing", "round/main", "./main", "twin"] {
            assert!(is_same("main", other), "{other}");
        }
        assert!(!is_same("main", "keystore") && !is_same("main", "absent"));
        assert!(!is_same("absent", "inner/absent"));
        symlink("loop", folder.path().join("loop")).unwrap();
        assert!(!is_same("loop", "absent"), "a link to itself");
    }

    #[test]
    fn two_addresses_of_one_database_are_known_as_one() {
        TestStorage::on_each(async |storage| {
            let (main, keys) = (
                storage.config.database.clone(),
                storage.config.keystore.clone(),
            );
            let on_postgres = storage.is_on_postgres();
            let compared = tokio::task::spawn_blocking(move || {
                (
                    main.is_same_as(&main).unwrap(),
                    main.is_same_as(&keys).unwrap(),
                )
            });
            // The tests' schemas lie in one database of the server, however their URLs differ.
            assert_eq!(compared.await.unwrap(), (true, on_postgres));
        });
    }
}
