//! Officers who are away: who is drawn then, and what becomes of their cases.

use std::collections::BTreeSet;

use journeys::{Desk, OfficerAtDesk, TestOffice, Told, in_chromium, press, run};
use seal::{Away, Day, OfficerId, ParcelReader};
use thirtyfour::prelude::*;

#[test]
fn whoever_has_signed_to_be_away_is_drawn_for_nothing_and_nobody_signs_it_for_another() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let [one, other] = ["south-2", "north-1"].map(|name| desk.signed_in(name));
        let today = office.today();
        let until = today.plus(6);
        let good = statement(&one, 3, today, until);
        let sends = |who: &OfficerAtDesk, bytes: &[u8]| who.sends("/api/away", bytes).status;
        for place in 0..good.len() {
            let mut forged = good.clone();
            forged[place] ^= 1;
            assert_eq!(sends(&one, &forged), 400, "{place}");
        }
        assert_eq!(sends(&other, &good), 400, "somebody else's");
        assert_eq!(sends(&one, &good[1..]), 400);
        let far = statement(&one, 3, today.plus(100), today.plus(Away::MOST_DAYS + 1));
        assert_eq!(sends(&one, &far), 400, "too far ahead");
        assert_eq!(sends(&desk.somebody(), &good), 401);
        assert_eq!(sends(&desk.signed_in("auditor"), &good), 404);
        assert_eq!(published(office), "");
        assert_eq!(sends(&one, &good), 204);
        assert_eq!(sends(&one, &good), 204, "sent again");
        let older = statement(&one, 2, today, today.plus(99));
        assert_eq!(sends(&one, &older), 409);

        let source = office.source();
        let receives = |many: usize| {
            for number in 0..many {
                source.reports(&source.writes(&format!("Number {number}.")));
            }
        };
        receives(6);
        let held = |who: &OfficerAtDesk| who.inbox(None).total.unwrap();
        let present = ["head", "north-2", "south-1"].map(|name| desk.signed_in(name));
        let [head, north, south] = &present;
        let all = [&one, &other, head, north, south];
        assert_eq!(all.map(held).iter().sum::<u32>(), 18);
        assert_eq!(held(&one), 0);

        // With a second one away everybody could foresee who is drawn: then it is as if nobody were.
        assert_eq!(sends(&other, &statement(&other, 1, today, until)), 204);
        assert_eq!(published(office).lines().count(), 2);
        assert_eq!(one.gets("/api/away").text(), published(office));
        receives(12);
        assert_eq!(all.map(held).iter().sum::<u32>(), 54);
        assert!(held(&one) > 0);
        assert_eq!(sends(head, &statement(head, 1, today, until)), 204);

        // Who is the only one left is told so, and an auditor what nobody can open.
        let auditor = || desk.signed_in("auditor");
        let alone = |who: &OfficerAtDesk| cases(&who.gets("/api/away/alone"));
        let before = alone(south);
        assert!(before.len() < held(south) as usize);
        assert_eq!(
            sends(north, &statement(north, 1, today, today.plus(2))),
            204
        );
        let south_alone = alone(south);
        assert!(before.is_subset(&south_alone));
        assert_eq!(south_alone.len(), held(south) as usize);
        assert!(left_alone(&auditor()).is_disjoint(&south_alone));
        assert_eq!(
            sends(south, &statement(south, 1, today, today.plus(4))),
            204
        );
        let told = auditor().gets("/api/away/cases").text();
        assert_eq!(left_alone(&auditor()).len(), 18);
        let first_back = format!("\"away_until\":{}", today.plus(2).number());
        assert_eq!(told.matches(&first_back).count(), held(north) as usize);
        for officer in &office.trust.newest().unwrap().officers {
            assert!(!told.contains(&officer.label) && !told.contains(&officer.id.to_string()));
        }
        assert!(!told.contains("Number"));
        assert_eq!(south.gets("/api/away/cases").status, 404);
        assert_eq!(auditor().gets("/api/away/alone").status, 404);
        let back = statement(south, 2, today, today.plus(-1));
        assert_eq!(sends(south, &back), 204);
        assert!(left_alone(&auditor()).is_disjoint(&south_alone));
    });
}

