use std::collections::BTreeSet;

use seal::{Exclusions, OfficerId, Roster, UnitId};

use crate::report::FormFault;

/// Resolves what was ticked to officers and units, a unit also to everybody who is in it: ids of either, or `head:` and the id of a body.
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
            let unit = ticked
                .parse()
                .ok()
                .filter(known)
                .ok_or(FormFault::Exclusion)?;
            // Whoever is in the unit today stays excluded after moving to another one.
            let members = roster
                .officers
                .iter()
                .filter(|officer| officer.unit == unit);
            officers.extend(members.map(|member| member.id));
            units.insert(unit);
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

#[cfg(test)]
pub(crate) mod tests {
    use seal::{
        Body, BodyId, BodyKind, Capability, Day, Digest, InstanceId, Officer, Unit, VerifyingKey,
    };

    use super::*;

    #[test]
    fn whoever_is_in_an_excluded_unit_stays_excluded_after_moving_to_another() {
        let mut roster = roster();
        let ticked = [roster.units[0].id.to_string()];
        let exclusions = resolve_exclusions(&roster, &ticked).unwrap();
        roster.officers[0].unit = roster.units[1].id;
        assert!(exclusions.cover(&roster.officers[0]));
        assert!(!exclusions.cover(&roster.officers[1]));
    }

    #[test]
    fn what_is_not_in_the_roster_is_not_passed_over() {
        let roster = roster();
        for ticked in [
            "nobody",
            "head:nobody",
            "936da01f-9abd-4d9d-80c7-02af85c822a8",
        ] {
            let refused = resolve_exclusions(&roster, &[ticked.to_owned()]);
            assert_eq!(refused, Err(FormFault::Exclusion), "{ticked}");
        }
        let body = roster.bodies[0].id;
        let head = resolve_exclusions(&roster, &[format!("head:{body}")]).unwrap();
        assert!(head.cover(&roster.officers[0]) && !head.cover(&roster.officers[1]));
    }

    pub(crate) fn roster() -> Roster {
        let (body, day) = (BodyId::from_bytes([1; 16]), Day::from_number(20_000));
        let unit = |number| Unit {
            id: UnitId::from_bytes([number; 16]),
            body,
            label: "Unit".to_owned(),
        };
        let officer = |number: u8| Officer {
            id: OfficerId::from_bytes([number; 16]),
            body,
            unit: UnitId::from_bytes([number; 16]),
            head: number == 1,
            capability: Capability::Triage,
            recipient: Digest::of(&[number]),
            verifying: VerifyingKey::from_bytes([number; 32]),
            from: day,
            until: day.plus(100),
            label: "Officer".to_owned(),
        };
        Roster {
            instance: InstanceId::from_bytes([9; 16]),
            version: 1,
            previous: Digest::NONE,
            from: day,
            until: day.plus(30),
            bodies: vec![Body {
                id: body,
                kind: BodyKind::HumanRights,
                label: "Body".to_owned(),
            }],
            units: vec![unit(1), unit(2)],
            officers: vec![officer(1), officer(2)],
            peers: vec![],
        }
    }
}
