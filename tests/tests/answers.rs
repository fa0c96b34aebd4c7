//! Answers of any length and with files, read through the real door and on the reporter's own machine.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use journeys::{Home, InvestigatorAt, KeptReceipt, Page, TestOffice, between, run};
use pages::address;
use seal::{Kind, SealedObject};
use storage::StoredObject;

#[test]
fn a_reporter_reads_a_long_answer_and_saves_its_files_without_script() {
    TestOffice::on_each(|office| {
        let case = Case::new(office, "The tender was rigged.");
        let picture = vec![0xa7; 5_000_000];
        let files = [
            ("រូបភាព.jpg", &b""[..], "file-1.jpg"),
            ("สัญญา.pdf", b"1", "file-2.pdf"),
            ("عقد <b>.txt", &picture, "file-3.txt"),
        ];
        let text = "ຂໍຂອບໃຈ. <Who> else?\n".repeat(1_720);
        assert!(text.len() > 60_000);
        case.answers(&text, &files.map(|(name, bytes, _)| (name, bytes)));

        let source = office.source();
        let back = source.returns_with(&case.receipt.digits);
        assert!(
            back.text_of("messages").contains("too long for this page"),
            "{}",
            back.text()
        );
        let answer = between(&back.html, "name=\"answer\" value=\"", "\"").to_owned();
        let whole = case.opens(&answer);
        assert_eq!(whole.status, 200);
        let shown = whole.text_of("whole");
        assert_eq!(shown.matches("<Who> else?").count(), 1_720);
        let listed = whole.text_of("files");
        for (name, _, _) in files {
            assert!(listed.contains(name), "{name}: {listed}");
        }
        for (number, (_, bytes, saved)) in files.iter().enumerate() {
            let (status, headers, content) = case.saves(&answer, &number.to_string());
            assert_eq!(status, 200);
            assert!(content == *bytes, "{saved}");
            for expected in [
                "application/octet-stream",
                "nosniff",
                "no-store",
                &format!("attachment; filename=\\\"{saved}\\\""),
            ] {
                assert!(headers.contains(expected), "{expected}: {headers}");
            }
        }
        assert_eq!(case.saves(&answer, "3").0, 404);
        assert_eq!(case.saves(&answer, "-1").0, 400);

        // The officers see what was sent, and so does a colleague.
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("case");
        let open = ["open", &case.id, "--out", folder.to_str().unwrap()];
        let told = case.colleague.says(&open);
        assert!(told.contains("The files before it belong to it."), "{told}");
        assert_eq!(
            fs::read(folder.join("files-1/003 عقد _b_.txt")).unwrap(),
            picture
        );
    });
}

#[test]
fn a_short_answer_with_files_stands_among_others_and_leads_to_them() {
    TestOffice::on_each(|office| {
        let case = Case::new(office, "A report.");
        case.answers("No files.", &[]);
        case.answers("See the file.", &[("a.txt", b"a page")]);
        let back = office.source().returns_with(&case.receipt.digits);
        let messages = back.text_of("messages");
        assert!(
            messages.contains("No files.") && messages.contains("See the file."),
            "{messages}"
        );
        assert_eq!(back.html.matches("name=\"answer\"").count(), 1);
        let answer = between(&back.html, "name=\"answer\" value=\"", "\"").to_owned();
        assert_eq!(case.saves(&answer, "0").2, b"a page");
    });
}

