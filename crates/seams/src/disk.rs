//! The data folder as the shell sees it.
//!
//! Paths are relative to the data folder, `/`-separated, without `..`.

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use object_store::ObjectStore;

/// Files of the data folder.
#[async_trait]
pub trait Disk: Send + Sync + 'static {
    /// Opens `path` for writing from `offset` on, creating it and its folders; what stood at and
    /// after `offset` is cut off. Refuses an offset beyond the end of the file (InvalidInput), so
    /// that no hole can come into being. Nothing is durable before [`DiskFile::sync`].
    async fn write_from(&self, path: &str, offset: u64) -> io::Result<Box<dyn DiskFile>>;

    /// Reads `range` of `path`; shorter at the end of the file.
    async fn read(&self, path: &str, range: Range<u64>) -> io::Result<Bytes>;

    /// Length in bytes, or `None` if there is no such file.
    async fn len(&self, path: &str) -> io::Result<Option<u64>>;

    /// Replaces `path` by `contents` in one step: after a crash either the old or the new
    /// contents are there, whole. Durable on return.
    async fn replace(&self, path: &str, contents: Bytes) -> io::Result<()>;

    /// Moves the file `from`, which is synced, to `to` in one step, making the folders of `to`; what stood there is replaced.
    /// Durable on return.
    async fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes the folder and those above it. Durable on return: what another program then puts into it
    /// (SQLite) and syncs is found again after a crash.
    async fn make_folder(&self, dir: &str) -> io::Result<()>;

    /// Removes the file or the folder with all in it. Absent is success. Not durable by itself:
    /// after a crash it may stand there again, so whoever removes must find it again from what
    /// the database says and remove it anew.
    async fn remove(&self, path: &str) -> io::Result<()>;

    /// Names in a folder, sorted; empty if there is no such folder.
    async fn list(&self, dir: &str) -> io::Result<Vec<String>>;

    /// Bytes that can still be written to the data folder.
    async fn free_bytes(&self) -> io::Result<u64>;

    /// Where `path` is on the machine, for a program that must open it (ffmpeg, SQLite).
    fn host_path(&self, path: &str) -> PathBuf;

    /// An object store in the folder `dir`. With `fsync`, what a put has acknowledged survives a
    /// crash; without it, a crash may lose or cut it.
    fn objects(&self, dir: &str, fsync: bool) -> io::Result<Arc<dyn ObjectStore>>;
}

/// A file being written.
#[async_trait]
pub trait DiskFile: Send {
    /// Appends. The bytes may still be on their way when this returns: a failure may show only at
    /// a later call, and every call after a failure fails too.
    async fn write(&mut self, data: Bytes) -> io::Result<()>;

    /// Makes everything written so far durable, the directory entry too.
    async fn sync(&mut self) -> io::Result<()>;
}
