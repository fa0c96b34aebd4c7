//! Lawsuits and charges, from the receipt to what two officers hold of them.

use casework::{
    Content, IndicatorState, Note, OpenCase, ProceedingForm, SlappAssessment, SlappIndicator,
    SlappVerdict, StandingProceeding,
};
use journeys::{
    Desk, Filled, KeptReceipt, Make, OfficerAtDesk, TestOffice, axe, between, changes_first,
    comes_back, devtools, finds_nothing, fits, in_chromium, in_window, press,
};
use pages::address;
use seal::{Day, Kind, Level, ObjectId, Sender};
use thirtyfour::prelude::*;

#[test]
fn a_suit_is_logged_with_the_receipt_goes_on_and_says_at_once_what_is_due_first() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They sold the land of the village."));
        let blank = source.opens_form(address::PROCEEDING, &receipt);
        assert!(blank.has("proceeding-form") && !blank.has("faults"));
        assert!(blank.text().contains("This is no legal advice."));

        let served = office.today().plus(-2);
        let first = source.logs(address::PROCEEDING, &receipt, &served_on(served));
        assert_eq!(first.status, 200, "{}", first.text());
        let told = first.text();
        let number = between(&told, "Its number is ", ".").to_owned();
        for said in [
            "What to do first",
            "This is no legal advice, and no lawyer there has checked it.",
            "Say in the answer to the court that the suit is a SLAPP, one that is meant to silence you.",
            "How sure this is: fairly.",
            &format!("the last day is {}.", in_words(served.plus(15))),
            &format!("the last day is {}.", in_words(served.plus(30))),
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert!(
            told.find(&in_words(served.plus(15))) < told.find(&in_words(served.plus(30))),
            "what is due first stands first"
        );

        // Sent once more, nothing is stored twice and the number stays.
        let twice = source.sends(
            address::PROCEEDING,
            &served_on(served).under(&receipt, &blank),
        );
        assert!(twice.text().contains(&format!("Its number is {number}.")));

        let later = Filled::default()
            .field("logged", "yes")
            .field("continues", &number)
            .field("stage", "s08_antislapp_motion")
            .field("asked", "early_dismissal");
        let later = source.logs(address::PROCEEDING, &receipt, &later);
        assert_eq!(later.status, 200, "{}", later.text());
        // Of a later state no day is counted, and nobody is left to think that there is time.
        assert!(later.has("defence"), "{}", later.text());
        assert!(
            later
                .text()
                .contains("That does not mean that there is time")
        );
        assert!(!later.text().contains("the last day is"));

        let [one] = standing(office).try_into().unwrap();
        assert_eq!((one.states, one.lacks_earlier), (2, false));
        assert_eq!(one.facts.kind, "civil");
        assert_eq!(one.facts.stage, "s08_antislapp_motion");
        assert_eq!(one.facts.asked, ["early_dismissal"]);
        assert_eq!(one.facts.served, served.to_string());
        assert_eq!(one.facts.defences()[0].due, Some(served.plus(15)));
        assert_eq!(one.verdict, SlappVerdict::NotAssessed);

        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        // Which day of the week it falls on depends on today.
        let closed = if one.facts.defences()[0].is_closed {
            ", on which courts there do not work"
        } else {
            ""
        };
        for said in [
            &format!("Logged a proceeding, as number {number}."),
            "Ground: Civil defamation",
            "Brought by: Company",
            &format!(
                "DEFENCE, ph-plead-short (medium sure): last day {}{closed}.",
                served.plus(15)
            ),
            "DEFENCE: no legal advice",
            "Logged how a proceeding went on",
            "They want <silence>.",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_suit_is_named_with_what_helps_and_nothing_is_stored() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let sound = served_on(office.today().plus(-2));
        for (changes, field, told) in [
            (
                &[("kind", "suit")][..],
                "proceeding-kind",
                "The list does not know “suit”",
            ),
            (
                &[("kind", "")][..],
                "proceeding-kind",
                "Choose what kind of proceeding it is.",
            ),
            (
                &[("country", "xx")][..],
                "proceeding-country",
                "The list does not know “xx”",
            ),
            (
                &[("basis", "")][..],
                "proceeding-basis",
                "Choose what is claimed or charged.",
            ),
            (
                &[("topic", "weather")][..],
                "proceeding-topic",
                "The list does not know “weather”",
            ),
            (
                &[("year-served", "2569")][..],
                "proceeding-served",
                "has not come yet",
            ),
            (
                &[("month-served", "13")][..],
                "proceeding-served",
                "no day on which papers can have arrived",
            ),
            (
                &[
                    ("year-filed", "2026"),
                    ("year-ended", "2025"),
                    ("outcome", "withdrawn"),
                    ("year-served", ""),
                    ("month-served", ""),
                    ("day-served", ""),
                ][..],
                "proceeding-ended",
                "It ended before it was filed.",
            ),
            (
                &[("year-ended", "2999")][..],
                "proceeding-ended",
                "has not come yet",
            ),
            (
                &[("outcome", "dismissed_slapp"), ("ruling", "rejected")][..],
                "proceeding-ruling",
                "a court held it to be none",
            ),
            (
                &[("parallel", "many")][..],
                "proceeding-parallel",
                "in digits, at most 999",
            ),
            (
                &[("number", "77"), ("relation", "follows")][..],
                "proceeding-number",
                "You have logged nothing under that number",
            ),
            (
                &[("continues", "77")][..],
                "proceeding-continues",
                "No proceeding was logged under that number",
            ),
        ] {
            let mut wrong = sound.clone();
            for (name, value) in changes {
                wrong = wrong.instead(name, value);
            }
            let wrong = source.logs(address::PROCEEDING, &receipt, &wrong);
            assert_eq!(wrong.status, 422, "{changes:?}: {}", wrong.text());
            assert!(wrong.text().contains(told), "{changes:?}: {}", wrong.text());
            assert!(wrong.html.contains(&format!("href=\"#{field}\"")) && wrong.has(field));
            assert!(
                wrong.html.contains("They want &#60;silence&#62;."),
                "what was written stays"
            );
        }
        let blank = source.opens_form(address::PROCEEDING, &receipt);
        let file = sound.under(&receipt, &blank).file("a.txt", b"a");
        assert_eq!(source.sends(address::PROCEEDING, &file).status, 400);
        assert!(standing(office).is_empty());
    });
}

