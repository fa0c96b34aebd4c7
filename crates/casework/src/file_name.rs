use seal::FILE_NAME_BYTES;

/// Makes a name under which a stranger's file can be saved on any system: without folders, without what
/// turns the direction of writing or breaks a line, and never the name of a device. The ending stays,
/// since it says what kind of file it is. At most [`FILE_NAME_BYTES`] long.
///
/// ```
/// assert_eq!(casework::saved_name("../../etc/passwd"), "passwd");
/// assert_eq!(casework::saved_name("invoice\u{202e}fdp.exe"), "invoice_fdp.exe");
/// ```
pub fn saved_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = |one| if is_harmful(one) { '_' } else { one };
    let clean: String = last.chars().map(clean).collect();
    let clean = clean.trim_matches(['.', ' ']);
    let clean = match clean.split('.').next().map(str::trim_end) {
        None | Some("") => format!("file{clean}"),
        Some(stem) if is_device(stem) => format!("_{clean}"),
        Some(_) => clean.to_owned(),
    };
    let (stem, ending) = match clean.rfind('.') {
        Some(dot) if clean.len() - dot <= LONGEST_ENDING => clean.split_at(dot),
        _ => (clean.as_str(), ""),
    };
    let kept = stem.floor_char_boundary(FILE_NAME_BYTES - ending.len());
    let stem = stem.split_at(kept).0.trim_end_matches(['.', ' ']);
    format!("{stem}{ending}")
}

/// What no name may hold somewhere, and what makes a name look like another one. Joiners are part of how
/// Khmer, Thai and others are written.
fn is_harmful(one: char) -> bool {
    let turns = matches!(one, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(one, '\u{2028}' | '\u{2029}' | '\u{feff}');
    one.is_control() || turns || breaks || ":*?\"<>|".contains(one)
}

/// Whether Windows takes a name, whatever its ending, for a device.
fn is_device(stem: &str) -> bool {
    let numbered = |kind: &str| {
        let (begin, number) = stem.split_at_checked(kind.len())?;
        begin.eq_ignore_ascii_case(kind).then_some(number)
    };
    let number = ["COM", "LPT"].into_iter().find_map(numbered);
    number.is_some_and(|number| DIGITS.contains(&number))
        || DEVICES
            .iter()
            .any(|device| device.eq_ignore_ascii_case(stem))
}

const DIGITS: [&str; 13] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³",
];
const DEVICES: [&str; 6] = ["AUX", "CON", "CONIN$", "CONOUT$", "NUL", "PRN"];
const LONGEST_ENDING: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_name_is_saved_as_a_harmless_one() {
        for (name, expected) in [
            ("រូបភាព.jpg", "រូបភាព.jpg"),
            ("two words (2).tar.gz", "two words (2).tar.gz"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\System32\\cmd.exe", "cmd.exe"),
            ("folder/", "file"),
            ("invoice\u{202e}fdp.exe", "invoice_fdp.exe"),
            ("\u{2066}a\u{2069}\u{200f}.pdf", "_a__.pdf"),
            ("line\r\nbreak\u{2028}.txt", "line__break_.txt"),
            ("nothing\0.txt", "nothing_.txt"),
            ("<img src=x onerror=\"a\">", "_img src=x onerror=_a__"),
            ("<script>a</script>", "script_"),
            ("stream.txt:hidden.exe", "stream.txt_hidden.exe"),
            ("", "file"),
            (".", "file"),
            (".. .", "file"),
            (".htaccess", "htaccess"),
            ("report.pdf. .", "report.pdf"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("lpt³ .txt", "_lpt³.txt"),
            ("comma.txt", "comma.txt"),
            ("console.log", "console.log"),
        ] {
            assert_eq!(saved_name(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_name_that_is_too_long_keeps_its_ending_and_its_letters_whole() {
        for name in [
            "ក".repeat(300) + ".pdf",
            "a".repeat(10_000),
            "..".repeat(300) + &"é".repeat(200),
        ] {
            let saved = saved_name(&name);
            assert!(
                saved.len() <= FILE_NAME_BYTES && saved.len() > FILE_NAME_BYTES - 4,
                "{saved}"
            );
            assert_eq!(saved.ends_with(".pdf"), name.ends_with(".pdf"));
            assert_eq!(saved_name(&saved), saved);
        }
    }
}
