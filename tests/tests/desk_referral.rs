//! What a body passes on to another one: with consent, without danger, and with an answer.

use casework::{
    CaseFile, Consent, DecisionKind, Likelihood, Note, NoteFault, OpenCase, ProtectionRequest,
    ProtectionStep, ReferralStatus, ReferralTerms, Referred, Referring, ReportForm, Risk,
    RiskLevel, SealedProtection, SealedReferral, Severity,
};
use journeys::{
    Desk, OfficerAtDesk, TestOffice, asked_protection, in_chromium, press, text, type_in,
    whole_picture,
};
use seal::{
    BodyId, CaseId, Kind, Level, LogTicket, ObjectId, OfficerKeys, Parcel, Receipt, SealedObject,
    Sending,
};
use thirtyfour::prelude::*;

#[test]
fn a_referral_is_taken_once_as_it_was_sealed_for_that_body_alone_and_only_from_holders() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let (commission, institution) = (bodies(office)[0], bodies(office)[1]);
        consents(office, &one, case, institution);
        let (parcel, receipt) = passed_on(office, one.keys(), institution, commission);
        let sealed = refers(office, &one, case, &receipt, parcel.to_bytes());
        let bytes = sealed.to_bytes();
        let hands = |by: &OfficerAtDesk, bytes: &[u8]| by.hands_in(case, "referral", bytes).status;
        let parcel_at = bytes.len() - sealed.parcel.len();
        // The number of a parcel is no part of what is signed.
        for place in [60, 200, parcel_at - 100, parcel_at + 400, bytes.len() - 60] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let told = hands(&one, &changed);
            assert!([400, 404, 409].contains(&told), "{place}: {told}");
        }
        let without = SealedReferral {
            parcel: vec![],
            ..sealed.clone()
        };
        assert_eq!(hands(&one, &without.to_bytes()), 400);
        // To the own body, or with officers of it.
        let (own, own_receipt) = passed_on(office, one.keys(), commission, commission);
        let mut to_own = refers(office, &one, case, &own_receipt, own.to_bytes());
        assert_eq!(hands(&one, &to_own.to_bytes()), 400, "let in at home");
        to_own.told.body = commission;
        assert_eq!(hands(&one, &to_own.to_bytes()), 400, "sent to oneself");
        let mut far = sealed.clone();
        far.told.due = Some(office.today().plus(4_000));
        assert_eq!(hands(&one, &far.to_bytes()), 400);
        assert_eq!(hands(&other, &bytes), 400, "signed by somebody else");
        assert_eq!(hands(&desk.somebody(), &bytes), 401);
        let nowhere = CaseId::draw().unwrap();
        assert_eq!(one.hands_in(nowhere, "referral", &bytes).status, 404);

        // Somebody notes something meanwhile, which may be that consent was withdrawn.
        let note = Note::Text("Wait.".to_owned());
        let note = other.notes(&other.case(case), &note, &office.trust);
        assert_eq!(other.hands_in(case, "note", &note.to_bytes()).status, 204);
        assert_eq!(hands(&one, &bytes), 409);
        assert_eq!(one.case(case).referrals, []);
        let theirs = desk.signed_in("rights-1");
        assert_eq!(theirs.inbox(None).total, Some(0), "nothing was sent");

        let sealed = refers(office, &one, case, &receipt, parcel.to_bytes());
        assert_eq!(hands(&one, &sealed.to_bytes()), 204);
        assert_eq!(
            hands(&one, &sealed.to_bytes()),
            204,
            "a stale page sent it again"
        );
        assert_eq!(theirs.inbox(None).total, Some(1));
        let new_case = parcel.head().header.case;
        assert_eq!(one.gets(&format!("/api/cases/{new_case}")).status, 404);
        let file = theirs.case(new_case);
        let open = OpenCase::open(file, theirs.keys(), &office.trust).unwrap();
        let by = open.referred_by().unwrap();
        assert!(by.is_signed && by.officer == Some(one.keys().officer));
        assert_eq!(by.terms.unwrap().from, commission);

        // What opens the answers is kept for holders, and what the desk says otherwise is seen.
        let shown = |change: &dyn Fn(&mut CaseFile)| {
            let mut file = other.case(case);
            change(&mut file);
            let open = OpenCase::open(file, other.keys(), &office.trust).unwrap();
            open.referrals(&open.entries()).remove(0)
        };
        let known = shown(&|_| ());
        let (sent, _) = known.sent.as_ref().unwrap();
        assert_eq!(sent.receipt().unwrap().digits(), receipt.digits());
        assert!(!known.is_misplaced && !known.consent_is_gone);
        assert!(shown(&|file| file.referrals.clear()).is_misplaced);
        assert!(shown(&|file| file.referrals[0].status = ReferralStatus::Closed).is_misplaced);
        assert!(shown(&|file| file.referrals[0].due = None).is_misplaced);

        // Nothing is sent from a case in which something that officers noted does not open or is held back.
        let fault = |change: &dyn Fn(&mut CaseFile)| {
            let mut file = other.case(case);
            change(&mut file);
            let open = OpenCase::open(file, other.keys(), &office.trust).unwrap();
            let planned = open.plan_referral(&asked(office), commission, office.today());
            planned.unwrap_err()
        };
        assert_eq!(fault(&|_| ()), NoteFault::AlreadyReferred);
        let first_note = |file: &CaseFile| {
            let mut objects = file.objects.iter();
            objects.position(|arrived| arrived.object.header().kind == Kind::Note)
        };
        let held_back = fault(&|file| drop(file.objects.remove(first_note(file).unwrap())));
        assert_eq!(held_back, NoteFault::NotWhole);
        let damaged = fault(&|file| {
            let place = first_note(file).unwrap();
            let casework::StoredObject::Text(note) = &file.objects[place].object else {
                panic!("a note is a text");
            };
            let mut bytes = note.to_bytes();
            *bytes.last_mut().unwrap() ^= 1;
            let note = SealedObject::from_bytes(&bytes).unwrap();
            file.objects[place].object = casework::StoredObject::from(note);
        });
        assert_eq!(damaged, NoteFault::NotWhole);
        let (whole, mut less) = (other.case(case), other.case(case));
        assert!(whole.goes_on_from(&less));
        less.objects.pop();
        assert!(whole.goes_on_from(&less) && !less.goes_on_from(&whole));
        // Each is drawn to three of five.
        for number in 0..20 {
            source.reports(&source.writes(&format!("Another one, {number}.")));
        }
        let mut rows = other.inbox(None).rows.into_iter();
        let another = rows.find(|row| row.case != case).unwrap();
        assert!(!other.case(another.case).goes_on_from(&whole));
    });
}

