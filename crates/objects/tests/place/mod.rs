//! Objects in a temporary folder of the real disk.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use objects::{BLOCK_BYTES, ObjectHash, Objects, ObjectsError, Stored};
use seams::Seams;
use seams::real::{NoMailer, RealClock, RealDisk};
use sha2::{Digest, Sha256};
use testkit::SeededEntropy;

pub type Outcome = Result<(), Box<dyn std::error::Error>>;

pub const CACHE_BYTES: u64 = 8 * BLOCK_BYTES;

pub struct Place {
    pub _folder: tempfile::TempDir,
    pub seams: Seams,
    pub objects: Objects,
}

pub fn fresh() -> Result<Place, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let seams = Seams {
        clock: Arc::new(RealClock),
        entropy: Arc::new(SeededEntropy::new(1)),
        disk: Arc::new(RealDisk::open(folder.path())?),
        mailer: Arc::new(NoMailer),
    };
    let objects = Objects::open(&seams, "objects", CACHE_BYTES)?;
    Ok(Place { _folder: folder, seams, objects })
}

pub fn sample(length: usize) -> Bytes {
    (0..length).map(|index| u8::try_from(index % 251).unwrap_or_default()).collect()
}

pub fn hash_of(bytes: &[u8]) -> ObjectHash {
    ObjectHash::from_bytes(Sha256::digest(bytes).into())
}

pub async fn put(objects: &Objects, bytes: Bytes) -> Result<Stored, ObjectsError> {
    let staged = objects.stage_bytes(bytes).await?;
    let hold = objects.hold().await;
    objects.publish(staged, &hold).await
}

pub async fn delete(objects: &Objects, hash: ObjectHash) -> Result<(), ObjectsError> {
    let sweep = objects.sweep().await;
    objects.delete(hash, &sweep).await
}

pub async fn collect(objects: &Objects, hash: ObjectHash, start: u64, end: u64) -> Result<Vec<u8>, ObjectsError> {
    let (first, further) = objects.begin(hash, start..end).await?;
    let further: Vec<Bytes> = stream::iter(further).flatten().try_collect().await?;
    Ok([vec![first], further].concat().concat())
}
