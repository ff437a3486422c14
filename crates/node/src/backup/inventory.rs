//! The inventory of a backup: what it holds, and in which sealed files. docs/formats/backup.md is
//! the written form of its bytes.

mod codec;

use std::fmt;

use carry::id::{MemberId, ObjectHash};
use carry::manifest::{SigningKey, VerifyingKey};
use ed25519_dalek::{Signature, Signer};
use store::UploadId;

use codec::{parts, put, spelt, take, version};

/// The version that this program writes where carriers hold objects; elsewhere the first, of the same form.
pub const VERSION: u64 = 2;
const FIRST_VERSION: u64 = 1;

/// Stands before the bytes, with a newline, when they are signed.
const CONTEXT: &str = "ecot/backup/1";

/// The largest inventory that is read, in bytes: about three million files.
pub const MAX_INVENTORY_BYTES: u64 = 256 << 20;

/// What one file of a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A copy of the database's rows (docs/formats/rows.md).
    Rows,
    /// The member's signing key, as the data folder has it.
    Key,
    /// The configuration file.
    Configuration,
    /// The acknowledged bytes of an upload, or an author's original.
    Upload(UploadId),
    Object(ObjectHash),
    /// An object that other members hold whole, as carriers of a video, and that is only named.
    Carried(ObjectHash),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows => f.write_str("the database"),
            Self::Key => f.write_str("the key"),
            Self::Configuration => f.write_str("the configuration"),
            Self::Upload(id) => write!(f, "upload {id}"),
            Self::Object(hash) => write!(f, "object {hash}"),
            Self::Carried(hash) => write!(f, "object {hash}, which others carry,"),
        }
    }
}

/// A file of the destination, encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedFile {
    /// SHA-256 of its bytes as they are stored; it is named so.
    pub hash: ObjectHash,
    pub bytes: u64,
}

/// One file of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub what: What,
    /// Size before it was sealed.
    pub bytes: u64,
    /// None if the member itself had lost it when the backup was made, or if others carry it.
    pub sealed: Option<SealedFile>,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    pub member: MemberId,
    /// Counts the backups in a destination, from 1 on.
    pub number: u64,
    /// Seconds since 1970 (UTC) of the moment that the rows show.
    pub taken_at: u64,
    pub entries: Vec<Entry>,
}

/// Why bytes are no inventory, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InventoryRefusal {
    #[error("the inventory is damaged")]
    Damaged,
    #[error("the backup has format {0}, and this program reads format {VERSION}")]
    Version(u64),
    /// Rows or key are not there, or there twice.
    #[error("the inventory names no database or no key")]
    Incomplete,
    /// Who signed it is not who it says.
    #[error("the inventory's signature is not the member's")]
    Signature,
}

impl Inventory {
    /// The bytes that are signed: deterministic CBOR.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        spelt(|out| {
            out.array(5)?.u64(self.version())?.bytes(self.member.as_bytes())?.u64(self.number)?.u64(self.taken_at)?;
            out.array(u64::try_from(self.entries.len()).unwrap_or(u64::MAX))?;
            self.entries.iter().try_for_each(|entry| put(out, entry))
        })
    }

    fn version(&self) -> u64 {
        let carried = self.entries.iter().any(|entry| matches!(entry.what, What::Carried(_)));
        if carried { VERSION } else { FIRST_VERSION }
    }

    /// The bytes with the signature of the member's current key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        let bytes = self.to_cbor();
        let signature = key.sign(&message(&bytes)).to_bytes();
        spelt(|out| {
            out.array(2)?.bytes(&bytes)?.bytes(&signature)?;
            Ok(())
        })
    }

    /// Takes a signed inventory apart. Its signature is checked by [`Signed::verify`], once the key
    /// that the backup itself holds is known.
    ///
    /// # Errors
    /// [`InventoryRefusal`].
    pub fn read(signed: &[u8]) -> Result<Signed, InventoryRefusal> {
        let (bytes, signature) = parts(signed).map_err(|_| InventoryRefusal::Damaged)?;
        match version(bytes) {
            Ok(FIRST_VERSION | VERSION) => {}
            Ok(other) => return Err(InventoryRefusal::Version(other)),
            Err(_) => return Err(InventoryRefusal::Damaged),
        }
        let inventory = take(bytes).map_err(|_| InventoryRefusal::Damaged)?;
        if inventory.to_cbor() != bytes {
            return Err(InventoryRefusal::Damaged);
        }
        let once = |what| inventory.entries.iter().filter(|entry| entry.what == what).count() == 1;
        if !once(What::Rows) || !once(What::Key) {
            return Err(InventoryRefusal::Incomplete);
        }
        Ok(Signed { message: message(bytes), signature, inventory })
    }

    /// The entry of the rows or of the key, which every inventory that was read has.
    #[must_use]
    pub fn entry(&self, what: What) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.what == what)
    }
}

