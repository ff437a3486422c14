//! Secrets that people keep on paper: Crockford's base32 in groups, read back whatever the capitals and dashes.

use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};

/// Characters between two dashes.
const GROUP: usize = 4;
/// Longest text that is read, in bytes.
const TYPED_MAX_BYTES: usize = 128;

/// Crockford's base32: no `u`; `i` and `l` are read as `1`, `o` as `0`.
static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    specification.translate.from.push_str("ABCDEFGHJKMNPQRSTVWXYZilILoO");
    specification.translate.to.push_str("abcdefghjkmnpqrstvwxyz111100");
    match specification.encoding() {
        Ok(encoding) => encoding,
        Err(error) => unreachable!("Crockford's alphabet is an encoding: {error}"),
    }
});

/// The text of some bytes, in groups.
pub(super) fn write(bytes: &[u8]) -> String {
    let text: Vec<char> = CROCKFORD.encode(bytes).chars().collect();
    text.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// The bytes of a typed text; `None` if it cannot be one.
pub(super) fn read(typed: &str) -> Option<Vec<u8>> {
    if typed.len() > TYPED_MAX_BYTES {
        return None;
    }
    let kept: String = typed.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    CROCKFORD.decode(kept.as_bytes()).ok()
}
