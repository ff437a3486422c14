//! One member: everything opened and wired together, in one process or in a test beside others.

mod alone;
mod carriers;
mod folder;
mod machine;
mod start;
mod stores;
mod walls;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use seams::Seams;
use store::{Alone, Store, StoreError};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use web::metering::Recorder;

use crate::backing::Backing;
use crate::health::{self, Figures, Health, Readers};
use crate::keys::MemberKeys;
use crate::logs;
use crate::workers::Workers;

pub use folder::{Lock, lock as lock_folder, make as make_folder};
pub use machine::{lock, real};
pub use start::{MemberParts, StartError, authorities};
pub use stores::{Stores, database_url};

/// Where the objects are, in the data folder.
pub const OBJECTS_FOLDER: &str = "objects";
/// Where SQLite's database is, in the data folder; alone in its folder, because SQLite puts files beside it.
pub const DATABASE_FOLDER: &str = "database";
pub const DATABASE_FILE: &str = "database/ecot.sqlite";

/// A member that was started. Nothing runs by itself: [`Member::run`] does the work that nobody asks for, or a test
/// calls the ticks.
pub struct Member {
    pub app: web::App,
    pub store: Store,
    pub keys: Arc<MemberKeys>,
    pub workers: Workers,
    pub backing: Arc<Backing>,
    recorder: Recorder,
    seams: Seams,
    figures: Figures,
    readers: Arc<Readers>,
    /// Keeps other processes out of the database while the member lives.
    alone: Mutex<Alone>,
    /// Keeps other processes out of the data folder while the member lives.
    lock: Option<Lock>,
}

impl Member {
    /// The member's site: pages, API, uploads, delivery, health and figures.
    pub fn router(&self) -> Router {
        let health = Health {
            store: self.store.clone(),
            disk: Arc::clone(&self.seams.disk),
            figures: self.figures.clone(),
            readers: Arc::clone(&self.readers),
            reserve_bytes: self.app.config.reserve_bytes,
        };
        let logged = from_fn_with_state(Arc::clone(&self.seams.clock), logs::requests);
        // Objects are too many to be logged or timed one by one; what they deliver is metered.
        web::areas(self.app.clone())
            .merge(health::routes(health))
            .merge(self.backing.routes())
            .layer(logged)
            .merge(self.app.membership.routes())
            .merge(web::objects(self.app.clone()))
    }

    /// Encodes, publishes, cleans and counts until `stop`. What is cut off goes on at the next start.
    pub async fn run(&self, stop: CancellationToken) {
        tokio::join!(
            self.workers.run(stop.clone()),
            self.recorder.run(stop.clone()),
            self.figures.keep(&self.seams, stop)
        );
    }

    /// Returns once another process has become this member: then it must stop.
    pub async fn until_another(&self) {
        alone::until_taken(&mut *self.alone.lock().await, self.seams.clock.as_ref()).await;
    }

    /// Writes the usage counted so far and closes the hours that have ended.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is lost by it, the next call goes on.
    pub async fn tick_usage(&self) -> Result<(), StoreError> {
        self.recorder.tick().await
    }

    /// Ends the member: waits for what still goes on without a request, and writes the last counts. Call it after the
    /// last connection is closed and [`Member::run`] has returned.
    ///
    /// # Errors
    /// [`StoreError`] when the last counts could not be written.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.app.finish().await;
        let written = self.recorder.tick().await;
        drop(self.lock);
        written
    }
}
