//! The inbox: many cases listed, sorted and searched in the officer's browser, and whom it tells nothing.

use casework::{CARDS_AT_ONCE, DeskMemory, Docket, SealedDocket, SealedMemory};
use journeys::{
    Desk, OfficerAtDesk, TestOffice, Wire, contains, in_chromium, in_each_browser, press, spellings,
};
use seal::{CaseId, OwnLock};
use tabir::desk_account::SecondFactor;
use thirtyfour::prelude::*;

#[test]
fn an_excluded_officer_finds_no_row_count_day_or_card_of_a_case_and_notes_nothing_of_it() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let excluded = office.keys("south-2").officer;
        let source = office.source();
        let filled = source.writes("The tender was rigged.");
        source.reports(&filled.field("exclude", &excluded.to_string()));
        let holder = desk.signed_in(&office.a_holder().name);
        let other = desk.signed_in("south-2");
        let before = other.gets("/api/cases");
        assert_eq!(other.inbox(None).total, Some(0));
        assert!(other.inbox(None).rows.is_empty());

        let case = holder.cases().remove(0);
        let id = case.header.case;
        let docket = Docket::of(&case, holder.keys(), &office.trust).unwrap();
        let kept = docket.seal(id, &OwnLock::of(holder.keys())).unwrap();
        assert_eq!(holder.keeps(std::slice::from_ref(&kept)).status, 204);
        let row = holder.inbox(None).rows.remove(0);
        assert_eq!(row.docket.as_ref(), Some(&kept.sealed));

        // The answer is the same whether there is such a case or not.
        let nowhere = CaseId::draw().unwrap();
        let about = |case: CaseId| {
            let sealed = docket.seal(case, &OwnLock::of(other.keys())).unwrap();
            let place = format!("/api/cases?day={}&after={case}", row.received_on.number());
            [
                other.sends("/api/cards", case.as_bytes()),
                other.keeps(&[sealed]),
                other.gets(&place),
            ]
        };
        assert_eq!(about(id), about(nowhere));
        assert_eq!(other.gets("/api/cases"), before);
        assert_eq!(other.inbox(None).total, Some(0));
        let row_after = holder.inbox(None).rows.remove(0);
        assert_eq!(row_after, row, "nobody else writes what an officer noted");
    });
}

#[test]
fn what_is_no_question_of_an_inbox_is_refused() {
    TestOffice::on_each(|office| {
        let desk = Desk::of(office);
        let officer = desk.signed_in("north-1");
        let nowhere = CaseId::draw().unwrap();
        for question in [
            "?day=1".to_owned(),
            format!("?after={nowhere}"),
            "?day=x&after=y".to_owned(),
            format!("?day=1&after={nowhere}&more=1"),
        ] {
            let told = officer.gets(&format!("/api/cases{question}"));
            assert_eq!(told.status, 400, "{question}");
        }
        let too_many = vec![0; 16 * (CARDS_AT_ONCE + 1)];
        for (path, bytes) in [
            ("/api/cards", &too_many[..]),
            ("/api/cards", b"x"),
            ("/api/dockets", b"x"),
            ("/api/memory", b"x"),
        ] {
            assert_eq!(officer.sends(path, bytes).status, 400, "{path}");
        }
        let memory = |number| memory_of(&officer, office, number, 1);
        assert_eq!(remembers(&officer, &memory(2)), 409);
        assert_eq!(remembers(&officer, &memory(1)), 204);
        assert_eq!(
            remembers(&officer, &memory(1)),
            409,
            "another desk was first"
        );
        assert_eq!(
            officer.gets("/api/memory").body.len(),
            8 + SealedMemory::BYTES
        );
    });
}

