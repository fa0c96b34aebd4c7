//! Seals short reports as `tabir seal` would, for the benchmark of a server that receives them:
//! `parcels DATA COUNT FOLDER` reads the trust of the office in `DATA` and writes `FOLDER/0`, `FOLDER/1`, … and
//! `FOLDER/receipts`, a line for each.

use std::path::Path;
use std::time::SystemTime;
use std::{env, fs};

use anyhow::{Context as _, Result};
use casework::ReportForm;
use ledger::{Code, Origin, Statement};
use seal::{Day, KeyRing, Level, LogTicket, Receipt, Sending, Trust, VerifiedManifest};

fn main() -> Result<()> {
    let arguments = env::args().skip(1).collect::<Vec<_>>();
    let [data, count, folder] = arguments.as_slice() else {
        anyhow::bail!("say DATA COUNT FOLDER");
    };
    let trust = trust(&Path::new(data).join("trust"))?;
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let mut receipts = String::new();
    for number in 0..count.parse::<usize>()? {
        let receipt = Receipt::draw()?;
        fs::write(folder.join(number.to_string()), parcel(&trust, &receipt)?)?;
        receipts.push_str(&receipt.digits());
        receipts.push('\n');
    }
    fs::write(folder.join("receipts"), receipts)?;
    Ok(())
}

fn parcel(trust: &Trust, receipt: &Receipt) -> Result<Vec<u8>> {
    let today = today(trust)?;
    let roster = trust.roster(today)?;
    let mut form = ReportForm::default();
    form.account = "The tender for the bridge was decided before it was opened.".to_owned();
    form.body = roster.bodies.first().context("no body")?.id.to_string();
    form.basis = vec!["saw".to_owned()];
    let checked = form
        .check(roster)
        .map_err(|faults| anyhow::anyhow!("the form is refused: {faults:?}"))?;
    let mut sending = Sending::begin(
        trust,
        receipt,
        checked.body,
        &checked.exclusions,
        Level::A,
        today,
    )?;
    let (report, card) = checked.write(&form, sending.log_secret());
    sending.write_report(&report, &card)?;
    let origin = Origin::of(&trust.manifest.log.origin);
    let parcel = sending.finish(None, |secret, digest| {
        let statement = Statement {
            code: Code::Received,
            sequence: 0,
            detail: 0,
            digest: *digest.as_bytes(),
        };
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        Ok(LogTicket::new(
            *entry.as_bytes(),
            opening.to_bytes(),
            secret,
        ))
    })?;
    Ok(parcel.to_bytes())
}

fn trust(folder: &Path) -> Result<Trust> {
    let manifest = VerifiedManifest::check(&fs::read_to_string(folder.join("manifest"))?)?;
    let keys = KeyRing::read(&fs::read_to_string(folder.join("officer-keys"))?)?;
    let rosters = fs::read_dir(folder.join("rosters"))?
        .map(|entry| Ok(fs::read_to_string(entry?.path())?))
        .collect::<Result<Vec<_>>>()?;
    Ok(Trust::new(
        manifest,
        rosters.iter().map(String::as_str),
        keys,
    )?)
}

#[expect(clippy::disallowed_methods, reason = "this is a program of its own")]
fn today(trust: &Trust) -> Result<Day> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(Day::at(
        i64::try_from(now.as_secs())?,
        trust.manifest.offset_minutes,
    ))
}
