//! Forgetting a case: notice to the reporter, an objection, and two officers, at the desk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use casework::{Deadlines, DecisionKind, Period, Retention, RetentionClass, SealedStep, Step};
use journeys::{Desk, Filled, OfficerAtDesk, TestOffice, in_chromium, press, run, send, unfold};
use pages::address;
use seal::CaseId;
use thirtyfour::prelude::*;

#[test]
fn a_case_is_forgotten_by_two_after_its_reporter_had_thirty_days_of_notice() {
    in_chromium(async |office, page| {
        let now = office.clock.unix_seconds();
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let desk = Desk::of(office);
        let holders = desk.two_holders();
        let [one, other] = holders.each_ref();
        let case = one.inbox(None).rows[0].case;
        closes(office, [one, other], case);

        desk.signs_in_on(page, &name_of(office, one)).await?;
        press(page, ".cases button").await?;
        unfold(page, "propose").await?;
        let choose = "const choice = document.getElementById('proposed');
            choice.value = 'forget'; choice.dispatchEvent(new Event('change'));
            document.getElementById('propose-reason').value = 'Its time is over.';";
        page.execute(choose, vec![]).await?;
        let hint = page.find(By::Css("[data-proposing=forget]")).await?;
        assert!(hint.text().await?.contains("stop it by any message"));
        press(page, "[data-form=propose] button").await?;
        page.find(By::Css("[data-noted]:not([hidden])")).await?;
        let waits = page.find(By::Css("[data-waits]")).await?.text().await?;
        for said in [
            "Delete the case for good",
            "stopped by any message",
            "take it back",
        ] {
            assert!(waits.contains(said), "{said}: {waits}");
        }
        // A hold can still be proposed, and nothing else.
        let offered = "return [...document.querySelectorAll('#proposed option')].map((one) => one.value).join()";
        let offered: String = page.execute(offered, vec![]).await?.convert()?;
        assert_eq!(offered, "hold");

        // The reporter reads it, without script and with.
        let told = source.returns_with(&receipt.digits).text_of("notice");
        assert!(told.contains("to delete your report"), "{told}");
        page.goto(format!("{}{}?l=en", office.door(), address::ANSWER))
            .await?;
        let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
        page.query(By::XPath(opens)).first().await?;
        let field = page.find(By::Id("receipt")).await?;
        field.send_keys(&receipt.digits).await?;
        send(page).await?;
        let shown = page.find(By::Id("notice")).await?.text().await?;
        assert_eq!(shown, told);

        // Too early for anybody who asks the server past the page.
        office.clock.move_to(now + 29 * 86_400);
        let other = desk.signed_in(&name_of(office, other));
        let agreed = other.votes(&other.case(case), true, &office.trust);
        let early = other.hands_in(case, "step", &agreed.to_bytes());
        assert_eq!(
            (early.status, early.field("fault")),
            (409, "fault-desk-notice".to_owned())
        );
        desk.signs_in_on(page, &name_of(office, &other)).await?;
        press(page, ".cases button").await?;
        let button = page
            .find(By::Css("[data-vote] button[value=agree]"))
            .await?;
        assert!(!button.is_displayed().await?);
        office.clock.move_to(now + 30 * 86_400);
        desk.signs_in_on(page, &name_of(office, &other)).await?;
        // The browser goes by the clock of this machine.
        let later = "const today = desk.today(); desk.today = () => today + 30";
        page.execute(later, vec![]).await?;
        press(page, ".cases button").await?;
        let waits = page.find(By::Css("[data-waits]")).await?.text().await?;
        assert!(
            waits.contains("Nobody can open anything of it again"),
            "{waits}"
        );
        press(page, "[data-vote] button[value=agree]").await?;
        page.find(By::Css("[data-forgotten]:not([hidden])")).await?;
        assert!(page.find_all(By::Css(".cases button")).await?.is_empty());
        let other = desk.signed_in(&name_of(office, &other));
        let gone = source.returns_with(&receipt.digits).text();
        assert!(
            gone.contains("No report is kept under this receipt"),
            "{gone}"
        );
        assert_eq!(other.hands_in(case, "step", &agreed.to_bytes()).status, 404);
        Ok(())
    });
}

