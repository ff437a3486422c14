//! What says that a restore was begun and not finished.

use std::io;

use bytes::Bytes;
use carry::id::ObjectHash;
use seams::Disk;

/// Where it is, in the data folder.
pub const MARKER: &str = "restoring";
/// How it begins.
const FIRST: &str = "ecot-restore 1";
/// What it says once everything is restored. It is removed then; after a power cut it may stand
/// there again, and must not stop a member that is whole.
const DONE: &str = "done";
/// The largest marker, in bytes.
const LIMIT: u64 = 1_024;
/// What may lie in an empty data folder: the file by which one process at a time has it.
const LOCK: &str = "running.lock";
/// And the pieces of a backup that come from other members.
const ARRIVING: &str = "arriving";

/// Which backup is being restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    pub number: u64,
    /// SHA-256 of its sealed inventory.
    pub inventory: ObjectHash,
}

/// What a data folder is, to a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is in it.
    Empty,
    /// A restore was begun. Which one, if that can be read.
    Unfinished(Option<Marker>),
    /// Something else is in it: a member, most likely.
    Other,
}

/// What the data folder is.
///
/// # Errors
/// When it cannot be read.
pub async fn standing(disk: &dyn Disk) -> io::Result<Standing> {
    if disk.len(MARKER).await?.is_some() {
        let text = disk.read(MARKER, 0..LIMIT).await?;
        let text = std::str::from_utf8(&text).unwrap_or_default();
        return Ok(if text == done() { Standing::Other } else { Standing::Unfinished(parse(text)) });
    }
    let folder = disk.host_path("");
    let names = tokio::task::spawn_blocking(move || names(&folder)).await.map_err(io::Error::other)??;
    Ok(if names.iter().all(|name| name == LOCK || name == ARRIVING) { Standing::Empty } else { Standing::Other })
}

/// Whether a restore was begun in this data folder and has to go on before a member starts.
///
/// # Errors
/// When it cannot be read.
pub async fn is_unfinished(disk: &dyn Disk) -> io::Result<bool> {
    if disk.len(MARKER).await?.is_none() {
        return Ok(false);
    }
    Ok(disk.read(MARKER, 0..LIMIT).await? != done().as_bytes())
}

fn names(folder: &std::path::Path) -> io::Result<Vec<std::ffi::OsString>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

fn done() -> String {
    format!("{FIRST}\n{DONE}\n")
}

fn parse(text: &str) -> Option<Marker> {
    let (number, inventory) = text.strip_prefix(FIRST)?.strip_prefix("\nbackup ")?.trim_end().split_once(' ')?;
    Some(Marker { number: number.parse().ok()?, inventory: inventory.parse().ok()? })
}

impl Marker {
    /// Puts it, durably.
    pub(super) async fn put(&self, disk: &dyn Disk) -> io::Result<()> {
        let text = format!("{FIRST}\nbackup {} {}\n", self.number, self.inventory);
        disk.replace(MARKER, Bytes::from(text)).await
    }

    /// Everything is restored.
    pub(super) async fn done(disk: &dyn Disk) -> io::Result<()> {
        disk.replace(MARKER, Bytes::from(done())).await?;
        disk.remove(MARKER).await
    }
}
