use casework::{asked_groups, is_group};
use seal::Receipt;
use wasm_bindgen::prelude::wasm_bindgen;

/// A receipt that is to be shown and written down.
#[wasm_bindgen]
pub struct Slip(Receipt);

#[wasm_bindgen]
impl Slip {
    /// The 42 digits in groups, with spaces between.
    pub fn digits(&self) -> String {
        self.0.digits().to_string()
    }

    /// The twelve words, with spaces between.
    pub fn words(&self) -> String {
        self.0.words().join(" ")
    }

    /// The numbers of the two groups that are asked back.
    pub fn asked(&self) -> Vec<u8> {
        asked_groups(&self.0).to_vec()
    }

    /// Whether what was typed is this group.
    pub fn is_group(&self, number: u8, typed: &str) -> bool {
        is_group(&self.0, number, typed)
    }
}

impl Slip {
    pub(crate) fn of(receipt: Receipt) -> Self {
        Self(receipt)
    }
}
