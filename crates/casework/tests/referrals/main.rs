//! What goes along with a referral, and what is believed of the answer of an office elsewhere.

#[path = "../../../seal/tests/office/mod.rs"]
mod office;

mod along;
mod answers;
mod going;
mod held_case;
