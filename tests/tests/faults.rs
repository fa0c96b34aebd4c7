//! What must survive a crash, a cut line and a hostile client.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use journeys::{Door, Source, TestOffice};
use pages::address;

#[test]
fn every_receipt_that_was_shown_survives_a_kill_at_any_instant() {
    TestOffice::on_each(|office| {
        let log = tempfile::NamedTempFile::new().unwrap();
        let shown = Mutex::new(Vec::<(String, String)>::new());
        let more = Condvar::new();
        for round in 0..KILLS {
            let mut door = Door::serve(office.config(), log.path());
            let address = door.address().to_owned();
            let enough = shown.lock().unwrap().len() + usize::from(random() % 12);
            std::thread::scope(|scope| {
                for client in 0..CLIENTS {
                    let (address, shown, more) = (&address, &shown, &more);
                    scope.spawn(move || {
                        reports_until_cut(address, &format!("{round}-{client}"), shown, more)
                    });
                }
                let wait = Duration::from_secs(20);
                let guard = shown.lock().unwrap();
                let (guard, _) = more
                    .wait_timeout_while(guard, wait, |shown| shown.len() < enough)
                    .unwrap();
                // A moment more, so that the kill falls anywhere in the making of a report.
                let moment = Duration::from_micros(u64::from(random()) * 80);
                drop(more.wait_timeout(guard, moment).unwrap());
                door.kill();
            });
        }
        let door = Door::serve(office.config(), log.path());
        let source = Source::at(door.address());
        let shown = shown.into_inner().unwrap();
        assert!(
            shown.len() > KILLS,
            "only {} receipts were shown",
            shown.len()
        );
        let mut opened = BTreeSet::new();
        for name in ["head", "north-1", "north-2", "south-1", "south-2"] {
            opened.extend(
                office
                    .reports_of(&office.keys(name))
                    .into_iter()
                    .map(|(_, report)| report.account.clone()),
            );
        }
        for (account, digits) in &shown {
            assert!(
                source.returns_with(digits).has("messages"),
                "the receipt of {account} opens nothing"
            );
            assert!(opened.contains(account), "{account} opens for nobody");
        }
    });
}

#[test]
fn a_line_cut_at_any_place_of_an_upload_leaves_nothing_behind() {
    TestOffice::on_each(|office| {
        let form = office
            .source()
            .writes("Cut.")
            .file("a.bin", &vec![7; 9_000_000]);
        let body = form.to_multipart();
        let door = office.door().strip_prefix("http://").unwrap();
        for place in [
            0,
            60,
            300,
            1_000,
            20_000,
            5_000_000,
            body.len() - 30,
            body.len() - 1,
        ] {
            let mut line = TcpStream::connect(door).unwrap();
            write!(
                line,
                "POST {} HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=0123456789-a-border-0123456789\r\ncontent-length: {}\r\n\r\n",
                address::REPORT,
                body.len()
            )
            .unwrap();
            line.write_all(&body[..place]).unwrap();
            line.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answer = vec![];
            let _ = line.read_to_end(&mut answer);
            assert!(
                !String::from_utf8_lossy(&answer).contains("receipt-digits"),
                "byte {place}"
            );
        }
        for name in ["head", "north-1", "north-2", "south-1", "south-2"] {
            assert_eq!(office.reports_of(&office.keys(name)), [], "{name}");
        }
        let receipt = office.source().reports(&form);
        assert!(
            office
                .source()
                .returns_with(&receipt.digits)
                .has("messages"),
            "the same form is taken afterwards"
        );
    });
}

#[test]
fn hostile_requests_get_a_calm_answer_and_the_door_stays_open() {
    TestOffice::on_each(|office| {
        let door = office.door().strip_prefix("http://").unwrap();
        let long = "x".repeat(300_000);
        let requests = [
            "GET / HTTP/9.9\r\n\r\n".to_owned(),
            "\0\0\0\0".to_owned(),
            format!("GET /{long} HTTP/1.1\r\nhost: a\r\n\r\n"),
            format!("GET / HTTP/1.1\r\nhost: a\r\nx: {long}\r\n\r\n"),
            "POST /s/2 HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data\r\ncontent-length: 3\r\n\r\nabc".to_owned(),
            "POST /s/2 HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 9\r\n\r\n--b\r\n\r\n\r\n".to_owned(),
            "POST /s/3 HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nreceipt=%ff".to_owned(),
            "POST /s/2 HTTP/1.1\r\nhost: a\r\ncontent-length: 18446744073709551616\r\n\r\n".to_owned(),
            "GET /../../etc/passwd HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
            "DELETE /s/2 HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        ];
        for request in requests {
            let mut line = TcpStream::connect(door).unwrap();
            line.set_read_timeout(Some(Duration::from_secs(30)))
                .unwrap();
            let _ = line.write_all(request.as_bytes());
            let _ = line.shutdown(std::net::Shutdown::Write);
            let mut answer = vec![];
            let _ = line.read_to_end(&mut answer);
            let answer = String::from_utf8_lossy(&answer);
            assert!(
                !answer.starts_with("HTTP/1.1 5") && !answer.contains("panicked"),
                "{} -> {answer}",
                &request[..request.len().min(80)]
            );
            assert_eq!(office.source().opens(address::START).status, 200);
        }
    });
}

/// Sends reports until the door is gone. A receipt counts as shown once its page has arrived.
fn reports_until_cut(door: &str, name: &str, shown: &Mutex<Vec<(String, String)>>, more: &Condvar) {
    let source = Source::at(door);
    for number in 0.. {
        let account = format!("Report {name}-{number}.");
        let Some(digits) = source.tries_to_report(&account) else {
            return;
        };
        shown.lock().unwrap().push((account, digits));
        more.notify_all();
    }
}

fn random() -> u8 {
    seal::random_bytes::<1>().unwrap()[0]
}

const KILLS: usize = 25;
const CLIENTS: usize = 4;
