//! Parsers of what operators write, and of what is carried to a station by hand.

use std::fs;
use std::io::Cursor;

use tabir::case_archive::{CaseArchive, CaseArchiveWriter};
use tabir::config::Config;
use tabir::office_plan::OfficePlan;

use crate::fuzz::{Seeds, Target};

/// Their readers.
pub const TARGETS: &[Target] = &[
    Target {
        name: "configuration",
        seeds: |_| vec![include_bytes!("../../deploy/example.toml").to_vec()],
        read: |_, bytes| drop(Config::parse(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "office_plan",
        seeds: |_| vec![crate::DEMO.as_bytes().to_vec()],
        read: |_, bytes| drop(OfficePlan::parse(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "case_archive",
        seeds: |seeds| vec![archive(seeds)],
        read: |_, bytes| drop(opened(bytes)),
    },
];

/// The case of the seeds as it is carried to a station.
pub fn archive(seeds: &Seeds) -> Vec<u8> {
    let output = Cursor::new(vec![]);
    let writer = CaseArchiveWriter::begin(output, &seeds.case_file(), &seeds.trust);
    writer.unwrap().finish().unwrap().into_inner()
}

/// Opens a case archive that lies in a file.
///
/// # Errors
/// Why it is refused.
pub fn opened(bytes: &[u8]) -> anyhow::Result<CaseArchive> {
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), bytes)?;
    CaseArchive::open(file.path())
}
