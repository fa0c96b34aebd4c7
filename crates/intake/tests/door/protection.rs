//! Asking for protection.

use seal::{Kind, Level, Receipt};

use super::office::{Form, Office};

#[test]
fn the_form_comes_first_and_what_was_written_stays_until_it_is_whole_and_is_kept_once() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let after = office.come_back(&receipt).await.hidden("after");
        let begun = Form::new("/s/14")
            .and("receipt", &receipt)
            .and("after", &after);
        let page = office.send(&begun).await;
        assert_eq!(page.status, 200);
        assert!(page.has("id=\"protection-form\"") && !page.has("id=\"faults\""));
        assert_eq!(page.hidden("after"), after);

        let form = begun
            .and("asked", "yes")
            .and("applicant", "community")
            .and("target", "com.leader")
            .and("message", "Men with <guns> came.");
        let again = office.send(&form).await;
        assert_eq!(again.status, 422);
        assert!(again.says("Write how the group agreed to this"));
        assert!(
            again.has("Men with &#60;guns&#62; came."),
            "what was written stays"
        );
        assert!(
            again.has("value=\"community\" checked"),
            "what was chosen stays"
        );
        assert!(again.has("value=\"com.leader\" checked"));
        for (field, value, told) in [
            ("applicant", "everybody", "Choose who needs protection."),
            ("target", "hero", "Choose what made them a target."),
            ("message", " ", "Write what has happened, or what you fear."),
        ] {
            let again = office.send(&form.with(field, value)).await;
            assert_eq!(again.status, 422, "{field}");
            assert!(again.says(told), "{field}");
        }
        let with_file = form
            .with("target", "com.leader")
            .named_file("files", "a", b"a");
        assert_eq!(office.send(&with_file).await.status, 400);
        assert_eq!(office.blobs(), 0);
        assert_eq!(office.come_back(&receipt).await.hidden("after"), after);

        let form = form.and("consent", "At a meeting.");
        for _ in 0..3 {
            let kept = office.send(&form).await;
            assert_eq!(kept.status, 200);
            assert!(kept.says("Your request for protection has been stored"));
        }
        let number = |text: String| text.parse::<u32>().unwrap();
        let then = office.come_back(&receipt).await.hidden("after");
        assert_eq!(number(then.clone()), number(after.clone()) + 1);
        // Somebody in danger now waits for no meeting.
        let now = form.with("consent", "").and("emergency", "yes");
        assert_eq!(office.send(&now).await.status, 200);
        assert_ne!(office.come_back(&receipt).await.hidden("after"), then);
    });
}

#[test]
fn protection_asked_for_under_no_report_looks_like_coming_back_to_none() {
    Office::on_each(async |office| {
        let unknown = Receipt::from_entropy([7; 16]).digits();
        let form = Form::new("/s/14")
            .and("receipt", &unknown)
            .and("after", "2")
            .and("asked", "yes")
            .and("applicant", "individual")
            .and("target", "wit.witness")
            .and("message", "They came.");
        let asked = office.send(&form).await;
        let back = office.come_back(&unknown).await;
        assert!(asked.says("No report is kept under this receipt."));
        assert_eq!((asked.status, &asked.html), (back.status, &back.html));
    });
}

#[test]
fn a_request_for_protection_sealed_elsewhere_is_taken() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        for level in [Level::A, Level::B] {
            let wish = office
                .added_elsewhere(&receipt, Kind::ProtectionRequest, None, level)
                .await;
            let path = format!("/s/8/{}", wish.id);
            for _ in 0..2 {
                assert_eq!(office.put(&path, &wish.head).await.status, 200);
            }
        }
    });
}
