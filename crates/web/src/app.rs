//! What every handler has at hand, and the router over all areas.

mod board;
mod bugs;
pub(crate) mod headers;

pub use board::Board;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use carry::id::MemberId;
use exchange::{Membership, Office};
use objects::Objects;
use seams::Seams;
use store::{Store, StoreError};
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;

use crate::accounts::password::{HashFailure, Hasher, PasswordCost};
use crate::accounts::recovery::Outbox;
use crate::costs::Months;
use crate::delivery::{self, Delivery};
use crate::limits::Limits;
use crate::metering::Meter;
use crate::own_machines::Doubts;
use crate::uploads::UploadLocks;
use crate::view::sign_up::SignUpMode;
use crate::{api, pages, reports, uploads};

/// How long a stop waits for mails on their way and bytes being synced. Neither was acknowledged.
const FINISH_LIMIT: Duration = Duration::from_secs(10);

/// Settings of the pages, the API and uploads, from the member's configuration.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// Where people reach the member: scheme, host and port, without a slash at the end.
    pub base_url: String,
    /// Whether cookies are for https only; so exactly when `base_url` is https.
    pub secure_cookies: bool,
    /// The member's id, in the core of every video published here.
    pub home: MemberId,
    /// The member's name as configured; the operator's setting goes before it.
    pub member_name: String,
    /// Where this program's source is offered; an absolute URL.
    pub source_url: Option<String>,
    /// Whether a mail relay is configured, so that recovery by mail can be offered.
    pub mail_works: bool,
    /// Largest upload, in bytes.
    pub max_upload_bytes: u64,
    /// Free space of the data folder that uploads leave alone, in bytes.
    pub reserve_bytes: u64,
    /// How long an unfinished upload is kept after its last byte.
    pub upload_lives: Duration,
    /// The work of one password hash.
    pub password_cost: PasswordCost,
    /// Rounds of PBKDF2 for the password of a video ([`carry::seal::PASSWORD_ITERATIONS`]).
    pub video_password_rounds: u32,
}

/// The parts of an [`App`] that the member makes.
pub struct AppParts {
    pub seams: Seams,
    pub store: Store,
    pub objects: Objects,
    pub delivery: Arc<Delivery>,
    pub meter: Arc<Meter>,
    pub membership: Arc<Membership>,
    pub config: WebConfig,
}

/// What every handler has at hand. Cheap to clone: each request does so several times.
#[derive(Clone)]
pub struct App(Arc<AtHand>);

impl std::ops::Deref for App {
    type Target = AtHand;

    fn deref(&self) -> &AtHand {
        &self.0
    }
}

/// What is behind an [`App`].
pub struct AtHand {
    pub seams: Seams,
    pub store: Store,
    pub objects: Objects,
    pub delivery: Arc<Delivery>,
    pub meter: Arc<Meter>,
    /// The member's part in a federation.
    pub membership: Arc<Membership>,
    pub config: Arc<WebConfig>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) hasher: Hasher,
    pub(crate) uploads: UploadLocks,
    pub(crate) outbox: Outbox,
    pub(crate) months: Arc<Months>,
    pub(crate) own_machines: Doubts,
    /// What only the node knows, for the operator's console.
    pub board: Arc<Board>,
    /// Work that goes on when its request is gone: bytes being synced, mails being sent.
    pub(crate) tasks: TaskTracker,
}

impl App {
    /// # Errors
    /// [`HashFailure`] if the configured cost of a password hash is outside what argon2 allows.
    pub fn new(parts: AppParts) -> Result<Self, HashFailure> {
        let hasher = Hasher::new(parts.config.password_cost)?;
        let limits = Limits::new(parts.seams.entropy.as_ref());
        Ok(Self(Arc::new(AtHand {
            seams: parts.seams,
            store: parts.store,
            objects: parts.objects,
            delivery: parts.delivery,
            meter: parts.meter,
            membership: parts.membership,
            config: Arc::new(parts.config),
            limits: Arc::new(limits),
            hasher,
            uploads: UploadLocks::default(),
            outbox: Outbox::default(),
            months: Arc::default(),
            own_machines: Doubts::default(),
            board: Arc::default(),
            tasks: TaskTracker::new(),
        })))
    }

    /// Waits for what goes on without a request, for [`FINISH_LIMIT`] at most: call it after the last connection is
    /// closed.
    pub async fn finish(&self) {
        self.tasks.close();
        tokio::select! {
            () = self.tasks.wait() => {}
            () = self.seams.clock.sleep(FINISH_LIMIT) => {
                tracing::warn!(tasks = self.tasks.len(), "what went on without a request is cut off");
            }
        }
        self.tasks.reopen();
    }
}

impl App {
    /// The member's office in its federation; none if it is in none.
    pub(crate) fn office(&self) -> Option<Arc<Office>> {
        self.membership.office()
    }

    /// Who may sign up now.
    pub(crate) async fn sign_up_mode(&self) -> Result<SignUpMode, StoreError> {
        Ok(match self.store.settings().await?.sign_up {
            store::SignUpMode::Open => SignUpMode::Open,
            store::SignUpMode::Invitation => SignUpMode::Invitation,
            store::SignUpMode::Closed => SignUpMode::Closed,
        })
    }
}

/// The whole of a member's site.
pub fn router(app: App) -> Router {
    areas(app.clone()).merge(objects(app))
}

/// All areas of the member's site but [`objects`].
pub fn areas(app: App) -> Router {
    let pages = pages::routes()
        .layer(CatchPanicLayer::custom(bugs::page))
        .layer(from_fn_with_state(app.clone(), pages::stop::show));
    Router::new()
        .merge(pages)
        .merge(api::routes())
        .merge(uploads::routes())
        .merge(delivery::routes())
        .merge(reports::routes())
        .layer(CatchPanicLayer::custom(bugs::bare))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}

/// The objects' bytes: most of what a member sends, so nothing is wrapped around them. A layer costs each segment as
/// much as finding it does, and the headers of pages say nothing about bytes.
pub fn objects(app: App) -> Router {
    delivery::objects().with_state(app)
}
