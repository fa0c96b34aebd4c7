//! Coding at the desk: two code unseen, see where they differ, settle and hand in.

use casework::{
    Coding, CodingFault, DecisionKind, HandedRecord, OpenCase, PromisedDays, ProtectionStep,
    RecordKind, ReleasePeriod,
};
use journeys::{
    Desk, Make, OfficerAtDesk, TestOffice, asked_protection, axe, finds_nothing, in_window, press,
    unfold,
};
use storage::ChoreOutcome;
use thirtyfour::prelude::*;

use crate::coding_steps::{
    after_days, chooses, chosen, codes, codes_of, coding, fits, kept, logs, long_after, monday,
    opens, period, plan, plan_of, plan_of_case, publishes_cases, said, said_of_case, sets, settles,
    settles_promised, standing, standing_as, writes_records,
};

#[test]
fn two_officers_code_unseen_see_where_they_differ_and_one_settles_and_hands_in() {
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let source = office.source();
            let mut form = source.writes("They sold the land of the village.");
            for label in ["Second investigator, north", "Second investigator, south"] {
                form = form.field("exclude", &office.officer(label).to_string());
            }
            source.reports(&form);
            let keys = office.keys("north-1");
            let case = office.reports_of(&keys)[0].0;
            logs(office, &keys, case);
            let desk = Desk::of(office);
            let barriers = axe();

            desk.signs_in_on(page, "north-1").await?;
            opens(page).await?;
            said(page, "Nobody has coded this.").await?;
            unfold(page, "code").await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "the form to code").await?;
            }
            fits(page).await?;
            press(page, "[data-form=code] button").await?;
            let told = page.find(By::Css("#desk-faults")).await?.text().await?;
            assert!(told.contains("Country: choose something."), "{told}");
            assert!(told.contains("Say whether somebody independent"), "{told}");
            chooses(page, "plausible").await?;
            press(page, "[data-form=code] button").await?;
            page.find(By::Css("[data-done=coded]:not([hidden])"))
                .await?;
            said(page, "You have coded this.").await?;
            let shown = page.find(By::Css("[data-form=settle]")).await?;
            assert!(!shown.is_displayed().await?);

            desk.signs_in_on(page, "head").await?;
            press(page, ".cases button").await?;
            let entries = page.find(By::Css(".entries")).await?.text().await?;
            assert!(
                entries.contains("You see how once you have coded it yourself"),
                "{entries}"
            );
            assert!(!entries.contains("Plausible"), "{entries}");
            codes_of(page, "Death threat").await?;
            page.find(By::Id("coding-kind")).await?;
            said(page, "One officer has coded this.").await?;
            let whole = page.find(By::Css("main")).await?.text().await?;
            assert!(whole.contains("Coded by: Investigator, north."), "{whole}");
            assert!(!whole.contains("Side by side"), "{whole}");
            unfold(page, "code").await?;
            chooses(page, "unlikely").await?;
            press(page, "[data-form=code] button").await?;
            page.find(By::Css("[data-done=coded]:not([hidden])"))
                .await?;
            let table = page.find(By::Css("[data-compared]")).await?.text().await?;
            for wanted in [
                "Plausible",
                "Unlikely",
                "differs",
                "takes two",
                "Death threat",
            ] {
                assert!(table.contains(wanted), "{wanted}: {table}");
            }
            unfold(page, "settle").await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "two codings and the form to settle").await?;
            }
            fits(page).await?;
            sets(page, &[("settle-verification", "plausible")]).await?;
            press(page, "[data-form=settle] button.send").await?;
            let told = page.find(By::Css("#desk-faults")).await?.text().await?;
            assert!(
                told.contains("the officers differ") && told.contains("one reason is enough"),
                "{told}"
            );
            let why = page.find(By::Id("settle-reason")).await?;
            why.send_keys("A second source was heard.").await?;
            press(page, "[data-form=settle] button.send").await?;
            page.find(By::Css("[data-done=settled]:not([hidden])"))
                .await?;
            let counted = format!("Counted in {}.", period(office, false));
            said(page, &counted).await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "what is settled").await?;
            }
            fits(page).await?;
            // A line that broke costs nothing.
            unfold(page, "hand-in").await?;
            press(page, "[data-form=hand-in] button").await?;
            page.find(By::Css("[data-done=handed]:not([hidden])"))
                .await?;

            press(page, "[data-act=overview]").await?;
            press(page, "section:has([data-report]) .acts button").await?;
            page.find(By::Css("[data-report]:not([hidden])")).await?;
            let report = page.find(By::Css("[data-report]")).await?.text().await?;
            for wanted in [
                "Cases opened: 1.",
                "How far it is verified",
                "0 (0%)",
                "0.00",
                "None.",
            ] {
                assert!(report.contains(wanted), "{wanted}: {report}");
            }
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "how far officers agree").await?;
            }
            fits(page).await?;

            let upkeep = office.storage.upkeep();
            let moved = upkeep.batch_records(monday(office)).await?;
            assert_eq!(moved, ChoreOutcome::Done(1));
            let body = office.trust.newest()?.officer(keys.officer).unwrap().body;
            let period: ReleasePeriod = period(office, false).parse()?;
            let records = upkeep.coded_records(body, RecordKind::Act, period);
            let records = records.await?;
            assert_eq!(records.len(), 1);
            assert!(
                records[0]
                    .codes
                    .starts_with("kh,threat.death,threatened,plausible,individual,n1,")
            );
            Ok(())
        });
    }
}

