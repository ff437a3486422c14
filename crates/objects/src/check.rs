//! Rehashing everything.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStoreExt;
use sha2::{Digest, Sha256};

use crate::{ObjectHash, Objects, ObjectsError, layout};

/// An object whose bytes are not those that its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    pub hash: ObjectHash,
    /// Size in bytes that the database expects.
    pub expected_bytes: u64,
    /// Size found.
    pub found_bytes: u64,
    /// SHA-256 found.
    pub found: ObjectHash,
}

/// What a check found. All lists empty: every object is there, whole, and nothing else is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Objects whose bytes were read and are right.
    pub whole: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Expected, not there. In order.
    pub missing: Vec<ObjectHash>,
    /// There, with other bytes. In order.
    pub damaged: Vec<Damaged>,
    /// There, not expected: objects that the database does not know, and strange names, as places
    /// in the store. In order. Staged bytes are not counted.
    pub unknown: Vec<String>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.damaged.is_empty() && self.unknown.is_empty()
    }
}

impl Objects {
    /// Reads every object in `expected` (size in bytes by hash) past the cache and compares, and
    /// lists what else is there. What is published or swept meanwhile may show as unknown or
    /// missing: check again before believing it of a running member.
    ///
    /// # Errors
    /// [`ObjectsError::Store`], [`ObjectsError::List`].
    pub async fn check(&self, expected: &BTreeMap<ObjectHash, u64>) -> Result<CheckReport, ObjectsError> {
        let mut report = CheckReport::default();
        let mut places = self.inner.store.list(None).map_err(ObjectsError::List);
        while let Some(place) = places.try_next().await? {
            let known = layout::hash_at(&place.location).is_some_and(|hash| expected.contains_key(&hash));
            if !known && !layout::is_staged(&place.location) {
                report.unknown.push(place.location.to_string());
            }
        }
        report.unknown.sort_unstable();
        for (&hash, &expected_bytes) in expected {
            match self.rehash(hash).await? {
                None => report.missing.push(hash),
                Some((found, found_bytes)) => {
                    report.bytes += found_bytes;
                    if found == hash && found_bytes == expected_bytes {
                        report.whole += 1;
                    } else {
                        report.damaged.push(Damaged { hash, expected_bytes, found_bytes, found });
                    }
                }
            }
        }
        Ok(report)
    }

    /// SHA-256 and size of what stands under `hash`, or `None` if nothing does.
    async fn rehash(&self, hash: ObjectHash) -> Result<Option<(ObjectHash, u64)>, ObjectsError> {
        let failed = |source| ObjectsError::store("read", hash, source);
        let mut pieces = match self.inner.store.get(&layout::object(&hash)).await {
            Ok(found) => found.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(source) => return Err(failed(source)),
        };
        let mut hasher = Sha256::new();
        let mut bytes = 0;
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(failed)?;
            hasher.update(&piece);
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        }
        Ok(Some((ObjectHash::from_bytes(hasher.finalize().into()), bytes)))
    }
}
