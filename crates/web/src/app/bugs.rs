//! A bug that a handler runs into: an answer and a line in the log instead of a connection that breaks off.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::pages::stop::Stop;

/// What a panic said, where that is a text of the program. One that was put together may hold what a person wrote, which
/// has no place in a log.
fn said(panic: &(dyn Any + Send)) -> &'static str {
    panic.downcast_ref::<&'static str>().copied().unwrap_or("its words hold values and are not repeated here")
}

/// For pages: the page that says so.
pub(super) fn page(panic: Box<dyn Any + Send>) -> Response {
    Stop::Failure(format!("a bug: {}", said(panic.as_ref()))).into_response()
}

/// For all else: the status.
pub(super) fn bare(panic: Box<dyn Any + Send>) -> Response {
    tracing::error!(what = said(panic.as_ref()), "a request ended on a bug");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
