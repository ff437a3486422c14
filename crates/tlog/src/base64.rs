//! Base64 in its one spelling. RFC 4648, section 4.

use data_encoding::{BASE64, DecodeError};
use zeroize::Zeroizing;

/// Not the one spelling of any bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotBase64;

/// The library reads several encodings one behind the other, each with its padding, as one; here padding ends the text.
pub(crate) fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, NotBase64> {
    let inner = text.len().saturating_sub(2);
    if text.bytes().take(inner).any(|byte| byte == b'=') {
        return Err(NotBase64);
    }
    let decoded: Result<Vec<u8>, DecodeError> = BASE64.decode(text.as_bytes());
    decoded.map(Zeroizing::new).map_err(|_| NotBase64)
}
