//! Referrals on their way: what goes to another body is sealed as a reporter's browser seals a report.

use std::collections::BTreeSet;

use casework::{
    CarriedFiles, CarriedParcel, CheckedReport, OpenCase, ReferralPlan, ReferralTerms, Referred,
    ReferredFile, Referring, ReportForm, SealingFault,
};
use ledger::Origin;
use seal::{
    BundleSealer, CaseId, Day, Digest, Exclusions, Level, OfficerId, PanelError, ParcelId, Receipt,
    Sending, SendingError, Trust, absentees,
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_elsewhere::{name_of, place_elsewhere},
    desk_note::fault,
    fault::Fault,
    office::Office,
    outgoing::Outgoing,
    outgoing_carried::OutgoingCarriedFiles,
    outgoing_files::OutgoingFiles,
};

/// A referral on its way: its files are sent first, then the rest.
#[wasm_bindgen]
pub struct OutgoingReferral {
    /// The case as it was when this was planned: consent and danger were looked at in it.
    planned_in: Digest,
    asked: Referring,
    plan: ReferralPlan,
    sent: Option<Passed>,
}

/// What goes to the other body.
struct Passed {
    receipt: Receipt,
    parcel: Outgoing,
    case: CaseId,
    carried: Option<Carried>,
}

/// Where it is carried, and what holds its files until then.
struct Carried {
    manifest: Digest,
    name: String,
    upload: ParcelId,
    around: Option<BundleSealer>,
}

/// Which files were sealed, or have to be.
#[derive(Debug, PartialEq, Eq)]
struct Sealed {
    here: bool,
    carried: bool,
}

impl Sealed {
    fn expected(referral: &OutgoingReferral) -> Self {
        Self::of(
            !referral.asked.files.is_empty(),
            referral.sent.as_ref().map(|sent| sent.carried.is_some()),
        )
    }

    /// Where nothing is sent no file is; `is_carried` says whether what is sent is.
    fn of(has_files: bool, is_carried: Option<bool>) -> Self {
        Self {
            here: has_files && is_carried == Some(false),
            carried: has_files && is_carried == Some(true),
        }
    }
}

#[wasm_bindgen]
impl OutgoingReferral {
    /// Where it stands once the desk has it: `sent`, or `risk_blocked`, or what was chosen.
    pub fn to(&self) -> String {
        self.plan.to.word().to_owned()
    }

    /// The id under which its files are sent; nothing where nothing is sent.
    pub fn id(&self) -> Option<String> {
        let sent = self.sent.as_ref()?;
        Some(match &sent.carried {
            None => sent.parcel.id(),
            Some(carried) => carried.upload.to_string(),
        })
    }

    /// Whether it is carried to an office elsewhere.
    pub fn is_carried(&self) -> bool {
        let sent = self.sent.as_ref();
        sent.is_some_and(|sent| sent.carried.is_some())
    }

    /// Begins the files of what goes to a body here.
    ///
    /// # Errors
    /// `fault-locking` the second time; `fault-desk-failed` where nothing is sent.
    pub fn begin_files(&mut self) -> Result<OutgoingFiles, Fault> {
        let sent = self.sent.as_mut().ok_or_else(failed)?;
        sent.parcel.begin_files()
    }

    /// Begins the files of what is carried. They are sealed to the open case as well, so that the desk here sees no byte of
    /// what is handed in there.
    ///
    /// # Errors
    /// `fault-locking` the second time; `fault-desk-failed` where nothing is carried, or no files were named.
    pub fn begin_carried_files(&mut self) -> Result<OutgoingCarriedFiles, Fault> {
        let sent = self.sent.as_mut().ok_or_else(failed)?;
        let around = sent.carried.as_mut().and_then(|one| one.around.take());
        let around = around.ok_or_else(failed)?;
        OutgoingCarriedFiles::of(sent.parcel.begin_files()?, around, CarriedFiles::NAME)
    }
}

#[wasm_bindgen]
impl Desk {
    /// Bytes of all files of a referral to a body, at most. What is carried is sealed twice, and has to find room here.
    ///
    /// # Errors
    /// What is wrong with the list of its office.
    pub fn most_bytes_referred(
        &self,
        office: &Office,
        body: &str,
        unix_seconds: f64,
    ) -> Result<u64, Fault> {
        let own = office.trust.manifest.limits.bundle_bytes;
        let body = body.parse();
        let body = body.map_err(|_| Fault::new("fault-desk-no-other-body"))?;
        let Some(peer) = office.peer_with(body, office.day(unix_seconds))? else {
            return Ok(ReferredFile::most_bytes(own, None));
        };
        let theirs = peer.list.as_ref().ok();
        let theirs = theirs.map(|list| list.manifest.limits.bundle_bytes);
        Ok(ReferredFile::most_bytes(own, Some(theirs)))
    }

