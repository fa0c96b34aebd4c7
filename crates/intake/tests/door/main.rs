//! The reporter's door over real storage, asked as a browser without script asks it.

mod added;
mod ahead;
mod office;
mod protection;
mod review;

use ledger::{Code, Statement};
use office::{Form, ORIGIN, Office, Shown};
use seal::Receipt;

#[test]
fn a_report_gives_a_receipt_that_opens_its_mailbox() {
    Office::on_each(async |office| {
        let shown = office
            .send(&office.report("The tender was rigged.").await)
            .await;
        assert_eq!(shown.status, 200);
        let digits = shown.receipt();
        assert_eq!(
            Receipt::parse(&digits).unwrap().words().join(" "),
            shown.words()
        );

        for receipt in [digits, shown.words()] {
            let answer = office.come_back(&receipt).await;
            assert_eq!(answer.status, 200);
            assert!(answer.has("id=\"status\"") && answer.has("id=\"messages\""));
            assert!(answer.says("Received. No officer has answered yet."));
        }
    });
}

#[test]
fn the_same_form_sent_twice_gives_the_same_page() {
    Office::on_each(async |office| {
        for files in [
            vec![],
            vec![("ສະບາຍດີ.txt", b"hello".to_vec()), ("empty", vec![])],
        ] {
            let form = office.report("The tender was rigged.").await.files(&files);
            let first = office.send(&form).await;
            let second = office.send(&form).await;
            assert_eq!((first.status, second.status), (200, 200));
            assert_eq!(first.html, second.html);
        }
    });
}

#[test]
fn another_text_from_the_same_form_joins_the_first() {
    Office::on_each(async |office| {
        let form = office.report("The tender was rigged.").await;
        let first = office.send(&form).await;
        let other = form
            .with("account", "It was rigged twice.")
            .files(&[("a.txt", b"a".to_vec())]);
        let second = office.send(&other).await;
        assert_eq!(first.receipt(), second.receipt());
        assert!(second.says("It was added to the report that was already sent from this form."));
        assert!(!office.send(&other).await.says("It was added"));
    });
}

#[test]
fn known_unknown_and_deleted_receipts_look_alike_from_outside() {
    Office::on_each(async |office| {
        let known = office.send(&office.report("One.").await).await.receipt();
        let deleted = office.send(&office.report("Two.").await).await.receipt();
        let asked = office
            .post("/s/7", &[("receipt", &deleted), ("sure", "yes")])
            .await;
        assert!(asked.says("Your wish has been stored"));
        let unknown = Receipt::from_entropy([7; 16]).digits();

        let answer = office.come_back(&unknown).await;
        assert!(answer.says("No report is kept under this receipt."));
        for receipt in [known.as_str(), &deleted] {
            let other = office.come_back(receipt).await;
            assert_eq!(other.status, answer.status);
            assert_eq!(other.headers, answer.headers);
            assert_eq!(other.html.len(), answer.html.len());
        }
        assert_eq!(office.come_back(&unknown).await.html, answer.html);
    });
}

#[test]
fn a_wrong_word_is_named_and_a_wrong_digit_is_not_guessed() {
    Office::on_each(async |office| {
        let named = office.come_back("harbor moutain").await;
        assert_eq!(named.status, 422);
        assert!(named.says("“moutain” is not one of the words a receipt is made of."));
        let digits = Receipt::from_entropy([7; 16]).digits();
        let (rest, last) = digits.split_at(digits.len() - 1);
        let wrong = format!("{rest}{}", (last.parse::<u8>().unwrap() + 1) % 10);
        assert!(
            office
                .come_back(&wrong)
                .await
                .says("One of the digits or words is wrong.")
        );
        assert!(
            office
                .come_back(rest)
                .await
                .says("A receipt has 42 digits or 12 words.")
        );
        assert!(office.come_back(" ").await.says("Type your receipt."));
    });
}

#[test]
fn a_fault_gives_the_form_back_with_everything_typed() {
    Office::on_each(async |office| {
        let form = office
            .report("Kept & <safe>.")
            .await
            .with("where", "Port of \"X\"")
            .with("body", "nobody");
        let again = office.send(&form.files(&[("a", vec![1; 70_000])])).await;
        assert_eq!(again.status, 422);
        assert!(again.says("Choose who should receive your report."));
        assert!(again.says("Files have to be chosen again"));
        assert!(again.has("Kept &#38; &#60;safe&#62;.") && again.has("Port of &#34;X&#34;"));
        assert!(again.has(&format!("value=\"{}\"", form.field("entropy"))));
    });
}

