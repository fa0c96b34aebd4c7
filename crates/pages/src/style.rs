use crate::script::fingerprint;

/// The style sheet of a door, without comments and needless space.
#[derive(Debug)]
pub struct Style {
    text: String,
    address: String,
}

impl Style {
    /// Prepares the style sheet that every door has.
    pub(crate) fn load() -> Self {
        Self::of(tightened(SOURCE))
    }

    /// Prepares that of the officers' desk, which shows more.
    pub(crate) fn for_desk() -> Self {
        Self::of(tightened(SOURCE) + &tightened(DESK))
    }

    /// Prepares that of the public's door, which is read on wide screens and on paper as well.
    pub(crate) fn for_observatory() -> Self {
        Self::of(tightened(SOURCE) + &tightened(OBSERVATORY))
    }

    fn of(text: String) -> Self {
        let address = format!("/s/style-{:016x}.css", fingerprint(text.as_bytes()));
        Self { text, address }
    }

    /// Returns the style sheet.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns its address, which changes whenever its text does.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Takes out comments, line ends and the spaces around punctuation that means the same without.
fn tightened(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut tight = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line
            .trim()
            .replace(": ", ":")
            .replace(" {", "{")
            .replace(", ", ",");
        tight.push_str(&line);
    }
    tight.replace(";}", "}")
}

const SOURCE: &str = include_str!("../static/style.css");
const DESK: &str = include_str!("../static/desk.css");
const OBSERVATORY: &str = include_str!("../static/observatory.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tightening_keeps_what_means_something() {
        assert_eq!(
            tightened("/* why */\nmain p {\n  margin: 0 1rem;\n  color: red;\n}\n"),
            "main p{margin:0 1rem;color:red}"
        );
    }
}
