use std::{fmt, sync::Arc};

use casework::{Deadlines, Period, ReportForm};
use http_guard::{Clock, Look, Refusal};
use ledger::{Code, Entry, Opening, Origin, Statement};
use pages::{
    Door, Language, Pages, Scripts, Span, Wording, WordingError,
    report::{BodyChoice, OfficerChoice, UnitChoice},
};
use seal::{
    Acceptable, AcceptableParcel, Body, CHUNK_BYTES, Day, Digest, FormKey, InstanceId, Limits,
    LogSecret, LogTicket, NoRandomness, Officer, Receipt, Roster, SealedObject, Trust, TrustError,
    VerifiedRoster, sealed_bundle_bytes,
};
use storage::DropBox;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::{
    cleaning,
    fault::{TrustFault, no_randomness},
    published::Published,
    trusts::Trusts,
    upload_room::UploadRoom,
};

/// What an office says about itself on the reporter's pages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The harmless page that *Leave quickly* opens.
    pub leave: String,
    /// Whom to call in danger, once somebody has verified it.
    pub danger_contact: Option<String>,
    /// When reports are read, in the words of the office.
    pub read_at: Option<String>,
    /// By when a reporter is told what.
    pub deadlines: Deadlines,
    /// How much may be on its way, and wait.
    pub bounds: Bounds,
}

/// How much of files may be on its way at one moment, and wait to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of memory for files on their way in. Who finds no room is told to try again in a minute;
    /// reports without files need none.
    pub upload_bytes: u64,
    /// Bytes of all chunks together that were sent before the head of their parcel. Each counts for a
    /// mebibyte at least.
    pub waiting_bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            upload_bytes: 256 << 20,
            waiting_bytes: 16 << 30,
        }
    }
}

/// All that the reporter's door holds.
pub struct Intake {
    /// Takes sealed things and gives back mailboxes.
    pub(crate) drop_box: DropBox,
    trusts: Trusts,
    /// Tells this server's forms from made-up ones.
    pub(crate) form_key: FormKey,
    /// How many files of answers may be opened at a time.
    pub(crate) opening: Arc<Semaphore>,
    /// Room for files on their way in.
    pub(crate) uploads: UploadRoom,
    clock: Clock,
    origin: Origin,
    look: Arc<Look>,
    settings: Settings,
}

impl Intake {
    /// Opens the door.
    ///
    /// # Errors
    /// [`WordingError`] when the compiled-in wording is unsound, which a test rules out.
    pub fn new(
        drop_box: DropBox,
        trust: Trust,
        form_key: FormKey,
        clock: Clock,
        settings: Settings,
    ) -> Result<Self, WordingError> {
        let pages = Pages::load()?;
        let limits = trust.manifest.limits;
        let scripts = Scripts::for_office(&trust.manifest.digest().to_string());
        let letters = thousands(ReportForm::MOST_TEXT_BYTES);
        let door = Door {
            style: pages.style().address().to_owned(),
            leave: settings.leave.clone(),
            danger_contact: settings.danger_contact.clone(),
            read_at: settings.read_at.clone(),
            acknowledge: span(settings.deadlines.acknowledge),
            feedback: span(settings.deadlines.feedback),
            protection: span(settings.deadlines.protection),
            review_answer: span(settings.deadlines.review_answer),
            letters_latin: letters,
            letters_other: thousands(ReportForm::MOST_TEXT_BYTES / 3),
            files_bytes: limits.bundle_bytes,
            files_size: size_text(limits.bundle_bytes),
            files_count: limits.files,
            cleaned_size: size_text(cleaning::MOST_BYTES.try_into().unwrap_or(u64::MAX)),
            training: trust.manifest.instance.is_for_training(),
            sealing: None,
        };
        let origin = Origin::of(&trust.manifest.log.origin);
        let trusts = Trusts::new(trust, door, scripts.as_ref());
        let look = Arc::new(Look {
            pages,
            door: trusts.door.clone(),
            scripts,
        });
        Ok(Self {
            drop_box,
            trusts,
            form_key,
            opening: Arc::new(Semaphore::new(MOST_OPENING)),
            uploads: UploadRoom::of(settings.bounds.upload_bytes),
            clock,
            origin,
            look,
            settings,
        })
    }

