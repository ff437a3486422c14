//! Videos of other homes that this member carries. Their objects are as others are: whoever fetched one publishes its file
//! first and records it then, and an object stays as long as a video of any home refers to it.

use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;

use super::methods;
use crate::rows::{Carried, CarriedId, CarriedRefusal, CarriedSummary, NewCarried};

methods! {
    /// Keeps a video that was fetched whole, with its references, in place of an earlier manifest of it. What only that one
    /// referred to is without a reference from `now` on.
    decide carry(new: &NewCarried, now: Timestamp) -> Result<(), CarriedRefusal> => carried::carry;
    /// Drops a video that was carried; whether it was.
    write stop_carrying(id: CarriedId, now: Timestamp) -> bool => carried::stop;
    /// What is carried of one home's video.
    read carried(id: CarriedId) -> Option<Carried> => carried::get;
    /// What is carried under a video's id, in the order of homes: more than one if several say that it is theirs.
    read carried_videos(video: VideoId) -> Vec<Carried> => carried::of_video;
    /// The carried videos that refer to an object, in order.
    read carried_with(object: ObjectHash) -> Vec<CarriedId> => carried::with_object;
    /// A manifest with its signature, of this member or of a home for which it is carried, by the hash that logs name; none
    /// if a newer one took its place.
    snapshot signed_manifest(hash: &[u8; 32]) -> Option<Vec<u8>> => carried::signed;
    /// Which videos are carried, with the hash of their manifest, in the order of home and video, after this one.
    read carried_page(after: Option<CarriedId>, limit: u32) -> Vec<(CarriedId, [u8; 32])> => carried::page;
    /// The same with what a list shows of them.
    read carried_summaries(after: Option<CarriedId>, limit: u32) -> Vec<CarriedSummary> => carried::summaries;
    /// Bytes stored for other homes, videos and backups, each object once; of one home, or of all.
    read carried_bytes(home: Option<MemberId>) -> u64 => carried::bytes;
}