#[test]
fn a_page_from_before_a_colleague_settled_anew_hands_in_what_stands_now() {
    in_window(Make::Chromium, 1_280, async |office, page| {
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let desk = Desk::of(office);
        let everybody = office.everybody().into_iter();
        let mut holders = everybody.filter(|one| !one.cases().is_empty());
        let [name, colleague] = [(); 2].map(|()| holders.next().unwrap().name);
        let other = desk.signed_in(&colleague);
        let case = other.inbox(None).rows[0].case;
        let body = other.case(case).case.header.body;
        logs(office, other.keys(), case);
        codes(office, &other, case, coding(&other, "unlikely"));
        desk.signs_in_on(page, &name).await?;
        opens(page).await?;
        unfold(page, "code").await?;
        chooses(page, "plausible").await?;
        press(page, "[data-form=code] button").await?;
        page.find(By::Css("[data-done=coded]:not([hidden])"))
            .await?;

        let settles_as = |verification| {
            let mut plan = plan_of(&coding(&other, verification), office);
            plan.reason = "A second source was heard.".to_owned();
            settles(office, &other, case, &plan).unwrap();
            let settled = standing(office, &other, case);
            let handed = HandedRecord::of(&settled, body).unwrap();
            assert_eq!(other.sends("/api/records", &handed.to_bytes()).status, 204);
            u128::from_str_radix(&settled.key, 16).unwrap()
        };
        let replaced = settles_as("plausible");
        press(page, "[data-act=back]").await?;
        let again = "//*[@data-codings]//button[contains(.,'Death threat')]";
        let again = page.query(By::XPath(again)).first().await?;
        again.click().await?;
        page.find(By::Css("[data-counted=yes]:not([hidden])"))
            .await?;
        let stands = settles_as("unlikely");
        assert_ne!(replaced, stands);
        let upkeep = office.storage.upkeep();
        upkeep.batch_records(monday(office)).await?;
        unfold(page, "hand-in").await?;
        press(page, "[data-form=hand-in] button").await?;
        page.find(By::Css("[data-done=handed]:not([hidden])"))
            .await?;
        upkeep.batch_records(after_days(office, 14)).await?;
        let records = kept(office, body, &period(office, false));
        let keys: Vec<_> = records
            .iter()
            .map(|record| u128::from_be_bytes(record.key))
            .collect();
        assert_eq!(keys, [stands]);
        Ok(())
    });
}

