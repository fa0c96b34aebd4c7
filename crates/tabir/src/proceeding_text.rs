//! Lawsuits, charges and what officers hold of them, as lines of text.

use casework::{
    CodeList, IndicatorState, Proceeding, ProceedingDate, ProceedingEntry, SlappAssessment,
};

use crate::note_text::code_label;
use crate::terminal::{harmless_line, quoted};

/// Writes down what was logged of a proceeding, with what is known of the days of a defence.
pub(crate) fn proceeding_text(entry: &ProceedingEntry) -> String {
    let one = &entry.proceeding;
    let labels = |list: CodeList, codes: &[String]| {
        let labels: Vec<_> = codes.iter().map(|code| code_label(list, code)).collect();
        labels.join("; ")
    };
    let label = |list: CodeList, code: &str| {
        if code.is_empty() {
            String::new()
        } else {
            code_label(list, code)
        }
    };
    let heading = match &one.continues {
        Some(_) => "Logged how a proceeding went on, as number",
        None => "Logged a proceeding, as number",
    };
    let mut text = format!("{heading} {}.\n", entry.number);
    let parallel = one.parallel.map(|count| count.to_string());
    for (name, value) in [
        ("Country: ", harmless_line(&one.country)),
        ("Kind: ", label(CodeList::ProceedingType, &one.kind)),
        ("Before: ", harmless_line(&one.court)),
        ("Court: ", harmless_line(&one.court_name)),
        ("Number there: ", harmless_line(&one.docket)),
        ("Ground: ", labels(CodeList::LegalBasis, &one.bases)),
        ("Law: ", harmless_line(&one.statute)),
        (
            "Brought by: ",
            labels(CodeList::ClaimantType, &one.claimants),
        ),
        ("By name: ", harmless_line(&one.claimant)),
        (
            "Sued or charged: ",
            label(CodeList::GroupSizeBand, &one.defendants),
        ),
        (
            "Because of: ",
            labels(CodeList::ProtectedActivity, &one.activities),
        ),
        ("About: ", labels(CodeList::SlappTopic, &one.topics)),
        ("Filed: ", harmless_line(&one.filed)),
        ("Papers served: ", harmless_line(&one.served)),
        ("Ended: ", harmless_line(&one.ended)),
        ("Stands at: ", label(CodeList::ProceedingStage, &one.stage)),
        (
            "Outcome: ",
            label(CodeList::ProceedingOutcome, &one.outcome),
        ),
        ("Asks for: ", labels(CodeList::ReliefSought, &one.relief)),
        ("Sum: ", harmless_line(&one.sum)),
        (
            "Asked against abuse: ",
            labels(CodeList::SlappRemedy, &one.asked),
        ),
        (
            "Granted of it: ",
            labels(CodeList::SlappRemedy, &one.granted),
        ),
        ("The court on abuse: ", harmless_line(&one.ruling)),
        ("Other suits: ", parallel.unwrap_or_default()),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("{name}{value}\n"));
        }
    }
    text.push_str(&defence_text(one));
    if !one.narrative.is_empty() {
        text.push_str(&quoted(&one.narrative));
    }
    text
}

/// What is known of what to do first against it, and by when; nothing where nobody has to defend themselves.
pub(crate) fn defence_text(one: &Proceeding) -> String {
    if !one.asks_defence() {
        return String::new();
    }
    let mut text = String::new();
    for known in one.defences() {
        let due = known.due.map_or_else(
            || "no number of days is known".to_owned(),
            |due| {
                let closed = if known.is_closed {
                    ", on which courts there do not work"
                } else {
                    ""
                };
                format!("last day {due}{closed}")
            },
        );
        text.push_str(&format!(
            "DEFENCE, {} ({} sure): {due}. {}\n",
            known.fact.key(),
            known.fact.sure.word(),
            known.fact.source,
        ));
    }
    if !matches!(one.date(ProceedingDate::Served), Ok(Some(_))) {
        text.push_str("DEFENCE: it is not known when the papers were served; ask at once.\n");
    }
    text.push_str("DEFENCE: no legal advice; ask a lawyer there today what is due on which day.\n");
    text
}

/// Writes down what an officer holds of a proceeding.
pub(crate) fn assessment_text(assessment: &SlappAssessment) -> String {
    let mut text = format!(
        "Holds of the proceeding in {}: {}\n",
        harmless_line(&assessment.proceeding),
        code_label(CodeList::SlappAssessment, &assessment.result)
    );
    for found in &assessment.indicators {
        let state = match found.state {
            IndicatorState::Present => "is there",
            IndicatorState::Absent => "is not there",
            IndicatorState::Unknown => "is not known",
        };
        let label = code_label(CodeList::SlappIndicator, &found.indicator);
        text.push_str(&format!("{label}: {state}"));
        if found.exhibit != 0 {
            text.push_str(&format!("; exhibit {}", found.exhibit));
        }
        for (name, value) in [("; object ", &found.object), ("; ", &found.note)] {
            if !value.is_empty() {
                text.push_str(&format!("{name}{}", harmless_line(value)));
            }
        }
        text.push('\n');
    }
    if !assessment.reason.is_empty() {
        text.push_str(&quoted(&assessment.reason));
    }
    text
}
