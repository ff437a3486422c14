//! The file of a bill or gift, handed out: what is known to run nothing is shown, everything else is kept.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::evidence::Evidence;
use super::expenses::{evidence_of, named};
use crate::app::App;
use crate::pages::stop::Stop;
use crate::sessions::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/expenses/{name}/file", get(file))
}

async fn file(State(app): State<App>, Path(name): Path<String>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let name = named(&name).ok_or(Stop::NOT_FOUND)?;
    let hash = evidence_of(office.desk().await.facts(), &name).ok_or(Stop::NOT_FOUND)?;
    let bytes = office.store().document(&hash.0).await?.and_then(|document| document.bytes).ok_or(Stop::NOT_FOUND)?;
    let (evidence, file) = Evidence::read(&bytes).ok_or(Stop::NOT_FOUND)?;
    let kind = evidence.file.ok_or(Stop::NOT_FOUND)?;
    let (media_type, shown) = match seen(file) {
        Some(media_type) => (media_type, "inline"),
        None => ("application/octet-stream", "attachment"),
    };
    let name: String = kind.name.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_ ".contains(*c)).collect();
    let mut response = file.to_vec().into_response();
    let headers = response.headers_mut();
    let disposition = HeaderValue::from_str(&format!("{shown}; filename=\"{name}\""));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// What a file is by its first bytes, whatever it was called when it came; none for what is not shown within the site.
fn seen(file: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 3] =
        [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    KNOWN.into_iter().find(|(start, _)| file.starts_with(start)).map(|(_, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(seen(b"%PDF-1.7 the bill"), Some("application/pdf"));
        assert_eq!(seen(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(seen(b"\xff\xd8\xff\xe0...."), Some("image/jpeg"));
        for other in [&b"<html><script>"[..], b"<svg xmlns=", b"", b"GIF89a", b" %PDF-1.7"] {
            assert_eq!(seen(other), None);
        }
    }
}
