use crate::{Language, Pages};

/// The notice that officers get by mail at fixed hours. It says the same whatever happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeText {
    /// What it is about: nothing.
    pub subject: String,
    /// What it says.
    pub body: String,
}

impl Pages {
    /// The words of the notice. `desk` is the address of the desk, where an office wants it in there.
    pub fn notice(&self, language: Language, desk: Option<&str>) -> NoticeText {
        let say = self.wording(language);
        let mut body = say.text("notice-body").into_owned();
        if let Some(desk) = desk {
            body.push_str("\n\n");
            body.push_str(desk);
        }
        body.push('\n');
        NoticeText {
            subject: say.text("notice-subject").into_owned(),
            body,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_no_office_and_nothing_that_happened() {
        let pages = Pages::load().unwrap();
        for language in Language::OFFERED {
            let NoticeText { subject, body } = pages.notice(language, None);
            let text = format!("{subject} {body}").to_lowercase();
            for never in [
                "tabir", "case", "kasus", "report", "laporan", "new", "baru", "{", "http",
            ] {
                assert!(!text.contains(never), "{never}: {text}");
            }
            assert!(!text.bytes().any(|one| one.is_ascii_digit()), "{text}");
            let with_desk = pages.notice(language, Some("https://desk.example.org"));
            assert_eq!(
                with_desk.body,
                format!("{body}\nhttps://desk.example.org\n")
            );
        }
    }
}
