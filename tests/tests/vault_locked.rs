//! A name that is locked away from the server, at home and in the reporter's browser, and the lock that only the receipt
//! opens.

use std::fs;

use casework::{
    Content, OpenCase, SealedVaultRequest, VaultCustody, VaultFault, VaultReason, Work, WorkPage,
    answers_from_bytes,
};
use journeys::{
    Desk, Home, KeptReceipt, Make, OfficerAtDesk, TestOffice, axe, finds_nothing, in_window, press,
    send,
};
use pages::address;
use seal::{CaseId, Level, ObjectId};
use thirtyfour::prelude::*;

const NAME: &str = "Sari Dewi";
const HOLDERS: [&str; 5] = ["head", "north-1", "north-2", "south-1", "south-2"];

#[test]
fn a_name_that_was_locked_at_home_opens_only_once_its_reporter_agreed_there_as_well() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let home = Home::of(office, &receipt);
        let empty = home.path("name");
        home.runs(&["name-form", &empty], false).unwrap();
        let form = fs::read_to_string(&empty).unwrap();
        assert!(form.contains(&office.keys("rights-custodian").officer.to_string()));
        // What is missing or cannot be is said, and nothing is written.
        let writes = |form: &str| {
            fs::write(home.path("filled"), form).unwrap();
            let (page, name, out) = (home.page(), home.path("filled"), home.path("parcel"));
            home.runs(&["write", &page, "--name", &name, "--out", &out], true)
        };
        let refused = |form: &str| writes(form).unwrap_err();
        assert!(refused(&form).contains("the name is missing"));
        let filled = form.replace("name = \"\"", &format!("name = \"{NAME}\""));
        let out = filled.replace("    # \"", "    \"");
        assert!(refused(&out).contains("fewer than three bodies"));
        let stranger = office.keys("north-1").officer.to_string();
        let out = filled.replace(
            "leave_out = [\n",
            &format!("leave_out = [\n    \"{stranger}\",\n"),
        );
        assert!(refused(&out).contains("is no custodian"));
        assert!(!fs::exists(home.path("parcel")).unwrap());

        let locked = filled.replace("consent = false", "consent = true");
        writes(&locked).unwrap();
        home.hands_in(&source, &["Sari"]);
        let holders = HOLDERS.map(|name| desk.signed_in(name));
        let mut holders = holders.iter().filter(|one| !one.cases().is_empty());
        let (one, other) = (holders.next().unwrap(), holders.next().unwrap());
        let case = one.cases()[0].header.case;
        let vault = vault_in(one, case, office);
        let request = asks(one, case, vault, office);
        let at = format!("/api/cases/{case}/vault");
        assert_eq!(one.sends(&at, &request.to_bytes()).status, 204);
        for body in ["commission", "society"] {
            agrees(&desk.signed_in(&format!("{body}-custodian")), office);
        }
        let opens = format!("{at}/{}", request.request.request);
        let opens = |who: &OfficerAtDesk| {
            let answers = answers_from_bytes(&who.sends(&opens, &[]).body).unwrap();
            let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
            open.open_vault(request.request.request, &answers, who.keys())
        };
        // All custodians together are not enough.
        assert!(matches!(opens(one), Err(VaultFault::NoConsent)));

        let said = home.runs(&["read", &home.page()], true).unwrap();
        assert!(
            said.contains("You need not agree.") && said.contains("--agree 1"),
            "{said}"
        );
        let agree = |number: &str| {
            let (page, out) = (home.page(), home.path("parcel"));
            home.runs(&["write", &page, "--agree", number, "--out", &out], true)
        };
        assert!(agree("9").is_err());
        agree("1").unwrap();
        home.hands_in(&source, &["Sari"]);
        assert_eq!(opens(one).unwrap().identity.unwrap().name, NAME);
        // Another holder reads that the reporter agreed, and can do nothing with it.
        let open = OpenCase::open(other.case(case), other.keys(), &office.trust).unwrap();
        let entries = open.entries();
        let consents: Vec<_> = entries
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::VaultConsent(consent) => Some(consent),
                _ => None,
            })
            .collect();
        assert_eq!(consents.len(), 1);
        assert_eq!(
            (consents[0].vault, consents[0].officer),
            (vault, one.keys().officer)
        );
        let place = request.place();
        assert!(consents[0].open(&place, other.keys()).is_err());
        assert!(!open.may_read_vault(&entries, vault, other.keys().officer));
        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(
            told.contains("reads the name, once custodians gave it"),
            "{told}"
        );
    });
}

