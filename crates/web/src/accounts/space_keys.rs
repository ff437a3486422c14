//! The keys of a space: one pair that its videos name, and the recovery pair of which only the public half stays here.
//!
//! The recovery pair's private half is shown once, for paper: with it and the members' quorum a space finds a new
//! home when its member is gone. It is not an account recovery code.

use ed25519_dalek::SigningKey;
use seams::{Entropy, entropy};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::paper;

/// Bytes of the check at the end of a printed key: a slip of the pen is noticed.
const CHECK_BYTES: usize = 3;

/// The keys of a new space.
pub struct SpaceKeys {
    /// Ed25519 private key of the space; the member keeps it.
    pub space_secret: Zeroizing<[u8; 32]>,
    /// Its public half, in the core of every video.
    pub space_public: [u8; 32],
    /// Public half of the recovery pair, in the core of every video.
    pub recovery_public: [u8; 32],
    /// The recovery pair's private half for paper; nothing else keeps it.
    pub recovery_printed: Zeroizing<String>,
}

impl SpaceKeys {
    /// Draws both pairs.
    pub fn draw(source: &dyn Entropy) -> Self {
        let space_secret = Zeroizing::new(entropy::random::<32>(source));
        let recovery_secret = Zeroizing::new(entropy::random::<32>(source));
        Self {
            space_public: SigningKey::from_bytes(&space_secret).verifying_key().to_bytes(),
            recovery_public: SigningKey::from_bytes(&recovery_secret).verifying_key().to_bytes(),
            recovery_printed: Zeroizing::new(print(&recovery_secret)),
            space_secret,
        }
    }
}

/// The key and the first bytes of its SHA-256, in groups: 56 characters.
fn print(secret: &[u8; 32]) -> String {
    let mut bytes = Zeroizing::new(secret.to_vec());
    bytes.extend_from_slice(&Sha256::digest(secret)[..CHECK_BYTES]);
    paper::write(&bytes)
}

/// Reads a printed space recovery key; `None` if a character is wrong or missing.
pub fn read_printed(typed: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(paper::read(typed)?);
    let (secret, check) = bytes.split_at_checked(32)?;
    let right = check == &Sha256::digest(secret)[..CHECK_BYTES];
    right.then(|| secret.try_into().ok().map(Zeroizing::new)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;
    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) {
            for (byte, value) in out.iter_mut().zip(1..) {
                *byte = value;
            }
        }
    }

    #[test]
    fn the_printed_key_is_the_private_half_as_it_was_spelt_first_and_a_slip_is_noticed() {
        let keys = SpaceKeys::draw(&Counting);
        let read = read_printed(&keys.recovery_printed).unwrap();
        assert_eq!(SigningKey::from_bytes(&read).verifying_key().to_bytes(), keys.recovery_public);
        let golden = include_str!("../../tests/golden/space-recovery-key.txt");
        assert_eq!(format!("{}\n", *keys.recovery_printed), golden, "spelt in another way than before");
        assert_eq!(read_printed(golden).unwrap(), read);
        let public = data_encoding::HEXLOWER.encode(&keys.recovery_public);
        assert!(include_str!("../../../../docs/formats/keys.md").contains(&public), "the page shows the public half");
        let slipped = keys.recovery_printed.replacen('0', "7", 1);
        assert!(read_printed(&slipped).is_none());
    }
}