#[test]
fn whoever_claims_to_refer_for_another_body_or_another_case_has_not_signed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let (commission, institution) = (bodies(office)[0], bodies(office)[1]);
        let keys = office.keys("rights-1");
        let typist = desk.signed_in("rights-1");
        // An officer of the institution says to be of the commission.
        let (parcel, _) = passed_on(office, &keys, institution, commission);
        let at = format!("/api/assisted/{}", parcel.head().id);
        assert_eq!(typist.puts(&at, &parcel.to_bytes()).status, 204);
        let file = typist.case(parcel.head().header.case);
        let open = OpenCase::open(file, typist.keys(), &office.trust).unwrap();
        assert!(!open.referred_by().unwrap().is_signed);
        let now = office.moment().unix_seconds;
        assert!(!open.is_referred(now), "its page speaks of a reporter");
        let station = office.investigator("rights-1");
        let told = station.says(&["open", &parcel.head().header.case.short()]);
        assert!(told.contains("has not signed that; ask them."), "{told}");
        assert!(told.contains(", the reporter\n"), "{told}");
        // An officer of the commission is whom it says.
        let (parcel, _) = passed_on(office, &office.keys("south-2"), institution, commission);
        let at = format!("/api/assisted/{}", parcel.head().id);
        assert_eq!(typist.puts(&at, &parcel.to_bytes()).status, 204);
        let told = station.says(&["open", &parcel.head().header.case.short()]);
        assert!(
            told.contains("of Anti-Corruption Commission, who ask for an answer by"),
            "{told}"
        );
        assert!(told.contains(", the referring body\n"), "{told}");
        assert!(!told.contains("the reporter"), "{told}");
    });
}

#[test]
fn a_commission_refers_with_a_passage_left_out_and_the_reporter_hears_what_the_institution_said() {
    in_chromium(async |office, page| {
        let source = office.source();
        let kept_out = office.keys("south-2").officer.to_string();
        let told =
            "They sold the land of the village. My cousin Dara saw it. Now they threaten us.";
        let filled = source.writes(told).field("exclude", &kept_out);
        let receipt = source.reports(&filled);
        let desk = Desk::of(office);
        let mut names = office.everybody().into_iter();
        let mut names = names.by_ref().filter(|one| !one.cases().is_empty());
        let [one, other] = [names.next().unwrap().name, names.next().unwrap().name];
        desk.signs_in_on(page, &one).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=consent]")).await?;
        whole_picture(page, "before").await?;
        fill_referral(page, "sent", "none").await?;
        leave_out(page, "My cousin Dara saw it. ").await?;
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "no consent stands").await?;
        let words = "return document.getElementById('refer-words').value";
        let words: String = page.execute(words, vec![]).await?.convert()?;
        assert_eq!(
            words, "Please look at the threats.",
            "what was typed is kept"
        );
        note_consent(page, "share_deidentified").await?;
        outcome(page, "The consent is noted.").await?;

        fill_referral(page, "sent", "none").await?;
        leave_out(page, "My cousin Dara saw it. ").await?;
        whole_picture(page, "form").await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(page, "The referral was sent.").await?;
        let stands = text(page, "[data-referral] .requests").await?;
        for said in [
            "Human Rights Institution",
            "Sent",
            "TLP:AMBER+STRICT",
            "not who says so",
        ] {
            assert!(stands.contains(said), "{said}: {stands}");
        }
        let digits = "return /[0-9]{3} ?[0-9]{3} ?[0-9]{3}/.test(document.querySelector('[data-referral]').textContent)";
        assert!(
            !page.execute(digits, vec![]).await?.convert::<bool>()?,
            "no receipt is shown"
        );
        whole_picture(page, "sent").await?;
        press(page, "[data-act=lock]").await?;

        desk.signs_in_on(page, "rights-1").await?;
        let opened = "//*[@class='cases']//bdi[starts-with(.,'Referral')]";
        page.query(By::XPath(opened)).first().await?;
        let row = text(page, ".cases button").await?;
        let marked = "Referral from Anti-Corruption Commission: Please look at the threats.";
        assert!(row.contains(marked), "{row}");
        press(page, ".cases button").await?;
        let facts = text(page, "[data-from-body]").await?;
        for said in [
            "From Anti-Corruption Commission, by",
            "TLP:AMBER+STRICT",
            "They ask for an answer by",
        ] {
            assert!(facts.contains(said), "{said}: {facts}");
        }
        let entries = text(page, ".entries").await?;
        assert!(
            entries.contains("They sold the land of the village."),
            "{entries}"
        );
        assert!(entries.contains("Now they threaten us."), "{entries}");
        let all = page.source().await?;
        assert!(!all.contains("Dara"), "what was left out is not there");
        says_who_reads(page).await?;
        whole_picture(page, "there").await?;
        type_in(
            page,
            "reply",
            "We take charge of it. Two observers go there on Monday.",
        )
        .await?;
        press(page, "main form button.send").await?;
        let stored = text(page, "main > [data-sent]:not([hidden])").await?;
        assert!(stored.contains("at the referring body read it"), "{stored}");
        press(page, "[data-act=lock]").await?;

        // Whoever holds the first case reads the answer, not only who sent it.
        desk.signs_in_on(page, &other).await?;
        press(page, ".cases button").await?;
        press(page, "[data-act=answers]").await?;
        page.find(By::Css("[data-answers] li")).await?;
        let answers = text(page, "[data-answers]").await?;
        assert!(
            answers.contains("Two observers go there on Monday."),
            "{answers}"
        );
        go_on(page, "outcome_reported", "Observers go there on Monday.").await?;
        whole_picture(page, "answer").await?;
        press(page, "[data-form=go-on] button").await?;
        outcome(page, "The step is saved.").await?;
        let stands = text(page, "[data-referral] .requests").await?;
        assert!(stands.contains("Outcome reported back"), "{stands}");
        type_in(
            page,
            "reply",
            "The institution sends two observers on Monday.",
        )
        .await?;
        press(page, "main form button.send").await?;
        page.find(By::Css("main > [data-sent]:not([hidden])"))
            .await?;
        go_on(page, "feedback_to_reporter", "Written today.").await?;
        press(page, "[data-form=go-on] button").await?;
        outcome(page, "The step is saved.").await?;
        let stands = text(page, "[data-referral] .requests").await?;
        assert!(stands.contains("Feedback passed to reporter"), "{stands}");
        press(page, "[data-acts] summary").await?;
        page.find(By::Css("[data-acts] li")).await?;
        let acts = text(page, "[data-acts] ol").await?;
        assert!(
            acts.contains("passed something on to another body"),
            "{acts}"
        );
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        // Somebody writes there with what opens the referral, and the other body is about to delete its case.
        let colleague = desk.signed_in(&one);
        let case = colleague.cases()[0].header.case;
        let open = OpenCase::open(colleague.case(case), colleague.keys(), &office.trust)?;
        let known = open.referrals(&open.entries());
        let (sent, _) = known[0].sent.as_ref().unwrap();
        let copied = sent.receipt().unwrap().digits();
        let back = source.returns_with(&copied);
        let after = journeys::between(&back.html, "name=\"after\" value=\"", "\"");
        let message = journeys::Filled::default()
            .field("receipt", &copied)
            .field("l", "en")
            .field("after", after)
            .field("message", "Who wrote this?");
        assert_eq!(source.sends(pages::address::MESSAGE, &message).status, 200);
        let there = office.everybody().into_iter();
        let mut there =
            there.filter(|one| one.name.starts_with("rights") && !one.cases().is_empty());
        let [first, second] = [(); 2].map(|()| desk.signed_in(&there.next().unwrap().name));
        let case = first.cases()[0].header.case;
        let trust = &office.trust;
        for (by, close) in [(&first, true), (&second, false)] {
            let file = by.case(case);
            let step = if close {
                by.proposes(&file, DecisionKind::Close, trust)
            } else {
                by.votes(&file, true, trust)
            };
            assert!([200, 204].contains(&by.hands_in(case, "step", &step.to_bytes()).status));
        }
        let forget = first.proposes(&first.case(case), DecisionKind::Forget, trust);
        let told = first.hands_in(case, "step", &forget.to_bytes());
        assert!([200, 204].contains(&told.status));
        press(page, "[data-act=home]").await?;
        press(page, ".cases button").await?;
        press(page, "[data-act=answers]").await?;
        page.find(By::Css("[data-goes]:not([hidden])")).await?;
        let goes = text(page, "[data-referral] .requests").await?;
        for said in [
            "The other body is about to delete its case",
            "sent there behind what was referred: 1.",
        ] {
            assert!(goes.contains(said), "{said}: {goes}");
        }
        assert!(!goes.contains("that everything be deleted"), "{goes}");
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        let read = source.returns_with(&receipt.digits).text();
        assert!(
            read.contains("The institution sends two observers on Monday."),
            "{read}"
        );
        assert!(
            office.investigator("south-2").cases().is_empty(),
            "kept out of both"
        );
        Ok(())
    });
}

