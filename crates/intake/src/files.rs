//! Files on their way from the line through the seal to the store, a chunk at a time.

use http_guard::Refusal;
use pages::Fault;
use seal::{BundleError, BundleSealer, FinishedBundle, ResendMac};
use storage::{BundleStore, StoredBundle};

use crate::{
    Intake,
    fault::{SealFault, Setback},
    intake::size_text,
    upload::{FilePart, Upload},
};

/// Seals and stores every file that is still to come. When anything goes wrong nothing of it stays.
pub(crate) async fn keep(
    intake: &Intake,
    upload: &mut Upload,
    sealer: BundleSealer,
    resend: &mut ResendMac,
) -> Result<(FinishedBundle, StoredBundle), Setback> {
    let _place = intake.uploads.for_files().await?;
    let mut store = intake.drop_box.new_bundle();
    match pass_through(intake, upload, sealer, (&mut store, resend)).await {
        Ok(finished) => Ok((finished, store.finish().await?)),
        Err(setback) => {
            store.abandon().await;
            Err(setback)
        }
    }
}

async fn pass_through(
    intake: &Intake,
    upload: &mut Upload,
    mut sealer: BundleSealer,
    (store, resend): (&mut BundleStore, &mut ResendMac),
) -> Result<FinishedBundle, Setback> {
    let most = intake.limits().bundle_bytes;
    let mut total = 0_u64;
    while let Some(mut file) = upload.next_file().await? {
        begin(intake, &file, &mut sealer)?;
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
            sealer.write(&bytes).map_err(bundle_setback)?;
            while let Some(chunk) = sealer.take_chunk() {
                store.put_chunk(chunk).await?;
            }
        }
        resend.field("file length", &length.to_be_bytes());
    }
    while let Some(chunk) = sealer.pad().map_err(bundle_setback)? {
        store.put_chunk(chunk).await?;
    }
    let (finished, last) = sealer.finish().map_err(bundle_setback)?;
    for chunk in last {
        store.put_chunk(chunk).await?;
    }
    Ok(finished)
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
