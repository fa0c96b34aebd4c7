//! Parcels sealed beforehand, so that a benchmark of the server does not measure the sealing.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::phases::quiet;

/// Sealed parcels and the receipts that go with them.
pub struct Parcels {
    bytes: Vec<Vec<u8>>,
    receipts: Vec<String>,
}

impl Parcels {
    /// Lets the example `parcels` seal `count` short reports for the demo whose data lies in `data`.
    pub fn make(data: &Path, folder: &Path, count: usize) -> Result<Self> {
        println!("Sealing {count} parcels");
        let made = folder.join("parcels");
        quiet(
            Command::new("target/release/examples/parcels")
                .arg(data)
                .arg(count.to_string())
                .arg(&made),
        )?;
        let receipts = fs::read_to_string(made.join("receipts"))?
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let bytes = (0..receipts.len())
            .map(|number| fs::read(made.join(number.to_string())).context("a parcel is missing"))
            .collect::<Result<_>>()?;
        Ok(Self { bytes, receipts })
    }

    /// The parcels, in the order of the receipts.
    pub fn bytes(&self) -> &[Vec<u8>] {
        &self.bytes
    }

    /// The receipts' digits.
    pub fn receipts(&self) -> &[String] {
        &self.receipts
    }
}
