use actix_web::{http::StatusCode, web::Data};
use http_guard::{Answer, Refusal, Visitor, form::SmallForm, page, page_with};
use pages::{
    Fault,
    receipt::{CheckPage, CheckedPage},
};
use seal::{Receipt, ReceiptError};

use crate::{Intake, answer, fault::store_refusal, kept::Kept};

/// Asks two groups of the receipt back, compares them, or shows the receipt once more.
pub(crate) async fn check(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let receipt = Receipt::parse(form.field("receipt")).map_err(|_| Refusal::BadForm)?;
    if !form.field("show").is_empty() {
        return show_again(&intake, visitor, receipt).await;
    }
    let (say, door) = (intake.say(visitor.language), intake.door());
    let digits = receipt.digits();
    let asked = asked(&digits);
    let typed: Vec<&str> = form.fields("group").collect();
    let wrong: Vec<u8> = asked
        .into_iter()
        .zip(&typed)
        .filter(|(number, typed)| !is_group(&receipt, &digits, *number, typed))
        .map(|(number, _)| number)
        .collect();
    if typed.len() == asked.len() && wrong.is_empty() {
        return page(&CheckedPage { say, door });
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page_with(
        status,
        &CheckPage {
            say,
            door,
            receipt: &digits,
            asked,
            wrong: &wrong,
        },
    )
}

/// Names what is wrong with a typed receipt.
pub(crate) fn receipt_fault(typed: &str, fault: ReceiptError) -> Fault {
    match fault {
        _ if typed.trim().is_empty() => Fault::new("receipt", "fault-receipt-empty"),
        ReceiptError::UnknownWord(word) => {
            Fault::with("receipt", "fault-receipt-word", "word", word)
        }
        ReceiptError::WrongLength { .. } => Fault::new("receipt", "fault-receipt-length"),
        ReceiptError::BadCheck => Fault::new("receipt", "fault-receipt-check"),
    }
}

async fn show_again(intake: &Intake, visitor: Visitor, receipt: Receipt) -> Answer {
    let mailbox = receipt.keys(intake.instance()).mailbox.digest();
    match intake
        .drop_box
        .status(mailbox)
        .await
        .map_err(store_refusal)?
    {
        Some(status) => {
            let (body, on) = (status.header.body, status.received_on);
            Kept {
                receipt,
                body,
                on,
                added: false,
            }
            .show(intake, visitor.language)
        }
        None => answer::show(intake, visitor, &receipt, 0).await,
    }
}

/// Which two groups are asked for: one of the first three, one of the last four. They follow from
/// the receipt, so that asking again asks for the same.
fn asked(digits: &str) -> [u8; 2] {
    let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).sum();
    let pick = |bound: u32| u8::try_from(sum % bound).unwrap_or(0);
    [1 + pick(3), 4 + pick(4)]
}

/// Puts what was typed in the place of a group and reads the whole: so every numeral and spelling
/// counts that counts when somebody comes back.
fn is_group(receipt: &Receipt, digits: &str, number: u8, typed: &str) -> bool {
    let place = usize::from(number).saturating_sub(1);
    let mut groups: Vec<&str> = digits.split(' ').collect();
    match groups.get_mut(place) {
        Some(group) => *group = typed,
        None => return false,
    }
    Receipt::parse(&zeroize::Zeroizing::new(groups.join(" "))).is_ok_and(|read| read == *receipt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_counts_in_any_numerals() {
        let receipt = Receipt::from_entropy([7; 16]);
        let digits = receipt.digits();
        let group = digits.split(' ').nth(1).unwrap();
        let thai: String = group
            .chars()
            .map(|digit| char::from_u32(0x0e50 + digit.to_digit(10).unwrap()).unwrap())
            .collect();
        assert!(is_group(&receipt, &digits, 2, group));
        assert!(is_group(&receipt, &digits, 2, &thai));
        assert!(!is_group(&receipt, &digits, 3, group));
        assert!(!is_group(&receipt, &digits, 2, ""));
    }

    #[test]
    fn the_groups_asked_for_are_two_of_seven() {
        for byte in 0..=255 {
            let [first, second] = asked(&Receipt::from_entropy([byte; 16]).digits());
            assert!((1..=3).contains(&first) && (4..=7).contains(&second));
        }
    }

    #[test]
    fn a_receipt_of_nines_is_asked_for_like_any_other() {
        assert_eq!(asked(&["999999"; 7].join(" ")), [1, 6]);
        assert_eq!(asked(&["000000"; 7].join(" ")), [1, 4]);
    }
}
