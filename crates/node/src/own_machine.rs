//! A machine of a person's own: it holds the videos of that person's space, and delivers them if players can reach it. It is no
//! member: it has no database, no log, no key, no vote and no bill.
//!
//! It asks its home every minute. What the home lists may be served; a tombstone deletes; what is missing from the list without
//! one is kept and not served. The order of writes, and what a crash between them means: parts of an object go to a file below
//! `incoming/` and are verified again when the fetching goes on; a whole object is published under its hash; the signed manifest
//! in `videos/`, written last and in one step, is the word that a video is here. What goes away goes the other way: off the
//! shelf, then the manifest, then the objects that no other manifest refers to.

mod copying;
mod healing;
mod home;
mod keeping;
mod planning;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use carry::id::{MemberId, VideoId};
use jiff::Timestamp;
use objects::{Objects, ObjectsError};
use peers::BaseUrl;
use seams::Seams;
use tokio_util::sync::CancellationToken;
use web::delivery::{OwnShelf, own_site};

use healing::Reading;
pub use home::{Home, HomeFailure};
use keeping::Kept;

/// How often the home is asked.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// The longest pause after looks that failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);
/// For how long it serves while its home does not answer. Then something may be deleted of which it knows nothing.
const SERVES_WITHOUT_HOME: Duration = Duration::from_secs(24 * 3_600);
/// How long one look copies, before the home is asked again what is gone meanwhile.
const COPY_TIME: Duration = Duration::from_secs(5 * 60);
/// Bytes of the disk that are left free.
const RESERVE_BYTES: u64 = 500_000_000;
/// Memory for the bytes of hot segments.
const CACHE_BYTES: u64 = 64 << 20;
const OBJECTS_FOLDER: &str = "objects";

/// Why a look at the home did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum LookFailure {
    /// A retry does not help once the token ended; after everything else it may.
    #[error(transparent)]
    Home(#[from] HomeFailure),
    /// A retry does not help.
    #[error("this folder holds videos of another home, {0}; give each home a folder of its own")]
    OtherHome(MemberId),
    /// A retry may help.
    #[error("the data folder: {0}")]
    Disk(#[from] std::io::Error),
    /// A retry may help.
    #[error(transparent)]
    Objects(#[from] ObjectsError),
}

/// What one look did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Videos that are held now and were not before, or in an earlier version.
    pub copied: usize,
    /// Videos that went.
    pub removed: usize,
    /// Videos for which there is no room.
    pub left_out: usize,
    /// Videos that could not be copied whole, and are tried again.
    pub failed: usize,
    /// Objects that were damaged on the disk and are fetched again.
    pub damaged: usize,
}

/// What an own machine is made of.
pub struct OwnMachineParts {
    pub seams: Seams,
    pub home: Home,
    /// Where players reach it; none: it only holds.
    pub address: Option<BaseUrl>,
    /// Bytes that it may hold.
    pub limit_bytes: u64,
}

/// An own machine. Nothing runs by itself: [`OwnMachine::run`] looks again and again, or a test calls [`OwnMachine::look`].
pub struct OwnMachine {
    parts: OwnMachineParts,
    objects: Objects,
    shelf: Arc<OwnShelf>,
    kept: Kept,
    /// Videos of which something is damaged or missing: they are not served.
    broken: BTreeSet<VideoId>,
    reading: Reading,
}

impl OwnMachine {
    /// Opens what the data folder has. Nothing of it is served before the first look.
    ///
    /// # Errors
    /// [`LookFailure`] when the folder cannot be used.
    pub async fn open(parts: OwnMachineParts) -> Result<Self, LookFailure> {
        let objects = Objects::open(&parts.seams, OBJECTS_FOLDER, CACHE_BYTES)?;
        objects.clean_staging().await?;
        let kept = Kept::open(Arc::clone(&parts.seams.disk)).await?;
        let broken = kept.incomplete(&objects).await?;
        let shelf = Arc::new(OwnShelf::new(objects.clone()));
        Ok(Self { parts, objects, shelf, kept, broken, reading: Reading::default() })
    }

    /// What it answers to players.
    pub fn router(&self) -> Router {
        own_site(Arc::clone(&self.shelf))
    }

    /// Looks until `stop`. What is cut off goes on at the next start.
    pub async fn run(&mut self, stop: CancellationToken) {
        let (mut pause, mut answered) = (LOOK_EVERY, None);
        while !stop.is_cancelled() {
            let looked = tokio::select! {
                looked = self.look() => looked,
                () = stop.cancelled() => return,
            };
            match looked {
                Ok(look) => {
                    (pause, answered) = (LOOK_EVERY, Some(self.parts.seams.clock.now()));
                    tell(look);
                }
                Err(failure) => {
                    self.close_if_alone(answered);
                    tracing::warn!(%failure, serves = self.shelf.is_open(), "the home was not asked; it is tried again");
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
            tokio::select! {
                () = self.parts.seams.clock.sleep(pause) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Who has not heard of its home for long serves nothing. What is here stays.
    fn close_if_alone(&self, answered: Option<Timestamp>) {
        let now = self.parts.seams.clock.now();
        if answered.is_none_or(|at| now.duration_since(at).unsigned_abs() > SERVES_WITHOUT_HOME) {
            self.shelf.open(false);
        }
    }

    /// Asks the home, obeys tombstones, serves what may be served, copies what is new, and reads some of what is on the disk.
    ///
    /// # Errors
    /// [`LookFailure`]; the next call goes on. Who was told to stop serves nothing from then on.
    pub async fn look(&mut self) -> Result<Look, LookFailure> {
        let looked = self.looked().await;
        if matches!(looked, Err(LookFailure::Home(HomeFailure::Revoked) | LookFailure::OtherHome(_))) {
            self.shelf.open(false);
            tracing::warn!("nothing is served any more; what is here stays until somebody deletes it");
        }
        looked
    }

    async fn looked(&mut self) -> Result<Look, LookFailure> {
        let listed = self.parts.home.videos().await?;
        self.kept.pin(listed.home).await?;
        let mut look = Look { removed: self.obey(&listed).await?, ..Look::default() };
        self.shelf.open(true);
        let (wanted, left_out) = self.planned(&listed, &mut look).await?;
        look.left_out = left_out;
        self.tell_home(left_out).await?;
        self.copy_all(&listed, &wanted, left_out, &mut look).await?;
        look.damaged = self.heal(&listed).await?;
        if look.failed == 0 && self.broken.is_empty() {
            self.sweep().await?;
        }
        self.tell_home(left_out).await?;
        Ok(look)
    }
}

fn tell(look: Look) {
    if look != Look::default() {
        let Look { copied, removed, left_out, failed, damaged } = look;
        tracing::info!(copied, removed, left_out, failed, damaged, "the home was asked");
    }
    if look.left_out > 0 {
        tracing::warn!(videos = look.left_out, "this machine is full: it holds the newest videos that fit");
    }
}
