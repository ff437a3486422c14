//! The recipient of a backup as 32 bytes, as logs have it, and as age writes it.

use age::x25519::Recipient;
use bech32::{Bech32, Hrp};

/// How age names its public keys.
const PUBLIC_KEY: Hrp = Hrp::parse_unchecked("age");

/// The X25519 public key of a recipient.
///
/// # Panics
/// Never: age writes its own keys as bech32 of 32 bytes.
#[must_use]
pub fn to_bytes(recipient: &Recipient) -> [u8; 32] {
    let decoded = bech32::decode(&recipient.to_string()).ok().and_then(|(_, bytes)| bytes.try_into().ok());
    match decoded {
        Some(bytes) => bytes,
        None => panic!("age writes a public key that is not 32 bytes in bech32"),
    }
}

/// The recipient of these bytes; none if they are no key.
#[must_use]
pub fn from_bytes(bytes: &[u8; 32]) -> Option<Recipient> {
    bech32::encode::<Bech32>(PUBLIC_KEY, bytes).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use testkit::SeededEntropy;

    use super::*;
    use crate::backup::phrase::Phrase;

    #[test]
    fn a_recipient_is_the_same_after_its_way_through_a_log() {
        let recipient = Phrase::draw(&SeededEntropy::new(5)).recipient();
        let back = from_bytes(&to_bytes(&recipient)).unwrap();
        assert_eq!(back.to_string(), recipient.to_string());
    }
}
