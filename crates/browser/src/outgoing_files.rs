use std::collections::VecDeque;

use seal::{BundleSealer, FinishedBundle};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{BROKEN, Fault};

/// Files that are being sealed: they go in piece by piece and come out as chunks to be sent.
#[wasm_bindgen]
pub struct OutgoingFiles {
    bundle: Option<BundleSealer>,
    chunks: VecDeque<Vec<u8>>,
    finished: Option<FinishedBundle>,
}

#[wasm_bindgen]
impl OutgoingFiles {
    /// Begins the next file.
    ///
    /// # Errors
    /// `fault-files-too-many`.
    pub fn start_file(&mut self, name: &str) -> Result<(), Fault> {
        self.bundle()?.start_file(name)?;
        Ok(())
    }

    /// Adds bytes to the file that was begun last.
    ///
    /// # Errors
    /// `fault-locking` when no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        Ok(self.bundle()?.write(bytes)?)
    }

    /// Hands out the next full chunk, if there is one.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        match &mut self.bundle {
            Some(bundle) => bundle.take_chunk(),
            None => self.chunks.pop_front(),
        }
    }

    /// Pads until another chunk is full, and hands that out; nothing once there is no more to pad.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn pad(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.bundle()?.pad()?)
    }

    /// Closes the bundle. What is left of it comes out of [`OutgoingFiles::take_chunk`].
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn finish(&mut self) -> Result<(), Fault> {
        let bundle = self.bundle.take().ok_or_else(|| Fault::new(BROKEN))?;
        let (finished, last) = bundle.finish()?;
        self.chunks.extend(last);
        self.finished = Some(finished);
        Ok(())
    }
}

impl OutgoingFiles {
    pub(crate) fn of(bundle: BundleSealer) -> Self {
        Self {
            bundle: Some(bundle),
            chunks: VecDeque::new(),
            finished: None,
        }
    }

    /// The closed bundle, all of whose chunks were handed out.
    pub(crate) fn finished(self) -> Result<FinishedBundle, Fault> {
        let finished = self.finished.filter(|_| self.chunks.is_empty());
        finished.ok_or_else(|| Fault::new(BROKEN))
    }

    fn bundle(&mut self) -> Result<&mut BundleSealer, Fault> {
        self.bundle.as_mut().ok_or_else(|| Fault::new(BROKEN))
    }
}
