//! The headers of tus 1.0: their names, and reading them strictly.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderName};
use data_encoding::BASE64;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The protocol's version, the only one spoken.
pub const VERSION: &str = "1.0.0";
/// What this server can do beside the core.
pub const EXTENSIONS: &str = "creation,creation-with-upload,termination,expiration,checksum";
/// The checksums it knows.
pub const CHECKSUMS: &str = "sha1,sha256";
/// The media type of a PATCH.
pub const PATCH_TYPE: &str = "application/offset+octet-stream";

pub const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
pub const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
pub const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");

/// Longest `Upload-Metadata`, in bytes.
const METADATA_MAX_BYTES: usize = 8 * 1024;
/// Most pairs in it.
const METADATA_MAX_PAIRS: usize = 16;

/// A header that must be a decimal number; `None` if it is missing or anything else.
pub fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A moment as HTTP writes it (RFC 9110, 5.6.7).
pub fn http_date(moment: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).unwrap_or_default()
}

/// The pairs of `Upload-Metadata`; `None` if it is not as the protocol says. Values that are not UTF-8 are left out.
pub fn metadata(headers: &HeaderMap) -> Option<BTreeMap<String, String>> {
    let mut pairs = BTreeMap::new();
    let Some(header) = headers.get(UPLOAD_METADATA) else { return Some(pairs) };
    let text = header.to_str().ok().filter(|text| text.len() <= METADATA_MAX_BYTES)?;
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = BASE64.decode(value.trim().as_bytes()).ok()?;
        if pairs.len() >= METADATA_MAX_PAIRS {
            return None;
        }
        if let Ok(value) = String::from_utf8(value)
            && pairs.insert(key.to_owned(), value).is_some()
        {
            return None;
        }
    }
    Some(pairs)
}

/// A checksum that the client computed over one PATCH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    Sha1([u8; 20]),
    Sha256([u8; 32]),
}

/// `Upload-Checksum`: absent, read, or not one that this server knows.
pub fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, UnknownChecksum> {
    let Some(header) = headers.get(UPLOAD_CHECKSUM) else { return Ok(None) };
    let text = header.to_str().map_err(|_| UnknownChecksum)?;
    let (algorithm, value) = text.split_once(' ').ok_or(UnknownChecksum)?;
    let value = BASE64.decode(value.trim().as_bytes()).map_err(|_| UnknownChecksum)?;
    match algorithm {
        "sha1" => value.try_into().map(|sum| Some(Checksum::Sha1(sum))).map_err(|_| UnknownChecksum),
        "sha256" => value.try_into().map(|sum| Some(Checksum::Sha256(sum))).map_err(|_| UnknownChecksum),
        _ => Err(UnknownChecksum),
    }
}

/// The header names another algorithm or is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownChecksum;

/// Computes a checksum while bytes pass.
pub enum Summer {
    Sha1(Sha1, [u8; 20]),
    Sha256(Sha256, [u8; 32]),
}

impl Summer {
    pub fn new(expected: Checksum) -> Self {
        match expected {
            Checksum::Sha1(sum) => Self::Sha1(Sha1::new(), sum),
            Checksum::Sha256(sum) => Self::Sha256(Sha256::new(), sum),
        }
    }

    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hash, _) => hash.update(bytes),
            Self::Sha256(hash, _) => hash.update(bytes),
        }
    }

    /// Whether the bytes were those that the client summed.
    pub fn matches(self) -> bool {
        match self {
            Self::Sha1(hash, expected) => hash.finalize().as_slice() == expected,
            Self::Sha256(hash, expected) => hash.finalize().as_slice() == expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn numbers_are_plain_decimals() {
        for (text, expected) in
            [("0", Some(0)), ("42", Some(42)), ("-1", None), ("+1", None), ("1.0", None), ("", None)]
        {
            assert_eq!(number(&with(UPLOAD_LENGTH, text), &UPLOAD_LENGTH), expected, "{text}");
        }
        assert_eq!(number(&with(UPLOAD_LENGTH, "18446744073709551616"), &UPLOAD_LENGTH), None);
    }

    #[test]
    fn metadata_is_read_as_the_protocol_says() {
        let read = |text| metadata(&with(UPLOAD_METADATA, text));
        let pairs = read("filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0, flag").unwrap();
        assert_eq!(pairs.get("filename").map(String::as_str), Some("clip.mp4"));
        assert_eq!(pairs.get("filetype").map(String::as_str), Some("video/mp4"));
        assert_eq!(pairs.get("flag").map(String::as_str), Some(""));
        assert_eq!(read("filename not*base64"), None);
        assert_eq!(read("a Yg==,a Yg=="), None, "a key may stand once");
    }

    #[test]
    fn a_checksum_of_another_kind_is_told_apart_from_none() {
        assert_eq!(checksum(&HeaderMap::new()), Ok(None));
        assert_eq!(checksum(&with(UPLOAD_CHECKSUM, "md5 AAAA")), Err(UnknownChecksum));
        assert_eq!(checksum(&with(UPLOAD_CHECKSUM, "sha1 AAAA")), Err(UnknownChecksum));
        let sum = checksum(&with(UPLOAD_CHECKSUM, "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")).unwrap().unwrap();
        let mut summer = Summer::new(sum);
        summer.update(b"hello ");
        summer.update(b"world");
        assert!(summer.matches());
    }
}
