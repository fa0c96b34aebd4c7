//! Pages leave in classes of length, so that an observer of the line cannot tell them apart by it.
//! The filler is an HTML comment after the page.

/// The classes of length in bytes. Beyond the last, lengths are rounded up to a multiple of it.
pub const CLASSES: [usize; 4] = [8 * 1024, 16 * 1024, 32 * 1024, 64 * 1024];

/// Fills a page up to the next class.
pub fn padded(html: String) -> String {
    let needed = html.len().saturating_add(FRAME);
    let last = CLASSES.last().copied().unwrap_or(1);
    let class = CLASSES
        .into_iter()
        .find(|class| needed <= *class)
        .unwrap_or_else(|| needed.div_ceil(last).saturating_mul(last));
    filled(html, class)
}

/// Fills a page up to exactly `length` bytes, or hands it back when it is longer.
pub fn padded_to(html: String, length: usize) -> Result<String, String> {
    if html.len().saturating_add(FRAME) > length {
        return Err(html);
    }
    Ok(filled(html, length))
}

fn filled(mut html: String, length: usize) -> String {
    let dots = length.saturating_sub(html.len().saturating_add(FRAME));
    html.reserve_exact(dots.saturating_add(FRAME));
    html.push_str("<!--");
    html.extend(std::iter::repeat_n('.', dots));
    html.push_str("-->");
    html
}

/// The length of an empty comment.
const FRAME: usize = "<!---->".len();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_the_length_of_a_class() {
        for (length, class) in [
            (0, 8_192),
            (8_185, 8_192),
            (8_186, 16_384),
            (16_000, 16_384),
            (30_000, 32_768),
            (65_529, 65_536),
            (65_530, 131_072),
            (200_000, 262_144),
        ] {
            assert_eq!(padded("x".repeat(length)).len(), class, "{length}");
        }
    }

    #[test]
    fn a_page_that_must_have_one_length_never_has_another() {
        assert_eq!(padded_to("x".repeat(100), 200).unwrap().len(), 200);
        assert_eq!(padded_to("x".repeat(193), 200).unwrap().len(), 200);
        assert_eq!(padded_to("x".repeat(194), 200).unwrap_err().len(), 194);
    }
}