#[test]
fn nothing_is_referred_into_danger_or_without_consent_that_stands_at_that_moment() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let desk = Desk::of(office);
        let mut names = office.everybody().into_iter();
        let mut names = names.by_ref().filter(|one| !one.cases().is_empty());
        let [one, other] = [names.next().unwrap().name, names.next().unwrap().name];
        let colleague = desk.signed_in(&other);
        let case = colleague.inbox(None).rows[0].case;
        let institution = bodies(office)[1];
        desk.signs_in_on(page, &one).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=refer]")).await?;
        fill_referral(page, "sent", "").await?;
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "Answer both questions about the danger").await?;
        fill_referral(page, "sent", "possible").await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(
            page,
            "Nothing was sent, since that would put somebody in danger.",
        )
        .await?;
        let stands = text(page, "[data-referral] .requests").await?;
        assert!(
            stands.contains("Blocked: unacceptable reprisal risk"),
            "{stands}"
        );
        assert!(office.investigator("rights-1").cases().is_empty());

        // Consent is there when the form is opened, and is withdrawn while it is filled in.
        let consent = consents_from(office, &colleague, case, institution);
        press(page, "[data-act=home]").await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-consents] li")).await?;
        fill_referral(page, "sent", "none").await?;
        withdraws(office, &colleague, case, &consent);
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "It may have been withdrawn while you wrote").await?;
        let words = "return document.getElementById('refer-words').value";
        let words: String = page.execute(words, vec![]).await?.convert()?;
        assert_eq!(words, "Please look at the threats.");
        assert!(office.investigator("rights-1").cases().is_empty());

        // Given anew it is sent, and withdrawn after that the other body is told with one press.
        let consent = consents_from(office, &colleague, case, institution);
        press(page, "[data-form=refer] button.send").await?;
        outcome(page, "The referral was sent.").await?;
        withdraws(office, &colleague, case, &consent);
        press(page, "[data-act=home]").await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-gone]:not([hidden])")).await?;
        whole_picture(page, "gone").await?;
        press(page, "[data-gone]:not([hidden]) button").await?;
        outcome(page, "The other body was told").await?;
        let gone = page.find_all(By::Css("[data-gone]:not([hidden])")).await?;
        assert!(gone.is_empty());
        press(page, "[data-act=lock]").await?;
        desk.signs_in_on(page, "rights-2").await?;
        press(page, ".cases button").await?;
        let entries = text(page, ".entries").await?;
        assert!(
            entries.contains("consent on which this referral rests was withdrawn"),
            "{entries}"
        );
        Ok(())
    });
}

