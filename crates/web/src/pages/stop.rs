//! How a page handler says that it cannot do what was asked, and the page that the visitor then sees.

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use seams::entropy;

use crate::accounts::password::HashFailure;
use crate::app::App;
use crate::costs::CostFailure;
use crate::csrf::CsrfRefusal;
use crate::limits::TooMany;
use crate::sessions::Visit;
use crate::view::errors::{ErrorPage, Trouble};

/// Why a handler stopped.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// Something that the visitor should know.
    Trouble(Trouble),
    /// Sign in first, then come back to this path.
    SignIn(String),
    /// A failure of this member: what failed, for the log.
    Failure(String),
}

impl Stop {
    pub(crate) const NOT_FOUND: Self = Self::Trouble(Trouble::NotFound);
    pub(crate) const FORBIDDEN: Self = Self::Trouble(Trouble::Forbidden);
}

impl From<TooMany> for Stop {
    fn from(refusal: TooMany) -> Self {
        Self::Trouble(Trouble::TooMany(refusal.retry_after.as_secs()))
    }
}

impl From<CsrfRefusal> for Stop {
    fn from(_: CsrfRefusal) -> Self {
        Self::Trouble(Trouble::Stale)
    }
}

impl From<HashFailure> for Stop {
    fn from(failure: HashFailure) -> Self {
        match failure {
            HashFailure::Busy => Self::Trouble(Trouble::Unavailable),
            HashFailure::Argon2(_) => Self::Failure(failure.to_string()),
        }
    }
}

impl From<exchange::ExchangeFailure> for Stop {
    fn from(failure: exchange::ExchangeFailure) -> Self {
        Self::Failure(failure.to_string())
    }
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Self::Failure(error.to_string())
    }
}

impl From<CostFailure> for Stop {
    fn from(failure: CostFailure) -> Self {
        Self::Failure(failure.to_string())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Failure(error.to_string())
    }
}

impl From<askama::Error> for Stop {
    fn from(error: askama::Error) -> Self {
        Self::Failure(format!("a page did not render: {error}"))
    }
}

impl IntoResponse for Stop {
    /// Leaves the page itself to [`show`], which knows the visitor's language.
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns a [`Stop`], or the router's 405 to somebody who asks for the address of a form, into a page in the visitor's
/// language.
pub(crate) async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut kept = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let bare = response.status() == StatusCode::METHOD_NOT_ALLOWED && kept.method.is_safe();
    let stop = response.extensions_mut().remove::<Stop>().or_else(|| bare.then_some(Stop::NOT_FOUND));
    let Some(stop) = stop else { return response };
    let trouble = match stop {
        Stop::SignIn(path) => return to_sign_in(&path),
        Stop::Trouble(trouble) => trouble,
        Stop::Failure(_) => Trouble::Internal,
    };
    let reference = if let Stop::Failure(what) = &stop {
        let reference = HEXLOWER.encode(&entropy::random::<4>(app.seams.entropy.as_ref()));
        tracing::error!(reference, what, "a page failed");
        Some(reference)
    } else {
        None
    };
    let Ok(visit) = Visit::from_request_parts(&mut kept, &app).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // If the database does not even answer for the frame, the status alone must do.
    let Ok(chrome) = visit.chrome(&app).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let page = ErrorPage { chrome, trouble, reference };
    let status = StatusCode::from_u16(trouble.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let Ok(body) = page.render() else { return status.into_response() };
    let mut response = (status, axum::response::Html(body)).into_response();
    if let Trouble::TooMany(seconds) = trouble {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn to_sign_in(path: &str) -> Response {
    super::see_other(&format!("/sign-in?next={}", super::query_value(path)))
}
