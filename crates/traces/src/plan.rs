use std::collections::BTreeSet;
use std::ops::Range;

use zeroize::Zeroizing;

use crate::finding::{Finding, Kind, Reason};

/// How a clean file comes from the one that was read, and what that takes away.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pieces: Vec<Piece>,
    overwrites: Vec<(usize, Overwrite)>,
    overwritten: usize,
    removed: BTreeSet<Finding>,
    left: BTreeSet<Finding>,
    is_in_too_many_pieces: bool,
}

#[derive(Debug)]
enum Piece {
    Keep(Range<usize>),
    Put(Zeroizing<Vec<u8>>),
}

#[derive(Debug)]
enum Overwrite {
    Bytes(Zeroizing<Vec<u8>>),
    Zeros(usize),
}

impl Plan {
    /// A plan that keeps every byte where it is.
    pub(crate) fn in_place(bytes: &[u8]) -> Self {
        let mut plan = Self::default();
        plan.keep(0..bytes.len());
        plan
    }

    /// Takes bytes over as they are.
    pub(crate) fn keep(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::Keep(last)) if last.end == range.start => last.end = range.end,
            _ => self.push(Piece::Keep(range)),
        }
    }

    /// Writes bytes of our own.
    pub(crate) fn put(&mut self, bytes: Vec<u8>) {
        let bytes = Zeroizing::new(bytes);
        match self.pieces.last_mut() {
            // Joined only where it has room: a buffer that grows leaves copies behind.
            Some(Piece::Put(last)) if last.capacity() - last.len() >= bytes.len() => {
                last.extend_from_slice(&bytes);
            }
            _ => {
                let mut own = Zeroizing::new(Vec::with_capacity(bytes.len().max(JOINED)));
                own.extend_from_slice(&bytes);
                self.push(Piece::Put(own));
            }
        }
    }

    /// A list that grew with every few bytes of a file would take many times its memory.
    fn push(&mut self, piece: Piece) {
        if self.pieces.len() < MOST_PIECES {
            self.pieces.push(piece);
        } else {
            self.is_in_too_many_pieces = true;
        }
    }

    /// The plan, unless it had to stop in the middle.
    pub(crate) fn whole(self) -> Result<Self, Reason> {
        if self.is_in_too_many_pieces {
            Err(Reason::TooLarge)
        } else {
            Ok(self)
        }
    }

    /// Writes over bytes without moving any.
    pub(crate) fn overwrite(&mut self, at: usize, bytes: Vec<u8>) -> Result<(), Reason> {
        self.count_overwritten(bytes.len())?;
        self.overwrites
            .push((at, Overwrite::Bytes(Zeroizing::new(bytes))));
        Ok(())
    }

    /// Writes zeros over bytes without moving any.
    pub(crate) fn blank(&mut self, range: Range<usize>) -> Result<(), Reason> {
        self.count_overwritten(range.len())?;
        self.overwrites
            .push((range.start, Overwrite::Zeros(range.len())));
        Ok(())
    }

    /// A file may name the same place many times; it is not written over as often as it likes.
    fn count_overwritten(&mut self, more: usize) -> Result<(), Reason> {
        self.overwritten = self.overwritten.saturating_add(more);
        if self.overwritten > MOST_OVERWRITTEN {
            return Err(Reason::TooLarge);
        }
        Ok(())
    }

    pub(crate) fn removes(&mut self, finding: Finding) {
        note(&mut self.removed, finding);
    }

    pub(crate) fn leaves(&mut self, finding: Finding) {
        note(&mut self.left, finding);
    }

    pub(crate) fn removes_all(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|one| self.removes(one));
    }

    pub(crate) fn leaves_all(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|one| self.leaves(one));
    }

    /// The findings: what goes and what stays.
    pub(crate) fn findings(self) -> (Vec<Finding>, Vec<Finding>) {
        (
            self.removed.into_iter().collect(),
            self.left.into_iter().collect(),
        )
    }

    /// Makes the clean file.
    pub(crate) fn write(&self, bytes: &[u8]) -> Vec<u8> {
        let length = |piece: &Piece| match piece {
            Piece::Keep(range) => range.len(),
            Piece::Put(own) => own.len(),
        };
        let mut out = Vec::with_capacity(self.pieces.iter().map(length).sum());
        for piece in &self.pieces {
            match piece {
                Piece::Keep(range) => {
                    out.extend_from_slice(bytes.get(range.clone()).unwrap_or_default());
                }
                Piece::Put(own) => out.extend_from_slice(own),
            }
        }
        for (at, overwrite) in &self.overwrites {
            let written = match overwrite {
                Overwrite::Bytes(own) => own.len(),
                Overwrite::Zeros(length) => *length,
            };
            let end = at.saturating_add(written).min(out.len());
            let Some(place) = out.get_mut((*at).min(end)..end) else {
                continue;
            };
            match overwrite {
                Overwrite::Bytes(own) => {
                    for (to, from) in place.iter_mut().zip(own.iter()) {
                        *to = *from;
                    }
                }
                Overwrite::Zeros(_) => place.fill(0),
            }
        }
        out
    }
}

fn note(list: &mut BTreeSet<Finding>, finding: Finding) {
    if list.len() < MOST_FINDINGS {
        list.insert(finding);
    } else {
        list.insert(Finding::new(Kind::Tag, "…"));
    }
}

const MOST_PIECES: usize = 500_000;

/// Small pieces are joined up to this length.
const JOINED: usize = 1_024;

/// How many findings are told of one file; the rest is one more.
const MOST_FINDINGS: usize = 200;

/// No file has so much to write over.
const MOST_OVERWRITTEN: usize = 256 << 20;
