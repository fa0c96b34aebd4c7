use std::{fmt, mem};

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
    /// Whether hidden data is to be removed from files.
    pub(crate) clean: bool,
}

impl SentReport {
    /// Reads the text fields, up to the first file.
    pub(crate) async fn read(upload: &mut Upload) -> Result<Self, Refusal> {
        let mut sent = Self::default();
        while let Some(text) = upload.next_text().await? {
            sent.take(text);
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
        if self.clean {
            mac.field("clean", b"yes");
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
            clean: self.clean,
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
        let answers: Vec<_> = answers
            .into_iter()
            .filter(|(_, answer)| !answer.trim().is_empty())
            .map(|(question, answer)| (say.text(question), answer))
            .collect();
        // A text that grew would leave its beginning behind where it stood before.
        let whole = answers
            .iter()
            .map(|(question, answer)| question.len() + answer.len() + BREAKS)
            .sum();
        let mut message = Zeroizing::new(String::with_capacity(whole));
        for (question, answer) in answers {
            if !message.is_empty() {
                message.push_str("\n\n");
            }
            message.push_str(&question);
            message.push('\n');
            message.push_str(answer);
        }
        message
    }

    /// Takes a field in. One that is sent again takes the place of the former, which is cleared.
    fn take(&mut self, TextPart { name, mut value }: TextPart) {
        let form = &mut self.form;
        let field = match name.as_str() {
            "account" => &mut form.account,
            "basis" => return form.basis.push(mem::take(&mut value)),
            "body" => &mut form.body,
            "clean" => {
                self.clean = value.as_str() == "yes";
                return;
            }
            "entropy" => &mut *self.entropy,
            "exclude" => return form.exclude.push(mem::take(&mut value)),
            "l" => {
                self.language = Language::from_code(&value);
                return;
            }
            "reprisal" => &mut form.reprisal,
            "urgency" => &mut form.urgency,
            "when" => &mut form.when,
            "where" => &mut form.place,
            "who" => &mut form.who,
            _ => return,
        };
        mem::swap(field, &mut value);
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

/// Ends of lines about an answer, in bytes.
const BREAKS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_sent_again_takes_the_place_of_the_former() {
        let mut sent = SentReport::default();
        for (name, value) in [
            ("account", "First."),
            ("account", "Second."),
            ("basis", "saw"),
            ("basis", "told"),
            ("entropy", "old"),
            ("entropy", "new"),
            ("unknown", "Lost."),
        ] {
            sent.take(TextPart {
                name: name.to_owned(),
                value: Zeroizing::new(value.to_owned()),
            });
        }
        assert_eq!(sent.form.account, "Second.");
        assert_eq!(sent.form.basis, ["saw", "told"]);
        assert_eq!(*sent.entropy, "new");
    }
}
