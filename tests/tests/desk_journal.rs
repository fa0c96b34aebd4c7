//! Journals that contributors of civil-society bodies keep: theirs alone, over years, without access to any case.

use casework::{
    Assisted, Content, Doing, IncidentForm, Journal, OpenCase, ROLES, ReportForm, SavedSearches,
    SealedSearches, may,
};
use journeys::{
    DEMO, Desk, OfficerAtDesk, TestOffice, axe, finds_nothing, in_chromium_as_wide, press,
};
use seal::answer::Answer;
use seal::{
    Capability, FollowUp, FollowUpParcel, Kind, Level, LogTicket, OfficerKeys, Parcel, Receipt,
    Sending,
};
use thirtyfour::prelude::*;

#[test]
fn a_contributor_logs_into_a_journal_of_which_nobody_else_at_the_desk_sees_anything() {
    TestOffice::with_plan(&plan(), |office| {
        let desk = Desk::of(office);
        let (own, other) = (desk.signed_in("monitor"), desk.signed_in("watcher"));
        let receipt = Receipt::draw().unwrap();
        let report = entered(office, &receipt, own.keys());
        let at = format!("/api/assisted/{}", report.head().id);
        assert_eq!(own.puts(&at, &report.to_bytes()).status, 204);
        let case = report.head().header.case;

        // What is kept opens for its contributor alone, and follows what was kept before.
        let mut kept = SavedSearches::default();
        let journal = Journal {
            name: "Valley".to_owned(),
            body: "Commission".to_owned(),
            receipt: receipt.digits().to_string(),
        };
        kept.keep_journal(journal).unwrap();
        let sealed = kept.seal(1, own.keys()).unwrap().to_bytes();
        assert_eq!(own.sends("/api/journals", &sealed).status, 204);
        assert_eq!(own.sends("/api/journals", &sealed).status, 409, "stale");
        assert_eq!(own.sends("/api/journals", b"no journals").status, 400);
        assert_eq!(own.gets("/api/journals").body, sealed);
        assert_eq!(other.gets("/api/journals").body, b"");
        let found = SealedSearches::from_bytes(&sealed).unwrap();
        assert_eq!(SavedSearches::open(&found, other.keys()), None);

        // Two incidents, the second behind the first, each sent twice and stored once.
        for wanted in [1, 2] {
            let logged = incident(office, &receipt, &own);
            let at = format!("/api/journals/log/{}", logged.id());
            assert_eq!(own.puts(&at, &logged.to_bytes()).status, 204);
            assert_eq!(own.puts(&at, &logged.to_bytes()).status, 204);
            let stored = incidents(office).len();
            assert_eq!(stored, wanted);
        }
        // Nothing but incidents goes that way, and no incident goes the way of referrals.
        let message = follow_up(office, &receipt, &own, |follow_up| {
            let message = casework::Message::parse("More.").unwrap();
            follow_up.write(Kind::Message, &message).unwrap();
        });
        let at = format!("/api/journals/log/{}", message.id());
        assert_eq!(own.puts(&at, &message.to_bytes()).status, 409);
        let holder = desk.signed_in(&office.a_holder().name);
        let logged = incident(office, &receipt, &own);
        let at = format!("/api/referrals/follow/{}", logged.id());
        assert_eq!(holder.puts(&at, &logged.to_bytes()).status, 409);
        assert_eq!(incidents(office).len(), 2);

        // The answer is read with the receipt; who has none reads nothing, and no contributor is let into the case.
        let file = holder.case(case);
        let answer = holder.writes(&file, "Which road was it?", &office.trust);
        assert_eq!(holder.replies(case, &answer).status, 204);
        let page = page_of(office, &receipt, &own);
        assert!(!page.slots.is_empty());
        let unknown = page_of(office, &Receipt::draw().unwrap(), &other);
        assert!(unknown.status.is_none() && unknown.slots.is_empty());
        for contributor in [&own, &other] {
            for route in ["/api/cases".to_owned(), format!("/api/cases/{case}")] {
                assert_eq!(contributor.gets(&route).status, 404, "{route}");
            }
            let to = contributor.keys().officer;
            let grant = holder.grants(&holder.case(case), to, &office.trust);
            assert_eq!(
                holder.hands_in(case, "grant", &grant.to_bytes()).status,
                400
            );
        }
        assert!(
            !file
                .holders
                .iter()
                .any(|holds| *holds == own.keys().officer)
        );
    });
}

