//! What a look at an office finds, said line by line.

use std::fmt;

use anyhow::{Result, bail};

use crate::terminal::say;

/// Something that keeps an office from working as it should, and what to type against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    what: String,
    mend: String,
}

impl Fault {
    /// A fault with what is wrong and why, and what to do.
    pub fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// A fault as a step of the work told it, with all its causes.
    pub fn told(fault: &anyhow::Error, mend: impl Into<String>) -> Self {
        Self::new(format!("{fault:#}"), mend)
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.mend)
    }
}

/// Prints each finding when it is made, and counts the faults.
#[derive(Debug, Default)]
pub struct Findings {
    faults: usize,
}

impl Findings {
    /// A part that is as it should be.
    pub fn good(&self, part: &str, text: impl fmt::Display) {
        print("ok", part, text);
    }

    /// A part that is not there, or could not be looked at.
    pub fn nothing(&self, part: &str, text: impl fmt::Display) {
        print("--", part, text);
    }

    /// A part that works, but not for long or not for everybody.
    pub fn warn(&self, part: &str, fault: &Fault) {
        print("!!", part, &fault.what);
        print("", "", format_args!("To do: {}", fault.mend));
    }

    /// A part that has to be mended first.
    pub fn fault(&mut self, part: &str, fault: &Fault) {
        self.faults += 1;
        print("XX", part, &fault.what);
        print("", "", format_args!("To do: {}", fault.mend));
    }

    /// Prints what went well or wrong, and hands out what went well.
    pub fn take<T>(&mut self, part: &str, found: Result<T, Fault>) -> Option<T> {
        found.map_err(|fault| self.fault(part, &fault)).ok()
    }

    /// Ends the look.
    ///
    /// # Errors
    /// When there was a fault.
    pub fn end(self) -> Result<()> {
        match self.faults {
            0 => Ok(()),
            1 => bail!("this does not work yet: 1 fault, marked XX"),
            many => bail!("this does not work yet: {many} faults, marked XX"),
        }
    }
}

fn print(mark: &str, part: &str, text: impl fmt::Display) {
    let text = text.to_string().replace('\n', &format!("\n{:19}", ""));
    say!("{mark:<2}  {part:<14} {text}");
}
