//! A case that too few officers on duty can open: whoever holds it is told, at the desk and at the station.

use journeys::{Desk, InvestigatorAt, TestOffice, in_chromium, press};
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

/// Those who hold the only case.
fn holders(office: &TestOffice) -> Vec<InvestigatorAt> {
    let mut everybody = office.everybody();
    everybody.retain(|one| !one.cases().is_empty());
    everybody
}
