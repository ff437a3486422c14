//! Where the plain sections of a rendition are read from: a file that ffmpeg wrote, or an object
//! that the member already has.

use std::io;

use async_trait::async_trait;
use bytes::Bytes;
use carry::manifest::{Rendition, RenditionFacts};
use carry::seal::{self, RenditionKey, SegmentPlace};
use media::Produced;
use objects::Objects;
use seams::Disk;

use super::describe;

/// A rendition that can be read section by section, in the clear.
#[async_trait]
pub trait Sections: Send + Sync {
    /// What a player must know of it; the rates are those of the plain bytes.
    fn facts(&self) -> RenditionFacts;

    /// Durations of its segments in order, milliseconds.
    fn durations_ms(&self) -> Vec<u64>;

    /// The plain bytes of one section, whole.
    async fn section(&self, place: SegmentPlace) -> io::Result<Bytes>;
}

/// A file in the scratch folder.
pub struct FileSections<'a> {
    pub disk: &'a dyn Disk,
    /// In the data folder.
    pub path: String,
    pub produced: &'a Produced,
}

#[async_trait]
impl Sections for FileSections<'_> {
    fn facts(&self) -> RenditionFacts {
        describe::facts(self.produced)
    }

    fn durations_ms(&self) -> Vec<u64> {
        self.produced.segments.iter().map(|segment| segment.duration_ms).collect()
    }

    async fn section(&self, place: SegmentPlace) -> io::Result<Bytes> {
        let range = match place {
            SegmentPlace::Init => self.produced.init,
            SegmentPlace::Media(number) => nth(&self.produced.segments, number)?.range,
        };
        let bytes = self.disk.read(&self.path, range.start..range.end()).await?;
        if length(&bytes)? == range.len { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

/// An object of the last manifest, opened with its key if it is sealed.
pub struct ObjectSections<'a> {
    pub objects: &'a Objects,
    pub rendition: &'a Rendition,
    pub key: Option<RenditionKey>,
}

#[async_trait]
impl Sections for ObjectSections<'_> {
    fn facts(&self) -> RenditionFacts {
        self.rendition.facts.clone()
    }

    fn durations_ms(&self) -> Vec<u64> {
        self.rendition.segments.iter().map(|segment| segment.duration_ms).collect()
    }

    async fn section(&self, place: SegmentPlace) -> io::Result<Bytes> {
        let (start, len) = match place {
            SegmentPlace::Init => (self.rendition.init.start, self.rendition.init.len),
            SegmentPlace::Media(number) => {
                let segment = nth(&self.rendition.segments, number)?;
                (segment.start, segment.len)
            }
        };
        let stored = self.objects.read(self.rendition.object, start..start + len).await.map_err(io::Error::other)?;
        match &self.key {
            None => Ok(stored),
            Some(key) => seal::segment_decrypt(key, place, &stored).map(Bytes::from).map_err(io::Error::other),
        }
    }
}

fn nth<T>(list: &[T], number: u64) -> io::Result<&T> {
    usize::try_from(number).ok().and_then(|index| list.get(index)).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// How many bytes there are.
pub fn length(bytes: &Bytes) -> io::Result<u64> {
    u64::try_from(bytes.len()).map_err(io::Error::other)
}
