//! Containers of video and sound, by their first bytes: what may be uploaded, and what a program may read.

/// Bytes from the start of a file that decide, or all of a shorter one.
pub const CONTAINER_BYTES: usize = 512;

/// Boxes with which QuickTime and MP4 files begin.
const MP4_BOXES: [&[u8]; 7] = [b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot"];

/// Brands of the same container that are pictures.
const PICTURES: [&[u8; 4]; 9] = [b"avif", b"avis", b"crx ", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

/// Other beginnings.
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

/// Whether a file begins as a container that is read here. That the rest is one, only a probe tells.
pub fn begins_as_container(first: &[u8]) -> bool {
    let at = |place: usize, wanted: &[u8]| first.get(place..place + wanted.len()) == Some(wanted);
    let picture = at(4, b"ftyp") && PICTURES.iter().any(|brand| at(8, brand.as_slice()));
    let mp4 = MP4_BOXES.iter().any(|name| at(4, name)) && !picture;
    let riff = at(0, b"RIFF") && (at(8, b"AVI ") || at(8, b"WAVE"));
    let aiff = at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC"));
    // Transport streams repeat their first byte every 188 (or, with a time before each, 192) bytes.
    let transport =
        [(0, 188), (4, 192)].iter().any(|(start, step)| (0..3).all(|packet| at(start + packet * step, b"\x47")));
    mp4 || riff || aiff || transport || SIGNATURES.iter().any(|start| at(0, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_of_video_and_sound_are_told_from_other_files_by_their_first_bytes() {
        let transport: Vec<u8> = (0..CONTAINER_BYTES).map(|place| if place % 188 == 0 { 0x47 } else { 0 }).collect();
        let rows: [(&[u8], bool); 19] = [
            (b"\0\0\0\x20ftypisom\0\0\x02\0", true),
            (b"\0\0\0\x14ftypqt  ", true),
            (b"\0\0\0\x18ftypM4A ", true),
            (b"\0\0\0\x08wide\0\0\0\0mdat", true),
            (b"\x1a\x45\xdf\xa3\x01", true),
            (b"RIFF\0\0\0\0AVI LIST", true),
            (b"#!AMR\n", true),
            (&transport, true),
            (&transport[..400], true),
            (&transport[..300], false),
            (b"\0\0\0\x18ftypheic", false),
            (b"RIFF\0\0\0\0WEBPVP8 ", false),
            // A stream without a container.
            (b"\0\0\x01\xb3\x14\0", false),
            (b"#EXTM3U\n", false),
            (b"#!/bin/sh\n", false),
            (b"<html>", false),
            (b"\x89PNG\r\n\x1a\n", false),
            (b"ffconcat version 1.0", false),
            (b"", false),
        ];
        for (first, expected) in rows {
            assert_eq!(begins_as_container(first), expected, "{:?}", String::from_utf8_lossy(first));
        }
    }
}
