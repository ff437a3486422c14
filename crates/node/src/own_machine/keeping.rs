//! What is held, on the disk: one file for each video, its signed manifest under its id; and whose home it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use carry::copying;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, Published, SignedManifest};
use data_encoding::HEXLOWER;
use futures::TryStreamExt;
use objects::{Objects, ObjectsError};
use seams::Disk;

use super::home::Holding;
use super::{LookFailure, OwnMachine};

const VIDEOS_FOLDER: &str = "videos";
/// The id of the home, in hex.
const HOME_FILE: &str = "home";

/// A video that is here whole.
struct Video {
    manifest: [u8; 32],
    /// Its objects, each once, with their sizes.
    objects: BTreeMap<ObjectHash, u64>,
}

/// The videos that are here whole.
pub(super) struct Kept {
    disk: Arc<dyn Disk>,
    videos: BTreeMap<VideoId, Video>,
    home: Option<MemberId>,
}

impl Kept {
    /// Reads the folder. What is no manifest is removed: its video is copied anew.
    pub(super) async fn open(disk: Arc<dyn Disk>) -> io::Result<Self> {
        let home = read(disk.as_ref(), HOME_FILE).await?;
        let home = home.and_then(|text| std::str::from_utf8(&text).ok()?.trim().parse().ok());
        let mut kept = Self { disk, videos: BTreeMap::new(), home };
        for name in kept.disk.list(VIDEOS_FOLDER).await? {
            let path = format!("{VIDEOS_FOLDER}/{name}");
            let bytes = read(kept.disk.as_ref(), &path).await?.unwrap_or_default();
            let signed = SignedManifest::from_cbor(&bytes).ok();
            let manifest = signed.as_ref().and_then(|signed| Manifest::from_cbor(&signed.bytes).ok());
            match (signed, manifest) {
                (Some(signed), Some(Manifest { core, body: Body::Published(published), .. })) => {
                    kept.note(core.video_id(), signed.hash(), &published);
                }
                _ => kept.disk.remove(&path).await?,
            }
        }
        Ok(kept)
    }

    /// The videos of which an object is not there, or has not its size: a crash in the middle of mending one.
    pub(super) async fn incomplete(&self, objects: &Objects) -> Result<BTreeSet<VideoId>, ObjectsError> {
        let mut incomplete = BTreeSet::new();
        for (id, video) in &self.videos {
            for (object, bytes) in &video.objects {
                if objects.size(*object).await? != Some(*bytes) {
                    incomplete.insert(*id);
                }
            }
        }
        Ok(incomplete)
    }

    /// Remembers whose videos these are; another home's are refused.
    pub(super) async fn pin(&mut self, home: MemberId) -> Result<(), LookFailure> {
        match self.home {
            Some(known) if known != home => Err(LookFailure::OtherHome(known)),
            Some(_) => Ok(()),
            None => {
                self.disk.replace(HOME_FILE, Bytes::from(home.to_string())).await?;
                self.home = Some(home);
                Ok(())
            }
        }
    }

    fn note(&mut self, id: VideoId, manifest: [u8; 32], published: &Published) {
        let objects = copying::objects(published).into_iter().map(|copying| (copying.object, copying.bytes)).collect();
        self.videos.insert(id, Video { manifest, objects });
    }

    /// Says that a video is here: everything before was written for this. Durable on return.
    pub(super) async fn add(&mut self, id: VideoId, signed: &SignedManifest, published: &Published) -> io::Result<()> {
        self.disk.replace(&path(id), Bytes::from(signed.to_cbor())).await?;
        self.note(id, signed.hash(), published);
        Ok(())
    }

    /// Forgets a video; the objects that nothing else here refers to.
    async fn forget(&mut self, id: VideoId) -> io::Result<Vec<ObjectHash>> {
        self.disk.remove(&path(id)).await?;
        let Some(gone) = self.videos.remove(&id) else { return Ok(Vec::new()) };
        let left = self.objects();
        Ok(gone.objects.into_keys().filter(|object| !left.contains(object)).collect())
    }

