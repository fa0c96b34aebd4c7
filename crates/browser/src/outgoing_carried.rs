use std::collections::VecDeque;

use seal::{BundleSealer, FinishedBundle};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    fault::{BROKEN, Fault},
    outgoing_files::OutgoingFiles,
};

/// Files of a parcel that is carried, while they are being sealed: what comes out of that is sealed once more, as one file
/// of a bundle for those who hold the open case. The chunks are those of that bundle.
#[wasm_bindgen]
pub struct OutgoingCarriedFiles {
    inside: OutgoingFiles,
    is_inside_closed: bool,
    around: Option<BundleSealer>,
    chunks: VecDeque<Vec<u8>>,
    finished: Option<FinishedBundle>,
}

#[wasm_bindgen]
impl OutgoingCarriedFiles {
    /// Begins the next file.
    ///
    /// # Errors
    /// `fault-files-too-many`.
    pub fn start_file(&mut self, name: &str) -> Result<(), Fault> {
        self.inside.start_file(name)
    }

    /// Adds bytes to the file that was begun last.
    ///
    /// # Errors
    /// `fault-locking` when no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.inside.write(bytes)
    }

    /// Hands out the next full chunk, if there is one.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn take_chunk(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let Some(around) = &mut self.around else {
            return Ok(self.chunks.pop_front());
        };
        while let Some(chunk) = self.inside.take_chunk() {
            around.write(&chunk)?;
        }
        Ok(around.take_chunk())
    }

    /// Pads until another chunk is full, and hands that out; nothing once there is no more to pad.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn pad(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let around = self.around.as_mut().ok_or_else(|| Fault::new(BROKEN))?;
        while !self.is_inside_closed {
            if let Some(chunk) = self.inside.pad()? {
                around.write(&chunk)?;
            } else {
                self.inside.finish()?;
                while let Some(last) = self.inside.take_chunk() {
                    around.write(&last)?;
                }
                self.is_inside_closed = true;
            }
            if let Some(chunk) = around.take_chunk() {
                return Ok(Some(chunk));
            }
        }
        Ok(around.pad()?)
    }

    /// Closes both once there is no more to pad. What is left comes out of [`OutgoingCarriedFiles::take_chunk`].
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn finish(&mut self) -> Result<(), Fault> {
        let around = self.around.take().filter(|_| self.is_inside_closed);
        let (finished, last) = around.ok_or_else(|| Fault::new(BROKEN))?.finish()?;
        self.chunks.extend(last);
        self.finished = Some(finished);
        Ok(())
    }
}

impl OutgoingCarriedFiles {
    /// `name` is how the one file of the bundle is called.
    pub(crate) fn of(
        inside: OutgoingFiles,
        mut around: BundleSealer,
        name: &str,
    ) -> Result<Self, Fault> {
        around.start_file(name)?;
        Ok(Self {
            inside,
            is_inside_closed: false,
            around: Some(around),
            chunks: VecDeque::new(),
            finished: None,
        })
    }

    /// The files of the parcel, and the closed bundle around them, all of whose chunks were handed out.
    pub(crate) fn finished(self) -> Result<(OutgoingFiles, FinishedBundle), Fault> {
        let finished = self.finished.filter(|_| self.chunks.is_empty());
        let finished = finished.ok_or_else(|| Fault::new(BROKEN))?;
        Ok((self.inside, finished))
    }
}
