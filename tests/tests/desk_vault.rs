//! Who a reporter is: left with custodians, asked for, given by two of them, and read by who asked.

use casework::{
    OpenCase, SealedVaultRequest, VaultCustody, VaultReason, WaitingVault, answers_from_bytes,
};
use journeys::{Desk, Make, OfficerAtDesk, TestOffice, axe, finds_nothing, in_window, press, run};
use pages::address;
use seal::{CaseId, Level, ObjectId, Trust, VaultAnswer};
use thirtyfour::prelude::*;

const NAME: &str = "Sari Dewi";
const REASON: &str = "Order 12 of 3 May names this case.";

#[test]
fn two_custodians_give_a_name_to_who_asked_and_nobody_else_finds_it() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let page = source.returns_with(&receipt.digits);
        assert!(page.has("tell-identity"));
        let leaves = |fields: &[(&str, &str)]| {
            let own = [("receipt", receipt.digits.as_str()), ("l", "en")];
            source.posts(address::IDENTITY, &[&own, fields].concat())
        };
        let asked = leaves(&[]).text();
        assert!(asked.contains("Two of them have to agree"), "{asked}");
        let none = leaves(&[("typed", "yes"), ("name", " ")]);
        assert_eq!(none.status, 422);
        let name = [
            ("typed", "yes"),
            ("name", NAME),
            ("reach", "At the harbour."),
        ];
        // The page asks twice, and keeps nothing before.
        let check = leaves(&name);
        assert!(check.has("identity-sure") && check.text().contains(NAME));
        let names = ["head", "north-1", "north-2", "south-1", "south-2"];
        let holders = names.map(|name| desk.signed_in(name));
        let mut holders = holders.iter().filter(|one| !one.cases().is_empty());
        let (one, other) = (holders.next().unwrap(), holders.next().unwrap());
        let case = one.cases()[0].header.case;
        assert!(vault_in(one, case, office).is_none());
        // With one custodian left out there are two bodies, which is too few.
        let out = office.keys("rights-custodian").officer.to_string();
        let few = leaves(&[&name[..], &[("leave-out", &out), ("sure", "yes")]].concat());
        assert_eq!(few.status, 422);
        assert!(few.text().contains("fewer than three bodies"));
        let sure = [&name[..], &[("sure", "yes")]].concat();
        for _ in 0..2 {
            assert!(leaves(&sure).text().contains("has been locked"));
        }

        let vault = vault_in(one, case, office).unwrap();
        let at = format!("/api/cases/{case}/vault");
        let request = asks(one, case, vault, office);
        let bytes = request.to_bytes();
        for place in [3, 20, 60, bytes.len() / 2, bytes.len() - 2] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let told = one.sends(&at, &changed).status;
            assert!([400, 404, 409].contains(&told), "{place}: {told}");
        }
        assert_eq!(other.sends(&at, &bytes).status, 400, "another's");
        assert_eq!(desk.somebody().sends(&at, &bytes).status, 401);
        assert_eq!(one.sends(&at, &bytes).status, 204);
        assert_eq!(one.sends(&at, &bytes).status, 204, "sent again");

        let keepers = ["commission", "rights", "society"];
        let keepers = keepers.map(|body| desk.signed_in(&format!("{body}-custodian")));
        let [first, second, third] = &keepers;
        let opens = format!("{at}/{}", request.request.request);
        assert_eq!(one.sends(&opens, &[]).status, 409, "nobody agreed yet");
        for keeper in &keepers {
            for path in [&at, &format!("/api/cases/{case}")] {
                assert_eq!(keeper.gets(path).status, 404, "{path}");
            }
            assert_eq!(keeper.sends(&opens, &[]).status, 404);
        }
        assert_eq!(one.gets("/api/custody").status, 404);
        assert_eq!(desk.signed_in("auditor").gets("/api/custody").status, 404);

        let answer = |who: &OfficerAtDesk| {
            let told = who.gets("/api/custody").body;
            let custody = VaultCustody::from_bytes(&told).unwrap();
            assert!(custody.more.is_empty());
            let [waiting] = &custody.waiting[..] else {
                panic!("one request")
            };
            let (trust, today) = (&office.trust, office.today());
            let read = waiting.read(who.keys(), trust, today).unwrap();
            assert_eq!(
                (read.basis.as_str(), read.reason.as_str()),
                ("court", REASON)
            );
            let notice = "The head has asked to know who you are.";
            waiting
                .approve(notice, today, who.keys(), trust, Level::B)
                .unwrap()
        };
        let custody = format!("/api/custody/{}", request.request.request);
        let given = answer(first).to_bytes();
        assert_eq!(second.sends(&custody, &given).status, 400, "another's");
        assert_eq!(other.sends(&custody, &given).status, 404);
        let mut silent = answer(first);
        silent.notice = None;
        assert_eq!(first.sends(&custody, &silent.to_bytes()).status, 400);
        assert_eq!(first.sends(&custody, &given).status, 204);
        let read = source.returns_with(&receipt.digits).text();
        assert!(read.contains("The head has asked"), "{read}");
        assert_eq!(one.sends(&opens, &[]).status, 409, "one is too few");
        assert_eq!(
            second.sends(&custody, &answer(second).to_bytes()).status,
            204
        );
        let _third_keeps_it = answer(third);

        assert_eq!(other.sends(&opens, &[]).status, 404, "who did not ask");
        let told = one.sends(&opens, &[]);
        assert_eq!(told.status, 200);
        let answers = answers_from_bytes(&told.body).unwrap();
        let open = OpenCase::open(one.case(case), one.keys(), &office.trust).unwrap();
        let opened = open.open_vault(request.request.request, &answers, one.keys());
        let opened = opened.unwrap();
        assert_eq!(opened.identity.unwrap().name, NAME);
        // What came for one officer tells another one nothing, whatever the case.
        let others = OpenCase::open(other.case(case), other.keys(), &office.trust).unwrap();
        let tried = others.open_vault(request.request.request, &answers, other.keys());
        assert!(tried.is_err());
        let acts = one.gets(&format!("/api/cases/{case}/acts")).text();
        for (act, times) in [
            ("vault-asked", 1),
            ("vault-approved", 2),
            ("vault-opened", 1),
        ] {
            assert_eq!(acts.matches(act).count(), times, "{act}");
        }
        assert!(!acts.contains(NAME));
    });
}

