//! The only blob store: a folder of immutable chunks under names that mean nothing.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use seal::{CHUNK_BYTES, ObjectId, ParcelId};
use tokio::task::{JoinSet, spawn_blocking};

use crate::dialer::{DialError, durable_folder};
use crate::store_error::StoreError;
use crate::transaction::WriteTx;
use crate::waiting_chunk::WaitingChunk;
use crate::{chunk, waiting_chunk};

/// A bundle that is durable, on its way to the row that will name its chunks.
///
/// When it is dropped on the way its chunks are deleted.
#[derive(Debug)]
pub struct StoredBundle {
    litter: Litter,
    chunks: BundleChunks,
}

/// Where the chunks of a [`StoredBundle`] lie until a row names them as its own.
#[derive(Debug)]
pub(crate) enum BundleChunks {
    /// They waited for the head of this parcel, and were checked.
    Waiting(ParcelId, Vec<WaitingChunk>),
    /// They were written for this bundle, and nothing names them yet.
    Written(Vec<StoredChunk>),
}

/// One chunk of a [`StoredBundle`].
#[derive(Debug, Clone)]
pub(crate) struct StoredChunk {
    pub(crate) blob: String,
    pub(crate) bytes: u64,
}

/// Takes the chunks of one bundle as they come, and has at most two on their way to the disk.
#[derive(Debug)]
pub struct BundleStore {
    blobs: Blobs,
    litter: Litter,
    chunks: Vec<StoredChunk>,
    on_the_way: JoinSet<Result<(), StoreError>>,
}

impl BundleStore {
    /// Starts writing `chunk` and returns once there is room for the next.
    ///
    /// # Errors
    /// That of any chunk so far; the bundle is lost then, and what was written is deleted.
    pub async fn put_chunk(&mut self, chunk: impl Into<Bytes>) -> Result<(), StoreError> {
        let chunk = chunk.into();
        while self.on_the_way.len() >= MOST_ON_THE_WAY {
            self.wait_for_one().await?;
        }
        let blob = blob_name()?;
        let bytes = u64::try_from(chunk.len()).map_err(StoreError::broken)?;
        self.litter.names.push(blob.clone());
        self.chunks.push(StoredChunk {
            blob: blob.clone(),
            bytes,
        });
        let blobs = self.blobs.clone();
        self.on_the_way
            .spawn(async move { blobs.put(&blob, chunk).await });
        Ok(())
    }

    /// Waits until every chunk is on the disk.
    ///
    /// # Errors
    /// As [`put_chunk`](Self::put_chunk).
    pub async fn finish(mut self) -> Result<StoredBundle, StoreError> {
        while !self.on_the_way.is_empty() {
            self.wait_for_one().await?;
        }
        Ok(StoredBundle {
            litter: self.litter.take(),
            chunks: BundleChunks::Written(std::mem::take(&mut self.chunks)),
        })
    }

    /// Deletes what was written, and returns when it is gone.
    pub async fn abandon(mut self) {
        // A write that is under way would come out after its deletion.
        while self.on_the_way.join_next().await.is_some() {}
        self.litter.pick_up().await;
    }

    async fn wait_for_one(&mut self) -> Result<(), StoreError> {
        self.on_the_way.join_next().await.unwrap_or(Ok(Ok(())))?
    }
}

impl Drop for BundleStore {
    fn drop(&mut self) {
        let mut on_the_way = std::mem::take(&mut self.on_the_way);
        let mut litter = self.litter.take();
        if litter.names.is_empty() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            while on_the_way.join_next().await.is_some() {}
            litter.pick_up().await;
        });
    }
}

impl StoredBundle {
    /// Bytes of all chunks together.
    pub fn bytes(&self) -> u64 {
        self.chunks.lengths().sum()
    }

    pub(crate) fn of_waiting(blobs: &Blobs, parcel: ParcelId, chunks: Vec<WaitingChunk>) -> Self {
        Self {
            litter: Litter {
                blobs: blobs.clone(),
                names: Vec::new(),
            },
            chunks: BundleChunks::Waiting(parcel, chunks),
        }
    }

    /// Whether every chunk but the last has the length of a chunk, so that a place in the bundle tells
    /// its chunk.
    pub(crate) fn is_cut_evenly(&self) -> bool {
        let whole = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
        let last = self.chunks.lengths().count().saturating_sub(1);
        let fits = |(place, bytes)| bytes == whole || place == last && bytes < whole;
        self.chunks.lengths().enumerate().all(fits)
    }

    /// The chunks, which nobody deletes from here on but the sweep.
    pub(crate) fn hand_over(mut self) -> (BundleChunks, Litter) {
        let nothing = BundleChunks::Written(Vec::new());
        let chunks = std::mem::replace(&mut self.chunks, nothing);
        (chunks, self.litter.take())
    }

    /// Deletes the chunks, and returns when they are gone. Those that waited wait on.
    pub async fn abandon(mut self) {
        self.litter.pick_up().await;
    }
}

impl BundleChunks {
    fn lengths(&self) -> impl Iterator<Item = u64> {
        let (waiting, written) = match self {
            Self::Waiting(_, chunks) => (chunks.as_slice(), &[][..]),
            Self::Written(chunks) => (&[][..], chunks.as_slice()),
        };
        let waiting = waiting.iter().map(|chunk| chunk.bytes);
        waiting.chain(written.iter().map(|chunk| chunk.bytes))
    }

