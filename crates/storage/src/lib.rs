//! The only SQL and the only blob store of Tabir.
//!
//! [`Storage`] hands out doors: [`DropBox`] for `intake`, [`CaseRoom`] for the desk and the offline
//! station, [`StaffRoom`] for officers' accounts, [`Upkeep`] for the nightly chores. A door holds no value with which it could do another's
//! work. Behind them stand one schema and one query set on SQLite and on PostgreSQL, a keystore apart
//! from the main database, and a folder of blobs.
//!
//! Nothing here opens what it stores. Beside ciphertext it holds only what the desk may know in clear
//! (PROTOCOL 9), in days and never in times.
//!
//! ```
//! use storage::{Database, Storage, StorageConfig};
//!
//! let folder = tempfile::tempdir()?;
//! let storage = Storage::open(&StorageConfig {
//!     database: Database::Sqlite(folder.path().join("main.db")),
//!     keystore: Database::Sqlite(folder.path().join("keystore.db")),
//!     blobs: folder.path().join("blobs"),
//!     instance: seal::InstanceId::draw()?,
//! })?;
//! tokio::runtime::Runtime::new()?.block_on(async {
//!     storage.migrate().await?;
//!     // Nobody ever sent anything with this receipt, and the answer looks like any other.
//!     let stranger = seal::MailboxDigest::from_bytes([7; 32]);
//!     let page = storage.drop_box().answer_page(stranger, 0).await?;
//!     assert_eq!(page.len(), seal::answer::PAGE_BYTES);
//!     Ok::<(), Box<dyn std::error::Error>>(())
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod absence;
mod accepting;
mod account;
mod act;
mod act_day;
mod answer_page;
mod archive;
mod assisted;
mod barred;
mod blob;
mod bundle_reader;
mod case;
mod case_key;
mod case_room;
mod chore;
mod chunk;
mod claim;
mod coded_record;
mod columns;
mod connection;
mod dialer;
mod docket;
mod drill;
mod drop_box;
mod exclusion;
mod forgetting;
mod grant;
mod group_writer;
mod hand_over;
mod held_record;
mod inbox;
mod invitation;
mod leaving;
mod listed_case;
mod locked;
mod mailbox;
mod memory;
mod migration;
mod note;
mod notice;
mod object;
mod overdue;
mod overview;
mod parcel;
mod passkey;
mod person_key;
#[cfg(any(test, feature = "testing"))]
mod private_server;
mod promise;
mod proposal;
mod protection;
mod pure_rust_pg;
mod queued_entry;
mod record;
mod recusal;
mod referral;
mod reply;
mod resend;
mod retention;
mod review;
mod rewrap;
mod rights;
mod row_shuffle;
mod same_database;
mod schema;
mod search;
mod session;
mod sign_in;
mod staff_room;
mod standing;
mod step;
mod storage;
mod store_error;
mod task;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod transaction;
mod upkeep;
mod vault;
mod vault_request;
mod vault_room;
mod waiting_bundle;
mod waiting_chunk;
mod work;

pub use accepting::Accepted;
pub use account::Account;
pub use blob::{BundleStore, StoredBundle};
pub use bundle_reader::BundleReader;
pub use case::CasePlan;
pub use case_room::CaseRoom;
pub use casework::{ArrivedObject, CaseFile, ListedCase, Priority, StoredObject};
pub use dialer::{Database, DialError};
pub use drill::{Drill, DrilledCase};
pub use drop_box::{DropBox, ReplyPart, SentBefore};
pub use invitation::Invitation;
pub use leaving::Left;
pub use notice::TakenNotice;
pub use overdue::{OverdueReferral, OverdueReview, OverdueThread, Presence};
pub use overview::{Load, OverdueThrough, Overview, Totals};
pub use passkey::{Passkey, PasskeyUse};
pub use rewrap::REWRAPPED_AT_ONCE;
pub use rights::Door;
pub use session::Session;
pub use sign_in::{Pending, SignInId};
pub use staff_room::{StaffRoom, Turn, UsedFactor};
pub use storage::{Readiness, Storage, StorageConfig};
pub use store_error::{Cause, StoreError};
pub use upkeep::{ChoreOutcome, Moment, Upkeep};
pub use waiting_bundle::{ChunkAhead, SentAhead, WaitingBundle};
