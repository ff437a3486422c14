//! The ids of rows that never leave the member.

use std::fmt;
use std::str::FromStr;

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an id: {chars} lower-case hex digits are")]
pub struct IdTextRefusal {
    /// How many digits this kind of id has.
    pub chars: usize,
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// The bytes of the id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdTextRefusal;

            fn from_str(text: &str) -> Result<Self, IdTextRefusal> {
                parse_hex(text).map(Self)
            }
        }
    };
}

fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], IdTextRefusal> {
    let refusal = IdTextRefusal { chars: 2 * N };
    let lower = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    if text.len() != 2 * N || !text.bytes().all(lower) {
        return Err(refusal);
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| refusal)?;
    }
    Ok(bytes)
}

hex_id! {
    /// An account: 16 random bytes, shown as 32 hex digits.
    UserId, 16
}
hex_id! {
    /// An upload: 16 random bytes, shown as 32 hex digits.
    UploadId, 16
}
hex_id! {
    /// An API token's row (not the token): 16 random bytes.
    TokenId, 16
}
hex_id! {
    /// A machine of a person's own: 16 random bytes. Its first half names its pathway.
    OwnMachineId, 16
}
hex_id! {
    /// An invitation's row (not what its link holds): 16 random bytes.
    InvitationId, 16
}
hex_id! {
    /// One flush of usage rows: 16 bytes that its writer never uses for other rows.
    BatchId, 16
}
hex_id! {
    /// One worker of one process: 16 random bytes, new at each start.
    HolderId, 16
}

/// The SHA-256 of something that opens a door: a session's cookie, a token, a link, a recovery
/// code. The database never sees the thing itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id! {
    /// A job, in the order in which jobs were queued; 1 and up.
    JobId
}
number_id! {
    /// An expense, in the order of entry; 1 and up.
    ExpenseId
}
number_id! {
    /// A capacity, in the order of entry; 1 and up.
    CapacityId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shown_in_lower_case_hex_and_read_back() {
        let id = UserId::from_bytes([0xab; 16]);
        assert_eq!(id.to_string(), "ab".repeat(16));
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn a_text_of_another_length_or_alphabet_is_no_id() {
        for text in ["", "ab", &"AB".repeat(16), &"zz".repeat(16), &"é".repeat(16)] {
            assert_eq!(text.parse::<UserId>(), Err(IdTextRefusal { chars: 32 }), "{text}");
        }
    }

    #[test]
    fn a_hash_of_a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", SecretHash::from_bytes([7; 32])), "SecretHash(…)");
    }
}
