//! A holder keeps somebody out of a case after the fact, and an officer hands a case over: in the browser, and
//! at the station.

use journeys::{
    Desk, InvestigatorAt, TestOffice, Wire, contains, fits, in_chromium, press, spellings,
};
use thirtyfour::prelude::*;

#[test]
fn a_holder_excludes_who_holds_the_case_and_who_does_not_and_the_desk_is_told_of_the_first_alone() {
    in_chromium(async |office, page| {
        let (holders, others) = holders_and_others(office);
        let [one, gone] = [&holders[0], &holders[1]];
        let outside = id(office, &others[0]);
        let desk = Desk::of(office);
        let wire = Wire::to(desk.address());
        desk.signs_in_through(page, wire.address(), &one.name)
            .await?;
        press(page, ".cases button").await?;
        unfolds(page, "[data-exclude]").await?;
        fits(page).await?;

        // Who does not hold it: nobody but those in the case learns who is meant.
        chooses(page, "#excluded-officer", &outside).await?;
        let said = page.find(By::Css("[data-exclude]")).await?.text().await?;
        assert!(
            said.contains("This server is not told whom you excluded"),
            "{said}"
        );
        assert!(!said.contains("They lose it at once"), "{said}");
        press(page, "[data-exclude] button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Write your reason first"), "{fault}");
        page.find(By::Id("why"))
            .await?
            .send_keys("A cousin of the mayor.")
            .await?;
        press(page, "[data-exclude] button").await?;
        page.find(By::Css("[data-excluded]:not([hidden])")).await?;
        let facts = page
            .find(By::Css("[data-fact='excluded']"))
            .await?
            .text()
            .await?;
        assert!(facts.contains(&label(office, &outside)), "{facts}");
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(entries.contains("A cousin of the mayor."), "{entries}");
        assert!(entries.contains("nobody can let them in: "), "{entries}");
        assert!(!offered(page, "#colleague").await?.contains(&outside));
        assert!(!offered(page, "#excluded-officer").await?.contains(&outside));
        let sent = wire.sent();
        assert!(contains(&sent, b"/exclude"));
        for spelt in spellings("cousin of the mayor")
            .iter()
            .chain(&spellings(&outside))
        {
            assert!(!contains(&sent, spelt), "the desk is not told");
        }
        let bytes: Vec<u8> = outside_bytes(office, &others[0]);
        assert!(!contains(&sent, &bytes), "nor in binary");

        // Who holds it loses it. Below two it is not offered.
        unfolds(page, "[data-exclude]").await?;
        let named = id(office, gone);
        chooses(page, "#excluded-officer", &named).await?;
        let said = page.find(By::Css("[data-exclude]")).await?.text().await?;
        assert!(said.contains("who go on with it: 2."), "{said}");
        page.find(By::Id("why"))
            .await?
            .send_keys("They own the firm.")
            .await?;
        press(page, "[data-exclude] button").await?;
        page.find(By::Css(".entries > li:nth-child(3)")).await?;
        let facts = page
            .find(By::Css("[data-fact='holders']"))
            .await?
            .text()
            .await?;
        assert!(!facts.contains(&label(office, &named)), "{facts}");
        assert!(gone.lists().is_empty());
        unfolds(page, "[data-exclude]").await?;
        chooses(page, "#excluded-officer", &id(office, &holders[2])).await?;
        page.find(By::Css("[data-exclude] [data-rest=few]:not([hidden])"))
            .await?;
        page.find(By::Css("[data-exclude] button[disabled]"))
            .await?;
        unfolds(page, "[data-acts]").await?;
        page.find(By::Css(".acts-done [data-act=excluded]:not([hidden])"))
            .await?;
        let done = page.find(By::Css(".acts-done")).await?.text().await?;
        assert!(done.contains("excluded somebody from the case"), "{done}");
        assert!(done.contains(&label(office, &named)), "{done}");
        assert!(!done.contains(&label(office, &outside)), "{done}");
        Ok(())
    });
}

