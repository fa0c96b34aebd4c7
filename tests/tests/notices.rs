//! The mail that officers get at fixed hours, through a real mail server.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use journeys::{Door, Mail, MailServer, TestOffice, tell};
use tabir::Office;
use tabir::config::Config;
use tabir::mail::MailFault;
use tabir::notices::{Notices, Round};
use tempfile::TempDir;

#[test]
fn notices_come_at_fixed_hours_to_each_alone_and_say_the_same_whether_or_not_anything_came() {
    TestOffice::on_each(|office| {
        let Some(server) = MailServer::start(&[]) else {
            return;
        };
        writes_addresses(office, &ADDRESSES);
        let notices = notices_of(office, server.port, PLAIN);
        let today = office.today();
        let at = |hour: i64, minute: i64| {
            let midnight = i64::from(today.number()) * 86_400 - 7 * 3_600;
            office.clock.move_to(midnight + hour * 3_600 + minute * 60);
        };
        let sent = || {
            assert!(round(office, &notices).faults.is_empty());
            server.taken()
        };
        let receiving: BTreeSet<&str> = ADDRESSES[..3].iter().map(|(_, at)| *at).collect();

        at(8, 0);
        assert_eq!(sent(), [], "the hours begin to count");
        at(12, 29);
        assert_eq!(sent(), []);
        at(12, 30);
        let first = sent();
        assert_eq!(addressed(&first), receiving, "and nobody else");
        at(12, 45);
        assert_eq!(sent(), []);

        let source = office.source();
        source.reports(&source.writes("The bridge was paid for twice."));
        assert_eq!(sent(), [], "nothing comes at another hour");
        at(17, 0);
        let second = sent();
        assert_eq!(addressed(&second), receiving);
        assert_eq!(texts(&first), texts(&second));
        let lengths = |mails: &[Mail]| -> BTreeMap<String, usize> {
            let each = mails.iter();
            each.map(|mail| (mail.to[0].clone(), mail.content.len()))
                .collect()
        };
        assert_eq!(lengths(&first), lengths(&second));
        for mail in first.iter().chain(&second) {
            assert_eq!(mail.to.len(), 1);
            let own = &mail.to[0];
            for (label, other) in ADDRESSES {
                assert!(!mail.content.contains(label));
                assert!(other == own || !mail.content.contains(other));
            }
            let named = mail.content.matches('@').count();
            assert_eq!(named, 3, "the sender, the one it goes to, and its number");
        }

        at(16, 59);
        assert_eq!(sent(), [], "a clock that was set back");
        at(12, 30);
        assert_eq!(sent(), []);
        at(17, 0);
        assert_eq!(sent(), []);
        at(24 * 9, 0);
        assert_eq!(addressed(&sent()), receiving, "nine days late");
        assert_eq!(sent(), [], "and once");
        at(24 * 9 + 7, 30);
        assert_eq!(sent().len(), receiving.len());
    });
}

#[test]
fn who_is_refused_holds_up_nobody_and_a_server_that_was_away_gets_each_notice_once() {
    TestOffice::on_each(|office| {
        let Some(server) = MailServer::start(&[]) else {
            return;
        };
        writes_addresses(
            office,
            &[
                ("Head of the commission", "gone@example.org"),
                ("Investigator, north", "later@example.org"),
                ("Investigator, south", "south@example.org"),
            ],
        );
        let notices = notices_of(office, server.port, PLAIN);
        let begin = office.clock.unix_seconds();
        let days = |days: i64| office.clock.move_to(begin + days * 86_400);
        assert_eq!(round(office, &notices).sent, 0);
        days(1);
        let told = round(office, &notices);
        let faults = [MailFault::Refused, MailFault::NotNow];
        assert_eq!((told.sent, told.faults), (1, faults.into()));
        assert_eq!(server.taken()[0].to, ["south@example.org"]);
        server.open();
        let told = round(office, &notices);
        assert_eq!((told.sent, told.faults), (1, BTreeSet::new()));
        assert_eq!(server.taken()[0].to, ["later@example.org"]);

        drop(server);
        days(2);
        let told = round(office, &notices);
        assert_eq!(
            (told.sent, told.faults),
            (0, [MailFault::Unreachable].into())
        );
        let server = MailServer::start(&[]).unwrap();
        server.open();
        let notices = notices_of(office, server.port, PLAIN);
        let told = round(office, &notices);
        assert_eq!((told.sent, told.faults), (2, [MailFault::Refused].into()));
        assert_eq!(round(office, &notices).sent, 0);
        for fault in faults {
            assert!(!fault.to_string().contains('@'));
            assert!(!format!("{fault:?}").contains("example"));
        }
    });
}