    /// Manifest, rosters and keys to seal with.
    pub(crate) fn trust(&self) -> &Trust {
        &self.trusts.newest().trust
    }

    /// A list of officers that some page names.
    pub(crate) fn list(&self, mark: &str) -> Option<&Published> {
        self.trusts.list(mark)
    }

    /// Seals with another roster from now on, if there is one that may follow the one in use. Says
    /// whether there was. What is on its way goes on with the one that it began with.
    ///
    /// # Errors
    /// [`TrustError`] says why it is refused; the roster in use stays.
    pub fn renew_trust(&self, next: Trust) -> Result<bool, TrustError> {
        let scripts = self.look.scripts.as_ref();
        self.trusts.add(next, scripts, self.today())
    }

    /// What pages need to be drawn.
    pub(crate) fn look(&self) -> Arc<Look> {
        self.look.clone()
    }

    /// The facts of the office.
    pub(crate) fn door(&self) -> &Door {
        &self.trusts.newest().door
    }

    /// The words of a language.
    pub(crate) fn say(&self, language: Language) -> &Wording {
        self.look.pages.wording(language)
    }

    /// The day it is where the office is.
    pub(crate) fn today(&self) -> Day {
        Day::at(
            self.clock.unix_seconds(),
            self.trust().manifest.offset_minutes,
        )
    }

    /// The deployment.
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust().manifest.instance
    }

    /// How much may be sent at once.
    pub(crate) fn limits(&self) -> Limits {
        self.trust().manifest.limits
    }

    /// How much may wait for the head of its parcel, of everybody together.
    pub(crate) fn most_waiting_bytes(&self) -> u64 {
        self.settings.bounds.waiting_bytes
    }

    /// How many chunks the largest bundle has.
    pub(crate) fn most_chunks(&self) -> u64 {
        let chunk = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
        sealed_bundle_bytes(self.limits().bundle_bytes).div_ceil(chunk)
    }

    /// How much of a form is read: more than is taken, so that a sender of too much sees the answer.
    pub(crate) fn most_form_bytes(&self) -> u64 {
        self.limits()
            .bundle_bytes
            .saturating_mul(2)
            .saturating_add(64 << 20)
    }

    /// The roster to seal with.
    pub(crate) fn roster(&self, today: Day) -> Result<&VerifiedRoster, Refusal> {
        self.trust()
            .roster(today)
            .map_err(|fault| Refusal::busy(TrustFault(fault)))
    }

    /// Draws a receipt into the hidden field of a form.
    pub(crate) fn fresh_entropy(&self) -> Result<Zeroizing<String>, Refusal> {
        let receipt = Receipt::draw().map_err(no_randomness)?;
        Ok(self.form_key.wrap(self.instance(), &receipt))
    }

    /// Makes a log entry about an object, in the thread of its report.
    pub(crate) fn ticket(
        &self,
        code: Code,
        sequence: u32,
        secret: &LogSecret,
        about: Digest,
    ) -> Result<LogTicket, NoRandomness> {
        let sequence = u16::try_from(sequence).unwrap_or(u16::MAX);
        let statement = Statement {
            code,
            sequence,
            detail: 0,
            digest: *about.as_bytes(),
        };
        let (entry, opening) = statement.commit(|label| secret.expand(label), &self.origin);
        Ok(LogTicket::new(
            *entry.as_bytes(),
            opening.to_bytes(),
            secret,
        ))
    }

    /// Checks that the log entry of a parcel is the *received* of its report, and that of a follow-up the
    /// *follow-up* of its first object: an entry that says something else would make an honest server
    /// look guilty later.
    pub(crate) fn check_ticket(&self, acceptable: &Acceptable) -> Result<(), Refusal> {
        let (ticket, first, code) = match acceptable {
            Acceptable::Report(AcceptableParcel { head, .. }) => {
                let report = head.objects.first().map(SealedObject::detached);
                (&head.ticket, report, Code::Received)
            }
            Acceptable::FollowUp(follow_up) => {
                let text = follow_up.objects.first().map(SealedObject::detached);
                let first = text.or_else(|| follow_up.bundle.clone());
                (&follow_up.ticket, first, Code::FollowUp)
            }
        };
        let opened = Entry::from_bytes(ticket.entry)
            .and_then(|entry| Ok((entry, Opening::from_bytes(&ticket.opening)?)));
        let (entry, opening) = opened.map_err(|_| Refusal::ParcelDamaged)?;
        let first = first.ok_or(Refusal::ParcelDamaged)?;
        let says = Statement {
            code,
            sequence: u16::try_from(first.header.sequence).unwrap_or(u16::MAX),
            detail: 0,
            digest: *first.digest().as_bytes(),
        };
        if opening.opens(&entry, &self.origin) && opening.statement == says {
            Ok(())
        } else {
            Err(Refusal::ParcelDamaged)
        }
    }

    /// By when a report that arrived on `day` is acknowledged.
    pub(crate) fn read_by(&self, day: Day) -> Day {
        self.settings.deadlines.acknowledge_by(day)
    }

    /// By when the reporter is told what was done.
    pub(crate) fn done_by(&self, day: Day) -> Day {
        self.settings.deadlines.feedback_by(day)
    }

    /// The bodies that receive reports or whose officers may be let into a case, with the officers that can be left out.
    pub(crate) fn choices(&self, roster: &Roster, today: Day, say: &Wording) -> Vec<BodyChoice> {
        let receiving =
            |officer: &&Officer| officer.receives_reports() && officer.is_on_duty(today);
        // Also those who may be let in later.
        let may_see = |officer: &&Officer| officer.may_be_let_in() && officer.is_on_duty(today);
        let of = |body: &Body, officers: &dyn Fn(&&Officer) -> bool| {
            let mut of_body = roster.officers.iter().filter(|one| one.body == body.id);
            of_body.any(|one| officers(&one))
        };
        let choice = |body: &Body| BodyChoice {
            id: body.id.to_string(),
            name: body.label.clone(),
            protection: say
                .text(&format!("body-{}-protection", body.kind.word()))
                .to_string(),
            receives: of(body, &receiving),
            has_head: roster
                .officers
                .iter()
                .any(|one| one.body == body.id && one.head),
            units: units(roster, body, may_see),
        };
        let offered = roster.bodies.iter().filter(|body| of(body, &may_see));
        offered.map(choice).collect()
    }
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Intake")
    }
}