#[test]
fn a_page_that_locks_nothing_itself_does_not_promise_the_lock_of_the_receipt() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let blank = source.opens(address::IDENTITY);
        assert!(blank.has("identity-whole") && blank.has("identity-consent"));
        let leaves = |fields: &[(&str, &str)]| {
            let own = [("receipt", receipt.digits.as_str()), ("l", "en")];
            source.posts(address::IDENTITY, &[&own, fields].concat())
        };
        assert!(!leaves(&[]).has("identity-consent"));
        let name = [("typed", "yes"), ("name", NAME), ("sure", "yes")];
        let refused = leaves(&[&name[..], &[("consent", "yes")]].concat());
        assert_eq!(refused.status, 422);
        assert!(
            refused.text().contains("Nothing was locked"),
            "{}",
            refused.text()
        );
        assert!(leaves(&name).text().contains("has been locked"));
    });
}

#[test]
fn a_reporter_whose_browser_locks_leaves_a_name_there_and_agrees_there() {
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let looks = async |what: &str| -> anyhow::Result<()> {
                if let Some(axe) = axe() {
                    finds_nothing(page, &axe, what).await?;
                }
                let wider = "return document.documentElement.scrollWidth > innerWidth";
                assert!(
                    !page.execute(wider, vec![]).await?.convert::<bool>()?,
                    "{what}"
                );
                Ok(())
            };
            let desk = Desk::of(office);
            let source = office.source();
            let receipt = source.reports(&source.writes("The tender was rigged."));
            returns(office, page, &receipt).await?;
            press(page, "#tell-identity").await?;
            page.find(By::Id("identity-form")).await?;
            let form = page.find(By::Id("identity-whole")).await?.text().await?;
            assert!(
                form.contains("Your browser locks it before sending."),
                "{form}"
            );
            assert!(!form.contains("our server sees"), "{form}");
            looks("the form to leave a name").await?;
            press(page, "#identity-form button.send").await?;
            let missing = "//*[@id='sealed-faults']//a[starts-with(.,'Type the name')]";
            page.query(By::XPath(missing)).first().await?;
            page.find(By::Id("name")).await?.send_keys(NAME).await?;
            press(page, "#identity-consent").await?;
            press(page, "#leave-out input").await?;
            press(page, "#identity-form button.send").await?;
            let few = "//*[@id='sealed-faults']//a[starts-with(.,'Custodians of fewer')]";
            page.query(By::XPath(few)).first().await?;
            press(page, "#leave-out input").await?;
            press(page, "#identity-form button.send").await?;
            let kept = "//h1[.='Your name has been locked for the custodians']";
            page.query(By::XPath(kept)).first().await?;

            let named = HOLDERS.map(|name| (name, desk.signed_in(name)));
            let mut holds = named.iter().filter(|(_, one)| !one.cases().is_empty());
            let (name, one) = holds.next().unwrap();
            let case = one.cases()[0].header.case;
            let request = asks(one, case, vault_in(one, case, office), office);
            let at = format!("/api/cases/{case}/vault");
            assert_eq!(one.sends(&at, &request.to_bytes()).status, 204);

            // A custodian finds it in the list of work, and the notice says that the reporter has to agree as well.
            desk.signs_in_on(page, "commission-custodian").await?;
            press(page, "[data-act=work]").await?;
            let listed = page.find(By::Css("[data-days] li button")).await?;
            let shown = listed.text().await?;
            assert!(shown.contains("An officer asks for a name"), "{shown}");
            looks("a custodian's list of work").await?;
            press(page, "[data-days] li button").await?;
            let notice = page.find(By::Css("[data-notice]")).await?.text().await?;
            assert!(notice.contains("you have to agree as well"), "{notice}");
            press(page, "[data-form=approve] button.send").await?;
            page.find(By::Css("[data-answered=approved]:not([hidden])"))
                .await?;
            press(page, "[data-act=lock]").await?;
            agrees(&desk.signed_in("society-custodian"), office);

            desk.signs_in_on(page, name).await?;
            press(page, "ol.cases button").await?;
            page.find(By::Css("[data-lacks-consent]:not([hidden])"))
                .await?;
            let button = page.find(By::Css("[data-act=open-vault]")).await?;
            assert!(!button.is_displayed().await?, "the reporter has not agreed");
            looks("a name whose reporter has to agree").await?;
            press(page, "[data-act=lock]").await?;

            returns(office, page, &receipt).await?;
            press(page, "[data-asks]:not([hidden]) button").await?;
            page.find(By::Id("consent-form")).await?;
            let asked = page.find(By::Css("main h1")).await?.text().await?;
            assert!(asked.starts_with("Agree that ") && asked.ends_with("reads your name?"));
            looks("the question whether an officer may read the name").await?;
            press(page, "#consent-form button.send").await?;
            let stored = "//h1[.='Your agreement has been stored']";
            page.query(By::XPath(stored)).first().await?;

            desk.signs_in_on(page, name).await?;
            press(page, "ol.cases button").await?;
            let entries = page.find(By::Css(".entries")).await?.text().await?;
            assert!(entries.contains("Agrees that "), "{entries}");
            press(page, "[data-act=open-vault]").await?;
            let shown = page.find(By::Css("[data-identity]:not([hidden])")).await?;
            let shown = shown.text().await?;
            assert!(shown.contains(NAME), "{shown}");
            Ok(())
        });
    }
}

