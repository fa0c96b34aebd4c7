//! What is passed on to another office: sealed for its officers alone, carried by hand, and answered the same way.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use casedesk::Peers;
use casework::{
    AnswerSigner, ArrivedObject, CarriedFiles, CarriedParcel, CaseFile, Consent, Content,
    Likelihood, Note, OpenCase, PeerFault, PeerOffice, ProtectionRequest, ProtectionStep,
    ReferralStatus, ReferralStep, Referring, Risk, RiskLevel, SealedReferral, SentPeers, Severity,
    StoredObject, lacks_peers,
};
use http_guard::Clock;
use journeys::{
    Desk, Door, Filled, InvestigatorAt, OfficerAtDesk, TestOffice, Wire, axe, finds_nothing,
    in_chromium_beside, press, resize, run, saved, tell, text, whole_picture,
};
use pages::address;
use seal::{
    BodyId, CaseId, DetachedObject, Level, ObjectId, OfficerKeys, Parcel, ParcelId, Receipt,
    Replying, Trust, VerifiedManifest,
};
use thirtyfour::prelude::*;

use crate::desk_referral::passed_on_with;

/// An office elsewhere. All names are invented.
const THERE: &str = r#"
offset_minutes = 420
panel = 2
log_origin = "there.tabir.invalid/log"
roster_signers = ["there-signer"]
roster_threshold = 1

[[body]]
label = "Ombudsman"
kind = "human-rights"

[[body.unit]]
label = "Intake"
officer = [
    { name = "there-1", label = "Clerk of the east", capability = "triage" },
    { name = "there-2", label = "Clerk of the west", capability = "triage" },
]

[[body.unit]]
label = "Inquiries"
officer = [
    { name = "there-3", label = "Inquirer", capability = "triage" },
    { name = "there-4", label = "Second inquirer", capability = "triage" },
]
"#;

/// The same for practice.
fn for_practice() -> String {
    format!("training = true\n{THERE}")
}

#[test]
fn only_the_list_that_the_own_signers_named_is_believed_of_another_office() {
    TestOffice::beside_another(THERE, |here, there| {
        let trust = here.names(there, "Ombudsman of the East");
        let now = here.clock.unix_seconds();
        let roster = trust.newest().unwrap();
        let checked = |sent: &SentPeers| {
            let sent = SentPeers::read(&sent.to_text().unwrap());
            let mut offices = sent.check(&trust, roster);
            assert_eq!(offices.len(), 1);
            offices.remove(0)
        };
        let with = |list: &Trust| {
            let mut sent = SentPeers::default();
            sent.add(&list.manifest.digest(), list, "");
            sent
        };
        let honest = checked(&with(&there.trust));
        assert_eq!(honest.label, "Ombudsman of the East");
        let ombudsman = there.trust.newest().unwrap().bodies[0].id;
        assert_eq!(honest.body_label(ombudsman), Some("Ombudsman"));
        assert_eq!(honest.roster(now).unwrap().version, 1);
        // Day 60 after its beginning is too late, and the day before is late enough to warn.
        let days = |days: i64| now + days * 86_400;
        assert!(!honest.is_stale(now) && honest.is_stale(days(59)));
        assert_eq!(honest.roster(days(60)).unwrap_err(), PeerFault::Old);

        // An own server under another name, and one that puts its own manifest under the digest that was signed.
        let fault = |sent: &SentPeers| checked(sent).list.unwrap_err();
        assert_eq!(fault(&with(&here.trust)), PeerFault::Missing);
        assert_eq!(fault(&SentPeers::read("no list")), PeerFault::Missing);
        let digits = |trust: &Trust| trust.manifest.digest().to_string();
        let forged = with(&here.trust).to_text().unwrap();
        let forged = forged.replacen(&digits(&here.trust), &digits(&there.trust), 1);
        assert_eq!(fault(&SentPeers::read(&forged)), PeerFault::Refused);
        let changed = with(&there.trust).to_text().unwrap();
        let changed = changed.replace("Clerk of the east", "Clerk of the owner");
        assert_eq!(fault(&SentPeers::read(&changed)), PeerFault::Refused);

        // A list that its own signers have renewed since is asked for, once the own ones know of it.
        let mut asks_more = seal::Roster::clone(roster);
        asks_more.peers[0].lowest_roster = 2;
        let sent = with(&there.trust);
        let older = sent.check(&trust, &asks_more).remove(0);
        assert_eq!(older.list.unwrap_err(), PeerFault::Old);
        // A body that bears the number of one here would get what was consented to for that one.
        let clash = sent.check(&there.trust, roster).remove(0);
        assert_eq!(clash.list.unwrap_err(), PeerFault::Clash);
    });
}

#[test]
fn an_office_is_named_and_its_list_renewed_only_with_what_its_poster_says() {
    TestOffice::beside_another(THERE, |here, there| {
        let (draft, data) = (here.folder().path().join("draft"), here.folder().path());
        let (draft, data) = (draft.to_str().unwrap(), data.to_str().unwrap());
        let theirs = there.folder().trust();
        let theirs = theirs.to_str().unwrap();
        let digest = there.trust.manifest.digest().to_string();
        let take = |folder: &str| tell(&["roster", "take-peer", "--trust", folder, "--data", data]);
        let is_refused = |(ok, told): (bool, String), says: &str| {
            assert!(!ok && told.contains(says), "{says}: {told}");
        };
        is_refused(
            take(theirs),
            "the newest roster names no office with the manifest",
        );
        run(&["roster", "draft", draft, "--data", data]).unwrap();
        let name = |folder: &str, digest: &str| {
            let name = ["roster", "peer", draft, "--label", "Ombudsman of the East"];
            let of = ["--trust", folder, "--manifest-digest", digest];
            tell(&[&name[..], &of].concat())
        };
        is_refused(
            name(theirs, &here.trust.manifest.digest().to_string()),
            "not the folder of the office with this poster",
        );
        let own = here.folder().trust();
        let own = own.to_str().unwrap();
        let own_digest = here.trust.manifest.digest().to_string();
        is_refused(name(own, &own_digest), "the manifest of the own office");
        let practice = tempfile::tempdir().unwrap();
        TestOffice::found(&for_practice(), practice.path());
        let practice = practice.path().join("trust");
        let note = fs::read_to_string(practice.join("manifest")).unwrap();
        let practised = VerifiedManifest::check(&note).unwrap().digest().to_string();
        is_refused(
            name(practice.to_str().unwrap(), &practised),
            "one of the two offices is for practice",
        );
        let (ok, told) = name(theirs, &digest);
        assert!(ok && told.contains(&format!("+ peer {digest} 1")), "{told}");
        here.publishes(draft);
        let (ok, told) = take(theirs);
        assert!(
            ok && told.contains("The list of Ombudsman of the East"),
            "{told}"
        );
        let (_, looked) = tell(&["check", "--data", data]);
        assert!(
            looked.contains("“Ombudsman of the East”: roster 1 until"),
            "{looked}"
        );
        let shown = run(&["roster", "show", "--data", data]).unwrap();
        assert!(shown.contains(&format!("manifest {digest}")), "{shown}");

        // Nobody goes back to an older list: it may name officers who left.
        let older = tempfile::tempdir().unwrap();
        copy(&there.folder().trust(), older.path());
        there.ends_duty_of(&["there-4"]);
        let (ok, told) = take(theirs);
        assert!(ok && told.contains("roster 2"), "{told}");
        let older = older.path().to_str().unwrap();
        is_refused(take(older), "roster 1 is older than roster 2");
        // And what is no whole list is not put in place.
        let broken = tempfile::tempdir().unwrap();
        copy(&there.folder().trust(), broken.path());
        fs::write(broken.path().join("officer-keys"), "").unwrap();
        let broken = broken.path().to_str().unwrap();
        is_refused(take(broken), "nothing could be sealed with this list");

        let again = here.folder().path().join("again");
        let again = again.to_str().unwrap();
        run(&["roster", "draft", again, "--data", data]).unwrap();
        let drop = |label: &str| tell(&["roster", "peer", again, "--drop", label]);
        is_refused(drop("Somebody"), "names no other office as `Somebody`");
        let (ok, told) = drop("Ombudsman of the East");
        assert!(ok && told.contains(&format!("- peer {digest} 1")), "{told}");
    });
}

