//! What a look does with what the home lists: what goes, what is served, what is copied.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use carry::id::VideoId;
use carry::own_machine::{Offered, chosen};

use super::copying::CopyFailure;
use super::home::Listed;
use super::{COPY_TIME, Look, LookFailure, OwnMachine, RESERVE_BYTES};

impl OwnMachine {
    /// Takes off the shelf what may not be served, deletes what has a tombstone, and puts the rest there; how many went.
    pub(super) async fn obey(&mut self, listed: &Listed) -> Result<usize, LookFailure> {
        let (mut removed, now) = (0, self.parts.seams.clock.now());
        for (id, manifest) in self.kept.manifests() {
            match listed.videos.get(&id) {
                Some(video) if video.manifest == manifest => {
                    if self.broken.contains(&id) {
                        continue;
                    }
                    if let Some(signed) = self.kept.signed(id).await? {
                        // It was verified before it was kept.
                        let _ = self.shelf.put(&signed, now);
                    }
                }
                // A newer version is copied below; this one is not what its author wants any more.
                Some(_) => self.shelf.take(id),
                None => {
                    self.shelf.take(id);
                    if self.parts.home.is_gone(id, listed).await? {
                        self.let_go(id).await?;
                        removed += 1;
                    }
                }
            }
        }
        Ok(removed)
    }

    /// What is to be copied, newest first, and how many videos have no room. What has to go for newer ones goes.
    pub(super) async fn planned(
        &mut self,
        listed: &Listed,
        look: &mut Look,
    ) -> Result<(Vec<VideoId>, usize), LookFailure> {
        let free = self.parts.seams.disk.free_bytes().await?.saturating_sub(RESERVE_BYTES);
        let limit = self.parts.limit_bytes.min(self.kept.bytes().saturating_add(free));
        // What is not listed is kept, for it may come back, and takes its room.
        let unlisted = self.kept.bytes_without(|id| listed.videos.contains_key(&id));
        let offered: Vec<Offered> = listed.videos.values().map(|video| video.offered).collect();
        let chosen = chosen(&offered, limit.saturating_sub(unlisted));
        let unwanted: Vec<VideoId> = self.kept.manifests().into_iter().map(|(id, _)| id).collect();
        for id in unwanted.into_iter().filter(|id| listed.videos.contains_key(id) && !chosen.contains(id)) {
            self.let_go(id).await?;
            look.removed += 1;
        }
        Ok((self.missing(listed, &chosen), listed.videos.len() - chosen.len()))
    }

    /// What of the chosen ones is not here in the version that is listed, newest first.
    fn missing(&self, listed: &Listed, chosen: &BTreeSet<VideoId>) -> Vec<VideoId> {
        let is_here =
            |id: &VideoId| listed.videos.get(id).is_some_and(|video| self.kept.manifest(*id) == Some(video.manifest));
        let mut missing: Vec<VideoId> = chosen.iter().copied().filter(|id| !is_here(id)).collect();
        let published = |id: &VideoId| listed.videos.get(id).map(|video| video.offered.published_ms);
        missing.sort_by_key(|id| Reverse(published(id)));
        missing
    }

    pub(super) async fn copy_all(
        &mut self,
        listed: &Listed,
        wanted: &[VideoId],
        left_out: usize,
        look: &mut Look,
    ) -> Result<(), LookFailure> {
        let begun = self.parts.seams.clock.now();
        for id in wanted {
            let spent = self.parts.seams.clock.now().duration_since(begun).unsigned_abs();
            match self.copy_within(*id, listed, COPY_TIME.saturating_sub(spent)).await {
                Ok(true) => {
                    look.copied += 1;
                    self.tell_home(left_out).await?;
                }
                Ok(false) => {
                    look.failed += 1;
                    return Ok(());
                }
                Err(CopyFailure::Stops(failure)) => return Err(failure),
                Err(failure) => {
                    look.failed += 1;
                    tracing::warn!(%failure, "a video is not copied yet");
                }
            }
        }
        Ok(())
    }
}
