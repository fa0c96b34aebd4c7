use std::collections::BTreeSet;

use casework::{
    OpenCase, Proceeding, ProceedingForm, ProceedingSealingFault, SlappIndicator, SlappVerdict,
    StandingAssessment, StandingProceeding,
};
use seal::{Level, ObjectId, OfficerId};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    defence::ShownDefence,
    desk::{DAMAGED, Desk},
    desk_note::fault,
    fault::Fault,
    office::Office,
};

/// A proceeding as it stands.
#[derive(Serialize)]
pub(crate) struct ShownProceeding<'s> {
    last: String,
    states: usize,
    on: i32,
    lacks_earlier: bool,
    contradicts: bool,
    facts: &'s Proceeding,
    /// How many days it lasted, at least and at most.
    lasted: Option<(u32, u32)>,
    /// The object of what it hangs together with.
    belongs_to: Option<String>,
    /// What is to be done first; nothing where nobody has to defend themselves.
    defence: Option<ShownDefence>,
    assessments: Vec<ShownAssessment<'s>>,
    /// Who has assessed it, while this officer is not shown what they hold; empty once it is shown.
    unseen: Vec<String>,
    /// `not_assessed`, `disputed` or `agreed`.
    verdict: &'static str,
    /// What two or more hold; empty where they do not.
    result: &'s str,
    is_disputed: bool,
}

/// What one officer holds.
#[derive(Serialize)]
struct ShownAssessment<'s> {
    by: String,
    is_own: bool,
    on: i32,
    result: &'s str,
    reason: &'s str,
    suggestion: &'static str,
    is_older: bool,
    counts: bool,
    indicators: &'s [SlappIndicator],
}

#[wasm_bindgen]
impl Desk {
    /// Seals a lawsuit, a charge or how one went on to the open case. `fields` are those of the form, each as its name, a
    /// tabulator and what was chosen or typed, parted by form feeds; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-desk-damaged` when something else stands in the place of the
    /// officer's last object.
    pub fn log_proceeding(
        &self,
        office: &Office,
        fields: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = ProceedingForm::default();
        typed.take_all(&fields);
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let sealed = case.log_proceeding(&typed, today, self.keys(), Level::B);
        let sealed = sealed.map_err(|refused| match refused {
            ProceedingSealingFault::Form(faults) => Fault::of_proceeding(&faults),
            ProceedingSealingFault::Codebook(_) => Fault::new(DAMAGED),
            ProceedingSealingFault::Sealing(refused) => fault(refused),
        })?;
        Ok(sealed.to_bytes())
    }
}

/// Assessments that are not shown to an officer who has not said yet what they hold of the same proceeding.
pub(crate) fn hidden_assessments(
    standing: &[StandingProceeding],
    own: OfficerId,
) -> BTreeSet<ObjectId> {
    let closed = standing.iter().filter(|known| !known.shows_others_to(own));
    closed
        .flat_map(|known| &known.notes)
        .map(|note| note.object)
        .collect()
}

/// The proceedings of a case, for the page. `standing` are those that stand by its entries.
pub(crate) fn shown_proceedings<'s>(
    case: &OpenCase<'_>,
    standing: &'s [StandingProceeding],
    own: OfficerId,
) -> Vec<ShownProceeding<'s>> {
    let held = |known: &'s StandingProceeding, is_shown: bool| {
        let held = known.assessments.iter();
        held.filter(move |_| known.shows_others_to(own) == is_shown)
    };
    let shown = |known: &'s StandingProceeding| ShownProceeding {
        last: known.last.to_string(),
        states: known.states,
        on: known.on.number(),
        lacks_earlier: known.lacks_earlier,
        contradicts: known.facts.is_backwards(),
        facts: &known.facts,
        lasted: known.facts.duration(),
        belongs_to: known.belongs_to.map(|object| object.to_string()),
        defence: ShownDefence::of(&known.facts),
        assessments: held(known, true)
            .map(|held| shown_assessment(case, held, own))
            .collect(),
        unseen: held(known, false).map(|held| case.label(held.by)).collect(),
        verdict: match &known.verdict {
            SlappVerdict::NotAssessed => "not_assessed",
            SlappVerdict::Disputed => "disputed",
            SlappVerdict::Agreed(_) => "agreed",
        },
        result: match &known.verdict {
            SlappVerdict::NotAssessed | SlappVerdict::Disputed => "",
            SlappVerdict::Agreed(result) => result,
        },
        is_disputed: known.is_disputed(),
    };
    standing.iter().map(shown).collect()
}

fn shown_assessment<'s>(
    case: &OpenCase<'_>,
    held: &'s StandingAssessment,
    own: OfficerId,
) -> ShownAssessment<'s> {
    ShownAssessment {
        by: case.label(held.by),
        is_own: held.by == own,
        on: held.on.number(),
        result: &held.assessment.result,
        reason: &held.assessment.reason,
        suggestion: held.suggestion,
        is_older: held.is_older,
        counts: held.counts,
        indicators: &held.assessment.indicators,
    }
}