#[test]
fn a_mail_server_with_another_certificate_or_none_gets_neither_password_nor_mail() {
    TestOffice::on_each(|office| {
        let folder = TempDir::new().unwrap();
        let [good, other, elsewhere] = [
            certificate(&folder, "good", "localhost"),
            certificate(&folder, "other", "localhost"),
            certificate(&folder, "elsewhere", "elsewhere.example.org"),
        ];
        let user = ["--user", "office", "correct horse"];
        let start = |pair: &[String; 2], more: &[&str]| {
            let tls = ["--tls", &pair[0], &pair[1]];
            MailServer::start(&[&tls, &user[..], more].concat())
        };
        let Some(server) = start(&good, &[]) else {
            return;
        };
        writes_addresses(office, &ADDRESSES[..1]);
        let password = office.folder().path().join("mail-password");
        fs::write(&password, "correct horse\n").unwrap();
        let over_tls = |authority: &str| {
            format!(
                "authority = {authority:?}\nuser = \"office\"\npassword_file = \"mail-password\"\n"
            )
        };
        let begin = office.clock.unix_seconds();
        let days = |days: i64| office.clock.move_to(begin + days * 86_400);
        let outcome = |port: u16, more: &str| {
            let told = round(office, &notices_of(office, port, more));
            (told.sent, told.faults.into_iter().next())
        };
        let unprotected = (0, Some(MailFault::Unprotected));
        assert_eq!(outcome(server.port, &over_tls(&good[0])), (0, None));

        days(1);
        assert_eq!(outcome(server.port, &over_tls(&other[0])), unprotected);
        let named_otherwise = start(&elsewhere, &[]).unwrap();
        let more = over_tls(&elsewhere[0]);
        assert_eq!(outcome(named_otherwise.port, &more), unprotected);
        let without = MailServer::start(&[]).unwrap();
        assert_eq!(outcome(without.port, &over_tls(&good[0])), unprotected);
        let taken = [&server, &named_otherwise, &without].map(MailServer::taken);
        assert_eq!(taken.concat(), []);

        fs::write(&password, "wrong\n").unwrap();
        let refused = (0, Some(MailFault::SignIn));
        assert_eq!(outcome(server.port, &over_tls(&good[0])), refused);
        fs::write(&password, "correct horse\n").unwrap();
        assert_eq!(outcome(server.port, &over_tls(&good[0])), (1, None));
        let [mail] = &server.taken()[..] else {
            panic!("one mail")
        };
        assert!(mail.over_tls && mail.signed_in);

        days(2);
        let wrapped = start(&good, &["--wrapped"]).unwrap();
        let more = over_tls(&good[0]) + "tls = \"from-the-start\"\n";
        assert_eq!(outcome(wrapped.port, &more), (1, None));
        assert!(wrapped.taken()[0].over_tls);
    });
}

