//! The example of docs/guide: what a village reports, from the first page to a decision that was looked at again.

use journeys::{
    Desk, TestOffice, in_chromium, picture, press, resize, send, unfold, whole_picture,
};
use pages::address;
use thirtyfour::prelude::*;

#[test]
fn a_village_reports_is_protected_referred_and_heard_again() {
    in_chromium(async |office, page| {
        resize(page, 500, 900).await?;
        let receipt = reports(office, page).await?;
        asks_for_protection(office, page, &receipt).await?;

        let desk = Desk::of(office);
        let [one, other, third] = holders(office);
        resize(page, 1280, 900).await?;
        desk.signs_in_on(page, &one).await?;
        is_protected_at_once(page).await?;
        is_assessed(page).await?;
        is_protected_for_good(office, page).await?;
        is_referred(page).await?;
        desk.signs_in_on(page, "rights-1").await?;
        is_read_by_the_institution(page).await?;
        desk.signs_in_on(page, &one).await?;
        comes_back_to_the_village(page).await?;
        is_closed(page, &desk, &other).await?;

        resize(page, 500, 900).await?;
        asks_for_a_review(office, page, &receipt).await?;
        resize(page, 1280, 900).await?;
        desk.signs_in_on(page, &other).await?;
        waits_for_somebody_else(page).await?;
        desk.signs_in_on(page, &third).await?;
        is_looked_at_again(page, &desk, [&third, &one]).await?;
        let told = office.source().returns_with(&receipt).text();
        for said in [
            "Closed.",
            "The institution sends two observers on Monday.",
            "What came of it: Not substantiated.",
            "We have looked at it again",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert!(!told.contains("mission house"), "{told}");
        Ok(())
    });
}

/// The village writes what happened, and goes with the digits.
async fn reports(office: &TestOffice, page: &WebDriver) -> anyhow::Result<String> {
    page.goto(format!("{}/s/2?l=en", office.door())).await?;
    let locked = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser locks it')]";
    page.query(By::XPath(locked)).first().await?;
    let account = page.find(By::Id("account")).await?;
    account.send_keys(ACCOUNT).await?;
    press(page, "[name=basis][value=saw]").await?;
    press(page, "#body input").await?;
    picture(page, "01-the-report", "main h1").await?;
    send(page).await?;
    page.find(By::Css("#receipt-digits span")).await?;
    picture(page, "02-the-receipt", "main h1").await?;
    let digits = page.find(By::Id("receipt-digits")).await?.text().await?;
    Ok(digits.split_whitespace().collect())
}

async fn asks_for_protection(
    office: &TestOffice,
    page: &WebDriver,
    receipt: &str,
) -> anyhow::Result<()> {
    comes_back(office, page, receipt).await?;
    press(page, "#ask-protection").await?;
    for (field, typed) in [("fear", FEAR), ("consent", CONSENT)] {
        page.find(By::Id(field)).await?.send_keys(typed).await?;
    }
    for tick in [
        "[name=applicant][value=community]",
        "[name=target][value='com.leader']",
        "[name=target][value='hrd.land_env']",
        "[name=wish][value=col]",
    ] {
        press(page, tick).await?;
    }
    picture(page, "03-asking-for-protection", "#protection-form").await?;
    press(page, "#protection-form button").await?;
    let stored = "//h1[.='Your request for protection has been stored']";
    page.query(By::XPath(stored)).first().await?;
    Ok(())
}

async fn is_protected_at_once(page: &WebDriver) -> anyhow::Result<()> {
    // The row is drawn anew once its card was opened.
    page.find(By::Css(".cases bdi:not(:empty)")).await?;
    let row = "return document.querySelector('.cases button').innerText";
    let row: String = page.execute(row, vec![]).await?.convert()?;
    assert!(row.contains("Asks for protection"), "{row}");
    picture(page, "04-first-in-the-list", ".cases").await?;
    press(page, ".cases button").await?;
    page.find(By::Css(".requests")).await?;
    press(page, "[data-act=emergency]").await?;
    choose(
        page,
        "measures",
        &["phys.accompaniment", "col.community_comms"],
    )
    .await?;
    sets(page, "protect-reason", "Armed men were seen twice.").await?;
    press(page, "[data-form=protect] button").await?;
    stands(page, "emergency_active").await?;
    picture(page, "05-measures-at-once", ".requests").await?;
    answers(page).await
}

async fn is_assessed(page: &WebDriver) -> anyhow::Result<()> {
    unfold(page, "triage").await?;
    sets(page, "score-seriousness", "3").await?;
    sets(page, "score-imminent_harm", "3").await?;
    sets(page, "triage-decision", "preliminary").await?;
    sets(page, "triage-reason", "Two witnesses and a map.").await?;
    press(page, "[data-form=triage] button").await?;
    noted(page).await?;
    unfold(page, "allegation").await?;
    sets(
        page,
        "facts",
        "The concession was signed before the hearing.",
    )
    .await?;
    sets(page, "offence", "u19").await?;
    sets(page, "sector", "land").await?;
    press(page, "[data-form=allegation] button.send").await?;
    noted(page).await
}

async fn is_protected_for_good(office: &TestOffice, page: &WebDriver) -> anyhow::Result<()> {
    goes_on(page, "assessing").await?;
    press(page, "[name=cell][value='likely extreme high']").await?;
    choose(page, "risk-factors", &["ctx.prior_threat", "ctx.armed"]).await?;
    sets(page, "risk-view", "They will not leave the land.").await?;
    picture(page, "06-the-risk", "[data-form=protect]").await?;
    press(page, "[data-form=protect] button").await?;
    stands(page, "assessing").await?;
    goes_on(page, "active").await?;
    choose(
        page,
        "measures",
        &["col.group_order", "col.community_protocol"],
    )
    .await?;
    sets(
        page,
        "protect-reason",
        "Assessed as high; the village asked for this.",
    )
    .await?;
    let review = office.today().plus(30).to_string();
    sets(page, "review-on", &review).await?;
    sets(
        page,
        "named-part",
        "The two speakers stay at the mission house.",
    )
    .await?;
    press(page, "[data-form=protect] button").await?;
    stands(page, "active").await?;
    picture(page, "07-protection-of-the-village", ".requests").await?;
    answers(page).await
}

/// With the consent of the village the threats go to the human rights institution, without where the speakers live.
async fn is_referred(page: &WebDriver) -> anyhow::Result<()> {
    unfold(page, "consent").await?;
    chooses_institution(page, "consent-body").await?;
    sets(page, "consent-scope", "collective").await?;
    sets(page, "consent-how", CONSENT_TO_REFER).await?;
    press(page, "[data-form=consent] form button.send").await?;
    referred(page, "The consent is noted.").await?;
    unfold(page, "refer").await?;
    chooses_institution(page, "refer-body").await?;
    for (field, value) in [
        ("refer-to", "sent"),
        ("refer-identity", "group"),
        ("refer-sharing", "tlp_amber_strict"),
        (
            "refer-words",
            "Please look at the threats. The contract stays with us.",
        ),
        ("refer-reason", "The institution watches over the police."),
    ] {
        sets(page, field, value).await?;
    }
    press(page, "[name=refer-reprisal][value=acceptable]").await?;
    press(page, "[name=refer-exposure][value=none]").await?;
    let removes = "const form = document.querySelector('[data-form=refer] form');
        form.querySelector('#refer-removal').selectedIndex = 1;
        const part = form.querySelector('[data-chosen] fieldset');
        const field = part.querySelector('textarea');
        const from = field.value.indexOf(arguments[0]);
        field.setSelectionRange(from, from + arguments[0].length);
        part.querySelector('[data-act=remove]').click();";
    page.execute(removes, vec![LEFT_OUT.into()]).await?;
    picture(
        page,
        "08-what-goes-along",
        "[data-form=refer] [data-chosen]",
    )
    .await?;
    press(page, "[data-form=refer] button.send").await?;
    referred(page, "The referral was sent.").await
}

async fn is_read_by_the_institution(page: &WebDriver) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    let facts = page.find(By::Css("[data-from-body]")).await?.text().await?;
    assert!(facts.contains("From Anti-Corruption Commission"), "{facts}");
    let shown = page.source().await?;
    assert!(shown.contains("men with guns come") && !shown.contains(LEFT_OUT));
    picture(page, "09-what-the-institution-reads", "main h1").await?;
    sets(
        page,
        "reply",
        "We take charge of it. Two observers go there on Monday.",
    )
    .await?;
    answers(page).await
}

