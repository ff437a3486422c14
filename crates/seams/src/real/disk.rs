//! The data folder on the machine's own file system.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use tokio::task::spawn_blocking;

use super::file::RealFile;
use super::files::{absent, list_folder, open_for_writing, read_range, remove_file_or_folder, staged};
use super::path::check;
use super::syncs::{Kernel, Syncs};
use crate::{Disk, DiskFile};

/// A data folder. Cheap to clone: clones share what they know of it.
#[derive(Debug, Clone)]
pub struct RealDisk {
    root: Arc<Path>,
    names: Arc<DurableNames>,
    replacing: Arc<Mutex<()>>,
}

impl RealDisk {
    /// Opens the data folder `root`, creating it if absent.
    ///
    /// # Errors
    /// When the folder can neither be found nor made.
    pub fn open(root: &Path) -> io::Result<Self> {
        Self::open_with(root, Arc::new(Kernel))
    }

    /// The same, with something else that syncs.
    ///
    /// # Errors
    /// When the folder can neither be found nor made.
    pub fn open_with(root: &Path, syncs: Arc<dyn Syncs>) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let root = root.canonicalize()?;
        Ok(Self {
            names: Arc::new(DurableNames { root: root.clone(), folders: Mutex::default(), syncs }),
            root: root.into(),
            replacing: Arc::default(),
        })
    }

    fn at(&self, path: &str) -> io::Result<PathBuf> {
        check(path)?;
        Ok(self.root.join(path))
    }
}

/// Which folders this process knows to survive a crash, their entries above them too, so that the
/// way up is synced once.
#[derive(Debug)]
pub(super) struct DurableNames {
    root: PathBuf,
    folders: Mutex<HashSet<PathBuf>>,
    syncs: Arc<dyn Syncs>,
}

impl DurableNames {
    /// Makes the directory entry of `path` durable, and those of the folders above it.
    pub(super) fn sync_name(&self, path: &Path) -> io::Result<()> {
        let mut walked = Vec::new();
        let mut entry = path;
        while entry != self.root {
            let Some(folder) = entry.parent() else { break };
            self.syncs.folder(folder)?;
            if self.known().contains(folder) {
                break;
            }
            walked.push(folder.to_owned());
            entry = folder;
        }
        // Known only once the whole way up is durable.
        self.known().extend(walked);
        Ok(())
    }

    /// Makes the bytes of an open file durable.
    pub(super) fn sync_bytes(&self, path: &Path, file: &File) -> io::Result<()> {
        self.syncs.file(path, file)
    }

    fn forget(&self, path: &Path) {
        self.known().retain(|folder| !folder.starts_with(path));
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
        // A set of paths is whole at every step: a panic elsewhere cannot have torn it.
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Disk for RealDisk {
    async fn write_from(&self, path: &str, offset: u64) -> io::Result<Box<dyn DiskFile>> {
        let path = self.at(path)?;
        let names = Arc::clone(&self.names);
        blocking(move || {
            let file = open_for_writing(&path, offset)?;
            let file: Box<dyn DiskFile> = Box::new(RealFile::new(file, path, names));
            Ok(file)
        })
        .await
    }

    async fn read(&self, path: &str, range: Range<u64>) -> io::Result<Bytes> {
        let path = self.at(path)?;
        blocking(move || read_range(&path, range)).await
    }

    async fn len(&self, path: &str) -> io::Result<Option<u64>> {
        let path = self.at(path)?;
        blocking(move || match fs::metadata(&path) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(failure) => absent(failure).map(|()| None),
        })
        .await
    }

    async fn replace(&self, path: &str, contents: Bytes) -> io::Result<()> {
        let path = self.at(path)?;
        let (names, replacing) = (Arc::clone(&self.names), Arc::clone(&self.replacing));
        blocking(move || {
            let _one_at_a_time = replacing.lock().unwrap_or_else(PoisonError::into_inner);
            let staged = staged(&path);
            let mut file = open_for_writing(&staged, 0)?;
            file.write_all(&contents)?;
            names.sync_bytes(&staged, &file)?;
            fs::rename(&staged, &path)?;
            names.sync_name(&path)
        })
        .await
    }

    async fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.at(from)?, self.at(to)?);
        let names = Arc::clone(&self.names);
        blocking(move || {
            if let Some(folder) = to.parent().filter(|folder| !folder.is_dir()) {
                // An object store removes folders that are empty: a new one is not the one that was durable.
                names.forget(folder);
                fs::create_dir_all(folder)?;
            }
            fs::rename(&from, &to)?;
            names.sync_name(&to)
        })
        .await
    }

    async fn make_folder(&self, dir: &str) -> io::Result<()> {
        let path = self.at(dir)?;
        let names = Arc::clone(&self.names);
        blocking(move || {
            fs::create_dir_all(&path)?;
            names.sync_name(&path)
        })
        .await
    }

    async fn remove(&self, path: &str) -> io::Result<()> {
        let path = self.at(path)?;
        let names = Arc::clone(&self.names);
        blocking(move || {
            remove_file_or_folder(&staged(&path))?;
            names.forget(&path);
            remove_file_or_folder(&path)
        })
        .await
    }

    async fn list(&self, dir: &str) -> io::Result<Vec<String>> {
        let path = self.at(dir)?;
        blocking(move || list_folder(&path)).await
    }

    async fn free_bytes(&self) -> io::Result<u64> {
        let root = Arc::clone(&self.root);
        blocking(move || {
            let space = rustix::fs::statvfs(&*root)?;
            Ok(space.f_bavail.saturating_mul(space.f_frsize))
        })
        .await
    }

    fn host_path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn objects(&self, dir: &str, fsync: bool) -> io::Result<Arc<dyn ObjectStore>> {
        let path = self.at(dir)?;
        fs::create_dir_all(&path)?;
        if fsync {
            self.names.sync_name(&path)?;
        }
        let store = LocalFileSystem::new_with_prefix(&path).map_err(io::Error::other)?;
        Ok(Arc::new(store.with_fsync(fsync).with_automatic_cleanup(true)))
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
