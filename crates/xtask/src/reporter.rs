//! A reporter as the benchmarks see one: pages fetched, forms sent, receipts noted.

use std::io::{Read, repeat};

use anyhow::{Context as _, Result, ensure};
use ureq::{Agent, SendBody};

/// Somebody with one connection to the reporter's door.
pub struct Reporter {
    agent: Agent,
    door: String,
}

impl Reporter {
    /// Connects at the first request.
    pub fn new(door: &str) -> Self {
        let settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections_per_host(1)
            .build();
        Self {
            agent: settings.into(),
            door: door.to_owned(),
        }
    }

    /// Fetches a page that must be there.
    pub fn page(&self, path: &str) -> Result<String> {
        let mut answer = self.agent.get(format!("{}{path}", self.door)).call()?;
        ensure!(
            answer.status() == 200,
            "{path} answered {}",
            answer.status()
        );
        Ok(answer.body_mut().read_to_string()?)
    }

    /// Fetches the report form and fills in a short text.
    pub fn filled_form(&self) -> Result<Form> {
        let page = self.page(REPORT)?;
        let mut form = Form::default();
        form.field(
            "entropy",
            between(&page, "name=\"entropy\" value=\"", "\"")?,
        );
        form.field("l", "en");
        form.field("account", ACCOUNT);
        form.field("basis", "saw");
        form.field("body", between(&page, "name=\"body\" value=\"", "\"")?);
        form.field("urgency", "normal");
        Ok(form)
    }

    /// Sends a report and returns the receipt's digits.
    pub fn report(&self, form: Form) -> Result<String> {
        let page = self.send(REPORT, form, 0)?;
        receipt_of(&page)
    }

    /// Sends a report with one file of `size` bytes, made up as it is sent.
    pub fn report_with_file(&self, mut form: Form, size: u64) -> Result<String> {
        form.begin_file("files", "scan.bin");
        let page = self.send(REPORT, form, size)?;
        receipt_of(&page)
    }

    /// Hands in a parcel that was sealed elsewhere.
    pub fn parcel(&self, parcel: &[u8]) -> Result<()> {
        let mut form = Form::default();
        form.begin_file("parcel", "parcel");
        form.0.extend_from_slice(parcel);
        let page = self.send(PARCEL, form, 0)?;
        ensure!(
            page.contains("id=\"parcel-number\""),
            "the parcel was not accepted"
        );
        Ok(())
    }

    /// Whether a receipt opens a mailbox.
    pub fn is_known(&self, digits: &str) -> Result<bool> {
        // The list of answers stands there only when something is kept under the receipt.
        Ok(self
            .posted(ANSWER, &[("receipt", digits), ("l", "en")])?
            .contains("<ol id=\"messages\">"))
    }

    /// Opens the form for what was done with a receipt, and fills in a threat against a community.
    pub fn filled_incident(&self, digits: &str) -> Result<Form> {
        let back = self.posted(ANSWER, &[("l", "en"), ("receipt", digits)])?;
        let after = between(&back, "name=\"after\" value=\"", "\"")?;
        let mut asked = Form::default();
        asked.field("l", "en");
        asked.field("receipt", digits);
        asked.field("after", after);
        let blank = self.send(INCIDENT, asked, 0)?;
        let after = between(&blank, "name=\"after\" value=\"", "\"")?;
        let mut form = Form::default();
        for (name, value) in INCIDENT_FIELDS {
            form.field(name, value);
        }
        form.field("l", "en");
        form.field("receipt", digits);
        form.field("after", after);
        Ok(form)
    }

    /// Logs what was done; it must be told under which number.
    pub fn log_incident(&self, form: Form) -> Result<()> {
        let page = self.send(INCIDENT, form, 0)?;
        ensure!(
            page.contains("Its number is "),
            "the incident was not accepted"
        );
        Ok(())
    }

    fn posted(&self, path: &str, fields: &[(&str, &str)]) -> Result<String> {
        let mut answer = self
            .agent
            .post(format!("{}{path}", self.door))
            .send_form(fields.iter().copied())?;
        ensure!(
            answer.status() == 200,
            "{path} answered {}",
            answer.status()
        );
        Ok(answer.body_mut().read_to_string()?)
    }

    fn send(&self, path: &str, form: Form, zeros: u64) -> Result<String> {
        let head = form.0;
        let length = u64::try_from(head.len() + END.len())? + zeros;
        let mut body = head
            .as_slice()
            .chain(repeat(0).take(zeros))
            .chain(END.as_bytes());
        let mut answer = self
            .agent
            .post(format!("{}{path}", self.door))
            .header(
                "content-type",
                format!("multipart/form-data; boundary={BOUNDARY}"),
            )
            .header("content-length", length.to_string())
            .send(SendBody::from_reader(&mut body))?;
        let page = answer.body_mut().read_to_string()?;
        ensure!(
            answer.status() == 200,
            "{path} answered {}",
            answer.status()
        );
        Ok(page)
    }
}

/// A multipart form, written as far as it is known.
#[derive(Default)]
pub struct Form(Vec<u8>);

impl Form {
    fn field(&mut self, name: &str, value: &str) {
        self.begin(&format!("name=\"{name}\""));
        self.0.extend_from_slice(value.as_bytes());
    }

    fn begin_file(&mut self, name: &str, file: &str) {
        self.begin(&format!("name=\"{name}\"; filename=\"{file}\""));
    }

    fn begin(&mut self, names: &str) {
        let line = if self.0.is_empty() { "" } else { "\r\n" };
        let part = format!("{line}--{BOUNDARY}\r\ncontent-disposition: form-data; {names}\r\n\r\n");
        self.0.extend_from_slice(part.as_bytes());
    }
}

fn receipt_of(page: &str) -> Result<String> {
    let digits = between(page, "id=\"receipt-digits\"", "</p>").context("no receipt was shown")?;
    let (_, groups) = digits
        .split_once('>')
        .context("the receipt has an unknown form")?;
    Ok(groups.chars().filter(char::is_ascii_digit).collect())
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    text.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(found, _)| found)
        .with_context(|| format!("the page has no `{start}`"))
}

/// What every report says.
pub const ACCOUNT: &str = "The tender for the bridge was decided before it was opened.";
const REPORT: &str = "/s/2";
const ANSWER: &str = "/s/3";
const PARCEL: &str = "/s/8";
const INCIDENT: &str = "/s/17";
/// What every incident says.
const INCIDENT_FIELDS: &[(&str, &str)] = &[
    ("logged", "yes"),
    ("act-1", "threat.death"),
    ("done-1", "threatened"),
    ("act-2", "property.raid"),
    ("done-2", "attempted"),
    ("unit", "community"),
    ("size", "n50_249"),
    ("activity", "hrd.land_environment"),
    ("by", "st.police"),
    ("year-began", "2026"),
    ("month-began", "3"),
    ("sure", "~"),
    ("ongoing", "yes"),
    ("online", "yes"),
    ("message", ACCOUNT),
];

const BOUNDARY: &str = "tabir-benchmark-boundary";
const END: &str = "\r\n--tabir-benchmark-boundary--\r\n";