/// Whoever holds the first case reads what the institution answers, and tells the village.
async fn comes_back_to_the_village(page: &WebDriver) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    press(page, "[data-act=answers]").await?;
    let answer = page
        .find(By::Css("[data-answers] li"))
        .await?
        .text()
        .await?;
    assert!(answer.contains("Two observers"), "{answer}");
    picture(
        page,
        "10-the-answer-of-the-institution",
        "[data-referral] .requests",
    )
    .await?;
    goes_on_with_referral(page, "outcome_reported", "Observers go there on Monday.").await?;
    sets(
        page,
        "reply",
        "The institution sends two observers on Monday.",
    )
    .await?;
    answers(page).await?;
    goes_on_with_referral(page, "feedback_to_reporter", "Written today.").await
}

/// One officer proposes what became of it, and another one agrees.
async fn is_closed(page: &WebDriver, desk: &Desk<'_>, other: &str) -> anyhow::Result<()> {
    closes(
        page,
        "sub.unsubstantiated",
        "The signature could not be dated.",
    )
    .await?;
    picture(page, "11-closing-takes-two", "[data-waits]").await?;
    agrees(page, desk, other).await?;
    let draft = "return document.getElementById('reply').value";
    let draft: String = page.execute(draft, vec![]).await?.convert()?;
    assert!(
        draft.contains("What came of it: Not substantiated."),
        "{draft}"
    );
    assert!(!draft.contains("could not be dated"), "{draft}");
    answers(page).await
}

