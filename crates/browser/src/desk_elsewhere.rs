//! Offices elsewhere: what is sealed for them here is carried by hand, and what they answer comes back the same way.

use casework::{OpenCase, ParcelToCarry, PeerFault, PeerOffice, Referral, ReportForm};
use ledger::Origin;
use seal::{BodyId, Day, Trust, VerifiedRoster, absentees};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    mailbox::Mailbox,
    office::{Office, whole_seconds},
    outgoing_referral::{Passing, Place},
};

/// What the page shows of an office elsewhere.
#[derive(Serialize)]
pub(crate) struct ShownOffice {
    label: String,
    /// Why nothing can be sealed for it, as a key of the wording.
    fault: Option<&'static str>,
    /// The last day of its newest roster.
    until: Option<i32>,
    /// Whether that day is over, and the roster may be used a while longer.
    is_stale: bool,
    /// Its bodies that receive reports.
    bodies: Vec<(String, String)>,
    /// Who of it can be kept out: the number of a unit or an officer, and what stands for it on the page.
    people: Vec<(String, String)>,
}

/// What the page shows of a referral that went to an office elsewhere.
#[derive(Serialize)]
pub(crate) struct ShownElsewhere {
    /// Under which number its sealed answers are fetched at the door there; nothing where its list is missing here.
    mailbox: Option<String>,
    /// Why its answers cannot be opened, as a key of the wording.
    fault: Option<&'static str>,
    /// Whether the parcel may still be on its way.
    may_be_saved: bool,
    /// Under what its files are fetched here; nothing where it has none.
    files: Option<String>,
}

#[wasm_bindgen]
impl Desk {
    /// The parcel of a referral of the open case that is carried to an office elsewhere, without its files.
    ///
    /// # Errors
    /// `fault-desk-not-whole` where a part of it is missing or was changed, or its files are something else of the case;
    /// `fault-desk-damaged` for another referral.
    pub fn referral_parcel(&self, office: &Office, referral: &str) -> Result<Vec<u8>, Fault> {
        self.parcel_of(office, referral, |_, parcel| Some(parcel.head))
    }

    /// The files of that parcel, which follow it. `sealed` is what holds them here.
    ///
    /// # Errors
    /// As [`Desk::referral_parcel`]; also where they are not those that the parcel has signed.
    pub fn referral_parcel_files(
        &self,
        office: &Office,
        referral: &str,
        sealed: Vec<u8>,
    ) -> Result<Vec<u8>, Fault> {
        self.parcel_of(office, referral, |case, parcel| {
            parcel.files?.open(&case.grant.identity, sealed)
        })
    }

    /// The office that answers a referral of the open case: this one, or the one elsewhere to which it went.
    ///
    /// # Errors
    /// What is wrong with the list of that office.
    pub fn office_of(&self, office: &Office, referral: &str) -> Result<Office, Fault> {
        let trust = self.trust_of(office, referral)?.clone();
        Ok(Office {
            trust,
            away: String::new(),
            peers: vec![],
        })
    }
}

impl Desk {
    fn parcel_of<T>(
        &self,
        office: &Office,
        referral: &str,
        take: impl FnOnce(&OpenCase<'_>, ParcelToCarry<'_>) -> Option<T>,
    ) -> Result<T, Fault> {
        let case = self.open_case(office)?;
        let entries = case.entries();
        let referrals = case.referrals(&entries);
        let known = referrals
            .iter()
            .find(|known| known.id.to_string() == referral);
        let sent = known.and_then(|known| known.sent.as_ref());
        let elsewhere = sent.and_then(|(sent, _)| sent.elsewhere.as_ref());
        let elsewhere = elsewhere.ok_or_else(|| Fault::new(DAMAGED))?;
        let parcel = case.parcel_to_carry(&entries, elsewhere);
        let taken = parcel.and_then(|parcel| take(&case, parcel));
        taken.ok_or_else(|| Fault::new("fault-desk-not-whole"))
    }

    /// What the client trusts of the office that answers a referral.
    pub(crate) fn trust_of<'o>(
        &self,
        office: &'o Office,
        referral: &str,
    ) -> Result<&'o Trust, Fault> {
        let case = self.open_case(office)?;
        let referrals = case.referrals(&case.entries());
        let known = referrals
            .iter()
            .find(|known| known.id.to_string() == referral);
        match known.and_then(elsewhere_of) {
            None => Ok(&office.trust),
            Some(manifest) => trust_in(office, manifest),
        }
    }
}

impl Office {
    /// The office elsewhere that has this body. Where it is in no list, and one of the lists is missing or refused, it is said
    /// what is wrong with that.
    pub(crate) fn peer_with(&self, body: BodyId, today: Day) -> Result<Option<&PeerOffice>, Fault> {
        if self.trust.roster(today)?.body(body).is_some() {
            return Ok(None);
        }
        let mut peers = self.peers.iter();
        if let Some(known) = peers.find(|peer| peer.body_label(body).is_some()) {
            return Ok(Some(known));
        }
        let mut faults = self
            .peers
            .iter()
            .filter_map(|peer| peer.list.as_ref().err());
        faults.next().map_or(Ok(None), |fault| Err(refused(*fault)))
    }
}

