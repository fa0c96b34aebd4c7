//! Who may hold a case: officers of its body, and of those at least two. Whoever holds it is told where they are fewer,
//! at the desk and at the station.

use std::{collections::BTreeSet, fs};

use base64::{Engine, prelude::BASE64_STANDARD};
use casework::{OfficerHandOver, OpenCase};
use journeys::{Desk, InvestigatorAt, TestOffice, in_chromium, press};
use seal::GrantError;
use serde_json::json;
use thirtyfour::prelude::*;

#[test]
fn a_case_that_only_one_officer_on_duty_can_open_is_flagged_until_a_colleague_is_let_in() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let holders = holders(office);
        let name = holders[0].name.as_str();
        let short = holders[0].cases().remove(0);
        let desk = Desk::of(office);
        desk.signs_in_on(page, name).await?;
        page.find(By::Css(".cases [data-few][hidden]")).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("div[data-few][hidden]")).await?;
        let told = holders[0].says(&["open", &short]);
        assert!(!told.contains("on duty"), "{told}");

        let left: Vec<_> = holders[1..].iter().map(|one| one.name.as_str()).collect();
        let desk = Desk::under(office, office.ends_duty_of(&left));
        let told = holders[0].says(&["open", &short]);
        assert!(told.contains("WARNING: of these only 1 on duty"), "{told}");
        assert!(told.contains("tabir grant"), "{told}");
        desk.signs_in_on(page, name).await?;
        let mark = page
            .find(By::Css(".cases [data-few]:not([hidden])"))
            .await?;
        assert_eq!(mark.text().await?, "Fewer than two can open this");
        press(page, ".cases button").await?;
        let warning = page.find(By::Css("div[data-few]:not([hidden])")).await?;
        let said = warning.text().await?;
        assert!(said.contains("nobody can ever open it"), "{said}");
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        // It leads to where a colleague is let in, and is gone afterwards.
        press(page, "[data-act=let-in]").await?;
        let focused = page.active_element().await?;
        assert_eq!(focused.attr("id").await?.as_deref(), Some("colleague"));
        press(page, "[data-grant] button").await?;
        page.find(By::Css("[data-granted]:not([hidden])")).await?;
        page.find(By::Css("div[data-few][hidden]")).await?;
        let told = holders[0].says(&["open", &short]);
        assert!(!told.contains("on duty"), "{told}");
        press(page, "[data-act='home']").await?;
        page.find(By::Css(".cases [data-few][hidden]")).await?;
        Ok(())
    });
}

#[test]
fn nobody_of_another_body_is_let_into_a_case_whoever_signs_the_grant() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (holders, free) = office.holders_and_free();
        let desk = Desk::of(office);
        let holder = desk.signed_in(&holders[0].name);
        let case = holder.cases()[0].header.case;
        let file = holder.case(case);
        let (trust, keys) = (&office.trust, holder.keys());
        let roster = trust.newest().unwrap();

        // No client offers it or makes such a grant.
        let opened = OpenCase::open(file.clone(), keys, trust).unwrap();
        let newcomers = opened.newcomers(roster, office.today()).into_iter();
        let offered: BTreeSet<_> = newcomers.map(|one| one.id).collect();
        let colleagues = free.iter().map(|one| office.keys(&one.name).officer);
        assert_eq!(offered, colleagues.collect());
        let colleague = *offered.first().unwrap();
        let stranger = roster.officer(office.keys("rights-1").officer).unwrap();
        let recipient = trust.keys.of(stranger).unwrap();
        let refused = opened.grant_to(stranger, recipient, keys);
        assert!(matches!(refused, Err(GrantError::OtherBody)), "{refused:?}");
        let short = holders[0].cases().remove(0);
        for command in ["grant", "handover"] {
            let refused = holders[0].is_refused(&[command, &short, "--to", &stranger.label]);
            assert!(refused.contains("by a referral"), "{refused}");
        }

        // Nor does the office take one that a changed client signed, over the wire or carried.
        let grant = holder.grants(&file, stranger.id, trust);
        let handed = holder.hands_over(&file, colleague, "Look.", trust);
        let handed =
            OfficerHandOver::sign(grant.grant.clone(), grant.exclusions, handed.note, keys);
        let (grant, handed) = (grant.to_bytes(), handed.to_bytes());
        assert_eq!(holder.hands_in(case, "grant", &grant).status, 409);
        assert_eq!(holder.hands_in(case, "hand-over", &handed).status, 409);
        let at = tempfile::tempdir().unwrap();
        let (by, carried) = (keys.officer.to_string(), at.path().join("carried.json"));
        let [grant, handed] = [grant, handed].map(|bytes| BASE64_STANDARD.encode(bytes));
        for (act, told) in [
            (
                json!({"act": "grant", "by": by, "granted": grant}),
                "is of another body",
            ),
            (
                json!({"act": "hand-over", "by": by, "hand_over": handed}),
                "look who may have it",
            ),
        ] {
            fs::write(&carried, act.to_string()).unwrap();
            let refused = holders[0].does_not_deliver(carried.to_str().unwrap());
            assert!(refused.contains(told), "{refused}");
        }
        assert_eq!(holder.case(case).holders, file.holders);
        let strangers = desk.signed_in("rights-1");
        assert!(strangers.cases().is_empty());
        assert_eq!(strangers.gets(&format!("/api/cases/{case}")).status, 404);

        let grant = holder.grants(&file, colleague, trust).to_bytes();
        assert_eq!(holder.hands_in(case, "grant", &grant).status, 204);
        assert!(holder.case(case).holders.contains(&colleague));
    });
}

/// Those who hold the only case.
fn holders(office: &TestOffice) -> Vec<InvestigatorAt> {
    let mut everybody = office.everybody();
    everybody.retain(|one| !one.cases().is_empty());
    everybody
}