#[test]
fn a_suit_under_no_report_looks_like_coming_back_to_none() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let nobody = KeptReceipt {
            digits: seal::Receipt::from_entropy([7; 16]).digits().to_string(),
            words: String::new(),
        };
        let told = source.logs(address::PROCEEDING, &nobody, &served_on(office.today()));
        let back = source.returns_with(&nobody.digits);
        assert_eq!((told.status, told.html), (back.status, back.html));
    });
}

#[test]
fn two_officers_sign_what_they_hold_and_a_disagreement_stands_until_two_agree() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let threat = Filled::default()
            .field("logged", "yes")
            .field("act-1", "threat.legal")
            .field("done-1", "threatened")
            .field("unit", "individual")
            .field("activity", "media.journalism");
        let threat = source.logs(address::INCIDENT, &receipt, &threat);
        let number = between(&threat.text(), "Its number is ", ".").to_owned();
        let sued = served_on(office.today().plus(-2))
            .field("number", &number)
            .field("relation", "result_of");
        assert_eq!(
            source.logs(address::PROCEEDING, &receipt, &sued).status,
            200
        );

        let everybody = office.everybody().into_iter();
        let mut holders = everybody.filter(|one| !one.cases().is_empty());
        let [one, other] = [(); 2].map(|()| desk.signed_in(&holders.next().unwrap().name));
        let case = one.inbox(None).rows[0].case;
        let open = |client: &OfficerAtDesk| {
            OpenCase::open(client.case(case), client.keys(), &office.trust).unwrap()
        };
        let [known] = standing(office).try_into().unwrap();
        assert!(known.belongs_to.is_some());

        // An officer says how it went on, by the object; what is older than the last state is gone on from by nobody.
        let goes_on = |client: &OfficerAtDesk, continues: ObjectId, more: &str| {
            let mut typed = ProceedingForm::default();
            typed.take_all(&format!(
                "continues\t{continues}\u{c}stage\ts07_preliminary{more}"
            ));
            open(client).log_proceeding(&typed, office.today(), client.keys(), Level::B)
        };
        let sealed = goes_on(&one, known.first, "").unwrap().to_bytes();
        let somebody = desk.somebody();
        assert_eq!(somebody.hands_in(case, "note", &sealed).status, 401);
        assert_eq!(other.hands_in(case, "note", &sealed).status, 400);
        assert_eq!(one.hands_in(case, "note", &sealed).status, 204);
        let stale = goes_on(&other, known.first, "").unwrap_err().to_string();
        assert!(
            stale.contains("continues: there is no proceeding"),
            "{stale}"
        );
        let nowhere = goes_on(&other, ObjectId::from_bytes([9; 16]), "").unwrap_err();
        assert!(nowhere.to_string().contains("continues"), "{nowhere}");
        let [known] = standing(office).try_into().unwrap();
        assert_eq!(
            (known.states, known.facts.stage.as_str()),
            (2, "s07_preliminary")
        );
        assert!(known.belongs_to.is_some());
        let backwards = "\u{c}outcome\twithdrawn\u{c}year-ended\t2001";
        let backwards = goes_on(&other, known.last, backwards)
            .unwrap_err()
            .to_string();
        assert!(
            backwards.contains("ended: it ended before it was filed"),
            "{backwards}"
        );

        // Each indicator that is there says where; what is not in the case is no evidence.
        let shows_in = open(&one).entries()[0].object.to_string();
        let assesses =
            |client: &OfficerAtDesk, result: &str, reason: &str, shows_in: &str, of: ObjectId| {
                let mut held = SlappAssessment::default();
                held.proceeding = of.to_string();
                held.result = result.to_owned();
                held.reason = reason.to_owned();
                for code in [
                    "coe.a_imbalance",
                    "coe.c_disproportionate",
                    "sea.prior_participation",
                ] {
                    let mut found = SlappIndicator::default();
                    found.indicator = code.to_owned();
                    found.state = IndicatorState::Present;
                    found.object = shows_in.to_owned();
                    held.indicators.push(found);
                }
                let note = Note::Slapp(Box::new(held));
                let sealed = open(client).note(&note, client.keys(), Level::B);
                sealed.map(|sealed| client.hands_in(case, "note", &sealed.to_bytes()).status)
            };
        let refused = |shows_in: &str, of: ObjectId| {
            assesses(&one, "likely", "", shows_in, of)
                .unwrap_err()
                .to_string()
        };
        assert!(refused("", known.last).contains("name the exhibit or the entry"));
        assert!(
            refused(&ObjectId::from_bytes([9; 16]).to_string(), known.last)
                .contains("there is no such exhibit or entry")
        );
        assert!(refused(&shows_in, known.first).contains("choose a proceeding of this case"));

        assert_eq!(
            assesses(&one, "likely", "", &shows_in, known.last).unwrap(),
            204
        );
        let verdict = || {
            let [one] = standing(office).try_into().unwrap();
            (one.verdict.clone(), one.is_disputed(), one)
        };
        assert_eq!(
            verdict().0,
            SlappVerdict::NotAssessed,
            "one alone decides nothing"
        );
        assert_eq!(
            assesses(&one, "likely", "", &shows_in, known.last).unwrap(),
            204
        );
        assert_eq!(
            verdict().0,
            SlappVerdict::NotAssessed,
            "nor does the same one twice"
        );
        let differs = "One of them is explained otherwise.";
        assert_eq!(
            assesses(&other, "possible", differs, &shows_in, known.last).unwrap(),
            204
        );
        let (held, is_disputed, one_now) = verdict();
        assert_eq!((held, is_disputed), (SlappVerdict::Disputed, true));
        let results: Vec<_> = one_now
            .assessments
            .iter()
            .map(|one| one.assessment.result.as_str())
            .collect();
        assert_eq!(results, ["likely", "possible"]);
        assert!(
            one_now
                .assessments
                .iter()
                .all(|one| one.suggestion == "likely" && one.counts)
        );
        assert_eq!(one_now.coded()[7].1, ["not_assessed"]);
        assert_eq!(
            assesses(&other, "likely", "", &shows_in, known.last).unwrap(),
            204
        );
        let (held, is_disputed, one_now) = verdict();
        assert_eq!(
            (held, is_disputed),
            (SlappVerdict::Agreed("likely".to_owned()), false)
        );
        assert_eq!(one_now.coded()[7].1, ["likely"]);

        // What each said before stays in the case.
        let noted = open(&other);
        let noted = noted.entries().into_iter().filter(|entry| {
            matches!(&entry.content, Content::Note(Note::Slapp(_)))
                && matches!(entry.sender, Sender::Officer(_))
        });
        assert_eq!(noted.count(), 4);
        let told = office.a_holder().says(&["open", &case.to_string()]);
        assert!(
            told.contains("Holds of the proceeding in") && told.contains(differs),
            "{told}"
        );
    });
}

