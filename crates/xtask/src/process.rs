//! What Linux tells about a process.

use std::fs;

use anyhow::{Context as _, Result};

use crate::phases::answer;

/// Processor time of a process, in user and system mode, in seconds.
pub struct ProcessTimes {
    /// The process that started it.
    pub parent: String,
    /// Its own time.
    pub own: f64,
    /// That of the processes it started and that have ended.
    pub of_ended_children: f64,
}

/// Reads the times of a process by its id.
pub fn process_times(process: &str) -> Result<ProcessTimes> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name of the program stands in parentheses and may hold spaces; what follows are a letter
    // and numbers.
    let (_, rest) = text
        .rsplit_once(") ")
        .context("/proc/…/stat has an unknown form")?;
    let fields = rest.split(' ').collect::<Vec<_>>();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|number| number.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    let ticks_per_second = answer("getconf", &["CLK_TCK"])
        .and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(100.0);
    Ok(ProcessTimes {
        parent: fields.get(1).copied().unwrap_or_default().to_owned(),
        own: (ticks(11) + ticks(12)) / ticks_per_second,
        of_ended_children: (ticks(13) + ticks(14)) / ticks_per_second,
    })
}
