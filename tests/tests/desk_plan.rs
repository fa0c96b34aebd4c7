//! Due days at the officers' desk, and what an officer plans.

use journeys::{Desk, TestOffice, in_chromium, press};
use thirtyfour::prelude::*;

#[test]
fn a_plan_is_taken_from_holders_alone_and_puts_off_no_promise() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let officer = desk.signed_in(&office.a_holder().name);
        let row = |officer: &journeys::OfficerAtDesk| officer.inbox(None).rows.remove(0);
        let (case, received) = (row(&officer).case, row(&officer).received_on);
        assert_eq!(row(&officer).due_on, Some(received.plus(7)), "as promised");
        let plan = format!("/api/cases/{case}/plan");
        let plans = |due: &str, priority: &str| {
            let fields = [("due", due), ("priority", priority)];
            officer.posts(&plan, &fields).status
        };
        assert_eq!(plans(&received.plus(3).to_string(), "high"), 204);
        assert_eq!(row(&officer).due_on, Some(received.plus(3)));
        assert_eq!(row(&officer).priority, casework::Priority::High);
        assert_eq!(plans(&received.plus(90).to_string(), "low"), 204);
        assert_eq!(row(&officer).due_on, Some(received.plus(7)));
        // Whoever had the page open before a colleague raised the priority takes nothing back.
        assert_eq!(plans("", "emergency"), 204);
        let stale = [("due", ""), ("priority", "low"), ("was", "low")];
        assert_eq!(officer.posts(&plan, &stale).status, 204);
        assert_eq!(row(&officer).priority, casework::Priority::Emergency);
        for (due, priority) in [
            ("2026-02-30", "high"),
            ("soon", "high"),
            ("", "urgent"),
            ("", ""),
        ] {
            assert_eq!(plans(due, priority), 400, "{due} {priority}");
        }
        let told = officer.gets(&plan).text();
        let promised = received.plus(7).number();
        assert!(told.contains(&format!("\"promised\":{promised}")), "{told}");

        let other = desk.signed_in("rights-1");
        assert_eq!(other.gets(&plan).status, 404);
        let fields = [("due", ""), ("priority", "low")];
        assert_eq!(other.posts(&plan, &fields).status, 404);
        assert_eq!(desk.somebody().gets(&plan).status, 401);
    });
}

#[test]
fn an_officer_plans_a_case_and_finds_it_by_its_day() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-promised] time")).await?;
        let set = "document.getElementById('due').value = '2020-05-04';
            document.getElementById('priority').value = 'high';";
        page.execute(set, vec![]).await?;
        press(page, "[data-plan] button").await?;
        page.find(By::Css("[data-planned]:not([hidden])")).await?;
        let kept = "return document.getElementById('due').value + document.getElementById('priority').value";
        let kept: String = page.execute(kept, vec![]).await?.convert()?;
        assert_eq!(kept, "2020-05-04high");
        press(page, "[data-act=home]").await?;
        let overdue = page
            .query(By::XPath(
                "//ol[@class='cases']//strong[not(@hidden)][contains(.,'Overdue')]/..",
            ))
            .first()
            .await?;
        assert!(overdue.text().await?.contains("4 May 2020"));
        Ok(())
    });
}
