//! Whether the disk has room for an encoding: what it writes must not take the last bytes from the database.

use store::{JobKind, LeasedJob};

use super::Workers;
use crate::publish::PublishError;

impl Workers {
    /// Refuses an attempt for which the disk has no room. An encoding takes about what its source takes, on top of what
    /// every encoding leaves free.
    pub(super) async fn refuse_without_room(&self, leased: &LeasedJob) -> Result<(), PublishError> {
        if leased.job.kind != JobKind::Encode {
            return Ok(());
        }
        let video = match leased.job.video {
            Some(id) => self.publisher.store.video(id).await?,
            None => None,
        };
        let source = video.and_then(|video| video.source).map_or(0, |source| source.bytes);
        self.refuse_below(self.floor().saturating_add(source)).await
    }

    /// Refuses to go on with an attempt that leaves too little of the disk free.
    pub(super) async fn refuse_when_full(&self, kind: JobKind) -> Result<(), PublishError> {
        if kind == JobKind::Encode { self.refuse_below(self.floor()).await } else { Ok(()) }
    }

    /// Bytes that an encoding leaves free.
    fn floor(&self) -> u64 {
        self.settings.reserve_bytes / 2
    }

    async fn refuse_below(&self, least: u64) -> Result<(), PublishError> {
        let free =
            self.publisher.seams.disk.free_bytes().await.map_err(PublishError::disk("ask for the free space"))?;
        if free < least { Err(PublishError::StorageFull { free, least }) } else { Ok(()) }
    }
}
