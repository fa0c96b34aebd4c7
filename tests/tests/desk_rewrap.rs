//! An officer with other keys seals the own cases to them in the browser, page by page.

use std::fs;
use std::path::PathBuf;

use casework::{Journal, ListedCase, OpenCase, SavedSearches, rewrapped_to_bytes};
use journeys::{
    DEMO, Desk, Make, TestOffice, axe, finds_nothing, in_chromium_with, in_window, press, run,
};
use seal::{OfficerKeys, Receipt, Trust};
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// New keys of an officer, named by the roster of today; the ones before lie beside them.
struct Renewed {
    before: PathBuf,
    trust: Trust,
    words: String,
    _folder: TempDir,
}

/// Draws new keys for an officer, has them named, and puts them in the place of the ones before.
fn renews(office: &TestOffice, name: &str) -> Renewed {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let officers = office.folder().officers();
    let data = office.folder().path().to_str().unwrap();
    let (key, words) = (
        officers.join(format!("{name}.key")),
        officers.join(format!("{name}.passphrase")),
    );
    let (new, draft, public) = (file("new.key"), file("next"), file("new.public"));
    let told = run(&[
        "key",
        "renew",
        "--key",
        key.to_str().unwrap(),
        "--out",
        &new,
    ])
    .unwrap();
    run(&["roster", "draft", &draft, "--data", data]).unwrap();
    run(&["roster", "rekey", &draft, "--public", &public]).unwrap();
    let trust = office.publishes(&draft);
    let before = folder.path().join("before.key");
    let old_words = fs::read_to_string(&words).unwrap().trim().to_owned();
    fs::rename(&key, &before).unwrap();
    fs::rename(&new, &key).unwrap();
    fs::write(&words, told.lines().last().unwrap().trim()).unwrap();
    Renewed {
        before,
        trust,
        words: old_words,
        _folder: folder,
    }
}

fn reports(office: &TestOffice, count: usize) {
    let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
    let source = office.source();
    for number in 0..count {
        let filled = source.writes(&format!("Case number {number}."));
        let filled = filled.field("exclude", &spare[0]);
        source.reports(&filled.field("exclude", &spare[1]));
    }
}

#[test]
fn grants_are_sealed_anew_by_their_own_officer_alone_once_the_list_names_the_key() {
    TestOffice::on_each(|office| {
        reports(office, 2);
        let old = office.keys("north-1");
        let early = Desk::of(office);
        let before = early.signed_in("north-1");
        let page = before.gets("/api/rewrap").body;
        let page = ListedCase::list_from_bytes(&page).unwrap();
        assert_eq!(page.len(), 2);
        assert!(page.iter().all(|case| case.card.is_none()));
        let of_officer =
            |case: &ListedCase| case.grants.iter().all(|one| one.grantee == old.officer);
        assert!(page.iter().all(of_officer), "nobody else's grants");

        let renewed = renews(office, "north-1");
        let new = office.keys("north-1");
        let own = renewed.trust.roster(office.today()).unwrap();
        let own = own.officer(new.officer).unwrap();
        let anew = |case: &ListedCase| case.rewrap(own, &old, &new, &renewed.trust).unwrap();
        let grants: Vec<_> = page.iter().filter_map(anew).collect();
        let bytes = rewrapped_to_bytes(&grants);
        assert_eq!(before.sends("/api/rewrap", &bytes).status, 400, "too early");

        let desk = Desk::under(office, renewed.trust.clone());
        let after = desk.signed_in("north-1");
        let opens = |keys: &OfficerKeys| {
            let opens = |case: &ListedCase| {
                let file = after.case(case.header.case);
                OpenCase::open(file, keys, &renewed.trust).is_ok()
            };
            page.iter().filter(|case| opens(case)).count()
        };
        assert_eq!((opens(&old), opens(&new)), (2, 0));
        for place in [0, 30, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(after.sends("/api/rewrap", &changed).status, 400, "{place}");
        }
        assert_eq!(desk.somebody().sends("/api/rewrap", &bytes).status, 401);
        assert_eq!(desk.somebody().gets("/api/rewrap").status, 401);
        for name in ["north-2", "head"] {
            let other = desk.signed_in(name);
            assert_eq!(other.sends("/api/rewrap", &bytes).status, 400, "{name}");
        }
        let auditor = desk.signed_in("auditor");
        assert_eq!(auditor.gets("/api/rewrap").status, 404);
        assert_eq!(auditor.sends("/api/rewrap", &bytes).status, 404);
        let keeper = desk.signed_in("commission-custodian");
        let own = ListedCase::list_from_bytes(&keeper.gets("/api/rewrap").body);
        assert!(own.unwrap().is_empty());
        assert_eq!(keeper.sends("/api/rewrap", &bytes).status, 400);
        let many = rewrapped_to_bytes(&vec![grants[0].clone(); 51]);
        assert_eq!(after.sends("/api/rewrap", &many).status, 409);
        assert_eq!((opens(&old), opens(&new)), (2, 0), "nothing was kept");
        for _ in 0..2 {
            assert_eq!(after.sends("/api/rewrap", &bytes).status, 204);
        }
        assert_eq!((opens(&old), opens(&new)), (0, 2));
        let first = format!("/api/rewrap?after={}", page[1].header.case);
        assert!(
            ListedCase::list_from_bytes(&after.gets(&first).body)
                .unwrap()
                .is_empty()
        );
        assert_eq!(after.gets("/api/rewrap?after=x").status, 400);
        let colleague = desk.signed_in("north-2");
        // Colleagues open what they held as before.
        let file = colleague.case(page[0].header.case);
        assert!(OpenCase::open(file, colleague.keys(), &renewed.trust).is_ok());
    });
}