#[test]
fn many_cases_are_sorted_and_searched_in_the_browser_and_the_desk_is_not_told() {
    in_chromium(async |office, page| {
        let source = office.source();
        let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
        for number in 0..120 {
            let urgency = if number == 77 { "danger" } else { "normal" };
            let text = if number % 40 == 7 {
                format!("A walrus-canary under bridge {number}.")
            } else {
                format!("Case number {number}.")
            };
            let filled = source.writes(&text).field("exclude", &spare[0]);
            let filled = filled.field("exclude", &spare[1]);
            source.reports(&filled.instead("urgency", urgency));
        }
        let name = office.a_holder().name;
        let desk = Desk::of(office);
        let account = Account::of(office, &desk, &name);
        let wire = Wire::to(desk.address());
        account.signs_in(page, wire.address()).await?;
        says(page, "120 found. All your cases were looked at: 120.").await?;
        assert_eq!(page.find_all(By::Css(".cases li")).await?.len(), 50);
        let first = page.find(By::Css(".cases li:first-child")).await?;
        let first = first.text().await?;
        assert!(
            first.contains("Case number 77."),
            "the most urgent: {first}"
        );

        searches(page, "WALRUS bridge").await?;
        says(page, "3 found. All your cases were looked at: 120.").await?;
        assert_eq!(page.find_all(By::Css(".cases li")).await?.len(), 3);
        page.find(By::Css("#find-level option[value='A']"))
            .await?
            .click()
            .await?;
        press(page, "form[role=search] button").await?;
        says(page, "0 found.").await?;
        let sent = wire.sent();
        for spelt in spellings("walrus") {
            assert!(!contains(&sent, &spelt), "what is looked for stays here");
        }

        // The second time nothing has to be opened: everything was noted.
        assert!(contains(&sent, b"POST /api/cards"));
        let again = Wire::to(desk.address());
        account.signs_in(page, again.address()).await?;
        says(page, "120 found. All your cases were looked at: 120.").await?;
        assert!(!contains(&again.sent(), b"POST /api/cards"));
        Ok(())
    });
}

#[test]
fn the_inbox_opens_in_every_browser_and_a_case_behind_it() {
    in_each_browser(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let name = office.a_holder().name;
        let desk = Desk::of(office);
        let account = Account::of(office, &desk, &name);
        account.signs_in(page, desk.address()).await?;
        says(page, "1 found. All your cases were looked at: 1.").await?;
        says(page, "This desk remembers no list of officers of yours.").await?;
        press(page, ".cases button").await?;
        let said = page.find(By::Css(".entries")).await?.text().await?;
        assert!(said.contains("The tender was rigged."), "{said}");
        Ok(())
    });
}

#[test]
fn what_was_noted_by_somebody_else_or_put_back_is_said_and_made_anew() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let name = office.a_holder().name;
        let desk = Desk::of(office);
        let account = Account::of(office, &desk, &name);
        let officer = account.signed_in();
        let stranger = OwnLock::of(&office.keys("rights-1"));
        let case = officer.cases().remove(0);
        let id = case.header.case;
        let docket = Docket::of(&case, officer.keys(), &office.trust).unwrap();
        let foreign = docket.seal(id, &stranger)?;
        assert_eq!(officer.keeps(&[foreign]).status, 204);
        account.signs_in(page, desk.address()).await?;
        says(page, "What this desk noted of 1 of your cases did not open").await?;
        says(page, "The tender was rigged.").await?;
        let row = officer.inbox(None).rows.remove(0);
        let anew = Docket::open(id, &row.docket.unwrap(), &OwnLock::of(officer.keys()));
        assert_eq!(anew, Some(docket.clone()));

        // A memory that is not this officer's.
        let last = SealedMemory::from_bytes(&officer.gets("/api/memory").body)?;
        let mut broken = memory_of(&officer, office, last.number + 1, 1);
        broken.sealed[30] ^= 1;
        assert_eq!(remembers(&officer, &broken), 204);
        account.signs_in(page, desk.address()).await?;
        says(page, "What this desk remembered for you does not open").await?;
        says(page, "The tender was rigged.").await?;

        // A list that is newer than the one the office shows: put back by the server.
        let last = SealedMemory::from_bytes(&officer.gets("/api/memory").body)?;
        let newer = memory_of(&officer, office, last.number + 1, 2);
        assert_eq!(remembers(&officer, &newer), 204);
        account.signs_in(page, desk.address()).await?;
        says(page, "older than one that you have used here before").await?;
        let shown = page.source().await?;
        assert!(!shown.contains("The tender was rigged."));
        Ok(())
    });
}