#[test]
fn a_suit_that_was_changed_is_marked_and_the_others_are_read() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        for _ in 0..2 {
            assert_eq!(
                source
                    .logs(address::PROCEEDING, &receipt, &served_on(office.today()))
                    .status,
                200
            );
        }
        let (keys, mut file) = office.held_file();
        changes_first(Kind::Incident, &mut file);
        let open = OpenCase::open(file, &keys, &office.trust).unwrap();
        let entries = open.entries();
        let damaged = entries
            .iter()
            .filter(|entry| matches!(entry.content, Content::Unreadable(Kind::Incident, _)));
        assert_eq!(damaged.count(), 1);
        assert_eq!(open.proceedings(&entries).len(), 1);
        assert_eq!(open.gaps(), [Sender::Reporter]);
    });
}

#[test]
fn a_reporter_whose_browser_locks_logs_a_suit_and_two_officers_assess_it_at_the_desk() {
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let source = office.source();
            let receipt = source.reports(&source.writes("They sold the land of the village."));
            comes_back(office, page, &receipt).await?;
            press(page, "#log-proceeding").await?;
            page.find(By::Id("proceeding-form")).await?;
            let barriers = axe();
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "the form to log a suit").await?;
            }
            fits(page).await?;
            press(page, "#proceeding-form button").await?;
            let missing = "//*[@id='sealed-faults']//a[.='Choose the country of the court.']";
            page.query(By::XPath(missing)).first().await?;
            let served = office.today().plus(-2);
            fill(page, "#proceeding-form", &values(served)).await?;
            press(page, "#proceeding-form button").await?;
            page.query(By::XPath(
                "//h1[.='The proceeding that you logged has been stored']",
            ))
            .first()
            .await?;
            let told = page.find(By::Css("main")).await?.text().await?;
            for said in [
                "Its number is ",
                "What to do first",
                "Say in the answer to the court that the suit is a SLAPP, one that is meant to silence you.",
                &format!("the last day is {}.", in_words(served.plus(15))),
                "This is no legal advice",
            ] {
                assert!(told.contains(said), "{said}: {told}");
            }
            assert!(
                !told.contains("Enter an appearance"),
                "nothing of another country: {told}"
            );
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "what to do first").await?;
            }
            fits(page).await?;

            let desk = Desk::of(office);
            let everybody = office.everybody().into_iter();
            let holders: Vec<_> = everybody
                .filter(|one| !one.cases().is_empty())
                .take(2)
                .map(|one| one.name.clone())
                .collect();
            for (holder, result, reason) in [
                (&holders[0], "likely", ""),
                (&holders[1], "possible", "Explained otherwise."),
            ] {
                desk.signs_in_on(page, holder).await?;
                press(page, ".cases button").await?;
                let shown = page
                    .find(By::Css("[data-proceedings]"))
                    .await?
                    .text()
                    .await?;
                for said in [
                    "Civil; Civil defamation",
                    "Company",
                    "papers served",
                    "Filed",
                    "What to do first",
                    &format!("the last day is {}.", in_words(served.plus(15))),
                    "How sure this is: fairly.",
                    "They want <silence>.",
                    "Not assessed yet",
                ] {
                    assert!(
                        shown.to_lowercase().contains(&said.to_lowercase()),
                        "{said}: {shown}"
                    );
                }
                // What the first one holds is shown to the second one after having said the same of themselves.
                let main = page.find(By::Css("main")).await?.text().await?;
                let is_second = holder == &holders[1];
                assert_eq!(shown.contains("Assessed by:"), is_second, "{shown}");
                assert_eq!(
                    main.contains("Signed whether a suit is a SLAPP."),
                    is_second,
                    "{main}"
                );
                assert!(!main.contains("incl. participation nexus"), "{main}");
                press(page, "[data-form=slapp] summary").await?;
                press(page, "[data-form=slapp] button").await?;
                let told = page.find(By::Css("#desk-faults")).await?.text().await?;
                assert!(told.contains("Choose what you hold it to be."), "{told}");
                let assess = "for (const code of ['coe.a_imbalance', 'coe.b_unfounded', 'sea.prior_participation']) {
                        const field = document.querySelector(`[data-indicator='${code}']`);
                        const state = field.querySelector('[name=state]');
                        state.value = 'present';
                        state.dispatchEvent(new Event('change'));
                        const where = field.querySelector('[name=where]');
                        where.selectedIndex = arguments[2];
                    }
                    const form = document.querySelector('[data-form=slapp] form');
                    form.elements.result.value = arguments[0];
                    form.elements.reason.value = arguments[1];";
                page.execute(assess, vec![result.into(), reason.into(), 0.into()])
                    .await?;
                press(page, "[data-form=slapp] button").await?;
                let told = "//*[@id='desk-faults']//*[contains(.,'For “coe.a_imbalance”: choose the exhibit or the entry')]";
                page.query(By::XPath(told)).first().await?;
                page.execute(assess, vec![result.into(), reason.into(), 1.into()])
                    .await?;
                if let Some(axe) = &barriers {
                    finds_nothing(page, axe, "an assessment").await?;
                }
                fits(page).await?;
                press(page, "[data-form=slapp] button").await?;
                page.query(By::Css("[data-noted]:not([hidden])"))
                    .first()
                    .await?;
            }
            let shown = page
                .find(By::Css("[data-proceedings]"))
                .await?
                .text()
                .await?;
            for said in [
                "Disputed: no two officers hold the same.",
                "Likely (3+ indicators incl. participation nexus)",
                "Possible (1-2 indicators)",
                "Explained otherwise.",
            ] {
                assert!(shown.contains(said), "{said}: {shown}");
            }
            assert!(!shown.contains("Assessed by:"), "{shown}");

            // The officer says how it went on.
            press(page, "[data-form=proceeding] summary").await?;
            page.execute(
                "const form = document.querySelector('[data-form=proceeding] form');
                form.elements.continues.selectedIndex = 1;
                form.elements.stage.value = 's08_antislapp_motion';",
                vec![],
            )
            .await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "the form of an officer").await?;
            }
            fits(page).await?;
            press(page, "[data-form=proceeding] button").await?;
            let again = "//*[@data-proceedings]//*[contains(.,'Entries: 2, the last on')]";
            page.query(By::XPath(again)).first().await?;
            let shown = page
                .find(By::Css("[data-proceedings]"))
                .await?
                .text()
                .await?;
            assert!(shown.contains("Early-dismissal motion pending"), "{shown}");
            assert!(
                shown.contains("The proceeding has gone on since."),
                "{shown}"
            );
            let entries = page.find(By::Css(".entries")).await?.text().await?;
            assert!(entries.contains("Goes on from: number "), "{entries}");
            fits(page).await
        });
    }
}

