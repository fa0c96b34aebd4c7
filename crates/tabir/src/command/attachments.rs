//! Files on their way into a sealed bundle.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use seal::{BundleSealer, CHUNK_BYTES, DetachedObject, FinishedBundle};
use storage::{CaseRoom, StoredBundle};

/// Seals files and hands every chunk of the ciphertext to `keep`.
pub(super) async fn seal_files(
    files: &[PathBuf],
    limit: u64,
    mut bundle: BundleSealer,
    mut keep: impl AsyncFnMut(Vec<u8>) -> Result<()>,
) -> Result<FinishedBundle> {
    let mut block = vec![0; 256 * 1_024];
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let mut file =
            File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        bundle.start_file(&name.unwrap_or_default())?;
        loop {
            let read = file.read(&mut block)?;
            let bytes = block.get(..read).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            bundle.write(bytes)?;
            while let Some(chunk) = bundle.take_chunk() {
                keep(chunk).await?;
            }
            if bundle.written() > limit {
                bail!("the files have more than {limit} bytes together; send some of them later");
            }
        }
    }
    while let Some(chunk) = bundle.pad()? {
        keep(chunk).await?;
    }
    let (finished, last) = bundle.finish()?;
    for chunk in last {
        keep(chunk).await?;
    }
    Ok(finished)
}

/// Where the sealed files of an answer lie, beside the answer that is carried.
pub(super) fn beside(answer: &Path) -> PathBuf {
    let mut name = answer.as_os_str().to_owned();
    name.push(".files");
    name.into()
}

/// Makes the file for the sealed files of an answer.
pub(super) fn new_file(path: &Path) -> Result<File> {
    File::create_new(path).with_context(|| format!("`{}` cannot be made", path.display()))
}

/// Checks that a file is the bundle that was signed, and stores it.
pub(super) async fn store(
    room: &CaseRoom,
    bundle: &DetachedObject,
    path: &Path,
) -> Result<StoredBundle> {
    let open = || {
        File::open(path).with_context(|| {
            format!(
                "`{}` cannot be read; it was made with the answer and is carried with it",
                path.display()
            )
        })
    };
    bundle.check_content(open()?)?;
    let mut file = open()?;
    let mut store = room.new_bundle();
    loop {
        let mut chunk = Vec::with_capacity(CHUNK_BYTES);
        let most = u64::try_from(CHUNK_BYTES)?;
        Read::by_ref(&mut file).take(most).read_to_end(&mut chunk)?;
        if chunk.is_empty() {
            return Ok(store.finish().await?);
        }
        store.put_chunk(chunk).await?;
    }
}

/// Writes a chunk to the end of a file.
pub(super) fn append(file: &mut File, chunk: &[u8]) -> Result<()> {
    Ok(file.write_all(chunk)?)
}
