//! A posted form with a file in it.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;

use crate::app::App;
use crate::csrf;
use crate::pages::fields::Fields;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::errors::Trouble;

/// Fields of a form, at most.
const MAX_FIELDS: usize = 32;

/// A file that came with a form.
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
}

/// A treasurer that posts a form, perhaps with a file. The body is not read for anybody else; how large it may be is the
/// route's to say.
pub(super) struct PostedFile {
    pub(super) visit: Visit,
    pub(super) fields: Fields,
    /// None if no file was chosen.
    pub(super) file: Option<Sent>,
}

impl FromRequest<App> for PostedFile {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        visit.treasurer()?;
        let authority = parts.uri.authority().map(|authority| authority.as_str());
        csrf::check_origin(&parts.headers, authority, &app.config.base_url)?;
        let stale = |_| Stop::Trouble(Trouble::Stale);
        let mut form = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(stale)?;
        let (mut pairs, mut file) = (Vec::new(), None);
        while let Some(field) = form.next_field().await.map_err(stop)? {
            let name = field.name().unwrap_or_default().to_owned();
            let sent = field.file_name().map(str::to_owned);
            let media_type = field.content_type().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(stop)?;
            match sent {
                // A form in which no file was chosen sends an empty one without a name.
                Some(name) if !name.is_empty() => file = Some(Sent { name, media_type, bytes }),
                Some(_) => {}
                None => pairs.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
            if pairs.len() > MAX_FIELDS {
                return Err(Stop::Trouble(Trouble::TooLarge));
            }
        }
        let fields = Fields::of(pairs);
        let secret = &visit.session()?.secret;
        csrf::check_token(Some(secret), Some(fields.text("csrf")))?;
        Ok(Self { visit, fields, file })
    }
}

fn stop(error: axum::extract::multipart::MultipartError) -> Stop {
    let large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Stop::Trouble(if large { Trouble::TooLarge } else { Trouble::Stale })
}
