//! What has to stay where it is in a file that is written over in place.

use std::ops::Range;

use crate::finding::Reason;

/// Bytes that nothing may be written over, gathered while a file is read.
#[derive(Debug, Default)]
pub(crate) struct Places {
    kept: Vec<Range<usize>>,
    named: usize,
    are_too_many: bool,
}

impl Places {
    /// Keeps these bytes. Says whether there is room for more, also where they are none: a file may name as many empty pieces
    /// as it likes.
    pub(crate) fn keep(&mut self, range: Range<usize>) -> bool {
        self.named += 1;
        self.are_too_many |= self.named > MOST_KEPT;
        if !range.is_empty() && !self.are_too_many {
            self.kept.push(range);
        }
        !self.are_too_many
    }

    /// Refuses a file in which something that goes lies over something that stays: one of the two would
    /// be told wrongly.
    pub(crate) fn bear<'a>(
        self,
        gone: impl IntoIterator<Item = &'a Range<usize>>,
    ) -> Result<(), Reason> {
        let kept = self.in_order()?;
        let lies_over = |gone: &Range<usize>| {
            let first = kept.partition_point(|one| one.end <= gone.start);
            !gone.is_empty() && kept.get(first).is_some_and(|one| one.start < gone.end)
        };
        if gone.into_iter().any(lies_over) {
            return Err(Reason::Damaged);
        }
        Ok(())
    }

    /// The same for what may not lie over one another either.
    pub(crate) fn bear_apart<'a>(
        mut self,
        gone: impl IntoIterator<Item = &'a Range<usize>>,
    ) -> Result<(), Reason> {
        self.kept.sort_unstable_by_key(|one| (one.start, one.end));
        let mut end = 0;
        for one in &self.kept {
            if one.start < end {
                return Err(Reason::Damaged);
            }
            end = one.end;
        }
        self.bear(gone)
    }

    /// What is kept may be shared; joined, it is in order at both ends.
    fn in_order(mut self) -> Result<Vec<Range<usize>>, Reason> {
        if self.are_too_many {
            return Err(Reason::TooLarge);
        }
        self.kept.sort_unstable_by_key(|one| (one.start, one.end));
        self.kept.dedup_by(|next, last| {
            let joined = next.start <= last.end;
            if joined {
                last.end = last.end.max(next.end);
            }
            joined
        });
        Ok(self.kept)
    }
}

/// No picture is in so many pieces.
const MOST_KEPT: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_lies_beside_what_stays() {
        let bear = |gone: Range<usize>| {
            let mut places = Places::default();
            for kept in [20..30, 0..8, 25..40, 8..10, 50..50] {
                places.keep(kept);
            }
            places.bear([&gone])
        };
        for beside in [10..20, 40..60, 5..5, 49..51] {
            assert_eq!(bear(beside.clone()), Ok(()), "{beside:?}");
        }
        for over in [9..11, 19..21, 39..41, 15..45, 22..23, 0..1] {
            assert_eq!(bear(over.clone()), Err(Reason::Damaged), "{over:?}");
        }
    }

    #[test]
    fn what_has_to_lie_apart_may_touch() {
        let bear = |second: Range<usize>| {
            let mut places = Places::default();
            places.keep(second);
            places.keep(0..8);
            places.bear_apart([])
        };
        assert_eq!(bear(8..9), Ok(()));
        assert_eq!(bear(7..9), Err(Reason::Damaged));
        assert_eq!(bear(0..8), Err(Reason::Damaged));
    }
}
