//! Protection, from the request to what became of it.

use casework::{Likelihood, ProtectionStep, Risk, RiskLevel, SealedProtection, Severity};
use journeys::{
    Desk, OfficerAtDesk, TestOffice, asked_protection, comes_back, in_chromium, press, type_in,
};
use seal::{CaseId, Day};
use thirtyfour::prelude::*;

#[test]
fn steps_are_taken_from_holders_alone_and_only_as_they_were_signed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let asked = one.writes_down(&one.case(case), asked_protection(), &office.trust);
        let bytes = asked.to_bytes();
        // Also what is told in clear: to which request, behind which step, where it goes.
        for place in [
            1,
            5,
            17,
            18,
            60,
            bytes.len() / 2,
            bytes.len() - 70,
            bytes.len() - 2,
        ] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let told = one.hands_in(case, "protection", &changed).status;
            assert!([400, 404].contains(&told), "{place}: {told}");
        }
        assert_eq!(other.hands_in(case, "protection", &bytes).status, 400);
        let nowhere = CaseId::draw().unwrap();
        assert_eq!(one.hands_in(nowhere, "protection", &bytes).status, 404);
        let somebody = desk.somebody();
        assert_eq!(somebody.hands_in(case, "protection", &bytes).status, 401);
        assert_eq!(one.hands_in(case, "protection", &bytes).status, 204);
        assert_eq!(
            one.hands_in(case, "protection", &bytes).status,
            204,
            "sent again"
        );

        let take = |by: &OfficerAtDesk, to: &str| {
            let step = by.protects(
                &by.case(case),
                step(&asked, to, office.today()),
                &office.trust,
            );
            by.hands_in(case, "protection", &step.to_bytes()).status
        };
        let refused = |by: &OfficerAtDesk, to: &str| {
            let open = casework::OpenCase::open(by.case(case), by.keys(), &office.trust).unwrap();
            let sealed = open.protect(
                step(&asked, to, office.today()),
                None,
                by.keys(),
                seal::Level::B,
            );
            sealed.is_err()
        };
        assert!(refused(&one, "refused"), "the risk was not assessed");
        let stale = one.protects(
            &one.case(case),
            step(&asked, "declined", office.today()),
            &office.trust,
        );
        assert_eq!(take(&one, "assessing"), 204);
        let stale = one.hands_in(case, "protection", &stale.to_bytes()).status;
        assert_eq!(stale, 409, "another step was taken meanwhile");
        assert_eq!(take(&one, "refused"), 204);
        assert_eq!(take(&other, "appealed"), 204);
        assert_eq!(take(&other, "appeal_upheld"), 204);
        // Some day in a thousand years would break the lists of all.
        let mut far = step(&asked, "active", office.today());
        far.review_on = Some(i32::MAX);
        let far = {
            let file = other.case(case);
            let open = casework::OpenCase::open(file, other.keys(), &office.trust).unwrap();
            open.protect(far, None, other.keys(), seal::Level::B)
                .unwrap()
        };
        assert_eq!(
            other.hands_in(case, "protection", &far.to_bytes()).status,
            400
        );
        assert_eq!(take(&other, "active"), 204);
        let row = other.inbox(None).rows.remove(0);
        assert_eq!(row.protection, Some(casework::ProtectionStatus::Active));
        assert_eq!(row.due_on, Some(office.today().plus(2)));
    });
}

