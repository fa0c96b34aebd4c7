//! Tasks of a case, and what is due for an officer, at the desk.

use casework::Listing::{AsSigned, Otherwise, Unsealed};
use casework::{
    Due, Listing, Note, OpenCase, SealedNote, Task, TaskHalf, TaskState, Work, WorkPage,
};
use journeys::{Desk, OfficerAtDesk, TestOffice, in_chromium, press, set, unfold};
use seal::{CaseId, OfficerId, Sender, Trust};
use thirtyfour::prelude::*;

#[test]
fn what_the_desk_says_of_a_task_is_compared_with_what_was_signed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = holders(office, &desk);
        let case = one.inbox(None).rows[0].case;
        let trust = &office.trust;
        let by = office.today().plus(7);
        let doer = Some(other.keys().officer);
        let mut task = task("Call the clerk.", &by.to_string(), doer);
        let note = one.notes(&one.case(case), &Note::Task(task.clone()), trust);
        let bytes = note.to_bytes();
        assert_eq!(other.hands_in(case, "note", &bytes).status, 400);
        assert_eq!(desk.somebody().hands_in(case, "note", &bytes).status, 401);
        let nowhere = CaseId::draw().unwrap();
        assert_eq!(one.hands_in(nowhere, "note", &bytes).status, 404);
        assert_eq!(one.hands_in(case, "note", &bytes).status, 204);
        assert_eq!(one.hands_in(case, "note", &bytes).status, 204, "sent again");
        assert_eq!(listed(&other, case, trust), [AsSigned]);
        let work = of(&other, "");
        let own = |item: &&casework::WorkItem| matches!(item.what, Work::OwnTask(_));
        let due = work.items.iter().find(own).unwrap().due;
        assert_eq!(due, Due::By(by));
        let case_row = work.rows.iter().find(|row| row.case == case).unwrap();
        assert!(case_row.due_on.is_some(), "as in the inbox");
        let mut of_one = of(&one, "").items.into_iter();
        assert!(!of_one.any(|item| matches!(item.what, Work::OwnTask(_) | Work::FreeTask(_))));

        // A client that tells the desk something else than it signed gets nobody to believe the desk.
        task.state = TaskState::Done;
        let done = one.notes(&one.case(case), &Note::Task(task.clone()), trust);
        let mut lying = done.clone();
        lying.task.as_mut().unwrap().plan.is_open = true;
        assert_eq!(one.hands_in(case, "note", &lying.to_bytes()).status, 204);
        assert_eq!(listed(&other, case, trust), [Otherwise]);
        // Both look at the same task; the second one has to look again.
        let file = other.case(case);
        let by_one = one.notes(&one.case(case), &Note::Task(task.clone()), trust);
        let by_other = other.notes(&file, &Note::Task(task.clone()), trust);
        assert_eq!(one.hands_in(case, "note", &by_one.to_bytes()).status, 204);
        assert_eq!(
            other.hands_in(case, "note", &by_other.to_bytes()).status,
            409
        );
        assert_eq!(listed(&other, case, trust), [AsSigned]);
        // What no client would show is shown as what it is, and a task of which the desk was not told is told anew.
        let mut strange = task.clone();
        strange.due = "soon".to_owned();
        strange.id = casework::draw_allegation_id().unwrap();
        let file = one.case(case);
        let mut untold = one.notes(&file, &Note::Text("x".to_owned()), trust);
        untold.note = one.reseals(&file, &untold.note.header, &Note::Task(strange));
        assert_eq!(one.hands_in(case, "note", &untold.to_bytes()).status, 204);
        let opened = OpenCase::open(other.case(case), other.keys(), trust).unwrap();
        let is_unreadable = |entry: &casework::Entry<'_>| {
            matches!(entry.content, casework::Content::Unreadable(..))
        };
        assert_eq!(
            opened
                .entries()
                .iter()
                .filter(|one| is_unreadable(one))
                .count(),
            1
        );
        let mut hidden = task.clone();
        hidden.id = casework::draw_allegation_id().unwrap();
        let mut untold = one.notes(&one.case(case), &Note::Task(hidden.clone()), trust);
        untold.task = None;
        assert_eq!(one.hands_in(case, "note", &untold.to_bytes()).status, 204);
        assert_eq!(listed(&other, case, trust), [AsSigned, Otherwise]);
        let anew = other.notes(&other.case(case), &Note::Task(hidden), trust);
        assert_eq!(other.hands_in(case, "note", &anew.to_bytes()).status, 204);
        assert_eq!(listed(&one, case, trust), [AsSigned, AsSigned]);
        // A task that nobody sealed is shown to everybody, with who put it there, and whoever it was given to ends it.
        let mut ghost = one.notes(&one.case(case), &Note::Text("x".to_owned()), trust);
        let mut plan = task.clone();
        plan.id = casework::draw_allegation_id().unwrap();
        plan.state = TaskState::Open;
        ghost.task = Some(TaskHalf {
            plan: plan.plan().unwrap(),
            after: None,
        });
        let mut over = ghost.clone();
        over.task.as_mut().unwrap().plan.due = Some("1970-01-02".parse().unwrap());
        assert_eq!(one.hands_in(case, "note", &over.to_bytes()).status, 409);
        assert_eq!(one.hands_in(case, "note", &ghost.to_bytes()).status, 204);
        assert!(of(&other, "").items.iter().any(|item| own(&item)));
        let opened = OpenCase::open(other.case(case), other.keys(), trust).unwrap();
        let standing = opened.tasks(&opened.entries());
        let shown = standing.last().unwrap();
        assert_eq!(shown.listing, Unsealed);
        assert_eq!(shown.by, Some(Sender::Officer(one.keys().officer)));
        let mut ended = shown.task.clone();
        ended.text = "Nobody sealed it.".to_owned();
        ended.state = TaskState::Withdrawn;
        let ended = other.notes(&other.case(case), &Note::Task(ended), trust);
        assert_eq!(other.hands_in(case, "note", &ended.to_bytes()).status, 204);
        assert_eq!(listed(&one, case, trust), [AsSigned, AsSigned, AsSigned]);
        assert!(!of(&other, "").items.iter().any(|item| own(&item)));
        let by_other = other.notes(&other.case(case), &Note::Task(task.clone()), trust);
        // Nobody who does not hold the case is given a task in it.
        let stranger = desk.signed_in("rights-1");
        let mut foreign = by_other;
        foreign.task.as_mut().unwrap().plan.officer = Some(stranger.keys().officer);
        assert_eq!(
            other.hands_in(case, "note", &foreign.to_bytes()).status,
            409
        );
        assert_eq!(of(&stranger, "").items, []);
        let half = SealedNote { task: None, ..done };
        let cut = &half.to_bytes()[..half.to_bytes().len() - 1];
        assert_eq!(one.hands_in(case, "note", cut).status, 400);
    });
}

