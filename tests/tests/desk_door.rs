//! The officers' door, spoken to as an officer's browser speaks to it.

use casework::{OpenCase, SESSION_IDLE_SECONDS};
use journeys::{Desk, OfficerAtDesk, TestOffice, run};
use seal::{CaseId, Passphrase};

#[test]
fn an_officer_signs_in_opens_the_own_cases_and_answers() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let filled = source.writes("The tender was rigged.");
        let receipt = source.reports(&filled.file("plan.txt", b"the plan"));
        let (name, _) = holder_and_other(office);
        let officer = desk.signed_in(&name);

        let listed = officer.cases();
        assert_eq!(listed.len(), 1);
        let card = listed[0].open_card(officer.keys(), &office.trust).unwrap();
        assert_eq!(card.title, "The tender was rigged.");
        let id = listed[0].header.case;

        let file = officer.case(id);
        let case = OpenCase::open(file.clone(), officer.keys(), &office.trust).unwrap();
        assert_eq!(case.report.account, "The tender was rigged.");
        let bundle = file
            .objects
            .iter()
            .find_map(|arrived| match &arrived.object {
                casework::StoredObject::Bundle(bundle) => Some(bundle.clone()),
                casework::StoredObject::Text(_) => None,
            });
        let bundle = bundle.unwrap();
        let sealed = officer.gets(&format!("/api/files/{}", bundle.header.object));
        assert_eq!(sealed.status, 200);
        bundle.check_content(sealed.body.as_slice()).unwrap();

        let answer = officer.writes(&file, "Thank you. When?", &office.trust);
        assert_eq!(officer.replies(id, &answer).status, 204);
        let read = source.returns_with(&receipt.digits);
        assert!(read.text().contains("Thank you. When?"));

        // Whoever did not hear that it was taken sends it again; another one finds its place taken.
        let other = officer.writes(&file, "Thank you. When?", &office.trust);
        assert_eq!(officer.replies(id, &answer).status, 204);
        assert_eq!(officer.replies(id, &other).status, 409);
        let read = source.returns_with(&receipt.digits).text();
        assert_eq!(read.matches("Thank you. When?").count(), 1);
        let next = officer.writes(&officer.case(id), "And where?", &office.trust);
        assert_eq!(officer.replies(id, &next).status, 204);
    });
}

#[test]
fn a_wrong_passphrase_a_wrong_code_and_a_code_used_before_open_no_session() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let passphrase = office.passphrase("north-1");
        let code = || factor.codes.code_at(office.clock.unix_seconds());
        let mut officer = desk.somebody();

        let wrong = Passphrase::draw().unwrap();
        let refused = officer.signs_in("north-1", &wrong, &code()).unwrap_err();
        assert_eq!(refused, "name and passphrase do not belong together");
        let unknown = officer.signs_in("nobody", &passphrase, &code());
        assert_eq!(
            unknown.unwrap_err(),
            refused,
            "an account that is not there"
        );
        let wrong_code = if code() == "000000" {
            "000001"
        } else {
            "000000"
        };
        let refused = officer.signs_in("north-1", &passphrase, wrong_code);
        assert_eq!(refused.unwrap_err(), "fault-sign-in-code");
        assert_eq!(officer.gets("/api/cases").status, 401);

        officer.signs_in("north-1", &passphrase, &code()).unwrap();
        let again = desk.somebody().signs_in("north-1", &passphrase, &code());
        assert_eq!(again.unwrap_err(), "fault-sign-in-code-used");
        let recovery = factor.recovery[0].to_text();
        let recovered = desk.somebody().signs_in("north-1", &passphrase, &recovery);
        assert_eq!(recovered, Ok(()));
        let again = desk.somebody().signs_in("north-1", &passphrase, &recovery);
        assert_eq!(again.unwrap_err(), "fault-sign-in-code");
    });
}

#[test]
fn a_message_of_a_sign_in_that_is_sent_again_opens_nothing() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let passphrase = office.passphrase("north-1");
        let code = || factor.codes.code_at(office.clock.unix_seconds());
        let officer = desk.somebody();
        let (client, begun) = officer.begins("north-1", &passphrase);
        let answer = begun.bytes("message");
        let (proof, _) = client.finish("north-1", &passphrase, &answer).unwrap();
        let first = officer.finishes(&begun.field("id"), &proof, &code());
        assert_eq!(first.status, 200);

        office.clock.move_to(office.clock.unix_seconds() + 60);
        let replayed = officer.finishes(&begun.field("id"), &proof, &code());
        assert_eq!(replayed.status, 403);
        assert_eq!(replayed.field("fault"), "fault-sign-in-again");
        assert_eq!(replayed.cookie, "");
        let (_, begun) = officer.begins("north-1", &passphrase);
        let replayed = officer.finishes(&begun.field("id"), &proof, &code());
        assert_eq!(replayed.field("fault"), "fault-sign-in-refused");
        assert_eq!(replayed.cookie, "");
    });
}