#[test]
fn an_officer_goes_away_and_reporters_browsers_draw_the_others() {
    in_chromium(async |office, page| {
        let desk = Desk::of(office);
        let other = desk.signed_in("north-1");
        let today = office.today();
        let sent = other.sends("/api/away", &statement(&other, 1, today, today.plus(6)));
        assert_eq!(sent.status, 204);
        desk.signs_in_on(page, "south-2").await?;
        press(page, "main [data-act=away]").await?;
        let shown = page.find(By::Css("[data-absent]")).await?.text().await?;
        assert!(shown.contains("Investigator, north: away until"), "{shown}");
        press(page, "main form button.send").await?;
        let fault = page.find(By::Id("desk-faults")).await?.text().await?;
        assert!(fault.contains("180 days"), "{fault}");
        let sets = "const day = (ahead) => new Date((arguments[0] + ahead) * 86400000);
            document.getElementById('away-from').valueAsDate = day(0);
            document.getElementById('away-until').valueAsDate = day(9);";
        page.execute(sets, vec![today.number().into()]).await?;
        press(page, "main form button.send").await?;
        page.find(By::Css("[data-stored]:not([hidden])")).await?;
        page.find(By::Css("[data-own]:not([hidden])")).await?;
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
        press(page, "[data-act=lock]").await?;
        let back = other.sends("/api/away", &statement(&other, 2, today, today.plus(-1)));
        assert_eq!(back.status, 204);

        for number in 0..3 {
            page.goto(format!("{}/s/2?l=en", office.door())).await?;
            let locked =
                "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks it')]";
            page.query(By::XPath(locked)).first().await?;
            let account = page.find(By::Id("account")).await?;
            account.send_keys(format!("Report {number}.")).await?;
            press(page, "input[name=body]").await?;
            press(page, "button.send").await?;
            page.find(By::Css("#receipt-digits span")).await?;
        }
        let holds = |name: &str| desk.signed_in(name).inbox(None).total;
        assert_eq!(holds("south-2"), Some(0));
        let others = ["head", "north-1", "north-2", "south-1"].map(holds);
        assert_eq!(others.into_iter().flatten().sum::<u32>(), 9);

        desk.signs_in_on(page, "south-1").await?;
        press(page, ".cases button").await?;
        let absent = "[...document.querySelectorAll('#colleague option')]
            .filter((option) => option.textContent.includes('away until')).length";
        page.find(By::Css("#colleague option")).await?;
        let absent = page.execute(&format!("return {absent}"), vec![]).await?;
        assert_eq!(absent.convert::<usize>()?, 1);
        let chooses = "const list = document.getElementById('colleague');
            list.selectedIndex = [...list.options].findIndex((one) => one.textContent.includes('away until'));
            list.dispatchEvent(new Event('change', { bubbles: true }));";
        page.execute(chooses, vec![]).await?;
        let warned = page.find(By::Css("[data-grant] [data-absent]")).await?;
        assert!(warned.text().await?.contains("is away"));
        desk.signs_in_on(page, "south-2").await?;
        press(page, "main [data-act=away]").await?;
        press(page, "main [data-own] [data-act=back]").await?;
        page.find(By::Css("[data-stored]:not([hidden])")).await?;
        let own = page.find(By::Css("[data-own]")).await?;
        assert!(!own.is_displayed().await?);
        Ok(())
    });
}

#[test]
fn a_report_sealed_at_home_is_drawn_without_those_whom_a_file_beside_the_roster_says_to_be_away() {
    TestOffice::on_each(|office| {
        let today = office.today();
        let lines = ["south-2"].map(|name| {
            let keys = office.keys(name);
            let away = Away {
                officer: keys.officer,
                number: 1,
                from: today,
                until: today.plus(6),
            };
            away.sign(&keys).unwrap().to_line() + "\n"
        });
        let trust = office.folder().trust();
        std::fs::write(trust.join("away"), lines.concat()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(path("account"), "The bridge was never built.").unwrap();
        let digest = office.trust.manifest.digest().to_string();
        let absent = office.keys("south-2").officer;
        for number in 0..6 {
            let (out, account) = (path(&format!("parcel-{number}")), path("account"));
            run(&[
                "seal",
                "--trust",
                trust.to_str().unwrap(),
                "--manifest-digest",
                &digest,
                "--body",
                "Anti-Corruption Commission",
                "--text-file",
                &account,
                "--out",
                &out,
            ])
            .unwrap();
            let mut reader = ParcelReader::new(&office.trust, today);
            reader.feed(&std::fs::read(out).unwrap()).unwrap();
            let grants = reader.head().unwrap().grants.iter();
            let drawn: BTreeSet<OfficerId> = grants.map(|grant| grant.grantee).collect();
            assert_eq!(drawn.len(), 3);
            assert!(!drawn.contains(&absent));
        }
    });
}

/// What officers have signed about being away, as everybody can read it.
fn published(office: &TestOffice) -> String {
    let told = office.source().opens(pages::address::AWAY);
    assert_eq!(told.status, 200);
    told.html
}

fn statement(who: &OfficerAtDesk, number: u32, from: Day, until: Day) -> Vec<u8> {
    let officer = who.keys().officer;
    let away = Away {
        officer,
        number,
        from,
        until,
    };
    away.sign(who.keys()).unwrap().to_bytes()
}

fn cases(told: &Told) -> BTreeSet<String> {
    let told: serde_json::Value = serde_json::from_slice(&told.body).unwrap();
    let cases = told["cases"].as_array().unwrap().iter();
    cases
        .map(|case| case[1].as_str().unwrap().to_owned())
        .collect()
}

fn left_alone(auditor: &OfficerAtDesk) -> BTreeSet<String> {
    let told = auditor.gets("/api/away/cases");
    let told: serde_json::Value = serde_json::from_slice(&told.body).unwrap();
    let threads = told["threads"].as_array().unwrap().iter();
    threads
        .map(|one| one["short"].as_str().unwrap().to_owned())
        .collect()
}