#[test]
fn a_running_desk_hands_officers_the_list_of_another_office_while_it_is_sound() {
    TestOffice::beside_another(THERE, |here, there| {
        let (desk, folder) = (Desk::of(here), here.folder().path());
        desk.keeps_its_key_at(&folder.join("desk-key"));
        let config = fs::read_to_string(here.config()).unwrap();
        let config = config.replace("[database]", "desk_key_file = \"desk-key\"\n[database]");
        let section = "[desk]\nlisten = \"127.0.0.1:0\"\n";
        let path = folder.join("desk.toml");
        fs::write(&path, format!("{config}{section}")).unwrap();
        let log = tempfile::NamedTempFile::new().unwrap();
        let door = Door::serve_only("desk", &path, log.path());
        let factor = desk.opens_account("north-1");
        let code = factor.codes.code_at(Clock::system().unix_seconds());
        let somebody = || OfficerAtDesk::at(door.address(), here.trust.manifest.instance);
        let mut officer = somebody();
        let passphrase = here.passphrase("north-1");
        officer.signs_in("north-1", &passphrase, &code).unwrap();
        let handed_out = || officer.gets("/api/peers").text();
        assert_eq!(handed_out(), "[]");
        assert_eq!(somebody().gets("/api/peers").status, 401);

        let trust = here.names(there, "Ombudsman of the East");
        look_again(&door);
        wait_until(|| handed_out() != "[]");
        let offices = SentPeers::read(&handed_out()).check(&trust, trust.newest().unwrap());
        assert!(offices[0].list.is_ok());
        let manifest = there.trust.manifest.digest();
        let place = here.folder().trust().join(format!("peers/{manifest}"));
        fs::write(place.join("officer-keys"), "no key").unwrap();
        look_again(&door);
        wait_until(|| handed_out() == "[]");
        let why = "The list of the office `Ombudsman of the East` is not handed out";
        let says = |said: &str| said.contains(why) && said.contains("officer-keys");
        wait_until(|| says(&fs::read_to_string(log.path()).unwrap()));
    });
}

#[test]
fn the_desk_takes_what_is_carried_for_a_body_of_an_office_that_it_knows_and_for_no_other() {
    TestOffice::beside_another(THERE, |here, there| {
        let trust = here.names(there, "Ombudsman of the East");
        let source = here.source();
        source.reports(&source.writes("They sold the land of the village."));
        let desk = Desk::under(here, trust.clone());
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let ombudsman = there.trust.newest().unwrap().bodies[0].id;
        consents(&trust, &one, case, ombudsman);
        let receipt = Receipt::draw().unwrap();
        let parcel = vec![7; 100_000];
        let sealed = |body: BodyId| carries(here, &trust, &one, case, body, &receipt, &parcel);
        let hands = |by: &OfficerAtDesk, sent: &SealedReferral| {
            by.hands_in(case, "referral", &sent.to_bytes()).status
        };
        let mut sent = sealed(ombudsman);
        assert_eq!(sent.carried.len(), 3);
        let mut without = sent.clone();
        without.carried.clear();
        assert_eq!(hands(&one, &without), 400);
        let mut damaged = sent.clone();
        damaged.carried.swap(0, 1);
        assert_eq!(hands(&one, &damaged), 409, "out of their order");
        assert_eq!(hands(&other, &sent), 400, "signed by somebody else");
        // To nobody's body, and to one here, for which the server sees whom it lets in.
        sent.told.body = BodyId::draw().unwrap();
        assert_eq!(hands(&one, &sent), 400);
        sent.told.body = trust.newest().unwrap().bodies[1].id;
        assert_eq!(hands(&one, &sent), 400);
        assert_eq!(one.case(case).referrals, []);

        let sent = sealed(ombudsman);
        assert_eq!(hands(&one, &sent), 204);
        assert_eq!(hands(&one, &sent), 204, "sent again");
        // Whoever holds the case can save the file again, and nothing that was changed.
        let saved = |change: &dyn Fn(&mut CaseFile)| {
            let mut file = other.case(case);
            change(&mut file);
            let open = OpenCase::open(file, other.keys(), &trust).unwrap();
            let entries = open.entries();
            let known = open.referrals(&entries).remove(0);
            let (sent, _) = known.sent.unwrap();
            let there = sent.elsewhere.as_ref().unwrap();
            open.parcel_elsewhere(&entries, &there.parcel)
        };
        assert_eq!(saved(&|_| ()), Some(parcel.clone()));
        assert_eq!(saved(&|file| drop(file.objects.pop())), None);

        // A referral whose office is named no more can be closed, and no other is begun.
        let open = || OpenCase::open(one.case(case), one.keys(), &trust).unwrap();
        desk.hands_out(Peers::default());
        let mut proposed = asked(here, ombudsman);
        proposed.to = "proposed".to_owned();
        let day = here.today();
        let plan = open().plan_referral(&proposed, own(&trust), day).unwrap();
        let begun = open().refer(&plan, &proposed, None, one.keys(), Level::B);
        assert_eq!(hands(&one, &begun.unwrap()), 400);
        let mut step = ReferralStep::default();
        step.referral = one.case(case).referrals[0].referral.to_string();
        step.to = "closed".to_owned();
        step.reason = "They are gone.".to_owned();
        let closed = open().go_on_with_referral(step, one.keys(), Level::B);
        assert_eq!(hands(&one, &closed.unwrap()), 204);
        assert_eq!(one.case(case).referrals[0].status, ReferralStatus::Closed);
    });
}

