//! What of this member's own videos others are to carry.

use carry::id::{MemberId, VideoId};
use carry::placement::Allowed;
use purse::usage::Unit;

/// The last manifest of a video that is at home here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnManifest {
    pub video: VideoId,
    /// Its hash, as the log names it.
    pub manifest: [u8; 32],
    pub sequence: u64,
    /// It says that the video is gone.
    pub tombstone: bool,
    /// Nobody else is to serve what it says any more: the video is being deleted, or stored anew for fewer, or its operators
    /// hold it back.
    pub closing: bool,
    /// Of all its objects, each once; the author's original is not carried.
    pub bytes: u64,
    /// The manifest core's CBOR; none once it is deleted. Its home is another member if its space was adopted.
    pub core: Option<Vec<u8>>,
    /// Who may carry it, by what its author said of it, or of the space.
    pub allowed: Allowed,
}

/// Members that a space or a video may name, at most.
pub const CHOSEN_CARRIERS: usize = 1_000;

/// What was used of one video at one carrier, as far as is counted here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierUsage {
    pub carrier: MemberId,
    pub unit: Unit,
    pub quantity: u64,
}
