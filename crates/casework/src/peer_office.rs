use std::collections::{BTreeMap, BTreeSet};

use seal::{BodyId, Day, Digest, Roster, RosterStanding, Trust, VerifiedRoster};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::opened_case::OpenCase;
use crate::published::Published;
use crate::referral_terms::ReferredBy;

/// The lists of other offices as a desk hands them out. Nothing of it is believed before it was compared with the roster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SentPeers(Vec<SentPeer>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentPeer {
    /// For which manifest it is meant, in hexadecimal digits.
    manifest: String,
    list: Published,
    /// What officers there have signed about being away.
    away: String,
}

/// Another office, as the newest roster of the own one names it.
#[derive(Debug, Clone)]
pub struct PeerOffice {
    /// Its name, as the roster of the own office gives it.
    pub label: String,
    /// Digest of its manifest.
    pub manifest: Digest,
    /// Its list of officers, or why there is none to be believed.
    pub list: Result<Trust, PeerFault>,
    /// What its officers have signed about being away.
    pub away: String,
}

/// Why nothing can be sealed for another office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PeerFault {
    /// A number of a body of it stands for another body.
    #[error("the list of that office has a body with the number of another one")]
    Clash,
    /// The desk has no list of it.
    #[error("the desk has no list of that office")]
    Missing,
    /// The list is older than one that the own office knows, or its time is over.
    #[error("the list of that office is too old")]
    Old,
    /// One of the two is for practice and the other one is not.
    #[error("one of the two offices is for practice")]
    Practice,
    /// The list is not the one whose manifest the own office has signed.
    #[error("the list is not of the office whose manifest the roster names")]
    Refused,
}

impl SentPeers {
    /// Adds the list that is meant for the office with this manifest, and what its officers have signed about being away.
    pub fn add(&mut self, manifest: &Digest, list: &Trust, away: &str) {
        self.0.push(SentPeer {
            manifest: manifest.to_string(),
            list: Published::of(list, usize::MAX),
            away: away.to_owned(),
        });
    }

    /// The text that a desk hands out: JSON.
    pub fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Reads what a desk handed out; what is none counts as nothing.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The offices that the roster names, each with its list as far as that is the one which is meant. Where two of them claim
    /// one number of a body neither list is believed, in whatever order the roster names them.
    pub fn check(&self, own: &Trust, roster: &Roster) -> Vec<PeerOffice> {
        let read = roster.peers.iter().map(|peer| {
            let sent = self.of(&peer.manifest);
            let list = sent.ok_or(PeerFault::Missing).and_then(|sent| {
                let text = sent.list.to_text().ok_or(PeerFault::Refused)?;
                Published::read(&text, &peer.manifest).map_err(|_| PeerFault::Refused)
            });
            (peer, sent, list)
        });
        let read: Vec<_> = read.collect();
        // What an old list claims counts as well: it is signed by that office all the same.
        let lists = read.iter().filter_map(|(_, _, list)| list.as_ref().ok());
        let mut claims: BTreeMap<BodyId, u32> = BTreeMap::new();
        for body in lists.chain([own]).flat_map(all_bodies) {
            let claim = claims.entry(body).or_default();
            *claim = claim.saturating_add(1);
        }
        let read = read.into_iter();
        let offices = read.map(|(peer, sent, list)| PeerOffice {
            label: peer.label.clone(),
            manifest: peer.manifest,
            list: list.and_then(|list| {
                check_list(&list, own, peer.lowest_roster, &claims)?;
                Ok(list)
            }),
            away: sent.map_or_else(String::new, |sent| sent.away.clone()),
        });
        offices.collect()
    }

    fn of(&self, manifest: &Digest) -> Option<&SentPeer> {
        let digits = manifest.to_string();
        self.0.iter().find(|sent| sent.manifest == digits)
    }
}

impl PeerOffice {
    /// Its list, where that is to be believed.
    pub(crate) const fn trusted(&self) -> Option<&Trust> {
        match &self.list {
            Ok(list) => Some(list),
            Err(_) => None,
        }
    }

    /// The roster to seal with on the day that it is there.
    ///
    /// # Errors
    /// [`PeerFault`], also when the newest roster may not be used on that day.
    pub fn roster(&self, unix_seconds: i64) -> Result<&VerifiedRoster, PeerFault> {
        let list = self.list.as_ref().map_err(|fault| *fault)?;
        list.roster(self.day(unix_seconds)?)
            .map_err(|_| PeerFault::Old)
    }