#[test]
fn a_parcel_that_is_brought_to_the_office_it_was_sealed_for_is_taken_there_once_and_nowhere_else() {
    TestOffice::beside_another(THERE, |here, there| {
        let (ombudsman, commission) = (own(&there.trust), own(&here.trust));
        let keys = here.keys("rights-1");
        let plan = [7; 70_000];
        let (parcel, receipt, chunks) =
            passed_on_with(there, &keys, ombudsman, commission, Some(&plan));
        let sealed = [parcel.to_bytes(), chunks.concat()].concat();
        let path = there.folder().path().join("referral.parcel");
        let put = |bytes: &[u8]| fs::write(&path, bytes).unwrap();
        let brought = path.to_str().unwrap();
        let (clerk, stranger) = (there.investigator("there-1"), here.investigator("rights-1"));
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        for wrong in [&changed[..], &sealed[..sealed.len() - 1], &sealed[..100]] {
            put(wrong);
            let refused = clerk.does_not_deliver(brought);
            assert!(refused.contains("nothing of"), "{refused}");
        }
        put(&sealed);
        let refused = stranger.does_not_deliver(brought);
        assert!(refused.contains("for another office"), "{refused}");
        let held = || {
            let everybody = there.everybody().into_iter();
            everybody.filter(|one| !one.cases().is_empty()).count()
        };
        assert_eq!(held(), 0);
        clerk.delivers(brought);
        assert_eq!(held(), 2, "so many are drawn there");
        clerk.delivers(brought);
        let desk = Desk::of(there);
        let holder = desk.signed_in(&names_of_holders(there)[0]);
        let file = holder.case(parcel.head().header.case);
        let opened = holder.opens_files(&file, &there.trust);
        assert!(opened == [("one.bin".to_owned(), plan.to_vec())]);
        let answers = there.source().returns_with(&receipt.digits());
        assert!(answers.text().contains("No officer has answered yet."));
    });
}

#[test]
fn who_passed_a_case_on_is_not_said_to_be_false_while_the_list_of_their_office_is_not_at_hand() {
    TestOffice::beside_another(THERE, |here, there| {
        let trust = here.names(there, "Ombudsman of the East");
        let (ombudsman, commission) = (own(&there.trust), own(&here.trust));
        // One is signed by an officer there, and one by somebody who only says so.
        let [genuine, claimed] = [there.keys("there-1"), here.keys("rights-1")];
        let honest = here.peers_known(&trust);
        let read = |sent: &SentPeers| sent.check(&trust, trust.newest().unwrap());
        let mut forged = SentPeers::default();
        forged.add(&there.trust.manifest.digest(), &here.trust, "");
        let mut asks_more = seal::Roster::clone(trust.newest().unwrap());
        asks_more.peers[0].lowest_roster = 2;
        let mut whole = SentPeers::default();
        whole.add(&there.trust.manifest.digest(), &there.trust, "");
        let old = whole.check(&trust, &asks_more);
        // What is to be fetched again, and what only they can renew.
        let lists = [
            (vec![], true),
            (read(&SentPeers::default()), true),
            (read(&SentPeers::read("no list")), true),
            (read(&forged), true),
            (old, false),
        ];
        let roster = trust.newest().unwrap();
        assert!(!lacks_peers(roster, &honest));
        assert!(!lacks_peers(there.trust.newest().unwrap(), &[]));
        let now = here.clock.unix_seconds();
        for (signer, is_genuine) in [(&genuine, true), (&claimed, false)] {
            let parcel = passed_on(here, signer, commission, ombudsman);
            hand_in(here, &parcel);
            let case = parcel.head().header.case;
            let holds = |one: &InvestigatorAt| {
                let reports = here.reports_of(&here.keys(&one.name));
                reports.iter().any(|(held, _)| *held == case)
            };
            let holder = here.everybody().into_iter().find(holds).unwrap();
            let keys = here.keys(&holder.name);
            let file = here.wait(here.storage.case_room().case_file(
                keys.officer,
                case,
                here.today(),
            ));
            let file = file.unwrap();
            let stands = |peers: &[PeerOffice], now: i64| {
                let open = OpenCase::open(file.clone(), &keys, &trust).unwrap();
                let open = open.knowing(peers);
                let by = open.referred_by().unwrap();
                let is_unchecked = open.is_unchecked(&by, now);
                assert_eq!(open.is_referred(now), by.is_signed || is_unchecked);
                (by.is_signed, is_unchecked)
            };
            assert_eq!(stands(&honest, now), (is_genuine, false));
            // Their list is past its time: who came to them since then does not stand in it.
            let late = now + 90 * 86_400;
            assert_eq!(stands(&honest, late), (is_genuine, !is_genuine));
            for (peers, is_missing) in &lists {
                assert_eq!(stands(peers, now), (false, true));
                assert_eq!(lacks_peers(roster, peers), *is_missing);
            }
        }
    });
}

