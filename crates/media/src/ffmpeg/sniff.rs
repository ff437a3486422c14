//! What the first bytes of a file say, before any program reads it.

use crate::{MediaRefusal, begins_as_container};

/// Bytes that are looked at.
pub(super) const LOOKED_AT: usize = 4096;

/// How lists of other files begin, in lower case, after white space.
const PLAYLISTS: [&str; 14] = [
    "#extm3u",
    "#ext-x",
    "#m3u",
    "[playlist]",
    "[reference]",
    "ffconcat",
    "file ",
    "v=0",
    "<smil",
    "<mpd",
    "<asx",
    "http://",
    "https://",
    "rtsp://",
];

/// Words that make an XML text a list of other files.
const XML_PLAYLISTS: [&str; 4] = ["<mpd", "<smil", "<playlist", "<smoothstreamingmedia"];

/// Judges a file by its first bytes (all of it, if it is shorter).
pub(super) fn sniff(first: &[u8]) -> Result<(), MediaRefusal> {
    if first.is_empty() {
        return Err(MediaRefusal::Empty);
    }
    if begins_as_container(first) {
        return Ok(());
    }
    let Some(text) = as_text(first) else { return Err(MediaRefusal::NotAVideo) };
    let text = text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    let text = text.to_ascii_lowercase();
    let listed = PLAYLISTS.iter().any(|start| text.starts_with(start))
        || (text.starts_with("<?xml") && XML_PLAYLISTS.iter().any(|word| text.contains(word)));
    Err(if listed { MediaRefusal::Playlist } else { MediaRefusal::Text })
}

/// The bytes as text, if they are one: UTF-8 (a letter cut off at the end does not count) or
/// Latin-1, without control characters.
fn as_text(first: &[u8]) -> Option<String> {
    let control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b);
    if first.iter().any(control) {
        return None;
    }
    let valid = std::str::from_utf8(first).err().map_or(first.len(), |error| error.valid_up_to());
    if valid + 4 < first.len() {
        return None;
    }
    std::str::from_utf8(&first[..valid]).ok().map(str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_texts_and_noise_are_told_apart_whatever_their_name() {
        let rows: [(&[u8], Option<MediaRefusal>); 16] = [
            (b"", Some(MediaRefusal::Empty)),
            (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", Some(MediaRefusal::Playlist)),
            (b"\xef\xbb\xbf\n  #EXTM3U", Some(MediaRefusal::Playlist)),
            (b"ffconcat version 1.0\nfile /etc/passwd", Some(MediaRefusal::Playlist)),
            (b"file '/etc/passwd'", Some(MediaRefusal::Playlist)),
            (b"v=0\no=- 0 0 IN IP4 127.0.0.1", Some(MediaRefusal::Playlist)),
            (b"<?xml version=\"1.0\"?>\n<MPD xmlns=\"\">", Some(MediaRefusal::Playlist)),
            (b"#!/bin/sh\nrm -rf /", Some(MediaRefusal::Text)),
            (b"<html><script>", Some(MediaRefusal::Text)),
            ("d\u{e9}j\u{e0} vu".as_bytes(), Some(MediaRefusal::Text)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(MediaRefusal::NotAVideo)),
            (b"PK\x03\x04\x14\x00", Some(MediaRefusal::NotAVideo)),
            (b"\x9f\x03\xfe\x11\x00\x47\x81", Some(MediaRefusal::NotAVideo)),
            (b"\0\0\0\x20ftypisom", None),
            (b"\x1a\x45\xdf\xa3\x01", None),
            (b"RIFF\0\0\0\0AVI LIST", None),
        ];
        for (bytes, expected) in rows {
            assert_eq!(sniff(bytes).err(), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
