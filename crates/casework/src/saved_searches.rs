use std::fmt;

use seal::{LockError, OfficerKeys, OwnLock};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::case_file::CaseBytesError;
use crate::journal::Journal;
use crate::parts::{In, Out};

/// What an officer's client keeps for itself, sealed: searches with a name, and a contributor's journals. Both lie in one place of
/// one length, so that the desk does not learn whether there is either.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SavedSearches {
    /// The searches that the officer has given a name.
    pub searches: Vec<SavedSearch>,
    /// The journals that the officer keeps.
    pub journals: Vec<Journal>,
}

/// A search with its name. What is looked for is what the inbox asks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// Words that all stand in a case.
    pub words: String,
    /// The body, as its id; empty for any.
    pub body: String,
    /// The level; empty for any.
    pub level: String,
    /// The stage, as its code; empty for any.
    pub stage: String,
    /// The order, as its word.
    pub order: String,
}

/// Saved searches as they lie at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSearches {
    /// How often they were stored: what is stored next has the next number, so that nobody writes over what
    /// another device has stored meanwhile.
    pub number: u64,
    /// [`SealedSearches::BYTES`], all of one length.
    pub sealed: Vec<u8>,
}

/// Searches are not stored: they have no room, or chance failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SearchesFault {
    /// There are too many, or their texts are too long.
    #[error("there is no room for so many searches")]
    Full,
    /// A search has no name.
    #[error("the search has no name")]
    NoName,
    /// The random source failed.
    #[error(transparent)]
    Lock(#[from] LockError),
}

impl SavedSearches {
    /// Puts a search in the place of the one of its name, else behind the others.
    ///
    /// # Errors
    /// [`SearchesFault::NoName`].
    pub fn put(&mut self, mut search: SavedSearch) -> Result<(), SearchesFault> {
        search.name = search.name.trim().to_owned();
        if search.name.is_empty() {
            return Err(SearchesFault::NoName);
        }
        match self
            .searches
            .iter_mut()
            .find(|known| known.name == search.name)
        {
            Some(known) => *known = search,
            None => self.searches.push(search),
        }
        Ok(())
    }

    /// Removes the search of this name.
    pub fn remove(&mut self, name: &str) {
        self.searches.retain(|known| known.name != name);
    }

    /// Seals them under a number, padded to one length.
    ///
    /// # Errors
    /// [`SearchesFault`].
    pub fn seal(&self, number: u64, keys: &OfficerKeys) -> Result<SealedSearches, SearchesFault> {
        // Without journals it is what clients read that know of none.
        let (version, json) = if self.journals.is_empty() {
            (SEARCHES, serde_json::to_vec(&self.searches))
        } else {
            (WITH_JOURNALS, serde_json::to_vec(self))
        };
        let mut text = Zeroizing::new(vec![version]);
        text.extend_from_slice(&number.to_be_bytes());
        let json = json.map(Zeroizing::new);
        text.extend_from_slice(&json.map_err(|_| SearchesFault::Full)?);
        if text.len() > TEXT_BYTES {
            return Err(SearchesFault::Full);
        }
        text.resize(TEXT_BYTES, b' ');
        let sealed = OwnLock::of(keys).lock(PLACE, &text)?;
        Ok(SealedSearches { number, sealed })
    }

    /// Opens them; `None` when they are of another officer, were changed, or stand under another number.
    pub fn open(sealed: &SealedSearches, keys: &OfficerKeys) -> Option<Self> {
        let text = OwnLock::of(keys).open(PLACE, &sealed.sealed).ok()?;
        let mut rest = In::new(&text);
        let version = rest.byte().ok()?;
        let number = u64::from_be_bytes(rest.array().ok()?);
        if number != sealed.number {
            return None;
        }
        let json = text.get(9..)?;
        match version {
            SEARCHES => Some(Self {
                searches: serde_json::from_slice(json).ok()?,
                journals: vec![],
            }),
            WITH_JOURNALS => serde_json::from_slice(json).ok(),
            _ => None,
        }
    }
}

impl SealedSearches {
    /// Bytes of sealed searches.
    pub const BYTES: usize = TEXT_BYTES + OwnLock::OVERHEAD;

    /// Writes the number and the sealed searches.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend_from_slice(&self.number.to_be_bytes());
        out.0.extend_from_slice(&self.sealed);
        out.0
    }

    /// Reads what [`SealedSearches::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let searches = Self {
            number: u64::from_be_bytes(rest.array()?),
            sealed: rest.bytes(Self::BYTES)?.to_vec(),
        };
        rest.end(searches)
    }
}

impl fmt::Debug for SavedSearches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SavedSearches(hidden)")
    }
}

impl fmt::Debug for SavedSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SavedSearch(hidden)")
    }
}

const SEARCHES: u8 = 1;
const WITH_JOURNALS: u8 = 2;
const PLACE: &[u8] = b"searches";
const TEXT_BYTES: usize = 4_096;

#[cfg(test)]
mod tests {
    use seal::{Digest, InstanceId, OfficerId};

    use super::*;

    fn keys() -> OfficerKeys {
        let (instance, officer) = (InstanceId::from_bytes([7; 16]), OfficerId::draw().unwrap());
        OfficerKeys::draw(instance, Digest::NONE, officer).unwrap()
    }

    fn search(name: &str, words: &str) -> SavedSearch {
        SavedSearch {
            name: name.to_owned(),
            words: words.to_owned(),
            body: String::new(),
            level: "B".to_owned(),
            stage: String::new(),
            order: "due".to_owned(),
        }
    }

    #[test]
    fn searches_have_one_length_and_open_for_their_officer_under_their_number() {
        let (own, other) = (keys(), keys());
        let mut searches = SavedSearches::default();
        let empty = searches.seal(1, &own).unwrap();
        searches.put(search(" Land ", "ratanakiri")).unwrap();
        searches.put(search("Press", "radio")).unwrap();
        searches.put(search("Land", "koh kong")).unwrap();
        let sealed = searches.seal(2, &own).unwrap();
        assert_eq!(sealed.sealed.len(), SealedSearches::BYTES);
        assert_eq!(sealed.sealed.len(), empty.sealed.len());
        let again = SealedSearches::from_bytes(&sealed.to_bytes());
        assert_eq!(again, Ok(sealed.clone()));
        let opened = SavedSearches::open(&sealed, &own).unwrap();
        let told: Vec<_> = opened
            .searches
            .iter()
            .map(|one| (&*one.name, &*one.words))
            .collect();
        assert_eq!(told, [("Land", "koh kong"), ("Press", "radio")]);
        assert_eq!(SavedSearches::open(&sealed, &other), None);
        let renumbered = SealedSearches {
            number: 3,
            ..sealed
        };
        assert_eq!(SavedSearches::open(&renumbered, &own), None);
        searches.remove("Land");
        assert_eq!(searches.searches.len(), 1);
        assert_eq!(searches.put(search(" ", "")), Err(SearchesFault::NoName));
        searches.put(search("long", &"a".repeat(4_096))).unwrap();
        assert_eq!(searches.seal(3, &own), Err(SearchesFault::Full));
        assert_eq!(format!("{searches:?}"), "SavedSearches(hidden)");
    }
}
