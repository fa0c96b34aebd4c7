//! What became of files from which hidden data was to be removed.

use crate::Wording;

/// Files of one form that fared alike.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CleanedFiles {
    /// Their numbers in the order in which they were sent: `2`, or `1, 3–5`.
    pub numbers: String,
    /// Whether there is more than one.
    pub are_several: bool,
    /// The keys of what was removed.
    pub removed: Vec<String>,
    /// The keys of what is still in them.
    pub left: Vec<String>,
    /// The key of why they were sent as they were.
    pub unchanged: Option<String>,
}

impl CleanedFiles {
    /// Names the files.
    pub fn named(&self, say: &Wording) -> String {
        let key = if self.are_several {
            "cleaned-files"
        } else {
            "cleaned-file"
        };
        say.with(key, "numbers", &self.numbers)
    }

    /// Says what became of them, in sentences.
    pub fn told(&self, say: &Wording) -> String {
        let all = |keys: &[String]| {
            let words: Vec<_> = keys.iter().map(|key| say.text(key)).collect();
            words.join(", ")
        };
        let mut sentences = vec![];
        if let Some(reason) = &self.unchanged {
            sentences.push(say.text(reason).into_owned());
        } else if self.removed.is_empty() {
            sentences.push(say.text("cleaned-nothing").into_owned());
        } else {
            sentences.push(say.with("cleaned-removed", "what", all(&self.removed)));
        }
        if !self.left.is_empty() {
            sentences.push(say.with("cleaned-left", "what", all(&self.left)));
        }
        sentences.join(" ")
    }
}