    /// Whether its newest roster is past its end, and may be used a while longer.
    pub fn is_stale(&self, unix_seconds: i64) -> bool {
        let day = self.day(unix_seconds);
        let roster = self.roster(unix_seconds);
        roster
            .ok()
            .zip(day.ok())
            .is_some_and(|(roster, day)| roster.standing(day) == RosterStanding::Stale)
    }

    /// The day that it is there.
    ///
    /// # Errors
    /// [`PeerFault`] where its list is not to be believed.
    pub fn day(&self, unix_seconds: i64) -> Result<Day, PeerFault> {
        let list = self.list.as_ref().map_err(|fault| *fault)?;
        Ok(Day::at(unix_seconds, list.manifest.offset_minutes))
    }

    /// The name of one of its bodies.
    pub fn body_label(&self, body: BodyId) -> Option<&str> {
        let mut rosters = self.list.as_ref().ok()?.rosters().iter();
        rosters.find_map(|roster| Some(roster.body(body)?.label.as_str()))
    }
}

impl OpenCase<'_> {
    /// Whether officers of another body sent the report, as far as anybody can say: it says so, and that was signed or cannot
    /// be checked now. What was not signed may come from anybody, so it counts as a report like any other.
    pub fn is_referred(&self, unix_seconds: i64) -> bool {
        let by = self.referred_by();
        by.is_some_and(|by| by.is_signed || self.is_unchecked(&by, unix_seconds))
    }

    /// Whether nobody can say now who signed that a case was passed on: it was not signed by anybody who is known, and the
    /// list of the office that it says to come from is not at hand, or not to be used.
    pub fn is_unchecked(&self, by: &ReferredBy, unix_seconds: i64) -> bool {
        let (Some(officer), Some(terms)) = (by.officer, &by.terms) else {
            return false;
        };
        if by.is_signed {
            return false;
        }
        let is_of = |roster: &VerifiedRoster| {
            let known = roster.officer(officer);
            known.is_some_and(|known| known.body == terms.from)
        };
        if self.trust().rosters().iter().any(is_of) {
            return false;
        }
        let mut peers = self.peers().iter();
        if let Some(office) = peers.find(|office| office.body_label(terms.from).is_some()) {
            return office.roster(unix_seconds).is_err();
        }
        let named = self.trust().newest();
        let mut named = named.iter().flat_map(|roster| &roster.peers);
        named.any(|peer| {
            let mut peers = self.peers().iter();
            let office = peers.find(|office| office.manifest == peer.manifest);
            office.is_none_or(|office| office.roster(unix_seconds).is_err())
        })
    }
}

/// Whether the list of an office that the roster names did not come, or came as none that can be read.
pub fn lacks_peers(roster: &Roster, peers: &[PeerOffice]) -> bool {
    roster.peers.iter().any(|named| {
        let mut peers = peers.iter();
        let office = peers.find(|office| office.manifest == named.manifest);
        let list = office.map(|office| office.list.as_ref().err());
        !matches!(
            list,
            Some(None | Some(PeerFault::Clash | PeerFault::Old | PeerFault::Practice))
        )
    })
}

/// Whose manifest it is was compared already.
fn check_list(
    list: &Trust,
    own: &Trust,
    lowest_roster: u32,
    claims: &BTreeMap<BodyId, u32>,
) -> Result<(), PeerFault> {
    let (ours, theirs) = (own.manifest.instance, list.manifest.instance);
    if ours.is_for_training() != theirs.is_for_training() {
        return Err(PeerFault::Practice);
    }
    let newest = list.newest().map_err(|_| PeerFault::Refused)?;
    if newest.version < lowest_roster {
        return Err(PeerFault::Old);
    }
    // Consent names a body by its number: two that share one would share what was consented to.
    let mut all = all_bodies(list).into_iter();
    if ours == theirs || all.any(|body| claims.get(&body).is_some_and(|count| *count > 1)) {
        return Err(PeerFault::Clash);
    }
    Ok(())
}

/// Each body that any of its rosters names, once.
fn all_bodies(list: &Trust) -> BTreeSet<BodyId> {
    let bodies = list
        .rosters()
        .iter()
        .flat_map(|roster| roster.bodies.iter());
    bodies.map(|body| body.id).collect()
}
