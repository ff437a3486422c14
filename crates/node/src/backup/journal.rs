//! What a backup has sealed so far, so that an interrupted one does not begin anew.

use std::io;

use bytes::Bytes;
use seams::{Disk, DiskFile};

use super::record::Line;

/// Where it is, in the destination.
pub(super) const UNDERWAY: &str = "underway";
/// Sealed files after which it is written down durably that they are there.
const REMEMBER_FILES: u32 = 32;
/// Bytes of them after which it is too.
const REMEMBER_BYTES: u64 = 64 << 20;

/// The file, open at its end.
pub(super) struct Journal {
    file: Box<dyn DiskFile>,
    files: u32,
    bytes: u64,
}

impl Journal {
    pub(super) async fn open(disk: &dyn Disk, path: &str) -> io::Result<Self> {
        let length = disk.len(path).await?.unwrap_or(0);
        let mut file = disk.write_from(path, length).await?;
        // The last line may have been torn.
        file.write(Bytes::from_static(b"\n")).await?;
        Ok(Self { file, files: 0, bytes: 0 })
    }

    /// Adds a file that is whole and durable.
    pub(super) async fn add(&mut self, line: Line) -> io::Result<()> {
        self.file.write(Bytes::from(format!("{line}\n"))).await?;
        self.files += 1;
        self.bytes += line.file.bytes;
        if self.files >= REMEMBER_FILES || self.bytes >= REMEMBER_BYTES {
            self.file.sync().await?;
            (self.files, self.bytes) = (0, 0);
        }
        Ok(())
    }

    /// Removes it: the backup is whole. After a crash it may be there again, and its files may be
    /// gone; whoever reads it looks for them.
    pub(super) async fn remove(disk: &dyn Disk, path: &str) -> io::Result<()> {
        disk.remove(path).await
    }
}