#[test]
fn what_a_mailbox_does_not_hold_is_refused_alike_whoever_asks() {
    TestOffice::on_each(|office| {
        let (case, other) = (Case::new(office, "One."), Case::new(office, "Two."));
        case.answers(&"x".repeat(20_000), &[("a.txt", b"a page")]);
        let (reply, bundle) = case.sealed_ids();
        let stranger = run(&["receipt", "--new", "--digits"]).unwrap();
        let unknown = "f".repeat(32);
        let source = office.source();
        let mut seen: Vec<Page> = vec![];
        for (mailbox, part) in [
            (case.mailbox(), "5b9cbd5c-9b5e-4f0e-8f0b-4a1f0a3d8c11"),
            (case.mailbox(), &case.report_id()),
            (other.mailbox(), &reply),
            (other.mailbox(), &bundle),
            (unknown.clone(), &reply),
            (unknown.clone(), &bundle),
        ] {
            let refused = source.posts(
                address::REPLY_PART,
                &[("mailbox", &mailbox), ("part", part)],
            );
            seen.push(refused);
        }
        assert_eq!(seen[0].status, 404);
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
        for receipt in [&other.receipt.digits, stranger.trim()] {
            let fields = [("receipt", receipt), ("answer", &reply), ("file", "0")];
            assert_eq!(source.posts(address::WHOLE_ANSWER, &fields).status, 404);
            assert_eq!(source.posts(address::ANSWER_FILE, &fields).status, 404);
        }
        for fields in [
            vec![("mailbox", "1"), ("part", reply.as_str())],
            vec![("mailbox", unknown.as_str()), ("part", "1")],
            vec![],
        ] {
            assert_eq!(source.posts(address::REPLY_PART, &fields).status, 400);
        }
        assert_eq!(case.opens("1").status, 400);
        assert_eq!(case.opens(&bundle).status, 404, "files are no answer");

        // A deleted mailbox holds nothing any more, and looks like one that never did.
        let fetched = source.fetches(
            address::REPLY_PART,
            &[("mailbox", &case.mailbox()), ("part", &bundle)],
        );
        assert!(!fetched.is_empty());
        let sure = [("receipt", case.receipt.digits.as_str()), ("sure", "yes")];
        assert_eq!(source.posts(address::DELETION, &sure).status, 200);
        for part in [&reply, &bundle] {
            let gone = source.posts(
                address::REPLY_PART,
                &[("mailbox", &case.mailbox()), ("part", part)],
            );
            assert_eq!(gone, seen[0]);
        }
        assert_eq!(case.opens(&reply).status, 404);
        assert_eq!(case.saves(&reply, "0").0, 404);
        let told = case.officer.says(&["open", &case.id]);
        assert!(told.contains("The files before it belong to it."), "{told}");
    });
}

#[test]
fn files_that_were_changed_at_rest_are_not_handed_out() {
    TestOffice::on_each(|office| {
        let case = Case::new(office, "A report.");
        let secret = b"a page that nobody may change".repeat(4_000);
        case.answers("See the file.", &[("a.txt", &secret)]);
        let back = office.source().returns_with(&case.receipt.digits);
        let answer = between(&back.html, "name=\"answer\" value=\"", "\"").to_owned();
        let blobs = blobs(office);
        let [blob] = blobs.as_slice() else {
            panic!("{blobs:?}")
        };
        let honest = fs::read(blob).unwrap();
        for place in [0, 3_000, honest.len() / 2, honest.len() - 1] {
            let mut changed = honest.clone();
            changed[place] ^= 1;
            fs::write(blob, &changed).unwrap();
            let (status, _, shown) = case.saves(&answer, "0");
            let shown = String::from_utf8(shown).unwrap();
            assert_eq!(status, 422, "byte {place}");
            assert!(shown.contains("could not be opened"), "{shown}");
            assert!(shown.contains("See the file."), "the words are still there");
        }
        fs::write(blob, &honest).unwrap();
        assert_eq!(case.saves(&answer, "0").2, secret);
    });
}