#[test]
fn an_officer_hands_a_case_over_and_may_be_let_in_again() {
    in_chromium(async |office, page| {
        let (holders, others) = holders_and_others(office);
        let desk = Desk::of(office);
        desk.signs_in_on(page, &holders[0].name).await?;
        press(page, ".cases button").await?;
        unfolds(page, "[data-hand-over]").await?;
        fits(page).await?;
        let said = page.find(By::Css("[data-hand-over]")).await?.text().await?;
        assert!(said.contains("hold it then: 3."), "{said}");
        let successor = id(office, &others[0]);
        chooses(page, "#successor", &successor).await?;
        page.find(By::Id("note"))
            .await?
            .send_keys("Ask for the plan.")
            .await?;
        press(page, "[data-hand-over] button").await?;
        page.find(By::Css("[data-handed-over]:not([hidden])"))
            .await?;
        page.find(By::Css("[data-none]:not([hidden])")).await?;
        assert!(holders[0].lists().is_empty());

        desk.signs_in_on(page, &others[0].name).await?;
        press(page, ".cases button").await?;
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(entries.contains("Ask for the plan."), "{entries}");
        let handed = format!("Handed this case over to {}", label(office, &successor));
        assert!(entries.contains(&handed), "{entries}");
        let back = id(office, &holders[0]);
        assert!(offered(page, "#colleague").await?.contains(&back));
        chooses(page, "#colleague", &back).await?;
        press(page, "[data-grant] button").await?;
        page.find(By::Css("[data-granted]:not([hidden])")).await?;
        assert_eq!(holders[0].lists().len(), 1);
        Ok(())
    });
}

#[test]
fn officers_are_excluded_at_the_station_with_and_without_a_connection() {
    TestOffice::on_each(|office| {
        let (holders, others) = holders_and_others(office);
        let short = holders[0].cases().remove(0);
        let [one, gone, other] = [0, 1, 2].map(|number| &holders[number]);
        let at = tempfile::tempdir().unwrap();
        let file = |name: &str| at.path().join(name).to_str().unwrap().to_owned();
        let (archive, out, grant) = (file("case.tabir"), file("out.json"), file("grant.json"));

        // A grant that was made before somebody was excluded does not count afterwards.
        other.says(&["export", &short, "--out", &file("theirs.tabir")]);
        let outside = id(office, &others[0]);
        let theirs = file("theirs.tabir");
        other.says(&[
            "grant", "--file", &theirs, "--to", &outside, "--out", &grant,
        ]);
        one.says(&["export", &short, "--out", &archive]);
        let both = [id(office, gone), outside.clone()];
        let exclude = [
            "exclude",
            "--file",
            &archive,
            "--officer",
            &both[0],
            "--officer",
            &both[1],
        ];
        let nowhere = one.is_refused(&[&exclude[..], &["--reason", "Cousins."]].concat());
        assert!(nowhere.contains("--out"), "{nowhere}");
        let empty = one.is_refused(&[&exclude[..], &["--reason", " ", "--out", &out]].concat());
        assert!(empty.contains("say why"), "{empty}");
        one.says(&[&exclude[..], &["--reason", "Cousins.", "--out", &out]].concat());
        assert_eq!(gone.lists().join(" "), short, "it is not delivered yet");
        one.delivers(&out);
        one.delivers(&out);
        assert!(gone.lists().is_empty());
        let stale = other.does_not_deliver(&grant);
        assert!(stale.contains("somebody was excluded since"), "{stale}");
        for barred in &both {
            let refused = other.is_refused(&["grant", &short, "--to", barred]);
            assert!(refused.contains("excluded from the case"), "{refused}");
        }
        let told = other.says(&["open", &short]);
        assert!(told.contains("| Cousins."), "{told}");
        let names = [label(office, &both[0]), label(office, &both[1])];
        for name in &names {
            assert!(told.contains(name), "{told}");
        }
        assert!(told.contains("Must not see this: "), "{told}");

        let too_few = other.is_refused(&[
            "exclude",
            &short,
            "--officer",
            &id(office, one),
            "--reason",
            "x",
        ]);
        assert!(
            too_few.contains("fewer than two officers on duty"),
            "{too_few}"
        );
        let own = id(office, other);
        let oneself = other.is_refused(&["exclude", &short, "--officer", &own, "--reason", "x"]);
        assert!(oneself.contains("somebody else"), "{oneself}");
        // Whom one lets in does not count for excluding others.
        let newcomer = id(office, &others[1]);
        one.says(&["grant", &short, "--to", &newcomer]);
        let alone = one.is_refused(&["exclude", &short, "--officer", &own, "--reason", "x"]);
        assert!(
            alone.contains("whom you have not let in yourself"),
            "{alone}"
        );
        let told = others[1].says(&["open", &short]);
        assert!(told.contains("The tender was rigged."), "{told}");
    });
}

