//! The step that makes it true: one transaction.

use seams::entropy;
use store::{LeasedJob, Publication, PublishRefusal, Video};

use super::describe::Signing;
use super::standing::Standing;
use super::{PublishError, Publisher, describe};

/// What became of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Published,
    /// The author was faster, or the member's key was changed: nothing was written, read the video again.
    Changed,
}

impl Publisher {
    /// Writes the manifest at its place, the objects, their references, the video's state and the
    /// end of the job: all or nothing.
    pub(super) async fn publish(
        &self,
        leased: &LeasedJob,
        video: &Video,
        standing: &Standing,
    ) -> Result<Outcome, PublishError> {
        let now = self.seams.clock.now();
        let nonce = entropy::random(self.seams.entropy.as_ref());
        let signing = self.signing().await?;
        let manifest = describe::manifest(video, &standing.contents, nonce, &signing, now)?;
        let publication = Publication {
            video: video.id,
            lease: leased.lease,
            revision: video.revision,
            manifest,
            objects: standing.objects.clone(),
            facts: standing.contents.facts(),
            drop_source: !video.keep_original,
            finish_job: true,
        };
        match self.store.publish_video(&publication, now).await? {
            Ok(_place) => Ok(Outcome::Published),
            Err(PublishRefusal::Changed(_) | PublishRefusal::StaleSequence(_) | PublishRefusal::NotCurrentKey) => {
                Ok(Outcome::Changed)
            }
            Err(PublishRefusal::LeaseLost) => Err(PublishError::LeaseLost),
            Err(PublishRefusal::UnknownVideo) => Err(PublishError::VideoGone),
            Err(PublishRefusal::ObjectLeaving(_)) => Err(PublishError::ObjectLeaving),
            Err(PublishRefusal::OverQuota { stored, quota }) => Err(PublishError::OverQuota { stored, quota }),
            Err(PublishRefusal::ObjectSize(hash)) => {
                panic!("two sizes of object {hash}: SHA-256 or the table is broken")
            }
        }
    }

    /// What the next manifest is signed with.
    pub(super) async fn signing(&self) -> Result<Signing, PublishError> {
        let current = self.store.current_signing_key().await?.ok_or(PublishError::SigningKey)?;
        let key = self.keys.signing_as(&current.public).ok_or(PublishError::SigningKey)?;
        let floor = self.store.sequence_floor().await?;
        Ok(Signing { key, key_place: current.first_place, floor })
    }
}
