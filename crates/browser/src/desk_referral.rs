use std::collections::BTreeSet;

use casework::{
    CheckedReport, Consent, Message, MessageFault, OpenCase, Referral, ReferralPlan,
    ReferralStatus, ReferralStep, ReferralTerms, Referred, Referring, ReportForm,
};
use ledger::Origin;
use seal::{
    BodyId, Day, Exclusions, FollowUp, Kind, Level, OfficerId, PanelError, Receipt, Sending,
    SendingError, Trust, absentees, answer::Answer,
};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_elsewhere::{
        ShownElsewhere, ShownOffice, name_of, place_elsewhere, shown_elsewhere, shown_offices,
    },
    desk_note::fault,
    fault::Fault,
    mailbox::Mailbox,
    office::Office,
    outgoing::Outgoing,
    outgoing_follow_up::OutgoingFollowUp,
};

/// What the page shows of referrals. Days are counted from 1970-01-01.
#[derive(Serialize)]
struct Shown {
    /// The officer's own body.
    own: String,
    /// The other bodies that receive reports.
    bodies: Vec<(String, String)>,
    consents: Vec<ShownConsent>,
    referrals: Vec<ShownReferral>,
    /// The offices elsewhere.
    offices: Vec<ShownOffice>,
    /// From where this case itself was referred.
    from: Option<ShownFrom>,
}

#[derive(Serialize)]
struct ShownConsent {
    consent: Consent,
    name: String,
    /// Whether it holds on this day.
    stands: bool,
}

#[derive(Serialize)]
struct ShownReferral {
    id: String,
    body: String,
    status: &'static str,
    /// By when an answer is asked for.
    due: Option<i32>,
    sent_on: Option<i32>,
    identity: String,
    sharing: String,
    text: String,
    reason: String,
    /// Where this officer may bring it from there.
    next: Vec<&'static str>,
    /// What an office elsewhere answered, as it was noted.
    answer: String,
    elsewhere: Option<ShownElsewhere>,
    consent_is_gone: bool,
    /// Whether the desk says something else.
    is_misplaced: bool,
}

#[derive(Serialize)]
struct ShownFrom {
    body: String,
    by: String,
    identity: &'static str,
    sharing: String,
    due: Option<i32>,
    is_signed: bool,
}