#[test]
fn answers_are_sealed_and_opened_on_machines_without_a_connection() {
    TestOffice::on_each(|office| {
        let case = Case::new(office, "A report.");
        let away = tempfile::tempdir().unwrap();
        let path = |name: &str| away.path().join(name).to_str().unwrap().to_owned();
        let text = "Ask for me at the counter. ".repeat(2_000);
        fs::write(path("answer.txt"), &text).unwrap();
        fs::write(path("ជូន.pdf"), vec![9; 4_300_000]).unwrap();
        fs::write(path("ว่าง"), b"").unwrap();
        case.officer
            .says(&["export", &case.id, "--out", &path("case.zip")]);
        let seal = [
            "reply",
            "--file",
            &path("case.zip"),
            "--text-file",
            &path("answer.txt"),
            "--attach",
            &path("ជូន.pdf"),
            "--attach",
            &path("ว่าง"),
            "--out",
            &path("sealed"),
        ];
        let told = case.officer.says(&seal);
        assert!(told.contains("sealed.files"), "{told}");
        // What is carried cannot be exchanged on the way.
        let honest = fs::read(path("sealed.files")).unwrap();
        let mut changed = honest.clone();
        changed[honest.len() / 2] ^= 1;
        fs::write(path("sealed.files"), changed).unwrap();
        let refused = case.officer.does_not_deliver(&path("sealed"));
        assert!(refused.contains("not those that were signed"), "{refused}");
        fs::remove_file(path("sealed.files")).unwrap();
        let refused = case.officer.does_not_deliver(&path("sealed"));
        assert!(refused.contains("carried with it"), "{refused}");
        fs::write(path("sealed.files"), &honest).unwrap();
        case.officer.delivers(&path("sealed"));

        // The reporter shows the door a mailbox number and nothing else.
        let source = office.source();
        let mailbox = case.mailbox();
        let page = source.fetches(address::MAILBOX, &[("mailbox", &mailbox)]);
        fs::write(path("page"), page).unwrap();
        let told = case.reads(&[&path("page")]);
        let id = between(&told, "under this number: ", "\n").to_owned();
        let part =
            |id: &str| source.fetches(address::REPLY_PART, &[("mailbox", &mailbox), ("part", id)]);
        fs::write(path("long"), part(&id)).unwrap();
        let told = case.reads(&[&path("page"), &path("long")]);
        assert!(told.contains(text.trim()), "{told}");
        let id = between(&told, "under this number: ", "\n").to_owned();
        let sealed = part(&id);
        assert_eq!(sealed, honest, "the door hands out what the officer sealed");
        fs::write(path("files"), &sealed).unwrap();
        let fetched = [path("page"), path("files"), path("long")];
        let all: Vec<&str> = fetched.iter().map(String::as_str).collect();
        let told = case.reads(&[&all[..], &["--out", &path("out")]].concat());
        assert!(told.contains("4300000 bytes"), "{told}");
        let folder = Path::new(&path("out")).join("files-1");
        assert_eq!(
            fs::read(folder.join("001 ជូន.pdf")).unwrap(),
            vec![9; 4_300_000]
        );
        assert_eq!(fs::read(folder.join("002 ว่าง")).unwrap(), b"");
        // Changed files are not taken for the right ones.
        let mut changed = sealed;
        changed[500_000] ^= 1;
        fs::write(path("files"), changed).unwrap();
        let told = case.reads(&all);
        assert!(told.contains("under this number"), "{told}");
        let mut long = fs::read(path("long")).unwrap();
        let last = long.len() - 1;
        long[last] ^= 1;
        fs::write(path("long"), long).unwrap();
        let told = case.reads(&all);
        assert!(told.contains("This answer is long"), "{told}");
    });
}

