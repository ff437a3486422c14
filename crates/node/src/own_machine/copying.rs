//! Copying a video from home: its manifest, then its objects part by part, then the word that it is here.

use std::time::Duration;

use carry::copying::{Copying, objects};
use carry::id::VideoId;
use carry::manifest::Body;
use exchange::{INCOMING, Incoming, Stopped};
use objects::ObjectsError;

use super::home::{HomeFailure, Listed};
use super::{LookFailure, OwnMachine};

/// Why a video was not copied.
#[derive(Debug, thiserror::Error)]
pub(super) enum CopyFailure {
    /// The look ends: the disk fails, or the home does not answer.
    #[error(transparent)]
    Stops(LookFailure),
    /// The next look tries again, behind the last part that came whole.
    #[error("the home's line broke off")]
    BrokeOff,
    /// The next look tries again. That one object is not to be had keeps no other video from coming; a home that answers nothing
    /// ends the look at the next thing that it is asked.
    #[error("the home does not hand out an object of it: {0}")]
    NotServed(HomeFailure),
    /// The next look tries again, and finds a newer version perhaps.
    #[error("the home hands out what its manifest does not say, or another manifest than it lists")]
    Altered,
}

impl From<HomeFailure> for CopyFailure {
    fn from(failure: HomeFailure) -> Self {
        Self::Stops(failure.into())
    }
}

impl From<std::io::Error> for CopyFailure {
    fn from(failure: std::io::Error) -> Self {
        Self::Stops(failure.into())
    }
}

impl From<ObjectsError> for CopyFailure {
    fn from(failure: ObjectsError) -> Self {
        Self::Stops(failure.into())
    }
}

impl OwnMachine {
    /// Copies a video, for so long at most; whether it is here now. What is here of it after that time stays.
    pub(super) async fn copy_within(
        &mut self,
        id: VideoId,
        listed: &Listed,
        time: Duration,
    ) -> Result<bool, CopyFailure> {
        if time.is_zero() {
            return Ok(false);
        }
        let clock = self.parts.seams.clock.clone();
        tokio::select! {
            copied = self.copy(id, listed) => copied.map(|()| true),
            () = clock.sleep(time) => Ok(false),
        }
    }

    async fn copy(&mut self, id: VideoId, listed: &Listed) -> Result<(), CopyFailure> {
        let (signed, manifest) = self.parts.home.manifest(id, listed).await?.ok_or(CopyFailure::Altered)?;
        let wanted = listed.videos.get(&id).is_some_and(|video| video.manifest == signed.hash());
        let Body::Published(published) = manifest.body else { return Err(CopyFailure::Altered) };
        if !wanted {
            // It was changed since it was listed.
            return Err(CopyFailure::Altered);
        }
        for copying in objects(&published) {
            self.copy_object(&copying).await?;
        }
        self.kept.add(id, &signed, &published).await?;
        self.broken.remove(&id);
        // It was verified.
        let _ = self.shelf.put(&signed, self.parts.seams.clock.now());
        Ok(())
    }

    /// Fetches an object that is not here, and publishes it under its hash.
    pub(super) async fn copy_object(&self, copying: &Copying) -> Result<(), CopyFailure> {
        if self.objects.size(copying.object).await? == Some(copying.bytes) {
            return Ok(());
        }
        let (disk, path) = (self.parts.seams.disk.as_ref(), format!("{INCOMING}/{}", copying.object));
        let mut incoming = Incoming::begin(disk, &path, copying).await?;
        if !incoming.is_whole() {
            let pieces = self.parts.home.object(copying.object, incoming.at(), copying.bytes).await;
            let pieces = pieces.map_err(CopyFailure::NotServed)?;
            let stopped = incoming.take(pieces).await?;
            // Also what is only a part: the next look goes on behind it.
            incoming.sync().await?;
            match stopped {
                None => {}
                Some(Stopped::BrokeOff(_)) => return Err(CopyFailure::BrokeOff),
                Some(Stopped::Altered) => return Err(CopyFailure::Altered),
            }
        }
        incoming.sync().await?;
        if incoming.hash() != copying.object {
            disk.remove(&path).await?;
            return Err(CopyFailure::Altered);
        }
        let hold = self.objects.hold().await;
        Ok(self.objects.adopt(&path, copying.object, &hold).await?)
    }
}
