//! A database server that goes away and comes back while the reporter's door stays open.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use journeys::{Filled, KeptReceipt, TestOffice};
use pages::address;

#[test]
fn while_the_database_is_away_pages_say_what_to_do_and_the_same_form_is_taken_afterwards() {
    TestOffice::on_private_server(|office, server| {
        let source = office.source();
        let before = source.reports(&source.writes("Before."));
        let form = source.writes("While it is away.").file("a.txt", b"a page");
        server.crash();

        let page = source.sends(address::REPORT, &form);
        assert_eq!(page.status, 503, "{}", page.text());
        assert!(page.text().contains("in a few minutes"), "{}", page.text());
        assert!(
            page.html.contains("While it is away."),
            "nothing is typed twice"
        );
        assert!(!page.has("receipt-digits"));
        let page = source.returns_with(&before.digits);
        assert_eq!(page.status, 503);
        assert!(
            page.text().contains("try again in a few minutes"),
            "{}",
            page.text()
        );
        for path in [address::START, address::REPORT, address::SAFETY] {
            assert_eq!(source.opens(path).status, 200, "{path}");
        }

        server.start(&[]);
        let receipt = source.reports(&form);
        assert_eq!(source.reports(&form), receipt);
        for receipt in [before, receipt] {
            assert!(source.returns_with(&receipt.digits).has("messages"));
        }
        let accounts: Vec<_> = accounts(office).into_values().collect();
        assert_eq!(accounts.len(), 2, "{accounts:?}");
    });
}

#[test]
fn a_database_that_stands_still_for_a_while_loses_nothing_and_the_door_goes_on_by_itself() {
    TestOffice::on_private_server(|office, server| {
        let source = office.source();
        let before = source.reports(&source.writes("Before."));
        let form = source
            .writes("While it stands still.")
            .file("a.txt", b"a page");
        server.pause();
        std::thread::scope(|scope| {
            let sent = scope.spawn(|| source.sends(address::REPORT, &form));
            let asked = scope.spawn(|| source.returns_with(&before.digits));
            let page = sent.join().unwrap();
            assert_eq!(page.status, 503, "{}", page.text());
            assert!(page.text().contains("in a few minutes"), "{}", page.text());
            assert!(page.html.contains("While it stands still."));
            assert!(!page.has("receipt-digits"));
            assert_eq!(asked.join().unwrap().status, 503);
        });
        assert_eq!(source.opens(address::START).status, 200);

        server.go_on();
        // The form was under way when the server stopped: it may be there by now, and is shown once.
        let receipt = sends_until_it_is_taken(office, &form);
        assert_eq!(source.reports(&form), receipt);
        for receipt in [before, receipt] {
            assert!(source.returns_with(&receipt.digits).has("messages"));
        }
        let accounts: Vec<_> = accounts(office).into_values().collect();
        assert_eq!(accounts.len(), 2, "{accounts:?}");
    });
}

#[test]
fn connections_that_ended_while_nobody_used_them_cost_no_report() {
    TestOffice::on_private_server(|office, server| {
        let source = office.source();
        let mut receipts = vec![];
        for outage in 0..3 {
            receipts.push(source.reports(&source.writes(&format!("Report {outage}."))));
            match outage {
                0 => server.hang_up(),
                1 => {
                    server.crash();
                    server.start(&[]);
                }
                _ => {
                    server.stop();
                    server.start(&[]);
                }
            }
            for receipt in &receipts {
                assert!(source.returns_with(&receipt.digits).has("messages"));
            }
        }
        source.reports(&source.writes("The last."));
        assert_eq!(accounts(office).len(), 4);
    });
}

#[test]
fn reports_that_are_under_way_when_the_database_dies_are_kept_whole_and_once() {
    TestOffice::on_private_server(|office, server| {
        let (shown, more) = (Mutex::new(BTreeMap::new()), Condvar::new());
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (shown, more) = (&shown, &more);
                scope.spawn(move || {
                    for number in 0..REPORTS {
                        let account = format!("Report {client}-{number}.");
                        let form = office.source().writes(&account);
                        let receipt = sends_until_it_is_taken(office, &form);
                        shown.lock().unwrap().insert(account, receipt.digits);
                        more.notify_all();
                    }
                });
            }
            for outage in 1..=OUTAGES {
                let enough = outage * CLIENTS * REPORTS / (OUTAGES + 1);
                let wait = Duration::from_secs(120);
                let guard = shown.lock().unwrap();
                let (guard, waited) = more
                    .wait_timeout_while(guard, wait, |shown| shown.len() < enough)
                    .unwrap();
                assert!(!waited.timed_out(), "{} receipts", guard.len());
                // A moment more, so that the end falls anywhere in the making of a report.
                let moment = Duration::from_micros(u64::from(random()) * 100);
                drop(more.wait_timeout(guard, moment).unwrap());
                if outage % 2 == 0 {
                    server.hang_up();
                } else {
                    server.crash();
                    server.start(&[]);
                }
            }
        });
        let shown = shown.into_inner().unwrap();
        let source = office.source();
        for (account, digits) in &shown {
            assert!(source.returns_with(digits).has("messages"), "{account}");
        }
        let accounts = accounts(office);
        let cases = accounts.len();
        let kept: BTreeSet<_> = accounts.into_values().collect();
        assert_eq!(kept, shown.into_keys().collect());
        assert_eq!(cases, CLIENTS * REPORTS, "nothing is there twice");
    });
}

/// Sends one form again and again, as its page says, until its receipt is shown.
fn sends_until_it_is_taken(office: &TestOffice, form: &Filled) -> KeptReceipt {
    let source = office.source();
    for _ in 0..MOST_TRIES {
        let page = source.sends(address::REPORT, form);
        if page.has("receipt-digits") {
            return KeptReceipt {
                digits: page.text_of("receipt-digits"),
                words: page.text_of("receipt-words"),
            };
        }
        assert_eq!(page.status, 503, "{}", page.text());
        assert!(page.text().contains("in a few minutes"), "{}", page.text());
    }
    panic!("it is never taken: {form:?}");
}

/// Every case that somebody can open, with the account of its report.
fn accounts(office: &TestOffice) -> BTreeMap<seal::CaseId, String> {
    ["head", "north-1", "north-2", "south-1", "south-2"]
        .iter()
        .flat_map(|name| office.reports_of(&office.keys(name)))
        .map(|(case, report)| (case, report.account.clone()))
        .collect()
}

fn random() -> u8 {
    seal::random_bytes::<1>().unwrap()[0]
}

const CLIENTS: usize = 4;
const REPORTS: usize = 6;
const OUTAGES: usize = 3;
const MOST_TRIES: usize = 200;
