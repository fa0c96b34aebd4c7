//! What stands in a case about protection, as lines of text.

use casework::{CodeList, OpenCase, ProtectionEntry, ProtectionRequest, ProtectionStep};

use crate::note_text::code_label;
use crate::terminal::{harmless_line, quoted};

/// Writes an entry down.
pub(crate) fn protection_text(case: &OpenCase<'_>, entry: &ProtectionEntry) -> String {
    match entry {
        ProtectionEntry::Request(request) => request_text(request),
        ProtectionEntry::Step(step) => step_text(case, step),
    }
}

fn request_text(request: &ProtectionRequest) -> String {
    let mut text = "Asks for protection.\n".to_owned();
    if request.is_emergency {
        text.push_str("SOMEBODY IS IN DANGER RIGHT NOW, says the request.\n");
    }
    let labels = |list: CodeList, codes: &[String]| {
        let labels: Vec<_> = codes.iter().map(|code| code_label(list, code)).collect();
        harmless_line(&labels.join("; "))
    };
    let one = |list, code: &String| labels(list, std::slice::from_ref(code));
    let lines = [
        ("For: ", one(CodeList::CountingUnit, &request.applicant)),
        ("How many: ", one(CodeList::GroupSizeBand, &request.size)),
        (
            "A target as: ",
            labels(CodeList::VictimRole, &request.basis),
        ),
        ("Would help: ", harmless_line(&request.wishes.join(", "))),
    ];
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("{name}{value}\n"));
    }
    text.push_str(&quoted(&request.own_view));
    if !request.consent.is_empty() {
        text.push_str("How the group agreed:\n");
        text.push_str(&quoted(&request.consent));
    }
    text
}

fn step_text(case: &OpenCase<'_>, step: &ProtectionStep) -> String {
    let status = code_label(CodeList::ProtectionStatus, &step.to);
    let mut text = format!("Protection: {}\n", harmless_line(&status));
    if let Some(risk) = &step.risk {
        let factors = risk.factors.iter();
        let factors: Vec<_> = factors
            .map(|code| code_label(CodeList::RiskFactor, code))
            .collect();
        text.push_str(&format!(
            "Risk: {} ({}, {})\n",
            code_label(CodeList::RiskLevel, risk.level.word()),
            code_label(CodeList::RiskLikelihood, risk.likelihood.word()),
            code_label(CodeList::RiskSeverity, risk.severity.word()),
        ));
        if !factors.is_empty() {
            text.push_str(&format!(
                "Factors: {}\n",
                harmless_line(&factors.join("; "))
            ));
        }
        text.push_str("What they fear and want themselves:\n");
        text.push_str(&quoted(&risk.own_view));
    }
    for (name, list, codes) in [
        ("Measures", CodeList::ProtectionMeasure, &step.measures),
        (
            "Not granted because",
            CodeList::ProtectionRefusal,
            &step.refusals,
        ),
    ] {
        let labels: Vec<_> = codes.iter().map(|code| code_label(list, code)).collect();
        if !labels.is_empty() {
            text.push_str(&format!("{name}: {}\n", harmless_line(&labels.join("; "))));
        }
    }
    if let Some(day) = step.review_on.map(seal::Day::from_number) {
        text.push_str(&format!("Looked at again by: {day}\n"));
    }
    if let Some(named) = &step.named {
        let names = named.officers.iter().filter_map(|id| id.parse().ok());
        let names: Vec<_> = names.map(|officer| case.label(officer)).collect();
        text.push_str(&format!(
            "A part of it is for these alone: {}\n",
            harmless_line(&names.join("; "))
        ));
    }
    if !step.reason.is_empty() {
        text.push_str(&quoted(&step.reason));
    }
    text
}
