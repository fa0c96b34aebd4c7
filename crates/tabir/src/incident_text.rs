//! What was done to somebody, as lines of text.

use casework::{CodeList, IncidentEntry};

use crate::note_text::code_label;
use crate::terminal::{harmless_line, quoted};

/// Writes an incident down.
pub(crate) fn incident_text(entry: &IncidentEntry) -> String {
    let incident = &entry.incident;
    let labels = |list: CodeList, codes: &[String]| {
        let labels: Vec<_> = codes.iter().map(|code| code_label(list, code)).collect();
        labels.join("; ")
    };
    let mut text = format!(
        "Logged what was done to somebody, as number {}.\n",
        entry.number
    );
    for act in &incident.acts {
        text.push_str(&format!(
            "{} ({}): {} ({})\n",
            code_label(CodeList::IncidentType, &act.kind),
            code_label(CodeList::ActCompletion, &act.completion),
            code_label(CodeList::CountingUnit, &act.target.unit),
            code_label(CodeList::GroupSizeBand, &act.target.size),
        ));
        text.push_str(&format!(
            "A target because of: {}\n",
            labels(CodeList::ProtectedActivity, &act.target.activities)
        ));
    }
    let online = if incident.is_online {
        "online or by phone"
    } else {
        ""
    };
    let abroad = if incident.crosses_border {
        "across a border"
    } else {
        ""
    };
    for (name, value) in [
        ("When: ", harmless_line(&incident.when)),
        ("Where: ", harmless_line(&incident.place)),
        ("How: ", online.to_owned()),
        ("How: ", abroad.to_owned()),
        ("By: ", labels(CodeList::PerpetratorType, &incident.by)),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("{name}{value}\n"));
        }
    }
    for followed in &entry.follows {
        let relation = code_label(CodeList::ChainRelation, &followed.relation);
        let number = followed.number;
        text.push_str(&match followed.on {
            Some(day) => format!("{relation}: number {number}, logged on {day}\n"),
            None => format!(
                "WARNING: {relation}: number {number}, under which its sender had logged nothing.\n"
            ),
        });
    }
    if !incident.narrative.is_empty() {
        text.push_str(&quoted(&incident.narrative));
    }
    text
}
