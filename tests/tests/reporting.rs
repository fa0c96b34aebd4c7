//! A report goes in, an answer comes out: through the real door and the real program.

use journeys::{Filled, Page, TestOffice};
use pages::address;

#[test]
fn what_can_be_opened_can_be_asked_about_with_the_same_headers() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let first = source.opens(address::START).html;
        let style = journeys::between(&first, "href=\"/s/style-", "\"");
        let style = format!("/s/style-{style}");
        let pages = intake::ROUTES.iter();
        let pages = pages.filter(|route| route.method == "get" && !route.path.contains('{'));
        let pages: Vec<&str> = pages.map(|route| route.path).collect();
        assert!(pages.len() > 5, "{pages:?}");
        for path in pages.into_iter().chain([style.as_str()]) {
            let (opened, asked) = (source.opens(path), source.asks_about(path));
            assert_eq!((opened.status, asked.status), (200, 200), "{path}");
            assert_eq!(opened.headers, asked.headers, "{path}");
            assert_eq!(asked.html, "", "{path}");
        }
        assert_eq!(source.asks_about(address::MESSAGE).status, 404);
    });
}

#[test]
fn a_source_reports_with_files_and_reads_the_answer_with_the_receipt_and_writes_again() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let picture = vec![0xa7; 5_000_000];
        let form = source
            .writes("The tender was rigged.")
            .field("basis", "saw")
            .field("urgency", "soon")
            .field("when", "in May")
            .file("រូបភាព.jpg", b"")
            .file("สัญญา.pdf", b"1")
            .file("عقد.txt", &picture);
        let receipt = source.reports(&form);

        let holders: Vec<_> = office
            .everybody()
            .into_iter()
            .filter(|one| !one.cases().is_empty())
            .collect();
        assert_eq!(holders.len(), 3, "exactly the panel");
        let leyla = &holders[0];
        let case = leyla.cases().remove(0);
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("case");
        let told = leyla.says(&["open", &case, "--out", folder.to_str().unwrap()]);
        for expected in [
            "The tender was rigged.",
            "saw or heard it",
            "in May",
            "should be read soon",
            "level C",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        let read = |name: &str| std::fs::read(folder.join("files-1").join(name)).unwrap();
        assert_eq!(read("001 រូបភាព.jpg"), b"");
        assert_eq!(read("002 สัญญา.pdf"), b"1");
        assert_eq!(read("003 عقد.txt"), picture);

        leyla.says(&["reply", &case, "--text", "Thank you. When <exactly>?"]);
        let back = source.returns_with(&receipt.words);
        assert!(
            back.text_of("messages")
                .contains("Thank you. When <exactly>?"),
            "{}",
            back.text()
        );
        assert_eq!(back.status, 200);

        let sent = source.sends(
            address::MESSAGE,
            &follow_up(&back).field("message", "On the third of May."),
        );
        assert_eq!(sent.status, 200, "{}", sent.text());
        let sent = source.sends(
            address::FILES,
            &follow_up(&back).file("more.txt", b"another page"),
        );
        assert_eq!(sent.status, 200, "{}", sent.text());
        let another = tempfile::tempdir().unwrap();
        let folder = another.path().join("case");
        let told = holders[1].says(&["open", &case, "--out", folder.to_str().unwrap()]);
        assert!(told.contains("On the third of May."), "{told}");
        let asked = told.find("Thank you. When <exactly>?").expect(&told);
        assert!(asked < told.find("On the third of May.").unwrap(), "{told}");
        assert_eq!(
            std::fs::read(folder.join("files-2/001 more.txt")).unwrap(),
            b"another page"
        );
    });
}

#[test]
fn the_receipt_opens_the_same_mailbox_as_digits_and_words_in_any_script() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("A report."));
        let khmer: String = receipt
            .digits
            .chars()
            .map(|one| {
                one.to_digit(10)
                    .map_or(one, |digit| char::from_u32(0x17e0 + digit).unwrap())
            })
            .collect();
        let shouted = receipt.words.to_uppercase().replace(' ', "  -  ");
        for typed in [&receipt.digits, &receipt.words, &khmer, &shouted] {
            assert!(source.returns_with(typed).has("messages"), "{typed}");
        }
        let mut words: Vec<&str> = receipt.words.split(' ').collect();
        words[4] = "korupsi";
        let named = source.returns_with(&words.join(" "));
        assert!(named.text().contains("korupsi") && !named.has("status"));
        // One wrong word in sixteen passes the check, so a word is taken that does not.
        for other in ["abandon", "zebra", "zero", "zone", "zoo"] {
            words[4] = other;
            if seal::Receipt::parse(&words.join(" ")).is_err() {
                break;
            }
        }
        let wrong = source.returns_with(&words.join(" "));
        assert!(!wrong.has("status") && !wrong.has("messages"));
    });
}

#[test]
fn the_same_form_twice_shows_the_same_receipt_and_another_one_becomes_a_follow_up() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let form = source.writes("Once.").file("a.txt", b"one page");
        let first = source.sends(address::REPORT, &form);
        let again = source.sends(address::REPORT, &form);
        assert_eq!(first, again);
        let other = source.sends(address::REPORT, &form.clone().instead("account", "Twice."));
        assert_eq!(other.status, 200);
        let holder = office.a_holder();
        assert_eq!(holder.cases().len(), 1, "one case, whatever was sent");
        let told = holder.says(&["open", &holder.cases()[0]]);
        assert!(told.contains("Once.") && told.contains("Twice."), "{told}");
    });
}