    /// The manifest of a video, as it was kept.
    pub(super) async fn signed(&self, id: VideoId) -> io::Result<Option<SignedManifest>> {
        let bytes = read(self.disk.as_ref(), &path(id)).await?;
        Ok(bytes.and_then(|bytes| SignedManifest::from_cbor(&bytes).ok()))
    }

    /// The videos with the hashes of their manifests.
    pub(super) fn manifests(&self) -> Vec<(VideoId, [u8; 32])> {
        self.videos.iter().map(|(id, video)| (*id, video.manifest)).collect()
    }

    pub(super) fn manifest(&self, id: VideoId) -> Option<[u8; 32]> {
        self.videos.get(&id).map(|video| video.manifest)
    }

    /// Every object to which a video here refers.
    pub(super) fn objects(&self) -> BTreeSet<ObjectHash> {
        self.videos.values().flat_map(|video| video.objects.keys().copied()).collect()
    }

    /// The videos that refer to an object.
    pub(super) fn with(&self, object: ObjectHash) -> Vec<VideoId> {
        let refers = |(id, video): (&VideoId, &Video)| video.objects.contains_key(&object).then_some(*id);
        self.videos.iter().filter_map(refers).collect()
    }

    /// Bytes of all that is here, each object once for each video.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes_without(|_| false)
    }

    /// The same, but for some videos.
    pub(super) fn bytes_without(&self, left_out: impl Fn(VideoId) -> bool) -> u64 {
        let counted = self.videos.iter().filter(|(id, _)| !left_out(**id));
        counted.flat_map(|(_, video)| video.objects.values()).fold(0, |sum, bytes| sum.saturating_add(*bytes))
    }
}

impl OwnMachine {
    /// Removes a video and what it alone refers to. A request that is under way gets what it asked for.
    pub(super) async fn let_go(&mut self, id: VideoId) -> Result<(), LookFailure> {
        self.shelf.take(id);
        self.broken.remove(&id);
        let gone = self.kept.forget(id).await?;
        self.delete(&gone).await
    }

    async fn delete(&self, gone: &[ObjectHash]) -> Result<(), LookFailure> {
        let sweep = self.objects.sweep().await;
        for object in gone {
            self.objects.delete(*object, &sweep).await?;
        }
        Ok(())
    }

    /// Removes objects to which nothing refers, and parts that nobody wants any more: what a crash left. Only while nothing is
    /// to be copied.
    pub(super) async fn sweep(&self) -> Result<(), LookFailure> {
        let referred = self.kept.objects();
        let here: Vec<ObjectHash> = self.objects.list().map_ok(|stored| stored.hash).try_collect().await?;
        let gone: Vec<ObjectHash> = here.into_iter().filter(|object| !referred.contains(object)).collect();
        self.delete(&gone).await?;
        Ok(self.parts.seams.disk.remove(exchange::INCOMING).await?)
    }

    /// Tells the home what is held and served. A video that is off the shelf is not among it.
    pub(super) async fn tell_home(&self, left_out: usize) -> Result<(), LookFailure> {
        let served = self.kept.manifests().into_iter().filter(|(id, _)| self.shelf.has(*id));
        let holding = Holding {
            address: self.parts.address.as_ref().map(ToString::to_string),
            bytes: self.kept.bytes(),
            left_out,
            videos: served.map(|(id, manifest)| (id.to_string(), HEXLOWER.encode(&manifest))).collect(),
        };
        Ok(self.parts.home.tell(&holding).await?)
    }
}

fn path(id: VideoId) -> String {
    format!("{VIDEOS_FOLDER}/{id}")
}

/// A whole file; none if there is none.
async fn read(disk: &dyn Disk, path: &str) -> io::Result<Option<Bytes>> {
    let Some(bytes) = disk.len(path).await? else { return Ok(None) };
    disk.read(path, 0..bytes).await.map(Some)
}
