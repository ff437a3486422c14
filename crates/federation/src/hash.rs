//! The hashes by which entries, resolutions, reports and documents are named.

use std::fmt;

use data_encoding::HEXLOWER;
use minicbor::{Decode, Encode};
use purse::id::MemberId;
use sha2::{Digest, Sha256};

use crate::cbor;

/// A SHA-256, shown as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(n(0), with = "cbor::as_bytes")] pub [u8; 32]);

impl Hash {
    /// Stands where there is nothing before.
    pub const ZERO: Self = Self([0; 32]);

    /// Of a structure under its context line, as it is signed too: `context`, a newline, the bytes.
    #[must_use]
    pub fn of(context: &str, bytes: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(context.as_bytes());
        hash.update(b"\n");
        hash.update(bytes);
        Self(hash.finalize().into())
    }

    /// Of an entry, as others refer to it: of its author's id and its leaf. Whoever copies another's leaf into a log of its own
    /// has said something else, to which nobody has agreed.
    #[must_use]
    pub fn of_entry(author: &MemberId, leaf: &[u8]) -> Self {
        Self::of("ecot/entry/1", &[author.as_bytes().as_slice(), leaf].concat())
    }

    /// Of a document that an entry refers to. The salt stays beside the document: when both are erased, nobody can find
    /// out from the hash what was there.
    #[must_use]
    pub fn of_document(salt: &[u8; 32], document: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(salt);
        hash.update(document);
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}