#[test]
fn a_work_list_is_nobody_elses_and_no_number_in_its_address_widens_it() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = holders(office, &desk);
        let case = one.inbox(None).rows[0].case;
        let task = task("Call the clerk.", "", None);
        let note = one.notes(&one.case(case), &Note::Task(task.clone()), &office.trust);
        assert_eq!(one.hands_in(case, "note", &note.to_bytes()).status, 204);
        assert_eq!(of(&one, "").items, of(&other, "").items);
        let stranger = desk.signed_in("rights-1");
        let guesses = [
            String::new(),
            "?after=~~~~~~~~~~~".to_owned(),
            format!(
                "?after={case}~0_{case}~0_{case}~0_{case}~0_{case}~0_{case}_{0}~0_{case}_{0}~0_{case}_{0}~0_{case}_{0}~0_{case}_{0}~~0_{case}",
                task.id
            ),
            format!("?after=~~~~~~~~~~2147483647_{case}_{}~", task.id),
        ];
        for guess in &guesses {
            let page = of(&stranger, guess);
            assert_eq!((page.items.len(), page.rows.len()), (0, 0), "{guess}");
        }
        for wrong in [
            "?after=",
            "?after=7",
            "?officer=1",
            "?after=~~~~~~~~~~~&x=1",
        ] {
            assert_eq!(
                one.gets(&format!("/api/work{wrong}")).status,
                400,
                "{wrong}"
            );
        }
        assert_eq!(desk.somebody().gets("/api/work").status, 401);
        assert_eq!(desk.signed_in("auditor").gets("/api/work").status, 404);
        // Whoever is kept out of a case sees the list as if it had never been.
        let leave = [one.keys().officer];
        let excluded = other.excludes(&other.case(case), &leave, "A cousin.", &office.trust);
        assert_eq!(
            other.hands_in(case, "exclude", &excluded.to_bytes()).status,
            204
        );
        let page = of(&one, "");
        assert_eq!((page.items.len(), page.rows.len(), page.next), (0, 0, None));
    });
}

