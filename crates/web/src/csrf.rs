//! Proof that a changing request comes from one of our own pages.
//!
//! Three nets, each enough alone in a current browser: cookies are SameSite=Lax; the browser's own word about the
//! request's origin must not be foreign; and a token bound to the cookie must come in the form's field `csrf` or in
//! the header `X-Ecot-Csrf`. Requests that carry a bearer token and no cookie need none of this.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;

use crate::sessions::Secret;

/// The header in which scripts of our pages send the token.
pub const CSRF_HEADER: &str = "x-ecot-csrf";

const CONTEXT: &str = "ecot/csrf/1";
const FETCH_SITE: &str = "sec-fetch-site";

/// The token bound to a session's or a visitor's cookie.
pub fn token(cookie: &Secret) -> String {
    BASE64URL_NOPAD.encode(&bound(cookie))
}

/// The same as bytes.
pub fn bound(cookie: &Secret) -> [u8; 32] {
    cookie.derive(CONTEXT)
}

/// Why a changing request is refused, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsrfRefusal {
    /// The browser says that another site sent it.
    ForeignOrigin,
    /// No token, or not the one bound to the cookie.
    Token,
}

/// Checks the origin as the browser states it.
///
/// `Origin` must be the base URL's or the host that the request was sent to; without it, `Sec-Fetch-Site` must not
/// name another site. A client that states neither is no browser: the token alone decides.
///
/// # Errors
/// [`CsrfRefusal::ForeignOrigin`].
pub fn check_origin(headers: &HeaderMap, authority: Option<&str>, base_url: &str) -> Result<(), CsrfRefusal> {
    let foreign = Err(CsrfRefusal::ForeignOrigin);
    if let Some(origin) = headers.get(ORIGIN) {
        let Ok(origin) = origin.to_str() else { return foreign };
        let host = authority.or_else(|| headers.get(HOST).and_then(|host| host.to_str().ok()));
        let own = origin.split_once("://").map(|(_, rest)| rest);
        let same = origin == base_url.trim_end_matches('/') || (own.is_some() && own == host);
        return if same { Ok(()) } else { foreign };
    }
    match headers.get(FETCH_SITE).map(|value| value.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => foreign,
    }
}

/// Compares a sent token with the one bound to the cookie, in constant time.
///
/// # Errors
/// [`CsrfRefusal::Token`].
pub fn check_token(cookie: Option<&Secret>, sent: Option<&str>) -> Result<(), CsrfRefusal> {
    let (Some(cookie), Some(sent)) = (cookie, sent) else { return Err(CsrfRefusal::Token) };
    let same: bool = token(cookie).as_bytes().ct_eq(sent.as_bytes()).into();
    if same { Ok(()) } else { Err(CsrfRefusal::Token) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const BASE: &str = "https://member.example";

    #[test]
    fn a_request_that_another_site_sent_is_refused() {
        let rows: [(&[(&'static str, &'static str)], bool); 8] = [
            (&[("origin", BASE)], true),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true),
            (&[("origin", "https://evil.example"), ("host", "member.example")], false),
            (&[("origin", "null"), ("host", "member.example")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[], true),
        ];
        for (pairs, allowed) in rows {
            let headers: HeaderMap =
                pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
            assert_eq!(check_origin(&headers, None, BASE).is_ok(), allowed, "{pairs:?}");
        }
    }

    #[test]
    fn only_the_token_bound_to_the_cookie_passes() {
        let ana = Secret::parse(&"A".repeat(43)).unwrap();
        let bob = Secret::parse(&format!("{}g", "A".repeat(42))).unwrap_or_else(|| ana.clone());
        assert_eq!(check_token(Some(&ana), Some(&token(&ana))), Ok(()));
        assert_eq!(check_token(Some(&ana), None), Err(CsrfRefusal::Token));
        assert_eq!(check_token(None, Some(&token(&ana))), Err(CsrfRefusal::Token));
        assert_eq!(check_token(Some(&ana), Some("x")), Err(CsrfRefusal::Token));
        assert_ne!(token(&ana), token(&bob));
    }
}
