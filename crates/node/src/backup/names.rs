//! Under which name a destination remembers what a sealed file holds, without saying it.

use carry::manifest::SigningKey;
use sha2::{Digest, Sha256};

use super::inventory::What;

/// Makes names that only this member, backing up to this recipient, can make: equal for what was
/// sealed already, and saying nothing to whoever keeps the files.
pub struct Names {
    secret: [u8; 32],
}

/// A name of 32 bytes.
pub type Name = [u8; 32];

impl Names {
    /// The names of a member with this key for recipients in age's form. What was sealed to
    /// others has other names: it would not open.
    #[must_use]
    pub fn new(key: &SigningKey, recipient: &str) -> Self {
        Self { secret: hash(&[b"ecot/backup/names/1\n", key.as_bytes(), recipient.as_bytes()]) }
    }

    /// The name of content that never changes: an object, or the first `bytes` of an upload. None
    /// for what is sealed anew each time.
    #[must_use]
    pub fn of(&self, what: &What, bytes: u64) -> Option<Name> {
        match what {
            What::Rows | What::Key | What::Configuration | What::Carried(_) => None,
            What::Upload(id) => Some(hash(&[&self.secret, b"u", id.as_bytes(), &bytes.to_be_bytes()])),
            What::Object(object) => Some(hash(&[&self.secret, b"o", object.as_bytes()])),
        }
    }
}

fn hash(parts: &[&[u8]]) -> Name {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}
