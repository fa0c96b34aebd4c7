use casework::{FormFault, ReportForm};
use ledger::{Code, Origin, Statement};
use seal::{
    Day, Digest, InstanceId, KeyRing, Level, LogSecret, LogTicket, OfficerId, Receipt, Sending,
    Trust, VerifiedManifest, VerifyingKey,
};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    fault::{Fault, LIST},
    outgoing::Outgoing,
};

/// An office whose manifest is the one that the page names, with every signature checked.
#[wasm_bindgen]
pub struct Office {
    trust: Trust,
    origin: Origin,
}

/// What the door publishes to seal with.
#[derive(Deserialize)]
struct Published {
    manifest: String,
    rosters: Vec<String>,
    keys: String,
}

#[wasm_bindgen]
impl Office {
    /// Checks what the door publishes (JSON of manifest note, roster notes and officers' keys) against
    /// the digest of the manifest: 64 hexadecimal digits.
    ///
    /// # Errors
    /// `fault-list` when anything of it is not as it was signed.
    pub fn open(published: &str, digest: &str) -> Result<Self, Fault> {
        let refused = || Fault::new(LIST);
        let published: Published = serde_json::from_str(published).map_err(|_| refused())?;
        let pinned = Digest::from_hex(digest).ok_or_else(refused)?;
        let manifest = VerifiedManifest::check_pinned(&published.manifest, &pinned);
        let keys = KeyRing::read(&published.keys).map_err(|_| refused())?;
        let trust = Trust::new(
            manifest.map_err(|_| refused())?,
            published.rosters.iter().map(String::as_str),
            keys,
        )?;
        let origin = Origin::of(&trust.manifest.log.origin);
        Ok(Self { trust, origin })
    }

    /// Seals a first report. `form` is the form as JSON, with the names of [`ReportForm`];
    /// `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with the form; a list that may not be used on this day.
    pub fn report(
        &self,
        form: String,
        has_files: bool,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        let form = Zeroizing::new(form);
        let form: ReportForm =
            serde_json::from_str(&form).map_err(|_| Fault::new("fault-word-unknown"))?;
        let today = self.day(unix_seconds);
        let roster = self.trust.roster(today)?;
        let nothing = (form.has_no_text() && !has_files).then_some(FormFault::Nothing);
        let checked = match (form.check(roster), nothing) {
            (Ok(checked), None) => checked,
            (checked, nothing) => {
                let faults = checked.err().unwrap_or_default();
                return Err(Fault::of_form(nothing.into_iter().chain(faults).collect()));
            }
        };
        let receipt = Receipt::draw()?;
        let mut sending = Sending::begin(
            &self.trust,
            &receipt,
            checked.body,
            &checked.exclusions,
            Level::B,
            today,
        )?;
        let (report, card) = checked.write(&form, sending.log_secret());
        sending.write_report(&report, &card)?;
        let body = roster.body(sending.panel().body);
        let body = body.map_or_else(String::new, |body| body.label.clone());
        Ok(Outgoing::report(sending, receipt, body, self.origin))
    }
}

impl Office {
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }

    /// Every key that an officer ever signed with: what was signed before a key was replaced stays true.
    pub(crate) fn keys_of(&self, officer: OfficerId) -> impl Iterator<Item = VerifyingKey> {
        let rosters = self.trust.rosters().iter();
        rosters.filter_map(move |roster| roster.officer(officer).map(|known| known.verifying))
    }

    fn day(&self, unix_seconds: f64) -> Day {
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            reason = "a time of this device, cut to whole seconds"
        )]
        let seconds = unix_seconds as i64;
        Day::at(seconds, self.trust.manifest.offset_minutes)
    }
}

/// Makes a log entry about an object, in the thread of its report.
pub(crate) fn ticket(
    origin: &Origin,
    code: Code,
    sequence: u32,
    secret: &LogSecret,
    about: Digest,
) -> LogTicket {
    let statement = Statement {
        code,
        sequence: u16::try_from(sequence).unwrap_or(u16::MAX),
        detail: 0,
        digest: *about.as_bytes(),
    };
    let (entry, opening) = statement.commit(|label| secret.expand(label), origin);
    LogTicket::new(*entry.as_bytes(), opening.to_bytes(), secret)
}