#[test]
fn files_of_what_is_carried_are_those_that_its_sender_signed_and_nothing_else_of_the_case() {
    TestOffice::beside_another(THERE, |here, there| {
        let trust = here.names(there, "Ombudsman of the East");
        let source = here.source();
        let filled = source.writes("They sold the land of the village.");
        source.reports(&filled.file("photo.bin", b"Who told it."));
        let desk = Desk::under(here, trust.clone());
        let [one, other] = desk.two_holders();
        let case = one.inbox(None).rows[0].case;
        let ombudsman = own(&there.trust);
        consents(&trust, &one, case, ombudsman);
        let long = vec![7; 5_000_000];
        let (parcel, receipt, inside) =
            passed_on_with(there, one.keys(), ombudsman, own(&trust), Some(&long));
        let (head, inside) = (parcel.to_bytes(), inside.concat());

        let open = OpenCase::open(one.case(case), one.keys(), &trust).unwrap();
        let asked = asked(here, ombudsman);
        let plan = open
            .plan_referral(&asked, own(&trust), here.today())
            .unwrap();
        let mut around = open.begin_carried_files(one.keys(), Level::B).unwrap();
        around.start_file(CarriedFiles::NAME).unwrap();
        around.write(&inside).unwrap();
        let mut chunks: Vec<Vec<u8>> = std::iter::from_fn(|| around.take_chunk()).collect();
        let (files, last) = around.finish().unwrap();
        chunks.extend(last);
        let [upload, another] = [(); 2].map(|()| ParcelId::draw().unwrap());
        let carried = CarriedParcel {
            receipt: &receipt,
            bytes: &head,
            case: parcel.head().header.case,
            files: Some((upload, files)),
        };
        let name = (there.trust.manifest.digest(), "Ombudsman".to_owned());
        let sent = open.refer_elsewhere(&plan, &asked, carried, name, one.keys(), Level::B);
        let sent = sent.unwrap();
        assert!(chunks.len() > 1);
        for (number, chunk) in chunks.iter().enumerate() {
            let told = one.sends_ahead(case, &upload.to_string(), number, chunk);
            assert_eq!(told.status, 204);
            let mut changed = chunk.clone();
            *changed.last_mut().unwrap() ^= 1;
            let told = one.sends_ahead(case, &another.to_string(), number, &changed);
            assert_eq!(told.status, 204);
        }
        let hands = |change: &dyn Fn(&mut CarriedFiles)| {
            let mut sent = sent.clone();
            change(sent.files.as_mut().unwrap());
            one.hands_in(case, "referral", &sent.to_bytes()).status
        };
        let by_other = own_bundle(&other, &other.case(case), &[(CarriedFiles::NAME, &inside)]).0;
        assert_eq!(hands(&|files| files.bundle = by_other.clone()), 400);
        let signature = by_other.signature;
        assert_eq!(hands(&|files| files.bundle.signature = signature), 400);
        assert_eq!(hands(&|files| files.bundle.signature = [0; 64]), 400);
        assert_eq!(hands(&|files| files.upload = another), 400, "other bytes");
        assert_eq!(one.case(case).referrals, []);
        assert_eq!(hands(&|_| ()), 204);

        // A colleague saves both, as they are handed in there.
        let file = other.case(case);
        let sealed = chunks.concat();
        let saves = |file: &CaseFile, sealed: &[u8]| saved_files(&other, file, &trust, sealed);
        assert!(saves(&file, &sealed) == Some((head, inside.clone())));
        assert!(saves(&file, &sealed[1..]).is_none());

        // Somebody with a changed client names something else of the case, or puts something else in its place.
        let mut steps = open_steps(&other, &file, &trust);
        let step = steps.pop().unwrap();
        let names = |bundle: Option<&DetachedObject>, files: ObjectId, case: CaseId| {
            let mut step = step.clone();
            let elsewhere = step.sent.as_mut().unwrap().elsewhere.as_mut().unwrap();
            elsewhere.files = files.to_string();
            elsewhere.case = case.to_string();
            let header = other
                .notes(&file, &Note::Text("A note.".to_owned()), &trust)
                .note
                .header;
            let note = other.reseals(&file, &header, &Note::Referral(Box::new(step)));
            let mut changed = file.clone();
            let bundle = bundle.cloned().map(StoredObject::Bundle);
            let added = bundle.into_iter().chain([StoredObject::from(note)]);
            changed.objects.extend(added.map(|object| ArrivedObject {
                object,
                arrived_on: here.today(),
            }));
            changed
        };
        let new_case = CaseId::draw().unwrap();
        let bundles = file
            .objects
            .iter()
            .filter_map(|arrived| match &arrived.object {
                StoredObject::Bundle(bundle) => Some(bundle.header.object),
                StoredObject::Text(_) => None,
            });
        let bundles: Vec<ObjectId> = bundles.collect();
        assert_eq!(bundles.len(), 2, "of the reporter, and what is carried");
        for number in bundles {
            let sealed = one.gets(&format!("/api/files/{number}")).body;
            assert!(saves(&names(None, number, new_case), &sealed).is_none());
        }
        let own_one = |files: &[(&str, &[u8])]| {
            let (bundle, sealed) = own_bundle(&other, &file, files);
            let number = bundle.header.object;
            saves(&names(Some(&bundle), number, new_case), &sealed).is_some()
        };
        let (what, mut changed) = (CarriedFiles::NAME, inside.clone());
        changed[2_000] ^= 1;
        assert!(own_one(&[(what, &inside)]));
        assert!(!own_one(&[("photo.bin", &inside)]));
        assert!(!own_one(&[(what, &changed)]));
        assert!(!own_one(&[(what, b"Who told it.")]));
        assert!(!own_one(&[(what, &inside), ("photo.bin", b"Who told it.")]));
    });
}

