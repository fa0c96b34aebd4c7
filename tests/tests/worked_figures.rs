//! The second example of docs/guide: what a defender logs, from the receipt to a figure that everybody can read.

use std::fs;

use casework::{RecordKind, ReleasePeriod, Weekday};
use journeys::{
    DEMO, Desk, Door, Reader, TestOffice, in_chromium_with, picture, press, resize, run, send,
    unfold,
};
use pages::address;
use seal::BodyId;
use storage::{ChoreOutcome, Moment};
use thirtyfour::prelude::*;

#[test]
fn a_threat_and_a_suit_are_logged_coded_released_and_shown_and_lead_back_to_nobody() {
    in_chromium_with(&plan(), async |office, page| {
        resize(page, 500, 900).await?;
        let receipt = reports(office, page).await?;
        logs_the_threat(office, page, &receipt).await?;
        logs_the_suit(office, page, &receipt).await?;

        let desk = Desk::of(office);
        let [one, other] = holders(office);
        resize(page, 1280, 900).await?;
        for (officer, is_first) in [(&one, true), (&other, false)] {
            desk.signs_in_on(page, officer).await?;
            assesses(page, is_first).await?;
        }
        for (officer, is_first) in [(&one, true), (&other, false)] {
            desk.signs_in_on(page, officer).await?;
            press(page, ".cases button").await?;
            codes(page, "Death threat", THREAT, is_first).await?;
            codes(page, "Civil", SUIT, is_first).await?;
            if is_first {
                counts_the_case(page).await?;
            }
        }

        let body = office
            .trust
            .newest()?
            .officer(office.keys(&one).officer)
            .unwrap()
            .body;
        let period = period(office);
        let upkeep = office.storage.upkeep();
        let moved = upkeep.batch_records(long_after(office)).await?;
        assert_eq!(moved, ChoreOutcome::Done(3));
        fs::create_dir(office.folder().path().join("releases"))?;
        for kind in [RecordKind::Act, RecordKind::Proceeding] {
            is_released(office, body, &period, kind);
        }
        is_released(office, body, &year(office), RecordKind::Case);
        is_shown(office, page, &receipt).await
    });
}

async fn reports(office: &TestOffice, page: &WebDriver) -> anyhow::Result<String> {
    page.goto(format!("{}/s/2?l=en", office.door())).await?;
    let locked = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks it')]";
    page.query(By::XPath(locked)).first().await?;
    page.find(By::Id("account"))
        .await?
        .send_keys(ACCOUNT)
        .await?;
    press(page, "[name=basis][value=saw]").await?;
    press(page, "#body input").await?;
    send(page).await?;
    page.find(By::Css("#receipt-digits span")).await?;
    let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
    Ok(digits.split_whitespace().collect())
}

async fn logs_the_threat(
    office: &TestOffice,
    page: &WebDriver,
    receipt: &str,
) -> anyhow::Result<()> {
    comes_back(office, page, receipt).await?;
    picture(page, "figures-01-coming-back", "main h1").await?;
    press(page, "#log-incident").await?;
    page.find(By::Id("incident-form")).await?;
    let chosen = [
        ("act-1", "threat.death"),
        ("done-1", "threatened"),
        ("size", "n1"),
    ];
    fills(page, "#incident-form", &chosen).await?;
    for tick in [
        "[name=unit][value=individual]",
        "[name=activity][value='hrd.land_environment']",
        "[name=by][value='st.police']",
    ] {
        press(page, tick).await?;
    }
    let narrative = page.find(By::Id("incident-narrative")).await?;
    narrative.send_keys(NARRATIVE).await?;
    picture(page, "figures-02-the-threat", "#incident-form").await?;
    press(page, "#incident-form button").await?;
    says(page, "//h1[.='What you logged has been stored']").await
}

