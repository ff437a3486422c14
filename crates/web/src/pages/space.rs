//! A person's space: their videos, and the place to drop new ones.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use store::Upload;

use super::fields::Posted;
use super::stop::Stop;
use super::trail::Trail;
use super::{adopt, cursor, done, page, shown_visibility, thumbnail};
use crate::app::App;
use crate::costs;
use crate::sessions::Visit;
use crate::uploads::{self, UploadRefusal};
use crate::view::Notice;
use crate::view::errors::Trouble;
use crate::view::space::{SPACE_LIMIT, SpacePage, SpaceVideo, VideoState};
use crate::watching;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/space", get(space)).route("/space/uploads/{id}/cancel", post(cancel))
}

#[derive(Deserialize)]
struct Asked {
    after: Option<String>,
}

async fn space(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    let account = visit.account()?;
    let storage = app.store.account_storage(account.id).await?.ok_or(Stop::NOT_FOUND)?;
    let trail = Trail::read(asked.after.as_deref());
    let after = trail.place().and_then(cursor::read);
    let limit = u32::try_from(SPACE_LIMIT + 1).unwrap_or(u32::MAX);
    let mut listed = app.store.account_videos(account.id, after, limit).await?;
    let more = listed.len() > SPACE_LIMIT;
    listed.truncate(SPACE_LIMIT);
    let next = listed.last().filter(|_| more).map(|last| cursor::write(&last.cursor));
    let mut videos = Vec::with_capacity(listed.len());
    if after.is_none() {
        videos.extend(app.store.open_uploads(account.id, app.seams.clock.now()).await?.iter().map(uploading));
    }
    for listed in &listed {
        let video = &listed.video;
        videos.push(SpaceVideo {
            id: video.id.to_string(),
            upload: None,
            title: if video.is_key_known() { video.about.title.clone() } else { visit.lang.text("watch-sealed-title") },
            state: watching::shown_state(&app, video).await?,
            closing: watching::is_sealing(video),
            visibility: shown_visibility(video.about.visibility),
            duration_ms: video.facts.map(|facts| facts.duration_ms),
            stored_bytes: watching::stored_bytes(&app, video).await?,
            created_at: video.created_at,
            thumbnail: watching::has_thumbnail(video).then(|| thumbnail::address(video)),
            cost: costs::if_known(costs::shown_of_video(&app, video.id).await).flatten(),
        });
    }
    page(&SpacePage {
        account: account.id.to_string(),
        used_bytes: storage.stored_bytes.saturating_add(storage.reserved_bytes),
        quota_bytes: storage.quota_bytes,
        upload_limit_bytes: app.config.max_upload_bytes,
        pager: trail.pager("/space", next.as_deref()),
        videos,
        adopts: adopt::is_offered(&app).await,
        chrome: visit.chrome(&app).await?,
    })
}

async fn cancel(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    let account = visit.account()?;
    match uploads::cancel(&app, account, id.parse().map_err(|_| Stop::NOT_FOUND)?).await {
        // A second click finds it gone already; one that has just become a video stands in the list.
        Ok(()) | Err(UploadRefusal::Gone | UploadRefusal::NotFound) => Ok(done("/space", Notice::UploadCancelled)),
        // Bytes of it are being written: in a moment they are.
        Err(UploadRefusal::Locked) => Err(Stop::Trouble(Trouble::Unavailable)),
        Err(other) => Err(Stop::Failure(format!("an upload was not given up: {other:?}"))),
    }
}

/// An upload that is under way, as it stands among the videos. It has no id yet.
fn uploading(upload: &Upload) -> SpaceVideo {
    let done = u128::from(upload.offset_bytes) * 1000 / u128::from(upload.declared_bytes.max(1));
    SpaceVideo {
        id: String::new(),
        upload: Some(upload.id.to_string()),
        title: upload.wishes.title.clone(),
        state: VideoState::Uploading(u16::try_from(done).unwrap_or(1000).min(1000)),
        closing: false,
        visibility: shown_visibility(upload.wishes.visibility),
        duration_ms: None,
        stored_bytes: upload.offset_bytes,
        created_at: upload.created_at,
        thumbnail: None,
        cost: None,
    }
}
