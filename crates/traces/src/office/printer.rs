use zeroize::Zeroizing;

use crate::bytes::{Order, utf16};
use crate::finding::{Finding, Kind};
use crate::plan::Plan;

/// Takes the name of the printer and what its driver noted out of a block of printer settings; the
/// paper stays.
pub(super) fn forget(content: &[u8], plan: &mut Plan) -> Option<Zeroizing<Vec<u8>>> {
    let mut new = Zeroizing::new(content.to_vec());
    let name = utf16(content.get(..NAME).unwrap_or(content), Order::Little);
    let name = name.split('\0').next().unwrap_or_default();
    let size = Order::Little.u16(content, 68).map(usize::from);
    // Where the settings are not as Windows writes them, all of them go.
    let settings = match size {
        Some(size) if (72..=content.len()).contains(&size) && name.chars().count() < 32 => {
            NAME..size
        }
        _ => 0..0,
    };
    for (place, byte) in new.iter_mut().enumerate() {
        if !settings.contains(&place) {
            *byte = 0;
        }
    }
    if new.as_slice() == content {
        return None;
    }
    let name = if name.is_ascii() { name } else { "" };
    plan.removes(Finding::new(Kind::Device, name).at("printer"));
    Some(new)
}

/// Thirty-two characters of UTF-16.
const NAME: usize = 64;
