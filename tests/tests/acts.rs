//! The record of acts: in a case, for an auditor, and saved.

use casework::{ActChain, ActKind, ActPage};
use journeys::{Desk, TestOffice, in_chromium, press, run, tell};
use seal::OfficerId;
use thirtyfour::prelude::*;

#[test]
fn every_kind_of_act_has_its_words() {
    let mut words: Vec<_> = ActKind::ALL.iter().map(|kind| kind.word()).collect();
    words.sort_unstable();
    assert_eq!(words, pages::desk::ACTS);
}

#[test]
fn only_an_auditor_reads_the_record_and_opens_no_case() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let officer = desk.signed_in(&office.a_holder().name);
        let case = officer.cases()[0].header.case;
        officer.case(case);
        assert_eq!(officer.gets("/api/acts").status, 404);
        assert_eq!(desk.somebody().gets("/api/acts").status, 401);
        let of_case = format!("/api/cases/{case}/acts");
        let own: ActPage = officer.gets(&of_case).text().parse().unwrap();
        assert_eq!(own.acts[0].kind, ActKind::Opened);

        let without_grant = desk.signed_in("rights-1");
        assert_eq!(without_grant.gets(&of_case).status, 404);
        let auditor = desk.signed_in("auditor");
        for path in ["/api/cases", "/api/memory"] {
            let told = auditor.gets(path).status;
            assert_eq!(told == 404, path == "/api/cases", "{path}");
        }
        for path in [format!("/api/cases/{case}"), of_case] {
            assert_eq!(auditor.gets(&path).status, 404, "{path}");
        }
        let page: ActPage = auditor.gets("/api/acts").text().parse().unwrap();
        let mut chain = ActChain::new(office.trust.manifest.instance);
        page.acts
            .iter()
            .try_for_each(|act| chain.take(act))
            .unwrap();
        let kinds: Vec<_> = page.acts.iter().map(|act| act.kind).collect();
        for kind in [
            ActKind::SignedIn,
            ActKind::Opened,
            ActKind::Refused,
            ActKind::RecordRead,
        ] {
            assert!(kinds.contains(&kind), "{kind:?} in {kinds:?}");
        }
        for wrong in [
            "?day=2026",
            "?subject=office",
            "?day=2026-01-01&number=1",
            "?else=1",
        ] {
            let refused = auditor.gets(&format!("/api/acts{wrong}"));
            assert_eq!(refused.status, 400, "{wrong}");
        }
    });
}

#[test]
fn the_record_is_shown_in_the_case_and_to_the_auditor_with_no_word_of_the_report() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("xylophone-canary"));
        let desk = Desk::of(office);
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        let short = page.find(By::Css("main h1 code")).await?.text().await?;
        press(page, "[data-acts] summary").await?;
        let act = page.find(By::Css("[data-acts] li")).await?.text().await?;
        assert!(act.contains("opened the case"), "{act}");

        desk.signs_in_on(page, "auditor").await?;
        let shown = page.find(By::Css("main")).await?.text().await?;
        assert!(
            shown.contains("Each act names the one before it"),
            "{shown}"
        );
        assert!(
            shown.contains(&short) && !shown.contains("xylophone"),
            "{shown}"
        );
        page.find(By::Id("find-act"))
            .await?
            .send_keys(&short)
            .await?;
        press(page, "main form[role=search] button").await?;
        let alone =
            format!("//ol[contains(@class,'acts-done')][count(li)=1]/li[contains(.,'{short}')]");
        page.query(By::XPath(alone)).first().await?;
        Ok(())
    });
}

#[test]
fn a_saved_record_is_checked_without_the_office_and_a_changed_line_is_found() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let officer = desk.signed_in(&office.a_holder().name);
        officer.case(officer.cases()[0].header.case);
        let place = tempfile::tempdir().unwrap();
        let saved = place.path().join("acts.txt");
        let (config, out) = (office.config().to_str().unwrap(), saved.to_str().unwrap());
        run(&["acts", "save", "--config", config, "--out", out]).unwrap();
        let told = run(&["acts", "check", out]).unwrap();
        assert!(told.contains("each names the one before it"), "{told}");
        let text = std::fs::read_to_string(&saved).unwrap();
        let nobody = OfficerId::from_bytes([7; 16]).to_string();
        let other = text.replacen(&officer.keys().officer.to_string(), &nobody, 1);
        assert_ne!(text, other);
        std::fs::write(&saved, other).unwrap();
        let (succeeds, told) = tell(&["acts", "check", out]);
        assert!(
            !succeeds && told.contains("does not follow the one before it"),
            "{told}"
        );
    });
}
