//! /health for whoever watches the machine, /health/live for whoever restarts it, /metrics for Prometheus.

mod figures;
mod list;
mod metrics_page;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use seams::Disk;
use store::Store;

pub use figures::Figures;
pub use list::{FIGURES, Figure, Kind};
pub use metrics_page::Readers;

/// What the two pages look at.
#[derive(Clone)]
pub struct Health {
    pub store: Store,
    pub disk: Arc<dyn Disk>,
    pub figures: Figures,
    pub readers: Arc<Readers>,
    /// Free space that uploads leave alone, bytes.
    pub reserve_bytes: u64,
}

/// The answer of /health.
#[derive(serde::Serialize)]
struct Report {
    /// Whether all below is well; then the status is 200, else 503.
    healthy: bool,
    /// Whether the database answers.
    database: bool,
    /// Whether the data folder can be looked at.
    disk: bool,
    /// Whether there is room for uploads: what is published plays without it, and nothing new comes.
    room: bool,
    /// Bytes that can still be written to the data folder.
    free_bytes: u64,
}

/// The pages.
pub fn routes(health: Health) -> Router {
    Router::new()
        .route("/health", get(report))
        .route("/health/live", get(live))
        .route("/metrics", get(metrics_page::show))
        .with_state(health)
}

/// The process answers; it need not be started again, whatever else is wrong.
async fn live() -> Response {
    ([(CACHE_CONTROL, "no-store")], "alive").into_response()
}

async fn report(State(health): State<Health>) -> Response {
    let database = health.store.account_count().await.is_ok();
    let free = health.disk.free_bytes().await;
    let room = free.as_ref().is_ok_and(|free| *free >= health.reserve_bytes);
    let healthy = database && room;
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let report = Report { healthy, database, disk: free.is_ok(), room, free_bytes: free.unwrap_or_default() };
    (status, [(CACHE_CONTROL, "no-store")], Json(report)).into_response()
}