#[test]
fn the_operator_is_told_what_is_wrong_with_notices_and_can_send_one() {
    TestOffice::on_each(|office| {
        let Some(server) = MailServer::start(&[]) else {
            return;
        };
        let addresses = writes_addresses(office, &ADDRESSES);
        configures(office, server.port, PLAIN);
        let config = office.config().to_str().unwrap();
        let check = || tell(&["check", "--config", config]).1;
        let told = check();
        assert!(told.contains("ok  notices"), "{told}");
        assert!(told.contains("to 3 officers"), "{told}");
        assert!(told.contains("“Nobody”, whom the roster does not name"));
        fs::set_permissions(&addresses, Permissions::from_mode(0o644)).unwrap();
        assert!(check().contains("chmod 600"));
        fs::set_permissions(&addresses, Permissions::from_mode(0o600)).unwrap();

        let (works, told) = tell(&["notices", "try", "--config", config]);
        assert!(
            works && told.contains("Sent to Investigator, south."),
            "{told}"
        );
        assert_eq!(server.taken().len(), 3);
        let one = ["notices", "try", "--config", config, "--officer"];
        let (works, told) = tell(&[&one[..], &["Investigator, south"]].concat());
        assert!(works, "{told}");
        assert_eq!(server.taken()[0].to, ["south@example.org"]);
        let (works, _) = tell(&[&one[..], &["Auditor"]].concat());
        assert!(!works, "an auditor gets none");

        fs::write(&addresses, "\"Investigator, south\" = \"gone@example.org\"").unwrap();
        let (works, told_wrong) = tell(&["notices", "try", "--config", config]);
        assert!(!works && told_wrong.contains("refuses a recipient"));
        fs::write(&addresses, "\"Investigator, south\" = example.org").unwrap();
        let told_line = check();
        assert!(told_line.contains("line 1"), "{told_line}");
        for told in [told, told_wrong, told_line] {
            for never in ["south@", "gone@", "head@", "= example.org"] {
                assert!(!told.contains(never), "{told}");
            }
        }
        for (more, expected) in [
            (
                "server = \"mail.example.net\"\ntls = \"none\"\n",
                "without TLS",
            ),
            ("hours = [\"25:00\"]\n", "07:30"),
            ("hours = []\n", "between once and twelve"),
            ("sender = \"nobody\"\n", "`sender`"),
            ("language = \"xx\"\n", "`language`"),
            ("user = \"office\"\n", "only one of"),
        ] {
            configures(office, server.port, more);
            let told = check();
            assert!(told.contains(expected), "{more}: {told}");
        }
    });
}

#[test]
fn the_program_sends_what_is_due_with_its_chores_and_while_its_doors_are_open() {
    TestOffice::on_each(|office| {
        let Some(server) = MailServer::start(&[]) else {
            return;
        };
        let gone = ("Second investigator, south", "gone@example.org");
        writes_addresses(office, &[&ADDRESSES[..], &[gone]].concat());
        let config = office.config().to_str().unwrap();
        // By the office's clock, so many hours ago.
        let at_hour = |ago: i64| {
            let local = http_guard::Clock::system().unix_seconds() + (7 - ago) * 3_600;
            let minute = local.rem_euclid(86_400) / 60;
            let hour = format!("{:02}:{:02}", minute / 60, minute % 60);
            configures(office, server.port, &format!("{PLAIN}hours = [{hour:?}]\n"));
        };
        let keeps_up = || {
            let (works, told) = tell(&["upkeep", "--config", config]);
            assert!(!told.contains("example.org"), "{told}");
            assert_ne!(works, told.contains("refuses a recipient"), "{told}");
            (works, server.taken().len())
        };
        at_hour(12);
        assert_eq!(keeps_up(), (true, 0), "the hours begin to count");
        at_hour(8);
        assert_eq!(keeps_up(), (false, 3));
        assert_eq!(keeps_up(), (true, 0));

        at_hour(4);
        let log = office.folder().path().join("log");
        let door = Door::serve(office.config(), &log);
        let mut mails = vec![];
        let begin = Instant::now();
        while mails.len() < 3 && begin.elapsed() < Duration::from_secs(60) {
            mails.extend(server.taken());
            std::thread::yield_now();
        }
        assert_eq!(mails.len(), 3);
        let said = || fs::read_to_string(&log).unwrap();
        while !said().contains("refuses a recipient") && begin.elapsed() < Duration::from_secs(60) {
            std::thread::yield_now();
        }
        drop(door);
        let said = said();
        assert!(said.contains("refuses a recipient"), "{said}");
        assert!(!said.contains("example.org"), "{said}");
    });
}