/// Where something for a body of an office elsewhere is sealed.
pub(crate) fn place_elsewhere<'o>(
    peer: &'o PeerOffice,
    passing: &Passing<'_>,
    unix_seconds: f64,
) -> Result<Place<'o>, Fault> {
    let seconds = whole_seconds(unix_seconds);
    let roster = peer.roster(seconds).map_err(refused)?;
    let (list, day) = (
        peer.list.as_ref().map_err(|fault| refused(*fault))?,
        peer.day(seconds),
    );
    let day = day.map_err(refused)?;
    let mut form = ReportForm::default();
    form.account.clone_from(&passing.asked.text);
    form.urgency.clone_from(&passing.asked.along.urgency);
    form.body = passing.plan.body.to_string();
    form.exclude.clone_from(&passing.asked.exclude);
    let checked = form.check(roster).map_err(Fault::of_form)?;
    Ok(Place {
        trust: list,
        absent: absentees(&peer.away, roster, day),
        origin: Origin::of(&list.manifest.log.origin),
        form,
        checked,
        day,
    })
}

/// The name of a body and of its office.
pub(crate) fn name_of(peer: &PeerOffice, body: BodyId) -> String {
    let label = peer.body_label(body).unwrap_or_default();
    format!("{label} ({})", peer.label)
}

/// What the page shows of the offices elsewhere.
pub(crate) fn shown_offices(office: &Office, unix_seconds: f64) -> Vec<ShownOffice> {
    let seconds = whole_seconds(unix_seconds);
    let peers = office.peers.iter();
    peers
        .map(|peer| {
            let newest = peer.list.as_ref().ok().and_then(|list| list.newest().ok());
            ShownOffice {
                label: peer.label.clone(),
                fault: peer.roster(seconds).err().map(key),
                until: newest.map(|newest| newest.until.number()),
                is_stale: peer.is_stale(seconds),
                bodies: newest.map_or_else(Vec::new, receiving),
                people: newest.map_or_else(Vec::new, people),
            }
        })
        .collect()
}

/// What the page shows of a referral that went elsewhere; nothing of another one.
pub(crate) fn shown_elsewhere(office: &Office, known: &Referral) -> Option<ShownElsewhere> {
    let manifest = elsewhere_of(known)?;
    let trust = trust_in_peers(office, manifest);
    let receipt = known.sent.as_ref().and_then(|(sent, _)| sent.receipt());
    let number = |trust: &Trust| {
        let mailbox = Mailbox::of(receipt?);
        Some(mailbox.number_at(trust.manifest.instance))
    };
    Some(ShownElsewhere {
        mailbox: trust.ok().and_then(number),
        fault: trust.err().map(key),
        may_be_saved: known.status == casework::ReferralStatus::Sent,
        files: known
            .sent
            .as_ref()
            .and_then(|(sent, _)| sent.elsewhere.as_ref())
            .map(|elsewhere| elsewhere.files.clone())
            .filter(|files| !files.is_empty()),
    })
}

fn elsewhere_of(known: &Referral) -> Option<&str> {
    let (sent, _) = known.sent.as_ref()?;
    Some(sent.elsewhere.as_ref()?.manifest.as_str())
}

fn trust_in<'o>(office: &'o Office, manifest: &str) -> Result<&'o Trust, Fault> {
    trust_in_peers(office, manifest).map_err(refused)
}

fn trust_in_peers<'o>(office: &'o Office, manifest: &str) -> Result<&'o Trust, PeerFault> {
    let mut peers = office.peers.iter();
    let known = peers.find(|peer| peer.manifest.to_string() == manifest);
    let list = &known.ok_or(PeerFault::Missing)?.list;
    list.as_ref().map_err(|fault| *fault)
}

fn receiving(roster: &VerifiedRoster) -> Vec<(String, String)> {
    let receives = |body: BodyId| {
        let mut officers = roster.officers.iter();
        officers.any(|one| one.body == body && one.receives_reports())
    };
    let bodies = roster.bodies.iter().filter(|body| receives(body.id));
    bodies
        .map(|body| (body.id.to_string(), body.label.clone()))
        .collect()
}

/// Each unit, and behind it its officers.
fn people(roster: &VerifiedRoster) -> Vec<(String, String)> {
    let mut people = vec![];
    for unit in &roster.units {
        let body = roster.body(unit.body).map_or("", |body| &body.label);
        people.push((unit.id.to_string(), format!("{body}: {}", unit.label)));
        let officers = roster.officers.iter().filter(|one| one.unit == unit.id);
        people.extend(officers.map(|one| (one.id.to_string(), format!("{body}: {}", one.label))));
    }
    people
}

fn refused(fault: PeerFault) -> Fault {
    Fault::new(key(fault))
}

const fn key(fault: PeerFault) -> &'static str {
    match fault {
        PeerFault::Clash => "fault-desk-peer-clash",
        PeerFault::Refused => "fault-desk-peer-other",
        PeerFault::Missing => "fault-desk-peer-missing",
        PeerFault::Old => "fault-desk-peer-old",
        PeerFault::Practice => "fault-desk-peer-practice",
    }
}