#[test]
fn a_task_is_given_listed_by_day_and_done() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("They took the <b>fund</b>."));
        let desk = Desk::of(office);
        let mut names = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty());
        let [one, other] = [names.next().unwrap().name, names.next().unwrap().name];
        let doer = office.keys(&other).officer.to_string();
        desk.signs_in_on(page, &one).await?;
        press(page, ".cases button").await?;
        unfold(page, "task").await?;
        press(page, "[data-form=task] button.send").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Write"), "{fault}");
        let today = office.clock.unix_seconds() / 86_400;
        let typed = seal::Day::from_number(i32::try_from(today)? + 1).to_string();
        set(page, "task-text", "Call the <i>clerk</i>.").await?;
        set(page, "task-due", &typed).await?;
        set(page, "task-officer", &doer).await?;
        press(page, "[data-form=task] button.send").await?;
        page.query(By::Css("[data-noted]:not([hidden])"))
            .first()
            .await?;
        let tasks = page.find(By::Css("[data-tasks]")).await?.text().await?;
        assert!(
            tasks.contains("Call the <i>clerk</i>.") && tasks.contains("To be done"),
            "{tasks}"
        );
        assert!(
            page.find(By::Css("[data-unlisted]:not([hidden])"))
                .await
                .is_err()
        );
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(entries.contains("By which day"), "{entries}");
        assert!(
            page.find_all(By::XPath("//main//i[contains(., 'clerk')]"))
                .await?
                .is_empty()
        );

        desk.signs_in_on(page, &other).await?;
        press(page, "[data-act=work]").await?;
        let agenda = page.query(By::Css(".agenda [data-days] bdi:not(:empty)"));
        agenda.first().await?;
        let agenda = page
            .find(By::Css(".agenda [data-days]"))
            .await?
            .text()
            .await?;
        for said in [
            "Your task",
            "They took the <b>fund</b>.",
            "Tell whoever sent the report",
        ] {
            assert!(agenda.contains(said), "{said}: {agenda}");
        }
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
        let is_shown = "return getComputedStyle(document.querySelector('.agenda [data-months]')).display !== 'none' \
            && innerWidth < 1280";
        assert!(!page.execute(is_shown, vec![]).await?.convert::<bool>()?);
        page.set_window_rect(0, 0, 1400, 900).await?;
        press(page, ".agenda table button").await?;
        let focused = "return document.activeElement.tagName + ' ' + document.activeElement.parentElement.textContent";
        let focused: String = page.execute(focused, vec![]).await?.convert()?;
        assert!(focused.starts_with("H3"), "{focused}");
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
        press(page, ".agenda [data-days] button").await?;
        press(page, "[data-tasks] button:not([hidden])").await?;
        page.query(By::Css("[data-noted]:not([hidden])"))
            .first()
            .await?;
        let tasks = page.find(By::Css("[data-tasks]")).await?.text().await?;
        assert!(tasks.contains("Done"), "{tasks}");
        press(page, "[data-act=work]").await?;
        page.query(By::Css(".agenda [data-days] bdi:not(:empty)"))
            .first()
            .await?;
        let agenda = page
            .find(By::Css(".agenda [data-days]"))
            .await?
            .text()
            .await?;
        assert!(!agenda.contains("Your task"), "{agenda}");
        Ok(())
    });
}