#[test]
fn without_a_session_there_is_the_page_to_sign_in_and_nothing_else() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (name, _) = holder_and_other(office);
        let officer = desk.signed_in(&name);
        let case = officer.cases()[0].header.case;
        let asks_all = |who: &OfficerAtDesk| {
            for path in [
                "/api/cases".to_owned(),
                "/api/memory".to_owned(),
                format!("/api/cases/{case}"),
                format!("/api/files/{case}"),
            ] {
                assert_eq!(who.gets(&path).status, 401, "{path}");
            }
            for path in [
                format!("/api/cases/{case}/reply"),
                "/api/cards".to_owned(),
                "/api/dockets".to_owned(),
                "/api/memory".to_owned(),
                "/api/session".to_owned(),
                "/api/sign-out".to_owned(),
            ] {
                assert_eq!(who.posts(&path, &[]).status, 401, "{path}");
            }
            let page = who.gets("/");
            assert_eq!(page.status, 200);
            assert!(page.text().contains("<form id=\"sign-in\""));
        };
        let mut stranger = desk.somebody();
        asks_all(&stranger);
        // What another page could make a browser send.
        stranger.cookie.clone_from(&officer.cookie);
        asks_all(&stranger);
        stranger.token = desk.signed_in("rights-1").token;
        asks_all(&stranger);
        stranger.token.clone_from(&officer.token);
        stranger.cookie.clear();
        asks_all(&stranger);

        assert_eq!(officer.gets("/api/cases").status, 200);
        let out = officer.posts("/api/sign-out", &[]);
        assert_eq!(out.status, 204);
        assert!(out.cookie.contains("Max-Age=0"), "{}", out.cookie);
        asks_all(&officer);
    });
}

#[test]
fn a_session_at_the_desk_ends_when_nothing_is_asked_for_ten_minutes() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let officer = desk.signed_in("north-1");
        let later = |seconds| office.clock.move_to(office.clock.unix_seconds() + seconds);
        later(SESSION_IDLE_SECONDS - 1);
        assert_eq!(officer.gets("/api/cases").status, 200);
        later(SESSION_IDLE_SECONDS - 1);
        assert_eq!(officer.posts("/api/session", &[]).status, 204);
        later(SESSION_IDLE_SECONDS);
        assert_eq!(officer.gets("/api/cases").status, 401);
    });
}

#[test]
fn whoever_is_not_on_duty_in_a_valid_roster_gets_nothing_from_the_desk() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let name = office.a_holder().name;
        let factor = desk.opens_account(&name);
        // The roster is refused from its sixtieth day on.
        office
            .clock
            .move_to(office.clock.unix_seconds() + 70 * 86_400);
        let code = factor.codes.code_at(office.clock.unix_seconds());
        let mut officer = desk.somebody();
        officer
            .signs_in(&name, &office.passphrase(&name), &code)
            .unwrap();
        for path in ["/api/cases", "/api/memory", "/api/acts", "/api/passkeys"] {
            assert_eq!(officer.gets(path).status, 401, "{path}");
        }
    });
}

#[test]
fn a_case_of_others_is_not_there_at_the_desk() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let filled = source.writes("The tender was rigged.");
        source.reports(&filled.file("plan.txt", b"the plan"));
        let (holder, other) = holder_and_other(office);
        let (holder, other) = (desk.signed_in(&holder), desk.signed_in(&other));
        let case = holder.cases()[0].header.case;
        let file = holder.case(case);
        let answer = holder.writes(&file, "Thank you.", &office.trust);

        assert!(other.cases().is_empty());
        let nowhere = CaseId::draw().unwrap();
        for path in ["/api/cases/", "/api/files/"] {
            let ids = file
                .objects
                .iter()
                .map(|arrived| arrived.object.header().object.to_string());
            let missing = other.gets(&format!("{path}{nowhere}"));
            assert_eq!(missing.status, 404);
            for id in ids.chain([case.to_string()]) {
                assert_eq!(other.gets(&format!("{path}{id}")), missing, "{path}");
            }
        }
        // A grant that somebody without one hands in, for another case, or changed on the way.
        let (_, mut free) = office.holders_and_free();
        let free = free.pop().unwrap();
        let colleague = office.keys(&free.name).officer;
        let grant = holder.grants(&file, colleague, &office.trust).to_bytes();
        assert_eq!(other.hands_in(case, "grant", &grant).status, 400);
        assert_eq!(holder.hands_in(nowhere, "grant", &grant).status, 404);
        for place in [0, grant.len() / 2, grant.len() - 1] {
            let mut changed = grant.clone();
            changed[place] ^= 1;
            let told = holder.hands_in(case, "grant", &changed);
            assert!(matches!(told.status, 400 | 404), "{}", told.status);
        }
        assert!(free.cases().is_empty());
        // Signed by somebody else, or put under another case.
        assert_eq!(other.replies(case, &answer).status, 400);
        assert_eq!(holder.replies(nowhere, &answer).status, 404);
        assert_eq!(holder.replies(case, &answer).status, 204);
    });
}

