use std::collections::BTreeSet;
use std::io::{self, Read, Write};

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zip::write::{SimpleFileOptions, StreamWriter as ZipStream};
use zip::{CompressionMethod, ZipWriter};

use crate::bundle_chunks::Chunks;
use crate::digest::Digest;
use crate::framing::begin_case_book;
use crate::id::InstanceId;
use crate::key_file::OfficerKeys;
use crate::signing::{BadSignature, Signature, VerifyingKey};

/// A case, or a part of one, as a file that leaves the office: a ZIP that every machine opens, with a list of the
/// SHA-256 digests of all that is in it, and the signature of the officer who made it over that list. Nothing in it is
/// sealed any more.
///
/// What it holds at a time is bounded by one chunk, however large the files are.
pub struct CaseBook {
    zip: ZipWriter<ZipStream<Chunks>>,
    chunks: Chunks,
    names: BTreeSet<String>,
    sums: String,
}

/// A book that is closed.
#[derive(Debug)]
pub struct FinishedCaseBook {
    /// The SHA-256 digest of the whole file.
    pub digest: Digest,
    /// Its length in bytes.
    pub length: u64,
    /// What is still to be written of it.
    pub last: Vec<Vec<u8>>,
}

/// Why something is not put into a book.
#[derive(Debug, Error)]
pub enum CaseBookError {
    /// It could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The name leads elsewhere, is there already, or is one of the book's own.
    #[error("`{0}` cannot be a name in the file")]
    Name(String),
    /// The ZIP could not be made.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
}

impl CaseBook {
    /// The list of digests, in the format of `sha256sum`.
    pub const SUMS: &'static str = "SHA256SUMS";
    /// What is signed: framed tag `tabir/v1/case-file` ‖ SHA-256 of the list.
    pub const SIGNED: &'static str = "SHA256SUMS.signed";
    /// The officer's Ed25519 signature over that, 64 bytes.
    pub const SIGNATURE: &'static str = "SHA256SUMS.sig";
    /// The officer's public key, in the PEM format of RFC 8410.
    pub const KEY: &'static str = "officer.pem";

    const OWN: [&'static str; 4] = [Self::SUMS, Self::SIGNED, Self::SIGNATURE, Self::KEY];

    /// Begins an empty one.
    pub fn begin() -> Self {
        let chunks = Chunks::default();
        Self {
            zip: ZipWriter::new_stream(chunks.clone()),
            chunks,
            names: BTreeSet::new(),
            sums: String::new(),
        }
    }

    /// Adds a file under a name of ours, which may have folders, and returns its digest.
    ///
    /// # Errors
    /// [`CaseBookError`].
    pub fn add(&mut self, name: &str, mut content: impl Read) -> Result<Digest, CaseBookError> {
        let is_plain = |part: &str| {
            !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\n', '\r'])
        };
        let is_sound = name.split('/').all(is_plain) && !Self::OWN.contains(&name);
        if !is_sound || !self.names.insert(name.to_lowercase()) {
            return Err(CaseBookError::Name(name.to_owned()));
        }
        self.zip.start_file(name, stored())?;
        let mut hash = Sha256::new();
        let mut block = vec![0; 64 * 1_024];
        loop {
            let read = content.read(&mut block)?;
            let bytes = block.get(..read).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            hash.update(bytes);
            self.zip.write_all(bytes)?;
        }
        let digest = Digest::from_bytes(hash.finalize().into());
        self.sums.push_str(&format!("{digest}  {name}\n"));
        Ok(digest)
    }

    /// Hands out the next full chunk of the file, if there is one.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        self.chunks.take_full()
    }

    /// Adds the list of digests and the officer's signature over it, and closes the file.
    ///
    /// # Errors
    /// [`CaseBookError`].
    pub fn finish(mut self, keys: &OfficerKeys) -> Result<FinishedCaseBook, CaseBookError> {
        let signed = signed_bytes(keys.instance, self.sums.as_bytes());
        let signature = keys.signing.sign(&signed);
        let key = pem(&keys.signing.verifying());
        for (name, bytes) in [
            (Self::SUMS, self.sums.as_bytes()),
            (Self::SIGNED, &signed),
            (Self::SIGNATURE, &signature),
            (Self::KEY, key.as_bytes()),
        ] {
            self.zip.start_file(name, stored())?;
            self.zip.write_all(bytes)?;
        }
        self.zip.finish()?;
        let (digest, length, last) = self.chunks.close();
        Ok(FinishedCaseBook {
            digest,
            length,
            last,
        })
    }

