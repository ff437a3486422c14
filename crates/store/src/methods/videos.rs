//! Videos, and the renditions that still grow.

use carry::id::VideoId;
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    ChangeRefusal, EntombRefusal, GrowingRefusal, GrowingRendition, GrowingSegment, JobFailure, Lease, LeaseLost,
    ListedVideo, NewManifest, PublicVideo, Publication, PublishRefusal, Queued, UserId, Video, VideoChange,
    VideoCounts, VideoCursor, VideoFacts, VideoRefusal, Viewer,
};

methods! {
    /// The video with this id, whoever may watch it; none once it is deleted.
    read video(id: VideoId) -> Option<Video> => videos::get;
    /// An account's videos, the newest first, those being deleted left out.
    read account_videos(account: UserId, after: Option<VideoCursor>, limit: u32)
        -> Vec<ListedVideo> => videos::of_account;
    /// Changes what the author says of a video and who may watch it. If it is published, a job is queued that publishes
    /// it again; until then lists show it only if it was and is public.
    /// A job that runs meanwhile is told when it publishes
    /// ([`PublishRefusal::Changed`](crate::PublishRefusal::Changed)).
    decide change_video(id: VideoId, change: &VideoChange, now: Timestamp)
        -> Result<Option<Queued>, ChangeRefusal> => changes::change;
    /// Queues the jobs that publish videos again whose manifest no longer holds at `ends_before`, the
    /// soonest first; how many. Those of which a change waits to be published are left to that.
    write renew_manifests(ends_before: Timestamp, now: Timestamp, limit: u32) -> u64
        => changes::renew;
    /// Notes what probing found out.
    decide set_video_facts(lease: Lease, video: VideoId, facts: VideoFacts)
        -> Result<(), LeaseLost> => videos::set_facts;
    /// Publishes a manifest with everything that becomes true with it: its place, objects,
    /// references, the video's state, and if asked the end of the job.
    decide publish_video(publication: &Publication, now: Timestamp)
        -> Result<u64, PublishRefusal> => publishing::publish;
    /// The job failed for good: it is dead, and a video that was never published is failed with
    /// the same code. The growing renditions of the video are forgotten. `failure.retry_at` is not
    /// looked at.
    decide fail_video(lease: Lease, video: VideoId, failure: &JobFailure, now: Timestamp)
        -> Result<(), LeaseLost> => changes::fail;
    /// A failed video is to be tried again: it is processing, and its encoding is queued.
    decide retry_video(id: VideoId, now: Timestamp) -> Result<Queued, VideoRefusal>
        => changes::retry;
    /// Asks for a video's deletion: it is hidden at once, its other jobs are cancelled, the job
    /// that puts its tombstone is queued.
    decide delete_video(id: VideoId, now: Timestamp) -> Result<Queued, VideoRefusal>
        => changes::begin_deletion;
    /// Puts the tombstone (none if the video was never published), drops all references, removes
    /// the video's row and finishes the job. Answers the tombstone's place.
    decide entomb_video(lease: Lease, video: VideoId, tombstone: Option<&NewManifest>, now: Timestamp)
        -> Result<Option<u64>, EntombRefusal> => publishing::entomb;
    /// Public videos, the last published first.
    read recent_videos(after: Option<VideoCursor>, limit: u32) -> Vec<PublicVideo>
        => search::recent;
    /// Public videos in which every word of the query begins a word of the title, description or
    /// author, whatever the accents; those with all words in the title first, then the last
    /// published. At most 8 words count. No word: no video.
    read search_videos(query: &str, after: Option<VideoCursor>, limit: u32) -> Vec<PublicVideo>
        => search::find;
    /// The accounts that may watch a private video beside its author, by folded name.
    read viewers(video: VideoId) -> Vec<Viewer> => viewers::of_video;
    /// Whether an account may watch a private video: its author and the viewers may.
    read may_watch(video: VideoId, account: UserId) -> bool => viewers::may_watch;
    /// How many videos are in each state.
    read video_counts() -> VideoCounts => videos::counts;
    /// Ids of the videos that anyone may list, in order, after this one.
    read public_ids(after: Option<VideoId>, limit: u32) -> Vec<VideoId> => videos::public_ids;
    /// Ids of all videos, in order, after this one.
    read video_ids(after: Option<VideoId>, limit: u32) -> Vec<VideoId> => videos::ids;

    /// Lists a growing rendition, or puts its final facts and completeness.
    decide put_growing_rendition(lease: Lease, rendition: &GrowingRendition)
        -> Result<(), GrowingRefusal> => growing::put_rendition;
    /// Lists the next segment of a growing rendition; the same one twice changes nothing.
    decide add_growing_segment(lease: Lease, video: VideoId, rendition: &str, segment: &GrowingSegment)
        -> Result<(), GrowingRefusal> => growing::add_segment;
    /// The growing renditions of the attempt that is at the video or has published it, in the order
    /// in which they came; none of an attempt that failed, or after which another one began.
    read growing_renditions(video: VideoId) -> Vec<GrowingRendition> => growing::renditions;
    /// Segments of a growing rendition from an index on, in order.
    read growing_segments(video: VideoId, attempt: u64, rendition: &str, from: u64, limit: u32)
        -> Vec<GrowingSegment> => growing::segments;
    /// Forgets growing renditions of all attempts but those that run or published their video since
    /// `ended_before`; how many.
    write forget_grown(ended_before: Timestamp) -> u64 => growing::forget_over;
    /// Whether an attempt at a video runs or has published it since `ended_before`: then its files
    /// are needed.
    read attempt_is_needed(video: VideoId, attempt: u64, ended_before: Timestamp) -> bool
        => growing::is_needed;
    /// Forgets every growing rendition, because their files are gone; how many.
    write forget_growing() -> u64 => growing::forget_all;
}
