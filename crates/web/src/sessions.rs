//! Who is asking: sessions of signed-in users and the cookies that carry them.
//!
//! A session is 256 random bits in a cookie; the database has their hash, the account and two times. It ends when it
//! was not used for [`IDLE_LIMIT`], at the latest after [`ABSOLUTE_LIMIT`], at sign-out, or when the password
//! changes elsewhere. Each sign-in makes a new one.

pub(crate) mod auditor;
pub mod cookie;
mod token;
mod visit;

use std::time::Duration;

use axum::http::HeaderMap;
use jiff::Timestamp;
use store::{Account, NewSession, SecretHash, StoreError};

use crate::app::App;
use crate::csrf;

pub use auditor::AUDIT_LIVES;
pub use token::Secret;
pub(crate) use visit::Visit;

/// A session that nobody used for so long has ended.
pub const IDLE_LIMIT: Duration = Duration::from_secs(30 * 24 * 3600);
/// A session ends after so long, used or not.
pub const ABSOLUTE_LIMIT: Duration = Duration::from_secs(180 * 24 * 3600);
/// The use of a session is written down at most this often.
const TOUCH_EVERY: Duration = Duration::from_secs(3600);

/// A session and whose it is.
#[derive(Clone)]
pub struct OpenSession {
    /// What the cookie holds.
    pub secret: Secret,
    /// Its row in the database.
    pub hash: SecretHash,
    /// Whose session it is.
    pub account: Account,
}

/// The session of a request's cookie. Costs nothing when there is no cookie.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn find(app: &App, headers: &HeaderMap) -> Result<Option<OpenSession>, StoreError> {
    let name = cookie::session(app.config.secure_cookies);
    let Some(secret) = cookie::read(headers, name).and_then(Secret::parse) else { return Ok(None) };
    let now = app.seams.clock.now();
    let hash = SecretHash::from_bytes(secret.hash());
    let Some((session, account)) = app.store.session(hash, now).await? else { return Ok(None) };
    if now.duration_since(session.seen_at).unsigned_abs() >= TOUCH_EVERY {
        app.store.touch_session(hash, now, ends(session.created_at, now)).await?;
    }
    Ok(Some(OpenSession { secret, hash, account }))
}

/// The account that a request's session belongs to.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn viewer(app: &App, headers: &HeaderMap) -> Result<Option<Account>, StoreError> {
    Ok(find(app, headers).await?.map(|session| session.account))
}

/// Draws a session: the secret for the cookie, and the row for the database.
pub(crate) fn draw(app: &App) -> (Secret, NewSession) {
    let secret = Secret::draw(app.seams.entropy.as_ref());
    let now = app.seams.clock.now();
    let row = NewSession {
        hash: SecretHash::from_bytes(secret.hash()),
        csrf: csrf::bound(&secret),
        label: String::new(),
        expires_at: ends(now, now),
    };
    (secret, row)
}

/// When a session ends if it is not used again.
fn ends(created_at: Timestamp, now: Timestamp) -> Timestamp {
    (now + IDLE_LIMIT).min(created_at + ABSOLUTE_LIMIT)
}

/// The `Set-Cookie` value of a session.
pub(crate) fn set_cookie(app: &App, secret: &Secret) -> String {
    let secure = app.config.secure_cookies;
    cookie::set(cookie::session(secure), &secret.reveal(), ABSOLUTE_LIMIT, secure)
}

/// The `Set-Cookie` value that ends it in the browser.
pub(crate) fn remove_cookie(app: &App) -> String {
    let secure = app.config.secure_cookies;
    cookie::remove(cookie::session(secure), secure)
}
