use casework::Assisted;
use seal::{Officer, Unit};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
    outgoing::Outgoing,
};

/// A body that receives reports or whose officers may be let into a case, with those who can be left out.
#[derive(Serialize)]
struct Receiving<'r> {
    id: String,
    label: &'r str,
    receives: bool,
    has_head: bool,
    units: Vec<UnitOf<'r>>,
}

#[derive(Serialize)]
struct UnitOf<'r> {
    id: String,
    label: &'r str,
    officers: Vec<(String, &'r str)>,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON which bodies receive reports or have officers who may be let into a case, with the officers that can be left out. `unix_seconds` is the time
    /// of this device.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn receiving(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let receiving =
            |officer: &&Officer| officer.receives_reports() && officer.is_on_duty(today);
        let may_see = |officer: &&Officer| officer.may_be_let_in() && officer.is_on_duty(today);
        let officers_of = |unit: &Unit| -> Vec<_> {
            let officers = roster.officers.iter().filter(may_see);
            let of_unit = officers.filter(|officer| officer.unit == unit.id);
            let shown = of_unit.map(|officer| (officer.id.to_string(), officer.label.as_str()));
            shown.collect()
        };
        let bodies = roster.bodies.iter().map(|body| Receiving {
            id: body.id.to_string(),
            label: &body.label,
            receives: roster
                .officers
                .iter()
                .filter(receiving)
                .any(|one| one.body == body.id),
            has_head: roster
                .officers
                .iter()
                .any(|one| one.body == body.id && one.head),
            units: roster
                .units
                .iter()
                .filter(|unit| unit.body == body.id)
                .map(|unit| UnitOf {
                    id: unit.id.to_string(),
                    label: &unit.label,
                    officers: officers_of(unit),
                })
                .filter(|unit| !unit.officers.is_empty())
                .collect(),
        });
        let bodies: Vec<_> = bodies.filter(|body| !body.units.is_empty()).collect();
        serde_json::to_string(&bodies).map_err(|_| Fault::new(DAMAGED))
    }

    /// The ways on which people come whom an officer helps: codes of the list `report_channel`, with spaces between.
    pub fn channels() -> String {
        Assisted::CHANNELS.join(" ")
    }

    /// Seals a report that this officer enters for somebody, as a reporter's browser seals one, with the officer's
    /// signature inside. `form` is the form as JSON.
    ///
    /// # Errors
    /// Everything that is wrong with the form; `fault-desk-channel`; `fault-list-date`; `fault-desk-older-list` before
    /// the list of officers was compared with the remembered one.
    pub fn assist(
        &self,
        office: &Office,
        form: String,
        channel: &str,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        self.memory.require()?;
        office.seal_report(form, false, unix_seconds, |case| {
            let assisted = Assisted::sign(self.keys(), case, channel);
            let assisted = assisted.map_err(|_| Fault::new("fault-desk-channel"))?;
            Ok(Some(assisted))
        })
    }
}
