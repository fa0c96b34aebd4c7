//! A door that is killed while files go ahead of their parcel.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use journeys::{Door, SealedReport, Source, TestOffice};
use seal::{OfficerKeys, Receipt};
use storage::StoredObject;

#[test]
fn a_door_killed_between_a_chunk_and_the_close_has_accepted_all_of_a_parcel_or_nothing() {
    TestOffice::on_each(|office| {
        let log = tempfile::NamedTempFile::new().unwrap();
        let officers = OFFICERS.map(|name| office.keys(name));
        let mut accepted_before = [0, 0];
        for round in 0..ROUNDS {
            let receipt = Receipt::draw().unwrap();
            let account = format!("Parcel {round}.");
            let sealed = seal(office, &receipt, &account);
            let steps = sealed.chunks.len() + 1;
            let mut door = Door::serve(office.config(), log.path());
            let source = Source::at(door.address());
            let fatal = round % steps;
            for step in 0..fatal {
                assert_eq!(put(&source, &sealed, step), Some(204));
            }
            // Now and then it dies right after it has answered.
            let answers_first = round / steps % 3 == 2;
            let (is_answered, moment) = (Mutex::new(false), Condvar::new());
            let answered = thread::scope(|scope| {
                let sent = scope.spawn(|| {
                    let answered = put(&source, &sealed, fatal);
                    *is_answered.lock().unwrap() = true;
                    moment.notify_one();
                    answered
                });
                let longest = if answers_first {
                    Duration::from_secs(60)
                } else {
                    Duration::from_micros(u64::from(random()) * 300)
                };
                let guard = is_answered.lock().unwrap();
                let waited = moment.wait_timeout_while(guard, longest, |answered| !*answered);
                drop(waited.unwrap());
                door.kill();
                sent.join().unwrap()
            });

            let door = Door::serve(office.config(), log.path());
            let source = Source::at(door.address());
            let is_known = || source.returns_with(&receipt.digits()).has("messages");
            let accepted = is_known();
            assert_eq!(
                cases(office, &officers, &account),
                usize::from(accepted),
                "by halves"
            );
            if fatal + 1 < steps {
                assert!(!accepted, "nobody has closed it");
            } else if answered.is_some() {
                assert_eq!((answered, accepted), (Some(200), true), "it was promised");
            }
            accepted_before[usize::from(accepted)] += 1;
            // Whatever came of it, the same again is taken, once.
            for step in 0..steps {
                let expected = if step + 1 < steps { 204 } else { 200 };
                assert_eq!(put(&source, &sealed, step), Some(expected), "step {step}");
            }
            assert!(is_known());
            assert_eq!(cases(office, &officers, &account), 1);
        }
        eprintln!("killed before and after acceptance: {accepted_before:?}");
        assert!(accepted_before.iter().all(|count| *count > 0));
    });
}

fn seal(office: &TestOffice, receipt: &Receipt, account: &str) -> SealedReport {
    let file = vec![7; 4_300_000];
    let sealed = SealedReport::seal(&office.trust, receipt, account, &file, office.today());
    assert_eq!(sealed.chunks.len(), 2);
    sealed
}

/// Sends one chunk, or after the last one what closes the parcel.
fn put(source: &Source, sealed: &SealedReport, step: usize) -> Option<u16> {
    let id = sealed.head.id;
    match sealed.chunks.get(step) {
        Some(chunk) => source.puts(&format!("/s/8/{id}/{step}"), chunk),
        None => source.puts(&format!("/s/8/{id}/close"), &sealed.beginning),
    }
}

/// How many cases there are with this account. What an officer has of each is whole, its file too.
fn cases(office: &TestOffice, officers: &[OfficerKeys], account: &str) -> usize {
    let room = office.storage.case_room();
    let mut found = std::collections::BTreeSet::new();
    for keys in officers {
        for (case, report) in office.reports_of(keys) {
            if report.account != account || !found.insert(case) {
                continue;
            }
            let file = office
                .wait(room.case_file(keys.officer, case, office.today()))
                .unwrap();
            let files = file.objects.iter().filter_map(|one| match &one.object {
                StoredObject::Bundle(bundle) => Some(bundle),
                StoredObject::Text(_) => None,
            });
            let files: Vec<_> = files.collect();
            assert_eq!(files.len(), 1);
            office.wait(async {
                let object = files[0].header.object;
                let read = room.bundle(keys.officer, object, office.today());
                let mut reader = read.await.unwrap();
                let mut content = vec![];
                while let Some(chunk) = reader.next_chunk().await.unwrap() {
                    content.extend_from_slice(&chunk);
                }
                files[0].check_content(content.as_slice()).unwrap();
            });
        }
    }
    found.len()
}

fn random() -> u8 {
    seal::random_bytes::<1>().unwrap()[0]
}

const ROUNDS: usize = 9;
const OFFICERS: [&str; 5] = ["head", "north-1", "north-2", "south-1", "south-2"];
