//! Passkeys at the desk: what completes a sign-in, and what a passkey is refused for.

use casework::{MOST_PASSKEYS, SIGN_IN_SECONDS};
use journeys::{Authenticator, Desk, OfficerAtDesk, TestOffice, Told};
use journeys::{add_authenticator, between, in_chromium, press};
use seal::CodeSecret;
use tabir::desk_account::SecondFactor;
use thirtyfour::prelude::*;

#[test]
fn an_officer_adds_a_passkey_and_signs_in_with_it_instead_of_a_code() {
    on_each_desk(|at| {
        let mut device = at.device();
        let officer = at.signed_in();
        assert_eq!(at.adds(&officer, &mut device).status, 204);
        let listed = officer.gets("/api/passkeys").text();
        assert!(listed.contains(r#""label":"blue stick""#), "{listed}");
        assert!(listed.contains(r#""recovery":8"#), "{listed}");

        for _ in 0..2 {
            let asked = at.asked();
            assert_eq!(
                (asked.cookie.as_str(), asked.field("wrapped")),
                ("", String::new())
            );
            let opened = at.answers(&asked, &device.answers(&asked));
            assert_eq!(opened.status, 200, "{}", opened.text());
            let mut session = at.desk.somebody();
            session.takes(&opened);
            assert_eq!(session.gets("/api/cases").status, 200);
        }
    });
}

#[test]
fn a_passkey_answers_each_challenge_once_in_its_time_and_for_the_desks_own_address() {
    on_each_desk(|at| {
        let mut device = at.device();
        assert_eq!(at.adds(&at.signed_in(), &mut device).status, 204);
        let refused = |asked: &Told, answer: &str, fault: &str| {
            let told = at.answers(asked, answer);
            assert_eq!(
                (told.field("fault").as_str(), told.cookie.as_str()),
                (fault, "")
            );
        };

        // A page elsewhere, and this one without TLS or on another port.
        let own = device.origin.clone();
        for elsewhere in [
            "https://evil.example",
            "http://localhost",
            "https://localhost",
        ] {
            device.origin = elsewhere.to_owned();
            let asked = at.asked();
            let answer = device.answers(&asked);
            refused(&asked, &answer, "fault-passkey-refused");
        }
        device.origin = own;
        // A device that asked for no finger, face or number.
        device.verifies = false;
        let asked = at.asked();
        refused(&asked, &device.answers(&asked), "fault-passkey-refused");
        device.verifies = true;
        let asked = at.asked();
        assert_eq!(at.answers(&asked, &device.answers(&asked)).status, 200);
        // An answer to another challenge.
        let (one, other) = (at.asked(), at.asked());
        refused(&one, &device.answers(&other), "fault-passkey-refused");
        refused(&one, &device.answers(&one), "fault-sign-in-again");

        let answer = device.answers(&other);
        assert_eq!(at.answers(&other, &answer).status, 200);
        refused(&other, &answer, "fault-sign-in-again");
        let next = at.asked();
        refused(&next, &answer, "fault-passkey-refused");
        let late = at.asked();
        at.waits(SIGN_IN_SECONDS);
        refused(&late, &device.answers(&late), "fault-sign-in-again");
        // What is no answer at all.
        let asked = at.asked();
        assert_eq!(at.answers(&asked, "{}").status, 400);
        // A challenge is not the second message of a sign-in.
        let told = at.desk.somebody().finishes(&asked.field("id"), b"", "");
        assert_eq!(told.field("fault"), "fault-sign-in-again");
    });
}

#[test]
fn a_copied_passkey_is_locked_and_codes_go_on() {
    on_each_desk(|at| {
        let mut device = at.device();
        let officer = at.signed_in();
        assert_eq!(at.adds(&officer, &mut device).status, 204);
        let copied_at = device.counter;
        for _ in 0..2 {
            let asked = at.asked();
            assert_eq!(at.answers(&asked, &device.answers(&asked)).status, 200);
        }
        device.counter = copied_at;
        let asked = at.asked();
        let told = at.answers(&asked, &device.answers(&asked));
        assert_eq!(told.field("fault"), "fault-passkey-copied");
        assert_eq!(told.cookie, "");
        let listed = officer.gets("/api/passkeys").text();
        assert!(!listed.contains(r#""locked":null"#), "{listed}");

        // Neither of the two opens anything from now on.
        device.counter = 100;
        assert_eq!(at.asked().field("fault"), "fault-passkey-none");
        at.signed_in();
    });
}

#[test]
fn of_two_answers_with_one_count_the_second_shows_a_copy() {
    on_each_desk(|at| {
        let mut device = at.device();
        assert_eq!(at.adds(&at.signed_in(), &mut device).status, 204);
        let (one, other) = (at.asked(), at.asked());
        assert_eq!(at.answers(&one, &device.answers(&one)).status, 200);
        device.counter -= 1;
        let told = at.answers(&other, &device.answers(&other));
        assert_eq!(told.field("fault"), "fault-passkey-copied");
        assert_eq!(at.asked().field("fault"), "fault-passkey-none");
    });
}

#[test]
fn the_passkey_of_another_account_and_a_locked_account_open_nothing() {
    on_each_desk(|at| {
        let (mut device, mut others) = (at.device(), at.device());
        assert_eq!(at.adds(&at.signed_in(), &mut device).status, 204);
        let other = At {
            office: at.office,
            desk: at.desk,
            name: "south-1",
            factor: at.desk.opens_account("south-1"),
        };
        assert_eq!(other.adds(&other.signed_in(), &mut others).status, 204);
        let asked = at.asked();
        let told = at.answers(&asked, &others.answers(&asked));
        assert_eq!(told.field("fault"), "fault-passkey-refused");
        // One device does not become the passkey of two accounts.
        let told = other.adds(&other.signed_in(), &mut device);
        assert_eq!(told.field("fault"), "fault-passkey-refused");

        let asked = at.asked();
        let room = at.office.storage.staff_room();
        let locked = room.lock_account("north-1".parse().unwrap(), at.office.today());
        at.office.wait(locked).unwrap();
        let told = at.answers(&asked, &device.answers(&asked));
        assert_eq!((told.status, told.cookie.as_str()), (403, ""));
    });
}

#[test]
fn passkeys_are_added_and_removed_for_a_fresh_code_by_their_officer_alone() {
    on_each_desk(|at| {
        let mut device = at.device();
        let officer = at.signed_in();
        let used = at.code();
        for code in [used.as_str(), "", "nonsense"] {
            let told = officer.posts("/api/passkeys/begin", &[("code", code)]);
            assert_eq!(told.status, 403, "{code}");
        }
        assert_eq!(at.adds(&officer, &mut device).status, 204);
        let id = between(&officer.gets("/api/passkeys").text(), r#"[{"id":""#, "\"").to_owned();

        let other = At {
            office: at.office,
            desk: at.desk,
            name: "south-1",
            factor: at.desk.opens_account("south-1"),
        };
        let stranger = other.signed_in();
        assert!(
            stranger
                .gets("/api/passkeys")
                .text()
                .contains(r#""passkeys":[]"#)
        );
        let remove = |who: &OfficerAtDesk, code: &str| {
            who.posts("/api/passkeys/remove", &[("passkey", &id), ("code", code)])
                .status
        };
        other.waits(60);
        assert_eq!(remove(&stranger, &other.code()), 404);
        // A challenge of one officer is not answered by another.
        at.waits(60);
        let begun = officer.posts("/api/passkeys/begin", &[("code", &at.code())]);
        let made = at.device().makes(&begun);
        let fields = [
            ("id", begun.field("id")),
            ("label", "mine".to_owned()),
            ("credential", made),
        ];
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let told = stranger.posts("/api/passkeys/add", &fields);
        assert_eq!(told.field("fault"), "fault-sign-in-again");

        assert_eq!(remove(&officer, ""), 403);
        at.waits(60);
        assert_eq!(remove(&officer, &at.code()), 204);
        assert_eq!(at.asked().field("fault"), "fault-passkey-none");
        let nobody = at.desk.somebody();
        assert_eq!(nobody.gets("/api/passkeys").status, 401);
        for path in ["begin", "add", "remove"] {
            let fields = [("id", "00000000000000000000000000000000"), ("label", "a")];
            let fields = [&fields[..], &[("passkey", "00"), ("credential", "{}")]].concat();
            let told = nobody.posts(&format!("/api/passkeys/{path}"), &fields);
            assert_eq!(told.status, 401, "{path}");
        }
    });
}

#[test]
fn an_account_has_eight_passkeys_at_most_and_guesses_at_its_code_are_slowed_down() {
    on_each_desk(|at| {
        let officer = at.signed_in();
        for _ in 0..MOST_PASSKEYS {
            assert_eq!(at.adds(&officer, &mut at.device()).status, 204);
        }
        at.waits(60);
        let told = officer.posts("/api/passkeys/begin", &[("code", &at.code())]);
        assert_eq!(told.field("fault"), "fault-passkey-many");
        let guess = |code: &str| {
            officer.posts("/api/passkeys/remove", &[("passkey", "00"), ("code", code)])
        };
        for _ in 0..5 {
            assert_eq!(guess("nonsense").field("fault"), "fault-sign-in-code");
        }
        assert_eq!(guess(&at.code()).field("fault"), "fault-sign-in-wait");
    });
}

#[test]
fn an_officer_comes_from_an_invitation_to_a_case_with_a_passkey_in_the_browser() {
    in_chromium(async |office, page| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let name = office.a_holder().name;
        let passphrase = office.passphrase(&name);
        add_authenticator(page).await?;
        let link = desk.invites(&name);
        page.goto(format!("{}/?l=en#invite={link}", desk.origin()))
            .await?;
        page.query(By::XPath("//p[contains(.,'open the account')]"))
            .and_displayed()
            .first()
            .await?;
        let file = office.folder().officers().join(format!("{name}.key"));
        let file = file.display().to_string();
        page.find(By::Id("key-file")).await?.send_keys(file).await?;
        let words = page.find(By::Id("key-passphrase")).await?;
        words.send_keys(passphrase.words()).await?;
        press(page, "[data-step]:not([hidden]) button.send").await?;
        let secret = page.query(By::Css("[data-step]:not([hidden]) code"));
        let secret = secret.first().await?.text().await?.replace(' ', "");
        let secret = CodeSecret::from_base32(&secret).unwrap();
        // Each code is good once.
        let next_code = || {
            office.clock.move_to(office.clock.unix_seconds() + 60);
            secret.code_at(office.clock.unix_seconds())
        };
        let field = page.find(By::Id("first-code")).await?;
        field.send_keys(next_code()).await?;
        press(page, "[data-step]:not([hidden]) button.send").await?;
        page.query(By::Css("[data-step]:not([hidden]) ol li"))
            .first()
            .await?;
        press(page, "[data-step]:not([hidden]) button").await?;

        let sign_in = async |code: &str| -> WebDriverResult<()> {
            page.find(By::Css("#sign-in button:not([disabled])"))
                .await?;
            let typed = [
                ("account", name.as_str()),
                ("passphrase", passphrase.words()),
            ];
            for (field, typed) in typed.into_iter().chain([("code", code)]) {
                page.find(By::Id(field)).await?.send_keys(typed).await?;
            }
            press(page, "#sign-in button.send").await?;
            page.query(By::XPath("//h1[.='My cases']")).first().await?;
            Ok(())
        };
        sign_in(&next_code()).await?;
        press(page, "[data-act=mine]").await?;
        let label = page.find(By::Id("passkey-label")).await?;
        label.send_keys("this device").await?;
        let field = page.find(By::Id("add-code")).await?;
        field.send_keys(next_code()).await?;
        press(page, "form[data-add] button.send").await?;
        page.query(By::XPath("//li/bdi[.='this device']"))
            .first()
            .await?;
        press(page, "[data-act=lock]").await?;
        sign_in("").await?;
        press(page, ".cases button").await?;
        let said = page.find(By::Css(".entries")).await?.text().await?;
        assert!(said.contains("The tender was rigged."), "{said}");
        Ok(())
    });
}

/// An account at a desk.
struct At<'o> {
    office: &'o TestOffice,
    desk: &'o Desk<'o>,
    name: &'static str,
    factor: SecondFactor,
}

fn on_each_desk(test: impl Fn(&At<'_>)) {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let factor = desk.opens_account("north-1");
        test(&At {
            office,
            desk: &desk,
            name: "north-1",
            factor,
        });
    });
}

impl At<'_> {
    fn device(&self) -> Authenticator {
        Authenticator::at(self.desk.origin())
    }

    fn code(&self) -> String {
        self.factor.codes.code_at(self.office.clock.unix_seconds())
    }

    fn waits(&self, seconds: i64) {
        let clock = &self.office.clock;
        clock.move_to(clock.unix_seconds() + seconds);
    }

    /// Signs in with a code that was not used before.
    fn signed_in(&self) -> OfficerAtDesk {
        self.waits(60);
        let mut officer = self.desk.somebody();
        let passphrase = self.office.passphrase(self.name);
        officer
            .signs_in(self.name, &passphrase, &self.code())
            .unwrap();
        officer
    }

    fn adds(&self, officer: &OfficerAtDesk, device: &mut Authenticator) -> Told {
        self.waits(60);
        let begun = officer.posts("/api/passkeys/begin", &[("code", &self.code())]);
        let made = device.makes(&begun);
        let id = begun.field("id");
        let fields = [
            ("id", id.as_str()),
            ("label", " blue stick "),
            ("credential", &made),
        ];
        officer.posts("/api/passkeys/add", &fields)
    }

    /// What the desk says to the right passphrase without a code.
    fn asked(&self) -> Told {
        let somebody = self.desk.somebody();
        let passphrase = self.office.passphrase(self.name);
        let (client, begun) = somebody.begins(self.name, &passphrase);
        let answer = begun.bytes("message");
        let (proof, _) = client.finish(self.name, &passphrase, &answer).unwrap();
        somebody.finishes(&begun.field("id"), &proof, "")
    }

    fn answers(&self, asked: &Told, answer: &str) -> Told {
        let fields = [("id", asked.field("id")), ("credential", answer.to_owned())];
        let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
        let fields: Vec<_> = fields.collect();
        self.desk.somebody().posts("/api/sign-in/passkey", &fields)
    }
}
