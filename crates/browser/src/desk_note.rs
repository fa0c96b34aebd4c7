use casework::{Note, NoteFault, ProtectionFault, ReferredFile, SealingFault, draw_allegation_id};
use seal::{Level, NamedTextError, TextError};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
};

#[wasm_bindgen]
impl Desk {
    /// Seals a note to the open case; `typed` is one as JSON. An allegation or a task without an id is
    /// a new one.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it; `fault-desk-damaged` when something else
    /// stands in the place of the officer's last object.
    pub fn note(&self, office: &Office, typed: String) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let mut note: Note =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        if let Note::Allegation(allegation) = &mut note
            && allegation.id.is_empty()
        {
            allegation.id = draw_allegation_id()?;
        }
        if let Note::Task(task) = &mut note
            && task.id.is_empty()
        {
            task.id = draw_allegation_id()?;
        }
        if let Note::Consent(consent) = &mut note
            && consent.id.is_empty()
        {
            consent.id = draw_allegation_id()?;
        }
        let case = self.open_case(office)?;
        if let Note::Exhibit(exhibit) = &mut note
            && exhibit.number == 0
        {
            exhibit.number = case.working(&case.entries()).next_exhibit();
        }
        if let Note::Custody(custody) = &mut note {
            let working = case.working(&case.entries());
            custody.files = working
                .files(&custody.exhibits)
                .map_err(|lacking| fault(SealingFault::Note(lacking)))?;
        }
        let sealed = case.note(&note, self.keys(), Level::B).map_err(fault)?;
        Ok(sealed.to_bytes())
    }
}

/// Why something is not sealed to a case, as keys of the wording.
pub(crate) fn fault(fault: SealingFault) -> Fault {
    if let SealingFault::Note(NoteFault::Slapp(lacking)) = &fault {
        return Fault::with(lacking.key(), lacking.indicator());
    }
    if let SealingFault::Note(NoteFault::Coding(faults)) = &fault {
        return Fault::of_coding(faults);
    }
    Fault::new(match fault {
        SealingFault::Note(NoteFault::Empty) => "fault-desk-note-empty",
        SealingFault::Note(NoteFault::Incomplete) => "fault-desk-allegation",
        SealingFault::Note(NoteFault::AlreadyReferred) => "fault-desk-already-referred",
        SealingFault::Note(NoteFault::AwaitsReferral) => "fault-desk-awaits-referral",
        SealingFault::Note(NoteFault::Consent) => "fault-desk-consent",
        SealingFault::Note(NoteFault::MayNotPassOn) => "fault-desk-may-not-pass-on",
        SealingFault::Note(NoteFault::NotWhole) => "fault-desk-not-whole",
        SealingFault::Note(NoteFault::NoConsent) => "fault-desk-no-consent",
        SealingFault::Note(NoteFault::NoReceiver) => "fault-desk-no-other-body",
        SealingFault::Note(NoteFault::NoRiskAnswer) => "fault-desk-no-risk-answer",
        SealingFault::Note(NoteFault::NoTerms) => "fault-desk-no-terms",
        SealingFault::Note(NoteFault::NoDecision) => "fault-desk-decision",
        SealingFault::Note(NoteFault::NoMeasure) => "fault-desk-no-measure",
        SealingFault::Note(NoteFault::NoOwnView) => "fault-desk-no-own-view",
        SealingFault::Note(NoteFault::NoRefusal) => "fault-desk-no-refusal",
        SealingFault::Note(NoteFault::AsksProtection) => "fault-desk-asks-protection",
        SealingFault::Note(NoteFault::Protected) => "fault-desk-protected",
        SealingFault::Note(NoteFault::Objected) => "fault-desk-objected",
        SealingFault::Note(NoteFault::NoSuchStep) => "fault-desk-no-such-step",
        SealingFault::Note(NoteFault::NoEvidence) => "fault-desk-no-evidence",
        SealingFault::Note(NoteFault::NoReview) => "fault-desk-no-review",
        SealingFault::Note(NoteFault::NoRisk) => "fault-desk-no-risk",
        SealingFault::Note(NoteFault::OwnDecision) => "fault-desk-own-decision",
        SealingFault::Note(NoteFault::Named(NamedTextError::TooLong)) => "fault-desk-reason-long",
        SealingFault::Note(NoteFault::Protection(fault)) => match fault {
            ProtectionFault::Applicant => "fault-protection-applicant",
            ProtectionFault::Basis => "fault-protection-target",
            ProtectionFault::Consent => "fault-protection-consent",
            ProtectionFault::OwnView => "fault-protection-fear",
            ProtectionFault::TooLong { .. } => "fault-desk-reason-long",
            ProtectionFault::Word => "fault-desk-failed",
        },
        SealingFault::Note(NoteFault::NoProof) => "fault-desk-proof",
        SealingFault::Note(NoteFault::NoReason) => "fault-desk-reason-missing",
        SealingFault::Note(NoteFault::NoTask) => "fault-desk-task",
        SealingFault::Note(NoteFault::OriginalNeedsNamed) => "fault-desk-original-unnamed",
        SealingFault::Note(NoteFault::WordsNeedNamed) => "fault-desk-words-unnamed",
        SealingFault::Note(NoteFault::TooManyFiles) => {
            return Fault::with("fault-files-too-many", ReferredFile::MOST);
        }
        SealingFault::Note(NoteFault::TooLong) => "fault-desk-title-long",
        SealingFault::OtherProposal => "fault-desk-other-proposal",
        SealingFault::Text(TextError::TooLong { .. }) => "fault-desk-reason-long",
        SealingFault::Note(NoteFault::Coding(_) | NoteFault::Exhibit | NoteFault::Named(_))
        | SealingFault::Note(NoteFault::Scores | NoteFault::Slapp(_))
        | SealingFault::NoRandomness(_)
        | SealingFault::OtherObject
        | SealingFault::Text(_) => DAMAGED,
    })
}
