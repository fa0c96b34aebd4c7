//! What was promised and did not come: the reporter reads it at every level, and asks for a review.

use std::fs;
use std::sync::Arc;

use casework::Deadlines;
use journeys::{Desk, KeptReceipt, TestOffice, in_chromium, press, run, send};
use pages::address;
use storage::Moment;
use thirtyfour::prelude::*;

#[test]
fn who_was_not_answered_reads_it_in_the_browser_asks_for_a_review_and_officers_see_why() {
    in_chromium(async |office, page| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        three_months_pass(office);
        page.goto(format!("{}{}?l=en", office.door(), address::ANSWER))
            .await?;
        let opens = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
        page.query(By::XPath(opens)).first().await?;
        let field = page.find(By::Id("receipt")).await?;
        field.send_keys(&receipt.digits).await?;
        send(page).await?;
        let told = page.find(By::Id("silence")).await?.text().await?;
        assert_eq!(told, silence(office));

        press(page, "#review-form button").await?;
        let missing = "//*[@id='sealed-faults']//a[.='Choose what the review is about.']";
        page.query(By::XPath(missing)).first().await?;
        let choose = "document.getElementById('ground').value = 'delay'";
        page.execute(choose, vec![]).await?;
        let field = page.find(By::Id("review-text")).await?;
        field.send_keys("Since xylophone.").await?;
        press(page, "#review-form button").await?;
        let stored = "//h1[.='Your request for a review has been stored']";
        page.query(By::XPath(stored)).first().await?;
        let next = Moment {
            day: office.today().plus(1),
            unix_seconds: office.moment().unix_seconds + 86_400,
        };
        office
            .wait(office.storage.upkeep().note_reviews(next))
            .unwrap();

        let desk = Desk::of(office);
        desk.signs_in_on(page, &office.a_holder().name).await?;
        press(page, ".cases button").await?;
        let asked = "//ol[contains(@class,'entries')]/li[.//*[.='It takes too long, or nobody answered']][contains(.,'Since xylophone.')]";
        let asked = page.query(By::XPath(asked)).first().await?.text().await?;
        assert!(asked.contains("The reporter asks for a review:"), "{asked}");
        assert!(!asked.contains("not impartial"), "{asked}");
        press(page, "[data-acts] summary").await?;
        let acts = page.find(By::Css("[data-acts] ol")).await?;
        page.find(By::Css("[data-acts] li")).await?;
        let acts = acts.text().await?;
        for act in [
            "The keeper of the server: noted that no answer came by the promised day",
            "The keeper of the server: noted that whoever sent the report asked for a review",
        ] {
            assert!(acts.contains(act), "{acts}");
        }
        assert!(!acts.contains("xylophone"));
        Ok(())
    });
}

#[test]
fn who_was_not_answered_reads_it_without_script_and_away_from_any_server() {
    TestOffice::on_each(|office| {
        let source = office.source();
        let receipt = source.reports(&source.writes("The tender was rigged."));
        let away = Away::new(office, &receipt);
        assert!(!away.reads().contains("promised"));
        three_months_pass(office);
        let page = source.returns_with(&receipt.digits);
        assert_eq!(page.text_of("silence"), silence(office));
        let told = away.reads();
        let promised = Deadlines::default().feedback_by(office.today());
        let line = format!("No answer came by {promised}, the day that was promised to you.");
        assert!(told.contains(&line), "{told}");
        let until = Deadlines::default().review_by(office.today());
        assert!(told.contains(&format!("review until {until}.")), "{told}");

        // Asked for on a machine without a connection, and carried to the door.
        let out = away.path("parcel");
        let refused = away.answers(
            "write",
            &[&away.path("page"), "--review", "anger", "--out", &out],
        );
        let refused = refused.unwrap_err();
        assert!(refused.contains("no_action, delay,"), "{refused}");
        fs::write(away.path("why"), "Since May.").unwrap();
        let asked = [
            "--review",
            "delay",
            "--text-file",
            &away.path("why"),
            "--out",
            &out,
        ];
        let written = away.answers("write", &[&[&*away.path("page")], &asked[..]].concat());
        written.unwrap();
        let parcel = fs::read(&out).unwrap();
        // Behind version 1, framed tag 19 and instance 16 stands the id.
        let id = seal::ParcelId::from_bytes(parcel[36..52].try_into().unwrap());
        assert_eq!(source.puts(&format!("/s/8/{id}"), &parcel), Some(200));
        let holder = office.a_holder();
        let case = holder.cases().remove(0);
        let told = holder.says(&["open", &case]);
        assert!(
            told.contains("asks for a review, on the ground: delay"),
            "{told}"
        );
        assert!(told.contains("Since May."), "{told}");
    });
}

/// What the reporter's page says.
fn silence(office: &TestOffice) -> String {
    let day = |day: seal::Day| {
        let text = day.to_string();
        let (year, month) = (&text[..4], text[5..7].parse::<usize>().unwrap());
        let of_month: u32 = text[8..].parse().unwrap();
        format!("{of_month} {} {year}", MONTHS[month - 1])
    };
    let deadlines = Deadlines::default();
    let promised = day(deadlines.feedback_by(office.today()));
    let until = day(deadlines.review_by(office.today()));
    format!(
        "No answer came by {promised}, the day that was promised to you. That counts as a refusal, and it stands \
         in the office’s record whatever is answered later. You may ask for a review of it until {until}."
    )
}

fn three_months_pass(office: &TestOffice) {
    for days in [100, 101] {
        let moment = Moment {
            day: office.today().plus(days),
            unix_seconds: office.moment().unix_seconds + i64::from(days) * 86_400,
        };
        let deadlines = Arc::new(Deadlines::default());
        let upkeep = office.storage.upkeep();
        office.wait(upkeep.note_silence(deadlines, moment)).unwrap();
    }
}

/// A reporter's machine that is connected to nothing.
struct Away<'o> {
    office: &'o TestOffice,
    mailbox: String,
    folder: tempfile::TempDir,
}

impl<'o> Away<'o> {
    fn new(office: &'o TestOffice, receipt: &KeptReceipt) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("receipt"), &receipt.digits).unwrap();
        let keys = seal::Receipt::parse(&receipt.digits).unwrap();
        let keys = keys.keys(office.trust.manifest.instance);
        Self {
            office,
            mailbox: keys.mailbox.to_text().as_str().to_owned(),
            folder,
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Fetches the sealed answer page, and opens it.
    fn reads(&self) -> String {
        let source = self.office.source();
        let page = source.fetches(address::MAILBOX, &[("mailbox", &self.mailbox)]);
        fs::write(self.path("page"), page).unwrap();
        self.answers("read", &[&self.path("page")]).unwrap()
    }

    fn answers(&self, act: &str, arguments: &[&str]) -> Result<String, String> {
        let trust = self.office.folder().trust().to_str().unwrap().to_owned();
        let digest = self.office.trust.manifest.digest().to_string();
        let whose = [
            "--trust",
            &trust,
            "--manifest-digest",
            &digest,
            "--receipt-file",
            &self.path("receipt"),
        ];
        run(&[&["answers", act], arguments, &whose].concat())
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
