//! Coding, from what was logged in a case to a published figure.

use std::fs;

use casework::{
    ActKind, ChosenCode, CodedKind, Coding, CodingFault, CodingSource, CodingSubject, Consent,
    DecisionKind, HandedRecord, IncidentForm, KeptRecord, Note, OpenCase, PromisedDays,
    ProtectionStep, RecordKind, ReleasePeriod, Settlement, SettlementFault, SettlementPlan,
};
use journeys::{
    DEMO, Desk, Make, OfficerAtDesk, TestOffice, asked_protection, axe, finds_nothing,
    in_chromium_with, in_window, press, run, saved, unfold,
};
use seal::{BodyId, CaseId, Level, OfficerKeys, Sender};
use storage::{ChoreOutcome, Moment};
use thirtyfour::prelude::*;

#[test]
fn what_two_officers_coded_and_one_settled_is_counted_in_a_release_and_leads_back_to_no_case() {
    TestOffice::with_plan(&plan(), |office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        logs(office, one.keys(), case);
        let body = one.case(case).case.header.body;

        // Nobody settles alone.
        codes(office, &one, case, coding(&one, "plausible"));
        let plan = plan_of(&coding(&one, "plausible"), office);
        let alone = settles(office, &one, case, &plan).unwrap_err();
        assert_eq!(alone, [CodingFault::NeedsSecond]);
        codes(office, &other, case, coding(&one, "unlikely"));
        let told = settles(office, &other, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::NoReason("verification")]);
        let mut plan = plan;
        plan.reason = "A second source was heard.".to_owned();
        settles(office, &other, case, &plan).unwrap();
        let settled = standing(office, &one, case);
        assert!(!settled.key.is_empty() && settled.replaces.is_empty());

        // The record goes in without the case, and what the desk writes down of the case stays as it was.
        let acts = || {
            let room = office.storage.case_room();
            let of_case = room.acts_of(one.keys().officer, case, None, 100);
            let page = room.record(None, None, 1_000, office.today());
            (
                office.wait(of_case).unwrap(),
                office.wait(page).unwrap().acts,
            )
        };
        let before = acts();
        let handed = HandedRecord::of(&settled, body).unwrap();
        for _ in 0..2 {
            assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
        }
        assert_eq!(acts(), before);
        let noted = before.0.iter().filter(|act| act.kind == ActKind::Noted);
        assert_eq!(
            noted.count(),
            4,
            "an entry, two codings and a settlement look alike"
        );
        let bytes = handed.to_bytes();
        assert!(
            !contains(&bytes, case.as_bytes()) && !contains(&bytes, case.to_string().as_bytes())
        );

        // Until its batch comes, it is in no file of the main database.
        let key = u128::from_str_radix(&settled.key, 16)
            .unwrap()
            .to_be_bytes();
        assert!(!is_in_main_files(office, &key));
        for number in 0..32_u128 {
            let mut another = settled.clone();
            another.key = format!("{number:032x}");
            let bytes = HandedRecord::of(&another, body).unwrap().to_bytes();
            assert_eq!(other.sends("/api/records", &bytes).status, 204);
        }
        let upkeep = office.storage.upkeep();
        let moved = office.wait(upkeep.batch_records(office.moment())).unwrap();
        assert_eq!(moved, ChoreOutcome::Done(33));
        assert_eq!(acts(), before);

        let records = writes_records(office, body, &plan.period, "act").unwrap();
        let text = fs::read_to_string(&records).unwrap();
        assert_eq!(text.lines().count(), 5 + 33);
        assert!(!text.contains(&case.to_string()) && !text.contains("heard"));
        let told = run(&["release", "check", "--kind", "act", &records]).unwrap();
        assert!(
            told.contains("33 records") && told.contains("nothing is wrong"),
            "{told}"
        );
        publishes(office, body, &plan.period, &records, &[], 33);

        // What turned out not to have happened is settled as that, and its record goes.
        for who in [&one, &other] {
            codes(office, who, case, coding(&one, "refuted"));
        }
        let refuted = plan_of(&coding(&one, "refuted"), office);
        settles(office, &one, case, &refuted).unwrap();
        let gone = standing(office, &one, case);
        assert_eq!((gone.key.as_str(), gone.replaces.len()), ("", 1));
        let handed = HandedRecord::of(&gone, body).unwrap();
        assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
        office
            .wait(upkeep.batch_records(after_days(office, 7)))
            .unwrap();
        let left = kept(office, body, &plan.period);
        assert_eq!(left.len(), 32);
        assert!(left.iter().all(|record| record.key != key));
    });
}