#[test]
fn an_answer_that_was_changed_or_whose_entry_says_something_else_is_not_taken() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (holder, _) = holder_and_other(office);
        let holder = desk.signed_in(&holder);
        let case = holder.cases()[0].header.case;
        let file = holder.case(case);
        let answer = holder.writes(&file, "Thank you.", &office.trust);
        let other = holder.writes(&file, "Nothing.", &office.trust);

        let mut mixed = answer.clone();
        mixed.ticket = other.ticket.clone();
        assert_eq!(holder.replies(case, &mixed).status, 400);
        let mut mixed = answer.clone();
        mixed.parts.to_reporter = other.parts.to_reporter;
        assert_eq!(
            holder.replies(case, &mixed).status,
            409,
            "two different answers"
        );
        let mut changed = answer.clone();
        changed.ticket.entry[20] ^= 1;
        assert_eq!(holder.replies(case, &changed).status, 400);
        let long = holder.posts(
            &format!("/api/cases/{case}/reply"),
            &[("a", &"x".repeat(200_000))],
        );
        assert_eq!(long.status, 413);
        assert_eq!(holder.case(case).objects.len(), file.objects.len());
        assert_eq!(holder.replies(case, &answer).status, 204);
    });
}

#[test]
fn guesses_at_the_desk_are_slowed_down_for_every_name_alike() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        desk.opens_account("north-1");
        let guess = Passphrase::draw().unwrap();
        let officer = desk.somebody();
        for name in ["north-1", "nobody"] {
            for _ in 0..5 {
                assert_eq!(officer.begins(name, &guess).1.status, 200, "{name}");
            }
            let (_, told) = officer.begins(name, &guess);
            assert_eq!(told.status, 429, "{name}");
            let said = r#"{"fault":"fault-sign-in-wait","seconds":30}"#;
            assert_eq!(told.text(), said, "{name}");
        }
    });
}

#[test]
fn a_locked_account_opens_no_session_until_it_is_unlocked() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        let passphrase = office.passphrase("north-1");
        let code = || factor.codes.code_at(office.clock.unix_seconds());
        let turns = |act: &str| {
            let (folder, config) = (office.folder().path(), office.config());
            let place = [
                "--data",
                folder.to_str().unwrap(),
                "--config",
                config.to_str().unwrap(),
            ];
            run(&[&["desk", act, "north-1"], &place[..]].concat()).unwrap()
        };
        let mut officer = desk.somebody();
        officer.signs_in("north-1", &passphrase, &code()).unwrap();
        office.clock.move_to(office.clock.unix_seconds() + 60);
        let (client, begun) = officer.begins("north-1", &passphrase);
        let answer = begun.bytes("message");
        let (proof, _) = client.finish("north-1", &passphrase, &answer).unwrap();
        turns("lock");
        assert_eq!(officer.gets("/api/cases").status, 401);
        let under_way = officer.finishes(&begun.field("id"), &proof, &code());
        assert_eq!(under_way.field("fault"), "fault-sign-in-refused");
        let refused = officer.signs_in("north-1", &passphrase, &code());
        let refused = refused.unwrap_err();
        assert_eq!(refused, "name and passphrase do not belong together");

        turns("unlock");
        officer.signs_in("north-1", &passphrase, &code()).unwrap();
        assert_eq!(officer.gets("/api/cases").status, 200);
    });
}

#[test]
fn what_is_no_sign_in_is_refused() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let somebody = desk.somebody();
        for fields in [
            &[][..],
            &[("account", "north-1")],
            &[("account", "north-1"), ("message", "xyz")],
            &[("account", "north 1"), ("message", "00")],
            &[("account", "north-1"), ("message", "00")],
        ] {
            assert_eq!(somebody.posts("/api/sign-in/begin", fields).status, 400);
        }
        for fields in [&[][..], &[("id", "00"), ("message", "00")]] {
            assert_eq!(somebody.posts("/api/sign-in/finish", fields).status, 400);
        }
        let id = "0".repeat(32);
        let never = somebody.posts("/api/sign-in/finish", &[("id", &id), ("message", "00")]);
        assert_eq!(never.field("fault"), "fault-sign-in-again");
    });
}

/// The names of an officer who holds a grant and of one who does not.
fn holder_and_other(office: &TestOffice) -> (String, String) {
    let (holders, others): (Vec<_>, Vec<_>) = office
        .everybody()
        .into_iter()
        .filter(|one| one.name != "auditor")
        .partition(|one| !one.cases().is_empty());
    (holders[0].name.clone(), others[0].name.clone())
}