async fn logs_the_suit(office: &TestOffice, page: &WebDriver, receipt: &str) -> anyhow::Result<()> {
    comes_back(office, page, receipt).await?;
    press(page, "#log-proceeding").await?;
    page.find(By::Id("proceeding-form")).await?;
    let served = office.today().plus(-2).to_string();
    let [year, month, day] = served.split('-').collect::<Vec<_>>().try_into().unwrap();
    let chosen = [
        ("country", "ph"),
        ("kind", "civil"),
        ("basis", "defamation_civil"),
        ("claimant", "company"),
        ("defendants", "n1"),
        ("activity", "hrd.land_environment"),
        ("topic", "environment"),
        ("stage", "s06_filed"),
        ("outcome", "pending"),
        ("year-served", year),
        ("month-served", month),
        ("day-served", day),
    ];
    fills(page, "#proceeding-form", &chosen).await?;
    picture(page, "figures-03-the-suit", "#proceeding-form").await?;
    press(page, "#proceeding-form button").await?;
    says(
        page,
        "//h1[.='The proceeding that you logged has been stored']",
    )
    .await?;
    let told = page.find(By::Css("main")).await?.text().await?;
    assert!(told.contains("Say in the answer to the court"), "{told}");
    picture(page, "figures-04-what-to-do-first", "main h1").await
}

/// Each officer says which indicators show in the case, and where; the second one sees what the first one holds.
async fn assesses(page: &WebDriver, is_first: bool) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    page.find(By::Css("[data-proceedings]")).await?;
    press(page, "[data-form=slapp] summary").await?;
    let assess =
        "for (const code of ['coe.a_imbalance', 'coe.b_unfounded', 'sea.prior_participation']) {
            const field = document.querySelector(`[data-indicator='${code}']`);
            const state = field.querySelector('[name=state]');
            state.value = 'present';
            state.dispatchEvent(new Event('change'));
            field.querySelector('[name=where]').selectedIndex = 1;
        }
        document.querySelector('[data-form=slapp] form').elements.result.value = 'likely';";
    page.execute(assess, vec![]).await?;
    if is_first {
        picture(page, "figures-05-is-it-a-slapp", "[data-form=slapp]").await?;
    }
    press(page, "[data-form=slapp] button").await?;
    page.find(By::Css("[data-noted]:not([hidden])")).await?;
    if !is_first {
        let shown = page
            .find(By::Css("[data-proceedings]"))
            .await?
            .text()
            .await?;
        assert!(shown.contains("Two or more officers hold"), "{shown}");
    }
    Ok(())
}

/// An officer codes something; the second one settles it.
async fn codes(
    page: &WebDriver,
    what: &str,
    codes: &[(&str, &str)],
    is_first: bool,
) -> anyhow::Result<()> {
    let button = format!("//*[@data-codings]//button[contains(.,'{what}')]");
    page.query(By::XPath(&button))
        .first()
        .await?
        .click()
        .await?;
    page.find(By::Id("coding-kind")).await?;
    unfold(page, "code").await?;
    for (id, value) in codes {
        sets(page, id, value).await?;
    }
    if is_first && what == "Death threat" {
        picture(page, "figures-06-coding", "[data-form=code]").await?;
    }
    press(page, "[data-form=code] button").await?;
    page.find(By::Css("[data-done=coded]:not([hidden])"))
        .await?;
    if !is_first {
        unfold(page, "settle").await?;
        if what == "Civil" {
            picture(page, "figures-07-side-by-side", "[data-compared]").await?;
        }
        press(page, "[data-form=settle] button.send").await?;
        page.find(By::Css("[data-done=settled]:not([hidden])"))
            .await?;
    }
    let back = "//button[.='Back to the case']";
    page.query(By::XPath(back)).first().await?.click().await?;
    page.find(By::Css(".entries")).await?;
    Ok(())
}

/// The case itself is counted as it says: nobody has answered it yet, and there is time for it.
async fn counts_the_case(page: &WebDriver) -> anyhow::Result<()> {
    let button = "//*[@data-codings]//button[contains(.,'The case came in')]";
    let button = page.query(By::XPath(button)).first().await?;
    button.click().await?;
    press(page, "[data-form=settle] button.send").await?;
    page.find(By::Css("[data-done=settled]:not([hidden])"))
        .await?;
    let told = page.find(By::Css("main")).await?.text().await?;
    assert!(told.contains("Not due yet"), "{told}");
    press(page, "[data-act=back]").await?;
    page.find(By::Css(".entries")).await?;
    Ok(())
}

