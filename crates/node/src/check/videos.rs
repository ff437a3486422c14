//! Videos: the row, the last manifest and the references say the same.

use std::collections::BTreeMap;

use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Audience, Body, Core, Manifest, Published, SealedKind};
use carry::seal::{Payload, VideoKey};
use store::{ObjectRole, PlacedManifest, Video, VideoStanding, VideoState, Visibility};

use super::manifests::Found;
use super::{Check, CheckError, Counts, Finding, FindingKind as Kind};

impl Check {
    /// A video's row, last manifest and references.
    pub(super) async fn video(&self, id: VideoId, counts: &mut Counts) -> Result<Vec<Finding>, CheckError> {
        let mut found = Found::of(format!("video {id}"));
        let standing = self.store.video_standing(id).await?;
        counts.videos += u64::from(standing.video.is_some());
        counts.references += u64::try_from(standing.objects.len()).unwrap_or(u64::MAX);
        // Bytes that cannot be read are a finding of their place.
        let bytes = standing.latest.as_ref().and_then(|latest| latest.bytes.as_deref());
        let manifest = bytes.and_then(|bytes| Manifest::from_cbor(bytes).ok());
        rows(&standing, &mut found);
        if let (Some(video), Some(latest)) = (&standing.video, &standing.latest) {
            found.require(video.sequence == latest.sequence, Kind::VideoSequence, || {
                format!("the row has sequence {}, the last manifest {}", video.sequence, latest.sequence)
            });
        }
        if let Some(video) = &standing.video {
            core(video, manifest.as_ref(), &mut found);
        }
        match manifest.map(|manifest| manifest.body) {
            Some(Body::Published(published)) => {
                references(&standing, Some(&published), &mut found);
                if let Some(video) = &standing.video {
                    said(video, &published, &mut found);
                }
            }
            Some(Body::Gone) => references(&standing, None, &mut found),
            None if standing.latest.is_none() => references(&standing, None, &mut found),
            None => {}
        }
        Ok(found.findings)
    }
}

/// Whether row and manifest are there together or not at all.
fn rows(standing: &VideoStanding, found: &mut Found) {
    match (&standing.video, &standing.latest) {
        (None, Some(PlacedManifest { tombstone: false, place, .. })) => {
            found.add(Kind::VideoMissing, format!("the manifest at place {place} describes it"));
        }
        (Some(_), Some(PlacedManifest { tombstone: true, place, .. })) => {
            found.add(Kind::VideoGone, format!("the tombstone stands at place {place}"));
        }
        (Some(video), None) => {
            let never = video.published.is_none() && video.sequence == 0 && video.state != VideoState::Published;
            found.require(never, Kind::VideoState, || "it counts as published and has no manifest".to_owned());
        }
        (Some(video), Some(_)) => {
            let states = [VideoState::Published, VideoState::Deleting];
            let published = video.published.is_some() && states.contains(&video.state);
            found.require(published, Kind::VideoState, || {
                format!("it has a manifest, and its state is {}", video.state.as_str())
            });
        }
        (None, None | Some(_)) => {}
    }
}

fn core(video: &Video, manifest: Option<&Manifest>, found: &mut Found) {
    let core = Core::from_cbor(&video.core).ok();
    let own = core.as_ref().is_some_and(|core| core.video_id() == video.id);
    found.require(own, Kind::VideoCore, || "the row's core is not the id's".to_owned());
    if let Some(manifest) = manifest.filter(|_| own) {
        let same = core == Some(manifest.core);
        found.require(same, Kind::VideoCore, || "the last manifest has another core".to_owned());
    }
}

/// The manifest names exactly the objects that the video refers to.
fn references(standing: &VideoStanding, published: Option<&Published>, found: &mut Found) {
    let mut named: BTreeMap<(ObjectRole, &str), (ObjectHash, u64)> = BTreeMap::new();
    if let Some(published) = published {
        let renditions = published.renditions.iter();
        named.extend(renditions.map(|one| ((ObjectRole::Rendition, one.facts.name.as_str()), (one.object, one.bytes))));
        let picture = published.thumbnail.iter();
        named.extend(picture.map(|one| ((ObjectRole::Thumbnail, ""), (one.object, one.bytes))));
    }
    for (reference, bytes) in &standing.objects {
        let object = reference.object;
        let what = format!("{} {} ({object})", reference.role.as_str(), reference.name);
        found.require(bytes.is_some(), Kind::ReferenceToNothing, || format!("{what} has no row"));
        if standing.video.is_none() {
            found.add(Kind::ReferenceOfNothing, format!("{what} has no video"));
            continue;
        }
        match named.remove(&(reference.role, reference.name.as_str())) {
            Some((hash, expected)) if hash == object => {
                let fits = bytes.is_none_or(|bytes| bytes == expected);
                found.require(fits, Kind::ManifestObjectSize, || {
                    format!("{what} has {expected} bytes, says the manifest")
                });
            }
            Some((hash, _)) => {
                found.add(Kind::ReferenceNotInManifest, format!("{what} is referred to"));
                found.add(Kind::ManifestObject, format!("{hash} is named by the manifest and not referred to"));
            }
            // The author's own file is home's and in no manifest.
            None if reference.role == ObjectRole::Original => {}
            None => found.add(Kind::ReferenceNotInManifest, format!("{what} is referred to")),
        }
    }
    for ((role, name), (hash, _)) in named.into_iter().filter(|_| standing.video.is_some()) {
        let what = format!("{} {name} ({hash})", role.as_str());
        found.add(Kind::ManifestObject, format!("{what} is named by the manifest and not referred to"));
    }
}

/// The manifest says what the row says was published.
fn said(video: &Video, published: &Published, found: &mut Found) {
    let Some(last) = video.published else { return };
    let audience = match &published.audience {
        Audience::Public { .. } => Visibility::Public,
        Audience::Sealed(sealed) => match sealed.kind {
            SealedKind::Unlisted => Visibility::Unlisted,
            SealedKind::Password(_) => Visibility::Password,
            SealedKind::Private => Visibility::Private,
        },
    };
    found.require(audience == last.visibility, Kind::VideoVisibility, || {
        format!("the row says {}, the manifest {}", last.visibility.as_str(), audience.as_str())
    });
    let words = match &published.audience {
        Audience::Public { title, description, language } => (title.clone(), description.clone(), language.clone()),
        // It came sealed, from a home that is gone, and stays so.
        Audience::Sealed(_) if !video.is_key_known() => return,
        Audience::Sealed(sealed) => match Payload::open(sealed, &VideoKey::from_bytes(last.video_key), &video.id) {
            Ok(payload) => (payload.title, payload.description, payload.language),
            Err(refusal) => return found.add(Kind::VideoKey, refusal.to_string()),
        },
    };
    let about = &video.about;
    let same = words == (about.title.clone(), about.description.clone(), about.language.clone());
    found.require(same || !video.is_current(), Kind::VideoWords, || {
        "title, description or language differ, and nothing waits to be published".to_owned()
    });
}
