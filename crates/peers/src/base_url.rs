//! The address at which a member is asked.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

/// Characters of an address, at most.
const MOST_CHARS: usize = 512;

/// Scheme, host and port of a member, such as `https://video.example.org`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUrl(Url);

/// Why a text is no such address. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BaseUrlRefusal {
    #[error("the address is too long")]
    TooLong,
    #[error("this is no address; one looks like https://video.example.org")]
    NoUrl,
    #[error("the address does not begin with https:// or http://")]
    Scheme,
    #[error("the address has a name or password in it")]
    Credentials,
    #[error("the address has more than scheme, host and port")]
    More,
}

impl BaseUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// The first [`BaseUrlRefusal`] that applies.
    pub fn parse(text: &str) -> Result<Self, BaseUrlRefusal> {
        if text.len() > MOST_CHARS {
            return Err(BaseUrlRefusal::TooLong);
        }
        let url = Url::parse(text).map_err(|_| BaseUrlRefusal::NoUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            Err(BaseUrlRefusal::Scheme)
        } else if !url.username().is_empty() || url.password().is_some() {
            Err(BaseUrlRefusal::Credentials)
        } else if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            Err(BaseUrlRefusal::More)
        } else {
            Ok(Self(url))
        }
    }

    /// Whether what is sent there is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// `@authority` of RFC 9421: the host in lower case, and the port unless it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The address in numbers, if the host is one: no name is asked for it.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.0.host_str().and_then(|host| host.trim_matches(['[', ']']).parse().ok())
    }

    /// The whole address of a path with its query.
    pub(crate) fn with(&self, path_and_query: &str) -> Option<Url> {
        let mut url = self.0.clone();
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        url.set_path(path);
        url.set_query((!query.is_empty()).then_some(query));
        Some(url).filter(|url| url.path() == path && url.query().unwrap_or_default() == query)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_of_an_address_has_a_text_that_meets_it() {
        let long = format!("https://{}.example", "a".repeat(MOST_CHARS));
        for (text, refusal) in [
            (long.as_str(), BaseUrlRefusal::TooLong),
            ("video.example.org", BaseUrlRefusal::NoUrl),
            ("ftp://video.example.org", BaseUrlRefusal::Scheme),
            ("unix:/run/ecot", BaseUrlRefusal::Scheme),
            ("https://", BaseUrlRefusal::NoUrl),
            ("https://me:secret@video.example.org", BaseUrlRefusal::Credentials),
            ("https://video.example.org/ecot", BaseUrlRefusal::More),
            ("https://video.example.org/?a", BaseUrlRefusal::More),
            ("https://video.example.org/#a", BaseUrlRefusal::More),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(refusal), "{text}");
        }
    }

    #[test]
    fn the_authority_has_a_port_only_if_it_is_not_the_schemes_own() {
        let authority = |text: &str| BaseUrl::parse(text).unwrap().authority();
        assert_eq!(authority("https://Video.Example.org:443"), "video.example.org");
        assert_eq!(authority("http://video.example.org:443/"), "video.example.org:443");
        assert_eq!(authority("http://[::1]:8080"), "[::1]:8080");
        assert_eq!(authority("https://écot.example"), "xn--cot-9la.example");
    }

    #[test]
    fn a_path_is_sent_as_it_was_signed_or_not_at_all() {
        let base = BaseUrl::parse("https://video.example.org").unwrap();
        let with = |path: &str| base.with(path).map(|url| url.to_string());
        assert_eq!(with("/peer/log?from=3").as_deref(), Some("https://video.example.org/peer/log?from=3"));
        for changed in ["/a/../b", "peer", "/a b", "/a#b", "//other.example/a\\b"] {
            assert_eq!(with(changed), None, "{changed}");
        }
    }
}
