//! The sender's videos, and what those who may watch one need of it.

use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use carry::id::VideoId;
use carry::seal::VideoKey;
use serde::Deserialize;
use store::{Account, Scope, Video, VideoState, Visibility};

use super::video::{
    KeyAnswer, StatusAnswer, VideoAnswer, VideoWish, VideosAnswer, status as status_of, visibility, whole,
};
use super::{ApiRefusal, Told, answer, caller, json, nothing};
use crate::app::App;
use crate::caller::Caller;
use crate::pages::cursor;
use crate::videos::{self, Wanted};
use crate::view::{Complaint, Complaints};
use crate::watching;

/// Videos on a page.
const PAGE_VIDEOS: usize = 50;
/// Times that a change which names no revision is made of whichever there is by then.
const CHANGE_TRIES: u32 = 3;

#[derive(Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
}

/// The sender's video.
async fn own(app: &App, parts: &Parts, id: &str, scope: Scope) -> Result<Video, ApiRefusal> {
    let account = caller(app, parts, scope).await?.account;
    let id: VideoId = id.parse().map_err(|_| ApiRefusal::NotFound)?;
    let video = app.store.video(id).await?.filter(|video| video.account == account.id).ok_or(ApiRefusal::NotFound)?;
    if video.state == VideoState::Deleting { Err(ApiRefusal::Deleted) } else { Ok(video) }
}

/// The sender's videos, newest first.
#[utoipa::path(get, path = "/api/v1/videos", tag = "videos", params(("after" = Option<String>, Query)),
    responses((status = 200, body = VideosAnswer), (status = "4XX", body = Told)))]
pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read_list(&app, &parts, asked).await)
}

async fn read_list(app: &App, parts: &Parts, asked: Asked) -> Result<VideosAnswer, ApiRefusal> {
    let account = caller(app, parts, Scope::Read).await?.account;
    let after = asked.after.as_deref().and_then(cursor::read);
    let limit = u32::try_from(PAGE_VIDEOS + 1).unwrap_or(u32::MAX);
    let mut listed = app.store.account_videos(account.id, after, limit).await?;
    let more = listed.len() > PAGE_VIDEOS;
    listed.truncate(PAGE_VIDEOS);
    let next = listed.last().filter(|_| more).map(|last| cursor::write(&last.cursor));
    let mut videos = Vec::with_capacity(listed.len());
    for listed in &listed {
        videos.push(whole(app, &listed.video).await?);
    }
    Ok(VideosAnswer { videos, next })
}

/// One of the sender's videos.
#[utoipa::path(get, path = "/api/v1/videos/{id}", tag = "videos", params(("id" = String, Path)),
    responses((status = 200, body = VideoAnswer), (status = "4XX", body = Told)))]
pub(super) async fn get(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read(&app, &parts, &id).await)
}

async fn read(app: &App, parts: &Parts, id: &str) -> Result<VideoAnswer, ApiRefusal> {
    whole(app, &own(app, parts, id, Scope::Read).await?).await
}

/// Changes what is said of a video and who may watch it.
#[utoipa::path(patch, path = "/api/v1/videos/{id}", tag = "videos", params(("id" = String, Path)),
    request_body = VideoWish, responses((status = 200, body = VideoAnswer), (status = "4XX", body = Told)))]
pub(super) async fn change(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    answer(&parts, apply(&app, &parts, &id, body).await)
}

async fn apply(app: &App, parts: &Parts, id: &str, body: Body) -> Result<VideoAnswer, ApiRefusal> {
    // Before the body is read: nobody sends one for a video that they may not change.
    own(app, parts, id, Scope::Manage).await?;
    let wish: VideoWish = json(body).await?;
    let mut tries = 0;
    loop {
        let video = own(app, parts, id, Scope::Manage).await?;
        let wanted = wanted(app, &video, &wish).await?;
        tries += 1;
        match videos::change(app, &video, &wanted).await? {
            Ok(()) => return whole(app, &own(app, parts, id, Scope::Manage).await?).await,
            Err(Complaints(told)) if told == [Complaint::ChangedElsewhere] => {
                if wish.revision.is_some() || tries == CHANGE_TRIES {
                    return Err(ApiRefusal::Changed);
                }
            }
            Err(complaints) => return Err(complaints.into()),
        }
    }
}

