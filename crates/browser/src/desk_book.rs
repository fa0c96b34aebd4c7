use seal::{CaseBook, Digest};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    files::Files,
};

/// A case, or a part of one, on its way into a file that leaves the office.
#[wasm_bindgen]
pub struct Book(CaseBook);

/// What is still to be written of such a file.
#[wasm_bindgen]
pub struct FinishedBook {
    last: Vec<u8>,
    digest: Digest,
}

#[wasm_bindgen]
impl Book {
    /// Adds something under a name of ours, and returns the SHA-256 digest of its bytes.
    ///
    /// # Errors
    /// `fault-desk-damaged` for a name that is there already or leads elsewhere.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<String, Fault> {
        let digest = self.0.add(name, bytes);
        let digest = digest.map_err(|_| Fault::new(DAMAGED))?;
        Ok(digest.to_string())
    }

    /// Adds one of opened files under a name of ours.
    ///
    /// # Errors
    /// As [`Book::add`]; `whole-files-damaged`.
    pub fn add_file(
        &mut self,
        name: &str,
        files: &mut Files,
        place: usize,
    ) -> Result<String, Fault> {
        let bytes = files.bytes(place)?;
        self.add(name, &bytes)
    }

    /// What of the file is ready to be written; may be empty.
    pub fn take(&mut self) -> Vec<u8> {
        let mut ready = Vec::new();
        while let Some(chunk) = self.0.take_chunk() {
            ready.extend(chunk);
        }
        ready
    }
}

#[wasm_bindgen]
impl FinishedBook {
    /// The last bytes of the file.
    pub fn last(&self) -> Vec<u8> {
        self.last.clone()
    }

    /// The SHA-256 digest of the whole file.
    pub fn digest(&self) -> String {
        self.digest.to_string()
    }
}

#[wasm_bindgen]
impl Desk {
    /// Begins a file.
    pub fn begin_book(&self) -> Book {
        Book(CaseBook::begin())
    }

    /// Signs the list of what is in a file, and closes it.
    ///
    /// # Errors
    /// `fault-desk-damaged` when it cannot be closed.
    pub fn finish_book(&self, book: Book) -> Result<FinishedBook, Fault> {
        let finished = book.0.finish(self.keys());
        let finished = finished.map_err(|_| Fault::new(DAMAGED))?;
        Ok(FinishedBook {
            last: finished.last.concat(),
            digest: finished.digest,
        })
    }

    /// The SHA-256 digest of bytes.
    pub fn sha256(&self, bytes: &[u8]) -> String {
        Digest::of(bytes).to_string()
    }
}
