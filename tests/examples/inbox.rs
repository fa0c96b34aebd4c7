//! Measures the inbox: `cargo xtask bench inbox`. Prints JSON, first of SQLite, then of PostgreSQL.
//!
//! An officer with many cases asks the real door for pages; a browser opens fifty cards in its worker.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use casework::{
    Deadlines, DecisionKind, Docket, INBOX_ROWS, Period, Retention, RetentionClass, SealedDocket,
    SealedStep,
};
use journeys::{Desk, OfficerAtDesk, TestOffice, in_chromium, press};
use seal::{BodyId, Level, OwnLock};
use storage::testing::TestStorage;
use thirtyfour::prelude::*;

fn main() {
    let cases = std::env::args()
        .nth(1)
        .map_or(100_000, |count| count.parse().expect("a number of cases"));
    // SQLite comes first, PostgreSQL where there is one.
    let database = Cell::new("sqlite");
    TestOffice::on_each(|office| {
        println!("{{\"database\": \"{}\"}}", database.replace("postgres"));
        pages(office, cases);
    });
    in_chromium(cards);
}

/// The first page, and one far behind, of an officer with so many cases.
fn pages(office: &TestOffice, cases: u32) {
    // What one of sixteen cases is kept for is over.
    let retention = Retention::default().keeping(RetentionClass::Out, Period::days(1));
    let desk = Desk::keeping(
        office,
        Deadlines {
            retention,
            ..Deadlines::default()
        },
    );
    // A lead, whose numbers are asked for as well.
    let officer = desk.signed_in("head");
    let began = Instant::now();
    let fill = TestStorage::fill_inbox(&office.storage, officer.keys().officer, cases);
    office.wait(fill);
    office.wait(TestStorage::close_one_in_sixteen(&office.storage));
    let filled = began.elapsed().as_secs_f64();
    note(&officer);
    let (first_ms, first_cpu, bytes) = asks(&officer, "/api/cases");
    let (mut next, mut seconds) = (officer.inbox(None).next, 0.0);
    for _ in 0..20 {
        let began = Instant::now();
        next = officer.inbox(next).next;
        seconds += began.elapsed().as_secs_f64();
    }
    let (work_ms, work_cpu, work_bytes) = asks(&officer, "/api/work");
    let work = casework::WorkPage::from_bytes(&officer.gets("/api/work").body).expect("work");
    let further = format!("/api/work?after={}", work.next.expect("more"));
    let (further_ms, further_cpu, _) = asks(&officer, &further);
    println!(
        "{{\"work_ms\": {work_ms:.1}, \"work_cpu_ms\": {work_cpu:.1}, \"work_bytes\": {work_bytes}, \
         \"further_ms\": {further_ms:.1}, \"further_cpu_ms\": {further_cpu:.1}}}"
    );
    let (overview_ms, overview_cpu, _) = asks(&officer, "/api/overview");
    println!("{{\"overview_ms\": {overview_ms:.1}, \"overview_cpu_ms\": {overview_cpu:.1}}}");
    decisions(office, &desk);
    let auditor = desk.signed_in("auditor");
    let (overdue_ms, overdue_cpu, _) = asks(&auditor, "/api/overdue");
    let far = "/api/overdue?day=20650&after=80000000-0000-4000-8000-000000000000";
    let (far_ms, ..) = asks(&auditor, far);
    println!(
        "{{\"overdue_ms\": {overdue_ms:.1}, \"overdue_cpu_ms\": {overdue_cpu:.1}, \"overdue_far_ms\": {far_ms:.1}}}"
    );
    println!(
        "{{\"cases\": {cases}, \"filled_s\": {filled:.0}, \"rows\": {INBOX_ROWS}, \"first_page_bytes\": {bytes}, \
         \"first_page_ms\": {first_ms:.1}, \"first_page_cpu_ms\": {first_cpu:.1}, \
         \"next_pages_ms\": {:.1}}}",
        seconds * 1_000.0 / 20.0
    );
}

/// What a proposal and its refusal cost the desk, in an office with so many cases: sealing is the client's, and not
/// measured along.
fn decisions(office: &TestOffice, desk: &Desk<'_>) {
    let source = office.source();
    source.reports(&source.writes("The tender was rigged."));
    let names = ["north-1", "north-2", "south-1", "south-2"];
    let mut officers = names.into_iter().map(|name| desk.signed_in(name));
    let officer = officers
        .find(|one| one.inbox(None).total == Some(1))
        .expect("a holder of this case alone");
    let case = officer.inbox(None).rows[0].case;
    let (mut ms, mut cpu) = (0.0, 0.0);
    let mut takes = |step: &SealedStep| {
        let began = Began::now();
        assert_eq!(officer.hands_in(case, "step", &step.to_bytes()).status, 204);
        let (of_clock, of_processor) = began.ended();
        ms += of_clock;
        cpu += of_processor;
    };
    for _ in 0..50 {
        let file = officer.case(case);
        takes(&officer.proposes(&file, DecisionKind::Hold, &office.trust));
        takes(&officer.votes(&officer.case(case), false, &office.trust));
    }
    println!(
        "{{\"decision_ms\": {:.1}, \"decision_cpu_ms\": {:.1}}}",
        ms / 100.0,
        cpu / 100.0
    );
}

