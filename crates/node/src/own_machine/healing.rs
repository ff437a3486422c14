//! Reading what is on the disk, some of it at each look: an old disk forgets. A video of which something is damaged is off the
//! shelf until the home has sent that again.

use std::time::Duration;

use carry::copying::objects;
use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Body, Manifest};
use jiff::Timestamp;

use super::copying::CopyFailure;
use super::home::Listed;
use super::{LookFailure, OwnMachine};

/// Bytes that are read at each look, about: 1 TB in less than four days.
const READ_BYTES: u64 = 200_000_000;
/// How long after one reading of everything the next begins: a disk that is read each minute never rests.
const READ_AGAIN: Duration = Duration::from_secs(24 * 3_600);
/// The same while the home finds something wrong: that may be what stands in front of the machine.
const READ_DOUBTED: Duration = Duration::from_secs(3_600);

/// How far the reading of what is on the disk has come.
#[derive(Default)]
pub(super) struct Reading {
    /// When it began; none before the first.
    begun: Option<Timestamp>,
    /// The last object that was read; none at its end.
    last: Option<ObjectHash>,
    under_way: bool,
}

impl Reading {
    /// Begins again if it is time, or if the home found something wrong; whether there is something to read now.
    fn goes_on(&mut self, now: Timestamp, doubted: bool) -> bool {
        let pause = if doubted { READ_DOUBTED } else { READ_AGAIN };
        let due = self.begun.is_none_or(|begun| now.duration_since(begun).unsigned_abs() >= pause);
        if !self.under_way && due {
            *self = Self { begun: Some(now), last: None, under_way: true };
        }
        self.under_way
    }
}

impl OwnMachine {
    /// Reads on, and fetches again what is damaged or missing; how many objects are damaged that were not known to be.
    pub(super) async fn heal(&mut self, listed: &Listed) -> Result<usize, LookFailure> {
        let damaged = self.damaged(listed.doubted).await?;
        for object in &damaged {
            tracing::warn!(%object, "an object is damaged on the disk; it is fetched again");
            self.broken.extend(self.kept.with(*object));
        }
        for id in &self.broken {
            self.shelf.take(*id);
        }
        let sweep = self.objects.sweep().await;
        for object in &damaged {
            self.objects.delete(*object, &sweep).await?;
        }
        drop(sweep);
        for id in self.broken.clone() {
            if self.mend(id, listed).await? {
                self.broken.remove(&id);
            }
        }
        Ok(damaged.len())
    }

    /// What is not as its name says, of the next [`READ_BYTES`] or so.
    async fn damaged(&mut self, doubted: bool) -> Result<Vec<ObjectHash>, LookFailure> {
        let (mut damaged, mut read) = (Vec::new(), 0_u64);
        if !self.reading.goes_on(self.parts.seams.clock.now(), doubted) {
            return Ok(damaged);
        }
        for object in self.kept.objects() {
            if self.reading.last.is_some_and(|last| object <= last) {
                continue;
            }
            if read >= READ_BYTES {
                return Ok(damaged);
            }
            match self.objects.rehash(object).await? {
                Some(stored) if stored.hash == object => read = read.saturating_add(stored.bytes),
                _ => damaged.push(object),
            }
            self.reading.last = Some(object);
        }
        self.reading.under_way = false;
        Ok(damaged)
    }

    /// Fetches what of a video is not here, and puts it back on the shelf; false if that is for the next look, or for a newer
    /// version of it.
    async fn mend(&self, id: VideoId, listed: &Listed) -> Result<bool, LookFailure> {
        let Some(signed) = self.kept.signed(id).await? else { return Ok(true) };
        if listed.videos.get(&id).is_none_or(|video| video.manifest != signed.hash()) {
            return Ok(false);
        }
        let Ok(Manifest { body: Body::Published(published), .. }) = Manifest::from_cbor(&signed.bytes) else {
            return Ok(false);
        };
        for copying in objects(&published) {
            match self.copy_object(&copying).await {
                Ok(()) => {}
                Err(CopyFailure::Stops(failure)) => return Err(failure),
                Err(failure) => {
                    tracing::warn!(%failure, "a damaged object is not fetched yet");
                    return Ok(false);
                }
            }
        }
        // It was verified before it was kept.
        let _ = self.shelf.put(&signed, self.parts.seams.clock.now());
        Ok(true)
    }
}
