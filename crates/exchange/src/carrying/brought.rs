//! What an adopted video is as a video of this member, as its manifest says.

use carry::copying::objects;
use carry::manifest::{Audience, Kind, Published, SealedKind};
use seams::Entropy;
use seams::entropy::random;
use store::{NewObject, ObjectRole, PublishedObject, UNKNOWN_KEY, VideoAbout, VideoFacts, Visibility};

/// What is said of it, and its key: of what is not public neither is known here.
pub(super) fn about(published: &Published, entropy: &dyn Entropy) -> (VideoAbout, [u8; 32]) {
    let sealed = |visibility, wrapped_key| {
        let (title, description) = (String::new(), String::new());
        (VideoAbout { title, description, language: None, visibility, wrapped_key }, UNKNOWN_KEY)
    };
    match &published.audience {
        Audience::Public { title, description, language } => {
            let (title, description, language) = (title.clone(), description.clone(), language.clone());
            let visibility = Visibility::Public;
            let about = VideoAbout { title, description, language, visibility, wrapped_key: None };
            (about, random::<32>(entropy))
        }
        Audience::Sealed(with) => match &with.kind {
            SealedKind::Unlisted => sealed(Visibility::Unlisted, None),
            SealedKind::Password(wrapped) => sealed(Visibility::Password, Some(*wrapped)),
            SealedKind::Private => sealed(Visibility::Private, None),
        },
    }
}

/// The references that the video has: one for each rendition, and its picture.
pub(super) fn published_objects(published: &Published) -> Vec<PublishedObject> {
    let copies = objects(published);
    let object = |hash| {
        let copying = copies.iter().find(|copying| copying.object == hash)?;
        Some(NewObject { hash, bytes: copying.bytes, media_type: copying.media_type.clone() })
    };
    let renditions = published.renditions.iter().filter_map(|one| {
        let (object, name) = (object(one.object)?, one.facts.name.clone());
        Some(PublishedObject { object, role: ObjectRole::Rendition, name })
    });
    let picture = published.thumbnail.iter().filter_map(|picture| {
        Some(PublishedObject { object: object(picture.object)?, role: ObjectRole::Thumbnail, name: String::new() })
    });
    renditions.chain(picture).collect()
}

/// What pages show beside the title.
pub(super) fn facts(published: &Published) -> VideoFacts {
    let sizes = published.renditions.iter().filter_map(|one| match one.facts.kind {
        Kind::Video { width, height, .. } => Some((width, height)),
        Kind::Audio { .. } => None,
    });
    let (width, height) = sizes.max().unwrap_or((0, 0));
    VideoFacts { duration_ms: published.duration_ms, width, height }
}
