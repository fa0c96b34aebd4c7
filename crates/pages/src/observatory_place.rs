use crate::Language;

/// Where a page stands among the files of the public's door. Every language has a folder of its own,
/// the base language the first one; pages of one name say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicPlace<'a> {
    /// The language of the page.
    pub language: Language,
    /// Its name within the language, such as `codebook/sector.html`.
    pub page: &'a str,
}

impl PublicPlace<'_> {
    /// The path of the file, from the first folder on.
    pub fn path(&self) -> String {
        path(self.language, self.page)
    }

    /// How another page of the same language is named here.
    pub fn page(&self, other: &str) -> String {
        self.file(&path(self.language, other))
    }

    /// How the same page is named here in another language.
    pub fn in_language(&self, language: &Language) -> String {
        self.file(&path(*language, self.page))
    }

    /// How a file is named here, by its path from the first folder on.
    pub fn file(&self, other: &str) -> String {
        let folders = self.path().matches('/').count();
        "../".repeat(folders) + other.trim_start_matches('/')
    }
}

fn path(language: Language, page: &str) -> String {
    match language {
        Language::English => page.to_owned(),
        Language::Indonesian | Language::Pseudo => format!("{}/{page}", language.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_lead_from_every_folder_to_every_other() {
        let at = |language, page| PublicPlace { language, page };
        let start = at(Language::English, "index.html");
        assert_eq!(start.page("codebook/sector.html"), "codebook/sector.html");
        assert_eq!(start.in_language(&Language::Indonesian), "id/index.html");
        let list = at(Language::Indonesian, "codebook/sector.html");
        assert_eq!(list.path(), "id/codebook/sector.html");
        assert_eq!(list.page("index.html"), "../../id/index.html");
        assert_eq!(
            list.in_language(&Language::English),
            "../../codebook/sector.html"
        );
        assert_eq!(list.file("/s/style.css"), "../../s/style.css");
        let english = at(Language::English, "codebook/sector.html");
        assert_eq!(english.file("data/a.csv"), "../data/a.csv");
    }
}