#[test]
fn a_desk_that_says_something_else_than_was_signed_is_seen_through() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let asked = one.writes_down(&one.case(case), asked_protection(), &office.trust);
        assert_eq!(
            one.hands_in(case, "protection", &asked.to_bytes()).status,
            204
        );
        let sent = one.protects(
            &one.case(case),
            step(&asked, "assessing", office.today()),
            &office.trust,
        );
        assert_eq!(
            one.hands_in(case, "protection", &sent.to_bytes()).status,
            204
        );
        let misplaced = |change: &dyn Fn(&mut casework::CaseFile)| {
            let mut file = other.case(case);
            change(&mut file);
            let case = casework::OpenCase::open(file, other.keys(), &office.trust).unwrap();
            let entries = case.entries();
            let protections = case.protections(&entries);
            assert_eq!(protections.len(), 1);
            protections[0].is_misplaced
        };
        assert!(!misplaced(&|_| ()));
        assert!(misplaced(&|file| file.protections.clear()));
        let says = |status| misplaced(&move |file| file.protections[0].status = status);
        assert!(says(casework::ProtectionStatus::Active));
        assert!(says(casework::ProtectionStatus::Refused));
        assert!(misplaced(
            &|file| file.protections[0].review_on = Some(office.today())
        ));
        // That the time ran out is for the desk to say.
        assert!(!says(casework::ProtectionStatus::NoDecision));
        // In whatever order objects are handed out, and not with a step less.
        assert!(!misplaced(&|file| file.objects[2..].reverse()));
        assert!(misplaced(&|file| {
            file.told
                .retain(|kept| kept.told.to == casework::ProtectionStatus::Submitted);
        }));
        assert!(misplaced(&|file| file.told.iter_mut().for_each(|kept| {
            if kept.told.to == casework::ProtectionStatus::Assessing {
                kept.told.to = casework::ProtectionStatus::Declined;
            }
        })));
        // Nobody proposes to close it, whatever the desk says.
        let mut file = one.case(case);
        file.protections[0].status = casework::ProtectionStatus::Declined;
        let open = casework::OpenCase::open(file, one.keys(), &office.trust).unwrap();
        let close = casework::Proposal {
            what: casework::DecisionKind::Close,
            outcomes: vec![casework::Outcome {
                allegation: String::new(),
                disposition: "act.none".to_owned(),
                proof: String::new(),
            }],
            reason: "Done.".to_owned(),
        };
        assert!(open.propose(&close, one.keys(), seal::Level::B).is_err());

        // Who decided does not decide again, whatever the desk says.
        for to in ["refused", "appealed"] {
            let sent = one.protects(
                &one.case(case),
                step(&asked, to, office.today()),
                &office.trust,
            );
            assert_eq!(
                one.hands_in(case, "protection", &sent.to_bytes()).status,
                204
            );
        }
        let refused = |by: &OfficerAtDesk| {
            let file = by.case(case);
            let case = casework::OpenCase::open(file, by.keys(), &office.trust).unwrap();
            let again = step(&asked, "appeal_dismissed", office.today());
            let sealed = case.protect(again, None, by.keys(), seal::Level::B);
            sealed.is_err()
        };
        assert!(refused(&one) && !refused(&other));
    });
}

#[test]
fn a_community_asks_is_protected_at_once_and_then_for_good_and_reads_so() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They sold the land of the village."));
        comes_back(office, page, &receipt).await?;
        press(page, "#ask-protection").await?;
        for (field, typed) in [
            (
                "fear",
                "Men with guns asked for our speakers. <b>At night.</b>",
            ),
            ("consent", ""),
        ] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        press(page, "[name=applicant][value=community]").await?;
        press(page, "[name=target][value='com.leader']").await?;
        press(page, "[name=target][value='hrd.land_env']").await?;
        press(page, "[name=wish][value=col]").await?;
        press(page, "#protection-form button").await?;
        let missing = "//*[@id='sealed-faults']//a[starts-with(.,'Write how the group agreed')]";
        page.query(By::XPath(missing)).first().await?;
        let field = page.find(By::Id("consent")).await?;
        field
            .send_keys("At the village meeting, all hands.")
            .await?;
        press(page, "#protection-form button").await?;
        let stored = "//h1[.='Your request for protection has been stored']";
        page.query(By::XPath(stored)).first().await?;

        let desk = Desk::of(office);
        let mut names = office.everybody().into_iter();
        let mut names = names.by_ref().filter(|one| !one.cases().is_empty());
        let [one, other] = [names.next().unwrap().name, names.next().unwrap().name];
        desk.signs_in_on(page, &one).await?;
        // Drawn anew once the card is open, which says that somebody asks.
        page.find(By::Css(".cases [data-asks]:not([hidden])"))
            .await?;
        // In one step: the list may be drawn anew at any moment.
        let row = "return document.querySelector('.cases button').innerText";
        let row: String = page.execute(row, vec![]).await?.convert()?;
        assert!(row.contains("Asks for protection"), "{row}");
        press(page, ".cases button").await?;
        let request = page.find(By::Css(".requests")).await?.text().await?;
        for said in [
            "Community",
            "Submitted",
            "To be decided by",
            "Land or environmental defender; Community or indigenous leader",
            "Protection for all of us together",
            "Men with guns asked for our speakers. <b>At night.</b>",
            "At the village meeting, all hands.",
        ] {
            assert!(request.contains(said), "{said}: {request}");
        }

        press(page, "[data-act=emergency]").await?;
        press(page, "[data-form=protect] button").await?;
        fault(page, "Choose what is offered or granted").await?;
        choose(
            page,
            "measures",
            &["phys.accompaniment", "col.community_comms"],
        )
        .await?;
        type_in(page, "protect-reason", "Armed men were seen twice.").await?;
        press(page, "[data-form=protect] button").await?;
        saved(
            page,
            "emergency_active",
            "Emergency measures active before decision",
        )
        .await?;
        let draft = "return document.getElementById('reply').value";
        let draft: String = page.execute(draft, vec![]).await?.convert()?;
        let begins = "About your request for protection: Emergency";
        assert!(draft.starts_with(begins), "{draft}");
        assert!(!draft.contains("accompaniment"), "{draft}");
        press(page, "main form button.send").await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;

        go_on(page, "assessing").await?;
        press(page, "[data-form=protect] button").await?;
        fault(page, "Choose a field of the risk grid").await?;
        press(page, "[name=cell][value='likely extreme high']").await?;
        choose(page, "risk-factors", &["ctx.prior_threat", "ctx.armed"]).await?;
        type_in(page, "risk-view", "They will not leave the land.").await?;
        press(page, "[data-form=protect] button").await?;
        saved(page, "assessing", "Risk under assessment").await?;

        go_on(page, "active").await?;
        choose(
            page,
            "measures",
            &["col.group_order", "col.community_protocol"],
        )
        .await?;
        type_in(
            page,
            "protect-reason",
            "Assessed as high; the village asked for this.",
        )
        .await?;
        press(page, "[data-form=protect] button").await?;
        fault(page, "Set the day on which").await?;
        let review = office.today().plus(30).to_string();
        let set = format!("document.getElementById('review-on').value = '{review}'");
        page.execute(&set, vec![]).await?;
        type_in(
            page,
            "named-part",
            "The two speakers stay at the mission house.",
        )
        .await?;
        press(page, "[data-form=protect] button").await?;
        let request = saved(page, "active", "Active").await?;
        for said in [
            "High · Likely · Extreme",
            "Collective precautionary or injunctive order; Community protection protocol",
        ] {
            let is_there = said.split("; ").all(|part| request.contains(part));
            assert!(is_there, "{said}: {request}");
        }
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(
            entries.contains("The two speakers stay at the mission house."),
            "{entries}"
        );
        press(page, "main form button.send").await?;
        page.find(By::Css("[data-sent]:not([hidden])")).await?;
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        // Another holder sees that there is such a part, and not what it says.
        press(page, "[data-act=lock]").await?;
        desk.signs_in_on(page, &other).await?;
        press(page, ".cases button").await?;
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(
            entries.contains("Assessed as high; the village asked for this."),
            "{entries}"
        );
        assert!(
            entries.contains("Only for some") && !entries.contains("mission house"),
            "{entries}"
        );
        press(page, "[data-acts] summary").await?;
        page.find(By::Css("[data-acts] li")).await?;
        let acts = page.find(By::Css("[data-acts] ol")).await?.text().await?;
        assert!(
            acts.contains("went on with a request for protection"),
            "{acts}"
        );
        assert!(
            !acts.contains("mission house") && !acts.contains("guns"),
            "{acts}"
        );

        let answers = source.returns_with(&receipt.digits).text();
        for said in [
            "About your request for protection: Emergency measures active before decision.",
            "About your request for protection: Active.",
            "We look at it again by",
        ] {
            assert!(answers.contains(said), "{said}: {answers}");
        }
        assert!(!answers.contains("mission house"));
        Ok(())
    });
}