/// Notes the cases of the first page.
fn note(officer: &OfficerAtDesk) {
    let lock = OwnLock::of(officer.keys());
    let mut docket = Docket {
        labels: "bridge,north".to_owned(),
        hidden_by: None,
        card: seal::ObjectId::draw().expect("chance"),
        title: "The tender for the bridge was rigged.".to_owned(),
        urgency: casework::Urgency::Normal,
        register: String::new(),
        points: None,
        body: BodyId::draw().expect("chance"),
        level: Level::B,
        roster: 1,
    };
    let rows = officer.inbox(None).rows;
    for rows in rows.chunks(SealedDocket::MOST) {
        let mut dockets = vec![];
        for row in rows {
            // What fills the database names the card after its case.
            let mut card = *row.case.as_bytes();
            card[15] = 0;
            docket.card = seal::ObjectId::from_bytes(card);
            dockets.push(docket.seal(row.case, &lock).expect("chance"));
        }
        assert_eq!(officer.keeps(&dockets).status, 204);
    }
}

/// Milliseconds of an answer, of processor time (of this process, which asks as well, and of PostgreSQL), and its bytes.
fn asks(officer: &OfficerAtDesk, path: &str) -> (f64, f64, usize) {
    let (times, mut bytes) = (50, 0);
    let began = Began::now();
    for _ in 0..times {
        bytes = officer.gets(path).body.len();
    }
    let (ms, cpu) = began.ended();
    let each = |ms: f64| ms / f64::from(times);
    (each(ms), each(cpu), bytes)
}

/// When something began, on the clock and in processor time.
struct Began {
    postgres: f64,
    own: f64,
    clock: Instant,
}

impl Began {
    fn now() -> Self {
        // Looking through all processes is work of this one, and not measured along.
        let postgres = postgres_ms();
        Self {
            postgres,
            own: own_ms(),
            clock: Instant::now(),
        }
    }

    /// Milliseconds since, of the clock and of processor time.
    fn ended(self) -> (f64, f64) {
        let clock = self.clock.elapsed().as_secs_f64() * 1_000.0;
        let own = own_ms() - self.own;
        (clock, own + postgres_ms() - self.postgres)
    }
}

/// In steps of ten, threads that have ended meanwhile among them.
fn own_ms() -> f64 {
    let told = fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = told.rsplit(')').next().expect("fields").split_whitespace();
    let ticks = fields.skip(11).take(2);
    ticks
        .map(|ticks| ticks.parse::<f64>().expect("ticks") * 10.0)
        .sum()
}

/// Of PostgreSQL, where `cargo xtask with-postgres` has started one.
fn postgres_ms() -> f64 {
    if std::env::var_os("TABIR_TEST_POSTGRES").is_none() {
        return 0.0;
    }
    let processes = fs::read_dir("/proc").expect("Linux").flatten();
    let is_postgres = |process: &PathBuf| {
        fs::read_to_string(process.join("comm")).is_ok_and(|name| name == "postgres\n")
    };
    let processes = processes.map(|one| one.path()).filter(is_postgres);
    processes.map(|process| on_processor(&process)).sum()
}

/// Milliseconds that a process of one thread has had a processor.
fn on_processor(process: &Path) -> f64 {
    // One that has ended meanwhile has nothing to tell.
    let told = fs::read_to_string(process.join("schedstat")).unwrap_or_default();
    let nanoseconds = told
        .split(' ')
        .next()
        .and_then(|count| count.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e6
}

/// Fifty cards in the worker, fetched and opened, and fifty dockets.
async fn cards(office: &TestOffice, page: &WebDriver) -> anyhow::Result<()> {
    let source = office.source();
    let others = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
    for number in 0..50 {
        let filled = source.writes(&format!("Case number {number}."));
        source.reports(
            &filled
                .field("exclude", &others[0])
                .field("exclude", &others[1]),
        );
    }
    let everybody = office.everybody();
    let holder = everybody.iter().find(|one| !one.cases().is_empty());
    let name = &holder.expect("a holder").name;
    let desk = Desk::of(office);
    let factor = desk.opens_account(name);
    page.goto(format!("{}/?l=en", desk.address())).await?;
    page.find(By::Css("#sign-in button:not([disabled])"))
        .await?;
    let (passphrase, code) = (
        office.passphrase(name),
        factor.codes.code_at(office.clock.unix_seconds()),
    );
    // The list that is shown after signing in would be measured along.
    page.execute("window.desk.views.inbox = async () => { const p = document.createElement('section'); p.innerHTML = '<h1 id=idle>-</h1>'; return p; }", vec![]).await?;
    for (field, typed) in [
        ("account", name.as_str()),
        ("passphrase", passphrase.words()),
        ("code", &code),
    ] {
        page.find(By::Id(field)).await?.send_keys(typed).await?;
    }
    press(page, "#sign-in button").await?;
    page.find(By::Id("idle")).await?;
    let measured = page.execute_async(MEASURE, vec![]).await?;
    println!("{}", measured.json());
    Ok(())
}

const MEASURE: &str = "
    const done = arguments[arguments.length - 1];
    const wanted = { words: '', body: '', level: '', order: 'urgent', from: 0 };
    const timed = async (act) => { const began = performance.now(); await act(); return performance.now() - began; };
    const page = async () => { await desk.ask({ act: 'inbox' }); await desk.ask({ act: 'further' }); };
    (async () => {
      const first_page_ms = await timed(page);
      const fifty_cards_ms = await timed(() => desk.ask({ act: 'further' }));
      const fifty_dockets_ms = await timed(page);
      const { shown } = await desk.ask({ act: 'find', wanted });
      const find_ms = await timed(() => desk.ask({ act: 'find', wanted }));
      return { known: shown.known, first_page_ms, fifty_cards_ms, fifty_dockets_ms, find_ms };
    })().then(done, (fault) => done(String(fault)));
";
