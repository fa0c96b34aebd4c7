//! Files of a form that are cleaned of hidden data in memory, before they are sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use http_guard::{LogSafe, Refusal};
use pages::cleaned::CleanedFiles;
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use traces::{Finding, Kind, clean_within};
use zeroize::Zeroizing;

use crate::{thread::in_a_thread, upload_room::UploadRoom};

/// Holds each file of a form until it is whole, and cleans it. One that is too large to be held passes
/// as it is.
pub(crate) struct Cleaner {
    held: Zeroizing<Vec<u8>>,
    is_over: bool,
    done: CleanedForm,
}

/// A clean file. As long as it is held nobody else's is cleaned.
pub(crate) struct CleanFile {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    _place: OwnedSemaphorePermit,
}

impl Cleaner {
    /// A buffer of the largest size at once: one that grew would hold a file twice while it moves.
    /// Where nothing is written no memory is used.
    pub(crate) fn new() -> Self {
        Self {
            held: Zeroizing::new(Vec::with_capacity(MOST_BYTES)),
            is_over: false,
            done: CleanedForm::default(),
        }
    }

    /// Holds more of a file; `false` when it is too large, and what was held has to be passed on.
    pub(crate) fn hold(&mut self, bytes: &[u8]) -> bool {
        let fits = self.held.len().saturating_add(bytes.len()) <= MOST_BYTES;
        if fits && !self.is_over {
            self.held.extend_from_slice(bytes);
        } else {
            self.is_over = true;
        }
        !self.is_over
    }

    /// What is held of the file.
    pub(crate) fn held(&self) -> &[u8] {
        &self.held
    }

    /// Forgets what was held once it was passed on.
    pub(crate) fn let_go(&mut self) {
        self.held.clear();
    }

    /// Ends a file and cleans it, unless it was passed on as it came.
    pub(crate) async fn finish(&mut self, room: &UploadRoom) -> Result<Option<CleanFile>, Refusal> {
        if mem::take(&mut self.is_over) {
            self.done.note(Fate::too_large());
            return Ok(None);
        }
        let place = room.for_cleaning().await?;
        let held = mem::take(&mut self.held);
        // The place goes along: a file is cleaned to its end even if its sender is gone by then.
        let (tell, told) = oneshot::channel();
        in_a_thread(move || {
            let cleaned = clean_within(&held, MOST_UNPACKED);
            let _gone = tell.send((held, cleaned, place));
        })?;
        let (held, cleaned, place) = told.await.map_err(|_| Refusal::internal(NotCleaned))?;
        let fate = match cleaned.not_cleaned {
            None => Fate::of(&cleaned.removed, &cleaned.left),
            Some(_) if held.is_empty() => Fate::default(),
            Some(reason) => Fate::unchanged(reason.name()),
        };
        self.done.note(fate);
        self.held = held;
        self.held.clear();
        Ok(Some(CleanFile {
            bytes: Zeroizing::new(cleaned.bytes),
            _place: place,
        }))
    }

    /// What became of all files.
    pub(crate) fn done(self) -> CleanedForm {
        self.done
    }
}

/// What became of the files of a form from which hidden data was to be removed. It knows numbers,
/// never names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CleanedForm {
    /// Which files fared alike: the first and the last of each run.
    fates: BTreeMap<Fate, Vec<(usize, usize)>>,
    count: usize,
}

impl CleanedForm {
    fn note(&mut self, fate: Fate) {
        self.count = self.count.saturating_add(1);
        let runs = self.fates.entry(fate).or_default();
        match runs.last_mut() {
            Some((_, last)) if last.saturating_add(1) == self.count => *last = self.count,
            Some(_) | None => runs.push((self.count, self.count)),
        }
    }

    /// The same as a page shows it, in the order in which the files came.
    pub(crate) fn shown(&self) -> Vec<CleanedFiles> {
        let mut fates: Vec<_> = self.fates.iter().collect();
        fates.sort_by_key(|(_, runs)| runs.first().copied());
        fates
            .into_iter()
            .map(|(fate, runs)| fate.shown(runs))
            .collect()
    }
}

/// What became of a file.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fate {
    removed: BTreeSet<Kind>,
    left: BTreeSet<Kind>,
    /// Why it was sent as it was.
    unchanged: Option<&'static str>,
}

impl Fate {
    fn of(removed: &[Finding], left: &[Finding]) -> Self {
        let kinds = |list: &[Finding]| list.iter().map(|one| one.kind).collect();
        Self {
            removed: kinds(removed),
            left: kinds(left),
            unchanged: None,
        }
    }

    fn unchanged(reason: &'static str) -> Self {
        Self {
            unchanged: Some(reason),
            ..Self::default()
        }
    }