/// An inventory whose signature was not checked yet.
#[derive(Debug)]
pub struct Signed {
    pub inventory: Inventory,
    message: Vec<u8>,
    signature: [u8; 64],
}

impl Signed {
    /// Whether `key` signed it.
    ///
    /// # Errors
    /// [`InventoryRefusal::Signature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), InventoryRefusal> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&self.message, &signature).map_err(|_| InventoryRefusal::Signature)
    }
}

fn message(bytes: &[u8]) -> Vec<u8> {
    [CONTEXT.as_bytes(), b"\n", bytes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Inventory {
        let sealed = |n| Some(SealedFile { hash: ObjectHash::from_bytes([n; 32]), bytes: u64::from(n) * 100 });
        let entry = |what, bytes, sealed| Entry { what, bytes, sealed };
        Inventory {
            member: MemberId::from_bytes([3; 32]),
            number: 12,
            taken_at: 1_795_600_000,
            entries: vec![
                entry(What::Rows, 40_000, sealed(1)),
                entry(What::Key, 83, sealed(2)),
                entry(What::Configuration, 2_000, sealed(3)),
                entry(What::Upload(UploadId::from_bytes([4; 16])), 5_000, sealed(5)),
                entry(What::Object(ObjectHash::from_bytes([6; 32])), 1_000_000, sealed(7)),
                entry(What::Object(ObjectHash::from_bytes([8; 32])), 9, None),
            ],
        }
    }

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    /// The bytes for ever: a program that writes others has another format.
    #[test]
    fn an_inventory_has_the_bytes_of_the_written_format() {
        let golden = include_str!("../../tests/golden/backup-inventory.hex");
        assert_eq!(data_encoding::HEXLOWER.encode(&sample().sign(&key())), golden.replace(['\n', ' '], ""));
    }

    /// By hand: the version, and one more entry at the end.
    #[test]
    fn an_inventory_that_names_carried_objects_is_of_the_second_version() {
        let hash = ObjectHash::from_bytes([9; 32]);
        let mut inventory = sample();
        inventory.entries.push(Entry { what: What::Carried(hash), bytes: 77, sealed: None });
        let first = data_encoding::HEXLOWER.encode(&sample().to_cbor());
        let entry = format!("84055820{}184df6", "09".repeat(32));
        let second = format!("{}{entry}", first.replacen("8501", "8502", 1).replacen("86840", "87840", 1));
        assert_eq!(data_encoding::HEXLOWER.encode(&inventory.to_cbor()), second);
        assert_eq!(Inventory::read(&inventory.sign(&key())).unwrap().inventory, inventory);
    }

    #[test]
    fn what_was_signed_is_read_back_and_verifies_with_the_key_alone() {
        let signed = Inventory::read(&sample().sign(&key())).unwrap();
        assert_eq!(signed.inventory, sample());
        assert_eq!(signed.verify(&key().verifying_key()), Ok(()));
        let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
        assert_eq!(signed.verify(&other), Err(InventoryRefusal::Signature));
    }

    #[test]
    fn each_refusal_of_an_inventory_has_bytes_that_meet_it() {
        let signed = sample().sign(&key());
        let refused = |bytes: &[u8]| Inventory::read(bytes).err();
        for cut in [0, 1, 40, signed.len() - 1] {
            assert_eq!(refused(&signed[..cut]), Some(InventoryRefusal::Damaged), "cut at {cut}");
        }
        assert_eq!(refused(&[&signed[..], &[0]].concat()), Some(InventoryRefusal::Damaged));
        let later = spelt(|out| {
            let inner = spelt(|out| out.array(5)?.u64(3)?.ok());
            out.array(2)?.bytes(&inner)?.bytes(&[0; 64])?.ok()
        });
        assert_eq!(refused(&later), Some(InventoryRefusal::Version(3)));
        let no_key = Inventory { entries: vec![sample().entries[0]], ..sample() };
        assert_eq!(refused(&no_key.sign(&key())), Some(InventoryRefusal::Incomplete));
    }
}
