//! Incidents, from the receipt to the desk.

use std::fs;

use casework::{Content, IncidentEntry, OpenCase};
use journeys::{
    Desk, Filled, KeptReceipt, Make, TestOffice, axe, between, changes_first, comes_back,
    finds_nothing, fits, in_chromium, in_window, press, run,
};
use pages::address;
use seal::{Kind, Level, Sender};
use thirtyfour::prelude::*;

#[test]
fn what_was_done_is_logged_with_the_receipt_over_time_and_read_by_those_who_hold_the_case() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They sold the land of the village."));
        let blank = source.opens_form(address::INCIDENT, &receipt);
        assert!(blank.has("incident-form") && !blank.has("faults"));
        assert!(
            blank
                .text()
                .contains("only the officers of your report can read it")
        );

        let first = source.logs(address::INCIDENT, &receipt, &threat());
        assert_eq!(first.status, 200, "{}", first.text());
        let number = between(&first.text(), "Its number is ", ".").to_owned();
        // Sent once more, nothing is stored twice and the number stays.
        let twice = source.sends(address::INCIDENT, &threat().under(&receipt, &blank));
        assert!(
            twice.text().contains(&format!("Its number is {number}.")),
            "{}",
            twice.text()
        );

        let later = threat()
            .instead("act-1", "property.damage")
            .instead("done-1", "carried_out")
            .field("number", &number)
            .field("relation", "escalates");
        let later = source.logs(address::INCIDENT, &receipt, &later);
        assert_eq!(later.status, 200, "{}", later.text());

        let [one, other] = entries(office).try_into().unwrap();
        assert_eq!(one.number.to_string(), number);
        assert_eq!(one.incident.acts.len(), 2);
        assert_eq!(one.incident.when, "2026-03~/..");
        assert_eq!(one.incident.acts[0].target.size, "n50_249");
        assert!(one.follows.is_empty());
        assert_eq!(other.follows.len(), 1);
        assert_eq!(other.follows[0].on, Some(office.today()));

        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        for said in [
            "Death threat (Threatened): Community (50-249)",
            "Damage or destruction (Carried out): Community (50-249)",
            "By: Police",
            "How: online or by phone",
            &format!(
                "Escalation of: number {number}, logged on {}",
                office.today()
            ),
            "Men with <guns> came.",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
    });
}

#[test]
fn what_is_wrong_in_an_entry_is_named_with_what_helps_and_nothing_is_stored() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        for (name, value, field, told) in [
            (
                "act-1",
                "threat",
                "incident-act",
                "The list does not know “threat”",
            ),
            ("act-1", "", "incident-act", "Choose what was done."),
            ("done-1", "", "incident-act", "Choose how far it went"),
            (
                "unit",
                "village",
                "incident-unit",
                "The list does not know “village”",
            ),
            (
                "size",
                "",
                "incident-size",
                "Choose about how many people they are.",
            ),
            ("size", "n3", "incident-size", "The list does not know “n3”"),
            (
                "activity",
                "",
                "incident-activity",
                "Choose what made them a target.",
            ),
            (
                "by",
                "st.king",
                "incident-by",
                "The list does not know “st.king”",
            ),
            (
                "month-began",
                "13",
                "incident-began",
                "The calendar has no such day.",
            ),
            (
                "year-began",
                "2569",
                "incident-began",
                "That day has not come yet.",
            ),
            (
                "year-began",
                "last year",
                "incident-began",
                "Write the date with a year",
            ),
            (
                "number",
                "77",
                "incident-number",
                "You have logged nothing under that number",
            ),
        ] {
            let wrong = source.logs(address::INCIDENT, &receipt, &threat().instead(name, value));
            assert_eq!(wrong.status, 422, "{name} {value}");
            assert!(
                wrong.text().contains(told),
                "{name} {value}: {}",
                wrong.text()
            );
            assert!(wrong.html.contains(&format!("href=\"#{field}\"")) && wrong.has(field));
            assert!(
                wrong.html.contains("Men with &#60;guns&#62; came."),
                "what was written stays"
            );
        }
        let blank = source.opens_form(address::INCIDENT, &receipt);
        let file = threat().under(&receipt, &blank).file("a.txt", b"a");
        assert_eq!(source.sends(address::INCIDENT, &file).status, 400);
        assert!(entries(office).is_empty());
    });
}

#[test]
fn an_incident_under_no_report_looks_like_coming_back_to_none() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let nobody = KeptReceipt {
            digits: seal::Receipt::from_entropy([7; 16]).digits().to_string(),
            words: String::new(),
        };
        let told = source.logs(address::INCIDENT, &nobody, &threat());
        let back = source.returns_with(&nobody.digits);
        assert_eq!((told.status, told.html), (back.status, back.html));
    });
}

