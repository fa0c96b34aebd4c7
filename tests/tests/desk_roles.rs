//! What each kind of officer may do at the desk.

use casework::{Doing, ROLES, may};
use journeys::{DEMO, Desk, TestOffice, axe, finds_nothing, in_chromium_with, press};
use seal::{Capability, ParcelId};
use thirtyfour::prelude::*;

#[test]
fn each_role_gets_from_the_desk_what_the_table_says_and_nothing_else() {
    TestOffice::with_plan(&every_role(), |office| {
        let desk = Desk::of(office);
        let routes: [(&str, &[Doing]); 8] = [
            ("/api/cases", &[Doing::WorksCases]),
            ("/api/work", &[Doing::WorksCases]),
            ("/api/searches", &[Doing::WorksCases]),
            ("/api/away", &[Doing::EntersReports]),
            ("/api/acts", &[Doing::ReadsRecord]),
            ("/api/overdue", &[Doing::ReadsRecord]),
            ("/api/away/cases", &[Doing::ReadsRecord]),
            ("/api/overview", &[Doing::SeesOwnNumbers, Doing::SeesTotals]),
        ];
        for (role, _) in ROLES {
            let officer = desk.signed_in(name_of(role));
            for (route, doings) in routes {
                let may = doings.iter().any(|doing| may(role, *doing));
                let expected = if may { 200 } else { 404 };
                assert_eq!(officer.gets(route).status, expected, "{role:?} {route}");
            }
            let entered = format!("/api/assisted/{}", ParcelId::draw().unwrap());
            let status = officer.puts(&entered, b"no parcel").status;
            let expected = if may(role, Doing::EntersReports) {
                400
            } else {
                404
            };
            assert_eq!(status, expected, "{role:?}");
        }
    });
}

#[test]
fn an_investigator_is_let_into_a_case_and_drawn_for_none_and_an_administrator_opens_nothing() {
    TestOffice::with_plan(&every_role(), |office| {
        let desk = Desk::of(office);
        let source = office.source();
        let form = source.opens(pages::address::REPORT).text();
        for (shown, label) in [
            (true, "Case investigator"),
            (true, "Protection officer"),
            (false, "Administrator"),
            (false, "Contributor"),
        ] {
            assert_eq!(form.contains(label), shown, "can be left out: {label}");
        }
        for number in 0..8 {
            source.reports(&source.writes(&format!("Number {number}.")));
        }
        let holder = desk.signed_in("head");
        let case = holder.inbox(None).rows[0].case;
        for (role, _) in ROLES {
            if may(role, Doing::ReceivesReports) {
                continue;
            }
            let newcomer = desk.signed_in(name_of(role));
            if may(role, Doing::WorksCases) {
                assert_eq!(newcomer.inbox(None).total, Some(0), "{role:?}");
            }
            let to = office.keys(name_of(role)).officer;
            let grant = holder.grants(&holder.case(case), to, &office.trust);
            let taken = holder.hands_in(case, "grant", &grant.to_bytes()).status;
            let expected = if may(role, Doing::IsLetIn) { 204 } else { 400 };
            assert_eq!(taken, expected, "{role:?}");
            let opened = newcomer.gets(&format!("/api/cases/{case}")).status;
            assert_eq!(opened, if taken == 204 { 200 } else { 404 }, "{role:?}");
        }
        let investigator = desk.signed_in("investigator");
        let file = investigator.case(case);
        let answer = investigator.writes(&file, "Where was it?", &office.trust);
        assert_eq!(investigator.replies(case, &answer).status, 204);

        // Who runs the machines from now on opens nothing more, whatever was granted before.
        let trust = office.changes_role_of("head", "administrator");
        let desk = Desk::under(office, trust);
        let before = desk.signed_in("head");
        for route in ["/api/cases".to_owned(), format!("/api/cases/{case}")] {
            assert_eq!(before.gets(&route).status, 404, "{route}");
        }
        assert_eq!(desk.signed_in("investigator").inbox(None).total, Some(1));
    });
}

