//! What of this member's own videos others are to carry.

use carry::id::VideoId;

/// The last manifest of a video that is at home here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnManifest {
    pub video: VideoId,
    /// Its hash, as the log names it.
    pub manifest: [u8; 32],
    pub sequence: u64,
    /// It says that the video is gone.
    pub tombstone: bool,
    /// Nobody but its author is to see what it says any more: the video is being deleted, or stored anew for fewer.
    pub closing: bool,
    /// Of all its objects, each once; the author's original is not carried.
    pub bytes: u64,
}
