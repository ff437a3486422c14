//! Who sends a request of the API or an upload: a page's script with its session, or a program with a token.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;

use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use axum::http::request::Parts;
use store::{Account, Scope, SecretHash, StoreError};

use crate::app::App;
use crate::csrf::{self, CSRF_HEADER, CsrfRefusal};
use crate::i18n::Lang;
use crate::limits::{Act, Subject, TooMany};
use crate::metering::ClientAddress;
use crate::sessions::{self, Secret, cookie};

/// The use of a token is written down at most this often.
const TOUCH_EVERY: Duration = Duration::from_secs(24 * 3600);

/// A request whose sender is known.
pub(crate) struct Caller {
    pub(crate) account: Account,
    /// `None`: a session, which may do everything that its person may.
    scopes: Option<BTreeSet<Scope>>,
}

/// Why a sender is not let in, in the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallerRefusal {
    #[error("too many requests")]
    TooMany(TooMany),
    #[error("neither a session nor a valid token")]
    SignedOut,
    #[error("not sent by one of our pages")]
    Stale,
    /// Not the sender's fault.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CsrfRefusal> for CallerRefusal {
    fn from(_: CsrfRefusal) -> Self {
        Self::Stale
    }
}

impl From<TooMany> for CallerRefusal {
    fn from(refusal: TooMany) -> Self {
        Self::TooMany(refusal)
    }
}

impl Caller {
    /// Finds out who sent a request. A bearer token counts alone; a session needs the proof of [`csrf`] too when the
    /// request changes something.
    pub(crate) async fn find(app: &App, parts: &Parts) -> Result<Self, CallerRefusal> {
        if let Some(header) = parts.headers.get(AUTHORIZATION) {
            let token = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).and_then(Secret::parse);
            return Self::by_token(app, token, address(parts)).await;
        }
        let session = sessions::find(app, &parts.headers).await?.ok_or(CallerRefusal::SignedOut)?;
        if !parts.method.is_safe() {
            let authority = parts.uri.authority().map(|authority| authority.as_str());
            csrf::check_origin(&parts.headers, authority, &app.config.base_url)?;
            let sent = parts.headers.get(CSRF_HEADER).and_then(|header| header.to_str().ok());
            csrf::check_token(Some(&session.secret), sent)?;
        }
        Ok(Self { account: session.account, scopes: None })
    }

    /// The same, but nobody may be signed in: a request without a session and without a token is let in as nobody's.
    pub(crate) async fn find_if_any(app: &App, parts: &Parts) -> Result<Option<Self>, CallerRefusal> {
        match Self::find(app, parts).await {
            Ok(caller) => Ok(Some(caller)),
            Err(CallerRefusal::SignedOut) if !parts.headers.contains_key(AUTHORIZATION) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    async fn by_token(app: &App, token: Option<Secret>, address: Option<IpAddr>) -> Result<Self, CallerRefusal> {
        let now = app.seams.clock.now();
        let limited = |subject: Subject<'_>| app.limits.take(Act::Api, subject, now);
        let Some(token) = token else {
            address.map_or(Ok(()), |address| limited(Subject::Address(address)))?;
            return Err(CallerRefusal::SignedOut);
        };
        let hash = token.hash();
        limited(Subject::Account(&hash))?;
        let hash = SecretHash::from_bytes(hash);
        let Some((token, account)) = app.store.api_token(hash, now).await? else {
            // Each guess is a bucket of its own: what they have in common is where they come from.
            address.map_or(Ok(()), |address| limited(Subject::Address(address)))?;
            return Err(CallerRefusal::SignedOut);
        };
        let used = token.last_used_at.map(|used| now.duration_since(used).unsigned_abs());
        if used.is_none_or(|ago| ago >= TOUCH_EVERY) {
            app.store.touch_api_token(token.id, now).await?;
        }
        Ok(Self { account, scopes: Some(token.scopes) })
    }

    /// Whether the sender may do such things.
    pub(crate) fn may(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }

    /// Whether a page's script sent it, not a program.
    pub(crate) const fn has_session(&self) -> bool {
        self.scopes.is_none()
    }
}

fn address(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ClientAddress>().map(|address| address.0)
}

/// The language of an answer to a request, before its sender is known.
pub(crate) fn lang(parts: &Parts) -> Lang {
    let chosen = cookie::read(&parts.headers, cookie::LANG_COOKIE);
    Lang::negotiate(chosen, parts.headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()))
}
