//! Ids: videos in base32, objects and members in hex.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, DecodeKind};

pub use purse::id::{ID_BYTES, IdRefusal, MemberId, ObjectHash};

/// Characters of a video's id: 32 bytes, 5 bits a character, no padding.
pub const VIDEO_ID_CHARS: usize = 52;

/// A video: the SHA-256 of its manifest core's CBOR, known before anything is encoded. Shown as 52
/// characters of lower-case base32 (RFC 4648) without padding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VideoId([u8; ID_BYTES]);

impl VideoId {
    /// The id with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes of the id.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; ID_BYTES] {
        &self.0
    }
}

impl fmt::Display for VideoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
    }
}

impl fmt::Debug for VideoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VideoId({self})")
    }
}

impl FromStr for VideoId {
    type Err = IdRefusal;

    fn from_str(text: &str) -> Result<Self, IdRefusal> {
        if text.len() != VIDEO_ID_CHARS {
            return Err(IdRefusal::Length);
        }
        let lower = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        if !text.bytes().all(lower) {
            return Err(IdRefusal::Alphabet);
        }
        let mut bytes = [0; ID_BYTES];
        match BASE32_NOPAD.decode_mut(text.to_ascii_uppercase().as_bytes(), &mut bytes) {
            Ok(_) => Ok(Self(bytes)),
            Err(partial) if partial.error.kind == DecodeKind::Trailing => Err(IdRefusal::TrailingBits),
            Err(_) => Err(IdRefusal::Alphabet),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_id_is_52_characters_of_lower_case_base32_and_read_back() {
        let id = VideoId::from_bytes([0xff; 32]);
        let text = id.to_string();
        assert_eq!(text.len(), VIDEO_ID_CHARS);
        assert_eq!(text, format!("{}q", "7".repeat(51)));
        assert_eq!(text.parse(), Ok(id));
    }

    #[test]
    fn each_refusal_of_a_video_id_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("a".repeat(51), IdRefusal::Length),
            ("a".repeat(53), IdRefusal::Length),
            ("A".repeat(52), IdRefusal::Alphabet),
            ("1".repeat(52), IdRefusal::Alphabet),
            ("é".repeat(26), IdRefusal::Alphabet),
            ("7".repeat(52), IdRefusal::TrailingBits),
        ] {
            assert_eq!(text.parse::<VideoId>(), Err(refusal), "{text}");
        }
    }
}
