//! Reminders in an officer's list, and what whoever oversees the office is told of broken promises.

use std::collections::BTreeSet;

use casework::Deadlines;
use journeys::{
    Desk, Filled, KeptReceipt, OfficerAtDesk, Source, TestOffice, in_chromium, press, resize,
    whole_picture,
};
use pages::address;
use serde_json::Value;
use thirtyfour::prelude::*;

#[test]
fn an_auditor_reads_of_broken_promises_and_nothing_more_and_nobody_else_does() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("xylophone-canary"));
        source.reports(&source.writes("Another one."));
        let holder = desk.signed_in(&office.a_holder().name);
        let cases = holder.cases();
        let received = office.today();
        let days_later = |days: i64| {
            let now = (i64::from(received.number()) + days) * 86_400;
            office.clock.move_to(now);
        };
        days_later(10);
        let auditor = desk.signed_in("auditor");
        assert_eq!(
            threads(&auditor),
            Vec::<Value>::new(),
            "three days of patience"
        );
        days_later(11);
        let auditor = desk.signed_in("auditor");
        let told = threads(&auditor);
        assert_eq!(told.len(), 2);
        let shorts: BTreeSet<_> = told
            .iter()
            .map(|one| one["short"].as_str().unwrap())
            .collect();
        assert!(shorts.contains(&*cases[0].header.case.short()));
        for thread in &told {
            let keys: BTreeSet<&str> = thread
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(keys, ["holders", "promised", "received", "short"].into());
            assert_eq!(thread["received"], received.number());
            assert_eq!(thread["promised"], received.plus(7).number());
            assert_eq!(thread["holders"], 3);
        }
        let text = auditor.gets("/api/overdue").text();
        let roster = office.trust.newest().unwrap();
        for officer in &roster.officers {
            assert!(!text.contains(&officer.label) && !text.contains(&officer.id.to_string()));
        }
        for wrong in ["?day=1", "?after=1", "?else=1"] {
            assert_eq!(auditor.gets(&format!("/api/overdue{wrong}")).status, 400);
        }
        let last = cases[0].header.case;
        let behind = format!("/api/overdue?day={}&after={last}", received.number() + 1);
        assert!(auditor.gets(&behind).text().contains("\"threads\":[]"));

        // Who works cases is told of none but their own.
        let holder = desk.signed_in(&office.a_holder().name);
        assert_eq!(holder.gets("/api/overdue").status, 404);
        assert_eq!(desk.somebody().gets("/api/overdue").status, 401);
        let file = holder.case(last);
        let answer = holder.writes(&file, "Thank you.", &office.trust);
        assert_eq!(holder.replies(last, &answer).status, 204);
        let auditor = desk.signed_in("auditor");
        assert_eq!(
            threads(&auditor).len(),
            1,
            "feedback is due in three months"
        );
    });
}

#[test]
fn an_auditor_reads_which_reviews_are_late_and_nothing_of_them() {
    TestOffice::on_each(|office| {
        let (desk, source) = (Desk::of(office), office.source());
        let receipt = source.reports(&source.writes("xylophone-canary"));
        let case = desk.signed_in(&office.a_holder().name).cases()[0]
            .header
            .case;
        asks_for_a_review(&source, &receipt);
        let asked_on = office.today();
        let late = |days: i64| {
            let now = (i64::from(asked_on.number()) + days) * 86_400;
            office.clock.move_to(now);
            desk.signed_in("auditor")
                .gets("/api/overdue/reviews")
                .text()
        };
        let promised = Deadlines::default().review_answered_by(asked_on).number();
        let days = i64::from(promised - asked_on.number());
        let none = "{\"late\":[],\"more\":false}";
        assert_eq!(late(days + 3), none, "three days of patience");
        let short = case.short();
        let told = format!(
            "{{\"late\":[{{\"short\":\"{short}\",\"promised\":{promised},\"holders\":3}}],\"more\":false}}"
        );
        assert_eq!(late(days + 4), told);
        let holder = desk.signed_in(&office.a_holder().name);
        assert_eq!(holder.gets("/api/overdue/reviews").status, 404);
        let answer = holder.writes(&holder.case(case), "Sorry.", &office.trust);
        assert_eq!(holder.replies(case, &answer).status, 204);
        assert_eq!(late(days + 4), none);
    });
}

