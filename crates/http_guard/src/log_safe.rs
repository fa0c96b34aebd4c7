use std::{
    error::Error,
    fmt::{self, Display},
};

use crate::Reference;

/// Marks what may stand in the log of a door that reporters use: counts, names of faults,
/// reference numbers. Never an address, an agent, a path with parameters, a size, anything typed,
/// or a time finer than a day. A type is marked where it is defined, so that the mark is reviewed.
pub trait LogSafe: Display {}

impl LogSafe for &'static str {}

/// How many.
#[derive(Clone, Copy, Debug)]
pub struct Count(pub u64);

impl Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl LogSafe for Count {}

/// Writes a fault and what caused it, for the `Display` of one that is marked.
///
/// # Errors
/// Those of the formatter.
pub fn write_with_causes(fault: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{fault}")?;
    let mut cause = fault.source();
    while let Some(deeper) = cause {
        write!(f, ": {deeper}")?;
        cause = deeper.source();
    }
    Ok(())
}

/// Logs a fault that somebody must look at, under the number that the visitor was shown.
pub fn log_fault(reference: Reference, fault: &impl LogSafe) {
    tracing::error!(%reference, "Fault {reference}: {fault}");
}

/// Logs how often something happened.
pub fn log_count(what: &'static str, count: Count) {
    tracing::info!(%count, "{what}: {count}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_eight_plain_letters() {
        let shown = Reference::draw().to_string();
        assert_eq!(shown.len(), 9);
        assert!(
            shown
                .chars()
                .all(|letter| letter == '-' || "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".contains(letter))
        );
    }
}
