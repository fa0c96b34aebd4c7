use std::sync::OnceLock;

use pages::{Door, Scripts, sealing::Sealing};
use seal::{Day, Trust, TrustError};

use crate::published::Published;

/// The trusts of a door, oldest first, each with what follows from it. What arrives while a roster is
/// exchanged goes on with the one that it began with, so none is dropped before the door is; there are
/// a few in a year.
pub(crate) struct Trusts {
    pub(crate) trust: Trust,
    /// The facts of the office, with the addresses of the lists.
    pub(crate) door: Door,
    /// What browsers seal with, and what they check answers with.
    published: Option<[Published; 2]>,
    next: OnceLock<Box<Self>>,
}

impl Trusts {
    /// The first trust of a door. Pages name its lists where there are scripts to use them.
    pub(crate) fn new(trust: Trust, door: Door, scripts: Option<&Scripts>) -> Self {
        let published = Published::newest(&trust).zip(Published::every(&trust));
        let published = published.map(|(newest, every)| [newest, every]);
        let named = scripts.zip(published.as_ref());
        let size = |bytes: usize| format!("{} kB", bytes.div_ceil(1_000));
        let sealing = named.map(|(scripts, [newest, every])| Sealing {
            first: scripts.first().to_owned(),
            list: newest.address(),
            lists: every.address(),
            size_to_report: size(scripts.size_to_report()),
            size_to_return: size(scripts.size_to_return()),
        });
        Self {
            trust,
            door: Door { sealing, ..door },
            published,
            next: OnceLock::new(),
        }
    }

    /// The one to seal with.
    pub(crate) fn newest(&self) -> &Self {
        self.each().last().unwrap_or(self)
    }

    /// A list that was published with any of them: an open page asks for the one that it was made with.
    pub(crate) fn list(&self, mark: &str) -> Option<&Published> {
        let mut lists = self
            .each()
            .filter_map(|one| one.published.as_ref())
            .flatten();
        lists.find(|list| list.has(mark))
    }

    /// Adds the one to seal with from now on; says whether it is a new one.
    pub(crate) fn add(
        &self,
        trust: Trust,
        scripts: Option<&Scripts>,
        today: Day,
    ) -> Result<bool, TrustError> {
        let newest = self.newest();
        if newest.trust.newest()?.digest() == trust.newest()?.digest() {
            return Ok(false);
        }
        newest.trust.check_successor(&trust, today)?;
        let next = Self::new(trust, newest.door.clone(), scripts);
        // Whoever else adds one at this moment has read the same folder.
        Ok(newest.next.set(Box::new(next)).is_ok())
    }

    fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |one| one.next.get().map(Box::as_ref))
    }
}
