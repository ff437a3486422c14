//! What a check and a backup ask: what stands in the store, and whether its bytes are right. Past
//! the cache, because the question is what the store has.

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStoreExt;
use object_store::path::Path;
use sha2::{Digest, Sha256};

use crate::{ObjectHash, Objects, ObjectsError, Stored, layout};

/// A name in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An object, by its name; its bytes were not read.
    Object(Stored),
    /// A name that is no object's, as a place in the store.
    Strange(String),
}

/// The bytes of an object from its first to its last.
pub type WholeBytes = BoxStream<'static, Result<Bytes, ObjectsError>>;

impl Objects {
    /// Everything that stands in the store but staged bytes, in no order.
    pub fn places(&self) -> BoxStream<'static, Result<Place, ObjectsError>> {
        let listed = self.inner.store.list(None).map_err(ObjectsError::List);
        listed
            .try_filter_map(|found| async move {
                Ok(match layout::hash_at(&found.location) {
                    Some(hash) => Some(Place::Object(Stored { hash, bytes: found.size })),
                    None if layout::is_staged(&found.location) => None,
                    None => Some(Place::Strange(found.location.to_string())),
                })
            })
            .boxed()
    }

    /// Whether something stands at this place.
    ///
    /// # Errors
    /// [`ObjectsError::List`].
    pub async fn stands_at(&self, place: &str) -> Result<bool, ObjectsError> {
        match self.inner.store.head(&Path::from(place)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(source) => Err(ObjectsError::List(source)),
        }
    }

    /// The bytes that stand under `hash`, whatever they are, or `None` if nothing does.
    ///
    /// # Errors
    /// [`ObjectsError::Store`], also as an item, after which the stream ends.
    pub async fn bytes(&self, hash: ObjectHash) -> Result<Option<WholeBytes>, ObjectsError> {
        match self.inner.store.get(&layout::object(&hash)).await {
            Ok(found) => {
                let failed = move |source| ObjectsError::store("read", hash, source);
                Ok(Some(found.into_stream().map_err(failed).boxed()))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(source) => Err(ObjectsError::store("read", hash, source)),
        }
    }

    /// SHA-256 and size of what stands under `hash`, or `None` if nothing does.
    ///
    /// # Errors
    /// [`ObjectsError::Store`].
    pub async fn rehash(&self, hash: ObjectHash) -> Result<Option<Stored>, ObjectsError> {
        let Some(mut pieces) = self.bytes(hash).await? else { return Ok(None) };
        let mut hasher = Sha256::new();
        let mut bytes = 0;
        while let Some(piece) = pieces.try_next().await? {
            hasher.update(&piece);
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        }
        Ok(Some(Stored { hash: ObjectHash::from_bytes(hasher.finalize().into()), bytes }))
    }
}
