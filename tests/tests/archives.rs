//! Case archives that somebody changed on the way to the station.

use std::io::{Cursor, Read, Write};

use journeys::fuzz::Seeds;
use journeys::operator_files::{archive, opened};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[test]
fn an_archive_whose_index_names_one_object_over_and_over_is_refused_before_it_fills_the_memory() {
    let archive = archive(Seeds::shared());
    assert!(opened(&archive).is_ok());
    let repeated = |times: usize| {
        with_index(&archive, |index| {
            let objects = index["objects"].as_array_mut().unwrap();
            let first = objects[0].clone();
            objects.extend(std::iter::repeat_n(first, times));
        })
    };
    assert!(opened(&repeated(0)).is_ok(), "the change itself works");
    let Err(refused) = opened(&repeated(100_000)) else {
        panic!("it takes far more than the file holds")
    };
    assert!(refused.to_string().contains("damaged"), "{refused:#}");
}

/// The archive with its index changed, and everything else as it was.
fn with_index(archive: &[u8], change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(vec![]));
    for place in 0..from.len() {
        let mut entry = from.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        if name == "index.json" {
            let mut index = serde_json::from_slice(&bytes).unwrap();
            change(&mut index);
            bytes = serde_json::to_vec(&index).unwrap();
        }
        let stored = SimpleFileOptions::default();
        to.start_file(
            name,
            stored.compression_method(zip::CompressionMethod::Stored),
        )
        .unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}
