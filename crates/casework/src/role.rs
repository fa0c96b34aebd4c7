//! What each capability of a roster may do at the desk: one table, which the doors ask.

use seal::Capability;

/// Something that not everybody who is signed in may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// Is drawn for panels, and so receives reports.
    ReceivesReports,
    /// May be let into a case by one of its holders.
    IsLetIn,
    /// Reads and works the cases for which a grant is held.
    WorksCases,
    /// Enters a report for somebody who came without the web, and gets no access by it.
    EntersReports,
    /// Keeps journals of the own, into which incidents are logged, and reads what is answered to them.
    KeepsJournals,
    /// Sees numbers of the own cases.
    SeesOwnNumbers,
    /// Reads the record of acts, and what waits too long.
    ReadsRecord,
    /// Sees totals of the own body.
    SeesTotals,
    /// Keeps shares of names that reporters left, and answers whoever asks for one.
    KeepsVaults,
}

use Doing::{
    EntersReports, IsLetIn, KeepsJournals, KeepsVaults, ReadsRecord, ReceivesReports,
    SeesOwnNumbers, SeesTotals, WorksCases,
};

/// Each capability once. What holds for one case (grant, exclusion, four eyes) is asked besides. A custodian keeps
/// working cases that were granted before, as from the beginning.
pub const ROLES: [(Capability, &[Doing]); 9] = [
    (Capability::Administrator, &[]),
    (Capability::Auditor, &[ReadsRecord, SeesTotals]),
    (Capability::Contributor, &[EntersReports, KeepsJournals]),
    (
        Capability::Custodian,
        &[WorksCases, EntersReports, KeepsVaults],
    ),
    (Capability::DataCustodian, &[]),
    (
        Capability::Investigator,
        &[IsLetIn, WorksCases, EntersReports],
    ),
    (
        Capability::Lead,
        &[
            ReceivesReports,
            IsLetIn,
            WorksCases,
            EntersReports,
            SeesOwnNumbers,
        ],
    ),
    (
        Capability::ProtectionOfficer,
        &[IsLetIn, WorksCases, EntersReports],
    ),
    (
        Capability::Triage,
        &[ReceivesReports, IsLetIn, WorksCases, EntersReports],
    ),
];

/// Whether an officer with this capability may do that.
pub fn may(capability: Capability, doing: Doing) -> bool {
    ROLES
        .iter()
        .any(|(role, doings)| *role == capability && doings.contains(&doing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capability_stands_in_the_table_once_and_in_the_order_of_the_roster() {
        let roles: Vec<Capability> = ROLES.iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, Capability::ALL);
    }

    #[test]
    fn what_sealing_asks_of_an_officer_is_what_the_table_says() {
        let mut officer = crate::exclusion::tests::roster().officers.remove(0);
        for (role, _) in ROLES {
            officer.capability = role;
            let asked = [
                (officer.receives_reports(), ReceivesReports),
                (officer.may_be_let_in(), IsLetIn),
                (officer.reads_record(), ReadsRecord),
                (officer.keeps_vaults(), KeepsVaults),
            ];
            for (says, doing) in asked {
                assert_eq!(says, may(role, doing), "{role:?} {doing:?}");
            }
        }
    }

    #[test]
    fn who_oversees_or_runs_the_machines_opens_no_case_and_is_let_into_none() {
        for role in [
            Capability::Administrator,
            Capability::Auditor,
            Capability::Contributor,
            Capability::DataCustodian,
        ] {
            for doing in [ReceivesReports, IsLetIn, WorksCases, SeesOwnNumbers] {
                assert!(!may(role, doing), "{role:?} {doing:?}");
            }
        }
        let nothing = |role| {
            ROLES
                .iter()
                .any(|(one, may)| *one == role && may.is_empty())
        };
        assert!(nothing(Capability::Administrator));
    }

    #[test]
    fn whoever_is_drawn_may_be_let_in_and_whoever_is_let_in_works_cases() {
        for (role, _) in ROLES {
            assert!(
                !may(role, ReceivesReports) || may(role, IsLetIn),
                "{role:?}"
            );
            assert!(!may(role, IsLetIn) || may(role, WorksCases), "{role:?}");
            assert!(
                !may(role, WorksCases) || may(role, EntersReports),
                "{role:?}"
            );
            assert!(
                !(may(role, ReadsRecord) && may(role, WorksCases)),
                "{role:?}"
            );
        }
    }
}