/// The video as it is, with what the wish says in its place.
async fn wanted(app: &App, video: &Video, wish: &VideoWish) -> Result<Wanted, ApiRefusal> {
    let viewers = match &wish.viewers {
        Some(viewers) => viewers.clone(),
        None => app.store.viewers(video.id).await?.into_iter().map(|viewer| viewer.name).collect(),
    };
    let about = &video.about;
    Ok(Wanted {
        revision: wish.revision.unwrap_or(video.revision),
        title: wish.title.as_deref().map_or_else(|| about.title.clone(), |title| title.trim().to_owned()),
        description: wish.description.clone().unwrap_or_else(|| about.description.clone()),
        language: wish.language.clone().or_else(|| about.language.clone()).unwrap_or_default(),
        visibility: wish.visibility.as_deref().map_or(Ok(about.visibility), visibility)?,
        password: wish.password.clone().unwrap_or_default(),
        viewers,
        keep_original: wish.keep_original.unwrap_or(video.keep_original),
    })
}

/// Deletes a video, for good. The answer comes when that is certain: from then on no page, playlist or object of it is
/// handed out. Its tombstone is written right after; its bytes leave the disk when their time of grace is over.
#[utoipa::path(delete, path = "/api/v1/videos/{id}", tag = "videos", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Told)))]
pub(super) async fn delete(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    nothing(&parts, remove(&app, &parts, &id).await)
}

async fn remove(app: &App, parts: &Parts, id: &str) -> Result<(), ApiRefusal> {
    let video = own(app, parts, id, Scope::Manage).await?;
    videos::delete(app, video.id).await?;
    Ok(())
}

/// A video that the sender may watch; signed in or not.
async fn watchable(app: &App, parts: &Parts, id: &str) -> Result<(Video, Option<Account>), ApiRefusal> {
    let id: VideoId = id.parse().map_err(|_| ApiRefusal::NotFound)?;
    let Some(video) = app.store.video(id).await? else {
        let gone = app.store.latest_manifest(id).await?.is_some_and(|manifest| manifest.tombstone);
        return Err(if gone { ApiRefusal::Deleted } else { ApiRefusal::NotFound });
    };
    if video.state == VideoState::Deleting {
        return Err(ApiRefusal::Deleted);
    }
    let caller = Caller::find_if_any(app, parts).await?;
    let viewer = caller.filter(|caller| caller.may(Scope::Read)).map(|caller| caller.account);
    if watching::may_watch(app, viewer.as_ref(), &video).await? {
        Ok((video, viewer))
    } else {
        Err(ApiRefusal::NotFound)
    }
}

/// How far a video is, for anyone who may watch it.
#[utoipa::path(get, path = "/api/v1/videos/{id}/status", tag = "watching", params(("id" = String, Path)),
    responses((status = 200, body = StatusAnswer), (status = "4XX", body = Told)))]
pub(super) async fn status(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read_status(&app, &parts, &id).await)
}

async fn read_status(app: &App, parts: &Parts, id: &str) -> Result<StatusAnswer, ApiRefusal> {
    let (video, viewer) = watchable(app, parts, id).await?;
    status_of(app, viewer.as_ref(), &video).await
}

/// The key of a private video, for those who may watch it, and of any sealed one for its author.
#[utoipa::path(get, path = "/api/v1/videos/{id}/key", tag = "watching", params(("id" = String, Path)),
    responses((status = 200, body = KeyAnswer), (status = "4XX", body = Told)))]
pub(super) async fn key(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read_key(&app, &parts, &id).await)
}

async fn read_key(app: &App, parts: &Parts, id: &str) -> Result<KeyAnswer, ApiRefusal> {
    let (video, viewer) = watchable(app, parts, id).await?;
    let own = viewer.is_some_and(|viewer| viewer.id == video.account);
    // Others find the key in the link or under the password.
    let published = video.published.filter(|published| match published.visibility {
        Visibility::Private => true,
        Visibility::Unlisted | Visibility::Password => own,
        Visibility::Public => false,
    });
    let published = published.ok_or(ApiRefusal::NotPrivate)?;
    if !video.is_key_known() {
        return Err(ApiRefusal::Invalid(Complaint::KeyUnknown));
    }
    let key = VideoKey::from_bytes(published.video_key);
    Ok(KeyAnswer { key: key.to_link_text().as_str().to_owned() })
}