/// What the institution counted before it had this program is imported; then the quarter, or the year, is released.
fn is_released(office: &TestOffice, body: BodyId, period: &str, kind: RecordKind) {
    let path = |name: &str| {
        let path = office.folder().path().join(format!("{kind}-{name}"));
        path.to_str().unwrap().to_owned()
    };
    let data = office.folder().path().to_str().unwrap().to_owned();
    let (mapping, log) = earlier(kind, period);
    fs::write(path("mapping.toml"), mapping).unwrap();
    fs::write(path("log.csv"), log).unwrap();
    let body = body.to_string();
    let config = office.config().to_str().unwrap();
    let word = kind.word();
    let importing = [
        "--mapping",
        &path("mapping.toml"),
        "--body",
        &body,
        "--out",
        &path("earlier.csv"),
    ];
    run(&[&["import", &path("log.csv")], &importing[..]].concat()).unwrap();
    let of = ["--body", &body, "--period", period, "--kind", word];
    let from = [
        "--out",
        &path("records.csv"),
        "--data",
        &data,
        "--config",
        config,
    ];
    run(&[&["release", "records"], &of[..], &from[..]].concat()).unwrap();

    let whole: ReleasePeriod = period.parse().unwrap();
    let (before, after) = (whole.first_day().plus(-1), whole.last_day().plus(1));
    let tables = match kind {
        RecordKind::Proceeding => {
            "[[\"proceeding\", \"claimant\"], [\"slapp\", \"proceeding\"], [\"topic\"]]"
        }
        RecordKind::Act | RecordKind::Case | RecordKind::Person | RecordKind::Protection => {
            "[[\"act:group\", \"completion\"], [\"perpetrator:group\"]]"
        }
    };
    let mut plan = format!("period = \"{period}\"\nkind = \"{word}\"\nbodies = [\"{body}\"]\n");
    if !kind.is_exact() {
        plan += &format!("minimum_total = 30\ntables = {tables}\n");
    }
    fs::write(path("plan.toml"), plan).unwrap();
    let register = office.folder().path().join("register");
    let common = ["--register", register.to_str().unwrap(), "--data", &data];
    let key = ["--rounding-key", &path("rounding.key")];
    run(&["release", "key", "--out", key[1], "--data", &data]).unwrap();
    let key = if kind.is_exact() { &[][..] } else { &key[..] };
    let on = |day: seal::Day| ["--rehearse-on".to_owned(), day.to_string()];
    let (before, after) = (on(before), on(after));
    let declaring = [
        "release",
        "declare",
        "--plan",
        &path("plan.toml"),
        "--out",
        &path("declared"),
        "--as",
        "numbers",
    ];
    let before = before.each_ref().map(String::as_str);
    let told = run(&[&declaring[..], key, &before, &common].concat()).unwrap();
    let declared = told
        .lines()
        .find_map(|line| line.split_once("is declared: "));
    let out = office.folder().path().join("releases").join(word);
    let out = out.to_str().unwrap();
    let making = [
        "release",
        "make",
        "--declaration",
        declared.unwrap().1,
        "--out",
        out,
    ];
    let from = [
        "--records",
        &path("records.csv"),
        "--records",
        &path("earlier.csv"),
    ];
    let after = after.each_ref().map(String::as_str);
    run(&[&making[..], key, &after, &common, &from].concat()).unwrap();
    run(&[&["release", "sign", out, "--as", "numbers"][..], &common].concat()).unwrap();
}

