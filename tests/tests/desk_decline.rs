//! An officer leaves a case, of their own or because a holder excludes them: at the door, in the browser, and at
//! the station.

use std::collections::{BTreeMap, BTreeSet};

use casework::{CaseFile, Note, SealedNote, SealedVaultRequest};
use journeys::{Desk, InvestigatorAt, OfficerAtDesk, TestOffice, Told, fits, in_chromium, press};
use seal::{CaseId, Kind, ObjectHeader, ObjectId, ParcelId, SealedRequest, VaultPlace};
use thirtyfour::prelude::*;

/// How an officer leaves a case.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Declining,
    Excluded,
    HandingOver,
}

#[test]
fn for_whoever_declined_a_case_no_route_of_the_desk_knows_it() {
    no_route_knows_the_case_for_who_left(Way::Declining);
}

#[test]
fn for_whoever_was_excluded_from_a_case_no_route_of_the_desk_knows_it() {
    no_route_knows_the_case_for_who_left(Way::Excluded);
}

#[test]
fn for_whoever_handed_a_case_over_no_route_of_the_desk_knows_it() {
    no_route_knows_the_case_for_who_left(Way::HandingOver);
}

fn no_route_knows_the_case_for_who_left(way: Way) {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let source = office.source();
        let filled = source.writes("The tender was rigged.");
        let receipt = source.reports(&filled.file("plan.txt", b"the plan"));
        let (holders, others) = office.holders_and_free();
        let [leaver, one, other] = [0, 1, 2].map(|number| desk.signed_in(&holders[number].name));
        let case = leaver.cases()[0].header.case;
        let answer = leaver.writes(&leaver.case(case), "Thank you.", &office.trust);
        assert_eq!(leaver.replies(case, &answer).status, 204);
        let file = leaver.case(case);

        let gone = office.keys(&holders[0].name).officer;
        let colleague = office.keys(&others[0].name).officer;
        let (by, other_one, what, leaving) = match way {
            Way::Declining => {
                let recusal = leaver.declines(&file, "A cousin.", &office.trust);
                (&leaver, &one, "decline", recusal.to_bytes())
            }
            Way::Excluded => {
                let file = one.case(case);
                let excluding = one.excludes(&file, &[gone], "A cousin.", &office.trust);
                (&one, &leaver, "exclude", excluding.to_bytes())
            }
            Way::HandingOver => {
                let handed = leaver.hands_over(&file, colleague, "Look.", &office.trust);
                (&leaver, &one, "hand-over", handed.to_bytes())
            }
        };
        for place in [leaving.len() - 1500, leaving.len() - 1] {
            let mut changed = leaving.clone();
            changed[place] ^= 1;
            assert_eq!(by.hands_in(case, what, &changed).status, 400);
        }
        assert_eq!(other_one.hands_in(case, what, &leaving).status, 400);
        let excluding = leaver.excludes(&file, &[colleague], "Them.", &office.trust);
        let handed = leaver.hands_over(&file, colleague, "Look.", &office.trust);
        assert_eq!(by.hands_in(case, what, &leaving).status, 204);
        let again = by.hands_in(case, what, &leaving).status;
        assert_eq!(again, if way == Way::Excluded { 204 } else { 404 });

        // What the officer asks now is answered as for a case that never was.
        let nowhere = CaseId::draw().unwrap();
        let last = leaver.writes(&file, "And where?", &office.trust);
        let note = Note::Text("And another thing.".to_owned());
        let note = leaver.notes(&file, &note, &office.trust);
        let step = leaver.moves(&file, casework::CaseStage::Triage, &office.trust);
        let asked = leaver.writes_down(&file, journeys::asked_protection(), &office.trust);
        let proposed = leaver.proposes_referral(&file, &office.trust);
        let name = asks_for_a_name(&leaver, &file, &note);
        let opens = format!("vault/{}", name.request.request);
        let grant = leaver.grants(&file, colleague, &office.trust).to_bytes();
        let again = leaver.declines(&file, "Again.", &office.trust).to_bytes();
        let bundle = bundle_of(&file);
        let upload = ParcelId::draw().unwrap().to_string();
        let (with_files, chunks) =
            leaver.writes_with(&file, "See these.", &[("a.txt", b"a file")], &office.trust);
        let asks = |case: CaseId, files: String| -> BTreeMap<&str, Told> {
            let with_files = with_files.to_bytes();
            BTreeMap::from([
                (
                    "/api/cases/{case}",
                    leaver.gets(&format!("/api/cases/{case}")),
                ),
                (
                    "/api/cases/{case}/acts",
                    leaver.gets(&format!("/api/cases/{case}/acts")),
                ),
                ("the plan", leaver.gets(&format!("/api/cases/{case}/plan"))),
                (
                    "/api/cases/{case}/plan",
                    leaver.posts(
                        &format!("/api/cases/{case}/plan"),
                        &[("due", ""), ("priority", "low")],
                    ),
                ),
                (
                    "/api/files/{object}",
                    leaver.gets(&format!("/api/files/{files}")),
                ),
                (
                    "/api/cases/{case}/files/{upload}/{number}",
                    leaver.sends_ahead(case, &upload, 0, &chunks[0]),
                ),
                (
                    "/api/cases/{case}/note",
                    leaver.hands_in(case, "note", &note.to_bytes()),
                ),
                (
                    "/api/cases/{case}/step",
                    leaver.hands_in(case, "step", &step.to_bytes()),
                ),
                (
                    "/api/cases/{case}/protection",
                    leaver.hands_in(case, "protection", &asked.to_bytes()),
                ),
                (
                    "/api/cases/{case}/referral",
                    leaver.hands_in(case, "referral", &proposed.to_bytes()),
                ),
                (
                    "who answered",
                    leaver.gets(&format!("/api/cases/{case}/vault")),
                ),
                (
                    "/api/cases/{case}/vault",
                    leaver.hands_in(case, "vault", &name.to_bytes()),
                ),
                (
                    "/api/cases/{case}/vault/{request}",
                    leaver.hands_in(case, &opens, &[]),
                ),
                ("/api/cases/{case}/reply", leaver.replies(case, &last)),
                (
                    "/api/cases/{case}/reply/{upload}",
                    leaver.hands_in(case, &format!("reply/{upload}"), &with_files),
                ),
                (
                    "/api/cases/{case}/grant",
                    leaver.hands_in(case, "grant", &grant),
                ),
                (
                    "/api/cases/{case}/decline",
                    leaver.hands_in(case, "decline", &again),
                ),
                (
                    "/api/cases/{case}/exclude",
                    leaver.hands_in(case, "exclude", &excluding.to_bytes()),
                ),
                (
                    "/api/cases/{case}/hand-over",
                    leaver.hands_in(case, "hand-over", &handed.to_bytes()),
                ),
            ])
        };
        let (left, never) = (asks(case, bundle), asks(nowhere, nowhere.to_string()));
        assert!(never.values().all(|told| told.status == 404), "{never:?}");
        assert_eq!(left, never);
        let routes = casedesk::ROUTES.iter().map(|route| route.path);
        let mut routes = routes.filter(|path| path.contains("{case}") || path.contains("{object}"));
        assert!(
            routes.all(|path| left.contains_key(path)),
            "ask every route"
        );
        let inbox = leaver.inbox(None);
        assert_eq!((inbox.total, inbox.rows.len()), (Some(0), 0));
        assert!(leaver.cases().is_empty());
        assert!(office.investigator(&holders[0].name).lists().is_empty());

        // The others go on. Who declined or was excluded is let in by nobody again, who handed over may be.
        let stay = if way == Way::HandingOver { 3 } else { 2 };
        for officer in [&one, &other] {
            assert_eq!(officer.case(case).holders.len(), stay);
        }
        let file = one.case(case);
        let back = one.grants(&file, gone, &office.trust).to_bytes();
        if way == Way::HandingOver {
            assert_eq!(one.hands_in(case, "grant", &back).status, 204);
            assert_eq!(leaver.case(case).holders.len(), 4);
            return;
        }
        assert_eq!(one.hands_in(case, "grant", &back).status, 409);
        let refused = one.declines(&file, "Me too.", &office.trust).to_bytes();
        let refused = one.hands_in(case, "decline", &refused);
        assert_eq!(refused.status, 409);
        assert_eq!(refused.field("fault"), "fault-desk-too-few-left");
        let next = one.writes(&one.case(case), "When?", &office.trust);
        assert_eq!(one.replies(case, &next).status, 204);
        let read = source.returns_with(&receipt.digits).text();
        assert!(read.contains("Thank you.") && read.contains("When?"));
    });
}

