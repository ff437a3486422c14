//! Objects that stand in the store under their names, before anything refers to them.

use bytes::Bytes;
use carry::manifest::Thumbnail;
use carry::seal;
use store::{NewObject, ObjectRole, PublishedObject, Video};

use super::describe::Contents;
use super::pack::Packed;
use super::secrets::Secrets;
use super::{PublishError, Publisher};

/// The media type of every rendition: an MP4 file, of sound alone too.
const RENDITION_TYPE: &str = "video/mp4";
/// The media type of what is encrypted as a whole.
const SEALED_TYPE: &str = "application/octet-stream";

/// Everything that a publication is made of. While this lives the collector waits.
pub struct Standing {
    pub contents: Contents,
    /// The rows that the publication writes.
    pub objects: Vec<PublishedObject>,
    _hold: objects::Hold,
}

/// A thumbnail in the clear.
pub struct Picture {
    pub bytes: Bytes,
    pub media_type: String,
}

impl Publisher {
    /// Gives staged renditions and a thumbnail their names in the object store.
    pub(super) async fn make_stand(
        &self,
        video: &Video,
        packed: Vec<Packed>,
        picture: Option<Picture>,
        secrets: Option<Secrets>,
    ) -> Result<Standing, PublishError> {
        let hold = self.objects.hold().await;
        let mut objects = Vec::with_capacity(packed.len() + 1);
        let mut renditions = Vec::with_capacity(packed.len());
        for Packed { staged, rendition } in packed {
            let stored = self.objects.publish(staged, &hold).await?;
            objects.push(row(stored, RENDITION_TYPE, ObjectRole::Rendition, &rendition.facts.name));
            renditions.push(rendition);
        }
        let mut thumbnail = None;
        if let Some(Picture { bytes, media_type }) = picture {
            let seal = secrets.as_ref().and_then(|secrets| secrets.thumbnail.as_ref());
            let (bytes, stored_as) = match seal {
                None => (bytes, media_type.as_str()),
                Some(with) => {
                    let sealed = seal::seal_thumbnail(&with.key, &with.nonce, &video.id, &bytes);
                    (Bytes::from(sealed), SEALED_TYPE)
                }
            };
            let staged = self.objects.stage_bytes(bytes).await?;
            let stored = self.objects.publish(staged, &hold).await?;
            objects.push(row(stored, stored_as, ObjectRole::Thumbnail, ""));
            thumbnail = Some(Thumbnail { object: stored.hash, bytes: stored.bytes, media_type });
        }
        Ok(Standing { contents: Contents { renditions, thumbnail, secrets, sealed: None }, objects, _hold: hold })
    }

    /// What the last manifest stands on, to be referred to again.
    pub(super) async fn still_standing(&self, video: &Video, contents: Contents) -> Result<Standing, PublishError> {
        let hold = self.objects.hold().await;
        let mut objects = Vec::new();
        for reference in self.store.video_objects(video.id).await? {
            let Some(known) = self.store.object(reference.object).await? else {
                panic!("a reference to object {} that has no row", reference.object);
            };
            let object = NewObject { hash: known.hash, bytes: known.bytes, media_type: known.media_type };
            objects.push(PublishedObject { object, role: reference.role, name: reference.name });
        }
        Ok(Standing { contents, objects, _hold: hold })
    }
}

fn row(stored: objects::Stored, media_type: &str, role: ObjectRole, name: &str) -> PublishedObject {
    let object = NewObject { hash: stored.hash, bytes: stored.bytes, media_type: media_type.to_owned() };
    PublishedObject { object, role, name: name.to_owned() }
}