fn writes_addresses(office: &TestOffice, lines: &[(&str, &str)]) -> PathBuf {
    let path = office.folder().path().join("addresses.toml");
    let lines: String = lines
        .iter()
        .map(|(label, at)| format!("{label:?} = {at:?}\n"))
        .collect();
    fs::write(&path, lines).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    path
}

/// Writes `[notices]` into the configuration; what `more` says goes before.
fn configures(office: &TestOffice, port: u16, more: &str) {
    let text = fs::read_to_string(office.config()).unwrap();
    let before = text.split("[notices]").next().unwrap();
    let usual = [
        ("server", "server = \"localhost\"\n".to_owned()),
        ("sender", "sender = \"post@example.org\"\n".to_owned()),
        ("port", format!("port = {port}\n")),
        (
            "addresses_file",
            "addresses_file = \"addresses.toml\"\n".to_owned(),
        ),
    ];
    let usual: String = usual
        .into_iter()
        .filter(|(key, _)| !more.contains(&format!("{key} =")))
        .map(|(_, line)| line)
        .collect();
    fs::write(office.config(), format!("{before}[notices]\n{usual}{more}")).unwrap();
}

fn notices_of(office: &TestOffice, port: u16, more: &str) -> Notices {
    configures(office, port, more);
    let office = Office {
        config: Config::read(office.config()).unwrap(),
        storage: office.storage.clone(),
        trust: Arc::new(office.trust.clone()),
        clock: office.clock.clone(),
    };
    Notices::of(&office).unwrap().unwrap()
}

fn round(office: &TestOffice, notices: &Notices) -> Round {
    office.wait(notices.send_due()).unwrap()
}

fn addressed(mails: &[Mail]) -> BTreeSet<&str> {
    let each = mails.iter();
    let addressed: BTreeSet<&str> = each.map(|mail| mail.to[0].as_str()).collect();
    assert_eq!(addressed.len(), mails.len());
    addressed
}

/// All that was sent but the moment, the number and whom it goes to.
fn texts(mails: &[Mail]) -> BTreeSet<String> {
    let each = mails.iter().map(|mail| {
        let lines = mail.content.lines();
        let same = lines.filter(|line| {
            let own = ["Date:", "Message-ID:", "To:"];
            !own.iter().any(|own| line.starts_with(own))
        });
        same.map(|line| format!("{line}\n")).collect()
    });
    let texts: BTreeSet<String> = each.collect();
    assert_eq!(texts.len(), 1, "the same for everybody");
    texts
}

/// Files of a chain that vouches for itself, and of its key.
fn certificate(folder: &TempDir, file: &str, name: &str) -> [String; 2] {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let path = |ending: &str| folder.path().join(format!("{file}.{ending}"));
    fs::write(path("pem"), made.cert.pem()).unwrap();
    fs::write(path("key"), made.signing_key.serialize_pem()).unwrap();
    [path("pem"), path("key")].map(|path| path.to_str().unwrap().to_owned())
}

/// The first three receive reports. An auditor and a stranger get nothing.
const ADDRESSES: [(&str, &str); 5] = [
    ("Head of the commission", "head@example.org"),
    ("Investigator, south", "south@example.org"),
    ("Complaints officer", "complaints@example.org"),
    ("Auditor", "auditor@example.org"),
    ("Nobody", "nobody@example.org"),
];
const PLAIN: &str = "tls = \"none\"\n";
