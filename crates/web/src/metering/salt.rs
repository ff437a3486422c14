use std::net::IpAddr;
use std::num::NonZeroU64;
use std::sync::{PoisonError, RwLock};

use seams::{Entropy, entropy};
use sha2::{Digest, Sha256};

use super::ClientAddress;

/// Bytes of an IPv6 address that name a household; the rest its machines choose as they like.
const HOUSEHOLD_BYTES: usize = 8;

/// The secret of one hour, under which addresses become viewers. Random, in memory only: when it
/// is gone, nobody can tell whose hash was whose.
pub struct Salt(RwLock<[u8; 32]>);

impl Salt {
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(RwLock::new(entropy::random(entropy)))
    }

    /// Takes a new secret.
    pub fn turn(&self, entropy: &dyn Entropy) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = entropy::random(entropy);
    }

    /// The viewer behind an address: SHA-256 of secret and address, shortened. All addresses of
    /// an IPv6 household are one viewer.
    pub fn viewer(&self, ClientAddress(address): ClientAddress) -> NonZeroU64 {
        let salt = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut hash = Sha256::new_with_prefix(*salt);
        match address.to_canonical() {
            IpAddr::V4(address) => hash.update(address.octets()),
            IpAddr::V6(address) => hash.update(&address.octets()[..HOUSEHOLD_BYTES]),
        }
        let mut short = [0; 8];
        for (to, from) in short.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        NonZeroU64::new(u64::from_be_bytes(short)).unwrap_or(NonZeroU64::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn address(text: &str) -> ClientAddress {
        ClientAddress(text.parse().unwrap())
    }

    #[test]
    fn a_viewer_is_the_same_within_an_hour_and_unknown_after_it() {
        let entropy = Counting(1.into());
        let salt = Salt::new(&entropy);
        let before = salt.viewer(address("192.0.2.1"));
        assert_eq!(before, salt.viewer(address("192.0.2.1")));
        assert_eq!(before, salt.viewer(address("::ffff:192.0.2.1")));
        assert_ne!(before, salt.viewer(address("192.0.2.2")));
        salt.turn(&entropy);
        assert_ne!(before, salt.viewer(address("192.0.2.1")));
    }

    #[test]
    fn a_household_is_one_viewer() {
        let salt = Salt::new(&Counting(1.into()));
        let one = salt.viewer(address("2001:db8:0:1::1"));
        assert_eq!(one, salt.viewer(address("2001:db8:0:1:ffff::2")));
        assert_ne!(one, salt.viewer(address("2001:db8:0:2::1")));
    }
}
