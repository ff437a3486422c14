//! The language of the pages, chosen in the footer.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;

use super::fields::{Posted, PostedWithoutToken};
use super::stop::Stop;
use super::{own_path, see_other, with_cookie};
use crate::app::App;
use crate::i18n::Lang;
use crate::sessions::cookie::{self, LANG_COOKIE};
use crate::view::errors::Trouble;

/// How long a browser keeps the choice.
const CHOICE_LIVES: Duration = Duration::from_secs(365 * 24 * 3600);

pub(super) fn routes() -> Router<App> {
    Router::new().route("/language", post(choose))
}

async fn choose(State(app): State<App>, PostedWithoutToken(posted): PostedWithoutToken) -> Result<Response, Stop> {
    let Posted { visit, fields } = posted;
    let lang = Lang::from_tag(fields.text("language")).ok_or(Stop::Trouble(Trouble::Stale))?;
    let answer = set(&app, see_other(own_path(fields.text("next"))), lang);
    if let Some(session) = &visit.session {
        // An account that is just being deleted keeps its language.
        let _ = app.store.set_locale(session.account.id, lang.tag()).await?;
    }
    Ok(answer)
}

/// Adds the choice to an answer.
pub(super) fn set(app: &App, answer: Response, lang: Lang) -> Response {
    with_cookie(answer, &cookie::set(LANG_COOKIE, lang.tag(), CHOICE_LIVES, app.config.secure_cookies))
}
