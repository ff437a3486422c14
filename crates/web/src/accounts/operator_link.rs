//! The one-time link by which a member gets its first operator, or lets one in again.

use std::time::Duration;

use seams::Seams;
use store::{NewOperatorLink, SecretHash, Store, StoreError, UserId};

use crate::app::App;
use crate::sessions::Secret;

/// How long the link works.
pub const LINK_LIVES: Duration = Duration::from_secs(24 * 3600);

/// Makes a link, to be printed on the operator's own terminal. Without an account, whoever follows it makes an
/// operator's account; with one, it signs that operator in.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn operator_link(app: &App, account: Option<UserId>) -> Result<String, StoreError> {
    operator_link_at(&app.config.base_url, &app.store, &app.seams, account).await
}

/// The same beside a running member, whose address is `base_url`.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn operator_link_at(
    base_url: &str,
    store: &Store,
    seams: &Seams,
    account: Option<UserId>,
) -> Result<String, StoreError> {
    let secret = Secret::draw(seams.entropy.as_ref());
    let now = seams.clock.now();
    let new = NewOperatorLink { hash: SecretHash::from_bytes(secret.hash()), account, expires_at: now + LINK_LIVES };
    store.create_operator_link(&new, now).await?;
    Ok(format!("{base_url}/welcome/{}", secret.reveal()))
}
