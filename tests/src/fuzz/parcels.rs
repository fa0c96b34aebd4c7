//! What reporters hand in.

use seal::ParcelReader;

use super::Target;
use super::seeds::TODAY;

/// Their readers.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "parcel",
        seeds: |seeds| vec![seeds.parcel.clone()],
        read: |seeds, bytes| {
            let mut reader = ParcelReader::new(&seeds.trust, TODAY);
            for piece in bytes.chunks(1_000) {
                if reader.feed(piece).is_err() {
                    return;
                }
            }
            drop(reader.finish());
        },
    },
    Target {
        name: "follow_up",
        seeds: |seeds| vec![seeds.follow_up.clone()],
        read: |seeds, bytes| {
            let mut reader = ParcelReader::new(&seeds.trust, TODAY);
            for piece in bytes.chunks(1_000) {
                if reader.feed(piece).is_err()
                    || reader.asks().is_some() && reader.tell(Some(&seeds.status)).is_err()
                {
                    return;
                }
            }
            let read = reader.finish().ok().and_then(|(read, _)| read.follow_up());
            if let Some(read) = read {
                assert_eq!(read.mailbox, seeds.status.header.mailbox);
                assert_eq!(bytes, seeds.follow_up, "only what was signed is taken");
            }
        },
    },
];
