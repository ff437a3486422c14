use async_trait::async_trait;
use testkit::transcoder::rendition;

use super::{Journey, Upload};
use crate::ask::Tried;
use crate::judge;
use crate::life::Life;
use crate::person::Known;

/// Bytes of a rendition by which it is recognised.
const MARK_BYTES: usize = 48;

/// A user sends a video for nobody else, and has the original kept.
pub struct Sealed;

#[async_trait(?Send)]
impl Journey for Sealed {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        Upload.before(life, known).await?;
        known.private = true;
        Ok(())
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        known.upload(life, 1).await?;
        life.work().await?;
        known.ask_status(life).await
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        assert!(known.ready, "it was not published in a week");
        assert!(!judge::published(life, known).await, "a stranger sees it");
        let plain: Vec<Vec<u8>> = ["360p", "720p", "audio"].map(|name| rendition(&known.source, name)).into();
        for (path, _) in life.world.disk.files().unwrap() {
            let contents = std::fs::read(seams::Disk::host_path(&life.world.disk, &path)).unwrap();
            if path.starts_with("uploads/") {
                assert!(contents == known.source, "the kept original is not what was sent");
            } else if path.starts_with("objects/") {
                for rendition in &plain {
                    let mark = &rendition[rendition.len() / 2..][..MARK_BYTES];
                    let shows = contents.windows(MARK_BYTES).any(|window| window == mark);
                    assert!(!shows, "{path} has plain bytes of a video that is for its author alone");
                }
            }
        }
        let sources = life.member.store.uploads_with_file(None, 9).await.unwrap();
        assert_eq!(sources.len(), 1, "the original is kept");
    }
}
