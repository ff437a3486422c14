//! /health for whoever watches the machine, /metrics for Prometheus.

mod figures;
mod metrics_page;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use seams::Disk;
use store::Store;

pub use figures::Figures;
pub use metrics_page::Readers;

/// What the two pages look at.
#[derive(Clone)]
pub struct Health {
    pub store: Store,
    pub disk: Arc<dyn Disk>,
    pub figures: Figures,
    pub readers: Arc<Readers>,
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
    /// Bytes that can still be written to the data folder.
    free_bytes: u64,
}

/// The two pages.
pub fn routes(health: Health) -> Router {
    Router::new().route("/health", get(report)).route("/metrics", get(metrics_page::show)).with_state(health)
}

async fn report(State(health): State<Health>) -> Response {
    let database = health.store.account_count().await.is_ok();
    let free = health.disk.free_bytes().await;
    let healthy = database && free.is_ok();
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let report = Report { healthy, database, disk: free.is_ok(), free_bytes: free.unwrap_or_default() };
    (status, [(http::header::CACHE_CONTROL, "no-store")], Json(report)).into_response()
}
