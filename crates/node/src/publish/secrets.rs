//! The keys of a video that is not public.

use std::collections::BTreeMap;

use carry::manifest::{Audience, Published, Rendition};
use carry::seal::{Payload, RenditionKey, ThumbnailKey, ThumbnailSeal, VideoKey};
use seams::{Entropy, entropy};
use store::{Video, Visibility};

use super::PublishError;

/// One key per rendition, by name, and the thumbnail's.
#[derive(Clone)]
pub struct Secrets {
    renditions: BTreeMap<String, RenditionKey>,
    /// None when the video has no thumbnail.
    pub thumbnail: Option<ThumbnailSeal>,
}

impl Secrets {
    /// Fresh keys for the renditions of these names, or none when anyone may watch.
    pub fn fresh<'a>(
        visibility: Visibility,
        names: impl Iterator<Item = &'a str>,
        random: &dyn Entropy,
    ) -> Option<Self> {
        if visibility == Visibility::Public {
            return None;
        }
        let key = |name: &str| (name.to_owned(), RenditionKey::from_bytes(entropy::random(random)));
        Some(Self {
            renditions: names.map(key).collect(),
            thumbnail: Some(ThumbnailSeal {
                key: ThumbnailKey::from_bytes(entropy::random(random)),
                nonce: entropy::random(random),
            }),
        })
    }

    /// The keys that the last manifest sealed; none when it is public, or its key is not known here.
    ///
    /// # Errors
    /// [`PublishError::Seal`] when the key under which it was sealed does not open it.
    pub fn of_manifest(video: &Video, published: &Published) -> Result<Option<Self>, PublishError> {
        let Audience::Sealed(sealed) = &published.audience else {
            return Ok(None);
        };
        if !video.is_key_known() {
            return Ok(None);
        }
        // The author may have changed the video's key since.
        let key = video.published.map_or(video.video_key, |published| published.video_key);
        let payload = Payload::open(sealed, &VideoKey::from_bytes(key), &video.id)?;
        let names = published.renditions.iter().map(|rendition| rendition.facts.name.clone());
        Ok(Some(Self {
            renditions: names.zip(payload.rendition_keys.iter().cloned()).collect(),
            thumbnail: payload.thumbnail.clone(),
        }))
    }

    /// The key of the rendition of this name.
    pub fn rendition(&self, name: &str) -> &RenditionKey {
        match self.renditions.get(name) {
            Some(key) => key,
            None => panic!("rendition {name} has no key"),
        }
    }

    /// The keys in the order in which a manifest lists its renditions.
    pub fn renditions_in_order(&self, renditions: &[Rendition]) -> Vec<RenditionKey> {
        renditions.iter().map(|rendition| self.rendition(&rendition.facts.name).clone()).collect()
    }
}