#[test]
fn what_was_done_and_a_lawsuit_are_logged_at_home_and_follow_one_another() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("They sold the land of the village."));
        let home = Home::of(office, &receipt);
        let blank = |kind: &str| {
            let form = home.path(kind);
            let made = [&format!("{kind}-form"), &form];
            let told = run(&["answers", made[0], made[1]]).unwrap();
            assert!(told.contains("Remove the file afterwards"), "{told}");
            let mode = fs::metadata(&form).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "nobody else of the machine reads it");
            // It is never written over one that somebody has filled in.
            run(&["answers", made[0], made[1]]).unwrap_err();
            fs::read_to_string(form).unwrap()
        };
        let writes = |kind: &str, filled: &str| {
            fs::write(home.path("filled"), filled).unwrap();
            let (page, form, out) = (home.page(), home.path("filled"), home.path("parcel"));
            let flag = format!("--{kind}");
            home.runs(&["write", &page, &flag, &form, "--out", &out], true)
        };

        let incident = blank("incident");
        let missing = writes("incident", &incident).unwrap_err();
        for named in ["act: ", "unit: ", "size: ", "activity: "] {
            assert!(missing.contains(named), "{named}{missing}");
        }
        let filled = incident
            .replace("act-1 = \"\"", "act-1 = \"threat.death\"")
            .replace("done-1 = \"\"", "done-1 = \"threatened\"")
            .replace("unit = \"\"", "unit = \"community\"")
            .replace("size = \"\"", "size = \"n50_249\"")
            .replace("# \"hrd.land_environment\"", "\"hrd.land_environment\"")
            .replace("began = \"\"", "began = \"2026-03\"")
            .replace(
                "message = \"\"\"\n",
                "message = \"\"\"\nMen came to Kampung.\n",
            );
        let wrong = filled.replace("threat.death", "threat.\\u001bdeth");
        let unknown = writes("incident", &wrong).unwrap_err();
        let shown = "does not have `threat.\u{fffd}deth`";
        assert!(
            unknown.contains(shown) && !unknown.contains('\u{1b}'),
            "{unknown}"
        );
        assert!(!fs::exists(home.path("parcel")).unwrap());
        let told = writes("incident", &filled).unwrap();
        let number = between(&told, "Its number is ", ".").to_owned();
        home.hands_in(&source, &["Kampung", "threat"]);

        let suit = blank("proceeding");
        let missing = writes("proceeding", &suit).unwrap_err();
        assert!(missing.contains("kind: choose one of "), "{missing}");
        let filled = suit
            .replace("country = \"\"", "country = \"my\"")
            .replace("\nkind = \"\"", "\nkind = \"civil\"")
            .replace("# \"defamation_civil\"", "\"defamation_civil\"")
            .replace("# \"company\"", "\"company\"")
            .replace("defendants = \"\"", "defendants = \"n2_9\"")
            .replace("# \"hrd.land_environment\"", "\"hrd.land_environment\"")
            .replace("# \"land_indigenous\"", "\"land_indigenous\"")
            .replace("stage = \"\"", "stage = \"s06_filed\"")
            .replace("outcome = \"\"", "outcome = \"pending\"")
            .replace("served = \"\"", "served = \"2026-03-09\"")
            .replace("\nnumber = \"\"", &format!("\nnumber = \"{number}\""))
            .replace("relation = \"\"", "relation = \"escalates\"")
            .replace("sum = \"\"", "sum = \"RM 9 million\"");
        let told = writes("proceeding", &filled).unwrap();
        assert!(told.contains("no legal advice"), "{told}");
        home.hands_in(&source, &["9 million"]);

        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        for said in [
            "Death threat (Threatened): Community (50-249)",
            "Men came to Kampung.",
            "Papers served: 2026-03-09",
            "Sum: RM 9 million",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
    });
}

#[test]
fn a_copy_that_differs_from_the_officers_is_flagged_on_its_own_page_too() {
    TestOffice::on_each(|office| {
        let case = Case::new(office, "A report.");
        let keys = office.keys(&case.officer.name);
        let room = office.storage.case_room();
        let (id, _) = office.reports_of(&keys).remove(0);
        let file = office
            .wait(room.case_file(keys.officer, id, office.today()))
            .unwrap();
        let header = &file.case.header;
        let write =
            |text: &str| seal::Reply::write(text, header, 1, None, &keys, seal::Level::C).unwrap();
        let long = "y".repeat(20_000);
        let mut parts = write(&long);
        // The officer's program is not ours: the reporter's copy says something else under the same
        // commitment.
        let body = serde_json::json!({ "text": "z".repeat(20_000), "salt": "00".repeat(32) });
        parts.to_reporter = SealedObject::seal_text(
            parts.to_reporter.header.clone(),
            &body,
            std::slice::from_ref(&header.reply),
            &keys.signing,
        )
        .unwrap();
        let origin = ledger::Origin::of(&office.trust.manifest.log.origin);
        let secret = seal::Receipt::draw()
            .unwrap()
            .keys(header.instance)
            .log_secret;
        let statement = ledger::Statement {
            code: ledger::Code::Feedback,
            sequence: 0,
            detail: 0,
            digest: *parts.to_case.digest().as_bytes(),
        };
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        let ticket = seal::LogTicket::new(*entry.as_bytes(), opening.to_bytes(), &secret);
        let kept = room.reply(keys.officer, parts, ticket, office.today());
        office.wait(kept).unwrap();
        let back = office.source().returns_with(&case.receipt.digits);
        let answer = between(&back.html, "name=\"answer\" value=\"", "\"").to_owned();
        let whole = case.opens(&answer);
        assert!(
            whole.text().contains("differs from the copy"),
            "{}",
            whole.text()
        );
        assert!(!whole.has("whole"));
    });
}

/// A report with an officer who answers it and a colleague who looks on.
struct Case<'o> {
    office: &'o TestOffice,
    receipt: KeptReceipt,
    id: String,
    officer: InvestigatorAt,
    colleague: InvestigatorAt,
}

