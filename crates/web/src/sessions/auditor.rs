//! Auditors: they come by a link that ends, and read what the federation decided and spent.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use store::{SecretHash, StoreError};

use super::{Secret, cookie};
use crate::app::App;

/// How long an auditor may read.
pub const AUDIT_LIVES: Duration = Duration::from_secs(7 * 24 * 3600);

/// The link's secret at an auditor's browser, over plain http and over https.
const AUDIT_COOKIE: &str = "ecot_audit";
const AUDIT_COOKIE_HTTPS: &str = "__Host-ecot_audit";

/// Whether an auditor's browser sends a request.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn by_cookie(app: &App, headers: &HeaderMap) -> Result<bool, StoreError> {
    opens(app, cookie::read(headers, name(app))).await
}

/// Whether an auditor's program sends a request: with the link's secret as its credential.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn by_credential(app: &App, headers: &HeaderMap) -> Result<bool, StoreError> {
    let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
    opens(app, header.and_then(|text| text.strip_prefix("Bearer "))).await
}

/// Whether a link with this secret opens anything now.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub(crate) async fn opens(app: &App, secret: Option<&str>) -> Result<bool, StoreError> {
    let Some(secret) = secret.and_then(Secret::parse) else { return Ok(false) };
    app.store.audit_link(SecretHash::from_bytes(secret.hash()), app.seams.clock.now()).await
}

/// The `Set-Cookie` value of an auditor's link.
pub(crate) fn set_cookie(app: &App, secret: &str) -> String {
    cookie::set(name(app), secret, AUDIT_LIVES, app.config.secure_cookies)
}

fn name(app: &App) -> &'static str {
    if app.config.secure_cookies { AUDIT_COOKIE_HTTPS } else { AUDIT_COOKIE }
}
