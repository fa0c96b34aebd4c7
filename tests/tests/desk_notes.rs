//! Notes, triage, and what takes two officers, at the desk.

use casework::{
    CaseStage, DecisionKind, Naming, Note, Outcome, Proposal, Score, SealedNote, SealedStep, Triage,
};
use journeys::{Desk, OfficerAtDesk, TestOffice, in_chromium, press, set, unfold};
use seal::CaseId;
use thirtyfour::prelude::*;

#[test]
fn notes_are_taken_from_holders_alone_and_only_as_they_were_signed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let file = one.case(case);
        let naming = Note::Naming(Naming {
            title: "Land in Ratanakiri".to_owned(),
            register: "ACU/2026/7".to_owned(),
        });
        let note = one.notes(&file, &naming, &office.trust);
        let bytes = note.to_bytes();
        for place in [5, bytes.len() / 3, bytes.len() / 2, bytes.len() - 2] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let told = one.hands_in(case, "note", &changed).status;
            assert!([400, 404].contains(&told), "{place}: {told}");
        }
        assert_eq!(other.hands_in(case, "note", &bytes).status, 400);
        let without_card = SealedNote {
            card: None,
            ..note.clone()
        };
        let nowhere = CaseId::draw().unwrap();
        assert_eq!(one.hands_in(nowhere, "note", &bytes).status, 404);
        assert_eq!(desk.somebody().hands_in(case, "note", &bytes).status, 401);
        assert_eq!(one.hands_in(case, "note", &bytes).status, 204);
        assert_eq!(one.hands_in(case, "note", &bytes).status, 204, "sent again");
        assert_eq!(
            one.hands_in(case, "note", &without_card.to_bytes()).status,
            409
        );
        let stale = one.notes(&file, &naming, &office.trust);
        assert_eq!(one.hands_in(case, "note", &stale.to_bytes()).status, 409);

        // The card is what the other officer lists, signed by the first.
        let listed = other.cases().remove(0);
        let card = listed.open_card(other.keys(), &office.trust).unwrap();
        assert_eq!(
            (card.title.as_str(), card.register.as_str()),
            ("Land in Ratanakiri", "ACU/2026/7")
        );
        let mut forged = listed;
        forged.card = forged.card.map(|mut card| {
            card.header.sender = seal::Sender::Officer(other.keys().officer);
            card
        });
        assert_eq!(forged.open_card(other.keys(), &office.trust), None);
        let danger = Note::Triage(Triage {
            scores: vec![Score {
                criterion: "imminent_harm".to_owned(),
                weight: 4,
                score: 3,
            }],
            decision: "investigate".to_owned(),
            reason: "They were told to be silent.".to_owned(),
        });
        let note = other.notes(&other.case(case), &danger, &office.trust);
        assert_eq!(other.hands_in(case, "note", &note.to_bytes()).status, 204);
        let row = one.inbox(None).rows.remove(0);
        assert_eq!(row.priority, casework::Priority::Emergency);
        let card = one
            .cases()
            .remove(0)
            .open_card(one.keys(), &office.trust)
            .unwrap();
        assert_eq!(
            (card.points, card.title.as_str()),
            (Some(12), "Land in Ratanakiri")
        );
    });
}

#[test]
fn what_takes_two_is_decided_by_two_and_a_step_sent_twice_is_one() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let step = |who: &OfficerAtDesk, step: &SealedStep| {
            let told = who.hands_in(case, "step", &step.to_bytes());
            match told.status {
                204 => "taken".to_owned(),
                409 => told.field("fault"),
                other => other.to_string(),
            }
        };
        let trust = &office.trust;
        let moved = one.moves(&one.case(case), CaseStage::Investigation, trust);
        assert_eq!(step(&one, &moved), "taken");
        assert_eq!(step(&one, &moved), "taken", "sent again");
        assert_eq!(step(&other, &moved), "400", "signed by somebody else");
        let close = one.moves(&one.case(case), CaseStage::Concluded, trust);
        assert_eq!(step(&one, &close), "fault-desk-no-such-move");
        let proposed = one.proposes(&one.case(case), DecisionKind::Close, trust);
        assert_eq!(step(&one, &proposed), "taken");
        assert_eq!(step(&one, &proposed), "taken", "sent again");
        let file = one.case(case);
        assert!(
            !one.would_agree(&file, trust),
            "nor does the officer's own client"
        );
        let own = one.votes(&file, false, trust);
        let on = file.pending.unwrap().object;
        let own = SealedStep {
            step: casework::Step::Agree(on),
            ..own
        };
        assert_eq!(step(&one, &own), "fault-desk-own-proposal");
        let second = other.proposes(&other.case(case), DecisionKind::Hold, trust);
        assert_eq!(step(&other, &second), "fault-desk-pending");
        // A step says in clear what its object says sealed; one that is another kind is none.
        let mut other_kind = own.to_bytes();
        other_kind[0] = 1;
        assert_eq!(one.hands_in(case, "step", &other_kind).status, 400);
        let open = source.returns_with(&receipt.digits).text();
        assert!(!open.contains("Closed."), "{open}");
        let agreed = other.votes(&other.case(case), true, trust);
        assert_eq!(step(&other, &agreed), "taken");
        assert_eq!(step(&other, &agreed), "taken", "sent again");
        let told = source.returns_with(&receipt.digits).text();
        assert!(told.contains("Closed."), "{told}");
        let file = one.case(case);
        assert_eq!(
            (file.case.stage, file.pending),
            (CaseStage::Concluded, None)
        );
        let again = one.moves(&file, CaseStage::Reopened, trust);
        assert_eq!(step(&one, &again), "taken");
        let strange = desk.signed_in("rights-1");
        assert_eq!(
            strange.hands_in(case, "step", &again.to_bytes()).status,
            400
        );
        assert_eq!(
            desk.somebody()
                .hands_in(case, "step", &again.to_bytes())
                .status,
            401
        );
    });
}

