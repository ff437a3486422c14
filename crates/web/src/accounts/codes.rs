//! Account recovery codes: typed once instead of the password, each works once.

use seams::{Entropy, entropy};
use sha2::{Digest, Sha256};

use super::paper;

/// Codes handed out together.
pub const CODES: usize = 10;
/// Random bytes of a code: 80 bits, so that a fast hash is enough.
const CODE_BYTES: usize = 10;

/// A recovery code, as its owner keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; CODE_BYTES]);

impl RecoveryCode {
    /// Draws [`CODES`] new ones.
    pub fn draw(source: &dyn Entropy) -> Vec<Self> {
        (0..CODES).map(|_| Self(entropy::random(source))).collect()
    }

    /// Reads a typed code; capitals, spaces and dashes do not count. `None` if it cannot be one.
    pub fn parse(typed: &str) -> Option<Self> {
        paper::read(typed)?.try_into().ok().map(Self)
    }

    /// The code in groups, for paper.
    pub fn reveal(&self) -> String {
        paper::write(&self.0)
    }

    /// What the database keeps.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::new_with_prefix("ecot/recovery-code/1\n").chain_update(self.0).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_from_careless_typing() {
        let code = RecoveryCode([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        let text = code.reveal();
        assert_eq!(text, "0123-4567-89ab-cdef");
        assert!(RecoveryCode::parse(" OL23 4567 89AB cdef ").is_some_and(|read| read == code));
        for bad in ["", "0123", "0123-4567-89ab-cdeu", &"0".repeat(400)] {
            assert!(RecoveryCode::parse(bad).is_none(), "{bad}");
        }
    }
}
