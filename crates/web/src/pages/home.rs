//! The first page and the search.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use store::PublicVideo;

use super::stop::Stop;
use super::trail::Trail;
use super::{cursor, page, query_value};
use crate::app::App;
use crate::limits::Act;
use crate::sessions::Visit;
use crate::view::home::{FOUND_LIMIT, HomePage, RECENT_LIMIT, SearchPage, VideoCard};

/// Longest search that is looked at, in characters.
const QUERY_MAX_CHARS: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(home)).route("/search", get(search))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

async fn home(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    let trail = Trail::read(asked.after.as_deref());
    let place = trail.place().and_then(cursor::read);
    let (recent, next) = cut(app.store.recent_videos(place, limit(RECENT_LIMIT + 1)).await?, RECENT_LIMIT);
    let pager = trail.pager("/", next.as_deref());
    page(&HomePage { chrome: visit.chrome(&app).await?, recent, first: place.is_none(), pager })
}

async fn search(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::Search)?;
    let query: String = asked.q.trim().chars().take(QUERY_MAX_CHARS).collect();
    let trail = Trail::read(asked.after.as_deref());
    let place = trail.place().and_then(cursor::read);
    let (found, next) = cut(app.store.search_videos(&query, place, limit(FOUND_LIMIT + 1)).await?, FOUND_LIMIT);
    let pager = trail.pager(&format!("/search?q={}", query_value(&query)), next.as_deref());
    page(&SearchPage { chrome: visit.chrome(&app).await?, query, found, pager })
}

/// The cards of one page, and the place of the last one if more follow.
fn cut(mut videos: Vec<PublicVideo>, most: usize) -> (Vec<VideoCard>, Option<String>) {
    let more = videos.len() > most;
    videos.truncate(most);
    let next = videos.last().filter(|_| more).map(|last| cursor::write(&last.cursor));
    (videos.into_iter().map(card).collect(), next)
}

fn limit(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn card(video: PublicVideo) -> VideoCard {
    VideoCard {
        id: video.id.to_string(),
        title: video.title,
        author: video.author,
        duration_ms: video.facts.map_or(0, |facts| facts.duration_ms),
        published_at: video.published_at,
        has_thumbnail: video.facts.is_some_and(|facts| facts.width > 0),
        cost: None,
    }
}
