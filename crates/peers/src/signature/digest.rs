use std::fmt;

use data_encoding::BASE64;
use sfv::{Dictionary, ListEntry, Parser};
use sha2::{Digest, Sha256};

use super::FieldRefusal;

/// `Content-Digest` (RFC 9530) with SHA-256: `sha-256=:...:`. A body that is empty has one as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentDigest([u8; 32]);

impl ContentDigest {
    /// The digest of a body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self(Sha256::digest(body).into())
    }

    /// Reads the field's value.
    ///
    /// # Errors
    /// [`FieldRefusal::Digest`]: other algorithms are not looked at, and no second digest may stand beside it.
    pub fn read(text: &str) -> Result<Self, FieldRefusal> {
        let refused = FieldRefusal::Digest;
        let fields: Dictionary = Parser::new(text).parse().map_err(|_| refused)?;
        let Some(ListEntry::Item(item)) = fields.get("sha-256") else { return Err(refused) };
        let bytes = item.bare_item.as_byte_sequence().ok_or(refused)?;
        let digest = Self(bytes.try_into().map_err(|_| refused)?);
        if digest.to_string() == text { Ok(digest) } else { Err(refused) }
    }
}

impl fmt::Display for ContentDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha-256=:{}:", BASE64.encode(&self.0))
    }
}

/// The digest of a body that comes in pieces.
#[derive(Debug, Default)]
pub struct Digesting(Sha256);

impl Digesting {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn finish(self) -> ContentDigest {
        ContentDigest(self.0.finalize().into())
    }
}
