//! A posted form: read within limits, and only when one of our own pages sent it.

use axum::Form;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};

use super::stop::Stop;
use crate::app::App;
use crate::csrf;
use crate::sessions::Visit;
use crate::view::errors::Trouble;

/// Largest form, in bytes: a description of the longest size, percent-encoded.
const FORM_MAX_BYTES: usize = 256 * 1024;
/// Most fields in a form: a correction has one for each member.
const FIELDS_MAX: usize = federation::entry::MAX_CORRECTION_LINES + 64;

/// The fields of a form, as typed.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a form that was read elsewhere.
    pub(crate) const fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// A field's text; empty if it is not there.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A field's text without spaces around it.
    pub(crate) fn trimmed(&self, name: &str) -> String {
        self.text(name).trim().to_owned()
    }

    /// All values of a repeated field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }
}

/// A visit that posts a form.
///
/// With a session the field `csrf` must be its token. Without one there is nothing that another site could misuse
/// but a sign-in into a foreign account; the origin that browsers state prevents that.
pub(crate) struct Posted {
    pub(crate) visit: Visit,
    pub(crate) fields: Fields,
}

impl FromRequest<App> for Posted {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        let posted = read(request, app).await?;
        if let Some(session) = &posted.visit.session {
            csrf::check_token(Some(&session.secret), Some(posted.fields.text("csrf")))?;
        }
        Ok(posted)
    }
}

/// A form without a token, for what harms nobody: the choice of a language, which stands on pages that are the same
/// for everyone. The origin must still be ours.
pub(crate) struct PostedWithoutToken(pub(crate) Posted);

impl FromRequest<App> for PostedWithoutToken {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        read(request, app).await.map(Self)
    }
}

async fn read(request: Request, app: &App) -> Result<Posted, Stop> {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, app).await?;
    let authority = parts.uri.authority().map(|authority| authority.as_str());
    csrf::check_origin(&parts.headers, authority, &app.config.base_url)?;
    let body = axum::body::to_bytes(body, FORM_MAX_BYTES).await.map_err(|_| Stop::Trouble(Trouble::TooLarge))?;
    let request = Request::from_parts(parts, Body::from(body));
    let Form(pairs) =
        Form::<Vec<(String, String)>>::from_request(request, app).await.map_err(|_| Stop::Trouble(Trouble::Stale))?;
    if pairs.len() > FIELDS_MAX {
        return Err(Stop::Trouble(Trouble::TooLarge));
    }
    Ok(Posted { visit, fields: Fields(pairs) })
}
