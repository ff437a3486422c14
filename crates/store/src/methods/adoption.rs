//! Videos whose home is gone, and spaces that found a new one here.

use carry::id::{MemberId, VideoId};
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    AdoptRefusal, AdoptSpaceRefusal, AdoptedSpace, AdoptionTrouble, CarriedId, GoneVideo, NewAdopted, SpaceId, UserId,
};

methods! {
    /// Notes a video of a gone home, or the manifest of it that is placed.
    write note_gone_video(video: &GoneVideo) -> () => adoption::note;
    /// What is known of one video of a gone home.
    read gone_video(id: CarriedId) -> Option<GoneVideo> => adoption::get;
    /// The videos of a gone home, in their order, after this one.
    read gone_videos(home: MemberId, after: Option<VideoId>, limit: u32) -> Vec<GoneVideo> => adoption::of_home;
    /// The videos of a recovery key, in the order of home and video, after this one.
    read gone_videos_of_key(recovery: &[u8; 32], after: Option<CarriedId>, limit: u32) -> Vec<GoneVideo>
        => adoption::of_key;
    /// Whether a video was at a home that was found to be gone.
    read was_at_gone_home(video: VideoId) -> bool => adoption::was;
    /// Notes why a video of an adopted space is not here yet; none: it is.
    write note_adoption_trouble(id: CarriedId, trouble: Option<AdoptionTrouble>) -> () => adoption::trouble;
    /// Keeps what a person's recovery key signed, before it stands in the log. The same space again for the same account
    /// changes nothing.
    decide adopt_space(space: &AdoptedSpace) -> Result<(), AdoptSpaceRefusal> => adoption::take;
    /// The spaces that are adopted here, in order, after this one.
    read adopted_spaces(after: Option<SpaceId>, limit: u32) -> Vec<AdoptedSpace> => adoption::spaces;
    /// The spaces that one account brought.
    read adopted_spaces_of(account: UserId) -> Vec<AdoptedSpace> => adoption::of_account;
    /// Makes a video of a gone home one of this member, with its manifest and its references; answers the manifest's place.
    decide adopt_video(new: &NewAdopted, now: Timestamp) -> Result<u64, AdoptRefusal> => adoption::adopt;
    /// Remembers what operators and delegates were told of members that are gone, in the words of whoever told them.
    write note_absences_told(told: &str) -> () => settings::note_absences_told;
    /// What they were told.
    read absences_told() -> Option<String> => settings::absences_told;
}
