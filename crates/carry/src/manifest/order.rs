//! Which of two manifests of a video is in force.

use super::types::Manifest;

/// What an offered manifest is beside the one held. Both must have good signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// It replaces the one held.
    Newer,
    /// The very same.
    Same,
    /// The one held stays. A tombstone beats every lower sequence, so what was held before a
    /// tombstone can never come back this way.
    Older,
    /// Same sequence, other content: proof that the home contradicted itself. Keep both.
    Contradiction,
    /// Another video's: nothing follows.
    OtherVideo,
}

/// Compares by the rule of docs/formats/manifest.md: the higher sequence is in force, whether it
/// is a tombstone or not; the same sequence with other bytes is a proven contradiction.
#[must_use]
pub fn order(held: &Manifest, offered: &Manifest) -> Order {
    if held.core != offered.core {
        return Order::OtherVideo;
    }
    match offered.sequence.cmp(&held.sequence) {
        std::cmp::Ordering::Greater => Order::Newer,
        std::cmp::Ordering::Less => Order::Older,
        // Equal manifests have equal bytes and different ones different bytes.
        std::cmp::Ordering::Equal if held == offered => Order::Same,
        std::cmp::Ordering::Equal => Order::Contradiction,
    }
}