/// Nobody can send a report there, and who may be let into it can be left out of it all the same.
#[test]
fn whoever_works_where_no_report_arrives_can_be_left_out_of_one() {
    let custodian = "officer = [{ name = \"society-custodian\"";
    assert!(DEMO.contains(custodian));
    let field = "officer = [{ name = \"field\", label = \"Field investigator\", capability = \"investigator\" }, \
        { name = \"society-custodian\"";
    TestOffice::with_plan(&DEMO.replace(custodian, field), |office| {
        let source = office.source();
        let roster = office.trust.newest().unwrap();
        let field = office.keys("field").officer;
        let society = roster.officer(field).unwrap().body;
        let form = source.opens(pages::address::REPORT).text();
        assert!(form.contains("Field investigator"), "{form}");
        let offered = format!("name=\"body\" value=\"{society}\"");
        let html = source.opens(pages::address::REPORT).html;
        assert!(!html.contains(&offered));
        assert!(html.contains(&format!("name=\"exclude\" value=\"{field}\"")));
        let start = source.opens(pages::address::START).text();
        let name = &roster.body(society).unwrap().label;
        assert!(!start.contains(name.as_str()), "{name}: {start}");

        let written = source.writes("The tender was rigged.");
        source.reports(&written.field("exclude", &field.to_string()));
        let holder = office.a_holder();
        let case = holder.cases().remove(0);
        let refused = holder.is_refused(&["grant", &case, "--to", &field.to_string()]);
        assert!(refused.contains("excluded"), "{refused}");
    });
}

#[test]
fn everybody_is_told_at_the_desk_what_they_are_there_for() {
    in_chromium_with(&every_role(), async |office, page| {
        let desk = Desk::of(office);
        for (role, words, first) in [
            (
                Capability::Administrator,
                "runs the machines and opens nothing",
                "My sign-in",
            ),
            (
                Capability::Contributor,
                "enters reports for others",
                "Enter a report",
            ),
            (Capability::Investigator, "lets them into", "My cases"),
        ] {
            page.goto(format!("{}/?l=en", desk.address())).await?;
            desk.signs_in_on(page, name_of(role)).await?;
            // Views take the place of one another: what is waited for is what they say.
            let heading = format!("//main//h1[contains(.,'{first}')]");
            page.query(By::XPath(heading)).first().await?;
            if first != "My sign-in" {
                press(page, "[data-act=mine]").await?;
            }
            let own = format!("//*[@data-own]//span[not(@hidden) and contains(.,'{words}')]");
            page.query(By::XPath(own)).first().await?;
            page.query(By::Css("[data-bodies] section")).first().await?;
            press(page, "main details > summary").await?;
            if let Some(axe) = axe() {
                finds_nothing(page, &axe, "what one is there for").await?;
            }
            let listed = page.find(By::Css("[data-bodies]")).await?.text().await?;
            for label in [
                "Human Rights Institution",
                "Case investigator",
                "Data custodian",
            ] {
                assert!(listed.contains(label), "{listed}");
            }
        }
        Ok(())
    });
}

/// The plan of the demonstration with somebody for each role in the commission.
fn every_role() -> String {
    let registry = "officer = [{ name = \"commission-custodian\", label = \"Custodian of the commission\", capability = \"custodian\" }]";
    assert!(DEMO.contains(registry));
    let more = [
        ("investigator", "Case investigator"),
        ("protection-officer", "Protection officer"),
        ("data-custodian", "Data custodian"),
        ("contributor", "Contributor"),
        ("administrator", "Administrator"),
    ];
    let more = more.map(|(word, label)| {
        format!("{{ name = \"{word}\", label = \"{label}\", capability = \"{word}\" }}")
    });
    let with = registry.replace("[{", &format!("[{}, {{", more.join(", ")));
    DEMO.replace(registry, &with)
}

fn name_of(role: Capability) -> &'static str {
    match role {
        Capability::Custodian => "commission-custodian",
        Capability::Lead => "head",
        Capability::Triage => "north-1",
        other => other.word(),
    }
}