#[test]
fn records_are_taken_from_those_who_work_cases_for_their_own_body_and_in_codes_alone() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let body = one.case(case).case.header.body;
        let mut settled = Settlement::default();
        settled.kind = "act".to_owned();
        settled.codebook = casework::CODEBOOK_VERSION;
        settled.period = period(office, false);
        settled.key = "5e".repeat(16);
        settled.codes = coding(&one, "reported").codes.clone();
        let good = HandedRecord::of(&settled, body).unwrap();
        let sends = |who: &OfficerAtDesk, handed: &HandedRecord| {
            who.sends("/api/records", &handed.to_bytes())
        };
        assert_eq!(sends(&desk.somebody(), &good).status, 401);
        for name in ["auditor", "rights-custodian"] {
            let theirs = desk.signed_in(name);
            // A custodian of identities may hold cases of another body, and counts none here.
            let wanted = if name == "auditor" { 404 } else { 422 };
            assert_eq!(sends(&theirs, &good).status, wanted, "{name}");
        }
        let other_body = BodyId::from_bytes([9; 16]);
        let foreign = HandedRecord::of(&settled, other_body).unwrap();
        let told = sends(&one, &foreign);
        assert_eq!(told.status, 422);
        assert_eq!(told.field("fault"), "fault-record-codes");
        for (field, code) in [
            ("act", "threat.nobody"),
            ("country", "kampong"),
            ("perpetrator", "the mayor"),
            ("verification", "refuted"),
            ("completion", ""),
        ] {
            let mut wrong = settled.clone();
            let mut codes = wrong.codes.iter_mut();
            codes.find(|one| one.field == field).unwrap().code = code.to_owned();
            let told = sends(&one, &HandedRecord::of(&wrong, body).unwrap());
            assert_eq!(told.status, 422, "{field}");
        }
        let bytes = good.to_bytes();
        assert_eq!(
            one.sends("/api/records", &bytes[..bytes.len() - 3]).status,
            400
        );
        assert_eq!(one.sends("/api/records", &[0; 9_000]).status, 413);
        let upkeep = office.storage.upkeep();
        office.wait(upkeep.batch_records(monday(office))).unwrap();
        assert!(kept(office, body, &settled.period).is_empty());
        assert_eq!(sends(&one, &good).status, 204);
        office
            .wait(upkeep.batch_records(after_days(office, 14)))
            .unwrap();
        assert_eq!(kept(office, body, &settled.period).len(), 1);

        let told = writes_records(office, BodyId::from_bytes([9; 16]), &settled.period, "act");
        assert!(told.unwrap_err().contains("is no body of the roster"));
        let told = writes_records(office, body, "2027", "act").unwrap_err();
        assert!(
            told.contains("counted by quarter") || told.contains("all others by quarter"),
            "{told}"
        );
        let told = writes_records(office, body, &settled.period, "act").unwrap();
        let again = writes_records(office, body, &settled.period, "act").unwrap_err();
        assert!(again.contains(&told), "nothing is written over: {again}");
    });
}

