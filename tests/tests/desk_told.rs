//! What an officer tells the desk in clear beside something sealed is signed with it: nobody on the way changes it.

use std::collections::BTreeSet;

use casework::{OfficerExclusion, OfficerGrant, OfficerHandOver};
use journeys::{Desk, TestOffice};

#[test]
fn nobody_on_the_way_changes_who_loses_a_case_nor_what_a_grant_was_made_after() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let (holders, others) = office.holders_and_free();
        let [one, other] = [0, 1].map(|number| desk.signed_in(&holders[number].name));
        let [victim, outside] = [&holders[2], &others[0]].map(|one| office.keys(&one.name).officer);
        let case = one.cases()[0].header.case;
        let file = one.case(case);

        let good = one.excludes(&file, &[outside], "A cousin.", &office.trust);
        let theirs = other.excludes(&other.case(case), &[victim], "Them.", &office.trust);
        let changed = [
            OfficerExclusion {
                leave: BTreeSet::from([victim]),
                ..good.clone()
            },
            OfficerExclusion {
                holders: BTreeSet::from([victim]),
                ..good.clone()
            },
            OfficerExclusion {
                exclusion: theirs.exclusion,
                ..good.clone()
            },
        ];
        for excluding in changed {
            assert_eq!(
                one.hands_in(case, "exclude", &excluding.to_bytes()).status,
                400
            );
        }
        assert_eq!(one.case(case).holders.len(), 3);

        // What was made before an exclusion is not made to look as if it came after.
        let handed = one.hands_over(&file, outside, "Look.", &office.trust);
        let grant = one.grants(&file, outside, &office.trust);
        let parts = [
            OfficerGrant {
                exclusions: 1,
                ..grant.clone()
            },
            // Nor is one half of a hand-over used without the other.
            OfficerGrant {
                grant: handed.grant.clone(),
                exclusions: handed.exclusions,
                signature: handed.signature,
            },
        ];
        for granted in parts {
            assert_eq!(one.hands_in(case, "grant", &granted.to_bytes()).status, 400);
        }
        let exchanged = OfficerHandOver {
            grant: grant.grant.clone(),
            ..handed
        };
        assert_eq!(
            one.hands_in(case, "hand-over", &exchanged.to_bytes())
                .status,
            400
        );
        assert!(others[0].lists().is_empty());
        assert_eq!(one.hands_in(case, "exclude", &good.to_bytes()).status, 204);
        assert_eq!(one.hands_in(case, "grant", &grant.to_bytes()).status, 409);
        assert_eq!(one.case(case).holders.len(), 3);
    });
}