#[test]
fn a_case_is_counted_as_it_says_itself_and_becomes_an_exact_figure() {
    TestOffice::with_plan(&plan(), |office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let body = one.case(case).case.header.body;
        let year = period(office, true);
        let says = |part: u16, days: Option<PromisedDays>| {
            let said = said_of_case(office, &one, case, part, days);
            let codes = said.draft.iter();
            let codes = codes.map(|chosen| format!("{} {}", chosen.field, chosen.code));
            (codes.collect::<Vec<_>>().join(", "), said.is_outdated())
        };
        let promised = |days: i32| PromisedDays {
            acknowledge_by: office.today().plus(days),
            feedback_by: office.today().plus(days),
            today: office.today(),
        };
        let days = Some(promised(7));

        // It says no more than the desk told it, and a day that is over was not kept.
        assert_eq!(says(0, None).0, "event received");
        let waits = "event received, acknowledgement not_due, feedback not_due";
        assert_eq!(says(0, days), (waits.to_owned(), false));
        let late = "event received, acknowledgement late, feedback late";
        assert_eq!(says(0, Some(promised(-1))).0, late);

        // Nobody settles it otherwise.
        let mut plan = plan_of_case(&said_of_case(office, &one, case, 0, days), 0);
        plan.codes[1].code = "kept".to_owned();
        let told = settles_promised(office, &one, case, &plan, days).unwrap_err();
        assert_eq!(told, [CodingFault::OtherThanFound("event")]);
        plan.codes[1].code = "not_due".to_owned();
        settles_promised(office, &one, case, &plan, days).unwrap();
        let first = standing_as(office, &one, case, RecordKind::Case);
        let handed = HandedRecord::of(&first, body).unwrap();
        let row = format!("{},{year},received,,not_due,not_due\n", first.key);
        assert!(handed.record.as_ref().unwrap().ends_with(&row));
        assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);

        // It was answered and closed since: the case says so, and another record takes the place of the first.
        let answer = one.writes(&one.case(case), "Thank you. When was it?", &office.trust);
        assert_eq!(one.replies(case, &answer).status, 204);
        let answered = "event received, acknowledgement kept, feedback not_due";
        assert_eq!(says(0, days), (answered.to_owned(), true));
        let close = one.proposes(&one.case(case), DecisionKind::Close, &office.trust);
        assert_eq!(one.hands_in(case, "step", &close.to_bytes()).status, 204);
        assert_eq!(
            says(0, days).0,
            answered,
            "one officer alone closes nothing"
        );
        let agreed = other.votes(&other.case(case), true, &office.trust);
        assert_eq!(other.hands_in(case, "step", &agreed.to_bytes()).status, 204);
        let told = "event received, acknowledgement kept, feedback kept";
        assert_eq!(says(0, days), (told.to_owned(), true));
        let closed = "event closed, disposition sub.unsubstantiated";
        assert_eq!(says(1, days), (closed.to_owned(), false));
        for part in [0, 1] {
            let said = said_of_case(office, &one, case, part, days);
            settles_promised(office, &other, case, &plan_of_case(&said, part), days).unwrap();
            let said = said_of_case(office, &one, case, part, days);
            let settled = said.standing().unwrap().settlement.clone();
            assert_eq!(settled.replaces.len(), usize::from(part == 0));
            let handed = HandedRecord::of(&settled, body).unwrap();
            assert_eq!(other.sends("/api/records", &handed.to_bytes()).status, 204);
            // Eleven other cases like this one.
            for number in 0..11_u128 {
                let mut another = settled.clone();
                another.key = format!("{:032x}", number * 2 + u128::from(part));
                another.replaces.clear();
                let bytes = HandedRecord::of(&another, body).unwrap().to_bytes();
                assert_eq!(other.sends("/api/records", &bytes).status, 204);
            }
        }
        // While the year goes on, no outcome comes to lie beside the few cases of a week.
        let upkeep = office.storage.upkeep();
        let new_year = long_after(office, 1);
        office.wait(upkeep.batch_records(new_year)).unwrap();
        let upkeep = office.storage.upkeep();
        let whole = upkeep.coded_records(body, RecordKind::Case, year.parse().unwrap());
        assert_eq!(office.wait(whole).unwrap().len(), 24);
        let records = writes_records(office, body, &year, "case").unwrap();
        publishes_cases(office, body, &year, &records);
    });
}

#[test]
fn a_request_for_protection_is_counted_where_it_stands_in_the_case() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let body = one.case(case).case.header.body;
        let asked = one.writes_down(&one.case(case), asked_protection(), &office.trust);
        let sent = one.hands_in(case, "protection", &asked.to_bytes());
        assert_eq!(sent.status, 204);
        let stands = |who: &OfficerAtDesk| {
            let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
            let coded = open.coded(&open.entries()).into_iter();
            let mut requests = coded.filter(|one| one.kinds[0].kind == RecordKind::Protection);
            let found = requests.next().unwrap();
            assert!(requests.next().is_none());
            (found.subject.clone(), found.kinds[0].clone())
        };
        let (subject, kind) = stands(&one);
        assert_eq!(
            kind.draft,
            chosen(&[
                ("applicant", "community"),
                ("role", "com.leader"),
                ("status", "submitted"),
            ])
        );
        let mut coding = Coding::default();
        coding.subject = subject;
        coding.kind = "protection".to_owned();
        coding.codebook = casework::CODEBOOK_VERSION;
        coding.independent = "unknown".to_owned();
        coding.codes = kind.draft.clone();
        coding
            .codes
            .extend(chosen(&[("country", "kh"), ("measure", "col.group_order")]));
        codes(office, &one, case, coding.clone());
        let mut plan = plan_of(&coding, office);
        let mut statuses = plan.codes.iter_mut();
        statuses.find(|one| one.field == "status").unwrap().code = "active".to_owned();
        let told = settles(office, &one, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::OtherThanFound("status")]);
        settles(office, &one, case, &plan_of(&coding, office)).unwrap();
        let settled = standing_as(office, &one, case, RecordKind::Protection);
        let handed = HandedRecord::of(&settled, body).unwrap();
        assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
        let upkeep = office.storage.upkeep();
        let later = long_after(office, 61);
        office.wait(upkeep.batch_records(later)).unwrap();
        let quarter = period(office, false).parse().unwrap();
        let upkeep = office.storage.upkeep();
        let records = upkeep.coded_records(body, RecordKind::Protection, quarter);
        let records = office.wait(records).unwrap();
        let wanted = "kh,community,com.leader,col.group_order,submitted,,";
        assert_eq!(records[0].codes, wanted);

        // What stands is outdated once the request goes on.
        let mut step = ProtectionStep::default();
        step.request = asked.told.request.to_string();
        step.to = "acknowledged".to_owned();
        let step = one.protects(&one.case(case), step, &office.trust);
        assert!(!stands(&one).1.is_outdated());
        let sent = one.hands_in(case, "protection", &step.to_bytes());
        assert_eq!(sent.status, 204);
        assert!(stands(&one).1.is_outdated());
    });
}

