//! GIF pictures: blocks, some of which are remarks.

use crate::bytes::{range, slice, text};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;

/// Plans a picture without remarks and notes of programs.
pub(crate) fn plan(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    let flags = *bytes.get(10).ok_or(Reason::Damaged)?;
    let mut at = 13 + table(flags);
    plan.keep(range(bytes, 0, at).ok_or(Reason::Damaged)?);
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(0x3b), _) => break,
            (Some(0x2c), _) => {
                let flags = *bytes.get(at + 9).ok_or(Reason::Damaged)?;
                let end = blocks(bytes, at + 10 + table(flags) + 1)?;
                plan.keep(at..end);
                at = end;
            }
            (Some(0x21), Some(label)) => {
                let end = blocks(bytes, at + 2)?;
                let name = slice(bytes, at + 3, 11).unwrap_or_default();
                match label {
                    0xf9 => plan.keep(at..end),
                    0xff if name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0" => plan.keep(at..end),
                    0xfe => {
                        let words = bytes.get(at + 3..end - 1).unwrap_or_default();
                        plan.removes(Finding::new(Kind::Comment, &text(words)));
                    }
                    0x01 => {
                        plan.leaves(Finding::new(Kind::Comment, ""));
                        plan.keep(at..end);
                    }
                    _ => plan.removes(Finding::new(Kind::Tag, &text(name))),
                }
                at = end;
            }
            _ => return Err(Reason::Damaged),
        }
    }
    plan.keep(at..at + 1);
    if bytes.len() > at + 1 {
        plan.removes(Finding::new(Kind::Attachment, "data behind the picture"));
    }
    Ok(plan)
}

/// The length of a table of colours.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// Where a run of blocks ends, each of which has its length before it.
fn blocks(bytes: &[u8], mut at: usize) -> Result<usize, Reason> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Reason::Damaged)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}