/// A request for a name that nobody left, sealed as any other.
fn asks_for_a_name(who: &OfficerAtDesk, file: &CaseFile, note: &SealedNote) -> SealedVaultRequest {
    let header = ObjectHeader {
        object: ObjectId::draw().unwrap(),
        kind: Kind::Vault,
        ..note.note.header.clone()
    };
    let object = who.reseals(file, &header, &Note::Text("A name.".to_owned()));
    let place = VaultPlace {
        instance: header.instance,
        case: header.case,
        vault: ObjectId::draw().unwrap(),
    };
    let to = [who.keys().identity.recipient()];
    let request = SealedRequest::seal(&place, header.object, &"court", &to, who.keys());
    SealedVaultRequest {
        vault: place.vault,
        asked: BTreeSet::new(),
        object,
        request: request.unwrap(),
    }
}

#[test]
fn an_officer_declines_a_case_and_cannot_be_let_in_again() {
    in_chromium(async |office, page| {
        let desk = Desk::of(office);
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        source.reports(&source.writes("The bridge was never built."));
        let mut everybody = office.everybody().into_iter();
        let name = everybody.find(|one| one.cases().len() == 2).unwrap().name;
        let name = name.as_str();
        desk.signs_in_on(page, name).await?;
        let rows = page.find_all(By::Css(".cases li")).await?.len();
        press(page, ".cases button").await?;
        page.find(By::Css(".entries")).await?;
        let short = page.find(By::Css("h1 code")).await?.text().await?;
        let case = full(office, name, &short);

        // It is folded away, and reached with the keyboard.
        assert!(!page.find(By::Id("reason")).await?.is_displayed().await?);
        let summary = "document.querySelector('[data-decline] summary').focus()";
        page.execute(summary, vec![]).await?;
        keys(page, Key::Enter).await?;
        page.query(By::Id("reason")).and_displayed().first().await?;
        let said = page.find(By::Css("[data-decline]")).await?.text().await?;
        assert!(said.contains("You will not see this case again"), "{said}");
        assert!(said.contains("who go on with it: 2."), "{said}");
        fits(page).await?;
        press(page, "[data-decline] button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("Write your reason first"), "{fault}");
        page.execute("document.getElementById('reason').focus()", vec![])
            .await?;
        keys(page, "The director is my cousin.").await?;
        keys(page, Key::Tab).await?;
        keys(page, Key::Enter).await?;
        page.find(By::Css("[data-declined]:not([hidden])")).await?;
        lists(page, rows - 1).await?;
        let shown = page.find(By::Css("main")).await?.text().await?;
        assert!(!shown.contains(&short), "{shown}");
        // Neither the way back nor the number of the case leads there.
        page.back().await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("There is no such case for you"), "{fault}");
        press(page, "[data-act='home']").await?;
        lists(page, rows - 1).await?;
        assert!(!office.investigator(name).lists().contains(&short));

        // A colleague reads why, and is not offered who left.
        let colleague = &holders_of_case(office, &short)[0].name;
        desk.signs_in_on(page, colleague).await?;
        let row = format!("//ol[@class='cases']/li[.//code[.='{short}']]");
        page.find(By::XPath(row)).await?;
        // The list may be drawn anew between a look and a press.
        let open = "[...document.querySelectorAll('.cases li')]
            .find((row) => row.textContent.includes(arguments[0])).querySelector('button').click()";
        page.execute(open, vec![short.clone().into()]).await?;
        page.find(By::Css(".entries")).await?;
        let entries = page.find(By::Css(".entries")).await?.text().await?;
        assert!(
            entries.contains("Declined this case because of a conflict."),
            "{entries}"
        );
        assert!(entries.contains("The director is my cousin."), "{entries}");
        let gone = office.keys(name).officer;
        let roster = office.trust.newest().unwrap();
        let label = &roster.officer(gone).unwrap().label;
        assert!(entries.contains(label), "{entries}");
        let offered =
            "return [...document.querySelectorAll('#colleague option')].map((one) => one.value)";
        let offered: Vec<String> = page.execute(offered, vec![]).await?.convert()?;
        assert!(!offered.is_empty() && !offered.contains(&gone.to_string()));
        let facts = page
            .find(By::Css("[data-fact='holders']"))
            .await?
            .text()
            .await?;
        assert!(!facts.contains(label), "{facts}");
        // Nor may the colleague leave: only two are left. A page that offers it anyway is refused.
        let too_few = page.find(By::Css("[data-decline] form[hidden]")).await;
        assert!(too_few.is_ok());
        let forged = "const option = document.createElement('option');
            option.value = arguments[0];
            document.getElementById('colleague').prepend(option);
            document.getElementById('colleague').value = arguments[0];";
        page.execute(forged, vec![gone.to_string().into()]).await?;
        press(page, "[data-grant] button").await?;
        let fault = page.find(By::Css("#desk-faults")).await?.text().await?;
        assert!(fault.contains("or declined the case"), "{fault}");
        assert!(
            !office
                .reports_of(&office.keys(name))
                .iter()
                .any(|(id, _)| *id == case)
        );
        Ok(())
    });
}

