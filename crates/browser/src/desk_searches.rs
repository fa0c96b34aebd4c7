use casework::{SavedSearch, SavedSearches, SealedSearches, SearchesFault};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    fault::Fault,
};

#[wasm_bindgen]
impl Desk {
    /// Says as JSON which searches are saved; `kept` is what the desk handed out.
    ///
    /// # Errors
    /// `fault-desk-searches` when they do not open.
    pub fn searches(&self, kept: &[u8]) -> Result<String, Fault> {
        to_json(&self.saved(kept)?.1.searches)
    }

    /// Adds a search, which is JSON, to what the desk handed out, and returns what it is to keep.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; `fault-desk-search-name` without a name; `fault-desk-search-many` when
    /// there is no room; else as [`Desk::searches`].
    pub fn save_search(&self, kept: &[u8], search: String) -> Result<Vec<u8>, Fault> {
        let search = Zeroizing::new(search);
        let search: SavedSearch =
            serde_json::from_str(&search).map_err(|_| Fault::new("fault-desk-failed"))?;
        let (number, mut searches) = self.saved(kept)?;
        searches.put(search).map_err(fault)?;
        self.sealed(number, &searches)
    }

    /// Removes the search of this name, and returns what the desk is to keep.
    ///
    /// # Errors
    /// As [`Desk::searches`].
    pub fn forget_search(&self, kept: &[u8], name: &str) -> Result<Vec<u8>, Fault> {
        let (number, mut searches) = self.saved(kept)?;
        searches.remove(name);
        self.sealed(number, &searches)
    }
}

impl Desk {
    /// The searches, and the number under which they are stored.
    pub(crate) fn saved(&self, kept: &[u8]) -> Result<(u64, SavedSearches), Fault> {
        if kept.is_empty() {
            return Ok((0, SavedSearches::default()));
        }
        let refused = || Fault::new("fault-desk-searches");
        let sealed = SealedSearches::from_bytes(kept).map_err(|_| refused())?;
        let searches = SavedSearches::open(&sealed, self.keys()).ok_or_else(refused)?;
        Ok((sealed.number, searches))
    }

    pub(crate) fn sealed(&self, number: u64, searches: &SavedSearches) -> Result<Vec<u8>, Fault> {
        let sealed = searches.seal(number.saturating_add(1), self.keys());
        Ok(sealed.map_err(fault)?.to_bytes())
    }
}

fn fault(fault: SearchesFault) -> Fault {
    Fault::new(match fault {
        SearchesFault::Full => "fault-desk-search-many",
        SearchesFault::NoName => "fault-desk-search-name",
        SearchesFault::Lock(_) => DAMAGED,
    })
}
