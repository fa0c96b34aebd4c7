//! Asking for a review.

use std::sync::Arc;

use casework::{Deadlines, Period};
use seal::{Kind, Level, Receipt};
use storage::Moment;

use super::office::{Form, NOW, Office, TODAY};

#[test]
fn a_review_needs_a_ground_alone_and_is_kept_once_however_often_it_is_sent() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let after = office.come_back(&receipt).await.hidden("after");
        let form = form(&receipt, &after, "", "Since <May>.");
        for ground in ["", "anger"] {
            let again = office.send(&form.with("ground", ground)).await;
            assert_eq!(again.status, 422);
            assert!(again.says("Choose what the review is about."));
            assert!(again.has("Since &#60;May&#62;."), "what was written stays");
        }
        let long = "a".repeat(casework::Message::MOST_BYTES + 1);
        let long = form.with("ground", "delay").with("message", &long);
        assert_eq!(office.send(&long).await.status, 422);
        let with_file = form.with("ground", "delay").named_file("files", "a", b"a");
        assert_eq!(office.send(&with_file).await.status, 400);
        assert_eq!(office.blobs(), 0);
        assert_eq!(office.come_back(&receipt).await.hidden("after"), after);

        let form = form.with("ground", "delay").with("message", "");
        for _ in 0..3 {
            let kept = office.send(&form).await;
            assert_eq!(kept.status, 200);
            assert!(kept.says("Your request for a review has been stored"));
        }
        let then = office.come_back(&receipt).await.hidden("after");
        assert_eq!(
            then.parse::<u32>().unwrap(),
            after.parse::<u32>().unwrap() + 1
        );
        let other = office.send(&form.with("ground", "conflict")).await;
        assert_eq!(other.status, 200);
        assert_ne!(office.come_back(&receipt).await.hidden("after"), then);
    });
}

#[test]
fn a_review_asked_for_under_no_report_looks_like_coming_back_to_none() {
    Office::on_each(async |office| {
        let unknown = Receipt::from_entropy([7; 16]).digits();
        let asked = office.send(&form(&unknown, "2", "delay", "Why?")).await;
        let back = office.come_back(&unknown).await;
        assert!(asked.says("No report is kept under this receipt."));
        assert_eq!((asked.status, &asked.html), (back.status, &back.html));
    });
}

#[test]
fn a_review_sealed_elsewhere_is_taken() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        for level in [Level::A, Level::B] {
            let wish = office
                .added_elsewhere(&receipt, Kind::Request, None, level)
                .await;
            let path = format!("/s/8/{}", wish.id);
            for _ in 0..2 {
                assert_eq!(office.put(&path, &wish.head).await.status, 200);
            }
        }
    });
}

#[test]
fn who_waited_in_vain_reads_of_a_refusal_on_a_page_as_long_as_every_other() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let before = office.come_back(&receipt).await;
        assert!(!before.has("id=\"silence\""));
        let deadlines = Arc::new(Deadlines {
            feedback: Period::days(10),
            review: Period::days(30),
            ..Deadlines::default()
        });
        for days in [30, 31] {
            let moment = Moment {
                day: TODAY.plus(days),
                unix_seconds: NOW + i64::from(days) * 86_400,
            };
            let upkeep = office.upkeep();
            let noted = upkeep.note_silence(deadlines.clone(), moment);
            noted.await.unwrap();
        }
        let back = office.come_back(&receipt).await;
        assert!(back.has("id=\"silence\"") && back.says("counts as a refusal"));
        let unknown = Receipt::from_entropy([7; 16]).digits();
        let unknown = office.come_back(&unknown).await;
        for other in [before, unknown] {
            assert_eq!(other.html.len(), back.html.len());
            assert_eq!((other.status, &other.headers), (back.status, &back.headers));
        }
    });
}

fn form(receipt: &str, after: &str, ground: &str, text: &str) -> Form {
    Form::new("/s/13")
        .and("receipt", receipt)
        .and("after", after)
        .and("ground", ground)
        .and("message", text)
}
