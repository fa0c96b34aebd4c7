//! How well coders agreed, as it stands in a release.

use serde::{Deserialize, Serialize};

use crate::agreement_figure::{AgreementFigure, ShownKappa, agreement_fields};
use crate::agreement_file::{AgreementFault, CodingAgreement};
use crate::coded_fault::CodedFault;
use crate::release_check::wrong;
use crate::release_document::ReleaseDocument;
use crate::table_declaration::CheckedDeclaration;

/// How well the coders of a body agreed in a field, in a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedAgreement {
    /// The body, by its id.
    pub body: String,
    /// The field.
    pub field: String,
    /// So many pairs of codings or assessments were compared, or more.
    pub at_least: u64,
    /// Cohen's kappa is this, or more.
    pub kappa_at_least: ShownKappa,
}

impl ReleaseDocument {
    /// Puts beside the figures how well the coders of a body agreed.
    ///
    /// # Errors
    /// [`AgreementFault`] where it is of another office, body, period or codebook, or the body has handed it in already.
    pub fn add_agreement(
        &mut self,
        declared: &CheckedDeclaration,
        agreements: &[CodingAgreement],
    ) -> Result<(), AgreementFault> {
        for (agreement, place) in agreements.iter().zip(0..) {
            let (body, found) = (agreement.body, agreement.codebook);
            let wanted = declared.declaration.codebook;
            let mut before = agreements.iter().take(place);
            if agreement.instance != declared.instance {
                return Err(AgreementFault::OtherOffice);
            } else if !declared.bodies.contains(&body) {
                return Err(AgreementFault::OtherBody(body));
            } else if before.any(|other| other.body == body) {
                return Err(AgreementFault::Twice(body));
            } else if agreement.period != declared.period {
                let (found, wanted) = (agreement.period, declared.period);
                return Err(AgreementFault::OtherPeriod { found, wanted });
            } else if found != wanted {
                return Err(AgreementFault::OtherCodebook { found, wanted });
            }
            let figures = agreement.figures.iter();
            let of_kind = figures.filter(|one| one.kind == declared.kind);
            self.agreement.extend(of_kind.map(|one| ReleasedAgreement {
                body: body.to_string(),
                field: one.field.to_owned(),
                at_least: one.at_least,
                kappa_at_least: one.kappa_at_least,
            }));
        }
        let place = |one: &ReleasedAgreement| (one.body.clone(), one.field.clone());
        self.agreement.sort_by_key(place);
        Ok(())
    }

    /// That what it says of agreement is of its bodies and of fields that take two, each once, and in numbers that are shown.
    pub(crate) fn check_agreement(&self, declared: &CheckedDeclaration) -> Result<(), CodedFault> {
        for one in &self.agreement {
            let is_of = declared.declaration.bodies.contains(&one.body)
                && agreement_fields(declared.kind).any(|field| field == one.field)
                && AgreementFigure::STEPS.contains(&one.at_least);
            if !is_of {
                return Err(wrong(
                    "how well coders agreed is said of another body or field, or too exactly"
                        .to_owned(),
                ));
            }
        }
        let place = |one: &ReleasedAgreement| (one.body.clone(), one.field.clone());
        if !self
            .agreement
            .is_sorted_by(|one, next| place(one) < place(next))
        {
            return Err(wrong(
                "how well coders agreed is said twice, or out of order".to_owned(),
            ));
        }
        Ok(())
    }
}
