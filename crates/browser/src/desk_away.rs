use std::collections::BTreeMap;

use seal::{Away, Day, Roster, believed_away};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{desk::Desk, desk_case::to_json, fault::Fault, office::Office};

/// Who is away. Days are counted from 1970-01-01.
#[derive(Serialize)]
struct ShownAway<'r> {
    /// The own days, today or later.
    own: Option<(i32, i32)>,
    /// Who else is away today, and until when.
    others: BTreeMap<&'r str, i32>,
    /// The same by number.
    until: BTreeMap<String, i32>,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON who is away on this day, by the statements that the office has taken. `unix_seconds` is the time of
    /// this device.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn away(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let believed = believed_away(&office.away, roster);
        let own = believed.get(&self.keys().officer);
        let own = own.filter(|own| own.from <= own.until && today <= own.until);
        let absent = || believed.values().filter(|away| away.covers(today));
        let named = |away: &Away| {
            let officer = roster
                .officer(away.officer)
                .filter(|one| one.is_on_duty(today))?;
            let is_other = away.officer != self.keys().officer;
            is_other.then_some((officer.label.as_str(), away.until.number()))
        };
        to_json(&ShownAway {
            own: own.map(|own| (own.from.number(), own.until.number())),
            others: absent().filter_map(named).collect(),
            until: absent()
                .map(|away| (away.officer.to_string(), away.until.number()))
                .collect(),
        })
    }

    /// Signs that this officer is away from one day until another, both counted from 1970-01-01.
    ///
    /// # Errors
    /// `fault-desk-away-days` when it ends before it begins or before today, or more than 180 days ahead;
    /// `fault-list-date`.
    pub fn leave(
        &self,
        office: &Office,
        from: i32,
        until: i32,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let today = office.day(unix_seconds);
        let (from, until) = (Day::from_number(from), Day::from_number(until));
        let ahead = today..=today.plus(Away::MOST_DAYS);
        if from > until || !ahead.contains(&until) {
            return Err(Fault::new(DAYS));
        }
        self.sign_away(office, (from.max(today), until), today)
    }

    /// Signs that this officer is back.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn come_back(&self, office: &Office, unix_seconds: f64) -> Result<Vec<u8>, Fault> {
        let today = office.day(unix_seconds);
        self.sign_away(office, (today, today.plus(-1)), today)
    }
}

impl Desk {
    fn sign_away(
        &self,
        office: &Office,
        (from, until): (Day, Day),
        today: Day,
    ) -> Result<Vec<u8>, Fault> {
        let roster: &Roster = office.trust.roster(today)?;
        let officer = self.keys().officer;
        let before = believed_away(&office.away, roster);
        let before = before.get(&officer).map_or(0, |before| before.number);
        // Also above one of an earlier day that a server withholds.
        let number = before
            .saturating_add(1)
            .max(u32::try_from(today.number()).unwrap_or(1));
        let away = Away {
            officer,
            number,
            from,
            until,
        };
        let signed = away.sign(self.keys()).map_err(|_| Fault::new(DAYS))?;
        Ok(signed.to_bytes())
    }
}

const DAYS: &str = "fault-desk-away-days";
