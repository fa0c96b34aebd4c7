//! A receipt as somebody typed it, or wrote it into a file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use seal::{Receipt, ReceiptError};
use zeroize::Zeroizing;

use crate::terminal::harmless_line;

/// Reads a receipt, and says as the page does what is wrong with one.
///
/// # Errors
/// A text that is no receipt: names the word that is not in the list, or counts.
pub(crate) fn parse_receipt(typed: &str) -> Result<Receipt> {
    match Receipt::parse(typed) {
        Ok(receipt) => Ok(receipt),
        Err(ReceiptError::UnknownWord(word)) => bail!(
            "\u{201c}{}\u{201d} is not one of the words a receipt is made of; compare it with your note",
            harmless_line(&word)
        ),
        Err(ReceiptError::WrongLength { found, words }) => {
            let counted = if words { "words" } else { "digits" };
            bail!(
                "a receipt has 42 digits or 12 words, and this has {found} {counted}; count again"
            )
        }
        Err(ReceiptError::BadCheck) => {
            bail!("one of the digits or words is wrong; compare them with your note")
        }
    }
}

/// Reads a text that nobody else should, and that is cleared afterwards.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn read_secret(path: &Path) -> Result<Zeroizing<String>> {
    let text = fs::read_to_string(path).map(Zeroizing::new);
    text.with_context(|| format!("`{}` cannot be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_receipt_is_named_as_on_the_page() {
        let told = |typed: &str| parse_receipt(typed).unwrap_err().to_string();
        let receipt = Receipt::from_entropy([7; 16]);
        let words = receipt.words();
        let mut other = words.to_vec();
        other[3] = "nonsense\u{1b}";
        let other = told(&other.join(" "));
        assert!(other.contains("\u{201c}nonsense"), "{other}");
        assert!(!other.contains('\u{1b}'), "{other:?}");
        let short = told(&words[..11].join(" "));
        assert!(short.contains("11 words"), "{short}");
        let few = told("12345");
        assert!(
            few.contains("42 digits") && few.contains("5 digits"),
            "{few}"
        );
        let mut swapped = words.to_vec();
        swapped.swap(0, 1);
        assert!(told(&swapped.join(" ")).contains("is wrong"), "{swapped:?}");
    }
}