    /// Names the blobs as those of the bundle `object`.
    pub(crate) fn record(&self, tx: &mut WriteTx<'_>, object: ObjectId) -> Result<(), StoreError> {
        match self {
            Self::Waiting(parcel, checked) => {
                let chunks = waiting_chunk::take(tx, *parcel, checked)?;
                chunk::record(tx, object, &chunks)
            }
            Self::Written(chunks) => chunk::record(tx, object, chunks),
        }
    }

    /// Whether rows have to be read before they are written.
    pub(crate) fn waited(&self) -> bool {
        matches!(self, Self::Waiting(..))
    }
}

impl Drop for StoredBundle {
    fn drop(&mut self) {
        let mut litter = self.litter.take();
        if litter.names.is_empty() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        runtime.spawn(async move { litter.pick_up().await });
    }
}

/// Blobs that no row names. What is left lying is swept after two days.
#[derive(Debug)]
pub(crate) struct Litter {
    blobs: Blobs,
    names: Vec<String>,
}

impl Litter {
    fn take(&mut self) -> Self {
        Self {
            blobs: self.blobs.clone(),
            names: std::mem::take(&mut self.names),
        }
    }

    /// Deletes the blobs.
    pub(crate) async fn pick_up(&mut self) {
        for name in std::mem::take(&mut self.names) {
            // The sweep tries again.
            let _left_lying = self.blobs.delete(&name).await.is_err();
        }
    }
}

/// The folder.
#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    store: Arc<LocalFileSystem>,
    folder: PathBuf,
}

impl Blobs {
    pub(crate) fn open(folder: &FilePath) -> Result<Self, DialError> {
        durable_folder(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|fault| DialError::NoFolder(folder.to_owned(), io::Error::other(fault)))?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folder: folder.to_owned(),
        })
    }

    pub(crate) fn new_bundle(&self) -> BundleStore {
        BundleStore {
            blobs: self.clone(),
            litter: Litter {
                blobs: self.clone(),
                names: Vec::new(),
            },
            chunks: Vec::new(),
            on_the_way: JoinSet::new(),
        }
    }

    /// Returns when the blob, its name and its folder are on the disk.
    pub(crate) async fn put(&self, name: &str, content: Bytes) -> Result<(), StoreError> {
        self.store.put(&path(name), content.into()).await?;
        Ok(())
    }

    /// Reads one blob. `NotFound` when there is none of that name.
    pub(crate) async fn read(&self, name: &str) -> Result<Bytes, StoreError> {
        match self.store.get(&path(name)).await {
            Ok(found) => Ok(found.bytes().await?),
            Err(object_store::Error::NotFound { .. }) => Err(StoreError::NotFound),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Reads at most `most` bytes of one blob from `offset` on. `NotFound` when there is none of that
    /// name.
    pub(crate) async fn read_from(
        &self,
        name: &str,
        offset: u64,
        most: u64,
    ) -> Result<Bytes, StoreError> {
        let range = offset..offset.saturating_add(most);
        match self.store.get_range(&path(name), range).await {
            Ok(bytes) => Ok(bytes),
            Err(object_store::Error::NotFound { .. }) => Err(StoreError::NotFound),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Deletes one blob; one that is gone already is no fault.
    pub(crate) async fn delete(&self, name: &str) -> Result<(), StoreError> {
        match self.store.delete(&path(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// The names of all blobs that were written before `unix_seconds`, some at a time.
    pub(crate) fn older_than(
        &self,
        unix_seconds: i64,
    ) -> BoxStream<'static, Result<String, StoreError>> {
        let name = move |meta: ObjectMeta| {
            let old = meta.last_modified.timestamp() < unix_seconds;
            let name = meta.location.filename().filter(|_| old).map(str::to_owned);
            std::future::ready(Ok(name))
        };
        Box::pin(
            self.store
                .list(None)
                .map_err(StoreError::from)
                .try_filter_map(name),
        )
    }

    /// Deletes what writes that were cut off before `unix_seconds` left behind. The store lists
    /// only finished blobs, so these half-written files are looked for in the folder itself.
    pub(crate) async fn sweep_unfinished(&self, unix_seconds: i64) -> Result<u64, StoreError> {
        let folder = self.folder.clone();
        spawn_blocking(move || sweep_unfinished(&folder, unix_seconds)).await?
    }
}

fn sweep_unfinished(folder: &FilePath, unix_seconds: i64) -> Result<u64, StoreError> {
    let mut swept = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            swept += sweep_unfinished(&entry.path(), unix_seconds)?;
            continue;
        }
        if !entry.file_name().to_string_lossy().contains('#') {
            continue;
        }
        let written = entry
            .metadata()?
            .modified()?
            .duration_since(std::time::UNIX_EPOCH);
        let written = written.map_or(0, |since| since.as_secs());
        if i64::try_from(written).is_ok_and(|written| written < unix_seconds) {
            fs::remove_file(entry.path())?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Thirty-two hexadecimal digits, drawn.
pub(crate) fn blob_name() -> Result<String, StoreError> {
    let drawn: [u8; 16] = seal::random_bytes()?;
    Ok(format!("{:032x}", u128::from_be_bytes(drawn)))
}

/// Blobs lie in 256 folders named by their first two digits.
fn path(name: &str) -> Path {
    let (folder, _) = name.split_at_checked(2).unwrap_or(("", name));
    Path::from_iter([folder, name])
}

const MOST_ON_THE_WAY: usize = 2;