    /// Begins a referral of the open case as the form has it; `typed` is JSON. What is sent is sealed to a panel of the
    /// other body, as a reporter's browser seals a report. Its receipt goes into the open case and nowhere else.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it, also consent; `fault-desk-too-few-there` when too few
    /// officers of that body are left who may see it; else as [`Desk::note`].
    pub fn begin_referral(
        &self,
        office: &Office,
        typed: String,
        unix_seconds: f64,
    ) -> Result<OutgoingReferral, Fault> {
        let typed = Zeroizing::new(typed);
        let asked: Referring = serde_json::from_str(&typed).map_err(|_| failed())?;
        let case = self.open_case(office)?;
        let planned_in = case.file.digest();
        let today = office.day(unix_seconds);
        let own = self.own_body(office, today)?;
        let plan = case.plan_referral(&asked, own, today);
        let plan = plan.map_err(|missing| fault(missing.into()))?;
        let Some(terms) = &plan.terms else {
            return Ok(OutgoingReferral {
                planned_in,
                asked,
                plan,
                sent: None,
            });
        };
        let passing = Passing {
            asked: &asked,
            plan: &plan,
            terms,
        };
        let peer = office.peer_with(plan.body, today)?;
        let place = match peer {
            None => place_here(office, &case, &passing, today)?,
            Some(peer) => place_elsewhere(peer, &passing, unix_seconds)?,
        };
        let mut sent = self.passed_on(place, &passing)?;
        let elsewhere = peer.map(|peer| (peer.manifest, name_of(peer, plan.body)));
        let tried = case.try_referral(&plan, &asked, elsewhere, self.keys(), Level::B);
        tried.map_err(|lacking| match lacking {
            SealingFault::Text(too_long) => SendingError::Text(too_long).into(),
            lacking @ (SealingFault::NoRandomness(_)
            | SealingFault::Note(_)
            | SealingFault::OtherObject
            | SealingFault::OtherProposal) => fault(lacking),
        })?;
        if let Some(peer) = peer {
            let begin = || case.begin_carried_files(self.keys(), Level::B);
            sent.carried = Some(Carried {
                manifest: peer.manifest,
                name: name_of(peer, plan.body),
                upload: ParcelId::draw()?,
                around: (!asked.files.is_empty()).then(begin).transpose()?,
            });
        }
        Ok(OutgoingReferral {
            planned_in,
            asked,
            plan,
            sent: Some(sent),
        })
    }

    /// Seals the referral for the desk to keep, after its files. Those of one that is carried are `carried`.
    ///
    /// # Errors
    /// `fault-desk-stale` when the open case is another one than that in which it was planned, or not as it was then;
    /// `fault-locking` while files are open; `fault-desk-failed` unless those that were named were sealed; else as
    /// [`Desk::note`].
    pub fn finish_referral(
        &self,
        office: &Office,
        referral: OutgoingReferral,
        files: Option<OutgoingFiles>,
        carried: Option<OutgoingCarriedFiles>,
    ) -> Result<Vec<u8>, Fault> {
        let case = self.open_case(office)?;
        if case.file.digest() != referral.planned_in {
            return Err(Fault::new("fault-desk-stale"));
        }
        let along = Sealed {
            here: files.is_some(),
            carried: carried.is_some(),
        };
        if along != Sealed::expected(&referral) {
            return Err(failed());
        }
        let held = carried.map(OutgoingCarriedFiles::finished).transpose()?;
        let OutgoingReferral {
            asked, plan, sent, ..
        } = referral;
        let keys = self.keys();
        let sealed = match sent {
            None => case.refer(&plan, &asked, None, keys, Level::B),
            Some(Passed {
                receipt,
                parcel,
                carried: None,
                ..
            }) => {
                let parcel = parcel.finish(files)?;
                case.refer(&plan, &asked, Some((&receipt, parcel)), keys, Level::B)
            }
            Some(Passed {
                receipt,
                parcel,
                case: there,
                carried: Some(carried),
            }) => {
                let (files, around) = held.unzip();
                let parcel = CarriedParcel {
                    receipt: &receipt,
                    bytes: &parcel.finish(files)?,
                    case: there,
                    files: around.map(|around| (carried.upload, around)),
                };
                let place = (carried.manifest, carried.name);
                case.refer_elsewhere(&plan, &asked, parcel, place, keys, Level::B)
            }
        };
        Ok(sealed.map_err(fault)?.to_bytes())
    }
}

