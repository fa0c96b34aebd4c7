//! The release of invented figures with which a demonstration begins: of the quarter before, declared, made and signed as every
//! other one is. It says for good that it is a rehearsal, since nothing was declared before that quarter began.

use std::fs;

use anyhow::{Context as _, Result};
use casework::{RecordBatch, RecordKind, RecordLists, ReleasePeriod, TableDeclaration, Tally};
use seal::{BodyId, Day, Digest, OfficerKeys, RoundingKey};

use super::release::book;
use crate::data_folder::{DataFolder, make_private_folder, read_trust, write_private_file};
use crate::office_plan::{OfficePlan, OfficerPlan, UnitPlan};
use crate::release_folder::{ReleaseFolder, SignedDeclaration};
use crate::release_register::HeldRegister;

/// The name of the data custodian's key.
pub(super) const CUSTODIAN: &str = "statistics";

/// Gives the first body of a plan a data custodian, who can open nothing.
pub(super) fn add_custodian(plan: &mut OfficePlan) -> Result<()> {
    let body = plan.body.first_mut().context("the plan has no body")?;
    body.unit.push(UnitPlan {
        label: "Statistics".to_owned(),
        officer: vec![OfficerPlan {
            name: CUSTODIAN.to_owned(),
            label: "Data custodian of the commission".to_owned(),
            capability: "data-custodian".to_owned(),
            head: false,
        }],
    });
    Ok(())
}

/// Releases what was invented, of the quarter before `today`, with the key of the data custodian. What the custodian keeps lies
/// beside it: declaration, rounding key, and the register.
pub(super) fn release_invented(data: &DataFolder, keys: &OfficerKeys, today: Day) -> Result<()> {
    let (trust, book) = (read_trust(&data.trust())?, book()?);
    let instance = trust.manifest.instance;
    let officer = trust.newest()?.officer(keys.officer);
    let body = officer.context("the data custodian is in no roster")?.body;
    let quarter =
        |day| ReleasePeriod::of_day(day, false).context("nothing is counted in this year");
    let period = quarter(quarter(today)?.first_day().plus(-1))?;

    let kept = data.figures();
    make_private_folder(&kept)?;
    let key = RoundingKey::draw(instance)?;
    write_private_file(&kept.join("rounding.key"), key.to_file().as_bytes())?;
    let tables = TABLES.map(|table| {
        table
            .iter()
            .map(|side| (*side).to_owned())
            .collect::<Vec<_>>()
    });
    let mut declaration = TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: instance.to_string(),
        period: period.to_string(),
        kind: RecordKind::Act.to_string(),
        codebook: book.version,
        bodies: vec![body.to_string()],
        minimum_total: 30,
        tables: tables.into(),
        rounding_key: Some(key.name().to_string()),
        register: Digest::NONE.to_string(),
        declared: period.first_day().plus(-1).to_string(),
        rehearsal: true,
    };
    let mut held = HeldRegister::take_or_begin(&kept.join("register"))?;
    let end = held.register.end_for(&declaration.check(&book)?);
    declaration.register = end.to_string();
    let declared = declaration.check(&book)?;
    let signed = SignedDeclaration::sign(declaration, keys, &trust, today)?;
    held.register.declare(&declared)?;
    signed.write(&kept.join(format!("{}.json", declared.name())))?;

    let lists = RecordLists::of(RecordKind::Act, &book);
    let records = invented(body, period, &lists)?;
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(records.as_bytes())?;
    let document = tally.release(Some(&key))?;
    let release = ReleaseFolder::of(&document, &signed);
    held.register.release(&declared, release.digest())?;
    held.write()?;
    fs::create_dir(data.releases())
        .with_context(|| format!("`{}` cannot be made", data.releases().display()))?;
    let folder = data.releases().join(declared.name());
    release.write(&folder)?;
    let release = ReleaseFolder::read(&folder)?;
    let checked = release.check(&trust, &book)?;
    release.sign(&checked, keys, &trust, today)?;
    Ok(())
}