#[test]
fn while_somebody_in_a_case_is_in_critical_danger_nothing_is_referred_whatever_was_consented_to() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let (own, institution) = (bodies(office)[0], bodies(office)[1]);
        consents(office, &one, case, institution);
        let (trust, today) = (&office.trust, office.today());
        let mut asked = Referring::default();
        asked.body = institution.to_string();
        asked.to = "sent".to_owned();
        asked.identity = "unnamed".to_owned();
        asked.sharing = "tlp_red".to_owned();
        asked.reprisal = "acceptable".to_owned();
        asked.exposure = "none".to_owned();
        asked.text = "Please look at the threats.".to_owned();
        asked.reason = "They can help.".to_owned();
        asked.due = today.plus(30).to_string();
        let plans = || {
            let open = OpenCase::open(one.case(case), one.keys(), trust).unwrap();
            open.plan_referral(&asked, own, today).unwrap().to
        };
        assert_eq!(plans(), ReferralStatus::Sent);

        let mut request = ProtectionRequest::default();
        request.applicant = "individual".to_owned();
        request.basis = vec!["hrd.land_env".to_owned()];
        request.own_view = "They come at night.".to_owned();
        let request = one.writes_down(&one.case(case), request, trust);
        let hands = |step: &SealedProtection| {
            let told = one.hands_in(case, "protection", &step.to_bytes());
            assert_eq!(told.status, 204, "{}", told.text());
        };
        hands(&request);
        let assesses = |level: RiskLevel, after: &SealedProtection| {
            let mut step = ProtectionStep::default();
            step.request = request.told.request.to_string();
            step.after = after.object.header.object.to_string();
            step.to = "assessing".to_owned();
            step.reason = "So it is.".to_owned();
            step.risk = Some(Risk {
                likelihood: Likelihood::Likely,
                severity: Severity::Extreme,
                level,
                factors: vec![],
                own_view: "They stay.".to_owned(),
            });
            let step = one.protects(&one.case(case), step, trust);
            hands(&step);
            step
        };
        assesses(RiskLevel::Critical, &request);
        assert_eq!(plans(), ReferralStatus::RiskBlocked);
        // What was blocked is noted, and nothing goes along.
        let open = OpenCase::open(one.case(case), one.keys(), trust).unwrap();
        let plan = open.plan_referral(&asked, own, today).unwrap();
        assert!(plan.terms.is_none());
        let blocked = open
            .refer(&plan, &asked, None, one.keys(), Level::B)
            .unwrap();
        let told = one.hands_in(case, "referral", &blocked.to_bytes());
        assert_eq!(told.status, 204, "{}", told.text());
        assert!(office.investigator("rights-1").cases().is_empty());
        assert!(office.investigator("rights-2").cases().is_empty());
    });
}

#[test]
fn files_of_a_referral_wait_for_its_note_and_become_those_of_the_new_case_once() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let (commission, institution) = (bodies(office)[0], bodies(office)[1]);
        consents(office, &one, case, institution);
        let long = vec![7; 5_000_000];
        let (parcel, receipt, chunks) = passed_on_with(
            office,
            one.keys(),
            institution,
            commission,
            Some(long.as_slice()),
        );
        let id = parcel.head().id.to_string();
        let sealed = refers(office, &one, case, &receipt, parcel.to_bytes());
        let hands = || one.hands_in(case, "referral", &sealed.to_bytes()).status;
        assert_eq!(hands(), 412, "nothing waits");
        assert!(chunks.len() > 1);
        for (number, chunk) in chunks.iter().enumerate().skip(1) {
            assert_eq!(one.sends_ahead(case, &id, number, chunk).status, 204);
        }
        assert_eq!(hands(), 412, "the first chunk is missing");
        assert_eq!(one.case(case).referrals, []);
        assert_eq!(one.sends_ahead(case, &id, 0, &chunks[0]).status, 204);
        assert_eq!(hands(), 204);
        assert_eq!(hands(), 204, "sent again");
        let everybody = office.everybody().into_iter();
        let theirs =
            everybody.filter(|one| one.name.starts_with("rights") && !one.cases().is_empty());
        let theirs: Vec<_> = theirs.collect();
        let there = desk.signed_in(&theirs[0].name);
        let file = there.case(there.cases()[0].header.case);
        let opened = there.opens_files(&file, &office.trust);
        assert!(opened == [("one.bin".to_owned(), long)]);
        // Nothing of them lies in the first case.
        let objects = one.case(case).objects;
        let mut kinds = objects.iter().map(|arrived| arrived.object.header().kind);
        assert!(kinds.all(|kind| kind != Kind::Bundle));

        // Other bytes under the id of a parcel are not its files. Who holds another case is drawn anew.
        source.reports(&source.writes("Another one."));
        let holds = office.everybody().into_iter().find_map(|by| {
            let mut reports = office.reports_of(&office.keys(&by.name)).into_iter();
            let (another, _) = reports.find(|(held, _)| *held != case)?;
            (!by.name.starts_with("rights")).then_some((by.name, another))
        });
        let (name, another) = holds.unwrap();
        let one = desk.signed_in(&name);
        consents(office, &one, another, institution);
        let (parcel, receipt, mut chunks) = passed_on_with(
            office,
            one.keys(),
            institution,
            commission,
            Some(b"short".as_slice()),
        );
        let id = parcel.head().id.to_string();
        chunks[0][100] ^= 1;
        assert_eq!(one.sends_ahead(another, &id, 0, &chunks[0]).status, 204);
        let sealed = refers(office, &one, another, &receipt, parcel.to_bytes());
        let told = one.hands_in(another, "referral", &sealed.to_bytes());
        assert_eq!(told.status, 400, "{}", told.text());
    });
}

