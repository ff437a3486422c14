use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use store::JobState;

use super::{Journey, Upload};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

/// From one heartbeat of a worker to the next, and a little more.
const BEAT: Duration = Duration::from_secs(11);

/// The author deletes a video while it is encoded.
pub struct DeleteEarly;

#[async_trait(?Send)]
impl Journey for DeleteEarly {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Upload.before(life, known).await?;
        Upload.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        {
            let mut working = pin!(life.work());
            let deleting = async {
                let asked = begun(life, known).await;
                let asked = match asked {
                    Ok(()) => known.delete(life).await,
                    Err(failed) => Err(failed),
                };
                while asked.is_ok() {
                    life.world.clock.advance(BEAT).await;
                    tokio::task::yield_now().await;
                }
                asked
            };
            tokio::select! {
                done = &mut working => done?,
                failed = deleting => failed?,
            }
        }
        known.delete(life).await?;
        life.work().await?;
        life.member.workers.tick_housekeeping().await.map_err(|error| error.to_string())
    }

    async fn after(&self, life: &Life, _known: &mut Known) {
        let store = &life.member.store;
        assert!(store.video_ids(None, 1).await.unwrap().is_empty(), "the video is still there");
        assert!(store.uploads_with_file(None, 9).await.unwrap().is_empty(), "its file is still there");
        assert_eq!(store.object_totals().await.unwrap().objects, 0, "objects of it are still there");
        let last = store.manifests(0, 10).await.unwrap().pop();
        assert!(last.is_none_or(|last| last.tombstone), "it was published, and no tombstone was put");
    }
}

/// Returns once somebody is at the video.
async fn begun(life: &Life, known: &Known) -> Tried {
    let video = known.video.as_deref().ok_or("a video")?.parse().map_err(|_| "an id")?;
    loop {
        let jobs = life.member.store.video_jobs(video, 1).await.map_err(|error| error.to_string())?;
        if jobs.first().is_none_or(|job| job.state != JobState::Waiting) {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
}
