//! Coding, from what was logged in a case to a published figure.

use casework::{
    ActKind, CodingFault, CodingSubject, Consent, HandedRecord, Note, OpenCase, RecordKind,
    ReleasePeriod, Settlement,
};
use journeys::{
    Desk, Make, OfficerAtDesk, TestOffice, axe, finds_nothing, in_chromium_with, in_window, press,
    run, saved, unfold,
};
use seal::{BodyId, Sender};
use std::fs;
use storage::ChoreOutcome;
use thirtyfour::prelude::*;

use crate::coding_steps::{
    after_days, chooses_kind, codes, codes_of, coding, contains, is_in_main_files, kept, logs,
    logs_three, monday, period, person, plan, plan_of, publishes, reported, said, sets, settles,
    standing, standing_as, writes_records,
};

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
