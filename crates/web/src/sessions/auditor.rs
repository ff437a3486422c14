//! Auditors: they come by a link that ends, and read what the federation decided and spent.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use store::{AuditLink, SecretHash, StoreError};

use super::{Secret, cookie};
use crate::app::App;
use crate::view::federation::audit::Shut;

/// How long an auditor may read.
pub const AUDIT_LIVES: Duration = Duration::from_secs(7 * 24 * 3600);

/// The link's secret at an auditor's browser, over plain http and over https.
const AUDIT_COOKIE: &str = "ecot_audit";
const AUDIT_COOKIE_HTTPS: &str = "__Host-ecot_audit";

/// The link by which an auditor's browser came, if it opens anything.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn by_cookie(app: &App, headers: &HeaderMap) -> Result<Option<AuditLink>, StoreError> {
    let link = known(app, cookie::read(headers, name(app))).await?;
    Ok(link.filter(|link| link.is_open(app.seams.clock.now())))
}

/// Why the link of an auditor's browser opens nothing; none if it opens something, or there is none.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn shut(app: &App, headers: &HeaderMap) -> Result<Option<Shut>, StoreError> {
    match cookie::read(headers, name(app)) {
        Some(secret) => Ok(enter(app, secret).await?.err()),
        None => Ok(None),
    }
}

/// Whether an auditor's program sends a request: with the link's secret as its credential.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn by_credential(app: &App, headers: &HeaderMap) -> Result<bool, StoreError> {
    let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
    match header.and_then(|text| text.strip_prefix("Bearer ")) {
        Some(secret) => Ok(enter(app, secret).await?.is_ok()),
        None => Ok(false),
    }
}

/// Whether a link with this secret opens anything now, or why not.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn enter(app: &App, secret: &str) -> Result<Result<(), Shut>, StoreError> {
    let Some(link) = known(app, Some(secret)).await? else { return Ok(Err(Shut::Unknown)) };
    Ok(match link.withdrawn_at {
        Some(at) => Err(Shut::Withdrawn(at)),
        None if !link.is_open(app.seams.clock.now()) => Err(Shut::Over(link.expires_at)),
        None => Ok(()),
    })
}

async fn known(app: &App, secret: Option<&str>) -> Result<Option<AuditLink>, StoreError> {
    let Some(secret) = secret.and_then(Secret::parse) else { return Ok(None) };
    app.store.audit_link(SecretHash::from_bytes(secret.hash())).await
}

/// The `Set-Cookie` value of an auditor's link.
pub(crate) fn set_cookie(app: &App, secret: &str) -> String {
    cookie::set(name(app), secret, AUDIT_LIVES, app.config.secure_cookies)
}

fn name(app: &App) -> &'static str {
    if app.config.secure_cookies { AUDIT_COOKIE_HTTPS } else { AUDIT_COOKIE }
}
