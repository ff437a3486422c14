//! The fields with which a viewer's browser asks for what a player needs. Members that watch unannounced ask with the same and no
//! others: who serves them cannot tell the two apart by the request itself. What lies below it is a program's, and so is the
//! address.

use http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName, ORIGIN, REFERER, USER_AGENT};
use http::{HeaderMap, HeaderValue};

use super::Verb;
use crate::base_url::BaseUrl;

/// A browser that many have. It sends fewer fields than others.
const BROWSER: HeaderValue =
    HeaderValue::from_static("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
const LANGUAGES: HeaderValue = HeaderValue::from_static("fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3");

/// Of a request to another site than the page's. `page` is where the page is; none if it has no address that can be told.
pub(super) fn to_another(page: &BaseUrl) -> Option<HeaderMap> {
    let mut fields = every("cross-site");
    // Pages tell other sites no path: their Referrer-Policy is `same-origin`.
    fields.insert(ORIGIN, HeaderValue::try_from(page.to_string()).ok()?);
    Some(fields)
}

/// Of a request to the page's own site; `path` is the page's.
pub(super) fn to_own(site: &BaseUrl, path: &str, verb: Verb) -> Option<HeaderMap> {
    let mut fields = every("same-origin");
    fields.insert(REFERER, HeaderValue::try_from(format!("{site}{path}")).ok()?);
    if verb == Verb::Post {
        fields.insert(ORIGIN, HeaderValue::try_from(site.to_string()).ok()?);
    }
    Some(fields)
}

fn every(site: &'static str) -> HeaderMap {
    let fetched = [("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors"), ("sec-fetch-site", site)];
    let fetched = fetched.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    let known = [(USER_AGENT, BROWSER), (ACCEPT, HeaderValue::from_static("*/*")), (ACCEPT_LANGUAGE, LANGUAGES)];
    known.into_iter().chain(fetched).collect()
}
