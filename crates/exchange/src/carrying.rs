//! Carrying: what homes placed with this member is fetched, kept and told; what they withdrew, or placed elsewhere, goes.
//! docs/decisions/0014-the-home-places-the-carrier-says-what-it-holds.md.
//!
//! The order of writes, and what a crash between them means: parts of an object are appended to a file below `incoming/`,
//! and verified again when the fetching goes on; the file of a whole object becomes the object, which is then recorded, and stays
//! for its time of grace without a reference; the video with its references is one transaction; the entry that says so is the last, and is made up
//! for at the next turn. What is withdrawn goes the other way: the video's row first, at once with it the serving, then the
//! entry.

mod back;
mod brought;
mod copy;
mod dropping;
mod fetch;
mod incoming;
mod look;
mod take_in;
mod told;
mod wanted;

use std::collections::BTreeSet;
use std::sync::Arc;

use objects::{Objects, ObjectsError};
use peers::client::{Failure, Fetch, OpenTransport, Transport};
use purse::id::MemberId;
use seams::Disk;
use store::StoreError;

use crate::failure::ExchangeFailure;
use crate::office::Office;
pub use back::Back;
pub use incoming::{Incoming, Stopped};
pub(crate) use wanted::Wanted;

/// The folder of what is being fetched, below the data folder.
pub const INCOMING: &str = "incoming";

/// What carrying needs beside the office.
pub struct Carrier<'a> {
    pub transport: &'a dyn Transport,
    pub fetch: &'a dyn Fetch,
    /// By which homes are told what came from other carriers.
    pub open: &'a dyn OpenTransport,
    pub objects: &'a Objects,
    pub disk: &'a Arc<dyn Disk>,
    /// Bytes of the disk that carrying leaves free.
    pub reserve_bytes: u64,
}

/// What one turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Videos that are carried now and were not before, or in an earlier manifest.
    pub copied: usize,
    /// Videos of adopted spaces that are at home here now.
    pub adopted: usize,
    /// Videos that were let go.
    pub removed: usize,
    /// Videos that could not be fetched whole, and are tried again.
    pub failed: usize,
}

/// Why a video was not copied. A retry may help.
#[derive(Debug, thiserror::Error)]
enum CopyFailure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the folder of what is being fetched: {0}")]
    Disk(#[from] std::io::Error),
    /// Nobody who should have it hands it out; the last one that was asked.
    #[error("nobody hands it out: {0}")]
    Peer(#[from] Failure),
    #[error("nobody is known who has it")]
    NoSource,
    /// What came is not what the home's log says: of this member.
    #[error("what member {0} hands out is not what the manifest says")]
    Altered(MemberId),
    #[error("an object of it is being removed; it is fetched again after that")]
    Leaving,
    #[error("this member's operators dropped it while it was fetched")]
    Dropped,
}

impl Office {
    /// One turn of carrying: lets go what is withdrawn, says what is not said yet, and fetches what is placed here. A video
    /// that cannot be fetched is left for the next turn.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database; the next call goes on.
    pub async fn carry(&self, with: &Carrier<'_>) -> Result<Turn, ExchangeFailure> {
        let _one = self.carrying.lock().await;
        let mut turn = Turn::default();
        if !self.desk().await.may_append() {
            return Ok(turn);
        }
        self.look_at_gone(with.transport).await?;
        turn.adopted = self.take_in(with).await?;
        turn.removed = self.let_go().await?;
        self.tell_holdings().await?;
        let (mut silent, mut wanted) = (BTreeSet::new(), self.wanted_videos().await?);
        self.refuse_what_has_no_room(with, &mut wanted).await?;
        // What only changes its home waits for no copy of something else.
        wanted.sort_by_key(|video| !video.is_here());
        self.sweep_incoming(with, &wanted).await;
        for video in wanted {
            let began = self.clock.now();
            match self.copy(with, &video, &mut silent).await {
                Ok(()) => {
                    turn.copied += 1;
                    let took_ms = self.clock.now().duration_since(began).as_millis();
                    tracing::info!(home = %video.home, video = %video.video, bytes = video.bytes, took_ms, "a video is copied");
                    self.tell_carried(video.id(), video.manifest).await?;
                }
                Err(CopyFailure::Store(failure)) => return Err(failure.into()),
                Err(failure) => {
                    turn.failed += 1;
                    tracing::warn!(home = %video.home, video = %video.video, %failure, "a video is not carried yet");
                }
            }
        }
        Ok(turn)
    }
}
