//! A viewer who fetches every part of every rendition and believes nothing: neither playlists nor bytes.

use std::collections::BTreeMap;
use std::ops::Range;

use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, Published, Rendition, SignedManifest, VerifyingKey};
use data_encoding::HEXLOWER;
use http::header::{CONTENT_RANGE, RANGE};
use http::{Method, StatusCode};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::playlists;
use crate::client::{ClientError, Exchange};

/// Largest playlist, manifest or list of hashes that is read, in bytes.
const TEXT_BYTES: usize = 16 << 20;
/// What stands behind an object's name in playlists.
const SEGMENTS_END: &str = ".mp4";
/// Largest part of an object that is fetched at once, in bytes.
const PART_BYTES: u64 = 256 << 20;

/// What arrived, and what of it was not as it must be.
#[derive(Debug, Default)]
pub struct Seen {
    /// Body bytes of answers, by object.
    pub bytes: BTreeMap<ObjectHash, u64>,
    /// Name, object, size and parts of each rendition, then of the thumbnail.
    pub objects: Vec<SeenObject>,
    /// In words, in the order in which it was found.
    pub faults: Vec<String>,
}

/// One object of the video.
#[derive(Debug)]
pub struct SeenObject {
    pub name: String,
    pub object: ObjectHash,
    /// As the manifest says.
    pub bytes: u64,
    /// Requests that it took.
    pub parts: usize,
}

/// `/v/{id}/integrity.json`.
#[derive(Deserialize)]
struct Integrity {
    objects: BTreeMap<String, BTreeMap<String, String>>,
}

/// Watches all of a public video.
///
/// # Errors
/// [`ClientError`] when an answer is missing. What arrives and is wrong is told in [`Seen::faults`].
pub async fn watch(exchange: Exchange, id: VideoId, home: &VerifyingKey) -> Result<Seen, ClientError> {
    Viewer { exchange, seen: Seen::default() }.watch(id, home).await
}

/// By object, in hex: where its playlist says that it is, and its parts.
type Lists = BTreeMap<String, (String, Vec<Range<u64>>)>;

struct Viewer {
    exchange: Exchange,
    seen: Seen,
}

impl Viewer {
    async fn watch(mut self, id: VideoId, home: &VerifyingKey) -> Result<Seen, ClientError> {
        let signed = self.fetch(&format!("/v/{id}/manifest")).await?;
        let manifest = SignedManifest::from_cbor(&signed).and_then(|signed| signed.verify(home));
        let published = match manifest {
            Ok(Manifest { core, body: Body::Published(published), .. }) if core.video_id() == id => published,
            Ok(_) => return Err(ClientError::Answer("the manifest of another video, or a tombstone")),
            Err(refusal) => return Ok(self.without(format!("the manifest: {refusal}"))),
        };
        let integrity = self.fetch(&format!("/v/{id}/integrity.json")).await?;
        let integrity: Integrity =
            serde_json::from_slice(&integrity).map_err(|_| ClientError::Answer("no list of hashes"))?;
        let listed = integrity.objects.len();
        self.expect(listed == published.renditions.len(), || format!("integrity.json lists {listed} objects"));
        let lists = self.playlists(id).await?;
        let listed = lists.len();
        self.expect(listed == published.renditions.len(), || format!("master.m3u8 lists {listed} renditions"));
        for rendition in &published.renditions {
            self.rendition(rendition, &lists, &integrity).await?;
        }
        self.thumbnail(id, &published).await?;
        Ok(self.seen)
    }

    fn without(self, fault: String) -> Seen {
        let mut seen = self.seen;
        seen.faults.push(fault);
        seen
    }

