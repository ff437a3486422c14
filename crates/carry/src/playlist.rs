//! The text of playlists (HLS, RFC 8216bis, version 7) and the hashes that go with them.
//!
//! Addresses are arguments. Each carrier is one [`Carrier`] with its pathway, and lists the same renditions.

mod integrity;
mod media;
mod multivariant;
mod steering;

pub use integrity::Integrity;
pub use media::{Ending, MediaPlaylist, media};
pub use multivariant::{Carrier, multivariant, pathway_id};
pub use steering::{SteeringList, order};

/// Version of HLS that the playlists speak: the first with all that fMP4 needs.
const HLS_VERSION: u32 = 7;

/// The lines that both kinds of playlist open with.
fn opening() -> String {
    format!("#EXTM3U\n#EXT-X-VERSION:{HLS_VERSION}\n#EXT-X-INDEPENDENT-SEGMENTS\n")
}

/// An address as it may stand in a playlist. The shell builds addresses from ids and names, so
/// another character is a bug.
fn address(url: String) -> String {
    let plain = |c: char| c.is_ascii_graphic() && c != '"';
    assert!(!url.is_empty() && url.chars().all(plain), "no address for a playlist: {url:?}");
    url
}