    /// Checks an officer's signature over a list of digests.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(
        instance: InstanceId,
        signer: &VerifyingKey,
        sums: &[u8],
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        signer.check(&signed_bytes(instance, sums), signature)
    }
}

fn signed_bytes(instance: InstanceId, sums: &[u8]) -> Vec<u8> {
    let mut signed = begin_case_book(instance);
    signed.extend_from_slice(Digest::of(sums).as_bytes());
    signed
}

/// An Ed25519 key as RFC 8410 writes it: a fixed beginning of DER, then 32 bytes.
fn pem(key: &VerifyingKey) -> String {
    let mut der = vec![
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ];
    der.extend_from_slice(key.as_bytes());
    let text = Base64::encode_string(&der);
    format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true)
}

impl std::fmt::Debug for CaseBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseBook(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use zip::ZipArchive;

    use super::*;
    use crate::id::OfficerId;

    fn book_of(files: &[(&str, Vec<u8>)]) -> (OfficerKeys, Digest, Vec<u8>) {
        let manifest = Digest::of(b"a manifest");
        let officer = OfficerId::draw().unwrap();
        let instance = InstanceId::draw().unwrap();
        let keys = OfficerKeys::draw(instance, manifest, officer).unwrap();
        let (mut book, mut bytes) = (CaseBook::begin(), vec![]);
        for (name, content) in files {
            let digest = book.add(name, content.as_slice()).unwrap();
            assert_eq!(digest, Digest::of(content));
            while let Some(chunk) = book.take_chunk() {
                bytes.extend(chunk);
            }
        }
        let finished = book.finish(&keys).unwrap();
        bytes.extend(finished.last.concat());
        assert_eq!(u64::try_from(bytes.len()).unwrap(), finished.length);
        (keys, finished.digest, bytes)
    }

    fn entry(zip: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Vec<u8> {
        let mut bytes = vec![];
        let mut entry = zip.by_name(name).unwrap();
        entry.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn everything_in_a_book_is_listed_and_the_list_is_signed() {
        let large = vec![7; 3 * 1_024 * 1_024];
        let files = [
            ("index.html", b"<!doctype html>".to_vec()),
            ("files/1-plan.txt", b"the plan".to_vec()),
            ("files/2-large.bin", large),
        ];
        let (keys, digest, bytes) = book_of(&files);
        assert_eq!(digest, Digest::of(&bytes));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let sums = entry(&mut zip, CaseBook::SUMS);
        let listed = String::from_utf8(sums.clone()).unwrap();
        assert_eq!(listed.lines().count(), files.len());
        for (name, content) in &files {
            assert_eq!(&entry(&mut zip, name), content);
            assert!(listed.contains(&format!("{}  {name}\n", Digest::of(content))));
        }
        let signature = entry(&mut zip, CaseBook::SIGNATURE).try_into().unwrap();
        let signer = keys.signing.verifying();
        assert!(CaseBook::check(keys.instance, &signer, &sums, &signature).is_ok());
        // As a stock tool does it: the signed bytes, which end in the digest of the list.
        let signed = entry(&mut zip, CaseBook::SIGNED);
        assert!(signer.check(&signed, &signature).is_ok());
        assert!(signed.ends_with(Digest::of(&sums).as_bytes()));
        let key = String::from_utf8(entry(&mut zip, CaseBook::KEY)).unwrap();
        let key = Base64::decode_vec(key.lines().nth(1).unwrap()).unwrap();
        assert!(key.ends_with(signer.as_bytes()));

        let changed = [&sums[..], b"0"].concat();
        let elsewhere = InstanceId::draw().unwrap();
        for told in [
            CaseBook::check(keys.instance, &signer, &changed, &signature),
            CaseBook::check(elsewhere, &signer, &sums, &signature),
        ] {
            assert_eq!(told, Err(BadSignature));
        }
    }

    #[test]
    fn no_name_leads_out_of_a_book_or_stands_in_it_twice() {
        let mut book = CaseBook::begin();
        book.add("files/a", &b"a"[..]).unwrap();
        for name in [
            "",
            "/a",
            "a/../../b",
            "..",
            "a//b",
            "files/A",
            "a\\b",
            "a\nb",
            "SHA256SUMS",
            "officer.pem",
        ] {
            let told = book.add(name, &b"b"[..]);
            assert!(matches!(told, Err(CaseBookError::Name(_))), "{name}");
        }
    }
}
