//! A language made from English, to see what breaks: about half as long again, every letter
//! accented, with pieces in scripts that are tall, unspaced or written from the right.

/// Makes a pseudo-language out of a wording file. Keys, placeables and comments stay as they are.
pub(crate) fn from_base(base: &str) -> String {
    let mut made = String::with_capacity(base.len().saturating_mul(3));
    for (number, line) in base.lines().enumerate() {
        made.push_str(&pseudo_line(line, number));
        made.push('\n');
    }
    made
}

fn pseudo_line(line: &str, number: usize) -> String {
    if line.is_empty() || line.starts_with('#') || line.trim_start().starts_with('}') {
        return line.to_owned();
    }
    let (head, text) = match (line.split_once(" = "), line.split_once("] ")) {
        (Some((key, text)), _) if !key.starts_with(' ') => (format!("{key} = "), text),
        (_, Some((variant, text))) if line.starts_with(' ') => (format!("{variant}] "), text),
        _ => return line.to_owned(),
    };
    let opens_choice = text.ends_with("->");
    let mut made = head;
    made.push_str(&accented(text));
    if !opens_choice {
        let words = text.split_whitespace().count();
        for word in 0..words.div_ceil(4) {
            let piece = number
                .wrapping_add(word)
                .checked_rem(PIECES.len())
                .unwrap_or(0);
            made.push(' ');
            made.push_str(PIECES.get(piece).copied().unwrap_or("ໝາຍ"));
        }
    }
    made
}

/// Puts accents on the letters of a text.
pub(crate) fn accented(text: &str) -> String {
    let mut inside = 0_usize;
    text.chars()
        .map(|letter| {
            match letter {
                '{' => inside = inside.saturating_add(1),
                '}' => inside = inside.saturating_sub(1),
                _ => {}
            }
            if inside > 0 { letter } else { accent(letter) }
        })
        .collect()
}

fn accent(letter: char) -> char {
    let plain = "aeiouycdghklnrstzAEIOUYCDGHKLNRSTZ";
    let accented = "áéíóúýçďğĥķļñŕşţžÁÉÍÓÚÝÇĎĞĤĶĻÑŔŞŢŽ";
    plain
        .chars()
        .zip(accented.chars())
        .find_map(|(from, to)| (from == letter).then_some(to))
        .unwrap_or(letter)
}

/// Long unspaced words of Khmer, Thai, Lao and Myanmar script, Arabic from the right, stacked
/// Vietnamese vowels.
const PIECES: [&str; 6] = [
    "របាយការណ៍",
    "เรื่องที่แจ้ง",
    "التقرير",
    "ຕິດຕາມລາຍງານ",
    "nghiễngườiđọc",
    "အစီရင်ခံစာ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_stay_and_words_change() {
        assert_eq!(
            from_base("start-when = Within { $days } days\n"),
            "start-when = Wíţĥíñ { $days } ďáýş របាយការណ៍ เรื่องที่แจ้ง\n"
        );
    }
}