#[test]
fn who_signed_a_false_share_is_named_and_nobody_is_blamed_for_what_the_desk_changed() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let names = ["head", "north-1", "north-2", "south-1", "south-2"];
        let officers = names.map(|name| desk.signed_in(name));
        let one = officers.iter().find(|one| !one.cases().is_empty()).unwrap();
        let case = one.cases()[0].header.case;
        let leaves = |name: &str| {
            let fields = [
                ("receipt", receipt.digits.as_str()),
                ("typed", "yes"),
                ("name", name),
                ("sure", "yes"),
            ];
            source.posts(address::IDENTITY, &fields)
        };
        leaves(NAME);
        let vault = vault_in(one, case, office).unwrap();
        leaves("Somebody else");
        let mut vaults = vaults_in(one, case, office).into_iter();
        let another = vaults.find(|known| *known != vault).unwrap();
        let at = format!("/api/cases/{case}/vault");
        let request = asks(one, case, vault, office);
        assert_eq!(one.sends(&at, &request.to_bytes()).status, 204);
        let beside = asks(one, case, another, office);
        assert_eq!(one.sends(&at, &beside.to_bytes()).status, 204);

        let (trust, today) = (&office.trust, office.today());
        let keepers = ["commission", "rights", "society"];
        let keepers = keepers.map(|body| desk.signed_in(&format!("{body}-custodian")));
        let waiting = |who: &OfficerAtDesk, asked: &SealedVaultRequest| {
            let told = who.gets("/api/custody").body;
            let mut waiting = VaultCustody::from_bytes(&told).unwrap().waiting.into_iter();
            let is_meant = |one: &WaitingVault| one.request.request == asked.request.request;
            waiting.find(is_meant).unwrap()
        };
        let gives = |who: &OfficerAtDesk, asked: &SealedVaultRequest| {
            let given = waiting(who, asked).approve("Told.", today, who.keys(), trust, Level::B);
            given.unwrap().answer
        };
        let [lies, second, third] = &keepers;
        let sound = [gives(second, &request), gives(third, &request)];
        let open = |answers: &[VaultAnswer]| {
            let open = OpenCase::open(one.case(case), one.keys(), trust).unwrap();
            let opened = open.open_vault(request.request.request, answers, one.keys());
            opened.unwrap()
        };
        let (liar, honest) = (lies.keys().officer, second.keys().officer);

        // A share of the other name, signed as the answer to this request.
        let other = waiting(lies, &beside);
        let share = other
            .share
            .open(&other.header, another, lies.keys())
            .unwrap();
        let asked = request.request.asked(&request.place());
        let requester = one.keys().identity.recipient();
        let lie = VaultAnswer::approve(&asked, &share, &requester, lies.keys()).unwrap();
        let opened = open(&[lie.clone(), sound[0].clone(), sound[1].clone()]);
        assert_eq!(opened.false_of, [liar]);
        assert!(opened.unproven_of.is_empty());
        assert_eq!(opened.identity.unwrap().name, NAME);
        let opened = open(&[lie.clone(), sound[0].clone()]);
        assert_eq!(opened.false_of, [liar]);
        assert!(opened.identity.is_none());
        // Once the list names another key, somebody else may have signed with the one before.
        let renewed = renews(office, "commission-custodian");
        let case_now = OpenCase::open(one.case(case), one.keys(), &renewed).unwrap();
        let given = [lie, sound[0].clone()];
        let opened = case_now.open_vault(request.request.request, &given, one.keys());
        let opened = opened.unwrap();
        assert!(opened.false_of.is_empty());
        assert_eq!(opened.unproven_of, [liar]);

        // The same answer handed out twice.
        let opened = open(&[sound[0].clone(), sound[0].clone(), sound[1].clone()]);
        assert!(opened.false_of.is_empty() && opened.unproven_of.is_empty());
        assert_eq!(opened.identity.unwrap().name, NAME);

        // What somebody changed on the way, or handed out for another request, accuses nobody.
        let mut bytes = sound[0].to_bytes();
        for place in [17, 40, bytes.len() - 2] {
            bytes[place] ^= 1;
            let changed = VaultAnswer::from_bytes(&bytes).unwrap();
            bytes[place] ^= 1;
            let opened = open(&[changed, sound[1].clone()]);
            assert!(opened.false_of.is_empty(), "{place}");
            assert_eq!(opened.unproven_of, [honest], "{place}");
            assert!(opened.identity.is_none(), "{place}");
        }
        let opened = open(&[gives(second, &beside), sound[1].clone()]);
        assert!(opened.false_of.is_empty() && opened.identity.is_none());
        assert_eq!(opened.unproven_of, [honest]);
        // A refusal that the desk calls an approval is one of these: the signature is over which of the two it is.
        let refused = waiting(second, &request).refuse("No.", today, second.keys(), trust);
        let mut bytes = refused.unwrap().answer.to_bytes();
        bytes[16] = 1;
        let opened = open(&[VaultAnswer::from_bytes(&bytes).unwrap(), sound[1].clone()]);
        assert!(opened.false_of.is_empty());
        assert_eq!(opened.unproven_of, [honest]);
    });
}

