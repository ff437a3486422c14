//! An object on its way into a file, whoever sends it: each part is verified before it is written, and an interrupted copy goes
//! on behind the last part that is right.

mod gathered;
mod hashing;

use std::io;
use std::ops::Range;

use carry::copying::{Copying, Part};
use carry::id::ObjectHash;
use peers::client::{Cause, Pieces};
use seams::{Disk, DiskFile};
use sha2::{Digest, Sha256};

use gathered::Gathered;
use hashing::Hashing;

/// Bytes that are written between two syncs: what a crash costs at most.
const SYNC_BYTES: u64 = 64 << 20;

/// Bytes of what is already here that are read at a time, to be verified again.
const READ_BYTES: u64 = 1 << 20;

/// Why a source was left before the last part.
pub enum Stopped {
    /// It broke off.
    BrokeOff(Cause),
    /// It sent what the manifest does not say.
    Altered,
}

/// An object that is on its way into a file. What stands in the file is verified.
pub struct Incoming<'a> {
    parts: &'a [Part],
    /// The part that comes next.
    next: usize,
    /// Bytes of the file.
    at: u64,
    /// Of all of them.
    whole: Sha256,
    file: Box<dyn DiskFile>,
    unsynced: u64,
}

impl<'a> Incoming<'a> {
    /// Goes on behind the last part of an earlier attempt that is right.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn begin(disk: &dyn Disk, path: &str, copying: &'a Copying) -> io::Result<Self> {
        let len = disk.len(path).await?.unwrap_or(0);
        let (mut next, mut at, mut whole) = (0, 0, Sha256::new());
        for part in &copying.parts {
            let mut with_it = whole.clone();
            if at + part.len > len || !is_right(part, hash_of(disk, path, at..at + part.len, &mut with_it).await?) {
                break;
            }
            next += 1;
            at += part.len;
            whole = with_it;
        }
        let file = disk.write_from(path, at).await?;
        Ok(Self { parts: &copying.parts, next, at, whole, file, unsynced: 0 })
    }

    /// Bytes that are here.
    #[must_use]
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// Whether every part is here.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.next == self.parts.len()
    }

    /// The hash of all that stands in the file.
    #[must_use]
    pub fn hash(self) -> ObjectHash {
        ObjectHash::from_bytes(self.whole.finalize().into())
    }

    /// Makes what is here durable, also what is only a part.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn sync(&mut self) -> io::Result<()> {
        self.file.sync().await
    }

    /// Takes what comes, each part when it is whole and right; why it stopped before the last part, if it did. While a part is
    /// verified, the next one comes.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn take(&mut self, mut pieces: Pieces) -> io::Result<Option<Stopped>> {
        let mut waiting = Gathered::default();
        let mut hashing: Option<Hashing> = None;
        let parts = self.parts;
        for part in parts.iter().skip(self.next) {
            let whole = waiting.fill(&mut pieces, part.len).await;
            // Also when nothing more comes: what came before counts.
            if let Some(before) = hashing.take()
                && !self.keep(before).await?
            {
                return Ok(Some(Stopped::Altered));
            }
            if let Err(stopped) = whole {
                return Ok(Some(stopped));
            }
            hashing = Some(Hashing::begin(waiting.split(part.len), self.whole.clone()));
        }
        let right = match hashing {
            Some(last) => self.keep(last).await?,
            None => true,
        };
        Ok((!right).then_some(Stopped::Altered))
    }

    /// Writes the next part, if it is right.
    async fn keep(&mut self, part: Hashing) -> io::Result<bool> {
        let hashed = part.end().await?;
        let Some(expected) = self.parts.get(self.next).filter(|part| is_right(part, hashed.part)) else {
            return Ok(false);
        };
        for piece in hashed.pieces {
            self.file.write(piece).await?;
        }
        self.whole = hashed.whole;
        self.next += 1;
        self.at += expected.len;
        self.unsynced += expected.len;
        if self.unsynced >= SYNC_BYTES {
            self.file.sync().await?;
            self.unsynced = 0;
        }
        Ok(true)
    }
}

/// What stands behind the last segment is verified with the whole.
fn is_right(part: &Part, hash: [u8; 32]) -> bool {
    part.sha256.is_none_or(|expected| expected == hash)
}

/// The hash of a part that is in the file; `whole` takes it in too.
async fn hash_of(disk: &dyn Disk, path: &str, range: Range<u64>, whole: &mut Sha256) -> io::Result<[u8; 32]> {
    let (mut hash, mut at) = (Sha256::new(), range.start);
    while at < range.end {
        let read = disk.read(path, at..range.end.min(at + READ_BYTES)).await?;
        if read.is_empty() {
            break;
        }
        at += u64::try_from(read.len()).unwrap_or(READ_BYTES);
        hash.update(&read);
        whole.update(&read);
    }
    Ok(hash.finalize().into())
}