async fn asks_for_a_review(
    office: &TestOffice,
    page: &WebDriver,
    receipt: &str,
) -> anyhow::Result<()> {
    let told = office.source().returns_with(receipt).text();
    assert!(told.contains("Active."), "{told}");
    comes_back(office, page, receipt).await?;
    picture(page, "12-what-the-village-reads", "main h1").await?;
    let review = "document.querySelector('#review-form').closest('details').open = true";
    page.execute(review, vec![]).await?;
    sets(page, "ground", "no_action").await?;
    sets(page, "review-text", "The clerk kept the book of that day.").await?;
    picture(page, "13-asking-for-a-review", "#review-form").await?;
    for width in [1_280, 360, 500] {
        resize(page, width, 900).await?;
        whole_picture(page, "review-form").await?;
    }
    press(page, "#review-form button").await?;
    let stored = "//h1[.='Your request for a review has been stored']";
    page.query(By::XPath(stored)).first().await?;
    Ok(())
}

/// Who took part in closing the case reads that somebody else has to look at it again.
async fn waits_for_somebody_else(page: &WebDriver) -> anyhow::Result<()> {
    press(page, ".cases button").await?;
    let asks = By::Css(".note[data-contested]:not([hidden])");
    let waits = page.find(asks).await?.text().await?;
    assert!(waits.contains("You took part in that."), "{waits}");
    Ok(())
}

/// What was contested is opened again, decided anew and closed by two, with another outcome.
async fn is_looked_at_again(
    page: &WebDriver,
    desk: &Desk<'_>,
    [one, other]: [&str; 2],
) -> anyhow::Result<()> {
    let asks = By::Css(".note[data-contested]:not([hidden])");
    page.find(By::Css(".cases [data-contested]:not([hidden])"))
        .await?;
    press(page, ".cases button").await?;
    let waits = page.find(asks.clone()).await?.text().await?;
    assert!(waits.contains("Nothing is to be done"), "{waits}");
    assert!(!waits.contains("You took part"), "{waits}");
    let asked = "//ol[contains(@class,'entries')]/li[contains(.,'The clerk kept the book')]";
    page.query(By::XPath(asked)).first().await?;
    moves(page, "c81_reopened", "The book of that day was handed in.").await?;
    page.find(asks.clone()).await?;
    sets(
        page,
        "reply",
        "We look at it again, with the book of that day.",
    )
    .await?;
    answers(page).await?;
    assert!(page.find_all(asks).await?.is_empty(), "it is answered");
    closes(page, "sub.partly", "The book shows the day of the hearing.").await?;
    agrees(page, desk, other).await?;
    desk.signs_in_on(page, one).await?;
    press(page, ".cases button").await?;
    let entries = page.find(By::Css(".entries")).await?.text().await?;
    for said in ["Not substantiated", "Partly substantiated"] {
        assert!(entries.contains(said), "{said}: {entries}");
    }
    picture(page, "14-decided-again", ".entries > li:nth-last-child(3)").await?;
    let answer = "We have looked at it again. The book of that day shows that the hearing came after the contract.";
    sets(page, "reply", answer).await?;
    answers(page).await
}

async fn closes(page: &WebDriver, outcome: &str, reason: &str) -> anyhow::Result<()> {
    unfold(page, "propose").await?;
    let choose = "const choice = document.querySelector('[data-outcomes] select');
        choice.value = arguments[0]; choice.dispatchEvent(new Event('change'));";
    page.execute(choose, vec![outcome.into()]).await?;
    sets(page, "propose-reason", reason).await?;
    press(page, "[data-form=propose] button").await?;
    noted(page).await
}

async fn agrees(page: &WebDriver, desk: &Desk<'_>, officer: &str) -> anyhow::Result<()> {
    desk.signs_in_on(page, officer).await?;
    press(page, ".cases button").await?;
    page.find(By::Css("[data-waits]")).await?;
    press(page, "[data-vote] button[value=agree]").await?;
    page.find(By::Css("[data-told-closed]:not([hidden])"))
        .await?;
    Ok(())
}

