//! The files that pages load: style, islands, pictures, the heading font; embedded in the binary.
//!
//! `npm run build` in `islands/` writes them to `islands/dist` with their content's hash in the name, beside their
//! Brotli and gzip forms, and `names.json` says which name each source got. What it keeps true: an address of an asset
//! never changes its bytes, so it may be kept for ever; nothing is compressed while somebody waits.
//!
//! A debug build reads the files where they lie and runs without them (pages then have no style); a release build
//! refuses to be built without them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(rust_embed::Embed)]
#[folder = "islands/dist"]
#[allow_missing = true]
struct Built;

/// Where assets are served.
pub const PREFIX: &str = "/assets/";
/// The `Cache-Control` of every asset: its address changes when its bytes do.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Source name to built name.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file = Built::get("names.json").map(|file| file.data).unwrap_or_default();
    serde_json::from_slice(&file).unwrap_or_default()
});

/// The address of an asset by its source name (`site.css`, `watch.js`).
pub fn url(name: &str) -> String {
    let built = NAMES.get(name).map_or(name, String::as_str);
    format!("{PREFIX}{built}")
}

/// A file as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The body.
    pub bytes: Cow<'static, [u8]>,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// `Content-Encoding`; with it or without, the answer varies by `Accept-Encoding`.
    pub encoding: Option<&'static str>,
}

/// The asset of a built name (what follows [`PREFIX`]), in the smallest form that the browser takes.
pub fn find(name: &str, accept_encoding: Option<&str>) -> Option<Asset> {
    let content_type = content_type(name)?;
    let accepts = |coding: &str| accept_encoding.is_some_and(|header| accepts(header, coding));
    for (coding, suffix) in [("br", "br"), ("gzip", "gz")] {
        if accepts(coding)
            && let Some(file) = Built::get(&format!("{name}.{suffix}"))
        {
            return Some(Asset { bytes: file.data, content_type, encoding: Some(coding) });
        }
    }
    Built::get(name).map(|file| Asset { bytes: file.data, content_type, encoding: None })
}

/// Whether an `Accept-Encoding` header names a coding without refusing it (`br;q=0`).
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';');
        let named = parts.next().is_some_and(|token| token.trim().eq_ignore_ascii_case(coding));
        named && !parts.any(|part| matches!(part.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// The types of files that there are; any other name is not served.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        "txt" => Some("text/plain; charset=utf-8"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_coding_is_not_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("GZIP;q=0.5", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
    }

    #[test]
    fn built_assets_are_found_under_their_hashed_names_in_the_form_that_the_browser_takes() {
        let built = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("islands/dist/names.json").is_file();
        let style = url("site.css");
        assert_eq!(style != "/assets/site.css", built, "{style}");
        let found = find(style.trim_start_matches(PREFIX), Some("gzip, br"));
        assert_eq!(found.and_then(|asset| asset.encoding), built.then_some("br"));
    }

    #[test]
    fn names_without_a_known_type_are_not_served() {
        assert!(find("names.json", None).is_none());
        assert!(find("../Cargo.toml", None).is_none());
        assert!(find("site", None).is_none());
    }
}
