//! Writing to the terminal. A reader that stops reading, such as `head`, ends the program quietly.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};

/// Writes a line to standard output.
macro_rules! say {
    ($($text:tt)*) => { $crate::terminal::line(format_args!($($text)*)) };
}

pub(crate) use say;

pub(crate) fn line(text: Arguments<'_>) {
    let mut out = io::stdout().lock();
    if let Err(fault) = writeln!(out, "{text}").and_then(|()| out.flush())
        && fault.kind() == ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}