/// The records of a body, as a file.
fn invented(body: BodyId, period: ReleasePeriod, lists: &RecordLists) -> Result<String> {
    let mut batch = RecordBatch::begin(body, lists);
    for (count, [act, completion, verification, role, perpetrator, online]) in ACTS {
        let fields = [
            ("country", "other"),
            ("act", act),
            ("completion", completion),
            ("verification", verification),
            ("unit", "individual"),
            ("size", "n1"),
            ("role", role),
            ("perpetrator", perpetrator),
            ("online", online),
            ("cross_border", "no"),
        ];
        for _ in 0..count {
            batch.add(period, &fields)?;
        }
    }
    Ok(batch.to_text())
}

const TABLES: [&[&str]; 3] = [
    &["act:group", "completion"],
    &["perpetrator:group", "online"],
    &["verification"],
];

/// How many acts there were of what kind, how far each went, how far it is verified, against whom, by whom, and whether online. All
/// are invented.
const ACTS: [(u8, [&str; 6]); 16] = [
    (
        17,
        [
            "threat.death",
            "threatened",
            "corroborated",
            "wb.public_employee",
            "unk.unidentified",
            "yes",
        ],
    ),
    (
        12,
        [
            "threat.employment",
            "threatened",
            "plausible",
            "wb.public_employee",
            "pv.employer",
            "no",
        ],
    ),
    (
        9,
        [
            "threat.legal",
            "threatened",
            "corroborated",
            "hrd.anticorruption",
            "pv.lawyer_firm",
            "no",
        ],
    ),
    (
        14,
        [
            "harass.online",
            "ongoing",
            "plausible",
            "med.journalist",
            "pv.media_troll",
            "yes",
        ],
    ),
    (
        11,
        [
            "harass.smear",
            "carried_out",
            "corroborated",
            "hrd.land_env",
            "pv.company_national",
            "yes",
        ],
    ),
    (
        8,
        [
            "harass.workplace",
            "ongoing",
            "reported",
            "wb.private_employee",
            "pv.coworker",
            "no",
        ],
    ),
    (
        6,
        [
            "harass.home_visit",
            "carried_out",
            "plausible",
            "hrd.land_env",
            "st.police",
            "no",
        ],
    ),
    (
        7,
        [
            "liberty.summons_questioning",
            "carried_out",
            "corroborated",
            "hrd.defender",
            "st.police",
            "no",
        ],
    ),
    (
        4,
        [
            "liberty.arbitrary_detention",
            "discontinued",
            "corroborated",
            "hrd.defender",
            "st.police",
            "no",
        ],
    ),
    (
        5,
        [
            "integrity.physical_assault",
            "carried_out",
            "corroborated",
            "wit.witness",
            "unk.unidentified",
            "no",
        ],
    ),
    (
        3,
        [
            "integrity.physical_assault",
            "attempted",
            "plausible",
            "wb.citizen",
            "pv.security_guard",
            "no",
        ],
    ),
    (
        10,
        [
            "legal.civil_suit",
            "ongoing",
            "corroborated",
            "med.journalist",
            "pv.company_national",
            "no",
        ],
    ),
    (
        8,
        [
            "legal.criminal_case",
            "ongoing",
            "corroborated",
            "hrd.anticorruption",
            "st.local_gov",
            "no",
        ],
    ),
    (
        6,
        [
            "digital.account_attack",
            "attempted",
            "reported",
            "med.journalist",
            "unk.unidentified",
            "yes",
        ],
    ),
    (
        5,
        [
            "property.damage",
            "carried_out",
            "plausible",
            "hrd.land_env",
            "pv.landowner",
            "no",
        ],
    ),
    (
        4,
        [
            "surveil.physical",
            "carried_out",
            "unverifiable",
            "hrd.defender",
            "st.intelligence",
            "no",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_invented_is_sound_and_enough_for_a_release() {
        let lists = RecordLists::of(RecordKind::Act, &book().unwrap());
        let period = "2027-Q1".parse().unwrap();
        let text = invented(BodyId::from_bytes([1; 16]), period, &lists).unwrap();
        let rows = text.lines().filter(|line| line.contains(",2027-Q1,"));
        assert_eq!(rows.count(), 129);
    }
}
