use std::collections::BTreeSet;

use seal::{Exclusions, OfficerId, Roster, UnitId};

use crate::report::FormFault;

/// Resolves what was ticked to officers and units: ids of either, or `head:` and the id of a body.
///
/// # Errors
/// [`FormFault::Exclusion`] for what is not in the roster. Passing it over would let somebody see the
/// report whom the reporter wanted to keep out.
pub fn resolve_exclusions(roster: &Roster, ticked: &[String]) -> Result<Exclusions, FormFault> {
    let (mut officers, mut units) = (BTreeSet::new(), BTreeSet::new());
    for ticked in ticked {
        if let Some(body) = ticked.strip_prefix("head:") {
            let heads = roster
                .officers
                .iter()
                .filter(|officer| officer.head && officer.body.to_string() == body);
            let before = officers.len();
            officers.extend(heads.map(|head| head.id));
            if officers.len() == before && !heads_known(roster, body, &officers) {
                return Err(FormFault::Exclusion);
            }
        } else if let Some(officer) = ticked
            .parse()
            .ok()
            .and_then(|id: OfficerId| roster.officer(id))
        {
            officers.insert(officer.id);
        } else {
            let known = |id: &UnitId| roster.units.iter().any(|unit| unit.id == *id);
            units.insert(
                ticked
                    .parse()
                    .ok()
                    .filter(known)
                    .ok_or(FormFault::Exclusion)?,
            );
        }
    }
    Exclusions::new(officers, units).map_err(|_| FormFault::Exclusion)
}

/// Whether the body has a head and every head is excluded already.
fn heads_known(roster: &Roster, body: &str, officers: &BTreeSet<OfficerId>) -> bool {
    let mut heads = roster
        .officers
        .iter()
        .filter(|officer| officer.head && officer.body.to_string() == body)
        .peekable();
    heads.peek().is_some() && heads.all(|head| officers.contains(&head.id))
}