/// A log that the institution kept before, and how its columns are read.
fn earlier(kind: RecordKind, period: &str) -> (String, String) {
    let (columns, always): (&[&str], &[(&str, &str)]) = match kind {
        RecordKind::Proceeding => (
            &["proceeding", "claimant", "topic", "slapp"],
            &[
                ("country", "ph"),
                ("basis", "defamation_civil"),
                ("stage", "s06_filed"),
                ("outcome", "pending"),
            ],
        ),
        RecordKind::Case => (&["acknowledgement"], EARLIER_CASES),
        RecordKind::Act | RecordKind::Person | RecordKind::Protection => (
            &["act", "completion", "perpetrator"],
            &[
                ("country", "ph"),
                ("verification", "corroborated"),
                ("unit", "individual"),
                ("size", "n1"),
                ("role", "hrd.defender"),
                ("online", "unknown"),
                ("cross_border", "unknown"),
            ],
        ),
    };
    let rows: &[&str] = match kind {
        RecordKind::Proceeding => &[
            "civil,company,environment,likely",
            "civil,company,corruption,likely",
            "criminal_public,politician,corruption,possible",
        ],
        RecordKind::Case => &["kept", "not_due"],
        RecordKind::Act | RecordKind::Person | RecordKind::Protection => &[
            "threat.death,threatened,st.police",
            "harass.smear,carried_out,pv.company_national",
            "property.damage,carried_out,unk.unidentified",
            "threat.death,threatened,pv.company_national",
        ],
    };
    let mut mapping = format!(
        "format = \"tabir/v1/import-mapping\"\nkind = \"{kind}\"\ncodebook = {}\n[when]\ncolumn = \"Quarter\"\nform = \"period\"\n",
        casework::CODEBOOK_VERSION
    );
    for field in kind.fields() {
        let line = match always.iter().find(|(name, _)| *name == field.name) {
            _ if columns.contains(&field.name) => format!("column = \"{}\"", field.name),
            Some((_, code)) => format!("always = \"{code}\""),
            None => "left_empty = \"not in the log\"".to_owned(),
        };
        mapping += &format!("[fields.{}]\n{line}\n", field.name);
    }
    let mut log = format!("Quarter,{}\n", columns.join(","));
    for row in rows.iter().cycle().take(41) {
        log += &format!("{period},{row}\n");
    }
    (mapping, log)
}

/// Everybody can read the figures, and nothing there leads back to who logged them.
async fn is_shown(office: &TestOffice, page: &WebDriver, receipt: &str) -> anyhow::Result<()> {
    let config = office.folder().path().join("public.toml");
    let text = fs::read_to_string(office.config())?;
    let text =
        format!("{text}\n[observatory]\nlisten = \"127.0.0.1:0\"\nreleases = \"releases\"\n");
    fs::write(&config, text)?;
    let door = Door::serve_only(
        "observatory",
        &config,
        &office.folder().path().join("public.log"),
    );
    let reader = Reader::at(door.address());
    let pages = reader.crawls();
    let case = office.a_holder().cases().remove(0);
    let period = period(office);
    let released = |kind: &str| {
        let place = format!("{period}-{kind}");
        let is_it = |path: &&String| {
            path.starts_with("releases/") && path.contains(&place) && path.ends_with(".html")
        };
        let found = pages.iter().find(is_it);
        found.expect("its page").clone()
    };
    let (acts, suits) = (released("act"), released("proceeding"));
    for path in &pages {
        let text =
            String::from_utf8_lossy(&reader.gets(&format!("/{path}"), &[]).body).into_owned();
        for word in [receipt, case.as_str(), "Kalinaw", "at the bridge"] {
            assert!(!text.contains(word), "{word} in {path}");
        }
    }
    // Of 42 cases half were answered in time; the one that came in here is among the others.
    let html = reader.gets("/bodies.html", &[]).text();
    let kept = html
        .split("id=\"promises-1\">")
        .nth(1)
        .expect("the promises");
    for (told, count) in [
        ("Receipt confirmed: In time", 21),
        ("Receipt confirmed: Not due yet", 21),
        ("Outcome told: Not due yet", 42),
    ] {
        let after = kept.split_once(told).expect(told).1;
        let cell = format!("<span>{count}</span>");
        let row = after.split("</tr>").next().unwrap();
        assert!(row.contains(&cell), "{told}: {row}");
    }
    let html = reader.gets(&format!("/{suits}"), &[]).text();
    assert!(html.contains("<svg") && html.contains("Company"), "{html}");
    page.goto(format!("{}/{acts}", door.address())).await?;
    picture(page, "figures-08-acts-of-the-quarter", "main h1").await?;
    page.goto(format!("{}/{suits}", door.address())).await?;
    picture(page, "figures-09-suits-of-the-quarter", "main table").await
}