#[test]
fn a_day_of_the_defence_is_over_once_it_is_over_where_the_reporter_is() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They sold the land of the village."));
        comes_back(office, page, &receipt).await?;
        let served = office.today().plus(-2);
        let last_ms = i64::from(served.plus(15).number()) * 86_400_000;
        // There it is the day after while it is the last day in UTC, and the last day while it is the day after.
        for (zone, now_ms, is_over) in [
            ("Pacific/Kiritimati", last_ms + 12 * 3_600_000, true),
            ("Pacific/Pago_Pago", last_ms + 30 * 3_600_000, false),
        ] {
            press(page, "#log-proceeding").await?;
            page.find(By::Id("proceeding-form")).await?;
            fill(page, "#proceeding-form", &values(served)).await?;
            let zone = serde_json::json!({ "timezoneId": zone });
            devtools(page, "Emulation.setTimezoneOverride", zone).await?;
            let turn = "const then = arguments[0];
                globalThis.Clock ??= Date;
                globalThis.Date = class extends Clock {
                    constructor(...day) { super(...(day.length > 0 ? day : [then])); }
                    static now() { return then; }
                };";
            page.execute(turn, vec![now_ms.into()]).await?;
            press(page, "#proceeding-form button").await?;
            let over = page
                .find(By::Css("[data-defence=ph-plead-short] [data-late]"))
                .await?;
            assert_eq!(over.is_displayed().await?, is_over, "{now_ms}");
            press(page, "[data-back]").await?;
        }
        Ok(())
    });
}

