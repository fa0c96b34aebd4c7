//! Who is kept out of a case after something of it was passed on is not kept out of what it became. The other body is told.

use std::collections::BTreeSet;
use std::fmt;

use seal::OfficerId;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::{Note, NoteFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::referrals::Referral;

/// That the other body of a referral was told whom this case keeps out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct KeptOutTold {
    /// The note that began the referral.
    pub referral: String,
    /// The ids of the officers.
    pub officers: Vec<String>,
}

impl KeptOutTold {
    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        let mut officers = self.officers.iter();
        let is_sound = !self.referral.is_empty()
            && !self.officers.is_empty()
            && officers.all(|id| id.parse::<OfficerId>().is_ok());
        is_sound.then_some(()).ok_or(NoteFault::Empty)
    }
}

impl OpenCase<'_> {
    /// Whom this case keeps out since something of it was sent to another body of this office, and of whom that body was
    /// not told, also once the referral was closed: what it became stays there. Nobody of the body that holds this case is
    /// let in there anyhow.
    pub fn kept_out_since(&self, known: &Referral, entries: &[Entry<'_>]) -> BTreeSet<OfficerId> {
        let sent = known.sent.as_ref().map(|(sent, _)| sent);
        let before = sent.and_then(|sent| sent.barred.as_ref());
        let Some(before) = before else {
            return BTreeSet::new();
        };
        let referral = known.id.to_string();
        let told = entries.iter().filter_map(|entry| {
            let Content::Note(Note::KeptOut(told)) = &entry.content else {
                return None;
            };
            (told.referral == referral).then_some(&told.officers)
        });
        let named: BTreeSet<OfficerId> = told
            .flatten()
            .chain(before)
            .filter_map(|id| id.parse().ok())
            .collect();
        let newest = self.trust().newest().ok();
        let is_at_home = |id: &OfficerId| {
            let officer = newest.and_then(|roster| roster.officer(*id));
            officer.is_some_and(|officer| officer.body == self.receiver())
        };
        let since = self.barred().into_iter();
        since
            .filter(|id| !named.contains(id) && !is_at_home(id))
            .collect()
    }
}

impl fmt::Debug for KeptOutTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptOutTold(hidden)")
    }
}
