//! An office for practice: every page says so, and nothing of it fits a real one.

use std::fs;

use journeys::{
    DEMO, Desk, Filled, Page, SealedReport, TestOffice, axe, finds_nothing, in_chromium_with,
    press, run, send,
};
use pages::{Language, Pages, address};
use seal::note::{self, NamedKey};
use seal::{Acceptable, OfficerKeys, ParcelError, ParcelReader, Passphrase, Receipt, Trust};
use tabir::config::Config;
use tabir::data_folder::read_trust;
use tempfile::TempDir;
use thirtyfour::prelude::*;

#[test]
fn every_page_of_both_doors_of_an_office_for_practice_says_so_and_no_page_of_another() {
    for is_training in [true, false] {
        let plan = if is_training {
            training()
        } else {
            DEMO.to_owned()
        };
        TestOffice::with_plan(&plan, |office| {
            let instance = office.trust.manifest.instance;
            assert_eq!(instance.is_for_training(), is_training);
            let pages = Pages::load().unwrap();
            let source = office.source();
            let reported = source.sends(address::REPORT, &source.writes("The bridge."));
            let receipt = source.reports(&source.writes("The road."));
            let mut seen = vec![
                reported,
                source.sends(address::REPORT, &Filled::default()),
                source.returns_with(&receipt.words),
                source.returns_with(&Receipt::draw().unwrap().words().join(" ")),
                source.opens("/nowhere"),
                source.posts(address::MESSAGE, &[]),
            ];
            let answers = [&seen[2], &seen[3]].map(|page| page.html.len());
            assert_eq!(answers[0], answers[1], "known or not");
            for path in [
                address::START,
                address::SAFETY,
                address::REPORT,
                address::ANSWER,
                address::CHECK,
                address::PARCEL,
            ] {
                seen.push(source.opens(path));
            }
            for page in &seen {
                says(page, &pages, Language::English, is_training);
            }
            for path in [address::START, address::REPORT] {
                let page = source.opens(&format!("{path}?l=id"));
                says(&page, &pages, Language::Indonesian, is_training);
            }
            let desk = Desk::of(office);
            let somebody = journeys::Source::at(desk.address());
            for (path, language) in [
                ("/?l=en", Language::English),
                ("/?l=id", Language::Indonesian),
                ("/nowhere", Language::English),
            ] {
                says(&somebody.opens(path), &pages, language, is_training);
            }
        });
    }
}

#[test]
fn what_is_sealed_for_practice_is_refused_by_the_real_office_and_the_other_way_round() {
    let folder = TempDir::new().unwrap();
    TestOffice::found(&training(), folder.path());
    let practice = read_trust(&folder.path().join("trust")).unwrap();
    TestOffice::on_each(|office| {
        let today = office.today();
        let sealed = |trust: &Trust| {
            let receipt = Receipt::draw().unwrap();
            SealedReport::seal(trust, &receipt, "The bridge.", b"a file", today).to_bytes()
        };
        let outcome = |trust: &Trust, parcel: &[u8]| {
            let mut reader = ParcelReader::new(trust, today);
            reader.feed(parcel)?;
            let (Acceptable::Report(_) | Acceptable::FollowUp(_), _) = reader.finish()?;
            Ok(())
        };
        let (for_practice, real) = (sealed(&practice), sealed(&office.trust));
        let foreign = Err(ParcelError::ForeignInstance);
        assert_eq!(outcome(&office.trust, &real), Ok(()));
        assert_eq!(outcome(&practice, &for_practice), Ok(()));
        assert_eq!(outcome(&office.trust, &for_practice), foreign);
        assert_eq!(outcome(&practice, &real), foreign);

        let source = office.source();
        let hands_in = |parcel: &[u8]| {
            let form = Filled::default().file_as("parcel", "parcel", parcel);
            source.sends(address::PARCEL, &form)
        };
        assert!(!hands_in(&for_practice).has("parcel-number"));
        assert!(hands_in(&real).has("parcel-number"));

        // The digest on the poster is of one of the two, and the keys of officers as well.
        let practice_folder = folder.path().join("trust");
        let digest = office.trust.manifest.digest().to_string();
        let refused = run(&[
            "seal",
            "--trust",
            practice_folder.to_str().unwrap(),
            "--manifest-digest",
            &digest,
            "--body",
            "Human Rights Institution",
            "--text-file",
            folder.path().join("plan.toml").to_str().unwrap(),
            "--out",
            folder.path().join("parcel").to_str().unwrap(),
        ]);
        let refused = refused.unwrap_err();
        assert!(refused.contains("not the one with the digest"), "{refused}");
        let keys = office.keys("north-1");
        assert_ne!(keys.instance, practice.manifest.instance);
    });
}

