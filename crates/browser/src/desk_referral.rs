use casework::{
    AlongReferral, AnswerSigner, Consent, Entry, Message, MessageFault, OpenCase, Referral,
    ReferralStatus, ReferralStep, ReferredFile, lacks_peers,
};
use ledger::Origin;
use seal::{BodyId, Day, FollowUp, Kind, Level, Receipt, answer::Answer};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_elsewhere::{ShownElsewhere, ShownOffice, shown_elsewhere, shown_offices},
    desk_note::fault,
    fault::Fault,
    mailbox::Mailbox,
    office::{Office, whole_seconds},
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
    /// Whether the list of one of them did not come, or came as none that can be read.
    peers_missing: bool,
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
    /// The files that went along.
    files: Vec<ReferredFile>,
    /// What else went along.
    along: AlongReferral,
    reason: String,
    /// Where this officer may bring it from there.
    next: Vec<&'static str>,
    /// What an office elsewhere answered, as it was noted.
    answer: String,
    /// Who signed that: `officer`, `nobody`, `false` or `unknown`, and the name of the officer.
    signer: Option<(&'static str, String)>,
    elsewhere: Option<ShownElsewhere>,
    consent_is_gone: bool,
    /// Who is kept out here since then and not there: the id and the name of each.
    kept_out_since: Vec<(String, String)>,
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
    /// Whether that officer signed it: `signed`, `unsigned`, or `unchecked` while nobody can say.
    signer: &'static str,
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
                .map(|known| shown_referral(office, (&case, &entries), &known, today))
                .collect(),
            offices: shown_offices(office, unix_seconds),
            peers_missing: lacks_peers(roster, &office.peers),
            from: shown_from(&case, whole_seconds(unix_seconds)),
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

    /// The place of the last object of a referral of the open case among those of its receipt: what has a higher one was sent
    /// there later.
    ///
    /// # Errors
    /// `fault-desk-damaged` for a referral of which nothing was sent.
    pub fn referral_last_place(&self, office: &Office, referral: &str) -> Result<u32, Fault> {
        let case = self.open_case(office)?;
        let referrals = case.referrals(&case.entries());
        let known = referrals
            .iter()
            .find(|known| known.id.to_string() == referral);
        let sent = known.and_then(|known| known.sent.as_ref());
        let sent = sent.ok_or_else(|| Fault::new(DAMAGED))?;
        Ok(sent.0.last_place())
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
    pub(crate) fn own_body(&self, office: &Office, today: Day) -> Result<BodyId, Fault> {
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
    (case, entries): (&OpenCase<'_>, &[Entry<'_>]),
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
        files: sent.map_or_else(Vec::new, |(sent, _)| sent.files.clone()),
        along: sent.map_or_else(AlongReferral::default, |(sent, _)| sent.along.clone()),
        reason: known.reason.clone(),
        next: next.map(|next| next.word()).collect(),
        answer: known
            .answer
            .as_ref()
            .map_or_else(String::new, |answer| answer.text.clone()),
        signer: case.answer_signer(known).map(|signer| match signer {
            AnswerSigner::False => ("false", String::new()),
            AnswerSigner::Nobody => ("nobody", String::new()),
            AnswerSigner::Officer(label) => ("officer", label),
            AnswerSigner::Unknown => ("unknown", String::new()),
        }),
        elsewhere: shown_elsewhere(office, known),
        consent_is_gone: known.consent_is_gone,
        kept_out_since: case
            .kept_out_since(known, entries)
            .into_iter()
            .map(|officer| (officer.to_string(), case.label(officer)))
            .collect(),
        is_misplaced: known.is_misplaced,
    }
}

fn shown_from(case: &OpenCase<'_>, unix_seconds: i64) -> Option<ShownFrom> {
    let by = case.referred_by()?;
    let terms = by.terms.as_ref();
    Some(ShownFrom {
        body: terms.map_or_else(String::new, |terms| case.body_label(terms.from)),
        by: case.referrer_label(&by).unwrap_or_default(),
        identity: terms.map_or("", |terms| terms.identity.word()),
        sharing: terms.map_or_else(String::new, |terms| terms.sharing.clone()),
        due: terms.map(|terms| terms.due.number()),
        signer: if by.is_signed {
            "signed"
        } else if case.is_unchecked(&by, unix_seconds) {
            "unchecked"
        } else {
            "unsigned"
        },
    })
}
