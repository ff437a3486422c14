//! The key by which the member signs, and the id that follows from it.

use bytes::Bytes;
use carry::id::MemberId;
use carry::manifest::SigningKey;
use seams::{Disk, Entropy, entropy};
use sha2::{Digest, Sha256};

/// The folder of the key, in the data folder; nothing else is in it.
pub const KEY_FOLDER: &str = "keys";
/// Where the key is, in the data folder.
pub const KEY_FILE: &str = "keys/member.key";
/// What the file begins with; the private key follows in hex, then a newline.
const FORM: &str = "ecot-member-key-1 ";
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

/// The member's key and id.
#[derive(Clone)]
pub struct MemberKeys {
    /// SHA-256 of the first public key.
    pub id: MemberId,
    /// Signs manifests.
    pub signing: SigningKey,
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
        let text = format!("{FORM}{}\n", data_encoding::HEXLOWER.encode(&private));
        disk.replace(KEY_FILE, Bytes::from(text)).await?;
        Ok(Self::of(&private))
    }

    /// Reads the key, if there is one.
    ///
    /// # Errors
    /// [`KeyError`].
    pub async fn read(disk: &dyn Disk) -> Result<Option<Self>, KeyError> {
        match disk.len(KEY_FILE).await? {
            Some(_) => Self::parse(&disk.read(KEY_FILE, 0..FILE_LIMIT).await?).map(Some),
            None => Ok(None),
        }
    }

    /// The key that a file with these bytes holds.
    ///
    /// # Errors
    /// [`KeyError::Damaged`].
    pub fn parse(file: &[u8]) -> Result<Self, KeyError> {
        parse(file).map(|private| Self::of(&private))
    }

    fn of(private: &[u8; 32]) -> Self {
        let signing = SigningKey::from_bytes(private);
        Self { id: member_id(signing.verifying_key().as_bytes()), signing }
    }
}

/// The id of the member whose first public key this is.
#[must_use]
pub fn member_id(public: &[u8; 32]) -> MemberId {
    MemberId::from_bytes(Sha256::digest(public).into())
}

fn parse(file: &[u8]) -> Result<[u8; 32], KeyError> {
    let text = std::str::from_utf8(file).map_err(|_| KeyError::Damaged)?;
    let hex = text.strip_prefix(FORM).and_then(|rest| rest.strip_suffix('\n'));
    let bytes = hex.and_then(|hex| data_encoding::HEXLOWER.decode(hex.as_bytes()).ok());
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
        assert_eq!(first.signing, second.signing);
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
        assert_eq!((made.signing, made.id), (read.signing.clone(), read.id));
        let public = data_encoding::HEXLOWER.encode(read.signing.verifying_key().as_bytes());
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