/// The demonstration's, for practice, with a data custodian: a quarter that is over is only played.
fn plan() -> String {
    let custodian = "officer = [{ name = \"society-custodian\"";
    assert!(DEMO.contains(custodian));
    let with = "officer = [{ name = \"numbers\", label = \"Keeper of numbers\", capability = \"data-custodian\" }, \
        { name = \"society-custodian\"";
    format!("training = true\n{}", DEMO.replace(custodian, with))
}

fn holders(office: &TestOffice) -> [String; 2] {
    let everybody = office.everybody().into_iter();
    let mut holders = everybody.filter(|one| !one.cases().is_empty());
    [(); 2].map(|()| holders.next().unwrap().name)
}

fn year(office: &TestOffice) -> String {
    ReleasePeriod::of_day(office.today(), true)
        .unwrap()
        .to_string()
}

fn period(office: &TestOffice) -> String {
    ReleasePeriod::of_day(office.today(), false)
        .unwrap()
        .to_string()
}

/// A Monday, 61 days or more after the end of this year, when few records of cases go in as well.
fn long_after(office: &TestOffice) -> Moment {
    let year = ReleasePeriod::of_day(office.today(), true).unwrap();
    let from = year.last_day().number() + 61 - office.today().number();
    let days =
        (from..from + 7).find(|days| Weekday::of(office.today().plus(*days)) == Weekday::Monday);
    let (days, now) = (days.unwrap(), office.moment());
    Moment {
        day: now.day.plus(days),
        unix_seconds: now.unix_seconds + i64::from(days) * 86_400,
    }
}

async fn comes_back(office: &TestOffice, page: &WebDriver, receipt: &str) -> anyhow::Result<()> {
    page.goto(format!("{}{}?l=en", office.door(), address::ANSWER))
        .await?;
    says(
        page,
        "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]",
    )
    .await?;
    page.find(By::Id("receipt"))
        .await?
        .send_keys(receipt)
        .await?;
    send(page).await?;
    page.find(By::Id("log-incident")).await?;
    Ok(())
}

async fn fills(page: &WebDriver, form: &str, values: &[(&str, &str)]) -> anyhow::Result<()> {
    let set = "for (const [name, value] of arguments[1]) {
        const field = document.querySelector(`${arguments[0]} [name='${name}']`);
        field.value = value;
        if (field.value !== value) throw new Error(name);
    }";
    let values = serde_json::to_value(values)?;
    page.execute(set, vec![form.into(), values]).await?;
    Ok(())
}

async fn says(page: &WebDriver, path: &str) -> anyhow::Result<()> {
    page.query(By::XPath(path)).first().await?;
    Ok(())
}

async fn sets(page: &WebDriver, id: &str, value: &str) -> anyhow::Result<()> {
    let set = "const field = document.getElementById(arguments[0]);
        field.value = arguments[1];
        if (field.value !== arguments[1]) throw new Error(arguments[0]);
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.execute(set, vec![id.into(), value.into()]).await?;
    Ok(())
}

const ACCOUNT: &str = "The permit for the quarry above Kalinaw was signed before anybody was asked. I said so at the council.";
const NARRATIVE: &str = "A policeman told me at the bridge that quarries bury people.";
/// Cases that came in before, and wait for their outcome.
const EARLIER_CASES: &[(&str, &str)] = &[("event", "received"), ("feedback", "not_due")];
/// What the entry of the threat does not say.
const THREAT: &[(&str, &str)] = &[
    ("code-country", "ph"),
    ("code-verification", "plausible"),
    ("code-role", "hrd.defender"),
    ("code-online", "no"),
    ("source-0-connection", "self"),
    ("source-0-reliability", "r2"),
    ("coding-independent", "unknown"),
];
/// What that of the suit does not say.
const SUIT: &[(&str, &str)] = &[
    ("source-0-connection", "self"),
    ("source-0-reliability", "r2"),
    ("coding-independent", "unknown"),
];
