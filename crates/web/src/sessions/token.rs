//! Secrets that a browser or a script holds: 256 random bits, of which the member keeps only the hash.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use seams::{Entropy, entropy};
use sha2::{Digest, Sha256};

/// Bytes of a secret.
const SECRET_BYTES: usize = 32;

/// A bearer secret. Its text goes to its holder once; its hash goes to the database.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// Draws a new one.
    pub fn draw(source: &dyn Entropy) -> Self {
        Self(entropy::random(source))
    }

    /// Reads the text of a secret: 43 characters of base64url. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The text for its holder.
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What the database keeps: SHA-256 of the bytes. A fast hash is enough for 256 random bits.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// A value bound to this secret that tells nothing about it: SHA-256 over a context line and the bytes.
    pub fn derive(&self, context: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(context.as_bytes());
        hash.update(b"\n");
        hash.update(self.0);
        hash.finalize().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_from_its_text_and_nothing_else_is_one() {
        let secret = Secret([5; SECRET_BYTES]);
        assert_eq!(secret.reveal().len(), 43);
        assert_eq!(Secret::parse(&secret.reveal()), Some(secret.clone()));
        for bad in ["", "short", &format!("{}A", secret.reveal()), &format!("{}=", secret.reveal())] {
            assert_eq!(Secret::parse(bad), None, "{bad}");
        }
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }
}