#[test]
fn a_card_that_does_not_open_hides_no_title_and_is_said_to_be_one() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let [one, _] = holders(office, &desk);
        let file = one.case(one.inbox(None).rows[0].case);
        let case = file.id();
        let labels = Note::Labels(vec!["bridge".to_owned(), "north".to_owned()]);
        let mut note = one.notes(&file, &labels, &office.trust);
        assert_eq!(one.hands_in(case, "note", &note.to_bytes()).status, 204);
        let name = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty())
            .nth(1)
            .unwrap()
            .name;
        desk.signs_in_on(page, &name).await?;
        set(page, "find", "NORTH").await?;
        press(page, "form[role=search] button").await?;
        page.query(By::Css(".cases button bdi:not(:empty)"))
            .first()
            .await?;
        let row = page.find(By::Css(".cases")).await?.text().await?;
        assert!(
            row.contains("#bridge #north") && !row.contains("does not open"),
            "{row}"
        );

        note = one.notes(&one.case(case), &labels, &office.trust);
        let mut header = note.card.unwrap().header;
        header.length = 0;
        header.commitment = seal::Digest::NONE;
        let to = std::slice::from_ref(&file.case.header.recipient);
        let garbage = seal::SealedObject::seal_card(header, &"no card", to, &one.keys().signing);
        note.card = Some(garbage.unwrap());
        assert_eq!(one.hands_in(case, "note", &note.to_bytes()).status, 204);
        // Whoever signed in again has no other session.
        let other = desk.signed_in(&name);
        let listed = other.cases().remove(0);
        assert_eq!(listed.open_card(other.keys(), &office.trust), None);
        let docket = casework::Docket::of(&listed, other.keys(), &office.trust).unwrap();
        assert_eq!(docket.title, "The tender was rigged.");
        let by = casework::Hider::Officer(one.keys().officer);
        assert_eq!(docket.hidden_by, Some(by));
        // What the server exchanged is nobody's.
        let mut exchanged = listed.clone();
        exchanged.card.as_mut().unwrap().sealed[0] ^= 1;
        let docket = casework::Docket::of(&exchanged, other.keys(), &office.trust).unwrap();
        assert_eq!(docket.hidden_by, Some(casework::Hider::Nobody));
        // Nor what an officer signed, but not as the card of this case.
        exchanged.card = Some(note.note.clone());
        let docket = casework::Docket::of(&exchanged, other.keys(), &office.trust).unwrap();
        assert_eq!(docket.hidden_by, Some(casework::Hider::Nobody));
        // Nothing of an officer passes for the reporter's.
        let mut forged = listed;
        forged.first_card = forged.card.clone();
        assert_eq!(
            casework::Docket::of(&forged, other.keys(), &office.trust),
            None
        );
        desk.signs_in_on(page, &name).await?;
        page.query(By::Css(".cases [data-hidden]:not([hidden])"))
            .first()
            .await?;
        let row = page.find(By::Css(".cases")).await?.text().await?;
        assert!(
            row.contains("The tender was rigged.") && row.contains("does not open"),
            "{row}"
        );
        Ok(())
    });
}

#[test]
fn searches_are_named_found_on_another_device_and_lost_to_nobody() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let [one, _] = holders(office, &desk);
        let holds = |one: &journeys::InvestigatorAt| !one.cases().is_empty();
        let name = office.everybody().into_iter().find(holds).unwrap().name;
        let kept = one.gets("/api/searches").body;
        assert!(kept.is_empty());
        let stored = |number: u64| casework::SealedSearches {
            number,
            sealed: vec![7; casework::SealedSearches::BYTES],
        };
        let short = &stored(1).to_bytes()[1..];
        assert_eq!(one.sends("/api/searches", short).status, 400);
        assert_eq!(desk.somebody().gets("/api/searches").status, 401);
        assert_eq!(desk.signed_in("auditor").gets("/api/searches").status, 404);

        desk.signs_in_on(page, &name).await?;
        page.query(By::Css(".cases button bdi:not(:empty)"))
            .first()
            .await?;
        let unfold = "document.querySelector('[data-saved] details').open = true";
        page.execute(unfold, vec![]).await?;
        set(page, "find", "tender").await?;
        press(page, "[data-saved] form button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("what the search is called"), "{fault}");
        set(page, "search-name", "The <i>bridge</i>").await?;
        press(page, "[data-saved] form button").await?;
        page.query(By::XPath(
            "//*[@data-saved]//li/button[contains(.,'bridge')]",
        ))
        .first()
        .await?;
        assert!(page.find_all(By::Css("[data-saved] i")).await?.is_empty());

        let one = desk.signed_in(&name);
        // Another device of the same officer stores on what it saw; one that saw less has to look again.
        let sealed = casework::SealedSearches::from_bytes(&one.gets("/api/searches").body).unwrap();
        assert_eq!(sealed.number, 1);
        let mut searches = casework::SavedSearches::open(&sealed, one.keys()).unwrap();
        assert_eq!(searches.searches[0].words, "tender");
        let mut more = searches.searches[0].clone();
        more.name = "Another".to_owned();
        more.words = "nothing of this".to_owned();
        searches.put(more).unwrap();
        let next = searches.seal(2, one.keys()).unwrap().to_bytes();
        assert_eq!(one.sends("/api/searches", &next).status, 204);
        assert_eq!(one.sends("/api/searches", &next).status, 409);

        desk.signs_in_on(page, &name).await?;
        press(page, "[data-saved] li:nth-child(2) button").await?;
        page.query(By::Css(".cases:empty")).first().await?;
        press(page, "[data-saved] li:nth-child(1) button").await?;
        page.query(By::Css(".cases button bdi:not(:empty)"))
            .first()
            .await?;
        press(page, "[data-saved] li:nth-child(2) button:nth-child(2)").await?;
        page.query(By::Css("[data-saved] li:only-child"))
            .first()
            .await?;
        let one = desk.signed_in(&name);
        // What somebody else put there is said, and hides no case.
        assert_eq!(
            one.sends("/api/searches", &stored(4).to_bytes()).status,
            204
        );
        desk.signs_in_on(page, &name).await?;
        let fault = page
            .query(By::Css("#desk-faults"))
            .first()
            .await?
            .text()
            .await?;
        assert!(fault.contains("do not open"), "{fault}");
        page.query(By::Css(".cases button bdi:not(:empty)"))
            .first()
            .await?;
        Ok(())
    });
}

