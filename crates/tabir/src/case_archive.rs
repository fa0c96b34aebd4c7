//! A case on its way to a machine without a connection: one ZIP with the outer lock taken off, so that
//! ordinary age tools open it, and with everything `tabir` needs to check it.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use casework::{CaseStage, CaseStatus};
use seal::answer::Claim;
use seal::{
    DetachedObject, Grant, KeyRing, OfficerId, SealedObject, SignedCaseHeader, Trust,
    VerifiedManifest,
};
use serde::{Deserialize, Serialize};
use storage::{ArrivedObject, CaseFile, ListedCase, Priority, StoredObject};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A case archive that is open for reading.
pub struct CaseArchive {
    zip: ZipArchive<File>,
    /// The trust that travelled along.
    pub trust: Trust,
    /// The case.
    pub file: CaseFile,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    format: String,
    epoch: u32,
    status: String,
    /// Archives of before there were stages have none.
    #[serde(default)]
    stage: String,
    received_on: String,
    holders: Vec<String>,
    rosters: usize,
    objects: Vec<IndexedObject>,
    claims: Vec<IndexedClaim>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexedObject {
    name: String,
    bundle: bool,
    arrived_on: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexedClaim {
    code: u8,
    sequence: u16,
    day: String,
}

/// Writes a case archive. Bundles follow with [`begin_bundle`](Self::begin_bundle).
pub struct CaseArchiveWriter<W: Write + Seek> {
    zip: ZipWriter<W>,
    bundles: Vec<(DetachedObject, String)>,
}

impl<W: Write + Seek> CaseArchiveWriter<W> {
    /// Writes everything but the ciphertext of bundles.
    ///
    /// # Errors
    /// Those of the file.
    pub fn begin(output: W, file: &CaseFile, trust: &Trust) -> Result<Self> {
        let mut writer = Self {
            zip: ZipWriter::new(output),
            bundles: vec![],
        };
        writer.entry("README.txt", README.as_bytes())?;
        writer.entry("trust/manifest", trust.manifest.note().as_bytes())?;
        writer.entry("trust/officer-keys", trust.keys.to_text().as_bytes())?;
        for (number, roster) in trust.rosters().iter().enumerate() {
            writer.entry(&format!("trust/rosters/{number}"), roster.note().as_bytes())?;
        }
        writer.entry("case.header", &file.case.header.to_bytes())?;
        for grant in &file.case.grants {
            writer.entry(&format!("grants/epoch-{}.age", grant.epoch), &grant.sealed)?;
            writer.entry(
                &format!("grants/epoch-{}.grant", grant.epoch),
                &grant.to_bytes(),
            )?;
        }
        let mut objects = vec![];
        for (number, arrived) in file.objects.iter().enumerate() {
            let name = format!(
                "objects/{:04}-{}",
                number + 1,
                arrived.object.header().kind.word()
            );
            let bundle = match &arrived.object {
                StoredObject::Text(text) => {
                    writer.entry(&format!("{name}.age"), &text.sealed)?;
                    writer.entry(&format!("{name}.header"), &text.detached().to_bytes())?;
                    false
                }
                StoredObject::Bundle(bundle) => {
                    writer.entry(&format!("{name}.header"), &bundle.to_bytes())?;
                    writer.bundles.push((bundle.clone(), format!("{name}.age")));
                    true
                }
            };
            objects.push(IndexedObject {
                name,
                bundle,
                arrived_on: arrived.arrived_on.to_string(),
            });
        }
        let claim = |claim: &Claim| IndexedClaim {
            code: claim.code,
            sequence: claim.sequence,
            day: claim.day.to_string(),
        };
        let index = Index {
            format: FORMAT.to_owned(),
            epoch: file.epoch,
            status: file.case.status.word().to_owned(),
            stage: file.case.stage.word().to_owned(),
            received_on: file.case.received_on.to_string(),
            holders: file.holders.iter().map(OfficerId::to_string).collect(),
            rosters: trust.rosters().len(),
            objects,
            claims: file.claims.iter().map(claim).collect(),
        };
        writer.entry("index.json", &serde_json::to_vec_pretty(&index)?)?;
        Ok(writer)
    }

    /// The bundles whose ciphertext is still to come, in order.
    pub fn bundles(&self) -> Vec<DetachedObject> {
        self.bundles
            .iter()
            .map(|(bundle, _)| bundle.clone())
            .collect()
    }

    /// Begins the ciphertext of a bundle; write it with [`CaseArchiveWriter::write`].
    ///
    /// # Errors
    /// Those of the file.
    pub fn begin_bundle(&mut self, bundle: &DetachedObject) -> Result<()> {
        let known = self.bundles.iter().find(|(known, _)| known == bundle);
        let name = known
            .map(|(_, name)| name.clone())
            .context("the bundle is not of this case")?;
        Ok(self.zip.start_file(name, stored())?)
    }

    /// Adds bytes to what was begun.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.zip.write_all(bytes)?)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(self) -> Result<W> {
        Ok(self.zip.finish()?)
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.zip.start_file(name, stored())?;
        Ok(self.zip.write_all(bytes)?)
    }
}

impl CaseArchive {
    /// Reads a case archive. Signatures of manifest, rosters and case header are checked here, those of
    /// grants and objects when the case is opened.
    ///
    /// # Errors
    /// Says which part is missing or damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let file =
            File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        let left = file.metadata()?.len().saturating_mul(MOST_SWELLING);
        let zip = ZipArchive::new(file)
            .with_context(|| format!("`{}` is no case archive", path.display()))?;
        let mut parts = Parts { zip, left };
        let index: Index =
            serde_json::from_slice(&parts.take("index.json")?).context("the index is damaged")?;
        if index.format != FORMAT {
            bail!(
                "the archive has the format `{}`, which is unknown here",
                index.format
            );
        }
        let trust = parts.trust(index.rosters)?;
        let header = SignedCaseHeader::from_bytes(&parts.take("case.header")?)?;
        let mut grants = vec![];
        for epoch in 1..=index.epoch.min(MOST_EPOCHS) {
            if let Some(bytes) = parts.find(&format!("grants/epoch-{epoch}.grant"))? {
                grants.push(Grant::from_bytes(&bytes)?);
            }
        }
        let mut objects = vec![];
        for object in &index.objects {
            let head =
                DetachedObject::from_bytes(&parts.take(&format!("{}.header", object.name))?)?;
            let stored = if object.bundle {
                StoredObject::Bundle(head)
            } else {
                let sealed = parts.take(&format!("{}.age", object.name))?;
                StoredObject::Text(SealedObject {
                    header: head.header,
                    sealed,
                    signature: head.signature,
                })
            };
            objects.push(ArrivedObject {
                object: stored,
                arrived_on: object.arrived_on.parse()?,
            });
        }
        let claim = |claim: &IndexedClaim| -> Result<Claim> {
            Ok(Claim {
                code: claim.code,
                sequence: claim.sequence,
                day: claim.day.parse()?,
            })
        };
        let case = ListedCase {
            header,
            status: index.status.parse::<CaseStatus>()?,
            stage: match index.stage.as_str() {
                "" => CaseStage::Received,
                stage => stage.parse()?,
            },
            priority: Priority::Normal,
            received_on: index.received_on.parse()?,
            due_on: None,
            grants,
            card: None,
            first_card: None,
        };
        let file = CaseFile {
            case,
            epoch: index.epoch,
            // What waits for a decision is decided at the desk.
            is_held: false,
            pending: None,
            protections: vec![],
            told: vec![],
            holders: index
                .holders
                .iter()
                .map(|id| id.parse())
                .collect::<Result<_, _>>()?,
            objects,
            claims: index.claims.iter().map(claim).collect::<Result<_>>()?,
            tasks: vec![],
            referrals: vec![],
        };
        Ok(Self {
            zip: parts.zip,
            trust,
            file,
        })
    }

