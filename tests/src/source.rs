use pages::address;
use ureq::Agent;

use crate::page::{Page, between};

/// Somebody at the reporter's door, with a browser that runs no script.
#[derive(Debug, Clone)]
pub struct Source {
    agent: Agent,
    door: String,
}

/// What a source wrote down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The digits, in groups.
    pub digits: String,
    /// The words.
    pub words: String,
}

/// A form as it was filled in.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

impl Filled {
    /// Fills in a field.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Fills in a field again.
    #[must_use]
    pub fn instead(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.field(name, value)
    }

    /// Chooses a file.
    #[must_use]
    pub fn file(self, name: &str, content: &[u8]) -> Self {
        self.file_as("files", name, content)
    }

    /// Chooses a file for another input.
    #[must_use]
    pub fn file_as(mut self, input: &str, name: &str, content: &[u8]) -> Self {
        self.files
            .push((input.to_owned(), name.to_owned(), content.to_vec()));
        self
    }

    /// The form as a browser sends it.
    pub fn to_multipart(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (input, name, content) in &self.files {
            let names = format!("name=\"{input}\"; filename=\"{name}\"");
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {names}\r\ncontent-type: application/octet-stream\r\n\r\n").bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        body
    }
}

impl Source {
    /// Somebody who comes to a door, given as `http://host:port`.
    pub fn at(door: &str) -> Self {
        let settings = Agent::config_builder().http_status_as_error(false).build();
        Self {
            agent: settings.into(),
            door: door.to_owned(),
        }
    }

    /// Opens a page.
    pub fn opens(&self, path: &str) -> Page {
        let answer = self.agent.get(format!("{}{path}", self.door)).call();
        page(answer.expect("the door answers"))
    }

    /// Asks for a page without its content.
    pub fn asks_about(&self, path: &str) -> Page {
        let answer = self.agent.head(format!("{}{path}", self.door)).call();
        page(answer.expect("the door answers"))
    }

    /// Opens the report form and fills in a text.
    pub fn writes(&self, account: &str) -> Filled {
        let form = self.opens(address::REPORT);
        Filled::default()
            .field(
                "entropy",
                between(&form.html, "name=\"entropy\" value=\"", "\""),
            )
            .field("l", "en")
            .field("account", account)
            .field("body", between(&form.html, "name=\"body\" value=\"", "\""))
    }

    /// Sends a form.
    pub fn sends(&self, path: &str, form: &Filled) -> Page {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self
            .agent
            .post(format!("{}{path}", self.door))
            .header("content-type", kind);
        page(
            request
                .send(form.to_multipart().as_slice())
                .expect("the door answers"),
        )
    }

    /// Sends a report and keeps the receipt.
    pub fn reports(&self, form: &Filled) -> KeptReceipt {
        let page = self.sends(address::REPORT, form);
        assert_eq!(page.status, 200, "{}", page.text());
        KeptReceipt {
            digits: page.text_of("receipt-digits"),
            words: page.text_of("receipt-words"),
        }
    }

    /// Sends a report to a door that may go away at any moment; `None` when no receipt was shown.
    pub fn tries_to_report(&self, account: &str) -> Option<String> {
        let form = self
            .agent
            .get(format!("{}{}", self.door, address::REPORT))
            .call()
            .ok()?
            .body_mut()
            .read_to_string()
            .ok()?;
        let filled = Filled::default()
            .field("entropy", between(&form, "name=\"entropy\" value=\"", "\""))
            .field("l", "en")
            .field("account", account)
            .field("body", between(&form, "name=\"body\" value=\"", "\""));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self
            .agent
            .post(format!("{}{}", self.door, address::REPORT))
            .header("content-type", kind);
        let mut answer = request.send(filled.to_multipart().as_slice()).ok()?;
        let page = Page {
            status: answer.status().as_u16(),
            headers: vec![],
            html: answer.body_mut().read_to_string().ok()?,
        };
        page.has("receipt-digits")
            .then(|| page.text_of("receipt-digits"))
    }

    /// Sends a short form.
    pub fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.agent.post(format!("{}{path}", self.door));
        page(
            request
                .send_form(fields.iter().copied())
                .expect("the door answers"),
        )
    }

    /// Fetches a file.
    pub fn fetches(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let request = self.agent.post(format!("{}{path}", self.door));
        let mut answer = request
            .send_form(fields.iter().copied())
            .expect("the door answers");
        assert_eq!(answer.status().as_u16(), 200);
        answer.body_mut().read_to_vec().expect("a file")
    }

    /// Saves a file that a form asks for: status, headers and bytes, even when the line breaks.
    pub fn saves(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String, Vec<u8>) {
        let request = self.agent.post(format!("{}{path}", self.door));
        let answer = request.send_form(fields.iter().copied());
        let mut answer = answer.expect("the door answers");
        let headers = answer.headers().iter();
        let headers = headers.map(|(name, value)| format!("{name}: {value:?}\n"));
        let headers = headers.collect();
        let mut bytes = vec![];
        let mut reader = answer.body_mut().as_reader();
        let _broken = std::io::Read::read_to_end(&mut reader, &mut bytes);
        (answer.status().as_u16(), headers, bytes)
    }

    /// Sends bytes as a program does; `None` when the line breaks before the answer.
    pub fn puts(&self, path: &str, bytes: &[u8]) -> Option<u16> {
        let request = self.agent.put(format!("{}{path}", self.door));
        let mut answer = request.send(bytes).ok()?;
        answer.body_mut().read_to_vec().ok()?;
        Some(answer.status().as_u16())
    }

    /// Comes back with a receipt, as digits or words.
    pub fn returns_with(&self, receipt: &str) -> Page {
        self.posts(address::ANSWER, &[("receipt", receipt), ("l", "en")])
    }
}

fn page(mut answer: ureq::http::Response<ureq::Body>) -> Page {
    let mut headers: Vec<(String, String)> = answer
        .headers()
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().expect("a plain header").to_owned(),
            )
        })
        .filter(|(name, _)| name != "date")
        .collect();
    headers.sort();
    let status = answer.status().as_u16();
    let html = answer.body_mut().read_to_string().expect("a page in UTF-8");
    Page {
        status,
        headers,
        html,
    }
}

const BOUNDARY: &str = "0123456789-a-border-0123456789";
