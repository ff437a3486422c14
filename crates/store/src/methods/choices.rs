//! Who may carry what, by the people whose it is; and what operators hold back.

use carry::id::VideoId;
use carry::placement::Allowed;
use jiff::Timestamp;

use super::methods;
use crate::rows::UserId;

methods! {
    /// Who may carry the videos of a space; anybody, if its person never said.
    read space_choice(account: UserId) -> Allowed => choices::of_space;
    /// Says who may carry them, [`CHOSEN_CARRIERS`](crate::CHOSEN_CARRIERS) at most by name.
    write choose_for_space(account: UserId, allowed: &Allowed) -> () => choices::choose_for_space;
    /// Who may carry one video; none: as its space says.
    read video_choice(video: VideoId) -> Option<Allowed> => choices::of_video;
    /// Says who may carry it, before what its space says; none: as its space says.
    write choose_for_video(video: VideoId, allowed: Option<&Allowed>) -> () => choices::choose_for_video;
    /// Holds a video of this member back; whether that is new. One that is being deleted or unknown is not.
    write hold_video(video: VideoId, now: Timestamp) -> bool => choices::hold;
    /// Lifts that; whether it was held.
    write lift_hold(video: VideoId) -> bool => choices::lift;
    /// Since when a video is held back, if it is.
    read held_since(video: VideoId) -> Option<Timestamp> => choices::held_since;
    /// The videos that are held back, and since when, in the order of their ids, after this one.
    read held_videos(after: Option<VideoId>, limit: u32) -> Vec<(VideoId, Timestamp)> => choices::held;
}
