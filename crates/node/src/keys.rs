//! The key by which the member signs, and the id that follows from the first one.

mod change;

use std::sync::{PoisonError, RwLock};

use bytes::Bytes;
use carry::id::MemberId;
use carry::manifest::SigningKey;
use data_encoding::HEXLOWER;
use seams::{Disk, Entropy, entropy};
use sha2::{Digest, Sha256};

pub use change::KeyFile;

/// The folder of the key, in the data folder; nothing else is in it.
pub const KEY_FOLDER: &str = "keys";
/// Where the key is, in the data folder.
pub const KEY_FILE: &str = "keys/member.key";
/// Where a key is that is about to sign, in the data folder: the whole file that is to take the other one's place.
pub const NEXT_FILE: &str = "keys/next.key";
/// What the file of a member begins with that never changed its key; the private key follows in hex, then a newline.
const FORM: &str = "ecot-member-key-1 ";
/// The same of one that did: the member's id, its key, and the key before, in hex, a space between each.
const CHANGED_FORM: &str = "ecot-member-key-2 ";
/// The largest key file, in bytes.
const FILE_LIMIT: u64 = 256;

/// Why there is no key. A retry helps only once the operator looked after the file.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("cannot read or write {KEY_FILE} in the data folder: {0}")]
    Disk(#[from] std::io::Error),
    #[error("{KEY_FILE} in the data folder is damaged; restore it from a backup")]
    Damaged,
}

/// The member's id, and its key as it is at this moment.
pub struct MemberKeys {
    /// SHA-256 of the first public key.
    pub id: MemberId,
    held: RwLock<Held>,
}

/// Keys of one member. `next` is not yet the one that signs.
#[derive(Clone)]
struct Held {
    signing: SigningKey,
    before: Option<SigningKey>,
    next: Option<SigningKey>,
}

impl MemberKeys {
    /// Reads the key, or makes it at the first start. A member whose key was made is that member
    /// for ever; a damaged file is therefore never replaced.
    ///
    /// # Errors
    /// [`KeyError`].
    pub async fn open(disk: &dyn Disk, entropy: &dyn Entropy) -> Result<Self, KeyError> {
        if let Some(keys) = Self::read(disk).await? {
            return Ok(keys);
        }
        let private = entropy::random::<32>(entropy);
        let text = format!("{FORM}{}\n", HEXLOWER.encode(&private));
        disk.replace(KEY_FILE, Bytes::from(text)).await?;
        Ok(Self::of(&private))
    }

    /// Reads the key, if there is one, and the one that is about to sign.
    ///
    /// # Errors
    /// [`KeyError`].
    pub async fn read(disk: &dyn Disk) -> Result<Option<Self>, KeyError> {
        let Some(keys) = read_file(disk, KEY_FILE).await? else { return Ok(None) };
        // One that was not written whole never signed.
        let next = read_file(disk, NEXT_FILE).await.ok().flatten().filter(|next| next.id == keys.id);
        keys.write().next = next.map(|next| next.signing());
        Ok(Some(keys))
    }

    /// The key that a file with these bytes holds.
    ///
    /// # Errors
    /// [`KeyError::Damaged`].
    pub fn parse(file: &[u8]) -> Result<Self, KeyError> {
        let text = std::str::from_utf8(file).map_err(|_| KeyError::Damaged)?;
        let text = text.strip_suffix('\n').ok_or(KeyError::Damaged)?;
        if let Some(hex) = text.strip_prefix(FORM) {
            return Ok(Self::of(&bytes(hex)?));
        }
        let changed = text.strip_prefix(CHANGED_FORM).ok_or(KeyError::Damaged)?;
        let [id, signing, before] = changed.split(' ').collect::<Vec<_>>()[..] else { return Err(KeyError::Damaged) };
        let before = Some(SigningKey::from_bytes(&bytes(before)?));
        let held = Held { signing: SigningKey::from_bytes(&bytes(signing)?), before, next: None };
        Ok(Self { id: MemberId::from_bytes(bytes(id)?), held: RwLock::new(held) })
    }

    fn of(private: &[u8; 32]) -> Self {
        let signing = SigningKey::from_bytes(private);
        let id = member_id(signing.verifying_key().as_bytes());
        Self { id, held: RwLock::new(Held { signing, before: None, next: None }) }
    }

    /// What signs.
    #[must_use]
    pub fn signing(&self) -> SigningKey {
        self.held().signing
    }

    /// What signed before it, if the key was changed.
    #[must_use]
    pub fn before(&self) -> Option<SigningKey> {
        self.held().before
    }

    /// The key with this public half, if it is the one that signs or is about to: while a key is changed, the database says
    /// which.
    #[must_use]
    pub fn signing_as(&self, public: &[u8; 32]) -> Option<SigningKey> {
        let Held { signing, next, .. } = self.held();
        [Some(signing), next].into_iter().flatten().find(|key| key.verifying_key().as_bytes() == public)
    }

    fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The id of the member whose first public key this is.
#[must_use]
pub fn member_id(public: &[u8; 32]) -> MemberId {
    MemberId::from_bytes(Sha256::digest(public).into())
}

async fn read_file(disk: &dyn Disk, path: &str) -> Result<Option<MemberKeys>, KeyError> {
    match disk.len(path).await? {
        Some(_) => MemberKeys::parse(&disk.read(path, 0..FILE_LIMIT).await?).map(Some),
        None => Ok(None),
    }
}

fn bytes(hex: &str) -> Result<[u8; 32], KeyError> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).ok();
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use seams::real::{RealDisk, RealEntropy};

    #[tokio::test]
    async fn the_key_made_at_the_first_start_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::open(folder.path()).unwrap();
        let first = MemberKeys::open(&disk, &RealEntropy).await.unwrap();
        let second = MemberKeys::open(&disk, &RealEntropy).await.unwrap();
        assert_eq!(first.id, second.id);
        assert_eq!(first.signing(), second.signing());
    }

    const GOLDEN: &str = include_str!("../tests/golden/member.key");
    const PAGE: &str = include_str!("../../../docs/formats/keys.md");

    #[tokio::test]
    async fn a_key_has_the_bytes_that_were_written_first_and_they_are_read_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::open(folder.path()).unwrap();
        let made = MemberKeys::open(&disk, &Sevens).await.unwrap();
        assert_eq!(disk.read(KEY_FILE, 0..FILE_LIMIT).await.unwrap(), GOLDEN);
        let read = MemberKeys::parse(GOLDEN.as_bytes()).unwrap();
        assert_eq!((made.signing(), made.id), (read.signing(), read.id));
        let public = data_encoding::HEXLOWER.encode(read.signing().verifying_key().as_bytes());
        assert!(PAGE.contains(&format!("\n{public}\n{}\n", read.id)), "the page shows key and id as they are");
    }

    /// Draws 7 for every byte.
    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&self, out: &mut [u8]) {
            out.fill(7);
        }
    }

    #[tokio::test]
    async fn a_damaged_key_is_reported_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::open(folder.path()).unwrap();
        for damaged in ["", "ecot-member-key-1 00\n", "ecot-member-key-1 zz\n"] {
            disk.replace(KEY_FILE, Bytes::from(damaged)).await.unwrap();
            let error = MemberKeys::open(&disk, &RealEntropy).await.err().unwrap();
            assert!(matches!(error, KeyError::Damaged));
            assert_eq!(disk.read(KEY_FILE, 0..99).await.unwrap(), damaged);
        }
    }
}
