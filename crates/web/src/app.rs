//! What every handler has at hand, and the router over all areas.

mod headers;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use seams::Seams;

use crate::accounts::password::{HashFailure, Hasher, PasswordCost};
use crate::limits::Limits;

/// Settings of the pages, the API and uploads, from the member's configuration.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// Where people reach the member: scheme, host and port, without a slash at the end.
    pub base_url: String,
    /// Whether cookies are for https only; so exactly when `base_url` is https.
    pub secure_cookies: bool,
    /// The member's name, as pages show it.
    pub member_name: String,
    /// Quota of an account without one of its own, in stored bytes.
    pub default_quota_bytes: u64,
    /// Largest upload, in bytes.
    pub max_upload_bytes: u64,
    /// Free space of the data folder that uploads leave alone, in bytes.
    pub reserve_bytes: u64,
    /// How long an unfinished upload is kept after its last byte.
    pub upload_lives: Duration,
    /// The work of one password hash.
    pub password_cost: PasswordCost,
}

/// The parts of an [`App`] that the member makes.
pub struct AppParts {
    pub seams: Seams,
    pub config: WebConfig,
}

/// What every handler has at hand; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub seams: Seams,
    pub config: Arc<WebConfig>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) hasher: Hasher,
}

impl App {
    /// # Errors
    /// [`HashFailure`] if the configured cost of a password hash is outside what argon2 allows.
    pub fn new(parts: AppParts) -> Result<Self, HashFailure> {
        let hasher = Hasher::new(parts.config.password_cost)?;
        let limits = Limits::new(parts.seams.entropy.as_ref());
        Ok(Self { seams: parts.seams, config: Arc::new(parts.config), limits: Arc::new(limits), hasher })
    }
}

/// All areas of the member's site.
pub fn router(app: App) -> Router {
    Router::new().layer(from_fn_with_state(app.clone(), headers::add)).with_state(app)
}