#[test]
fn known_unknown_and_deleted_receipts_look_alike_from_outside() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let known = source.reports(&source.writes("A report."));
        let answered = source.reports(&source.writes("Another report."));
        let deleted = source.reports(&source.writes("A report that goes."));
        let holder = office
            .everybody()
            .into_iter()
            .find(|one| one.cases().len() > 1)
            .unwrap_or_else(|| office.investigator("head"));
        for case in holder.cases() {
            holder.says(&[
                "reply",
                &case,
                "--text",
                "An answer of some length, with \"quotes\" & <signs>.",
            ]);
        }
        let fields = [
            ("receipt", deleted.digits.as_str()),
            ("l", "en"),
            ("sure", "yes"),
        ];
        let asked = source.posts(address::DELETION, &fields);
        assert_eq!(asked.status, 200, "{}", asked.text());

        let outside = |page: &Page| (page.status, page.headers.clone(), page.html.len());
        let invented = seal::Receipt::draw().unwrap().digits().as_str().to_owned();
        let unknown = source.returns_with(&invented);
        for receipt in [&known, &answered, &deleted] {
            assert_eq!(
                outside(&source.returns_with(&receipt.digits)),
                outside(&unknown)
            );
        }
        assert_eq!(
            unknown,
            source.returns_with(&invented),
            "an unknown receipt repeats byte for byte"
        );
    });
}

#[test]
fn whom_the_source_excludes_sees_nothing_and_is_granted_nothing() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let head = office.officer("Head of the commission");
        let body = office.trust.newest().unwrap().bodies[0].id;
        for round in 0..6 {
            let form = source
                .writes(&format!("Report {round}."))
                .field("exclude", &format!("head:{body}"));
            source.reports(&form);
        }
        let accused = office.investigator("head");
        assert_eq!(accused.lists(), Vec::<String>::new());
        let holder = office.a_holder();
        let case = holder.cases().remove(0);
        let refused = holder.is_refused(&["grant", &case, "--to", &head.to_string()]);
        assert!(refused.contains("excluded"), "{refused}");
        assert!(accused.is_refused(&["open", &case]).contains("no case"));
        // Excluding a whole unit leaves too few, so officers of the other body are drawn.
        let unit = office.trust.newest().unwrap().units[0].id;
        source.reports(
            &source
                .writes("About the north.")
                .field("exclude", &unit.to_string()),
        );
        assert!(
            ["rights-1", "rights-2", "rights-3"]
                .iter()
                .all(|name| office.investigator(name).cases().len() == 1)
        );
    });
}

#[test]
fn a_form_without_text_and_file_comes_back_and_nothing_is_kept() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let page = source.sends(address::REPORT, &source.writes("  ").field("who", ""));
        assert!(page.has("report-form") && page.has("faults") && !page.has("receipt-digits"));
        let kept = source
            .writes("Something important.")
            .instead("body", "nobody");
        let page = source.sends(address::REPORT, &kept);
        assert!(
            page.has("report-form") && page.html.contains("Something important."),
            "{}",
            page.text()
        );
        assert!(office.everybody().iter().all(|one| one.cases().is_empty()));
        let only_a_file = source.writes("").file("voice.ogg", b"OggS");
        source.reports(&only_a_file);
    });
}

#[test]
fn asking_for_deletion_again_empties_what_arrived_since() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("To be forgotten."));
        let holder = office.a_holder();
        let case = holder.cases().remove(0);
        let fields = [
            ("receipt", receipt.digits.as_str()),
            ("l", "en"),
            ("sure", "yes"),
        ];
        for text in ["First answer.", "Second answer."] {
            holder.says(&["reply", &case, "--text", text]);
            assert!(source.returns_with(&receipt.digits).text().contains(text));
            assert_eq!(source.posts(address::DELETION, &fields).status, 200);
            assert!(
                !source
                    .returns_with(&receipt.digits)
                    .text()
                    .contains("answer.")
            );
        }
    });
}

#[test]
fn a_hundred_thousand_empty_answers_are_refused_like_a_long_one() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let mut form = source.writes("Greedy.");
        for _ in 0..100_000 {
            form = form.field("basis", "");
        }
        let page = source.sends(address::REPORT, &form);
        assert!(
            page.status >= 400 && page.status < 500 && !page.has("receipt-digits"),
            "{}",
            page.status
        );
        assert!(office.everybody().iter().all(|one| one.cases().is_empty()));
        source.reports(&source.writes("The door is still open."));
    });
}

#[test]
fn a_strangers_text_cannot_pass_for_an_entry_of_the_case() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes(
            "Innocent.\n\n--- 2026-11-25, Head of the commission\nDrop this case.\u{1b}[2J",
        ));
        let holder = office.a_holder();
        let told = holder.says(&["open", &holder.cases()[0]]);
        let entries: Vec<&str> = told
            .lines()
            .filter(|line| line.starts_with("---"))
            .collect();
        assert_eq!(entries.len(), 1, "{told}");
        assert!(
            told.contains("| --- 2026-11-25, Head of the commission") && !told.contains('\u{1b}')
        );
    });
}

/// The hidden fields with which the answer page sends something further.
fn follow_up(page: &Page) -> Filled {
    let receipt = journeys::between(&page.html, "name=\"receipt\" value=\"", "\"");
    Filled::default().field("receipt", receipt).field("l", "en")
}
