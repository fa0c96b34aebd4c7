//! Invitations to the desk: a link that is good once, in time, and for its officer alone.

use casework::INVITATION_SECONDS;
use journeys::{Desk, TestOffice, between, in_each_browser, press, run};
use seal::{CodeSecret, Passphrase};
use thirtyfour::prelude::*;

#[test]
fn an_officer_opens_an_account_with_a_link_once_and_signs_in() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let (keys, passphrase) = (office.keys("north-1"), office.passphrase("north-1"));
        let now = || office.clock.unix_seconds();
        let link = desk.invites("north-1");
        let mut officer = desk.somebody();
        let told = officer.posts("/api/invitation", &[("invitation", &link)]);
        assert_eq!(told.field("account"), "north-1");
        assert_eq!(told.field("officer"), keys.officer.to_string());

        let joining = officer.joins(&link, "north-1", &keys, &passphrase).unwrap();
        let code = joining.codes.code_at(now());
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let told = officer.accepts(&joining, wrong);
        assert_eq!(told.field("fault"), "fault-sign-in-code");
        let opened = officer.accepts(&joining, &code);
        assert_eq!(opened.status, 200, "{}", opened.text());
        let recovery = between(&opened.text(), "[\"", "\"").to_owned();

        let again = officer.accepts(&joining, &joining.codes.code_at(now() + 60));
        assert_eq!(again.field("fault"), "fault-invitation-gone");
        let again = officer.joins(&link, "north-1", &keys, &passphrase);
        assert_eq!(again.unwrap_err(), "fault-invitation-gone");

        // The code that opened the account is used up.
        let used = officer.signs_in("north-1", &passphrase, &code);
        assert_eq!(used.unwrap_err(), "fault-sign-in-code-used");
        office.clock.move_to(now() + 60);
        let code = joining.codes.code_at(now());
        officer.signs_in("north-1", &passphrase, &code).unwrap();
        let mut recovered = desk.somebody();
        recovered
            .signs_in("north-1", &passphrase, &recovery)
            .unwrap();
        assert_eq!(recovered.keys().officer, keys.officer);
    });
}

