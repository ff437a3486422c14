use async_trait::async_trait;
use jiff::SignedDuration;

use super::{Journey, Publish};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

/// The time of grace as these members are configured, from a deletion at the earliest.
const GRACE: SignedDuration = SignedDuration::from_hours(24);

/// The author deletes a published video.
pub struct Delete;

#[async_trait(?Send)]
impl Journey for Delete {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Publish.before(life, known).await?;
        Publish.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        let grace_ends = *known.grace_ends.get_or_insert_with(|| life.now() + GRACE);
        known.delete(life).await?;
        life.work().await?;
        life.member.workers.tick_housekeeping().await.map_err(|error| error.to_string())?;
        if life.now() < grace_ends {
            let kept = life.member.store.object_totals().await.map_err(|error| error.to_string())?.objects;
            assert!(kept > 0, "bytes were collected before their time of grace was over");
        }
        // The time of grace, and the collector.
        for _ in 0..2 {
            life.world.clock.advance(std::time::Duration::from_secs(25 * 3600)).await;
            life.member.workers.tick_housekeeping().await.map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    async fn after(&self, life: &Life, _known: &mut Known) {
        let store = &life.member.store;
        assert!(store.video_ids(None, 1).await.unwrap().is_empty(), "the video is still there");
        assert_eq!(store.object_totals().await.unwrap().objects, 0, "objects are still there");
        let last = store.manifests(0, 10).await.unwrap().pop().expect("the video had manifests");
        let last = carry::manifest::Manifest::from_cbor(&last.bytes.expect("the last one is whole")).unwrap();
        assert!(matches!(last.body, carry::manifest::Body::Gone), "no tombstone was put");
    }
}