#[test]
fn a_person_is_counted_exactly_only_by_consent_and_verified_by_two() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        logs(office, one.keys(), case);
        let body = one.case(case).case.header.body;
        for who in [&one, &other] {
            codes(office, who, case, person(&one));
        }
        let mut plan = plan_of(&person(&one), office);
        plan.period = period(office, true);
        let told = settles(office, &one, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::NoConsent]);
        let mut consent = Consent::default();
        consent.id = casework::draw_allegation_id().unwrap();
        consent.scope = Consent::TO_BE_COUNTED.to_owned();
        consent.body = body.to_string();
        consent.how = "Said so on the telephone.".to_owned();
        let noted = |consent: &Consent| {
            let note = one.notes(
                &one.case(case),
                &Note::Consent(consent.clone()),
                &office.trust,
            );
            assert_eq!(one.hands_in(case, "note", &note.to_bytes()).status, 204);
        };
        // Somebody else of the case agreed.
        let mut of_another = consent.clone();
        of_another.id = casework::draw_allegation_id().unwrap();
        let sender = Sender::Officer(one.keys().officer);
        of_another.of = Some(CodingSubject::of(sender, 0, 1));
        noted(&of_another);
        let told = settles(office, &one, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::NoConsent]);
        consent.of = Some(plan.subject.clone());
        noted(&consent);
        settles(office, &one, case, &plan).unwrap();
        let settled = standing_as(office, &one, case, RecordKind::Person);
        let handed = HandedRecord::of(&settled, body).unwrap();
        let text = handed.record.clone().unwrap();
        assert!(
            !text.contains(&settled.person),
            "the mark stays in the case: {text}"
        );
        assert!(text.contains(&settled.token()));
        assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
        // What was withdrawn lets nobody be settled anew, and one officer takes the record out.
        let mut taken_out = plan.clone();
        taken_out.uncounted = true;
        taken_out.reason = "The consent was withdrawn.".to_owned();
        let told = settles(office, &one, case, &taken_out).unwrap_err();
        assert_eq!(told, [CodingFault::Uncounted], "the consent stands");
        let mut withdrawn = consent.clone();
        withdrawn.withdrawn = true;
        noted(&withdrawn);
        let told = settles(office, &one, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::NoConsent]);
        settles(office, &other, case, &taken_out).unwrap();
        let gone = standing_as(office, &one, case, RecordKind::Person);
        assert_eq!((gone.key.as_str(), gone.person.as_str()), ("", ""));
        assert_eq!(gone.replaces, std::slice::from_ref(&settled.key));
        let handed = HandedRecord::of(&gone, body).unwrap();
        assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
        let upkeep = office.storage.upkeep();
        office
            .wait(upkeep.batch_records(after_days(office, 7)))
            .unwrap();
        let year = plan.period.parse().unwrap();
        let left = upkeep.coded_records(body, RecordKind::Person, year);
        assert_eq!(office.wait(left).unwrap(), []);
    });
}

#[test]
fn one_person_in_two_cases_of_a_body_has_one_token_once_an_officer_of_both_says_so() {
    in_window(Make::Chromium, 1_280, async |office, page| {
        let desk = Desk::of(office);
        let cases = reported(office, 2);
        let [one, other] = ["north-1", "head"].map(|name| desk.signed_in(name));
        let mut tokens = vec![];
        for case in &cases {
            logs(office, one.keys(), *case);
            for who in [&one, &other] {
                codes(office, who, *case, person(&one));
            }
            let mut consent = Consent::default();
            consent.id = casework::draw_allegation_id()?;
            consent.scope = Consent::TO_BE_COUNTED.to_owned();
            consent.body = one.case(*case).case.header.body.to_string();
            consent.how = "Said so on the telephone.".to_owned();
            consent.of = Some(person(&one).subject.clone());
            let note = one.notes(&one.case(*case), &Note::Consent(consent), &office.trust);
            assert_eq!(one.hands_in(*case, "note", &note.to_bytes()).status, 204);
            let mut plan = plan_of(&person(&one), office);
            plan.period = period(office, true);
            settles(office, &one, *case, &plan).unwrap();
            let settled = standing_as(office, &one, *case, RecordKind::Person);
            tokens.push(settled.token());
        }
        assert_ne!(tokens[0], tokens[1], "nobody said that they are one");

        desk.signs_in_on(page, "head").await?;
        let (first, second) = (&cases[0], &cases[1]);
        let goes = format!(
            "[...document.querySelectorAll('.cases button')].find((one) => one.textContent.includes('{}')).click()",
            second.short()
        );
        page.find(By::Css(".cases button")).await?;
        page.execute(&goes, vec![]).await?;
        codes_of(page, "Death threat").await?;
        page.find(By::Id("coding-kind")).await?;
        chooses_kind(page, "person").await?;
        unfold(page, "settle").await?;
        press(page, "[data-act=persons]").await?;
        page.find(By::Css("[data-looked]:not([hidden])")).await?;
        said(page, "Persons who are counted in your other cases: 1.").await?;
        if let Some(axe) = &axe() {
            finds_nothing(page, axe, "persons of other cases").await?;
        }
        let list = page.find(By::Id("settle-person")).await?.text().await?;
        assert!(list.contains(&format!("Case {}", first.short())), "{list}");
        assert!(list.contains("Death threat"), "{list}");
        let mark = standing_as(office, &one, *first, RecordKind::Person)
            .person
            .clone();
        sets(page, &[("settle-person", &mark)]).await?;
        press(page, "[data-form=settle] button.send").await?;
        page.find(By::Css("[data-done=settled]:not([hidden])"))
            .await?;
        let settled = standing_as(office, &one, *second, RecordKind::Person);
        assert_eq!(
            (settled.person.as_str(), settled.token()),
            (mark.as_str(), tokens.remove(0))
        );
        // Its earlier record goes, and the other case stays as it was.
        assert_eq!(settled.replaces.len(), 1);
        let before = standing_as(office, &one, *first, RecordKind::Person);
        assert_eq!(before.person, mark);
        Ok(())
    });
}