#[test]
fn a_case_is_carried_to_an_ombudsman_elsewhere_whose_answer_comes_back_into_it() {
    in_chromium_beside(THERE, async |here, there, page| {
        // Each office names the other one, so that each reads who signed.
        let trust = here.names(there, "Ombudsman of the East");
        let source = here.source();
        let told = "They sold the land of the village. Now they threaten us.";
        let long = vec![0x9c; 6_000_000];
        let filled = source.writes(told).file("plan of Dara.txt", b"The plan.");
        source.reports(&filled.file("recording.bin", &long));
        let desk = Desk::under(here, trust.clone());
        let [first, second] = names_of_holders(here);
        let case = here.reports_of(&here.keys(&first))[0].0;
        desk.signs_in_on(page, &first).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=refer]")).await?;
        fill_referral(page, "none", "Second inquirer").await?;
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "no consent stands").await?;
        note_consent(page).await?;
        outcome(page, "The consent is noted.").await?;
        fill_referral(page, "none", "Second inquirer").await?;
        if let Some(axe) = axe() {
            for width in [360, 1_280] {
                resize(page, width, 900).await?;
                finds_nothing(page, &axe, "the form for an office elsewhere").await?;
            }
            resize(page, 360, 900).await?;
        }
        choose_files(page, &["plan of Dara.txt", "recording.bin"], &[]).await?;
        press(page, "[data-form=refer] button.send").await?;
        fault(page, "from recording.bin cannot be removed").await?;
        choose_files(
            page,
            &["plan of Dara.txt", "recording.bin"],
            &["recording.bin"],
        )
        .await?;
        whole_picture(page, "elsewhere-form").await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(
            page,
            "The referral is locked and noted, and has not arrived yet.",
        )
        .await?;
        let stands = text(page, "[data-referral] .requests").await?;
        for said in [
            "Ombudsman (Ombudsman of the East)",
            "Sent",
            "has not arrived before",
        ] {
            assert!(stands.contains(said), "{said}: {stands}");
        }
        whole_picture(page, "elsewhere-sent").await?;
        let parcel = saved(page, "[data-act=save-parcel]", "referral.parcel").await?;
        press(page, "[data-act=lock]").await?;

        // A colleague saves the very same file again, as long as it may be on its way.
        desk.signs_in_on(page, &second).await?;
        press(page, ".cases button").await?;
        let again = saved(page, "[data-act=save-parcel]", "referral.parcel").await?;
        assert!(parcel == again && !parcel.is_empty());
        let known = |whose: &str| format!("return document.querySelector('{whose}').textContent");
        let number: String = page
            .execute(known("[data-mailbox]"), vec![])
            .await?
            .convert()?;
        // Nothing of it went to the other office by itself, and it takes it at its ordinary door.
        assert!(there.everybody().iter().all(|one| one.cases().is_empty()));
        let door = there.source();
        let form = Filled::default().file_as("parcel", "referral.parcel", &parcel);
        assert!(door.sends(address::PARCEL, &form).has("parcel-number"));
        assert!(
            here.reports_of(&here.keys(&first)).len() == 1,
            "no case here"
        );
        press(page, "[data-act=lock]").await?;

        // There it is a report with its terms, signed by an officer of the first office.
        let there_trust = there.names(here, "The commission’s office");
        let their_desk = Desk::under(there, there_trust);
        let holds = |name: &str| !there.investigator(name).cases().is_empty();
        assert!(!holds("there-4"), "kept out by whom the officer ticked");
        let names = ["there-1", "there-2", "there-3"];
        let theirs = names.into_iter().find(|name| holds(name)).unwrap();
        their_desk.signs_in_on(page, theirs).await?;
        let opened = "//*[@class='cases']//bdi[starts-with(.,'Referral')]";
        page.query(By::XPath(opened)).first().await?;
        let row = text(page, ".cases button").await?;
        let marked = "Referral from Anti-Corruption Commission: Please look at the threats.";
        assert!(row.contains(marked), "{row}");
        press(page, ".cases button").await?;
        let facts = text(page, "[data-from-body]").await?;
        for said in [
            "From Anti-Corruption Commission (The commission’s office), by",
            "TLP:AMBER+STRICT",
            "They ask for an answer by",
        ] {
            assert!(facts.contains(said), "{said}: {facts}");
        }
        whole_picture(page, "elsewhere-there").await?;
        // Their files are there, under numbers, and open with the key of that case alone.
        let entries = text(page, ".entries").await?;
        assert!(entries.contains("001.txt: a copy"), "{entries}");
        assert!(entries.contains("002.bin: as it came"), "{entries}");
        assert!(!page.source().await?.contains("Dara"));
        page.find(By::Id("reply"))
            .await?
            .send_keys("Two observers go there on Monday.")
            .await?;
        press(page, "main form button.send").await?;
        page.find(By::Css("main > [data-sent]:not([hidden])"))
            .await?;
        press(page, "[data-act=lock]").await?;
        // Signing in ends other sessions of the same account.
        let officer = their_desk.signed_in(theirs);
        let arrived = officer.cases()[0].header.case;
        let opened = officer.opens_files(&officer.case(arrived), &there.trust);
        let expected = [("001.txt", b"The plan.".to_vec()), ("002.bin", long)];
        let expected = expected.map(|(name, bytes)| (name.to_owned(), bytes));
        assert!(opened == expected, "the very same bytes");

        // The sealed answer is fetched with the number, and put in here. Another file is refused.
        let folder = tempfile::tempdir()?;
        let [sealed, foreign] = ["sealed", "foreign"].map(|name| folder.path().join(name));
        let fields = [("mailbox", number.as_str())];
        fs::write(&sealed, door.fetches(address::MAILBOX, &fields))?;
        fs::write(&foreign, b"something else")?;
        desk.signs_in_on(page, &second).await?;
        press(page, ".cases button").await?;
        let put = async |file: &Path| -> anyhow::Result<()> {
            let input = page
                .find(By::Css("[data-carried] input[type=file]"))
                .await?;
            page.execute(
                "document.querySelector('[data-carried] input[type=file]').value = ''",
                vec![],
            )
            .await?;
            input.send_keys(file.to_str().unwrap()).await?;
            press(page, "[data-act=open-answers]").await?;
            Ok(())
        };
        put(&foreign).await?;
        fault(page, "This is no sealed answer to this referral.").await?;
        put(&sealed).await?;
        page.find(By::Css("[data-answers] li")).await?;
        let answers = text(page, "[data-answers]").await?;
        assert!(
            answers.contains("Two observers go there on Monday."),
            "{answers}"
        );
        press(page, "[data-noting]:not([hidden]) button").await?;
        page.find(By::Css("[data-with-answer]:not([hidden])"))
            .await?;
        if let Some(axe) = axe() {
            for width in [360, 1_280] {
                resize(page, width, 900).await?;
                finds_nothing(page, &axe, "an answer from elsewhere").await?;
            }
            resize(page, 360, 900).await?;
        }
        whole_picture(page, "elsewhere-answer").await?;
        go_on(page, "outcome_reported", "Observers go there.").await?;
        press(page, "[data-form=go-on] button").await?;
        outcome(page, "The step is saved.").await?;
        let colleague = desk.signed_in(&first);
        let open = OpenCase::open(colleague.case(case), colleague.keys(), &trust)?;
        let entries = open.entries();
        let known = open.referrals(&entries).remove(0);
        assert!(!known.is_misplaced && known.due.is_none());
        assert_eq!(known.status, ReferralStatus::OutcomeReported);
        let answer = known.answer.as_ref().unwrap();
        assert_eq!(answer.text, "Two observers go there on Monday.");
        assert_eq!(answer.digest.len(), 64);
        have_nothing_in_common(&colleague, case, &parcel);
        page.execute(
            "document.querySelector('[data-noted-answer]').open = true",
            vec![],
        )
        .await?;
        let noted = text(page, "[data-noted-answer]:not([hidden])").await?;
        let who = there.trust.newest()?.officers.iter();
        let who: Vec<_> = who
            .map(|one| format!("Signed by {} there", one.label))
            .collect();
        assert!(noted.contains("What they answered"), "{noted}");
        assert!(who.iter().any(|said| noted.contains(said)), "{noted}");
        signer_is_looked_at_anew(here, &trust, &colleague, case, known);
        let may_save =
            "return !document.querySelector('[data-act=save-parcel]').parentElement.hidden";
        assert!(!page.execute(may_save, vec![]).await?.convert::<bool>()?);

        // Withdrawn afterwards, a message for them is locked behind what they answered, and carried as well.
        let note = open.consents(&entries).remove(0);
        let mut gone = note.clone();
        gone.withdrawn = true;
        notes(&trust, &colleague, case, &gone);
        press(page, "[data-act=home]").await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-gone]:not([hidden])")).await?;
        whole_picture(page, "elsewhere-gone").await?;
        let message = saved(page, "[data-act=save-gone]", "withdrawal.parcel").await?;
        let form = Filled::default().file_as("parcel", "withdrawal.parcel", &message);
        assert!(door.sends(address::PARCEL, &form).has("parcel-number"));
        press(page, "[data-act=lock]").await?;
        their_desk.signs_in_on(page, theirs).await?;
        press(page, ".cases button").await?;
        let entries = text(page, ".entries").await?;
        let withdrawn = "consent on which this referral rests was withdrawn";
        assert!(entries.contains(withdrawn), "{entries}");
        Ok(())
    });
}