#[test]
fn no_line_that_is_changed_turns_an_office_for_practice_into_a_real_one_or_back() {
    for plan in [training(), DEMO.to_owned()] {
        let folder = TempDir::new().unwrap();
        TestOffice::found(&plan, folder.path());
        let trust_folder = folder.path().join("trust");
        let trust = read_trust(&trust_folder).unwrap();
        let instance = trust.manifest.instance.to_string();
        let kind = if trust.manifest.instance.is_for_training() {
            "4"
        } else {
            "8"
        };
        let mut other = instance.clone();
        other.replace_range(14..15, kind);
        let manifest = fs::read_to_string(trust_folder.join("manifest")).unwrap();
        let changed = manifest.replace(&instance, &other);
        assert_ne!(manifest, changed);
        fs::write(trust_folder.join("manifest"), &changed).unwrap();
        let told = format!("{:#}", read_trust(&trust_folder).unwrap_err());
        assert!(told.contains("signature"), "{told}");

        // Not even those who sign rosters can: what they sign anew fits neither the rosters nor anybody's keys.
        let signer = roster_signer(folder.path());
        let text = note::text(&changed).unwrap();
        let name = NamedKey::new("demo-signer", signer.verifying()).unwrap();
        let signed = note::assemble(text, &[note::sign(text, &name, &signer)]);
        fs::write(trust_folder.join("manifest"), signed).unwrap();
        let told = format!("{:#}", read_trust(&trust_folder).unwrap_err());
        assert!(told.contains("another deployment"), "{told}");

        let config = "training = true\n[trust]\nfolder = \"trust\"\n";
        let told = format!("{:#}", Config::parse(config).unwrap_err());
        assert!(told.contains("training"), "{told}");
    }
}

#[test]
fn in_a_browser_the_receipt_its_printed_slip_and_the_desk_say_that_it_is_for_practice() {
    in_chromium_with(&training(), async |office, page| {
        let banner = async || -> anyhow::Result<bool> {
            let banner = page.find(By::Css("aside.training")).await?;
            Ok(banner.is_displayed().await? && banner.text().await?.contains("for practice"))
        };
        page.goto(format!("{}{}?l=en", office.door(), address::REPORT))
            .await?;
        assert!(banner().await?);
        let locked =
            "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks it')]";
        page.query(By::XPath(locked)).first().await?;
        let account = page.find(By::Id("account")).await?;
        account.send_keys("The bridge.").await?;
        press(page, "#body input").await?;
        let axe = axe().unwrap_or_default();
        if !axe.is_empty() {
            finds_nothing(page, &axe, "a form for practice").await?;
        }
        send(page).await?;
        page.query(By::Css("#receipt-digits span")).first().await?;
        assert!(banner().await?, "on the page with the receipt");
        journeys::devtools(
            page,
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "media": "print" }),
        )
        .await?;
        assert!(banner().await?, "on the printed slip");
        let header = page.find(By::Css("header")).await?;
        assert!(!header.is_displayed().await?, "as it is printed");
        journeys::devtools(
            page,
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "media": "" }),
        )
        .await?;

        let desk = Desk::of(office);
        page.goto(format!("{}/?l=en", desk.address())).await?;
        assert!(banner().await?);
        desk.signs_in_on(page, "north-1").await?;
        page.query(By::Id("find")).first().await?;
        assert!(banner().await?, "in the list");
        press(page, "[data-act=mine]").await?;
        page.query(By::Id("passkey-label")).first().await?;
        assert!(banner().await?, "and everywhere else");
        if !axe.is_empty() {
            finds_nothing(page, &axe, "the desk of an office for practice").await?;
        }
        Ok(())
    });
}

fn says(page: &Page, pages: &Pages, language: Language, is_training: bool) {
    let words = pages.wording(language).text("training");
    let mark = pages.wording(language).text("training-mark");
    let html = &page.html;
    assert_eq!(
        html.matches(&*words).count(),
        usize::from(is_training),
        "{html}"
    );
    assert_eq!(html.contains(&*mark), is_training, "{html}");
}

/// The key that signed the manifest of an office that was founded in a folder.
fn roster_signer(folder: &std::path::Path) -> seal::SigningKey {
    let read = |ending: &str| {
        fs::read_to_string(folder.join(format!("roster-keys/demo-signer.{ending}"))).unwrap()
    };
    let passphrase = Passphrase::parse(&read("passphrase")).unwrap();
    let keys = OfficerKeys::from_file(&read("key"), &passphrase).unwrap();
    keys.signing.clone()
}

fn training() -> String {
    format!("training = true\n{DEMO}")
}
