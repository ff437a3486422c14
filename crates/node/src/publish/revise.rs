//! The author changed a published video: a new manifest says so.
//!
//! Words alone change nothing but the manifest. Another audience (public or not, by link, by
//! password, the author alone) is given other keys, so that who could open the old objects cannot
//! open the new ones: every rendition is stored again under fresh keys, and the old objects lose
//! their reference.

use carry::manifest::{Audience, Body, Manifest, Published};
use carry::seal;
use store::{LeasedJob, ObjectRole, PublishedObject, Video};

use super::describe::Contents;
use super::pack::pack;
use super::secrets::Secrets;
use super::sections::ObjectSections;
use super::{PUBLISH_TRIES, PublishError, Publisher};

impl Publisher {
    /// Publishes the video again as the author describes it now.
    pub(super) async fn revise(&self, leased: &LeasedJob) -> Result<(), PublishError> {
        for _try in 0..PUBLISH_TRIES {
            let video = self.video_of(leased).await?;
            let published = self.last_manifest(&video).await?;
            let answer = if video.published.map(|last| last.visibility) == Some(video.about.visibility) {
                self.describe_again(leased, &video, published).await
            } else {
                self.seal_again(leased, &video, &published).await
            };
            match answer {
                Err(PublishError::ChangedTooOften) => {}
                Err(error) => return Err(error),
                Ok(()) => {
                    self.listener.video_changed(video.id);
                    return Ok(());
                }
            }
        }
        Err(PublishError::ChangedTooOften)
    }

    async fn last_manifest(&self, video: &Video) -> Result<Published, PublishError> {
        let placed = self.store.latest_manifest(video.id).await?.ok_or(PublishError::NothingToDo)?;
        match Manifest::from_cbor(&placed.bytes)?.body {
            Body::Published(published) => Ok(published),
            Body::Gone => Err(PublishError::LeaseLost),
        }
    }

    /// Other words, the same objects.
    async fn describe_again(
        &self,
        leased: &LeasedJob,
        video: &Video,
        published: Published,
    ) -> Result<(), PublishError> {
        let secrets = Secrets::of_manifest(video, &published)?;
        let contents = Contents { renditions: published.renditions, thumbnail: published.thumbnail, secrets };
        let objects = self.objects_of(video).await?;
        self.publish(leased, video, &contents, objects, false).await
    }

    async fn objects_of(&self, video: &Video) -> Result<Vec<PublishedObject>, PublishError> {
        let mut objects = Vec::new();
        for reference in self.store.video_objects(video.id).await? {
            let Some(known) = self.store.object(reference.object).await? else {
                panic!("a reference to object {} that has no row", reference.object);
            };
            objects.push(PublishedObject {
                object: store::NewObject { hash: known.hash, bytes: known.bytes, media_type: known.media_type },
                role: reference.role,
                name: reference.name,
            });
        }
        Ok(objects)
    }

    /// Another audience, other keys, other objects.
    async fn seal_again(&self, leased: &LeasedJob, video: &Video, published: &Published) -> Result<(), PublishError> {
        let old = Secrets::of_manifest(video, published)?;
        let names = published.renditions.iter().map(|rendition| rendition.facts.name.as_str());
        let new = Secrets::fresh(video.about.visibility, names, self.seams.entropy.as_ref());
        let mut packed = Vec::with_capacity(published.renditions.len());
        for rendition in &published.renditions {
            let name = &rendition.facts.name;
            let key = old.as_ref().map(|secrets| secrets.rendition(name).clone());
            let sections = ObjectSections { objects: &self.objects, rendition, key };
            let key = new.as_ref().map(|secrets| secrets.rendition(name));
            packed.push(pack(&self.objects, &sections, key).await?);
        }
        let picture = self.thumbnail_in_the_clear(video, published, old.as_ref()).await?;
        let media_type = published.thumbnail.as_ref().map_or("", |thumbnail| &thumbnail.media_type);
        let picture = picture.map(|bytes| (bytes, media_type));
        let (contents, mut objects, hold) = self.store_packed(video, packed, picture, new).await?;
        let others = self.objects_of(video).await?.into_iter().filter(|object| object.role == ObjectRole::Original);
        objects.extend(others);
        let answer = self.publish(leased, video, &contents, objects, false).await;
        drop(hold);
        answer
    }

    async fn thumbnail_in_the_clear(
        &self,
        video: &Video,
        published: &Published,
        secrets: Option<&Secrets>,
    ) -> Result<Option<bytes::Bytes>, PublishError> {
        let Some(thumbnail) = &published.thumbnail else {
            return Ok(None);
        };
        let stored = self.objects.read(thumbnail.object, 0..thumbnail.bytes).await?;
        match secrets.and_then(|secrets| secrets.thumbnail.as_ref()) {
            None => {
                assert!(matches!(published.audience, Audience::Public { .. }), "a sealed thumbnail has no key");
                Ok(Some(stored))
            }
            Some(opens) => Ok(Some(seal::open_thumbnail(&opens.key, &opens.nonce, &video.id, &stored)?.into())),
        }
    }
}
