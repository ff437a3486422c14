//! The first page and the search.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use store::PublicVideo;

use super::stop::Stop;
use super::{cursor, page, query_value};
use crate::app::App;
use crate::limits::Act;
use crate::sessions::Visit;
use crate::view::home::{FOUND_LIMIT, HomePage, Pager, RECENT_LIMIT, SearchPage, VideoCard};

/// Longest search that is looked at, in characters.
const QUERY_MAX_CHARS: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(home)).route("/search", get(search))
}

async fn home(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    let recent = app.store.recent_videos(None, limit(RECENT_LIMIT)).await?;
    page(&HomePage { chrome: visit.chrome(&app).await?, recent: recent.into_iter().map(card).collect() })
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

async fn search(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::Search)?;
    let query: String = asked.q.trim().chars().take(QUERY_MAX_CHARS).collect();
    let after = asked.after.as_deref().and_then(cursor::read);
    let mut found = app.store.search_videos(&query, after, limit(FOUND_LIMIT + 1)).await?;
    let more = found.len() > FOUND_LIMIT;
    found.truncate(FOUND_LIMIT);
    let address = |rest: &str| format!("/search?q={}{rest}", query_value(&query));
    let pager = Pager {
        previous: after.map(|_| address("")),
        next: found.last().filter(|_| more).map(|last| address(&format!("&after={}", cursor::write(&last.cursor)))),
    };
    let found = found.into_iter().map(card).collect();
    page(&SearchPage { chrome: visit.chrome(&app).await?, query, found, pager })
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
