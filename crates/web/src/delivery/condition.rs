//! Conditional requests (RFC 9110, section 13), by ETag alone.

use http::header::{IF_NONE_MATCH, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue};

/// Whether the client has what `etag` names, so that 304 is the answer.
pub(super) fn has_it(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let own = opaque(etag);
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || (!tag.is_empty() && Some(strong_part(tag)) == own))
}

/// The Range header, unless If-Range makes it void: the client has a part of something else.
pub(crate) fn range<'a>(headers: &'a HeaderMap, etag: &HeaderValue) -> Option<&'a str> {
    if headers.get(IF_RANGE).is_some_and(|tag| tag != etag) {
        return None;
    }
    headers.get(RANGE).and_then(|value| value.to_str().ok())
}

fn opaque(etag: &HeaderValue) -> Option<&str> {
    etag.to_str().ok().map(strong_part)
}

fn strong_part(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(http::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_client_has_it_when_one_of_its_tags_is_ours() {
        let own = HeaderValue::from_static("\"abc\"");
        let cases = [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"x\"", false),
            ("abc", false),
            ("", false),
        ];
        for (sent, expected) in cases {
            assert_eq!(has_it(&headers(&[(IF_NONE_MATCH, sent)]), &own), expected, "{sent}");
        }
        assert!(!has_it(&HeaderMap::new(), &own));
    }

    #[test]
    fn a_range_of_something_else_is_void() {
        let own = HeaderValue::from_static("\"abc\"");
        let cases = [
            (vec![(RANGE, "bytes=0-1")], Some("bytes=0-1")),
            (vec![(RANGE, "bytes=0-1"), (IF_RANGE, "\"abc\"")], Some("bytes=0-1")),
            (vec![(RANGE, "bytes=0-1"), (IF_RANGE, "W/\"abc\"")], None),
            (vec![(RANGE, "bytes=0-1"), (IF_RANGE, "\"old\"")], None),
            (vec![(RANGE, "bytes=0-1"), (IF_RANGE, "Mon, 23 Nov 2026 10:00:00 GMT")], None),
        ];
        for (sent, expected) in cases {
            assert_eq!(range(&headers(&sent), &own), expected, "{sent:?}");
        }
    }
}
