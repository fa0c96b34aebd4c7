use std::fmt;

use casework::ReportForm;
use http_guard::Refusal;
use pages::{Language, Wording, report::FilledReport};
use seal::{ReceiptKeys, ResendMac};
use zeroize::Zeroizing;

use crate::upload::{TextPart, Upload};

/// The text fields of a report form, unchecked.
#[derive(Default)]
pub(crate) struct SentReport {
    pub(crate) form: ReportForm,
    pub(crate) entropy: Zeroizing<String>,
    pub(crate) language: Option<Language>,
}

impl SentReport {
    /// Reads the text fields, up to the first file.
    pub(crate) async fn read(upload: &mut Upload) -> Result<Self, Refusal> {
        let mut sent = Self::default();
        while let Some(text) = upload.next_text().await? {
            sent.take(&text);
        }
        Ok(sent)
    }

    /// The digest by which the same form is recognised, before the files are added to it.
    pub(crate) fn resend(&self, keys: &ReceiptKeys) -> ResendMac {
        let mut mac = keys.resend.begin();
        for (name, value) in self.texts() {
            mac.field(name, value.as_bytes());
        }
        let lists = [("basis", &self.form.basis), ("exclude", &self.form.exclude)];
        for (name, values) in lists {
            for value in values {
                mac.field(name, value.as_bytes());
            }
        }
        mac
    }

    /// The form to be shown again.
    pub(crate) fn filled(&self) -> FilledReport {
        let form = &self.form;
        FilledReport {
            account: form.account.clone(),
            basis: form.basis.clone(),
            when: form.when.clone(),
            place: form.place.clone(),
            who: form.who.clone(),
            body: form.body.clone(),
            exclude: form.exclude.clone(),
            reprisal: form.reprisal.clone(),
            urgency: form.urgency.clone(),
        }
    }

    /// The answers as one message, for a report that joins another one.
    pub(crate) fn as_message(&self, say: &Wording) -> Zeroizing<String> {
        let answers = [
            ("report-account", &self.form.account),
            ("report-when", &self.form.when),
            ("report-where", &self.form.place),
            ("report-who", &self.form.who),
            ("report-reprisal", &self.form.reprisal),
        ];
        let mut message = Zeroizing::new(String::new());
        for (question, answer) in answers
            .into_iter()
            .filter(|(_, answer)| !answer.trim().is_empty())
        {
            if !message.is_empty() {
                message.push_str("\n\n");
            }
            message.push_str(&say.text(question));
            message.push('\n');
            message.push_str(answer);
        }
        message
    }

    fn take(&mut self, text: &TextPart) {
        let value = || text.value.to_string();
        let form = &mut self.form;
        match text.name.as_str() {
            "account" => form.account = value(),
            "basis" => form.basis.push(value()),
            "body" => form.body = value(),
            "entropy" => self.entropy = text.value.clone(),
            "exclude" => form.exclude.push(value()),
            "l" => self.language = Language::from_code(&text.value),
            "reprisal" => form.reprisal = value(),
            "urgency" => form.urgency = value(),
            "when" => form.when = value(),
            "where" => form.place = value(),
            "who" => form.who = value(),
            _ => {}
        }
    }

    fn texts(&self) -> [(&'static str, &str); 7] {
        [
            ("account", &self.form.account),
            ("body", &self.form.body),
            ("reprisal", &self.form.reprisal),
            ("urgency", &self.form.urgency),
            ("when", &self.form.when),
            ("where", &self.form.place),
            ("who", &self.form.who),
        ]
    }
}

impl fmt::Debug for SentReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentReport(hidden)")
    }
}
