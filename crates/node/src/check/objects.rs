//! Objects: rows with files, files with rows, bytes with hashes.

use carry::id::ObjectHash;
use carry::manifest::{Body, Manifest, Rendition, SignedManifest};
use futures::TryStreamExt;
use objects::Stored;
use sha2::{Digest, Sha256};
use store::Object;

use super::manifests::Found;
use super::{Check, CheckError, Counts, Finding, FindingKind as Kind};

impl Check {
    /// An object's row, its file and every byte of it.
    pub(super) async fn object(&self, hash: ObjectHash, counts: &mut Counts) -> Result<Vec<Finding>, CheckError> {
        let mut found = Found::of(hash.to_string());
        let standing = self.store.object_standing(hash).await?;
        let Some(object) = standing.object else {
            if self.objects.size(hash).await?.is_some() {
                found.add(Kind::ObjectLeftOver, "a file without a row");
            }
            return Ok(found.findings);
        };
        let of_others = !standing.carried.is_empty() || !standing.kept.is_empty();
        let referred_to = !standing.videos.is_empty() || of_others;
        if object.leaving_since.is_some() && !referred_to {
            // The collector is at work, or goes on at the next start: the file may be there or not.
            return Ok(found.findings);
        }
        let forgotten = !referred_to && object.unreferenced_since.is_none();
        found.require(!forgotten, Kind::ObjectForgotten, || "no video refers to it".to_owned());
        let mut cuts = Vec::new();
        for &video in &standing.videos {
            let latest = self.store.video_standing(video).await?.latest;
            if let Some(bytes) = latest.and_then(|latest| latest.bytes)
                && let Ok(Manifest { body: Body::Published(published), .. }) = Manifest::from_cbor(&bytes)
            {
                let stands = |rendition: &&Rendition| rendition.object == hash;
                cuts.extend(published.renditions.iter().find(stands).map(Cuts::of));
            }
        }
        for &id in &standing.carried {
            let signed =
                self.store.carried(id).await?.and_then(|carried| SignedManifest::from_cbor(&carried.signed).ok());
            if let Some(Ok(Manifest { body: Body::Published(published), .. })) =
                signed.map(|signed| Manifest::from_cbor(&signed.bytes))
            {
                let stands = |rendition: &&Rendition| rendition.object == hash;
                cuts.extend(published.renditions.iter().find(stands).map(Cuts::of));
            }
        }
        let whom: Vec<_> = standing.videos.iter().map(ToString::to_string).collect();
        let whom = if whom.is_empty() { String::new() } else { format!("; video {} needs it", whom.join(", ")) };
        self.bytes(&object, cuts, &whom, counts, &mut found).await?;
        Ok(found.findings)
    }

    async fn bytes(
        &self,
        object: &Object,
        mut cuts: Vec<Cuts>,
        whom: &str,
        counts: &mut Counts,
        found: &mut Found,
    ) -> Result<(), CheckError> {
        let Some(mut pieces) = self.objects.bytes(object.hash).await? else {
            found.add(Kind::ObjectMissing, format!("{} bytes are not there{whom}", object.bytes));
            return Ok(());
        };
        let (mut hasher, mut bytes) = (Sha256::new(), 0);
        while let Some(piece) = pieces.try_next().await? {
            hasher.update(&piece);
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            cuts.iter_mut().for_each(|cuts| cuts.take(&piece));
        }
        counts.objects += 1;
        counts.object_bytes += bytes;
        let hash = ObjectHash::from_bytes(hasher.finalize().into());
        let read = Stored { hash, bytes };
        if read != (Stored { hash: object.hash, bytes: object.bytes }) {
            let detail = format!("{bytes} bytes of hash {hash} instead of {} bytes{whom}", object.bytes);
            found.add(Kind::ObjectDamaged, detail);
        } else if let Some(at) = cuts.iter().find_map(|cuts| cuts.wrong) {
            found.add(Kind::SegmentHash, format!("the section that begins at byte {at} has another hash{whom}"));
        }
        Ok(())
    }

    /// A name among the objects that is none of theirs.
    pub(super) async fn strange_object(&self, place: &str) -> Result<Vec<Finding>, CheckError> {
        let mut found = Found::of(format!("{}/{place}", crate::member::OBJECTS_FOLDER));
        let gone = !self.objects.stands_at(place).await?;
        found.require(gone, Kind::ObjectStrange, || "this is no name of an object".to_owned());
        Ok(found.findings)
    }
}

/// The sections that a manifest cuts an object into, hashed while its bytes pass by.
struct Cuts {
    /// First byte, length and SHA-256 of those not yet passed, the next one last.
    ahead: Vec<(u64, u64, [u8; 32])>,
    hasher: Sha256,
    hashed: u64,
    wrong: Option<u64>,
}

impl Cuts {
    fn of(rendition: &Rendition) -> Self {
        let init = (rendition.init.start, rendition.init.len, rendition.init.sha256);
        let segments = rendition.segments.iter().map(|cut| (cut.start, cut.len, cut.sha256));
        // A manifest that can be read has its sections one behind the other from byte 0 on.
        let mut ahead: Vec<_> = std::iter::once(init).chain(segments).collect();
        ahead.reverse();
        Self { ahead, hasher: Sha256::new(), hashed: 0, wrong: None }
    }

    fn take(&mut self, mut piece: &[u8]) {
        while let Some(&(start, length, sha256)) = self.ahead.last() {
            let wanted = usize::try_from(length - self.hashed).unwrap_or(usize::MAX);
            let (now, rest) = piece.split_at(wanted.min(piece.len()));
            self.hasher.update(now);
            self.hashed += u64::try_from(now.len()).unwrap_or(u64::MAX);
            if self.hashed < length {
                return;
            }
            let hash: [u8; 32] = std::mem::take(&mut self.hasher).finalize().into();
            if hash != sha256 && self.wrong.is_none() {
                self.wrong = Some(start);
            }
            (self.hashed, piece) = (0, rest);
            self.ahead.pop();
        }
    }
}
