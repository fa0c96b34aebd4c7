//! Several bodies under one roof: what becomes of the cases of one moves nothing that officers of another are told.

use std::collections::BTreeMap;

use casework::Note;
use journeys::{Desk, OfficerAtDesk, TestOffice, Told, asked_protection};
use seal::CaseId;

#[test]
fn an_officer_of_one_body_sees_no_row_count_or_date_of_the_cases_of_another_on_any_list() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let roster = office.trust.newest().unwrap();
        let rights = roster.bodies[1].id.to_string();
        let own = source.writes("A road through our fields.");
        source.reports(&own.instead("body", &rights));
        for number in 0..4 {
            source.reports(&source.writes(&format!("Number {number}.")));
        }
        let begin = office.clock.unix_seconds();
        office.clock.move_to(begin + 20 * 86_400);

        let desk = Desk::of(office);
        let others = [
            "rights-1",
            "rights-3",
            "rights-custodian",
            "society-custodian",
        ];
        let others = others.map(|name| desk.signed_in(name));
        let auditor = desk.signed_in("auditor");
        let [head, north] = ["head", "north-1"].map(|name| desk.signed_in(name));
        let looks = || -> Vec<BTreeMap<&str, (u16, Vec<u8>)>> {
            let totals = auditor.gets("/api/overview");
            let mut seen: Vec<_> = others.iter().map(lists).collect();
            seen.push(BTreeMap::from([(
                "/api/overview",
                (totals.status, totals.body),
            )]));
            seen
        };
        let (before, of_head, of_north) = (looks(), lists(&head), lists(&north));
        assert_eq!(others[0].inbox(None).total, Some(1));
        assert_eq!(before[1]["/api/overview"].0, 200, "of a lead");
        assert_eq!(before[4]["/api/overview"].0, 200, "of an auditor");

        // Whatever becomes of the cases of the commission.
        let names = ["head", "north-1", "north-2", "south-1", "south-2"];
        let mut done = BTreeMap::new();
        for name in names {
            let officer = desk.signed_in(name);
            for listed in officer.cases() {
                let case = listed.header.case;
                if done.insert(case, ()).is_none() {
                    works(&officer, case, office);
                }
            }
        }
        assert_eq!(done.len(), 4);
        for number in 4..9 {
            source.reports(&source.writes(&format!("Number {number}.")));
        }
        let upkeep = office.storage.upkeep();
        office.wait(upkeep.note_reviews(office.moment())).unwrap();
        office.wait(upkeep.gather_acts(office.moment())).unwrap();

        assert_eq!(looks(), before);
        assert_ne!(lists(&head), of_head, "the same looks see it where it is");
        assert_ne!(lists(&north), of_north);
        let ids = |cases: &[CaseId]| casework::case_ids_to_bytes(cases);
        let theirs: Vec<CaseId> = done.into_keys().collect();
        let nowhere = vec![CaseId::draw().unwrap(); theirs.len()];
        for one in &others {
            let asks = |cases: &[CaseId]| one.sends("/api/cards", &ids(cases));
            assert_eq!(told(asks(&theirs)), told(asks(&nowhere)));
            for case in &theirs {
                let asked = one.gets(&format!("/api/cases/{case}"));
                assert_eq!(asked.status, 404);
            }
        }
    });
}

/// What an officer is told on every list of the desk.
fn lists(officer: &OfficerAtDesk) -> BTreeMap<&'static str, (u16, Vec<u8>)> {
    let routes = casedesk::ROUTES.iter().filter(|route| {
        route.method == "get" && route.path.starts_with("/api/") && !route.path.contains('{')
    });
    let seen: BTreeMap<_, _> = routes
        .map(|route| (route.path, told(officer.gets(route.path))))
        .collect();
    assert!(seen.len() >= 10, "{:?}", seen.keys());
    seen
}

fn told(told: Told) -> (u16, Vec<u8>) {
    (told.status, told.body)
}

/// Does all that leaves a trace beside a case.
fn works(officer: &OfficerAtDesk, case: CaseId, office: &TestOffice) {
    let trust = &office.trust;
    let answer = officer.writes(&officer.case(case), "Thank you.", trust);
    assert_eq!(officer.replies(case, &answer).status, 204);
    let task = casework::Task {
        id: casework::draw_allegation_id().unwrap(),
        text: "Call the clerk.".to_owned(),
        officer: String::new(),
        due: office.today().plus(3).to_string(),
        state: casework::TaskState::Open,
    };
    let note = officer.notes(&officer.case(case), &Note::Task(task), trust);
    assert_eq!(officer.hands_in(case, "note", &note.to_bytes()).status, 204);
    let asked = officer.writes_down(&officer.case(case), asked_protection(), trust);
    let asked = officer.hands_in(case, "protection", &asked.to_bytes());
    assert_eq!(asked.status, 204);
    let step = officer.moves(&officer.case(case), casework::CaseStage::Triage, trust);
    assert_eq!(officer.hands_in(case, "step", &step.to_bytes()).status, 204);
    let due = office.today().plus(2).to_string();
    let plan = [("due", due.as_str()), ("priority", "high")];
    let planned = officer.posts(&format!("/api/cases/{case}/plan"), &plan);
    assert!(planned.status < 300, "{}", planned.status);
}
