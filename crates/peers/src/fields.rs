//! The signature's fields of an HTTP message.

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, header};

use crate::limits::FIELD_BYTES;
use crate::signature::{FieldRefusal, Fields};

const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");

/// Takes them out of a message's head.
pub(crate) fn of(headers: &HeaderMap) -> Result<Fields, FieldRefusal> {
    Ok(Fields {
        content_digest: single(headers, CONTENT_DIGEST)?,
        signature_input: single(headers, SIGNATURE_INPUT)?,
        signature: single(headers, SIGNATURE)?,
    })
}

/// A field that may be there once.
fn single(headers: &HeaderMap, name: HeaderName) -> Result<Option<String>, FieldRefusal> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().map_err(|_| FieldRefusal::Malformed)?;
    if values.next().is_some() || text.len() > FIELD_BYTES {
        return Err(FieldRefusal::Malformed);
    }
    Ok(Some(text.to_owned()))
}

/// Puts them into a message's head. What was signed changes if somebody compresses it on the way, so that is forbidden.
pub(crate) fn put(fields: &Fields, headers: &mut HeaderMap) {
    let Fields { content_digest, signature_input, signature } = fields;
    for (name, text) in [(CONTENT_DIGEST, content_digest), (SIGNATURE_INPUT, signature_input), (SIGNATURE, signature)] {
        // What we wrote is printable ASCII.
        if let Some(value) = text.as_ref().and_then(|text| HeaderValue::from_str(text).ok()) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
}