#[test]
fn a_link_that_is_expired_replaced_cut_or_invented_opens_nothing_and_says_which() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let (keys, passphrase) = (office.keys("north-1"), office.passphrase("north-1"));
        let officer = desk.somebody();
        let says = |link: &str| {
            let told = officer.posts("/api/invitation", &[("invitation", link)]);
            let begun = officer.posts(
                "/api/invitation/begin",
                &[("invitation", link), ("message", "00")],
            );
            assert_eq!(begun.body, told.body);
            told.field("fault")
        };
        let replaced = desk.invites("north-1");
        let link = desk.invites("north-1");
        assert_eq!(says(&replaced), "fault-invitation-gone");
        assert_eq!(says(&link[1..]), "fault-invitation-link");
        assert_eq!(says(""), "fault-invitation-link");
        let invented = seal::SecretToken::draw().unwrap().to_text();
        assert_eq!(says(&invented), "fault-invitation-gone");

        let joining = officer.joins(&link, "north-1", &keys, &passphrase).unwrap();
        let later = office.clock.unix_seconds() + INVITATION_SECONDS;
        office.clock.move_to(later);
        assert_eq!(says(&link), "fault-invitation-expired");
        let late = officer.accepts(&joining, &joining.codes.code_at(later));
        assert_eq!(late.field("fault"), "fault-invitation-expired");
        assert!(
            office
                .wait(office.storage.staff_room().accounts())
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn whoever_finds_a_link_opens_no_account_without_the_officers_key() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let (keys, other) = (office.keys("north-1"), office.keys("south-1"));
        let link = desk.invites("north-1");
        let finder = desk.somebody();
        let own = Passphrase::draw().unwrap();
        let code = |codes: &CodeSecret| codes.code_at(office.clock.unix_seconds());
        let joining = finder.joins(&link, "north-1", &other, &own).unwrap();
        let told = finder.accepts(&joining, &code(&joining.codes));
        assert_eq!(told.field("fault"), "fault-invitation-key");

        // What the officer signed for another link, and a secret of codes that the desk did not draw.
        let elsewhere = desk.invites("south-1");
        let signed = finder.joins(&elsewhere, "south-1", &other, &own).unwrap();
        let mut mixed = finder.joins(&link, "north-1", &keys, &own).unwrap();
        mixed.fields[3] = signed.fields[3].clone();
        let told = finder.accepts(&mixed, &code(&mixed.codes));
        assert_eq!(told.field("fault"), "fault-invitation-key");
        let mut mixed = finder.joins(&link, "north-1", &keys, &own).unwrap();
        mixed.fields[4] = signed.fields[4].clone();
        assert_eq!(finder.accepts(&mixed, &code(&mixed.codes)).status, 400);
        for place in 1..5 {
            let mut cut = finder.joins(&link, "north-1", &keys, &own).unwrap();
            cut.fields[place].1.clear();
            let told = finder.accepts(&cut, &code(&cut.codes));
            assert!(matches!(told.status, 400 | 403), "{place}");
        }
        assert!(
            office
                .wait(office.storage.staff_room().accounts())
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn in_the_browser_a_link_and_a_key_file_open_an_account() {
    in_each_browser(async |office, page| {
        let desk = Desk::of(office);
        let link = desk.invites("north-1");
        let passphrase = office.passphrase("north-1");
        let key_file = |name: &str| {
            let path = office.folder().officers().join(format!("{name}.key"));
            path.display().to_string()
        };
        page.goto(format!("{}/?l=en#invite={link}", desk.address()))
            .await?;
        let who = "//p[contains(.,'open the account “north-1”')]";
        page.query(By::XPath(who)).and_displayed().first().await?;
        // The link does not stay in the address.
        assert_eq!(page.current_url().await?.fragment(), None);

        let file = page.find(By::Id("key-file")).await?;
        let words = page.find(By::Id("key-passphrase")).await?;
        file.send_keys(key_file("south-1")).await?;
        words.send_keys(passphrase.words()).await?;
        press(page, "[data-step]:not([hidden]) button.send").await?;
        let said = "//*[@id='desk-faults' and contains(.,'the key file of somebody else')]";
        page.query(By::XPath(said)).first().await?;
        file.clear().await?;
        file.send_keys(key_file("north-1")).await?;
        press(page, "[data-step]:not([hidden]) button.send").await?;
        let secret = page
            .query(By::Css("[data-step]:not([hidden]) code"))
            .first()
            .await?;
        let secret = secret.text().await?.replace(' ', "");
        let secret = CodeSecret::from_base32(&secret).unwrap();
        let code = secret.code_at(office.clock.unix_seconds());
        page.find(By::Id("first-code"))
            .await?
            .send_keys(&code)
            .await?;
        press(page, "[data-step]:not([hidden]) button.send").await?;
        page.query(By::Css("[data-step]:not([hidden]) ol li"))
            .first()
            .await?;
        let codes = page
            .find_all(By::Css("[data-step]:not([hidden]) ol li"))
            .await?;
        assert_eq!(codes.len(), 8);
        press(page, "[data-step]:not([hidden]) button").await?;

        office.clock.move_to(office.clock.unix_seconds() + 60);
        let code = secret.code_at(office.clock.unix_seconds());
        page.find(By::Css("#sign-in button:not([disabled])"))
            .await?;
        for (field, typed) in [
            ("account", "north-1"),
            ("passphrase", passphrase.words()),
            ("code", &code),
        ] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        press(page, "#sign-in button.send").await?;
        page.query(By::XPath("//h1[.='My cases']")).first().await?;
        Ok(())
    });
}

#[test]
fn the_keeper_of_the_desk_invites_an_officer_of_the_roster() {
    TestOffice::on_each(|office| {
        let config = std::fs::read_to_string(office.config()).unwrap();
        let config = config.replace("[database]", "desk_key_file = \"desk-key\"\n[database]");
        let invites = |section: &str, officer: &[&str]| {
            let path = office.folder().path().join("desk.toml");
            std::fs::write(&path, format!("{config}{section}")).unwrap();
            let folder = office.folder().path().to_str().unwrap();
            let place = ["--data", folder, "--config", path.to_str().unwrap()];
            run(&[&["desk", "invite", "north-1"], officer, &place[..]].concat())
        };
        let desk = "[desk]\nlisten = \"127.0.0.1:0\"\n";
        let label = &office
            .trust
            .newest()
            .unwrap()
            .officer(office.keys("north-1").officer)
            .unwrap()
            .label;
        let refused = invites(desk, &["--officer", label]).unwrap_err();
        assert!(refused.contains("`origin`"), "{refused}");
        let desk = format!("{desk}origin = \"https://desk.example.org\"\n");
        let refused = invites(&desk, &["--officer", "Nobody"]).unwrap_err();
        assert!(refused.contains("`Nobody`"), "{refused}");
        let refused = invites(&desk, &[]).unwrap_err();
        assert!(refused.contains("--officer"), "{refused}");
        let said = invites(&desk, &["--officer", label]).unwrap();
        let link = between(&said, "https://desk.example.org/#invite=", "\n");
        let door = Desk::of(office);
        let told = door
            .somebody()
            .posts("/api/invitation", &[("invitation", link)]);
        assert_eq!(told.field("account"), "north-1");
    });
}
