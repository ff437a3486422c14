use async_trait::async_trait;

use super::{Journey, Publish};
use crate::ask::Tried;
use crate::judge;
use crate::life::Life;
use crate::person::Known;

/// A visitor watches, the member counts.
pub struct Watch;

#[async_trait(?Send)]
impl Journey for Watch {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Publish.before(life, known).await?;
        Publish.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        for _ in 0..2 {
            let before = known.received;
            for object in judge::objects_of(life, known).await {
                known.fetch(life, &object).await?;
            }
            life.member.tick_usage().await.map_err(|error| error.to_string())?;
            known.counted += known.received - before;
        }
        Ok(())
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        let counted = judge::delivered_bytes(life).await;
        assert!(counted >= known.counted, "{counted} bytes are counted, and {} were acknowledged", known.counted);
        assert!(counted <= known.received, "{counted} bytes are counted, and only {} were sent", known.received);
    }
}
