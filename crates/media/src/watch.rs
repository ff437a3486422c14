//! Being told what has been produced so far.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;

use crate::{ByteRange, RenditionKind, Segment};

/// Is told of the work while it goes on. Production waits for each call to return, so that a
/// watcher may write to a database; a slow one delays what is told, not the encoder.
#[async_trait]
pub trait Watch: Send + Sync {
    /// How much of the whole production is done, in thousandths; never goes back.
    async fn progress(&self, permille: u16);

    /// A segment is whole in its file and will not change. Per rendition they come in order from
    /// index 0, without a gap; renditions are interleaved as they come.
    async fn segment(&self, segment: GrowingSegment);
}

/// A segment of a rendition that is still growing.
#[derive(Debug, Clone)]
pub struct GrowingSegment {
    pub rendition: Arc<GrowingRendition>,
    /// From 0.
    pub index: u32,
    pub segment: Segment,
}

/// What is known of a rendition from its init section on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrowingRendition {
    /// As [`crate::Produced::name`].
    pub name: String,
    pub kind: RenditionKind,
    /// The file that grows; it is the file that [`crate::Produced::file`] will name.
    pub file: PathBuf,
    /// As in RFC 6381.
    pub codecs: String,
    pub init: ByteRange,
    /// The largest rate that is to be expected, bits per second.
    pub bandwidth: u64,
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NotWatched;

#[async_trait]
impl Watch for NotWatched {
    async fn progress(&self, _permille: u16) {}

    async fn segment(&self, _segment: GrowingSegment) {}
}
