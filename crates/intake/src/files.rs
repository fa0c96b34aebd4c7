//! Files on their way from the line through the seal to the store, a chunk at a time.

use http_guard::Refusal;
use pages::Fault;
use seal::{BundleError, BundleSealer, FinishedBundle, ResendMac};
use storage::{BundleStore, StoredBundle};

use crate::{
    Intake,
    cleaning::{CleanedForm, Cleaner},
    fault::{SealFault, Setback},
    intake::size_text,
    upload::{FilePart, Upload},
};

/// The files of a form, sealed and stored.
#[derive(Default)]
pub(crate) struct KeptFiles {
    pub(crate) bundle: Option<FinishedBundle>,
    pub(crate) stored: Option<StoredBundle>,
    /// What became of them, where hidden data was to be removed.
    pub(crate) cleaned: CleanedForm,
}

/// Seals and stores every file that is still to come, without hidden data where that was asked for.
/// When anything goes wrong nothing of it stays.
pub(crate) async fn keep(
    intake: &Intake,
    upload: &mut Upload,
    sealer: BundleSealer,
    (resend, clean): (&mut ResendMac, bool),
) -> Result<KeptFiles, Setback> {
    let _place = if clean {
        intake.uploads.for_files_to_clean().await?
    } else {
        intake.uploads.for_files().await?
    };
    let mut cleaner = clean.then(Cleaner::new);
    let mut store = intake.drop_box.new_bundle();
    let way = Way {
        sealer,
        store: &mut store,
    };
    match pass_through(intake, upload, (way, cleaner.as_mut()), resend).await {
        Ok(finished) => Ok(KeptFiles {
            bundle: Some(finished),
            stored: Some(store.finish().await?),
            cleaned: cleaner.map(Cleaner::done).unwrap_or_default(),
        }),
        Err(setback) => {
            store.abandon().await;
            Err(setback)
        }
    }
}

async fn pass_through(
    intake: &Intake,
    upload: &mut Upload,
    (mut way, mut cleaner): (Way<'_>, Option<&mut Cleaner>),
    resend: &mut ResendMac,
) -> Result<FinishedBundle, Setback> {
    let most = intake.limits().bundle_bytes;
    let mut total = 0_u64;
    while let Some(mut file) = upload.next_file().await? {
        begin(intake, &file, &mut way.sealer)?;
        resend.field("file", file.name.as_bytes());
        let mut length = 0_u64;
        while let Some(bytes) = file.next_bytes().await? {
            let arrived = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            length = length.saturating_add(arrived);
            total = total.saturating_add(arrived);
            if total > most {
                return Err(
                    Fault::with("files", "fault-files-too-large", "size", size_text(most)).into(),
                );
            }
            resend.bytes(&bytes);
            if let Some(cleaner) = &mut cleaner {
                if cleaner.hold(&bytes) {
                    continue;
                }
                way.pass(cleaner.held()).await?;
                cleaner.let_go();
            }
            way.pass(&bytes).await?;
        }
        resend.field("file length", &length.to_be_bytes());
        if let Some(cleaner) = &mut cleaner
            && let Some(clean) = cleaner.finish(&intake.uploads).await?
        {
            way.pass(&clean.bytes).await?;
        }
    }
    way.end().await
}

/// From the seal to the store.
struct Way<'s> {
    sealer: BundleSealer,
    store: &'s mut BundleStore,
}

impl Way<'_> {
    /// Seals bytes of the file that was begun last, and stores what is full.
    async fn pass(&mut self, bytes: &[u8]) -> Result<(), Setback> {
        for piece in bytes.chunks(PIECE_BYTES) {
            self.sealer.write(piece).map_err(bundle_setback)?;
            while let Some(chunk) = self.sealer.take_chunk() {
                self.store.put_chunk(chunk).await?;
            }
        }
        Ok(())
    }

    async fn end(mut self) -> Result<FinishedBundle, Setback> {
        while let Some(chunk) = self.sealer.pad().map_err(bundle_setback)? {
            self.store.put_chunk(chunk).await?;
        }
        let (finished, last) = self.sealer.finish().map_err(bundle_setback)?;
        for chunk in last {
            self.store.put_chunk(chunk).await?;
        }
        Ok(finished)
    }
}

fn begin(intake: &Intake, file: &FilePart, sealer: &mut BundleSealer) -> Result<(), Setback> {
    if file.name.len() > MOST_NAME_BYTES {
        return Err(Fault::with(
            "files",
            "fault-file-name-too-long",
            "length",
            MOST_NAME_BYTES / 4,
        )
        .into());
    }
    match sealer.start_file(&file.name) {
        Ok(_) => Ok(()),
        Err(BundleError::TooManyFiles { .. }) => Err(Fault::with(
            "files",
            "fault-files-too-many",
            "count",
            intake.limits().files,
        )
        .into()),
        Err(fault) => Err(bundle_setback(fault)),
    }
}

fn bundle_setback(fault: BundleError) -> Setback {
    Setback::Refused(Refusal::internal(SealFault(fault.into())))
}

/// No system makes names this long; what makes them is not a file chooser. Shorter ones that are
/// still too long for a bundle are cut there.
const MOST_NAME_BYTES: usize = 1_000;

/// What is sealed at once, so that full chunks are stored before more of them are made.
const PIECE_BYTES: usize = 64 * 1_024;