#[test]
fn whoever_agrees_agrees_with_what_another_officer_has_signed_and_with_nothing_less() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let trust = &office.trust;
        let outcome = |disposition: &str| Outcome {
            allegation: Outcome::WHOLE_CASE.to_owned(),
            disposition: disposition.to_owned(),
            proof: String::new(),
        };
        let proposal = |what, outcomes| Proposal {
            what,
            outcomes,
            reason: "Why.".to_owned(),
        };
        let (close, hold) = (DecisionKind::Close, DecisionKind::Hold);
        let takes_back = |file: &casework::CaseFile| {
            let back = one.votes(file, false, trust);
            assert_eq!(one.hands_in(case, "step", &back.to_bytes()).status, 204);
        };
        for (told, forged) in [
            (close, proposal(hold, vec![])),
            (close, proposal(close, vec![])),
            (close, proposal(close, vec![outcome("")])),
            (
                close,
                proposal(close, vec![outcome(Outcome::KNOWINGLY_FALSE)]),
            ),
            (hold, proposal(close, vec![outcome("act.none")])),
        ] {
            let step = one.forges(&one.case(case), told, &forged, trust);
            assert_eq!(one.hands_in(case, "step", &step.to_bytes()).status, 204);
            let file = other.case(case);
            assert!(!other.would_agree(&file, trust));
            takes_back(&one.case(case));
        }
        // A desk that lies about who proposed, or what waits, gets nobody to agree either.
        let sound = one.proposes(&one.case(case), close, trust);
        assert_eq!(one.hands_in(case, "step", &sound.to_bytes()).status, 204);
        let file = other.case(case);
        assert!(other.would_agree(&file, trust));
        let lying = |change: &dyn Fn(&mut casework::Pending)| {
            let mut file = file.clone();
            change(file.pending.as_mut().unwrap());
            other.would_agree(&file, trust)
        };
        assert!(!lying(&|waits| waits.kind = hold));
        assert!(!lying(&|waits| waits.by = other.keys().officer));
        let mut own = one.case(case);
        own.pending.as_mut().unwrap().by = other.keys().officer;
        assert!(!one.would_agree(&own, trust));
        // An allegation that was raised meanwhile has no outcome.
        let allegation = Note::Allegation(casework::Allegation {
            id: casework::draw_allegation_id().unwrap(),
            offence: "u17".to_owned(),
            sector: "land".to_owned(),
            rights: vec![],
            legal_person: casework::Known::Unknown,
            transnational: casework::Known::Unknown,
            facts: "The fund was emptied.".to_owned(),
            withdrawn: false,
        });
        let note = one.notes(&one.case(case), &allegation, trust);
        assert_eq!(one.hands_in(case, "note", &note.to_bytes()).status, 204);
        assert!(!other.would_agree(&other.case(case), trust));
    });
}

