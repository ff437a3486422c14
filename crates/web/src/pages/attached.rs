//! A posted form with a file.

use axum::RequestExt;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};

use super::fields::Fields;
use super::stop::Stop;
use crate::app::App;
use crate::csrf;
use crate::sessions::Visit;
use crate::view::errors::Trouble;

/// Bytes of the largest document that members hand to each other.
pub(crate) const FILE_MAX_BYTES: usize = exchange::MAX_DOCUMENT_BYTES;
/// Bytes of the whole form: a file that is a little too large is still read, so that the page can say so.
const FORM_MAX_BYTES: usize = FILE_MAX_BYTES + (2 << 20);
/// Bytes of all other fields together.
const TEXT_MAX_BYTES: usize = 256 * 1024;
/// Most fields in a form.
const FIELDS_MAX: usize = 64;
/// Characters of a file's name that are kept.
const NAME_CHARS: usize = 120;

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attached {
    /// Its name without folders; none if it has none.
    pub(crate) name: Option<String>,
    /// What the browser takes it for.
    pub(crate) media_type: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl Attached {
    /// Whether it is larger than documents are.
    pub(crate) fn is_too_long(&self) -> bool {
        self.bytes.len() > FILE_MAX_BYTES
    }
}

/// A visit that posts a form with at most one file; as [`super::fields::Posted`].
pub(crate) struct PostedWithFile {
    pub(crate) visit: Visit,
    pub(crate) fields: Fields,
    pub(crate) file: Option<Attached>,
}

/// The limit of routes that take such a form.
pub(crate) const fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(FORM_MAX_BYTES)
}

impl FromRequest<App> for PostedWithFile {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let authority = parts.uri.authority().map(|authority| authority.as_str());
        csrf::check_origin(&parts.headers, authority, &app.config.base_url)?;
        let form: Multipart = Request::from_parts(parts, body)
            .extract_with_state(app)
            .await
            .map_err(|_| Stop::Trouble(Trouble::Stale))?;
        let (fields, file) = read(form).await?;
        if let Some(session) = &visit.session {
            csrf::check_token(Some(&session.secret), Some(fields.text("csrf")))?;
        }
        Ok(Self { visit, fields, file })
    }
}

async fn read(mut form: Multipart) -> Result<(Fields, Option<Attached>), Stop> {
    let (mut pairs, mut file, mut text_bytes) = (Vec::new(), None, 0);
    let too_large = |_| Stop::Trouble(Trouble::TooLarge);
    while let Some(field) = form.next_field().await.map_err(too_large)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(given) = field.file_name() {
            let (given, media_type) = (file_name(given), field.content_type().map(str::to_owned));
            let bytes = field.bytes().await.map_err(too_large)?.to_vec();
            // A browser sends an empty file where none was chosen.
            if !bytes.is_empty() && file.is_none() {
                file = Some(Attached { name: given, media_type, bytes });
            }
            continue;
        }
        let value = field.text().await.map_err(too_large)?;
        text_bytes += value.len();
        if pairs.len() >= FIELDS_MAX || text_bytes > TEXT_MAX_BYTES {
            return Err(Stop::Trouble(Trouble::TooLarge));
        }
        pairs.push((name, value));
    }
    Ok((Fields::of(pairs), file))
}

/// A name as it may stand in a header and in a folder.
fn file_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |character: &char| !character.is_control() && !"\"<>|:*?".contains(*character);
    let name: String = last.chars().filter(plain).take(NAME_CHARS).collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_keeps_no_folder_and_no_sign_that_a_header_trips_over() {
        for (given, kept) in [
            ("pv.pdf", Some("pv.pdf")),
            ("C:\\Users\\ana\\pv.pdf", Some("pv.pdf")),
            ("../../etc/passwd", Some("passwd")),
            ("a\"b\r\nc.pdf", Some("abc.pdf")),
            ("", None),
            ("..../", None),
        ] {
            assert_eq!(file_name(given).as_deref(), kept, "{given}");
        }
    }
}