impl<'o> Case<'o> {
    fn new(office: &'o TestOffice, account: &str) -> Self {
        let before: Vec<_> = office.everybody();
        let known: Vec<String> = before.iter().flat_map(InvestigatorAt::cases).collect();
        let source = office.source();
        let receipt = source.reports(&source.writes(account));
        let new = |one: &InvestigatorAt| one.cases().into_iter().find(|id| !known.contains(id));
        let mut holders = before.into_iter().filter_map(|one| Some((new(&one)?, one)));
        let (id, officer) = holders.next().unwrap();
        let (_, colleague) = holders.next().unwrap();
        Self {
            office,
            receipt,
            id,
            officer,
            colleague,
        }
    }

    fn answers(&self, text: &str, files: &[(&str, &[u8])]) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let words = path("answer.words");
        fs::write(&words, text).unwrap();
        let files: Vec<String> = files
            .iter()
            .map(|(name, bytes)| {
                fs::write(path(name), bytes).unwrap();
                path(name)
            })
            .collect();
        let mut arguments = vec!["reply", &self.id, "--text-file", &words];
        for file in &files {
            arguments.extend(["--attach", file]);
        }
        self.officer.says(&arguments);
    }

    fn opens(&self, answer: &str) -> Page {
        let fields = [
            ("receipt", self.receipt.digits.as_str()),
            ("answer", answer),
            ("l", "en"),
        ];
        self.office.source().posts(address::WHOLE_ANSWER, &fields)
    }

    fn saves(&self, answer: &str, file: &str) -> (u16, String, Vec<u8>) {
        let fields = [
            ("receipt", self.receipt.words.as_str()),
            ("answer", answer),
            ("file", file),
        ];
        self.office.source().saves(address::ANSWER_FILE, &fields)
    }

    fn mailbox(&self) -> String {
        let receipt = seal::Receipt::parse(&self.receipt.digits).unwrap();
        let keys = receipt.keys(self.office.trust.manifest.instance);
        keys.mailbox.to_text().as_str().to_owned()
    }

    /// The ids of the reporter's copy of the newest answer and of its files.
    fn sealed_ids(&self) -> (String, String) {
        let receipt = seal::Receipt::parse(&self.receipt.digits).unwrap();
        let keys = receipt.keys(self.office.trust.manifest.instance);
        let drop_box = self.office.storage.drop_box();
        let answer = drop_box.answer(keys.mailbox.digest(), 0);
        let answer = self.office.wait(answer).unwrap();
        let reply = answer.slots[0].reply.header().object.to_string();
        let bundle = self.object(Kind::Bundle);
        (reply, bundle)
    }

    fn report_id(&self) -> String {
        self.object(Kind::Report)
    }

    fn object(&self, kind: Kind) -> String {
        let keys = self.office.keys(&self.officer.name);
        let room = self.office.storage.case_room();
        let cases = self.office.reports_of(&keys);
        let (id, _) = cases.iter().find(|(id, _)| id.short() == self.id).unwrap();
        let file = room.case_file(keys.officer, *id, self.office.today());
        let file = self.office.wait(file).unwrap();
        let headers = file.objects.iter().map(|arrived| match &arrived.object {
            StoredObject::Text(text) => &text.header,
            StoredObject::Bundle(bundle) => &bundle.header,
        });
        let mut found = headers.filter(|header| header.kind == kind);
        found.next().unwrap().object.to_string()
    }

    /// Opens what was fetched on the reporter's own machine.
    fn reads(&self, arguments: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let receipt = folder.path().join("receipt");
        fs::write(&receipt, &self.receipt.digits).unwrap();
        let trust = self.office.folder().trust().to_str().unwrap().to_owned();
        let digest = self.office.trust.manifest.digest().to_string();
        let receipt = receipt.to_str().unwrap();
        let whose = [
            "--trust",
            &trust,
            "--manifest-digest",
            &digest,
            "--receipt-file",
            receipt,
        ];
        run(&[&["answers", "read"], arguments, &whose].concat()).unwrap()
    }
}

/// The files of chunks that the office keeps.
fn blobs(office: &TestOffice) -> Vec<PathBuf> {
    let config = fs::read_to_string(office.config()).unwrap();
    let folder = between(&config, "[blobs]\nfolder = \"", "\"");
    let folders = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    files.map(|one| one.unwrap().path()).collect()
}