#[test]
fn a_lead_saves_how_well_coders_agreed_and_it_is_released_beside_the_figures() {
    in_chromium_with(&plan(), async |office, page| {
        let desk = Desk::of(office);
        let cases = reported(office, 20);
        let [one, other] = ["north-1", "head"].map(|name| desk.signed_in(name));
        let body = one.case(cases[0]).case.header.body;
        let statuses = ["reported", "plausible", "disputed"];
        // The quarter before this one, which is over.
        let quarter: ReleasePeriod = period(office, false).parse()?;
        let quarter = ReleasePeriod::of_day(quarter.first_day().plus(-1), false).unwrap();
        let quarter = quarter.to_string();
        for (case, place) in cases.iter().zip(0..) {
            logs_three(office, one.keys(), *case);
            for (part, status) in (0..).zip(statuses) {
                let mut said = [coding(&one, status), coding(&one, status)];
                if place < 10 && part == 0 {
                    said[1] = coding(&one, "unlikely");
                }
                for (who, mut coded) in [&one, &other].into_iter().zip(said) {
                    coded.subject.part = part;
                    codes(office, who, *case, coded);
                }
                let mut plan = plan_of(&coding(&one, status), office);
                plan.subject.part = part;
                plan.period = quarter.clone();
                plan.reason = "Both officers heard a second source.".to_owned();
                settles(office, &one, *case, &plan).unwrap();
            }
            let open = OpenCase::open(one.case(*case), one.keys(), &office.trust)?;
            for subject in open.coded(&open.entries()) {
                // What the case says of itself is settled by nobody here.
                let mut kinds = subject.kinds.iter();
                let Some(kind) = kinds.find(|kind| kind.standing().is_some()) else {
                    continue;
                };
                let handed = kind.to_hand_in(body).unwrap();
                assert_eq!(one.sends("/api/records", &handed.to_bytes()).status, 204);
            }
        }

        desk.signs_in_on(page, "head").await?;
        page.find(By::Css(".cases button")).await?;
        press(page, "[data-act=overview]").await?;
        press(page, "section:has([data-report]) .acts button").await?;
        page.find(By::Css("[data-agreement]:not([hidden])")).await?;
        if let Some(axe) = &axe() {
            finds_nothing(page, axe, "the file of agreement").await?;
        }
        let name = format!("agreement-{quarter}.txt");
        let file = saved(page, "[data-agreement] button", &name).await?;
        let file = String::from_utf8(file)?;
        let lines: Vec<&str> = file.lines().collect();
        let told = ["act,verification,60,0.6"];
        assert_eq!(lines[6..lines.len() - 1], told, "{file}");
        for case in &cases {
            assert!(!file.contains(&case.to_string()), "{file}");
        }

        let upkeep = office.storage.upkeep();
        let moved = upkeep.batch_records(office.moment()).await?;
        assert_eq!(moved, ChoreOutcome::Done(60));
        let records = writes_records(office, body, &quarter, "act").unwrap();
        let agreement = office.folder().path().join(&name);
        fs::write(&agreement, &file)?;
        let agreement = agreement.to_str().unwrap();
        publishes(
            office,
            body,
            &quarter,
            &records,
            &["--agreement", agreement],
            60,
        );
        let whole = fs::read_to_string(office.folder().path().join("release/release.json"))?;
        let (_, agreed) = whole.split_once("\"agreement\"").unwrap();
        for wanted in ["\"at_least\": 60", "\"kappa_at_least\": \"0.6\""] {
            assert!(agreed.contains(wanted), "{wanted}: {agreed}");
        }
        Ok(())
    });
}

