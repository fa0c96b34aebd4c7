use casework::{ProtectionFault, ProtectionRequest};
use seal::Kind;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{fault::Fault, office::Office, outgoing_follow_up::OutgoingFollowUp};

#[wasm_bindgen]
impl Office {
    /// Seals a request for protection. `fields` are those of the form, each as its name, a tabulator and what was
    /// chosen or typed, parted by form feeds.
    ///
    /// # Errors
    /// What is missing in it; `fault-locking` when the page is of another receipt.
    pub fn protection(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
    ) -> Result<OutgoingFollowUp, Fault> {
        let fields = Zeroizing::new(fields);
        let mut asked = ProtectionRequest::default();
        let mut fields = fields
            .split('\u{c}')
            .filter_map(|field| field.split_once('\t'));
        let taken = fields.try_for_each(|(name, value)| asked.take(name, value));
        taken
            .and_then(|()| asked.check())
            .map_err(|fault| match fault {
                ProtectionFault::Applicant => Fault::new("fault-protection-applicant"),
                ProtectionFault::Basis => Fault::new("fault-protection-target"),
                ProtectionFault::Consent => Fault::new("fault-protection-consent"),
                ProtectionFault::OwnView => Fault::new("fault-protection-fear"),
                ProtectionFault::TooLong { over } => Fault::with("fault-text-too-long", over),
                ProtectionFault::Word => Fault::new("fault-word-unknown"),
            })?;
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        follow_up.write(Kind::ProtectionRequest, &asked)?;
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }
}
