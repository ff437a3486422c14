//! `/v/{id}/steering.json`: which pathway a player is to take. It has always an answer with a time to the next question, and
//! never says "too many": hls.js would ask without a pause, or never again.

use axum::extract::{Path, Query, State};
use axum::http::Extensions;
use axum::response::{IntoResponse, Response};
use carry::pathway::CALM_SECONDS;
use carry::playlist::{SteeringList, order};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;

use super::pathways::{Distances, PATHWAYS_LIMIT, Serving, Session};
use super::{NotDelivered, texts};
use crate::app::App;
use crate::limits::{Act, Subject};
use crate::metering::ClientAddress;

/// The media type of steering lists (draft-pantos-content-steering, section 11.1).
const STEERING_LIST: HeaderValue = HeaderValue::from_static("application/vnd.apple.steering-list");
/// Seconds for which whoever asks too often follows an answer.
const HASTY_SECONDS: u32 = 600;

/// What a player sends. What else stands in the address, such as `_HLS_pathway` and `_HLS_throughput`, is not read: it would be
/// a record of how somebody watches.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The [`Session`].
    #[serde(default)]
    s: String,
    /// Pathways that the player cannot reach now, with commas between them.
    #[serde(default)]
    down: String,
    /// Pathways that gave it far more than the best rendition needs, written in the same way.
    #[serde(default)]
    near: String,
    /// Pathways that hardly gave it what the best rendition needs.
    #[serde(default)]
    far: String,
}

/// The order of pathways.
pub(super) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = texts::allowed(&app, &id, &headers).await?;
    let session = Session::read(&asked.s).unwrap_or_else(|| Session::draw(app.seams.entropy.as_ref()));
    let distances = Distances::read(&asked.near, &asked.far);
    let serving = Serving::of(app.delivery.carriers(), video.id, session, &distances).await;
    let (pathways, ttl_seconds) = match serving {
        Some(serving) => (serving.pathways.iter().map(super::Pathway::id).collect(), serving.ttl_seconds),
        // Who plays by an older playlist comes back to the member that it asks.
        None => (vec![carry::playlist::pathway_id(app.config.home)], CALM_SECONDS),
    };
    let down: Vec<&str> = asked.down.split(',').take(PATHWAYS_LIMIT).collect();
    let ttl_seconds = if hasty(&app, &extensions) { HASTY_SECONDS } else { ttl_seconds };
    let list = SteeringList::new(u64::from(ttl_seconds), format!("steering.json?s={session}"), order(pathways, &down));
    let told = [
        (CONTENT_TYPE, STEERING_LIST),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((told, serde_json::to_vec(&list).unwrap_or_default()).into_response())
}

/// Whether more comes from this address than viewers behind one address ask.
fn hasty(app: &App, extensions: &Extensions) -> bool {
    let Some(ClientAddress(address)) = extensions.get::<ClientAddress>() else { return false };
    app.limits.take(Act::Steer, Subject::Address(*address), app.seams.clock.now()).is_err()
}