    /// Copies the ciphertext of a bundle out of the archive.
    ///
    /// # Errors
    /// When it is not there.
    pub fn copy_bundle(&mut self, bundle: &DetachedObject, to: &mut impl Write) -> Result<()> {
        let is_it =
            |arrived: &ArrivedObject| arrived.object.header().object == bundle.header.object;
        let place = self
            .file
            .objects
            .iter()
            .position(is_it)
            .context("the bundle is not of this case")?;
        let name = format!("objects/{:04}-{}.age", place + 1, bundle.header.kind.word());
        let mut entry = self
            .zip
            .by_name(&name)
            .with_context(|| format!("`{name}` is missing"))?;
        std::io::copy(&mut entry, to)?;
        Ok(())
    }
}

/// The entries of an archive. Whoever carried it may have written an index that names the same one over
/// and over, so what is taken altogether is bounded by the file.
struct Parts {
    zip: ZipArchive<File>,
    left: u64,
}

impl Parts {
    fn take(&mut self, name: &str) -> Result<Vec<u8>> {
        self.find(name)?
            .with_context(|| format!("the archive has no `{name}`"))
    }

    fn find(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(fault) => return Err(fault.into()),
        };
        let mut bytes = vec![];
        let most = self.left.min(MOST_PART_BYTES);
        entry.take(most + 1).read_to_end(&mut bytes)?;
        let taken = u64::try_from(bytes.len())?;
        if taken > most {
            bail!("the archive is damaged: it says that it holds more than it has room for");
        }
        self.left -= taken;
        Ok(Some(bytes))
    }

    fn trust(&mut self, rosters: usize) -> Result<Trust> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).context("the archive is damaged");
        let manifest = VerifiedManifest::check(&text(self.take("trust/manifest")?)?)?;
        let keys = KeyRing::read(&text(self.take("trust/officer-keys")?)?)?;
        let mut notes = vec![];
        for number in 0..rosters {
            notes.push(text(self.take(&format!("trust/rosters/{number}"))?)?);
        }
        Ok(Trust::new(
            manifest,
            notes.iter().map(String::as_str),
            keys,
        )?)
    }
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true)
        .unix_permissions(0o600)
}

const FORMAT: &str = "tabir/v1/case-archive";
/// More epochs than a case ever sees.
const MOST_EPOCHS: u32 = 1_000;
/// Entries are stored as they are; an archive that somebody packed anew still opens.
const MOST_SWELLING: u64 = 4;
const MOST_PART_BYTES: u64 = 8 * 1_024 * 1_024;
const README: &str = "\
This archive holds one case. The outer lock of the server is off; everything is still sealed.

With tabir:          tabir open --file THIS.zip --key YOUR.key --out FOLDER
With ordinary tools: age 1.3 or later, and your identity written to me.txt by `tabir key identity`:
                     age -d -i me.txt grants/epoch-1.age > case.txt
                     age -d -i case.txt objects/0001-report.age
A bundle of files is a ZIP once it is opened. Remove me.txt and case.txt afterwards.
";
