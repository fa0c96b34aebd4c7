use std::collections::BTreeMap;
use std::fmt;

use seal::{BodyId, Day, ObjectId, Sender};

use crate::note::Note;
use crate::opened_case::{Content, Entry, OpenCase};
use crate::referral::{ReferralRisk, ReferralStep, SentReferral};
use crate::referral_elsewhere::ReferralAnswer;
use crate::referral_status::ReferralStatus;

/// Where a referral stands, as the desk has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralState {
    /// The note that began it.
    pub referral: ObjectId,
    /// The other body.
    pub body: BodyId,
    /// Where it stands.
    pub status: ReferralStatus,
    /// By when an answer is asked for, while it is awaited.
    pub due: Option<Day>,
    /// The last note about it.
    pub last: ObjectId,
}

/// A referral, and what became of it by what officers have signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Referral {
    /// The note that began it.
    pub id: ObjectId,
    /// The other body.
    pub body: BodyId,
    /// Where it stands.
    pub status: ReferralStatus,
    /// By when an answer is asked for, while it is awaited.
    pub due: Option<Day>,
    /// The last note about it.
    pub last: ObjectId,
    /// What was sent, where something was, and on which day.
    pub sent: Option<(SentReferral, Day)>,
    /// What was answered about the danger, where that was asked.
    pub risk: Option<ReferralRisk>,
    /// Why, or what came of it, as it was written last.
    pub reason: String,
    /// What an office elsewhere answered, by the word of who noted it last.
    pub answer: Option<ReferralAnswer>,
    /// On which day that was noted.
    pub answered: Option<Day>,
    /// The parcel without its files, where that of an office which has answered lies in the case whole.
    pub carried: Option<Vec<u8>>,
    /// Whether the consent that it rests on was withdrawn, or is not there, and the referral is not closed.
    pub consent_is_gone: bool,
    /// Whether the desk says something else, or holds back or adds a step.
    pub is_misplaced: bool,
}

/// A note about a referral.
struct Noted<'e> {
    object: ObjectId,
    on: Day,
    step: &'e ReferralStep,
}

impl OpenCase<'_> {
    /// The referrals of this case as they stand by the entries, in the order in which they began. Each note names the one
    /// before, so that they have one order whatever the desk hands out.
    pub fn referrals(&self, entries: &[Entry<'_>]) -> Vec<Referral> {
        let consents = self.consents(entries);
        let states = self.file.referrals.iter();
        let states: BTreeMap<_, _> = states.map(|state| (state.referral, state)).collect();
        let (mut referrals, mut later) = (vec![], BTreeMap::new());
        for entry in entries {
            let (Content::Note(Note::Referral(step)), Sender::Officer(_)) =
                (&entry.content, entry.sender)
            else {
                continue;
            };
            let noted = Noted {
                object: entry.object,
                on: entry.on,
                step,
            };
            if step.referral.is_empty() && step.after.is_empty() {
                referrals.extend(Referral::begin(&noted));
            } else {
                // Of two behind one note the first stands, and the other one is left over.
                let place = (step.referral.clone(), step.after.clone());
                later.entry(place).or_insert_with(Vec::new).push(noted);
            }
        }
        for known in &mut referrals {
            loop {
                let place = (known.id.to_string(), known.last.to_string());
                let Some(noted) = later.remove(&place) else {
                    break;
                };
                let follows = noted.first().is_some_and(|first| known.follow(first));
                known.is_misplaced |= !follows || noted.len() > 1;
                if !follows {
                    break;
                }
            }
            let held = |(referral, _): &(String, String)| *referral == known.id.to_string();
            known.is_misplaced |= later.keys().any(held);
            let told = states.get(&known.id).map(|state| {
                let ReferralState {
                    body,
                    status,
                    due,
                    last,
                    ..
                } = **state;
                (body, status, due, last)
            });
            let signed = (known.body, known.status, known.due, known.last);
            known.is_misplaced |= told != Some(signed);
            let stands = |sent: &SentReferral| {
                let mut consents = consents.iter();
                consents.any(|one| one.id == sent.consent && !one.withdrawn)
            };
            let elsewhere = known
                .sent
                .as_ref()
                .and_then(|(sent, _)| sent.elsewhere.as_ref())
                .filter(|_| known.answer.is_some());
            known.carried =
                elsewhere.and_then(|elsewhere| self.parcel_elsewhere(entries, &elsewhere.parcel));
            let rests = known.sent.as_ref().is_none_or(|(sent, _)| stands(sent));
            known.consent_is_gone = !rests && known.status != ReferralStatus::Closed;
        }
        referrals
    }

    /// The name of a body as the newest roster that knows it gives it; behind one of another office stands which.
    pub fn body_label(&self, body: BodyId) -> String {
        let mut rosters = self.trust().rosters().iter();
        if let Some(known) = rosters.find_map(|roster| roster.body(body)) {
            return known.label.clone();
        }
        let mut elsewhere = self.peers().iter();
        let known = elsewhere.find_map(|office| Some((office, office.body_label(body)?)));
        known.map_or_else(
            || format!("body {body}"),
            |(office, label)| format!("{label} ({})", office.label),
        )
    }

    /// Whether another body owes an answer, as the desk says: until then a case is not closed. What only a note says does
    /// not count, or an officer's changed client could keep a case open for ever.
    pub(crate) fn awaits_referral(&self) -> bool {
        let mut told = self.file.referrals.iter().map(|state| state.status);
        told.any(ReferralStatus::awaits_answer)
    }
}

impl Referral {
    fn begin(noted: &Noted<'_>) -> Option<Self> {
        let mut known = Self {
            id: noted.object,
            body: noted.step.body.parse().ok()?,
            status: ReferralStatus::Proposed,
            due: None,
            last: noted.object,
            sent: None,
            risk: None,
            reason: String::new(),
            answer: None,
            answered: None,
            carried: None,
            consent_is_gone: false,
            is_misplaced: false,
        };
        let to = noted.step.to.parse().ok()?;
        ReferralStatus::after(None, to).ok()?;
        known.take(noted, to).then_some(known)
    }

    fn follow(&mut self, noted: &Noted<'_>) -> bool {
        let Ok(to) = noted.step.to.parse() else {
            return false;
        };
        let is_same = noted.step.body.parse() == Ok(self.body);
        is_same && ReferralStatus::after(Some(self.status), to).is_ok() && self.take(noted, to)
    }

    /// What is sent comes with what was sent, and nothing else does.
    fn take(&mut self, noted: &Noted<'_>, to: ReferralStatus) -> bool {
        let step = noted.step;
        if (to == ReferralStatus::Sent) != step.sent.is_some() {
            return false;
        }
        if step.sent.as_ref().is_some_and(|sent| !sent.is_sound()) {
            return false;
        }
        let told = step.sent.as_ref().and_then(|sent| sent.due.parse().ok());
        if let Some(sent) = &step.sent {
            self.sent = Some((sent.clone(), noted.on));
        }
        if let Some(risk) = &step.risk {
            self.risk = Some(risk.clone());
        }
        self.due = to.due_after(self.due, told);
        self.status = to;
        self.last = noted.object;
        self.reason.clone_from(&step.reason);
        if let Some(answer) = &step.answer {
            self.answer = Some(answer.clone());
            self.answered = Some(noted.on);
        }
        true
    }
}

impl fmt::Debug for Referral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Referral(hidden)")
    }
}