fn step(asked: &SealedProtection, to: &str, today: Day) -> ProtectionStep {
    let mut step = ProtectionStep::default();
    step.request = asked.told.request.to_string();
    step.to = to.to_owned();
    step.reason = "So it is.".to_owned();
    if to == "assessing" {
        step.risk = Some(Risk {
            likelihood: Likelihood::Likely,
            severity: Severity::Extreme,
            level: RiskLevel::High,
            factors: vec![],
            own_view: "They stay.".to_owned(),
        });
    }
    if to == "refused" {
        step.refusals = vec!["group_not_covered".to_owned()];
    }
    if to == "active" {
        step.measures = vec!["col.group_order".to_owned()];
        step.review_on = Some(today.plus(2).number());
    }
    step
}

async fn go_on(page: &WebDriver, to: &str) -> WebDriverResult<()> {
    let open = format!(
        "document.querySelector('[data-form=protect]').open = true;
         const choice = document.getElementById('protect-to');
         choice.value = '{to}'; choice.dispatchEvent(new Event('change', {{ bubbles: true }}));
         return choice.value === '{to}'"
    );
    let is_offered = page.execute(&open, vec![]).await?.convert::<bool>()?;
    assert!(is_offered, "{to}");
    Ok(())
}

async fn choose(page: &WebDriver, list: &str, codes: &[&str]) -> WebDriverResult<()> {
    let codes = serde_json::to_string(codes).unwrap();
    let choose = format!(
        "const codes = {codes};
         for (const option of document.getElementById('{list}').options) option.selected = codes.includes(option.value);"
    );
    page.execute(&choose, vec![]).await?;
    Ok(())
}

async fn fault(page: &WebDriver, says: &str) -> WebDriverResult<()> {
    let told = page.find(By::Css("#desk-faults")).await?.text().await?;
    assert!(told.contains(says), "{told}");
    Ok(())
}

/// What stands about the request once a step was saved.
async fn saved(page: &WebDriver, code: &str, status: &str) -> WebDriverResult<String> {
    let stands = format!(".requests [data-status={code}]");
    page.find(By::Css(stands.as_str())).await?;
    page.find(By::Css("[data-protected]:not([hidden])")).await?;
    let shown = page.find(By::Css(".requests")).await?.text().await?;
    assert!(shown.contains(status), "{status}: {shown}");
    Ok(shown)
}