#[test]
fn a_case_opens_while_the_lists_of_other_offices_are_not_at_hand_and_they_are_fetched_again() {
    in_chromium_beside(THERE, async |here, there, page| {
        let trust = here.names(there, "Ombudsman of the East");
        let signer = there.keys("there-1");
        let ombudsman = own(&there.trust);
        hand_in(here, &passed_on(here, &signer, own(&here.trust), ombudsman));
        let desk = Desk::under(here, trust.clone());
        let [first, _] = names_of_holders(here);
        let wire = Wire::to(desk.address());
        desk.signs_in_through(page, wire.address(), &first).await?;
        wire.ask_instead(Some(("GET /api/peers ", "GET /api/pears ")));
        press(page, ".cases button").await?;
        page.find(By::Css("[data-peers-missing]:not([hidden])"))
            .await?;
        let entries = text(page, ".entries").await?;
        assert!(entries.contains("What is passed on."));
        let part = text(page, "[data-referral]").await?;
        assert!(part.contains("could not be fetched now"), "{part}");
        let comes = async |says: &str| -> anyhow::Result<()> {
            page.find(By::Css(format!("[data-referrer={says}]:not([hidden])")))
                .await?;
            Ok(())
        };
        comes("unchecked").await?;
        let offered = "return document.querySelectorAll('#refer-body optgroup').length";
        assert_eq!(page.execute(offered, vec![]).await?.convert::<u32>()?, 0);
        // Somebody tries in vain, and then not in vain.
        press(page, "[data-act=peers-again]").await?;
        page.find(By::Id("desk-faults")).await?;
        wire.ask_instead(None);
        press(page, "[data-act=peers-again]").await?;
        page.find(By::Css("#refer-body optgroup")).await?;
        let missing = "return document.querySelector('[data-peers-missing]').hidden";
        assert!(page.execute(missing, vec![]).await?.convert::<bool>()?);
        comes("signed").await?;
        press(page, "[data-act=lock]").await?;

        // What came in the place of the lists is no list of theirs: nothing is said to be false that cannot be looked at.
        let mut forged = Peers::default();
        forged.add(&there.trust.manifest.digest(), &here.trust, "");
        for peers in [Peers::default(), forged] {
            desk.hands_out(peers);
            desk.signs_in_through(page, wire.address(), &first).await?;
            press(page, ".cases button").await?;
            comes("unchecked").await?;
            page.find(By::Css("[data-peers-missing]:not([hidden])"))
                .await?;
            desk.hands_out(here.peers_of(&trust));
            press(page, "[data-act=peers-again]").await?;
            comes("signed").await?;
            assert!(page.execute(missing, vec![]).await?.convert::<bool>()?);
            press(page, "[data-act=lock]").await?;
        }
        Ok(())
    });
}

#[test]
fn nothing_is_locked_for_an_office_elsewhere_into_danger_or_with_a_list_that_is_not_its_own() {
    in_chromium_beside(THERE, async |here, there, page| {
        // Their newest roster is the second one, and the own one knows that.
        let before = there.trust.clone();
        let newest = there.ends_duty_of(&["there-4"]);
        let trust = here.names(there, "Ombudsman of the East");
        let source = here.source();
        source.reports(&source.writes("They sold the land of the village."));
        let desk = Desk::under(here, trust.clone());
        let [first, second] = names_of_holders(here);
        let other = desk.signed_in(&second);
        let case = other.inbox(None).rows[0].case;
        let ombudsman = newest.newest()?.bodies[0].id;
        let shows = async |peers: Peers, says: &str| -> anyhow::Result<()> {
            desk.hands_out(peers);
            desk.signs_in_on(page, &first).await?;
            press(page, ".cases button").await?;
            page.find(By::Css("[data-offices]:not([hidden]) li"))
                .await?;
            let told = text(page, "[data-offices]").await?;
            assert!(told.contains("Ombudsman of the East:"), "{told}");
            assert!(told.contains(says), "{says}: {told}");
            press(page, "[data-act=lock]").await?;
            Ok(())
        };
        shows(Peers::default(), "its list of officers is not here").await?;
        let mut older = Peers::default();
        older.add(&before.manifest.digest(), &before, "");
        shows(older, "its list of officers here is too old").await?;
        // Whoever runs the server puts another manifest under the digest that was signed.
        let mut forged = Peers::default();
        forged.add(&newest.manifest.digest(), &here.trust, "");
        shows(forged, "not the one that this office has signed for it").await?;

        desk.hands_out(here.peers_of(&trust));
        consents(&trust, &other, case, ombudsman);
        in_critical_danger(&trust, &other, case);
        desk.signs_in_on(page, &first).await?;
        press(page, ".cases button").await?;
        page.find(By::Css("[data-form=refer]")).await?;
        fill_referral(page, "none", "").await?;
        press(page, "[data-form=refer] button.send").await?;
        outcome(
            page,
            "Nothing was sent, since that would put somebody in danger.",
        )
        .await?;
        let referrals = other.case(case).referrals;
        assert_eq!(referrals[0].status, ReferralStatus::RiskBlocked);
        let open = OpenCase::open(other.case(case), other.keys(), &trust)?;
        let is_part =
            |entry: &casework::Entry<'_>| matches!(&entry.content, Content::Note(Note::Parcel(_)));
        assert!(!open.entries().iter().any(is_part), "nothing was locked");
        Ok(())
    });
}