#[test]
fn a_form_of_another_server_is_renewed_and_can_be_sent() {
    Office::on_each(async |office| {
        let form = office.report("Kept.").await.with("entropy", "AAAA");
        let again = office.send(&form).await;
        assert!(again.says("This form was opened too long ago"));
        let sent = office
            .send(&form.with("entropy", &again.hidden("entropy")))
            .await;
        assert_eq!(sent.status, 200);
        assert!(sent.has("receipt-digits"));
    });
}

#[test]
fn what_is_too_much_is_refused_and_leaves_nothing() {
    Office::on_each(async |office| {
        let before = office.blobs();
        let form = office.report("Kept.").await;
        let large = [("a", vec![1; 3 << 20]), ("b", vec![2; 6 << 20])];
        let many: Vec<_> = (0..101).map(|_| ("empty", vec![])).collect();
        let name = "n".repeat(1_001);
        let long_name = [(name.as_str(), vec![])];
        for (files, fault) in [
            (&large[..], "The files are too large together. At most 8 MB"),
            (&many, "These are too many files. At most 100"),
            (&long_name, "A file name is too long."),
        ] {
            let again = office.send(&form.files(files)).await;
            assert_eq!(again.status, 422);
            assert!(again.says(fault) && again.has("Kept."), "{fault}");
        }
        assert_eq!(office.blobs(), before);
        let long = office
            .send(&form.with("account", &"long ".repeat(12_000)))
            .await;
        assert!(long.says("Your answers are too long together."));
    });
}

#[test]
fn text_that_follows_a_file_is_refused_rather_than_lost() {
    Office::on_each(async |office| {
        let form = office.report("Kept.").await.files(&[("a", b"a".to_vec())]);
        let refused = office.send(&form.late("account", "Lost?")).await;
        assert_eq!(refused.status, 400);
        assert!(refused.says("The form arrived incomplete"));
    });
}

#[test]
fn a_line_cut_at_any_place_leaves_nothing() {
    Office::on_each(async |office| {
        let form = office
            .report("Never whole.")
            .await
            .files(&[("a", vec![7; 5 << 20]), ("b", vec![8; 1_000])]);
        let whole = form.body().len();
        let before = office.blobs();
        for cut in [10, 300, 2_000, 1 << 20, 5 << 20, whole - 900, whole - 10] {
            let refused = office.send_cut(&form, cut).await;
            assert!(refused.status >= 400, "cut at {cut} of {whole}");
            assert!(!refused.has("receipt-digits"));
        }
        assert_eq!(office.blobs(), before);
        let sent = office.send(&form).await;
        assert_eq!(sent.status, 200, "the same form is still good");
    });
}

#[test]
fn messages_and_files_follow_and_are_taken_once() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("First.").await).await.receipt();
        let after = office.come_back(&receipt).await.hidden("after");
        let message = Form::new("/s/5")
            .and("receipt", &receipt)
            .and("after", &after)
            .and("message", "More.");
        for _ in 0..2 {
            assert!(
                office
                    .send(&message)
                    .await
                    .says("Your message has been stored")
            );
        }
        let next = office.come_back(&receipt).await.hidden("after");
        assert_eq!(
            next.parse::<u32>().unwrap(),
            after.parse::<u32>().unwrap() + 1
        );
        // The same words in a new form are a new message.
        assert!(
            office
                .send(&message.with("after", &next))
                .await
                .says("Your message has been stored")
        );
        assert_ne!(office.come_back(&receipt).await.hidden("after"), next);

        let files = Form::new("/s/6")
            .and("receipt", &receipt)
            .and("after", "9")
            .and("message", "");
        assert!(office.send(&files).await.says("Choose at least one file."));
        let files = files.files(&[("រូបថត.jpg", vec![3; 100])]);
        assert!(
            office
                .send(&files)
                .await
                .says("Your files have been stored")
        );
        assert!(
            office
                .send(&message.with("message", " "))
                .await
                .says("Write your message")
        );
    });
}

#[test]
fn two_groups_of_the_receipt_are_asked_back() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("First.").await).await.receipt();
        let asked = office.post("/s/4", &[("receipt", &receipt)]).await;
        let groups: Vec<&str> = receipt.split(' ').collect();
        let typed: Vec<&str> = (1..=7)
            .filter(|number| asked.has(&format!("id=\"group-{number}\"")))
            .map(|number| groups[number - 1])
            .collect();
        assert_eq!(typed.len(), 2);
        let right = [
            ("receipt", receipt.as_str()),
            ("group", typed[0]),
            ("group", typed[1]),
        ];
        assert!(office.post("/s/4", &right).await.says("That is right"));
        let wrong = [
            ("receipt", receipt.as_str()),
            ("group", typed[0]),
            ("group", "1"),
        ];
        assert!(office.post("/s/4", &wrong).await.says("is not right"));
        let again = office
            .post("/s/4", &[("receipt", &receipt), ("show", "1")])
            .await;
        assert_eq!(again.receipt(), receipt);
    });
}