#[test]
fn files_go_along_as_copies_or_as_they_came_where_that_is_ticked_and_the_record_counts_them() {
    in_chromium(async |office, page| {
        let source = office.source();
        let filled = source.writes("They sold the land of the village.");
        let filled = filled.field("urgency", "danger");
        let filled = filled.file("plan of Dara.txt", b"Dara drew the plan.");
        source.reports(&filled.file("recording.bin", &[7; 3_000]));
        let desk = Desk::of(office);
        let mut everybody = office.everybody().into_iter();
        let holder = everybody.find(|one| !one.cases().is_empty()).unwrap().name;
        let by = desk.signed_in(&holder);
        let case = by.inbox(None).rows[0].case;
        let asked = by.writes_down(&by.case(case), asked_protection(), &office.trust);
        let told = by.hands_in(case, "protection", &asked.to_bytes());
        assert_eq!(told.status, 204, "{}", told.text());
        desk.signs_in_on(page, &holder).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=consent]")).await?;
        note_consent(page, "share_named_body").await?;
        outcome(page, "The consent is noted.").await?;
        fill_referral(page, "sent", "none").await?;
        let open = "const form = document.querySelector('[data-form=refer] form');
            [...form.querySelectorAll('.disclosed button')].find((one) => one.textContent.startsWith('Open')).click()";
        page.execute(open, vec![]).await?;
        page.find(By::Css("[data-form=refer] .disclosed [data-as-it-came]"))
            .await?;
        let ticks = "const form = document.querySelector('[data-form=refer] form');
            form.querySelector('#refer-removal').selectedIndex = 1;
            const [plan, recording] = form.querySelectorAll('.disclosed .disclosed');
            for (const one of [plan, recording]) one.querySelector('input').checked = true;
            plan.querySelector('textarea').setSelectionRange(0, 4);
            plan.querySelector('[data-act=remove]').click();";
        page.execute(ticks, vec![]).await?;
        let comes = "const [plan, recording] = document.querySelectorAll('[data-form=refer] .disclosed .disclosed');
            plan.querySelector('[data-as-it-came]').checked = arguments[0];
            recording.querySelector('[data-as-it-came]').checked = arguments[1];";
        for (plan, recording, says) in [
            (true, true, "something was removed from plan of Dara.txt"),
            (false, false, "from recording.bin cannot be removed"),
        ] {
            page.execute(comes, vec![plan.into(), recording.into()])
                .await?;
            press(page, "[data-form=refer] button.send").await?;
            fault(page, says).await?;
        }
        page.execute(comes, vec![false.into(), true.into()]).await?;
        let ticked = "return ['urgent', 'request', 'request-words'].map((name) =>
            document.querySelector(`[name=refer-${name}]`).checked)";
        let ticked: Vec<bool> = page.execute(ticked, vec![]).await?.convert()?;
        assert_eq!(
            ticked,
            [true, false, false],
            "an officer wrote it down for somebody"
        );
        press(page, "[name=refer-request]").await?;
        whole_picture(page, "files").await?;
        // As it came it goes only where those who reported are named.
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "can say who made it").await?;
        let named = "document.getElementById('refer-identity').value = 'named'";
        page.execute(named, vec![]).await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(page, "The referral was sent.").await?;
        let open = "document.querySelector('[data-what-went]').open = true";
        page.execute(open, vec![]).await?;
        let went = text(page, "[data-went-along]").await?;
        for said in ["001.txt: a copy", "002.bin: as it came"] {
            assert!(went.contains(said), "{said}: {went}");
        }
        press(page, "[data-acts] summary").await?;
        page.find(By::Css("[data-acts] li")).await?;
        let acts = text(page, "[data-acts] ol").await?;
        assert!(acts.contains("files that went along: 2"), "{acts}");
        let stands = text(page, "[data-referral] .requests").await?;
        let also = "Somebody is in danger · a request for protection, without their own words";
        assert!(stands.contains(also), "{stands}");
        // Neither the request nor the files are messages that somebody sent there later.
        press(page, "[data-act=answers]").await?;
        page.find(By::Css("[data-referral] [data-none]:not([hidden])"))
            .await?;
        let behind = "return document.querySelector('[data-behind]').hidden";
        assert!(page.execute(behind, vec![]).await?.convert::<bool>()?);
        press(page, "[data-act=lock]").await?;

        let theirs = ["rights-1", "rights-2"].map(|name| office.investigator(name));
        let theirs = theirs
            .into_iter()
            .find(|one| !one.cases().is_empty())
            .unwrap();
        desk.signs_in_on(page, &theirs.name).await?;
        let opened = "//*[@class='cases']//bdi[starts-with(.,'Referral')]";
        page.query(By::XPath(opened)).first().await?;
        let row = text(page, ".cases button").await?;
        for said in ["Somebody is in danger", "Asks for protection"] {
            assert!(row.contains(said), "{said}: {row}");
        }
        press(page, ".cases button").await?;
        let entries = text(page, ".entries").await?;
        assert!(entries.contains("001.txt: a copy; "), "{entries}");
        let asks = text(page, "[data-protection] .requests").await?;
        for said in [
            "by the referring body",
            "Their own words did not come along.",
            "To be decided by",
        ] {
            assert!(asks.contains(said), "{said}: {asks}");
        }
        let all = page.source().await?;
        assert!(!all.contains("Dara") && !all.contains("Men with guns"));
        let there = desk.signed_in(&theirs.name);
        let file = there.case(there.cases()[0].header.case);
        let opened = there.opens_files(&file, &office.trust);
        let [(plan, drawn), (recording, bytes)] = &opened[..] else {
            panic!("two files");
        };
        assert_eq!((plan.as_str(), recording.as_str()), ("001.txt", "002.bin"));
        let drawn = String::from_utf8_lossy(drawn);
        assert!(drawn.ends_with(" drew the plan."), "{drawn}");
        assert!(!drawn.contains("Dara"), "{drawn}");
        assert!(*bytes == [7; 3_000]);
        Ok(())
    });
}

