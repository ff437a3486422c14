//! The author changed a published video: a new manifest says so.
//!
//! Words alone change nothing but the manifest. What goes between public and not public, or is
//! given a new key so that who could open the old objects cannot open the new ones, is stored
//! again under fresh keys, and the old objects lose their reference. An original that is kept no
//! longer goes as well.

use bytes::Bytes;
use carry::manifest::{Audience, Body, Manifest, Published};
use carry::seal;
use store::{LeasedJob, Video};

use super::describe::Contents;
use super::pack::pack;
use super::publication::Outcome;
use super::secrets::Secrets;
use super::sections::ObjectSections;
use super::standing::{Picture, Standing};
use super::{PUBLISH_TRIES, PublishError, Publisher};

/// What the last manifest says, with the keys that it sealed.
struct Last {
    published: Published,
    secrets: Option<Secrets>,
}

impl Last {
    /// What the next manifest says beside the author's words.
    fn contents(self, video: &Video) -> Contents {
        let Published { renditions, thumbnail, audience, .. } = self.published;
        let sealed = match audience {
            Audience::Sealed(sealed) if !video.is_key_known() => Some(sealed),
            Audience::Sealed(_) | Audience::Public { .. } => None,
        };
        Contents { renditions, thumbnail, secrets: self.secrets, sealed }
    }
}

impl Publisher {
    /// Publishes the video again as the author describes it now.
    pub(super) async fn revise(&self, leased: &LeasedJob) -> Result<(), PublishError> {
        for _try in 0..PUBLISH_TRIES {
            let video = self.video_of(leased).await?;
            if video.is_current() {
                // An encoding that ended meanwhile has published these words already.
                return self.finish(leased).await;
            }
            let last = self.last(&video).await?;
            let standing = if video.needs_new_objects() {
                self.store_again(&video, &last).await?
            } else {
                self.still_standing(&video, last.contents(&video)).await?
            };
            match self.publish(leased, &video, &standing).await? {
                Outcome::Changed => {}
                Outcome::Published => {
                    self.listener.video_changed(video.id);
                    if let Some(source) = video.source.filter(|_| !video.keep_original) {
                        self.remove_source(&source).await;
                    }
                    return Ok(());
                }
            }
        }
        Err(PublishError::ChangedTooOften)
    }

    async fn finish(&self, leased: &LeasedJob) -> Result<(), PublishError> {
        let finished = self.store.finish_job(leased.lease, self.seams.clock.now()).await?;
        finished.map_err(|store::LeaseLost| PublishError::LeaseLost)
    }

    async fn last(&self, video: &Video) -> Result<Last, PublishError> {
        let placed = self.store.latest_manifest(video.id).await?.ok_or(PublishError::NothingToDo)?;
        match Manifest::from_cbor(&placed.bytes)?.body {
            Body::Gone => Err(PublishError::VideoGone),
            Body::Published(published) => {
                let secrets = Secrets::of_manifest(video, &published)?;
                Ok(Last { published, secrets })
            }
        }
    }

    /// The same renditions under other keys, or under none.
    async fn store_again(&self, video: &Video, last: &Last) -> Result<Standing, PublishError> {
        let renditions = &last.published.renditions;
        let names = renditions.iter().map(|rendition| rendition.facts.name.as_str());
        let new = Secrets::fresh(video.about.visibility, names, self.seams.entropy.as_ref());
        let mut packed = Vec::with_capacity(renditions.len());
        for rendition in renditions {
            let name = &rendition.facts.name;
            let key = last.secrets.as_ref().map(|secrets| secrets.rendition(name).clone());
            let sections = ObjectSections { objects: &self.objects, rendition, key };
            let key = new.as_ref().map(|secrets| secrets.rendition(name));
            packed.push(pack(&self.objects, &sections, key).await?);
        }
        let picture = self.thumbnail_in_the_clear(video, last).await?;
        self.make_stand(video, packed, picture, new).await
    }

    async fn thumbnail_in_the_clear(&self, video: &Video, last: &Last) -> Result<Option<Picture>, PublishError> {
        let Some(thumbnail) = &last.published.thumbnail else { return Ok(None) };
        let stored = self.objects.read(thumbnail.object, 0..thumbnail.bytes).await?;
        let bytes = match last.secrets.as_ref().and_then(|secrets| secrets.thumbnail.as_ref()) {
            Some(with) => Bytes::from(seal::open_thumbnail(&with.key, &with.nonce, &video.id, &stored)?),
            None => {
                let public = matches!(last.published.audience, Audience::Public { .. });
                assert!(public, "a sealed thumbnail has no key");
                stored
            }
        };
        Ok(Some(Picture { bytes, media_type: thumbnail.media_type.clone() }))
    }
}
