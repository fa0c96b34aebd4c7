//! A reader that gives up on a line without an end.

use std::io::{self, Read};

/// Passes bytes on for as long as no line is longer than a row can be, so that a file without line feeds does not fill the
/// memory.
#[derive(Debug)]
pub(crate) struct LimitedRows<R> {
    input: R,
    of_row: usize,
    is_over: bool,
}

impl<R> LimitedRows<R> {
    pub(crate) const fn new(input: R) -> Self {
        Self {
            input,
            of_row: 0,
            is_over: false,
        }
    }
}

impl<R: Read> Read for LimitedRows<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Err(too_long());
        }
        let read = self.input.read(into)?;
        let bytes = into.get(..read).unwrap_or_default();
        let mut sound = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.of_row += line.len();
            if self.of_row > MOST_ROW {
                self.is_over = true;
                // The rows before it are read first, so that the fault names the right one.
                return if sound == 0 {
                    Err(too_long())
                } else {
                    Ok(sound)
                };
            }
            if line.ends_with(b"\n") {
                self.of_row = 0;
            }
            sound += line.len();
        }
        Ok(sound)
    }
}

fn too_long() -> io::Error {
    let why = format!("it is longer than {MOST_ROW} bytes");
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// More than any row has, in bytes.
const MOST_ROW: usize = 4_096;
