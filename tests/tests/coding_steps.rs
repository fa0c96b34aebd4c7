//! Steps that journeys of coding share: what is logged, coded, settled, handed in and published.

use casework::{
    ChosenCode, CodedKind, Coding, CodingFault, CodingSource, CodingSubject, IncidentForm,
    KeptRecord, Note, OpenCase, PromisedDays, RecordKind, ReleasePeriod, Settlement,
    SettlementFault, SettlementPlan,
};
use journeys::{DEMO, OfficerAtDesk, TestOffice, press, run};
use seal::{BodyId, CaseId, Level, OfficerKeys, Sender};
use std::fs;
use storage::Moment;
use thirtyfour::prelude::*;

/// The demonstration's plan, with a data custodian.
pub(crate) fn plan() -> String {
    let custodian = "officer = [{ name = \"society-custodian\"";
    let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
        { name = \"society-custodian\"";
    DEMO.replace(custodian, with)
}

/// So many cases of the same three officers, `north-1` and `head` among them.
pub(crate) fn reported(office: &TestOffice, count: usize) -> Vec<CaseId> {
    let source = office.source();
    for _ in 0..count {
        let mut form = source.writes("They sold the land of the village.");
        for label in ["Second investigator, north", "Second investigator, south"] {
            form = form.field("exclude", &office.officer(label).to_string());
        }
        source.reports(&form);
    }
    let keys = office.keys("north-1");
    let reports = office.reports_of(&keys).into_iter();
    let cases: Vec<CaseId> = reports.map(|(case, _)| case).collect();
    assert_eq!(cases.len(), count);
    cases
}

/// An officer logs three acts against one person.
pub(crate) fn logs_three(office: &TestOffice, keys: &OfficerKeys, case: CaseId) {
    logs_typed(
        office,
        keys,
        case,
        "act-1\tthreat.death\u{c}done-1\tthreatened\u{c}act-2\tthreat.violence\u{c}done-2\tthreatened\u{c}\
         act-3\tthreat.death\u{c}done-3\tthreatened\u{c}unit\tindividual\u{c}size\tn1\u{c}\
         activity\thrd.land_environment\u{c}by\tst.police",
    );
}

/// An officer logs one act.
pub(crate) fn logs(office: &TestOffice, keys: &OfficerKeys, case: CaseId) {
    logs_typed(
        office,
        keys,
        case,
        "act-1\tthreat.death\u{c}done-1\tthreatened\u{c}unit\tindividual\u{c}size\tn1\u{c}activity\thrd.land_environment\u{c}by\tst.police",
    );
}

pub(crate) fn logs_typed(office: &TestOffice, keys: &OfficerKeys, case: CaseId, form: &str) {
    let mut typed = IncidentForm::default();
    typed.take_all(form);
    let room = office.storage.case_room();
    let file = office.wait(room.case_file(keys.officer, case, office.today()));
    let open = OpenCase::open(file.unwrap(), keys, &office.trust).unwrap();
    let sealed = open.log_incident(&typed, office.today(), keys, Level::B);
    office
        .wait(room.note(keys.officer, sealed.unwrap(), office.today()))
        .unwrap();
}

/// A coding of the act that this officer logged.
pub(crate) fn coding(logged_by: &OfficerAtDesk, verification: &str) -> Coding {
    let mut coding = Coding::default();
    coding.subject = CodingSubject::of(Sender::Officer(logged_by.keys().officer), 0, 0);
    coding.kind = "act".to_owned();
    coding.codebook = casework::CODEBOOK_VERSION;
    coding.independent = "unknown".to_owned();
    coding.sources.push(CodingSource {
        connection: "relative".to_owned(),
        reliability: "r2".to_owned(),
    });
    coding.codes = chosen(&[
        ("country", "kh"),
        ("act", "threat.death"),
        ("completion", "threatened"),
        ("verification", verification),
        ("unit", "individual"),
        ("role", "hrd.defender"),
        ("perpetrator", "st.police"),
        ("online", "no"),
        ("cross_border", "unknown"),
    ]);
    coding
}

pub(crate) fn person(logged_by: &OfficerAtDesk) -> Coding {
    let mut person = coding(logged_by, "verified");
    person.kind = "person".to_owned();
    person.independent = "yes".to_owned();
    person.codes = chosen(&[
        ("act", "threat.death"),
        ("role", "hrd.defender"),
        ("verification", "verified"),
        ("shown_because", "consented"),
    ]);
    person
}

pub(crate) fn chosen(codes: &[(&str, &str)]) -> Vec<ChosenCode> {
    let one = |(field, code): &(&str, &str)| ChosenCode {
        field: (*field).to_owned(),
        code: (*code).to_owned(),
    };
    codes.iter().map(one).collect()
}

pub(crate) fn plan_of(coding: &Coding, office: &TestOffice) -> SettlementPlan {
    let mut plan = SettlementPlan::default();
    plan.subject = coding.subject.clone();
    plan.kind = coding.kind.clone();
    plan.period = period(office, false);
    plan.codes = coding.codes.clone();
    plan
}

pub(crate) fn codes(office: &TestOffice, who: &OfficerAtDesk, case: CaseId, coding: Coding) {
    let note = Note::Coding(Box::new(coding));
    let sealed = who.notes(&who.case(case), &note, &office.trust);
    assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
}

pub(crate) fn settles(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    plan: &SettlementPlan,
) -> Result<(), Vec<CodingFault>> {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    match open.settle(plan, office.today(), who.keys(), Level::B) {
        Ok(sealed) => {
            assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
            Ok(())
        }
        Err(SettlementFault::Coding(faults)) => Err(faults),
        Err(other) => panic!("{other}"),
    }
}

pub(crate) fn standing(office: &TestOffice, who: &OfficerAtDesk, case: CaseId) -> Settlement {
    standing_as(office, who, case, RecordKind::Act)
}

pub(crate) fn standing_as(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    kind: RecordKind,
) -> Settlement {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let coded = open.coded(&open.entries());
    let mut kinds = coded.iter().flat_map(|subject| &subject.kinds);
    let found = kinds.find(|known| known.kind == kind).unwrap();
    found.standing().unwrap().settlement.clone()
}

/// What a case says of itself, as an officer's client finds it: that it was received, and from 1 on that it was closed.
pub(crate) fn said_of_case(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    part: u16,
    days: Option<PromisedDays>,
) -> CodedKind {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let open = match days {
        Some(days) => open.promising(days),
        None => open,
    };
    let coded = open.coded(&open.entries());
    let mut found = coded.iter().filter(|one| one.subject.part == part);
    let found = found.find(|one| one.kinds[0].kind == RecordKind::Case);
    found.unwrap().kinds[0].clone()
}

pub(crate) fn plan_of_case(said: &CodedKind, part: u16) -> SettlementPlan {
    let mut plan = SettlementPlan::default();
    plan.subject = CodingSubject::of(Sender::Reporter, 0, part);
    plan.kind = "case".to_owned();
    plan.period = said.period.clone();
    plan.codes = said.draft.clone();
    plan
}

pub(crate) fn settles_promised(
    office: &TestOffice,
    who: &OfficerAtDesk,
    case: CaseId,
    plan: &SettlementPlan,
    days: Option<PromisedDays>,
) -> Result<(), Vec<CodingFault>> {
    let open = OpenCase::open(who.case(case), who.keys(), &office.trust).unwrap();
    let open = open.promising(days.unwrap());
    match open.settle(plan, office.today(), who.keys(), Level::B) {
        Ok(sealed) => {
            assert_eq!(who.hands_in(case, "note", &sealed.to_bytes()).status, 204);
            Ok(())
        }
        Err(SettlementFault::Coding(faults)) => Err(faults),
        Err(other) => panic!("{other}"),
    }
}

pub(crate) fn period(office: &TestOffice, is_year: bool) -> String {
    ReleasePeriod::of_day(office.today(), is_year)
        .unwrap()
        .to_string()
}

/// The next Monday, when few records go in as well.
pub(crate) fn monday(office: &TestOffice) -> Moment {
    let days = (1..=7).find(|days| {
        let day = office.today().plus(*days);
        casework::Weekday::of(day) == casework::Weekday::Monday
    });
    days_on(office, days.unwrap())
}

/// A Monday, at least so many days on.
pub(crate) fn after_days(office: &TestOffice, days: i32) -> Moment {
    let first = monday(office).day.number() - office.today().number();
    days_on(office, first + days)
}

/// A Monday, so many days or more after the end of this year.
pub(crate) fn long_after(office: &TestOffice, days: i32) -> Moment {
    let year = ReleasePeriod::of_day(office.today(), true).unwrap();
    let from = year.last_day().number() + days - office.today().number();
    let mut following = from..from + 7;
    let is_monday = |days: &i32| {
        let day = office.today().plus(*days);
        casework::Weekday::of(day) == casework::Weekday::Monday
    };
    days_on(office, following.find(is_monday).unwrap())
}

pub(crate) fn days_on(office: &TestOffice, days: i32) -> Moment {
    let now = office.moment();
    Moment {
        day: now.day.plus(days),
        unix_seconds: now.unix_seconds + i64::from(days) * 86_400,
    }
}

pub(crate) fn kept(office: &TestOffice, body: BodyId, period: &str) -> Vec<KeptRecord> {
    let upkeep = office.storage.upkeep();
    let period = period.parse().unwrap();
    let records = upkeep.coded_records(body, RecordKind::Act, period);
    office.wait(records).unwrap()
}

/// Writes the records of a period into a file beside the office, as its operator does.
pub(crate) fn writes_records(
    office: &TestOffice,
    body: BodyId,
    period: &str,
    kind: &str,
) -> Result<String, String> {
    let out = office.folder().path().join(format!("{period}-{kind}.csv"));
    let out = out.to_str().unwrap();
    let told = run(&[
        "release",
        "records",
        "--body",
        &body.to_string(),
        "--period",
        period,
        "--kind",
        kind,
        "--out",
        out,
        "--data",
        office.folder().path().to_str().unwrap(),
        "--config",
        office.config().to_str().unwrap(),
    ]);
    told.map(|_| out.to_owned())
}

/// Declares a table before the period, and releases it from these records after it.
pub(crate) fn publishes(
    office: &TestOffice,
    body: BodyId,
    period: &str,
    records: &str,
    more: &[&str],
    counted: u32,
) {
    let path = |name: &str| {
        let path = office.folder().path().join(name);
        path.to_str().unwrap().to_owned()
    };
    let whole: ReleasePeriod = period.parse().unwrap();
    let (before, after) = (whole.first_day().plus(-1), whole.last_day().plus(1));
    let plan = format!(
        "period = \"{period}\"\nkind = \"act\"\nbodies = [\"{body}\"]\nminimum_total = 30\ntables = [[\"act:group\"]]\n"
    );
    fs::write(path("plan.toml"), plan).unwrap();
    let data = path("");
    let common = ["--register", &path("register"), "--data", &data];
    run(&[
        "release",
        "key",
        "--out",
        &path("rounding.key"),
        "--data",
        &data,
    ])
    .unwrap();
    let told = run(&[
        &[
            "release",
            "declare",
            "--plan",
            &path("plan.toml"),
            "--out",
            &path("declared"),
        ][..],
        &["--as", "numbers", "--rounding-key", &path("rounding.key")],
        &["--rehearse-on", &before.to_string()],
        &common,
    ]
    .concat())
    .unwrap();
    let declaration = told
        .lines()
        .find_map(|line| line.split_once("is declared: "));
    let declaration = declaration.unwrap().1;
    run(&[
        &[
            "release",
            "make",
            "--declaration",
            declaration,
            "--out",
            &path("release"),
        ][..],
        &[
            "--rounding-key",
            &path("rounding.key"),
            "--rehearse-on",
            &after.to_string(),
        ],
        &common,
        &["--records", records],
        more,
    ]
    .concat())
    .unwrap();
    let counts = fs::read_to_string(path("release/act__group.csv")).unwrap();
    assert!(
        counts.contains(&format!("threat,{counted}\n")),
        "{counted} is a multiple of 3 and stays: {counts}"
    );
}

/// The same for the exact table of the year, with twelve cases received, answered and closed in time.
pub(crate) fn publishes_cases(office: &TestOffice, body: BodyId, year: &str, records: &str) {
    let path = |name: &str| {
        let path = office.folder().path().join(name);
        path.to_str().unwrap().to_owned()
    };
    let whole: ReleasePeriod = year.parse().unwrap();
    let before = whole.first_day().plus(-1).to_string();
    let after = whole.last_day().plus(1).to_string();
    let plan = format!("period = \"{year}\"\nkind = \"case\"\nbodies = [\"{body}\"]\n");
    fs::write(path("year.toml"), plan).unwrap();
    let data = path("");
    let register = path("register");
    let common = ["--register", &register, "--data", &data];
    let told = run(&[
        &["release", "declare", "--plan", &path("year.toml")][..],
        &["--out", &path("declared"), "--as", "numbers"],
        &["--rehearse-on", &before],
        &common,
    ]
    .concat())
    .unwrap();
    let mut lines = told.lines();
    let declaration = lines.find_map(|line| line.split_once("is declared: "));
    run(&[
        &["release", "make", "--declaration", declaration.unwrap().1][..],
        &["--out", &path("release"), "--rehearse-on", &after],
        &common,
        &["--records", records],
    ]
    .concat())
    .unwrap();
    let figures = |name: &str| fs::read_to_string(path(&format!("release/{name}"))).unwrap();
    assert_eq!(
        figures("cases.csv"),
        "figure,count\nreceived,12\nclosed_out,0\nclosed_sub,12\nclosed_act,0\n"
    );
    let kept = figures("promises.csv");
    for wanted in [
        "acknowledgement,kept,12",
        "feedback,kept,12",
        "feedback,late,0",
    ] {
        assert!(kept.contains(wanted), "{wanted}: {kept}");
    }
}

/// Whether bytes stand in a file of the main database, where that is a file.
pub(crate) fn is_in_main_files(office: &TestOffice, bytes: &[u8]) -> bool {
    let config = fs::read_to_string(office.config()).unwrap();
    let main = config
        .split_once("[database]\nsqlite = \"")
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
    let Some(main) = main else {
        assert!(config.contains("postgres"), "{config}");
        return false;
    };
    let read = |end: &str| fs::read(format!("{main}{end}")).unwrap_or_default();
    let files = [read(""), read("-wal")];
    assert!(!files[0].is_empty(), "{main}");
    files.iter().any(|file| contains(file, bytes))
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

pub(crate) async fn opens(page: &WebDriver) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    codes_of(page, "Death threat").await?;
    page.find(By::Id("coding-kind")).await?;
    Ok(())
}

/// Goes to where something of the open case is coded.
pub(crate) async fn codes_of(page: &WebDriver, what: &str) -> anyhow::Result<()> {
    let button = format!("//*[@data-codings]//button[contains(.,'{what}')]");
    let button = page.query(By::XPath(&button)).first().await?;
    button.click().await?;
    Ok(())
}

pub(crate) async fn chooses_kind(page: &WebDriver, kind: &str) -> anyhow::Result<()> {
    let chooses = format!(
        "const which = document.getElementById('coding-kind'); which.value = '{kind}'; which.dispatchEvent(new Event('change'))"
    );
    page.execute(&chooses, vec![]).await?;
    page.find(By::Css("[data-form=count]:not([hidden])"))
        .await?;
    Ok(())
}

/// Fills in what the entry does not say.
pub(crate) async fn chooses(page: &WebDriver, verification: &str) -> anyhow::Result<()> {
    sets(
        page,
        &[
            ("code-country", "kh"),
            ("code-verification", verification),
            ("code-role", "hrd.defender"),
            ("code-online", "no"),
            ("source-0-connection", "relative"),
            ("source-0-reliability", "r2"),
            ("coding-independent", "unknown"),
        ],
    )
    .await
}

pub(crate) async fn sets(page: &WebDriver, values: &[(&str, &str)]) -> anyhow::Result<()> {
    for (id, value) in values {
        let set = format!(
            "const field = document.getElementById('{id}'); field.value = '{value}'; \
             if (field.value !== '{value}') throw new Error('{id}');"
        );
        page.execute(&set, vec![]).await?;
    }
    Ok(())
}

pub(crate) async fn said(page: &WebDriver, wanted: &str) -> anyhow::Result<()> {
    let whole = page.find(By::Css("main")).await?.text().await?;
    assert!(whole.contains(wanted), "{wanted}: {whole}");
    Ok(())
}

pub(crate) async fn fits(page: &WebDriver) -> anyhow::Result<()> {
    let wider = "const wide = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth - wide;";
    let wider: i64 = page.execute(wider, vec![]).await?.convert()?;
    assert!(wider <= 0, "the page is {wider} px wider than the window");
    Ok(())
}
