//! An officer declines a case because of a conflict: at the door, and at the station.

use std::collections::BTreeMap;

use journeys::{Desk, InvestigatorAt, TestOffice, Told};
use seal::{CaseId, ParcelId};

#[test]
fn for_whoever_declined_a_case_no_route_of_the_desk_knows_it() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let filled = source.writes("The tender was rigged.");
        let receipt = source.reports(&filled.file("plan.txt", b"the plan"));
        let (holders, others) = holders_and_others(office);
        let [leaver, one, other] = [0, 1, 2].map(|number| desk.signed_in(&holders[number].name));
        let case = leaver.cases()[0].header.case;
        let answer = leaver.writes(&leaver.case(case), "Thank you.", &office.trust);
        assert_eq!(leaver.replies(case, &answer).status, 204);
        let file = leaver.case(case);

        let recusal = leaver
            .declines(&file, "A cousin.", &office.trust)
            .to_bytes();
        for place in [200, recusal.len() / 2, recusal.len() - 1] {
            let mut changed = recusal.clone();
            changed[place] ^= 1;
            assert_eq!(leaver.hands_in(case, "decline", &changed).status, 400);
        }
        assert_eq!(one.hands_in(case, "decline", &recusal).status, 400);
        assert_eq!(leaver.hands_in(case, "decline", &recusal).status, 204);

        // What the officer asks now is answered as for a case that never was.
        let nowhere = CaseId::draw().unwrap();
        let last = leaver.writes(&file, "And where?", &office.trust);
        let colleague = office.keys(&others[0].name).officer;
        let grant = leaver.grants(&file, colleague, &office.trust).to_bytes();
        let again = leaver.declines(&file, "Again.", &office.trust).to_bytes();
        let bundle = bundle_of(&file);
        let upload = ParcelId::draw().unwrap().to_string();
        let (with_files, chunks) =
            leaver.writes_with(&file, "See these.", &[("a.txt", b"a file")], &office.trust);
        let asks = |case: CaseId, files: String| -> BTreeMap<&str, Told> {
            let with_files = with_files.to_bytes();
            BTreeMap::from([
                (
                    "/api/cases/{case}",
                    leaver.gets(&format!("/api/cases/{case}")),
                ),
                (
                    "/api/files/{object}",
                    leaver.gets(&format!("/api/files/{files}")),
                ),
                (
                    "/api/cases/{case}/files/{upload}/{number}",
                    leaver.sends_ahead(case, &upload, 0, &chunks[0]),
                ),
                ("/api/cases/{case}/reply", leaver.replies(case, &last)),
                (
                    "/api/cases/{case}/reply/{upload}",
                    leaver.hands_in(case, &format!("reply/{upload}"), &with_files),
                ),
                (
                    "/api/cases/{case}/grant",
                    leaver.hands_in(case, "grant", &grant),
                ),
                (
                    "/api/cases/{case}/decline",
                    leaver.hands_in(case, "decline", &again),
                ),
            ])
        };
        let (declined, never) = (asks(case, bundle), asks(nowhere, nowhere.to_string()));
        assert!(never.values().all(|told| told.status == 404), "{never:?}");
        assert_eq!(declined, never);
        let routes = casedesk::ROUTES.iter().map(|route| route.path);
        let mut routes = routes.filter(|path| path.contains("{case}") || path.contains("{object}"));
        assert!(
            routes.all(|path| declined.contains_key(path)),
            "ask every route"
        );
        let inbox = leaver.inbox(None);
        assert_eq!((inbox.total, inbox.rows.len()), (Some(0), 0));
        assert!(leaver.cases().is_empty());
        assert!(office.investigator(&holders[0].name).cases().is_empty());

        // The others go on: two of them, of whom none may leave, and neither lets the officer in again.
        for officer in [&one, &other] {
            assert_eq!(officer.case(case).holders.len(), 2);
        }
        let file = one.case(case);
        let back = one.grants(&file, office.keys(&holders[0].name).officer, &office.trust);
        assert_eq!(one.hands_in(case, "grant", &back.to_bytes()).status, 409);
        let refused = one.declines(&file, "Me too.", &office.trust).to_bytes();
        let refused = one.hands_in(case, "decline", &refused);
        assert_eq!(refused.status, 409);
        assert_eq!(refused.field("fault"), "fault-desk-too-few-left");
        let next = one.writes(&one.case(case), "When?", &office.trust);
        assert_eq!(one.replies(case, &next).status, 204);
        let read = source.returns_with(&receipt.digits).text();
        assert!(read.contains("Thank you.") && read.contains("When?"));
    });
}

#[test]
fn a_case_is_declined_at_the_station_with_and_without_a_connection() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (holders, others) = holders_and_others(office);
        let short = holders[0].cases().remove(0);
        let [leaver, next, stays] = [0, 1, 2].map(|number| &holders[number]);
        let at = tempfile::tempdir().unwrap();
        let file = |name: &str| at.path().join(name).to_str().unwrap().to_owned();
        let (archive, out) = (file("case.tabir"), file("recusal.json"));

        let empty = leaver.is_refused(&["decline", &short, "--reason", " "]);
        assert!(empty.contains("say why"), "{empty}");
        leaver.says(&["export", &short, "--out", &archive]);
        let nowhere = leaver.is_refused(&["decline", "--file", &archive, "--reason", "A cousin."]);
        assert!(nowhere.contains("--out"), "{nowhere}");
        let reason = ["--reason", "A cousin.", "--out", &out];
        leaver.says(&[&["decline", "--file", &archive], &reason[..]].concat());
        assert_eq!(leaver.cases(), [short.clone()], "it is not delivered yet");
        leaver.delivers(&out);
        assert!(leaver.cases().is_empty());
        let again = leaver.does_not_deliver(&out);
        assert!(again.contains("nothing like that"), "{again}");
        leaver.is_refused(&["open", &short]);

        let told = stays.says(&["open", &short]);
        assert!(
            told.contains("Declined the case because of a conflict"),
            "{told}"
        );
        assert!(told.contains("| A cousin."), "{told}");
        let leavers = office.keys(&leaver.name).officer.to_string();
        let excluded = stays.is_refused(&["grant", &short, "--to", &leavers]);
        assert!(excluded.contains("excluded from the case"), "{excluded}");
        let too_few = next.is_refused(&["decline", &short, "--reason", "A friend."]);
        assert!(
            too_few.contains("fewer than two officers on duty"),
            "{too_few}"
        );
        let colleague = office.keys(&others[0].name).officer.to_string();
        stays.says(&["grant", &short, "--to", &colleague]);
        next.says(&["decline", &short, "--reason", "A friend."]);
        assert!(next.cases().is_empty());
        let told = others[0].says(&["open", &short]);
        assert!(told.contains("The tender was rigged."), "{told}");
    });
}

fn bundle_of(file: &casework::CaseFile) -> String {
    let mut objects = file.objects.iter();
    let bundle = objects.find_map(|arrived| match &arrived.object {
        casework::StoredObject::Bundle(bundle) => Some(bundle.header.object.to_string()),
        casework::StoredObject::Text(_) => None,
    });
    bundle.unwrap()
}

/// Those who hold a case, and those who hold none and may be let in.
fn holders_and_others(office: &TestOffice) -> (Vec<InvestigatorAt>, Vec<InvestigatorAt>) {
    let roster = office.trust.newest().unwrap();
    let receives = |one: &InvestigatorAt| {
        let officer = roster.officer(office.keys(&one.name).officer);
        officer.unwrap().receives_reports()
    };
    let everybody = office.everybody().into_iter().filter(receives);
    everybody.partition(|one| !one.cases().is_empty())
}