#[test]
fn a_name_is_left_asked_for_given_and_read_in_the_browser() {
    let axe = axe();
    for width in [360, 1_280] {
        in_window(Make::Chromium, width, async |office, page| {
            let looks = async |what: &str| -> anyhow::Result<()> {
                if let Some(axe) = &axe {
                    finds_nothing(page, axe, what).await?;
                }
                let wider = "return document.documentElement.scrollWidth > innerWidth";
                assert!(!page.execute(wider, vec![]).await?.convert::<bool>()?);
                Ok(())
            };
            let desk = Desk::of(office);
            let source = office.source();
            let receipt = source.reports(&source.writes("The tender was rigged."));
            // At level C, without a script.
            let fields = [
                ("receipt", receipt.digits.as_str()),
                ("typed", "yes"),
                ("name", NAME),
                ("reach", "At the harbour."),
                ("sure", "yes"),
            ];
            let kept = source.posts(address::IDENTITY, &fields);
            assert!(kept.text().contains("has been locked"));

            let names = ["head", "north-1", "north-2", "south-1", "south-2"];
            let holder = names
                .into_iter()
                .find(|name| !desk.signed_in(name).cases().is_empty())
                .unwrap();
            desk.signs_in_on(page, holder).await?;
            press(page, "ol.cases button").await?;
            press(page, "[data-form=vault] summary").await?;
            let fill = "document.querySelector('[data-form=vault] select').value = 'court';";
            page.execute(fill, vec![]).await?;
            press(page, "[data-form=vault] button.send").await?;
            let fault = page.find(By::Id("desk-faults")).await?.text().await?;
            assert!(fault.contains("say why"), "{fault}");
            let why = page.find(By::Css("[data-form=vault] textarea")).await?;
            why.send_keys(REASON).await?;
            press(page, "[data-form=vault] button.send").await?;
            page.find(By::Css(
                "[data-answers] [data-answer=waiting]:not([hidden])",
            ))
            .await?;
            looks("a case whose reporter left a name").await?;
            press(page, "[data-act=lock]").await?;

            for body in ["commission", "society"] {
                desk.signs_in_on(page, &format!("{body}-custodian")).await?;
                let shown = page.find(By::Css("ol.requests")).await?.text().await?;
                let says = shown.contains(REASON) && shown.contains("A court ordered it");
                assert!(says, "{shown}");
                assert!(
                    !shown.contains("tender") && !shown.contains(NAME),
                    "{shown}"
                );
                looks("a custodian's page").await?;
                press(page, "[data-form=approve] button.send").await?;
                page.find(By::Css("[data-answered=approved]:not([hidden])"))
                    .await?;
                press(page, "[data-act=lock]").await?;
            }
            let read = source.returns_with(&receipt.digits).text();
            let told = read.contains("has asked to know who you are");
            assert!(told && read.contains("A court ordered it"), "{read}");

            desk.signs_in_on(page, holder).await?;
            press(page, "ol.cases button").await?;
            press(page, "[data-act=open-vault]").await?;
            let shown = page.find(By::Css("[data-identity]:not([hidden])")).await?;
            let shown = shown.text().await?;
            assert!(
                shown.contains(NAME) && shown.contains("At the harbour."),
                "{shown}"
            );
            let again = page.find(By::Css("[data-act=open-vault]")).await?;
            assert!(!again.is_displayed().await?, "it is read already");
            looks("a name that was opened").await?;
            press(page, "[data-acts] summary").await?;
            page.find(By::Css(".acts-done li")).await?;
            let done = page.find(By::Css(".acts-done")).await?.text().await?;
            assert!(done.contains("may know the reporter’s name"), "{done}");
            press(page, "[data-act=lock]").await?;

            // The third custodian still has a request, and nothing else.
            desk.signs_in_on(page, "rights-custodian").await?;
            press(page, "[data-form=refuse] summary").await?;
            let why = page.find(By::Css("[data-form=refuse] textarea")).await?;
            why.send_keys("Two are enough.").await?;
            press(page, "[data-form=refuse] button.send").await?;
            page.find(By::Css("[data-answered=refused]:not([hidden])"))
                .await?;
            page.find(By::Css("[data-none]:not([hidden])")).await?;
            looks("a custodian's empty page").await
        });
    }
}

/// The list of officers once it names other keys of this one.
fn renews(office: &TestOffice, name: &str) -> Trust {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let key = office.folder().officers().join(format!("{name}.key"));
    let (new, draft, public) = (file("new.key"), file("next"), file("new.public"));
    let data = office.folder().path().to_str().unwrap();
    run(&[
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
    office.publishes(&draft)
}

/// The first vault in a case, where there is one.
fn vault_in(who: &OfficerAtDesk, case: CaseId, office: &TestOffice) -> Option<ObjectId> {
    vaults_in(who, case, office).into_iter().next()
}

/// The vaults in a case.
fn vaults_in(who: &OfficerAtDesk, case: CaseId, office: &TestOffice) -> Vec<ObjectId> {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let entries = open.entries();
    let vaults = entries
        .iter()
        .filter(|entry| matches!(entry.content, casework::Content::Vault(_)));
    vaults.map(|entry| entry.object).collect()
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
        reason: REASON.to_owned(),
        ..VaultReason::default()
    };
    open.ask_vault(vault, &reason, office.today(), who.keys(), Level::B)
        .unwrap()
}