/// Whoever compares what lies in the first office with what is handed in at the other one finds no part of the one in the
/// other.
fn have_nothing_in_common(by: &OfficerAtDesk, case: CaseId, parcel: &[u8]) {
    let file = by.case(case);
    let mut kept = file.to_bytes();
    for arrived in &file.objects {
        if let StoredObject::Bundle(bundle) = &arrived.object {
            let sealed = by.gets(&format!("/api/files/{}", bundle.header.object));
            assert_eq!(sealed.status, 200, "{}", sealed.text());
            kept.extend(sealed.body);
        }
    }
    assert!(kept.len() > parcel.len(), "it lies here, locked once more");
    // How every age file begins, and numbers that are nothing yet, are no part of anything.
    let is_common = |block: &[u8]| {
        let begins = block.windows(15).any(|part| part == b"org/v1\n-> mlkem");
        begins || block.iter().filter(|byte| **byte == 0).count() > 8
    };
    let place = |block: &[u8]| {
        let three = block.iter().take(3);
        three.fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let (mut begins, mut blocks) = (vec![false; 1 << 24], HashSet::new());
    for block in parcel.chunks_exact(32).filter(|block| !is_common(block)) {
        begins[place(block)] = true;
        blocks.insert(block);
    }
    assert!(blocks.len() > parcel.len() / 64);
    let shared = |bytes: &[u8]| {
        let mut windows = bytes.windows(32);
        let same = windows.find(|window| begins[place(window)] && blocks.contains(window));
        same.map(<[u8]>::to_vec)
    };
    let piece = parcel.len() / 2 + 5;
    assert!(shared(&parcel[piece..piece + 64]).is_some());
    assert_eq!(shared(&kept), None);
}

/// What lies beside a noted answer proves who signed these very words for this very referral, and nothing else.
fn signer_is_looked_at_anew(
    here: &TestOffice,
    trust: &Trust,
    by: &OfficerAtDesk,
    case: CaseId,
    known: casework::Referral,
) {
    let open = OpenCase::open(by.case(case), by.keys(), trust).unwrap();
    assert_eq!(open.answer_signer(&known), Some(AnswerSigner::Unknown));
    let peers = here.peers_known(trust);
    let open = open.knowing(&peers);
    let signer = |change: &dyn Fn(&mut casework::Referral)| {
        let mut changed = known.clone();
        change(&mut changed);
        open.answer_signer(&changed)
    };
    assert!(matches!(signer(&|_| ()), Some(AnswerSigner::Officer(_))));
    let answer = |known: &mut casework::Referral,
                  change: &dyn Fn(&mut casework::ReferralAnswer)| {
        change(known.answer.as_mut().unwrap());
    };
    let without = signer(&|known| answer(known, &|answer| answer.proof = None));
    assert_eq!(without, Some(AnswerSigner::Nobody));
    let put = signer(&|known| answer(known, &|answer| answer.text = "They refuse.".to_owned()));
    assert_eq!(put, Some(AnswerSigner::False));
    let other = signer(&|known| answer(known, &|answer| answer.digest = "0".repeat(64)));
    assert_eq!(other, Some(AnswerSigner::False));
    // The answer to another case of the same office.
    let elsewhere = |known: &mut casework::Referral, case: &str| {
        let (sent, _) = known.sent.as_mut().unwrap();
        case.clone_into(&mut sent.elsewhere.as_mut().unwrap().case);
    };
    let another = CaseId::draw().unwrap().to_string();
    assert_eq!(
        signer(&|known| elsewhere(known, &another)),
        Some(AnswerSigner::False)
    );
    assert_eq!(
        signer(&|known| elsewhere(known, "")),
        Some(AnswerSigner::Unknown)
    );
    assert_eq!(signer(&|known| known.answer = None), None);
}

/// What is saved of the last referral of a case, the head of the parcel and its files, which lie here as `sealed`.
fn saved_files(
    by: &OfficerAtDesk,
    file: &CaseFile,
    trust: &Trust,
    sealed: &[u8],
) -> Option<(Vec<u8>, Vec<u8>)> {
    let open = OpenCase::open(file.clone(), by.keys(), trust).unwrap();
    let entries = open.entries();
    let known = open.referrals(&entries).pop().unwrap();
    let elsewhere = known.sent.as_ref()?.0.elsewhere.as_ref()?;
    let parcel = open.parcel_to_carry(&entries, elsewhere)?;
    let files = parcel.files?.open(&open.grant.identity, sealed.to_vec())?;
    Some((parcel.head, files))
}

/// The steps of referrals in a case.
fn open_steps(by: &OfficerAtDesk, file: &CaseFile, trust: &Trust) -> Vec<ReferralStep> {
    let open = OpenCase::open(file.clone(), by.keys(), trust).unwrap();
    let entries = open.entries();
    let steps = entries.iter().filter_map(|entry| {
        if let Content::Note(Note::Referral(step)) = &entry.content {
            Some(ReferralStep::clone(step))
        } else {
            None
        }
    });
    steps.collect()
}

/// Files of an officer, sealed to a case, and the ciphertext.
fn own_bundle(
    by: &OfficerAtDesk,
    file: &CaseFile,
    files: &[(&str, &[u8])],
) -> (DetachedObject, Vec<u8>) {
    let header = &file.case.header;
    let mut replying = Replying::begin(header, 1, None, by.keys().officer, Level::B);
    let mut sealer = replying.begin_bundle(9).unwrap();
    for (name, bytes) in files {
        sealer.start_file(name).unwrap();
        sealer.write(bytes).unwrap();
    }
    let mut chunks: Vec<Vec<u8>> = std::iter::from_fn(|| sealer.take_chunk()).collect();
    let (finished, last) = sealer.finish().unwrap();
    chunks.extend(last);
    (finished.sign(&by.keys().signing), chunks.concat())
}

/// What an officer of one office seals to a body of another one.
fn passed_on(office: &TestOffice, by: &OfficerKeys, to: BodyId, from: BodyId) -> Parcel {
    passed_on_with(office, by, to, from, None).0
}

/// Hands in a parcel at the door of an office, as somebody does who carries it there.
fn hand_in(office: &TestOffice, parcel: &Parcel) {
    let form = Filled::default().file_as("parcel", "referral.parcel", &parcel.to_bytes());
    let taken = office.source().sends(address::PARCEL, &form);
    assert!(taken.has("parcel-number"), "{}", taken.text());
}

/// The names of two officers of the case.
fn names_of_holders(office: &TestOffice) -> [String; 2] {
    let everybody = office.everybody().into_iter();
    let mut holders = everybody.filter(|one| !one.cases().is_empty());
    [(); 2].map(|()| holders.next().unwrap().name)
}

fn own(trust: &Trust) -> BodyId {
    trust.newest().unwrap().bodies[0].id
}

fn consents(trust: &Trust, by: &OfficerAtDesk, case: CaseId, body: BodyId) {
    let mut consent = Consent::default();
    consent.id = ObjectId::draw().unwrap().to_string();
    consent.scope = "share_deidentified".to_owned();
    consent.body = body.to_string();
    consent.how = "Said so on the telephone.".to_owned();
    notes(trust, by, case, &consent);
}

fn notes(trust: &Trust, by: &OfficerAtDesk, case: CaseId, consent: &Consent) {
    let note = Note::Consent(consent.clone());
    let note = by.notes(&by.case(case), &note, trust);
    assert_eq!(by.hands_in(case, "note", &note.to_bytes()).status, 204);
}

/// What an officer asks for who sends something to a body elsewhere.
fn asked(office: &TestOffice, body: BodyId) -> Referring {
    let mut asked = Referring::default();
    asked.body = body.to_string();
    for (field, value) in [
        (&mut asked.to, "sent"),
        (&mut asked.identity, "unnamed"),
        (&mut asked.sharing, "tlp_red"),
        (&mut asked.reprisal, "acceptable"),
        (&mut asked.exposure, "none"),
        (&mut asked.text, "What is passed on."),
        (&mut asked.reason, "They can help."),
    ] {
        value.clone_into(field);
    }
    asked.due = office.today().plus(90).to_string();
    asked
}

fn carries(
    office: &TestOffice,
    trust: &Trust,
    by: &OfficerAtDesk,
    case: CaseId,
    body: BodyId,
    receipt: &Receipt,
    parcel: &[u8],
) -> SealedReferral {
    let open = OpenCase::open(by.case(case), by.keys(), trust).unwrap();
    let asked = asked(office, body);
    let plan = open.plan_referral(&asked, own(trust), office.today());
    let there = trust.newest().unwrap().peers[0].manifest;
    let sent = CarriedParcel {
        receipt,
        bytes: parcel,
        case: CaseId::draw().unwrap(),
        files: None,
    };
    let name = (there, "Ombudsman (Ombudsman of the East)".to_owned());
    open.refer_elsewhere(&plan.unwrap(), &asked, sent, name, by.keys(), Level::B)
        .unwrap()
}

/// Somebody in the case is found to be in critical danger.
fn in_critical_danger(trust: &Trust, by: &OfficerAtDesk, case: CaseId) {
    let mut request = ProtectionRequest::default();
    request.applicant = "individual".to_owned();
    request.basis = vec!["hrd.land_env".to_owned()];
    request.own_view = "They come at night.".to_owned();
    let request = by.writes_down(&by.case(case), request, trust);
    let told = by.hands_in(case, "protection", &request.to_bytes());
    assert_eq!(told.status, 204, "{}", told.text());
    let mut step = ProtectionStep::default();
    step.request = request.told.request.to_string();
    step.after = request.object.header.object.to_string();
    step.to = "assessing".to_owned();
    step.reason = "So it is.".to_owned();
    step.risk = Some(Risk {
        likelihood: Likelihood::Likely,
        severity: Severity::Extreme,
        level: RiskLevel::Critical,
        factors: vec![],
        own_view: "They stay.".to_owned(),
    });
    let step = by.protects(&by.case(case), step, trust);
    let told = by.hands_in(case, "protection", &step.to_bytes());
    assert_eq!(told.status, 204, "{}", told.text());
}

fn look_again(door: &Door) {
    let mut told = Command::new("kill");
    told.args(["-HUP", &door.id().to_string()]);
    assert!(told.status().unwrap().success());
}

#[expect(
    clippy::disallowed_methods,
    reason = "waits for another process, and ends as soon as it has answered"
)]
fn wait_until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(90), "it never came");
        sleep(Duration::from_millis(50));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Fills in the form for the office elsewhere; `kept_out` is whom it ticks there.
