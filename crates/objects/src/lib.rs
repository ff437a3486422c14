//! The object store and its byte cache.
//!
//! What it is: immutable bytes named by their SHA-256, over any [`object_store::ObjectStore`]; the
//! local disk here. Bytes are *staged* (hashed while they are written, synced, not yet visible),
//! then *published* under their hash in one step. Reading goes through a cache of aligned blocks.
//!
//! What it is not: a place that knows who refers to an object. References, uniqueness and the
//! grace before collection are the database's. Nothing here needs a conditional put or a lock of
//! the store, so an S3 store serves as well.
//!
//! What it keeps true:
//! - what stands under a hash is whole and survives a crash; a crash leaves only staged bytes,
//!   which [`Objects::clean_staging`] removes;
//! - an object is never deleted while somebody publishes and refers to it again ([`Hold`],
//!   [`Sweep`]);
//! - the cache never holds more than the bytes it was given, and reads a block once however many
//!   ask for it at the same time.

mod cache;
mod check;
mod error;
mod layout;
mod parts;
mod serve;
mod staging;

use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{ObjectStore, ObjectStoreExt};
use seams::{Disk, Entropy, Seams};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

pub use cache::{BLOCK_BYTES, CacheFigures};
pub use carry::id::ObjectHash;
pub use check::{Place, WholeBytes};
pub use error::ObjectsError;
pub use serve::Blocks;
pub use staging::Staged;

use cache::BlockCache;
use staging::Staging;

/// An object that stands in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    pub hash: ObjectHash,
    pub bytes: u64,
}

/// The objects of a member. Cheap to clone.
#[derive(Clone)]
pub struct Objects {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn ObjectStore>,
    disk: Arc<dyn Disk>,
    dir: String,
    entropy: Arc<dyn Entropy>,
    staging: Arc<Staging>,
    cache: BlockCache,
    gate: Arc<RwLock<()>>,
    /// Renames one at a time: a shard folder that one publisher has made but not yet synced must
    /// not look durable to the next.
    publishing: Mutex<()>,
}

/// Held from before an object is published until the database refers to it. While anybody holds
/// it, nothing is swept.
#[derive(Debug)]
pub struct Hold {
    _gate: OwnedRwLockReadGuard<()>,
}

/// Held from before the database forgets an object until its bytes are deleted. While it is held,
/// nothing is published.
#[derive(Debug)]
pub struct Sweep {
    _gate: OwnedRwLockWriteGuard<()>,
}

impl Objects {
    /// Opens the objects in the folder `dir` of the data folder, with a cache of at most
    /// `cache_bytes`. One process at a time.
    ///
    /// # Errors
    /// [`ObjectsError::Open`] when the folder can neither be found nor made.
    pub fn open(seams: &Seams, dir: &str, cache_bytes: u64) -> Result<Self, ObjectsError> {
        let store = seams.disk.objects(dir, true).map_err(ObjectsError::Open)?;
        Ok(Self {
            inner: Arc::new(Inner {
                cache: BlockCache::new(Arc::clone(&store), cache_bytes),
                store,
                disk: Arc::clone(&seams.disk),
                dir: dir.to_owned(),
                entropy: Arc::clone(&seams.entropy),
                staging: Arc::default(),
                gate: Arc::default(),
                publishing: Mutex::default(),
            }),
        })
    }

    /// Keeps sweeps away until dropped.
    pub async fn hold(&self) -> Hold {
        Hold { _gate: Arc::clone(&self.inner.gate).read_owned().await }
    }

    /// Waits for every [`Hold`] to end and keeps new ones away until dropped.
    pub async fn sweep(&self) -> Sweep {
        Sweep { _gate: Arc::clone(&self.inner.gate).write_owned().await }
    }

    /// Makes staged bytes visible under their hash, durably. Publishing what exists replaces it by
    /// the same bytes, which also heals a damaged object. Refer to it in the database before `hold`
    /// is dropped.
    ///
    /// # Errors
    /// [`ObjectsError::Store`]; the staged bytes are left to [`Self::clean_staging`].
    pub async fn publish(&self, staged: Staged, _hold: &Hold) -> Result<Stored, ObjectsError> {
        let stored = Stored { hash: staged.hash(), bytes: staged.bytes() };
        let to = layout::object(&stored.hash);
        let _one_at_a_time = self.inner.publishing.lock().await;
        self.inner
            .store
            .rename(staged.location(), &to)
            .await
            .map_err(|source| ObjectsError::store("publish", stored.hash, source))?;
        // A damaged object may have been read into the cache before.
        self.inner.cache.forget(&stored.hash);
        Ok(stored)
    }

    /// Makes the file `path` of the data folder an object, durably, by moving it to its place: nothing is read or written again,
    /// unless the objects are on another disk. Its bytes are whole, synced, and have this hash: who wrote them has hashed them. Refer to it in the database before
    /// `hold` is dropped.
    ///
    /// # Errors
    /// [`ObjectsError::Adopt`]; the file then stands where it was, or is the object.
    pub async fn adopt(&self, path: &str, hash: ObjectHash, hold: &Hold) -> Result<(), ObjectsError> {
        let to = format!("{}/{}", self.inner.dir, layout::object(&hash));
        let moved = {
            let _one_at_a_time = self.inner.publishing.lock().await;
            self.inner.disk.rename(path, &to).await
        };
        match moved {
            Ok(()) => self.inner.cache.forget(&hash),
            // The objects are on a disk of their own.
            Err(source) if source.kind() == std::io::ErrorKind::CrossesDevices => {
                let staged = self.stage_file(path).await?;
                self.publish(staged, hold).await?;
                self.inner.disk.remove(path).await.map_err(ObjectsError::Source)?;
            }
            Err(source) => return Err(ObjectsError::Adopt { hash, source }),
        }
        Ok(())
    }

    /// Size in bytes of an object, or `None` if it is not here.
    ///
    /// # Errors
    /// [`ObjectsError::Store`].
    pub async fn size(&self, hash: ObjectHash) -> Result<Option<u64>, ObjectsError> {
        match self.inner.store.head(&layout::object(&hash)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(source) => Err(ObjectsError::store("look for", hash, source)),
        }
    }

    /// Deletes an object and drops it from the cache. Absent is success. The database must have
    /// forgotten it first, under the same `sweep`: a crash in between leaves an unknown object,
    /// never a missing one.
    ///
    /// # Errors
    /// [`ObjectsError::Store`].
    pub async fn delete(&self, hash: ObjectHash, _sweep: &Sweep) -> Result<(), ObjectsError> {
        let deleted = self.inner.store.delete(&layout::object(&hash)).await;
        self.inner.cache.forget(&hash);
        match deleted {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(ObjectsError::store("delete", hash, source)),
        }
    }

    /// Every object that stands in the store, in no order. Staged bytes and names that are no
    /// object's are left out.
    pub fn list(&self) -> BoxStream<'static, Result<Stored, ObjectsError>> {
        self.places()
            .try_filter_map(|place| async move {
                Ok(match place {
                    Place::Object(stored) => Some(stored),
                    Place::Strange(_) => None,
                })
            })
            .boxed()
    }

    /// How the cache fares, for the operator's console.
    #[must_use]
    pub fn cache_figures(&self) -> CacheFigures {
        self.inner.cache.figures()
    }
}
