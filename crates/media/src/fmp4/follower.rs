//! Reading a fragmented MP4 file while ffmpeg still appends to it.
//!
//! ffmpeg writes a fragment's `moof` with final lengths before its `mdat`, and never goes back. So
//! a fragment is whole as soon as the file is as long as its boxes say.

use std::io::SeekFrom;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::boxes;
use super::fragment::Fragment;
use super::nal;
use super::{Init, Kind, Malformed};
use crate::{ByteRange, MediaError};

/// Bytes of a description (`ftyp`, `moov`, `moof`): far more than an hour in one fragment needs.
const LARGEST_DESCRIPTION: u64 = 16 * 1024 * 1024;

/// A reader that comes back for what has been appended since.
pub(crate) struct Follower {
    path: PathBuf,
    file: Option<File>,
    /// Up to where the file has been understood.
    position: u64,
    init: Option<Init>,
    fragments: u32,
}

/// What a follower finds.
pub(crate) enum Part {
    Init(Init),
    Fragment { range: ByteRange, moof: Vec<u8>, fragment: Fragment },
}

impl Follower {
    /// Follows a file that need not exist yet.
    pub fn new(path: &Path) -> Follower {
        Follower { path: path.to_path_buf(), file: None, position: 0, init: None, fragments: 0 }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The init section, once it has been found.
    pub fn init(&self) -> Option<&Init> {
        self.init.as_ref()
    }

    /// The next whole part, if there is one yet.
    pub async fn next(&mut self) -> Result<Option<Part>, MediaError> {
        let length = match self.length().await? {
            Some(length) => length,
            None => return Ok(None),
        };
        if self.init.is_none() {
            return self.read_init(length).await;
        }
        let Some((kind, moof_len)) = self.header(self.position, length).await? else { return Ok(None) };
        if kind != *b"moof" || moof_len > LARGEST_DESCRIPTION {
            return Err(self.malformed(Malformed::Unexpected));
        }
        let Some((kind, mdat_len)) = self.header(self.position + moof_len, length).await? else { return Ok(None) };
        let range = ByteRange { start: self.position, len: moof_len + mdat_len };
        if kind != *b"mdat" {
            return Err(self.malformed(Malformed::Unexpected));
        }
        if range.end() > length {
            return Ok(None);
        }
        let moof = self.read(ByteRange { start: self.position, len: moof_len }).await?;
        let fragment = Fragment::read(&moof).map_err(|what| self.malformed(what))?;
        self.position = range.end();
        self.fragments += 1;
        Ok(Some(Part::Fragment { range, moof, fragment }))
    }

    /// That the file has been understood to its last byte, at its end.
    pub async fn check_whole(&mut self) -> Result<(), MediaError> {
        let length = self.length().await?;
        if self.fragments == 0 || length != Some(self.position) {
            return Err(self.malformed(Malformed::Gap));
        }
        Ok(())
    }

    /// Bytes of the file, of a range that has been found whole.
    pub async fn read(&mut self, range: ByteRange) -> Result<Vec<u8>, MediaError> {
        let failed = || MediaError::io("reading a rendition", self.path.clone());
        let length = usize::try_from(range.len).map_err(|_| self.malformed(Malformed::Length))?;
        let Some(file) = &mut self.file else { return Ok(Vec::new()) };
        file.seek(SeekFrom::Start(range.start)).await.map_err(failed())?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes).await.map_err(failed())?;
        Ok(bytes)
    }

    /// Whether the first picture of a whole fragment of H.264 is an IDR picture.
    pub async fn starts_with_keyframe(&mut self, range: ByteRange, nal_length: u8) -> Result<bool, MediaError> {
        /// Bytes looked at: parameter sets and remarks come before the picture.
        const LOOKED_AT: u64 = 64 * 1024;
        let moof = self.header(range.start, range.end()).await?.map_or(0, |(_, len)| len);
        let start = range.start + moof + 8;
        let bytes = self.read(ByteRange { start, len: range.end().saturating_sub(start).min(LOOKED_AT) }).await?;
        Ok(nal::first_picture_is_idr(&bytes, nal_length))
    }

    /// An error that names the file.
    pub fn malformed(&self, what: Malformed) -> MediaError {
        MediaError::Answer { operation: "encoding", detail: format!("{what} in {}", self.path.display()) }
    }

    async fn length(&mut self) -> Result<Option<u64>, MediaError> {
        let failed = || MediaError::io("following a rendition", self.path.clone());
        if self.file.is_none() {
            match File::open(&self.path).await {
                Ok(file) => self.file = Some(file),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(failed()(error)),
            }
        }
        let Some(file) = &self.file else { return Ok(None) };
        Ok(Some(file.metadata().await.map_err(failed())?.len()))
    }

    /// The header of the box at a place, if that many bytes are there.
    async fn header(&mut self, at: u64, length: u64) -> Result<Option<(Kind, u64)>, MediaError> {
        let len = length.saturating_sub(at).min(16);
        if len == 0 {
            return Ok(None);
        }
        let bytes = self.read(ByteRange { start: at, len }).await?;
        boxes::header(&bytes).map_err(|what| self.malformed(what))
    }

    /// `ftyp` and `moov`, when both are whole.
    async fn read_init(&mut self, length: u64) -> Result<Option<Part>, MediaError> {
        let mut end = 0;
        for wanted in [*b"ftyp", *b"moov"] {
            let Some((kind, len)) = self.header(end, length).await? else { return Ok(None) };
            if kind != wanted || len > LARGEST_DESCRIPTION {
                return Err(self.malformed(Malformed::Unexpected));
            }
            end += len;
        }
        if end > length {
            return Ok(None);
        }
        let bytes = self.read(ByteRange { start: 0, len: end }).await?;
        let init = Init::read(bytes).map_err(|what| self.malformed(what))?;
        self.position = end;
        self.init = Some(init.clone());
        Ok(Some(Part::Init(init)))
    }
}