    fn too_large() -> Self {
        Self::unchanged(traces::Reason::TooLarge.name())
    }

    fn shown(&self, runs: &[(usize, usize)]) -> CleanedFiles {
        let run = |&(first, last): &(usize, usize)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        };
        let numbers: Vec<String> = runs.iter().map(run).collect();
        let keys = |kinds: &BTreeSet<Kind>| {
            let keys = kinds.iter().map(|kind| key("trace", kind.name()));
            keys.collect::<Vec<String>>()
        };
        CleanedFiles {
            are_several: runs.len() > 1 || runs.iter().any(|(first, last)| first != last),
            numbers: numbers.join(", "),
            removed: keys(&self.removed),
            left: keys(&self.left),
            unchanged: self
                .unchanged
                .map(|reason| key("cleaned-unchanged", reason)),
        }
    }
}

fn key(start: &str, name: &str) -> String {
    format!("{start}-{}", name.replace('_', "-"))
}

/// A file was not cleaned, because the thread for it ended.
#[derive(Debug)]
struct NotCleaned;

impl std::fmt::Display for NotCleaned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a file could not be cleaned: its thread ended")
    }
}

impl LogSafe for NotCleaned {}

/// Larger files are sent as they are.
pub(crate) const MOST_BYTES: usize = 16 << 20;

/// How much is unpacked from one file.
const MOST_UNPACKED: usize = 32 << 20;

#[cfg(test)]
mod tests {
    use actix_web::rt::System;
    use pages::{Language, Pages};
    use traces::Reason;

    use super::*;

    #[test]
    fn whatever_becomes_of_a_file_there_are_words_for_it() {
        let pages = Pages::load().unwrap();
        let kinds = Kind::ALL.iter().map(|kind| key("trace", kind.name()));
        let reasons = Reason::ALL.iter();
        let reasons = reasons.map(|reason| key("cleaned-unchanged", reason.name()));
        let keys: Vec<String> = kinds.chain(reasons).collect();
        for language in Language::ALL {
            for key in &keys {
                assert!(pages.wording(language).knows(key), "{key}");
            }
        }
    }

    #[test]
    fn files_that_fare_alike_are_told_together_by_their_numbers() {
        let removed = || Fate::unchanged("damaged");
        let mut form = CleanedForm::default();
        for fate in [
            Fate::too_large(),
            removed(),
            removed(),
            Fate::default(),
            removed(),
            Fate::too_large(),
        ] {
            form.note(fate);
        }
        let shown = form.shown();
        let numbers: Vec<_> = shown.iter().map(|one| one.numbers.as_str()).collect();
        assert_eq!(numbers, ["1, 6", "2–3, 5", "4"]);
        assert_eq!(
            shown.iter().map(|one| one.are_several).collect::<Vec<_>>(),
            [true, true, false]
        );
    }

    #[test]
    fn a_file_up_to_the_bound_is_cleaned_and_a_larger_one_passes_as_it_is() {
        let picture = b"\xff\xd8\xff\xfe\0\x0amade by \xff\xda\0\x02\x01\xff\xd9";
        System::new().block_on(async {
            let room = UploadRoom::of(0);
            let mut cleaner = Cleaner::new();
            assert!(cleaner.hold(&picture[..5]) && cleaner.hold(&picture[5..]));
            let clean = cleaner.finish(&room).await.unwrap().unwrap();
            assert_eq!(*clean.bytes, b"\xff\xd8\xff\xda\0\x02\x01\xff\xd9");
            drop(clean);
            let full = vec![b'a'; MOST_BYTES];
            assert!(cleaner.hold(&full));
            let same = cleaner.finish(&room).await.unwrap().unwrap();
            assert!(*same.bytes == full);
            drop(same);
            assert!(cleaner.hold(&full));
            assert!(!cleaner.hold(b"a"));
            assert_eq!(cleaner.held().len(), MOST_BYTES);
            cleaner.let_go();
            assert!(!cleaner.hold(b"a"), "the end of it passes as well");
            assert!(cleaner.finish(&room).await.unwrap().is_none());
            assert!(cleaner.hold(b""));
            assert!(cleaner.finish(&room).await.unwrap().is_some());
            let fates = cleaner.done().fates;
            let kept: Vec<_> = fates
                .iter()
                .map(|(fate, runs)| (fate.unchanged, runs))
                .collect();
            assert_eq!(
                kept,
                [
                    (None, &vec![(2, 2), (4, 4)]),
                    (Some("too_large"), &vec![(3, 3)]),
                    (None, &vec![(1, 1)])
                ]
            );
        });
    }
}