#[test]
fn nobody_but_contributors_has_journals_at_the_desk() {
    TestOffice::with_plan(&plan(), |office| {
        let desk = Desk::of(office);
        let nobody = desk.somebody();
        for (name, role) in [
            ("monitor", Capability::Contributor),
            ("head", Capability::Lead),
            ("north-1", Capability::Triage),
            ("auditor", Capability::Auditor),
            ("commission-custodian", Capability::Custodian),
        ] {
            let officer = desk.signed_in(name);
            assert!(ROLES.iter().any(|(known, _)| *known == role));
            let is_contributor = may(role, Doing::KeepsJournals);
            assert_eq!(is_contributor, role == Capability::Contributor);
            let expected = |answer| if is_contributor { answer } else { 404 };
            let mailbox = Receipt::draw()
                .unwrap()
                .keys(office.trust.manifest.instance)
                .mailbox;
            let asked = [
                ("mailbox", mailbox.to_text().as_str().to_owned()),
                ("page", "0".to_owned()),
            ];
            let asked = asked
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            assert_eq!(
                officer.gets("/api/journals").status,
                expected(200),
                "{name}"
            );
            assert_eq!(
                officer.sends("/api/journals", b"").status,
                expected(400),
                "{name}"
            );
            assert_eq!(
                officer.posts("/api/journals/answers", &asked).status,
                expected(200),
                "{name}"
            );
            assert_eq!(
                officer.posts("/api/journals/answer", &asked).status,
                expected(400),
                "{name}"
            );
            let at = format!("/api/journals/log/{}", seal::ParcelId::draw().unwrap());
            assert_eq!(
                officer.puts(&at, b"no parcel").status,
                expected(400),
                "{name}"
            );
        }
        assert_eq!(nobody.gets("/api/journals").status, 401);
    });
}