#[test]
fn an_officer_counts_a_case_and_a_request_for_protection_without_typing_what_the_case_says() {
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let source = office.source();
            let mut form = source.writes("They sold the land of the village.");
            for label in ["Second investigator, north", "Second investigator, south"] {
                form = form.field("exclude", &office.officer(label).to_string());
            }
            source.reports(&form);
            let keys = office.keys("north-1");
            let case = office.reports_of(&keys)[0].0;
            let desk = Desk::of(office);
            // Signing in ends other sessions of the same account.
            let one = desk.signed_in("head");
            let asked = one.writes_down(&one.case(case), asked_protection(), &office.trust);
            let sent = one.hands_in(case, "protection", &asked.to_bytes());
            assert_eq!(sent.status, 204);
            let barriers = axe();

            desk.signs_in_on(page, "north-1").await?;
            press(page, ".cases button").await?;
            let entries = page.find(By::Css(".entries")).await?.text().await?;
            assert!(entries.contains("not counted yet"), "{entries}");
            codes_of(page, "The case came in").await?;
            page.find(By::Css("[data-form=settle]")).await?;
            let year = period(office, true);
            for wanted in [
                "This is not counted yet.",
                "Receipt confirmed by the promised day",
                "Not due yet",
                &year,
            ] {
                said(page, wanted).await?;
            }
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "what a case says of itself").await?;
            }
            fits(page).await?;
            press(page, "[data-form=settle] button.send").await?;
            page.find(By::Css("[data-done=settled]:not([hidden])"))
                .await?;
            said(page, "This is settled.").await?;
            let form = page.find(By::Css("[data-form=settle]")).await?;
            assert!(!form.is_displayed().await?, "it is counted once");
            unfold(page, "hand-in").await?;
            press(page, "[data-form=hand-in] button").await?;
            page.find(By::Css("[data-done=handed]:not([hidden])"))
                .await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "a case that is counted").await?;
            }

            // It is answered, and the case says something else.
            let answer = one.writes(&one.case(case), "Thank you. When was it?", &office.trust);
            assert_eq!(one.replies(case, &answer).status, 204);
            press(page, "[data-act=back]").await?;
            page.find(By::Css(".entries")).await?;
            codes_of(page, "The case came in").await?;
            page.find(By::Css("[data-form=settle]")).await?;
            said(page, "The case says something else by now").await?;
            said(page, "counted so far: Not due yet").await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "a case that goes on").await?;
            }
            press(page, "[data-form=settle] button.send").await?;
            page.find(By::Css("[data-done=settled]:not([hidden])"))
                .await?;

            press(page, "[data-act=back]").await?;
            page.find(By::Css(".entries")).await?;
            codes_of(page, "One request for protection").await?;
            page.find(By::Id("coding-kind")).await?;
            unfold(page, "code").await?;
            let asked_of = page.find(By::Id("coding-independent")).await?;
            assert!(!asked_of.is_displayed().await?);
            sets(
                page,
                &[("code-country", "kh"), ("code-measure", "col.group_order")],
            )
            .await?;
            fits(page).await?;
            press(page, "[data-form=code] button").await?;
            page.find(By::Css("[data-done=coded]:not([hidden])"))
                .await?;
            unfold(page, "settle").await?;
            press(page, "[data-form=settle] button.send").await?;
            page.find(By::Css("[data-done=settled]:not([hidden])"))
                .await?;

            let upkeep = office.storage.upkeep();
            upkeep.batch_records(long_after(office, 61)).await?;
            let body = office.trust.newest()?.officer(keys.officer).unwrap().body;
            for (kind, wanted) in [
                (RecordKind::Case, "received,,kept,not_due"),
                (
                    RecordKind::Protection,
                    "kh,community,com.leader,col.group_order,submitted,,",
                ),
            ] {
                let period = period(office, kind.is_exact()).parse()?;
                let records = upkeep.coded_records(body, kind, period).await?;
                let codes: Vec<&str> = records.iter().map(|one| one.codes.as_str()).collect();
                assert_eq!(codes, [wanted]);
            }
            Ok(())
        });
    }
}
