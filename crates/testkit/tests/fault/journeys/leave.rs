use async_trait::async_trait;
use carry::manifest::{Body, Manifest};

use super::{Journey, Publish};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

/// A user who has published a video and is sending another one ends the account.
pub struct Leave;

#[async_trait(?Send)]
impl Journey for Leave {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Publish.before(life, known).await?;
        Publish.act(life, known).await?;
        let mut second = Known { token: known.token.clone(), source: known.source.clone(), ..Known::default() };
        let at = second.begin_upload(life).await?;
        second.send_part(life, &at, second.source.len() / 2).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        known.leave(life).await?;
        life.work().await?;
        life.member.workers.tick_housekeeping().await.map_err(|error| error.to_string())
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        let store = &life.member.store;
        assert_eq!(store.account_count().await.unwrap(), 0, "the account is still there");
        assert!(!known.signs_in(life).await.unwrap(), "its password still opens it");
        assert!(store.video_ids(None, 1).await.unwrap().is_empty(), "a video of it is still there");
        assert_eq!(store.object_totals().await.unwrap().objects, 0, "objects of it are still there");
        let last = store.manifests(0, 10).await.unwrap().pop().expect("the video had manifests");
        let last = Manifest::from_cbor(&last.bytes.expect("the last one is whole")).unwrap();
        assert!(matches!(last.body, Body::Gone), "no tombstone was put");
    }
}
