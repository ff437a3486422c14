//! The cookies of a member: the session and the chosen language.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The session of a signed-in user, where a member is reached over plain http.
const SESSION_COOKIE: &str = "ecot_session";
/// The same over https. A browser takes a cookie of such a name only over https, from this very host and for all of it:
/// a neighbour on the same domain cannot put another session in its place (RFC 6265bis, 4.1.3.2).
const SESSION_COOKIE_HTTPS: &str = "__Host-ecot_session";
/// The language chosen in the footer.
pub const LANG_COOKIE: &str = "ecot_lang";

/// Longest `Cookie` header that is read, in bytes.
const COOKIE_MAX_BYTES: usize = 8 * 1024;

/// The name of the session's cookie; `secure` when the base URL is https.
pub const fn session(secure: bool) -> &'static str {
    if secure { SESSION_COOKIE_HTTPS } else { SESSION_COOKIE }
}

/// The value of a cookie. When a name stands twice, neither counts: a neighbour on the same domain may have set one.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut found = None;
    for header in headers.get_all(COOKIE) {
        let text = header.to_str().ok().filter(|text| text.len() <= COOKIE_MAX_BYTES)?;
        for (key, value) in text.split(';').filter_map(|pair| pair.trim().split_once('=')) {
            if key == name && found.replace(value).is_some() {
                return None;
            }
        }
    }
    found
}

/// A `Set-Cookie` value, HttpOnly and SameSite=Lax; `secure` when the base URL is https.
pub fn set(name: &str, value: &str, lives: Duration, secure: bool) -> String {
    let seconds = lives.as_secs();
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// A `Set-Cookie` value that removes a cookie.
pub fn remove(name: &str, secure: bool) -> String {
    set(name, "", Duration::ZERO, secure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_is_found_among_others_and_a_doubled_one_is_not_trusted() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; ecot_session=abc"));
        headers.append(COOKIE, HeaderValue::from_static("b=2"));
        assert_eq!(read(&headers, SESSION_COOKIE), Some("abc"));
        assert_eq!(read(&headers, "c"), None);
        headers.append(COOKIE, HeaderValue::from_static("ecot_session=evil"));
        assert_eq!(read(&headers, SESSION_COOKIE), None);
    }

    #[test]
    fn cookies_carry_their_flags() {
        assert_eq!(
            set("x", "y", Duration::from_secs(60), true),
            "x=y; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(remove("x", false), "x=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