#[test]
fn notes_without_a_memory_say_that_it_was_taken_away() {
    in_chromium(async |office, page| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let name = office.a_holder().name;
        let desk = Desk::of(office);
        let account = Account::of(office, &desk, &name);
        let officer = account.signed_in();
        let case = officer.cases().remove(0);
        let docket = Docket::of(&case, officer.keys(), &office.trust).unwrap();
        let noted: SealedDocket = docket.seal(case.header.case, &OwnLock::of(officer.keys()))?;
        assert_eq!(officer.keeps(&[noted]).status, 204);
        account.signs_in(page, desk.address()).await?;
        says(page, "is older than what it noted of your cases, or gone").await?;
        says(page, "The tender was rigged.").await
    });
}

fn memory_of(
    officer: &OfficerAtDesk,
    office: &TestOffice,
    number: u64,
    roster: u32,
) -> SealedMemory {
    let newest = office.trust.newest().unwrap();
    let memory = DeskMemory {
        number,
        roster,
        digest: newest.digest(),
    };
    memory.seal(officer.keys()).unwrap()
}

fn remembers(officer: &OfficerAtDesk, memory: &SealedMemory) -> u16 {
    officer.sends("/api/memory", &memory.to_bytes()).status
}

/// An officer's account, whose codes count once.
struct Account<'o> {
    office: &'o TestOffice,
    desk: &'o Desk<'o>,
    name: &'o str,
    factor: SecondFactor,
}

impl<'o> Account<'o> {
    fn of(office: &'o TestOffice, desk: &'o Desk<'o>, name: &'o str) -> Self {
        let factor = desk.opens_account(name);
        Self {
            office,
            desk,
            name,
            factor,
        }
    }

    fn next_code(&self) -> String {
        let clock = &self.office.clock;
        clock.move_to(clock.unix_seconds() + 60);
        self.factor.codes.code_at(clock.unix_seconds())
    }

    fn signed_in(&self) -> OfficerAtDesk {
        let mut officer = self.desk.somebody();
        let passphrase = self.office.passphrase(self.name);
        let opened = officer.signs_in(self.name, &passphrase, &self.next_code());
        opened.unwrap();
        officer
    }

    /// Presses the button; what becomes of it shows.
    async fn signs_in(&self, page: &WebDriver, address: &str) -> anyhow::Result<()> {
        page.goto(format!("{address}/?l=en")).await?;
        page.find(By::Css("#sign-in button:not([disabled])"))
            .await?;
        let (passphrase, code) = (self.office.passphrase(self.name), self.next_code());
        for (field, typed) in [
            ("account", self.name),
            ("passphrase", passphrase.words()),
            ("code", &code),
        ] {
            page.find(By::Id(field)).await?.send_keys(typed).await?;
        }
        press(page, "#sign-in button").await?;
        Ok(())
    }
}

async fn searches(page: &WebDriver, words: &str) -> anyhow::Result<()> {
    page.find(By::Id("find")).await?.send_keys(words).await?;
    press(page, "form[role=search] button").await?;
    Ok(())
}

/// Waits until the page shows a text.
async fn says(page: &WebDriver, text: &str) -> anyhow::Result<()> {
    let shown = format!("//main//*[not(ancestor-or-self::*[@hidden]) and contains(.,\"{text}\")]");
    page.query(By::XPath(shown)).first().await?;
    Ok(())
}
