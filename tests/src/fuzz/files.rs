//! Files, as strangers make them.

use std::io::Cursor;

use seal::OpenedBundle;

use super::Target;

/// Their readers.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "zip_inside_a_bundle",
        seeds: |seeds| {
            vec![
                seal::age_file::open(&seeds.case_key, &seeds.bundle)
                    .unwrap()
                    .to_vec(),
            ]
        },
        read: |seeds, bytes| {
            // A reporter can seal anything, so the mutation happens inside the age file.
            let sealed = seal::age_file::seal(&[seeds.case_key.recipient()], bytes).unwrap();
            let bundle = seeds.head.bundle.as_ref().unwrap();
            if let Ok(mut opened) = OpenedBundle::open(bundle, &seeds.case_key, Cursor::new(sealed))
            {
                let mut total = 0;
                drop(opened.files(|_, _, content| {
                    total += std::io::copy(content, &mut std::io::sink())?;
                    Ok(())
                }));
                assert!(
                    total <= u64::try_from(bytes.len()).unwrap() * 4,
                    "nothing is inflated"
                );
            }
        },
    },
    Target {
        name: "file_of_a_stranger",
        seeds: |_| {
            let folder = crate::SAMPLES;
            let mut paths: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            paths.sort();
            let files = paths.iter().map(|path| std::fs::read(path).unwrap());
            files.filter(|file| file.len() < 16_000).collect()
        },
        read: |_, bytes| {
            let cleaned = traces::clean(bytes);
            let found = traces::find("a", bytes);
            assert_eq!(
                found.removable, cleaned.removed,
                "what is told is what goes"
            );
            let again = traces::find("a", &cleaned.bytes);
            assert!(cleaned.not_cleaned.is_some() || again.removable.is_empty());
        },
    },
];
