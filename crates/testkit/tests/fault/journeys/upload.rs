use std::collections::BTreeSet;

use async_trait::async_trait;
use testkit::transcoder::source;

use super::{Journey, SignUp};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::{Known, NAME};

/// Length of the file, bytes.
const SOURCE_BYTES: usize = 40_000;

/// A user sends a video in three pieces.
pub struct Upload;

#[async_trait(?Send)]
impl Journey for Upload {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        known.source = source(11, SOURCE_BYTES);
        SignUp.before(life, known).await?;
        SignUp.act(life, known).await?;
        let account = life.member.store.account_by_name(NAME).await.map_err(|error| error.to_string())?;
        let account = account.ok_or("the account is there")?;
        let scopes = BTreeSet::from(store::Scope::ALL);
        let made = web::tokens::create(&life.member.app, account.id, "test", scopes).await;
        let (_id, token) = made.map_err(|error| error.to_string())?.map_err(|refusal| refusal.to_string())?;
        known.token = token;
        Ok(())
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        known.upload(life, 3).await
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        let videos = life.member.store.video_ids(None, 10).await.unwrap();
        assert_eq!(videos.len(), 1, "one file was sent");
        assert_eq!(Some(videos[0].to_string()), known.video);
    }
}
