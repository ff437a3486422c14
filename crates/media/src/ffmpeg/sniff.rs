//! What the first bytes of a file say, before any program reads it.

use crate::MediaRefusal;

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

/// Boxes with which QuickTime and MP4 files begin.
const MP4_BOXES: [&[u8]; 7] = [b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot"];

/// Other beginnings of containers of video and sound.
const SIGNATURES: [&[u8]; 13] = [
    b"\x1a\x45\xdf\xa3",                 // Matroska, WebM
    b"FLV\x01",                          // Flash
    b"OggS",                             // Ogg
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", // ASF
    b"\x00\x00\x01\xba",                 // MPEG program stream
    b"fLaC",                             // FLAC
    b"ID3",                              // MP3 with a tag
    b"caff",                             // Core Audio
    b"#!AMR",                            // AMR
    b"RF64",                             // long WAVE
    b"\xff\xf1",                         // AAC
    b"\xff\xf9",                         // AAC
    b"\xff\xfb",                         // MP3
];

/// Judges a file by its first bytes (all of it, if it is shorter).
pub(super) fn sniff(first: &[u8]) -> Result<(), MediaRefusal> {
    if first.is_empty() {
        return Err(MediaRefusal::Empty);
    }
    if is_container(first) {
        return Ok(());
    }
    let Some(text) = as_text(first) else { return Err(MediaRefusal::NotAVideo) };
    let text = text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    let text = text.to_ascii_lowercase();
    let listed = PLAYLISTS.iter().any(|start| text.starts_with(start))
        || (text.starts_with("<?xml") && XML_PLAYLISTS.iter().any(|word| text.contains(word)));
    Err(if listed { MediaRefusal::Playlist } else { MediaRefusal::Text })
}

fn is_container(first: &[u8]) -> bool {
    let at = |place: usize, wanted: &[u8]| first.get(place..place + wanted.len()) == Some(wanted);
    let riff = at(0, b"RIFF") && (at(8, b"AVI ") || at(8, b"WAVE"));
    let aiff = at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC"));
    // Transport streams repeat their first byte every 188 (or, with a time before each, 192) bytes.
    let transport =
        [(0, 188), (4, 192)].iter().any(|(start, step)| (0..3).all(|packet| at(start + packet * step, b"\x47")));
    let mp4 = MP4_BOXES.iter().any(|name| at(4, name));
    mp4 || riff || aiff || transport || SIGNATURES.iter().any(|start| at(0, start))
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
