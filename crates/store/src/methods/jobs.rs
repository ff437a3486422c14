//! The durable queue.

use carry::id::VideoId;
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    DismissRefusal, Job, JobCount, JobFailure, JobId, Lease, LeaseLost, LeaseWish, LeasedJob, NewJob, Queued,
    RequeueRefusal,
};

methods! {
    /// Queues a job, unless one with the same key waits or runs.
    write enqueue_job(new: &NewJob, now: Timestamp) -> Queued => jobs::enqueue;
    /// Leases the job that has been due longest: one that waits and whose time has come, or one
    /// whose lease ran out, which counts as a failure of the attempt before. Two askers never get the same attempt.
    race lease_job(wish: &LeaseWish, now: Timestamp) -> Option<LeasedJob> => jobs::lease;
    /// Says that the holder still works, how far it is (0 to 1000), and until when the lease holds
    /// now; refused once it is lost: then the work must stop.
    decide heartbeat(lease: Lease, progress_permille: u32, until: Timestamp, now: Timestamp)
        -> Result<(), LeaseLost> => jobs::heartbeat;
    /// The job is done.
    decide finish_job(lease: Lease, now: Timestamp) -> Result<(), LeaseLost> => jobs::finish;
    /// The attempt failed: the job waits for another one, or is dead.
    decide fail_job(lease: Lease, failure: &JobFailure, now: Timestamp) -> Result<(), LeaseLost>
        => jobs::fail;
    /// The holder stops without having failed: the job waits again, is due now, and has failed no
    /// more often than before.
    decide release_job(lease: Lease, now: Timestamp) -> Result<(), LeaseLost> => jobs::release;
    /// The job with this id.
    read job(id: JobId) -> Option<Job> => jobs::get;
    /// A video's jobs, the newest first.
    read video_jobs(video: VideoId, limit: u32) -> Vec<Job> => jobs::of_video;
    /// Nobody wants the job any more: it is cancelled.
    decide give_up_job(lease: Lease, now: Timestamp) -> Result<(), LeaseLost> => jobs::give_up;
    /// Dead jobs, the newest first, before this one.
    read dead_jobs(before: Option<JobId>, limit: u32) -> Vec<Job> => dead_jobs::page;
    /// Jobs that run, the newest first.
    read running_jobs(limit: u32) -> Vec<Job> => jobs::running;
    /// Queues a dead job again; it is due now and has not failed yet. A failed video of an encoding
    /// is processing again.
    decide requeue_job(id: JobId, now: Timestamp) -> Result<(), RequeueRefusal>
        => dead_jobs::requeue;
    /// Takes a dead job off the list: it is cancelled. Refused while nothing else would do its work.
    decide dismiss_job(id: JobId, now: Timestamp) -> Result<(), DismissRefusal>
        => dead_jobs::dismiss;
    /// Cancels the jobs of a video that wait, run or are dead; how many.
    write cancel_jobs(video: VideoId, now: Timestamp) -> u64 => jobs::cancel;
    /// How many jobs of each kind are in each state.
    read job_counts() -> Vec<JobCount> => jobs::counts;
    /// Removes jobs that ended before this; how many. A dead one stays while nothing else would do
    /// its work.
    write prune_jobs(ended_before: Timestamp) -> u64 => dead_jobs::prune;
}
