/// A language in which the pages can speak.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Language {
    /// The base language.
    English,
    /// A draft translation.
    Indonesian,
    /// A made-up language, generated from English: longer, accented, in several scripts.
    /// It shows layouts that break and words that were never moved into the wording.
    Pseudo,
}

impl Language {
    /// Every language, the base language first.
    pub const ALL: [Self; 3] = [Self::English, Self::Indonesian, Self::Pseudo];

    /// The languages that visitors are offered.
    pub const OFFERED: [Self; 2] = [Self::English, Self::Indonesian];

    /// Returns the code for `lang` attributes and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Indonesian => "id",
            Self::Pseudo => "en-XA",
        }
    }

    /// Returns the language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Indonesian => "Bahasa Indonesia",
            Self::Pseudo => "Ƥşḗŭḓǿ ภาษา",
        }
    }

    /// Finds a language by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Chooses from an `Accept-Language` header: the first offered language in the order written,
    /// otherwise the base language. Weights are left aside: browsers write the best first.
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .take(16)
            .filter_map(|part| part.split([';', '-']).next())
            .find_map(|code| {
                Self::OFFERED
                    .into_iter()
                    .find(|language| language.code().eq_ignore_ascii_case(code.trim()))
            })
            .unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_a_browser_is_taken() {
        assert_eq!(
            Language::accepted("id-ID,id;q=0.9,en;q=0.8"),
            Language::Indonesian
        );
        assert_eq!(
            Language::accepted("km, en-GB;q=0.5, id;q=0.1"),
            Language::English
        );
        assert_eq!(Language::accepted(""), Language::English);
        assert_eq!(Language::accepted("en-XA"), Language::English);
    }
}
