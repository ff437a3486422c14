use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use seams::Clock;

/// What grows is asked for too often to be logged or timed one by one.
const GROWING: &str = "/p/";

/// Logs and counts each request by method, path pattern, status and time.
pub async fn requests(State(clock): State<Arc<dyn Clock>>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(GROWING) {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None => "none".to_owned(),
    };
    let begun = clock.now();
    let response = next.run(request).await;
    let took = clock.now().duration_since(begun).as_secs_f64();
    let status = response.status().as_u16();
    tracing::info!(target: "ecot::request", %method, route, status, seconds = took);
    let labels = [("route", route), ("status", status.to_string())];
    metrics::counter!("ecot_requests_total", &labels).increment(1);
    metrics::histogram!("ecot_request_seconds").record(took);
    response
}