#[test]
fn what_is_due_soon_is_marked_and_counted_and_the_auditor_sees_broken_promises() {
    in_chromium(async |office, page| {
        let source = office.source();
        let desk = Desk::of(office);
        let report = |number| source.reports(&source.writes(&format!("Report {number}")));
        let receipts = [0, 1, 2].map(report);
        let mut everybody = office.everybody().into_iter();
        let name = everybody.find(|one| one.cases().len() > 1);
        let name = name.expect("of three cases somebody holds two").name;
        let officer = desk.signed_in(&name);
        let soon = office.today().plus(2).to_string();
        for (case, due) in officer.cases().iter().zip(["2020-05-04", &soon]) {
            let path = format!("/api/cases/{}/plan", case.header.case);
            let fields = [("due", due), ("priority", "normal")];
            assert_eq!(officer.posts(&path, &fields).status, 204);
        }
        desk.signs_in_on(page, &name).await?;
        let whole = "[data-found=all]:not([hidden])";
        page.query(By::Css(whole)).first().await?;
        let counts = page.find(By::Css("[data-count=overdue]")).await?;
        assert_eq!(counts.text().await?, "Overdue: 1.");
        let counts = page.find(By::Css("[data-count=soon]")).await?;
        assert_eq!(counts.text().await?, "Due within 3 days: 1.");
        let marked = "return [...document.querySelectorAll('.cases [data-due]:not([hidden]):not(time)')]\
                      .map((mark) => mark.textContent).sort().join()";
        let marked: String = page.execute(marked, vec![]).await?.convert()?;
        assert!(
            marked.contains("Overdue since") && marked.contains("Soon due:"),
            "{marked}"
        );

        let now = office.clock.unix_seconds();
        office.clock.move_to(now + 12 * 86_400);
        desk.signs_in_on(page, "auditor").await?;
        page.query(By::Css(".threads li")).first().await?;
        let threads = page.find_all(By::Css(".threads li")).await?;
        assert_eq!(threads.len(), 3);
        let told = threads[0].text().await?;
        assert!(
            told.contains("officers on duty who can open it: 3"),
            "{told}"
        );
        let whole = page.find(By::Css("main")).await?.text().await?;
        assert!(!whole.contains("There are none."), "{whole}");
        press(page, "main form[role=search] button").await?;

        for receipt in &receipts {
            asks_for_a_review(&source, receipt);
        }
        let answered_by = Deadlines::default().review_answered_by(office.today());
        desk.signs_in_on(page, &name).await?;
        press(page, "[data-act=work]").await?;
        let due = ".agenda [data-due]:not([hidden]) time";
        let due = page.query(By::Css(due)).first().await?;
        assert_eq!(due.attr("datetime").await?, Some(answered_by.to_string()));
        whole_picture(page, "due").await?;

        office
            .clock
            .move_to(i64::from(answered_by.plus(4).number()) * 86_400);
        desk.signs_in_on(page, "auditor").await?;
        let late = page.query(By::Css("[data-late=review] li")).first().await?;
        let told = late.text().await?;
        assert!(told.contains("To be answered by"), "{told}");
        let more = page.find(By::Css("[data-late=review] [data-more]")).await?;
        assert!(!more.is_displayed().await?, "there are no more");
        for width in [1_280, 360] {
            resize(page, width, 900).await?;
            whole_picture(page, "overdue").await?;
        }
        Ok(())
    });
}

/// A reporter finds that the office does nothing.
fn asks_for_a_review(source: &Source, receipt: &KeptReceipt) {
    let mailbox = source.returns_with(&receipt.digits).html;
    let (_, after) = mailbox.split_once("name=\"after\" value=\"").unwrap();
    let form = Filled::default()
        .field("receipt", &receipt.digits)
        .field("after", after.split_once('"').unwrap().0)
        .field("ground", "delay")
        .field("message", "xylophone-canary");
    let asked = source.sends(&format!("{}?l=en", address::REVIEW), &form);
    assert!(asked.text().contains("has been stored"), "{}", asked.text());
}

fn threads(auditor: &OfficerAtDesk) -> Vec<Value> {
    let told: Value = serde_json::from_str(&auditor.gets("/api/overdue").text()).unwrap();
    assert_eq!(told["next"], Value::Null);
    told["threads"].as_array().unwrap().clone()
}
