//! Objects, references to them, and their removal.
//!
//! The order of a publisher: the file is whole and synced, *then* its row and reference are
//! written. The order of the collector: the row is claimed, the file is removed, the row is
//! forgotten. A reference that comes before the claim wins, because the claim looks for references
//! in its own transaction; one that comes after it is refused until the row is forgotten, and its
//! publisher puts the file again.

use carry::id::{ObjectHash, VideoId};
use jiff::Timestamp;

use super::methods;
use crate::rows::{NewObject, Object, ObjectRef, ObjectRefusal, ObjectTotals};

methods! {
    /// Records an object whose file is whole and synced; nothing refers to it yet. Recording it
    /// twice changes nothing but that the time of grace begins again.
    decide record_object(new: &NewObject, now: Timestamp) -> Result<(), ObjectRefusal>
        => objects::record;
    /// The object with this hash.
    read object(hash: ObjectHash) -> Option<Object> => objects::get;
    /// Refers to an object for a video. A reference of the same role and name goes over to it.
    decide add_object_ref(reference: &ObjectRef, now: Timestamp) -> Result<(), ObjectRefusal>
        => objects::add_ref;
    /// Drops a video's reference; whether there was one.
    write drop_object_ref(reference: &ObjectRef, now: Timestamp) -> bool => objects::drop_ref;
    /// A video's references.
    read video_objects(video: VideoId) -> Vec<ObjectRef> => objects::of_video;
    /// The videos that refer to an object.
    read object_videos(hash: ObjectHash) -> Vec<VideoId> => objects::videos;
    /// Claims objects to which nothing has referred since before `unreferenced_before`, and
    /// answers them together with those claimed earlier whose removal was not finished.
    write claim_garbage(unreferenced_before: Timestamp, now: Timestamp, limit: u32)
        -> Vec<ObjectHash> => objects::claim;
    /// Forgets a claimed object whose file is removed; whether there was one. It counts as stored
    /// for the hours before `now`.
    write forget_object(hash: ObjectHash, now: Timestamp) -> bool => objects::forget;
    /// Objects in the order of their hashes, after this one.
    read objects(after: Option<ObjectHash>, limit: u32) -> Vec<Object> => objects::page;
    /// References in the order of video, role and name, after this one.
    read object_refs(after: Option<&ObjectRef>, limit: u32) -> Vec<ObjectRef>
        => objects::refs_page;
    /// How many objects there are, and how large.
    read object_totals() -> ObjectTotals => object_totals::get;
}
