//! What this member's operators hold back of its own users' videos: nobody serves it, here or at a carrier, until they lift
//! that. The bytes stay.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

use super::fields::Posted;
use super::stop::Stop;
use super::trail::Trail;
use super::{done, page, refused};
use crate::app::App;
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::operator_holds::{HOLDS_LIMIT, HeldVideo, OperatorHoldsPage};
use crate::watching::{self, video_in};

const HOLDS: &str = "/operator/holds";

pub(super) fn routes() -> Router<App> {
    Router::new().route(HOLDS, get(list).post(hold)).route("/operator/holds/{id}/lift", post(lift))
}

#[derive(Deserialize, Default)]
struct Asked {
    after: Option<String>,
}

async fn list(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.operator()?;
    page(&holds_page(&app, &visit, &asked).await?)
}

async fn holds_page(app: &App, visit: &Visit, asked: &Asked) -> Result<OperatorHoldsPage, Stop> {
    let trail = Trail::read(asked.after.as_deref());
    let after = trail.place().and_then(|id| id.parse().ok());
    let limit = u32::try_from(HOLDS_LIMIT + 1).unwrap_or(u32::MAX);
    let mut listed = app.store.held_videos(after, limit).await?;
    let more = listed.len() > HOLDS_LIMIT;
    listed.truncate(HOLDS_LIMIT);
    let next = listed.last().filter(|_| more).map(|(id, _)| id.to_string());
    let mut held = Vec::with_capacity(listed.len());
    for (id, since) in listed {
        let Some(video) = app.store.video(id).await? else { continue };
        let author = app.store.account(video.account).await?.map(|account| account.name).unwrap_or_default();
        let title = if watching::is_public(&video) { video.about.title } else { String::new() };
        held.push(HeldVideo { id: id.to_string(), title, author, since });
    }
    let pager = trail.pager(HOLDS, next.as_deref());
    Ok(OperatorHoldsPage { chrome: visit.chrome(app).await?, typed: String::new(), unknown: false, held, pager })
}

async fn hold(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let typed = fields.trimmed("video");
    if let Some(id) = video_in(&typed)
        && app.store.video(id).await?.is_some()
    {
        // A second click finds it held already.
        app.store.hold_video(id, app.seams.clock.now()).await?;
        app.delivery.forget(id);
        return Ok(done(HOLDS, Notice::VideoHeld));
    }
    let page = holds_page(&app, &visit, &Asked::default()).await?;
    refused(&OperatorHoldsPage { typed, unknown: true, ..page })
}

async fn lift(State(app): State<App>, Path(id): Path<String>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let id = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    app.store.lift_hold(id).await?;
    app.delivery.forget(id);
    Ok(done(HOLDS, Notice::VideoLifted))
}