#[test]
fn only_the_body_that_received_a_case_counts_it_and_nothing_that_is_not_there_is_coded() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        logs(office, one.keys(), case);
        let open = OpenCase::open(one.case(case), one.keys(), &office.trust).unwrap();
        let mut nothing = coding(&one, "reported");
        assert!(open.has_subject(&nothing));
        nothing.subject.part = 1;
        assert!(!open.has_subject(&nothing));
        nothing.subject = CodingSubject::of(Sender::Reporter, 0, 0);
        assert!(!open.has_subject(&nothing));
        let told = settles(office, &one, case, &plan_of(&nothing, office)).unwrap_err();
        assert_eq!(told, [CodingFault::Subject]);
        // An officer of another body who was let in before no desk took such a grant codes, and does not settle.
        let guest = desk.signed_in("rights-1");
        let granted = one.grants(&one.case(case), guest.keys().officer, &office.trust);
        let body = one.case(case).case.header.body;
        let room = office.storage.case_room();
        let let_in = room.grant(one.keys().officer, granted, body, office.today());
        office.wait(let_in).unwrap();
        for who in [&one, &guest] {
            codes(office, who, case, coding(&one, "reported"));
        }
        let plan = plan_of(&coding(&one, "reported"), office);
        let told = settles(office, &guest, case, &plan).unwrap_err();
        assert_eq!(told, [CodingFault::OtherBody]);
        settles(office, &one, case, &plan).unwrap();
    });
}

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