fn failed() -> Fault {
    Fault::new("fault-desk-failed")
}

impl Desk {
    /// Begins what goes to the other body, as the first report of a case there.
    fn passed_on(&self, place: Place<'_>, passing: &Passing<'_>) -> Result<Passed, Fault> {
        self.memory.require()?;
        let receipt = Receipt::draw()?;
        let sending = Sending::begin_present(
            place.trust,
            &receipt,
            place.checked.body,
            &place.checked.exclusions,
            &place.absent,
            Level::B,
            place.day,
        );
        let too_few = || Fault::new("fault-desk-too-few-there");
        let mut sending = match sending {
            Err(SendingError::Panel(PanelError::TooFewLeft)) => return Err(too_few()),
            sending => sending?,
        };
        // Consent names one body: no other one takes its place.
        if sending.panel().body != passing.plan.body {
            return Err(too_few());
        }
        let (mut report, card) = place.checked.write(&place.form, sending.log_secret());
        let terms = passing.terms;
        report.referred = Some(Referred::sign(self.keys(), sending.header(), terms));
        sending.write_report(&report, &card)?;
        if let Some(request) = &passing.plan.request {
            sending.write_protection_request(request)?;
        }
        let digits = receipt.digits();
        let kept = Receipt::parse(&digits).map_err(|_| Fault::new(DAMAGED))?;
        Ok(Passed {
            case: sending.header().case,
            parcel: Outgoing::report(sending, receipt, String::new(), place.origin),
            receipt: kept,
            carried: None,
        })
    }
}

/// What is passed on, and under which terms.
pub(crate) struct Passing<'p> {
    pub(crate) asked: &'p Referring,
    pub(crate) plan: &'p ReferralPlan,
    pub(crate) terms: &'p ReferralTerms,
}

/// Where and for whom it is sealed.
pub(crate) struct Place<'p> {
    pub(crate) trust: &'p Trust,
    pub(crate) absent: BTreeSet<OfficerId>,
    pub(crate) origin: Origin,
    pub(crate) form: ReportForm,
    pub(crate) checked: CheckedReport,
    /// The day that it is there.
    pub(crate) day: Day,
}

/// Where something for another body of this office is sealed. Whoever may not see the open case, and everybody of the
/// officer's own body, is kept out of what becomes a case there.
fn place_here<'o>(
    office: &'o Office,
    case: &OpenCase<'_>,
    passing: &Passing<'_>,
    today: Day,
) -> Result<Place<'o>, Fault> {
    let roster = office.trust.roster(today)?;
    let gone = case.report.exclusions.officers() | &case.barred();
    let at_home = [passing.terms.from, case.receiver()];
    let units = roster.units.iter();
    let units = units
        .filter(|unit| at_home.contains(&unit.body))
        .map(|unit| unit.id);
    let kept_out = case.report.exclusions.units().iter().copied();
    let mut form = ReportForm::default();
    form.account.clone_from(&passing.asked.text);
    form.urgency.clone_from(&passing.asked.along.urgency);
    form.body = passing.plan.body.to_string();
    let mut checked = form.check(roster).map_err(Fault::of_form)?;
    // Also who stands in no roster now, and may stand in one later.
    checked.exclusions = Exclusions::new(gone, units.chain(kept_out))?;
    Ok(Place {
        trust: &office.trust,
        absent: absentees(&office.away, roster, today),
        origin: office.origin(),
        form,
        checked,
        day: today,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_are_named_go_one_way_and_none_go_where_nothing_is_sent() {
        let sealed = |here, carried| Sealed { here, carried };
        for (has_files, is_carried, expected) in [
            (true, Some(false), sealed(true, false)),
            (true, Some(true), sealed(false, true)),
            (true, None, sealed(false, false)),
            (false, Some(false), sealed(false, false)),
            (false, Some(true), sealed(false, false)),
        ] {
            assert_eq!(Sealed::of(has_files, is_carried), expected);
        }
    }
}
