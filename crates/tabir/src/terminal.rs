//! Writing to the terminal. A reader that stops reading, such as `head`, ends the program quietly.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};

/// Writes a line to standard output.
macro_rules! say {
    ($($text:tt)*) => { $crate::terminal::line(format_args!($($text)*)) };
}

pub(crate) use say;

/// A stranger's text without control characters, which could rewrite or disguise what the terminal
/// shows. Line feeds and tabs stay; so do letters of every script, but not the marks that turn the
/// direction of what follows.
pub(crate) fn harmless(text: &str) -> String {
    let spoils = |one: char| {
        let turns = matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || (one.is_control() && one != '\n' && one != '\t')
    };
    text.chars()
        .map(|one| if spoils(one) { '\u{fffd}' } else { one })
        .collect()
}

/// The same for what must stay on one line.
pub(crate) fn harmless_line(text: &str) -> String {
    harmless(text).replace(['\n', '\t'], " ")
}

/// The same with a bar before every line, so that no line of a stranger passes for one of ours.
pub(crate) fn quoted(text: &str) -> String {
    harmless(text)
        .trim_end()
        .lines()
        .map(|line| format!("| {line}\n"))
        .collect()
}

/// A word as a shell takes it back, whatever stands in it.
pub(crate) fn shell_word(word: &str) -> String {
    let is_plain = |one: char| one.is_alphanumeric() || "/._-+=:@%,".contains(one);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

pub(crate) fn line(text: Arguments<'_>) {
    let mut out = io::stdout().lock();
    if let Err(fault) = writeln!(out, "{text}").and_then(|()| out.flush())
        && fault.kind() == ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_is_printed_can_be_typed() {
        assert_eq!(shell_word("tabir-data/trust"), "tabir-data/trust");
        assert_eq!(shell_word("my office"), "'my office'");
        assert_eq!(shell_word("$(rm)'s"), r"'$(rm)'\''s'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn a_strangers_text_cannot_command_the_terminal() {
        let text = "\u{1b}[2J\u{1b}]0;root\u{7}\r\u{8}hidden\u{202e}txt.exe\u{9b}31m";
        let shown = harmless(text);
        assert!(
            shown
                .chars()
                .all(|one| !one.is_control() && one != '\u{202e}'),
            "{shown:?}"
        );
        assert_eq!(harmless("ក\tข\nعربي"), "ក\tข\nعربي");
    }
}