#[test]
fn whoever_holds_a_closed_case_is_asked_about_it_once_its_time_is_over() {
    in_chromium(async |office, page| {
        let now = office.clock.unix_seconds();
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let class = RetentionClass::Looked;
        let desk = Desk::keeping(
            office,
            Deadlines {
                retention: Retention::default().keeping(class, Period::days(40)),
                ..Deadlines::default()
            },
        );
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        closes(office, [&one, &other], case);
        desk.signs_in_on(page, &name_of(office, &one)).await?;
        press(page, "[data-act=work]").await?;
        page.find(By::Css(".lead ~ [data-none]:not([hidden])"))
            .await?;
        office.clock.move_to(now + 40 * 86_400);
        desk.signs_in_on(page, &name_of(office, &one)).await?;
        press(page, "[data-act=work]").await?;
        let asked = page.find(By::Css("[data-what=retention]:not([hidden])"));
        let asked = asked.await?.text().await?;
        assert!(asked.contains("is it to be deleted?"), "{asked}");
        press(page, ".agenda [data-days] button").await?;
        let kept = page.find(By::Css("[data-kept]:not([hidden]) dd")).await?;
        let kept = kept.text().await?;
        for said in [
            "after it was looked into",
            "First closed on",
            "deleted from",
        ] {
            assert!(kept.contains(said), "{said}: {kept}");
        }
        assert!(!kept.contains("decide otherwise"), "{kept}");
        Ok(())
    });
}

#[test]
fn no_officer_agrees_over_an_objection_whatever_the_desk_says() {
    TestOffice::on_each(|office| {
        let now = office.clock.unix_seconds();
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let trust = &office.trust;
        let open = one.proposes(&one.case(case), DecisionKind::Forget, trust);
        assert_eq!(takes(&one, case, &open), "fault-desk-not-closed");
        closes(office, [&one, &other], case);
        let proposed = one.proposes(&one.case(case), DecisionKind::Forget, trust);
        assert_eq!(takes(&one, case, &proposed), "taken");
        assert_eq!(takes(&one, case, &proposed), "taken", "sent again");
        office.clock.move_to(now + 30 * 86_400);
        let [one, other] = [one, other].map(|who| desk.signed_in(&name_of(office, &who)));
        let file = other.case(case);
        assert!(other.would_agree(&file, trust));
        let on = file.pending.unwrap();
        let agreed = other.votes(&file, true, trust);
        let back = source.returns_with(&receipt.digits);
        let hidden = journeys::between(&back.html, "name=\"receipt\" value=\"", "\"");
        let message = Filled::default()
            .field("receipt", hidden)
            .field("l", "en")
            .field("message", "I object.");
        assert_eq!(source.sends(address::MESSAGE, &message).status, 200);
        assert_eq!(takes(&other, case, &agreed), "fault-desk-not-pending");
        let file = other.case(case);
        assert_eq!(file.pending, None);
        // A desk that goes on about it all the same is not followed.
        let mut lying = file;
        lying.pending = Some(on);
        assert!(!other.would_agree(&lying, trust));
        let told = source.returns_with(&receipt.digits);
        assert!(!told.has("notice"));
        // It may be proposed again, and one refusal ends that as well.
        let again = other.proposes(&other.case(case), DecisionKind::Forget, trust);
        assert_eq!(takes(&other, case, &again), "taken");
        assert!(source.returns_with(&receipt.digits).has("notice"));
        let refused = one.votes(&one.case(case), false, trust);
        assert!(matches!(refused.step, Step::Refuse(_)));
        assert_eq!(takes(&one, case, &refused), "taken");
        assert!(!source.returns_with(&receipt.digits).has("notice"));
    });
}