#[test]
fn a_parcel_sealed_elsewhere_is_taken_as_often_as_it_is_sent() {
    Office::on_each(async |office| {
        let (receipt, id, parcel) = office.sealed_elsewhere("From a stick.");
        let form = Form::new("/s/8").named_file("parcel", "parcel", &parcel);
        let first = office.send(&form).await;
        assert!(first.says("Your parcel has been stored") && first.has(&id));
        assert_eq!(office.send(&form).await.html, first.html);
        assert_eq!(
            office.put(&format!("/s/8/{id}"), &parcel).await.html,
            first.html
        );
        assert!(office.come_back(&receipt).await.says("Received."));
    });
}

#[test]
fn a_damaged_parcel_is_refused_whole() {
    Office::on_each(async |office| {
        let (receipt, id, parcel) = office.sealed_elsewhere("From a stick.");
        let cut = &parcel[..parcel.len() - 1];
        let mut flipped = parcel.clone();
        flipped[parcel.len() / 2] ^= 1;
        let mut newer = parcel.clone();
        newer[0] = 9;
        for (bytes, says) in [
            (cut, "The parcel is damaged"),
            (&flipped, "The parcel is damaged"),
            (&[][..], "The parcel is damaged"),
            (&newer, "a version that is not known here"),
            (b"Dear officers,", "This file is not a parcel"),
            (b"PK\x03\x04", "This file is not a parcel"),
            (b"\xff\xd8\xff\xe0", "This file is not a parcel"),
        ] {
            let form = Form::new("/s/8").named_file("parcel", "parcel", bytes);
            let shown: Shown = office.send(&form).await;
            assert_eq!(shown.status, 422);
            assert!(shown.says(says), "{says}");
        }
        assert_eq!(office.put("/s/8/nothing", &parcel).await.status, 404);
        let other = format!("/s/8/{}", seal::ParcelId::draw().unwrap());
        assert_eq!(office.put(&other, &parcel).await.status, 422);
        assert!(
            office
                .come_back(&receipt)
                .await
                .says("No report is kept under this receipt."),
            "{id}"
        );
    });
}

#[test]
fn a_parcel_whose_log_entry_says_something_else_is_refused() {
    Office::on_each(async |office| {
        type Change = (&'static str, fn(&mut Statement));
        let changes: [Change; 5] = [
            ("other.example/reports", |_| ()),
            (ORIGIN, |says| says.code = Code::Closed),
            (ORIGIN, |says| says.sequence = 1),
            (ORIGIN, |says| says.detail = 1),
            (ORIGIN, |says| says.digest = [7; 32]),
        ];
        for (origin, change) in changes {
            let (receipt, id, parcel) = office.sealed_with_entry("Framed.", origin, change);
            let form = Form::new("/s/8").named_file("parcel", "parcel", &parcel);
            for shown in [
                office.send(&form).await,
                office.put(&format!("/s/8/{id}"), &parcel).await,
            ] {
                assert_eq!(shown.status, 422);
                assert!(shown.says("The parcel is damaged"));
            }
            let answer = office.come_back(&receipt).await;
            assert!(answer.says("No report is kept under this receipt."));
        }
    });
}

#[test]
fn a_form_of_a_hundred_thousand_empty_answers_is_refused_calmly() {
    Office::on_each(async |office| {
        let form = office.report("Greedy.").await;
        let greedy = (0..100_000).fold(form.clone(), |form, _| form.and("basis", ""));
        let refused = office.send(&greedy).await;
        assert_eq!(refused.status, 413);
        assert!(refused.has("<h1") && !refused.has("receipt-digits"));
        assert_eq!(office.send(&form).await.status, 200);
    });
}

#[test]
fn a_wish_for_deletion_that_is_there_already_is_not_noted_twice() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("Gone.").await).await.receipt();
        let mut last = Vec::new();
        for _ in 0..2 {
            let fields = [("receipt", receipt.as_str()), ("sure", "yes")];
            let asked = office.post("/s/7", &fields).await;
            assert!(asked.says("Your wish has been stored"));
            last.push(office.come_back(&receipt).await.hidden("after"));
        }
        assert_eq!(last[0], last[1]);
    });
}

#[test]
fn every_page_speaks_the_language_asked_for() {
    Office::on_each(async |office| {
        assert!(office.get("/?l=id").await.says("Laporkan korupsi"));
        assert!(office.get("/s/2?l=id").await.says("Apa yang terjadi?"));
        let form = office.report("Satu.").await.with("l", "id");
        assert!(office.send(&form).await.says("Laporan Anda sudah disimpan"));
        assert!(
            office
                .get("/nowhere?l=id")
                .await
                .says("Halaman itu tidak ada")
        );
    });
}