#[test]
fn a_case_is_declined_at_the_station_with_and_without_a_connection() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (holders, others) = office.holders_and_free();
        let short = holders[0].cases().remove(0);
        let [leaver, next, stays] = [0, 1, 2].map(|number| &holders[number]);
        let at = tempfile::tempdir().unwrap();
        let file = |name: &str| at.path().join(name).to_str().unwrap().to_owned();
        let (archive, out) = (file("case.tabir"), file("recusal.json"));

        let empty = leaver.is_refused(&["decline", &short, "--reason", " "]);
        assert!(empty.contains("say why"), "{empty}");
        leaver.says(&["export", &short, "--out", &archive]);
        let nowhere = leaver.is_refused(&["decline", "--file", &archive, "--reason", "A cousin."]);
        assert!(nowhere.contains("--out"), "{nowhere}");
        let reason = ["--reason", "A cousin.", "--out", &out];
        leaver.says(&[&["decline", "--file", &archive], &reason[..]].concat());
        assert_eq!(leaver.lists().join(" "), short, "it is not delivered yet");
        leaver.delivers(&out);
        assert!(leaver.lists().is_empty());
        let again = leaver.does_not_deliver(&out);
        assert!(again.contains("nothing like that"), "{again}");
        leaver.is_refused(&["open", &short]);

        let told = stays.says(&["open", &short]);
        assert!(
            told.contains("Declined the case because of a conflict"),
            "{told}"
        );
        assert!(told.contains("| A cousin."), "{told}");
        let leavers = office.keys(&leaver.name).officer.to_string();
        let excluded = stays.is_refused(&["grant", &short, "--to", &leavers]);
        assert!(excluded.contains("excluded from the case"), "{excluded}");
        let too_few = next.is_refused(&["decline", &short, "--reason", "A friend."]);
        assert!(
            too_few.contains("fewer than two officers on duty"),
            "{too_few}"
        );
        let colleague = office.keys(&others[0].name).officer.to_string();
        stays.says(&["grant", &short, "--to", &colleague]);
        next.says(&["decline", &short, "--reason", "A friend."]);
        assert!(next.cases().is_empty());
        let told = others[0].says(&["open", &short]);
        assert!(told.contains("The tender was rigged."), "{told}");
    });
}

