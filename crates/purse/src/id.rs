//! The ids that usage rows and manifests share: 32 bytes, shown as lower-case hex.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;

/// Bytes in an id.
pub const ID_BYTES: usize = 32;

/// Why a text is no id. In the order in which they are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum IdRefusal {
    /// Longer or shorter than this kind of id is.
    #[error("an id of this kind has another length")]
    Length,
    /// A character outside this kind's alphabet; upper case is outside of it.
    #[error("an id of this kind has no such character")]
    Alphabet,
    /// The last character says more bits than the id has, so that two texts would mean one id.
    #[error("the last character of the id is not the one that it is written with")]
    TrailingBits,
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; ID_BYTES]);

        impl $name {
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdRefusal;

            fn from_str(text: &str) -> Result<Self, IdRefusal> {
                if text.len() != 2 * ID_BYTES {
                    return Err(IdRefusal::Length);
                }
                let mut bytes = [0; ID_BYTES];
                match HEXLOWER.decode_mut(text.as_bytes(), &mut bytes) {
                    Ok(_) => Ok(Self(bytes)),
                    Err(_) => Err(IdRefusal::Alphabet),
                }
            }
        }
    };
}

hex_id! {
    /// An object: the SHA-256 of its bytes, shown as 64 lower-case hex digits.
    ObjectHash
}

hex_id! {
    /// A member: the SHA-256 of its first Ed25519 public key (32 bytes), shown as 64 lower-case
    /// hex digits. It stays the same when the key is changed.
    MemberId
}

hex_id! {
    /// What was written down once about money: an estimate, a bill, a gift, a correction. The shell gives it, from the
    /// hash of the entry where there is a log. Shown as 64 lower-case hex digits.
    EntryId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_in_lower_case_hex_and_read_back() {
        let id = ObjectHash::from_bytes([0xab; 32]);
        assert_eq!(id.to_string(), "ab".repeat(32));
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn each_refusal_of_a_hex_id_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("ab".repeat(31), IdRefusal::Length),
            ("ab".repeat(33), IdRefusal::Length),
            ("AB".repeat(32), IdRefusal::Alphabet),
            ("g0".repeat(32), IdRefusal::Alphabet),
        ] {
            assert_eq!(text.parse::<MemberId>(), Err(refusal), "{text}");
        }
    }
}