async fn fill_referral(page: &WebDriver, exposure: &str, kept_out: &str) -> WebDriverResult<()> {
    let fills = "for (const part of document.querySelectorAll('[data-referral] details')) part.open = true;
        const form = document.querySelector('[data-form=refer] form');
        const set = (name, value) => {
          const field = form.querySelector('#refer-' + name);
          field.value = value;
          field.dispatchEvent(new Event('change', { bubbles: true }));
        };
        const body = [...form.querySelectorAll('#refer-body optgroup option')].find((one) => one.textContent === 'Ombudsman');
        set('body', body.value);
        set('to', 'sent');
        set('identity', 'named');
        set('sharing', 'tlp_amber_strict');
        set('words', 'Please look at the threats.');
        set('reason', 'They watch over the police.');
        form.querySelector('[name=refer-reprisal][value=acceptable]').checked = true;
        form.querySelector(`[name=refer-exposure][value=${arguments[0]}]`).checked = true;
        const place = form.querySelector('[data-elsewhere]');
        for (const choice of place.querySelectorAll('label')) {
          if (arguments[1] !== '' && choice.textContent.includes(arguments[1])) choice.querySelector('input').checked = true;
        }
        return [place.hidden, place.querySelectorAll('input:checked').length]";
    let arguments = vec![exposure.into(), kept_out.into()];
    let filled = page.execute(fills, arguments).await?;
    let ticked = usize::from(!kept_out.is_empty());
    assert_eq!(filled.convert::<(bool, usize)>()?, (false, ticked));
    Ok(())
}

/// Opens the files of the form, and chooses some; `as_they_came` are ticked to go so.
async fn choose_files(
    page: &WebDriver,
    chosen: &[&str],
    as_they_came: &[&str],
) -> WebDriverResult<()> {
    let open = "const form = document.querySelector('[data-form=refer] form');
        const button = [...form.querySelectorAll('.disclosed button')].find((one) => one.textContent.startsWith('Open'));
        button?.click();";
    page.execute(open, vec![]).await?;
    page.find(By::Css("[data-form=refer] .disclosed [data-as-it-came]"))
        .await?;
    let ticks =
        "for (const one of document.querySelectorAll('[data-form=refer] .disclosed .disclosed')) {
          const name = one.querySelector('[data-heading]').textContent;
          one.querySelector('input').checked = arguments[0].includes(name);
          one.querySelector('[data-as-it-came]').checked = arguments[1].includes(name);
        }";
    let names = |names: &[&str]| serde_json::Value::from(names.to_vec());
    page.execute(ticks, vec![names(chosen), names(as_they_came)])
        .await?;
    Ok(())
}

async fn note_consent(page: &WebDriver) -> WebDriverResult<()> {
    let fills = "const form = document.querySelector('[data-form=consent] form');
        form.querySelector('#consent-scope').value = 'share_named_body';
        const body = [...form.querySelectorAll('#consent-body optgroup option')].find((one) => one.textContent === 'Ombudsman');
        form.querySelector('#consent-body').value = body.value;
        form.querySelector('#consent-rests').selectedIndex = 1;
        form.querySelector('#consent-how').value = 'In the message.';";
    page.execute(fills, vec![]).await?;
    press(page, "[data-form=consent] form button.send").await
}

async fn go_on(page: &WebDriver, to: &str, reason: &str) -> WebDriverResult<()> {
    let fills = "const place = document.querySelector('[data-form=go-on]');
        place.querySelector('#referral-to').value = arguments[0];
        place.querySelector('#referral-reason').value = arguments[1];
        return place.querySelector('#referral-to').value === arguments[0]";
    let is_offered = page.execute(fills, vec![to.into(), reason.into()]).await?;
    assert!(is_offered.convert::<bool>()?, "{to}");
    Ok(())
}

async fn outcome(page: &WebDriver, says: &str) -> WebDriverResult<()> {
    let said = format!(
        "//p[@data-referred and not(@hidden)]/b[not(@hidden) and starts-with(.,\"{says}\")]"
    );
    page.query(By::XPath(said)).first().await?;
    Ok(())
}

async fn fault(page: &WebDriver, says: &str) -> WebDriverResult<()> {
    let said = format!("//*[@id='desk-faults']//li[contains(.,'{says}')]");
    page.query(By::XPath(said)).first().await?;
    Ok(())
}
