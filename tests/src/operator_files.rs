//! Parsers of what operators write.

use tabir::config::Config;
use tabir::office_plan::OfficePlan;

use crate::fuzz::Target;

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
];