/// A referral on its way.
#[wasm_bindgen]
pub struct OutgoingReferral {
    to: &'static str,
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl OutgoingReferral {
    /// Where it stands once the desk has it: `sent`, or `risk_blocked`, or what was chosen.
    pub fn to(&self) -> String {
        self.to.to_owned()
    }

    /// What the desk takes.
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON what stands of consent and referrals in the open case. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn referrals(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let own = self.own_body(office, today)?;
        let roster = office.trust.roster(today)?;
        let receives = |body: BodyId| {
            let mut officers = roster.officers.iter();
            officers.any(|one| one.body == body && one.receives_reports())
        };
        let others = roster.bodies.iter();
        let others = others.filter(|body| body.id != own && receives(body.id));
        let entries = case.entries();
        let consents = case.consents(&entries).into_iter();
        let referrals = case.referrals(&entries).into_iter();
        to_json(&Shown {
            own: case.body_label(own),
            bodies: others
                .map(|body| (body.id.to_string(), body.label.clone()))
                .collect(),
            consents: consents
                .map(|consent| shown_consent(&case, consent, today))
                .collect(),
            referrals: referrals
                .map(|known| shown_referral(office, &case, &known, today))
                .collect(),
            offices: shown_offices(office, unix_seconds),
            from: shown_from(&case),
        })
    }

    /// Seals a referral of the open case as the form has it; `typed` is JSON. What is sent is sealed to a panel of the
    /// other body, as a reporter's browser seals a report. Its receipt goes into the open case and nowhere else.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it, also consent; `fault-desk-too-few-there` when too few
    /// officers of that body are left who may see it; else as [`Desk::note`].
    pub fn refer(
        &self,
        office: &Office,
        typed: String,
        unix_seconds: f64,
    ) -> Result<OutgoingReferral, Fault> {
        let typed = Zeroizing::new(typed);
        let asked: Referring =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let own = self.own_body(office, today)?;
        let plan = case.plan_referral(&asked, own, today);
        let plan = plan.map_err(|missing| fault(missing.into()))?;
        let keys = self.keys();
        let sealed = match &plan.terms {
            None => case.refer(&plan, &asked, None, keys, Level::B),
            Some(terms) => {
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
                let (receipt, parcel) = self.passed_on(place, &passing)?;
                match peer {
                    None => case.refer(&plan, &asked, Some((&receipt, parcel)), keys, Level::B),
                    Some(peer) => case.refer_elsewhere(
                        &plan,
                        &asked,
                        (&receipt, &parcel),
                        (peer.manifest, name_of(peer, plan.body)),
                        keys,
                        Level::B,
                    ),
                }
            }
        };
        Ok(OutgoingReferral {
            to: plan.to.word(),
            bytes: sealed.map_err(fault)?.to_bytes(),
        })
    }

    /// Seals a step with a referral that stands; `typed` is one as JSON.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it; else as [`Desk::note`].
    pub fn go_on_with_referral(&self, office: &Office, typed: String) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let step: ReferralStep =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let sealed = case.go_on_with_referral(step, self.keys(), Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// What opens the answers to a referral of the open case.
    ///
    /// # Errors
    /// `fault-desk-damaged` for a referral of which nothing was sent.
    pub fn referral_mailbox(&self, office: &Office, referral: &str) -> Result<Mailbox, Fault> {
        Ok(Mailbox::of(self.receipt_of(office, referral)?))
    }

    /// Seals a message behind what was referred. `page` is the answer page, as new as possible.
    ///
    /// # Errors
    /// `fault-desk-empty`, `fault-desk-too-long`; `fault-desk-damaged` when the page is of another referral.
    pub fn tell_referral(
        &self,
        office: &Office,
        referral: &str,
        page: &[u8],
        text: String,
    ) -> Result<OutgoingFollowUp, Fault> {
        let text = Zeroizing::new(text);
        let message = Message::parse(&text).map_err(|wrong| match wrong {
            MessageFault::Empty => Fault::new("fault-desk-empty"),
            MessageFault::TooLong { .. } => Fault::new("fault-desk-too-long"),
        })?;
        let refused = || Fault::new(DAMAGED);
        let trust = self.trust_of(office, referral)?;
        let instance = trust.manifest.instance;
        let keys = self.receipt_of(office, referral)?.keys(instance);
        let answer = Answer::from_bytes(page).map_err(|_| refused())?;
        let status = answer.status.ok_or_else(refused)?;
        let checked = status.check(&keys, instance);
        checked.map_err(|_| refused())?;
        if status.header.body != self.body_of(office, referral)? {
            return Err(refused());
        }
        let files = trust.manifest.limits.files;
        let mut follow_up = FollowUp::begin(keys, &status, Level::B, files)?;
        follow_up.write(Kind::Message, &message)?;
        let origin = Origin::of(&trust.manifest.log.origin);
        Ok(OutgoingFollowUp::of(follow_up, origin))
    }
}

impl Desk {
    /// The officer's body.
    fn own_body(&self, office: &Office, today: Day) -> Result<BodyId, Fault> {
        let roster = office.trust.roster(today)?;
        let own = roster.officer(self.keys().officer);
        own.map(|own| own.body).ok_or_else(|| Fault::new(DAMAGED))
    }

    /// The body that a referral of the open case went to.
    fn body_of(&self, office: &Office, referral: &str) -> Result<BodyId, Fault> {
        let case = self.open_case(office)?;
        let referrals = case.referrals(&case.entries());
        let mut referrals = referrals.iter();
        let known = referrals.find(|known| known.id.to_string() == referral);
        known
            .map(|known| known.body)
            .ok_or_else(|| Fault::new(DAMAGED))
    }

    fn receipt_of(&self, office: &Office, referral: &str) -> Result<Receipt, Fault> {
        let case = self.open_case(office)?;
        let referrals = case.referrals(&case.entries());
        let mut known = referrals
            .iter()
            .filter(|known| known.id.to_string() == referral);
        let sent = known.next().and_then(|known| known.sent.as_ref());
        let receipt = sent.and_then(|(sent, _)| sent.receipt());
        receipt.ok_or_else(|| Fault::new(DAMAGED))
    }

    /// Seals what goes to the other body, as the first report of a case there.
    fn passed_on(
        &self,
        place: Place<'_>,
        passing: &Passing<'_>,
    ) -> Result<(Receipt, Vec<u8>), Fault> {
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
        let digits = receipt.digits();
        let kept = Receipt::parse(&digits).map_err(|_| Fault::new(DAMAGED))?;
        let outgoing = Outgoing::report(sending, receipt, String::new(), place.origin);
        Ok((kept, outgoing.finish(None)?))
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

fn shown_consent(case: &OpenCase<'_>, consent: Consent, today: Day) -> ShownConsent {
    let is_over = consent.until.parse().is_ok_and(|until: Day| until < today);
    let body = consent.body.parse();
    ShownConsent {
        name: body.map_or_else(|_| String::new(), |body| case.body_label(body)),
        stands: !consent.withdrawn && !is_over,
        consent,
    }
}

fn shown_referral(
    office: &Office,
    case: &OpenCase<'_>,
    known: &Referral,
    today: Day,
) -> ShownReferral {
    let sent = known.sent.as_ref();
    let told = |field: &dyn Fn(&casework::SentReferral) -> &str| {
        sent.map_or_else(String::new, |(sent, _)| field(sent).to_owned())
    };
    let next = ReferralStatus::ALL.iter();
    // What sends is the form for that.
    let next = next.filter(|next| {
        !matches!(next, ReferralStatus::Sent | ReferralStatus::RiskBlocked)
            && ReferralStatus::after(Some(known.status), **next).is_ok()
    });
    ShownReferral {
        id: known.id.to_string(),
        body: sent
            .and_then(|(sent, _)| sent.elsewhere.as_ref())
            .map_or_else(|| case.body_label(known.body), |there| there.name.clone()),
        status: known.status.shown_on(known.due, today).word(),
        due: known.due.map(Day::number),
        sent_on: sent.map(|(_, on)| on.number()),
        identity: told(&|sent| &sent.identity),
        sharing: told(&|sent| &sent.sharing),
        text: told(&|sent| &sent.text),
        reason: known.reason.clone(),
        next: next.map(|next| next.word()).collect(),
        answer: known
            .answer
            .as_ref()
            .map_or_else(String::new, |answer| answer.text.clone()),
        elsewhere: shown_elsewhere(office, known),
        consent_is_gone: known.consent_is_gone,
        is_misplaced: known.is_misplaced,
    }
}

fn shown_from(case: &OpenCase<'_>) -> Option<ShownFrom> {
    let by = case.referred_by()?;
    let terms = by.terms.as_ref();
    Some(ShownFrom {
        body: terms.map_or_else(String::new, |terms| case.body_label(terms.from)),
        by: case.referrer_label(&by).unwrap_or_default(),
        identity: terms.map_or("", |terms| terms.identity.word()),
        sharing: terms.map_or_else(String::new, |terms| terms.sharing.clone()),
        due: terms.map(|terms| terms.due.number()),
        is_signed: by.is_signed,
    })
}