#[test]
fn an_officer_with_new_keys_opens_older_cases_again_in_the_browser() {
    let axe = axe();
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            // More than one page of them.
            reports(office, 52);
            let renewed = renews(office, "north-1");
            let desk = Desk::under(office, renewed.trust.clone());
            desk.signs_in_on(page, "north-1").await?;
            press(page, "[data-act=mine]").await?;
            press(page, "[data-form=rewrap] summary").await?;
            let types = async |file: &str, words: &str| -> anyhow::Result<()> {
                let chosen = page.find(By::Id("older-file")).await?;
                chosen.send_keys(file).await?;
                let typed = page.find(By::Id("older-passphrase")).await?;
                typed.clear().await?;
                typed.send_keys(words).await?;
                press(page, "[data-form=rewrap] button.send").await?;
                Ok(())
            };
            let faults = async || page.find(By::Id("desk-faults")).await?.text().await;
            let officers = office.folder().officers();
            let file = |name: &str| officers.join(name).to_str().unwrap().to_owned();
            types(&file("north-2.key"), &renewed.words).await?;
            let told = faults().await?;
            assert!(told.contains("somebody else"), "{told}");
            types(&file("north-1.key"), office.passphrase("north-1").words()).await?;
            page.find(By::XPath(
                "//*[@id='desk-faults'][contains(., 'uses already')]",
            ))
            .await?;
            let before = renewed.before.to_str().unwrap();
            types(before, office.passphrase("north-2").words()).await?;
            page.find(By::XPath(
                "//*[@id='desk-faults'][contains(., 'does not open')]",
            ))
            .await?;
            types(before, &renewed.words).await?;
            page.find(By::Css("[data-form=rewrap] [data-over]:not([hidden])"))
                .await?;
            let told = page
                .find(By::Css("[data-form=rewrap]"))
                .await?
                .text()
                .await?;
            assert!(
                told.contains("looked at: 52. Locked for the new key: 52."),
                "{told}"
            );
            if let Some(axe) = &axe {
                finds_nothing(page, axe, "cases that were locked for new keys").await?;
            }
            let wider = "return document.documentElement.scrollWidth > innerWidth";
            assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
            // What came meanwhile, sealed with the list before.
            reports(office, 1);
            types(before, &renewed.words).await?;
            page.find(By::XPath(
                "//*[@data-known][contains(., 'looked at: 53. Locked for the new key: 1.')]",
            ))
            .await?;
            press(page, "[data-act=home]").await?;
            press(page, "ol.cases button").await?;
            page.find(By::XPath("//main[contains(., 'Case number')]"))
                .await?;
            Ok(())
        });
    }
}

#[test]
fn a_contributor_with_new_keys_opens_their_journals_again_in_the_browser() {
    let custodian = "officer = [{ name = \"society-custodian\"";
    let with = "officer = [{ name = \"monitor\", label = \"Monitor of the valley\", capability = \"contributor\" }, \
        { name = \"society-custodian\"";
    in_chromium_with(&DEMO.replace(custodian, with), async |office, page| {
        let mut kept = SavedSearches::default();
        let journal = Journal {
            name: "Valley".to_owned(),
            body: "Commission".to_owned(),
            receipt: Receipt::draw().unwrap().digits().to_string(),
        };
        kept.keep_journal(journal).unwrap();
        let sealed = kept.seal(1, &office.keys("monitor")).unwrap();
        let early = Desk::of(office);
        let monitor = early.signed_in("monitor");
        assert_eq!(
            monitor.sends("/api/journals", &sealed.to_bytes()).status,
            204
        );

        let renewed = renews(office, "monitor");
        let desk = Desk::under(office, renewed.trust.clone());
        desk.signs_in_on(page, "monitor").await?;
        press(page, "[data-act=journals]").await?;
        page.find(By::XPath(
            "//*[@id='desk-faults'][contains(., 'journals if you keep any')]",
        ))
        .await?;
        press(page, "[data-act=mine]").await?;
        press(page, "[data-form=rewrap] summary").await?;
        page.find(By::Css("[data-journals]:not([hidden])")).await?;
        let chosen = page.find(By::Id("older-file")).await?;
        chosen.send_keys(renewed.before.to_str().unwrap()).await?;
        let typed = page.find(By::Id("older-passphrase")).await?;
        typed.send_keys(&renewed.words).await?;
        press(page, "[data-form=rewrap] button.send").await?;
        page.find(By::Css("[data-journals-over]:not([hidden])"))
            .await?;
        if let Some(axe) = axe() {
            finds_nothing(page, &axe, "journals that were locked for new keys").await?;
        }
        press(page, "[data-act=journals]").await?;
        page.find(By::XPath("//main//li/h2[.='Valley']")).await?;
        let found = desk.signed_in("monitor").gets("/api/journals").body;
        let found = casework::SealedSearches::from_bytes(&found).unwrap();
        assert_eq!(
            SavedSearches::open(&found, &office.keys("monitor")),
            Some(kept.clone())
        );
        Ok(())
    });
}
