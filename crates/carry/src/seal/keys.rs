//! Keys: wiped when dropped, never shown by `Debug`.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Characters of a video key in a link's fragment: 32 bytes in base64url without padding.
pub const LINK_KEY_CHARS: usize = 43;

/// Why a text is no video key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum KeyTextRefusal {
    #[error("a key in a link has 43 characters")]
    Length,
    #[error("a key in a link is written in base64url without padding")]
    Spelling,
}

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; $bytes]);

        impl $name {
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(not shown)"))
            }
        }
    };
}

secret! {
    /// K, the key of a video: opens its sealed payload. 32 random bytes.
    VideoKey, 32
}

secret! {
    /// The AES-128 key of one rendition. 16 random bytes.
    RenditionKey, 16
}

secret! {
    /// The AES-256 key of a video's thumbnail. 32 random bytes.
    ThumbnailKey, 32
}

impl VideoKey {
    /// The key as it stands in a link after `#k=`.
    #[must_use]
    pub fn to_link_text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64URL_NOPAD.encode(&self.0))
    }

    /// The key that stands in a link after `#k=`.
    ///
    /// # Errors
    /// [`KeyTextRefusal`]; the last character must be the one that [`Self::to_link_text`] writes.
    pub fn from_link_text(text: &str) -> Result<Self, KeyTextRefusal> {
        if text.len() != LINK_KEY_CHARS {
            return Err(KeyTextRefusal::Length);
        }
        let mut key = Self([0; 32]);
        match BASE64URL_NOPAD.decode_mut(text.as_bytes(), &mut key.0) {
            Ok(_) => Ok(key),
            Err(_) => Err(KeyTextRefusal::Spelling),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_in_a_link_and_read_back_and_never_shown() {
        let key = VideoKey::from_bytes([0xfb; 32]);
        let text = key.to_link_text();
        assert_eq!(text.len(), LINK_KEY_CHARS);
        let read = VideoKey::from_link_text(&text).map(|read| *read.as_bytes());
        assert_eq!(read, Ok([0xfb; 32]));
        assert_eq!(format!("{key:?}"), "VideoKey(not shown)");
    }

    #[test]
    fn each_refusal_of_a_key_has_a_text_that_meets_it() {
        let refusal = |text: &str| VideoKey::from_link_text(text).map(|_| ()).err();
        assert_eq!(refusal(&"A".repeat(42)), Some(KeyTextRefusal::Length));
        assert_eq!(refusal(&"+".repeat(43)), Some(KeyTextRefusal::Spelling));
        assert_eq!(refusal(&"_".repeat(43)), Some(KeyTextRefusal::Spelling));
    }
}
