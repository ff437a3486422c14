//! The durable queue.

use carry::id::VideoId;
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    Job, JobCount, JobFailure, JobId, Lease, LeaseLost, LeaseWish, LeasedJob, NewJob, Queued, RequeueRefusal,
};

methods! {
    /// Queues a job, unless one with the same key waits or runs.
    write enqueue_job(new: &NewJob, now: Timestamp) -> Queued => jobs::enqueue;
    /// Leases the job that has been due longest: one that waits and whose time has come, or one
    /// whose lease ran out. Two askers never get the same attempt.
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
    /// The holder stops without having failed: the job waits again and is due now.
    decide release_job(lease: Lease, now: Timestamp) -> Result<(), LeaseLost> => jobs::release;
    /// The job with this id.
    read job(id: JobId) -> Option<Job> => jobs::get;
    /// A video's jobs, the newest first.
    read video_jobs(video: VideoId, limit: u32) -> Vec<Job> => jobs::of_video;
    /// Dead jobs, and waiting ones that failed before, the newest first, before this one.
    read failed_jobs(before: Option<JobId>, limit: u32) -> Vec<Job> => jobs::failures;
    /// Jobs that run, the newest first.
    read running_jobs(limit: u32) -> Vec<Job> => jobs::running;
    /// Queues a dead job again; it is due now and its attempts go on counting. A failed video of
    /// an encoding is processing again.
    decide requeue_job(id: JobId, now: Timestamp) -> Result<(), RequeueRefusal> => jobs::requeue;
    /// Cancels the jobs of a video that wait or run; how many.
    write cancel_jobs(video: VideoId, now: Timestamp) -> u64 => jobs::cancel;
    /// How many jobs of each kind are in each state.
    read job_counts() -> Vec<JobCount> => jobs::counts;
    /// Removes finished and cancelled jobs that ended before this; how many.
    write prune_jobs(ended_before: Timestamp) -> u64 => jobs::prune;
}