#[test]
fn letters_with_markup_go_along_where_that_is_ticked_and_what_is_drawn_anew_names_nobody() {
    in_chromium(async |office, page| {
        let samples = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/traces/tests/samples"
        );
        let sample = |name: &str| std::fs::read(format!("{samples}/{name}"));
        let (drawing, call) = (sample("drawing.png")?, sample("call.wav")?);
        let (letter, named) = (letter_of("Dara"), ["Dara", "Sari Dewi"]);
        for bytes in [&letter, &drawing, &call] {
            assert!(named.iter().any(|name| holds(bytes, name)));
        }
        assert!(
            String::from_utf8(letter.clone()).is_ok(),
            "it is letters alone"
        );
        let files: [(&str, &[u8]); 6] = [
            ("one.rtf", b"{\\rtf1{\\info{\\author Dara}}The plan.}"),
            ("card.vcf", b"BEGIN:VCARD\r\nFN:Dara\r\nEND:VCARD\r\n"),
            ("map.svg", b"<svg><desc>Dara</desc></svg>"),
            ("letter.pdf", &letter),
            ("drawing.png", &drawing),
            ("call.wav", &call),
        ];
        let source = office.source();
        let filled = source.writes("They sold the land of the village.");
        let filled = files
            .iter()
            .fold(filled, |filled, (name, bytes)| filled.file(name, bytes));
        source.reports(&filled);
        let desk = Desk::of(office);
        let mut everybody = office.everybody().into_iter();
        let holder = everybody.find(|one| !one.cases().is_empty()).unwrap().name;
        desk.signs_in_on(page, &holder).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=consent]")).await?;
        note_consent(page, "share_deidentified").await?;
        outcome(page, "The consent is noted.").await?;
        fill_referral(page, "sent", "none").await?;
        let open = "const form = document.querySelector('[data-form=refer] form');
            [...form.querySelectorAll('.disclosed button')].find((one) => one.textContent.startsWith('Open')).click()";
        page.execute(open, vec![]).await?;
        page.find(By::Css("[data-form=refer] .disclosed [data-as-it-came]"))
            .await?;
        let choose = "for (const one of document.querySelectorAll('[data-form=refer] .disclosed .disclosed')) {
              const name = one.querySelector('[data-heading]').textContent;
              one.querySelector('input').checked = arguments[0].includes(name);
            }";
        let chooses = async |names: &[&str]| {
            let names = serde_json::Value::from(names.to_vec());
            page.execute(choose, vec![names]).await
        };
        for name in ["one.rtf", "card.vcf", "map.svg"] {
            chooses(&["letter.pdf", name]).await?;
            press(page, "[data-form=refer] button.send").await?;
            fault(page, &format!("from {name} cannot be removed")).await?;
        }
        // What is taken out of its letters would still stand in what is made of its bytes.
        let takes = "const form = document.querySelector('[data-form=refer] form');
            form.querySelector('#refer-removal').selectedIndex = 1;
            const letter = [...form.querySelectorAll('.disclosed .disclosed')].find((one) =>
              one.querySelector('[data-heading]').textContent === 'letter.pdf');
            letter.querySelector('textarea').setSelectionRange(0, 4);
            letter.querySelector(`[data-act=${arguments[0]}]`).click();";
        chooses(&["letter.pdf"]).await?;
        page.execute(takes, vec!["remove".into()]).await?;
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "from letter.pdf cannot be removed").await?;
        page.execute(takes, vec!["again".into()]).await?;
        chooses(&["letter.pdf", "drawing.png", "call.wav"]).await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(page, "The referral was sent.").await?;
        let open = "document.querySelector('[data-what-went]').open = true";
        page.execute(open, vec![]).await?;
        let went = text(page, "[data-went-along]").await?;
        for said in [
            "001.pdf: without what it says of who made it",
            "002.png: a copy",
            "003.wav: without what it says of who made it",
        ] {
            assert!(went.contains(said), "{said}: {went}");
        }
        press(page, "[data-act=lock]").await?;

        let theirs = ["rights-1", "rights-2"].map(|name| office.investigator(name));
        let mut theirs = theirs.into_iter().filter(|one| !one.cases().is_empty());
        let there = desk.signed_in(&theirs.next().unwrap().name);
        let file = there.case(there.cases()[0].header.case);
        let opened = there.opens_files(&file, &office.trust);
        let names = opened.iter().map(|(name, _)| name.as_str());
        assert!(names.eq(["001.pdf", "002.png", "003.wav"]));
        for (name, bytes) in &opened {
            assert!(!bytes.is_empty());
            assert!(!named.iter().any(|named| holds(bytes, named)), "{name}");
        }
        assert!(opened[0].1 == traces::clean(&letter).bytes);
        assert!(
            opened[1].1.starts_with(b"\x89PNG\r\n"),
            "points, and no more"
        );
        assert!(!holds(&opened[1].1, "tEXt"));
        assert!(opened[2].1 == traces::clean(&call).bytes);
        Ok(())
    });
}

/// A PDF that is nothing but ASCII, and names who wrote it.
fn letter_of(author: &str) -> Vec<u8> {
    let (mut text, mut table) = ("%PDF-1.4\n".to_owned(), String::new());
    let author = format!("<</Author ({author})>>");
    let objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R>>",
        "<</Length 12>>\nstream\n0 0 9 9 re f\nendstream",
        &author,
    ];
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = text.len();
    text += &format!(
        "xref\n0 6\n0000000000 65535 f \n{table}trailer <</Root 1 0 R /Info 5 0 R /Size 6>>\n\
         startxref\n{start}\n%%EOF"
    );
    text.into_bytes()
}

fn holds(bytes: &[u8], name: &str) -> bool {
    let mut windows = bytes.windows(name.len());
    windows.any(|part| part == name.as_bytes())
}

