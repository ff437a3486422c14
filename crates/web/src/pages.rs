//! The handlers behind the pages: each reads what it needs, decides, and fills a struct of [`crate::view`].
//!
//! What they keep true: a form that was refused shows again what was typed; one that was accepted answers with a
//! redirect, so that a reload does nothing twice; the same form sent twice does no harm.

mod account;
mod adopt;
mod attached;
mod auditor;
mod bookkeeping;
pub(crate) mod cards;
pub(crate) mod carriers;
pub(crate) mod cursor;
mod federation;
pub(crate) mod fields;
mod files;
mod home;
mod language;
pub(crate) mod months;
pub(crate) mod names;
mod operator;
mod operator_holds;
mod operator_users;
mod original;
mod own_machines;
pub(crate) mod pools;
pub(crate) mod purse;
mod recover;
mod settlement;
pub(crate) mod sign_in;
mod sign_up;
mod space;
pub(crate) mod stop;
mod thumbnail;
mod tokens;
mod trail;
mod treasurer;
pub(crate) mod video_settings;
mod watch;
mod welcome;

use askama::Template;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use self::stop::Stop;
use crate::app::App;
use crate::view::Notice;
use crate::view::video_settings::Visibility;

/// Every page, and what is nowhere.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(account::routes())
        .merge(adopt::routes())
        .merge(auditor::routes())
        .merge(federation::routes())
        .merge(bookkeeping::routes())
        .merge(carriers::routes())
        .merge(own_machines::routes())
        .merge(files::routes())
        .merge(home::routes())
        .merge(language::routes())
        .merge(operator::routes())
        .merge(operator_holds::routes())
        .merge(operator_users::routes())
        .merge(original::routes())
        .merge(purse::routes())
        .merge(recover::routes())
        .merge(settlement::routes())
        .merge(sign_in::routes())
        .merge(sign_up::routes())
        .merge(space::routes())
        .merge(thumbnail::routes())
        .merge(tokens::routes())
        .merge(treasurer::routes())
        .merge(video_settings::routes())
        .merge(watch::routes())
        .merge(welcome::routes())
        .fallback(nowhere)
}

async fn nowhere() -> Stop {
    Stop::NOT_FOUND
}

/// A page that only its visitor may keep, and not on disk.
pub(crate) fn page(template: &impl Template) -> Result<Response, Stop> {
    let mut response = Html(template.render()?).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// The same form again, with what was wrong.
pub(crate) fn refused(template: &impl Template) -> Result<Response, Stop> {
    let mut response = page(template)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The store's visibility in the words of the pages.
pub(crate) const fn shown_visibility(visibility: store::Visibility) -> Visibility {
    match visibility {
        store::Visibility::Public => Visibility::Public,
        store::Visibility::Unlisted => Visibility::Unlisted,
        store::Visibility::Password => Visibility::Password,
        store::Visibility::Private => Visibility::Private,
    }
}

/// Go there with GET. `path` must be one of ours.
pub(crate) fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// Go there, and say there what was done.
pub(crate) fn done(path: &str, notice: Notice) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    see_other(&format!("{path}{mark}done={}", notice.code()))
}

/// Adds a cookie to an answer.
pub(crate) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// A path of ours to come back to, or `/`: a link must not lead away.
pub(crate) fn own_path(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|character: char| character.is_ascii_control() || character == '\\');
    if own { next } else { "/" }
}

/// What is coded wherever a text stands inside of something else: all but the unreserved characters (RFC 3986, 2.3).
const CODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as the value of a query, percent-encoded.
pub(crate) fn query_value(text: &str) -> String {
    const IN_A_QUERY: &AsciiSet = &CODED.remove(b'/');
    utf8_percent_encode(text, IN_A_QUERY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_back_never_leads_to_another_site() {
        for own in ["/", "/space", "/v/abc?x=1#k"] {
            assert_eq!(own_path(own), own);
        }
        for foreign in ["", "space", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb"] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn a_path_becomes_one_value_of_a_query() {
        assert_eq!(query_value("/search?q=été&x=1"), "/search%3Fq%3D%C3%A9t%C3%A9%26x%3D1");
    }
}
