//! Reports that officers enter for somebody who came without the web.

use casework::{ActKind, ActPage, Assisted, OpenCase, ReportForm};
use journeys::{Desk, TestOffice, devtools, in_chromium, press};
use seal::{Level, LogTicket, OfficerId, OfficerKeys, Parcel, Receipt, Sending};
use thirtyfour::prelude::*;

#[test]
fn what_an_officer_enters_is_taken_once_as_it_was_sealed_and_gives_the_officer_nothing() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let typist = desk.signed_in("south-2");
        let (keys, receipt) = (office.keys("south-2"), Receipt::draw().unwrap());
        let told = "A clerk on the phone told of a rigged tender.";
        let parcel = entered(office, &receipt, told, &keys, Level::B);
        let (id, bytes) = (parcel.head().id, parcel.to_bytes());
        let enters = |bytes: &[u8]| typist.puts(&format!("/api/assisted/{id}"), bytes).status;
        // The thread at the end is no part of what is signed.
        for place in [0, 1, 40, bytes.len() / 3, bytes.len() / 2, bytes.len() - 60] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(enters(&changed), 400, "{place}");
        }
        assert_eq!(enters(&bytes[..bytes.len() - 1]), 400);
        assert_eq!(enters(b""), 400);
        let away = entered(office, &receipt, told, &keys, Level::A);
        let at = format!("/api/assisted/{}", away.head().id);
        assert_eq!(typist.puts(&at, &away.to_bytes()).status, 400, "level A");
        assert_eq!(typist.puts(&at, &bytes).status, 400, "under another id");
        assert_eq!(typist.puts("/api/assisted/x", &bytes).status, 404);
        let at = format!("/api/assisted/{id}");
        assert_eq!(desk.somebody().puts(&at, &bytes).status, 401);

        let auditor = desk.signed_in("auditor");
        assert_eq!(auditor.puts(&at, &bytes).status, 404);

        assert_eq!(enters(&bytes), 204);
        assert_eq!(enters(&bytes), 204, "a stale page sent it again");
        let other = entered(office, &receipt, "Something else.", &keys, Level::B);
        let at = format!("/api/assisted/{}", other.head().id);
        assert_eq!(
            typist.puts(&at, &other.to_bytes()).status,
            409,
            "one receipt"
        );

        let case = parcel.head().header.case;
        assert_eq!(typist.inbox(None).total, Some(0));
        assert_eq!(typist.gets(&format!("/api/cases/{case}")).status, 404);
        let holder = desk.signed_in(&office.a_holder().name);
        assert_eq!(holder.inbox(None).total, Some(1));
        let file = holder.case(case);
        let opened = OpenCase::open(file, holder.keys(), &office.trust).unwrap();
        let entered = opened.entered_by().unwrap();
        assert_eq!(
            (entered.officer, entered.channel.as_str(), entered.is_signed),
            (Some(keys.officer), "phone", true)
        );
        let acts = holder.gets(&format!("/api/cases/{case}/acts")).text();
        let acts = acts.parse::<ActPage>().unwrap().acts;
        let assisted: Vec<_> = acts
            .iter()
            .filter(|act| act.kind == ActKind::Assisted)
            .collect();
        assert_eq!(assisted.len(), 1);
        assert_eq!(assisted[0].officer, Some(keys.officer));
        assert_eq!(assisted[0].about, parcel.head().objects[0].digest());
        assert!(opened.is_entered_as_recorded(&acts));
        let others: Vec<_> = acts
            .into_iter()
            .filter(|act| act.kind != ActKind::Assisted)
            .collect();
        assert!(
            !opened.is_entered_as_recorded(&others),
            "a record that hides it"
        );
        let told = office.source().returns_with(&receipt.digits()).text();
        assert!(told.contains("No officer has answered yet"), "{told}");
    });
}

