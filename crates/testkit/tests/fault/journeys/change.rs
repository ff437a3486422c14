use async_trait::async_trait;

use super::{Journey, Publish};
use crate::ask::Tried;
use crate::judge;
use crate::life::Life;
use crate::person::Known;

/// The author closes a published video, gives it another title and opens it again: every rendition
/// is stored anew, twice.
pub struct Change;

#[async_trait(?Send)]
impl Journey for Change {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Publish.before(life, known).await?;
        Publish.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        if known.title.is_none() {
            known.change_title(life, "Closed", "private").await?;
            life.work().await?;
        }
        known.change_title(life, "Opened again", "public").await?;
        // Acknowledged, but seen again only once the job is done, which a failing disk may delay.
        known.open = false;
        life.work().await?;
        known.open = judge::published(life, known).await;
        Ok(())
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        assert!(judge::published(life, known).await, "the change was acknowledged and never published");
        let page = judge::watch_page(life, known).await;
        let title = known.title.clone().unwrap_or_default();
        assert!(page.contains(&title), "the acknowledged title {title:?} is not on the page");
    }
}
