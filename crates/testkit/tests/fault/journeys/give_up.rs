use std::time::Duration;

use async_trait::async_trait;
use http::{Method, StatusCode};

use super::{Journey, Upload};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::{Known, expect};

/// Longer than an unfinished upload waits.
const FORGOTTEN: Duration = Duration::from_secs(25 * 3600);

/// A user sends a part of a file, loses the line in the middle of the next, and gives the upload up; then begins
/// another and forgets it.
pub struct GiveUp;

#[async_trait(?Send)]
impl Journey for GiveUp {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Upload.before(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        let at = match known.upload.clone() {
            Some(at) => at,
            None => known.begin_upload(life).await?,
        };
        let version = [("tus-resumable", "1.0.0")];
        let there = known.call(life, Method::HEAD, &at, &version, Vec::new()).await?;
        if there.status == StatusCode::OK {
            known.ask_offset(life, &at).await?;
            let third = known.source.len() / 3;
            known.send_part(life, &at, known.offset.max(third)).await?;
            known.send_cut(life, &at).await?;
            known.ask_offset(life, &at).await?;
            let gone = known.call(life, Method::DELETE, &at, &version, Vec::new()).await?;
            expect(&gone, gone.status == StatusCode::NO_CONTENT)?;
        } else {
            expect(&there, matches!(there.status, StatusCode::NOT_FOUND | StatusCode::GONE))?;
        }
        let gone = known.call(life, Method::HEAD, &at, &version, Vec::new()).await?;
        expect(&gone, matches!(gone.status, StatusCode::NOT_FOUND | StatusCode::GONE))?;
        (known.upload, known.offset) = (None, 0);
        let forgotten = known.begin_upload(life).await?;
        known.send_part(life, &forgotten, 1_000).await?;
        life.world.clock.advance(FORGOTTEN).await;
        let late = known.call(life, Method::HEAD, &forgotten, &version, Vec::new()).await?;
        expect(&late, matches!(late.status, StatusCode::NOT_FOUND | StatusCode::GONE))?;
        life.member.workers.tick_housekeeping().await.map_err(|error| error.to_string())
    }

    async fn after(&self, life: &Life, _known: &mut Known) {
        let store = &life.member.store;
        assert!(store.uploads_with_file(None, 9).await.unwrap().is_empty(), "an upload that was given up is there");
        assert!(store.video_ids(None, 9).await.unwrap().is_empty(), "half a file became a video");
        assert_eq!(store.uploading_bytes().await.unwrap(), 0);
    }
}
