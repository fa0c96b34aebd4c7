//! What an office releases, as it reaches the door: documents that were verified, with the bytes that were signed.

use std::collections::BTreeMap;

use casework::{CodedFault, ReleaseDocument};
use pages::observatory::{FileLine, PublicRelease};

/// Everything that is released, and what its bodies are called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// The releases. Whoever hands them over has verified each of them.
    pub releases: Vec<Released>,
    /// What each body is called, by its id.
    pub bodies: BTreeMap<String, String>,
    /// The address of the licence that whoever runs the office has put the figures under.
    pub licence: Option<String>,
}

/// A release that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// What was released.
    pub document: ReleaseDocument,
    /// Its files with their texts, those with the signatures among them.
    pub files: BTreeMap<String, String>,
    /// Who signed it, and when.
    pub signers: Vec<String>,
    /// SHA-256 of its list of digests, in hexadecimal digits.
    pub digest: String,
}

impl Published {
    /// The releases as pages show them, the newest period first, each with a folder of its own. What it is called has
    /// digits of the digest in it, so that nothing else ever stands at its address, whatever lies beside it.
    pub(crate) fn shown(&self) -> Result<Vec<(PublicRelease, &Released)>, CodedFault> {
        let mut shown = vec![];
        for one in &self.releases {
            let mark: String = one.digest.chars().take(MARK).collect();
            let name = format!("{}-{mark}", one.document.name);
            let lines = one.files.iter().map(|(file, text)| FileLine {
                path: format!("data/releases/{name}/{file}"),
                kind: kind_of(file),
                bytes: text.len(),
            });
            let (document, lines) = (one.document.clone(), lines.collect());
            let (digest, signers) = (one.digest.clone(), one.signers.clone());
            let release = PublicRelease::of(document, name, digest, signers, lines)?;
            shown.push((release, one));
        }
        shown.sort_by(|(one, _), (other, _)| {
            let place = |release: &PublicRelease| (release.kind(), release.name.clone());
            other
                .period()
                .last_day()
                .cmp(&one.period().last_day())
                .then_with(|| place(one).cmp(&place(other)))
        });
        Ok(shown)
    }
}

fn kind_of(file: &str) -> &'static str {
    let known = KINDS.iter().find(|(end, _)| file.ends_with(end));
    known.map_or("SHA256SUMS", |(_, kind)| kind)
}

/// So many hexadecimal digits tell releases of one name apart.
const MARK: usize = 8;
/// The first that fits counts.
const KINDS: &[(&str, &str)] = &[
    (".signed", "SIGNATURES"),
    (".csv-metadata.json", "CSVW"),
    (".csv", "CSV"),
    (".json", "JSON"),
];