fn units(roster: &Roster, body: &Body, receiving: impl Fn(&&Officer) -> bool) -> Vec<UnitChoice> {
    let of_body = roster.units.iter().filter(|unit| unit.body == body.id);
    of_body
        .map(|unit| UnitChoice {
            id: unit.id.to_string(),
            name: unit.label.clone(),
            officers: roster
                .officers
                .iter()
                .filter(|officer| officer.unit == unit.id)
                .filter(&receiving)
                .map(|officer| OfficerChoice {
                    id: officer.id.to_string(),
                    label: officer.label.clone(),
                })
                .collect(),
        })
        .filter(|unit| !unit.officers.is_empty())
        .collect()
}

fn span(period: Period) -> Span {
    let (months, days) = period.parts();
    Span { months, days }
}

/// Rounds down to thousands: a limit that is said beforehand should be easy to remember.
fn thousands(bytes: usize) -> u32 {
    u32::try_from(bytes / 1_000)
        .unwrap_or(u32::MAX)
        .saturating_mul(1_000)
}

/// Writes a size as people read it.
pub(crate) fn size_text(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    UNITS
        .into_iter()
        .find(|(unit, _)| bytes >= *unit)
        .map_or_else(
            || format!("{bytes} B"),
            |(unit, name)| format!("{} {name}", bytes / unit),
        )
}

/// Each holds less than a megabyte, and a thread.
const MOST_OPENING: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_said_in_round_numbers() {
        assert_eq!(size_text(2 << 30), "2 GB");
        assert_eq!(size_text(20 << 20), "20 MB");
        assert_eq!(size_text(900), "900 B");
        assert_eq!(thousands(49_152), 49_000);
    }
}