#[test]
fn what_a_custodian_is_asked_stands_in_the_list_of_work_of_custodians_and_of_nobody_else() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let holders = HOLDERS.map(|name| desk.signed_in(name));
        let one = holders.iter().find(|one| !one.cases().is_empty()).unwrap();
        let case = one.cases()[0].header.case;
        let mut asked = vec![];
        for name in [NAME, "Somebody else"] {
            let fields = [
                ("receipt", receipt.digits.as_str()),
                ("typed", "yes"),
                ("name", name),
                ("sure", "yes"),
            ];
            source.posts(address::IDENTITY, &fields);
        }
        let open = OpenCase::open(one.case(case), one.keys(), &office.trust).unwrap();
        let vaults = vaults_of(&open);
        assert_eq!(vaults.len(), 2);
        for vault in vaults {
            let request = asks(one, case, vault, office);
            let at = format!("/api/cases/{case}/vault");
            assert_eq!(one.sends(&at, &request.to_bytes()).status, 204);
            asked.push(request.request.request);
        }
        asked.sort_unstable();
        let works = |who: &OfficerAtDesk| {
            let told = who.gets("/api/work");
            assert_eq!(told.status, 200);
            WorkPage::from_bytes(&told.body).unwrap()
        };
        let listed = |page: &WorkPage| -> Vec<ObjectId> {
            let items = page.items.iter().filter(|item| item.case == case);
            let items = items.filter_map(|item| match item.what {
                Work::Vault(request) => Some(request),
                _ => None,
            });
            items.collect()
        };
        let keeper = desk.signed_in("rights-custodian");
        let page = works(&keeper);
        assert_eq!((listed(&page), page.more_vaults), (asked, 0));
        // Nothing else of the case, which the custodian does not hold.
        assert!(page.rows.is_empty());
        assert!(listed(&works(one)).is_empty());
    });
}

/// Comes back with the receipt in a browser that opens here.
async fn returns(
    office: &TestOffice,
    page: &WebDriver,
    receipt: &KeptReceipt,
) -> anyhow::Result<()> {
    page.goto(format!("{}{}?l=en", office.door(), address::ANSWER))
        .await?;
    let opens_here = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
    page.query(By::XPath(opens_here)).first().await?;
    let field = page.find(By::Id("receipt")).await?;
    field.send_keys(&receipt.digits).await?;
    send(page).await?;
    Ok(())
}

fn vaults_of(open: &OpenCase<'_>) -> Vec<ObjectId> {
    let entries = open.entries();
    let vaults = entries
        .iter()
        .filter(|entry| matches!(entry.content, Content::Vault(_)));
    vaults.map(|entry| entry.object).collect()
}

/// The only vault in a case.
fn vault_in(who: &OfficerAtDesk, case: CaseId, office: &TestOffice) -> ObjectId {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let [vault] = vaults_of(&open)[..] else {
        panic!("one vault")
    };
    vault
}

/// What a holder's client makes to ask for it.
fn asks(
    who: &OfficerAtDesk,
    case: CaseId,
    vault: ObjectId,
    office: &TestOffice,
) -> SealedVaultRequest {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let reason = VaultReason {
        basis: "court".to_owned(),
        reason: "Order 12 of 3 May names this case.".to_owned(),
        ..VaultReason::default()
    };
    open.ask_vault(vault, &reason, office.today(), who.keys(), Level::B)
        .unwrap()
}

/// The custodian's client gives the share for the only request that waits.
fn agrees(who: &OfficerAtDesk, office: &TestOffice) {
    let told = who.gets("/api/custody").body;
    let custody = VaultCustody::from_bytes(&told).unwrap();
    let [waiting] = &custody.waiting[..] else {
        panic!("one request")
    };
    let (trust, today) = (&office.trust, office.today());
    let given = waiting.approve("Told.", today, who.keys(), trust, Level::B);
    let at = format!("/api/custody/{}", waiting.request.request);
    assert_eq!(who.sends(&at, &given.unwrap().to_bytes()).status, 204);
}