    fn expect(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.seen.faults.push(fault());
        }
    }

    /// What the media playlists name, by object.
    async fn playlists(&mut self, id: VideoId) -> Result<Lists, ClientError> {
        let master = self.text(&format!("/v/{id}/master.m3u8")).await?;
        let mut all = BTreeMap::new();
        let here = self.exchange.server().to_string();
        // Of several members that serve it, this viewer asks one.
        let others = |path: &&str| path.starts_with("http") && !path.starts_with(&here);
        for path in playlists::media_playlists(&master).into_iter().filter(|path| !others(path)) {
            let text = self.text(path).await?;
            let Some(parts) = playlists::parts(&text).filter(|parts| !parts.is_empty()) else {
                self.seen.faults.push(format!("{path} is no playlist"));
                continue;
            };
            let (url, _) = parts[0];
            self.expect(parts.iter().all(|(other, _)| *other == url), || format!("{path} names two objects"));
            let name = url.strip_prefix("/o/").map_or(url, |name| name.trim_end_matches(SEGMENTS_END));
            let ranges = parts.iter().map(|(_, range)| range.clone()).collect();
            all.insert(name.to_owned(), (url.to_owned(), ranges));
        }
        Ok(all)
    }

    /// Fetches every part of a rendition and holds it against playlist, hashes and manifest.
    async fn rendition(
        &mut self,
        rendition: &Rendition,
        lists: &Lists,
        integrity: &Integrity,
    ) -> Result<(), ClientError> {
        let Rendition { facts, object, init, segments, .. } = rendition;
        let name = &facts.name;
        let Some((path, listed)) = lists.get(&object.to_string()) else {
            self.seen.faults.push(format!("{name}: no playlist names its object {object}"));
            return Ok(());
        };
        let mut signed = vec![(init.start..init.start + init.len, init.sha256)];
        signed.extend(segments.iter().map(|part| (part.start..part.start + part.len, part.sha256)));
        let ranges: Vec<_> = signed.iter().map(|(range, _)| range.clone()).collect();
        self.expect(*listed == ranges, || format!("{name}: the playlist is not the manifest's"));
        let hashes = integrity.objects.get(&object.to_string());
        let listed = hashes.map_or(0, BTreeMap::len);
        self.expect(listed == signed.len(), || format!("{name}: integrity.json lists {listed} parts"));
        let parts = signed.len();
        for (range, sha256) in signed {
            let place = format!("{}-{}", range.start, range.end - 1);
            let known = hashes.and_then(|hashes| hashes.get(&place));
            let same = known.is_some_and(|known| *known == HEXLOWER.encode(&sha256));
            self.expect(same, || format!("{name}, bytes {place}: integrity.json is not the manifest's"));
            let bytes = self.part(*object, path, range, rendition.bytes).await?;
            let right = Sha256::digest(&bytes)[..] == sha256;
            self.expect(right, || format!("{name}, bytes {place} of object {object}: not what was published"));
        }
        self.seen.objects.push(SeenObject { name: name.clone(), object: *object, bytes: rendition.bytes, parts });
        Ok(())
    }

    /// One part of an object, counted.
    async fn part(
        &mut self,
        object: ObjectHash,
        path: &str,
        range: Range<u64>,
        whole: u64,
    ) -> Result<Vec<u8>, ClientError> {
        let place = format!("{}-{}", range.start, range.end - 1);
        let request = self.exchange.request(Method::GET, path)?.header(RANGE, format!("bytes={place}"));
        let answer = self.exchange.send(request).await?;
        let placed = answer.headers().get(CONTENT_RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let right = answer.status() == StatusCode::PARTIAL_CONTENT
            && placed.as_deref() == Some(format!("bytes {place}/{whole}").as_str());
        self.expect(right, || format!("object {object}: {placed:?} instead of bytes {place}"));
        let limit = usize::try_from(PART_BYTES).unwrap_or(usize::MAX);
        let bytes = self.exchange.read(answer, limit).await?;
        self.count(object, bytes.len());
        Ok(bytes)
    }

    async fn thumbnail(&mut self, id: VideoId, published: &Published) -> Result<(), ClientError> {
        let Some(thumbnail) = &published.thumbnail else { return Ok(()) };
        let bytes = self.fetch(&format!("/v/{id}/thumbnail")).await?;
        self.count(thumbnail.object, bytes.len());
        let right = Sha256::digest(&bytes)[..] == thumbnail.object.as_bytes()[..];
        self.expect(right, || "the thumbnail is not what was published".to_owned());
        let (object, bytes) = (thumbnail.object, thumbnail.bytes);
        self.seen.objects.push(SeenObject { name: "thumbnail".to_owned(), object, bytes, parts: 1 });
        Ok(())
    }

    fn count(&mut self, object: ObjectHash, bytes: usize) {
        *self.seen.bytes.entry(object).or_insert(0) += u64::try_from(bytes).unwrap_or(u64::MAX);
    }

    async fn fetch(&mut self, path: &str) -> Result<Vec<u8>, ClientError> {
        let answer = self.exchange.send(self.exchange.request(Method::GET, path)?).await?;
        self.exchange.read(answer, TEXT_BYTES).await
    }

    async fn text(&mut self, path: &str) -> Result<String, ClientError> {
        String::from_utf8(self.fetch(path).await?).map_err(|_| ClientError::Answer("no text"))
    }
}