fn bundle_of(file: &CaseFile) -> String {
    let mut objects = file.objects.iter();
    let bundle = objects.find_map(|arrived| match &arrived.object {
        casework::StoredObject::Bundle(bundle) => Some(bundle.header.object.to_string()),
        casework::StoredObject::Text(_) => None,
    });
    bundle.unwrap()
}

/// Those who hold a case, and those who hold none and may be let in.
fn holders_of_case(office: &TestOffice, short: &str) -> Vec<InvestigatorAt> {
    let everybody = office.everybody().into_iter();
    let holds = |one: &InvestigatorAt| one.cases().iter().any(|case| case == short);
    everybody.filter(holds).collect()
}

/// The whole id of a case.
fn full(office: &TestOffice, name: &str, short: &str) -> CaseId {
    let reports = office.reports_of(&office.keys(name)).into_iter();
    let mut ids = reports.map(|(id, _)| id);
    ids.find(|id| id.short() == short).unwrap()
}

/// Waits for a list of so many cases.
async fn lists(page: &WebDriver, cases: usize) -> anyhow::Result<()> {
    let only = format!(".cases li:first-child:nth-last-child({cases})");
    page.find(By::Css(only)).await?;
    Ok(())
}

async fn keys(page: &WebDriver, typed: impl Into<TypingData>) -> WebDriverResult<()> {
    page.action_chain().send_keys(typed).perform().await
}
