//! An auditor's link, and the files that an auditor's program reads.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::stop::Stop;
use super::{page, see_other, with_cookie};
use crate::app::App;
use crate::limits::Act;
use crate::sessions::{Visit, auditor};
use crate::view::federation::audit::{Shut, ShutPage};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/audit/{secret}", get(enter)).route("/export/{*path}", get(exported))
}

/// The secret leaves the address at once: it is not to stand in a history.
async fn enter(State(app): State<App>, Path(secret): Path<String>, visit: Visit) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::OperatorLink)?;
    if let Err(shut) = auditor::enter(&app, &secret).await? {
        return shut_page(&app, &visit, shut).await;
    }
    Ok(with_cookie(see_other("/audit"), &auditor::set_cookie(&app, &secret)))
}

/// A link that opens nothing says so.
pub(super) async fn shut_page(app: &App, visit: &Visit, shut: Shut) -> Result<Response, Stop> {
    let mut answer = page(&ShutPage { chrome: visit.chrome(app).await?, shut })?;
    *answer.status_mut() = StatusCode::GONE;
    Ok(answer)
}

fn shut(visit: &Visit) -> Response {
    let asked =
        [(WWW_AUTHENTICATE, "Bearer"), (CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (StatusCode::UNAUTHORIZED, asked, format!("{}\n", visit.lang.text("audit-credential-shut"))).into_response()
}

/// A file of the export, to whoever may read: docs/formats/export.md.
async fn exported(
    State(app): State<App>,
    Path(path): Path<String>,
    headers: HeaderMap,
    visit: Visit,
) -> Result<Response, Stop> {
    if !auditor::by_credential(&app, &headers).await? {
        visit.limit_address(&app, Act::Api)?;
        // A program that shows a credential cannot sign in: it is told at once that this one opens nothing.
        if headers.contains_key(AUTHORIZATION) {
            return Ok(shut(&visit));
        }
        visit.reader()?;
    }
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let bytes = office.exported(&path).await?.ok_or(Stop::NOT_FOUND)?;
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