/// As OPERATING.md says it: the last full backup, made with the tools that it names, today's keystore, and the key file
/// of every officer.
#[test]
fn the_last_full_backup_and_every_officers_key_open_nothing_of_a_forgotten_case_and_all_of_a_live_one()
 {
    if Command::new("sqlite3").arg("--version").output().is_err() {
        eprintln!("left out: there is no sqlite3 to make a backup with");
        return;
    }
    TestOffice::on_each(|office| {
        let now = office.clock.unix_seconds();
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let [one, other] = desk.two_holders();
        let gone = one.inbox(None).rows[0].case;
        let trust = &office.trust;
        let answer = one.writes(&one.case(gone), "Thank you.", trust);
        assert_eq!(one.replies(gone, &answer).status, 204);
        let name = [
            ("receipt", receipt.digits.as_str()),
            ("typed", "yes"),
            ("name", "Sari Dewi"),
            ("sure", "yes"),
        ];
        let kept = source.posts(address::IDENTITY, &name).text();
        assert!(kept.contains("has been locked"), "{kept}");
        closes(office, [&one, &other], gone);
        let proposed = one.proposes(&one.case(gone), DecisionKind::Forget, trust);
        assert_eq!(takes(&one, gone, &proposed), "taken");
        source.reports(&source.writes("The road was never built."));
        let told = drills(office, office.config()).unwrap();
        assert!(
            told.contains("a key in its keystore: 2. Without one, as after forgetting: 0."),
            "{told}"
        );

        let (restored, _restored) = backs_up(office);
        office.clock.move_to(now + 30 * 86_400);
        let other = desk.signed_in(&name_of(office, &other));
        let agreed = other.votes(&other.case(gone), true, trust);
        assert_eq!(takes(&other, gone, &agreed), "taken");
        let told = drills(office, office.config()).unwrap();
        assert!(
            told.contains("a key in its keystore: 1. Without one, as after forgetting: 0."),
            "{told}"
        );

        let told = drills(office, &restored).unwrap();
        for said in [
            "a key in its keystore: 1. Without one, as after forgetting: 1.",
            // A grant for each of three, the answer in the mailbox, and what three custodians keep.
            "0 of 7 pieces opened with any key of the keystore",
            "1 opened whole with the officers' keys given; 0 are held by none of them",
            "The drill succeeded.",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
        let page = source.returns_with(&receipt.digits).text();
        assert!(
            page.contains("No report is kept under this receipt"),
            "{page}"
        );
    });
}

/// Runs the drill on what a configuration names, with every officer's key.
fn drills(office: &TestOffice, config: &Path) -> Result<String, String> {
    let folder = office.folder().officers();
    let [data, config] = [folder.parent().unwrap(), config].map(|path| path.to_str().unwrap());
    run(&["drill", "--data", data, "--config", config])
}

/// Backs the main database up and puts the backup beside it; a configuration that names it, with the keystore of today.
fn backs_up(office: &TestOffice) -> (PathBuf, Option<Schema>) {
    let config = fs::read_to_string(office.config()).unwrap();
    let (_, database) = config.split_once("[database]\n").unwrap();
    let named = journeys::between(database, "\"", "\"");
    let copy = format!("{named}.backup");
    let mut schema = None;
    if database.starts_with("sqlite") {
        does("sqlite3", &[named, &format!(".backup '{copy}'")]);
    } else {
        let url = fs::read_to_string(named).unwrap();
        let (_, name) = url.split_once("search_path%3D").unwrap();
        let fresh = format!("{name}_backup");
        let dump = format!("{named}.sql");
        does("pg_dump", &["--schema", name, "--file", &dump, &url]);
        let text = fs::read_to_string(&dump).unwrap().replace(name, &fresh);
        fs::write(&dump, text).unwrap();
        let url = url.replace(name, &fresh);
        does(
            "psql",
            &["--quiet", "-v", "ON_ERROR_STOP=1", "--file", &dump, &url],
        );
        fs::write(&copy, &url).unwrap();
        schema = Some(Schema { url, name: fresh });
    }
    let restored = office.config().with_file_name("restored.toml");
    fs::write(&restored, config.replace(named, &copy)).unwrap();
    (restored, schema)
}

/// A schema that is dropped with this.
struct Schema {
    url: String,
    name: String,
}

impl Drop for Schema {
    fn drop(&mut self) {
        let drop = format!("DROP SCHEMA {} CASCADE", self.name);
        does("psql", &["--quiet", "--command", &drop, &self.url]);
    }
}

fn does(program: &str, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {told}");
}

/// Closes a case, the one officer proposing it and the other one agreeing.
fn closes(office: &TestOffice, [one, other]: [&OfficerAtDesk; 2], case: CaseId) {
    let trust = &office.trust;
    let close = one.proposes(&one.case(case), DecisionKind::Close, trust);
    assert_eq!(takes(one, case, &close), "taken");
    let agreed = other.votes(&other.case(case), true, trust);
    assert_eq!(takes(other, case, &agreed), "taken");
}

/// What the desk says to a step.
fn takes(who: &OfficerAtDesk, case: CaseId, step: &SealedStep) -> String {
    let told = who.hands_in(case, "step", &step.to_bytes());
    match told.status {
        204 => "taken".to_owned(),
        409 => told.field("fault"),
        other => other.to_string(),
    }
}

fn name_of(office: &TestOffice, officer: &OfficerAtDesk) -> String {
    let id = officer.keys().officer;
    let mut all = office.everybody().into_iter();
    let found = all.find(|one| office.keys(&one.name).officer == id);
    found.unwrap().name
}