#[test]
fn a_case_is_handed_over_at_the_station_with_and_without_a_connection() {
    TestOffice::on_each(|office| {
        let (holders, others) = holders_and_others(office);
        let short = holders[0].cases().remove(0);
        let at = tempfile::tempdir().unwrap();
        let file = |name: &str| at.path().join(name).to_str().unwrap().to_owned();
        let (archive, out) = (file("case.tabir"), file("out.json"));
        let successor = id(office, &others[0]);
        holders[0].says(&["export", &short, "--out", &archive]);
        let hand_over = [
            "handover", "--file", &archive, "--to", &successor, "--note", "Ask.",
        ];
        holders[0].says(&[&hand_over[..], &["--out", &out]].concat());
        assert_eq!(
            holders[0].cases().join(" "),
            short,
            "it is not delivered yet"
        );
        assert!(others[0].lists().is_empty());
        holders[0].delivers(&out);
        assert!(holders[0].lists().is_empty());
        let again = holders[0].does_not_deliver(&out);
        assert!(again.contains("nothing like that"), "{again}");
        let told = others[0].says(&["open", &short]);
        assert!(told.contains("Handed the case over to "), "{told}");
        assert!(told.contains("| Ask."), "{told}");

        others[0].says(&["handover", &short, "--to", &id(office, &holders[0])]);
        assert!(others[0].lists().is_empty());
        let told = holders[0].says(&["open", &short]);
        assert!(told.contains("The tender was rigged."), "{told}");
    });
}

/// Those who hold the only case, and those who may be let in.
fn holders_and_others(office: &TestOffice) -> (Vec<InvestigatorAt>, Vec<InvestigatorAt>) {
    let source = office.source();
    source.reports(&source.writes("The tender was rigged."));
    office.holders_and_free()
}

fn id(office: &TestOffice, who: &InvestigatorAt) -> String {
    office.keys(&who.name).officer.to_string()
}

fn outside_bytes(office: &TestOffice, who: &InvestigatorAt) -> Vec<u8> {
    office.keys(&who.name).officer.as_bytes().to_vec()
}

fn label(office: &TestOffice, id: &str) -> String {
    let roster = office.trust.newest().unwrap();
    roster.officer(id.parse().unwrap()).unwrap().label.clone()
}

async fn unfolds(page: &WebDriver, part: &str) -> anyhow::Result<()> {
    let open = format!("document.querySelector(\"{part}\").open = true");
    page.find(By::Css(part)).await?;
    page.execute(open, vec![]).await?;
    Ok(())
}

async fn chooses(page: &WebDriver, list: &str, officer: &str) -> anyhow::Result<()> {
    let choose = "const list = document.querySelector(arguments[0]);
        list.value = arguments[1];
        list.dispatchEvent(new Event('change'));";
    page.execute(choose, vec![list.into(), officer.into()])
        .await?;
    Ok(())
}

async fn offered(page: &WebDriver, list: &str) -> anyhow::Result<Vec<String>> {
    let offered =
        "return [...document.querySelectorAll(arguments[0] + ' option')].map((one) => one.value)";
    Ok(page.execute(offered, vec![list.into()]).await?.convert()?)
}