#[test]
fn the_form_of_a_suit_without_script_has_no_barrier_and_fits_a_phone() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let form = source.opens_form(address::PROCEEDING, &receipt).html;
        let kept = source
            .logs(address::PROCEEDING, &receipt, &served_on(office.today()))
            .html;
        page.goto(format!("{}/?l=en", office.door())).await?;
        for html in [form, kept] {
            let draw = "document.body.replaceChildren(...new DOMParser().parseFromString(arguments[0], 'text/html').body.childNodes);";
            page.execute(draw, vec![html.into()]).await?;
            fits(page).await?;
            if let Some(axe) = axe() {
                finds_nothing(page, &axe, "a suit without script").await?;
            }
        }
        Ok(())
    });
}

/// What a suit that was served on a day looks like in the form.
fn values(served: Day) -> Vec<(&'static str, String)> {
    let text = served.to_string();
    let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().unwrap();
    [
        ("country", "ph"),
        ("kind", "civil"),
        ("basis", "defamation_civil"),
        ("claimant", "company"),
        ("defendants", "n1"),
        ("activity", "hrd.land_environment"),
        ("topic", "environment"),
        ("stage", "s06_filed"),
        ("outcome", "pending"),
        ("year-served", year),
        ("month-served", month),
        ("day-served", day),
        ("message", "They want <silence>."),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

fn served_on(served: Day) -> Filled {
    let filled = Filled::default().field("logged", "yes");
    values(served)
        .iter()
        .fold(filled, |filled, (name, value)| filled.field(name, value))
}

async fn fill(page: &WebDriver, form: &str, values: &[(&str, String)]) -> anyhow::Result<()> {
    let set = "for (const [name, value] of arguments[1]) {
        const field = document.querySelector(`${arguments[0]} [name='${name}']`);
        field.value = value;
        if (field.value !== value) throw new Error(name);
    }";
    let values = serde_json::to_value(values)?;
    page.execute(set, vec![form.into(), values]).await?;
    Ok(())
}

fn in_words(day: Day) -> String {
    let text = day.to_string();
    let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().unwrap();
    let month = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][month.parse::<usize>().unwrap() - 1];
    format!("{} {month} {year}", day.parse::<u8>().unwrap())
}

/// What a holder reads.
fn standing(office: &TestOffice) -> Vec<StandingProceeding> {
    let (keys, file) = office.held_file();
    let open = OpenCase::open(file, &keys, &office.trust).unwrap();
    let entries = open.entries();
    let is_read = |entry: &casework::Entry<'_>| !matches!(entry.content, Content::Unreadable(..));
    assert!(entries.iter().all(is_read));
    open.proceedings(&entries)
}