/// The demonstration's, with a data custodian.
fn plan() -> String {
    let custodian = "officer = [{ name = \"society-custodian\"";
    let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
        { name = \"society-custodian\"";
    DEMO.replace(custodian, with)
}

/// So many cases of the same three officers, `north-1` and `head` among them.
fn reported(office: &TestOffice, count: usize) -> Vec<CaseId> {
    let source = office.source();
    for _ in 0..count {
        let mut form = source.writes("They sold the land of the village.");
        for label in ["Second investigator, north", "Second investigator, south"] {
            form = form.field("exclude", &office.officer(label).to_string());
        }
        source.reports(&form);
    }
    let keys = office.keys("north-1");
    let reports = office.reports_of(&keys).into_iter();
    let cases: Vec<CaseId> = reports.map(|(case, _)| case).collect();
    assert_eq!(cases.len(), count);
    cases
}

/// An officer logs three acts against one person.
fn logs_three(office: &TestOffice, keys: &OfficerKeys, case: CaseId) {
    logs_typed(
        office,
        keys,
        case,
        "act-1\tthreat.death\u{c}done-1\tthreatened\u{c}act-2\tthreat.violence\u{c}done-2\tthreatened\u{c}\
         act-3\tthreat.death\u{c}done-3\tthreatened\u{c}unit\tindividual\u{c}size\tn1\u{c}\
         activity\thrd.land_environment\u{c}by\tst.police",
    );
}

/// An officer logs one act.
fn logs(office: &TestOffice, keys: &OfficerKeys, case: CaseId) {
    logs_typed(
        office,
        keys,
        case,
        "act-1\tthreat.death\u{c}done-1\tthreatened\u{c}unit\tindividual\u{c}size\tn1\u{c}activity\thrd.land_environment\u{c}by\tst.police",
    );
}

fn logs_typed(office: &TestOffice, keys: &OfficerKeys, case: CaseId, form: &str) {
    let mut typed = IncidentForm::default();
    typed.take_all(form);
    let room = office.storage.case_room();
    let file = office.wait(room.case_file(keys.officer, case, office.today()));
    let open = OpenCase::open(file.unwrap(), keys, &office.trust).unwrap();
    let sealed = open.log_incident(&typed, office.today(), keys, Level::B);
    office
        .wait(room.note(keys.officer, sealed.unwrap(), office.today()))
        .unwrap();
}

/// A coding of the act that this officer logged.
fn coding(logged_by: &OfficerAtDesk, verification: &str) -> Coding {
    let mut coding = Coding::default();
    coding.subject = CodingSubject::of(Sender::Officer(logged_by.keys().officer), 0, 0);
    coding.kind = "act".to_owned();
    coding.codebook = casework::CODEBOOK_VERSION;
    coding.independent = "unknown".to_owned();
    coding.sources.push(CodingSource {
        connection: "relative".to_owned(),
        reliability: "r2".to_owned(),
    });
    coding.codes = chosen(&[
        ("country", "kh"),
        ("act", "threat.death"),
        ("completion", "threatened"),
        ("verification", verification),
        ("unit", "individual"),
        ("role", "hrd.defender"),
        ("perpetrator", "st.police"),
        ("online", "no"),
        ("cross_border", "unknown"),
    ]);
    coding
}

fn person(logged_by: &OfficerAtDesk) -> Coding {
    let mut person = coding(logged_by, "verified");
    person.kind = "person".to_owned();
    person.independent = "yes".to_owned();
    person.codes = chosen(&[
        ("act", "threat.death"),
        ("role", "hrd.defender"),
        ("verification", "verified"),
        ("shown_because", "consented"),
    ]);
    person
}

fn chosen(codes: &[(&str, &str)]) -> Vec<ChosenCode> {
    let one = |(field, code): &(&str, &str)| ChosenCode {
        field: (*field).to_owned(),
        code: (*code).to_owned(),
    };
    codes.iter().map(one).collect()
}

fn plan_of(coding: &Coding, office: &TestOffice) -> SettlementPlan {
    let mut plan = SettlementPlan::default();
    plan.subject = coding.subject.clone();
    plan.kind = coding.kind.clone();
    plan.period = period(office, false);
    plan.codes = coding.codes.clone();
    plan
}

fn codes(office: &TestOffice, who: &OfficerAtDesk, case: CaseId, coding: Coding) {
    let note = Note::Coding(Box::new(coding));
    let sealed = who.notes(&who.case(case), &note, &office.trust);
    assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
}

fn settles(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    plan: &SettlementPlan,
) -> Result<(), Vec<CodingFault>> {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    match open.settle(plan, office.today(), who.keys(), Level::B) {
        Ok(sealed) => {
            assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
            Ok(())
        }
        Err(SettlementFault::Coding(faults)) => Err(faults),
        Err(other) => panic!("{other}"),
    }
}

fn standing(office: &TestOffice, who: &OfficerAtDesk, case: CaseId) -> Settlement {
    standing_as(office, who, case, RecordKind::Act)
}

fn standing_as(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    kind: RecordKind,
) -> Settlement {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let coded = open.coded(&open.entries());
    let mut kinds = coded.iter().flat_map(|subject| &subject.kinds);
    let found = kinds.find(|known| known.kind == kind).unwrap();
    found.standing().unwrap().settlement.clone()
}

/// What a case says of itself, as an officer's client finds it: that it was received, and from 1 on that it was closed.
fn said_of_case(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    part: u16,
    days: Option<PromisedDays>,
) -> CodedKind {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let open = match days {
        Some(days) => open.promising(days),
        None => open,
    };
    let coded = open.coded(&open.entries());
    let mut found = coded.iter().filter(|one| one.subject.part == part);
    let found = found.find(|one| one.kinds[0].kind == RecordKind::Case);
    found.unwrap().kinds[0].clone()
}

fn plan_of_case(said: &CodedKind, part: u16) -> SettlementPlan {
    let mut plan = SettlementPlan::default();
    plan.subject = CodingSubject::of(Sender::Reporter, 0, part);
    plan.kind = "case".to_owned();
    plan.period = said.period.clone();
    plan.codes = said.draft.clone();
    plan
}

fn settles_promised(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    plan: &SettlementPlan,
    days: Option<PromisedDays>,
) -> Result<(), Vec<CodingFault>> {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let open = open.promising(days.unwrap());
    match open.settle(plan, office.today(), who.keys(), Level::B) {
        Ok(sealed) => {
            assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
            Ok(())
        }
        Err(SettlementFault::Coding(faults)) => Err(faults),
        Err(other) => panic!("{other}"),
    }
}

fn period(office: &TestOffice, is_year: bool) -> String {
    ReleasePeriod::of_day(office.today(), is_year)
        .unwrap()
        .to_string()
}

/// The next Monday, when few records go in as well.
fn monday(office: &TestOffice) -> Moment {
    let days = (1..=7).find(|days| {
        let day = office.today().plus(*days);
        casework::Weekday::of(day) == casework::Weekday::Monday
    });
    days_on(office, days.unwrap())
}

/// A Monday, at least so many days on.
fn after_days(office: &TestOffice, days: i32) -> Moment {
    let first = monday(office).day.number() - office.today().number();
    days_on(office, first + days)
}

/// A Monday, so many days or more after the end of this year.
fn long_after(office: &TestOffice, days: i32) -> Moment {
    let year = ReleasePeriod::of_day(office.today(), true).unwrap();
    let from = year.last_day().number() + days - office.today().number();
    let mut following = from..from + 7;
    let is_monday = |days: &i32| {
        let day = office.today().plus(*days);
        casework::Weekday::of(day) == casework::Weekday::Monday
    };
    days_on(office, following.find(is_monday).unwrap())
}

fn days_on(office: &TestOffice, days: i32) -> Moment {
    let now = office.moment();
    Moment {
        day: now.day.plus(days),
        unix_seconds: now.unix_seconds + i64::from(days) * 86_400,
    }
}

fn kept(office: &TestOffice, body: BodyId, period: &str) -> Vec<KeptRecord> {
    let upkeep = office.storage.upkeep();
    let period = period.parse().unwrap();
    let records = upkeep.coded_records(body, RecordKind::Act, period);
    office.wait(records).unwrap()
}

/// Writes the records of a period into a file beside the office, as its operator does.
fn writes_records(
    office: &TestOffice,
    body: BodyId,
    period: &str,
    kind: &str,
) -> Result<String, String> {
    let out = office.folder().path().join(format!("{period}-{kind}.csv"));
    let out = out.to_str().unwrap();
    let told = run(&[
        "release",
        "records",
        "--body",
        &body.to_string(),
        "--period",
        period,
        "--kind",
        kind,
        "--out",
        out,
        "--data",
        office.folder().path().to_str().unwrap(),
        "--config",
        office.config().to_str().unwrap(),
    ]);
    told.map(|_| out.to_owned())
}

/// Declares a table before the period, and releases it from these records after it.
fn publishes(
    office: &TestOffice,
    body: BodyId,
    period: &str,
    records: &str,
    more: &[&str],
    counted: u32,
) {
    let path = |name: &str| {
        let path = office.folder().path().join(name);
        path.to_str().unwrap().to_owned()
    };
    let whole: ReleasePeriod = period.parse().unwrap();
    let (before, after) = (whole.first_day().plus(-1), whole.last_day().plus(1));
    let plan = format!(
        "period = \"{period}\"\nkind = \"act\"\nbodies = [\"{body}\"]\nminimum_total = 30\ntables = [[\"act:group\"]]\n"
    );
    fs::write(path("plan.toml"), plan).unwrap();
    let data = path("");
    let common = ["--register", &path("register"), "--data", &data];
    run(&[
        "release",
        "key",
        "--out",
        &path("rounding.key"),
        "--data",
        &data,
    ])
    .unwrap();
    let told = run(&[
        &[
            "release",
            "declare",
            "--plan",
            &path("plan.toml"),
            "--out",
            &path("declared"),
        ][..],
        &["--as", "numbers", "--rounding-key", &path("rounding.key")],
        &["--rehearse-on", &before.to_string()],
        &common,
    ]
    .concat())
    .unwrap();
    let declaration = told
        .lines()
        .find_map(|line| line.split_once("is declared: "));
    let declaration = declaration.unwrap().1;
    run(&[
        &[
            "release",
            "make",
            "--declaration",
            declaration,
            "--out",
            &path("release"),
        ][..],
        &[
            "--rounding-key",
            &path("rounding.key"),
            "--rehearse-on",
            &after.to_string(),
        ],
        &common,
        &["--records", records],
        more,
    ]
    .concat())
    .unwrap();
    let counts = fs::read_to_string(path("release/act__group.csv")).unwrap();
    assert!(
        counts.contains(&format!("threat,{counted}\n")),
        "{counted} is a multiple of 3 and stays: {counts}"
    );
}

/// The same for the exact table of the year, with twelve cases received, answered and closed in time.
fn publishes_cases(office: &TestOffice, body: BodyId, year: &str, records: &str) {
    let path = |name: &str| {
        let path = office.folder().path().join(name);
        path.to_str().unwrap().to_owned()
    };
    let whole: ReleasePeriod = year.parse().unwrap();
    let before = whole.first_day().plus(-1).to_string();
    let after = whole.last_day().plus(1).to_string();
    let plan = format!("period = \"{year}\"\nkind = \"case\"\nbodies = [\"{body}\"]\n");
    fs::write(path("year.toml"), plan).unwrap();
    let data = path("");
    let register = path("register");
    let common = ["--register", &register, "--data", &data];
    let told = run(&[
        &["release", "declare", "--plan", &path("year.toml")][..],
        &["--out", &path("declared"), "--as", "numbers"],
        &["--rehearse-on", &before],
        &common,
    ]
    .concat())
    .unwrap();
    let mut lines = told.lines();
    let declaration = lines.find_map(|line| line.split_once("is declared: "));
    run(&[
        &["release", "make", "--declaration", declaration.unwrap().1][..],
        &["--out", &path("release"), "--rehearse-on", &after],
        &common,
        &["--records", records],
    ]
    .concat())
    .unwrap();
    let figures = |name: &str| fs::read_to_string(path(&format!("release/{name}"))).unwrap();
    assert_eq!(
        figures("cases.csv"),
        "figure,count\nreceived,12\nclosed_out,0\nclosed_sub,12\nclosed_act,0\n"
    );
    let kept = figures("promises.csv");
    for wanted in [
        "acknowledgement,kept,12",
        "feedback,kept,12",
        "feedback,late,0",
    ] {
        assert!(kept.contains(wanted), "{wanted}: {kept}");
    }
}

/// Whether bytes stand in a file of the main database, where that is a file.
fn is_in_main_files(office: &TestOffice, bytes: &[u8]) -> bool {
    let config = fs::read_to_string(office.config()).unwrap();
    let main = config
        .split_once("[database]\nsqlite = \"")
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
    let Some(main) = main else {
        assert!(config.contains("postgres"), "{config}");
        return false;
    };
    let read = |end: &str| fs::read(format!("{main}{end}")).unwrap_or_default();
    let files = [read(""), read("-wal")];
    assert!(!files[0].is_empty(), "{main}");
    files.iter().any(|file| contains(file, bytes))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

async fn opens(page: &WebDriver) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    codes_of(page, "Death threat").await?;
    page.find(By::Id("coding-kind")).await?;
    Ok(())
}

/// Goes to where something of the open case is coded.
async fn codes_of(page: &WebDriver, what: &str) -> anyhow::Result<()> {
    let button = format!("//*[@data-codings]//button[contains(.,'{what}')]");
    let button = page.query(By::XPath(&button)).first().await?;
    button.click().await?;
    Ok(())
}

async fn chooses_kind(page: &WebDriver, kind: &str) -> anyhow::Result<()> {
    let chooses = format!(
        "const which = document.getElementById('coding-kind'); which.value = '{kind}'; which.dispatchEvent(new Event('change'))"
    );
    page.execute(&chooses, vec![]).await?;
    page.find(By::Css("[data-form=count]:not([hidden])"))
        .await?;
    Ok(())
}

/// Fills in what the entry does not say.
async fn chooses(page: &WebDriver, verification: &str) -> anyhow::Result<()> {
    sets(
        page,
        &[
            ("code-country", "kh"),
            ("code-verification", verification),
            ("code-role", "hrd.defender"),
            ("code-online", "no"),
            ("source-0-connection", "relative"),
            ("source-0-reliability", "r2"),
            ("coding-independent", "unknown"),
        ],
    )
    .await
}

async fn sets(page: &WebDriver, values: &[(&str, &str)]) -> anyhow::Result<()> {
    for (id, value) in values {
        let set = format!(
            "const field = document.getElementById('{id}'); field.value = '{value}'; \
             if (field.value !== '{value}') throw new Error('{id}');"
        );
        page.execute(&set, vec![]).await?;
    }
    Ok(())
}

async fn said(page: &WebDriver, wanted: &str) -> anyhow::Result<()> {
    let whole = page.find(By::Css("main")).await?.text().await?;
    assert!(whole.contains(wanted), "{wanted}: {whole}");
    Ok(())
}

async fn fits(page: &WebDriver) -> anyhow::Result<()> {
    let wider = "const wide = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth - wide;";
    let wider: i64 = page.execute(wider, vec![]).await?.convert()?;
    assert!(wider <= 0, "the page is {wider} px wider than the window");
    Ok(())
}