async fn moves(page: &WebDriver, stage: &str, reason: &str) -> anyhow::Result<()> {
    unfold(page, "move").await?;
    sets(page, "stage", stage).await?;
    sets(page, "move-reason", reason).await?;
    press(page, "[data-form=move] button").await?;
    noted(page).await
}

async fn comes_back(office: &TestOffice, page: &WebDriver, receipt: &str) -> anyhow::Result<()> {
    let returns = format!("{}{}?l=en", office.door(), address::ANSWER);
    page.goto(&returns).await?;
    let here = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
    page.query(By::XPath(here)).first().await?;
    let field = page.find(By::Id("receipt")).await?;
    field.send_keys(receipt).await?;
    send(page).await?;
    page.find(By::Id("ask-protection")).await?;
    Ok(())
}

/// Sends the draft of the answer that stands in the page.
async fn answers(page: &WebDriver) -> anyhow::Result<()> {
    press(page, "form:has(#reply) button.send").await?;
    page.find(By::Css("[data-sent]:not([hidden])")).await?;
    Ok(())
}

async fn stands(page: &WebDriver, status: &str) -> anyhow::Result<()> {
    let stands = format!(".requests [data-status={status}]");
    page.find(By::Css(stands.as_str())).await?;
    page.find(By::Css("[data-protected]:not([hidden])")).await?;
    Ok(())
}

async fn goes_on(page: &WebDriver, to: &str) -> anyhow::Result<()> {
    let open = "document.querySelector('[data-form=protect]').open = true;
         const choice = document.getElementById('protect-to');
         choice.value = arguments[0]; choice.dispatchEvent(new Event('change', { bubbles: true }));
         return choice.value === arguments[0]";
    let is_offered = page.execute(open, vec![to.into()]).await?;
    assert!(is_offered.convert::<bool>()?, "{to}");
    Ok(())
}

async fn choose(page: &WebDriver, list: &str, codes: &[&str]) -> anyhow::Result<()> {
    let choose = "for (const option of document.getElementById(arguments[0]).options)
        option.selected = arguments[1].includes(option.value);";
    page.execute(choose, vec![list.into(), codes.into()])
        .await?;
    Ok(())
}

async fn chooses_institution(page: &WebDriver, list: &str) -> anyhow::Result<()> {
    let choose = "const list = document.getElementById(arguments[0]);
        list.selectedIndex = [...list.options].findIndex((one) => one.textContent === 'Human Rights Institution');
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.execute(choose, vec![list.into()]).await?;
    Ok(())
}

async fn goes_on_with_referral(page: &WebDriver, to: &str, reason: &str) -> anyhow::Result<()> {
    unfold(page, "go-on").await?;
    sets(page, "referral-to", to).await?;
    sets(page, "referral-reason", reason).await?;
    press(page, "[data-form=go-on] button").await?;
    referred(page, "The step is saved.").await
}

/// Waits until the page says what became of a referral.
async fn referred(page: &WebDriver, says: &str) -> anyhow::Result<()> {
    let said = format!(
        "//p[@data-referred and not(@hidden)]/b[not(@hidden) and starts-with(.,\"{says}\")]"
    );
    page.query(By::XPath(said)).first().await?;
    Ok(())
}

async fn sets(page: &WebDriver, field: &str, value: &str) -> anyhow::Result<()> {
    let set = "const field = document.getElementById(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.execute(set, vec![field.into(), value.into()]).await?;
    Ok(())
}

/// Waits until something was stored, so that the next one is waited for too.
async fn noted(page: &WebDriver) -> anyhow::Result<()> {
    page.find(By::Css("[data-noted]:not([hidden])")).await?;
    let away = "document.querySelector('[data-noted]').hidden = true";
    page.execute(away, vec![]).await?;
    Ok(())
}

/// Two officers who hold the one case that there is.
fn holders(office: &TestOffice) -> [String; 3] {
    let everybody = office.everybody().into_iter();
    let mut holders = everybody.filter(|one| !one.cases().is_empty());
    [(); 3].map(|()| holders.next().unwrap().name)
}

const ACCOUNT: &str = "The province gave the forest of our village to a company for 50 years. \
    The contract is older than the hearing at which we were asked. \
    Since we said so, men with guns come to the houses of our two speakers at night.";
const LEFT_OUT: &str = "The contract is older than the hearing at which we were asked.";
const CONSENT_TO_REFER: &str =
    "The village meeting agreed that the institution hears of the threats.";
const FEAR: &str = "Men with guns asked for our speakers, twice this week.";
const CONSENT: &str =
    "At the village meeting, by show of hands. The elders wrote down who was there.";