#[test]
fn a_contributor_keeps_a_journal_logs_an_incident_and_reads_the_answer() {
    for width in [360, 1_280] {
        in_chromium_as_wide(&plan(), width, async |office, page| {
            let desk = Desk::of(office);
            desk.signs_in_on(page, "monitor").await?;
            press(page, "[data-act=journals]").await?;
            said(page, "You keep no journal yet").await?;
            checked(page, "no journal yet").await?;
            press(page, "main [data-act=begin]").await?;
            let types = "document.querySelector('main form').account.value = 'We follow what is done to the people of the valley.';
                document.querySelector('input[name=body]').checked = true;
                document.getElementById('channel').value = 'assisted_cso';";
            page.find(By::Id("channel")).await?;
            page.execute(types, vec![]).await?;
            press(page, "main form button.send").await?;
            page.find(By::Css("#receipt-digits span")).await?;
            checked(page, "a receipt that can be kept").await?;
            press(page, ".keep-journal button.send").await?;
            said(page, "Give the journal a name").await?;
            page.find(By::Id("journal-name"))
                .await?
                .send_keys("Valley")
                .await?;
            press(page, ".keep-journal button.send").await?;
            said(page, "Valley").await?;
            page.find(By::Css("main [data-act=open]")).await?;
            let source = page.source().await?;
            assert!(!source.contains("receipt-digits\" class=\"keep\" translate=\"no\"><span>"));
            checked(page, "journals").await?;

            press(page, "main [data-act=open]").await?;
            said(page, "They have not answered yet").await?;
            press(page, "[data-log] button.send").await?;
            said(page, "Choose what was done").await?;
            let fills = "for (const [name, value] of [['act-1','threat.death'],['done-1','threatened'],['size','n50_249'],['year-began','2026'],['message','Men came at night.']]) {
                    document.querySelector(`[data-log] [name='${name}']`).value = value;
                }
                for (const choice of ['[name=unit][value=community]', \"[name=activity][value='hrd.land_environment']\"]) document.querySelector(`[data-log] ${choice}`).click();";
            page.execute(fills, vec![]).await?;
            checked(page, "the form of a journal").await?;
            press(page, "[data-log] button.send").await?;
            page.find(By::Css("[data-logged]:not([hidden])")).await?;
            said(page, "It is logged. Its number is ").await?;
            checked(page, "what was logged").await?;
            press(page, "[data-act=lock]").await?;
            page.find(By::Css("#desk-locked:not([hidden])")).await?;
            assert_eq!(incidents(office), ["Men came at night."]);

            // Those who were drawn read it and ask.
            let holder = desk.signed_in(&office.a_holder().name);
            let case = holder.inbox(None).rows[0].case;
            let file = holder.case(case);
            let answer = holder.writes(&file, "Which road was it?", &office.trust);
            assert_eq!(holder.replies(case, &answer).status, 204);

            desk.signs_in_on(page, "monitor").await?;
            press(page, "[data-act=journals]").await?;
            press(page, "main [data-act=open]").await?;
            said(page, "Which road was it?").await?;
            checked(page, "a journal with an answer").await?;
            press(page, "[data-act=lock]").await?;
            page.find(By::Css("#desk-locked:not([hidden])")).await?;
            desk.signs_in_on(page, "watcher").await?;
            press(page, "[data-act=journals]").await?;
            said(page, "You keep no journal yet").await?;
            Ok(())
        });
    }
}

/// Waits until the page says it.
async fn said(page: &WebDriver, text: &str) -> anyhow::Result<()> {
    let at = format!("//main//*[not(@hidden) and contains(text(),'{text}')]");
    page.query(By::XPath(at)).first().await?;
    Ok(())
}

/// No barrier, and nothing wider than the window.
async fn checked(page: &WebDriver, name: &str) -> anyhow::Result<()> {
    if let Some(axe) = axe() {
        finds_nothing(page, &axe, name).await?;
    }
    let wider = "return document.documentElement.scrollWidth > innerWidth";
    assert!(
        !page.execute(wider, vec![]).await?.convert::<bool>()?,
        "{name}"
    );
    Ok(())
}

/// The plan of the demonstration with two contributors of a civil-society body.
fn plan() -> String {
    let custodian = "officer = [{ name = \"society-custodian\"";
    assert!(DEMO.contains(custodian));
    let with = "officer = [{ name = \"monitor\", label = \"Monitor of the valley\", capability = \"contributor\" }, \
        { name = \"watcher\", label = \"Monitor of the coast\", capability = \"contributor\" }, \
        { name = \"society-custodian\"";
    DEMO.replace(custodian, with)
}

fn page_of(office: &TestOffice, receipt: &Receipt, officer: &OfficerAtDesk) -> Answer {
    let mailbox = receipt.keys(office.trust.manifest.instance).mailbox;
    let mailbox = mailbox.to_text();
    let fields = [("mailbox", mailbox.as_str()), ("page", "0")];
    let told = officer.posts("/api/journals/answers", &fields);
    assert_eq!(told.status, 200);
    Answer::from_bytes(&told.body).unwrap()
}

fn incident(office: &TestOffice, receipt: &Receipt, officer: &OfficerAtDesk) -> FollowUpParcel {
    let mut typed = IncidentForm::default();
    for (name, value) in [
        ("act-1", "threat.death"),
        ("done-1", "threatened"),
        ("unit", "community"),
        ("size", "n50_249"),
        ("activity", "hrd.land_environment"),
        ("message", "Men came at night."),
    ] {
        typed.take(name, value);
    }
    follow_up(office, receipt, officer, |follow_up| {
        let parsed = typed.parse(office.today(), follow_up.next_sequence());
        let incident = parsed.unwrap().unwrap();
        follow_up.write(Kind::Incident, &incident).unwrap();
    })
}

fn follow_up(
    office: &TestOffice,
    receipt: &Receipt,
    officer: &OfficerAtDesk,
    write: impl FnOnce(&mut FollowUp),
) -> FollowUpParcel {
    let keys = receipt.keys(office.trust.manifest.instance);
    let status = page_of(office, receipt, officer).status.unwrap();
    let files = office.trust.manifest.limits.files;
    let mut follow_up = FollowUp::begin(keys, &status, Level::B, files).unwrap();
    write(&mut follow_up);
    let origin = ledger::Origin::of(&office.trust.manifest.log.origin);
    let parcel = follow_up.finish(None, |secret, sequence, first| {
        let statement = ledger::Statement {
            code: ledger::Code::FollowUp,
            sequence: u16::try_from(sequence).unwrap(),
            detail: 0,
            digest: *first.as_bytes(),
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

/// What a holder reads of incidents: their texts.
fn incidents(office: &TestOffice) -> Vec<String> {
    let keys = office.keys(&office.a_holder().name);
    let case = office.reports_of(&keys)[0].0;
    let room = office.storage.case_room();
    let file = office.wait(room.case_file(keys.officer, case, office.today()));
    let open = OpenCase::open(file.unwrap(), &keys, &office.trust).unwrap();
    let texts = open
        .entries()
        .into_iter()
        .filter_map(|entry| match entry.content {
            Content::Incident(incident) => Some(incident.incident.narrative.clone()),
            _ => None,
        });
    texts.collect()
}

fn entered(office: &TestOffice, receipt: &Receipt, keys: &OfficerKeys) -> Parcel {
    let (trust, today) = (&office.trust, office.today());
    let roster = trust.newest().unwrap();
    let mut form = ReportForm::default();
    form.account = "We follow what is done to the people of the valley.".to_owned();
    form.body = roster.bodies[0].id.to_string();
    let checked = form.check(roster).unwrap();
    let (body, excluded) = (checked.body, checked.exclusions.clone());
    let mut sending = Sending::begin(trust, receipt, body, &excluded, Level::B, today).unwrap();
    let (mut report, card) = checked.write(&form, sending.log_secret());
    report.assisted = Some(Assisted::sign(keys, sending.header(), "assisted_cso").unwrap());
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
