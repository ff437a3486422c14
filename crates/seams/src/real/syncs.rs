//! What makes bytes and names durable: the one place that asks the kernel to sync.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;

/// Syncs files and folders. A test puts another one in its place, which tells what was synced when, or fails.
pub trait Syncs: fmt::Debug + Send + Sync + 'static {
    /// Makes the bytes of an open file durable, and its length.
    ///
    /// # Errors
    /// When the kernel could not; it may have dropped the bytes then.
    fn file(&self, path: &Path, file: &File) -> io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// When the kernel could not.
    fn folder(&self, path: &Path) -> io::Result<()>;
}

/// The kernel's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kernel;

impl Syncs for Kernel {
    fn file(&self, _path: &Path, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}
