//! Placement: which members carry which videos of a home.
//!
//! [`plan`] decides, [`check`](check::check) names each rule that a plan breaks. They share the types, and the order in
//! which members come for a video ([`rank`]), nothing else.
//!
//! The rules, of one home's plan:
//! 1. **Who may.** Not home; no member that the author does not allow, that is silent too long, that dropped the video, or
//!    that offers nothing. A machine that the author added holds the video beside the copies.
//! 2. **How many.** The charter's copies, and one more for each `viewers_per_copy` viewers or `bytes_per_copy` bytes in
//!    the last hour, up to `most_copies`. One that is there stays as long as twice as much would ask for it, of the last
//!    hour or of the mean hour of the last day. So a number that goes up and down copies nothing to and fro.
//! 3. **Where.** The members with the highest score for the video, of those with room.
//! 4. **Room.** Free is a member's offer less what other homes have there. A home may take its equal part of the offer
//!    (offer / homes), or half of what is free if that is more, and never more than is free. So one home alone can take
//!    half of an offer, k of them 1 / (k + 1) each, and there is always something left for the next (the dynamic
//!    threshold of shared buffers, Choudhury and Hahne 1998). What it has already stays as long as it fits into what is free
//!    or into its equal part. What a plan moves away is still there while it is carried out, so its room is not given again.
//! 5. **Who has it keeps it** unless a member with a higher score can have it. A holder is let go only once as many others
//!    hold the video as should: the first choices stay longest, who leaves or offers nothing any more goes first, the
//!    highest id before the lower ones.
//! 6. **In which order.** What there is room to keep first, then copies that are missing, those of the video with the
//!    fewest live copies first, then machines that authors added, then moves to higher scores; each by id. When the next
//!    copy is more than the plan may have copied, nothing further is; the first may be larger.

pub mod check;
mod keep;
mod planner;
pub mod rendezvous;
mod scene;

use crate::id::{MemberId, VideoId};
use rendezvous::{Contender, Purpose};

pub use planner::plan;
pub use scene::{Allowed, Choice, Figures, Health, Member, Offer, Plan, Presence, Scene, Shortfall, Video, Watched};

/// What placement draws for.
const PURPOSE: Purpose = *b"ecot placement 1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// A member in the order of carriers, apart from a video.
#[must_use]
pub fn contender(member: MemberId) -> Contender {
    Contender::new(&PURPOSE, member.as_bytes())
}

/// Bytes that one home may have of a member's offer when something of it is new there (rule 4): so one home alone never
/// fills a carrier. `others_bytes` is what other homes have there, `homes` all members but the carrier.
#[must_use]
pub fn fair_share(offered_bytes: u64, others_bytes: u64, homes: u64) -> u64 {
    let free = offered_bytes.saturating_sub(others_bytes);
    free.min((offered_bytes / homes.max(1)).max(free / 2))
}

/// Where a member comes for a video: the higher, the earlier; of two alike, the lower id. Its weight is the storage that it
/// offers, not what is left of it, which would move videos with every other that comes.
#[must_use]
pub fn rank(contender: &Contender, video: VideoId, offer: &Offer) -> u128 {
    contender.score(video.as_bytes(), offer.storage_bytes)
}
