//! A range of a file in the data folder, read while it is sent.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use futures::{StreamExt, stream};
use seams::Disk;

/// Bytes read and sent at once.
const FRAME_BYTES: u64 = 256 << 10;

/// What is left to be sent of a file.
pub(crate) struct FileBytes {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) path: String,
    pub(crate) left: Range<u64>,
}

impl FileBytes {
    /// The body of an answer. The first frame is read before, so that a file that is not there can be said to be so.
    ///
    /// # Errors
    /// What the disk says; [`io::ErrorKind::NotFound`] too when the file ends before the range does.
    pub(crate) async fn body(mut self) -> io::Result<Body> {
        let first = self.next().await?;
        let rest = stream::try_unfold(self, async |mut file| Ok(file.next().await?.map(|frame| (frame, file))));
        Ok(Body::from_stream(stream::iter(first.map(Ok::<_, io::Error>)).chain(rest)))
    }

    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let until = self.left.end.min(self.left.start.saturating_add(FRAME_BYTES));
        let bytes = self.disk.read(&self.path, self.left.start..until).await?;
        if bytes.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left.start = self.left.start.saturating_add(read);
        Ok(Some(bytes))
    }
}
