//! API tokens: what a program may do in a person's name.
//!
//! A token is 256 random bits shown once; the database has its hash, its scopes and the day of its last use.

use std::collections::BTreeSet;

use seams::entropy::random;
use store::{NewApiToken, Scope, SecretHash, StoreError, TokenId, TokenRefusal, UserId};

use crate::app::App;
use crate::sessions::Secret;
use crate::view::account::{self as view, TokenRow};

/// Longest name of a token, in characters.
pub const TOKEN_NAME_MAX_CHARS: usize = 60;

/// Makes a token; the answer is its text, which nobody sees again.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn create(
    app: &App,
    account: UserId,
    name: &str,
    scopes: BTreeSet<Scope>,
) -> Result<Result<(TokenId, String), TokenRefusal>, StoreError> {
    let entropy = app.seams.entropy.as_ref();
    let secret = Secret::draw(entropy);
    let new = NewApiToken {
        id: TokenId::from_bytes(random(entropy)),
        hash: SecretHash::from_bytes(secret.hash()),
        account,
        name: name.to_owned(),
        scopes,
        expires_at: None,
    };
    let made = app.store.create_api_token(&new, app.seams.clock.now()).await?;
    Ok(made.map(|()| (new.id, secret.reveal())))
}

/// The account's tokens as the page lists them, newest first.
pub(crate) async fn rows(app: &App, account: UserId) -> Result<Vec<TokenRow>, StoreError> {
    let tokens = app.store.api_tokens(account).await?;
    let row = |token: store::ApiToken| TokenRow {
        id: token.id.to_string(),
        name: token.name,
        scopes: token.scopes.into_iter().map(shown).collect(),
        created_at: token.created_at,
        last_used_at: token.last_used_at,
    };
    Ok(tokens.into_iter().map(row).collect())
}

const fn shown(scope: Scope) -> view::Scope {
    match scope {
        Scope::Read => view::Scope::Read,
        Scope::Upload => view::Scope::Upload,
        Scope::Manage => view::Scope::Manage,
    }
}