#[test]
fn whom_a_case_keeps_out_after_a_referral_is_shown_and_told_to_the_other_body_with_one_press() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("They sold the land of the village."));
        let desk = Desk::of(office);
        let mut everybody = office.everybody().into_iter();
        let holder = everybody.find(|one| !one.cases().is_empty()).unwrap().name;
        desk.signs_in_on(page, &holder).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=consent]")).await?;
        note_consent(page, "share_deidentified").await?;
        outcome(page, "The consent is noted.").await?;
        fill_referral(page, "sent", "none").await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(page, "The referral was sent.").await?;
        let shown = "return !document.querySelector('[data-kept-out-since]').hidden";
        assert!(!page.execute(shown, vec![]).await?.convert::<bool>()?);

        let roster = office.trust.newest()?;
        let id = office.keys("rights-2").officer;
        let label = &roster.officer(id).unwrap().label;
        let excludes = "const form = document.querySelector('[data-exclude] form');
            form.closest('details')?.setAttribute('open', '');
            form.querySelector('select').value = arguments[0];
            form.querySelector('select').dispatchEvent(new Event('change'));
            form.elements.why.value = 'A cousin of the mayor.';
            form.requestSubmit();";
        page.execute(excludes, vec![id.to_string().into()]).await?;
        page.find(By::Css("[data-kept-out-since]:not([hidden])"))
            .await?;
        let warned = text(page, "[data-kept-out-since]").await?;
        assert!(warned.contains(label), "{warned}");
        assert!(warned.contains("also one of these"), "{warned}");
        whole_picture(page, "kept-out").await?;
        press(page, "[data-act=tell-kept-out]").await?;
        outcome(page, "The other body was told whom this case keeps out.").await?;
        assert!(!page.execute(shown, vec![]).await?.convert::<bool>()?);
        let entries = text(page, ".entries").await?;
        assert!(entries.contains("The other body was told that these are kept out"));
        press(page, "[data-act=lock]").await?;

        desk.signs_in_on(page, "rights-1").await?;
        press(page, ".cases button").await?;
        let entries = text(page, ".entries").await?;
        let told = format!("keeps these officers out since then: {label}");
        assert!(entries.contains(&told), "{entries}");
        Ok(())
    });
}

