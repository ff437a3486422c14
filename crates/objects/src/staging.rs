//! Bytes on their way into the store: hashed while they are written, synced, not yet visible.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures::{Stream, stream};
use object_store::ObjectStoreExt;
use object_store::path::Path;

use crate::parts::Parts;
use crate::{ObjectHash, Objects, ObjectsError, layout};

/// Bytes read at a time from a file that is to be staged.
const READ_BYTES: u64 = 1024 * 1024;

/// The staged names in use by this process.
#[derive(Debug, Default)]
pub(crate) struct Staging {
    live: Mutex<HashSet<String>>,
}

impl Staging {
    fn live(&self) -> MutexGuard<'_, HashSet<String>> {
        // A set of names is whole at every step: a panic elsewhere cannot have torn it.
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name in use until dropped.
#[derive(Debug)]
struct Name {
    text: String,
    staging: Arc<Staging>,
}

impl Drop for Name {
    fn drop(&mut self) {
        self.staging.live().remove(&self.text);
    }
}

/// Whole, synced bytes that nobody sees yet. Publish them, or drop them: then
/// [`Objects::clean_staging`] removes them.
#[derive(Debug)]
pub struct Staged {
    hash: ObjectHash,
    bytes: u64,
    location: Path,
    _name: Name,
}

impl Staged {
    /// The SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> ObjectHash {
        self.hash
    }

    /// How many they are.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn location(&self) -> &Path {
        &self.location
    }
}

impl Objects {
    /// Stages bytes that are in memory.
    ///
    /// # Errors
    /// [`ObjectsError::Stage`].
    pub async fn stage_bytes(&self, bytes: Bytes) -> Result<Staged, ObjectsError> {
        self.stage_stream(stream::iter([Ok(bytes)])).await
    }

    /// Stages the file `path` of the data folder.
    ///
    /// # Errors
    /// [`ObjectsError::Source`] when it cannot be read to its end, [`ObjectsError::Stage`].
    pub async fn stage_file(&self, path: &str) -> Result<Staged, ObjectsError> {
        let disk = &self.inner.disk;
        let length = match disk.len(path).await.map_err(ObjectsError::Source)? {
            Some(length) => length,
            None => return Err(ObjectsError::Source(io::ErrorKind::NotFound.into())),
        };
        let pieces = stream::try_unfold(0, |start| async move {
            if start == length {
                return Ok(None);
            }
            let end = length.min(start + READ_BYTES);
            let piece = disk.read(path, start..end).await?;
            if u64::try_from(piece.len()).is_ok_and(|read| read == end - start) {
                Ok(Some((piece, end)))
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        });
        self.stage_stream(pieces).await
    }

    /// Stages all that `pieces` gives. A failure or a dropped future leaves nothing visible.
    ///
    /// # Errors
    /// [`ObjectsError::Source`] when `pieces` fails, [`ObjectsError::Stage`].
    pub async fn stage_stream(
        &self,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<Staged, ObjectsError> {
        let name = self.new_name();
        let location = layout::staged(&name.text);
        let upload = self.inner.store.put_multipart(&location).await.map_err(ObjectsError::Stage)?;
        let (hash, bytes) = Parts::new(upload).finish(pieces).await?;
        Ok(Staged { hash, bytes, location, _name: name })
    }

    /// Removes what earlier lives and dropped [`Staged`] left in the staging folder; what is being
    /// staged now stays. Returns how many were removed. Call it at start and now and then.
    ///
    /// # Errors
    /// [`ObjectsError::Clean`].
    pub async fn clean_staging(&self) -> Result<usize, ObjectsError> {
        let inner = &self.inner;
        let folder = format!("{}/{}", inner.dir, layout::STAGING);
        let names = inner.disk.list(&folder).await.map_err(ObjectsError::Clean)?;
        let mut removed = 0;
        for found in names {
            // The local store writes NAME#1 and renames it to NAME when whole.
            let name = found.split('#').next().unwrap_or(&found);
            if inner.staging.live().contains(name) {
                continue;
            }
            let path = format!("{folder}/{found}");
            inner.disk.remove(&path).await.map_err(ObjectsError::Clean)?;
            removed += 1;
        }
        Ok(removed)
    }

    fn new_name(&self) -> Name {
        let random: [u8; 16] = seams::entropy::random(self.inner.entropy.as_ref());
        let text: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let fresh = self.inner.staging.live().insert(text.clone());
        assert!(fresh, "128 random bits came twice: the generator is broken");
        Name { text, staging: Arc::clone(&self.inner.staging) }
    }
}
