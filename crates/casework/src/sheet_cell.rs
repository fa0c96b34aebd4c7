//! Texts of strangers in files that a spreadsheet opens.

/// A text in which no program that opens CSV finds a formula, wherever it divides the line: line feeds and tabs are
/// blanks, and an apostrophe stands before what would begin one.
pub fn harmless_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut may_begin = true;
    for one in text.chars() {
        let one = if one.is_control() { ' ' } else { one };
        if may_begin && FORMULA.contains(&one) {
            out.push('\'');
        }
        may_begin = SEPARATORS.contains(&one) || (may_begin && is_passed(one));
        out.push(one);
    }
    out
}

/// A harmless text as a cell, always between quotation marks.
pub(crate) fn cell(text: &str) -> String {
    format!("\"{}\"", harmless_text(text).replace('"', "\"\""))
}

/// What may stand between the beginning of a cell and a formula.
fn is_passed(one: char) -> bool {
    one.is_whitespace() || one == '"'
}

/// What begins a formula, in the wide forms too that some spreadsheets take for the narrow ones.
const FORMULA: [char; 8] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];
/// What divides cells in one program or the other. Line feeds and tabs are blanks by then.
const SEPARATORS: [char; 3] = [',', ';', '|'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_formula_however_the_line_is_divided() {
        for (text, expected) in [
            ("=1", "'=1"),
            ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
            ("x; =1", "x; '=1"),
            ("x;\"=1\"", "x;\"'=1\""),
            ("x|@a,+b", "x|'@a,'+b"),
            ("a\n=1\t-2\r+3", "a =1 -2 +3"),
            ("\t=1", " '=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("2026-03-14, a-b; c", "2026-03-14, a-b; c"),
        ] {
            assert_eq!(harmless_text(text), expected);
        }
        assert_eq!(cell("a \"b\"\n;=c"), "\"a \"\"b\"\" ;'=c\"");
    }
}