#[test]
fn a_case_is_assessed_worked_and_closed_by_two_officers() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They took the fund, and <b>more</b>."));
        let desk = Desk::of(office);
        let mut names = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty());
        let [one, other] = [names.next().unwrap().name, names.next().unwrap().name];
        desk.signs_in_on(page, &one).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=proceeding]")).await?;
        let asks = "return [...document.querySelectorAll('[data-choose=number], [data-relation]')].map((part) => part.hidden)";
        let asks: Vec<bool> = page.execute(asks, vec![]).await?.convert()?;
        assert_eq!(asks, [true, true], "nothing is logged to choose");

        unfold(page, "triage").await?;
        press(page, "[data-form=triage] button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Choose what is decided"), "{fault}");
        set(page, "score-seriousness", "3").await?;
        set(page, "score-imminent_harm", "3").await?;
        set(page, "triage-decision", "preliminary").await?;
        set(page, "triage-reason", "Two witnesses, one document.").await?;
        press(page, "[data-form=triage] button").await?;
        let facts = stored(page, "21: Preliminary inquiry").await?;
        assert!(facts.contains("Received"), "{facts}");

        unfold(page, "allegation").await?;
        set(page, "facts", "The clerk emptied the <i>village</i> fund.").await?;
        set(page, "offence", "u17").await?;
        set(page, "sector", "land").await?;
        set(page, "rights", "food").await?;
        press(page, "[data-form=allegation] button.send").await?;
        stored(page, "Embezzlement or diversion by public official, Land and housing: The clerk emptied the <i>village</i> fund.").await?;

        unfold(page, "naming").await?;
        set(page, "title", "The village fund").await?;
        set(page, "register", "KPK/2026/17").await?;
        press(page, "[data-form=naming] button").await?;
        stored(page, "KPK/2026/17").await?;
        unfold(page, "text").await?;
        set(page, "note-text", "Called the clerk.").await?;
        press(page, "[data-form=text] button").await?;
        stored(page, "").await?;
        unfold(page, "link").await?;
        set(page, "linked", "ABCD2345").await?;
        press(page, "[data-form=link] button").await?;
        stored(page, "").await?;
        unfold(page, "move").await?;
        set(page, "stage", "c40_investigation").await?;
        press(page, "[data-form=move] button").await?;
        stored(page, "Under investigation").await?;

        unfold(page, "propose").await?;
        let outcome = "const choice = document.querySelector('[data-outcomes] select');
            choice.value = 'sub.knowingly_false'; choice.dispatchEvent(new Event('change'));";
        page.execute(outcome, vec![]).await?;
        set(page, "propose-reason", "Nothing was found.").await?;
        press(page, "[data-form=propose] button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("how it is proven"), "{fault}");
        page.execute(
            &outcome.replace("knowingly_false", "unsubstantiated"),
            vec![],
        )
        .await?;
        press(page, "[data-form=propose] button").await?;
        stored(page, "").await?;
        let waits = page.find(By::Css("[data-waits]")).await?.text().await?;
        assert!(
            waits.contains("Close the case") && waits.contains("take it back"),
            "{waits}"
        );
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        for said in [
            "seriousness",
            "Called the clerk.",
            "Related to ABCD2345",
            "Food",
            "Not substantiated",
            "Nothing was found.",
            "Two witnesses, one document.",
        ] {
            let said = if said == "seriousness" {
                "Seriousness and value 3 × 3"
            } else {
                said
            };
            let said = if said.starts_with("Related") {
                "Duplicate of ABCD2345"
            } else {
                said
            };
            assert!(entries.contains(said), "{said}: {entries}");
        }
        assert!(
            page.find_all(By::Css("main i i, .entries b b, [data-alleged] i"))
                .await?
                .is_empty()
        );
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        // The desk was used the first time, and takes nothing that it noted itself for a sign of a rollback.
        press(page, "[data-act=home]").await?;
        page.query(By::Css(".cases button bdi:not(:empty)"))
            .first()
            .await?;
        let alarms = "[data-notice]:not([hidden]), [data-refused]:not([hidden])";
        assert!(page.find_all(By::Css(alarms)).await?.is_empty());

        desk.signs_in_on(page, &other).await?;
        set(page, "find", "kpk/2026").await?;
        press(page, "form[role=search] button").await?;
        page.find(By::XPath(
            "//ol[contains(@class,'cases')]//button[contains(.,'The village fund')]",
        ))
        .await?;
        // In one step: the list may be drawn anew at any moment.
        let row = "return document.querySelector('.cases button').innerText";
        let row: String = page.execute(row, vec![]).await?.convert()?;
        for said in [
            "The village fund",
            "KPK/2026/17",
            "21 points",
            "Emergency",
            "Under investigation",
        ] {
            assert!(row.contains(said), "{said}: {row}");
        }
        press(page, ".cases button").await?;
        let waits = page.find(By::Css("[data-waits]")).await?.text().await?;
        assert!(waits.contains("takes effect at once"), "{waits}");
        press(page, "[data-vote] button[value=refuse]:not([hidden])").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Write why"), "{fault}");
        press(page, "[data-vote] button[value=agree]").await?;
        stored(page, "Concluded").await?;
        assert!(page.find_all(By::Css("[data-waits]")).await?.is_empty());
        let acts = "document.querySelector('[data-acts] summary').click()";
        page.execute(acts, vec![]).await?;
        let done = page.query(By::XPath(
            "//ol[@class='acts-done']/li[contains(.,'agreed to close')]",
        ));
        assert!(
            done.first()
                .await?
                .text()
                .await?
                .contains("agreed to close the case, proposed by")
        );
        let told = source.returns_with(&receipt.digits).text();
        assert!(
            told.contains("Closed.") && !told.contains("Nothing was found"),
            "{told}"
        );
        Ok(())
    });
}

/// Waits until something was stored, and returns what the facts say then.
async fn stored(page: &WebDriver, fact: &str) -> anyhow::Result<String> {
    page.find(By::Css("[data-noted]:not([hidden])")).await?;
    let facts = page.find(By::Css("[data-facts]")).await?.text().await?;
    assert!(facts.contains(fact), "{fact}: {facts}");
    // The next one is waited for, too.
    let away = "document.querySelector('[data-noted]').hidden = true";
    page.execute(away, vec![]).await?;
    Ok(facts)
}
