//! The officers' door: sign in, see and open one's own cases, answer, let colleagues in, exclude,
//! hand over, decline.
//!
//! What an officer reads is opened in the officer's browser. This crate hands out what is sealed, takes
//! what was sealed, and holds no key that opens any of it: neither the passphrase nor what it unlocks
//! ever comes here. Every list and every case is asked for with the officer of the session, so that a
//! case without a grant does not exist.
//!
//! The route table in `door.rs` is the table of contents.
//!
//! ```
//! // One page for everybody; everything that is asked of it with a session lies under one prefix.
//! let pages = casedesk::ROUTES.iter().filter(|route| !route.path.starts_with("/api/"));
//! assert!(pages.into_iter().all(|route| route.path == "/" || route.path.starts_with("/s/")));
//! ```

mod act;
mod ahead;
mod assist;
mod away;
mod case;
mod casedesk;
mod coded_record;
mod docket;
mod door;
mod fault;
mod grant;
mod inbox;
mod invitation;
mod journal;
mod leaving;
mod memory;
mod note;
mod overdue;
mod overview;
mod passkey;
mod peer;
mod plan;
mod protection;
mod published;
mod referral;
mod remote;
mod reply;
mod rewrap;
mod search;
mod session;
mod shell;
mod sign_in;
mod signed;
mod step;
mod vault;
mod work;

pub use crate::{
    casedesk::{Casedesk, OpenError, Rooms, Settings},
    door::{ROUTES, door},
    grant::{NoGrant, check_granted},
    leaving::{NotSigned, check_exclusion, check_hand_over, check_recusal},
    peer::Peers,
    remote::{Remote, RemoteFault, remote_door},
    reply::{AnswerFault, check_answer},
    rewrap::check_rewrapped,
    session::{COOKIE, PAGE_TOKEN},
};
