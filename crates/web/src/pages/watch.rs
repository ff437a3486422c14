//! The watch page, and what a video costs in detail.

mod elsewhere;
mod player;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::get;
use carry::id::VideoId;
use carry::manifest::{Body, Manifest};
use num_traits::Zero;
use purse::money::Fraction;
use purse::usage::Unit;
use serde::Deserialize;
use store::Video;

use super::months::{self, read_month};
use super::stop::Stop;
use super::video_settings::share_url;
use super::{page, pools, shown_visibility};
use crate::app::App;
use crate::app::headers;
use crate::costs::{self, CostFailure, Month, Reach, shown};
use crate::delivery::pathways::policy_with;
use crate::delivery::{Distances, Serving, Session};
use crate::sessions::Visit;
use crate::view::cost::{CostLine, CostPage};
use crate::view::errors::Trouble;
use crate::view::player::PlayerConfig;
use crate::view::space::VideoState;
use crate::view::watch::{CostShown, VideoCost, WatchPage};
use crate::watching;
use player::Seen;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v/{id}", get(watch)).route("/v/{id}/cost", get(cost))
}

/// The video, if this visitor may watch it. To others a private one is as one that never was.
async fn find(app: &App, visit: &Visit, id: &str) -> Result<Video, Stop> {
    let id: VideoId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    let Some(video) = app.store.video(id).await? else {
        let gone = app.store.latest_manifest(id).await?.is_some_and(|manifest| manifest.tombstone);
        return Err(if gone { Stop::Trouble(Trouble::Deleted) } else { Stop::NOT_FOUND });
    };
    if video.state == store::VideoState::Deleting {
        return Err(Stop::Trouble(Trouble::Deleted));
    }
    let viewer = visit.session.as_ref().map(|session| &session.account);
    if watching::may_watch(app, viewer, &video).await? {
        return Ok(video);
    }
    Err(Stop::NOT_FOUND)
}

async fn watch(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    if let Some(id) = elsewhere::at_home_elsewhere(&app, &id).await? {
        return elsewhere::watch(&app, &visit, id).await;
    }
    let video = find(&app, &visit, &id).await?;
    let own = visit.session.as_ref().is_some_and(|session| session.account.id == video.account);
    let author = app.store.account(video.account).await?.ok_or(Stop::NOT_FOUND)?;
    let public = watching::is_public(&video);
    let viewer = visit.session.as_ref().map(|session| &session.account);
    let state = watching::state_for(&app, viewer, &video).await?;
    let session = Session::draw(app.seams.entropy.as_ref());
    let serving = Serving::of(app.delivery.carriers(), video.id, session, &Distances::default()).await;
    let titled = |text: &String| if public || own { text.clone() } else { String::new() };
    let mut response = page(&WatchPage {
        chrome: visit.chrome(&app).await?,
        title: titled(&video.about.title),
        description: titled(&video.about.description),
        author: author.name,
        published_at: video.published_at,
        duration_ms: video.facts.map(|facts| facts.duration_ms),
        visibility: shown_visibility(video.about.visibility),
        has_thumbnail: watching::has_open_thumbnail(&video),
        url: format!("{}/v/{id}", app.config.base_url),
        share_url: if own { Some(share_url(&app, &video).await) } else { None },
        own,
        gone: None,
        cost: costs::if_known(video_cost(&app, video.id, reach(&visit, &video)).await).unwrap_or(CostShown::Nothing),
        player: player(
            &app,
            &video,
            state,
            Seen { own: own && video.is_key_known(), serving: serving.as_ref(), session },
        )
        .await?,
        state,
        id,
    })?;
    if let Some(policy) = serving.and_then(|serving| policy_with(headers::CSP, &serving.origins())) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// How far the costs go that this visitor is shown.
fn reach(visit: &Visit, video: &Video) -> Reach {
    let knows = |account: &store::Account| account.id == video.account || account.treasurer;
    if visit.session.as_ref().is_some_and(|session| knows(&session.account)) { Reach::Now } else { Reach::ClosedHours }
}

async fn video_cost(app: &App, video: VideoId, reach: Reach) -> Result<CostShown, CostFailure> {
    let month = costs::this_month(app, reach).await?;
    if !month.has_expenses {
        return Ok(CostShown::NoExpenses);
    }
    let cost = costs::of_video(app, &month, video).await?;
    let kind = |unit: Unit| shown(&cost.kinds.get(&unit).map_or_else(Fraction::zero, |kind| kind.cost.clone()));
    Ok(CostShown::Known(VideoCost {
        month: month.period.first_day(),
        total: shown(&cost.total()),
        delivery: kind(Unit::Byte),
        storage: kind(Unit::ByteHour),
        encoding: kind(Unit::PixelMs),
    }))
}

/// What the player is told; `None` while nothing can be played.
async fn player(app: &App, video: &Video, state: VideoState, seen: Seen<'_>) -> Result<Option<PlayerConfig>, Stop> {
    let has_picture = video.facts.is_none_or(|facts| facts.width > 0);
    let empty = player::empty(video.id, shown_visibility(video.about.visibility), has_picture);
    match state {
        VideoState::Ready => {
            let placed = app.store.latest_manifest(video.id).await?.ok_or(Stop::NOT_FOUND)?;
            let manifest = Manifest::from_cbor(&placed.bytes).map_err(|error| Stop::Failure(error.to_string()))?;
            let Body::Published(published) = manifest.body else { return Ok(None) };
            player::ready(app, empty, (video.id, &published), seen).await.map(Some)
        }
        VideoState::Playable(_) => {
            Ok(Some(PlayerConfig { provisional: Some(format!("/p/{}/master.m3u8", empty.id)), ..empty }))
        }
        VideoState::Uploading(_) | VideoState::Waiting | VideoState::Processing(_) | VideoState::Failed(_) => Ok(None),
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    month: String,
}

async fn cost(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Stop> {
    let video = find(&app, &visit, &id).await?;
    let offered = months::offered(&app);
    let asked = read_month(&asked.month).filter(|period| offered.contains(&period.first_day()));
    let period = asked.map_or_else(|| months::this(&app), Ok)?;
    let reach = reach(&visit, &video);
    let month = costs::month(&app, period, reach).await?;
    let cost = costs::of_video(&app, &month, video.id).await?;
    let running = months::is_running(&app, &period);
    let own = visit.session.as_ref().is_some_and(|session| session.account.id == video.account);
    page(&CostPage {
        chrome: visit.chrome(&app).await?,
        title: if watching::is_public(&video) || own { video.about.title } else { String::new() },
        month: period.first_day(),
        running,
        until: (running && reach == Reach::ClosedHours).then(|| month.until.start()),
        months: offered,
        lines: lines(&month, &cost),
        total: shown(&cost.total()),
        id,
    })
}

/// One line for each kind that the video used or that a bill pays for.
fn lines(month: &Month, cost: &purse::cost::UseCost) -> Vec<CostLine> {
    let line = |(unit, of_all): (&Unit, &purse::cost::UnitCost)| {
        let mine = cost.kinds.get(unit);
        let quantity = |quantity| pools::shown_quantity(month, unit, quantity);
        Some(CostLine {
            pool: pools::shown_pool(of_all.pool?),
            used: quantity(mine.map_or(0, |kind| kind.quantity))?,
            all_used: quantity(of_all.quantity)?,
            capacity: quantity(of_all.capacity).filter(|_| of_all.capacity > 0),
            expenses: shown(&of_all.expenses.fraction()),
            cost: shown(&mine.map_or_else(Fraction::zero, |kind| kind.cost.clone())),
        })
    };
    month.report.units.iter().filter_map(line).collect()
}
