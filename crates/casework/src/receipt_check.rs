//! Two groups of a receipt are asked back, to see whether it was written down.

use seal::Receipt;
use zeroize::Zeroizing;

/// The numbers of the two groups that are asked for: one of the first three, one of the last four. They
/// follow from the receipt, so that asking again asks for the same.
pub fn asked_groups(receipt: &Receipt) -> [u8; 2] {
    let digits = receipt.digits();
    let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).sum();
    let pick = |bound: u32| u8::try_from(sum % bound).unwrap_or(0);
    [1 + pick(3), 4 + pick(4)]
}

/// Whether what was typed is this group. It is put in the group's place and the whole is read: so
/// every numeral and spelling counts that counts when somebody comes back.
pub fn is_group(receipt: &Receipt, number: u8, typed: &str) -> bool {
    let digits = receipt.digits();
    let place = usize::from(number).saturating_sub(1);
    let mut groups: Vec<&str> = digits.split(' ').collect();
    match groups.get_mut(place) {
        Some(group) => *group = typed,
        None => return false,
    }
    Receipt::parse(&Zeroizing::new(groups.join(" "))).is_ok_and(|read| read == *receipt)
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
        assert!(is_group(&receipt, 2, group));
        assert!(is_group(&receipt, 2, &thai));
        assert!(!is_group(&receipt, 3, group));
        assert!(!is_group(&receipt, 2, ""));
    }

    #[test]
    fn the_groups_asked_for_are_two_of_seven() {
        for byte in 0..=255 {
            let [first, second] = asked_groups(&Receipt::from_entropy([byte; 16]));
            assert!((1..=3).contains(&first) && (4..=7).contains(&second));
        }
    }
}
