use std::io::{Cursor, Read};

use casework::saved_name;
use seal::{DetachedObject, Identity, OpenedBundle};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{BROKEN, Fault};

/// Files that came with a report or an answer, opened.
#[wasm_bindgen]
pub struct Files {
    bundle: OpenedBundle<Cursor<Vec<u8>>>,
    list: Vec<(String, u64)>,
}

#[wasm_bindgen]
impl Files {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The name under which one can be shown and saved.
    pub fn name(&self, place: usize) -> Option<String> {
        self.list.get(place).map(|(name, _)| saved_name(name))
    }

    /// Its size in bytes.
    pub fn size(&self, place: usize) -> Option<f64> {
        let (_, size) = self.list.get(place)?;
        u32::try_from(*size).ok().map(f64::from)
    }

    /// Its bytes.
    ///
    /// # Errors
    /// `whole-files-damaged`.
    pub fn bytes(&mut self, place: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let take = |_: &str, _: u64, file: &mut dyn Read| file.read_to_end(&mut bytes).map(drop);
        let taken = self.bundle.file(place, take);
        let is_there = taken.map_err(|_| Fault::new("whole-files-damaged"))?;
        is_there.then_some(bytes).ok_or_else(|| Fault::new(BROKEN))
    }
}

impl Files {
    /// Opens files whose signature was checked; `None` when their content is another one.
    pub(crate) fn open(
        bundle: &DetachedObject,
        identity: &Identity,
        sealed: Vec<u8>,
    ) -> Option<Self> {
        bundle.check_content(sealed.as_slice()).ok()?;
        let opened = OpenedBundle::open(bundle, identity, Cursor::new(sealed));
        let mut bundle = opened.ok()?;
        let list = bundle.list().ok()?;
        Some(Self { bundle, list })
    }
}