#[test]
fn an_officer_enters_a_report_for_a_visitor_who_comes_back_with_the_printed_receipt() {
    in_chromium(async |office, page| {
        let desk = Desk::of(office);
        desk.signs_in_on(page, "south-2").await?;
        press(page, "[data-act=assist]").await?;
        let own = office.keys("south-2").officer;
        let said = page.find(By::Css("main")).await?.text().await?;
        for truth in [
            "hear and read",
            "copy of your receipt",
            "only if I am among",
            "of your own",
        ] {
            assert!(said.contains(truth), "{truth}: {said}");
        }
        press(page, "main form button.send").await?;
        faulted(page, "Write what happened").await?;
        let types = "document.querySelector('main form').account.value = arguments[0];
            document.querySelector('main form').where.value = 'Ratanakiri';
            document.querySelector('input[name=body]').checked = true;
            document.querySelector(`input[value=\"${arguments[1]}\"]`).checked = true;";
        let account = "They took the fund, and <b>more</b>.";
        page.execute(types, vec![account.into(), own.to_string().into()])
            .await?;
        press(page, "main form button.send").await?;
        faulted(page, "how the person came").await?;
        let ways = page.find_all(By::Css("#channel option")).await?.len();
        assert_eq!(ways, Assisted::CHANNELS.len() + 1);
        let comes = "document.getElementById('channel').value = 'in_person'";
        page.execute(comes, vec![]).await?;
        press(page, "main form button.send").await?;
        page.find(By::Css("#receipt-digits span")).await?;
        let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
        let words = page.find(By::Id("receipt-words")).await?.text().await?;
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);

        let paper = serde_json::json!({ "media": "print" });
        devtools(page, "Emulation.setEmulatedMedia", paper).await?;
        let printed = page.find(By::Css("body")).await?.text().await?;
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&printed), letters(&format!("{digits}{words}")));
        let screen = serde_json::json!({ "media": "" });
        devtools(page, "Emulation.setEmulatedMedia", screen).await?;

        // Whatever leads away wipes it, and nothing leads back.
        let first = digits.split_whitespace().next().unwrap().to_owned();
        press(page, "[data-act=done]").await?;
        page.find(By::Id("find")).await?;
        for away in ["history.back()", "history.back()", "history.forward()"] {
            page.execute(away, vec![]).await?;
            page.find(By::Css("main h1")).await?;
            let source = page.source().await?;
            assert!(!source.contains(&format!("<span>{first}</span>")), "{away}");
        }
        let kept = "return localStorage.length + sessionStorage.length";
        assert_eq!(page.execute(kept, vec![]).await?.convert::<u32>()?, 0);
        press(page, "main [data-act=home]:not([hidden])").await.ok();
        let none = page.find_all(By::Css(".cases li")).await?.len();
        assert_eq!(none, 0, "who typed it holds nothing");
        press(page, "[data-act=lock]").await?;
        page.find(By::Css("#desk-locked:not([hidden])")).await?;

        let told = office.source().returns_with(&digits).text();
        assert!(told.contains("No officer has answered yet"), "{told}");
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        let facts = page.find(By::Css("[data-assisted]")).await?.text().await?;
        let label = label(office, own);
        for said in ["Entered for somebody", &label, "has signed", "In person"] {
            assert!(facts.contains(said), "{said}: {facts}");
        }
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(entries.contains(account), "{entries}");
        let unfold = "document.querySelector('[data-acts] summary').click()";
        page.execute(unfold, vec![]).await?;
        let done = "//ol[@class='acts-done']/li[contains(.,'entered the report')]";
        let done = page.query(By::XPath(done)).first().await?.text().await?;
        assert!(done.contains(&label), "{done}");
        let otherwise = page.find(By::Css("[data-entered-otherwise]")).await?;
        assert!(!otherwise.is_displayed().await?);
        Ok(())
    });
}

/// What a report that an officer enters is sealed to; the officer is excluded.
fn entered(
    office: &TestOffice,
    receipt: &Receipt,
    account: &str,
    keys: &OfficerKeys,
    level: Level,
) -> Parcel {
    let (trust, today) = (&office.trust, office.today());
    let roster = trust.newest().unwrap();
    let mut form = ReportForm::default();
    form.account = account.to_owned();
    form.body = roster.bodies[0].id.to_string();
    form.exclude = vec![keys.officer.to_string()];
    let checked = form.check(roster).unwrap();
    let (body, excluded) = (checked.body, checked.exclusions.clone());
    let mut sending = Sending::begin(trust, receipt, body, &excluded, level, today).unwrap();
    let (mut report, card) = checked.write(&form, sending.log_secret());
    report.assisted = Some(Assisted::sign(keys, sending.header(), "phone").unwrap());
    sending.write_report(&report, &card).unwrap();
    let origin = ledger::Origin::of(&trust.manifest.log.origin);
    let parcel = sending.finish(None, |secret, digest| {
        let statement = ledger::Statement {
            code: ledger::Code::Received,
            sequence: 0,
            detail: 0,
            digest: *digest.as_bytes(),
        };
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        Ok(LogTicket::new(
            *entry.as_bytes(),
            opening.to_bytes(),
            secret,
        ))
    });
    parcel.unwrap()
}

fn label(office: &TestOffice, officer: OfficerId) -> String {
    let roster = office.trust.newest().unwrap();
    roster.officer(officer).unwrap().label.clone()
}

async fn faulted(page: &WebDriver, said: &str) -> anyhow::Result<()> {
    let at = format!("//*[@id='desk-faults'][contains(.,'{said}')]");
    page.query(By::XPath(at)).first().await?;
    Ok(())
}
