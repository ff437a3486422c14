//! Minutes that resolutions name and what members add to disputes, to be downloaded.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::motions::read_hash;
use super::office;
use crate::app::App;
use crate::pages::query_value;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::errors::Trouble;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/documents/{hash}", get(document))
}

/// Whatever another member's file is, a browser only keeps it: it is never shown as a page of this member.
async fn document(State(app): State<App>, visit: Visit, Path(hash): Path<String>) -> Result<Response, Stop> {
    visit.reader()?;
    let (office, hash) = (office(&app)?, read_hash(&hash)?);
    let named = {
        let desk = office.desk().await;
        let facts = desk.facts();
        facts.resolutions.values().any(|resolution| resolution.minutes == Some(hash))
            || facts.disputes.values().any(|dispute| dispute.fact.evidence == Some(hash))
    };
    if !named {
        return Err(Stop::NOT_FOUND);
    }
    let kept = office.store().document(&hash.0).await?.ok_or(Stop::NOT_FOUND)?;
    let bytes = kept.bytes.ok_or(Stop::Trouble(Trouble::Deleted))?;
    let name = query_value(kept.name.as_deref().unwrap_or("document")).replace('/', "_");
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