#[test]
fn a_lead_sees_numbers_of_own_cases_and_an_auditor_none_that_are_small() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let roster = office.trust.newest().unwrap();
        let leads =
            |id: OfficerId| roster.officer(id).unwrap().capability == seal::Capability::Lead;
        let mut seen = 0;
        for one in office.everybody() {
            let told = desk.signed_in(&one.name);
            let page = told.gets("/api/overview");
            let held = !one.cases().is_empty();
            if roster.officer(told.keys().officer).unwrap().reads_record() {
                continue;
            }
            if !leads(told.keys().officer) {
                assert_eq!(page.status, 404, "{}", one.name);
                continue;
            }
            assert_eq!(page.status, 200, "{}", one.name);
            seen += 1;
            let text = page.text();
            assert_eq!(text.contains("\"ages\":[1,0,0,0]"), held, "{text}");
            assert_eq!(text.contains("\"cases\":1"), held, "{text}");
        }
        assert!(seen > 0, "somebody leads");
        assert_eq!(desk.somebody().gets("/api/overview").status, 401);
        let auditor = desk.signed_in("auditor").gets("/api/overview");
        let text = auditor.text();
        assert_eq!(auditor.status, 200, "{text}");
        assert!(
            text.contains("\"closed\":null") && text.contains("\"open\":null"),
            "{text}"
        );

        let leading = |one: &journeys::InvestigatorAt| leads(office.keys(&one.name).officer);
        let lead = office.everybody().into_iter().find(leading).unwrap();
        desk.signs_in_on(page, &lead.name).await?;
        press(page, "[data-act=overview]").await?;
        page.query(By::Css("[data-ages] td progress"))
            .first()
            .await?;
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
        desk.signs_in_on(page, "auditor").await?;
        let totals = page.find(By::Css("[data-totals]")).await?.text().await?;
        assert!(totals.contains("could be about somebody"), "{totals}");
        Ok(())
    });
}

fn task(text: &str, due: &str, officer: Option<OfficerId>) -> Task {
    Task {
        id: casework::draw_allegation_id().unwrap(),
        text: text.to_owned(),
        due: due.to_owned(),
        officer: officer.map(|one| one.to_string()).unwrap_or_default(),
        state: TaskState::Open,
    }
}

/// What the desk makes of each task of a case.
fn listed(who: &OfficerAtDesk, case: CaseId, trust: &Trust) -> Vec<Listing> {
    let case = OpenCase::open(who.case(case), who.keys(), trust).unwrap();
    let tasks = case.tasks(&case.entries());
    tasks.iter().map(|one| one.listing).collect()
}

fn of(who: &OfficerAtDesk, after: &str) -> WorkPage {
    let told = who.gets(&format!("/api/work{after}"));
    assert_eq!(told.status, 200, "{}", told.text());
    WorkPage::from_bytes(&told.body).unwrap()
}

/// Two officers who hold the one case that there is.
fn holders(office: &TestOffice, desk: &Desk<'_>) -> [OfficerAtDesk; 2] {
    let mut holders = office
        .everybody()
        .into_iter()
        .filter(|one| !one.cases().is_empty());
    [0, 1].map(|_| desk.signed_in(&holders.next().unwrap().name))
}