/// Looks whether the page of a case that came by a referral speaks of the referring body wherever it speaks of whoever sent the
/// report.
async fn says_who_reads(page: &WebDriver) -> WebDriverResult<()> {
    let opens = "for (const part of document.querySelectorAll('main details')) part.open = true";
    page.execute(opens, vec![]).await?;
    let shown = text(page, "main").await?;
    for said in [
        "In the browser of the officer who referred it",
        "Answer the referring body",
        "Your browser locks it for the referring body and for this case.",
        "Promised to the referring body by",
        "The referring body never does.",
        "The referring body learns of it only what you answer.",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    for of_reporters in [
        "The reporter reads",
        "The reporter saves",
        "The reporter never",
        "The reporter is told",
        "the reporter’s browser",
        "nswer the reporter",
        "for the reporter",
        "to the reporter by",
    ] {
        assert!(!shown.contains(of_reporters), "{of_reporters}: {shown}");
    }
    Ok(())
}

/// The number of each body, in the order of the roster.
fn bodies(office: &TestOffice) -> Vec<BodyId> {
    let roster = office.trust.newest().unwrap();
    roster.bodies.iter().map(|body| body.id).collect()
}

fn consents(office: &TestOffice, by: &OfficerAtDesk, case: CaseId, body: BodyId) {
    consents_from(office, by, case, body);
}

/// Notes consent without identity.
fn consents_from(office: &TestOffice, by: &OfficerAtDesk, case: CaseId, body: BodyId) -> Consent {
    let mut consent = Consent::default();
    consent.id = ObjectId::draw().unwrap().to_string();
    consent.scope = "share_deidentified".to_owned();
    consent.body = body.to_string();
    consent.how = "Said so on the telephone.".to_owned();
    notes(office, by, case, &consent);
    consent
}

fn withdraws(office: &TestOffice, by: &OfficerAtDesk, case: CaseId, consent: &Consent) {
    let mut gone = consent.clone();
    gone.withdrawn = true;
    notes(office, by, case, &gone);
}

fn notes(office: &TestOffice, by: &OfficerAtDesk, case: CaseId, consent: &Consent) {
    let note = Note::Consent(consent.clone());
    let note = by.notes(&by.case(case), &note, &office.trust);
    assert_eq!(by.hands_in(case, "note", &note.to_bytes()).status, 204);
}

/// What an officer seals to a body, saying to pass it on for another one.
fn passed_on(
    office: &TestOffice,
    keys: &OfficerKeys,
    to: BodyId,
    from: BodyId,
) -> (Parcel, Receipt) {
    let (parcel, receipt, _) = passed_on_with(office, keys, to, from, None);
    (parcel, receipt)
}

/// The same with a file, and its ciphertext in chunks.
pub(crate) fn passed_on_with(
    office: &TestOffice,
    keys: &OfficerKeys,
    to: BodyId,
    from: BodyId,
    file: Option<&[u8]>,
) -> (Parcel, Receipt, Vec<Vec<u8>>) {
    let (trust, today) = (&office.trust, office.today());
    let roster = trust.newest().unwrap();
    let receipt = Receipt::draw().unwrap();
    let mut form = ReportForm::default();
    form.account = "What is passed on.".to_owned();
    form.body = to.to_string();
    let checked = form.check(roster).unwrap();
    let excluded = checked.exclusions.clone();
    let mut sending = Sending::begin(trust, &receipt, to, &excluded, Level::B, today).unwrap();
    let (mut report, card) = checked.write(&form, sending.log_secret());
    let terms = ReferralTerms::parse(from, "unnamed", "tlp_red", today.plus(90)).unwrap();
    report.referred = Some(Referred::sign(keys, sending.header(), &terms));
    sending.write_report(&report, &card).unwrap();
    let origin = ledger::Origin::of(&trust.manifest.log.origin);
    let mut chunks = vec![];
    let bundle = file.map(|file| {
        let mut files = sending.begin_bundle().unwrap();
        files.start_file("one.bin").unwrap();
        files.write(file).unwrap();
        chunks.extend(std::iter::from_fn(|| files.take_chunk()));
        let (finished, last) = files.finish().unwrap();
        chunks.extend(last);
        finished
    });
    let parcel = sending.finish(bundle, |secret, digest| {
        let statement = ledger::Statement {
            code: ledger::Code::Received,
            sequence: 0,
            detail: 0,
            digest: *digest.as_bytes(),
        };
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        let opening = opening.to_bytes();
        Ok(LogTicket::new(*entry.as_bytes(), opening, secret))
    });
    (parcel.unwrap(), receipt, chunks)
}

/// Seals the note that goes with a parcel for the second body.
fn refers(
    office: &TestOffice,
    by: &OfficerAtDesk,
    case: CaseId,
    receipt: &Receipt,
    parcel: Vec<u8>,
) -> SealedReferral {
    let file = by.case(case);
    let case = OpenCase::open(file, by.keys(), &office.trust).unwrap();
    let asked = asked(office);
    let plan = case.plan_referral(&asked, bodies(office)[0], office.today());
    let sent = Some((receipt, parcel));
    case.refer(&plan.unwrap(), &asked, sent, by.keys(), Level::B)
        .unwrap()
}

/// What an officer asks for who sends something to the institution.
fn asked(office: &TestOffice) -> Referring {
    let mut asked = Referring::default();
    asked.body = bodies(office)[1].to_string();
    for (field, value) in [
        (&mut asked.to, "sent"),
        (&mut asked.identity, "unnamed"),
        (&mut asked.sharing, "tlp_red"),
        (&mut asked.reprisal, "acceptable"),
        (&mut asked.exposure, "none"),
        (&mut asked.text, "What is passed on."),
        (&mut asked.reason, "They can help."),
    ] {
        value.clone_into(field);
    }
    asked.due = office.today().plus(90).to_string();
    asked
}

/// Fills in the form; `exposure` is what is answered about the danger, and nothing where it is left open.
async fn fill_referral(page: &WebDriver, to: &str, exposure: &str) -> WebDriverResult<()> {
    let fills = "for (const part of document.querySelectorAll('[data-referral] details')) part.open = true;
        const form = document.querySelector('[data-form=refer] form');
        const set = (name, value) => {
          const field = form.querySelector('#refer-' + name);
          field.value = value;
          field.dispatchEvent(new Event('change', { bubbles: true }));
        };
        const body = [...form.querySelectorAll('#refer-body option')].find((one) => one.textContent === 'Human Rights Institution');
        set('body', body.value);
        set('to', arguments[0]);
        set('identity', 'unnamed');
        set('sharing', 'tlp_amber_strict');
        set('words', 'Please look at the threats.');
        set('reason', 'They watch over the police.');
        if (arguments[1] !== '') {
          form.querySelector('[name=refer-reprisal][value=acceptable]').checked = true;
          form.querySelector(`[name=refer-exposure][value=${arguments[1]}]`).checked = true;
        }";
    let arguments = vec![to.into(), exposure.into()];
    page.execute(fills, arguments).await?;
    Ok(())
}

/// Chooses the report, and removes a passage of it.
async fn leave_out(page: &WebDriver, passage: &str) -> WebDriverResult<()> {
    let removes = "const form = document.querySelector('[data-form=refer] form');
        form.querySelector('#refer-removal').selectedIndex = 1;
        const part = form.querySelector('[data-chosen] fieldset');
        const field = part.querySelector('textarea');
        const from = field.value.indexOf(arguments[0]);
        field.setSelectionRange(from, from + arguments[0].length);
        part.querySelector('[data-act=remove]').click();";
    page.execute(removes, vec![passage.into()]).await?;
    let gone = "return document.querySelector('[data-form=refer] [data-chosen] textarea').value";
    let left: String = page.execute(gone, vec![]).await?.convert()?;
    assert!(!left.contains(passage), "{left}");
    Ok(())
}

async fn note_consent(page: &WebDriver, scope: &str) -> WebDriverResult<()> {
    let fills = "const form = document.querySelector('[data-form=consent] form');
        form.querySelector('#consent-scope').value = arguments[0];
        const body = [...form.querySelectorAll('#consent-body option')].find((one) => one.textContent === 'Human Rights Institution');
        form.querySelector('#consent-body').value = body.value;
        form.querySelector('#consent-rests').selectedIndex = 1;
        form.querySelector('#consent-how').value = 'In the message.';";
    page.execute(fills, vec![scope.into()]).await?;
    press(page, "[data-form=consent] form button.send").await
}

async fn go_on(page: &WebDriver, to: &str, reason: &str) -> WebDriverResult<()> {
    let fills = "const place = document.querySelector('[data-form=go-on]');
        place.open = true;
        place.querySelector('#referral-to').value = arguments[0];
        place.querySelector('#referral-reason').value = arguments[1];
        return place.querySelector('#referral-to').value === arguments[0]";
    let is_offered = page.execute(fills, vec![to.into(), reason.into()]).await?;
    assert!(is_offered.convert::<bool>()?, "{to}");
    Ok(())
}

async fn outcome(page: &WebDriver, says: &str) -> WebDriverResult<()> {
    let said = format!(
        "//p[@data-referred and not(@hidden)]/b[not(@hidden) and starts-with(.,\"{says}\")]"
    );
    page.query(By::XPath(said)).first().await?;
    Ok(())
}

async fn fault(page: &WebDriver, says: &str) -> WebDriverResult<()> {
    let said = format!("//*[@id='desk-faults']//li[contains(.,'{says}')]");
    page.query(By::XPath(said)).first().await?;
    Ok(())
}

#[test]
fn files_that_wait_are_read_for_nobody_who_does_not_hold_the_case() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let [one, _] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let (commission, institution) = (bodies(office)[0], bodies(office)[1]);
        consents(office, &one, case, institution);
        let file = Some(b"short".as_slice());
        let (parcel, receipt, mut chunks) =
            passed_on_with(office, one.keys(), institution, commission, file);
        // What waits is told from what was signed only by reading it.
        chunks[0][100] ^= 1;
        let id = parcel.head().id.to_string();
        assert_eq!(one.sends_ahead(case, &id, 0, &chunks[0]).status, 204);
        let sealed = refers(office, &one, case, &receipt, parcel.to_bytes());
        let stranger = desk.signed_in("rights-1");
        let note = Note::Text("By somebody else.".to_owned());
        let theirs = SealedReferral {
            object: stranger.reseals(&one.case(case), &sealed.object.header, &note),
            ..sealed.clone()
        };
        let told = stranger.hands_in(case, "referral", &theirs.to_bytes());
        assert_eq!(told.status, 404, "{}", told.text());
        let told = one.hands_in(case, "referral", &sealed.to_bytes());
        assert_eq!(told.status, 400, "{}", told.text());
    });
}
