//! The steps that uploads, work and videos are made of.

use store::{
    JobFailure, JobKind, LeaseWish, LeasedJob, NewJob, NewManifest, NewUpload, NewVideo, ObjectRef, ObjectRole,
    Publication, Store, VideoChange, Visibility,
};

use crate::samples::*;
use crate::steps::{Asker, NAMES, Step, TITLES, pick, words};

impl Asker {
    pub(crate) async fn uploads(&self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let now = self.now();
        // Some of them are there from the beginning.
        let a = a + 3;
        match what {
            0..=2 => {
                let declared_bytes = 100 * u64::from(c);
                let new = NewUpload { declared_bytes, open_limit: 3, ..upload(a, user(1 + b % 2)) };
                words(store.create_upload(&new, now).await)
            }
            3 => words(store.advance_upload(upload_id(a), 100 * u64::from(b - 1), 100 * u64::from(c), at(DAY)).await),
            4..=6 => {
                let video = NewVideo { about: about(pick(&TITLES, b), pick(&Visibility::ALL, c)), ..video(a) };
                words(store.complete_upload(upload_id(a), &video, &NewJob::encode(video_id(a), now), now).await)
            }
            _ => words(store.terminate_upload(upload_id(a)).await),
        }
    }

    pub(crate) async fn work(&mut self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let (now, later) = (self.now(), at(self.seconds() + 300));
        let (lease, a) = self.lease(b, a);
        let failure =
            JobFailure { code: "busy".to_owned(), detail: "é".repeat(9), retry_at: (c > 1).then_some(later) };
        match what {
            0..=2 => {
                if let Some(leased) = self.last.take().filter(|_| what > 0) {
                    return self.as_the_job_wants(store, leased, b).await;
                }
                let kinds = if c > 0 { JobKind::ALL.to_vec() } else { vec![pick(&JobKind::ALL, a)] };
                let leased = store.lease_job(&LeaseWish { kinds, ..wish(b, self.seconds() + 240) }, now).await;
                if let Ok(Some(leased)) = &leased {
                    self.leases.push((leased.lease, leased.job.video.map_or(1, |id| id.as_bytes()[31])));
                    self.last = Some(leased.clone());
                }
                words(leased)
            }
            3 | 4 => {
                let manifest = manifest(self.fresh(), u64::from(c));
                let last =
                    Publication { manifest, finish_job: a > 1, drop_source: a > 2, ..publication(a, lease, b, 0) };
                let revision = store.video(video_id(a)).await.ok().flatten().map_or(0, |video| video.revision);
                words(store.publish_video(&Publication { revision, ..last }, now).await)
            }
            5 => {
                let tombstone = manifest(self.fresh(), 4);
                words(store.entomb_video(lease, video_id(a), (c > 0).then_some(&tombstone), now).await)
            }
            6 if c == 0 => words(store.heartbeat(lease, 100 * u32::from(a), later, now).await),
            6 if c == 1 => words(store.fail_video(lease, video_id(a), &failure, now).await),
            6 => words(store.fail_job(lease, &failure, now).await),
            _ if c == 0 && b == 1 => words(store.give_up_job(lease, now).await),
            _ if c == 0 => words(store.release_job(lease, now).await),
            _ if c == 1 => words(store.put_growing_rendition(lease, &growing(a, lease.attempt, "360p")).await),
            _ if c == 2 => {
                words(store.add_growing_segment(lease, video_id(a), "360p", &segment(u64::from(b - 1))).await)
            }
            _ => words(store.requeue_job(store::JobId(i64::from(a)), now).await),
        }
    }

    /// Ends the last job well, as its worker would.
    async fn as_the_job_wants(&self, store: &Store, LeasedJob { lease, job }: LeasedJob, n: u8) -> String {
        let Some(id) = job.video else { return words(store.finish_job(lease, self.now()).await) };
        let last = store.latest_manifest(id).await.unwrap().map_or(0, |last| last.sequence);
        let key_place = store.current_signing_key().await.unwrap().unwrap().first_place;
        let manifest = NewManifest { key_place, ..manifest(self.fresh(), last + 1) };
        if job.kind == JobKind::Delete {
            return words(store.entomb_video(lease, id, Some(&manifest), self.now()).await);
        }
        let revision = store.video(id).await.unwrap().map_or(0, |video| video.revision);
        let new = Publication { revision, manifest, ..publication(id.as_bytes()[31], lease, n, 0) };
        words(store.publish_video(&new, self.now()).await)
    }

    pub(crate) async fn videos(&self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let now = self.now();
        match what {
            0 | 1 => {
                let about = about(pick(&TITLES, b), pick(&Visibility::ALL, c));
                let known = store.video(video_id(a)).await.ok().flatten();
                let change = VideoChange {
                    revision: known.filter(|_| what == 0 || c > 1).map_or(1, |video| video.revision),
                    about,
                    keep_original: b > 2,
                    video_key: (b > 3).then_some([b; 32]),
                    viewers: (what == 1).then(|| [b, b + c].map(|n| pick(&NAMES, n).to_owned()).to_vec()),
                };
                words(store.change_video(video_id(a), &change, now).await)
            }
            2 => words(store.delete_video(video_id(a), now).await),
            3 => words(store.retry_video(video_id(a), now).await),
            4 if c > 2 => words(store.renew_manifests(at(DAY * i64::from(b)), now, 2).await),
            4 => words(store.dismiss_job(store::JobId(i64::from(4 * a + c)), now).await),
            5 => words(store.record_object(&object(b), now).await),
            6 => {
                let name = format!("{}p", 90 << c);
                let new = ObjectRef { video: video_id(a), role: ObjectRole::Rendition, name, object: object_hash(b) };
                if c > 1 {
                    words(store.add_object_ref(&new, now).await)
                } else {
                    words(store.drop_object_ref(&new, now).await)
                }
            }
            _ if c < 2 => words(store.claim_garbage(now, now, u32::from(b)).await),
            _ => words(store.forget_object(object_hash(b), now).await),
        }
    }
}
