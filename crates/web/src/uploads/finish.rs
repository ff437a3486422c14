//! The last byte: an upload becomes a video, exactly once.

use carry::id::VideoId;
use carry::manifest::Core;
use carry::manifest::limits::CORE_VERSION;
use seams::entropy;
use store::{CompleteRefusal, NewJob, NewVideo, StoreError, Upload, UploadId, VideoAbout};

use super::file_path;
use super::refusal::UploadRefusal;
use super::serve::failed;
use crate::app::App;

/// Expired uploads removed in one sweep.
const SWEEP_MAX: u32 = 100;

/// Makes the video if all bytes are there; the row and its first job come in one transaction, so a repeated request
/// or a stop at any point finds either both or neither.
pub(super) async fn if_whole(app: &App, upload: Upload) -> Result<Upload, UploadRefusal> {
    if upload.video.is_some() || upload.offset_bytes < upload.declared_bytes {
        return Ok(upload);
    }
    let account = app.store.account(upload.account).await.map_err(|error| failed(&error))?;
    let account = account.ok_or(UploadRefusal::NotFound)?;
    let core = Core {
        format_version: CORE_VERSION,
        space_key: account.space_public,
        recovery_key: account.recovery_public,
        home: app.config.home,
        nonce: entropy::random(app.seams.entropy.as_ref()),
    };
    let new = NewVideo {
        id: core.video_id(),
        core: core.to_cbor(),
        about: VideoAbout {
            title: upload.wishes.title.clone(),
            description: String::new(),
            language: None,
            visibility: upload.wishes.visibility,
            wrapped_key: None,
        },
        video_key: entropy::random(app.seams.entropy.as_ref()),
    };
    let now = app.seams.clock.now();
    let job = NewJob::encode(new.id, now);
    let completed = app.store.complete_upload(upload.id, &new, &job, now).await;
    let video: VideoId = match completed.map_err(|error| failed(&error))? {
        Ok(_) => new.id,
        Err(CompleteRefusal::AlreadyComplete(video)) => video,
        Err(CompleteRefusal::Unknown | CompleteRefusal::AccountLeaving) => return Err(UploadRefusal::Gone),
        Err(refusal @ CompleteRefusal::Unfinished(_)) => return Err(failed(&refusal)),
    };
    Ok(Upload { video: Some(video), ..upload })
}

/// Removes uploads that were not finished in time. Call it now and then.
///
/// The answer says whether there may be more.
///
/// # Errors
/// The first failure; the other uploads were removed all the same, and that one is in the next sweep.
pub async fn sweep(app: &App) -> Result<bool, SweepFailure> {
    let expired = app.store.expired_uploads(app.seams.clock.now(), SWEEP_MAX).await?;
    let full = expired.len() >= usize::try_from(SWEEP_MAX).unwrap_or(usize::MAX);
    let mut failure = None;
    for upload in expired {
        // One that is being written to just now is for the next sweep.
        let Some(_lock) = app.uploads.try_take(upload.id) else { continue };
        if let Err(error) = remove_if_expired(app, upload.id).await {
            failure.get_or_insert(error);
        }
    }
    failure.map_or(Ok(full), Err)
}

/// Removes an upload whose lock the caller has: bytes may have come since it was listed, and with them more time.
async fn remove_if_expired(app: &App, id: UploadId) -> Result<(), SweepFailure> {
    match app.store.upload(id).await? {
        Some(now) if now.video.is_none() && now.expires_at <= app.seams.clock.now() => remove(app, id).await,
        _ => Ok(()),
    }
}

/// Removes an upload that became no video. It expires first, so that its bytes may be missing; then the file goes and
/// last the row, so that a stop in between leaves a row that the next sweep finds, not a file that nobody knows.
pub(super) async fn remove(app: &App, id: UploadId) -> Result<(), SweepFailure> {
    app.store.expire_upload(id, app.seams.clock.now()).await?;
    app.seams.disk.remove(&file_path(id)).await?;
    // Refused only when it is gone already, or a video: that is what was wanted.
    let _ = app.store.terminate_upload(id).await?;
    Ok(())
}

/// Why an upload was not removed. A retry may help.
#[derive(Debug, thiserror::Error)]
pub enum SweepFailure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file of an upload: {0}")]
    Disk(#[from] std::io::Error),
}
