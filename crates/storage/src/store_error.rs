use std::error::Error;
use std::io;
use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error as QueryError};
use seal::NoRandomness;
use thiserror::Error;

/// Why storage could not do what it was asked to. The text of a database is in the chain of
/// sources only, where doors log it; no door shows it to a visitor.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// There is nothing like that, or the asker has no grant for it: the two are never told apart.
    #[error("there is nothing like that in storage")]
    NotFound,
    /// The very thing is in storage already.
    #[error("that is already in storage")]
    AlreadyThere,
    /// Something else stands where this should go: another parcel under the same id, another object
    /// with the same sequence number.
    #[error("that contradicts what is in storage")]
    Conflict,
    /// The disk is full. Nothing of this write was kept.
    #[error("the disk is full")]
    Full(#[source] Cause),
    /// The database cannot be reached or does not answer in time. Whether the last write was kept
    /// is not known; sending the same thing again is safe.
    #[error("the database does not answer")]
    Unreachable(#[source] Cause),
    /// Something that should not happen.
    #[error("storage is broken")]
    Broken(#[source] Cause),
}

/// What lies beneath a [`StoreError`], shared by all who were waiting for the same commit.
pub type Cause = Arc<dyn Error + Send + Sync>;

impl StoreError {
    pub(crate) fn broken(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(Arc::from(cause.into()))
    }

    pub(crate) fn unreachable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unreachable(Arc::from(cause.into()))
    }

    /// Whether the database answered, and only what is in it does not fit.
    pub(crate) fn is_about_rows(&self) -> bool {
        match self {
            Self::NotFound | Self::AlreadyThere | Self::Conflict => true,
            Self::Full(_) | Self::Unreachable(_) | Self::Broken(_) => false,
        }
    }

    /// Whether the write that failed with this surely left nothing behind. After the other errors a
    /// commit may have gone through without our hearing of it.
    pub(crate) fn surely_kept_nothing(&self) -> bool {
        match self {
            Self::NotFound | Self::AlreadyThere | Self::Conflict | Self::Full(_) => true,
            Self::Unreachable(_) | Self::Broken(_) => false,
        }
    }

    /// Whether two writers only got in each other's way, so that the same work may succeed when it
    /// is run again.
    pub(crate) fn is_worth_another_try(&self) -> bool {
        let (Self::Broken(cause) | Self::Unreachable(cause)) = self else {
            return false;
        };
        match cause.downcast_ref::<QueryError>() {
            Some(QueryError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
            Some(QueryError::DatabaseError(DatabaseErrorKind::Unknown, told)) => {
                told.message() == DEADLOCK
            }
            _ => false,
        }
    }

    /// Whether the work waited for a transaction of somebody else, and may do better by itself.
    pub(crate) fn was_held_up(&self) -> bool {
        let waited = match self {
            Self::Broken(cause) | Self::Unreachable(cause) => cause.downcast_ref::<QueryError>(),
            Self::NotFound | Self::AlreadyThere | Self::Conflict | Self::Full(_) => None,
        };
        let waited = match waited {
            Some(QueryError::DatabaseError(_, told)) => told.message() == WAITED_FOR_A_LOCK,
            _ => false,
        };
        waited || self.is_worth_another_try()
    }
}

impl From<QueryError> for StoreError {
    fn from(fault: QueryError) -> Self {
        if matches!(fault, QueryError::NotFound) {
            return Self::NotFound;
        }
        let QueryError::DatabaseError(kind, told) = &fault else {
            return Self::broken(fault);
        };
        if matches!(kind, DatabaseErrorKind::UniqueViolation) {
            return Self::AlreadyThere;
        }
        if matches!(kind, DatabaseErrorKind::ForeignKeyViolation) {
            return Self::Conflict;
        }
        let hung_up = matches!(
            kind,
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand
        );
        let says = |texts: &[&str]| texts.iter().any(|text| told.message().contains(text));
        if says(&FULL) {
            Self::Full(Arc::new(fault))
        } else if hung_up || says(&GONE) {
            Self::unreachable(fault)
        } else {
            Self::broken(fault)
        }
    }
}

impl From<diesel::r2d2::PoolError> for StoreError {
    fn from(fault: diesel::r2d2::PoolError) -> Self {
        Self::unreachable(fault)
    }
}

impl From<diesel::ConnectionError> for StoreError {
    fn from(fault: diesel::ConnectionError) -> Self {
        Self::unreachable(fault)
    }
}

impl From<object_store::Error> for StoreError {
    fn from(fault: object_store::Error) -> Self {
        if matches!(fault, object_store::Error::NotFound { .. }) {
            return Self::broken(fault);
        }
        if is_full(&fault) {
            Self::Full(Arc::new(fault))
        } else {
            Self::broken(fault)
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(fault: io::Error) -> Self {
        if is_full(&fault) {
            Self::Full(Arc::new(fault))
        } else {
            Self::broken(fault)
        }
    }
}

impl From<NoRandomness> for StoreError {
    fn from(fault: NoRandomness) -> Self {
        Self::broken(fault)
    }
}

impl From<tokio::task::JoinError> for StoreError {
    fn from(fault: tokio::task::JoinError) -> Self {
        Self::broken(fault)
    }
}

fn is_full(fault: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(fault);
    while let Some(fault) = cause {
        if let Some(fault) = fault.downcast_ref::<io::Error>() {
            let kind = fault.kind();
            if matches!(
                kind,
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            ) {
                return true;
            }
        }
        cause = fault.source();
    }
    false
}

// diesel passes on no error code for these, only the text of the database.
const DEADLOCK: &str = "deadlock detected";
const WAITED_FOR_A_LOCK: &str = "canceling statement due to lock timeout";
const FULL: [&str; 2] = ["database or disk is full", "No space left on device"];
const GONE: [&str; 6] = [
    "database is locked",
    "disk I/O error",
    "terminating connection",
    "the database system is",
    "unable to open database file",
    "too many clients already",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_broken_one() {
        let sqlite = QueryError::DatabaseError(
            DatabaseErrorKind::Unknown,
            Box::new("database or disk is full".to_owned()),
        );
        assert!(matches!(StoreError::from(sqlite), StoreError::Full(_)));
        let folder = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(StoreError::from(folder), StoreError::Full(_)));
        let other = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(StoreError::from(other), StoreError::Broken(_)));
    }

    #[test]
    fn no_text_of_a_database_is_in_the_text_of_an_error() {
        let told = Box::new("duplicate key value violates \"mailboxes_pkey\"".to_owned());
        let fault = QueryError::DatabaseError(DatabaseErrorKind::Unknown, told);
        assert_eq!(StoreError::from(fault).to_string(), "storage is broken");
    }
}
