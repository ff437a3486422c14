//! The media playlist of one rendition: byte ranges of one object.

use data_encoding::HEXLOWER;

use super::{address, opening};
use crate::manifest::{Init, Segment};
use crate::seal::{SegmentPlace, filled_len, segment_iv};

/// What a media playlist is made of.
pub struct MediaPlaylist<'a> {
    /// Where the rendition's bytes are.
    pub object_url: &'a str,
    pub init: &'a Init,
    pub segments: &'a [Segment],
    /// Of a rendition that is encrypted: the address of its key.
    pub key_url: Option<&'a str>,
    pub ending: Ending,
}

/// Whether segments may still come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The rendition is whole.
    Whole,
    /// The rendition grows: an EVENT playlist, to be asked for again until it has ended.
    Growing {
        /// Seconds that no segment exceeds; the same in every answer.
        target_duration_s: u64,
        /// No more segments will come.
        ended: bool,
    },
}

/// The text of a media playlist. Media sequence numbers begin at 0.
///
/// # Panics
/// If an address has a character that cannot stand in a playlist.
#[must_use]
pub fn media(playlist: &MediaPlaylist<'_>) -> String {
    let url = address(playlist.object_url.to_owned());
    let (kind, target, ended) = match playlist.ending {
        Ending::Whole => ("VOD", 0, true),
        Ending::Growing { target_duration_s, ended } => ("EVENT", target_duration_s, ended),
    };
    let target = playlist.segments.iter().map(seconds).max().unwrap_or(0).max(target).max(1);
    let mut text = opening();
    text += &format!("#EXT-X-TARGETDURATION:{target}\n#EXT-X-MEDIA-SEQUENCE:0\n");
    text += &format!("#EXT-X-PLAYLIST-TYPE:{kind}\n");
    let key_url = playlist.key_url.map(|key| address(key.to_owned()));
    if let Some(key) = &key_url {
        // Without a stated IV a player would take the first segment's number for the init section.
        let iv = HEXLOWER.encode(&segment_iv(SegmentPlace::Init));
        text += &format!("#EXT-X-KEY:METHOD=AES-128,URI=\"{key}\",IV=0x{iv}\n");
    }
    let Init { start, len, .. } = playlist.init;
    let len = if key_url.is_some() { &filled_len(*len) } else { len };
    text += &format!("#EXT-X-MAP:URI=\"{url}\",BYTERANGE=\"{len}@{start}\"\n");
    if let Some(key) = &key_url {
        text += &format!("#EXT-X-KEY:METHOD=AES-128,URI=\"{key}\"\n");
    }
    for Segment { start, len, duration_ms, .. } in playlist.segments {
        let (whole, rest) = (duration_ms / 1_000, duration_ms % 1_000);
        text += &format!("#EXTINF:{whole}.{rest:03},\n#EXT-X-BYTERANGE:{len}@{start}\n{url}\n");
    }
    if ended {
        text += "#EXT-X-ENDLIST\n";
    }
    text
}

/// A segment's duration in whole seconds, to the nearest, as the target duration is compared.
fn seconds(segment: &Segment) -> u64 {
    segment.duration_ms.saturating_add(500) / 1_000
}