#[test]
fn an_entry_that_was_changed_is_marked_and_the_others_are_read() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        for _ in 0..2 {
            assert_eq!(
                source.logs(address::INCIDENT, &receipt, &threat()).status,
                200
            );
        }
        let (keys, mut file) = office.held_file();
        changes_first(Kind::Incident, &mut file);
        let open = OpenCase::open(file, &keys, &office.trust).unwrap();
        let kinds: Vec<_> = open
            .entries()
            .into_iter()
            .filter_map(|entry| {
                if matches!(entry.content, Content::Unreadable(Kind::Incident, _)) {
                    return Some("damaged");
                }
                matches!(entry.content, Content::Incident(_)).then_some("read")
            })
            .collect();
        assert_eq!(kinds, ["damaged", "read"]);
        assert_eq!(open.gaps(), [Sender::Reporter]);
    });
}

#[test]
fn an_officer_logs_what_was_said_by_word_of_mouth_and_who_holds_the_case_reads_it() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let everybody = office.everybody().into_iter();
        let mut holders = everybody.filter(|one| !one.cases().is_empty());
        let [one, other] = [(); 2].map(|()| desk.signed_in(&holders.next().unwrap().name));
        let case = one.inbox(None).rows[0].case;
        let seals = |fields: &str| {
            let mut typed = casework::IncidentForm::default();
            typed.take_all(fields);
            let open = OpenCase::open(one.case(case), one.keys(), &office.trust).unwrap();
            open.log_incident(&typed, office.today(), one.keys(), Level::B)
        };
        let told = seals("act-1\tharass.smear\u{c}done-1\tongoing\u{c}unit\tfamily").unwrap_err();
        let told = told.to_string();
        assert!(
            told.contains("size: choose at least one code of the list `group_size_band`"),
            "{told}"
        );
        let fields = "act-1\tharass.smear\u{c}done-1\tongoing\u{c}unit\tfamily\u{c}size\tn2_9\u{c}activity\tunknown";
        let bytes = seals(fields).unwrap().to_bytes();
        let somebody = desk.somebody();
        assert_eq!(somebody.hands_in(case, "note", &bytes).status, 401);
        assert_eq!(other.hands_in(case, "note", &bytes).status, 400);
        for _ in 0..2 {
            assert_eq!(one.hands_in(case, "note", &bytes).status, 204);
        }
        let again = seals(&format!("{fields}\u{c}number\t0\u{c}relation\tfollows")).unwrap();
        assert_eq!(one.hands_in(case, "note", &again.to_bytes()).status, 204);

        let open = OpenCase::open(other.case(case), other.keys(), &office.trust).unwrap();
        let logged: Vec<_> = open
            .entries()
            .into_iter()
            .filter_map(|entry| {
                let Content::Incident(incident) = entry.content else {
                    return None;
                };
                Some((entry.sender, incident))
            })
            .collect();
        let by = Sender::Officer(one.keys().officer);
        assert!(logged.iter().all(|(sender, _)| *sender == by));
        assert_eq!(logged.len(), 2);
        assert_eq!(logged[1].1.follows[0].on, Some(office.today()));
    });
}

#[test]
fn coming_back_after_an_incident_works_at_home_as_well() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        assert_eq!(
            source.logs(address::INCIDENT, &receipt, &threat()).status,
            200
        );
        let out = tempfile::tempdir().unwrap();
        let path = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("receipt.txt"), &receipt.digits).unwrap();
        let (trust, digest) = (
            office.folder().trust().to_str().unwrap().to_owned(),
            office.trust.manifest.digest().to_string(),
        );
        let kept = path("receipt.txt");
        let pinned = [
            "--trust",
            &trust,
            "--manifest-digest",
            &digest,
            "--receipt-file",
            &kept,
        ];
        let answers = |act: &[&str]| run(&[&["answers"], act, &pinned].concat()).unwrap();
        let number = answers(&["mailbox"]).trim().to_owned();
        let page = source.fetches(address::MAILBOX, &[("mailbox", &number)]);
        fs::write(path("page"), page).unwrap();
        assert!(answers(&["read", &path("page")]).contains("Nobody has answered yet."));
        fs::write(path("message.txt"), "Written at home.").unwrap();
        let (page, text, added) = (path("page"), path("message.txt"), path("added.tabir"));
        answers(&["write", &page, "--text-file", &text, "--out", &added]);
        let parcel = Filled::default().field("l", "en").file_as(
            "parcel",
            "parcel.tabir",
            &fs::read(&added).unwrap(),
        );
        assert!(source.sends(address::PARCEL, &parcel).has("parcel-number"));
        let holder = office.a_holder();
        assert!(
            holder
                .says(&["open", &holder.cases()[0]])
                .contains("Written at home.")
        );
    });
}

