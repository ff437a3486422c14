//! The settings of one video, and its deletion.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use carry::id::VideoId;
use carry::seal::VideoKey;
use store::{Account, Video, VideoState, Visibility};

use super::fields::{Fields, Posted};
use super::stop::Stop;
use super::{carriers, done, original, own_machines, page, refused, shown_visibility};
use crate::app::App;
use crate::sessions::Visit;
use crate::videos::{self, Wanted};
use crate::view::carriers::ChoiceForm;
use crate::view::video_settings::{VideoDeletePage, VideoSettingsPage};
use crate::view::{Complaint, Complaints, Notice};
use crate::watching;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/space/videos/{id}", get(form).post(save))
        .route("/space/videos/{id}/delete", get(ask).post(delete))
        .route("/space/videos/{id}/retry", post(retry))
}

/// The signed-in person's own video; of others there is nothing here.
pub(super) async fn own(app: &App, account: &Account, id: &str) -> Result<Video, Stop> {
    let id: VideoId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    let found = app.store.video(id).await?;
    found.filter(|video| video.account == account.id && video.state != VideoState::Deleting).ok_or(Stop::NOT_FOUND)
}

async fn form(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    let wanted = stored(&app, &video).await?;
    page(&settings_page(&app, &visit, &video, wanted, Complaints::default()).await?)
}

/// The page again after the choice of who may carry was refused.
pub(super) async fn refused_choice(
    app: &App,
    visit: &Visit,
    video: &Video,
    tried: (ChoiceForm, Complaints),
) -> Result<Response, Stop> {
    let wanted = stored(app, video).await?;
    let page = settings_page(app, visit, video, wanted, Complaints::default()).await?;
    refused(&VideoSettingsPage { carriers: carriers::of_video(app, video, Some(tried)).await?, ..page })
}

/// The form as the video is.
async fn stored(app: &App, video: &Video) -> Result<Wanted, Stop> {
    let viewers = app.store.viewers(video.id).await?.into_iter().map(|viewer| viewer.name).collect::<Vec<_>>();
    Ok(Wanted {
        revision: video.revision,
        title: video.about.title.clone(),
        description: video.about.description.clone(),
        language: video.about.language.clone().unwrap_or_default(),
        visibility: video.about.visibility,
        password: String::new(),
        viewers,
        keep_original: video.keep_original,
    })
}

async fn save(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    let wanted = read(&fields, &video);
    match videos::change(&app, &video, &wanted).await? {
        Ok(()) => Ok(done(&format!("/space/videos/{id}"), Notice::Saved)),
        Err(complaints) => refused(&settings_page(&app, &visit, &video, wanted, complaints).await?),
    }
}

fn read(fields: &Fields, video: &Video) -> Wanted {
    let viewers = fields.text("viewers").lines().map(str::trim).filter(|line| !line.is_empty());
    Wanted {
        // A form without it was not ours: then it was not shown the video at all.
        revision: fields.text("revision").parse().unwrap_or(u64::MAX),
        title: fields.trimmed("title"),
        description: fields.text("description").trim().replace("\r\n", "\n"),
        language: fields.trimmed("language"),
        visibility: Visibility::from_text(fields.text("visibility")).unwrap_or(video.about.visibility),
        password: fields.text("video_password").to_owned(),
        viewers: viewers.map(str::to_owned).collect(),
        keep_original: fields.ticked("keep_original"),
    }
}

async fn settings_page(
    app: &App,
    visit: &Visit,
    video: &Video,
    wanted: Wanted,
    complaints: Complaints,
) -> Result<VideoSettingsPage, Stop> {
    Ok(VideoSettingsPage {
        chrome: visit.chrome(app).await?,
        id: video.id.to_string(),
        revision: video.revision,
        closing: watching::is_sealing(video),
        key_known: video.is_key_known(),
        state: watching::shown_state(app, video).await?,
        title: wanted.title,
        description: wanted.description,
        visibility: shown_visibility(wanted.visibility),
        has_password: video.about.wrapped_key.is_some(),
        viewers: wanted.viewers.join("\n"),
        language: wanted.language,
        keep_original: wanted.keep_original,
        original_bytes: video.source.as_ref().map(|source| source.bytes),
        original: original::address(video),
        share_url: share_url(app, video).await,
        carriers: carriers::of_video(app, video, None).await?,
        machines: own_machines::of_video(app, video).await?,
        complaints,
    })
}

/// Where videos are shared: at the federation's name, behind which several members answer, if it has one.
async fn shared_base(app: &App) -> String {
    let name = match app.membership.office() {
        Some(office) => office.shared_name().await,
        None => None,
    };
    let scheme = if app.config.base_url.starts_with("https:") { "https" } else { "http" };
    name.map_or_else(|| app.config.base_url.clone(), |name| format!("{scheme}://{name}"))
}

/// The address to share; an unlisted video's has its key in the fragment, which browsers do not send.
pub(crate) async fn share_url(app: &App, video: &Video) -> String {
    let address = format!("{}/v/{}", shared_base(app).await, video.id);
    if video.about.visibility == Visibility::Unlisted && video.is_key_known() {
        let key = VideoKey::from_bytes(video.video_key);
        format!("{address}#k={}", key.to_link_text().as_str())
    } else {
        address
    }
}

/// Makes a video ready again that failed for want of room.
async fn retry(State(app): State<App>, Path(id): Path<String>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    if !watching::shown_state(&app, &video).await?.may_be_retried() {
        return Err(Stop::NOT_FOUND);
    }
    // Refused only when it waits already, or its file is gone: the page says how it is.
    let _ = app.store.retry_video(video.id, app.seams.clock.now()).await?;
    Ok(done(&format!("/space/videos/{id}"), Notice::VideoRetried))
}

async fn ask(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    page(&delete_page(&app, &visit, video, Complaints::default()).await?)
}

async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    if !fields.ticked("confirm") {
        let complaints = Complaints(vec![Complaint::ConfirmationMissing]);
        return refused(&delete_page(&app, &visit, video, complaints).await?);
    }
    videos::delete(&app, video.id).await?;
    Ok(done("/space", Notice::VideoDeleted))
}

async fn delete_page(app: &App, visit: &Visit, video: Video, complaints: Complaints) -> Result<VideoDeletePage, Stop> {
    Ok(VideoDeletePage {
        chrome: visit.chrome(app).await?,
        id: video.id.to_string(),
        title: video.about.title,
        complaints,
    })
}
