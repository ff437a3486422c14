use async_trait::async_trait;

use super::{Journey, Upload};
use crate::ask::Tried;
use crate::growing;
use crate::judge;
use crate::life::Life;
use crate::person::Known;

/// The member encodes and publishes what was uploaded.
pub struct Publish;

#[async_trait(?Send)]
impl Journey for Publish {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Upload.before(life, known).await?;
        Upload.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        life.work().await?;
        known.ask_status(life).await?;
        // Whoever watched it grow goes on.
        growing::is_whole(life, known).await;
        Ok(())
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        Upload.after(life, known).await;
        let published = judge::published(life, known).await;
        assert!(published, "the video was not published in a week");
        let manifests = life.member.store.manifest_count().await.unwrap();
        assert_eq!(manifests, 1, "the video was published {manifests} times");
    }
}