#[test]
fn a_reporter_whose_browser_locks_logs_an_incident_and_an_officer_reads_it_in_words() {
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let source = office.source();
            let receipt = source.reports(&source.writes("They sold the land of the village."));
            comes_back(office, page, &receipt).await?;
            press(page, "#log-incident").await?;
            page.find(By::Id("incident-form")).await?;
            let barriers = axe();
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "the form to log an incident").await?;
            }
            fits(page).await?;
            press(page, "#incident-form button").await?;
            let missing = "//*[@id='sealed-faults']//a[.='Choose what was done.']";
            page.query(By::XPath(missing)).first().await?;
            let set = "for (const [name, value] of [['act-1','threat.death'],['done-1','threatened'],['act-2','property.raid'],['done-2','attempted'],['size','n50_249'],['sure','~']]) {
                const field = document.querySelector(`#incident-form [name='${name}']`);
                field.value = value;
                if (field.value !== value) throw new Error(name);
            }";
            page.execute(set, vec![]).await?;
            for choice in [
                "[name=unit][value=community]",
                "[name=activity][value='hrd.land_environment']",
                "[name=by][value='st.police']",
            ] {
                press(page, choice).await?;
            }
            for (field, typed) in [
                ("incident-year-began", "2026"),
                ("incident-month-began", "3"),
                ("incident-narrative", "Men with <guns> came."),
            ] {
                page.find(By::Id(field)).await?.send_keys(typed).await?;
            }
            press(page, "#incident-form button").await?;
            page.query(By::XPath("//h1[.='What you logged has been stored']"))
                .first()
                .await?;
            let number = page.find(By::Css("[data-number] b")).await?.text().await?;
            let number = between(&number, "Its number is ", ".").to_owned();
            let later = threat()
                .field("number", &number)
                .field("relation", "escalates");
            assert_eq!(source.logs(address::INCIDENT, &receipt, &later).status, 200);

            let desk = Desk::of(office);
            desk.signs_in_on(page, &office.a_holder().name).await?;
            press(page, ".cases button").await?;
            let shown = page.find(By::Css(".entries")).await?.text().await?;
            for said in [
                "Logged what was done to somebody:",
                "Death threat (Threatened): Community (50-249); Raid or search (Attempted): Community (50-249)",
                "about March 2026",
                "since about March 2026",
                "Land and environment defence",
                "Police",
                "Men with <guns> came.",
                &format!("Escalation of: number {number}, logged on "),
            ] {
                assert!(shown.contains(said), "{said}: {shown}");
            }
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "a case with incidents").await?;
            }
            fits(page).await?;

            // The officer adds what somebody told by word of mouth.
            press(page, "[data-form=incident] summary").await?;
            press(page, "[data-form=incident] button").await?;
            let told = page.find(By::Css("#desk-faults")).await?.text().await?;
            assert!(told.contains("Choose what was done."), "{told}");
            page.execute(
                "for (const [name, value] of [['act-1','harass.smear'],['done-1','ongoing'],['size','n2_9']]) document.querySelector(`[data-form=incident] [name='${name}']`).value = value;",
                vec![],
            )
            .await?;
            press(page, "[data-form=incident] [value=family]").await?;
            press(page, "[data-form=incident] [value=perceived]").await?;
            if let Some(axe) = &barriers {
                finds_nothing(page, axe, "the form of an officer").await?;
            }
            press(page, "[data-form=incident] button").await?;
            page.find(By::Css("[data-noted]:not([hidden])")).await?;
            let shown = page.find(By::Css(".entries")).await?.text().await?;
            let said = "Smear or disinformation campaign (Ongoing): Family or household (2-9)";
            assert!(shown.contains(said), "{shown}");
            fits(page).await
        });
    }
}

#[test]
fn the_form_without_script_has_no_barrier_and_fits_a_phone() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        // The form as the door draws it for a browser that locks nothing, from right to left as well.
        let html = source.opens_form(address::INCIDENT, &receipt).html;
        let blank = html.replacen("<html ", "<html dir=\"rtl\" ", 1);
        assert_ne!(blank, html);
        page.goto(format!("{}/?l=en", office.door())).await?;
        for html in [html, blank] {
            let draw = "document.documentElement.dir = arguments[0].includes('dir=\"rtl\"') ? 'rtl' : 'ltr';
                document.body.replaceChildren(...new DOMParser().parseFromString(arguments[0], 'text/html').body.childNodes);";
            page.execute(draw, vec![html.into()]).await?;
            page.find(By::Id("incident-form")).await?;
            fits(page).await?;
            if let Some(axe) = axe() {
                finds_nothing(page, &axe, "the form without script").await?;
            }
        }
        Ok(())
    });
}

fn threat() -> Filled {
    Filled::default()
        .field("logged", "yes")
        .field("act-1", "threat.death")
        .field("done-1", "threatened")
        .field("act-2", "property.raid")
        .field("done-2", "attempted")
        .field("unit", "community")
        .field("size", "n50_249")
        .field("activity", "hrd.land_environment")
        .field("by", "st.police")
        .field("year-began", "2026")
        .field("month-began", "3")
        .field("sure", "~")
        .field("ongoing", "yes")
        .field("online", "yes")
        .field("message", "Men with <guns> came.")
}

/// What a holder reads.
fn entries(office: &TestOffice) -> Vec<IncidentEntry> {
    let (keys, file) = office.held_file();
    let open = OpenCase::open(file, &keys, &office.trust).unwrap();
    let read = open.entries().into_iter().filter_map(|entry| {
        assert!(!matches!(entry.content, Content::Unreadable(..)));
        let Content::Incident(incident) = entry.content else {
            return None;
        };
        Some(incident)
    });
    read.collect()
}
