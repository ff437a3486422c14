//! What of this member's own videos others are to carry.

use carry::id::VideoId;

use super::methods;
use crate::rows::{CarrierUsage, Hours, OwnManifest};

methods! {
    /// The last manifest of every video that was ever at home here, in the order of their ids, after this one.
    read own_manifests(after: Option<VideoId>, limit: u32) -> Vec<OwnManifest> => placing::page;
    /// Bytes delivered of each video, by everybody as far as is known here: the most watched first,
    /// [`PAGE_ROWS`](crate::PAGE_ROWS) at most.
    read watched(hours: Hours) -> Vec<(VideoId, u64)> => placing::watched;
    /// What was used of one video at each carrier, this member among them, by carrier and unit.
    read usage_by_carrier(video: VideoId, hours: Hours) -> Vec<CarrierUsage> => placing::by_carrier;
}
